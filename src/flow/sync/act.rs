//! Carries out a plan in as few round trips as its steps allow, and leaves links from which the next run can go on.
//!
//! 1. Links of meetings to be made are saved as pending.
//! 2. One wave to Webex: changes, deletions, descriptions of meetings, lists of invitees. A second wave replaces refused rules.
//! 3. Meetings that an earlier run may have made are looked up by their tags. One wave to the calendar reserves the events of the others,
//!    so that nobody else's add-on makes them too. They are made, at most ten a round trip, since a lost connection loses all answers.
//!    Their ids are saved.
//! 4. One wave for differences of invitees.
//! 5. Meetings are written into their events, and the reservations removed.
//!
//! The caller saves the records, with the calendar's sync token, at the end.
//! After a failed call its link is behind, failed or gone. Only a lost connection ends the run, and then nothing more is saved.

mod create;
mod invite;
mod occurrences;
mod reserve;

use crate::base::time::Instant;
use crate::flow::sync::act::occurrences::Reconciliation;
use crate::flow::sync::act::reserve::Versions;
use crate::flow::sync::attach::{attach, Attachment, Progress};
use crate::flow::sync::invitees::{read_invitees, Invited};
use crate::model::event::Event;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState, Refusal, Series};
use crate::model::meeting::{Draft, Meeting, MeetingId, MeetingPatch, RulePatch};
use crate::plan::proposal::Guests;
use crate::plan::step::{Asked, Step};
use crate::port::Ports;
use crate::store::State;
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, Call, BULK_LIMIT};
use crate::webex::{Client, Failure};

/// Carries out the steps. `calendar` is the id of the calendar that the events lie in.
pub fn carry_out(
    ports: &Ports<'_>,
    state: &mut State,
    calendar: &str,
    events: &[Event],
    steps: Vec<Step>,
) -> Result<Progress, Failure> {
    let mut work = Work { ports, now: ports.clock.now(), calendar, progress: Progress::Complete };
    let mut tasks = Tasks::default();
    for step in steps {
        tasks.take(state, step);
    }
    if !tasks.creations.is_empty() {
        tasks.creations.retain_mut(|creation| creation.note(state));
        state.save(ports).map_err(Failure::Unreachable)?;
    }
    work.first_wave(state, &mut tasks)?;
    work.replace_refused_rules(state, &mut tasks)?;
    work.release(state, &mut tasks)?;
    let mut versions = Versions::of(events, &tasks);
    work.create(state, &mut tasks, &mut versions)?;
    work.invitees(state, &mut tasks)?;
    for change in &tasks.changes {
        work.conclude(state, change);
    }
    let version = |id: &str| versions.find(id).map(|version| version.etag.clone()).unwrap_or_default();
    work.show(calendar, &tasks)?;
    let attached = attach(ports, state, calendar, &version, tasks.attachments)?;
    for reconciliation in tasks.reconciliations {
        reconciliation.close(state);
    }
    Ok(if attached == Progress::Complete { work.progress } else { attached })
}

/// A change of a meeting or of its invitees.
struct Change {
    meeting: MeetingId,
    patch: Option<MeetingPatch>,
    fallback_rule: Option<String>,
    guests: Option<Guests>,
    /// What Webex had before; it still has it after a failure.
    before: Before,
    then: Link,
    failure: Option<Failure>,
    guests_failure: Option<Failure>,
    invited: Invited,
}

/// What Webex has of an event.
struct Before {
    last_sent: Fingerprints,
    series: Option<Series>,
}

struct Creation {
    draft: Draft,
    link: Link,
    /// The link that the event had before.
    before: Option<Link>,
    guests: Guests,
    last_sent: Fingerprints,
    asked: Asked,
}

#[derive(Default)]
struct Tasks {
    changes: Vec<Change>,
    creations: Vec<Creation>,
    lookups: Vec<(String, Link)>,
    attachments: Vec<Attachment>,
    deletions: Vec<(MeetingId, Link)>,
    reconciliations: Vec<Reconciliation>,
}

impl Tasks {
    /// Sorts a step by the requests that it needs. A step without requests is carried out at once.
    fn take(&mut self, state: &mut State, step: Step) {
        match step {
            Step::Note(link) => state.replace(link),
            Step::Forget(event) => state.remove(&event),
            Step::Delete { meeting, then } => self.deletions.push((meeting, then)),
            Step::LookUp { tag, link } => self.lookups.push((tag, link)),
            Step::Attach { meeting, then } => {
                self.attachments.push(Attachment { id: meeting, meeting: None, then });
            }
            Step::Create { draft, link, guests, last_sent, asked } => {
                self.creations.push(Creation { draft, link, before: None, guests, last_sent, asked });
            }
            Step::Follow { meeting, patch, fallback_rule, guests, then } => {
                let known = state.link(&then.event);
                let last_sent = known.map(Link::last_accepted).unwrap_or_default();
                let before = Before { last_sent, series: known.and_then(|link| link.series.clone()) };
                let patch = Some(patch).filter(|patch| *patch != MeetingPatch::default());
                let change = Change::new(meeting, patch, guests, before, then);
                self.changes.push(Change { fallback_rule, ..change });
            }
            Step::MarkForReconcile(event) => mark_for_reconcile(state, &event),
            Step::Reconcile { fixes, events, detached, then } => {
                let reconciliation = Reconciliation::new(fixes, events, detached, then);
                self.creations.extend(reconciliation.creations());
                self.reconciliations.push(reconciliation);
            }
        }
    }
}

/// Has the occurrences of a series compared with Webex's by the next batch.
fn mark_for_reconcile(state: &mut State, series: &str) {
    if let Some((link, series)) = state.link(series).and_then(|link| Some((link, link.series.clone()?))) {
        let link = Link { series: Some(Series { is_reconciled: false, ..series }), ..link.clone() };
        state.replace(link);
    }
}

impl Change {
    fn new(
        meeting: MeetingId,
        patch: Option<MeetingPatch>,
        guests: Option<Guests>,
        before: Before,
        then: Link,
    ) -> Self {
        let (failure, guests_failure, invited) = (None, None, Invited::Done);
        Change { meeting, patch, fallback_rule: None, guests, before, then, failure, guests_failure, invited }
    }
}

/// The purpose of a call in the first wave, with the index of its task.
#[derive(Clone, Copy)]
enum Purpose {
    Patch(usize),
    Invite(usize),
    ListInvitees(usize),
    Delete(usize),
    Describe(usize),
    /// A fix of a reconciliation, by the indices of both.
    OccurrenceFix(usize, usize),
}

struct Work<'a> {
    ports: &'a Ports<'a>,
    now: Instant,
    calendar: &'a str,
    progress: Progress,
}

impl Work<'_> {
    /// When to try again: up to a quarter later than Webex asks, so that not all users' executions come back at the same time.
    fn later(&self, failure: &Failure) -> Instant {
        let mut byte = [0];
        // Without random bytes the time is still valid, but the same for all users.
        let _ = self.ports.random.fill(&mut byte);
        self.now.plus(failure.wait() + failure.wait() * i64::from(byte[0]) / 1024)
    }

    fn first_wave(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        let mut calls: Vec<Call> = Vec::new();
        let mut purposes: Vec<Purpose> = Vec::new();
        let mut add = |call: Call, purpose: Purpose| {
            calls.push(call);
            purposes.push(purpose);
        };
        for (index, change) in tasks.changes.iter().enumerate() {
            if let Some(patch) = &change.patch {
                add(endpoint::patch_meeting(&change.meeting, patch), Purpose::Patch(index));
            }
            match &change.guests {
                Some(guests) if guests.none_so_far => {
                    for chunk in guests.emails.chunks(BULK_LIMIT) {
                        add(endpoint::insert_invitees(&change.meeting, chunk), Purpose::Invite(index));
                    }
                }
                Some(_) => add(endpoint::list_invitees(&change.meeting), Purpose::ListInvitees(index)),
                None => {}
            }
        }
        for (index, (meeting, _)) in tasks.deletions.iter().enumerate() {
            add(endpoint::delete_meeting(meeting), Purpose::Delete(index));
        }
        for (index, attachment) in tasks.attachments.iter().enumerate() {
            add(endpoint::get_meeting(&attachment.id), Purpose::Describe(index));
        }
        for (index, reconciliation) in tasks.reconciliations.iter().enumerate() {
            for (fix, call) in reconciliation.calls() {
                add(call, Purpose::OccurrenceFix(index, fix));
            }
        }
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (purpose, answer) in purposes.into_iter().zip(answers) {
            self.first_answer(state, tasks, &purpose, answer);
        }
        tasks.attachments.retain(|attachment| attachment.meeting.is_some());
        Ok(())
    }

    fn first_answer(&mut self, state: &mut State, tasks: &mut Tasks, purpose: &Purpose, answer: Answer) {
        match *purpose {
            Purpose::Patch(index) => tasks.changes[index].failure = answer.err(),
            Purpose::Invite(index) => match answer {
                Ok(_) => {}
                // Somebody is invited already, so the list is read, and the difference is sent next.
                Err(Failure::Conflict) => tasks.changes[index].invited = Invited::Unknown,
                Err(failure) => tasks.changes[index].guests_failure = Some(failure),
            },
            Purpose::ListInvitees(index) => match answer {
                Ok(list) => {
                    let invitees = read_invitees(list.get("items").items());
                    // After a full page there may be another one.
                    let is_all = invitees.len() < BULK_LIMIT;
                    tasks.changes[index].invited = if is_all { Invited::Known(invitees) } else { Invited::Unknown };
                }
                Err(failure) => tasks.changes[index].guests_failure = Some(failure),
            },
            Purpose::Delete(index) => self.deleted(state, &tasks.deletions[index].1, answer.err()),
            Purpose::Describe(index) => {
                let attachment = &mut tasks.attachments[index];
                let mut then = |becomes| state.replace(attachment.then.becoming(becomes, self.now));
                match answer.as_ref().map(Meeting::read) {
                    Ok(Some(meeting)) => attachment.meeting = Some(meeting),
                    Err(Failure::NotFound) => then(LinkState::Gone),
                    // The meeting is not written, and the calendar's later changes don't wait for it.
                    Err(failure) => match refusal(failure) {
                        Some(refusal) => then(LinkState::Failed(refusal)),
                        None => self.progress = Progress::Incomplete,
                    },
                    Ok(None) => self.progress = Progress::Incomplete,
                }
            }
            Purpose::OccurrenceFix(index, fix) => tasks.reconciliations[index].answered(fix, answer),
        }
    }

    /// Replaces a rule that Webex refused by its fallback rule, in the same run.
    fn replace_refused_rules(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        let mut calls = Vec::new();
        let mut owners = Vec::new();
        for (index, change) in tasks.changes.iter_mut().enumerate() {
            let is_refused = change.failure.as_ref().is_some_and(Failure::may_be_the_rule);
            if let (Some(fallback_rule), Some(patch)) =
                (change.fallback_rule.take().filter(|_| is_refused), &mut change.patch)
            {
                patch.rule = Some(RulePatch::Set(fallback_rule));
                calls.push(endpoint::patch_meeting(&change.meeting, patch));
                owners.push(index);
            }
        }
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (index, answer) in owners.into_iter().zip(answers) {
            let change = &mut tasks.changes[index];
            change.failure = answer.err();
            change.then.series = change.then.series.take().map(Series::with_one_meeting);
        }
        Ok(())
    }

    /// Records the result of a deletion. A missing meeting counts as deleted; a running one is deleted after its end.
    fn deleted(&self, state: &mut State, then: &Link, failure: Option<Failure>) {
        let link = match failure {
            None | Some(Failure::NotFound) => then.clone(),
            Some(failure) => match refusal(&failure) {
                Some(refusal) => then.becoming(LinkState::Failed(refusal), self.now),
                // An orphan stays as it is, and the next hourly run reads its event again.
                None if state.link(&then.event).is_some_and(|link| link.state == LinkState::Waiting) => return,
                None => then.becoming(LinkState::Leaving, self.later(&failure)),
            },
        };
        state.replace(link);
    }

    /// Records the result of a change.
    fn conclude(&mut self, state: &mut State, change: &Change) {
        let then = match state.link(&change.then.event) {
            // A meeting that was just made still has to be attached.
            Some(link) if change.then.state == LinkState::Attaching => link.clone(),
            _ => change.then.clone(),
        };
        let link = match (&change.failure, &change.guests_failure) {
            (None, None) => {
                let guests = change.then.last_sent.guests.clone();
                Link { last_sent: Fingerprints { guests, ..then.last_sent.clone() }, ..then }
            }
            (Some(Failure::NotFound), _) => then.becoming(LinkState::Gone, self.now),
            // Webex still repeats the meeting as before, and the next try has to say so anew.
            (Some(failure), _) => {
                let series = change.before.series.clone();
                match refusal(failure) {
                    Some(refusal) => Link { series, ..then.becoming(LinkState::Failed(refusal), self.now) },
                    None => {
                        let behind = then.becoming(LinkState::Behind, self.later(failure));
                        Link { last_sent: change.before.last_sent.clone(), series, ..behind }
                    }
                }
            }
            (None, Some(failure)) => match refusal(failure) {
                Some(refusal) => then.becoming(LinkState::Failed(refusal), self.now),
                None => {
                    let behind = then.becoming(LinkState::Behind, self.later(failure));
                    let last_sent =
                        Fingerprints { guests: change.before.last_sent.guests.clone(), ..then.last_sent.clone() };
                    Link { last_sent, ..behind }
                }
            },
        };
        state.replace(link);
    }
}

/// The refusal in a failure, if trying again does not help.
fn refusal(failure: &Failure) -> Option<Refusal> {
    match failure {
        Failure::Forbidden | Failure::NotFound => Some(Refusal::Forbidden),
        Failure::Rejected(_) | Failure::Conflict => Some(Refusal::Rejected),
        Failure::SignedOut
        | Failure::NotConfigured
        | Failure::InProgress
        | Failure::RateLimited { .. }
        | Failure::Unavailable
        | Failure::Malformed
        | Failure::Unreachable(_) => None,
    }
}
