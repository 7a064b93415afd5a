//! A reservation: an event says in its private properties whose add-on is about to make its meeting.
//!
//! The add-ons of several people may want to make a meeting for the same event at the same moment, for example those of the owner of a
//! calendar and of a delegate who lets the owner host.
//! Before a meeting is made automatically, a conditional write reserves the event, and the other add-on meets a newer version of it.
//! The properties belong to the calendar's own copy of the event, so that guests neither see nor write them.
//! A copy of an event inherits its properties; the reservation in it is void, because it names the original.

use crate::base::code::fingerprint;
use crate::base::json::{object, Json};
use crate::base::text::{number, split_once};
use crate::base::time::{Instant, DAY, MINUTE};
use crate::model::event::{parameter, property};
use crate::model::meeting::host_mark;

/// How long a reservation counts, in seconds. Afterwards another add-on may replace it, since the first one did not finish.
const LIFETIME: i64 = DAY;
/// How far in the future a reservation may be dated, since clocks differ, in seconds.
const TOLERANCE: i64 = 5 * MINUTE;

/// Who has reserved an event, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// The mark of the person whose add-on makes the meeting, by their address at Webex.
    user: String,
    at: Instant,
}

impl Reservation {
    /// Whether it still counts, for the person with this address at Webex or for another one.
    pub fn is_valid(&self, now: Instant) -> bool {
        self.at.plus(-TOLERANCE) <= now && now < self.at.plus(LIFETIME)
    }

    /// Whether it is for the person with this address at Webex.
    pub fn is_of(&self, address: &str) -> bool {
        self.user == host_mark(address)
    }
}

/// Reads the reservation of an event; none if there is none for this event.
pub(super) fn read(json: &Json) -> Option<Reservation> {
    let text = json.at(&["extendedProperties", "private"]).get(&property(parameter::RESERVED)).text()?;
    let (event, rest) = split_once(text, " ")?;
    let (user, at) = split_once(rest, " ")?;
    let is_for_this = event == fingerprint(json.get("id").text()?);
    is_for_this.then_some(Reservation { user: user.to_owned(), at: Instant(number(at, 10)?) })
}

/// The members of an event that reserve it for the person with this address at Webex.
pub fn reserve(event: &str, address: &str, now: Instant) -> Json {
    let text = [fingerprint(event).as_str(), " ", &host_mark(address), " ", &now.0.to_string()].concat();
    with_property(text.into())
}

/// The members of an event that remove its reservation.
pub fn release() -> Json {
    with_property(Json::Null)
}

fn with_property(value: Json) -> Json {
    let private = Json::Map(vec![(property(parameter::RESERVED), value)]);
    object([("private", private)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: E95
    #[test]
    fn a_reservation_counts_for_its_event_and_for_a_day() {
        let at = Instant(1_790_000_000);
        let event = |id: &str, extended: Json| object([("id", id.into()), ("extendedProperties", extended)]);
        let read_as = |id: &str| read(&event(id, reserve("e1", "Ann@example.com", at)));
        let reservation = read_as("e1").unwrap();
        assert!(reservation.is_of("ann@example.com") && !reservation.is_of("bob@example.com"));
        let counts =
            [-DAY, -6 * MINUTE, -4 * MINUTE, 0, DAY - 1, DAY].map(|later| reservation.is_valid(at.plus(later)));
        assert_eq!(counts, [false, false, true, true, true, false]);
        assert_eq!(read_as("e2"), None, "a copy has its original's reservation");
        assert_eq!(read(&event("e1", release())), None);
        for text in ["", "x", "x y", "x y z", "x y 9999999999999999999999"] {
            assert_eq!(read(&event("e1", with_property(text.into()))), None, "{text}");
        }
    }
}
