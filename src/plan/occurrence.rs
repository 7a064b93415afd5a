//! Occurrences of a series that are reported: which changes matter, and which occurrences were reset or got another id.
//!
//! An occurrence with a link of its own stands alone: it is no part of its series' meeting, and its meeting follows it as that of any other event.

use crate::base::time::{Instant, MINUTE};
use crate::model::event::{Conference, Event, Status};
use crate::model::event_id::EventId;
use crate::model::link::{Link, LinkState, SeriesMode, GRACE};
use crate::plan::facts::Facts;
use crate::plan::occurrence_key::{fingerprint_of, key};
use crate::plan::step::Step;

/// What has to happen after an occurrence without a link of its own was read.
pub fn decide(event: &Event, series: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    // Without a link of the series, the occurrence is somebody else's, or is compared when the series gets its meeting.
    let link = series?;
    let facts = &facts.of(link);
    let known = link.series.as_ref()?;
    let key = key(event.occurrence()?.original.as_ref()?);
    let is_empty = known.mode == SeriesMode::Empty;
    let is_live = link.state.is_shown() || (is_empty && matches!(link.state, LinkState::Leaving | LinkState::Deleted));
    let matters = match known.mode {
        SeriesMode::Rule | SeriesMode::Empty | SeriesMode::Each => true,
        // One meeting on every day serves every occurrence, even a moved one.
        SeriesMode::Standing => false,
    };
    let is_news = known.is_reconciled && known.known(key) != fingerprint_of(event, facts);
    (is_live && matters && is_news).then(|| Step::MarkForReconcile(link.event.clone()))
}

/// Whether an occurrence that stood alone shows its series' meeting again, since Google or a person has reset it.
///
/// A link that is younger than the grace time does not count, since the event may have been read before the link was made.
pub fn is_reset(event: &Event, own: &Link, series: Option<&Link>, now: Instant) -> bool {
    let Some((series, meeting)) = series.and_then(|series| Some((series, series.meeting.as_ref()?))) else {
        return false;
    };
    let shown = match &event.conference {
        Conference::Ours { meeting, event: named } => Some((meeting, named)),
        Conference::None | Conference::PersonalRoom | Conference::Foreign => None,
    };
    let is_written = matches!(own.state, LinkState::Linked | LinkState::Behind | LinkState::Failed(_));
    let is_old = is_written && own.at.plus(GRACE) <= now && event.property_event.as_ref() != Some(&event.id);
    is_old && event.status == Status::Active && shown == Some((meeting, &series.event))
}

/// What has to happen to such an occurrence: its own meeting is deleted, and the series' comparison takes it in or gives it another.
pub fn reset(own: &Link, series: &str, now: Instant) -> Vec<Step> {
    let Some(meeting) = own.meeting.clone() else { return Vec::new() };
    let then = own.becoming(LinkState::Deleted, now);
    vec![Step::Delete { meeting, then }, Step::MarkForReconcile(series.to_owned())]
}

/// The earlier id of an occurrence with a meeting of its own, if Google gave it another id.
///
/// An id contains the start that the rule gives, so ids change when the whole series is moved.
pub fn earlier(event: &Event) -> Option<&str> {
    let Conference::Ours { event: named, .. } = &event.conference else { return None };
    let is_of_series = EventId(named).base_of_occurrence()? == EventId(&event.occurrence()?.series).base();
    (is_of_series && *named != event.id && event.status == Status::Active).then_some(named)
}

/// The link of such an occurrence under its new id; its event is read again and followed at once.
pub fn renamed(event: &Event, before: &Link, now: Instant) -> Link {
    let state = match before.state {
        LinkState::Failed(_) => before.state,
        state if state.has_meeting() => LinkState::Behind,
        state => state,
    };
    Link { event: event.id.clone(), ..before.becoming(state, now.plus(-MINUTE)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::meeting::MeetingId;
    use crate::plan::changes::plan;
    use crate::plan::example::{at, cancelled, link, moved, plain, week, weekly, with_facts};

    /// proves: E21, E49
    #[test]
    fn an_occurrence_makes_its_series_be_compared_if_it_is_news() {
        let series = link(&weekly(), LinkState::Linked);
        let reconciled = |exceptions: Vec<(Instant, String)>| {
            let known =
                crate::model::link::Series { is_reconciled: true, exceptions, ..series.series.clone().unwrap() };
            Link { series: Some(known), ..series.clone() }
        };
        let steps = |event: &Event, series: Option<&Link>| with_facts(|facts| decide(event, series, facts));
        let wanted = Some(Step::MarkForReconcile("s1".into()));
        assert_eq!(steps(&plain(1), Some(&reconciled(vec![]))), None);
        assert_eq!(steps(&cancelled(1), Some(&reconciled(vec![]))), wanted);
        assert_eq!(steps(&moved(1, week(1).plus(60)), Some(&reconciled(vec![]))), wanted);
        assert_eq!(steps(&cancelled(1), None), None, "somebody else's");
        let known = with_facts(|facts| (week(1), fingerprint_of(&cancelled(1), facts)));
        assert_eq!(steps(&cancelled(1), Some(&reconciled(vec![known.clone()]))), None);
        assert_eq!(steps(&plain(1), Some(&reconciled(vec![known]))), wanted, "restored");
        for state in [LinkState::Gone, LinkState::Leaving, LinkState::Deleted, LinkState::Pending] {
            let link = Link { state, ..reconciled(vec![]) };
            assert_eq!(steps(&cancelled(1), Some(&link)), None, "{state:?}");
        }
    }

    /// proves: E43
    #[test]
    fn an_occurrence_that_stood_alone_and_shows_its_series_again_was_reset() {
        let series = link(&weekly(), LinkState::Linked);
        let now = at("2026-11-24T12:00:00Z");
        let own = Link {
            meeting: MeetingId::read("own"),
            state: LinkState::Linked,
            ..Link::pending(&plain(1).id, CalendarIndex::PRIMARY, now.plus(-GRACE))
        };
        assert!(is_reset(&plain(1), &own, Some(&series), now));
        let steps = with_facts(|facts| {
            let facts = Facts { now, ..*facts };
            let known = |id: &str| [&own, &series].into_iter().find(|link| link.event == id);
            plan([&plain(1)], known, &facts)
        });
        assert_eq!(steps, reset(&own, "s1", now));
        // An event may have been read before a young link was made; without conference data the properties decide.
        assert!(!is_reset(&plain(1), &Link { at: now, ..own.clone() }, Some(&series), now));
        let substituted = Event { property_event: Some(plain(1).id), ..plain(1) };
        assert!(!is_reset(&substituted, &own, Some(&series), now));
        assert!(!is_reset(&plain(1), &Link { state: LinkState::Attaching, ..own.clone() }, Some(&series), now));
        assert!(!is_reset(&cancelled(1), &own, Some(&series), now));
        assert!(!is_reset(&plain(1), &own, None, now));
    }

    /// proves: E39
    #[test]
    fn an_occurrence_with_its_own_meeting_is_known_again_under_its_new_id() {
        let (old, meeting) = (plain(1).id, MeetingId::read("own").unwrap());
        let own = Conference::Ours { meeting: meeting.clone(), event: old.clone() };
        let split = crate::model::event::Occurrence { series: "s1_R20261208T080000".into(), original: None };
        let event = Event {
            id: "s1_R20261208T080000_20261208T080000Z".into(),
            conference: own,
            repeats: crate::model::event::Repeats::Occurrence(split),
            ..plain(1)
        };
        assert_eq!(earlier(&event), Some(old.as_str()));
        assert_eq!(earlier(&Event { status: Status::Cancelled, ..event.clone() }), None);
        assert_eq!(earlier(&plain(1)), None, "it shows its series' meeting");
        let before = Link {
            meeting: Some(meeting.clone()),
            state: LinkState::Leaving,
            ..Link::pending(&old, CalendarIndex::PRIMARY, at("2026-11-24T12:00:00Z"))
        };
        let renamed = renamed(&event, &before, at("2026-11-24T12:00:00Z"));
        assert_eq!(
            (renamed.event, renamed.state, renamed.meeting),
            (event.id.clone(), LinkState::Behind, Some(meeting))
        );
        // A change that is reported for the old id at the same time is about the new one.
        let stub = Event { id: old.clone(), ..cancelled(1) };
        let steps = |proven: &[String]| {
            let known = |id: &str| (id == old).then_some(&before);
            with_facts(|facts| plan([&stub, &event], known, &Facts { proven, ..*facts }))
        };
        let proven = steps(core::slice::from_ref(&event.id));
        assert_eq!(proven.iter().map(Step::event).collect::<Vec<_>>(), [event.id.as_str(), old.as_str()]);
        assert_eq!(steps(&[]), [], "the old occurrence may still be there");
    }
}
