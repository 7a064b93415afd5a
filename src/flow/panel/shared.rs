//! Shared calendars: whose they are, who hosts the meetings of their events, and meetings that their owner hosts.
//!
//! Whether the owner lets the user schedule for them can only be read with an administrator's scopes, so the add-on tries it.
//!
//! <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>

use crate::base::text::{cut, one_line};
use crate::flow::add_meeting;
use crate::flow::error::Error;
use crate::model::account::{Access, Account};
use crate::model::event::{is_no_person, is_unknown_organizer, Conference, Event, EventRef};
use crate::model::link::{LinkState, Refusal};
use crate::model::policy::OnBehalf;
use crate::port::Ports;
use crate::store::cache::{self, LIST_LIFE};
use crate::store::State;
use crate::ui::entry::Viewer;
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::webex::Failure;

/// Whether an event lies in another calendar than the user's own.
pub(super) fn is_in_shared_calendar(account: &Account, target: &EventRef) -> bool {
    !target.calendar.eq_ignore_ascii_case(&account.google)
}

/// Notes about an event in a shared calendar: the calendar's name, the event's creator and organiser, and the meeting's host.
pub(super) fn notes(
    ports: &Ports<'_>,
    account: &Account,
    state: &State,
    target: &EventRef,
    event: &Event,
) -> Result<Vec<Message>, Error> {
    let mut notes = Vec::new();
    if is_in_shared_calendar(account, target) {
        let listed = state.calendars.iter().find(|watched| watched.id == target.calendar);
        let name = match (listed.and_then(|watched| watched.name.clone()), account.calendar_app) {
            (Some(name), _) => Some(name),
            (None, Access::Granted) => calendar_name(ports, &target.calendar)?,
            (None, Access::Refused) => None,
        };
        notes.extend(name.map(|name| Message::CalendarNamed { name }));
        notes.extend(event.creator.clone().map(|who| Message::MadeBy { who }));
    }
    if !event.is_organized() {
        let organizer = event.organizer.clone().filter(|who| !is_unknown_organizer(who));
        notes.extend(organizer.map(|who| Message::OrganizedBy { who }));
    } else if is_in_shared_calendar(account, target) {
        notes.extend(host(account, state, event));
    }
    let has_link = state.link(&event.id).is_some_and(|link| link.state != LinkState::Failed(Refusal::Forbidden));
    if !has_link && event.names_another_host(&account.webex) {
        notes.extend(event.claimed_host().map(|who| Message::HostClaimed { who: who.to_owned() }));
    }
    Ok(notes)
}

/// The host of an event's meeting, or of the one that it would get; or a note that the host's permission ended.
fn host(account: &Account, state: &State, event: &Event) -> Option<Message> {
    let link = state.link(&event.id).or_else(|| state.link(&event.occurrence()?.series));
    let owner = link.and_then(|link| link.host);
    let who = owner.and_then(|owner| state.calendar_id(owner)).unwrap_or(&account.webex).to_owned();
    match link.map(|link| link.state) {
        Some(LinkState::Failed(Refusal::Forbidden)) if owner.is_some() => Some(Message::BehalfRefused { who }),
        None if event.conference != Conference::None => None,
        Some(LinkState::Failed(_)) => None,
        _ => Some(Message::HostIs { who }),
    }
}

/// Whether somebody else created an event of a shared calendar, so that its meeting may be theirs.
pub(super) fn is_by_another(account: &Account, target: &EventRef, event: &Event) -> bool {
    let is_other = |creator: &String| !creator.eq_ignore_ascii_case(&account.google);
    is_in_shared_calendar(account, target) && event.creator.as_ref().is_some_and(is_other)
}

/// Whether the calendar's owner is offered as the host, besides the user.
pub(super) fn offers_owner(account: &Account, state: &State, target: &EventRef, event: &Event) -> bool {
    let is_person = is_in_shared_calendar(account, target) && event.is_organized() && !is_no_person(&target.calendar);
    is_person && state.rules().on_behalf == OnBehalf::Tried
}

/// Makes a meeting that the calendar's owner hosts, or shows what is missing for it.
#[inline(never)] // An execution without this click does not compile it.
pub(super) fn add(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    match add_meeting::obtain_for_owner(ports, target) {
        Ok(obtained) => Ok(Response::Calendar { conference_data: obtained.data }),
        // Webex does not know the host, or does not let the user schedule for them.
        Err(Error::Webex(Failure::Forbidden | Failure::NotFound)) => {
            Ok(Response::push(view::shared::refused(viewer.catalog(ports.texts), target)))
        }
        Err(error) => Err(error),
    }
}

/// A shared calendar's name, from the cache or from CalendarApp.
fn calendar_name(ports: &Ports<'_>, calendar: &str) -> Result<Option<String>, Error> {
    let key = cache::calendar(calendar);
    let cached = ports.cache.get_all(&[&key])?;
    if let Some(name) = cached.get(&key) {
        return Ok(Some(name.clone()).filter(|name| !name.is_empty()));
    }
    let calendar = ports.calendar_app.calendar(Some(calendar)).unwrap_or_default();
    let name = calendar.get("name").text().map(|name| cut(&one_line(name), 60));
    ports.cache.put_all(&[(&key, name.clone().unwrap_or_default())], LIST_LIFE)?;
    Ok(name)
}
