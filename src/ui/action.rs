//! The actions of the cards' buttons, and their form as action parameters.
//!
//! Parameters come back through the user's browser, so what can't be parsed is not an action.

use crate::base::json::{object, Json};
use crate::model::event::EventRef;
use crate::model::settings::Kind;

/// The one function of the script that every action calls.
pub const FUNCTION: &str = "onAction";

/// Names of the form fields that actions read.
pub mod field {
    /// The default kind.
    pub const KIND: &str = "kind";
    /// The site.
    pub const SITE: &str = "site";
    /// The template.
    pub const TEMPLATE: &str = "template";
    /// The fallback for a series that Webex can't express.
    pub const SERIES_FALLBACK: &str = "spread";
    /// The title of a meeting that is made from a message.
    pub const TITLE: &str = "title";
    /// Its guests.
    pub const GUESTS: &str = "guests";
    /// Its start.
    pub const START: &str = "start";
    /// Its length in minutes.
    pub const MINUTES: &str = "minutes";
    /// Who invites the guests.
    pub const INVITE: &str = "invite";
    /// The Webex integration's client id.
    pub const CLIENT_ID: &str = "clientId";
    /// Its secret.
    pub const CLIENT_SECRET: &str = "clientSecret";
    /// The client id of the OAuth client at Google.
    pub const GOOGLE_ID: &str = "googleId";
    /// Its secret.
    pub const GOOGLE_SECRET: &str = "googleSecret";
    /// The sites that an administrator allows.
    pub const SITES: &str = "sites";
    /// Whether users may choose another template.
    pub const TEMPLATE_ENFORCEMENT: &str = "templateWeight";
    /// Whether users may choose another fallback for series.
    pub const FALLBACK_ENFORCEMENT: &str = "spreadWeight";
    /// Whether addresses must match.
    pub const ADDRESSES: &str = "addresses";
    /// The language of what others read.
    pub const LANGUAGE: &str = "language";
    /// Whether a meeting may be made for the owner of a shared calendar.
    pub const ON_BEHALF: &str = "behalf";
    /// The directory's schema with the site.
    pub const SCHEMA: &str = "schema";
    /// Its field.
    pub const SCHEMA_FIELD: &str = "schemaField";
}

/// The action of a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Add a conference to the open event.
    Add(EventRef, Kind),
    /// Add a meeting to the open event that the owner of its calendar hosts.
    AddForOwner(EventRef),
    /// Take the meeting off the event.
    Remove(EventRef),
    /// Make a new meeting in place of one that is gone at Webex.
    CreateAgain(EventRef),
    /// Update the meeting from the event now.
    SyncNow(EventRef),
    /// Show how to join.
    ShowDetails(EventRef),
    /// Open the settings.
    OpenSettings,
    /// Save the settings card.
    SaveSettings,
    /// Draw the panel again.
    Refresh,
    /// Schedule the meeting that the form beside a message describes.
    Schedule,
    /// Confirm the deletions that are held back.
    DeleteHeld,
    /// Keep the meetings whose deletion is held back.
    KeepHeld,
    /// Open the administrators' card.
    OpenAdmin,
    /// Save the administrators' card, if the policy still has this version.
    SaveAdmin(i64),
    /// Show everything that is stored of the user.
    ShowData,
    /// Explain what disconnecting does.
    AskDisconnect,
    /// Erase everything that is stored of the user.
    Disconnect,
    /// Delete the upcoming meetings, and then erase everything.
    DeleteAndDisconnect,
}

const NAME: &str = "do";
const CALENDAR: &str = "calendar";
const EVENT: &str = "event";
const KIND: &str = "kind";
const VERSION: &str = "version";

impl Action {
    fn name(&self) -> &'static str {
        match self {
            Action::Add(..) => "add",
            Action::AddForOwner(_) => "add-for-owner",
            Action::Remove(_) => "remove",
            Action::CreateAgain(_) => "create-again",
            Action::SyncNow(_) => "sync-now",
            Action::ShowDetails(_) => "show-details",
            Action::OpenSettings => "open-settings",
            Action::SaveSettings => "save-settings",
            Action::Refresh => "refresh",
            Action::Schedule => "schedule",
            Action::DeleteHeld => "delete-held",
            Action::KeepHeld => "keep-held",
            Action::OpenAdmin => "open-admin",
            Action::SaveAdmin(_) => "save-admin",
            Action::ShowData => "show-data",
            Action::AskDisconnect => "ask-disconnect",
            Action::Disconnect => "disconnect",
            Action::DeleteAndDisconnect => "delete-and-disconnect",
        }
    }

    /// Keys and values of the action's parameters.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = vec![(NAME, self.name().to_owned())];
        let target = match self {
            Action::Add(target, kind) => {
                parameters.push((KIND, kind.name().to_owned()));
                Some(target)
            }
            Action::AddForOwner(target)
            | Action::Remove(target)
            | Action::CreateAgain(target)
            | Action::SyncNow(target)
            | Action::ShowDetails(target) => Some(target),
            Action::OpenSettings
            | Action::SaveSettings
            | Action::Refresh
            | Action::Schedule
            | Action::DeleteHeld
            | Action::KeepHeld
            | Action::OpenAdmin
            | Action::ShowData
            | Action::AskDisconnect
            | Action::Disconnect
            | Action::DeleteAndDisconnect => None,
            Action::SaveAdmin(version) => {
                parameters.push((VERSION, version.to_string()));
                None
            }
        };
        if let Some(EventRef { calendar, event }) = target {
            parameters.push((CALENDAR, calendar.clone()));
            parameters.push((EVENT, event.clone()));
        }
        parameters
    }

    /// Reads the parameters of an event object.
    pub fn parse(parameters: &Json) -> Option<Action> {
        let owned = |name: &str| parameters.get(name).text().map(str::to_owned);
        let target = || Some(EventRef { calendar: owned(CALENDAR)?, event: owned(EVENT)? });
        Some(match parameters.get(NAME).text()? {
            "add" => Action::Add(target()?, Kind::from_name(parameters.get(KIND).text()?)?),
            "add-for-owner" => Action::AddForOwner(target()?),
            "remove" => Action::Remove(target()?),
            "create-again" => Action::CreateAgain(target()?),
            "sync-now" => Action::SyncNow(target()?),
            "show-details" => Action::ShowDetails(target()?),
            "open-settings" => Action::OpenSettings,
            "save-settings" => Action::SaveSettings,
            "refresh" => Action::Refresh,
            "schedule" => Action::Schedule,
            "delete-held" => Action::DeleteHeld,
            "keep-held" => Action::KeepHeld,
            "open-admin" => Action::OpenAdmin,
            "save-admin" => Action::SaveAdmin(parameters.get(VERSION).text()?.parse().ok()?),
            "show-data" => Action::ShowData,
            "ask-disconnect" => Action::AskDisconnect,
            "disconnect" => Action::Disconnect,
            "delete-and-disconnect" => Action::DeleteAndDisconnect,
            _ => return None,
        })
    }
}

/// The JSON of an action in a card.
impl From<Action> for Json {
    fn from(action: Action) -> Json {
        let parameter = |(key, value): (&str, String)| object([("key", key.into()), ("value", value.into())]);
        let parameters: Vec<Json> = action.parameters().into_iter().map(parameter).collect();
        object([("function", FUNCTION.into()), ("parameters", parameters.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(action: &Action) -> Option<Action> {
        let members = action.parameters().into_iter().map(|(key, value)| (key.to_owned(), value.into()));
        Action::parse(&Json::Map(members.collect()))
    }

    #[test]
    fn every_action_comes_back_from_its_parameters() {
        let target = EventRef { calendar: "host@example.com".into(), event: "e1".into() };
        for action in [
            Action::Add(target.clone(), Kind::Meeting),
            Action::Add(target.clone(), Kind::PersonalRoom),
            Action::AddForOwner(target.clone()),
            Action::Remove(target.clone()),
            Action::CreateAgain(target.clone()),
            Action::SyncNow(target.clone()),
            Action::ShowDetails(target),
            Action::OpenSettings,
            Action::SaveSettings,
            Action::Refresh,
            Action::Schedule,
            Action::DeleteHeld,
            Action::KeepHeld,
            Action::OpenAdmin,
            Action::SaveAdmin(12),
            Action::ShowData,
            Action::AskDisconnect,
            Action::Disconnect,
            Action::DeleteAndDisconnect,
        ] {
            assert_eq!(parsed(&action), Some(action));
        }
    }

    #[test]
    fn tampered_parameters_are_no_action() {
        for text in [
            "null",
            "{}",
            r#"{"do":"drop"}"#,
            r#"{"do":"remove"}"#,
            r#"{"do":"add","kind":"x","calendar":"c","event":"e"}"#,
            r#"{"do":["add"]}"#,
            r#"{"do":"save-admin"}"#,
            r#"{"do":"save-admin","version":"x"}"#,
        ] {
            assert_eq!(Action::parse(&Json::parse(text).unwrap()), None, "{text}");
        }
    }
}
