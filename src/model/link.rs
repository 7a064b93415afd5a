//! A link: which Webex meeting belongs to which event, and the state of the two.
//!
//! Links live in the user's properties because Google reports a deleted event as an id only.
//! They hold no title, no name, no address: ids, times and fingerprints only, in at most 120 ASCII characters.
//! [`crate::store`] decides where they are stored, and [`crate::plan`] when they change.

mod minutes;
mod series;

use crate::base::text::number;
use crate::base::time::{Instant, DAY, MINUTE};
use crate::model::calendar_index::CalendarIndex;
use crate::model::fingerprint::Fingerprints;
use crate::model::meeting::MeetingId;
use crate::model::settings::Kind;

use minutes::{minutes, read_minutes};
pub use series::{Series, SeriesMode, EXCEPTIONS_LIMIT};

/// The state of an event and its meeting.
///
/// | from | what happens | to |
/// | --- | --- | --- |
/// | (none) | a meeting is asked for | `Pending` |
/// | (none) | a conference is asked for by someone who has to sign in first | `Wanted` |
/// | `Wanted` | they signed in, and Webex made it for the saved event | `Attaching` |
/// | `Wanted` | it was the Personal Room, and the event shows it | (none) |
/// | `Wanted` | the event is gone or got another conference | `Pending` |
/// | `Wanted` | a day went by, and Webex never made it | (none) |
/// | `Pending` | Webex made it, or it was found by its tag | `Waiting` |
/// | `Pending` | the hourly run finds that Webex never made it | (none) |
/// | `Waiting` | the saved event shows it | `Linked` |
/// | `Waiting` | no event showed it for 48 hours | `Deleted` |
/// | `Linked` | the event changed, Webex followed | `Linked` |
/// | `Linked`, `Waiting` | Webex could not follow now | `Behind` |
/// | `Behind` | Webex followed | `Linked` |
/// | `Linked`, `Behind`, `Waiting`, `Failed` | the event or its conference went | `Leaving` |
/// | `Leaving` | the event shows the meeting again | `Linked` |
/// | `Leaving` | the grace time is over and Webex deleted the meeting | `Deleted` |
/// | `Deleted` | the event comes back and shows the meeting | `Pending` |
/// | `Pending` | Webex made it for an event that is saved already | `Attaching` |
/// | `Attaching` | the event was written | `Linked` |
/// | `Linked`, `Behind` | the meeting is not at Webex any more | `Gone` |
/// | `Gone` | the user asks for a new one | `Pending` |
/// | `Linked`, `Behind` | Webex refuses the change | `Failed` |
/// | `Linked` | the hourly run finds the meeting changed at Webex | `Failed(Differs)` |
/// | any that has a meeting | another Webex account is linked | `Failed(Foreign)` |
/// | `Failed(Foreign)` | the account before it is linked again | `Behind` |
/// | `Failed(Differs)` | the hourly run finds it as the event says | `Linked` |
/// | `Failed` | the event changed again or the user asked again, and Webex got all values | `Linked` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// A conference of this kind is wanted, and Webex was not asked yet, since the user had to sign in first.
    Wanted(Kind),
    /// A meeting is wanted; whether Webex made one is not known yet.
    Pending,
    /// The meeting is there, and the event has not been seen with it.
    Waiting,
    /// The meeting is there and has to be written into its event.
    Attaching,
    /// Both are in step.
    Linked,
    /// Webex has not followed the last change; it is tried again.
    Behind,
    /// The event or its conference is gone; the meeting goes when the grace time is over.
    Leaving,
    /// The add-on deleted the meeting; an event that comes back gets a new one.
    Deleted,
    /// The meeting is gone at Webex; only the user brings back another.
    Gone,
    /// Webex refuses the change; it is not tried again until the event changes.
    Failed(Refusal),
}

impl LinkState {
    /// Whether the event should show its meeting.
    pub fn is_shown(self) -> bool {
        match self {
            LinkState::Waiting
            | LinkState::Attaching
            | LinkState::Linked
            | LinkState::Behind
            | LinkState::Failed(_) => true,
            LinkState::Wanted(_) | LinkState::Pending | LinkState::Leaving | LinkState::Deleted | LinkState::Gone => {
                false
            }
        }
    }

    /// Whether there is a meeting at Webex, even if its grace time runs.
    pub fn has_meeting(self) -> bool {
        self == LinkState::Leaving || self.is_shown()
    }

    /// Whether no meeting of the user's account belongs to the link any more.
    pub fn has_ended(self) -> bool {
        matches!(self, LinkState::Deleted | LinkState::Gone | LinkState::Failed(Refusal::Foreign))
    }
}

/// Why Webex does not follow a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The user may not change this meeting.
    Forbidden,
    /// Webex does not accept the content.
    Rejected,
    /// The meeting was changed at Webex; the event's values win when the event changes or when the person asks for it.
    Differs(Part),
    /// The meeting belongs to a Webex account that the user was linked to before; it is not changed.
    Foreign,
}

/// The part of a meeting that differs from its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its title.
    Title,
    /// Its time.
    Time,
    /// Its invitees.
    Guests,
}

/// To which Webex account the user has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// To another one.
    Away,
    /// To the one before.
    Back,
}

/// How long a deleted event's meeting is kept, in seconds.
pub const GRACE: i64 = 15 * MINUTE;
/// How long a meeting waits for its event to be saved, in seconds.
pub const ORPHAN_GRACE: i64 = 48 * 60 * MINUTE;
/// How long a link is kept after its meeting ended or was deleted, in seconds; Google's own trash keeps an event for 30 days.
pub const REMEMBERED: i64 = 31 * DAY;

/// One event's meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event's id.
    pub event: String,
    /// The calendar that the event lies in.
    pub calendar: CalendarIndex,
    /// The meeting, once its id is known; while `Pending`, the one that is to be replaced.
    pub meeting: Option<MeetingId>,
    /// The state of the two.
    pub state: LinkState,
    /// When the state began; for `Leaving` and `Behind`, when the next step is due.
    pub at: Instant,
    /// The fingerprints of the values that Webex last got.
    pub last_sent: Fingerprints,
    /// When the meeting ends; of a series, the last occurrence.
    pub end: Instant,
    /// What is remembered of a series.
    pub series: Option<Series>,
    /// The calendar of the person who hosts the meeting; none if that is the user.
    pub host: Option<CalendarIndex>,
    /// Whether the calendar holds only a guest's copy of the event, since it was handed over to another organizer.
    pub is_guests: bool,
}

/// The number that is added to those of calendar and host for a guest's copy.
const GUESTS: i64 = 257 * 256;

impl Link {
    /// A link for a meeting that is about to be asked for.
    pub fn pending(event: &str, calendar: CalendarIndex, now: Instant) -> Self {
        Link {
            event: event.to_owned(),
            calendar,
            meeting: None,
            state: LinkState::Pending,
            at: now,
            last_sent: Fingerprints::default(),
            end: now,
            series: None,
            host: None,
            is_guests: false,
        }
    }

    /// The same link in another state from an instant on.
    #[must_use]
    pub fn becoming(&self, state: LinkState, at: Instant) -> Self {
        Link { state, at, ..self.clone() }
    }

    /// Whether a change of its event still has to be followed at once.
    pub fn is_live(&self, now: Instant) -> bool {
        !self.state.has_ended() && self.end.plus(DAY) > now
    }

    /// The fingerprints of the values that Webex is known to have. After a refusal, or a change by a person at Webex, none is known.
    pub fn last_accepted(&self) -> Fingerprints {
        if matches!(self.state, LinkState::Failed(_)) {
            Fingerprints::default()
        } else {
            self.last_sent.clone()
        }
    }

    /// The same link after the user has linked another Webex account: its meeting belongs to the account before, or to the user's account again.
    #[must_use]
    pub fn after_switch(&self, switch: Switch, now: Instant) -> Self {
        match (self.state, switch) {
            (LinkState::Failed(Refusal::Foreign), Switch::Back) => self.becoming(LinkState::Behind, now),
            (state, _) if state.has_meeting() => self.becoming(LinkState::Failed(Refusal::Foreign), now),
            _ => self.clone(),
        }
    }

    /// The line that is stored.
    pub fn write(&self) -> String {
        let meeting = self.meeting.as_ref().map(MeetingId::packed).unwrap_or_default();
        // One number holds calendar, host and whose copy it is, since the user organizes and hosts most meetings.
        let host = self.host.map_or(0, |host| host.number() + 1);
        let guests = if self.is_guests { GUESTS } else { 0 };
        let calendar = (guests + host * 256 + self.calendar.number()).to_string();
        let (at, end) = (minutes(self.at), minutes(self.end));
        let last_sent = write_last_sent(&self.last_sent);
        let fields = [&self.event, calendar.as_str(), &meeting, &code(self.state), &at, &last_sent, &end];
        let mut line = fields.join("|");
        if let Some(series) = &self.series {
            line.push('|');
            line.push_str(&series.write());
        }
        line
    }

    /// The most bytes that the line and its line break take.
    pub fn size(&self) -> usize {
        // A calendar of three digits, a state of two letters, two times of seven digits, 18 of fingerprints, six bars, a break.
        const REST: usize = 3 + 2 + 7 + 7 + 18 + 6 + 1;
        let series = self.series.as_ref().map_or(0, Series::size);
        let host = if self.is_guests { 3 } else { self.host.map_or(0, |_| 2) };
        self.event.len() + self.meeting.as_ref().map_or(0, MeetingId::packed_size) + REST + series + host
    }

    /// Reads a stored line; `None` if it is not one.
    #[inline(never)] // A card without links need not have this compiled.
    pub fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('|').collect();
        let (event, calendar, meeting, state, at, last_sent, end, series) = match fields.as_slice() {
            [event, calendar, meeting, state, at, last_sent, end] => {
                (event, calendar, meeting, state, at, last_sent, end, None)
            }
            [event, calendar, meeting, state, at, last_sent, end, series] => {
                (event, calendar, meeting, state, at, last_sent, end, Some(Series::read(series)?))
            }
            _ => return None,
        };
        let meeting = match *meeting {
            "" => None,
            packed => Some(MeetingId::unpacked(packed)?),
        };
        let state = read_code(state)?;
        let all = number(calendar, 10)?;
        let is_guests = all >= GUESTS;
        let both = if is_guests { all - GUESTS } else { all };
        let (host, calendar) = (both / 256, both % 256);
        let needs_none = matches!(state, LinkState::Pending | LinkState::Wanted(_));
        let is_complete = !event.is_empty() && (meeting.is_some() || needs_none);
        is_complete.then_some(())?;
        Some(Link {
            event: (*event).to_owned(),
            calendar: CalendarIndex::read(calendar)?,
            meeting,
            state,
            at: read_minutes(at)?,
            last_sent: read_last_sent(last_sent)?,
            end: read_minutes(end)?,
            series,
            host: if host == 0 { None } else { Some(CalendarIndex::read(host - 1)?) },
            is_guests,
        })
    }
}

fn code(state: LinkState) -> String {
    let code = match state {
        LinkState::Wanted(Kind::Meeting) => "q",
        LinkState::Wanted(Kind::PersonalRoom) => "qr",
        LinkState::Pending => "p",
        LinkState::Waiting => "w",
        LinkState::Attaching => "a",
        LinkState::Linked => "l",
        LinkState::Behind => "b",
        LinkState::Leaving => "d",
        LinkState::Deleted => "x",
        LinkState::Gone => "g",
        LinkState::Failed(Refusal::Forbidden) => "ff",
        LinkState::Failed(Refusal::Rejected) => "fr",
        LinkState::Failed(Refusal::Foreign) => "fo",
        LinkState::Failed(Refusal::Differs(Part::Title)) => "ft",
        LinkState::Failed(Refusal::Differs(Part::Time)) => "fm",
        LinkState::Failed(Refusal::Differs(Part::Guests)) => "fg",
    };
    code.to_owned()
}

fn read_code(code: &str) -> Option<LinkState> {
    Some(match code {
        "q" => LinkState::Wanted(Kind::Meeting),
        "qr" => LinkState::Wanted(Kind::PersonalRoom),
        "p" => LinkState::Pending,
        "w" => LinkState::Waiting,
        "a" => LinkState::Attaching,
        "l" => LinkState::Linked,
        "b" => LinkState::Behind,
        "d" => LinkState::Leaving,
        "x" => LinkState::Deleted,
        "g" => LinkState::Gone,
        "ff" => LinkState::Failed(Refusal::Forbidden),
        "fr" => LinkState::Failed(Refusal::Rejected),
        "fo" => LinkState::Failed(Refusal::Foreign),
        "ft" => LinkState::Failed(Refusal::Differs(Part::Title)),
        "fm" => LinkState::Failed(Refusal::Differs(Part::Time)),
        "fg" => LinkState::Failed(Refusal::Differs(Part::Guests)),
        _ => return None,
    })
}

/// Stored for each of the three values that Webex never got, if it got another one.
const NEVER_SENT: &str = "......";

fn write_last_sent(last_sent: &Fingerprints) -> String {
    let parts = [&last_sent.title, &last_sent.time, &last_sent.guests].map(String::as_str);
    if parts.concat().is_empty() {
        return String::new();
    }
    parts.map(|part| if part.is_empty() { NEVER_SENT } else { part }).concat()
}

fn read_last_sent(text: &str) -> Option<Fingerprints> {
    if text.is_empty() {
        return Some(Fingerprints::default());
    }
    let part = |range: core::ops::Range<usize>| {
        text.get(range).map(|part| if part == NEVER_SENT { String::new() } else { part.to_owned() })
    };
    (text.len() == 18).then_some(())?;
    Some(Fingerprints { title: part(0..6)?, time: part(6..12)?, guests: part(12..18)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code::fingerprint;

    fn link(state: LinkState) -> Link {
        let x = fingerprint("x");
        Link {
            event: "0123456789abcdefghijklmnop".into(),
            calendar: CalendarIndex::of(17),
            meeting: MeetingId::read("870f51ff287b41be84648412901e0402"),
            state,
            at: Instant(1_800_000_000),
            last_sent: Fingerprints { title: x.clone(), time: x.clone(), guests: x },
            end: Instant(1_800_003_600),
            series: None,
            host: None,
            is_guests: false,
        }
    }

    /// proves: P5
    #[test]
    fn for_whom_a_meeting_was_made_is_read_back() {
        let made = Link { host: Some(CalendarIndex::of(250)), ..link(LinkState::Linked) };
        assert!(made.write().len() < made.size() && made.write().len() <= 120, "{}", made.write());
        assert_eq!(Link::read(&made.write()), Some(made.clone()));
        let guests = Link { is_guests: true, ..made.clone() };
        assert!(guests.write().len() < guests.size() && guests.write().len() <= 120, "{}", guests.write());
        assert_eq!(Link::read(&guests.write()), Some(guests));
        let beyond = made.write().replacen("|64273|", "|131601|", 1);
        assert_eq!((made.write() == beyond, Link::read(&beyond)), (false, None));
    }

    #[test]
    fn every_state_is_read_back_from_120_characters_at_most() {
        use LinkState::{Attaching, Behind, Deleted, Failed, Gone, Leaving, Linked, Pending, Waiting, Wanted};
        let differs = [Part::Title, Part::Time, Part::Guests].map(Refusal::Differs);
        let failed = differs.into_iter().chain([Refusal::Forbidden, Refusal::Rejected, Refusal::Foreign]).map(Failed);
        let wanted = [Kind::Meeting, Kind::PersonalRoom].map(Wanted);
        let plain = [Pending, Waiting, Attaching, Linked, Behind, Leaving, Deleted, Gone];
        for state in plain.into_iter().chain(wanted).chain(failed) {
            let written = link(state).write();
            assert!(written.len() <= 120 && written.is_ascii(), "{written}");
            assert!(written.len() < link(state).size(), "{written}");
            assert_eq!(Link::read(&written), Some(link(state)));
        }
        let pending = Link::pending("e1", CalendarIndex::PRIMARY, Instant(60));
        assert_eq!(Link::read(&pending.write()), Some(pending));
    }

    /// proves: E13
    #[test]
    fn what_webex_was_told_in_part_is_read_back() {
        let whole = link(LinkState::Behind);
        for guests in ["", whole.last_sent.guests.as_str()] {
            for title in ["", whole.last_sent.title.as_str()] {
                let last_sent = Fingerprints { title: title.into(), guests: guests.into(), ..whole.last_sent.clone() };
                let partly = Link { last_sent, ..whole.clone() };
                assert!(partly.write().len() < partly.size());
                assert_eq!(Link::read(&partly.write()), Some(partly));
            }
        }
    }

    #[test]
    fn a_series_remembers_its_exceptions_in_12_characters_each() {
        let x = fingerprint("x");
        let exceptions = (0_i64..100).map(|week| (Instant(1_800_000_000 + week * 7 * DAY), x.clone()));
        for mode in [SeriesMode::Rule, SeriesMode::Standing, SeriesMode::Each, SeriesMode::Empty] {
            for is_reconciled in [true, false] {
                let exceptions = exceptions.clone().collect();
                let series = Series { mode, is_reconciled, rule_fingerprint: x.clone(), dates: x.clone(), exceptions };
                let link = Link { series: Some(series.clone()), ..link(LinkState::Linked) };
                let written = link.write();
                assert!(written.len() < link.size() && written.len() < 120 + 14 + 12 * EXCEPTIONS_LIMIT, "{written}");
                assert_eq!(Link::read(&written), Some(link));
                let bare = Series { exceptions: vec![], ..series };
                assert_eq!(Series::read(&bare.write()), Some(bare));
            }
        }
        assert_eq!(Series::read("r123456"), None);
        assert_eq!(Series::read("?1234561234561"), None);
    }

    #[test]
    fn a_damaged_line_is_not_a_link() {
        let good = link(LinkState::Linked).write();
        for line in ["", "e1", "||||||", &good[1..30], &good.replace("|l|", "|?|"), &good.replace('|', "||")] {
            assert_eq!(Link::read(line), None, "{line}");
        }
        let unmade = good.replace(&link(LinkState::Linked).meeting.unwrap().packed(), "");
        assert_eq!(Link::read(&unmade), None, "only a pending link may lack its meeting");
    }
}
