//! A series for the tests of this module: a review on four Tuesdays at nine in Paris, with one guest and a meeting.
//!
//! It exists in tests only.

use crate::base::json::Json;
use crate::base::time::{Instant, Offsets, Zones, DAY, HOUR};
use crate::model::calendar_index::CalendarIndex;
use crate::model::event::{Conference, Event, Occurrence, Repeats};
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState};
use crate::model::meeting::MeetingId;
use crate::model::settings::{SeriesFallback, Settings};
use crate::model::slot::EventTime;
use crate::plan::compare::WebexOccurrence;
use crate::plan::facts::Facts;
use crate::plan::shape::shape;

pub(crate) use crate::base::example::at;

/// The meeting's host.
pub const HOST: &str = "host@example.com";
/// The meeting's id.
pub const MEETING: &str = "870f51ff287b41be84648412901e0402";
const PARIS: &str = "Europe/Paris";

/// When an occurrence takes place by the rule.
pub fn week(number: i64) -> Instant {
    at("2026-12-01T08:00:00Z").plus(number * 7 * DAY)
}

/// Runs with the facts of a calendar in Paris, a week before the series begins, with this fallback for series.
pub fn with_choice<T>(series_fallback: SeriesFallback, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
    let paris = vec![(Instant(0), 3600), (at("2027-03-28T01:00:00Z"), 7200), (at("2027-10-31T01:00:00Z"), 3600)];
    let zones = Zones(vec![(PARIS.to_owned(), Offsets(paris)), ("UTC".to_owned(), Offsets(vec![(Instant(0), 0)]))]);
    ask(&Facts {
        now: at("2026-11-24T12:00:00Z"),
        calendar: HOST,
        calendar_index: CalendarIndex::PRIMARY,
        calendar_zone: PARIS,
        zones: &zones,
        host: HOST,
        google: HOST,
        proven: &[],
        site: None,
        settings: &Settings { series_fallback, ..Settings::default() },
        neutral_title: "Webex meeting",
    })
}

/// The same with default settings.
pub fn with_facts<T>(ask: impl FnOnce(&Facts<'_>) -> T) -> T {
    with_choice(SeriesFallback::default(), ask)
}

/// The series by this rule.
pub fn series(rule: &str) -> Event {
    let text = format!(
        r#"{{"id":"s1","iCalUID":"s1@google.com","etag":"\"1\"","summary":"Review","recurrence":["{rule}"],
        "organizer":{{"email":"host@example.com","self":true}},"creator":{{"email":"host@example.com","self":true}},
        "start":{{"dateTime":"2026-12-01T09:00:00+01:00","timeZone":"Europe/Paris"}},
        "end":{{"dateTime":"2026-12-01T10:00:00+01:00","timeZone":"Europe/Paris"}},
        "attendees":[{{"email":"guest-1@example.com"}}],"conferenceData":{{"parameters":{{"addOnParameters":{{"parameters":
        {{"meeting":"{MEETING}","event":"s1"}}}}}}}}}}"#
    );
    Event::read(&Json::parse(&text).unwrap()).unwrap()
}

/// The four Tuesdays.
pub fn weekly() -> Event {
    series("RRULE:FREQ=WEEKLY;COUNT=4")
}

/// An occurrence of this week that was moved to another instant and takes an hour.
pub fn moved(number: i64, start: Instant) -> Event {
    let time = |instant: Instant| EventTime::At(instant, Some(PARIS.to_owned()));
    let original = week(number);
    let stamp: String = original.rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    Event {
        id: format!("s1_{stamp}"),
        start: Some(time(start)),
        end: Some(time(start.plus(HOUR))),
        repeats: Repeats::Occurrence(Occurrence { series: "s1".into(), original: Some(time(original)) }),
        ..weekly()
    }
}

/// An occurrence that follows the rule.
pub fn plain(number: i64) -> Event {
    moved(number, week(number))
}

/// An occurrence that was cancelled, of which Google reports only the keys.
pub fn cancelled(number: i64) -> Event {
    let original = week(number).rfc3339();
    let id = plain(number).id;
    let text = format!(
        r#"{{"id":"{id}","status":"cancelled","recurringEventId":"s1","originalStartTime":{{"dateTime":"{original}"}}}}"#
    );
    Event::read(&Json::parse(&text).unwrap()).unwrap()
}

/// The same event with another provider's conference.
pub fn foreign(event: Event) -> Event {
    Event { conference: Conference::Foreign, ..event }
}

/// All four occurrences, which follow the rule.
pub fn all() -> Vec<Event> {
    (0..4).map(plain).collect()
}

/// An occurrence at Webex.
pub fn webex_occurrence(start: Instant) -> WebexOccurrence {
    let id = MeetingId::read(&format!("m_{}", start.0)).unwrap();
    WebexOccurrence { id, start, end: start.plus(HOUR), title: "Review".into(), meeting: None }
}

/// All four of Webex.
pub fn webex_occurrences() -> Vec<WebexOccurrence> {
    (0..4).map(|number| webex_occurrence(week(number))).collect()
}

/// The link of a series of which Webex has all values.
pub fn link(series: &Event, state: LinkState) -> Link {
    with_facts(|facts| {
        let shape = shape(series, facts).unwrap();
        let last_sent = Fingerprints::of(series, facts.hosting(), "Review", facts.calendar_zone);
        let (meeting, end) = (MeetingId::read(MEETING), shape.end);
        Link {
            meeting,
            state,
            last_sent,
            end,
            series: shape.series,
            ..Link::pending("s1", CalendarIndex::PRIMARY, facts.now)
        }
    })
}
