//! "Add Webex": from the conferencing menu, where the event can't be read yet, and from the panel.
//!
//! What is asked for is written down before Webex is asked, so that an answer that gets lost is found again by its tag
//! and a second try for the same event takes the same meeting.
//! Without the lock the execution touches its own event's intent record and nothing else, but for someone who has never signed in: for
//! them it begins the list of calendars, since no other execution knows them.
//! What somebody wanted before they signed in is completed here too, when its event is opened.
//!
//! <https://developers.google.com/workspace/add-ons/calendar/conferencing/create-conference>

use crate::base::json::object;
use crate::base::time::{Instant, Zones, DAY, HOUR};
use crate::flow::error::Error;
use crate::flow::lock::{with_lock, PERSON_WAIT};
use crate::flow::oauth::{integration, webex_url};
use crate::flow::personal_room;
use crate::flow::reason::{self, Reason};
use crate::flow::sync::context::Context;
use crate::flow::sync::find::find_by_tag;
use crate::flow::sync::one_event;
use crate::flow::sync::zones::zones;
use crate::google::calendar::{self, Patch};
use crate::model::event::{Conference, Event, EventRef};
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState, Series};
use crate::model::meeting::{integration_tag, Draft, Meeting};
use crate::model::policy::OnBehalf;
use crate::model::settings::Kind;
use crate::model::slot::{Clamp, Slot};
use crate::plan::proposal::{proposal, Proposal};
use crate::port::{HostError, Ports};
use crate::store::{Guard, State, Want};
use crate::ui::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use crate::webex::{endpoint, Client, Failure};

/// A conference, and what Webex was given instead of the event's time.
pub struct Obtained {
    /// The conference.
    pub data: ConferenceData,
    /// What was changed.
    pub clamp: Option<Clamp>,
}

/// The answer to the conferencing menu: a conference, or why there is none in the kinds that Calendar explains.
pub fn from_menu(ports: &Ports<'_>, kind: Kind, target: Option<&EventRef>) -> Response {
    let obtained = match target {
        Some(target) => obtain(ports, kind, target),
        None => Err(Error::Host(HostError::NotFound)),
    };
    let answer = match obtained {
        Ok(Obtained { data, .. }) => ConferenceAnswer::ConferenceData(data),
        Err(error) => {
            let error = reason::find_reason(ports, error, Reason::Licence);
            ports.log.write(&["conference: ", &error.chain()].concat());
            if let (true, Some(target)) = (error.needs_sign_in(), target) {
                if let Err(error) = remember(ports, kind, target) {
                    ports.log.write(&["conference: not remembered: ", &error.chain()].concat());
                }
            }
            ConferenceAnswer::Error(conference_error(ports, &error))
        }
    };
    Response::Conference(answer)
}

/// Writes down what conference an event wants, which it gets when its user has signed in: when it is opened, or a meeting also when it
/// is saved without one.
#[inline(never)] // What works need not have this compiled.
fn remember(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<(), Error> {
    let mut state = State::load(ports, Want::LinkOf(&target.event))?;
    if state.link(&target.event).is_some() {
        return Ok(());
    }
    let is_known = state.calendars.iter().any(|watched| watched.id == target.calendar);
    if !is_known && state.account.is_some() {
        // Only the lock's holder may add to the list of calendars, and other executions know this user.
        return Ok(());
    }
    if state.calendars.is_empty() {
        // The first place in the list is the primary calendar's.
        state.calendar_index(&ports.identity.email()?);
    }
    let calendar = state.calendar_index(&target.calendar);
    let wanted = Link::pending(&target.event, calendar, ports.clock.now());
    state.put_intent(Link { state: LinkState::Wanted(kind), ..wanted })?;
    Ok(state.save(ports)?)
}

/// Gives a saved event the conference that was wanted before its user signed in.
#[inline(never)] // Hardly an event waits.
pub fn complete(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<(), Error> {
    if kind == Kind::Meeting {
        return one_event::follow_event(ports, &target.calendar, &target.event, PERSON_WAIT).map(|_| ());
    }
    with_lock(ports, PERSON_WAIT, || put_room(ports, target))
}

fn put_room(ports: &Ports<'_>, target: &EventRef) -> Result<(), Error> {
    let mut state = State::load(ports, Want::LinkOf(&target.event))?.locked();
    state.permits(Kind::PersonalRoom)?;
    let read = calendar::whole(ports, &[(&target.calendar, &target.event)])?.pop();
    let (event, details) = read.unwrap_or(Err(HostError::NotFound))?;
    let is_wanted = state.link(&target.event).is_some_and(|link| ports.clock.now() < link.at.plus(DAY));
    let takes_it = event.conference == Conference::None && event.is_organized() && event.takes_a_meeting();
    if is_wanted && takes_it {
        let data = ConferenceData::of(&personal_room::find(ports)?, Kind::PersonalRoom, &target.event, None).for_api();
        let (calendar, event) = (target.calendar.clone(), target.event.clone());
        let patch = Patch { calendar, event, etag: details.etag, body: object([("conferenceData", data)]) };
        for written in calendar::patch_all(ports, &[patch])? {
            written?;
        }
    }
    state.remove(&target.event);
    Ok(state.save(ports)?)
}

/// A conference for an event, made or found again.
pub fn obtain(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<Obtained, Error> {
    match kind {
        Kind::Meeting => meeting(ports, target, Host::User),
        Kind::PersonalRoom => room(ports, target),
    }
}

/// A meeting that the owner of the event's calendar hosts. One that the event has already is taken as it is.
pub fn obtain_for_owner(ports: &Ports<'_>, target: &EventRef) -> Result<Obtained, Error> {
    meeting(ports, target, Host::Owner)
}

/// The kind of error that Calendar explains to the person.
fn conference_error(ports: &Ports<'_>, error: &Error) -> ConferenceError {
    if error.needs_sign_in() {
        let url = integration(ports).and_then(|integration| webex_url(ports, &integration, None));
        return match url {
            Ok(authentication_url) => ConferenceError::Authentication { authentication_url },
            Err(Failure::NotConfigured) => ConferenceError::Permanent,
            Err(_) => ConferenceError::Temporary,
        };
    }
    if error.needs_grant() {
        let url = ports.identity.grant_url(&[]).ok().flatten();
        return url.map_or(ConferenceError::PermissionDenied, |authentication_url| ConferenceError::Authentication {
            authentication_url,
        });
    }
    match error {
        Error::Refused(Reason::Off | Reason::Licence | Reason::Other) | Error::Host(HostError::Forbidden) => {
            ConferenceError::PermissionDenied
        }
        Error::Refused(Reason::Site) | Error::RoomMissing | Error::KindForbidden | Error::SiteForbidden => {
            ConferenceError::ConferenceSolutionForbidden
        }
        error if error.is_transient() => ConferenceError::Temporary,
        _ => ConferenceError::Permanent,
    }
}

fn meeting(ports: &Ports<'_>, target: &EventRef, host: Host) -> Result<Obtained, Error> {
    let is_locked = ports.lock.acquire(PERSON_WAIT)?;
    // Google frees the lock at the end of the execution, which comes at once: another call would only cost time.
    let state = State::load(ports, Want::LinkOf(&target.event))?;
    state.permits(Kind::Meeting)?;
    if host == Host::Owner && state.rules().on_behalf == OnBehalf::Never {
        return Err(Error::KindForbidden);
    }
    let mut state = if is_locked { state.locked() } else { state };
    let mut attempt = Attempt { ports, target, state: &mut state };
    let data = |meeting: &Meeting| ConferenceData::of(meeting, Kind::Meeting, &target.event, None);
    if let Some(found) = attempt.existing()? {
        return Ok(Obtained { data: data(&found), clamp: None });
    }
    let wanted = NewMeeting { host, ..attempt.wanted()? };
    let clamp = wanted.draft.slot.clamp;
    let made = attempt.make(wanted)?;
    Ok(Obtained { data: data(&made), clamp })
}

/// Who hosts a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// The user.
    User,
    /// The person whose calendar the event lies in.
    Owner,
}

/// A meeting that is to be made.
pub struct NewMeeting {
    /// What it is made with.
    pub draft: Draft,
    /// What Webex knows when it is made.
    pub last_sent: Fingerprints,
    /// When it is over.
    pub end: Instant,
    /// What is to be remembered of a series.
    pub series: Option<Series>,
    /// Who hosts it.
    pub host: Host,
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
    /// Makes a meeting; that it was asked for is written down before Webex is asked.
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
        // The event may go on showing the meeting that this one replaces: who reads it then must not take it for the new one.
        let replaced = before.filter(|link| matches!(link.state, LinkState::Gone | LinkState::Deleted));
        let meeting = replaced.as_ref().and_then(|link| link.meeting.clone());
        let host = (host == Host::Owner).then_some(calendar);
        let mut pending = Link { meeting, end, series, host, ..Link::pending(&self.target.event, calendar, now) };
        self.put(pending.clone())?;
        self.state.save(self.ports)?;
        let mut made = Client::new(self.ports, self.state).send(&endpoint::create_meeting(&draft));
        if let (Err(Failure::Rejected(_) | Failure::Conflict), Some(rule)) = (&made, draft.fallback_rule.take()) {
            // Webex does not take the rule; one meeting for all days serves instead.
            draft.rule = Some(rule);
            pending.series = pending.series.map(Series::with_one_meeting);
            made = Client::new(self.ports, self.state).send(&endpoint::create_meeting(&draft));
        }
        let made = match made.and_then(|json| Meeting::read(&json).ok_or(Failure::Malformed)) {
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

    /// By its link, or by its tag if the answer to an earlier try was lost.
    fn find(&mut self, link: &Link) -> Result<Option<Meeting>, Error> {
        match (link.state, &link.meeting) {
            (LinkState::Wanted(_) | LinkState::Pending, _) => {
                let now = self.ports.clock.now();
                let tag = integration_tag(&self.target.calendar, &self.target.event);
                let mut client = Client::new(self.ports, self.state);
                Ok(find_by_tag(&mut client, now.plus(-7 * DAY), now.plus(370 * DAY), &tag)?)
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

    /// The meeting to make: as the event says, or with placeholders while it can't be read.
    fn wanted(&self) -> Result<NewMeeting, Error> {
        let now = self.ports.clock.now();
        let context = Context::of(self.ports, self.state);
        let zone = context.account.zone.clone().unwrap_or_else(|| "UTC".to_owned());
        let Ok(event) = calendar::event_by_any_way(self.ports, &context.account, self.target) else {
            let title = context.neutral_title();
            let draft = self.placeholder(now, &zone, title.to_owned());
            return Ok(NewMeeting {
                end: draft.slot.end,
                draft,
                last_sent: Fingerprints::of_title(title),
                series: None,
                host: Host::User,
            });
        };
        refuse(&event)?;
        let zones = zones(self.ports, [&event], &zone);
        let facts = context.facts((&self.target.calendar, 0), &zone, &zones);
        let Proposal { draft, last_sent, end, series, .. } = proposal(&event, &facts).ok_or(Error::EventIsOver)?;
        Ok(NewMeeting { draft, last_sent: last_sent.without_guests(), end, series, host: Host::User })
    }

    /// A meeting for an event of which nothing is known: it starts in a day and is put right when the event is saved.
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

/// Why an event takes no meeting.
pub fn refuse(event: &Event) -> Result<(), Error> {
    if !event.is_ordinary {
        return Err(Error::NoMeetingForKind);
    }
    Ok(())
}

fn room(ports: &Ports<'_>, target: &EventRef) -> Result<Obtained, Error> {
    State::load(ports, Want::Records)?.permits(Kind::PersonalRoom)?;
    let room = personal_room::find(ports)?;
    let data = ConferenceData::of(&room, Kind::PersonalRoom, &target.event, None);
    Ok(Obtained { data, clamp: None })
}
