//! What a person has to do before any other card: sign in, or choose a Webex site where several are possible and nothing says which.

use crate::flow::error::Error;
use crate::flow::panel::settings;
use crate::port::Ports;
use crate::store::State;
use crate::ui::card::Card;
use crate::ui::entry::Viewer;

use crate::flow::panel::sign_in::{is_linked, sign_in_card};
/// The card on which that is done, if there is something to do.
#[inline(never)] // Three cards come through it.
pub(super) fn first_card(ports: &Ports<'_>, viewer: &Viewer, state: &State) -> Result<Option<Card>, Error> {
    if !is_linked(state) {
        return sign_in_card(ports, viewer, state).map(Some);
    }
    let is_open = state.account.as_ref().is_some_and(|account| account.needs_site_choice);
    is_open.then(|| settings::card(ports, viewer)).transpose()
}
