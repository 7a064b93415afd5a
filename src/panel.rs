//! The panel: gathers what a card shows, and does what its buttons say.
//!
//! Opening a card when everything is warm costs one load of properties and one call of the calendar, and no request.

mod admin;
mod data;
mod settings;

use crate::account::{Access, Account};
use crate::action::{Action, EventRef};
use crate::auth;
use crate::card::Card;
use crate::conference::{self, refuse, LOCK_WAIT};
use crate::entry::{Form, OpenEvent, OpenMessage, Viewer};
use crate::error::Error;
use crate::event::{Conference, Event};
use crate::google::{self, Patch};
use crate::i18n::Message;
use crate::link::{LinkState, GRACE};

use crate::mail;
use crate::meeting::{webex_link, Meeting, MeetingId};
use crate::policy::{Match, Policy, Role, Setup};
use crate::port::{HostError, Ports};
use crate::response::Response;
use crate::settings::Kind;
use crate::store::{State, Want};
use crate::sync::attach::removal;
use crate::sync::hold::{Answer, Hold};
use crate::sync::run;
use crate::sync::zones::zones;
use crate::text::{cut, one_line};
use crate::time::{Instant, Slot, DAY, MINUTE};
use crate::triggers;
use crate::view;
use crate::view::event::{Heading, Model, Place};
use crate::view::home::{Home, Upcoming};
use crate::view::sign_in::Occasion;
use crate::webex::{endpoint, Client, Failure};

pub(crate) use settings::cached as cached_lists;

/// How long lists and names are kept, in seconds: the longest that the cache allows.
const LIST_LIFE: u32 = 21_600;

/// The homepage, or the sign-in card.
pub fn home(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if !is_linked(&state) {
        return sign_in_card(ports, viewer, &state);
    }
    learn(ports, viewer, &mut state);
    triggers::revive(ports, &mut state);
    let account = state.account.clone().unwrap_or_default();
    let calendar = state.calendars.first().map_or(account.google.as_str(), |watched| watched.id.as_str());
    let now = ports.clock.now();
    let events = google::upcoming(ports, calendar, now, now.plus(7 * DAY))?;
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
    let state = State::load(ports, Want::Records)?;
    if !is_linked(&state) {
        return sign_in_card(ports, viewer, &state);
    }
    let account = state.account.unwrap_or_default();
    mail::card(ports, viewer, &account, state.settings.kind, message)
}

/// The card of the open event.
pub fn event(ports: &Ports<'_>, viewer: &Viewer, open: &OpenEvent) -> Result<Card, Error> {
    let want = open.target.as_ref().map_or(Want::Records, |target| Want::LinkOf(&target.event));
    let mut state = State::load(ports, want)?;
    if !is_linked(&state) {
        return sign_in_card(ports, viewer, &state);
    }
    triggers::revive(ports, &mut state);
    let now = ports.clock.now();
    let Some(target) = &open.target else {
        return Ok(view::event::card(viewer.catalog(), &Heading::default(), &Model::Unsaved, now));
    };
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
    let mut event = match google::event_by_any_way(ports, &account, target) {
        Ok(event) => event,
        // An event that is being made has an id before it can be read.
        Err(HostError::NotFound) => {
            return Ok(view::event::card(viewer.catalog(), &Heading::default(), &Model::Unsaved, now));
        }
        Err(error) => return Err(error.into()),
    };
    let mut notes = notes(ports, &account, state, target, &event)?;
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
    let model = model(ports, viewer, state, target, &event, open.may_write);
    let heading = Heading { title: Some(title(viewer, &event)), time: when(ports, viewer, &account, &event), notes };
    Ok(view::event::card(viewer.catalog(), &heading, &model, now))
}

/// Whose calendar an event of a shared calendar lies in, and who made it.
fn notes(
    ports: &Ports<'_>,
    account: &Account,
    state: &State,
    target: &EventRef,
    event: &Event,
) -> Result<Vec<Message>, Error> {
    if target.calendar.eq_ignore_ascii_case(&account.google) {
        return Ok(Vec::new());
    }
    let mut notes = Vec::new();
    let listed =
        state.calendars.iter().find(|watched| watched.id == target.calendar).and_then(|watched| watched.name.clone());
    let name = match (listed, account.calendar_app) {
        (Some(name), _) => Some(name),
        (None, Access::Granted) => calendar_name(ports, &target.calendar)?,
        (None, Access::Refused) => None,
    };
    notes.extend(name.map(|name| Message::CalendarNamed { name }));
    notes.extend(event.author.clone().map(|who| Message::MadeBy { who }));
    Ok(notes)
}

/// A shared calendar's name, from the cache or from CalendarApp.
fn calendar_name(ports: &Ports<'_>, calendar: &str) -> Result<Option<String>, Error> {
    let key = calendar_key(calendar);
    let cached = ports.cache.get_all(&[&key])?;
    if let Some(name) = cached.get(&key) {
        return Ok(Some(name.clone()).filter(|name| !name.is_empty()));
    }
    let told = ports.calendar_app.calendar(Some(calendar)).unwrap_or_default();
    let name = told.get("name").text().map(|name| cut(&one_line(name), 60));
    ports.cache.put_all(&[(&key, name.clone().unwrap_or_default())], LIST_LIFE)?;
    Ok(name)
}

/// Under which key a calendar's name lies in the cache.
fn calendar_key(calendar: &str) -> String {
    ["calendar.", &crate::code::fingerprint(calendar)].concat()
}

fn model(
    ports: &Ports<'_>,
    viewer: &Viewer,
    state: &State,
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
    match &event.conference {
        Conference::PersonalRoom => other(Message::RoomOnEvent, shown),
        Conference::Foreign => other(Message::OtherConference, shown),
        Conference::Ours { .. } if !event.is_organized() => other(Message::StateUnknown, shown),
        Conference::Ours { event: named, .. } if !is_part(named) && link.is_none() => {
            Model::Copied { target: target.clone(), may_write }
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
            Ok(()) => {
                let kind = state.settings.kind;
                let other = Some(kind.other()).filter(|other| state.rules().allows_kind(*other));
                Model::Bare { target: target.clone(), kind, other, may_write, state: stands }
            }
        },
    }
}

/// The settings card.
pub fn settings(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    settings::card(ports, viewer)
}

/// The sign-in card of someone who has to sign in.
pub fn sign_in(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let state = State::load(ports, Want::Records)?;
    sign_in_card(ports, viewer, &state)
}

/// Does what a button says.
pub fn click(ports: &Ports<'_>, viewer: &Viewer, action: &Action, form: &Form) -> Result<Response, Error> {
    match action {
        Action::Refresh => Ok(Response::update(home(ports, viewer)?, None)),
        Action::OpenSettings => Ok(Response::push(settings::card(ports, viewer)?)),
        Action::SaveSettings => settings::save(ports, viewer, form),
        Action::Add(target, kind) => add(ports, *kind, target),
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
        Action::DeleteHeld => answer_hold(ports, viewer, Answer::Delete),
        Action::KeepHeld => answer_hold(ports, viewer, Answer::Keep),
        Action::OpenAdmin => Ok(Response::push(admin::card(ports, viewer)?)),
        Action::SaveAdmin(version) => admin::save(ports, viewer, form, *version),
        Action::ShowData => data::show(ports, viewer),
        Action::AskDisconnect => Ok(Response::push(view::data::ask(viewer.catalog()))),
        Action::Disconnect => data::disconnect(ports, viewer),
        Action::Schedule => mail::schedule(ports, viewer, &form.schedule),
    }
}

/// Writes down what the person says of a mass deletion; the next run does it.
fn answer_hold(ports: &Ports<'_>, viewer: &Viewer, answer: Answer) -> Result<Response, Error> {
    if !ports.lock.acquire(LOCK_WAIT)? {
        return Err(Error::Busy);
    }
    let mut state = State::load(ports, Want::Records)?.locked();
    state.hold = state.hold.map(|hold| Hold { answer, ..hold });
    let saved = state.save(ports);
    ports.lock.release()?;
    saved?;
    Ok(Response::update(home(ports, viewer)?, Some(viewer.catalog().say(&Message::HeldAnswered))))
}

/// The meeting goes into the open editor, not through the API: the person's unsaved changes stay, and saving keeps it.
fn add(ports: &Ports<'_>, kind: Kind, target: &EventRef) -> Result<Response, Error> {
    let obtained = conference::obtain(ports, kind, target)?;
    Ok(Response::Calendar { conference_data: obtained.data })
}

fn remove(ports: &Ports<'_>, viewer: &Viewer, target: &EventRef) -> Result<Response, Error> {
    if !ports.lock.acquire(LOCK_WAIT)? {
        return Err(Error::Busy);
    }
    let mut state = State::load(ports, Want::LinkOf(&target.event))?.locked();
    let details =
        google::details(ports, &[(&target.calendar, &target.event)])?.pop().unwrap_or(Err(HostError::NotFound))?;
    let body = removal(&details);
    let patch = Patch { calendar: target.calendar.clone(), event: target.event.clone(), etag: details.etag, body };
    for written in google::patch_all(ports, &[patch])? {
        written?;
    }
    let now = ports.clock.now();
    if let Some(link) = state.link(&target.event).cloned() {
        match link.state {
            LinkState::Gone | LinkState::Deleted => state.remove(&target.event),
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
        None => match google::event(ports, &target.calendar, &target.event)?.conference {
            Conference::Ours { meeting, .. } => meeting,
            Conference::None | Conference::PersonalRoom | Conference::Foreign => return Err(Failure::NotFound.into()),
        },
    };
    let json = Client::new(ports, &mut state).send(&endpoint::get_meeting(&id))?;
    let meeting = Meeting::read(&json).ok_or(Failure::Malformed)?;
    Ok(Response::push(view::event::details(viewer.catalog(), &meeting)))
}

fn is_linked(state: &State) -> bool {
    state.account.is_some() && state.tokens.is_some()
}

fn sign_in_card(ports: &Ports<'_>, viewer: &Viewer, state: &State) -> Result<Card, Error> {
    let setup = Setup::load(ports)?;
    let mismatch = |policy: &Policy| policy.addresses == Match::Required;
    let occasion = match &state.account {
        Some(account) if account.addresses_differ() && setup.policy.as_ref().is_some_and(mismatch) => {
            Occasion::Mismatch
        }
        Some(_) => Occasion::Again,
        None => Occasion::First,
    };
    let url = match (&setup.integration, &setup.policy) {
        (Ok(integration), Some(_)) => Some(auth::authorize_url(ports, integration, viewer.locale.as_deref())?),
        (Ok(_) | Err(Failure::NotConfigured), _) => None,
        (Err(failure), _) => return Err(failure.clone().into()),
    };
    let is_named = setup.has_administrators() && setup.names(&ports.identity.email()?);
    let role = if is_named { Role::Administrator } else { Role::User };
    Ok(view::sign_in::card(viewer.catalog(), occasion, url.as_deref(), role))
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
        (crate::time::EventTime::At(..), crate::time::EventTime::At(end, _)) => *end,
        _ => slot.end,
    };
    Some(viewer.catalog().with_hours(account.hours).span(local(slot.start), local(end)))
}
