//! The card beside an open message, for someone who is signed in.

use crate::flow::error::Error;
use crate::flow::mail;
use crate::flow::panel::first::first_card;
use crate::port::Ports;
use crate::store::{State, Want};
use crate::ui::card::Card;
use crate::ui::entry::{OpenMessage, Viewer};

/// The card beside an open message, or the sign-in card.
#[inline(never)] // An execution for another card does not compile it.
pub fn message(ports: &Ports<'_>, viewer: &Viewer, message: &OpenMessage) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if let Some(card) = first_card(ports, viewer, &state)? {
        return Ok(card);
    }
    mail::card(ports, viewer, &mut state, message)
}
