//! The cards beside a message: the form and its result.

use crate::base::time::Instant;
use crate::model::permission::Grants;
use crate::model::settings::Kind;
use crate::ui::action::{field, Action};
use crate::ui::card::{Card, Section};
use crate::ui::entry::Invite;
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::{Button, DateTimePicker, Selection, TextInput};

/// The offered lengths, in minutes.
pub const LENGTHS: [i64; 7] = [15, 30, 45, 60, 90, 120, 180];

/// The initial values of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailForm {
    /// The title.
    pub title: String,
    /// The guests, separated by commas.
    pub guests: String,
    /// The start.
    pub start: Instant,
    /// The offset in which the start is shown, in seconds east of UTC.
    pub offset: i32,
    /// The length in minutes.
    pub minutes: i64,
    /// The kind of conference.
    pub kind: Kind,
    /// When the message was sent, in the person's language.
    pub sent: Option<String>,
    /// Whether the message could be read.
    pub was_read: bool,
    /// The missing permissions for this card.
    pub grants: Grants,
}

/// How the invitation reaches the guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Google Calendar has sent it.
    Invited,
    /// It is among the person's drafts.
    Draft,
    /// The person copies it.
    Copy,
}

/// The form.
pub fn form(catalog: Catalog<'_>, form: &MailForm) -> Card {
    let say = |message: &Message| catalog.say(message);
    let unread = (!form.was_read).then(|| Text::plain(&say(&Message::MailUnread)));
    let sent = form.sent.clone().map(|when| Text::plain(&say(&Message::MailOf { when })));
    let minutes = form.minutes.to_string();
    let length =
        LENGTHS.iter().fold(Selection::dropdown(field::MINUTES, &say(&Message::MailMinutes)), |list, length| {
            list.choice(&say(&Message::Minutes { minutes: *length }), &length.to_string(), &minutes)
        });
    let kind = Selection::radio(field::KIND, &say(&Message::MailKind))
        .choice(&say(&Message::KindMeeting), Kind::Meeting.name(), form.kind.name())
        .choice(&say(&Message::KindRoom), Kind::PersonalRoom.name(), form.kind.name());
    let invite = Selection::radio(field::INVITE, &say(&Message::MailInvite))
        .choice(&say(&Message::InviteDraft), Invite::Draft.name(), Invite::default().name())
        .choice(&say(&Message::InviteNow), Invite::Now.name(), Invite::default().name());
    let guests = TextInput::field(field::GUESTS, &say(&Message::MailGuests), &form.guests);
    Card::new("mail", &say(&Message::MailTitle))
        .section(Section::new().maybe(unread).maybe(sent))
        .section(super::permission::section(catalog, &form.grants))
        .section(
            Section::new()
                .with(TextInput::line(field::TITLE, &say(&Message::MailSubject), &form.title))
                .with(guests.hint(&say(&Message::MailGuestsHint)))
                .with(DateTimePicker::new(field::START, &say(&Message::MailStart), form.start, form.offset))
                .with(length)
                .with(kind)
                .with(invite),
        )
        .footer(Button::action(&say(&Message::Schedule), Action::Schedule))
}

/// The result of the form.
pub fn done(catalog: Catalog<'_>, title: &str, time: &str, join: &str, invitation: &str, outcome: Outcome) -> Card {
    let say = |message: &Message| catalog.say(message);
    let result = match outcome {
        Outcome::Invited => Message::InvitedNow,
        Outcome::Draft => Message::DraftReady,
        Outcome::Copy => Message::CopyText,
    };
    let lines: Vec<Text> = invitation.lines().map(Text::plain).collect();
    let copy = (outcome == Outcome::Copy).then(|| Text::lines(&lines));
    Card::new("scheduled", &say(&Message::Scheduled))
        .subtitle(title)
        .section(Section::new().with(Text::plain(time)).with(Button::link(&say(&Message::Join), join)))
        .section(Section::new().with(Text::plain(&say(&result))).maybe(copy))
}
