//! Turns a recurrence into the one rule that a Webex series has, or says why there is none.
//!
//! Webex takes one rule of the simplest forms, silently drops all but the first day of a monthly or yearly one, and has neither
//! excluded nor added dates. Those are returned beside the rule, so that the caller deletes or creates these occurrences.
//! The result is expanded again and has to give exactly the same starts.
//!
//! <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>, field `recurrence`

use core::fmt::Write as _;

use chrono::NaiveDateTime;

use super::plain::{plain, Inexpressible};
use super::rule::{End, Freq, Rule, Wall, WEEK_DAYS};
use super::Recurrence;
use crate::base::time::{Offsets, Zones};

/// How far ahead a series with an end may reach, and how far an endless one is compared: five years.
const DAYS: i64 = 1826;
/// The most single dates by which a series may differ from its rule.
const MOST_DIFFERENCES: usize = 50;

/// The recurrence of a series as it is sent to Webex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebexRule {
    /// The rule's value.
    pub text: String,
    /// The start of the first occurrence, with which the Webex series has to begin.
    pub first: NaiveDateTime,
    /// Starts that the rule gives and the event doesn't have.
    pub skipped: Vec<NaiveDateTime>,
    /// Starts that the event has and the rule doesn't give.
    pub extra: Vec<NaiveDateTime>,
    /// Whether it ends before the event does, because Webex allows no more occurrences.
    pub is_capped: bool,
}

impl Recurrence {
    /// The Webex series of the occurrences from `from` on.
    ///
    /// An end given as a date is sent as the exact start of the last occurrence, so that no change of the clock adds or loses one.
    pub fn for_webex(&self, from: NaiveDateTime) -> Result<WebexRule, Inexpressible> {
        let rule = match (self.rules.as_slice(), self.exceptions.as_slice()) {
            ([], _) => return Err(Inexpressible::NoRule),
            ([rule], []) => rule,
            _ => return Err(Inexpressible::SeveralRules),
        };
        let mut plain = plain(rule, self.first)?;
        match starts(rule, self.first, self.first, Bounds::of(1), &[]).0.first() {
            None => return Err(Inexpressible::Over),
            Some(given) if *given != self.first => return Err(Inexpressible::StartOffRule),
            Some(_) => {}
        }
        let bounds = Bounds::of(if rule.end == End::Never { usize::MAX } else { most(plain.freq) });
        let (given, is_cut) = starts(rule, self.first, from, bounds, &self.excluded);
        let (Some(first), Some(last)) = (given.first().copied(), given.last().copied()) else {
            let is_over = self.added.iter().all(|start| *start < from);
            return Err(if is_over { Inexpressible::Over } else { Inexpressible::NoRule });
        };
        plain.end = match rule.end {
            End::Never => End::Never,
            End::Until(_) if !is_cut => End::Until(last),
            End::Until(_) | End::Count(_) => End::Count(given.len().try_into().unwrap_or(i64::MAX)),
        };
        // Webex does not document the day on which its weeks begin.
        let depends_on_week = plain.freq == Freq::Weekly && plain.interval > 1;
        for week_start in [0, 6] {
            plain.week_start = week_start;
            if starts(&plain, first, first, bounds, &[]).0 != given {
                return Err(if depends_on_week { Inexpressible::WeekStart } else { Inexpressible::Filter });
            }
            if !depends_on_week {
                break;
            }
        }
        let is_excluded = |start: &NaiveDateTime| self.excluded.binary_search(start).is_ok();
        let is_extra = |start: &NaiveDateTime| {
            let is_seen = *start >= from && !(is_cut && *start > last);
            is_seen && !is_excluded(start) && given.binary_search(start).is_err()
        };
        let skipped: Vec<_> = given.iter().copied().filter(is_excluded).collect();
        let extra: Vec<_> = self.added.iter().copied().filter(is_extra).collect();
        if skipped.len() + extra.len() > MOST_DIFFERENCES {
            return Err(Inexpressible::TooManyDifferences);
        }
        let is_capped = is_cut && rule.end != End::Never;
        Ok(WebexRule { text: rule_text(&plain, &self.offsets), first, skipped, extra, is_capped })
    }
}

/// Whether two rules' values give the same starts to a series that begins with `first`, and are both endless or neither.
pub fn same(a: &str, b: &str, first: NaiveDateTime, offsets: &Offsets) -> bool {
    let wall = Wall::Clock { own: "", offsets, zones: &Zones::default() };
    let (Ok(a), Ok(b)) = (Rule::read(a, &wall), Rule::read(b, &wall)) else { return false };
    let is_endless = |rule: &Rule| rule.end == End::Never;
    if is_endless(&a) != is_endless(&b) {
        return false;
    }
    let days = if is_endless(&a) { DAYS } else { i64::MAX };
    let bounds = Bounds { days, count: usize::MAX };
    starts(&a, first, first, bounds, &[]) == starts(&b, first, first, bounds, &[])
}

/// How far a rule is expanded.
#[derive(Clone, Copy)]
struct Bounds {
    days: i64,
    count: usize,
}

impl Bounds {
    fn of(count: usize) -> Self {
        Bounds { days: DAYS, count }
    }
}

/// A rule's starts within bounds that begin with the first one that is not excluded, and whether there are more beyond.
fn starts(
    rule: &Rule,
    first: NaiveDateTime,
    from: NaiveDateTime,
    bounds: Bounds,
    excluded: &[NaiveDateTime],
) -> (Vec<NaiveDateTime>, bool) {
    let (mut found, mut is_cut) = (Vec::new(), false);
    rule.walk(first, from, &mut |start| {
        let begin = *found.first().unwrap_or(&start);
        if found.is_empty() && excluded.binary_search(&start).is_ok() {
            return true;
        }
        is_cut = found.len() == bounds.count || (start - begin).num_days() > bounds.days;
        if !is_cut {
            found.push(start);
        }
        !is_cut
    });
    (found, is_cut)
}

/// The most occurrences of a series with an end.
fn most(freq: Freq) -> usize {
    match freq {
        Freq::Daily => 1826,
        Freq::Weekly => 261,
        Freq::Monthly => 60,
        Freq::Yearly => 5,
    }
}

/// The rule's value.
fn rule_text(rule: &Rule, offsets: &Offsets) -> String {
    let freq = match rule.freq {
        Freq::Daily => "DAILY",
        Freq::Weekly => "WEEKLY",
        Freq::Monthly => "MONTHLY",
        Freq::Yearly => "YEARLY",
    };
    let mut text = format!("FREQ={freq};INTERVAL={}", rule.interval);
    // Writing to a string can't fail.
    if rule.months != 0 {
        let _ = write!(text, ";BYMONTH={}", rule.months.trailing_zeros());
    }
    if rule.month_days != 0 {
        let _ = write!(text, ";BYMONTHDAY={}", rule.month_days.trailing_zeros());
    }
    let mut before = ";BYDAY=";
    for (nth, day) in &rule.week_days {
        text.push_str(before);
        if *nth != 0 {
            let _ = write!(text, "{nth}");
        }
        text.push_str(WEEK_DAYS[*day as usize]);
        before = ",";
    }
    match rule.end {
        End::Never => {}
        End::Count(count) => {
            let _ = write!(text, ";COUNT={count}");
        }
        End::Until(last) => {
            text.push_str(";UNTIL=");
            let until = offsets.instant(last).rfc3339();
            text.extend(until.chars().filter(|c| !matches!(c, '-' | ':')));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::dice::Dice;
    use super::super::tests::{local, series, zones};
    use super::*;
    use chrono::TimeDelta;

    /// The Webex form of rules that begin on Tuesday, 2 March 2027, at nine in Paris.
    fn check(lines: &[&str], expected: Result<&str, Inexpressible>) {
        let series = series("2027-03-02T09:00", "Europe/Paris", lines).unwrap();
        let mapped = series.for_webex(series.first);
        assert_eq!(mapped.map(|mapped| mapped.text), expected.map(str::to_owned), "{lines:?}");
    }

    fn mapped(start: &str, zone: &str, lines: &[&str]) -> WebexRule {
        let series = series(start, zone, lines).unwrap();
        series.for_webex(series.first).unwrap_or_else(|reason| panic!("{lines:?}: {reason:?}"))
    }

    /// proves: E46
    #[test]
    fn dates_without_a_rule_and_several_rules_are_refused() {
        check(&["RDATE:20270303T080000Z"], Err(Inexpressible::NoRule));
        check(&[], Err(Inexpressible::NoRule));
        check(&["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], Err(Inexpressible::SeveralRules));
        check(&["RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"], Err(Inexpressible::SeveralRules));
        check(&["RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20270302T080000Z"], Err(Inexpressible::Over));
        check(
            &["RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20270302T080000Z", "RDATE:20270303T080000Z"],
            Err(Inexpressible::NoRule),
        );
    }

    /// proves: E46
    #[test]
    fn excluded_and_added_dates_are_told_beside_the_rule() {
        let lines = [
            "RRULE:FREQ=WEEKLY;COUNT=5",
            "EXDATE:20270302T080000Z,20270316T080000Z,20270317T080000Z",
            "RDATE:20270301T080000Z,20270310T080000Z,20270316T080000Z,20270323T080000Z",
        ];
        let found = mapped("2027-03-02T09:00", "Europe/Paris", &lines);
        // The first occurrence is excluded, so that the Webex series begins with the second.
        assert_eq!(
            (found.text.as_str(), found.first),
            ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=4", local("2027-03-09T09:00"))
        );
        assert_eq!(found.skipped, [local("2027-03-16T09:00")]);
        assert_eq!(found.extra, [local("2027-03-10T09:00")]);
        let days: Vec<String> = (2..31).map(|day| format!("202703{day:02}T090000,202704{day:02}T090000")).collect();
        let many = format!("EXDATE:{}", days[3..].join(","));
        check(&["RRULE:FREQ=DAILY", &many], Err(Inexpressible::TooManyDifferences));
    }

    /// proves: E44
    #[test]
    fn an_end_is_sent_as_the_start_of_the_last_occurrence() {
        for (zone, until, sent) in [
            // Nine o'clock on the day that the clock goes forward, and the day before.
            ("Europe/Paris", "20270328T215959Z", "20270328T070000Z"),
            ("Europe/Paris", "20270327T230000Z", "20270327T080000Z"),
            ("America/New_York", "20270315T035959Z", "20270314T130000Z"),
            ("America/New_York", "20270314T045959Z", "20270313T140000Z"),
        ] {
            let line = format!("RRULE:FREQ=DAILY;UNTIL={until}");
            let found = mapped("2027-03-02T09:00", zone, &[&line]);
            assert_eq!(found.text, format!("FREQ=DAILY;INTERVAL=1;UNTIL={sent}"), "{zone}");
            let offsets = zones().get(zone).unwrap().clone();
            assert!(same(&line[6..], &found.text, found.first, &offsets), "{zone}");
        }
        let found =
            mapped("2027-03-02T21:00", "America/New_York", &["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270310T013000Z"]);
        // A Tuesday's evening in New York is Wednesday in UTC.
        assert_eq!(found.text, "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20270303T020000Z");
    }

    /// proves: E51
    #[test]
    fn a_series_of_whole_days_begins_and_ends_at_midnight_of_its_zone() {
        let found =
            mapped("2027-03-02", "Europe/Paris", &["RRULE:FREQ=DAILY;UNTIL=20270330", "EXDATE;VALUE=DATE:20270304"]);
        assert_eq!(found.text, "FREQ=DAILY;INTERVAL=1;UNTIL=20270329T220000Z");
        assert_eq!((found.first, found.skipped), (local("2027-03-02"), vec![local("2027-03-04")]));
    }

    /// proves: E62
    #[test]
    fn a_day_that_months_lack_stays_that_day() {
        let leap = mapped("2028-02-29T09:00", "Europe/Paris", &["RRULE:FREQ=YEARLY;COUNT=2"]);
        assert_eq!(leap.text, "FREQ=YEARLY;INTERVAL=1;BYMONTH=2;BYMONTHDAY=29;COUNT=2");
        let long = mapped("2027-01-31T09:00", "Europe/Paris", &["RRULE:FREQ=MONTHLY"]);
        assert_eq!(long.text, "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=31");
    }

    #[test]
    fn a_series_with_an_end_is_cut_where_webex_cuts_it() {
        for (rule, text, is_capped) in [
            ("FREQ=DAILY;COUNT=1826", "FREQ=DAILY;INTERVAL=1;COUNT=1826", false),
            ("FREQ=DAILY;COUNT=1000000000", "FREQ=DAILY;INTERVAL=1;COUNT=1826", true),
            ("FREQ=DAILY;UNTIL=20991231T000000Z", "FREQ=DAILY;INTERVAL=1;COUNT=1826", true),
            ("FREQ=WEEKLY;COUNT=262", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=261", true),
            ("FREQ=MONTHLY;COUNT=61", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2;COUNT=60", true),
            ("FREQ=YEARLY;COUNT=6", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=2;COUNT=5", true),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=200", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=131", true),
            ("FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=2", false),
        ] {
            let found = mapped("2027-03-02T09:00", "Europe/Paris", &[&format!("RRULE:{rule}")]);
            assert_eq!((found.text.as_str(), found.is_capped), (text, is_capped), "{rule}");
        }
    }

    #[test]
    fn a_series_that_runs_is_continued_with_what_is_left() {
        for (rule, text, first) in [
            ("FREQ=DAILY;INTERVAL=2;COUNT=10", "FREQ=DAILY;INTERVAL=2;COUNT=6", "2027-03-10T09:00"),
            ("FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2027-03-16T09:00"),
            ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2", "2027-04-02T09:00"),
        ] {
            let series = series("2027-03-02T09:00", "Europe/Paris", &[&format!("RRULE:{rule}")]).unwrap();
            let found = series.for_webex(local("2027-03-10T09:00")).unwrap();
            assert_eq!((found.text.as_str(), found.first), (text, local(first)), "{rule}");
        }
        let over = series("2027-03-02T09:00", "Europe/Paris", &["RRULE:FREQ=DAILY;COUNT=3"]).unwrap();
        assert_eq!(over.for_webex(local("2027-03-05T09:00")), Err(Inexpressible::Over));
    }

    #[test]
    fn rules_are_compared_by_what_they_give() {
        let zones = zones();
        let same = |a: &str, b: &str| {
            let offsets = zones.get("Europe/Paris").unwrap();
            let (there, back) =
                (same(a, b, local("2027-03-02T09:00"), offsets), same(b, a, local("2027-03-02T09:00"), offsets));
            assert_eq!(there, back, "{a} {b}");
            there
        };
        for (a, b) in [
            ("FREQ=WEEKLY;COUNT=10;INTERVAL=1;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
            ("freq=weekly;count=3", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270316T080000Z"),
            ("FREQ=DAILY;UNTIL=20270328T070000Z", "FREQ=DAILY;UNTIL=20270329T065959Z"),
            ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=2"),
            ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=1TU"),
            ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("FREQ=DAILY", "FREQ=DAILY;COUNT=1826"),
            ("FREQ=DAILY;COUNT=3000", "FREQ=DAILY;COUNT=3001"),
            ("FREQ=DAILY;UNTIL=20270328T070000Z", "FREQ=DAILY;UNTIL=20270328T065959Z"),
            ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"),
            ("FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY"),
            ("FREQ=DAILY", ""),
            ("FREQ=HOURLY", "FREQ=HOURLY"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    /// Every mapped rule gives the occurrences of the event when it is read as Webex reads it.
    #[test]
    fn a_mapped_rule_gives_the_events_own_occurrences() {
        let zones = zones();
        let mut dice = Dice(7);
        let mut count = 0;
        for _ in 0..1500 {
            let begin = local("2027-01-01T09:00") + TimeDelta::days(dice.below(730).into());
            let end = match dice.below(3) {
                0 => format!(";COUNT={}", dice.below(30) + 1),
                1 => format!(";UNTIL=20290{}0{}T0{}0000Z", dice.below(9) + 1, dice.below(9) + 1, dice.below(10)),
                _ => String::new(),
            };
            let rule = dice.rule() + &end;
            let mut lines = vec![format!("RRULE:{rule}")];
            for name in ["EXDATE", "RDATE"] {
                let date = begin + TimeDelta::days(dice.below(20).into());
                lines.push(format!("{name}:{}", date.format("%Y%m%dT%H%M%S")));
            }
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let series = series(&begin.format("%Y-%m-%dT%H:%M").to_string(), "Europe/Paris", &lines).unwrap();
            let from = begin + TimeDelta::days(dice.below(30).into());
            let Ok(found) = series.for_webex(from) else { continue };
            count += 1;
            let wall = Wall::Clock { own: "", offsets: zones.get("Europe/Paris").unwrap(), zones: &zones };
            let to = begin + TimeDelta::days(1500);
            let mut given = Vec::new();
            Rule::read(&found.text, &wall).unwrap().walk(found.first, from, &mut |start| {
                given.push(start);
                start < to
            });
            assert_eq!(given.first(), Some(&found.first));
            given.retain(|start| *start < to && !found.skipped.contains(start));
            given.extend(found.extra.iter().filter(|start| **start < to));
            given.sort();
            let mut expected = series.starts(from, to, usize::MAX);
            if found.is_capped {
                expected.truncate(given.len());
            }
            assert_eq!(given, expected, "{lines:?} {found:?}");
        }
        assert!(count > 150, "{count}");
    }
}
