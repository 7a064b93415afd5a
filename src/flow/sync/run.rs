//! Follows a calendar: takes the lock, gathers what changed, plans, carries out, saves, and goes on while more remains.
//!
//! * State is read after the lock is held; the lock is given back after each batch.
//! * The calendar is listed once in a run; the next batch continues with the changes that one leaves.
//! * The calendar's sync token is saved last, and only when nothing of its changes remains.
//! * A run that does not get the lock leaves a mark, and the lock's holder lists the calendar once more.

use crate::base::time::{Instant, DAY};
use crate::flow::disconnect;
use crate::flow::error::Error;
use crate::flow::lock::try_with_lock;
use crate::flow::sync::act::carry_out;
use crate::flow::sync::attach::Progress;
use crate::flow::sync::batch::{marked_events, steps, Read};
use crate::flow::sync::gather::{moved, note_second_parts, reread};
use crate::flow::sync::{drift, series};
use crate::google::calendar::{self, Delta};
use crate::model::calendar_index::CalendarIndex;
use crate::model::event::Event;
use crate::model::link::{Link, LinkState};
use crate::model::quota::Pace;
use crate::plan::reconcile;
use crate::plan::step::Step;
use crate::port::{HostError, Ports};
use crate::store::cache::DIRTY;
use crate::store::{State, Want};

/// How long a trigger waits for the lock, in milliseconds.
const LOCK_WAIT: u32 = 30_000;
/// After this many seconds a run begins no other batch: three quarters of Google's six minutes.
const RUN_LIMIT: i64 = 270;
/// How long the mark of a run that did not get the lock stays in the cache, in seconds.
const MARK_LIFE: u32 = 600;

/// Follows one calendar, after Google said that it changed.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
pub fn follow_calendar(ports: &Ports<'_>, calendar: &str) -> Result<(), Error> {
    Run::begin(ports).follow(Pick::Id(calendar))?;
    Ok(())
}

/// Follows every calendar that is watched: the hourly run also sees changes that no trigger reported.
pub fn follow_all(ports: &Ports<'_>) -> Result<(), Error> {
    let mut run = Run::begin(ports);
    let mut index = 0;
    while !run.is_late() {
        let calendars = run.follow(Pick::Index(index))?;
        index += 1;
        if index >= calendars {
            break;
        }
    }
    if run.is_late() {
        return Ok(());
    }
    audit(ports)
}

/// Audits a few meetings, if the day's quotas allow more than following reported changes.
fn audit(ports: &Ports<'_>) -> Result<(), Error> {
    let audited = try_with_lock(ports, LOCK_WAIT, || {
        let mut state = State::load(ports, Want::AllLinks)?.locked();
        let is_signed_in = state.account.is_some() && state.tokens.is_some() && state.leaving().is_none();
        state.spent = state.spent.on(ports.clock.now());
        if is_signed_in && state.spent.may_audit() {
            drift::audit(ports, &mut state)?;
        }
        Ok(state.save(ports)?)
    });
    // Another execution holds the lock and follows the calendar; the next hourly run audits.
    audited.map(drop)
}

#[derive(Clone, Copy)]
enum Pick<'a> {
    Id(&'a str),
    Index(usize),
}

/// One execution of a trigger.
struct Run<'a> {
    ports: &'a Ports<'a>,
    started: Instant,
    pace: Pace,
}

impl<'a> Run<'a> {
    fn begin(ports: &'a Ports<'a>) -> Self {
        Run { ports, started: ports.clock.now(), pace: Pace::default() }
    }

    fn is_late(&self) -> bool {
        self.ports.clock.now() >= self.started.plus(RUN_LIMIT)
    }

    /// Follows one calendar batch after batch, and returns how many calendars there are.
    fn follow(&mut self, pick: Pick<'_>) -> Result<usize, Error> {
        let mut rest = None;
        loop {
            let outcome = batch(self.ports, pick, rest)?;
            let now = self.ports.clock.now();
            self.pace.add(outcome.requests, now);
            rest = outcome.rest;
            if !outcome.remains || self.is_late() {
                return Ok(outcome.calendars);
            }
            // The lock is free during the pause, so that a person's click does not wait.
            let wait = self.pace.wait(now);
            if wait > 0 {
                self.ports.clock.sleep(wait);
            }
        }
    }
}

#[derive(Default)]
struct Outcome {
    /// Whether another batch has something to do.
    remains: bool,
    /// The listed changes that no batch has planned yet; without them the calendar is listed again.
    rest: Option<Delta>,
    /// How many calendars are watched.
    calendars: usize,
    /// How many requests were sent to Webex.
    requests: u32,
}

fn batch(ports: &Ports<'_>, pick: Pick<'_>, rest: Option<Delta>) -> Result<Outcome, Error> {
    if let Some(outcome) = try_with_lock(ports, LOCK_WAIT, || locked_batch(ports, pick, rest))? {
        return Ok(outcome);
    }
    let now = ports.clock.now().0.to_string();
    ports.cache.put_all(&[(DIRTY, now)], MARK_LIFE)?;
    ports.log.write("sync: another execution holds the lock, left a mark");
    Ok(Outcome::default())
}

fn locked_batch(ports: &Ports<'_>, pick: Pick<'_>, rest: Option<Delta>) -> Result<Outcome, Error> {
    let started = ports.clock.now();
    let mut state = State::load(ports, Want::AllLinks)?.locked();
    state.fold_intents();
    state.spent = state.spent.on(started);
    if state.account.is_none() || state.tokens.is_none() {
        // Nothing is lost: the sync token stays where it is until the user has signed in.
        ports.log.write("sync: signed out");
        return Ok(Outcome::default());
    }
    if state.leaving().is_some() {
        let before = state.spent.requests;
        let remains = disconnect::batch(ports, &mut state)?;
        let requests = state.spent.requests.saturating_sub(before);
        return Ok(Outcome { remains, requests, ..Outcome::default() });
    }
    let index = match pick {
        Pick::Id(calendar) => state.calendar_index(calendar).position(),
        Pick::Index(index) => index,
    };
    let calendars = state.calendars.len();
    let nothing = Outcome { calendars, ..Outcome::default() };
    let Some(watched) = state.calendars.get(index) else { return Ok(nothing) };
    let is_parked = watched.parked.is_some_and(|at| started < at.plus(DAY));
    if is_parked && matches!(pick, Pick::Index(_)) {
        return Ok(nothing);
    }
    let mut holder = Holder { ports, state, started };
    let listed = match rest {
        Some(rest) => Some(rest),
        None => holder.list(index)?,
    };
    match listed {
        Some(delta) => Ok(Outcome { calendars, ..holder.follow_changes(index, delta)? }),
        None => Ok(nothing),
    }
}

/// The execution that holds the lock.
struct Holder<'a> {
    ports: &'a Ports<'a>,
    state: State,
    /// When it got the lock, before it listed anything.
    started: Instant,
}

impl Holder<'_> {
    /// Lists what changed in a calendar. Returns `None` if it can't be read, and then it is tried again a day later.
    fn list(&mut self, index: usize) -> Result<Option<Delta>, Error> {
        let (ports, state) = (self.ports, &mut self.state);
        let Some(watched) = state.calendars.get_mut(index) else { return Ok(None) };
        match calendar::changes(ports, &watched.id, watched.sync_token.as_deref()) {
            Ok(delta) => {
                let calendar = watched.id.clone();
                note_second_parts(ports, state, (&calendar, CalendarIndex::of(index)), &delta);
                Ok(Some(delta))
            }
            Err(HostError::NotFound | HostError::Forbidden) => {
                ports.log.write("sync: calendar not readable, its meetings stay");
                // The person's own calendar can't be unshared, so a refusal there is a transient fault.
                if index > 0 {
                    watched.parked = Some(self.started);
                    state.save(ports)?;
                }
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Plans one batch from the changes, carries it out and saves. The sync token is saved once no changes remain.
    fn follow_changes(&mut self, index: usize, mut delta: Delta) -> Result<Outcome, Error> {
        let (ports, state, started) = (self.ports, &mut self.state, self.started);
        let before = state.spent.requests;
        let calendar_index = CalendarIndex::of(index);
        let Some(watched) = state.calendars.get_mut(index) else { return Ok(Outcome::default()) };
        watched.parked = None;
        if watched.zone.as_deref() != Some(&delta.zone) && !delta.zone.is_empty() {
            watched.zone = Some(delta.zone.clone());
        }
        let id = watched.id.clone();
        let reread = reread(ports, state, calendar_index, &id, &mut delta)?;
        let moved = moved(ports, state, calendar_index)?;
        let compared = series::gather(ports, state, &id, calendar_index)?;
        let read = Read { calendar_index, calendar: &id, orphans: reread.orphans, moved, series: compared };
        let plan = steps(ports, state, &mut delta, read)?;
        log(ports, &plan.looked_at, &plan.steps);
        let marked = marked_events(state, &plan.steps);
        let progress = carry_out(ports, state, &id, &plan.looked_at, plan.steps)?;
        delta.is_spoiled |= progress == Progress::Incomplete || plan.waits_for_quota || plan.is_unproven;
        // Series that this batch made or changed are compared in the next batch, at once.
        let needs_reconcile =
            |link: &Link| link.calendar == calendar_index && reconcile::needs_reconcile(link, started);
        let is_due = |link: &Link| needs_reconcile(link) || (link.state == LinkState::Behind && link.at <= started);
        let follows = marked.iter().any(|event| state.link(event).is_some_and(is_due));
        let more = plan.is_cut || reread.remains || !delta.events.is_empty();
        if let Some(watched) = state.calendars.get_mut(index).filter(|_| !more && !delta.is_spoiled) {
            watched.sync_token = delta.sync_token.take().or(watched.sync_token.take());
            watched.name = delta.name.take().or(watched.name.take());
        }
        let requests = state.spent.requests - before;
        state.spent.seconds += ports.clock.now().0 - started.0;
        state.save(ports)?;
        let mark = ports.cache.get_all(&[DIRTY])?;
        let is_dirty = mark.get(DIRTY).and_then(|text| text.parse().ok()).is_some_and(|at: i64| at >= started.0);
        // Later changes are listed when these are done.
        let rest = (more || follows).then_some(delta);
        let remains = (more || follows || is_dirty) && state.spent.may_fetch();
        Ok(Outcome { remains, rest, requests, calendars: 0 })
    }
}

fn log(ports: &Ports<'_>, looked_at: &[Event], steps: &[Step]) {
    let (events, steps) = (looked_at.len().to_string(), steps.len().to_string());
    ports.log.write(&["sync: ", &events, " changes, ", &steps, " steps"].concat());
}
