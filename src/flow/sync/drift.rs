//! Looks around: compares meetings that nobody has reported with their events, a few each hour, and goes on where it stopped.
//!
//! A meeting that was changed at Webex is not changed back: the calendar's wins when its event changes, or when the person says so.
//! An event whose change was not reported is read again by the next run and followed; what is gone on either side is noted.

use crate::base::json::Json;
use crate::base::table::sorted;
use crate::base::time::{Instant, HOUR, MINUTE};
use crate::flow::error::Error;
use crate::flow::sync::invitees::read_invitees;
use crate::flow::sync::zones::zones;
use crate::google::calendar;
use crate::model::event::{Conference, Event, Status};
use crate::model::link::{Form, Link, LinkState, Part, Refusal, GRACE};
use crate::model::meeting::{topic, Fingerprints};
use crate::plan::plan::Facts;
use crate::plan::series::shape;
use crate::port::{HostError, Ports};
use crate::store::State;
use crate::ui::i18n::Message;
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, BULK_LIMIT};
use crate::webex::{Client, Failure};

/// The most meetings that one run compares: a hundred or so requests, far below the minute's limit.
const AT_ONCE: usize = 30;
/// A meeting that was changed this recently is as it was left, in seconds.
const QUIET: i64 = 6 * HOUR;

/// Compares the next few meetings with their events, in two round trips. The caller holds the lock and saves.
pub fn look_around(ports: &Ports<'_>, state: &mut State) -> Result<(), Error> {
    let now = ports.clock.now();
    let links = next(state, now);
    state.looked_at = links.last().map(|link| link.event.clone());
    if links.is_empty() {
        return Ok(());
    }
    let calendar = |link: &Link| state.calendar_of(link).unwrap_or_default().to_owned();
    let calendars: Vec<String> = links.iter().map(calendar).collect();
    let names: Vec<(&str, &str)> =
        links.iter().zip(&calendars).map(|(link, calendar)| (calendar.as_str(), link.event.as_str())).collect();
    let events = calendar::events(ports, &names)?;
    let mut calls = Vec::new();
    for meeting in links.iter().filter_map(|link| link.meeting.as_ref()) {
        calls.push(endpoint::get_meeting(meeting));
        calls.push(endpoint::list_invitees(meeting));
    }
    let answers = Client::new(ports, state).send_all(&calls)?;
    let account = state.account.clone().unwrap_or_default();
    let settings = state.settings.clone();
    let neutral_title = state.catalog(None).say(&Message::MeetingTitle);
    let calendar_zone = account.zone.clone().unwrap_or_default();
    let zones = zones(ports, events.iter().flatten(), &calendar_zone);
    for (((link, calendar), event), pair) in links.iter().zip(&calendars).zip(&events).zip(answers.chunks(2)) {
        let facts = Facts {
            now,
            calendar,
            calendar_index: link.calendar,
            calendar_zone: &calendar_zone,
            zones: &zones,
            host: &account.webex,
            site: account.site.as_deref(),
            settings: &settings,
            neutral_title: &neutral_title,
        };
        if let ([meeting, invitees], Some(link)) = (pair, state.link(&link.event).cloned()) {
            if let Some(link) = compare(&link, event.as_ref(), meeting, invitees, &facts) {
                state.replace(link);
            }
        }
    }
    Ok(())
}

/// The links whose turn it is, in the order of their events' ids, from where the last run stopped.
fn next(state: &State, now: Instant) -> Vec<Link> {
    let after = state.looked_at.as_deref().unwrap_or_default();
    let is_open = |link: &&Link| {
        let is_foreign = link.state == LinkState::Failed(Refusal::Foreign);
        let is_comparable = matches!(link.state, LinkState::Linked | LinkState::Failed(_)) && !is_foreign;
        let is_quiet = link.at.plus(QUIET) <= now && link.end > now;
        is_comparable && is_quiet && link.meeting.is_some() && link.event.as_str() > after
    };
    let ids = sorted(state.links().filter(is_open).map(|link| link.event.clone()));
    ids.iter().take(AT_ONCE).filter_map(|id| state.link(id).cloned()).collect()
}

/// How a link stands after both sides were read; `None` if that is as it was.
fn compare(
    link: &Link,
    event: Result<&Event, &HostError>,
    meeting: &Answer,
    invitees: &Answer,
    facts: &Facts<'_>,
) -> Option<Link> {
    let event = match event {
        Ok(event) if event.status == Status::Active => event,
        Ok(_) | Err(HostError::NotFound) => return Some(link.becoming(LinkState::Leaving, facts.now.plus(GRACE))),
        // It can't be told now.
        Err(_) => return None,
    };
    if matches!(meeting, Err(Failure::NotFound)) {
        return Some(link.becoming(LinkState::Gone, facts.now));
    }
    let title = topic(event, facts.neutral_title);
    let told = Fingerprints::of(event, facts.host, &title, facts.calendar_zone);
    let is_shown = matches!(event.conference, Conference::Ours { .. });
    // One that names another event than its own may have been reset.
    let is_own = matches!(&event.conference, Conference::Ours { event: named, .. } if *named == event.id);
    let may_be_reset = !is_own && event.occurrence().is_some() && event.stand_in.as_ref() != Some(&event.id);
    if told != link.told || !is_shown || may_be_reset {
        // A change that was not reported: the next run reads the event again and decides.
        return Some(link.becoming(LinkState::Behind, facts.now.plus(-MINUTE)));
    }
    let meeting = meeting.as_ref().ok()?;
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

/// What of a meeting is not as its event says; occurrences of a series are compared one by one elsewhere.
fn differs(
    link: &Link,
    event: &Event,
    title: &str,
    meeting: &Json,
    invitees: &Answer,
    facts: &Facts<'_>,
) -> Option<Part> {
    if meeting.get("title").text() != Some(title) {
        return Some(Part::Title);
    }
    let is_single = link.series.is_none();
    let slot = shape(event, facts)?.slot;
    let instant = |name: &str| meeting.get(name).text().and_then(Instant::parse);
    let times = instant("start").zip(instant("end"));
    // A meeting that was made when its event had begun starts later than it.
    if is_single && slot.start > facts.now && times.is_some_and(|times| times != (slot.start, slot.end)) {
        return Some(Part::Time);
    }
    let rule = meeting.get("recurrence").text();
    let is_standing = link.series.as_ref().is_some_and(|series| series.form != Form::Rule);
    if rule.is_some() == is_single && !is_standing {
        return Some(Part::Time);
    }
    let list = read_invitees(invitees.as_ref().ok()?.get("items").items());
    let is_invited = |email: &String| list.iter().any(|(_, invited)| invited == email);
    // A full page may have others behind it.
    let is_short = list.len() < BULK_LIMIT && !event.invitees(facts.host).iter().all(is_invited);
    is_short.then_some(Part::Guests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{Offsets, Zones};
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

    /// How a link that is in this state stands after the comparison.
    #[allow(clippy::needless_pass_by_value)] // A literal event reads better than a reference to one.
    fn after(
        state: LinkState,
        event: Result<Event, HostError>,
        meeting: Result<&str, Failure>,
        invitees: &str,
    ) -> Option<LinkState> {
        let zones = Zones(vec![("UTC".into(), Offsets(vec![(Instant(0), 0)]))]);
        let settings = Settings::default();
        let facts = Facts {
            now: Instant::parse("2026-11-24T12:00:00Z").unwrap(),
            calendar: "c",
            calendar_index: 0,
            calendar_zone: "UTC",
            zones: &zones,
            host: "host@example.com",
            site: None,
            settings: &settings,
            neutral_title: "Webex meeting",
        };
        let told = Fingerprints::of(&super::tests::event(&[]), facts.host, "Review", "UTC");
        let end = Instant::parse("2026-12-01T10:00:00Z").unwrap();
        let link = Link { meeting: MeetingId::read(MEETING), state, told, end, ..Link::pending("e1", 0, Instant(0)) };
        let meeting = meeting.map(|text| Json::parse(text).unwrap());
        let invitees = Ok(Json::parse(invitees).unwrap());
        compare(&link, event.as_ref(), &meeting, &invitees, &facts).map(|link| link.state)
    }

    const AS_IT_SHOULD_BE: &str = r#"{"title":"Review","start":"2026-12-01T09:00:00Z","end":"2026-12-01T10:00:00Z"}"#;
    const GUEST: &str =
        r#"{"items":[{"id":"i1","email":"Guest-1@example.com"},{"id":"i2","email":"more@example.com"}]}"#;
    const LINKED: LinkState = LinkState::Linked;

    fn differing(part: Part) -> LinkState {
        LinkState::Failed(Refusal::Differs(part))
    }

    /// proves: E25, N3
    #[test]
    fn what_was_changed_at_webex_is_shown_and_not_changed_back() {
        let shown = |meeting: &str, invitees: &str| after(LINKED, Ok(event(&[])), Ok(meeting), invitees);
        assert_eq!(shown(AS_IT_SHOULD_BE, GUEST), None);
        assert_eq!(shown(&AS_IT_SHOULD_BE.replace("Review", "Other"), GUEST), Some(differing(Part::Title)));
        assert_eq!(shown(&AS_IT_SHOULD_BE.replace("T10", "T11"), GUEST), Some(differing(Part::Time)));
        let series = AS_IT_SHOULD_BE.replace('{', r#"{"recurrence":"FREQ=DAILY","#);
        assert_eq!(shown(&series, GUEST), Some(differing(Part::Time)));
        assert_eq!(shown(AS_IT_SHOULD_BE, r#"{"items":[]}"#), Some(differing(Part::Guests)));
        let back = after(differing(Part::Time), Ok(event(&[])), Ok(AS_IT_SHOULD_BE), GUEST);
        assert_eq!(back, Some(LINKED));
        assert_eq!(after(differing(Part::Title), Ok(event(&[])), Ok(&series), GUEST), Some(differing(Part::Time)));
    }

    /// proves: E5, E24, N3
    #[test]
    fn what_nobody_reported_is_found() {
        let renamed = event(&[("Review", "Budget")]);
        assert_eq!(after(LINKED, Ok(renamed), Ok(AS_IT_SHOULD_BE), GUEST), Some(LinkState::Behind));
        let cancelled = event(&[("confirmed", "cancelled")]);
        assert_eq!(after(LINKED, Ok(cancelled), Ok(AS_IT_SHOULD_BE), GUEST), Some(LinkState::Leaving));
        assert_eq!(after(LINKED, Err(HostError::NotFound), Ok(AS_IT_SHOULD_BE), GUEST), Some(LinkState::Leaving));
        assert_eq!(after(LINKED, Ok(event(&[])), Err(Failure::NotFound), GUEST), Some(LinkState::Gone));
        assert_eq!(after(LINKED, Err(HostError::Quota), Ok(AS_IT_SHOULD_BE), GUEST), None);
        assert_eq!(after(LINKED, Ok(event(&[])), Err(Failure::Unavailable), GUEST), None);
    }
}
