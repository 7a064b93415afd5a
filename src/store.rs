//! The records that last between executions: typed, in the user's properties, read with one call and written with one.
//!
//! * Only records that changed are written. Without a change there is no call.
//! * Links are stored in [`BUCKETS`] values of at most [`BUCKET_LIMIT`] bytes, since a value holds 9 KB and there is no batch delete.
//! * The text of a record that can't be read is kept under a key of its own and reported once, and the record is rebuilt, so that the panel always works.
//! * Code without the lock must not rewrite a bucket: it writes its link into an intent slot, and the next execution that holds the lock takes it in.
//! * Tokens are stored in these records only.
//!
//! <https://developers.google.com/apps-script/reference/properties/properties>

pub mod cache;
mod keys;
mod policy_copy;
pub mod setup;
mod watched;

use crate::base::code::sha256;
use crate::base::json::Json;
use crate::base::table::Table;
use crate::base::text::number;
use crate::base::time::Instant;
use crate::model::account::Account;
use crate::model::authorization::Tokens;
use crate::model::calendar_index::CalendarIndex;
use crate::model::event_id::EventId;
use crate::model::hold::{self, Hold, HoldAnswer};
use crate::model::link::Link;
use crate::model::policy::CachedPolicy;
use crate::model::quota::Spent;
use crate::model::record::Record;
use crate::model::settings::Settings;
use crate::port::{HostError, Ports, Scope};
use crate::store::keys::{
    bucket_key, intent_key, record_of, ACCOUNT, ASIDE, CALENDARS, HOLD, INTENTS, LAST_AUDITED, LAST_HOURLY_RUN, LINKS,
    POLICY, SETTINGS, SPENT, TOKENS,
};

pub use watched::Watched;

/// How many values hold the links.
pub const BUCKETS: u8 = 56;
/// The most bytes of one such value; Google's limit is 9 216.
pub const BUCKET_LIMIT: usize = 9000;

/// How many values hold the links that are written without the lock.
const INTENT_SLOTS: u8 = 8;

/// Whether an execution holds the user's lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// It does not; others may write at the same time.
    #[default]
    Shared,
    /// It holds the lock.
    Locked,
}

/// Which links an execution needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want<'a> {
    /// None, only the records.
    Records,
    /// The link of one event.
    LinkOf(&'a str),
    /// All links.
    AllLinks,
    /// All of them, and the records that were kept aside because they could not be read.
    Everything,
}

/// The property store is full: the link was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no room for another link")]
pub struct Full;

/// The user's records, loaded once per execution.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The linked Webex account.
    pub account: Option<Account>,
    /// Its tokens.
    pub tokens: Option<Tokens>,
    /// The settings that apply to the user: their own, as far as the policy allows.
    pub settings: Settings,
    /// The user's own settings; none before the first choice.
    pub own: Option<Settings>,
    /// What the administrators decided, as last read.
    pub policy: Option<CachedPolicy>,
    /// The calendars that are followed, in the order that links refer to.
    pub calendars: Vec<Watched>,
    /// When the last hourly run checked the triggers.
    pub last_hourly_run: Option<Instant>,
    /// What the user has spent of the day's quotas.
    pub spent: Spent,
    /// Deletions that wait for the person's answer.
    pub holds: Vec<Hold>,
    /// The event whose meeting was audited last.
    pub last_audited: Option<String>,
    /// Keys of the records that could not be read.
    pub unreadable: Vec<String>,
    /// Whether this execution holds the user's lock.
    pub guard: Guard,
    links: Table<u8, Vec<Link>>,
    intents: Table<u8, Vec<Link>>,
    stored: Table<String, String>,
}

impl State {
    /// Loads the records and the wanted links with one call.
    pub fn load(ports: &Ports<'_>, want: Want<'_>) -> Result<State, HostError> {
        let buckets: Vec<u8> = match want {
            Want::Records => Vec::new(),
            Want::LinkOf(event) => near(home(event)).to_vec(),
            Want::AllLinks | Want::Everything => (0..BUCKETS).collect(),
        };
        let names: Vec<String> = buckets.iter().map(|bucket| bucket_key(*bucket)).collect();
        let mut prefixes =
            vec![ACCOUNT, TOKENS, SETTINGS, CALENDARS, LAST_HOURLY_RUN, SPENT, HOLD, LAST_AUDITED, POLICY, INTENTS];
        prefixes.extend(names.iter().map(String::as_str));
        prefixes.extend((want == Want::Everything).then_some(ASIDE));
        let stored = ports.properties.load(Scope::User, &prefixes)?;
        let mut state = State::read(stored);
        for bucket in buckets {
            state.links.entry_or_default(bucket);
        }
        for key in &state.unreadable {
            ports.log.write(&["stored record unreadable, kept aside: ", key].concat());
        }
        state.refresh_policy(ports);
        Ok(state)
    }

    /// Every record as it is stored.
    pub fn records(&self) -> impl Iterator<Item = (Record, &str)> {
        self.stored.iter().map(|(key, value)| (record_of(key), value.as_str()))
    }

    /// Reads records from their stored form.
    pub fn read(stored: Table<String, String>) -> State {
        let mut state = State::default();
        let written = |key: &str| stored.get(key).filter(|text| !text.is_empty());
        state.account = record(&mut state.unreadable, ACCOUNT, written(ACCOUNT), Account::read);
        state.tokens = record(&mut state.unreadable, TOKENS, written(TOKENS), Tokens::read);
        state.own = record(&mut state.unreadable, SETTINGS, written(SETTINGS), Settings::read);
        state.policy = record(&mut state.unreadable, POLICY, written(POLICY), CachedPolicy::read);
        state.calendars =
            record(&mut state.unreadable, CALENDARS, written(CALENDARS), watched::read).unwrap_or_default();
        state.spent = record(&mut state.unreadable, SPENT, written(SPENT), Spent::read).unwrap_or_default();
        state.last_audited = written(LAST_AUDITED).cloned();
        state.holds = record(&mut state.unreadable, HOLD, written(HOLD), hold::read).unwrap_or_default();
        state.last_hourly_run =
            record(&mut state.unreadable, LAST_HOURLY_RUN, written(LAST_HOURLY_RUN), |json| json.int().map(Instant));
        for (key, lines) in stored.iter() {
            let numbered = |prefix: &str| key.strip_prefix(prefix).and_then(|text| number(text, 10));
            let (index, buckets) = match numbered(LINKS) {
                Some(index) => (Some(index), &mut state.links),
                None => (numbered(INTENTS), &mut state.intents),
            };
            let Some(bucket) = index.and_then(|bucket| u8::try_from(bucket).ok()).filter(|bucket| *bucket < BUCKETS)
            else {
                continue;
            };
            let links = buckets.entry_or_default(bucket);
            let mut is_readable = true;
            for line in lines.lines().filter(|line| !line.is_empty()) {
                match Link::read(line) {
                    Some(link) => links.push(link),
                    None => is_readable = false,
                }
            }
            if !is_readable {
                state.unreadable.push(key.clone());
            }
        }
        let links_lost = state.unreadable.iter().any(|key| key.starts_with(LINKS) || key.starts_with(INTENTS));
        if links_lost {
            // Without sync tokens the calendars are listed in full, and events that name their meeting restore its link.
            state.calendars.iter_mut().for_each(|calendar| calendar.sync_token = None);
        }
        state.stored = stored;
        state.apply();
        state
    }

    /// Writes the changed records with one call.
    pub fn save(&mut self, ports: &Ports<'_>) -> Result<(), HostError> {
        let changes = self.changes();
        // A change of the spent quotas only is not worth a round trip.
        if changes.iter().all(|(key, _)| key == SPENT) {
            return Ok(());
        }
        ports.properties.save(Scope::User, &changes)?;
        self.stored.extend(changes);
        self.unreadable.clear();
        Ok(())
    }

    /// The entries that differ from what is stored; the old text of an unreadable record is kept under another key.
    pub fn changes(&self) -> Vec<(String, String)> {
        let mut entries = vec![
            (ACCOUNT.to_owned(), self.account.as_ref().map(Account::write).unwrap_or_default()),
            (TOKENS.to_owned(), self.tokens.as_ref().map(Tokens::write).unwrap_or_default()),
            (SETTINGS.to_owned(), self.own.as_ref().map(Settings::write).unwrap_or_default()),
            (POLICY.to_owned(), self.policy.as_ref().map(CachedPolicy::write).unwrap_or_default()),
            (CALENDARS.to_owned(), watched::write(&self.calendars)),
            (SPENT.to_owned(), self.spent.write()),
            (LAST_AUDITED.to_owned(), self.last_audited.clone().unwrap_or_default()),
            (HOLD.to_owned(), hold::write(&self.holds)),
            (LAST_HOURLY_RUN.to_owned(), self.last_hourly_run.map(|at| at.0.to_string()).unwrap_or_default()),
        ];
        let buckets = self.links.iter().map(|(bucket, links)| (bucket_key(*bucket), links));
        let slots = self.intents.iter().map(|(slot, links)| (intent_key(*slot), links));
        for (key, links) in buckets.chain(slots) {
            let lines: Vec<String> = links.iter().map(Link::write).collect();
            entries.push((key, lines.join("\n")));
        }
        let stored = |key: &str| self.stored.get(key).map_or("", String::as_str);
        entries.retain(|(key, value)| stored(key) != value);
        for key in &self.unreadable {
            entries.push(([ASIDE, key].concat(), stored(key).to_owned()));
        }
        entries
    }

    /// The zone of a calendar, in which its all-day events take place. Before its first list the person's own zone is taken.
    pub fn zone_of(&self, calendar: &str) -> String {
        let watched = self.calendars.iter().find(|watched| watched.id == calendar);
        let own = || self.account.as_ref().and_then(|account| account.zone.clone());
        watched.and_then(|watched| watched.zone.clone()).or_else(own).unwrap_or_default()
    }

    /// How many meetings are left to delete before the person is disconnected, if they asked for that.
    pub fn leaving(&self) -> Option<u32> {
        self.holds.iter().find(|hold| hold.answer == HoldAnswer::Leave).map(|hold| hold.count)
    }

    /// The link of an event, if its bucket was loaded.
    pub fn link(&self, event: &str) -> Option<&Link> {
        let of_event = |links: &&Vec<Link>| links.iter().any(|link| link.event == event);
        let buckets = near(home(event)).map(|bucket| self.links.get(&bucket));
        let list = self.intents.values().find(of_event).or_else(|| buckets.into_iter().flatten().find(of_event))?;
        list.iter().find(|link| link.event == event)
    }

    /// All links that were loaded, those written without the lock first.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        // Collected into a list, since otherwise every caller would add a copy of four nested iterators to the module.
        let mut all = Vec::new();
        for links in self.intents.values().chain(self.links.values()) {
            all.extend(links);
        }
        all.into_iter()
    }

    /// The loaded series whose ids have this base: the parts of a series that was split.
    pub fn parts(&self, base: EventId<'_>) -> Vec<String> {
        let is_part = |link: &&Link| link.series.is_some() && EventId(&link.event).base() == base;
        self.links().filter(is_part).map(|link| link.event.clone()).collect()
    }

    /// The same records in an execution that holds the lock.
    #[must_use]
    pub fn locked(self) -> State {
        State { guard: Guard::Locked, ..self }
    }

    /// Moves links that were written without the lock into their buckets. Only the holder of the lock may do this.
    pub fn fold_intents(&mut self) {
        let slots = core::mem::take(&mut self.intents);
        for (slot, links) in slots {
            let kept = links.into_iter().filter(|link| self.put(link.clone()).is_err());
            let kept: Vec<Link> = kept.collect();
            *self.intents.entry_or_default(slot) = kept;
        }
    }

    /// Adds a link without the lock.
    pub fn put_intent(&mut self, link: Link) -> Result<(), Full> {
        let slot = self.intents.entry_or_default(sha256(&link.event)[1] % INTENT_SLOTS);
        slot.retain(|other| other.event != link.event);
        let used: usize = slot.iter().map(Link::size).sum();
        if used + link.size() > BUCKET_LIMIT {
            return Err(Full);
        }
        slot.push(link);
        Ok(())
    }

    /// Takes over tokens that another execution has stored, without writing them again.
    pub fn adopt_tokens(&mut self, tokens: Tokens) {
        *self.stored.entry_or_default(TOKENS.to_owned()) = tokens.write();
        self.tokens = Some(tokens);
    }

    /// Adds a link or replaces the event's. Without room the old one stays.
    pub fn put(&mut self, link: Link) -> Result<(), Full> {
        let before = self.link(&link.event).cloned();
        let result = self.index(link);
        if let (Err(Full), Some(before)) = (result, before) {
            // It fitted before, so it fits again.
            let _ = self.index(before);
        }
        result
    }

    /// Replaces the event's link. Without room the old one stays, and the next run decides from that one again.
    pub fn replace(&mut self, link: Link) {
        let _ = self.put(link);
    }

    fn index(&mut self, link: Link) -> Result<(), Full> {
        self.remove(&link.event);
        let size = link.size();
        for bucket in near(home(&link.event)) {
            let links = self.links.entry_or_default(bucket);
            let used: usize = links.iter().map(Link::size).sum();
            if used + size <= BUCKET_LIMIT {
                links.push(link);
                return Ok(());
            }
        }
        Err(Full)
    }

    /// Removes an event's link.
    pub fn remove(&mut self, event: &str) {
        for bucket in near(home(event)) {
            if let Some(links) = self.links.get_mut(&bucket) {
                links.retain(|link| link.event != event);
            }
        }
        for links in self.intents.values_mut() {
            links.retain(|link| link.event != event);
        }
    }

    /// The index of a calendar in the list; a calendar that is new is added without a token.
    pub fn calendar_index(&mut self, calendar: &str) -> CalendarIndex {
        let found = self.calendars.iter().position(|watched| watched.id == calendar);
        let position = found.unwrap_or_else(|| {
            self.calendars.push(Watched::new(calendar.to_owned()));
            self.calendars.len() - 1
        });
        CalendarIndex::of(position)
    }

    /// The id of the calendar with this index.
    pub fn calendar_id(&self, index: CalendarIndex) -> Option<&str> {
        self.calendars.get(index.position()).map(|watched| watched.id.as_str())
    }

    /// The id of the calendar that a link's event lies in.
    pub fn calendar_of(&self, link: &Link) -> Option<&str> {
        self.calendar_id(link.calendar)
    }
}

/// The bucket of an event's link. The parts of a split series and their occurrences have the same one.
fn home(event: &str) -> u8 {
    sha256(EventId(event).base().0)[0] % BUCKETS
}

/// The bucket and the two that take its overflow.
fn near(home: u8) -> [u8; 3] {
    [home, (home + 1) % BUCKETS, (home + 2) % BUCKETS]
}

fn record<T>(
    unreadable: &mut Vec<String>,
    key: &str,
    text: Option<&String>,
    read: fn(&Json) -> Option<T>,
) -> Option<T> {
    let read = Json::parse(text?).ok().and_then(|json| read(&json));
    if read.is_none() {
        unreadable.push(key.to_owned());
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;
    use crate::model::link::LinkState;
    use crate::model::meeting::MeetingId;

    fn stored(entries: &[(&str, &str)]) -> State {
        State::read(entries.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect())
    }

    fn link(number: usize) -> Link {
        let mut link = Link::pending(&format!("{number:026}"), CalendarIndex::PRIMARY, Instant(1_800_000_000));
        link.meeting = MeetingId::read("870f51ff287b41be84648412901e0402");
        link.state = LinkState::Linked;
        link.last_sent = crate::model::fingerprint::Fingerprints {
            title: "aaaaaa".into(),
            time: "bbbbbb".into(),
            guests: "cccccc".into(),
        };
        link
    }

    #[test]
    fn nothing_changed_means_nothing_written() {
        let state = stored(&[("calendars", r#"[{"id":"c","token":"t"}]"#), ("links.3", "")]);
        assert_eq!(state.changes(), [], "who has not chosen has no choices stored");
    }

    /// proves: E82
    #[test]
    fn three_thousand_links_fit_into_the_store_with_room_to_spare() {
        let mut state = stored(&[]);
        for number in 0..3_000 {
            state.put(link(number)).unwrap();
        }
        let changes = state.changes();
        let total: usize = changes.iter().map(|(key, value)| key.len() + value.len()).sum();
        assert!(total < 300_000, "{total} of 524 288 bytes");
        assert!(changes.iter().all(|(_, value)| value.len() <= BUCKET_LIMIT));
        let again = State::read(changes.into_iter().collect());
        assert_eq!(again.links().count(), 3_000);
        assert_eq!(again.link(&link(2_999).event), Some(&link(2_999)));
    }

    /// proves: E82
    #[test]
    fn a_full_store_refuses_another_link_and_keeps_the_rest() {
        let mut state = stored(&[]);
        let refused = (0..20_000).find(|number| state.put(link(*number)) == Err(Full)).unwrap();
        assert!(refused > 3_000);
        assert_eq!(state.links().count(), refused);
    }

    #[test]
    fn unreadable_records_are_kept_aside_and_rebuilt() {
        let good = link(1).write();
        let state = stored(&[
            ("account", "{broken"),
            ("calendars", r#"[{"id":"c","token":"t"}]"#),
            ("links.3", &[&good, "\nnonsense"].concat()),
        ]);
        assert_eq!(state.account, None);
        assert_eq!(state.calendars[0].sync_token, None, "the calendar is listed in full to find lost links");
        let changes: Table<String, String> = state.changes().into_iter().collect();
        let change = |key: &str| changes.get(key).map(String::as_str);
        assert_eq!(change("aside.account"), Some("{broken"));
        assert_eq!(change("aside.links.3"), Some([&good, "\nnonsense"].concat().as_str()));
        assert_eq!(change("links.3"), Some(good.as_str()));
        assert_eq!(change("account"), Some(""));
    }

    #[test]
    fn what_was_written_without_the_lock_is_folded_in_by_the_next_holder() {
        let mut unlocked = stored(&[]);
        unlocked.put_intent(link(1)).unwrap();
        let mut locked = State::read(unlocked.changes().into_iter().collect());
        assert_eq!(locked.link(&link(1).event), Some(&link(1)));
        locked.fold_intents();
        let changes: Table<String, String> = locked.changes().into_iter().collect();
        let (_, slot) = changes.iter().find(|(key, _)| key.starts_with(INTENTS)).unwrap();
        assert_eq!(slot, "");
        assert_eq!(changes.get(&bucket_key(home(&link(1).event))), Some(&link(1).write()));
    }

    #[test]
    fn links_that_were_not_loaded_are_not_written() {
        let mut state = stored(&[]);
        state.links.entry_or_default(home("e1"));
        state.put(Link::pending("e1", CalendarIndex::PRIMARY, Instant(60))).unwrap();
        let keys: Vec<String> = state.changes().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, [bucket_key(home("e1"))]);
    }
}
