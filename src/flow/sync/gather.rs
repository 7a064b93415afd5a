//! What a batch reads besides the calendar's changes: events whose links wait for something, and events that may have moved.
//! And what it notes of the changes before it plans any: second parts of split series.
//!
//! A missing event is confirmed before it counts, since a full list lacks past events.

use crate::base::table::sorted;
use crate::base::time::{Zones, DAY, MINUTE};
use crate::flow::error::Error;
use crate::flow::sync::context::Context;
use crate::flow::sync::proof::was_made_by_another;
use crate::google::calendar::{self, Delta};
use crate::model::calendar_index::CalendarIndex;
use crate::model::link::{Link, LinkState};
use crate::plan::claim::may_be_moved;
use crate::plan::due::{collect_orphan, needs_rereading};
use crate::plan::second_part::second_parts;
use crate::plan::showing::{shown, Shown};
use crate::plan::step::Step;
use crate::port::{HostError, Ports};
use crate::store::State;

/// The most events that one batch reads again.
const REREADINGS: usize = 50;

/// The result of reading events again.
pub struct Rereading {
    /// What has to happen to meetings whose events are not there or don't show them.
    pub orphans: Vec<Step>,
    /// Whether more events have to be read again.
    pub remains: bool,
}

/// Reads again the events of links that wait for something, and of links that a full list lacks.
///
/// The events are added to the delta, and count as reported from then on.
pub fn reread(
    ports: &Ports<'_>,
    state: &State,
    calendar_index: CalendarIndex,
    calendar: &str,
    delta: &mut Delta,
) -> Result<Rereading, Error> {
    let now = ports.clock.now();
    let is_missed = |link: &Link| {
        let is_kept =
            matches!(link.state, LinkState::Linked | LinkState::Behind | LinkState::Attaching | LinkState::Failed(_));
        delta.is_full && is_kept && link.end > now.plus(-DAY)
    };
    let mut wanted: Vec<Link> = state
        .links()
        .filter(|link| link.calendar == calendar_index && (needs_rereading(link, now) || is_missed(link)))
        .filter(|link| delta.reported.binary_search(&link.event).is_err())
        .cloned()
        .collect();
    let remains = wanted.len() > REREADINGS;
    wanted.truncate(REREADINGS);
    let names: Vec<(&str, &str)> = wanted.iter().map(|link| (calendar, link.event.as_str())).collect();
    let mut orphans = Vec::new();
    for (link, result) in wanted.iter().zip(calendar::events(ports, &names)?) {
        match result {
            Ok(event) => match shown(&event, link) {
                Shown::Meeting => delta.events.push(event),
                Shown::Nothing => orphans.extend(collect_orphan(link, None, now)),
                Shown::Earlier(earlier) => orphans.extend(collect_orphan(link, Some(&earlier), now)),
            },
            Err(HostError::NotFound) => orphans.extend(collect_orphan(link, None, now)),
            // It is not known now; the next hourly run asks again.
            Err(_) => {}
        }
    }
    let read = wanted.into_iter().map(|link| link.event);
    delta.reported = sorted(core::mem::take(&mut delta.reported).into_iter().chain(read));
    Ok(Rereading { orphans, remains })
}

/// Notes that the second parts of split series that got fresh ids are to get meetings, as [`crate::plan::second_part`] recognises them.
pub fn note_second_parts(ports: &Ports<'_>, state: &mut State, calendar: (&str, CalendarIndex), delta: &Delta) {
    let (context, no_zones) = (Context::of(ports, state), Zones::default());
    let facts = context.facts(calendar, &delta.zone, &no_zones);
    for link in second_parts(&delta.events, !delta.is_full, &|event| state.link(event), &facts) {
        state.replace(link);
    }
}

/// Looks in the other calendars for events that left this one, before their meetings are deleted. A moved event keeps its id.
pub fn moved(ports: &Ports<'_>, state: &State, calendar_index: CalendarIndex) -> Result<Vec<Step>, Error> {
    let now = ports.clock.now();
    let others: Vec<(CalendarIndex, &str)> = state
        .calendars
        .iter()
        .enumerate()
        .map(|(position, other)| (CalendarIndex::of(position), other.id.as_str()))
        .filter(|(other, _)| *other != calendar_index)
        .collect();
    let google = state.account.as_ref().map_or("", |account| account.google.as_str());
    let is_due = |link: &&Link| link.calendar == calendar_index && link.state == LinkState::Leaving && link.at <= now;
    let leaving: Vec<&Link> = state.links().filter(is_due).take(REREADINGS).collect();
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let own = state.calendar_id(calendar_index).unwrap_or_default();
    let mut names = Vec::new();
    let mut owners = Vec::new();
    for link in &leaving {
        names.push((own, link.event.as_str()));
        owners.push((*link, calendar_index));
        for (other, calendar) in &others {
            names.push((*calendar, link.event.as_str()));
            owners.push((*link, *other));
        }
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut previous = None;
    for ((link, other), result) in owners.into_iter().zip(calendar::events(ports, &names)?) {
        if other == calendar_index {
            previous = result.ok();
            continue;
        }
        let Ok(event) = result else { continue };
        let is_another = previous.as_ref().is_some_and(|previous| was_made_by_another(&event, previous));
        if may_be_moved(&event, link, google) && !is_another {
            let there = Link { calendar: other, ..link.becoming(LinkState::Behind, now.plus(-MINUTE)) };
            steps.push(Step::Note(there));
        }
    }
    Ok(steps)
}
