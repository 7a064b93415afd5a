//! The time and the rule of a meeting at Webex, and the fallback where Webex can't express a series' rule.
//!
//! It is pure. [`crate::plan::compare`] looks at single occurrences, and [`crate::model::recurrence`] knows what rules mean.

use chrono::{NaiveDateTime, TimeDelta};

use crate::base::code::fingerprint;
use crate::base::time::{Instant, DAY};
use crate::model::event::{Event, Repeats};
use crate::model::link::{Series, SeriesMode};
use crate::model::recurrence::Recurrence;
use crate::model::settings::SeriesFallback;
use crate::model::slot::{EventTime, Slot};
use crate::plan::facts::Facts;
use crate::plan::occurrence_key;

/// How far ahead the occurrences of a series are compared, in seconds: a year and a little.
pub const HORIZON: i64 = 370 * DAY;
/// How far ahead occurrences get meetings of their own where the user wants that, in seconds.
pub const OWN_HORIZON: i64 = 28 * DAY;
/// When an endless series counts as over, in seconds: far beyond what is planned, and within Webex's limit.
const ENDLESS: i64 = 9 * 365 * DAY;
/// The most daily occurrences that Webex takes in a rule with an end.
///
/// <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>
const DAILY_LIMIT: i64 = 1826;

/// A meeting's time and recurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// When it takes place; of a series, the next occurrence, or the last one.
    pub slot: Slot,
    /// When it is over.
    pub end: Instant,
    /// The rule; none for a meeting that takes place once.
    pub rule: Option<String>,
    /// The rule that is tried where Webex refuses that one.
    pub fallback_rule: Option<String>,
    /// What is to be remembered of a series.
    pub series: Option<Series>,
    /// Dates on which the rule at Webex has an occurrence and the calendar has none.
    pub skipped: Vec<Instant>,
}

/// The shape of an event's meeting; `None` if the event has no time.
pub fn shape(event: &Event, facts: &Facts<'_>) -> Option<Shape> {
    let (start, end) = event.times()?;
    let slot = Slot::of(start, end, facts.calendar_zone, facts.zones);
    let Repeats::Series(lines) = &event.repeats else {
        return Some(Shape::once(slot, None));
    };
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let series = |mode: SeriesMode| Series {
        mode,
        // One meeting on every day serves every occurrence, however it changes.
        is_reconciled: mode == SeriesMode::Standing,
        rule_fingerprint: occurrence_key::rule_fingerprint(event, facts),
        dates: fingerprint(&dates(&lines)),
        exceptions: Vec::new(),
    };
    let fallback = match facts.settings.series_fallback {
        SeriesFallback::Standing => SeriesMode::Standing,
        SeriesFallback::Each => SeriesMode::Each,
    };
    let Ok(recurrence) = Recurrence::read(&lines, start, facts.calendar_zone, facts.zones) else {
        return Some(Shape::unreadable(slot, series(fallback), facts.now));
    };
    let clock = Clock { recurrence: &recurrence, zone: zone(start, facts.calendar_zone), first: &slot };
    let now = recurrence.offsets.local(facts.now) + TimeDelta::seconds(1);
    let next = recurrence.starts(now, NaiveDateTime::MAX, 1).first().copied();
    let last = recurrence.last();
    let Some(next) = next else {
        // No occurrence is to come, so the last one counts.
        return Some(Shape::once(clock.slot(last.unwrap_or(recurrence.first)), Some(series(SeriesMode::Rule))));
    };
    let slot = clock.slot(next);
    let end = last.map_or(slot.end.plus(ENDLESS), |last| clock.slot(last).end);
    let until = last.filter(|last| (*last - next).num_days() < DAILY_LIMIT);
    let fallback_rule = daily(until.map(|last| recurrence.offsets.instant(last.date().and_time(next.time()))));
    Some(match recurrence.for_webex(next) {
        Ok(rule) => Shape {
            end,
            rule: Some(rule.text),
            fallback_rule: Some(fallback_rule),
            skipped: rule.skipped.iter().map(|local| recurrence.offsets.instant(*local)).collect(),
            ..Shape::once(clock.slot(rule.first), Some(series(SeriesMode::Rule)))
        },
        Err(_) => Shape { end, rule: Some(fallback_rule), ..Shape::once(slot, Some(series(fallback))) },
    })
}

impl Shape {
    /// A meeting without a rule.
    fn once(slot: Slot, series: Option<Series>) -> Shape {
        Shape { end: slot.end, slot, rule: None, fallback_rule: None, series, skipped: Vec::new() }
    }

    /// A series whose rule can't be read, or whose zone is unknown: an endless meeting on every day.
    fn unreadable(mut slot: Slot, series: Series, now: Instant) -> Shape {
        while slot.start <= now {
            let days = (now.0 - slot.start.0) / DAY + 1;
            slot = later(slot, days);
        }
        let (rule, end) = (Some(daily(None)), slot.end.plus(ENDLESS));
        Shape { end, rule, ..Shape::once(slot, Some(series)) }
    }
}

/// A series on its own clock.
struct Clock<'a> {
    recurrence: &'a Recurrence,
    zone: &'a str,
    first: &'a Slot,
}

impl Clock<'_> {
    /// One occurrence's slot, always in the series' own zone, so that a change of the clock moves all of them alike.
    fn slot(&self, local: NaiveDateTime) -> Slot {
        let length = self.first.end.0 - self.first.start.0;
        let start = self.recurrence.offsets.instant(local);
        Slot {
            start,
            end: start.plus(length),
            local_start: local,
            local_end: local + TimeDelta::seconds(length),
            zone: self.zone.to_owned(),
            clamp: self.first.clamp,
        }
    }
}

fn zone<'a>(start: &'a EventTime, calendar_zone: &'a str) -> &'a str {
    match start {
        EventTime::At(_, Some(zone)) => zone,
        EventTime::At(_, None) | EventTime::Date(_) => calendar_zone,
    }
}

fn later(slot: Slot, days: i64) -> Slot {
    let shift = TimeDelta::days(days);
    Slot {
        start: slot.start.plus(days * DAY),
        end: slot.end.plus(days * DAY),
        local_start: slot.local_start + shift,
        local_end: slot.local_end + shift,
        ..slot
    }
}

/// The rule of a meeting on every day.
fn daily(last: Option<Instant>) -> String {
    let Some(last) = last else { return "FREQ=DAILY;INTERVAL=1".to_owned() };
    let compact: String = last.rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    ["FREQ=DAILY;INTERVAL=1;UNTIL=", &compact].concat()
}

/// The lines that add or exclude dates.
fn dates(lines: &[&str]) -> String {
    let is_rule = |line: &str| line.get(..6).is_some_and(|name| name.eq_ignore_ascii_case("RRULE:"));
    let mut text = String::new();
    for line in lines.iter().filter(|line| !is_rule(line)) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::iso_local;
    use crate::plan::example::{at, series, with_choice, with_facts};

    /// A shape in one line: the next occurrence, the rule, how it is kept, and when it is over.
    fn said(event: &Event, series_fallback: SeriesFallback) -> String {
        let shape = with_choice(series_fallback, |facts| shape(event, facts)).unwrap();
        let series = shape.series.unwrap();
        let rule = shape.rule.unwrap_or("no rule".to_owned());
        format!("{} {rule} {:?} {}", iso_local(shape.slot.local_start), series.mode, shape.end.rfc3339())
    }

    #[track_caller]
    fn check(rule: &str, expected: &str) {
        assert_eq!(said(&series(rule), SeriesFallback::Standing), expected, "{rule}");
    }

    /// proves: E35, E44, E45
    #[test]
    fn a_rule_that_webex_knows_is_sent_with_its_exact_end() {
        let weekly = "2026-12-01T09:00:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU";
        check("RRULE:FREQ=WEEKLY;COUNT=4", &format!("{weekly};COUNT=4 Rule 2026-12-22T09:00:00Z"));
        // The end is compared on the series' own clock, and sent as the start of the last occurrence, in summer an hour earlier.
        check(
            "RRULE:FREQ=WEEKLY;UNTIL=20270330T070000Z",
            &format!("{weekly};UNTIL=20270330T070000Z Rule 2027-03-30T08:00:00Z"),
        );
        check(
            "RRULE:FREQ=WEEKLY;UNTIL=20270330T065959Z",
            &format!("{weekly};UNTIL=20270323T080000Z Rule 2027-03-23T09:00:00Z"),
        );
        check("RRULE:FREQ=WEEKLY", &format!("{weekly} Rule {}", at("2026-12-01T09:00:00Z").plus(ENDLESS).rfc3339()));
    }

    /// proves: E42
    #[test]
    fn a_series_begins_with_its_next_occurrence_and_ends_with_its_last() {
        let begun = |rule: &str| {
            let shift = |time: Option<EventTime>| match time {
                Some(EventTime::At(instant, zone)) => Some(EventTime::At(instant.plus(-28 * DAY), zone)),
                other => other,
            };
            let event = series(rule);
            Event { start: shift(event.start.clone()), end: shift(event.end.clone()), ..event }
        };
        assert_eq!(
            said(&begun("RRULE:FREQ=WEEKLY;COUNT=6"), SeriesFallback::Standing),
            "2026-12-01T09:00:00 FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=2 Rule 2026-12-08T09:00:00Z"
        );
        assert_eq!(
            said(&begun("RRULE:FREQ=WEEKLY;COUNT=2"), SeriesFallback::Standing),
            "2026-11-10T09:00:00 no rule Rule 2026-11-10T09:00:00Z"
        );
    }

    /// proves: E46, E47
    #[test]
    fn what_webex_cant_express_is_one_meeting_for_all_days_or_one_each() {
        let rule = "RRULE:FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1;COUNT=2";
        let daily = "FREQ=DAILY;INTERVAL=1;UNTIL=20270126T080000Z";
        check(rule, &format!("2026-12-29T09:00:00 {daily} Standing 2027-01-26T09:00:00Z"));
        let each = said(&series(rule), SeriesFallback::Each);
        assert_eq!(each, format!("2026-12-29T09:00:00 {daily} Each 2027-01-26T09:00:00Z"));
        let is_reconciled = |series_fallback| {
            with_choice(series_fallback, |facts| shape(&series(rule), facts)).unwrap().series.unwrap().is_reconciled
        };
        assert_eq!((is_reconciled(SeriesFallback::Standing), is_reconciled(SeriesFallback::Each)), (true, false));
        check(
            "RDATE;TZID=Europe/Paris:20261203T090000",
            "2026-12-01T09:00:00 FREQ=DAILY;INTERVAL=1;UNTIL=20261203T080000Z Standing 2026-12-03T09:00:00Z",
        );
    }

    /// proves: E46
    #[test]
    fn dates_that_the_lines_leave_out_are_told_beside_the_rule() {
        let mut event = series("RRULE:FREQ=WEEKLY;COUNT=4");
        let Repeats::Series(lines) = &mut event.repeats else { panic!("no series") };
        lines.push("EXDATE;TZID=Europe/Paris:20261208T090000".into());
        let shape = with_facts(|facts| shape(&event, facts)).unwrap();
        assert_eq!(shape.skipped, [at("2026-12-08T08:00:00Z")]);
        assert_ne!(shape.series.unwrap().dates, fingerprint(""));
    }
}
