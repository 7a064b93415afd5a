//! The cards that show what is stored of the user, and explain how it is erased.

use crate::base::text::cut;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::{Button, Line};

/// The longest value that is shown in full.
const SHOWN: usize = 1000;

/// Every stored record by its key, without the contents of the tokens.
pub fn card<'a>(catalog: Catalog, records: impl Iterator<Item = &'a (String, String)>) -> Card {
    let say = |message: &Message| catalog.say(message);
    let filled = records.filter(|(_, value)| !value.is_empty());
    let section = Section::new().each(filled, |(key, value)| {
        // A record that could not be read may contain tokens too.
        let is_secret = key.ends_with("tokens");
        let shown = if is_secret { say(&Message::DataNeverShown) } else { cut(value, SHOWN) };
        Line::labelled(key, &shown)
    });
    let erase = Button::action(&say(&Message::EraseData), Action::AskDisconnect);
    Card::new("data", &say(&Message::DataTitle))
        .section(section)
        .section(Section::new().with(Text::plain(&say(&Message::DataCached))).with(erase))
}

/// Explains disconnecting, with a button that keeps the meetings and one that deletes them.
///
/// During the deletion `left` is the number of meetings that are still to be deleted.
pub fn ask(catalog: Catalog, upcoming: u32, left: Option<u32>) -> Card {
    let say = |message: &Message| catalog.say(message);
    let text = |message: &Message| Text::plain(&say(message));
    let (what, stays) = match left {
        Some(count) => (text(&Message::MeetingsLeft { count }), None),
        None => (text(&Message::DisconnectWhat), Some(text(&Message::DisconnectStays))),
    };
    let offered = (upcoming > 0).then(|| text(&Message::DeleteUpcoming { count: upcoming }));
    let delete = (upcoming > 0 || left.is_some())
        .then(|| Button::action(&say(&Message::DeleteAndDisconnect), Action::DeleteAndDisconnect));
    let disconnect = Button::action(&say(&Message::Disconnect), Action::Disconnect).filled();
    Card::new("disconnect", &say(&Message::Disconnect))
        .section(Section::new().with(what).maybe(stays).with(disconnect))
        .section(Section::new().maybe(offered).maybe(delete))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;

    /// proves: N10
    #[test]
    fn every_record_is_shown_and_no_token() {
        let record = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let records = [
            record("account", r#"{"google":"<b>host@example.com"}"#),
            record("tokens", "secret-1"),
            record("aside.tokens", "secret-2"),
            record("links.3", "e1|x"),
            record("hold", ""),
        ];
        let drawn = Json::from(card(Catalog::default(), records.iter())).to_string();
        assert!(drawn.contains("links.3") && drawn.contains("e1|x") && drawn.contains("&lt;b&gt;host@example.com"));
        assert!(!drawn.contains("secret-") && !drawn.contains("hold"), "{drawn}");
    }
}
