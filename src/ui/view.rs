//! What a person sees: pure functions from a model to a card.
//!
//! They call no port. [`crate::flow::panel`] gathers what a card shows.

pub mod admin;
pub mod data;
pub mod event;
pub mod home;
pub mod mail;
pub mod page;
pub mod permission;
pub mod settings;
pub mod shared;
pub mod sign_in;

use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};

/// A card with an error and what to do about it, perhaps with the page on which a Google permission is granted.
pub fn trouble(catalog: Catalog<'_>, message: &Message, grant: Option<&str>) -> Card {
    let say = Text::plain(&catalog.say(message));
    let refresh =
        crate::ui::widget::Button::action(&catalog.say(&Message::Refresh), crate::ui::action::Action::Refresh);
    let section = Section::new().with(say).maybe(permission::button(catalog, grant)).with(refresh);
    Card::new("trouble", &catalog.say(&Message::ErrorTitle)).section(section)
}
