//! Copies: an event whose data names another event gets a meeting of its own, and the original stays untouched.
//!
//! Only the user's own duplicates count. Mirrors, imports and what others copied are left alone; the card offers those a meeting.

use crate::event::{Conference, Event, Repeats, Role};
use crate::link::{Link, LinkState};
use crate::meeting::Fingerprints;
use crate::sync::gather::names_meeting;
use crate::sync::plan::{create, shown, Facts, Step};
use crate::time::MINUTE;

/// The event that this event's conference was made for, if it is another one.
pub fn original(event: &Event) -> Option<&str> {
    match &event.conference {
        Conference::Ours { event: named, .. } if *named != event.id => Some(named),
        Conference::Ours { .. } | Conference::None | Conference::PersonalRoom | Conference::Foreign => None,
    }
}

/// What has to happen to an event that shows another event's meeting.
pub fn decide(event: &Event, link: Option<&Link>, original: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let Conference::Ours { meeting, event: named } = &event.conference else { return None };
    if !event.takes_a_meeting() {
        return None;
    }
    match link {
        Some(link) if link.state == LinkState::Pending => create(event, link, facts, true),
        Some(link) => shown(event, meeting, Some(link), facts),
        None if is_split_of(event, named) => split(event, original, facts),
        None if is_copy(event, named, original?, facts) => {
            create(event, &Link::pending(&event.id, facts.calendar_index, facts.now), facts, false)
        }
        None => None,
    }
}

/// The series that this one was split from, by its id: Google names the following ones after it.
pub fn split_from(event: &Event) -> Option<&str> {
    matches!(event.repeats, Repeats::Series(_)).then_some(())?;
    event.id.split_once("_R").map(|(series, _)| series)
}

fn is_split_of(event: &Event, named: &str) -> bool {
    let base = named.split_once("_R").map_or(named, |(series, _)| series);
    split_from(event) == Some(base)
}

/// What has to happen to the new series of "this and following events": a meeting of its own, as the old one had.
///
/// Whether Google carries the conference over is not known; without it the old series' link tells that there was one.
pub fn split(event: &Event, original: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let had_one = match original?.state {
        LinkState::Linked | LinkState::Behind | LinkState::Attaching | LinkState::Waiting | LinkState::Failed(_) => {
            true
        }
        LinkState::Pending | LinkState::Leaving | LinkState::Deleted | LinkState::Gone => false,
    };
    let is_own = event.takes_a_meeting() && event.role == Role::Author;
    (had_one && is_own).then_some(())?;
    create(event, &Link::pending(&event.id, facts.calendar_index, facts.now), facts, false)
}

/// What has to happen to an event that has a link in another calendar: if it was moved here, the link follows.
///
/// Otherwise it is the same event seen on a second calendar, and the one that its organiser has decides.
pub fn moved(event: &Event, elsewhere: &Link, facts: &Facts<'_>) -> Option<Step> {
    let is_here = event.takes_a_meeting() && event.is_organized() && names_meeting(event, elsewhere);
    let here =
        Link { calendar: facts.calendar_index, ..elsewhere.becoming(LinkState::Behind, facts.now.plus(-MINUTE)) };
    is_here.then_some(Step::Note(here))
}

/// Whether the user duplicated the original: not an occurrence or a split of it, not a mirror in another calendar, not an import.
fn is_copy(event: &Event, named: &str, original: &Link, facts: &Facts<'_>) -> bool {
    let is_part_of = event.id.split_once("_R").is_some_and(|(series, _)| series == named);
    let is_occurrence = matches!(event.repeats, Repeats::Occurrence(_));
    let is_elsewhere = original.calendar != facts.calendar_index;
    let time = Fingerprints::of(event, facts.host, "", facts.calendar_zone).time;
    let is_mirror = is_elsewhere && time == original.told.time;
    event.role == Role::Author && !is_part_of && !is_occurrence && !is_mirror
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::meeting::MeetingId;
    use crate::settings::Settings;
    use crate::time::{Instant, Zones};

    const MEETING: &str = "870f51ff287b41be84648412901e0402";

    /// A duplicate of `e0` in the user's calendar, with some members replaced.
    fn duplicate(changes: &[(&str, &str)]) -> Event {
        let mut text = format!(
            r#"{{"id":"e1","iCalUID":"e1@google.com","summary":"Review","organizer":{{"self":true}},"creator":{{"self":true}},
            "start":{{"dateTime":"2026-12-01T09:00:00Z"}},"end":{{"dateTime":"2026-12-01T10:00:00Z"}},
            "conferenceData":{{"parameters":{{"addOnParameters":{{"parameters":{{"meeting":"{MEETING}","event":"e0"}}}}}}}}}}"#
        );
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        Event::read(&Json::parse(&text).unwrap()).unwrap()
    }

    fn step(event: &Event, calendar_of_original: u8, told: &Fingerprints) -> Option<Step> {
        let zones = Zones::default();
        let settings = Settings::default();
        let facts = Facts {
            now: Instant::parse("2026-11-01T00:00:00Z").unwrap(),
            calendar: "c",
            calendar_index: 0,
            calendar_zone: "UTC",
            zones: &zones,
            host: "host@example.com",
            site: None,
            settings: &settings,
            neutral_title: "Webex meeting",
        };
        let link = Link {
            meeting: MeetingId::read(MEETING),
            state: LinkState::Linked,
            told: told.clone(),
            ..Link::pending("e0", calendar_of_original, facts.now)
        };
        decide(event, None, Some(&link), &facts)
    }

    fn check(event: &Event, is_copied: bool) {
        let step = step(event, 0, &Fingerprints::default());
        assert_eq!(matches!(step, Some(Step::Create { .. })), is_copied, "{event:?}");
    }

    /// proves: F6, E27
    #[test]
    fn the_users_own_duplicate_gets_a_meeting_of_its_own() {
        check(&duplicate(&[]), true);
    }

    /// proves: E27, E28, E33
    #[test]
    fn duplicates_of_others_imports_and_parts_of_a_series_are_left_alone() {
        check(&duplicate(&[(r#""creator":{"self":true}"#, r#""creator":{"self":false}"#)]), false);
        check(&duplicate(&[(r#""organizer":{"self":true}"#, r#""organizer":{"email":"other@example.com"}"#)]), false);
        check(&duplicate(&[("e1@google.com", "uid-1@import.example.com")]), false);
        check(
            &duplicate(&[
                (r#""id":"e1""#, r#""id":"e0_R20261201T090000""#),
                ("e1@google.com", "e0_R20261201T090000@google.com"),
            ]),
            false,
        );
        check(&duplicate(&[(r#""summary""#, r#""recurringEventId":"e0","summary""#)]), false);
    }

    /// proves: E32
    #[test]
    fn the_same_time_in_another_calendar_is_a_mirror_and_another_time_a_copy() {
        let event = duplicate(&[]);
        let same = Fingerprints::of(&event, "host@example.com", "", "UTC");
        assert_eq!(step(&event, 1, &same), None);
        assert!(matches!(step(&event, 1, &Fingerprints::default()), Some(Step::Create { .. })));
    }

    #[test]
    fn without_a_known_original_nothing_is_made() {
        let zones = Zones::default();
        let settings = Settings::default();
        let facts = Facts {
            now: Instant(0),
            calendar: "c",
            calendar_index: 0,
            calendar_zone: "UTC",
            zones: &zones,
            host: "",
            site: None,
            settings: &settings,
            neutral_title: "",
        };
        assert_eq!(decide(&duplicate(&[]), None, None, &facts), None);
    }
}
