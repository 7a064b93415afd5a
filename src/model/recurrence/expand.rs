//! Expands a rule into its starts, step by step.
//!
//! A step is a day, a week, a month or a year. The rule filters the days of a step, and BYSETPOS picks some of those that are left.
//! The work ends after [`DAYS`] days, even if no start was found.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::rule::{End, Freq, Rule};

/// How many days a rule is followed: a hundred years of steps that touch one another.
pub const DAYS: i64 = 36_525;

impl Rule {
    /// Calls `visit` with the rule's starts from `from` on, in order, until it returns `false`.
    pub fn walk(&self, first: NaiveDateTime, from: NaiveDateTime, visit: &mut dyn FnMut(NaiveDateTime) -> bool) {
        let origin = first.date();
        let (mut left, until) = match self.end {
            End::Never => (i64::MAX, NaiveDateTime::MAX),
            End::Count(count) => (count, NaiveDateTime::MAX),
            End::Until(until) => (i64::MAX, until),
        };
        // A rule with COUNT has to be expanded from its beginning.
        let mut step = if matches!(self.end, End::Count(_)) { 0 } else { self.steps_before(origin, from.date()) };
        let mut budget = DAYS;
        let mut days: Vec<NaiveDate> = Vec::new();
        while let Some((day, length)) = self.step(origin, step) {
            step += 1;
            budget -= length;
            if budget < 0 {
                return;
            }
            days.clear();
            for (_, day) in (0..length).zip(day.iter_days()) {
                if self.allows(day, origin) {
                    days.push(day);
                }
            }
            let after = 1 + i64::try_from(days.len()).unwrap_or(0);
            for (position, day) in (1..).zip(&days) {
                let start = day.and_time(first.time());
                if *day < origin || !self.is_picked(position, position - after) {
                    continue;
                }
                if start > until || left == 0 {
                    return;
                }
                left -= 1;
                if start >= from && !visit(start) {
                    return;
                }
            }
        }
    }

    /// At least how many whole steps lie before a day.
    fn steps_before(&self, origin: NaiveDate, day: NaiveDate) -> i64 {
        let longest = match self.freq {
            Freq::Daily => 1,
            Freq::Weekly => 7,
            Freq::Monthly => 31,
            Freq::Yearly => 366,
        };
        let days = i64::from(day.num_days_from_ce()) - i64::from(origin.num_days_from_ce());
        (days / (longest * self.interval) - 1).max(0)
    }

    /// The first day and the length of a step; `None` after the year 9999.
    fn step(&self, origin: NaiveDate, step: i64) -> Option<(NaiveDate, i64)> {
        let steps = step * self.interval;
        let day_after = |days: i64| {
            let days = i64::from(origin.num_days_from_ce()) + days;
            NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
        };
        let month_after = |year: i32, months: i64| {
            let months = i64::from(year) * 12 + months;
            let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
            NaiveDate::from_ymd_opt(i32::try_from(months.div_euclid(12)).ok()?, month, 1)
        };
        let (day, length) = match self.freq {
            Freq::Daily => (day_after(steps)?, 1),
            Freq::Weekly => {
                let into = (7 + origin.weekday().num_days_from_monday() - self.week_start) % 7;
                (day_after(7 * steps - i64::from(into))?, 7)
            }
            Freq::Monthly => {
                let day = month_after(origin.year(), i64::from(origin.month0()) + steps)?;
                (day, days_in_month(day).into())
            }
            Freq::Yearly => {
                let day = month_after(origin.year(), 12 * steps)?;
                (day, days_in_year(day).into())
            }
        };
        Some((day, length)).filter(|(day, _)| day.year() <= 9999)
    }

    /// Whether the rule allows a day of a step. Parts that the rule omits are taken from its start.
    fn allows(&self, day: NaiveDate, origin: NaiveDate) -> bool {
        if self.months != 0 && self.months >> day.month() & 1 == 0 {
            return false;
        }
        let has_month_days = (self.month_days | self.last_days) != 0;
        if has_month_days {
            let from_end = days_in_month(day) + 1 - day.day();
            if (self.month_days >> day.day() | self.last_days >> from_end) & 1 == 0 {
                return false;
            }
        }
        if !self.week_days.is_empty() {
            return self.is_week_day(day);
        }
        has_month_days
            || match self.freq {
                Freq::Daily => true,
                Freq::Weekly => day.weekday() == origin.weekday(),
                Freq::Monthly => day.day() == origin.day(),
                Freq::Yearly => day.day() == origin.day() && (self.months != 0 || day.month() == origin.month()),
            }
    }

    fn is_week_day(&self, day: NaiveDate) -> bool {
        let own = day.weekday().num_days_from_monday();
        let is_of_year = self.freq == Freq::Yearly && self.months == 0;
        let (index, length) =
            if is_of_year { (day.ordinal0(), days_in_year(day)) } else { (day.day0(), days_in_month(day)) };
        let (nth, last) = (i64::from(index / 7) + 1, -1 - i64::from((length - 1 - index) / 7));
        self.week_days.iter().any(|(wanted, day)| *day == own && (*wanted == 0 || *wanted == nth || *wanted == last))
    }

    /// Whether BYSETPOS picks the day with this position from the beginning of a step and that one from its end.
    fn is_picked(&self, position: i64, from_end: i64) -> bool {
        self.positions.is_empty() || self.positions.iter().any(|picked| *picked == position || *picked == from_end)
    }
}

fn days_in_month(day: NaiveDate) -> u32 {
    match day.month() {
        2 => 28 + u32::from(day.leap_year()),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_in_year(day: NaiveDate) -> u32 {
    365 + u32::from(day.leap_year())
}

#[cfg(test)]
mod tests {
    use super::super::dice::Dice;
    use super::super::tests::{local, series};
    use chrono::{NaiveDateTime, TimeDelta};

    /// The starts that another implementation computes.
    fn theirs(start: NaiveDateTime, rule: &str, to: NaiveDateTime) -> Vec<NaiveDateTime> {
        let text = format!("DTSTART;TZID=Europe/Paris:{}\nRRULE:{rule}", start.format("%Y%m%dT%H%M%S"));
        let set: rrule::RRuleSet = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        set.into_iter().map(|start| start.naive_local()).take_while(|start| *start < to).collect()
    }

    #[test]
    fn rules_are_expanded_as_another_implementation_expands_them() {
        let mut dice = Dice(20_270_301);
        let (mut compared, mut occurrences) = (0, 0);
        for _ in 0..2500 {
            let first = local("2027-01-01T09:00") + TimeDelta::days(dice.below(730).into());
            let to = first + TimeDelta::days(1096);
            let start = first.format("%Y-%m-%dT%H:%M").to_string();
            let read = |rule: &str| series(&start, "Europe/Paris", &[&format!("RRULE:{rule}")]).unwrap();
            let rule = dice.rule();
            let until = first + TimeDelta::days(dice.below(1096).into()) - TimeDelta::hours(dice.below(3).into());
            let end = match dice.below(3) {
                0 => format!(";COUNT={}", dice.below(30) + 1),
                1 if until >= first => format!(";UNTIL={}", until.format("%Y%m%dT%H%M%SZ")),
                _ => String::new(),
            };
            // They search for seconds if a rule has no start.
            if read(&rule).starts(first, first + TimeDelta::days(28 * 366), 1).is_empty() {
                continue;
            }
            let rule = rule + &end;
            let found = read(&rule).starts(first, to, usize::MAX);
            assert_eq!(found, theirs(first, &rule, to), "{start} {rule}");
            compared += 1;
            occurrences += found.len();
        }
        assert!(compared > 2000 && occurrences > 50_000, "{compared} rules, {occurrences} occurrences");
    }
}
