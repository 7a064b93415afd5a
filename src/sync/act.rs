//! Carries out a plan in as few round trips as its steps allow, and leaves behind links from which the next run can go on.
//!
//! 1. Links of meetings to be made are saved as pending.
//! 2. One wave to Webex: changes, deletions, lookups by tag, lists of invitees.
//! 3. Meetings are made, at most ten a round trip, since one lost connection loses all answers; their ids are saved.
//! 4. One wave for differences of invitees.
//! 5. Meetings are written into their events.
//!
//! The last save, with the calendar's sync token, is the runner's.
//! A failed call leaves its link behind, failed or gone; only a lost connection ends the run, and then nothing more is saved.

use crate::event::Event;
use crate::link::{Link, LinkState, Refusal};
use crate::meeting::{Draft, Fingerprints, Meeting, MeetingId};
use crate::port::Ports;
use crate::store::State;
use crate::sync::attach::{attach, Attachment};
use crate::sync::find::find_by_tag;
use crate::sync::invitees::{difference, read_invitees, Invited};
use crate::sync::plan::{Guests, Step};
use crate::time::{Instant, DAY};
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, Call, MeetingPatch, BULK_LIMIT};
use crate::webex::{Client, Failure};

/// The most meetings that are made in one round trip.
const CREATES_AT_ONCE: usize = 10;

/// Whether everything was carried out, so that the calendar's changes need not be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of it.
    Complete,
    /// Something has to be tried again from the same changes.
    Incomplete,
}

/// Carries out the steps. `calendar` is the id of the calendar that the events lie in.
pub fn carry_out(
    ports: &Ports<'_>,
    state: &mut State,
    calendar: &str,
    events: &[Event],
    steps: Vec<Step>,
) -> Result<Progress, Failure> {
    let mut work = Work { ports, now: ports.clock.now(), progress: Progress::Complete };
    let mut batch = Batch::default();
    for step in steps {
        batch.take(state, step);
    }
    if !batch.creations.is_empty() {
        batch.creations.retain(|creation| state.put(creation.link.clone()).is_ok());
        state.save(ports).map_err(Failure::Unreachable)?;
    }
    work.first_wave(state, &mut batch)?;
    work.create(state, &mut batch)?;
    work.invitees(state, &mut batch)?;
    for change in &batch.changes {
        work.settle(state, change);
    }
    let attached = attach(ports, state, calendar, events, batch.attachments)?;
    Ok(if attached == Progress::Complete { work.progress } else { attached })
}

/// A meeting that changes, or whose invitees do.
struct Change {
    meeting: MeetingId,
    patch: Option<MeetingPatch>,
    guests: Option<Guests>,
    before: Fingerprints,
    then: Link,
    failure: Option<Failure>,
    guests_failure: Option<Failure>,
    invited: Invited,
}

struct Creation {
    draft: Draft,
    link: Link,
    guests: Guests,
    told: Fingerprints,
    asked_before: bool,
}

#[derive(Default)]
struct Batch {
    changes: Vec<Change>,
    creations: Vec<Creation>,
    lookups: Vec<(String, Link)>,
    attachments: Vec<Attachment>,
    deletions: Vec<(MeetingId, Link)>,
}

impl Batch {
    /// Sorts a step by what it needs; one that needs nobody is done at once.
    fn take(&mut self, state: &mut State, step: Step) {
        match step {
            Step::Note(link) => state.replace(link),
            Step::Forget(event) => state.remove(&event),
            Step::Delete { meeting, then } => self.deletions.push((meeting, then)),
            Step::LookUp { tag, link } => self.lookups.push((tag, link)),
            Step::Attach { meeting, then } => {
                self.attachments.push(Attachment { id: meeting, meeting: None, then });
            }
            Step::Create { draft, link, guests, told, asked_before } => {
                self.creations.push(Creation { draft, link, guests, told, asked_before });
            }
            Step::Follow { meeting, patch, guests, then } => {
                let before = state.link(&then.event).map(Link::known).unwrap_or_default();
                let patch = Some(patch).filter(|patch| *patch != MeetingPatch::default());
                self.changes.push(Change::new(meeting, patch, guests, before, then));
            }
        }
    }
}

impl Change {
    fn new(
        meeting: MeetingId,
        patch: Option<MeetingPatch>,
        guests: Option<Guests>,
        before: Fingerprints,
        then: Link,
    ) -> Self {
        Change { meeting, patch, guests, before, then, failure: None, guests_failure: None, invited: Invited::Settled }
    }
}

/// What the answer to a call of the first wave is for.
enum Purpose {
    Patch(usize),
    Invite(usize),
    ListInvitees(usize),
    Delete(usize),
    Describe(usize),
}

struct Work<'a> {
    ports: &'a Ports<'a>,
    now: Instant,
    progress: Progress,
}

impl Work<'_> {
    /// When to try again: up to a quarter later than Webex asks, so that many users' executions don't come back at once.
    fn later(&self, failure: &Failure) -> Instant {
        let mut byte = [0];
        // Without randomness the time is as good, only shared.
        let _ = self.ports.random.fill(&mut byte);
        self.now.plus(failure.wait() + failure.wait() * i64::from(byte[0]) / 1024)
    }

    fn first_wave(&mut self, state: &mut State, batch: &mut Batch) -> Result<(), Failure> {
        let mut calls: Vec<Call> = Vec::new();
        let mut purposes: Vec<Purpose> = Vec::new();
        let mut add = |call: Call, purpose: Purpose| {
            calls.push(call);
            purposes.push(purpose);
        };
        for (index, change) in batch.changes.iter().enumerate() {
            if let Some(patch) = &change.patch {
                add(endpoint::patch_meeting(&change.meeting, patch), Purpose::Patch(index));
            }
            match &change.guests {
                Some(guests) if guests.none_so_far => {
                    for chunk in guests.wanted.chunks(BULK_LIMIT) {
                        add(endpoint::insert_invitees(&change.meeting, chunk), Purpose::Invite(index));
                    }
                }
                Some(_) => add(endpoint::list_invitees(&change.meeting), Purpose::ListInvitees(index)),
                None => {}
            }
        }
        for (index, (meeting, _)) in batch.deletions.iter().enumerate() {
            add(endpoint::delete_meeting(meeting), Purpose::Delete(index));
        }
        for (index, attachment) in batch.attachments.iter().enumerate() {
            add(endpoint::get_meeting(&attachment.id), Purpose::Describe(index));
        }
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (purpose, answer) in purposes.into_iter().zip(answers) {
            self.first_answer(state, batch, &purpose, answer);
        }
        batch.attachments.retain(|attachment| attachment.meeting.is_some());
        Ok(())
    }

    fn first_answer(&mut self, state: &mut State, batch: &mut Batch, purpose: &Purpose, answer: Answer) {
        match *purpose {
            Purpose::Patch(index) => batch.changes[index].failure = answer.err(),
            Purpose::Invite(index) => match answer {
                Ok(_) => {}
                // Someone is invited already: the list tells who, and the difference is made next.
                Err(Failure::Conflict) => batch.changes[index].invited = Invited::Unknown,
                Err(failure) => batch.changes[index].guests_failure = Some(failure),
            },
            Purpose::ListInvitees(index) => match answer {
                Ok(list) => {
                    let invitees = read_invitees(list.get("items").items());
                    // A full page may have others behind it.
                    let is_all = invitees.len() < BULK_LIMIT;
                    batch.changes[index].invited = if is_all { Invited::Known(invitees) } else { Invited::Unknown };
                }
                Err(failure) => batch.changes[index].guests_failure = Some(failure),
            },
            Purpose::Delete(index) => self.deleted(state, &batch.deletions[index].1, answer.err()),
            Purpose::Describe(index) => match answer.as_ref().map(Meeting::read) {
                Ok(Some(meeting)) => batch.attachments[index].meeting = Some(meeting),
                Err(Failure::NotFound) => {
                    let link = &batch.attachments[index].then;
                    state.replace(link.becoming(LinkState::Gone, self.now));
                }
                Ok(None) | Err(_) => self.progress = Progress::Incomplete,
            },
        }
    }

    /// A meeting that is not there any more counts as deleted; one that runs is deleted when it has ended.
    fn deleted(&self, state: &mut State, then: &Link, failure: Option<Failure>) {
        let link = match failure {
            None | Some(Failure::NotFound) => then.clone(),
            Some(failure) => match refusal(&failure) {
                Some(refusal) => then.becoming(LinkState::Failed(refusal), self.now),
                // An orphan stays one, and the next sweep reads its event again.
                None if state.link(&then.event).is_some_and(|link| link.state == LinkState::Waiting) => return,
                None => then.becoming(LinkState::Leaving, self.later(&failure)),
            },
        };
        state.replace(link);
    }

    fn create(&mut self, state: &mut State, batch: &mut Batch) -> Result<(), Failure> {
        for (tag, link) in core::mem::take(&mut batch.lookups) {
            match self.find(state, &tag)? {
                Some(meeting) => {
                    let found = Link { meeting: meeting.id, ..link.becoming(LinkState::Waiting, link.at) };
                    state.replace(found);
                }
                None => state.remove(&link.event),
            }
        }
        if batch.creations.is_empty() {
            return Ok(());
        }
        let mut made: Vec<(Creation, Meeting)> = Vec::new();
        let mut to_make: Vec<Creation> = Vec::new();
        for creation in core::mem::take(&mut batch.creations) {
            let found = if creation.asked_before { self.find(state, &creation.draft.tag)? } else { None };
            match found {
                Some(meeting) => self.adopted(state, batch, &creation.link, meeting),
                None => to_make.push(creation),
            }
        }
        while !to_make.is_empty() {
            let rest = to_make.split_off(to_make.len().min(CREATES_AT_ONCE));
            let calls: Vec<Call> = to_make.iter().map(|creation| endpoint::create_meeting(&creation.draft)).collect();
            let answers = Client::new(self.ports, state).send_all(&calls)?;
            for (creation, answer) in core::mem::replace(&mut to_make, rest).into_iter().zip(answers) {
                match answer.and_then(|json| Meeting::read(&json).ok_or(Failure::Malformed)) {
                    Ok(meeting) => made.push((creation, meeting)),
                    Err(failure) => self.not_made(state, &creation.link, &failure),
                }
            }
        }
        for (creation, meeting) in made {
            self.created(state, batch, creation, meeting);
        }
        state.save(self.ports).map_err(Failure::Unreachable)
    }

    fn not_made(&mut self, state: &mut State, link: &Link, failure: &Failure) {
        match refusal(failure) {
            // Without a meeting there is nothing to remember: its card offers to try again.
            Some(_) if link.meeting.is_none() => state.remove(&link.event),
            Some(refusal) => state.replace(link.becoming(LinkState::Failed(refusal), self.now)),
            None => self.progress = Progress::Incomplete,
        }
    }

    /// A meeting that an earlier run made: what it was told then is not known, so the event's next reading tells it everything.
    fn adopted(&self, state: &mut State, batch: &mut Batch, link: &Link, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), told: Fingerprints::default(), ..attaching };
        let then = link.becoming(LinkState::Linked, self.now);
        state.replace(link);
        batch.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    fn created(&self, state: &mut State, batch: &mut Batch, creation: Creation, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = creation.link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), told: creation.told.without_guests(), ..attaching };
        state.replace(link.clone());
        let then = link.becoming(LinkState::Linked, self.now);
        if !creation.guests.wanted.is_empty() {
            let invited = Link { told: creation.told, ..link.clone() };
            let change = Change::new(id.clone(), None, Some(creation.guests), link.told, invited);
            batch.changes.push(Change { invited: Invited::Known(Vec::new()), ..change });
        }
        batch.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    /// The meeting with this tag, whether or not Webex filters by tags.
    fn find(&self, state: &mut State, tag: &str) -> Result<Option<Meeting>, Failure> {
        let (from, to) = (self.now.plus(-7 * DAY), self.now.plus(370 * DAY));
        find_by_tag(&mut Client::new(self.ports, state), from, to, tag)
    }

    fn invitees(&mut self, state: &mut State, batch: &mut Batch) -> Result<(), Failure> {
        let mut calls: Vec<Call> = Vec::new();
        let mut owners: Vec<usize> = Vec::new();
        for (index, change) in batch.changes.iter_mut().enumerate() {
            let Some(guests) = &change.guests else {
                continue;
            };
            let invited = match &change.invited {
                Invited::Settled => continue,
                Invited::Known(invitees) => invitees.clone(),
                Invited::Unknown => {
                    let list = Client::new(self.ports, state).list(&endpoint::list_invitees(&change.meeting));
                    match list {
                        Ok(items) => read_invitees(&items),
                        Err(Failure::Unreachable(error)) => return Err(Failure::Unreachable(error)),
                        Err(failure) => {
                            change.guests_failure = Some(failure);
                            continue;
                        }
                    }
                }
            };
            for call in difference(&change.meeting, guests, &invited) {
                calls.push(call);
                owners.push(index);
            }
        }
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (index, answer) in owners.into_iter().zip(answers) {
            match answer {
                Ok(_) | Err(Failure::NotFound) => {}
                Err(failure) => batch.changes[index].guests_failure = Some(failure),
            }
        }
        Ok(())
    }

    /// Writes down how a change ended.
    fn settle(&mut self, state: &mut State, change: &Change) {
        let then = match state.link(&change.then.event) {
            // A meeting that was just made is still to be attached.
            Some(link) if change.then.state == LinkState::Attaching => link.clone(),
            _ => change.then.clone(),
        };
        let link = match (&change.failure, &change.guests_failure) {
            (None, None) => {
                let guests = change.then.told.guests.clone();
                Link { told: Fingerprints { guests, ..then.told.clone() }, ..then }
            }
            (Some(Failure::NotFound), _) => then.becoming(LinkState::Gone, self.now),
            (Some(failure), _) => match refusal(failure) {
                Some(refusal) => then.becoming(LinkState::Failed(refusal), self.now),
                None => {
                    let behind = then.becoming(LinkState::Behind, self.later(failure));
                    Link { told: change.before.clone(), ..behind }
                }
            },
            (None, Some(failure)) => match refusal(failure) {
                Some(refusal) => then.becoming(LinkState::Failed(refusal), self.now),
                None => {
                    let behind = then.becoming(LinkState::Behind, self.later(failure));
                    let told = Fingerprints { guests: change.before.guests.clone(), ..then.told.clone() };
                    Link { told, ..behind }
                }
            },
        };
        state.replace(link);
    }
}

/// The refusal that a failure stands for, if trying again is of no use.
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
