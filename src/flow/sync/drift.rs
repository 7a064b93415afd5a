//! Audits meetings without a reported change: compares a few with their events each hour, and goes on where it stopped.
//!
//! A meeting that was changed at Webex is not changed back. The event's values win when the event changes or when the person asks for it.
//! An event whose change was not reported is read again by the next run and followed; missing events and meetings are recorded.

use crate::base::table::sorted;
use crate::base::time::{Instant, HOUR};
use crate::flow::error::Error;
use crate::flow::sync::context::Context;
use crate::flow::sync::invitees::read_invitees;
use crate::flow::sync::zones::zones;
use crate::google::calendar;
use crate::model::link::{Link, LinkState, Refusal};
use crate::plan::drift::{compare, Seen};
use crate::port::{HostError, Ports};
use crate::store::State;
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, BULK_LIMIT};
use crate::webex::{Client, Failure};

/// The most meetings that one run compares: a hundred or so requests, far below the minute's limit.
const AT_ONCE: usize = 30;
/// A meeting whose link changed this recently is not compared, in seconds.
const QUIET: i64 = 6 * HOUR;

/// Compares the next few meetings with their events, in two round trips. The caller holds the lock and saves.
pub fn audit(ports: &Ports<'_>, state: &mut State) -> Result<(), Error> {
    let now = ports.clock.now();
    let links = next(state, now);
    state.last_audited = links.last().map(|link| link.event.clone());
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
    let context = Context::of(ports, state);
    let all_zones: Vec<String> = calendars.iter().map(|calendar| state.zone_of(calendar)).collect();
    let read = links.iter().zip(calendars.iter().zip(&all_zones)).zip(&events).zip(answers.chunks(2));
    for (((link, (calendar, calendar_zone)), event), pair) in read {
        let zones = zones(ports, event, calendar_zone);
        let facts = context.facts((calendar, link.calendar), calendar_zone, &zones);
        if let ([meeting, invitees], Some(link)) = (pair, state.link(&link.event).cloned()) {
            let event = match event {
                Ok(event) => Seen::There(event),
                Err(HostError::NotFound) => Seen::Gone,
                Err(_) => Seen::Unknown,
            };
            let meeting = match meeting {
                Ok(meeting) => Seen::There(meeting),
                Err(Failure::NotFound) => Seen::Gone,
                Err(_) => Seen::Unknown,
            };
            if let Some(link) = compare(&link, event, meeting, whole_list(invitees).as_deref(), &facts) {
                state.replace(link);
            }
        }
    }
    Ok(())
}

/// The next links in the order of their events' ids, from where the last run stopped.
fn next(state: &State, now: Instant) -> Vec<Link> {
    let after = state.last_audited.as_deref().unwrap_or_default();
    let is_open = |link: &&Link| {
        let is_foreign = link.state == LinkState::Failed(Refusal::Foreign);
        let is_comparable = matches!(link.state, LinkState::Linked | LinkState::Failed(_)) && !is_foreign;
        let is_quiet = link.at.plus(QUIET) <= now && link.end > now;
        is_comparable && is_quiet && link.meeting.is_some() && link.event.as_str() > after
    };
    let ids = sorted(state.links().filter(is_open).map(|link| link.event.clone()));
    ids.iter().take(AT_ONCE).filter_map(|id| state.link(id).cloned()).collect()
}

/// The addresses of a list of invitees; none if it was not read, or if another page may follow a full one.
fn whole_list(invitees: &Answer) -> Option<Vec<String>> {
    let list = read_invitees(invitees.as_ref().ok()?.get("items").items());
    (list.len() < BULK_LIMIT).then(|| list.into_iter().map(|(_, email)| email).collect())
}
