//! The zones that events name, and the time for which each one's offsets are needed: for a series, as far as it is planned.

use crate::base::text::split_once;
use crate::base::time::{parse_date, Instant, DAY};
use crate::model::event::{Event, Repeats};
use crate::model::slot::EventTime;
use crate::plan::shape::HORIZON;

/// How far ahead offsets are requested for a series without an UNTIL, in seconds: two years.
const COUNTED: i64 = 2 * 366 * DAY;
/// The farthest that offsets are requested, in seconds: ten years, which is as far as Webex schedules.
const FARTHEST: i64 = 10 * 366 * DAY;

/// The zones that events name, each with the span in which its offsets are needed.
pub fn zones_of<'a>(
    events: &mut dyn Iterator<Item = &'a Event>,
    calendar_zone: &'a str,
    now: Instant,
) -> Vec<(&'a str, Instant, Instant)> {
    let mut spans: Vec<(&str, Instant, Instant)> = Vec::new();
    for event in events {
        let Some((start, end)) = event.times() else {
            continue;
        };
        let zone = match start {
            EventTime::At(_, Some(zone)) => zone.as_str(),
            EventTime::At(_, None) | EventTime::Date(_) => calendar_zone,
        };
        // Local midnight lies up to a day from midnight UTC, and a clamped end up to a day from the start.
        let (from, mut to) = (about(start).plus(-DAY), about(end).plus(DAY));
        if let Repeats::Series(lines) = &event.repeats {
            let last = lines.iter().filter_map(|line| until(line)).max();
            to = to.max(now.plus(HORIZON)).max(last.unwrap_or(to.plus(COUNTED))).min(now.plus(FARTHEST)).max(to);
        }
        let lines = match &event.repeats {
            Repeats::Series(lines) => lines.as_slice(),
            Repeats::Never | Repeats::Occurrence(_) => &[],
        };
        for zone in [zone].into_iter().chain(lines.iter().filter_map(|line| zone_of_dates(line))) {
            match spans.iter_mut().find(|(name, _, _)| *name == zone) {
                Some(span) => *span = (zone, span.1.min(from), span.2.max(to)),
                None => spans.push((zone, from, to)),
            }
        }
    }
    spans
}

/// The zone of the dates in an EXDATE or RDATE, which may differ from the event's own.
fn zone_of_dates(line: &str) -> Option<&str> {
    let (head, _) = split_once(line, ":")?;
    let mut parameters = head.split(';').filter_map(|parameter| split_once(parameter, "="));
    let (_, zone) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("TZID"))?;
    Some(zone.trim_matches('"'))
}

/// About when a rule with an UNTIL ends.
fn until(line: &str) -> Option<Instant> {
    let day = split_once(&line.to_ascii_uppercase(), "UNTIL=")?.1.get(..8)?.to_owned();
    let date = parse_date(&[day.get(..4)?, "-", day.get(4..6)?, "-", day.get(6..)?].concat())?;
    Some(about(&EventTime::Date(date)).plus(2 * DAY))
}

fn about(time: &EventTime) -> Instant {
    match time {
        EventTime::At(instant, _) => *instant,
        EventTime::Date(day) => Instant(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;

    /// An event of the 25th in the calendar's own zone.
    fn event() -> Event {
        let text = r#"{"id":"e1","start":{"dateTime":"2026-11-25T09:00:00+01:00"},"end":{"dateTime":"2026-11-25T10:00:00+01:00"}}"#;
        Event::read(&Json::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn zones_are_asked_for_once_with_a_day_to_spare_on_both_sides() {
        let paris = |day: &str| {
            let at = |hour: &str| {
                let text = [day, "T", hour, ":00:00Z"].concat();
                Some(EventTime::At(Instant::parse(&text).unwrap(), Some("Europe/Paris".into())))
            };
            Event { start: at("09"), end: at("10"), ..event() }
        };
        let (early, late) = (paris("2026-11-25"), paris("2026-12-25"));
        let floating = event();
        let tombstone = Event { start: None, ..event() };
        let spans = zones_of(&mut [&early, &late, &floating, &tombstone].into_iter(), "Asia/Seoul", Instant(0));
        let at = |text: &str| Instant::parse(text).unwrap();
        assert_eq!(
            spans,
            [
                ("Europe/Paris", at("2026-11-24T09:00:00Z"), at("2026-12-26T10:00:00Z")),
                ("Asia/Seoul", at("2026-11-24T08:00:00Z"), at("2026-11-26T09:00:00Z")),
            ]
        );
    }

    /// proves: E44, E46
    #[test]
    fn the_zones_of_excluded_and_added_dates_are_asked_for() {
        let lines = [
            "RRULE:FREQ=WEEKLY",
            "EXDATE;TZID=Asia/Tokyo:20261202T170000",
            "RDATE;VALUE=DATE-TIME;tzid=\"Europe/Rome\":20261203T090000",
            "EXDATE:20261209T080000Z",
        ];
        let series = Event { repeats: Repeats::Series(lines.map(str::to_owned).to_vec()), ..event() };
        let spans = zones_of(&mut [&series].into_iter(), "Europe/Paris", Instant(0));
        assert_eq!(
            spans.iter().map(|(zone, _, _)| *zone).collect::<Vec<_>>(),
            ["Europe/Paris", "Asia/Tokyo", "Europe/Rome"]
        );
        assert!(spans.iter().all(|(_, from, to)| (from, to) == (&spans[0].1, &spans[0].2)));
    }

    /// proves: E44
    #[test]
    fn a_series_needs_its_zone_as_far_as_it_goes() {
        let until = |rule: &str| {
            let series = Event { repeats: Repeats::Series(vec![rule.to_owned()]), ..event() };
            let spans: Vec<_> =
                zones_of(&mut [&series].into_iter(), "UTC", Instant::parse("2026-11-25T00:00:00Z").unwrap());
            (spans[0].2 .0 - Instant::parse("2026-11-25T00:00:00Z").unwrap().0) / DAY
        };
        assert_eq!(until("RRULE:FREQ=DAILY;UNTIL=20291124T225959Z"), 3 * 365 + 1 + 1);
        assert_eq!(until("RRULE:FREQ=DAILY;UNTIL=20261126"), HORIZON / DAY);
        assert_eq!(until("RRULE:FREQ=DAILY"), 2 * 366 + 1);
        assert_eq!(until("RRULE:FREQ=DAILY;UNTIL=99991231"), 10 * 366);
    }
}
