//! Carries out the fixes that make a series' occurrences at Webex equal the calendar's.
//!
//! An occurrence that Webex refuses to change leaves the series for a meeting of its own.
//! After a failure the series stays marked, and the next run compares it again.

use crate::base::json::object;
use crate::flow::sync::act::{Creation, Tasks, Work};
use crate::flow::sync::invitees::difference;
use crate::google::calendar::{self, Patch};
use crate::model::event::{Conference, Event};
use crate::model::link::{Link, LinkState, Series};
use crate::model::meeting::{webex_url, Meeting, MeetingId};
use crate::model::settings::Kind;
use crate::plan::proposal::{Guests, Proposal};
use crate::plan::step::{Asked, OccurrenceFix};
use crate::store::State;
use crate::ui::response::ConferenceData;
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The work on one series' occurrences.
pub(super) struct Reconciliation {
    fixes: Vec<OccurrenceFix>,
    /// The calendar's occurrences.
    pub(super) events: Vec<Event>,
    detached: Vec<(usize, Proposal)>,
    then: Link,
    /// Occurrences that Webex refused to change.
    refused: Vec<(MeetingId, usize)>,
    /// The invitees that were listed, in the order of the fixes that invite.
    listed: Vec<Option<Vec<(String, String)>>>,
    /// Whether everything went well so far.
    pub(super) is_done: bool,
}

impl Reconciliation {
    pub(super) fn new(
        fixes: Vec<OccurrenceFix>,
        events: Vec<Event>,
        detached: Vec<(usize, Proposal)>,
        then: Link,
    ) -> Self {
        Reconciliation { fixes, events, detached, then, refused: Vec::new(), listed: Vec::new(), is_done: true }
    }

    /// The meetings for occurrences that leave the series.
    pub(super) fn creations(&self) -> Vec<Creation> {
        let leaves = |fix: &OccurrenceFix| match fix {
            OccurrenceFix::Detach { event, .. } => self.creation(*event),
            OccurrenceFix::Patch { .. }
            | OccurrenceFix::Invite { .. }
            | OccurrenceFix::Delete(_)
            | OccurrenceFix::Show { .. } => None,
        };
        self.fixes.iter().filter_map(leaves).collect()
    }

    fn creation(&self, index: usize) -> Option<Creation> {
        let (_, proposal) = self.detached.iter().find(|(event, _)| *event == index)?;
        let Proposal { draft, guests, last_sent, end, series } = proposal.clone();
        let event = self.events.get(index)?;
        // `last_sent` shows that the event is saved, so that a later run that finds the meeting writes it into the event.
        let pending = Link::pending(&event.id, self.then.calendar, self.then.at);
        let link = Link { end, series, last_sent: last_sent.clone(), host: self.then.host, ..pending };
        Some(Creation { draft, link, before: None, guests, last_sent, asked: Asked::Never })
    }

    /// The first calls to Webex, with the indices of their fixes.
    pub(super) fn calls(&self) -> Vec<(usize, Call)> {
        let call = |fix: &OccurrenceFix| match fix {
            OccurrenceFix::Patch { id, patch, .. } => Some(endpoint::patch_meeting(id, patch)),
            OccurrenceFix::Delete(id) | OccurrenceFix::Detach { id: Some(id), .. } => {
                Some(endpoint::delete_meeting(id))
            }
            OccurrenceFix::Detach { id: None, .. } | OccurrenceFix::Invite { .. } | OccurrenceFix::Show { .. } => None,
        };
        self.fixes.iter().enumerate().filter_map(|(index, fix)| Some((index, call(fix)?))).collect()
    }

    /// Takes Webex's answer to one of these calls.
    pub(super) fn answered(&mut self, index: usize, answer: Answer) {
        match (&self.fixes[index], answer) {
            (OccurrenceFix::Patch { event, .. }, Ok(json)) => {
                let shown = self.events.get(*event).and_then(|event| webex_url(event.video_uri.as_deref()?));
                let own = Meeting::read(&json).filter(|own| shown.is_some_and(|shown| shown != own.web_link));
                // The change may have given it join data of its own.
                let show = own.map(|meeting| OccurrenceFix::Show { meeting, event: *event });
                self.fixes.extend(show);
            }
            (_, Ok(_)) | (OccurrenceFix::Delete(_) | OccurrenceFix::Detach { .. }, Err(Failure::NotFound)) => {}
            (
                OccurrenceFix::Patch { id, event, .. },
                Err(Failure::Rejected(_) | Failure::Conflict | Failure::Forbidden),
            ) => {
                self.refused.push((id.clone(), *event));
            }
            (_, Err(_)) => self.is_done = false,
        }
    }

    /// The lists of invitees that have to be read.
    pub(super) fn invitee_lists(&self) -> Vec<Call> {
        self.invited().map(|(id, _)| endpoint::list_invitees(id)).collect()
    }

    fn invited(&self) -> impl Iterator<Item = (&MeetingId, &Guests)> {
        self.fixes.iter().filter_map(|fix| match fix {
            OccurrenceFix::Invite { id, guests } => Some((id, guests)),
            OccurrenceFix::Patch { .. }
            | OccurrenceFix::Delete(_)
            | OccurrenceFix::Detach { .. }
            | OccurrenceFix::Show { .. } => None,
        })
    }

    /// Takes one of these lists; none if it could not be read.
    pub(super) fn listed(&mut self, list: Option<Vec<(String, String)>>) {
        self.is_done &= list.is_some();
        self.listed.push(list);
    }

    /// The calls that turn the listed invitees into the events' guests.
    pub(super) fn invitations(&self) -> Vec<Call> {
        let lists = self.invited().zip(&self.listed);
        let calls = lists.filter_map(|((id, guests), list)| Some(difference(id, guests, list.as_ref()?)));
        calls.flatten().collect()
    }

    /// Records the result. If a meeting was not made yet, the series is compared again.
    pub(super) fn close(self, state: &mut State) {
        let is_made = |index: &usize| {
            let link = self.events.get(*index).and_then(|event| state.link(&event.id));
            link.is_some_and(|link| link.state != LinkState::Pending)
        };
        let gets_meeting = |index: &&usize| self.detached.iter().any(|(event, _)| event == *index);
        let left = self.fixes.iter().filter_map(|fix| match fix {
            OccurrenceFix::Detach { event, .. } => Some(event),
            OccurrenceFix::Patch { .. }
            | OccurrenceFix::Invite { .. }
            | OccurrenceFix::Delete(_)
            | OccurrenceFix::Show { .. } => None,
        });
        let mut left = left.chain(self.refused.iter().map(|(_, event)| event)).filter(gets_meeting);
        let is_done = self.is_done && left.all(is_made);
        let series = self.then.series.clone().map(|series| Series { is_reconciled: is_done, ..series });
        state.replace(Link { series, ..self.then });
    }
}

impl Work<'_> {
    /// Gives each occurrence that Webex refused to change a meeting of its own, and deletes it from the series.
    pub(super) fn release(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        let mut calls = Vec::new();
        let mut owners = Vec::new();
        for (index, reconciliation) in tasks.reconciliations.iter().enumerate() {
            for (id, event) in &reconciliation.refused {
                let Some(mut creation) = reconciliation.creation(*event) else { continue };
                if creation.note(state) {
                    tasks.creations.push(creation);
                    calls.push(endpoint::delete_meeting(id));
                    owners.push(index);
                }
            }
        }
        if calls.is_empty() {
            return Ok(());
        }
        state.save(self.ports).map_err(Failure::Unreachable)?;
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (index, answer) in owners.into_iter().zip(answers) {
            tasks.reconciliations[index].is_done &= matches!(answer, Ok(_) | Err(Failure::NotFound));
        }
        Ok(())
    }

    /// Writes an occurrence's own join data into its event, if Webex gave it some.
    pub(super) fn show(&self, calendar: &str, tasks: &Tasks) -> Result<(), Failure> {
        let mut patches = Vec::new();
        for reconciliation in &tasks.reconciliations {
            let series = &reconciliation.then.event;
            for fix in &reconciliation.fixes {
                let OccurrenceFix::Show { meeting, event } = fix else { continue };
                let event = &reconciliation.events[*event];
                let Conference::Ours { meeting: id, .. } = &event.conference else { continue };
                let shown = Meeting { id: Some(id.clone()), ..meeting.clone() };
                let data = ConferenceData::of(&shown, Kind::Meeting, series, None).for_api();
                patches.push(Patch {
                    calendar: calendar.to_owned(),
                    event: event.id.clone(),
                    etag: event.etag.clone(),
                    body: object([("conferenceData", data)]),
                });
            }
        }
        // An event that Google did not write keeps the series' URL, which leads to the same meeting.
        calendar::patch_all(self.ports, &patches).map_err(Failure::Unreachable)?;
        Ok(())
    }
}
