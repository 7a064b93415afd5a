//! Occurrences of a series that differ from their rule: which changes matter, and what makes Webex's list equal the calendar's.
//!
//! Pure. An occurrence's key is when the rule put it, never where it is now, and never Webex's id of it, which may change with a move.
//! An occurrence with a link of its own stands alone: the series does without it, and it follows its event like any other.

use crate::base::code::fingerprint;
use crate::base::json::Json;
use crate::base::text::around;
use crate::base::time::{EventTime, Instant, Offsets, Slot, MINUTE};
use crate::model::event::{Conference, Event, Status};
use crate::model::link::{Form, Link, LinkState, GRACE};
use crate::model::meeting::{topic, webex_link, Meeting, MeetingId};
use crate::plan::plan::{Facts, Guests, Step};
use crate::store::series_of;
use crate::webex::endpoint::MeetingPatch;

/// What has to happen after one occurrence was read that has no link of its own.
pub fn decide(event: &Event, series: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    // Without its series' link an occurrence is somebody else's, or the series takes it in when it gets its meeting.
    let link = series?;
    let known = link.series.as_ref()?;
    let key = key(event.occurrence()?.original.as_ref()?);
    let is_live = match link.state {
        LinkState::Linked | LinkState::Behind | LinkState::Attaching | LinkState::Waiting | LinkState::Failed(_) => {
            true
        }
        LinkState::Leaving | LinkState::Deleted => known.form == Form::Empty,
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Gone => false,
    };
    let matters = match known.form {
        Form::Rule | Form::Empty | Form::Each => true,
        // Its one link serves every occurrence, wherever it is.
        Form::Standing => false,
    };
    let is_news = known.is_settled && known.known(key) != print(event, facts);
    (is_live && matters && is_news).then(|| Step::Unsettle(link.event.clone()))
}

/// Whether an occurrence that stood alone shows its series' meeting again, since Google or a person has reset it.
///
/// A younger link than the grace may be younger than what was read.
pub fn is_reset(event: &Event, own: &Link, series: Option<&Link>, now: Instant) -> bool {
    let Some((series, meeting)) = series.and_then(|series| Some((series, series.meeting.as_ref()?))) else {
        return false;
    };
    let shown = match &event.conference {
        Conference::Ours { meeting, event: named } => Some((meeting, named)),
        Conference::None | Conference::PersonalRoom | Conference::Foreign => None,
    };
    let is_written = matches!(own.state, LinkState::Linked | LinkState::Behind | LinkState::Failed(_));
    let is_old = is_written && own.at.plus(GRACE) <= now && event.stand_in.as_ref() != Some(&event.id);
    is_old && event.status == Status::Active && shown == Some((meeting, &series.event))
}

/// What has to happen to such an occurrence: its own meeting goes, and the series takes it in or gives it another.
pub fn reset(own: &Link, series: &str, now: Instant) -> Vec<Step> {
    let Some(meeting) = own.meeting.clone() else { return Vec::new() };
    let then = own.becoming(LinkState::Deleted, now);
    vec![Step::Delete { meeting, then }, Step::Unsettle(series.to_owned())]
}

/// The id under which an occurrence with a meeting of its own was known before Google gave it another.
///
/// Ids follow the rule: they change when the whole series is moved or split.
pub fn earlier(event: &Event) -> Option<&str> {
    let Conference::Ours { event: named, .. } = &event.conference else { return None };
    let base = |id: &str| around(id, "_R").map_or(id.to_owned(), |(series, _)| series.to_owned());
    let is_of_series = base(series_of(named)?) == base(&event.occurrence()?.series);
    (is_of_series && *named != event.id && event.status == Status::Active).then_some(named)
}

/// The link of such an occurrence under its new id; its event is read again and followed at once.
pub fn renamed(event: &Event, before: &Link, now: Instant) -> Link {
    let state = match before.state {
        LinkState::Linked | LinkState::Behind | LinkState::Attaching | LinkState::Waiting | LinkState::Leaving => {
            LinkState::Behind
        }
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Deleted | LinkState::Gone | LinkState::Failed(_) => {
            before.state
        }
    };
    Link { event: event.id.clone(), ..before.becoming(state, now.plus(-MINUTE)) }
}

/// The key of an occurrence: when the rule put it, to the minute.
pub fn key(original: &EventTime) -> Instant {
    let instant = moment(original);
    Instant(instant.0.div_euclid(MINUTE) * MINUTE)
}

/// The fingerprint of an occurrence as the rule says, from its series, whether or not the series shows its meeting yet.
pub fn base(series: &Event, facts: &Facts<'_>) -> String {
    let Some((start, end)) = series.times() else { return fingerprint("") };
    written(series, "ours", 0, moment(end).0 - moment(start).0, facts)
}

/// The fingerprint of an occurrence: the same for all that are as the rule says.
pub fn print(event: &Event, facts: &Facts<'_>) -> String {
    let original = event.occurrence().and_then(|occurrence| occurrence.original.as_ref());
    match (event.status, event.times(), original) {
        (Status::Active, Some((start, end)), Some(original)) => {
            let (start, end) = (moment(start).0, moment(end).0);
            let conference = if shows_meeting(event) { "ours" } else { "none" };
            written(event, conference, start - moment(original).0, end - start, facts)
        }
        _ => fingerprint("cancelled"),
    }
}

fn written(event: &Event, conference: &str, shift: i64, length: i64, facts: &Facts<'_>) -> String {
    let mut text =
        [&topic(event, facts.neutral_title), "\n", conference, "\n", &event.invitees(facts.host).join(",")].concat();
    for number in [shift, length] {
        text.push('\n');
        text.push_str(&number.to_string());
    }
    fingerprint(&text)
}

/// Whether an occurrence takes part in its series' meeting.
pub fn shows_meeting(event: &Event) -> bool {
    matches!(event.conference, Conference::Ours { .. }) && event.takes_a_meeting()
}

fn moment(time: &EventTime) -> Instant {
    match time {
        EventTime::At(instant, _) => *instant,
        EventTime::Date(day) => Instant(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()),
    }
}

/// An occurrence as Webex has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: MeetingId,
    /// When it starts.
    pub start: Instant,
    /// When it ends.
    pub end: Instant,
    /// Its title.
    pub title: String,
    /// How it is joined, which may be its own way.
    pub meeting: Option<Meeting>,
}

impl Held {
    /// Reads Webex's object.
    pub fn read(json: &Json) -> Option<Held> {
        Some(Held {
            id: MeetingId::read(json.get("id").text()?)?,
            start: Instant::parse(json.get("start").text()?)?,
            end: Instant::parse(json.get("end").text()?)?,
            title: json.get("title").text().unwrap_or_default().to_owned(),
            meeting: Meeting::read(json),
        })
    }
}

/// What makes one occurrence at Webex equal the calendar's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// It changes.
    Patch {
        /// Webex's occurrence.
        id: MeetingId,
        /// What changes.
        patch: MeetingPatch,
        /// The calendar's occurrence, by its place in the list.
        event: usize,
    },
    /// Its invitees become these.
    Invite {
        /// Webex's occurrence.
        id: MeetingId,
        /// The event's guests.
        guests: Guests,
    },
    /// It goes.
    Delete(MeetingId),
    /// It leaves the series for a meeting of its own.
    Alone {
        /// Webex's occurrence, if it is still there.
        id: Option<MeetingId>,
        /// The calendar's occurrence, by its place in the list.
        event: usize,
    },
    /// Its own way to join is written into its event.
    Show {
        /// How it is joined.
        meeting: Meeting,
        /// The calendar's occurrence, by its place in the list.
        event: usize,
    },
}

/// What a comparison has to know of the series.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// The guests of the series, which its occurrences share unless they have their own.
    pub guests: &'a [String],
    /// Dates that the rule has at Webex and the calendar's lines leave out.
    pub skipped: &'a [Instant],
    /// The offsets of the series' zone.
    pub offsets: &'a Offsets,
    /// From when on occurrences are compared.
    pub from: Instant,
    /// Until when.
    pub to: Instant,
    /// Until when every occurrence gets a meeting of its own, if the user wants that.
    pub own_until: Option<Instant>,
}

/// The difference between the calendar's occurrences and those that Webex has.
///
/// `stands_alone` tells which occurrences have a link of their own.
pub fn compare(
    events: &[Event],
    held: &[Held],
    series: &Series<'_>,
    stands_alone: &dyn Fn(&Event) -> bool,
    facts: &Facts<'_>,
) -> Vec<Mend> {
    let mut mends = Vec::new();
    let mut is_free: Vec<bool> = vec![true; held.len()];
    let originals: Vec<Option<Instant>> = events.iter().map(|event| original(event, series.offsets)).collect();
    let slots: Vec<Option<Slot>> = events.iter().map(|event| slot(event, facts)).collect();
    let mut partner: Vec<Option<usize>> = vec![None; events.len()];
    // Those that stand where they should, then those that still stand where the rule put them, then whatever lies between.
    for pass in 0..3 {
        for (place, event) in events.iter().enumerate() {
            if partner[place].is_some() {
                continue;
            }
            let Some(original) = originals[place] else { continue };
            let is_active = event.status == Status::Active && !stands_alone(event) && shows_meeting(event);
            let wanted = match pass {
                0 => slots[place].as_ref().filter(|_| is_active).map(|slot| (slot.start, slot.start)),
                1 => Some((original, original)),
                _ => Some(interval(original, &originals, series.offsets)),
            };
            let Some((low, high)) = wanted else { continue };
            let found =
                held.iter().enumerate().position(|(at, held)| is_free[at] && low <= held.start && held.start <= high);
            if let Some(found) = found {
                is_free[found] = false;
                partner[place] = Some(found);
            }
        }
    }
    for (place, event) in events.iter().enumerate() {
        let held = partner[place].map(|found| &held[found]);
        let Some(original) = originals[place] else { continue };
        let is_alone = stands_alone(event);
        if event.status == Status::Cancelled || is_alone || !shows_meeting(event) {
            mends.extend(held.map(|held| Mend::Delete(held.id.clone())));
            continue;
        }
        let Some(slot) = &slots[place] else { continue };
        let is_ahead = slot.start > series.from && slot.start < series.to;
        if !is_ahead {
            continue;
        }
        let is_own = series.own_until.is_some_and(|until| slot.start < until);
        let Some(held) = held.filter(|_| !is_own) else {
            // Where one meeting serves all days, only what gets its own is looked at.
            if is_own || series.own_until.is_none() {
                mends.push(Mend::Alone { id: None, event: place });
            }
            continue;
        };
        if series.own_until.is_some() {
            continue;
        }
        let stays = stays_in_interval(slot.start, original, &originals, series.offsets);
        if !stays {
            mends.push(Mend::Alone { id: Some(held.id.clone()), event: place });
            continue;
        }
        let title = topic(event, facts.neutral_title);
        let is_moved = (held.start, held.end) != (slot.start, slot.end);
        let patch = MeetingPatch {
            title: (held.title != title).then_some(title),
            slot: is_moved.then(|| slot.clone()),
            rule: None,
        };
        if patch != MeetingPatch::default() {
            mends.push(Mend::Patch { id: held.id.clone(), patch, event: place });
        }
        let wanted = event.invitees(facts.host);
        if wanted != series.guests {
            let guests = Guests { wanted, is_partial: event.guests_omitted, none_so_far: false };
            mends.push(Mend::Invite { id: held.id.clone(), guests });
        }
        let shown = event.video_uri.as_deref().and_then(webex_link);
        if let (Some(shown), Some(own)) = (shown, &held.meeting) {
            if shown != own.web_link {
                mends.push(Mend::Show { meeting: own.clone(), event: place });
            }
        }
    }
    let is_left_out = |held: &Held| series.skipped.contains(&held.start);
    let stray = held.iter().enumerate().filter(|(at, held)| is_free[*at] && is_left_out(held));
    mends.extend(stray.map(|(_, held)| Mend::Delete(held.id.clone())));
    mends
}

/// When the rule put an occurrence, as an instant of the series' zone.
fn original(event: &Event, offsets: &Offsets) -> Option<Instant> {
    match event.occurrence()?.original.as_ref()? {
        EventTime::At(instant, _) => Some(*instant),
        EventTime::Date(day) => Some(offsets.instant(day.and_time(chrono::NaiveTime::MIN))),
    }
}

fn slot(event: &Event, facts: &Facts<'_>) -> Option<Slot> {
    let (start, end) = event.times()?;
    Some(Slot::of(start, end, facts.calendar_zone, facts.zones))
}

/// The days from an occurrence's own to the next one's, within which Webex lets it start.
///
/// <https://developer.webex.com/docs/api/v1/meetings/patch-a-meeting>
fn interval(original: Instant, originals: &[Option<Instant>], offsets: &Offsets) -> (Instant, Instant) {
    let next = originals.iter().flatten().filter(|other| **other > original).min();
    let high = next.map_or(Instant(i64::MAX), |next| midnight(*next, offsets).plus(-1));
    (midnight(original, offsets), high)
}

fn stays_in_interval(start: Instant, original: Instant, originals: &[Option<Instant>], offsets: &Offsets) -> bool {
    let (low, high) = interval(original, originals, offsets);
    let is_first = originals.iter().flatten().all(|other| *other >= original);
    start <= high && (low <= start || is_first)
}

fn midnight(instant: Instant, offsets: &Offsets) -> Instant {
    offsets.instant(offsets.local(instant).date().and_time(chrono::NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::DAY;
    use crate::plan::example::{
        all, all_held, at, cancelled, foreign, held, link, moved, plain, week, weekly, with_facts,
    };

    /// A difference in one line. Webex's occurrences are named by the week that they stand in.
    fn said(mend: &Mend) -> String {
        let name = |id: &MeetingId| {
            let start: i64 = id.as_str().trim_start_matches("m_").parse().unwrap();
            (0..4).find(|number| week(*number).0 == start).map_or("elsewhere".to_owned(), |number| number.to_string())
        };
        match mend {
            Mend::Patch { id, patch, event } => {
                let title = patch.title.as_ref().map(|title| format!(" title={title}")).unwrap_or_default();
                let time =
                    patch.slot.as_ref().map(|slot| format!(" start={}", slot.start.rfc3339())).unwrap_or_default();
                format!("patch {} for {event}{title}{time}", name(id))
            }
            Mend::Invite { id, guests } => format!("invite {} {}", name(id), guests.wanted.join(",")),
            Mend::Delete(id) => format!("delete {}", name(id)),
            Mend::Alone { id, event } => format!("alone {event} from {}", id.as_ref().map_or("nothing".into(), name)),
            Mend::Show { meeting, event } => format!("show {event} {}", meeting.web_link),
        }
    }

    fn differences(events: &[Event], held: &[Held], own: &[&str], skipped: &[Instant]) -> Vec<String> {
        with_facts(|facts| {
            let guests = ["guest-1@example.com".to_owned()];
            let series = Series {
                guests: &guests,
                skipped,
                offsets: facts.zones.get("Europe/Paris").unwrap(),
                from: facts.now,
                to: facts.now.plus(370 * DAY),
                own_until: None,
            };
            let mends = compare(events, held, &series, &|event| own.contains(&event.id.as_str()), facts);
            mends.iter().map(said).collect()
        })
    }

    #[track_caller]
    fn check(number: usize, event: Event, expected: &[&str]) {
        let mut events = all();
        events[number] = event;
        assert_eq!(differences(&events, &all_held(), &[], &[]), expected);
    }

    /// proves: E35, E36
    #[test]
    fn only_what_differs_of_an_occurrence_is_mended() {
        assert_eq!(differences(&all(), &all_held(), &[], &[]), [""; 0]);
        check(1, moved(1, at("2026-12-08T14:00:00Z")), &["patch 1 for 1 start=2026-12-08T14:00:00Z"]);
        check(1, Event { title: Some("Special".into()), ..plain(1) }, &["patch 1 for 1 title=Special"]);
        let alone = Event { guests: vec![], ..plain(1) };
        check(1, alone, &["invite 1 "]);
    }

    /// proves: E37, E52
    #[test]
    fn what_was_cancelled_or_has_no_meeting_any_more_is_deleted() {
        check(2, cancelled(2), &["delete 2"]);
        check(2, foreign(plain(2)), &["delete 2"]);
        check(2, Event { conference: Conference::None, ..plain(2) }, &["delete 2"]);
        let gone: Vec<Held> = [0, 1, 3].map(|number| held(week(number))).to_vec();
        let events: Vec<Event> = [plain(0), plain(1), cancelled(2), plain(3)].to_vec();
        assert_eq!(differences(&events, &gone, &[], &[]), [""; 0], "nothing the second time");
    }

    /// proves: E36
    #[test]
    fn an_occurrence_is_known_by_where_it_was_put_and_found_where_it_is() {
        let there = at("2026-12-10T14:00:00Z");
        let events = [plain(0), moved(1, there), plain(2), plain(3)];
        let at_webex = [held(week(0)), held(there), held(week(2)), held(week(3))];
        assert_eq!(differences(&events, &at_webex, &[], &[]), [""; 0]);
        // It moves again: Webex has it somewhere between its own day and the next one.
        let again = [plain(0), moved(1, at("2026-12-11T08:00:00Z")), plain(2), plain(3)];
        assert_eq!(differences(&again, &at_webex, &[], &[]), ["patch elsewhere for 1 start=2026-12-11T08:00:00Z"]);
    }

    /// proves: E36
    #[test]
    fn what_leaves_its_interval_or_is_missing_gets_a_meeting_of_its_own() {
        check(1, moved(1, at("2026-12-17T14:00:00Z")), &["alone 1 from 1"]);
        check(1, moved(1, at("2026-12-07T14:00:00Z")), &["alone 1 from 1"]);
        // Nothing lies before the first and behind the last.
        check(0, moved(0, at("2026-11-30T14:00:00Z")), &["patch 0 for 0 start=2026-11-30T14:00:00Z"]);
        check(3, moved(3, at("2027-02-01T14:00:00Z")), &["patch 3 for 3 start=2027-02-01T14:00:00Z"]);
        let three: Vec<Held> = [0, 1, 3].map(|number| held(week(number))).to_vec();
        assert_eq!(differences(&all(), &three, &[], &[]), ["alone 2 from nothing"]);
        let id = plain(2).id;
        assert_eq!(differences(&all(), &three, &[&id], &[]), [""; 0]);
        assert_eq!(differences(&all(), &all_held(), &[&id], &[]), ["delete 2"]);
    }

    /// proves: E46
    #[test]
    fn a_date_that_the_lines_leave_out_is_deleted() {
        let events = [plain(0), plain(1), plain(3)];
        assert_eq!(differences(&events, &all_held(), &[], &[week(2)]), ["delete 2"]);
        assert_eq!(differences(&events, &all_held(), &[], &[]), [""; 0]);
    }

    #[test]
    fn an_occurrence_that_has_its_own_link_shows_it() {
        let json = Json::parse(r#"{"id":"m1","webLink":"https://a.webex.com/own"}"#).unwrap();
        let mut at_webex = all_held();
        at_webex[1].meeting = Meeting::read(&json);
        let shown = |link: &str| {
            let mut events = all();
            events[1].video_uri = Some(link.to_owned());
            differences(&events, &at_webex, &[], &[])
        };
        assert_eq!(shown("https://a.webex.com/series"), ["show 1 https://a.webex.com/own"]);
        assert_eq!(shown("https://a.webex.com/own"), [""; 0]);
    }

    /// proves: E21, E49
    #[test]
    fn an_occurrence_makes_its_series_be_compared_if_it_is_news() {
        let series = link(&weekly(), LinkState::Linked);
        let settled = |exceptions: Vec<(Instant, String)>| {
            let known = crate::model::link::Series { is_settled: true, exceptions, ..series.series.clone().unwrap() };
            Link { series: Some(known), ..series.clone() }
        };
        let steps = |event: &Event, series: Option<&Link>| with_facts(|facts| decide(event, series, facts));
        let wanted = Some(Step::Unsettle("s1".into()));
        assert_eq!(steps(&plain(1), Some(&settled(vec![]))), None);
        assert_eq!(steps(&cancelled(1), Some(&settled(vec![]))), wanted);
        assert_eq!(steps(&moved(1, week(1).plus(60)), Some(&settled(vec![]))), wanted);
        assert_eq!(steps(&cancelled(1), None), None, "somebody else's");
        let known = with_facts(|facts| (week(1), print(&cancelled(1), facts)));
        assert_eq!(steps(&cancelled(1), Some(&settled(vec![known.clone()]))), None);
        assert_eq!(steps(&plain(1), Some(&settled(vec![known]))), wanted, "restored");
        for state in [LinkState::Gone, LinkState::Leaving, LinkState::Deleted, LinkState::Pending] {
            let link = Link { state, ..settled(vec![]) };
            assert_eq!(steps(&cancelled(1), Some(&link)), None, "{state:?}");
        }
    }

    /// proves: E43
    #[test]
    fn an_occurrence_that_stood_alone_and_shows_its_series_again_was_reset() {
        let series = link(&weekly(), LinkState::Linked);
        let now = at("2026-11-24T12:00:00Z");
        let own = Link {
            meeting: MeetingId::read("own"),
            state: LinkState::Linked,
            ..Link::pending(&plain(1).id, 0, now.plus(-GRACE))
        };
        assert!(is_reset(&plain(1), &own, Some(&series), now));
        let steps = with_facts(|facts| {
            let facts = Facts { now, ..*facts };
            let known = |id: &str| [&own, &series].into_iter().find(|link| link.event == id);
            crate::plan::plan::plan([&plain(1)], known, &facts)
        });
        assert_eq!(steps, reset(&own, "s1", now));
        // What was read may be older than a young link, and where Google takes no conference data the properties tell.
        assert!(!is_reset(&plain(1), &Link { at: now, ..own.clone() }, Some(&series), now));
        let substituted = Event { stand_in: Some(plain(1).id), ..plain(1) };
        assert!(!is_reset(&substituted, &own, Some(&series), now));
        assert!(!is_reset(&plain(1), &Link { state: LinkState::Attaching, ..own.clone() }, Some(&series), now));
        assert!(!is_reset(&cancelled(1), &own, Some(&series), now));
        assert!(!is_reset(&plain(1), &own, None, now));
    }

    /// proves: E39
    #[test]
    fn an_occurrence_with_its_own_meeting_is_known_again_under_its_new_id() {
        let (old, meeting) = (plain(1).id, MeetingId::read("own").unwrap());
        let own = Conference::Ours { meeting: meeting.clone(), event: old.clone() };
        let split = crate::model::event::Occurrence { series: "s1_R20261208T080000".into(), original: None };
        let event = Event {
            id: "s1_R20261208T080000_20261208T080000Z".into(),
            conference: own,
            repeats: crate::model::event::Repeats::Occurrence(split),
            ..plain(1)
        };
        assert_eq!(earlier(&event), Some(old.as_str()));
        assert_eq!(earlier(&Event { status: Status::Cancelled, ..event.clone() }), None);
        assert_eq!(earlier(&plain(1)), None, "it shows its series' meeting");
        let before = Link {
            meeting: Some(meeting.clone()),
            state: LinkState::Leaving,
            ..Link::pending(&old, 0, at("2026-11-24T12:00:00Z"))
        };
        let renamed = renamed(&event, &before, at("2026-11-24T12:00:00Z"));
        assert_eq!(
            (renamed.event, renamed.state, renamed.meeting),
            (event.id.clone(), LinkState::Behind, Some(meeting))
        );
        // What is reported of the old id in the same breath is about the new one.
        let stub = Event { id: old.clone(), ..cancelled(1) };
        let steps =
            with_facts(|facts| crate::plan::plan::plan([&stub, &event], |id| (id == old).then_some(&before), facts));
        assert_eq!(steps.iter().map(Step::event).collect::<Vec<_>>(), [event.id.as_str(), old.as_str()]);
    }
}
