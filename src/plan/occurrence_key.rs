//! Identifies an occurrence of a series by the start that its rule gives it, and its values by a fingerprint.
//!
//! All occurrences that follow the rule have the same fingerprint.

use crate::base::code::fingerprint;
use crate::base::time::{Instant, MINUTE};
use crate::model::event::{Conference, Event, Status};
use crate::model::fingerprint::topic;
use crate::model::slot::EventTime;
use crate::plan::facts::Facts;

/// The key of an occurrence: the start that the rule gives it, to the minute.
pub fn key(original: &EventTime) -> Instant {
    let instant = moment(original);
    Instant(instant.0.div_euclid(MINUTE) * MINUTE)
}

/// The fingerprint of the occurrences that follow the rule, whether or not the series shows its meeting yet.
pub fn rule_fingerprint(series: &Event, facts: &Facts<'_>) -> String {
    let Some((start, end)) = series.times() else { return fingerprint("") };
    written(series, "ours", 0, moment(end).0 - moment(start).0, facts)
}

/// The fingerprint of an occurrence, which is the same for all that follow the rule.
pub fn fingerprint_of(event: &Event, facts: &Facts<'_>) -> String {
    let original = event.occurrence().and_then(|occurrence| occurrence.original.as_ref());
    match (event.status, event.times(), original) {
        (Status::Active, Some((start, end)), Some(original)) => {
            let (start, end) = (moment(start).0, moment(end).0);
            let conference = if shows_meeting(event) { "ours" } else { "none" };
            written(event, conference, start - moment(original).0, end - start, facts)
        }
        _ => fingerprint("cancelled"),
    }
}

fn written(event: &Event, conference: &str, shift: i64, length: i64, facts: &Facts<'_>) -> String {
    let mut text =
        [&topic(event, facts.neutral_title), "\n", conference, "\n", &event.invitees(facts.hosting()).join(",")]
            .concat();
    for number in [shift, length] {
        text.push('\n');
        text.push_str(&number.to_string());
    }
    fingerprint(&text)
}

/// Whether an occurrence takes part in its series' meeting.
pub fn shows_meeting(event: &Event) -> bool {
    matches!(event.conference, Conference::Ours { .. }) && event.takes_a_meeting()
}

/// The instant of a time, with days counted as in UTC.
pub fn moment(time: &EventTime) -> Instant {
    match time {
        EventTime::At(instant, _) => *instant,
        EventTime::Date(day) => Instant(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()),
    }
}
