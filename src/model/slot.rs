//! When an event takes place, and the slot that its meeting gets within Webex's limits.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::base::time::{Instant, Offsets, Zones, HOUR, MINUTE};

/// The shortest meeting that Webex schedules.
///
/// <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>
pub const SHORTEST: i64 = 10 * MINUTE;
/// The longest meeting that Webex schedules.
pub const LONGEST: i64 = 24 * HOUR - MINUTE;

/// A start or an end as Google writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventTime {
    /// A whole day; as an end it is exclusive.
    Date(NaiveDate),
    /// A point in time and the zone that it was entered in.
    At(Instant, Option<String>),
}

/// The change to an event's time that makes Webex accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clamp {
    /// Shorter than ten minutes: lengthened.
    Lengthened,
    /// Longer than 23 hours 59: shortened.
    Shortened,
    /// An all-day event: 00:00 to 23:59 of its first day.
    AllDay,
    /// It had begun: it starts now.
    StartsNow,
}

/// The time of a meeting as it is sent to Webex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The start.
    pub start: Instant,
    /// The end.
    pub end: Instant,
    /// The start's local time in `zone`.
    pub local_start: NaiveDateTime,
    /// The end's local time in `zone`.
    pub local_end: NaiveDateTime,
    /// An IANA zone, or `UTC`.
    pub zone: String,
    /// What was changed.
    pub clamp: Option<Clamp>,
}

impl Slot {
    /// The slot of an event, in its own zone or else the calendar's, within Webex's limits.
    ///
    /// A zone that the host doesn't know is replaced by UTC, which keeps the instant of a single meeting.
    pub fn of(start: &EventTime, end: &EventTime, calendar_zone: &str, zones: &Zones) -> Slot {
        let own = match start {
            EventTime::At(_, Some(zone)) => zone.as_str(),
            EventTime::At(_, None) | EventTime::Date(_) => calendar_zone,
        };
        let utc = Offsets(vec![(Instant(0), 0)]);
        let (zone, offsets) = zones.get(own).map_or(("UTC", &utc), |offsets| (own, offsets));
        let (start, end, clamp) = match start {
            EventTime::Date(day) => {
                let end = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(24 * 60 - 1);
                let start = offsets.instant(day.and_time(NaiveTime::MIN));
                // A day on which the clock goes back is longer than Webex's longest meeting.
                (start, offsets.instant(end).min(start.plus(LONGEST)), Some(Clamp::AllDay))
            }
            EventTime::At(start, _) => {
                let end = match end {
                    EventTime::At(end, _) => *end,
                    EventTime::Date(day) => offsets.instant(day.and_time(NaiveTime::MIN)),
                };
                let (end, clamp) = clamp(*start, end);
                (*start, end, clamp)
            }
        };
        Slot::between(start, end, zone, offsets, clamp)
    }

    /// The slot between two instants of a zone.
    ///
    /// A local time that a clock change repeats names two instants. Such a slot is sent in UTC, which names the right one.
    pub fn between(start: Instant, end: Instant, zone: &str, offsets: &Offsets, clamp: Option<Clamp>) -> Slot {
        let is_clear = |instant: Instant| offsets.instant(offsets.local(instant)) == instant;
        let utc = Offsets(vec![(Instant(0), 0)]);
        let (zone, offsets) = if is_clear(start) && is_clear(end) { (zone, offsets) } else { ("UTC", &utc) };
        Slot {
            start,
            end,
            local_start: offsets.local(start),
            local_end: offsets.local(end),
            zone: zone.to_owned(),
            clamp,
        }
    }

    /// The same slot for a meeting that is made now. One that has begun starts within two minutes; `None` if too little of it is left.
    pub fn made_at(mut self, now: Instant) -> Option<Slot> {
        if self.start > now {
            return Some(self);
        }
        let start = Instant((now.0 / MINUTE + 2) * MINUTE);
        if self.end.0 - start.0 < SHORTEST {
            return None;
        }
        self.local_start += TimeDelta::seconds(start.0 - self.start.0);
        self.start = start;
        self.clamp = Some(Clamp::StartsNow);
        Some(self)
    }
}

fn clamp(start: Instant, end: Instant) -> (Instant, Option<Clamp>) {
    let length = end.0 - start.0;
    if length < SHORTEST {
        (start.plus(SHORTEST), Some(Clamp::Lengthened))
    } else if length > LONGEST {
        (start.plus(LONGEST), Some(Clamp::Shortened))
    } else {
        (end, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::example::{at, paris};
    use crate::base::time::{iso_local, parse_date};

    fn timed(start: &str, end: &str, zone: &str) -> Slot {
        let start = EventTime::At(at(start), Some(zone.into()));
        Slot::of(&start, &EventTime::At(at(end), None), "UTC", &paris())
    }

    /// proves: E58
    #[test]
    fn a_time_printed_with_another_zones_offset_is_sent_in_the_events_own_zone() {
        let slot = timed("2027-03-10T03:00:00-05:00", "2027-03-10T04:00:00-05:00", "Europe/Paris");
        assert_eq!(iso_local(slot.local_start), "2027-03-10T09:00:00");
        assert_eq!(iso_local(slot.local_end), "2027-03-10T10:00:00");
        assert_eq!((slot.zone.as_str(), slot.clamp), ("Europe/Paris", None));
    }

    /// proves: E59
    #[test]
    fn an_event_over_the_clock_change_keeps_both_its_instants() {
        let slot = timed("2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z", "Europe/Paris");
        assert_eq!(iso_local(slot.local_start), "2027-03-28T01:30:00");
        assert_eq!(iso_local(slot.local_end), "2027-03-28T03:30:00");
    }

    /// proves: E59
    #[test]
    fn a_time_that_the_clock_repeats_is_told_in_utc() {
        let offsets = Offsets(vec![(at("2026-10-20T00:00:00Z"), 7200), (at("2026-10-25T01:00:00Z"), 3600)]);
        let (start, end) = (at("2026-10-25T00:00:00Z"), at("2026-10-25T01:00:00Z"));
        let slot = Slot::between(start, end, "Europe/Paris", &offsets, None);
        assert_eq!((slot.zone.as_str(), iso_local(slot.local_end).as_str()), ("UTC", "2026-10-25T01:00:00"));
        let after = Slot::between(end.plus(HOUR), end.plus(2 * HOUR), "Europe/Paris", &offsets, None);
        assert_eq!(after.zone, "Europe/Paris");
    }

    /// proves: E57
    #[test]
    fn a_zone_that_nobody_knows_becomes_utc_and_keeps_the_instant() {
        let slot = timed("2027-03-10T09:00:00+01:00", "2027-03-10T10:00:00+01:00", "W. Europe Standard Time");
        assert_eq!(slot.zone, "UTC");
        assert_eq!(iso_local(slot.local_start), "2027-03-10T08:00:00");
    }

    /// proves: E23
    #[test]
    fn lengths_are_clamped_to_what_webex_takes() {
        let start = "2027-03-10T09:00:00Z";
        let zero = timed(start, start, "UTC");
        assert_eq!((zero.end.0 - zero.start.0, zero.clamp), (600, Some(Clamp::Lengthened)));
        let long = timed(start, "2027-03-12T09:00:00Z", "UTC");
        assert_eq!((long.end.0 - long.start.0, long.clamp), (86_340, Some(Clamp::Shortened)));
    }

    /// proves: E53, E55
    #[test]
    fn an_all_day_event_is_one_minute_short_of_its_first_day() {
        let day = EventTime::Date(parse_date("2027-03-28").unwrap());
        let after = EventTime::Date(parse_date("2027-03-30").unwrap());
        let slot = Slot::of(&day, &after, "Europe/Paris", &paris());
        assert_eq!(iso_local(slot.local_start), "2027-03-28T00:00:00");
        assert_eq!(iso_local(slot.local_end), "2027-03-28T23:59:00");
        assert_eq!(slot.clamp, Some(Clamp::AllDay));
    }

    #[test]
    fn an_all_day_event_on_the_day_of_25_hours_is_as_long_as_a_meeting_may_be() {
        let offsets = Offsets(vec![(at("2027-10-01T00:00:00Z"), 7200), (at("2027-10-31T01:00:00Z"), 3600)]);
        let zones = Zones(vec![("Europe/Paris".into(), offsets)]);
        let day = EventTime::Date(parse_date("2027-10-31").unwrap());
        let slot = Slot::of(&day, &EventTime::Date(parse_date("2027-11-01").unwrap()), "Europe/Paris", &zones);
        assert_eq!(iso_local(slot.local_start), "2027-10-31T00:00:00");
        assert_eq!(slot.end.0 - slot.start.0, LONGEST);
    }

    #[test]
    fn a_running_event_starts_now_and_a_past_one_not_at_all() {
        let slot = timed("2027-03-10T09:00:00Z", "2027-03-10T10:00:00Z", "UTC");
        let running = slot.clone().made_at(at("2027-03-10T09:20:30Z")).unwrap();
        assert_eq!(iso_local(running.local_start), "2027-03-10T09:22:00");
        assert_eq!(running.clamp, Some(Clamp::StartsNow));
        assert_eq!(slot.clone().made_at(at("2027-03-10T09:55:00Z")), None);
        assert_eq!(slot.clone().made_at(at("2027-03-10T08:00:00Z")), Some(slot));
    }
}
