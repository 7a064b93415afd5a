//! The homepage: the next meetings with their Join buttons, and the linked Webex account.

use crate::model::account::Account;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::{Button, Line};

/// A meeting in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// The event's title.
    pub title: String,
    /// Its time, in words.
    pub time: String,
    /// The URL that joins it.
    pub join: String,
}

/// The content of the homepage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home<'a> {
    /// The linked account.
    pub account: &'a Account,
    /// The next meetings in their order.
    pub upcoming: Vec<Upcoming>,
    /// Whether stored records could not be read.
    pub was_rebuilt: bool,
    /// How many deletions wait for the person's answer.
    pub held: Option<u32>,
}

/// The most meetings that are listed.
pub const LISTED: usize = 8;

/// The homepage's card.
pub fn card(catalog: Catalog<'_>, home: &Home<'_>) -> Card {
    let say = |message: Message| catalog.say(&message);
    let rebuilt = home.was_rebuilt.then(|| Text::plain(&say(Message::StoredRebuilt)));
    let none = home.upcoming.is_empty().then(|| Text::plain(&say(Message::NoMeetings)));
    let meetings =
        Section::titled(&say(Message::NextMeetings)).maybe(none).each(home.upcoming.iter().take(LISTED), |meeting| {
            let join = Button::link(&say(Message::Join), &meeting.join);
            Line::labelled(&meeting.time, &meeting.title).button(Some(join))
        });
    let Account { google, webex, .. } = home.account;
    let (google, webex) = (google.clone(), webex.clone());
    let differ = home
        .account
        .addresses_differ()
        .then(|| Text::plain(&say(Message::AddressesDiffer { google: google.clone(), webex: webex.clone() })));
    let account = Section::new().with(Text::plain(&say(Message::SignedInAs { webex }))).maybe(differ).with(vec![
        Button::action(&say(Message::Settings), Action::OpenSettings),
        Button::action(&say(Message::Refresh), Action::Refresh),
    ]);
    let held = Section::new().each(home.held, |count| Text::plain(&say(Message::HeldDeletions { count }))).maybe(
        home.held.map(|_| {
            vec![
                Button::action(&say(Message::KeepHeld), Action::KeepHeld).filled(),
                Button::action(&say(Message::DeleteHeld), Action::DeleteHeld),
            ]
        }),
    );
    Card::new("home", &say(Message::HomeTitle))
        .section(Section::new().maybe(rebuilt))
        .section(held)
        .section(meetings)
        .section(account)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;
    use crate::ui::i18n::catalog;

    fn drawn(account: &Account, number: usize) -> String {
        let meeting = Upcoming { title: "Review".into(), time: "9:00".into(), join: "https://a.webex.com/1".into() };
        let upcoming = vec![meeting; number];
        Json::from(card(catalog("en"), &Home { account, upcoming, was_rebuilt: false, held: None })).to_string()
    }

    fn account(webex: &str) -> Account {
        Account { google: "host@example.com".into(), webex: webex.into(), ..Account::default() }
    }

    /// proves: P9
    #[test]
    fn the_next_meetings_are_listed_up_to_a_limit() {
        let joins =
            |number: usize| drawn(&account("host@example.com"), number).matches("https://a.webex.com/1").count();
        assert_eq!([0, 1, LISTED, LISTED + 5].map(joins), [0, 1, LISTED, LISTED]);
        let empty = drawn(&account("host@example.com"), 0);
        assert!(empty.contains("No Webex meetings") && !drawn(&account("host@example.com"), 1).contains("No Webex"));
    }

    /// proves: F2
    #[test]
    fn two_different_addresses_are_pointed_out() {
        let warning = "You are host@example.com at Google and other@example.com at Webex.";
        assert!(drawn(&account("other@example.com"), 0).contains(warning));
        assert!(!drawn(&account("HOST@example.com"), 0).contains("at Google and"));
    }
}
