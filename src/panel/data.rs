//! What is stored of the user: shown, and erased.
//!
//! Erasing takes the lock, so that no run that is under way writes anything back. Triggers go first: whatever fails after that
//! leaves someone whom no trigger wakes and who can disconnect again.

use crate::conference::{LOCK_WAIT, ROOM};
use crate::entry::Viewer;
use crate::error::Error;
use crate::i18n::Message;
use crate::panel::{calendar_key, settings, sign_in_card};
use crate::policy::Setup;
use crate::port::Ports;
use crate::response::Response;
use crate::store::{State, Want, DIRTY};
use crate::view;
use crate::webex::{endpoint, Client};

/// The card that shows every stored record.
#[inline(never)] // What is not clicked need not be compiled.
pub(super) fn show(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    let state = State::load(ports, Want::AllLinks)?;
    Ok(Response::push(view::data::card(viewer.catalog(), state.records())))
}

/// Takes the consent back, and erases triggers, records and cache.
#[inline(never)] // What is not clicked need not be compiled.
pub(super) fn disconnect(ports: &Ports<'_>, viewer: &Viewer) -> Result<Response, Error> {
    if !ports.lock.acquire(LOCK_WAIT)? {
        return Err(Error::Busy);
    }
    let mut state = State::load(ports, Want::Records)?.locked();
    for trigger in ports.triggers.list()? {
        ports.triggers.delete(&trigger.id)?;
    }
    if state.tokens.is_some() {
        if let Ok(integration) = Setup::load(ports)?.integration {
            // Where Webex does not offer it, the permission ends by itself.
            let _ = Client::new(ports, &mut state).send(&endpoint::revoke(&integration.client_id));
        }
    }
    let site = state.account.as_ref().and_then(|account| account.site.clone());
    let mut keys = settings::cached(site.as_deref());
    keys.extend([ROOM.to_owned(), DIRTY.to_owned()]);
    keys.extend(state.calendars.iter().map(|watched| calendar_key(&watched.id)));
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    ports.cache.remove_all(&keys)?;
    ports.properties.clear()?;
    ports.lock.release()?;
    let card = sign_in_card(ports, viewer, &State::default())?;
    Ok(Response::update(card, Some(viewer.catalog().say(&Message::Disconnected))))
}
