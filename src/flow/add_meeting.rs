//! "Add Webex": from the conferencing menu, where the event can't be read yet, and from the panel.
//!
//! The request is recorded before it is sent to Webex. If the answer is lost, the meeting is found by its tag, and a second try for
//! the same event takes the same meeting.
//! Without the lock the execution writes only its own event's intent record. For a person who has never signed in it also starts the
//! list of calendars, since no other execution works for them.
//! A conference that was wanted before the sign-in is completed here when its event is opened.
//!
//! <https://developers.google.com/workspace/add-ons/calendar/conferencing/create-conference>

use crate::base::json::object;
use crate::base::time::DAY;
use crate::flow::attempt::{Attempt, MeetingHost, NewMeeting};
use crate::flow::error::{Error, Reason};
use crate::flow::lock::{with_lock, PERSON_WAIT};
use crate::flow::oauth::{integration, webex_url};
use crate::flow::sync::one_event;
use crate::flow::{personal_room, reason};
use crate::google::calendar::{self, Patch};
use crate::model::event::{Conference, EventRef};
use crate::model::link::{Link, LinkState};
use crate::model::meeting::Meeting;
use crate::model::policy::OnBehalf;
use crate::model::settings::Kind;
use crate::model::slot::Clamp;
use crate::port::{HostError, Ports};
use crate::store::{State, Want};
use crate::ui::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use crate::webex::Failure;

/// A conference, and how its time differs from the event's.
pub struct Obtained {
    /// The conference.
    pub data: ConferenceData,
    /// The change to the time.
    pub clamp: Option<Clamp>,
}

/// The answer to the conferencing menu: a conference, or one of the errors that Calendar explains.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
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
                    ports.log.write(&["conference: wish not stored: ", &error.chain()].concat());
                }
            }
            ConferenceAnswer::Error(conference_error(ports, &error))
        }
    };
    Response::Conference(answer)
}

/// Records which conference an event wants. After the sign-in the event gets it when it is opened; a meeting also when the event is
/// saved without one.
#[inline(never)] // An execution without a failure does not compile it.
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
        // The primary calendar comes first in the list.
        state.calendar_index(&ports.identity.email()?);
    }
    let calendar = state.calendar_index(&target.calendar);
    let wanted = Link::pending(&target.event, calendar, ports.clock.now());
    state.put_intent(Link { state: LinkState::Wanted(kind), ..wanted })?;
    Ok(state.save(ports)?)
}

/// Gives a saved event the conference that was wanted before the user signed in.
#[inline(never)] // Few events wait for a conference.
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

/// A conference for an event, either a new one or the one that it has already.
pub fn obtain(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<Obtained, Error> {
    match kind {
        Kind::Meeting => meeting(ports, target, MeetingHost::User),
        Kind::PersonalRoom => room(ports, target),
    }
}

/// A meeting that the owner of the event's calendar hosts. If the event already has a meeting, that one is taken.
pub fn obtain_for_owner(ports: &Ports<'_>, target: &EventRef) -> Result<Obtained, Error> {
    meeting(ports, target, MeetingHost::Owner)
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
        Error::Refused(Reason::Off | Reason::Licence | Reason::Other)
        | Error::Host(HostError::Forbidden)
        | Error::NotOrganizer => ConferenceError::PermissionDenied,
        Error::Refused(Reason::Site) | Error::RoomMissing | Error::KindForbidden | Error::SiteForbidden => {
            ConferenceError::ConferenceSolutionForbidden
        }
        error if error.is_transient() => ConferenceError::Temporary,
        _ => ConferenceError::Permanent,
    }
}

fn meeting(ports: &Ports<'_>, target: &EventRef, host: MeetingHost) -> Result<Obtained, Error> {
    let is_locked = ports.lock.acquire(PERSON_WAIT)?;
    // The execution ends soon, and Google frees the lock then. Releasing it would cost a call.
    let state = State::load(ports, Want::LinkOf(&target.event))?;
    state.permits(Kind::Meeting)?;
    if host == MeetingHost::Owner && state.rules().on_behalf == OnBehalf::Never {
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

fn room(ports: &Ports<'_>, target: &EventRef) -> Result<Obtained, Error> {
    State::load(ports, Want::Records)?.permits(Kind::PersonalRoom)?;
    let room = personal_room::find(ports)?;
    let data = ConferenceData::of(&room, Kind::PersonalRoom, &target.event, None);
    Ok(Obtained { data, clamp: None })
}
