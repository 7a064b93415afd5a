//! Decides about a link whose event and meeting were read although nobody reported a change of either.

use crate::base::json::Json;
use crate::base::time::{Instant, MINUTE};
use crate::model::event::{Conference, Event, Status};
use crate::model::fingerprint::{topic, Fingerprints};
use crate::model::link::{Link, LinkState, Part, Refusal, SeriesMode, GRACE};
use crate::plan::facts::Facts;
use crate::plan::shape::shape;

/// The result of reading an event or a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<T> {
    /// It was read.
    There(T),
    /// It does not exist any more.
    Gone,
    /// It could not be read this time.
    Unknown,
}

/// The link after both sides were read; `None` if it does not change.
pub fn compare(
    link: &Link,
    event: Seen<&Event>,
    meeting: Seen<&Json>,
    invitees: Option<&[String]>,
    facts: &Facts<'_>,
) -> Option<Link> {
    let facts = &facts.of(link);
    let event = match event {
        Seen::There(event) if event.status == Status::Active => event,
        Seen::There(_) | Seen::Gone => return Some(link.becoming(LinkState::Leaving, facts.now.plus(GRACE))),
        Seen::Unknown => return None,
    };
    if matches!(meeting, Seen::Gone) {
        return Some(link.becoming(LinkState::Gone, facts.now));
    }
    let title = topic(event, facts.neutral_title);
    let last_sent = Fingerprints::of(event, facts.hosting(), &title, facts.calendar_zone);
    let is_shown = matches!(event.conference, Conference::Ours { .. });
    // An event whose conference names another event may have been reset.
    let is_own = matches!(&event.conference, Conference::Ours { event: named, .. } if *named == event.id);
    let may_be_reset = !is_own && event.occurrence().is_some() && event.property_event.as_ref() != Some(&event.id);
    if last_sent != link.last_sent || !is_shown || may_be_reset {
        // A change that was not reported: the next run reads the event again and decides.
        return Some(link.becoming(LinkState::Behind, facts.now.plus(-MINUTE)));
    }
    let Seen::There(meeting) = meeting else { return None };
    let difference = differs(link, event, &title, meeting, invitees, facts);
    match (link.state, difference) {
        (LinkState::Linked, Some(part)) => Some(link.becoming(LinkState::Failed(Refusal::Differs(part)), facts.now)),
        (LinkState::Failed(Refusal::Differs(known)), Some(part)) if known != part => {
            Some(link.becoming(LinkState::Failed(Refusal::Differs(part)), link.at))
        }
        (LinkState::Failed(Refusal::Differs(_)), None) => Some(link.becoming(LinkState::Linked, facts.now)),
        _ => None,
    }
}

/// The part of a meeting that differs from its event. The occurrences of a series are compared by [`crate::plan::compare`].
fn differs(
    link: &Link,
    event: &Event,
    title: &str,
    meeting: &Json,
    invitees: Option<&[String]>,
    facts: &Facts<'_>,
) -> Option<Part> {
    if meeting.get("title").text() != Some(title) {
        return Some(Part::Title);
    }
    let is_single = link.series.is_none();
    let slot = shape(event, facts)?.slot;
    let instant = |name: &str| meeting.get(name).text().and_then(Instant::parse);
    let times = instant("start").zip(instant("end"));
    // A meeting that was made for a running event starts later than the event.
    // Webex drops seconds.
    let is_same = |(start, end): (Instant, Instant)| {
        let minutes = |at: Instant| at.0.div_euclid(MINUTE);
        minutes(start) == minutes(slot.start) && minutes(end) == minutes(slot.end)
    };
    if is_single && slot.start > facts.now && !times.is_none_or(is_same) {
        return Some(Part::Time);
    }
    let rule = meeting.get("recurrence").text();
    let is_standing = link.series.as_ref().is_some_and(|series| series.mode != SeriesMode::Rule);
    if rule.is_some() == is_single && !is_standing {
        return Some(Part::Time);
    }
    let list = invitees?;
    let is_short = !event.invitees(facts.hosting()).iter().all(|email| list.contains(email));
    is_short.then_some(Part::Guests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{Offsets, Zones};
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::meeting::MeetingId;
    use crate::model::settings::Settings;

    const MEETING: &str = "870f51ff287b41be84648412901e0402";

    fn event(changes: &[(&str, &str)]) -> Event {
        let mut text = format!(
            r#"{{"id":"e1","status":"confirmed","summary":"Review","organizer":{{"self":true}},
            "start":{{"dateTime":"2026-12-01T09:00:00Z"}},"end":{{"dateTime":"2026-12-01T10:00:00Z"}},
            "attendees":[{{"email":"guest-1@example.com"}}],
            "conferenceData":{{"parameters":{{"addOnParameters":{{"parameters":{{"meeting":"{MEETING}","event":"e1"}}}}}}}}}}"#
        );
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        Event::read(&Json::parse(&text).unwrap()).unwrap()
    }

    fn turned<'a, T, U>(seen: &'a Seen<T>, turn: impl FnOnce(&'a T) -> U) -> Seen<U> {
        match seen {
            Seen::There(what) => Seen::There(turn(what)),
            Seen::Gone => Seen::Gone,
            Seen::Unknown => Seen::Unknown,
        }
    }

    /// The link in this state after the comparison.
    #[allow(clippy::needless_pass_by_value)] // A literal event reads better than a reference to one.
    fn after(state: LinkState, event: Seen<Event>, meeting: Seen<&str>, invitees: &[&str]) -> Option<LinkState> {
        let zones = Zones(vec![("UTC".into(), Offsets(vec![(Instant(0), 0)]))]);
        let settings = Settings::default();
        let facts = Facts {
            now: Instant::parse("2026-11-24T12:00:00Z").unwrap(),
            calendar: "c",
            calendar_index: CalendarIndex::PRIMARY,
            calendar_zone: "UTC",
            zones: &zones,
            host: "host@example.com",
            google: "host@example.com",
            proven: &[],
            site: None,
            settings: &settings,
            neutral_title: "Webex meeting",
        };
        let last_sent = Fingerprints::of(&super::tests::event(&[]), facts.hosting(), "Review", "UTC");
        let end = Instant::parse("2026-12-01T10:00:00Z").unwrap();
        let link = Link {
            meeting: MeetingId::read(MEETING),
            state,
            last_sent,
            end,
            ..Link::pending("e1", CalendarIndex::PRIMARY, Instant(0))
        };
        let meeting = turned(&meeting, |text| Json::parse(text).unwrap());
        let invitees: Vec<String> = invitees.iter().map(|email| (*email).to_owned()).collect();
        compare(&link, turned(&event, |event| event), turned(&meeting, |meeting| meeting), Some(&invitees), &facts)
            .map(|link| link.state)
    }

    const AS_IT_SHOULD_BE: &str = r#"{"title":"Review","start":"2026-12-01T09:00:00Z","end":"2026-12-01T10:00:00Z"}"#;
    const GUEST: &[&str] = &["guest-1@example.com", "more@example.com"];
    const LINKED: LinkState = LinkState::Linked;

    fn differing(part: Part) -> LinkState {
        LinkState::Failed(Refusal::Differs(part))
    }

    /// proves: E25, N3
    #[test]
    fn what_was_changed_at_webex_is_shown_and_not_changed_back() {
        let shown =
            |meeting: &str, invitees: &[&str]| after(LINKED, Seen::There(event(&[])), Seen::There(meeting), invitees);
        assert_eq!(shown(AS_IT_SHOULD_BE, GUEST), None);
        assert_eq!(shown(&AS_IT_SHOULD_BE.replace("Review", "Other"), GUEST), Some(differing(Part::Title)));
        assert_eq!(shown(&AS_IT_SHOULD_BE.replace("T10", "T11"), GUEST), Some(differing(Part::Time)));
        let series = AS_IT_SHOULD_BE.replace('{', r#"{"recurrence":"FREQ=DAILY","#);
        assert_eq!(shown(&series, GUEST), Some(differing(Part::Time)));
        assert_eq!(shown(AS_IT_SHOULD_BE, &[]), Some(differing(Part::Guests)));
        let back = after(differing(Part::Time), Seen::There(event(&[])), Seen::There(AS_IT_SHOULD_BE), GUEST);
        assert_eq!(back, Some(LINKED));
        assert_eq!(
            after(differing(Part::Title), Seen::There(event(&[])), Seen::There(&series), GUEST),
            Some(differing(Part::Time))
        );
    }

    /// proves: E5, E24, N3
    #[test]
    fn what_nobody_reported_is_found() {
        let renamed = event(&[("Review", "Budget")]);
        assert_eq!(after(LINKED, Seen::There(renamed), Seen::There(AS_IT_SHOULD_BE), GUEST), Some(LinkState::Behind));
        let cancelled = event(&[("confirmed", "cancelled")]);
        assert_eq!(
            after(LINKED, Seen::There(cancelled), Seen::There(AS_IT_SHOULD_BE), GUEST),
            Some(LinkState::Leaving)
        );
        assert_eq!(after(LINKED, Seen::Gone, Seen::There(AS_IT_SHOULD_BE), GUEST), Some(LinkState::Leaving));
        assert_eq!(after(LINKED, Seen::There(event(&[])), Seen::Gone, GUEST), Some(LinkState::Gone));
        assert_eq!(after(LINKED, Seen::Unknown, Seen::There(AS_IT_SHOULD_BE), GUEST), None);
        assert_eq!(after(LINKED, Seen::There(event(&[])), Seen::Unknown, GUEST), None);
    }
}
