//! The values of an event that its meeting follows: the title for Webex, and fingerprints of title, time and guests.

use crate::base::code::fingerprint;
use crate::base::table::sorted;
use crate::base::text::cut;
use crate::base::time::iso_local;
use crate::model::event::{Event, Hosting, Repeats, Visibility};
use crate::model::meeting::TITLE_LIMIT;
use crate::model::slot::EventTime;

/// The values of an event that its meeting follows, as three fingerprints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprints {
    /// Of the title.
    pub title: String,
    /// Of start, end and zone.
    pub time: String,
    /// Of the guests.
    pub guests: String,
}

impl Fingerprints {
    /// The fingerprints of a meeting of which only the title is known.
    pub fn of_title(title: &str) -> Self {
        Fingerprints { title: fingerprint(title), time: fingerprint(""), guests: fingerprint("") }
    }

    /// The same, with no guests.
    #[must_use]
    pub fn without_guests(&self) -> Self {
        Fingerprints { guests: fingerprint(""), ..self.clone() }
    }

    /// Whether a meeting with these fingerprints has no invitees.
    pub fn has_no_guests(&self) -> bool {
        self.guests == fingerprint("")
    }

    /// The fingerprints of an event.
    pub fn of(event: &Event, host: Hosting<'_>, title: &str, calendar_zone: &str) -> Self {
        let rules = match &event.repeats {
            Repeats::Series(lines) => canonical(lines),
            Repeats::Never | Repeats::Occurrence(_) => String::new(),
        };
        let time = event
            .times()
            .map(|(start, end)| [written(start, calendar_zone), written(end, calendar_zone), rules].concat());
        let mut guests = event.invitees(host).join(",");
        if event.guests_omitted {
            guests.push('+');
        }
        Fingerprints {
            title: fingerprint(title),
            time: fingerprint(&time.unwrap_or_default()),
            guests: fingerprint(&guests),
        }
    }
}

/// The rules of a series in a form that does not depend on the order of their parts, without excluded and added dates.
fn canonical(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.to_ascii_uppercase();
        let Some(rule) = line.strip_prefix("RRULE:") else { continue };
        let parts = sorted(rule.split(';').filter(|part| *part != "INTERVAL=1").map(str::to_owned));
        text.push('\n');
        text.push_str(&parts.join(";"));
    }
    text
}

fn written(time: &EventTime, calendar_zone: &str) -> String {
    match time {
        EventTime::Date(day) => {
            let local = day.and_time(chrono::NaiveTime::MIN);
            [&iso_local(local), calendar_zone].concat()
        }
        EventTime::At(instant, zone) => {
            let zone = zone.as_deref().unwrap_or(calendar_zone);
            [&instant.rfc3339(), zone].concat()
        }
    }
}

/// The title for Webex: on one line, within Webex's limit, and neutral if the event's own may not be shown.
pub fn topic(event: &Event, neutral: &str) -> String {
    match &event.title {
        Some(title) if event.visibility == Visibility::Shown => cut(title, TITLE_LIMIT),
        Some(_) | None => neutral.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;

    /// proves: E67
    #[test]
    fn a_private_events_title_does_not_leave_the_calendar() {
        let json = r#"{"id":"e1","summary":"Salary","visibility":"private"}"#;
        let event = Event::read(&Json::parse(json).unwrap()).unwrap();
        assert_eq!(topic(&event, "Webex meeting"), "Webex meeting");
    }
}
