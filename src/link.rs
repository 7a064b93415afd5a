//! A link: which Webex meeting belongs to which event, and how the two stand.
//!
//! Links live in the user's properties because a deleted event comes back as nothing but an id.
//! They hold no title, no name, no address: ids, times and fingerprints only, in at most 120 ASCII characters.
//! Where they lie is [`crate::store`]'s; when they change is [`crate::sync::plan`]'s.

use crate::meeting::{Fingerprints, MeetingId};
use crate::time::{Instant, DAY, MINUTE};

/// How an event and its meeting stand.
///
/// | from | what happens | to |
/// | --- | --- | --- |
/// | (none) | a meeting is asked for | `Pending` |
/// | `Pending` | Webex made it, or it was found by its tag | `Waiting` |
/// | `Pending` | the sweep finds that Webex never made it | (none) |
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
/// | `Failed` | the event changed again or the user asked again, and Webex was told everything | `Linked` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
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

/// Why a change is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The user may not change this meeting.
    Forbidden,
    /// Webex does not accept the content.
    Rejected,
    /// It repeats; series are not kept in step yet.
    Series,
}

/// Minutes that a deleted event's meeting stays.
pub const GRACE: i64 = 15 * MINUTE;
/// How long a meeting waits for its event to be saved.
pub const ORPHAN_GRACE: i64 = 48 * 60 * MINUTE;
/// How long a link is kept when its meeting is over or deleted; Google's own trash keeps an event for 30 days.
pub const REMEMBERED: i64 = 31 * DAY;

/// One event's meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event's id.
    pub event: String,
    /// The calendar, by its place in the list of watched ones.
    pub calendar: u8,
    /// The meeting, once its id is known; while `Pending`, the one that is to be replaced.
    pub meeting: Option<MeetingId>,
    /// How they stand.
    pub state: LinkState,
    /// Since when, or for `Leaving` and `Behind` from when on something is due.
    pub at: Instant,
    /// What Webex was last told.
    pub told: Fingerprints,
    /// When the meeting ends.
    pub end: Instant,
}

impl Link {
    /// A link for a meeting that is about to be asked for.
    pub fn pending(event: &str, calendar: u8, now: Instant) -> Self {
        Link {
            event: event.to_owned(),
            calendar,
            meeting: None,
            state: LinkState::Pending,
            at: now,
            told: Fingerprints::default(),
            end: now,
        }
    }

    /// The same link in another state from an instant on.
    #[must_use]
    pub fn becoming(&self, state: LinkState, at: Instant) -> Self {
        Link { state, at, ..self.clone() }
    }

    /// What Webex is known to have been told: of what it refused, nothing is known.
    pub fn known(&self) -> Fingerprints {
        let is_refused = matches!(self.state, LinkState::Failed(Refusal::Forbidden | Refusal::Rejected));
        if is_refused {
            Fingerprints::default()
        } else {
            self.told.clone()
        }
    }

    /// The line that is stored.
    pub fn write(&self) -> String {
        let meeting = self.meeting.as_ref().map(MeetingId::packed).unwrap_or_default();
        let Fingerprints { title, time, guests } = &self.told;
        let calendar = self.calendar.to_string();
        let (at, end) = (minutes(self.at), minutes(self.end));
        let told = [title.as_str(), time, guests].concat();
        let fields = [&self.event, calendar.as_str(), &meeting, &code(self.state), &at, &told, &end];
        fields.join("|")
    }

    /// The most bytes that the line and its line break take.
    pub fn size(&self) -> usize {
        // A calendar of three digits, a state of two letters, two times of seven digits, 18 of fingerprints, six bars, a break.
        const REST: usize = 3 + 2 + 7 + 7 + 18 + 6 + 1;
        self.event.len() + self.meeting.as_ref().map_or(0, MeetingId::packed_size) + REST
    }

    /// Reads a stored line; `None` if it is not one.
    pub fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('|').collect();
        let [event, calendar, meeting, state, at, told, end] = fields.as_slice() else {
            return None;
        };
        let meeting = match *meeting {
            "" => None,
            packed => Some(MeetingId::unpacked(packed)?),
        };
        let state = read_code(state)?;
        let is_complete = !event.is_empty() && (meeting.is_some() || state == LinkState::Pending);
        is_complete.then_some(())?;
        Some(Link {
            event: (*event).to_owned(),
            calendar: calendar.parse().ok()?,
            meeting,
            state,
            at: read_minutes(at)?,
            told: read_told(told)?,
            end: read_minutes(end)?,
        })
    }
}

fn code(state: LinkState) -> String {
    let code = match state {
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
        LinkState::Failed(Refusal::Series) => "fs",
    };
    code.to_owned()
}

fn read_code(code: &str) -> Option<LinkState> {
    Some(match code {
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
        "fs" => LinkState::Failed(Refusal::Series),
        _ => return None,
    })
}

/// Whole minutes since 1970 in base 36. A due time is rounded up, so that nothing is due too early.
fn minutes(instant: Instant) -> String {
    let mut rest = u64::try_from(instant.plus(MINUTE - 1).0.div_euclid(MINUTE)).unwrap_or(0);
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((rest % 36) as u32, 36).unwrap_or('0'));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

fn read_minutes(text: &str) -> Option<Instant> {
    let minutes = i64::from_str_radix(text, 36).ok().filter(|minutes| (0..=u32::MAX.into()).contains(minutes))?;
    Some(Instant(minutes * MINUTE))
}

fn read_told(text: &str) -> Option<Fingerprints> {
    if text.is_empty() {
        return Some(Fingerprints::default());
    }
    let part = |range: core::ops::Range<usize>| text.get(range).map(str::to_owned);
    (text.len() == 18).then_some(())?;
    Some(Fingerprints { title: part(0..6)?, time: part(6..12)?, guests: part(12..18)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::fingerprint;

    fn link(state: LinkState) -> Link {
        let print = fingerprint("x");
        Link {
            event: "0123456789abcdefghijklmnop".into(),
            calendar: 17,
            meeting: MeetingId::read("870f51ff287b41be84648412901e0402"),
            state,
            at: Instant(1_800_000_000),
            told: Fingerprints { title: print.clone(), time: print.clone(), guests: print },
            end: Instant(1_800_003_600),
        }
    }

    #[test]
    fn every_state_is_read_back_from_120_characters_at_most() {
        use LinkState::{Attaching, Behind, Deleted, Failed, Gone, Leaving, Linked, Pending, Waiting};
        let failed = [Refusal::Forbidden, Refusal::Rejected, Refusal::Series].map(Failed);
        for state in [Pending, Waiting, Attaching, Linked, Behind, Leaving, Deleted, Gone].into_iter().chain(failed) {
            let written = link(state).write();
            assert!(written.len() <= 120 && written.is_ascii(), "{written}");
            assert!(written.len() < link(state).size(), "{written}");
            assert_eq!(Link::read(&written), Some(link(state)));
        }
        let pending = Link::pending("e1", 0, Instant(60));
        assert_eq!(Link::read(&pending.write()), Some(pending));
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
