//! The cards that show what is stored of the user, and explain how it is erased.

use crate::base::text::cut;
use crate::model::record::Record;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::{Button, Line};

/// The longest value that is shown in full.
const SHOWN: usize = 1000;

/// Every stored record under a label in words, without the contents of the tokens.
pub fn card<'a>(catalog: Catalog<'_>, records: impl Iterator<Item = (Record, &'a str)>) -> Card {
    let say = |message: &Message| catalog.say(message);
    let filled = records.filter(|(_, value)| !value.is_empty());
    let section = Section::new().each(filled, |(record, value)| {
        let shown = if record.is_secret() { say(&Message::DataNeverShown) } else { cut(value, SHOWN) };
        Line::labelled(&say(&label(record)), &shown)
    });
    let erase = Button::action(&say(&Message::EraseData), Action::AskDisconnect);
    Card::new("data", &say(&Message::DataTitle))
        .section(section)
        .section(Section::new().with(Text::plain(&say(&Message::DataCached))).with(erase))
}

/// What a record is, in the person's words.
fn label(record: Record) -> Message {
    match record {
        Record::Account => Message::DataAccount,
        Record::Tokens => Message::DataTokens,
        Record::Settings => Message::DataSettings,
        Record::Calendars => Message::DataCalendars,
        Record::LastHourlyRun => Message::DataHourly,
        Record::Quota => Message::DataQuota,
        Record::Hold => Message::DataHold,
        Record::LastAudited => Message::DataAudited,
        Record::Policy => Message::DataPolicy,
        Record::Links(part) => Message::DataLinks { part },
        Record::Intents(part) => Message::DataIntents { part },
        Record::Aside(key) => Message::DataAside { what: key },
    }
}

/// Explains disconnecting, with a button that keeps the meetings and one that deletes them.
///
/// During the deletion `left` is the number of meetings that are still to be deleted.
pub fn ask(catalog: Catalog<'_>, upcoming: u32, left: Option<u32>) -> Card {
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
    use crate::ui::i18n::catalog;

    /// proves: N10
    #[test]
    fn every_record_is_shown_and_no_token() {
        let records = [
            (Record::Account, r#"{"google":"<b>host@example.com"}"#),
            (Record::Tokens, "secret-1"),
            (Record::Aside("tokens".into()), "secret-2"),
            (Record::Links(3), "e1|x"),
            (Record::Hold, ""),
        ];
        let drawn = Json::from(card(catalog("en"), records.into_iter())).to_string();
        assert!(drawn.contains("Meetings by event, part 3") && drawn.contains("e1|x"), "{drawn}");
        assert!(drawn.contains("&lt;b&gt;host@example.com"), "{drawn}");
        assert!(!drawn.contains("secret-") && !drawn.contains("Deletions that wait"), "{drawn}");
    }
}
