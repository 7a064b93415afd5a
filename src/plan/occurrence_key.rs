//! How one occurrence of a series is known: by when its rule put it, and by a fingerprint that is the same for all as the rule says.

use crate::base::code::fingerprint;
use crate::base::time::{Instant, MINUTE};
use crate::model::event::{Conference, Event, Status};
use crate::model::fingerprint::topic;
use crate::model::slot::EventTime;
use crate::plan::facts::Facts;

/// The key of an occurrence: when the rule put it, to the minute.
pub fn key(original: &EventTime) -> Instant {
    let instant = moment(original);
    Instant(instant.0.div_euclid(MINUTE) * MINUTE)
}

/// The fingerprint of an occurrence as the rule says, from its series, whether or not the series shows its meeting yet.
pub fn rule_fingerprint(series: &Event, facts: &Facts<'_>) -> String {
    let Some((start, end)) = series.times() else { return fingerprint("") };
    written(series, "ours", 0, moment(end).0 - moment(start).0, facts)
}

/// The fingerprint of an occurrence: the same for all that are as the rule says.
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
        [&topic(event, facts.neutral_title), "\n", conference, "\n", &event.invitees(facts.host).join(",")].concat();
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

fn moment(time: &EventTime) -> Instant {
    match time {
        EventTime::At(instant, _) => *instant,
        EventTime::Date(day) => Instant(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()),
    }
}
