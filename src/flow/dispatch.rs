//! From an entry point to its answer.
//!
//! Each kind of entry has one surface for what goes wrong: a card, a notification, a conference error, a page, or the log.
//! An error that a person can do something about never reaches JavaScript as an exception.

use crate::base::json::Json;
use crate::flow::add_meeting;
use crate::flow::directory;
use crate::flow::error::Error;
use crate::flow::panel;
use crate::flow::reason::{self, Reason};
use crate::flow::sign_in;
use crate::flow::sync::run;
use crate::flow::triggers;
use crate::port::{HostError, Ports};
use crate::ui::entry::{Entry, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::webex::Failure;

/// A function was called that the add-on does not have: a fault of the shims or the manifest.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such entry point")]
pub struct UnknownEntry;

/// Answers one call.
pub fn handle(ports: &Ports<'_>, name: &str, argument: &Json) -> Result<Response, UnknownEntry> {
    let entry = Entry::parse(name, argument).ok_or(UnknownEntry)?;
    Ok(match entry {
        Entry::Home(viewer) => cards(ports, &viewer, panel::home(ports, &viewer)),
        Entry::MessageOpen(viewer, message) => cards(ports, &viewer, panel::message(ports, &viewer, &message)),
        Entry::EventOpen(viewer, open) | Entry::EventUpdate(viewer, open) => {
            cards(ports, &viewer, panel::event(ports, &viewer, &open))
        }
        Entry::MenuHome(viewer) => menu(ports, &viewer, panel::home(ports, &viewer)),
        Entry::MenuSettings(viewer) => menu(ports, &viewer, panel::settings(ports, &viewer)),
        Entry::Click(viewer, None, _) => Response::notify(viewer.catalog().say(&Message::ErrorUnknownAction)),
        Entry::Click(viewer, Some(action), form) => match panel::click(ports, &viewer, &action, &form) {
            Ok(response) => response,
            Err(error) => click_failed(ports, &viewer, &reason::told(ports, error, action.refused())),
        },
        Entry::CreateConference(kind, target) => add_meeting::from_menu(ports, kind, target.as_ref()),
        Entry::CalendarChange(Some(calendar)) => quietly(ports, run::follow_calendar(ports, &calendar)),
        Entry::CalendarChange(None) => quietly(ports, run::follow_all(ports)),
        Entry::Hourly => {
            // A trigger that can't be mended must not keep the calendars from being followed.
            quietly(ports, triggers::mend(ports).and_then(|()| run::follow_all(ports)))
        }
        Entry::Callback(callback) => sign_in::finish(ports, &callback),
        Entry::DirectoryCallback(callback) => directory::finish(ports, &callback),
        Entry::SettingsUrl => sign_in::settings_url(ports),
    })
}

/// What a person reads about an error.
pub fn explain(error: &Error) -> Message {
    match error {
        Error::Webex(Failure::Forbidden) | Error::Refused(Reason::Other) => Message::ErrorForbidden,
        Error::Refused(Reason::Scope) => Message::SignInScopes,
        Error::Refused(Reason::Off) => Message::RefusedOff,
        Error::Refused(Reason::Licence) => Message::RefusedLicence,
        Error::Refused(Reason::Site) => Message::RefusedSite,
        Error::Refused(Reason::Moved) => Message::RefusedMoved,
        Error::Webex(Failure::Rejected(reason)) => Message::ErrorRejected { reason: reason.clone() },
        Error::Webex(Failure::NotConfigured) => Message::NotConfigured,
        Error::Webex(Failure::SignedOut) => Message::SignInAgain,
        Error::Webex(Failure::NotFound) => Message::StateGone,
        Error::Webex(Failure::Conflict) => Message::StateRejected,
        Error::Host(HostError::NotFound) => Message::ErrorNotFound,
        Error::Host(HostError::ScopeMissing) | Error::Webex(Failure::Unreachable(HostError::ScopeMissing)) => {
            Message::ErrorGooglePermission
        }
        Error::Host(HostError::Forbidden) => Message::ErrorGoogleAccess,
        Error::Host(HostError::ServiceOff) => Message::ServiceOff,
        Error::Host(HostError::StorageFull) | Error::Full(_) => Message::ErrorStorageFull,
        Error::Busy => Message::ErrorBusy,
        Error::EventIsOver => Message::EventIsOver,
        Error::NoMeetingForKind => Message::NoMeetingForKind,
        Error::RoomMissing => Message::RoomMissing,
        Error::KindForbidden => Message::KindForbidden,
        Error::SiteForbidden => Message::SiteForbidden,
        Error::AddressesDiffer => Message::AddressesMustMatch,
        Error::NotAdministrator => Message::NotAdministrator,
        Error::Outdated => Message::AdminOutdated,
        Error::Webex(
            Failure::InProgress
            | Failure::RateLimited { .. }
            | Failure::Unavailable
            | Failure::Malformed
            | Failure::Unreachable(_),
        )
        | Error::Host(
            HostError::Quota
            | HostError::Unreachable
            | HostError::Other(_)
            | HostError::SyncTokenExpired
            | HostError::PreconditionFailed
            | HostError::Duplicate
            | HostError::Invalid,
        ) => Message::ErrorTemporary,
    }
}

fn cards(ports: &Ports<'_>, viewer: &Viewer, card: Result<crate::ui::card::Card, Error>) -> Response {
    Response::card(card.unwrap_or_else(|error| trouble(ports, viewer, &reason::told(ports, error, Reason::Other))))
}

fn menu(ports: &Ports<'_>, viewer: &Viewer, card: Result<crate::ui::card::Card, Error>) -> Response {
    let card = card.unwrap_or_else(|error| trouble(ports, viewer, &reason::told(ports, error, Reason::Other)));
    Response::Universal { cards: vec![card] }
}

fn trouble(ports: &Ports<'_>, viewer: &Viewer, error: &Error) -> crate::ui::card::Card {
    ports.log.write(&["card: ", &error.chain()].concat());
    let signing_in = error.needs_sign_in().then(|| panel::sign_in(ports, viewer).ok()).flatten();
    let grant = || error.needs_grant().then(|| ports.identity.grant_url(&[]).ok().flatten()).flatten();
    signing_in.unwrap_or_else(|| view::trouble(viewer.catalog(), &explain(error), grant().as_deref()))
}

fn click_failed(ports: &Ports<'_>, viewer: &Viewer, error: &Error) -> Response {
    if error.needs_sign_in() || error.needs_grant() || matches!(error, Error::Refused(Reason::Site)) {
        return Response::push(trouble(ports, viewer, error));
    }
    ports.log.write(&["click: ", &error.chain()].concat());
    Response::notify(viewer.catalog().say(&explain(error)))
}

/// Nobody watches a trigger: what went wrong is logged, and the next run goes on from what is stored.
fn quietly(ports: &Ports<'_>, result: Result<(), Error>) -> Response {
    if let Err(error) = result {
        ports.log.write(&["trigger: ", &error.chain()].concat());
    }
    Response::Nothing
}
