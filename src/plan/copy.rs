//! Copies: an event whose data names another event gets a meeting of its own, and the original is not changed.
//!
//! Only copies that the user made count, whoever hosts the original.
//! Mirrors, imports and copies that other people made get no meeting by themselves; their card offers one.

use crate::base::time::MINUTE;
use crate::model::event::{Conference, Event, Repeats, Role};
use crate::model::event_id::EventId;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState};
use crate::plan::claim::may_be_moved;
use crate::plan::facts::Facts;
use crate::plan::single::{self, adopt, create, shown};
use crate::plan::step::{Asked, Step};

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
    // A meeting that was picked for a copy and never saved is forgotten.
    match link.filter(|link| link.state != LinkState::Deleted || link.meeting.as_ref() == Some(meeting)) {
        Some(link) if link.state == LinkState::Pending => create(event, link, &facts.of(link), Asked::Before),
        Some(link) => shown(event, meeting, Some(link), &facts.of(link)),
        None if is_split_of(event, named) => split(event, original, facts),
        None if is_copy(event, named, original, facts) => {
            create(event, &Link::pending(&event.id, facts.calendar_index, facts.now), facts, Asked::Never)
        }
        None => None,
    }
}

/// The series that this one was split from, if it was.
pub fn split_from(event: &Event) -> Option<&str> {
    matches!(event.repeats, Repeats::Series(_)).then_some(())?;
    EventId(&event.id).split_from().map(|series| series.0)
}

fn is_split_of(event: &Event, named: &str) -> bool {
    split_from(event) == Some(EventId(named).base().0)
}

/// The occurrence whose new meeting the whole series shows, since the person added it there and saved it for all or the following events.
///
/// The join URL that guests got stays valid: the meeting becomes the series' meeting and gets all its values.
pub fn taken_over<'a>(
    event: &Event,
    link: impl Fn(&str) -> Option<&'a Link>,
    facts: &Facts<'_>,
) -> Option<(String, Option<Step>)> {
    let Conference::Ours { meeting, event: named } = &event.conference else { return None };
    let is_series = matches!(event.repeats, Repeats::Series(_)) && event.takes_a_meeting() && event.is_organized();
    let is_of_series = is_series && EventId(named).base_of_occurrence()? == EventId(&event.id).base();
    let picked = link(named).filter(|picked| picked.state == LinkState::Waiting)?;
    let is_taken = is_of_series && picked.meeting.as_ref() == Some(meeting);
    is_taken.then(|| (named.clone(), adopt(event, meeting, facts)))
}

/// What has to happen to the new series of "this and following events": a meeting of its own, as the old one had.
///
/// It is not known whether Google copies the conference to the new series; if not, the old series' link says that there was one.
pub fn split(event: &Event, original: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let original = original?;
    // Whoever hosted the meeting hosts both parts, whoever split the series.
    // The second part may have been moved to another calendar since: nobody can choose an id like its.
    let is_its = event.takes_a_meeting() && event.is_organized();
    (original.state.is_shown() && is_its).then_some(())?;
    let host = original.host.filter(|_| original.calendar == facts.calendar_index);
    let link = Link { host, ..Link::pending(&event.id, facts.calendar_index, facts.now) };
    create(event, &link, &facts.of(&link), Asked::Never)
}

/// What has to happen to an event that has a link in another calendar: if it was moved here, the link follows.
///
/// Otherwise it is the same event in a second calendar, and the event in the organiser's calendar decides.
pub fn moved(event: &Event, elsewhere: &Link, facts: &Facts<'_>) -> Option<Step> {
    let is_here = may_be_moved(event, elsewhere, facts.google) && facts.is_proven(&event.id);
    is_here.then_some(())?;
    let here = Link { calendar: facts.calendar_index, ..elsewhere.clone() };
    if here.state == LinkState::Deleted {
        // It was deleted here and is restored, and its meeting is gone.
        return single::decide(event, Some(&here), facts);
    }
    Some(Step::Note(here.becoming(LinkState::Behind, facts.now.plus(-MINUTE))))
}

/// Whether the user duplicated the original, and this is no mirror of it in another calendar.
fn is_copy(event: &Event, named: &str, original: Option<&Link>, facts: &Facts<'_>) -> bool {
    let time = |event: &Event| Fingerprints::of(event, facts.hosting(), "", facts.calendar_zone).time;
    // A copy that repeats since then still starts and ends as the original.
    let once = Event { repeats: Repeats::Never, ..event.clone() };
    let is_mirror = match original {
        Some(original) if original.calendar == facts.calendar_index => false,
        Some(original) => [time(event), time(&once)].contains(&original.last_sent.time),
        // Somebody else hosts the original: it has to lie in this calendar.
        None => !facts.is_proven(&event.id),
    };
    is_the_users_copy(event, named, facts) && !is_mirror
}

/// Whether the user copied the event that this one names: it is no occurrence or split of it, and no import.
pub fn is_the_users_copy(event: &Event, named: &str, facts: &Facts<'_>) -> bool {
    let is_part_of = EventId(&event.id).split_from() == Some(EventId(named));
    let is_occurrence = matches!(event.repeats, Repeats::Occurrence(_));
    is_the_users(event, facts) && !is_part_of && !is_occurrence && !is_split_of(event, named)
}

/// Whether the user created the event here. Several people may write to a calendar, so the creator's address at Google decides.
fn is_the_users(event: &Event, facts: &Facts<'_>) -> bool {
    let is_by_user = event.creator.as_deref().is_some_and(|creator| creator.eq_ignore_ascii_case(facts.google));
    event.role == Role::Organizer && is_by_user
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;
    use crate::base::time::{Instant, Zones};
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::meeting::MeetingId;
    use crate::model::settings::Settings;
    use crate::plan::claim::{claim, Claim};

    const MEETING: &str = "870f51ff287b41be84648412901e0402";

    /// A duplicate of `e0` in the user's calendar, with some members replaced.
    fn duplicate(changes: &[(&str, &str)]) -> Event {
        let mut text = format!(
            r#"{{"id":"e1","iCalUID":"e1@google.com","summary":"Review","organizer":{{"self":true}},"creator":{{"email":"user@example.com"}},
            "start":{{"dateTime":"2026-12-01T09:00:00Z"}},"end":{{"dateTime":"2026-12-01T10:00:00Z"}},
            "conferenceData":{{"parameters":{{"addOnParameters":{{"parameters":{{"meeting":"{MEETING}","event":"e0"}}}}}}}}}}"#
        );
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        Event::read(&Json::parse(&text).unwrap()).unwrap()
    }

    fn with_facts<T>(calendar: &str, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
        ask(&Facts {
            now: Instant::parse("2026-11-01T00:00:00Z").unwrap(),
            calendar,
            calendar_index: CalendarIndex::PRIMARY,
            calendar_zone: "UTC",
            zones: &Zones::default(),
            host: "host@example.com",
            google: "user@example.com",
            proven: &["e1".to_owned()],
            site: None,
            settings: &Settings::default(),
            neutral_title: "Webex meeting",
        })
    }

    fn step(event: &Event, calendar_of_original: CalendarIndex, last_sent: &Fingerprints) -> Option<Step> {
        step_on("c", event, calendar_of_original, last_sent)
    }

    fn step_on(
        calendar: &str,
        event: &Event,
        calendar_of_original: CalendarIndex,
        last_sent: &Fingerprints,
    ) -> Option<Step> {
        with_facts(calendar, |facts| {
            let link = Link {
                meeting: MeetingId::read(MEETING),
                state: LinkState::Linked,
                last_sent: last_sent.clone(),
                ..Link::pending("e0", calendar_of_original, facts.now)
            };
            decide(event, None, Some(&link), facts)
        })
    }

    /// proves: E27
    #[test]
    fn a_meeting_picked_on_one_occurrence_and_saved_for_all_becomes_the_series() {
        let of = |id: &str, named: &str| {
            duplicate(&[
                (r#""id":"e1""#, &format!(r#""id":"{id}","recurrence":["RRULE:FREQ=WEEKLY;COUNT=2"]"#)),
                (r#""event":"e0""#, &format!(r#""event":"{named}""#)),
            ])
        };
        let taken = |event: &Event, state: LinkState| {
            let Conference::Ours { event: named, .. } = &event.conference else { panic!("no meeting") };
            let picked = Link {
                meeting: MeetingId::read(MEETING),
                state,
                ..Link::pending(named, CalendarIndex::PRIMARY, Instant::parse("2026-11-01T00:00:00Z").unwrap())
            };
            with_facts("c", |facts| {
                let steps = crate::plan::changes::plan([event], |id| (id == *named).then_some(&picked), facts);
                let said = |step: &Step| match step {
                    Step::Follow { meeting, guests, then, .. } => {
                        format!("follow {} {} {}", meeting.as_str() == MEETING, guests.is_some(), then.event)
                    }
                    Step::Forget(event) => format!("forget {event}"),
                    other => format!("{other:?}"),
                };
                steps.iter().map(said).collect::<Vec<_>>()
            })
        };
        let picked = "e1_20261201T090000Z";
        assert_eq!(taken(&of("e1", picked), LinkState::Waiting), ["follow true true e1", "forget e1_20261201T090000Z"]);
        assert_eq!(
            taken(&of("e1_R20261208T090000", picked), LinkState::Waiting),
            ["follow true true e1_R20261208T090000", "forget e1_20261201T090000Z"]
        );
        // An occurrence that was saved alone keeps its meeting, and the series is an ordinary copy.
        assert!(taken(&of("e1", picked), LinkState::Linked).iter().all(|step| !step.starts_with("forget")));
        assert!(taken(&of("e2", picked), LinkState::Waiting).iter().all(|step| !step.starts_with("forget")));
    }

    fn check(event: &Event, is_copied: bool) {
        let step = step(event, CalendarIndex::PRIMARY, &Fingerprints::default());
        assert_eq!(matches!(step, Some(Step::Create { .. })), is_copied, "{event:?}");
    }

    /// proves: F6, E27
    #[test]
    fn the_users_own_duplicate_gets_a_meeting_of_its_own() {
        check(&duplicate(&[]), true);
    }

    /// proves: E101
    #[test]
    fn on_a_calendar_beside_the_primary_one_the_address_of_the_author_tells_whose_a_duplicate_is() {
        let beside = r#""organizer":{"self":true,"email":"c_1@group.calendar.google.com"}"#;
        for (email, is_copied) in
            [("User@example.com", true), ("host@example.com", false), ("other@example.com", false)]
        {
            let creator = [r#""creator":{"email":""#, email, r#""}"#].concat();
            let event = duplicate(&[
                (r#""organizer":{"self":true}"#, beside),
                (r#""creator":{"email":"user@example.com"}"#, creator.as_str()),
            ]);
            let step =
                step_on("c_1@group.calendar.google.com", &event, CalendarIndex::PRIMARY, &Fingerprints::default());
            assert_eq!(matches!(step, Some(Step::Create { .. })), is_copied, "{email}");
        }
    }

    /// proves: E27, E28, E33
    #[test]
    fn duplicates_of_others_imports_and_parts_of_a_series_are_left_alone() {
        check(&duplicate(&[("user@example.com", "other@example.com")]), false);
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
        let same = with_facts("c", |facts| Fingerprints::of(&event, facts.hosting(), "", "UTC"));
        assert_eq!(step(&event, CalendarIndex::of(1), &same), None);
        assert!(matches!(step(&event, CalendarIndex::of(1), &Fingerprints::default()), Some(Step::Create { .. })));
    }

    /// proves: E95
    #[test]
    fn a_copy_of_somebody_elses_event_needs_the_proof_that_the_original_lies_beside_it() {
        let of = |event: &Event, proven: &[String]| {
            with_facts("c", |facts| {
                let facts = Facts { proven, ..*facts };
                let is_made = matches!(decide(event, None, None, &facts), Some(Step::Create { .. }));
                let claim = claim(event, &|_| None, &facts);
                (claim, is_made)
            })
        };
        let claim = Some(Claim::Copies("e0".into()));
        let proven = ["e1".to_owned()];
        assert_eq!(of(&duplicate(&[]), &proven), (claim.clone(), true));
        assert_eq!(of(&duplicate(&[]), &[]), (claim, false));
        for change in [("user@example.com", "other@example.com"), ("e1@google.com", "uid-1@import.example.com")] {
            assert_eq!(of(&duplicate(&[change]), &proven), (None, false), "{change:?}");
        }
    }

    /// proves: E38, E41
    #[test]
    fn the_second_half_of_a_split_series_gets_a_meeting_as_the_first_had() {
        use crate::plan::example;
        let second = |conference: Conference| Event {
            id: "s1_R20261215T080000".into(),
            conference,
            ..example::series("RRULE:FREQ=WEEKLY;COUNT=2")
        };
        let of = |event: &Event, state: LinkState| {
            let first = example::link(&example::weekly(), state);
            let steps = example::with_facts(|facts| {
                crate::plan::changes::plan([event], |id| (id == "s1").then_some(&first), facts)
            });
            steps.iter().filter(|step| matches!(step, Step::Create { .. })).count()
        };
        let kept = example::weekly().conference;
        for conference in [Conference::None, kept.clone()] {
            let event = second(conference);
            assert_eq!(of(&event, LinkState::Linked), 1);
            for state in [LinkState::Leaving, LinkState::Deleted, LinkState::Gone] {
                assert_eq!(of(&event, state), 0, "{state:?}");
            }
            assert_eq!(of(&Event { role: Role::Guest, ..event }, LinkState::Linked), 0);
        }
        assert_eq!(of(&second(Conference::Foreign), LinkState::Linked), 0);
        let once = Event { repeats: Repeats::Never, ..second(Conference::None) };
        assert_eq!(of(&once, LinkState::Linked), 0);
    }

    /// proves: E30, E31
    #[test]
    fn a_link_follows_its_event_into_another_calendar_and_not_a_guests_copy_of_it() {
        let elsewhere = Link {
            meeting: MeetingId::read(MEETING),
            state: LinkState::Leaving,
            ..Link::pending("e1", CalendarIndex::of(1), Instant::parse("2026-11-01T00:00:00Z").unwrap())
        };
        let here = |event: &Event| match with_facts("c", |facts| moved(event, &elsewhere, facts)) {
            Some(Step::Note(link)) => Some((link.calendar, link.state)),
            _ => None,
        };
        let own = duplicate(&[(r#""event":"e0""#, r#""event":"e1""#)]);
        assert_eq!(here(&own), Some((CalendarIndex::PRIMARY, LinkState::Behind)));
        assert_eq!(here(&Event { role: Role::Guest, ..own.clone() }), None);
        assert_eq!(here(&Event { status: crate::model::event::Status::Cancelled, ..own }), None);
        assert_eq!(here(&duplicate(&[])), None, "it shows the meeting of another event");
    }
}
