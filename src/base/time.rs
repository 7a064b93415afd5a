//! Instants, local times and the slots that a meeting occupies.
//!
//! Google prints an event's `dateTime` with the offset of the zone in which it answers, which is not always the event's own;
//! Webex wants local time in the meeting's zone and refuses an offset that contradicts it.
//! So a time is read into an [`Instant`] and its local time is computed from the zone's [`Offsets`], which the host supplies.
//! There is no zone database here; that, and the present, are [`crate::port::Clock`]'s.

use core::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// A point in time, in seconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// A minute, in seconds.
pub const MINUTE: i64 = 60;
/// An hour, in seconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day, in seconds.
pub const DAY: i64 = 24 * HOUR;

/// The shortest meeting that Webex schedules.
///
/// <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>
pub const SHORTEST: i64 = 10 * MINUTE;
/// The longest meeting that Webex schedules.
pub const LONGEST: i64 = 24 * HOUR - MINUTE;

impl Instant {
    /// So many seconds later.
    pub fn plus(self, seconds: i64) -> Self {
        Instant(self.0.saturating_add(seconds))
    }

    /// Reads RFC 3339, as Google and Webex write it; fractions of a second are cut off.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let local = parse_local(text.get(..19)?)?;
        let mut rest = &bytes[19..];
        if let [b'.', fraction @ ..] = rest {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit());
            rest = &fraction[digits.count()..];
        }
        let offset = match rest {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), hour @ .., b':', m1, m2] if hour.len() == 2 => {
                let seconds = i64::from(two(hour)?) * HOUR + i64::from(two(&[*m1, *m2])?) * MINUTE;
                if *sign == b'-' {
                    -seconds
                } else {
                    seconds
                }
            }
            _ => return None,
        };
        Some(Instant(local.and_utc().timestamp() - offset))
    }

    /// Writes it in UTC, as `2026-12-01T08:00:00Z`.
    pub fn rfc3339(self) -> String {
        let mut text = iso_local(self.local(0));
        text.push('Z');
        text
    }

    /// The local time at an offset in seconds east of UTC.
    pub fn local(self, offset: i32) -> NaiveDateTime {
        let seconds = self.0.saturating_add(i64::from(offset));
        DateTime::from_timestamp(seconds, 0).map_or(NaiveDateTime::MIN, |time| time.naive_utc())
    }
}

/// The offsets of one zone between two instants: from when on, and how many seconds east of UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets(pub Vec<(Instant, i32)>);

impl Offsets {
    /// The offset in force at an instant; `None` for an unknown zone.
    pub fn at(&self, instant: Instant) -> Option<i32> {
        let known = self.0.iter().rev().find(|(from, _)| *from <= instant);
        known.or(self.0.first()).map(|(_, offset)| *offset)
    }

    /// The local time at an instant; UTC for an unknown zone.
    pub fn local(&self, instant: Instant) -> NaiveDateTime {
        instant.local(self.at(instant).unwrap_or(0))
    }

    /// The instant of a local time: a time that a clock change skips moves forward by the gap, of a repeated one the first counts.
    pub fn instant(&self, local: NaiveDateTime) -> Instant {
        let utc = local.and_utc().timestamp();
        let candidates = |offset: i32| Instant(utc - i64::from(offset));
        let holds = |offset: i32| self.at(candidates(offset)) == Some(offset);
        let offsets = || self.0.iter().map(|(_, offset)| *offset);
        let fitting = offsets().filter(|offset| holds(*offset)).max();
        // In a gap no offset fits: the one in force before the change (the smaller) moves the time forward.
        candidates(fitting.or_else(|| offsets().min()).unwrap_or(0))
    }
}

/// Whether a text has the form of an IANA zone's name; Windows names and custom offsets do not.
pub fn is_zone_name(zone: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    let is_form = zone.len() <= 50 && zone.bytes().any(|byte| byte == b'/') && zone.chars().all(plain);
    is_form || matches!(zone, "UTC" | "GMT")
}

/// The zones of one plan, by name.
#[derive(Clone, Debug, Default)]
pub struct Zones(pub Vec<(String, Offsets)>);

impl Zones {
    /// The offsets of a zone, if the host knows it.
    pub fn get(&self, zone: &str) -> Option<&Offsets> {
        self.0.iter().find(|(name, offsets)| name == zone && !offsets.0.is_empty()).map(|(_, offsets)| offsets)
    }
}

/// A start or an end as Google writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventTime {
    /// A whole day; as an end it is exclusive.
    Date(NaiveDate),
    /// A point in time and the zone that it was entered in.
    At(Instant, Option<String>),
}

/// What had to be changed for Webex to accept an event's time.
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

/// The time of a meeting: what Webex is sent.
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
                // A day on which the clock goes back is longer than Webex lets a meeting be.
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
    /// A local time that a clock change repeats names two instants; such a slot is told in UTC, which keeps the one that is meant.
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

    /// The same slot for a meeting made now: one that has begun starts with the next minute but one, one that is over is `None`.
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

/// Reads `2026-12-01`.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::from(two(&bytes[..2])?) * 100 + i32::from(two(&bytes[2..4])?);
    NaiveDate::from_ymd_opt(year, two(&bytes[5..7])?.into(), two(&bytes[8..])?.into())
}

/// Writes local time as `2026-12-01T09:00:00`.
pub fn iso_local(local: NaiveDateTime) -> String {
    let mut text = String::with_capacity(19);
    let (date, time) = (local.date(), local.time());
    // Writing to a string can't fail.
    let _ = write!(text, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let _ = write!(text, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    text
}

fn parse_local(text: &str) -> Option<NaiveDateTime> {
    let bytes = text.as_bytes();
    if bytes.len() != 19 || !matches!(bytes[10], b'T' | b't' | b' ') {
        return None;
    }
    if bytes[13] != b':' || bytes[16] != b':' {
        return None;
    }
    let (hour, minute) = (two(&bytes[11..13])?, two(&bytes[14..16])?);
    // RFC 3339 allows a leap second, which counts as the second before it.
    let second = two(&bytes[17..])?.min(59);
    parse_date(text.get(..10)?)?.and_hms_opt(hour.into(), minute.into(), second.into())
}

fn two(digits: &[u8]) -> Option<u8> {
    match digits {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap_or_else(|| panic!("{text} is not a time"))
    }

    /// Paris around the spring change of 2027: +1 until 28 March 01:00 UTC, then +2.
    fn paris() -> Zones {
        let offsets = Offsets(vec![(at("2027-03-01T00:00:00Z"), 3600), (at("2027-03-28T01:00:00Z"), 7200)]);
        Zones(vec![("Europe/Paris".into(), offsets)])
    }

    fn timed(start: &str, end: &str, zone: &str) -> Slot {
        let start = EventTime::At(at(start), Some(zone.into()));
        Slot::of(&start, &EventTime::At(at(end), None), "UTC", &paris())
    }

    #[test]
    fn rfc3339_is_read_as_chrono_reads_it() {
        for text in [
            "2026-12-01T09:00:00+01:00",
            "2026-12-01T08:00:00Z",
            "2026-12-01T08:00:00.123456Z",
            "2024-02-29T23:59:59-11:30",
            "1969-12-31T23:59:59Z",
        ] {
            let theirs = DateTime::parse_from_rfc3339(text).unwrap().timestamp();
            assert_eq!(at(text).0, theirs, "{text}");
            assert_eq!(at(&at(text).rfc3339()), at(text));
        }
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in [
            "",
            "2026-12-01",
            "2026-13-01T00:00:00Z",
            "2026-12-01T09:00:00",
            "2026-12-01T09:00:00+1",
            "٢٠٢٦-12-01T09:00:00Z",
            "2026-02-30T00:00:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
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

    /// proves: E59
    #[test]
    fn a_local_time_in_the_gap_moves_forward() {
        let zones = paris();
        let offsets = zones.get("Europe/Paris").unwrap();
        let skipped = parse_local("2027-03-28T02:30:00").unwrap();
        assert_eq!(offsets.instant(skipped), at("2027-03-28T01:30:00Z"));
        let plain = parse_local("2027-03-28T03:30:00").unwrap();
        assert_eq!(offsets.instant(plain), at("2027-03-28T01:30:00Z"));
        let before = parse_local("2027-03-28T01:30:00").unwrap();
        assert_eq!(offsets.instant(before), at("2027-03-28T00:30:00Z"));
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
