//! Carries out what makes a series' occurrences at Webex equal the calendar's.
//!
//! An occurrence that Webex refuses to change leaves the series for a meeting of its own.
//! Whatever fails leaves the series unsettled, and the next run compares it again.

use crate::base::json::object;
use crate::flow::sync::act::{Batch, Creation, Work};
use crate::flow::sync::invitees::difference;
use crate::google::calendar::{self, Patch};
use crate::model::event::{Conference, Event};
use crate::model::link::{Link, LinkState, Series};
use crate::model::meeting::{webex_link, Meeting, MeetingId};
use crate::model::settings::Kind;
use crate::plan::proposal::{Guests, Proposal};
use crate::plan::step::Mend;
use crate::store::State;
use crate::ui::response::ConferenceData;
use crate::webex::client::Answer;
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The work on one series' occurrences.
pub(super) struct Settlement {
    mends: Vec<Mend>,
    /// The calendar's occurrences.
    pub(super) events: Vec<Event>,
    alone: Vec<(usize, Proposal)>,
    then: Link,
    /// Occurrences that Webex would not change.
    refused: Vec<(MeetingId, usize)>,
    /// The invitees that were listed, in the order of the mends that invite.
    listed: Vec<Option<Vec<(String, String)>>>,
    /// Whether everything went well so far.
    pub(super) is_done: bool,
}

impl Settlement {
    pub(super) fn new(mends: Vec<Mend>, events: Vec<Event>, alone: Vec<(usize, Proposal)>, then: Link) -> Self {
        Settlement { mends, events, alone, then, refused: Vec::new(), listed: Vec::new(), is_done: true }
    }

    /// The meetings that occurrences get which leave the series.
    pub(super) fn creations(&self) -> Vec<Creation> {
        let leaves = |mend: &Mend| match mend {
            Mend::Alone { event, .. } => self.creation(*event),
            Mend::Patch { .. } | Mend::Invite { .. } | Mend::Delete(_) | Mend::Show { .. } => None,
        };
        self.mends.iter().filter_map(leaves).collect()
    }

    fn creation(&self, place: usize) -> Option<Creation> {
        let (_, proposal) = self.alone.iter().find(|(event, _)| *event == place)?;
        let Proposal { draft, guests, told, end, series } = proposal.clone();
        let event = self.events.get(place)?;
        // What it is told marks a meeting for an event that is saved: whoever finds it later writes it there.
        let pending = Link::pending(&event.id, self.then.calendar, self.then.at);
        let link = Link { end, series, told: told.clone(), host: self.then.host, ..pending };
        Some(Creation { draft, link, guests, told, asked_before: false })
    }

    /// What Webex is asked first, by the places of the mends.
    pub(super) fn calls(&self) -> Vec<(usize, Call)> {
        let call = |mend: &Mend| match mend {
            Mend::Patch { id, patch, .. } => Some(endpoint::patch_meeting(id, patch)),
            Mend::Delete(id) | Mend::Alone { id: Some(id), .. } => Some(endpoint::delete_meeting(id)),
            Mend::Alone { id: None, .. } | Mend::Invite { .. } | Mend::Show { .. } => None,
        };
        self.mends.iter().enumerate().filter_map(|(place, mend)| Some((place, call(mend)?))).collect()
    }

    /// How Webex answered to one of these.
    pub(super) fn answered(&mut self, place: usize, answer: Answer) {
        match (&self.mends[place], answer) {
            (Mend::Patch { event, .. }, Ok(json)) => {
                let shown = self.events.get(*event).and_then(|event| webex_link(event.video_uri.as_deref()?));
                let own = Meeting::read(&json).filter(|own| shown.is_some_and(|shown| shown != own.web_link));
                // With the change it may have got its own way to join.
                let show = own.map(|meeting| Mend::Show { meeting, event: *event });
                self.mends.extend(show);
            }
            (_, Ok(_)) | (Mend::Delete(_) | Mend::Alone { .. }, Err(Failure::NotFound)) => {}
            (Mend::Patch { id, event, .. }, Err(Failure::Rejected(_) | Failure::Conflict | Failure::Forbidden)) => {
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
        self.mends.iter().filter_map(|mend| match mend {
            Mend::Invite { id, guests } => Some((id, guests)),
            Mend::Patch { .. } | Mend::Delete(_) | Mend::Alone { .. } | Mend::Show { .. } => None,
        })
    }

    /// One of these lists; none if it could not be read.
    pub(super) fn listed(&mut self, list: Option<Vec<(String, String)>>) {
        self.is_done &= list.is_some();
        self.listed.push(list);
    }

    /// What turns the listed invitees into the events' guests.
    pub(super) fn invitations(&self) -> Vec<Call> {
        let lists = self.invited().zip(&self.listed);
        let calls = lists.filter_map(|((id, guests), list)| Some(difference(id, guests, list.as_ref()?)));
        calls.flatten().collect()
    }

    /// Writes down how it ended. A meeting that was not made yet leaves the series to be compared again.
    pub(super) fn close(self, state: &mut State) {
        let is_made = |place: &usize| {
            let link = self.events.get(*place).and_then(|event| state.link(&event.id));
            link.is_some_and(|link| link.state != LinkState::Pending)
        };
        let wanted = |place: &&usize| self.alone.iter().any(|(event, _)| event == *place);
        let left = self.mends.iter().filter_map(|mend| match mend {
            Mend::Alone { event, .. } => Some(event),
            Mend::Patch { .. } | Mend::Invite { .. } | Mend::Delete(_) | Mend::Show { .. } => None,
        });
        let mut left = left.chain(self.refused.iter().map(|(_, event)| event)).filter(wanted);
        let is_done = self.is_done && left.all(is_made);
        let series = self.then.series.clone().map(|series| Series { is_settled: is_done, ..series });
        state.replace(Link { series, ..self.then });
    }
}

impl Work<'_> {
    /// Occurrences that Webex would not change leave the series: each gets a meeting of its own in its place.
    pub(super) fn release(&mut self, state: &mut State, batch: &mut Batch) -> Result<(), Failure> {
        let mut calls = Vec::new();
        let mut owners = Vec::new();
        for (index, settlement) in batch.settlements.iter().enumerate() {
            for (id, event) in &settlement.refused {
                let Some(creation) = settlement.creation(*event) else { continue };
                if state.put(creation.link.clone()).is_ok() {
                    batch.creations.push(creation);
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
            batch.settlements[index].is_done &= matches!(answer, Ok(_) | Err(Failure::NotFound));
        }
        Ok(())
    }

    /// Writes an occurrence's own way to join into its event, where Webex gave it one.
    pub(super) fn show(&self, calendar: &str, batch: &Batch) -> Result<(), Failure> {
        let mut patches = Vec::new();
        for settlement in &batch.settlements {
            let series = &settlement.then.event;
            for mend in &settlement.mends {
                let Mend::Show { meeting, event } = mend else { continue };
                let event = &settlement.events[*event];
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
        // An event that Google would not write keeps the series' own link, which leads to the same meeting's lobby.
        calendar::patch_all(self.ports, &patches).map_err(Failure::Unreachable)?;
        Ok(())
    }
}
