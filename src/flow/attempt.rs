//! One try to get a meeting for an event: the one that it has already, or a new one.
//!
//! The request is recorded before it is sent to Webex. If the answer is lost, the meeting is found by its tag, and a second try for
//! the same event takes the same meeting.
//! Without the lock it writes only its own event's intent record.

use crate::base::time::{Instant, Zones, HOUR};
use crate::flow::create_meetings::{create_meetings, Order};
use crate::flow::error::Error;
use crate::flow::sync::context::Context;
use crate::flow::sync::find::find_by_tag;
use crate::flow::sync::zones::zones;
use crate::google::calendar;
use crate::model::calendar_index::CalendarIndex;
use crate::model::event::{Event, EventRef};
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState, Series};
use crate::model::meeting::{integration_tag, Draft, Meeting};
use crate::model::slot::Slot;
use crate::plan::proposal::{proposal, Proposal};
use crate::port::Ports;
use crate::store::{Guard, State};
use crate::webex::{endpoint, Client, Failure};

/// Who hosts a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingHost {
    /// The user.
    User,
    /// The person whose calendar the event lies in.
    Owner,
}

/// A meeting that is to be made.
pub struct NewMeeting {
    /// What it is made with.
    pub draft: Draft,
    /// The fingerprints of what Webex has when the meeting is made.
    pub last_sent: Fingerprints,
    /// When it is over.
    pub end: Instant,
    /// What is to be remembered of a series.
    pub series: Option<Series>,
    /// Who hosts it.
    pub host: MeetingHost,
}

/// One try to get a meeting for an event.
pub struct Attempt<'a> {
    /// The ports.
    pub ports: &'a Ports<'a>,
    /// The event.
    pub target: &'a EventRef,
    /// The user's records, with the event's link.
    pub state: &'a mut State,
}

impl Attempt<'_> {
    /// Makes a meeting. The request is recorded before it is sent to Webex.
    pub fn make(&mut self, wanted: NewMeeting) -> Result<Meeting, Error> {
        let NewMeeting { mut draft, last_sent, end, series, host } = wanted;
        let now = self.ports.clock.now();
        let is_new = self.state.calendars.iter().all(|watched| watched.id != self.target.calendar);
        if is_new && self.state.guard == Guard::Shared {
            // Only the lock's holder may add to the list of calendars.
            return Err(Error::Busy);
        }
        let calendar = self.state.calendar_index(&self.target.calendar);
        let before = self.state.link(&self.target.event).cloned();
        // The event may still show the meeting that this one replaces. The link remembers it, so that it is not taken for the new one.
        let replaced = before.filter(|link| matches!(link.state, LinkState::Gone | LinkState::Deleted));
        let meeting = replaced.as_ref().and_then(|link| link.meeting.clone());
        let host = (host == MeetingHost::Owner).then_some(calendar);
        let mut pending = Link { meeting, end, series, host, ..Link::pending(&self.target.event, calendar, now) };
        self.put(pending.clone())?;
        self.state.save(self.ports)?;
        let order = Order { draft: &mut draft, series: &mut pending.series };
        let made = create_meetings(&mut Client::new(self.ports, self.state), &mut [order]);
        let made = match made.and_then(|mut made| made.pop().unwrap_or(Err(Failure::Malformed))) {
            Ok(made) => made,
            Err(failure) => {
                // A refusal had no effect, so nothing is left to look for.
                if !failure.may_have_had_effect() {
                    self.state.remove(&self.target.event);
                    if let Some(replaced) = replaced {
                        self.put(replaced)?;
                    }
                    self.state.save(self.ports)?;
                }
                return Err(failure.into());
            }
        };
        self.put(Link { meeting: made.id.clone(), last_sent, ..pending.becoming(LinkState::Waiting, now) })?;
        self.state.save(self.ports)?;
        Ok(made)
    }

    /// The meeting that this event has already, and will keep.
    pub fn existing(&mut self) -> Result<Option<Meeting>, Error> {
        if self.state.account.is_none() || self.state.tokens.is_none() {
            return Err(Failure::SignedOut.into());
        }
        let Some(link) = self.state.link(&self.target.event).cloned() else { return Ok(None) };
        let found = self.find(&link)?;
        if let Some(meeting) = &found {
            self.keep(meeting, &link)?;
        }
        Ok(found)
    }

    /// Finds a meeting by its link, or by its tag if the answer to an earlier try was lost.
    fn find(&mut self, link: &Link) -> Result<Option<Meeting>, Error> {
        match (link.state, &link.meeting) {
            (LinkState::Wanted(_) | LinkState::Pending, _) => {
                let now = self.ports.clock.now();
                let tag = integration_tag(&self.target.calendar, &self.target.event);
                let user = self.state.account.as_ref().map(|account| account.webex.clone()).unwrap_or_default();
                let mut client = Client::new(self.ports, self.state);
                Ok(find_by_tag(&mut client, &user, now, &[link.end], &tag)?)
            }
            (_, None) => Ok(None),
            (state, _) if state.has_ended() => Ok(None),
            (_, Some(id)) => match Client::new(self.ports, self.state).send(&endpoint::get_meeting(id)) {
                Ok(json) => Ok(Some(Meeting::read(&json).ok_or(Failure::Malformed)?)),
                Err(Failure::NotFound) => Ok(None),
                Err(failure) => Err(failure.into()),
            },
        }
    }

    fn keep(&mut self, meeting: &Meeting, link: &Link) -> Result<(), Error> {
        let state = match link.state {
            LinkState::Linked | LinkState::Behind | LinkState::Attaching => link.state,
            LinkState::Wanted(_)
            | LinkState::Pending
            | LinkState::Waiting
            | LinkState::Leaving
            | LinkState::Deleted
            | LinkState::Gone
            | LinkState::Failed(_) => LinkState::Waiting,
        };
        self.put(Link { meeting: meeting.id.clone(), ..link.becoming(state, self.ports.clock.now()) })?;
        Ok(self.state.save(self.ports)?)
    }

    /// The meeting to make: with the event's values, or with placeholders if the event can't be read yet.
    pub fn wanted(&self) -> Result<NewMeeting, Error> {
        let now = self.ports.clock.now();
        let context = Context::of(self.ports, self.state);
        let zone = Some(self.state.zone_of(&self.target.calendar)).filter(|zone| !zone.is_empty());
        let zone = zone.unwrap_or_else(|| "UTC".to_owned());
        let Ok(event) = calendar::event_by_any_way(self.ports, &context.account, self.target) else {
            let title = context.neutral_title();
            let draft = self.placeholder(now, &zone, title.to_owned());
            return Ok(NewMeeting {
                end: draft.slot.end,
                draft,
                last_sent: Fingerprints::of_title(title),
                series: None,
                host: MeetingHost::User,
            });
        };
        refuse(&event)?;
        let zones = zones(self.ports, [&event], &zone);
        // A proposal does not depend on the index, and a calendar that is not watched has none.
        let facts = context.facts((&self.target.calendar, CalendarIndex::PRIMARY), &zone, &zones);
        let Proposal { draft, last_sent, end, series, .. } = proposal(&event, &facts).ok_or(Error::EventIsOver)?;
        Ok(NewMeeting { draft, last_sent: last_sent.without_guests(), end, series, host: MeetingHost::User })
    }

    /// A meeting for an event of which nothing is known: it starts in a day and gets the event's values when the event is saved.
    fn placeholder(&self, now: Instant, zone: &str, title: String) -> Draft {
        let start = Instant((now.0 / HOUR + 25) * HOUR);
        let end = start.plus(HOUR);
        let offsets = self.ports.clock.offsets(zone, start, end);
        let zones = Zones(vec![(zone.to_owned(), offsets)]);
        let utc = crate::base::time::Offsets(vec![(Instant(0), 0)]);
        let (zone, offsets) = zones.get(zone).map_or(("UTC", &utc), |offsets| (zone, offsets));
        let slot = Slot::between(start, end, zone, offsets, None);
        let tag = integration_tag(&self.target.calendar, &self.target.event);
        let site = self.state.account.as_ref().and_then(|account| account.site.as_deref());
        Draft::new(title, slot, tag, &self.state.settings, site)
    }

    fn put(&mut self, link: Link) -> Result<(), Error> {
        match self.state.guard {
            Guard::Locked => Ok(self.state.put(link)?),
            Guard::Shared => Ok(self.state.put_intent(link)?),
        }
    }
}

/// Refuses events of a kind that takes no meeting, and those of which the calendar has a guest's copy.
///
/// A guest's meeting could not follow the event: the copy goes when its owner is no guest any more, and the organiser's add-on
/// follows its own user's meetings alone.
pub fn refuse(event: &Event) -> Result<(), Error> {
    if !event.is_ordinary {
        return Err(Error::NoMeetingForKind);
    }
    // CalendarApp does not say who organises an event.
    if !event.is_organized() && !event.is_from_calendar_app() {
        return Err(Error::NotOrganizer);
    }
    Ok(())
}
