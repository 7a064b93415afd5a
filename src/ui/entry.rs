//! The entry points that Google calls, parsed from the function's name and its event object.
//!
//! Event objects come from outside: missing and malformed members become defaults.
//!
//! <https://developers.google.com/workspace/add-ons/concepts/event-objects>

use crate::base::code::Secret;
use crate::base::json::Json;
use crate::base::time::Instant;
use crate::model::authorization::{Callback, LOCALE, VERIFIER};
use crate::model::event::{conference_of_open_event, Conference, EventRef};
use crate::model::language::Texts;
use crate::model::settings::{Kind, SeriesFallback};
use crate::ui::action::{field, Action};
use crate::ui::i18n::Catalog;

/// An entry point with what it was called with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The homepage, in Calendar or Gmail.
    Home(Viewer),
    /// An event was opened.
    EventOpen(Viewer, OpenEvent),
    /// Guests or the conference of the open event change; the change is not saved yet.
    EventUpdate(Viewer, OpenEvent),
    /// A message was opened in Gmail.
    MessageOpen(Viewer, OpenMessage),
    /// A button was clicked; `None` if the parameters are no known action.
    Click(Viewer, Option<Action>, FormInput),
    /// The add-on's menu: the homepage.
    MenuHome(Viewer),
    /// The add-on's menu: the settings.
    MenuSettings(Viewer),
    /// A conference was picked in the conferencing menu.
    CreateConference(Kind, Option<EventRef>),
    /// A watched calendar changed.
    CalendarChange(Option<String>),
    /// An hour has passed.
    Hourly,
    /// An authorization came back.
    Callback(Callback),
    /// An administrator's consent to read the directory came back.
    DirectoryCallback(Callback),
    /// Calendar asks for the address of the settings.
    SettingsUrl,
}

/// The person in front of the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Their locale, if Google provides it.
    pub locale: Option<String>,
    /// Their time zone, if Google provides it.
    pub zone: Option<String>,
}

impl Viewer {
    /// The texts in their language.
    pub fn catalog<'a>(&self, texts: &'a dyn Texts) -> Catalog<'a> {
        Catalog::for_locale(texts, self.locale.as_deref().unwrap_or_default())
    }

    fn read(argument: &Json) -> Viewer {
        let common = argument.get("commonEventObject");
        let owned = |json: &Json| json.text().map(str::to_owned);
        Viewer { locale: owned(common.get("userLocale")), zone: owned(common.at(&["timeZone", "id"])) }
    }
}

/// The event in the open editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEvent {
    /// The event; none while it is not saved.
    pub target: Option<EventRef>,
    /// Whether the person may change its conference.
    pub may_write: bool,
    /// What its conference data says.
    pub conference: Conference,
}

impl OpenEvent {
    fn read(argument: &Json) -> OpenEvent {
        let calendar = argument.get("calendar");
        OpenEvent {
            target: target(calendar.get("calendarId"), calendar.get("id")),
            may_write: calendar.at(&["capabilities", "canSetConferenceData"]).is_true(),
            conference: conference_of_open_event(calendar.get("conferenceData")),
        }
    }
}

/// The message that is open in Gmail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenMessage {
    /// Its id.
    pub id: Option<String>,
    /// The access token for this message in this execution.
    pub token: Secret,
}

impl OpenMessage {
    fn read(argument: &Json) -> OpenMessage {
        let gmail = argument.get("gmail");
        let token = gmail.get("accessToken").text().unwrap_or_default();
        OpenMessage { id: gmail.get("messageId").text().map(str::to_owned), token: Secret::new(token) }
    }
}

/// Who invites the guests of a meeting that is made from a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Invite {
    /// The person, with the draft that the add-on prepares.
    #[default]
    Draft,
    /// Google Calendar, at once.
    Now,
}

impl Invite {
    /// Its name in the form.
    pub fn name(self) -> &'static str {
        match self {
            Invite::Draft => "draft",
            Invite::Now => "now",
        }
    }
}

/// The values of the form beside a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The title.
    pub title: String,
    /// The guests as typed.
    pub guests: String,
    /// The start.
    pub start: Option<Instant>,
    /// The length in minutes.
    pub minutes: Option<i64>,
    /// The kind of conference.
    pub kind: Kind,
    /// Who invites the guests.
    pub invite: Invite,
    /// The message beside the form.
    pub message: OpenMessage,
}

impl Schedule {
    fn read(argument: &Json) -> Schedule {
        let inputs = argument.at(&["commonEventObject", "formInputs"]);
        let value = |name: &str| inputs.at(&[name, "stringInputs", "value"]).items().first().and_then(Json::text);
        let start = inputs.at(&[field::START, "dateTimeInput", "msSinceEpoch"]).int();
        Schedule {
            title: value(field::TITLE).unwrap_or_default().to_owned(),
            guests: value(field::GUESTS).unwrap_or_default().to_owned(),
            start: start.map(|milliseconds| Instant(milliseconds.div_euclid(1000))),
            minutes: value(field::MINUTES).and_then(|minutes| minutes.parse().ok()),
            kind: value(field::KIND).and_then(Kind::from_name).unwrap_or_default(),
            invite: if value(field::INVITE) == Some(Invite::Now.name()) { Invite::Now } else { Invite::Draft },
            message: OpenMessage::read(argument),
        }
    }
}

/// The values of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormInput {
    /// The kind that is offered first.
    pub kind: Option<Kind>,
    /// The site; `Some(None)` for Webex's own choice.
    pub site: Option<Option<String>>,
    /// The fallback for a series that Webex can't express.
    pub series_fallback: Option<SeriesFallback>,
    /// The template; `Some(None)` for none.
    pub template: Option<Option<String>>,
    /// The meeting to be made from a message.
    pub schedule: Schedule,
    /// Everything that was typed or chosen, by the name of its field.
    pub inputs: Json,
}

impl FormInput {
    fn read(argument: &Json) -> FormInput {
        let inputs = argument.at(&["commonEventObject", "formInputs"]);
        let value = |name: &str| {
            let values = inputs.at(&[name, "stringInputs", "value"]);
            values.items().first().and_then(Json::text)
        };
        let optional = |name: &str| value(name).map(|value| Some(value.to_owned()).filter(|value| value != "-"));
        FormInput {
            kind: value(field::KIND).and_then(Kind::from_name),
            site: optional(field::SITE),
            series_fallback: value(field::SERIES_FALLBACK).and_then(SeriesFallback::from_name),
            template: optional(field::TEMPLATE),
            schedule: Schedule::read(argument),
            inputs: inputs.clone(),
        }
    }

    /// The value of a field without surrounding white space; empty if there is none.
    pub fn typed(&self, name: &str) -> &str {
        let values = self.inputs.at(&[name, "stringInputs", "value"]);
        values.items().first().and_then(Json::text).unwrap_or_default().trim()
    }
}

impl Entry {
    /// The entry point with this name; `None` if there is none.
    pub fn parse(name: &str, argument: &Json) -> Option<Entry> {
        let viewer = || Viewer::read(argument);
        Some(match name {
            "onHomepage" => Entry::Home(viewer()),
            "onCalendarEventOpen" => Entry::EventOpen(viewer(), OpenEvent::read(argument)),
            "onCalendarEventUpdate" => Entry::EventUpdate(viewer(), OpenEvent::read(argument)),
            "onGmailMessageOpen" => Entry::MessageOpen(viewer(), OpenMessage::read(argument)),
            "onAction" => click(argument),
            "openHome" => Entry::MenuHome(viewer()),
            "openSettings" => Entry::MenuSettings(viewer()),
            "createWebexMeeting" => Entry::CreateConference(Kind::Meeting, picked(argument)),
            "createPersonalRoomMeeting" => Entry::CreateConference(Kind::PersonalRoom, picked(argument)),
            "onCalendarChange" => Entry::CalendarChange(argument.get("calendarId").text().map(str::to_owned)),
            "onHourly" => Entry::Hourly,
            "onWebexCallback" => Entry::Callback(callback(argument)),
            "onGoogleCallback" => Entry::DirectoryCallback(callback(argument)),
            "createSettingsUrl" => Entry::SettingsUrl,
            _ => return None,
        })
    }
}

#[inline(never)] // Opening a card need not compile it.
fn click(argument: &Json) -> Entry {
    let parameters = argument.at(&["commonEventObject", "parameters"]);
    Entry::Click(Viewer::read(argument), Action::parse(parameters), FormInput::read(argument))
}

fn target(calendar: &Json, event: &Json) -> Option<EventRef> {
    Some(EventRef { calendar: calendar.text()?.to_owned(), event: event.text()?.to_owned() })
}

fn picked(argument: &Json) -> Option<EventRef> {
    let data = argument.get("eventData");
    target(data.get("calendarId"), data.get("eventId"))
}

#[inline(never)] // Opening a card need not compile it.
fn callback(argument: &Json) -> Callback {
    let parameter = argument.get("parameter");
    let owned = |name: &str| parameter.get(name).text().map(str::to_owned);
    Callback {
        code: owned("code"),
        verifier: owned(VERIFIER),
        locale: owned(LOCALE),
        was_denied: parameter.get("error").text() == Some("access_denied"),
        lacks_scopes: parameter.get("error").text() == Some("invalid_scope"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_event_object_is_read_as_far_as_it_goes() {
        for text in ["null", "3", r#""x""#, "[]", r#"{"commonEventObject":7,"calendar":{"id":{},"capabilities":[]}}"#] {
            let argument = Json::parse(text).unwrap();
            let open = Entry::parse("onCalendarEventOpen", &argument).unwrap();
            assert_eq!(open, Entry::EventOpen(Viewer::default(), OpenEvent::read(&Json::Null)), "{text}");
            let click = Entry::parse("onAction", &argument).unwrap();
            assert_eq!(click, Entry::Click(Viewer::default(), None, FormInput::default()), "{text}");
        }
        assert_eq!(Entry::parse("noSuchFunction", &Json::Null), None);
    }

    #[test]
    fn a_form_tells_a_cleared_choice_from_one_that_was_not_shown() {
        let text = r#"{"commonEventObject":{"formInputs":{"kind":{"stringInputs":{"value":["room"]}},"template":{"stringInputs":{"value":["-"]}}}}}"#;
        let form = FormInput::read(&Json::parse(text).unwrap());
        assert_eq!((form.kind, form.site, form.template), (Some(Kind::PersonalRoom), None, Some(None)));
    }
}
