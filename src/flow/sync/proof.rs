//! Proves what events claim before the plan acts on it: asks Webex who hosts a meeting, and the calendar whether an event is gone.
//!
//! One wave to Webex and one to the calendar, and only when something is claimed. [`crate::plan::claim`] says what is.

use crate::flow::error::Error;
use crate::google::calendar;
use crate::model::event::{Event, Repeats, Status};
use crate::model::link::{Link, LinkState};
use crate::model::meeting::{integration_tag, Meeting};
use crate::plan::claim::{claim, Claim};
use crate::plan::facts::Facts;
use crate::port::{HostError, Ports};
use crate::store::State;
use crate::webex::client::Answer;
use crate::webex::{endpoint, Client, Failure};

/// The most claims that are proved together.
const AT_ONCE: usize = 50;

/// What was asked about the claims of some events.
#[derive(Default)]
pub struct Proofs {
    /// The ids of the events whose claims are true.
    pub proven: Vec<String>,
    /// Whether an answer is missing, so that the events have to be read again.
    pub is_open: bool,
}

/// What the event that another one names has to be.
#[derive(Clone, Copy)]
enum Relation {
    /// It is gone, since the other one took its place.
    Replaced,
    /// It lies there, or did, since the other one is a copy of it and not a later part of the same series, created with it.
    Copied,
}

impl Relation {
    fn holds(self, event: &Event, named: &Result<Event, HostError>) -> bool {
        // A calendar that an event with guests was moved from is a guest of it.
        let is_guests = |named: &Event| named.organizer == event.organizer && !named.is_organized();
        match (self, named) {
            // Beside an invitation to its original, a copy at the same time is what a tool writes that mirrors another calendar.
            (Relation::Copied, Ok(named)) => {
                let is_part = matches!(event.repeats, Repeats::Series(_)) && named.created == event.created;
                !is_part && (named.is_organized() || named.start != event.start)
            }
            (Relation::Copied, Err(_)) => false,
            (Relation::Replaced, Ok(named)) => {
                named.status == Status::Cancelled && !was_made_by_another(event, named) || is_guests(named)
            }
            (Relation::Replaced, Err(error)) => *error == HostError::NotFound,
        }
    }
}

/// Whether somebody else created an event than the previous one with its name, so that it was not moved.
///
/// An event that was moved keeps its creator, and the calendar that it left tells nothing but its id. A deleted event tells its creator.
pub fn was_made_by_another(event: &Event, previous: &Event) -> bool {
    previous.creator.is_some() && previous.creator != event.creator
}

/// How many of the events can be proved together.
pub fn count(state: &State, events: &[Event], facts: &Facts<'_>) -> usize {
    let claims = |event: &&Event| claim(event, &|id| state.link(id), facts).is_some();
    let mut positions = events.iter().enumerate().filter(|(_, event)| claims(event)).map(|(position, _)| position);
    positions.nth(AT_ONCE).unwrap_or(events.len())
}

/// Asks about every claim of these events.
pub fn gather(ports: &Ports<'_>, state: &mut State, events: &[Event], facts: &Facts<'_>) -> Result<Proofs, Error> {
    let mut proofs = Proofs::default();
    let mut hosted = Vec::new();
    // An event, the calendar and the id of the one that it names, and what that one has to be.
    let mut related: Vec<(&Event, String, String, Relation)> = Vec::new();
    for event in events {
        // The meeting that is being made for the event in the calendar that it was moved from is looked up there first.
        let is_awaited = |own: &Link| own.calendar != facts.calendar_index && own.state == LinkState::Pending;
        proofs.is_open |= event.is_organized() && state.link(&event.id).is_some_and(is_awaited);
        match claim(event, &|id| state.link(id), facts) {
            Some(Claim::Hosts(meeting)) => {
                let is_held =
                    state.links().any(|link| link.event != event.id && link.meeting.as_ref() == Some(&meeting));
                hosted.extend((!is_held).then_some((event, meeting)));
            }
            Some(Claim::Replaces { calendar, event: other }) => {
                let calendar = state.calendar_id(calendar).unwrap_or_default();
                related.push((event, calendar.to_owned(), other, Relation::Replaced));
            }
            Some(Claim::Copies(original)) => {
                related.push((event, facts.calendar.to_owned(), original, Relation::Copied));
            }
            None => {}
        }
    }
    if hosted.is_empty() && related.is_empty() {
        return Ok(proofs);
    }
    let calls: Vec<_> = hosted.iter().map(|(_, meeting)| endpoint::get_meeting(meeting)).collect();
    let answers = Client::new(ports, state).send_all(&calls)?;
    for ((event, _), answer) in hosted.iter().zip(answers) {
        match tagged_by(&answer, &event.id, state, facts) {
            Some(calendar) if calendar == facts.calendar => proofs.proven.push(event.id.clone()),
            // It was moved here, if it is not there any more.
            Some(calendar) => related.push((event, calendar.to_owned(), event.id.clone(), Relation::Replaced)),
            None => proofs.is_open |= matches!(answer, Err(Failure::RateLimited { .. } | Failure::Unavailable)),
        }
    }
    let names: Vec<(&str, &str)> =
        related.iter().map(|(_, calendar, event, _)| (calendar.as_str(), event.as_str())).collect();
    for ((event, _, _, relation), read) in related.iter().zip(calendar::events(ports, &names)?) {
        if relation.holds(event, &read) {
            proofs.proven.push(event.id.clone());
        }
        proofs.is_open |= read.is_err_and(|error| !matches!(error, HostError::NotFound | HostError::Forbidden));
    }
    Ok(proofs)
}

/// The calendar for whose event the user's own meeting was made; none if Webex does not say that the user hosts it, or for another event.
fn tagged_by<'a>(answer: &Answer, event: &str, state: &'a State, facts: &Facts<'a>) -> Option<&'a str> {
    let meeting = answer.as_ref().ok().and_then(Meeting::read)?;
    let is_host = meeting.host.is_some_and(|host| host.eq_ignore_ascii_case(facts.host));
    let others = state.calendars.iter().map(|watched| watched.id.as_str());
    let mut calendars = [facts.calendar].into_iter().chain(others);
    let is_tagged = |calendar: &&str| meeting.tags.contains(&integration_tag(calendar, event));
    if is_host {
        calendars.find(is_tagged)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;

    /// proves: E95, E103
    #[test]
    fn a_later_part_of_a_series_is_no_copy_of_it() {
        let created = |id: &str, at: &str| {
            let text = [
                r#"{"id":""#,
                id,
                r#"","organizer":{"self":true},"recurrence":["RRULE:FREQ=DAILY"],"created":""#,
                at,
                r#""}"#,
            ]
            .concat();
            Event::read(&Json::parse(&text).unwrap()).unwrap()
        };
        let named = Ok(created("s1", "2026-11-20T10:00:00.000Z"));
        assert!(Relation::Copied.holds(&created("s2", "2026-11-21T10:00:00.000Z"), &named));
        assert!(!Relation::Copied.holds(&created("s2", "2026-11-20T10:00:00.000Z"), &named));
    }
}
