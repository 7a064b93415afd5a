//! The sign-in card, for a user who has to sign in to Webex.

use crate::flow::error::Error;
use crate::flow::oauth::webex_url;
use crate::model::policy::{AddressMatch, AdminRole, Policy};
use crate::port::Ports;
use crate::store::{setup, State, Want};
use crate::ui::card::Card;
use crate::ui::entry::Viewer;
use crate::ui::view;
use crate::ui::view::sign_in::Occasion;

/// The sign-in card, if the user has to sign in.
pub fn sign_in(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let state = State::load(ports, Want::Records)?;
    sign_in_card(ports, viewer, &state)
}

/// Whether the user is signed in.
pub(super) fn is_linked(state: &State) -> bool {
    state.account.is_some() && state.tokens.as_ref().is_some_and(|tokens| !tokens.was_refused)
}

/// The sign-in card, with the reason for the sign-in.
pub(super) fn sign_in_card(ports: &Ports<'_>, viewer: &Viewer, state: &State) -> Result<Card, Error> {
    let setup = setup::load(ports)?;
    let mismatch = |policy: &Policy| policy.addresses == AddressMatch::Required;
    let occasion = match &state.account {
        Some(account) if account.addresses_differ() && setup.policy.as_ref().is_some_and(mismatch) => {
            Occasion::Mismatch
        }
        Some(_) if state.tokens.as_ref().is_some_and(|tokens| tokens.lacks_scopes) => Occasion::Scopes,
        Some(_) => Occasion::Again,
        None => Occasion::First,
    };
    let url = match (&setup.integration, &setup.policy) {
        (Some(integration), Some(_)) => Some(webex_url(ports, integration, viewer.locale.as_deref())?),
        (Some(_) | None, _) => None,
    };
    let is_named = setup.has_administrators() && setup.names(&ports.identity.email()?);
    let role = if is_named { AdminRole::Administrator } else { AdminRole::User };
    Ok(view::sign_in::card(viewer.catalog(ports.texts), occasion, url.as_deref(), role))
}
