//! Shows and erases what is stored of the user, and records their answer about deletions that are held back.
//!
//! Erasing takes the lock, so that a concurrent run writes nothing back.

use crate::flow::disconnect;
use crate::flow::error::Error;
use crate::flow::lock::{with_lock, PERSON_WAIT};
use crate::flow::panel::home::home;
use crate::flow::panel::sign_in::sign_in_card;
use crate::model::hold::HoldAnswer;
use crate::port::Ports;
use crate::store::{State, Want};
use crate::ui::entry::Viewer;
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;

/// The card that shows every stored record.
#[inline(never)] // An execution without this click does not compile it.
pub(super) fn show(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    let state = State::load(ports, Want::Everything)?;
    Ok(Response::push(view::data::card(viewer.catalog(ports.texts), state.records())))
}

/// The card that says what disconnecting does, or how many meetings are left to delete.
#[inline(never)] // An execution without this click does not compile it.
pub(super) fn ask(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    let state = State::load(ports, Want::AllLinks)?;
    let left = state.leaving();
    let upcoming = left.is_none().then(|| disconnect::upcoming(&state, ports.clock.now()).len());
    let upcoming = upcoming.and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
    Ok(Response::push(view::data::ask(viewer.catalog(ports.texts), upcoming, left)))
}

/// Erases everything; the meetings stay.
pub(super) fn disconnect(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    leave(ports, viewer, Want::Records, disconnect::erase)
}

/// Deletes as many of the upcoming meetings as a click has time for, and erases everything after the last one.
pub(super) fn delete_and_disconnect(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    leave(ports, viewer, Want::AllLinks, |ports, state| {
        state.fold_intents();
        disconnect::batch(ports, state).map(drop)
    })
}

type Leaving = fn(&Ports<'_>, &mut State) -> Result<(), Error>;

#[inline(never)] // An execution without this click does not compile it.
fn leave(ports: &Ports<'_>, viewer: &Viewer, want: Want<'_>, work: Leaving) -> Result<Response, Error> {
    let state = with_lock(ports, PERSON_WAIT, || {
        let mut state = State::load(ports, want)?.locked();
        work(ports, &mut state)?;
        Ok(state)
    })?;
    if let Some(left) = state.leaving() {
        return Ok(Response::update(view::data::ask(viewer.catalog(ports.texts), 0, Some(left)), None));
    }
    let card = sign_in_card(ports, viewer, &state)?;
    Ok(Response::update(card, Some(viewer.catalog(ports.texts).say(&Message::Disconnected))))
}

/// Records the person's answer about a mass deletion. The next run carries it out.
pub(super) fn answer(ports: &Ports<'_>, viewer: &Viewer, answer: HoldAnswer) -> Result<Response, Error> {
    with_lock(ports, PERSON_WAIT, || {
        let mut state = State::load(ports, Want::Records)?.locked();
        for hold in state.holds.iter_mut().filter(|hold| hold.answer == HoldAnswer::None) {
            hold.answer = answer;
        }
        Ok(state.save(ports)?)
    })?;
    Ok(Response::update(home(ports, viewer)?, Some(viewer.catalog(ports.texts).say(&Message::HeldAnswered))))
}
