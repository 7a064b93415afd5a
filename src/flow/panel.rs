//! The panel: gathers what a card shows, and does what its buttons say.
//!
//! Opening a card when everything is warm costs one load of properties and one call of the calendar, and no request.

mod admin;
mod data;
mod settings;
mod shared;
mod sign_in;

use crate::base::text::cut;
use crate::base::time::{Instant, DAY, MINUTE};
use crate::flow::add_meeting::{self, refuse, LOCK_WAIT};
use crate::flow::error::Error;
use crate::flow::explain::explain;
use crate::flow::sync::attach::removal;
use crate::flow::sync::run;
use crate::flow::sync::zones::zones;
use crate::flow::{mail, triggers};
use crate::google::calendar::{self, Patch};
use crate::model::account::Account;
use crate::model::event::{Conference, Event, EventRef};
use crate::model::hold::Answer;
use crate::model::link::{LinkState, Refusal, GRACE};
use crate::model::meeting::{webex_link, Meeting, MeetingId};
use crate::model::settings::Kind;
use crate::model::slot::Slot;
use crate::port::{HostError, Ports};
use crate::store::{State, Want};
use crate::ui::action::Action;
use crate::ui::card::Card;
use crate::ui::entry::{Form, OpenEvent, OpenMessage, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::ui::view::event::{Heading, Model, Place};
use crate::ui::view::home::{Home, Upcoming};
use crate::webex::{endpoint, Client, Failure};

pub use sign_in::sign_in;
use sign_in::{first_card, is_linked};

/// How long lists and names are kept, in seconds: the longest that the cache allows.
const LIST_LIFE: u32 = 21_600;

/// The homepage, or the sign-in card.
pub fn home(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if let Some(card) = first_card(ports, viewer, &state)? {
        return Ok(card);
    }
    if let Some(left) = state.leaving() {
        return Ok(view::data::ask(viewer.catalog(), 0, Some(left)));
    }
    learn(ports, viewer, &mut state);
    triggers::revive(ports, &mut state);
    let account = state.account.clone().unwrap_or_default();
    let calendar = state.calendars.first().map_or(account.google.as_str(), |watched| watched.id.as_str());
    let now = ports.clock.now();
    let events = calendar::upcoming(ports, calendar, now, now.plus(7 * DAY))?;
    let joinable = |event: &Event| Some((event.clone(), event.video_uri.as_deref().and_then(webex_link)?));
    let joinable: Vec<(Event, String)> = events.iter().filter_map(joinable).collect();
    let upcoming = joinable.into_iter().take(view::home::LISTED).map(|(event, join)| {
        let time = when(ports, viewer, &account, &event).unwrap_or_default();
        Upcoming { title: title(viewer, &event), time, join }
    });
    let was_rebuilt = !state.unreadable.is_empty();
    let held = state.hold.filter(|hold| hold.answer == Answer::None).map(|hold| hold.count);
    let home = Home { account: &account, upcoming: upcoming.collect(), was_rebuilt, held };
    Ok(view::home::card(viewer.catalog(), &home))
}

/// The card beside an open message, or the sign-in card.
#[inline(never)] // A card that is not asked for need not be compiled.
pub fn message(ports: &Ports<'_>, viewer: &Viewer, message: &OpenMessage) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if let Some(card) = first_card(ports, viewer, &state)? {
        return Ok(card);
    }
    mail::card(ports, viewer, &mut state, message)
}

/// The card of the open event.
pub fn event(ports: &Ports<'_>, viewer: &Viewer, open: &OpenEvent) -> Result<Card, Error> {
    let want = open.target.as_ref().map_or(Want::Records, |target| Want::LinkOf(&target.event));
    let mut state = State::load(ports, want)?;
    if let Some(card) = first_card(ports, viewer, &state)? {
        return Ok(card);
    }
    triggers::revive(ports, &mut state);
    let now = ports.clock.now();
    let Some(target) = &open.target else {
        return Ok(view::event::card(viewer.catalog(), &Heading::default(), &Model::Unsaved, now));
    };
    if let Some(LinkState::Wanted(kind)) = state.link(&target.event).map(|link| link.state) {
        // Its user has signed in since. What can't be done now is tried at the next opening, or when the calendar changes.
        if let Err(error) = add_meeting::complete(ports, kind, target) {
            ports.log.write(&["card: not completed: ", &error.chain()].concat());
        }
        state = State::load(ports, want)?;
    }
    event_card(ports, viewer, &state, target, open)
}

fn event_card(
    ports: &Ports<'_>,
    viewer: &Viewer,
    state: &State,
    target: &EventRef,
    open: &OpenEvent,
) -> Result<Card, Error> {
    let now = ports.clock.now();
    let account = state.account.clone().unwrap_or_default();
    let mut event = match calendar::event_by_any_way(ports, &account, target) {
        Ok(event) => event,
        // An event that is being made has an id before it can be read.
        Err(HostError::NotFound) => {
            return Ok(view::event::card(viewer.catalog(), &Heading::default(), &Model::Unsaved, now));
        }
        Err(error) => return Err(error.into()),
    };
    let mut notes = shared::notes(ports, &account, state, target, &event)?;
    if event.is_from_calendar_app() {
        event.conference.clone_from(&open.conference);
        notes.push(Message::ServiceOff);
    }
    let waits = state.link(&event.id).is_none() && matches!(event.conference, Conference::Ours { .. });
    if waits && state.spent.on(now).creates_left() == 0 {
        notes.push(Message::QuotaSpent);
    }
    let is_shown = matches!(event.conference, Conference::Ours { .. });
    // Where Google takes no conference data, the place is where our own link stands.
    let is_own_place = event.location_link.is_some() && event.stand_in.is_some();
    if is_shown && event.location_meets && !is_own_place && event.location_link != event.video_uri {
        notes.push(Message::TwoMeetings);
    }
    let model = model(ports, viewer, (state, &account), target, &event, open.may_write);
    let wanted = match &model {
        Model::Bare { kind, .. } => Some(*kind),
        Model::Copied { .. } | Model::Linked { state: Some((LinkState::Deleted, _)), .. } => Some(Kind::Meeting),
        _ => None,
    };
    // The engine makes none either, and has nobody to tell.
    notes.extend(wanted.and_then(|kind| state.permits(kind).err()).map(|error| explain(&error.into())));
    let heading = Heading { title: Some(title(viewer, &event)), time: when(ports, viewer, &account, &event), notes };
    Ok(view::event::card(viewer.catalog(), &heading, &model, now))
}

fn model(
    ports: &Ports<'_>,
    viewer: &Viewer,
    (state, account): (&State, &Account),
    target: &EventRef,
    event: &Event,
    may_write: bool,
) -> Model {
    // An occurrence stands as its series does, unless it has a meeting of its own.
    let has_own = state.link(&event.id).is_some();
    let series = event.occurrence().map(|occurrence| occurrence.series.as_str()).filter(|_| !has_own);
    let link = state.link(&event.id).or_else(|| state.link(series?));
    let is_part = |named: &str| named == event.id || Some(named) == series;
    let stands = link.map(|link| (link.state, link.at));
    let shown = event.video_uri.as_deref().and_then(webex_link);
    let other = |message: Message, join: Option<String>| Model::Other { message, join };
    let is_theirs = link.is_none_or(|link| link.state == LinkState::Failed(Refusal::Forbidden) && link.host.is_none());
    match &event.conference {
        Conference::PersonalRoom => other(Message::RoomOnEvent, shown),
        Conference::Foreign => other(Message::OtherConference, shown),
        Conference::Ours { .. } if !event.is_organized() => other(Message::HostedByOther, shown),
        Conference::Ours { event: named, .. } if !is_part(named) && link.is_none() => {
            Model::Copied { target: target.clone(), may_write }
        }
        // Who lacks a link to what somebody else made, or may not change it, is not its host.
        Conference::Ours { .. } if is_theirs && shared::is_by_another(account, target, event) => {
            other(Message::HostedByOther, shown)
        }
        Conference::Ours { meeting, event: named } => {
            // Another meeting was made in place of the one in the field, and the event was not saved with it.
            let is_replaced =
                link.is_some_and(|link| link.state == LinkState::Waiting && link.meeting.as_ref() != Some(meeting));
            // One that was picked on an occurrence and saved for all names that occurrence.
            let is_its = is_part(named) || link.is_some_and(|link| link.meeting.as_ref() == Some(meeting));
            let clamp = slot(ports, viewer, event).and_then(|slot| slot.clamp);
            let (join, place) = match shown {
                Some(shown) if is_its && !is_replaced => (Some(shown), Place::Field),
                // The field is empty, or shows the meeting of the event that this one was copied from.
                Some(_) | None => (event.location_link.clone(), Place::Elsewhere { may_write }),
            };
            let form = link.and_then(|link| Some(link.series.as_ref()?.form));
            Model::Linked { target: target.clone(), state: stands, join, place, clamp, form }
        }
        Conference::None => match refuse(event) {
            Err(_) => Model::Refused(Message::NoMeetingForKind),
            Ok(()) if !may_write && event.is_organized() && shared::is_beside(account, target) => Model::ReadOnly,
            Ok(()) => {
                let kind = state.settings.kind;
                let other = Some(kind.other()).filter(|other| state.rules().allows_kind(*other));
                let for_owner = stands.is_none() && shared::offers_owner(account, state, target, event);
                Model::Bare { target: target.clone(), kind, other, for_owner, may_write, state: stands }
            }
        },
    }
}

/// The settings card.
pub fn settings(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    settings::card(ports, viewer)
}

/// Does what a button says.
pub fn click(ports: &Ports<'_>, viewer: &Viewer, action: &Action, form: &Form) -> Result<Response, Error> {
    match action {
        Action::Refresh => Ok(Response::update(home(ports, viewer)?, None)),
        Action::OpenSettings => Ok(Response::push(settings::card(ports, viewer)?)),
        Action::SaveSettings => settings::save(ports, viewer, form),
        Action::Add(target, kind) => add(ports, *kind, target),
        Action::AddForOwner(target) => shared::add(ports, viewer, target),
        Action::CreateAgain(target) => add(ports, Kind::Meeting, target),
        Action::Remove(target) => remove(ports, viewer, target),
        Action::SyncNow(target) => {
            let notice = match run::follow_event(ports, &target.calendar, &target.event, LOCK_WAIT)? {
                None | Some((LinkState::Linked, _)) => Message::Synced,
                standing => view::event::state_message(standing, ports.clock.now()),
            };
            redraw(ports, viewer, target, &notice)
        }
        Action::ShowDetails(target) => details(ports, viewer, target),
        Action::DeleteHeld => data::answer(ports, viewer, Answer::Delete),
        Action::KeepHeld => data::answer(ports, viewer, Answer::Keep),
        Action::OpenAdmin => Ok(Response::push(admin::card(ports, viewer)?)),
        Action::SaveAdmin(version) => admin::save(ports, viewer, form, *version),
        Action::ShowData => data::show(ports, viewer),
        Action::AskDisconnect => data::ask(ports, viewer),
        Action::Disconnect => data::disconnect(ports, viewer),
        Action::DeleteAndDisconnect => data::delete_and_disconnect(ports, viewer),
        Action::Schedule => mail::schedule(ports, viewer, &form.schedule),
    }
}

/// The meeting goes into the open editor, not through the API: the person's unsaved changes stay, and saving keeps it.
fn add(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<Response, Error> {
    let obtained = add_meeting::obtain(ports, kind, target)?;
    Ok(Response::Calendar { conference_data: obtained.data })
}

fn remove(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    if !ports.lock.acquire(LOCK_WAIT)? {
        return Err(Error::Busy);
    }
    let mut state = State::load(ports, Want::LinkOf(&target.event))?.locked();
    let read = calendar::whole(ports, &[(&target.calendar, &target.event)])?.pop();
    let (_, details) = read.unwrap_or(Err(HostError::NotFound))?;
    let body = removal(&details);
    let patch = Patch { calendar: target.calendar.clone(), event: target.event.clone(), etag: details.etag, body };
    for written in calendar::patch_all(ports, &[patch])? {
        written?;
    }
    let now = ports.clock.now();
    if let Some(link) = state.link(&target.event).cloned() {
        match link.state {
            LinkState::Wanted(_) | LinkState::Gone | LinkState::Deleted => state.remove(&target.event),
            // Webex may have made it all the same: the sweep looks for it, and what it finds is collected.
            LinkState::Pending => {}
            LinkState::Waiting
            | LinkState::Attaching
            | LinkState::Linked
            | LinkState::Behind
            | LinkState::Leaving
            | LinkState::Failed(_) => state.put(link.becoming(LinkState::Leaving, now.plus(GRACE)))?,
        }
        state.save(ports)?;
    }
    ports.lock.release()?;
    redraw(ports, viewer, target, &Message::Removed { minutes: GRACE / MINUTE })
}

fn redraw(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef, notice: &Message) -> Result<Response, Error> {
    let state = State::load(ports, Want::LinkOf(&target.event))?;
    let open = OpenEvent { target: Some(target.clone()), may_write: true, conference: Conference::None };
    let card = event_card(ports, viewer, &state, target, &open)?;
    Ok(Response::update(card, Some(viewer.catalog().say(notice))))
}

fn details(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    let mut state = State::load(ports, Want::LinkOf(&target.event))?;
    let known = state.link(&target.event).and_then(|link| link.meeting.clone());
    let id: MeetingId = match known {
        Some(id) => id,
        None => match calendar::event(ports, &target.calendar, &target.event)?.conference {
            Conference::Ours { meeting, .. } => meeting,
            Conference::None | Conference::PersonalRoom | Conference::Foreign => return Err(Failure::NotFound.into()),
        },
    };
    let json = Client::new(ports, &mut state).send(&endpoint::get_meeting(&id))?;
    let meeting = Meeting::read(&json).ok_or(Failure::Malformed)?;
    Ok(Response::push(view::event::details(viewer.catalog(), &meeting)))
}

/// Keeps the person's zone and language for the executions in which Google does not tell them; only a change is written.
fn learn(ports: &Ports<'_>, viewer: &Viewer, state: &mut State) {
    let Some(account) = &mut state.account else {
        return;
    };
    let Viewer { locale, zone } = viewer;
    let differs = |told: &Option<String>, known: &Option<String>| told.is_some() && told != known;
    if !differs(locale, &account.locale) && !differs(zone, &account.zone) {
        return;
    }
    account.locale = locale.clone().or(account.locale.take());
    account.zone = zone.clone().or(account.zone.take());
    // A card is not refused because its language could not be remembered.
    if state.save(ports).is_err() {
        ports.log.write("panel: zone and language not kept");
    }
}

fn title(viewer: &Viewer, event: &Event) -> String {
    let title = event.title.as_deref().map(|title| cut(title, 120));
    title.unwrap_or_else(|| viewer.catalog().say(&Message::MeetingTitle))
}

fn slot(ports: &Ports<'_>, viewer: &Viewer, event: &Event) -> Option<Slot> {
    let (start, end) = event.times()?;
    let zone = viewer.zone.as_deref().unwrap_or("UTC");
    Some(Slot::of(start, end, zone, &zones(ports, [event], zone)))
}

/// When an event takes place, in the viewer's zone and words.
fn when(ports: &Ports<'_>, viewer: &Viewer, account: &Account, event: &Event) -> Option<String> {
    let slot = slot(ports, viewer, event)?;
    let offsets = ports.clock.offsets(viewer.zone.as_deref().unwrap_or("UTC"), slot.start, slot.end);
    let local = |instant: Instant| offsets.local(instant);
    let end = match (event.start.as_ref()?, event.end.as_ref()?) {
        (crate::model::slot::EventTime::At(..), crate::model::slot::EventTime::At(end, _)) => *end,
        _ => slot.end,
    };
    Some(viewer.catalog().with_hours(account.hours).span(local(slot.start), local(end)))
}
