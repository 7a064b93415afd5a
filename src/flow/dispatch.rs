//! From an entry point to its answer.
//!
//! Each kind of entry shows errors in one way: a card, a notification, a conference error, a page, or the log.
//! An error that a person can do something about never reaches JavaScript as an exception.

use crate::base::json::Json;
use crate::flow::error::{Error, Reason};
use crate::flow::explain::explain;
use crate::flow::sync::run;
use crate::flow::{add_meeting, directory, panel, reason, sign_in, triggers};
use crate::port::Ports;
use crate::ui::action::Action;
use crate::ui::entry::{Entry, FormInput, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;

/// The called function does not exist in the add-on: a fault of the shims or the manifest.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such entry point")]
pub struct UnknownEntry;

/// Handles one call.
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
        Entry::Click(viewer, None, _) => {
            Response::notify(viewer.catalog(ports.texts).say(&Message::ErrorUnknownAction))
        }
        Entry::Click(viewer, Some(action), form) => clicked(ports, &viewer, &action, &form),
        Entry::CreateConference(kind, target) => add_meeting::from_menu(ports, kind, target.as_ref()),
        Entry::CalendarChange(Some(calendar)) => quietly(ports, run::follow_calendar(ports, &calendar)),
        Entry::CalendarChange(None) => quietly(ports, run::follow_all(ports)),
        Entry::Hourly => {
            // The calendars are followed even if a trigger can't be repaired.
            quietly(ports, triggers::repair(ports).and_then(|()| run::follow_all(ports)))
        }
        Entry::Callback(callback) => sign_in::finish(ports, &callback),
        Entry::DirectoryCallback(callback) => directory::finish(ports, &callback),
        Entry::SettingsUrl => sign_in::settings_url(ports),
    })
}

fn cards(ports: &Ports<'_>, viewer: &Viewer, card: Result<crate::ui::card::Card, Error>) -> Response {
    Response::card(
        card.unwrap_or_else(|error| trouble(ports, viewer, &reason::find_reason(ports, error, Reason::Other))),
    )
}

#[inline(never)] // Opening a card need not compile it.
fn menu(ports: &Ports<'_>, viewer: &Viewer, card: Result<crate::ui::card::Card, Error>) -> Response {
    let card = card.unwrap_or_else(|error| trouble(ports, viewer, &reason::find_reason(ports, error, Reason::Other)));
    Response::Universal { cards: vec![card] }
}

#[inline(never)] // A card without trouble need not compile it.
fn trouble(ports: &Ports<'_>, viewer: &Viewer, error: &Error) -> crate::ui::card::Card {
    ports.log.write(&["card: ", &error.chain()].concat());
    let signing_in = error.needs_sign_in().then(|| panel::sign_in(ports, viewer).ok()).flatten();
    let grant = || error.needs_grant().then(|| ports.identity.grant_url(&[]).ok().flatten()).flatten();
    signing_in.unwrap_or_else(|| view::trouble(viewer.catalog(ports.texts), &explain(error), grant().as_deref()))
}

#[inline(never)] // Opening a card need not compile it.
fn clicked(ports: &Ports<'_>, viewer: &Viewer, action: &Action, form: &FormInput) -> Response {
    let clicked = panel::click(ports, viewer, action, form);
    clicked.unwrap_or_else(|error| click_failed(ports, viewer, &reason::find_reason(ports, error, meaning(action))))
}

fn click_failed(ports: &Ports<'_>, viewer: &Viewer, error: &Error) -> Response {
    if error.needs_sign_in() || error.needs_grant() || matches!(error, Error::Refused(Reason::Site)) {
        return Response::push(trouble(ports, viewer, error));
    }
    ports.log.write(&["click: ", &error.chain()].concat());
    Response::notify(viewer.catalog(ports.texts).say(&explain(error)))
}

/// The reason if Webex refuses an action to a user who may do everything else.
fn meaning(action: &Action) -> Reason {
    match action {
        Action::Add(..) | Action::CreateAgain(_) | Action::Schedule => Reason::Licence,
        _ => Reason::Other,
    }
}

/// Nobody sees a trigger run: an error is logged, and the next run goes on from the stored records.
#[inline(never)] // Opening a card need not compile it.
fn quietly(ports: &Ports<'_>, result: Result<(), Error>) -> Response {
    if let Err(error) = result {
        ports.log.write(&["trigger: ", &error.chain()].concat());
    }
    Response::Nothing
}
