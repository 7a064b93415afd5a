//! Brings one event's meeting in step at once, while a person waits.

use crate::base::time::Instant;
use crate::flow::error::Error;
use crate::flow::lock::with_lock;
use crate::flow::sync::act::carry_out;
use crate::flow::sync::batch::is_own;
use crate::flow::sync::context::Context;
use crate::flow::sync::zones::zones;
use crate::flow::sync::{proof, series};
use crate::google::calendar;
use crate::model::event::Event;
use crate::model::link::{Link, LinkState};
use crate::model::settings::Kind;
use crate::plan::facts::Facts;
use crate::plan::{allowed, changes, reconcile};
use crate::port::Ports;
use crate::store::{State, Want};

/// The state of an event's link, and since or until when it holds.
type Standing = Option<(LinkState, Instant)>;

/// Brings one event's meeting in step at once, for the button on its card, and returns its state afterwards.
pub fn follow_event(ports: &Ports<'_>, calendar: &str, id: &str, lock_wait: u32) -> Result<Standing, Error> {
    with_lock(ports, lock_wait, || follow_event_locked(ports, calendar, id))
}

fn follow_event_locked(ports: &Ports<'_>, calendar: &str, id: &str) -> Result<Standing, Error> {
    let mut state = State::load(ports, Want::LinkOf(id))?.locked();
    if state.account.is_none() {
        return Err(crate::webex::Failure::SignedOut.into());
    }
    let mut event = calendar::event(ports, calendar, id)?;
    // An occurrence without a meeting of its own follows with its series.
    if let Some(occurrence) = event.occurrence().filter(|_| state.link(id).is_none()) {
        event = calendar::event(ports, calendar, &occurrence.series)?;
    }
    let id = event.id.clone();
    let calendar_index = state.calendar_index(calendar);
    let calendar_zone = state.zone_of(calendar);
    let context = Context::of(ports, &state);
    let of_event = zones(ports, [&event], &calendar_zone);
    let facts = context.facts((calendar, calendar_index), &calendar_zone, &of_event);
    let proofs = proof::gather(ports, &mut state, core::slice::from_ref(&event), &facts)?;
    let facts = Facts { proven: &proofs.proven, ..facts };
    // The person wants to try again what Webex has refused.
    let link = state.link(&id).map(|link| Link { last_sent: link.last_accepted(), ..link.clone() });
    let known = |other: &str| if other == event.id { link.as_ref() } else { state.link(other) };
    let steps = allowed::check(changes::plan([&event], known, &facts), state.permits(Kind::Meeting));
    carry_out(ports, &mut state, calendar, core::slice::from_ref(&event), steps)?;
    let compared = series::gather(ports, &mut state, calendar, calendar_index)?;
    let read = compared.iter().flat_map(|gathered| gathered.events.iter().chain([&gathered.event]));
    let of_series = zones(ports, read, &calendar_zone);
    let facts = Facts { zones: &of_series, ..facts };
    let events: Vec<Event> = compared.iter().map(|gathered| gathered.event.clone()).collect();
    let reconciled = |gathered| reconcile::decide(gathered, &|event| is_own(&state, event), &facts);
    let steps = allowed::check(compared.into_iter().filter_map(reconciled).collect(), state.permits(Kind::Meeting));
    carry_out(ports, &mut state, calendar, &events, steps)?;
    state.save(ports)?;
    Ok(state.link(&id).map(|link| (link.state, link.at)))
}
