//! Texts about shared calendars: which permission is missing, where it is granted, and what is possible without it.

use crate::model::event::EventRef;
use crate::model::settings::Kind;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::Button;

/// Google's page about sharing a calendar.
const SHARING: &str = "https://support.google.com/calendar/answer/37082";
/// Webex's page about the scheduling permission.
const SCHEDULING: &str = "https://help.webex.com/article/nxlczft";

/// The calendar's owner does not let the user change events.
pub(super) fn read_only(catalog: Catalog<'_>) -> Section {
    let how = Button::link(&catalog.say(&Message::AboutPermission), SHARING);
    Section::new().with(Text::plain(&catalog.say(&Message::NeedsSharing))).with(how)
}

/// Webex did not make the meeting for the calendar's owner; the user may host it.
pub fn refused(catalog: Catalog<'_>, target: &EventRef) -> Card {
    let say = |message: &Message| catalog.say(message);
    let own = Button::action(&say(&Message::AddMeeting), Action::Add(target.clone(), Kind::Meeting)).filled();
    let what = Message::BehalfRefused { who: target.calendar.clone() };
    let section = Section::new().with(Text::plain(&say(&what)));
    let how = Button::link(&say(&Message::AboutPermission), SCHEDULING);
    Card::new("shared", &say(&Message::EventTitle)).section(section.with(vec![own, how]))
}
