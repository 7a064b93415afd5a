//! The recurrence of an event: when it takes place, and what of it a Webex series can express.
//!
//! [`rule`] reads iCalendar's lines, [`expand`] turns a rule into starts, [`webex`] into the rule that Webex is sent.
//! The module calls no port. It does not know occurrences that were moved or cancelled, which are events of their own.
//!
//! # Invariants
//!
//! * Everything is counted on the wall clock of the series' own zone, as calendars do: a meeting at nine stays at nine when the
//!   clock changes. Dates in UTC or in another zone are moved there when they are read.
//! * The work is bounded for every input: no rule is followed over more than [`expand::DAYS`] days.
//! * The start of a series is an occurrence only if the rule gives it, or if there is no rule.
//!
//! <https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10>

#[cfg(test)]
mod dice;
pub mod expand;
mod plain;
pub mod rule;
pub mod webex;

use chrono::{NaiveDateTime, NaiveTime};

use crate::base::time::{Offsets, Zones};
use crate::model::slot::EventTime;
pub use plain::Inexpressible;
use rule::{End, Wall};
pub use rule::{Rule, Unreadable};
pub use webex::{same, WebexRule};

/// The most lines, and the most single dates, of a recurrence that is read.
const MOST: usize = 2000;

/// The recurrence lines of an event, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// The start of the series on its wall clock; midnight for whole days.
    pub first: NaiveDateTime,
    /// The offsets of the series' zone; of the calendar's for whole days.
    pub offsets: Offsets,
    rules: Vec<Rule>,
    exceptions: Vec<Rule>,
    /// The excluded starts, in order.
    excluded: Vec<NaiveDateTime>,
    /// The added starts, in order.
    added: Vec<NaiveDateTime>,
}

impl Recurrence {
    /// Reads an event's lines. The zone is chosen as for its [`crate::model::slot::Slot`], but has to be known to the host.
    ///
    /// A single date without a time means midnight, and in a series of whole days a time is cut off.
    pub fn read(lines: &[&str], start: &EventTime, calendar_zone: &str, zones: &Zones) -> Result<Self, Unreadable> {
        let own = match start {
            EventTime::At(_, Some(zone)) => zone.as_str(),
            EventTime::At(_, None) | EventTime::Date(_) => calendar_zone,
        };
        let offsets = zones.get(own).ok_or(Unreadable::Zone)?;
        let (first, wall) = match start {
            EventTime::Date(day) => (day.and_time(NaiveTime::MIN), Wall::WholeDays),
            EventTime::At(instant, _) => (offsets.local(*instant), Wall::Clock { own, offsets, zones }),
        };
        let (rules, exceptions, excluded, added) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut read = Recurrence { first, offsets: offsets.clone(), rules, exceptions, excluded, added };
        if lines.len() > MOST {
            return Err(Unreadable::TooLong);
        }
        for line in lines {
            read.add(line, &wall)?;
        }
        Ok(read)
    }

    /// Adds the dates or the rule of a line.
    fn add(&mut self, line: &str, wall: &Wall<'_>) -> Result<(), Unreadable> {
        let (head, value) = line.trim().split_once(':').ok_or(Unreadable::Malformed)?;
        let mut parameters = head.split(';');
        let name = parameters.next().unwrap_or_default().to_ascii_uppercase();
        let dates = match name.as_str() {
            "RRULE" => return Rule::read(value, wall).map(|rule| self.rules.push(rule)),
            "EXRULE" => return Rule::read(value, wall).map(|rule| self.exceptions.push(rule)),
            "RDATE" => &mut self.added,
            "EXDATE" => &mut self.excluded,
            _ => return Err(Unreadable::Unsupported),
        };
        let mut zone = None;
        for parameter in parameters {
            let (name, value) = parameter.split_once('=').ok_or(Unreadable::Malformed)?;
            if name.eq_ignore_ascii_case("TZID") {
                zone = Some(value.trim_matches('"'));
            } else if value.eq_ignore_ascii_case("PERIOD") {
                // An occurrence with a length of its own.
                return Err(Unreadable::Unsupported);
            }
        }
        for date in value.split(',') {
            if dates.len() == MOST {
                return Err(Unreadable::TooLong);
            }
            insert(dates, wall.read(date, zone)?);
        }
        Ok(())
    }

    /// Whether it goes on for ever.
    pub fn is_endless(&self) -> bool {
        self.rules.iter().any(|rule| rule.end == End::Never)
    }

    /// The starts from `from` on and before `to`, in order, `limit` at most.
    pub fn starts(&self, from: NaiveDateTime, to: NaiveDateTime, limit: usize) -> Vec<NaiveDateTime> {
        let mut excluded = self.excluded.clone();
        for rule in &self.exceptions {
            rule.walk(self.first, from, &mut |start| {
                insert(&mut excluded, start);
                start < to
            });
        }
        let mut found = Vec::new();
        let mut take = |start: NaiveDateTime| {
            if start >= from && start < to && excluded.binary_search(&start).is_err() {
                insert(&mut found, start);
            }
        };
        if self.rules.is_empty() {
            take(self.first);
        }
        self.added.iter().for_each(|start| take(*start));
        for rule in &self.rules {
            let mut taken = 0;
            rule.walk(self.first, from, &mut |start| {
                if excluded.binary_search(&start).is_ok() {
                    return true;
                }
                if start < to && taken < limit {
                    insert(&mut found, start);
                    taken += 1;
                    return true;
                }
                false
            });
        }
        found.truncate(limit);
        found
    }

    /// The start of the last occurrence; `None` when there is none, or no last.
    pub fn last(&self) -> Option<NaiveDateTime> {
        if self.is_endless() {
            return None;
        }
        self.starts(NaiveDateTime::MIN, NaiveDateTime::MAX, usize::MAX).pop()
    }
}

/// Inserts a start in order, unless it is there.
fn insert(starts: &mut Vec<NaiveDateTime>, start: NaiveDateTime) {
    if let Err(index) = starts.binary_search(&start) {
        starts.insert(index, start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{iso_local, parse_date, Instant};
    use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

    /// Paris, New York and UTC with their changes of 2024 to 2040.
    pub(super) fn zones() -> Zones {
        let at = |year, month, day: Option<NaiveDate>, hour| {
            let day = day.unwrap_or_else(|| panic!("{year}-{month}"));
            Instant(day.and_hms_opt(hour, 0, 0).unwrap().and_utc().timestamp())
        };
        let nth = |year, month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth);
        let last = |year, month| nth(year, month, 5).or_else(|| nth(year, month, 4));
        let (mut paris, mut york) = (vec![(Instant(0), 3600)], vec![(Instant(0), -18000)]);
        for year in 2024..=2040 {
            paris.push((at(year, 3, last(year, 3), 1), 7200));
            paris.push((at(year, 10, last(year, 10), 1), 3600));
            york.push((at(year, 3, nth(year, 3, 2), 7), -14400));
            york.push((at(year, 11, nth(year, 11, 1), 6), -18000));
        }
        Zones(vec![
            ("Europe/Paris".into(), Offsets(paris)),
            ("America/New_York".into(), Offsets(york)),
            ("UTC".into(), Offsets(vec![(Instant(0), 0)])),
        ])
    }

    /// `2027-03-01` or `2027-03-01T09:00`.
    pub(super) fn local(text: &str) -> NaiveDateTime {
        let (day, time) = text.split_once('T').unwrap_or((text, "00:00"));
        let (hour, minute) = time.split_once(':').unwrap();
        parse_date(day).unwrap().and_hms_opt(hour.parse().unwrap(), minute.parse().unwrap(), 0).unwrap()
    }

    /// A series that begins at a local time in a zone, or with a whole day.
    pub(super) fn series(start: &str, zone: &str, lines: &[&str]) -> Result<Recurrence, Unreadable> {
        let zones = zones();
        let first = local(start);
        let start = if start.contains('T') {
            EventTime::At(zones.get(zone).unwrap().instant(first), Some(zone.to_owned()))
        } else {
            EventTime::Date(first.date())
        };
        let series = Recurrence::read(lines, &start, zone, &zones)?;
        assert_eq!(series.first, first);
        Ok(series)
    }

    /// The starts of the next ten years, as `2027-03-01T09:00` or `2027-03-01`, the first nine of them.
    pub(super) fn starts(start: &str, zone: &str, lines: &[&str]) -> Vec<String> {
        let series = series(start, zone, lines).unwrap();
        let found = series.starts(series.first - TimeDelta::days(400), series.first + TimeDelta::days(3653), 9);
        let length = start.len();
        found.iter().map(|start| iso_local(*start)[..length].to_owned()).collect()
    }

    #[test]
    fn rules_of_each_step_give_their_days() {
        for (rule, days) in [
            ("FREQ=DAILY;INTERVAL=10;COUNT=3", "02 12 22"),
            ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "02 04 09 11"),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", "02 16"),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=MO", "02 07 16"),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=SU", "02 14 16"),
            ("FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1,-1;UNTIL=20270331T235959Z", "02 31"),
            ("freq=daily;byday=mo,we;count=2", "03 08"),
        ] {
            let expected: Vec<String> = days.split(' ').map(|day| format!("2027-03-{day}")).collect();
            assert_eq!(starts("2027-03-02", "Europe/Paris", &[&format!("RRULE:{rule}")]), expected, "{rule}");
        }
    }

    /// proves: E62
    #[test]
    fn a_day_that_a_month_or_year_lacks_is_left_out() {
        let leap = starts("2028-02-29T09:00", "Europe/Paris", &["RRULE:FREQ=YEARLY"]);
        assert_eq!(leap, ["2028-02-29T09:00", "2032-02-29T09:00", "2036-02-29T09:00"]);
        let long = starts("2027-01-31T09:00", "Europe/Paris", &["RRULE:FREQ=MONTHLY;COUNT=4"]);
        assert_eq!(long, ["2027-01-31T09:00", "2027-03-31T09:00", "2027-05-31T09:00", "2027-07-31T09:00"]);
    }

    /// proves: E46
    #[test]
    fn single_dates_exceptions_and_several_rules_make_one_set() {
        let dates = ["RDATE;TZID=America/New_York:20270310T030000,20270311T030000", "EXDATE:20270301T080000Z"];
        assert_eq!(starts("2027-03-01T09:00", "Europe/Paris", &dates), ["2027-03-10T09:00", "2027-03-11T09:00"]);
        let rules = ["RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=2", "exdate;value=date:20270308"];
        assert_eq!(starts("2027-03-01", "UTC", &rules), ["2027-03-01", "2027-03-02", "2027-03-15"]);
        let exceptions = ["RRULE:FREQ=DAILY;COUNT=5", "EXRULE:FREQ=DAILY;INTERVAL=2"];
        assert_eq!(starts("2027-03-01", "UTC", &exceptions), ["2027-03-02", "2027-03-04"]);
    }

    /// proves: E51
    #[test]
    fn a_series_of_whole_days_has_its_first_day_once() {
        let lines = ["RDATE;VALUE=DATE:20270301,20270305", "RRULE:FREQ=DAILY;UNTIL=20270303"];
        let days = ["2027-03-01", "2027-03-02", "2027-03-03", "2027-03-05"];
        assert_eq!(starts("2027-03-01", "Europe/Paris", &lines), days);
        assert_eq!(starts("2027-03-01", "America/New_York", &lines), days);
        let in_utc = ["RRULE:FREQ=DAILY;UNTIL=20270303T000000Z"];
        assert_eq!(starts("2027-03-01", "America/New_York", &in_utc), days[..3]);
        let with_a_time = ["RRULE:FREQ=DAILY;UNTIL=20270303T120000Z", "EXDATE:20270302T230000Z"];
        assert_eq!(starts("2027-03-01", "Europe/Paris", &with_a_time), [days[0], days[2]]);
    }

    /// proves: E44
    #[test]
    fn an_end_in_utc_is_compared_on_the_series_own_clock() {
        for (zone, until, last) in [
            // The last Sunday of March has 23 hours in Paris; nine o'clock is seven in UTC from then on.
            ("Europe/Paris", "20270328T070000Z", "2027-03-28T09:00"),
            ("Europe/Paris", "20270328T065959Z", "2027-03-27T09:00"),
            ("America/New_York", "20270328T130000Z", "2027-03-28T09:00"),
            ("America/New_York", "20270328T125959Z", "2027-03-27T09:00"),
        ] {
            let rule = format!("RRULE:FREQ=DAILY;UNTIL={until}");
            let series = series("2027-03-01T09:00", zone, &[&rule]).unwrap();
            assert_eq!(series.last(), Some(local(last)), "{zone} {until}");
        }
    }

    #[test]
    fn the_last_start_is_known_unless_there_is_none() {
        let last = |lines: &[&str]| series("2027-03-01T22:00", "America/New_York", lines).unwrap().last();
        assert_eq!(last(&["RRULE:FREQ=DAILY"]), None);
        assert_eq!(last(&["RRULE:FREQ=DAILY;COUNT=3"]), Some(local("2027-03-03T22:00")));
        assert_eq!(last(&["RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20270304T030000Z"]), Some(local("2027-03-02T22:00")));
        assert_eq!(last(&["RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20270302T030000Z"]), None);
        assert_eq!(last(&[]), Some(local("2027-03-01T22:00")));
    }

    #[test]
    fn a_start_that_its_rule_does_not_give_is_no_occurrence() {
        let found = starts("2027-03-01T09:00", "UTC", &["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2"]);
        assert_eq!(found, ["2027-03-02T09:00", "2027-03-09T09:00"]);
    }

    #[test]
    fn a_window_may_lie_far_from_the_start() {
        let series = series("1990-01-15T09:00", "UTC", &["RRULE:FREQ=MONTHLY;INTERVAL=5"]).unwrap();
        let found = series.starts(local("2100-01-15T09:00"), local("2100-11-15T09:00"), 9);
        assert_eq!(found, [local("2100-01-15T09:00"), local("2100-06-15T09:00")]);
        assert!(found[0].year() == 2100 && series.is_endless());
    }

    #[test]
    fn nothing_that_is_written_into_a_recurrence_stops_it() {
        for rule in [
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "RRULE:FREQ=DAILY;COUNT=1000000000;BYMONTHDAY=31;BYMONTH=2",
            "RRULE:FREQ=DAILY;COUNT=2147483647",
            "RRULE:FREQ=YEARLY;INTERVAL=9999;COUNT=99",
            "RRULE:FREQ=WEEKLY;INTERVAL=9999;BYDAY=SU;UNTIL=99991231T235959Z",
            "RRULE:FREQ=MONTHLY;BYSETPOS=-366;BYDAY=MO",
        ] {
            let series = series("2027-03-01T09:00", "UTC", &[rule]).unwrap();
            let found = series.starts(NaiveDateTime::MIN, NaiveDateTime::MAX, usize::MAX);
            assert!(found.len() <= 36_526, "{rule}: {}", found.len());
            let _ = (series.last(), series.for_webex(series.first), series.for_webex(NaiveDateTime::MAX));
        }
    }
}
