//! Rewrites a rule in one of the few forms that Webex takes.
//!
//! Many rules are written differently but mean the same, or omit parts that follow from their start. This module writes them in one way.
//! The result is a candidate: [`super::webex`] expands it and compares the starts.

use chrono::{Datelike, NaiveDateTime};

use super::rule::{Freq, Rule, Unreadable};

/// Why a series can't be a series at Webex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inexpressible {
    /// The recurrence can't be read.
    Unreadable(Unreadable),
    /// It has single dates, but no rule that gives any of them.
    NoRule,
    /// More than one rule.
    SeveralRules,
    /// Several days of a month, or the like.
    SeveralDays,
    /// Days counted from the end of a month.
    FromTheEnd,
    /// An interval that Webex does not offer for this step.
    Interval,
    /// A filter by months or days that Webex does not offer for this step.
    Filter,
    /// It depends on the day that weeks begin with.
    WeekStart,
    /// The rule does not give the start.
    StartOffRule,
    /// No occurrence is left.
    Over,
    /// More excluded and added dates than can be handled one by one.
    TooManyDifferences,
}

impl From<Unreadable> for Inexpressible {
    fn from(unreadable: Unreadable) -> Self {
        Inexpressible::Unreadable(unreadable)
    }
}

/// A bit for each month.
const ALL_MONTHS: u16 = 0b1_1111_1111_1110;

/// The rule in a form that Webex takes, with omitted parts filled in from its start.
pub fn plain(rule: &Rule, first: NaiveDateTime) -> Result<Rule, Inexpressible> {
    let mut plain = Rule { months: rule.months, interval: rule.interval, ..Rule::every(rule.freq) };
    let has_month_days = (rule.month_days | rule.last_days) != 0;
    if plain.freq == Freq::Yearly && plain.months == 0 {
        // Days without a month are days of every month, but those of the week are counted over the whole year.
        if !rule.week_days.is_empty() {
            return Err(Inexpressible::SeveralDays);
        }
        plain.months = if has_month_days { ALL_MONTHS } else { 1 << first.month() };
    }
    match plain.freq {
        Freq::Daily | Freq::Weekly => {
            if !matches!(plain.months, 0 | ALL_MONTHS) || has_month_days {
                return Err(Inexpressible::Filter);
            }
            if !rule.positions.is_empty() {
                return Err(Inexpressible::SeveralDays);
            }
            plain.months = 0;
            weekly(&mut plain, rule, first)?;
        }
        Freq::Monthly | Freq::Yearly => {
            steps_of_months(&mut plain)?;
            day_of_month(&mut plain, rule, first)?;
        }
    }
    if plain.interval > 99 {
        return Err(Inexpressible::Interval);
    }
    Ok(plain)
}

/// A daily or weekly rule by its days of the week.
fn weekly(plain: &mut Rule, rule: &Rule, first: NaiveDateTime) -> Result<(), Inexpressible> {
    if plain.freq == Freq::Daily && rule.week_days.is_empty() {
        return Ok(());
    }
    if plain.freq == Freq::Daily && plain.interval > 1 {
        return Err(Inexpressible::Filter);
    }
    let own = (0, first.weekday().num_days_from_monday());
    let is_in = |day: u32| rule.week_days.contains(&(0, day)) || rule.week_days.is_empty() && day == own.1;
    plain.week_days = (0..7).filter(|day| is_in(*day)).map(|day| (0, day)).collect();
    plain.freq = Freq::Weekly;
    if plain.week_days.len() == 7 && plain.interval == 1 {
        plain.freq = Freq::Daily;
        plain.week_days.clear();
    }
    Ok(())
}

/// Chooses between months and years: a rule for one month becomes yearly, one for all months monthly, and one for that month of
/// every n-th year monthly with an interval of 12 n.
fn steps_of_months(plain: &mut Rule) -> Result<(), Inexpressible> {
    match (plain.freq, plain.months) {
        (Freq::Monthly, 0) => return Ok(()),
        (Freq::Monthly, ALL_MONTHS) => plain.months = 0,
        (_, months) if months.is_power_of_two() => {
            if plain.freq == Freq::Yearly && plain.interval > 1 {
                plain.freq = Freq::Monthly;
                plain.interval = plain.interval.saturating_mul(12);
                plain.months = 0;
            } else if plain.interval > 1 {
                return Err(Inexpressible::Interval);
            } else {
                plain.freq = Freq::Yearly;
            }
        }
        (Freq::Yearly, ALL_MONTHS) if plain.interval == 1 => {
            plain.freq = Freq::Monthly;
            plain.months = 0;
        }
        (_, ALL_MONTHS) => return Err(Inexpressible::Interval),
        _ => return Err(Inexpressible::Filter),
    }
    Ok(())
}

/// The one day of a month, by its number or as a day of the week.
fn day_of_month(plain: &mut Rule, rule: &Rule, first: NaiveDateTime) -> Result<(), Inexpressible> {
    if rule.last_days != 0 {
        return Err(Inexpressible::FromTheEnd);
    }
    // The first and the last of one day are that day.
    let is_whole = matches!(rule.positions.as_slice(), [] | [-1 | 1]);
    match (rule.week_days.as_slice(), rule.positions.as_slice()) {
        ([], _) => {
            let days = if rule.month_days == 0 { 1 << first.day() } else { rule.month_days };
            if days.count_ones() > 1 || !is_whole {
                return Err(Inexpressible::SeveralDays);
            }
            plain.month_days = days;
        }
        ([(..=-1, _)], _) | ([(0, _)], [..=-1]) => return Err(Inexpressible::FromTheEnd),
        ([(0, day)], []) if rule.month_days != 0 => {
            // The second Tuesday is the Tuesday among the days from the 8th to the 14th.
            let is_week = |nth: &i64| rule.month_days == 0b1111_1110 << (7 * (nth - 1));
            let nth = (1..=5).find(is_week).ok_or(Inexpressible::Filter)?;
            plain.week_days.push((nth, *day));
        }
        ([_], _) if rule.month_days != 0 => return Err(Inexpressible::Filter),
        ([(0, day)], [position @ 1..=5]) => plain.week_days.push((*position, *day)),
        ([(nth @ 1..=5, day)], _) if is_whole => plain.week_days.push((*nth, *day)),
        _ => return Err(Inexpressible::SeveralDays),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tests::series;
    use super::Inexpressible;

    /// The Webex form of a rule that begins on Tuesday, 2 March 2027, at nine in Paris.
    fn rule(rule: &str, expected: Result<&str, Inexpressible>) {
        let series = series("2027-03-02T09:00", "Europe/Paris", &[&format!("RRULE:{rule}")]).unwrap();
        let mapped = series.for_webex(series.first);
        assert_eq!(mapped.map(|mapped| mapped.text), expected.map(str::to_owned), "{rule}");
    }

    #[test]
    fn what_webex_has_is_sent_with_everything_said() {
        for (theirs, ours) in [
            ("FREQ=DAILY", "FREQ=DAILY;INTERVAL=1"),
            ("FREQ=DAILY;INTERVAL=3;COUNT=5", "FREQ=DAILY;INTERVAL=3;COUNT=5"),
            ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"),
            ("COUNT=4;BYDAY=TH,TU;FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4"),
            ("FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2"),
            ("FREQ=MONTHLY;BYDAY=1TU;INTERVAL=99", "FREQ=MONTHLY;INTERVAL=99;BYDAY=1TU"),
            ("FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=2"),
            ("FREQ=YEARLY;BYMONTH=3;BYDAY=1TU", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYDAY=1TU"),
        ] {
            rule(theirs, Ok(ours));
        }
    }

    #[test]
    fn the_same_in_other_words_is_put_into_webexs() {
        for (theirs, ours) in [
            ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=DAILY;INTERVAL=1"),
            ("FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU"),
            ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU"),
            ("FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=1,2,3,4,5,6,7", "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TU"),
            ("FREQ=MONTHLY;BYMONTHDAY=2;BYSETPOS=-1", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2"),
            ("FREQ=MONTHLY;BYMONTH=3", "FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=2"),
            ("FREQ=YEARLY;BYMONTHDAY=2", "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=2"),
            ("FREQ=YEARLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=2"),
        ] {
            rule(theirs, Ok(ours));
        }
    }

    /// proves: E47
    #[test]
    fn what_webex_would_not_repeat_alike_is_refused_and_why() {
        for (theirs, reason) in [
            ("FREQ=MONTHLY;BYDAY=1TU,3TU", Inexpressible::SeveralDays),
            ("FREQ=MONTHLY;BYMONTHDAY=2,16", Inexpressible::SeveralDays),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2", Inexpressible::SeveralDays),
            ("FREQ=MONTHLY;BYDAY=TU", Inexpressible::SeveralDays),
            ("FREQ=YEARLY;BYDAY=TU", Inexpressible::SeveralDays),
            ("FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=1", Inexpressible::SeveralDays),
            ("FREQ=MONTHLY;BYDAY=-5TU", Inexpressible::FromTheEnd),
            ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1", Inexpressible::FromTheEnd),
            ("FREQ=MONTHLY;BYMONTHDAY=-30", Inexpressible::FromTheEnd),
            ("FREQ=DAILY;INTERVAL=100", Inexpressible::Interval),
            ("FREQ=YEARLY;INTERVAL=9", Inexpressible::Interval),
            ("FREQ=YEARLY;INTERVAL=9999", Inexpressible::Interval),
            ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", Inexpressible::Interval),
            ("FREQ=YEARLY;BYMONTH=3,4", Inexpressible::Filter),
            ("FREQ=DAILY;BYMONTH=3", Inexpressible::Filter),
            ("FREQ=DAILY;INTERVAL=2;BYDAY=TU,TH", Inexpressible::Filter),
            ("FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=1,2,3", Inexpressible::Filter),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", Inexpressible::WeekStart),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", Inexpressible::WeekStart),
            ("FREQ=WEEKLY;BYDAY=WE", Inexpressible::StartOffRule),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", Inexpressible::Over),
            ("FREQ=DAILY;UNTIL=20270301T000000Z", Inexpressible::Over),
        ] {
            rule(theirs, Err(reason));
        }
    }
}
