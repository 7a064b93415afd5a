//! Carries out the buttons' actions, itself or through the module for it.

use crate::base::time::MINUTE;
use crate::flow::error::Error;
use crate::flow::lock::{with_lock, PERSON_WAIT};
use crate::flow::panel::event::event_card;
use crate::flow::panel::home::home;
use crate::flow::panel::{admin, data, settings, shared};
use crate::flow::sync::attach::removal;
use crate::flow::sync::one_event;
use crate::flow::{add_meeting, mail};
use crate::google::calendar::{self, Patch};
use crate::model::event::{Conference, EventRef};
use crate::model::hold::HoldAnswer;
use crate::model::link::{LinkState, GRACE};
use crate::model::meeting::{Meeting, MeetingId};
use crate::model::settings::Kind;
use crate::port::{HostError, Ports};
use crate::store::{State, Want};
use crate::ui::action::Action;
use crate::ui::entry::{FormInput, OpenEvent, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::webex::{endpoint, Client, Failure};

/// Carries out the action of a button.
pub fn click(ports: &Ports<'_>, viewer: &Viewer, action: &Action, form: &FormInput) -> Result<Response, Error> {
    match action {
        Action::Refresh => Ok(Response::update(home(ports, viewer)?, None)),
        Action::OpenSettings => Ok(Response::push(settings::card(ports, viewer)?)),
        Action::SaveSettings => settings::save(ports, viewer, form),
        Action::Add(target, kind) => add(ports, *kind, target),
        Action::AddForOwner(target) => shared::add(ports, viewer, target),
        Action::CreateAgain(target) => add(ports, Kind::Meeting, target),
        Action::Remove(target) => remove(ports, viewer, target),
        Action::SyncNow(target) => {
            let notice = match one_event::follow_event(ports, &target.calendar, &target.event, PERSON_WAIT)? {
                None | Some((LinkState::Linked, _)) => Message::Synced,
                standing => view::event::state_message(standing, ports.clock.now()),
            };
            redraw(ports, viewer, target, &notice)
        }
        Action::ShowDetails(target) => details(ports, viewer, target),
        Action::DeleteHeld => data::answer(ports, viewer, HoldAnswer::Delete),
        Action::KeepHeld => data::answer(ports, viewer, HoldAnswer::Keep),
        Action::OpenAdmin => Ok(Response::push(admin::card(ports, viewer)?)),
        Action::SaveAdmin(version) => admin::save(ports, viewer, form, *version),
        Action::ShowData => data::show(ports, viewer),
        Action::AskDisconnect => data::ask(ports, viewer),
        Action::Disconnect => data::disconnect(ports, viewer),
        Action::DeleteAndDisconnect => data::delete_and_disconnect(ports, viewer),
        Action::Schedule => mail::schedule(ports, viewer, &form.schedule),
    }
}

/// Puts the conference into the open editor and not into the saved event, so that the person's unsaved changes stay.
fn add(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<Response, Error> {
    let obtained = add_meeting::obtain(ports, kind, target)?;
    Ok(Response::Calendar { conference_data: obtained.data })
}

/// Takes the meeting off its event. Webex deletes it when the grace time is over.
fn remove(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    with_lock(ports, PERSON_WAIT, || {
        let mut state = State::load(ports, Want::LinkOf(&target.event))?.locked();
        take_off(ports, target)?;
        if let Some(link) = state.link(&target.event).cloned() {
            let later = ports.clock.now().plus(GRACE);
            match link.state {
                // Webex may have made the meeting. The hourly run looks it up, and deletes it if it is found.
                LinkState::Pending => {}
                current if current.has_meeting() => state.put(link.becoming(LinkState::Leaving, later))?,
                _ => state.remove(&target.event),
            }
            state.save(ports)?;
        }
        Ok(())
    })?;
    redraw(ports, viewer, target, &Message::Removed { minutes: GRACE / MINUTE })
}

/// Writes the event without its meeting.
fn take_off(ports: &Ports<'_>, target: &EventRef) -> Result<(), Error> {
    let read = calendar::whole(ports, &[(&target.calendar, &target.event)])?.pop();
    let (_, details) = read.unwrap_or(Err(HostError::NotFound))?;
    let body = removal(&details);
    let patch = Patch { calendar: target.calendar.clone(), event: target.event.clone(), etag: details.etag, body };
    for written in calendar::patch_all(ports, &[patch])? {
        written?;
    }
    Ok(())
}

fn redraw(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef, notice: &Message) -> Result<Response, Error> {
    let state = State::load(ports, Want::LinkOf(&target.event))?;
    let open = OpenEvent { target: Some(target.clone()), may_write: true, conference: Conference::None };
    let card = event_card(ports, viewer, &state, target, &open)?;
    Ok(Response::update(card, Some(viewer.catalog(ports.texts).say(notice))))
}

fn details(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    let mut state = State::load(ports, Want::LinkOf(&target.event))?;
    let known = state.link(&target.event).and_then(|link| link.meeting.clone());
    let id: MeetingId = match known {
        Some(id) => id,
        None => match calendar::event(ports, &target.calendar, &target.event)?.conference {
            Conference::Ours { meeting, .. } => meeting,
            Conference::None | Conference::PersonalRoom | Conference::Foreign => return Err(Failure::NotFound.into()),
        },
    };
    let json = Client::new(ports, &mut state).send(&endpoint::get_meeting(&id))?;
    let meeting = Meeting::read(&json).ok_or(Failure::Malformed)?;
    Ok(Response::push(view::event::details(viewer.catalog(ports.texts), &meeting)))
}
