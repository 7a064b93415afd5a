//! Instants, local times and the offsets of zones.
//!
//! Google prints an event's `dateTime` with the offset of the zone in which it answers, which is not always the event's own.
//! So a time is read into an [`Instant`] and its local time is computed from the zone's [`Offsets`], which the host supplies.
//! This module has no zone database and no clock: [`crate::port::Clock`] supplies both.

use core::fmt::Write as _;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike};

/// A point in time, in seconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

/// A minute, in seconds.
pub const MINUTE: i64 = 60;
/// An hour, in seconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day, in seconds.
pub const DAY: i64 = 24 * HOUR;

impl Instant {
    /// The instant this many seconds later.
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

    /// The instant of a local time. A time that a clock change skips moves forward by the gap; a repeated time means its first instant.
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

/// Whether a text has the form of an IANA zone's name, unlike Windows names and custom offsets.
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
    use crate::base::example::{at, paris};

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
}
