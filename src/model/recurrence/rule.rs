//! Reads one recurrence rule and the dates beside it.
//!
//! A rule is kept as it is written: [`super::expand`] takes omitted parts from the start, and [`super::webex`] compares rules.
//! Hours, minutes, week numbers and days of the year are refused, since calendars do not offer them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use thiserror::Error;

use crate::base::time::{Instant, Offsets, Zones};

/// Why recurrence lines can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// They break the grammar, or a number is out of its range.
    #[error("recurrence is malformed")]
    Malformed,
    /// They use a part that no supported calendar offers.
    #[error("recurrence is of an unsupported kind")]
    Unsupported,
    /// The offsets of a zone are not known.
    #[error("recurrence is in an unknown zone")]
    Zone,
    /// They are longer than those of any calendar.
    #[error("recurrence is too long")]
    TooLong,
}

/// The steps of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freq {
    /// Day by day.
    Daily,
    /// Week by week.
    Weekly,
    /// Month by month.
    Monthly,
    /// Year by year.
    Yearly,
}

/// Where a rule ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// After this many occurrences, including excluded ones.
    Count(i64),
    /// With the last start that is not after this one.
    Until(NaiveDateTime),
}

/// A recurrence rule; a part that it doesn't have is zero or empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The steps.
    pub freq: Freq,
    /// The interval between steps.
    pub interval: i64,
    /// Where it ends.
    pub end: End,
    /// A bit for each month, from 1 on.
    pub months: u16,
    /// A bit for each day of the month, from 1 on.
    pub month_days: u32,
    /// A bit for each day counted from the end of the month, from 1 on.
    pub last_days: u32,
    /// Days of the week from Monday = 0 on, each with which one in the month or year; 0 is every one.
    pub week_days: Vec<(i64, u32)>,
    /// The positions of the days that are picked from a step (BYSETPOS).
    pub positions: Vec<i64>,
    /// The day that weeks begin with.
    pub week_start: u32,
}

/// The days of the week as rules write them.
pub const WEEK_DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Rule {
    /// A rule with this step only.
    pub fn every(freq: Freq) -> Self {
        Rule {
            freq,
            interval: 1,
            end: End::Never,
            months: 0,
            month_days: 0,
            last_days: 0,
            week_days: Vec::new(),
            positions: Vec::new(),
            week_start: 0,
        }
    }

    /// Reads a rule's value, without its name.
    pub fn read(text: &str, wall: &Wall<'_>) -> Result<Self, Unreadable> {
        let text = text.trim().to_ascii_uppercase();
        let mut rule = Rule::every(Freq::Daily);
        let mut seen: Vec<&str> = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(Unreadable::Malformed)?;
            if seen.contains(&name) {
                return Err(Unreadable::Malformed);
            }
            seen.push(name);
            rule.set(name, value, wall)?;
        }
        let is_by_week = rule.freq == Freq::Weekly && (rule.month_days | rule.last_days) != 0;
        let is_by_month = matches!(rule.freq, Freq::Monthly | Freq::Yearly);
        let is_counted = rule.week_days.iter().any(|(nth, _)| *nth != 0);
        if !seen.contains(&"FREQ") || is_by_week || is_counted && !is_by_month {
            return Err(Unreadable::Malformed);
        }
        Ok(rule)
    }

    fn set(&mut self, name: &str, value: &str, wall: &Wall<'_>) -> Result<(), Unreadable> {
        match name {
            "FREQ" => {
                self.freq = match value {
                    "DAILY" => Freq::Daily,
                    "WEEKLY" => Freq::Weekly,
                    "MONTHLY" => Freq::Monthly,
                    "YEARLY" => Freq::Yearly,
                    _ => return Err(Unreadable::Unsupported),
                }
            }
            "INTERVAL" => self.interval = number(value, 1, 9999)?,
            // COUNT and UNTIL exclude each other.
            "COUNT" | "UNTIL" if self.end != End::Never => return Err(Unreadable::Malformed),
            "COUNT" => self.end = End::Count(number(value, 1, i64::MAX)?),
            "UNTIL" => self.end = End::Until(wall.read(value, None)?),
            "WKST" => self.week_start = week_day(value)?,
            "BYMONTH" => {
                for item in value.split(',') {
                    self.months |= 1 << number(item, 1, 12)?;
                }
            }
            "BYMONTHDAY" => {
                for item in value.split(',') {
                    match number(item, -31, 31)? {
                        0 => return Err(Unreadable::Malformed),
                        day if day > 0 => self.month_days |= 1 << day,
                        day => self.last_days |= 1 << -day,
                    }
                }
            }
            "BYDAY" => {
                for item in value.split(',') {
                    let at = item.len().saturating_sub(2);
                    let (nth, day) = item.split_at_checked(at).ok_or(Unreadable::Malformed)?;
                    let nth = match nth {
                        "" => 0,
                        _ => position(nth, 53)?,
                    };
                    self.week_days.push((nth, week_day(day)?));
                }
            }
            "BYSETPOS" => {
                for item in value.split(',') {
                    self.positions.push(position(item, 366)?);
                }
            }
            _ => return Err(Unreadable::Unsupported),
        }
        // A longer list names something twice, and calendars write no such list.
        if self.week_days.len() + self.positions.len() > 400 {
            return Err(Unreadable::TooLong);
        }
        Ok(())
    }
}

fn number(text: &str, least: i64, most: i64) -> Result<i64, Unreadable> {
    text.parse().ok().filter(|number| (least..=most).contains(number)).ok_or(Unreadable::Malformed)
}

/// A position that is counted from the beginning or, if negative, from the end.
fn position(text: &str, most: i64) -> Result<i64, Unreadable> {
    let number = number(text, -most, most)?;
    if number == 0 {
        Err(Unreadable::Malformed)
    } else {
        Ok(number)
    }
}

fn week_day(text: &str) -> Result<u32, Unreadable> {
    let found = (0..).zip(WEEK_DAYS).find(|(_, day)| *day == text);
    found.map(|(day, _)| day).ok_or(Unreadable::Malformed)
}

/// The clock of a series, to which dates are converted when they are read.
#[derive(Clone, Copy, Debug)]
pub enum Wall<'a> {
    /// Days without a time, the same in every zone.
    WholeDays,
    /// The clock of a zone.
    Clock {
        /// The zone's name.
        own: &'a str,
        /// Its offsets.
        offsets: &'a Offsets,
        /// The other zones that dates may be in.
        zones: &'a Zones,
    },
}

impl Wall<'_> {
    /// Reads `20261201`, `20261201T090000` or `20261201T080000Z`.
    pub fn read(&self, text: &str, zone: Option<&str>) -> Result<NaiveDateTime, Unreadable> {
        let (local, is_utc) = parse(text.trim()).ok_or(Unreadable::Malformed)?;
        match (self, zone) {
            (Wall::WholeDays, _) => Ok(local.date().and_time(NaiveTime::MIN)),
            (Wall::Clock { offsets, .. }, _) if is_utc => Ok(offsets.local(Instant(local.and_utc().timestamp()))),
            (Wall::Clock { own, offsets, zones }, Some(zone)) if zone != *own => {
                let theirs = zones.get(zone).ok_or(Unreadable::Zone)?;
                Ok(offsets.local(theirs.instant(local)))
            }
            (Wall::Clock { .. }, _) => Ok(local),
        }
    }
}

/// A date's local time, and whether it is in UTC.
fn parse(text: &str) -> Option<(NaiveDateTime, bool)> {
    let is_utc = text.len() == 16 && matches!(text.as_bytes()[15], b'Z' | b'z');
    let text = if is_utc { text.get(..15)? } else { text };
    let (day, time) = text.split_at_checked(8)?;
    let midnight = day_of(day)?.and_time(NaiveTime::MIN);
    if time.is_empty() && !is_utc {
        return Some((midnight, false));
    }
    let time = digits(time.strip_prefix(['T', 't']).filter(|time| time.len() == 6)?)?;
    let local = midnight.date().and_hms_opt(time / 10_000, time / 100 % 100, time % 100)?;
    Some((local, is_utc))
}

fn day_of(text: &str) -> Option<NaiveDate> {
    let day = digits(text)?;
    NaiveDate::from_ymd_opt(i32::try_from(day / 10_000).ok()?, day / 100 % 100, day % 100)
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::Unreadable::{self, Malformed, TooLong, Unsupported, Zone};

    fn read(line: &str) -> Result<(), Unreadable> {
        series("2027-03-01T09:00", "Europe/Paris", &[line]).map(|_| ())
    }

    #[test]
    fn what_breaks_the_grammar_is_refused() {
        for line in [
            "",
            "RRULE",
            "RRULE:",
            "RRULE:COUNT=3",
            "RRULE:FREQ",
            "RRULE:FREQ=DAILY;FREQ=DAILY",
            "RRULE:FREQ=DAILY;INTERVAL=0",
            "RRULE:FREQ=DAILY;INTERVAL=-1",
            "RRULE:FREQ=DAILY;INTERVAL=10000",
            "RRULE:FREQ=DAILY;COUNT=0",
            "RRULE:FREQ=DAILY;COUNT=99999999999999999999",
            "RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270401T000000Z",
            "RRULE:FREQ=DAILY;UNTIL=tomorrow",
            "RRULE:FREQ=DAILY;UNTIL=20270230",
            "RRULE:FREQ=DAILY;UNTIL=20270401T",
            "RRULE:FREQ=DAILY;UNTIL=20270401T250000Z",
            "RRULE:FREQ=DAILY;UNTIL=+0270401",
            "RRULE:FREQ=DAILY;BYMONTH=13",
            "RRULE:FREQ=DAILY;BYDAY=2TU",
            "RRULE:FREQ=MONTHLY;BYDAY=0TU",
            "RRULE:FREQ=MONTHLY;BYDAY=TUE",
            "RRULE:FREQ=MONTHLY;BYDAY=é",
            "RRULE:FREQ=MONTHLY;BYDAY=",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=99",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=0",
            "RRULE:FREQ=MONTHLY;BYSETPOS=367",
            "RRULE:FREQ=WEEKLY;BYMONTHDAY=3",
            "RRULE:FREQ=WEEKLY;WKST=1",
            "EXDATE;TZID:20270301T090000",
            "EXDATE:20270301T090000Z,",
            "RDATE:2027-03-01",
        ] {
            assert_eq!(read(line), Err(Malformed), "{line}");
        }
    }

    #[test]
    fn what_calendars_do_not_offer_is_refused() {
        for line in [
            "RRULE:FREQ=HOURLY",
            "RRULE:FREQ=SECONDLY;COUNT=5",
            "RRULE:FREQ=YEARLY;BYYEARDAY=100",
            "RRULE:FREQ=YEARLY;BYWEEKNO=20",
            "RRULE:FREQ=DAILY;BYHOUR=9",
            "RRULE:FREQ=YEARLY;RSCALE=HEBREW",
            "RDATE;VALUE=PERIOD:20270301T090000Z/PT1H",
            "DTSTART:20270301T090000Z",
        ] {
            assert_eq!(read(line), Err(Unsupported), "{line}");
        }
        assert_eq!(read("EXDATE;TZID=Nowhere/Land:20270301T090000"), Err(Zone));
        assert_eq!(read(&format!("EXDATE:20270301{}", ",20270301T090000".repeat(5000))), Ok(()));
        let days: Vec<String> = (0..5000).map(|n| format!("{:04}0301", n + 1)).collect();
        assert_eq!(read(&format!("EXDATE:{}", days.join(","))), Err(TooLong));
        assert_eq!(read(&format!("RRULE:FREQ=WEEKLY;BYDAY=MO{}", ",TU".repeat(5000))), Err(TooLong));
    }

    #[test]
    fn dates_are_read_in_every_form_that_they_are_written_in() {
        let series = series(
            "2027-03-01T09:00",
            "Europe/Paris",
            &[
                "RRULE:FREQ=DAILY;COUNT=9;",
                "EXDATE;TZID=Europe/Paris:20270302T090000",
                "EXDATE;VALUE=DATE-TIME;TZID=\"America/New_York\":20270303T030000",
                "exdate:20270304t080000z,20270305T080000Z",
                "EXDATE:20270306T090000",
                // A day without a time is its midnight, and there is nothing.
                "EXDATE;VALUE=DATE:20270307",
            ],
        );
        let days: Vec<u32> = series
            .unwrap()
            .starts(chrono::NaiveDateTime::MIN, chrono::NaiveDateTime::MAX, 99)
            .iter()
            .map(chrono::Datelike::day)
            .collect();
        assert_eq!(days, [1, 7, 8, 9]);
    }

    /// Every prefix of a line, and every line with one byte replaced, is read or refused.
    #[test]
    fn broken_lines_never_panic() {
        for line in [
            "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=-1MO,2TU;BYSETPOS=1,-1;BYMONTH=1,12;WKST=SU;UNTIL=20280101T000000Z",
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1;COUNT=999999999",
            "EXDATE;VALUE=DATE-TIME;TZID=America/New_York:20270303T030000,20270304T030000Z,20270305",
        ] {
            for at in 0..line.len() {
                let _ = read(&line[..at]);
                for with in ["", "9", "-", ";", "=", ",", ":", "é", "\0", "T"] {
                    let broken = format!("{}{with}{}", &line[..at], &line[at + 1..]);
                    if let Ok(series) = series("2027-03-01T09:00", "Europe/Paris", &[&broken]) {
                        let _ = series.for_webex(series.first);
                    }
                }
            }
        }
    }
}
