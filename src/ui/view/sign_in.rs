//! The card of a user who is not signed in to Webex.

use crate::model::policy::AdminRole;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::Button;

/// Why the person has to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It is the first sign-in.
    First,
    /// Webex revoked the sign-in.
    Again,
    /// Webex granted too few scopes.
    Scopes,
    /// The administrators require the same address at Google and Webex.
    Mismatch,
}

/// The sign-in card. Without a URL the integration is not set up, and the card says so.
pub fn card(catalog: Catalog<'_>, occasion: Occasion, authorize_url: Option<&str>, role: AdminRole) -> Card {
    let why = match (authorize_url, occasion) {
        (None, _) => Message::NotConfigured,
        (Some(_), Occasion::First) => Message::SignInWhy,
        (Some(_), Occasion::Again) => Message::SignInAgain,
        (Some(_), Occasion::Scopes) => Message::SignInScopes,
        (Some(_), Occasion::Mismatch) => Message::AddressesMustMatch,
    };
    let button = authorize_url.map(|url| Button::authorize(&catalog.say(&Message::SignInButton), url).filled());
    let admin = (role == AdminRole::Administrator)
        .then(|| Button::action(&catalog.say(&Message::AdminTitle), Action::OpenAdmin));
    let section = Section::new().with(Text::plain(&catalog.say(&why))).maybe(button).maybe(admin);
    Card::new("sign-in", &catalog.say(&Message::SignInTitle)).section(section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;
    use crate::ui::i18n::catalog;

    /// proves: F2
    #[test]
    fn the_way_in_is_offered_only_where_there_is_one() {
        let drawn = |occasion, url| Json::from(card(catalog("en"), occasion, url, AdminRole::User)).to_string();
        let first = drawn(Occasion::First, Some("https://webexapis.com/v1/authorize?x=1"));
        assert!(first.contains(
            r#""openLink":{"url":"https://webexapis.com/v1/authorize?x=1","openAs":"OVERLAY","onClose":"RELOAD"}"#
        ));
        assert!(drawn(Occasion::Again, Some("https://webexapis.com/v1/authorize")).contains("Sign in again"));
        let closed = drawn(Occasion::Again, None);
        assert!(closed.contains("An administrator has to enter") && !closed.contains("onClick"), "{closed}");
    }
}
