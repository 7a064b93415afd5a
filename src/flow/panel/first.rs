//! The card that comes before all others: to sign in, or to choose among several Webex sites.

use crate::flow::error::Error;
use crate::flow::panel::settings;
use crate::port::Ports;
use crate::store::State;
use crate::ui::card::Card;
use crate::ui::entry::Viewer;

use crate::flow::panel::sign_in::{is_linked, sign_in_card};
/// The card that comes before all others, if one is needed.
#[inline(never)] // Three cards call it, and the module contains it once.
pub(super) fn first_card(ports: &Ports<'_>, viewer: &Viewer, state: &State) -> Result<Option<Card>, Error> {
    if !is_linked(state) {
        return sign_in_card(ports, viewer, state).map(Some);
    }
    let is_open = state.account.as_ref().is_some_and(|account| account.needs_site_choice);
    is_open.then(|| settings::card(ports, viewer)).transpose()
}
