//! The card of someone who is not signed in to Webex.

use crate::card::{Card, Section, Text};
use crate::i18n::{Catalog, Message};
use crate::widget::Button;

/// Why the person has to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// For the first time.
    First,
    /// Webex ended the sign-in.
    Again,
}

/// The sign-in card; without an address the integration is not set up, which is said instead.
pub fn card(catalog: Catalog, occasion: Occasion, authorize_url: Option<&str>) -> Card {
    let why = match (authorize_url, occasion) {
        (None, _) => Message::NotConfigured,
        (Some(_), Occasion::First) => Message::SignInWhy,
        (Some(_), Occasion::Again) => Message::SignInAgain,
    };
    let button = authorize_url.map(|url| Button::authorize(&catalog.say(&Message::SignInButton), url).filled());
    let section = Section::new().with(Text::plain(&catalog.say(&why))).maybe(button);
    Card::new("sign-in", &catalog.say(&Message::SignInTitle)).section(section)
}
