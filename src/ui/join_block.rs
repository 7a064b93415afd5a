//! The block of join details in an event's description, for events that take no conference data from a script.
//!
//! Only the text between the marks is replaced or removed. If a person removed a mark, nothing is changed.

use crate::base::text::split_once;
use crate::model::meeting::Meeting;
use crate::ui::i18n::{Catalog, Message};

/// The line above and below the block. It stays the same in every language and version.
const MARK: &str = "~~~~~~~~ Webex · Meetwright ~~~~~~~~";

/// The longest description that Google keeps, in characters.
const DESCRIPTION_LIMIT: usize = 8192;

/// The block's text.
pub fn text(catalog: Catalog<'_>, meeting: &Meeting) -> String {
    let line = |label: &Message, value: &str| [&catalog.say(label), ": ", value].concat();
    let mut lines = vec![catalog.say(&Message::JoinNotes { link: meeting.web_link.clone() })];
    if let Some(number) = &meeting.number {
        lines.push(line(&Message::MeetingNumber, number));
    }
    let password = meeting.password.reveal();
    if !password.is_empty() {
        lines.push(line(&Message::Password, password));
    }
    if let Some(sip) = &meeting.sip {
        lines.push(line(&Message::VideoAddress, sip));
    }
    lines.join("\n")
}

/// The description with this block, which replaces an existing block or goes to the end.
///
/// `None` if only one mark is left, since the block's extent is unknown then, or if there is no room.
pub fn put(description: &str, text: &str) -> Option<String> {
    let block = [MARK, "\n", text, "\n", MARK].concat();
    let whole = match parts(description) {
        Parts::Around { before, after } => [before, &block, after].concat(),
        Parts::Torn => return None,
        Parts::Without if description.trim().is_empty() => block,
        Parts::Without => [description.trim_end(), "\n\n", &block].concat(),
    };
    (whole.chars().count() <= DESCRIPTION_LIMIT).then_some(whole)
}

/// The description without the block; `None` if it has none.
pub fn take(description: &str) -> Option<String> {
    match parts(description) {
        Parts::Around { before, after } => Some([before.trim_end(), after].concat()),
        Parts::Torn | Parts::Without => None,
    }
}

enum Parts<'a> {
    Around { before: &'a str, after: &'a str },
    Torn,
    Without,
}

fn parts(description: &str) -> Parts<'_> {
    let Some((before, rest)) = split_once(description, MARK) else { return Parts::Without };
    split_once(rest, MARK).map_or(Parts::Torn, |(_, after)| Parts::Around { before, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: N7, E87
    #[test]
    fn only_the_text_between_the_marks_is_replaced() {
        let first = put("Agenda\n", "one").unwrap();
        assert_eq!(first, format!("Agenda\n\n{MARK}\none\n{MARK}"));
        let edited = first.replace("one", "one, edited").replace("Agenda", "New agenda") + "\nafter";
        let second = put(&edited, "two").unwrap();
        assert_eq!(second, format!("New agenda\n\n{MARK}\ntwo\n{MARK}\nafter"));
        assert_eq!(put(&second, "two").as_deref(), Some(second.as_str()), "twice changes nothing");
        assert_eq!(take(&second).as_deref(), Some("New agenda\nafter"));
    }

    /// proves: E87
    #[test]
    fn a_torn_block_is_left_alone() {
        let torn = format!("Agenda {MARK} something");
        assert_eq!((put(&torn, "x"), take(&torn)), (None, None));
        assert_eq!(take("Agenda"), None);
    }

    #[test]
    fn an_empty_description_is_the_block_alone_and_a_full_one_stays() {
        assert_eq!(put(" \n", "x"), Some(format!("{MARK}\nx\n{MARK}")));
        assert_eq!(put(&"a".repeat(8192), "x"), None);
    }
}
