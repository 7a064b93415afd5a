//! Plans one batch: as many changes as it can carry out and what is due, within the quotas and what the person and the policy allow.
//!
//! Changes are planned in their order until the batch is full; the rest stays in the delta for the next one.

use crate::base::table::sorted;
use crate::base::time::{Instant, Zones, MINUTE};
use crate::flow::error::Error;
use crate::flow::sync::context::Context;
use crate::flow::sync::proof;
use crate::flow::sync::zones::zones;
use crate::google::calendar::Delta;
use crate::model::calendar_index::CalendarIndex;
use crate::model::event::{Conference, Event};
use crate::model::event_id::EventId;
use crate::model::link::{Link, LinkState};
use crate::model::settings::Kind;
use crate::plan::due::due;
use crate::plan::facts::Facts;
use crate::plan::reconcile::{self, Gathered};
use crate::plan::step::{mark_for_reconcile, OccurrenceFix, Step};
use crate::plan::{allowed, changes, copy, hold};
use crate::port::Ports;
use crate::store::State;

/// The most steps with a round trip that one batch takes.
const BATCH: usize = 50;
/// How many changes are planned at a time.
const CHUNK: usize = 250;

/// What a batch has read besides the changes.
pub struct Read<'a> {
    /// The calendar's index in the list of watched ones.
    pub calendar_index: CalendarIndex,
    /// Its id.
    pub calendar: &'a str,
    /// What has to happen to meetings without an event.
    pub orphans: Vec<Step>,
    /// What has to happen to events that lie in another calendar now.
    pub moved: Vec<Step>,
    /// Series to be compared.
    pub series: Vec<Gathered>,
}

/// What a batch carries out.
pub struct BatchPlan {
    /// The steps.
    pub steps: Vec<Step>,
    /// The events that they are about, as they were read.
    pub looked_at: Vec<Event>,
    /// Whether steps are left for the next batch, since this one is full.
    pub is_cut: bool,
    /// Whether steps wait for the next day's quota.
    pub waits_for_quota: bool,
    /// Whether a claim was neither proved nor refuted, since Webex or the calendar could not be asked.
    pub is_unproven: bool,
}

/// Plans a batch; what it takes of the changes leaves the delta.
pub fn steps(ports: &Ports<'_>, state: &mut State, delta: &mut Delta, read: Read<'_>) -> Result<BatchPlan, Error> {
    let context = Context::of(ports, state);
    let no_zones = Zones::default();
    let facts = context.facts((read.calendar, read.calendar_index), &delta.zone, &no_zones);
    let mut planned = Planned::default();
    let unplanned = planned.follow_changes(ports, state, core::mem::take(&mut delta.events), &facts)?;
    mark_for_reconcile(&mut planned.steps);
    planned.steps.extend(left_behind(&planned.steps, state, facts.now));
    planned.steps.extend(read.moved);
    planned.collect_due(state, &facts);
    planned.steps.extend(read.orphans);
    planned.compare_series(ports, state, read.series, &facts);
    planned.check_permission(state, facts.calendar_index);
    let (plan, waiting) = planned.within_limits(state);
    delta.events = waiting;
    delta.events.extend(unplanned);
    Ok(plan)
}

/// The steps of a batch while it is being planned, and the events that they are about.
#[derive(Default)]
struct Planned {
    steps: Vec<Step>,
    looked_at: Vec<Event>,
    is_unproven: bool,
}

impl Planned {
    /// Plans changes in their order until the batch is full, and returns those that are left.
    fn follow_changes(
        &mut self,
        ports: &Ports<'_>,
        state: &mut State,
        mut changes: Vec<Event>,
        facts: &Facts<'_>,
    ) -> Result<Vec<Event>, Error> {
        while !changes.is_empty() && count(&self.steps) < BATCH {
            let first = &changes[..changes.len().min(CHUNK)];
            let rest = changes.split_off(proof::count(state, first, facts));
            let chunk = core::mem::replace(&mut changes, rest);
            let proofs = proof::gather(ports, state, &chunk, facts)?;
            self.is_unproven |= proofs.is_open;
            let is_linked = |event: &&Event| {
                let is_split = copy::split_from(event).is_some_and(|series| state.link(series).is_some());
                state.link(&event.id).is_some() || matches!(event.conference, Conference::Ours { .. }) || is_split
            };
            let zones = zones(ports, chunk.iter().filter(is_linked), facts.calendar_zone);
            let facts = Facts { zones: &zones, proven: &proofs.proven, ..*facts };
            self.steps.extend(changes::plan(&chunk, |event| state.link(event), &facts));
            self.looked_at.extend(chunk);
        }
        Ok(changes)
    }

    /// Adds what is due for the calendar's other links.
    ///
    /// A grace time also ends where the calendar reports the event for the first time since.
    fn collect_due(&mut self, state: &State, facts: &Facts<'_>) {
        let decided = events(&self.steps);
        let is_open =
            |link: &&Link| link.calendar == facts.calendar_index && decided.binary_search(&link.event).is_err();
        self.steps.extend(due(state.links().filter(is_open), |link| state.calendar_of(link), facts.now));
    }

    /// Compares the occurrences of series with Webex's.
    ///
    /// A series that has another step, or whose occurrence may have a meeting, is compared by a later batch.
    fn compare_series(&mut self, ports: &Ports<'_>, state: &State, series: Vec<Gathered>, facts: &Facts<'_>) {
        let events = series.iter().flat_map(|gathered| gathered.events.iter().chain([&gathered.event]));
        let zones = zones(ports, events, facts.calendar_zone);
        let facts = Facts { zones: &zones, ..*facts };
        for gathered in series {
            let id = gathered.link.event.as_str();
            if self.steps.iter().any(|step| step.event() == id || looked_up(step) == Some(EventId(id).base())) {
                continue;
            }
            let event = gathered.event.clone();
            let step = reconcile::decide(gathered, &|event| is_own(state, event), &facts);
            // A meeting that is made again is written into the version that was read.
            self.looked_at.extend(step.iter().filter(|step| creates(step) > 0).map(|_| event.clone()));
            self.steps.extend(step);
        }
    }

    /// Takes out what the user has not confirmed and what the administrators don't allow.
    fn check_permission(&mut self, state: &mut State, calendar: CalendarIndex) {
        let steps = core::mem::take(&mut self.steps);
        let mut holds = core::mem::take(&mut state.holds);
        let steps = hold::check(steps, &mut holds, calendar, state.links(), &|event| state.link(event));
        state.holds = holds;
        self.steps = allowed::check(steps, state.permits(Kind::Meeting));
    }

    /// Cuts the steps to what one batch and the day's quota take, and returns the events whose steps wait for the next batch.
    fn within_limits(self, state: &State) -> (BatchPlan, Vec<Event>) {
        let (steps, cut) = within(self.steps, BATCH, size);
        let (steps, over_quota) = within(steps, state.spent.creates_left(), creates);
        let (is_cut, waits_for_quota) = (!cut.is_empty(), !over_quota.is_empty());
        let (cut, over_quota) = (events(&cut), events(&over_quota));
        let waits =
            |event: &Event| cut.binary_search(&event.id).is_ok() && over_quota.binary_search(&event.id).is_err();
        let (waiting, looked_at): (Vec<Event>, Vec<Event>) = self.looked_at.into_iter().partition(waits);
        (BatchPlan { steps, looked_at, is_cut, waits_for_quota, is_unproven: self.is_unproven }, waiting)
    }
}

/// Splits steps at a limit by a measure of size. Steps without size are always taken.
fn within(steps: Vec<Step>, limit: usize, size: fn(&Step) -> usize) -> (Vec<Step>, Vec<Step>) {
    let mut taken = 0;
    steps.into_iter().partition(|step| {
        let size = size(step);
        let is_taken = size == 0 || taken + size <= limit;
        taken += if is_taken { size } else { 0 };
        is_taken
    })
}

fn count(steps: &[Step]) -> usize {
    steps.iter().map(size).sum()
}

/// One for a step that sends requests, else zero.
fn size(step: &Step) -> usize {
    match step {
        Step::Note(_) | Step::Forget(_) | Step::MarkForReconcile(_) => 0,
        Step::Follow { .. }
        | Step::Create { .. }
        | Step::LookUp { .. }
        | Step::Attach { .. }
        | Step::Delete { .. }
        | Step::Reconcile { .. } => 1,
    }
}

/// The events that steps are about, in order.
fn events(steps: &[Step]) -> Vec<String> {
    sorted(steps.iter().map(|step| step.event().to_owned()))
}

/// How many meetings a step makes.
fn creates(step: &Step) -> usize {
    match step {
        Step::Create { .. } => 1,
        Step::Reconcile { fixes, .. } => fixes.iter().filter(|fix| matches!(fix, OccurrenceFix::Detach { .. })).count(),
        Step::Follow { .. }
        | Step::LookUp { .. }
        | Step::Attach { .. }
        | Step::Delete { .. }
        | Step::Note(_)
        | Step::Forget(_)
        | Step::MarkForReconcile(_) => 0,
    }
}

/// Marks occurrences with a meeting of their own whose series leaves: their events are read again, and show whether they were deleted too.
fn left_behind(steps: &[Step], state: &State, now: Instant) -> Vec<Step> {
    let leaving = |step: &Step| match step {
        Step::Note(link) if link.state == LinkState::Leaving && link.series.is_some() => {
            Some(EventId(&link.event).base().0.to_owned())
        }
        _ => None,
    };
    // Which part of a split series an occurrence belongs to is not told by its id, so those of all parts are read.
    let series = sorted(steps.iter().filter_map(leaving));
    if series.is_empty() {
        return Vec::new();
    }
    let decided = events(steps);
    let behind = |link: &Link| {
        let is_left = series.binary_search(&EventId(&link.event).base_of_occurrence()?.0.to_owned()).is_ok();
        let is_live = matches!(link.state, LinkState::Linked | LinkState::Failed(_));
        let is_open = decided.binary_search(&link.event).is_err();
        (is_left && is_live && is_open).then(|| Step::Note(link.becoming(LinkState::Behind, now.plus(-MINUTE))))
    };
    state.links().filter_map(behind).collect()
}

/// What the id of an occurrence whose meeting is looked up tells of its series.
fn looked_up(step: &Step) -> Option<EventId<'_>> {
    match step {
        Step::LookUp { link, .. } => EventId(&link.event).base_of_occurrence(),
        _ => None,
    }
}

/// Whether an occurrence has a meeting of its own.
pub fn is_own(state: &State, event: &Event) -> bool {
    state.link(&event.id).is_some_and(|link| !matches!(link.state, LinkState::Deleted | LinkState::Gone))
}

/// The events that the next batch looks at again after these steps: series to be compared, occurrences to be read.
pub fn marked_events(state: &State, steps: &[Step]) -> Vec<String> {
    let needs_another_look = |step: &&Step| match step {
        Step::Follow { then, .. } => then.series.is_some(),
        Step::Note(then) => then.series.is_some() || then.state == LinkState::Behind,
        Step::Create { link, .. } => link.series.is_some(),
        Step::MarkForReconcile(_) => true,
        Step::LookUp { .. } => looked_up(step).is_some(),
        Step::Reconcile { .. } | Step::Attach { .. } | Step::Delete { .. } | Step::Forget(_) => false,
    };
    let marked = |step: &Step| match looked_up(step) {
        Some(base) => state.parts(base),
        None => vec![step.event().to_owned()],
    };
    steps.iter().filter(needs_another_look).flat_map(marked).collect()
}
