//! The card of an open event: what it shows, and what its buttons may do.

use crate::flow::attempt::refuse;
use crate::flow::error::Error;
use crate::flow::explain::explain;
use crate::flow::panel::first::first_card;
use crate::flow::panel::shared::{is_by_another, is_in_shared_calendar, notes as notes_of, offers_owner};
use crate::flow::panel::words::{slot, title, when};
use crate::flow::{add_meeting, triggers};
use crate::google::calendar;
use crate::model::account::Account;
use crate::model::event::{Conference, Event, EventRef};
use crate::model::link::{LinkState, Refusal};
use crate::model::meeting::webex_url;
use crate::model::settings::Kind;
use crate::port::{HostError, Ports};
use crate::store::{State, Want};
use crate::ui::card::Card;
use crate::ui::entry::{OpenEvent, Viewer};
use crate::ui::i18n::Message;
use crate::ui::view;
use crate::ui::view::event::{EventCard, Heading, JoinPlace};

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
        return Ok(view::event::card(viewer.catalog(ports.texts), &Heading::default(), &EventCard::Unsaved, now));
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

/// The card of an event that is saved.
pub(super) fn event_card(
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
            return Ok(view::event::card(viewer.catalog(ports.texts), &Heading::default(), &EventCard::Unsaved, now));
        }
        Err(error) => return Err(error.into()),
    };
    let mut notes = notes_of(ports, &account, state, target, &event)?;
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
    let is_own_place = event.location_url.is_some() && event.property_event.is_some();
    if is_shown && event.location_meets && !is_own_place && event.location_url != event.video_uri {
        notes.push(Message::TwoMeetings);
    }
    let model = model(ports, viewer, (state, &account), target, &event, open.may_write);
    let wanted = match &model {
        EventCard::Bare { kind, .. } => Some(*kind),
        EventCard::Copied { .. } | EventCard::Linked { state: Some((LinkState::Deleted, _)), .. } => {
            Some(Kind::Meeting)
        }
        _ => None,
    };
    // The engine makes none either, and has nobody to tell.
    notes.extend(wanted.and_then(|kind| state.permits(kind).err()).map(|error| explain(&error.into())));
    let heading =
        Heading { title: Some(title(ports, viewer, &event)), time: when(ports, viewer, &account, &event), notes };
    Ok(view::event::card(viewer.catalog(ports.texts), &heading, &model, now))
}

fn model(
    ports: &Ports<'_>,
    viewer: &Viewer,
    (state, account): (&State, &Account),
    target: &EventRef,
    event: &Event,
    may_write: bool,
) -> EventCard {
    // An occurrence stands as its series does, unless it has a meeting of its own.
    let has_own = state.link(&event.id).is_some();
    let series = event.occurrence().map(|occurrence| occurrence.series.as_str()).filter(|_| !has_own);
    let link = state.link(&event.id).or_else(|| state.link(series?));
    let is_part = |named: &str| named == event.id || Some(named) == series;
    let stands = link.map(|link| (link.state, link.at));
    let shown = event.video_uri.as_deref().and_then(webex_url);
    let other = |message: Message, join: Option<String>| EventCard::Other { message, join };
    let is_theirs = link.is_none_or(|link| link.state == LinkState::Failed(Refusal::Forbidden) && link.host.is_none());
    match &event.conference {
        Conference::PersonalRoom => other(Message::RoomOnEvent, shown),
        Conference::Foreign => other(Message::OtherConference, shown),
        Conference::Ours { .. } if !event.is_organized() => other(Message::HostedByOther, shown),
        Conference::Ours { event: named, .. } if !is_part(named) && link.is_none() => {
            EventCard::Copied { target: target.clone(), may_write }
        }
        // A user without a link to what somebody else made, or who may not change it, is not its host.
        Conference::Ours { .. } if is_theirs && is_by_another(account, target, event) => {
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
                Some(shown) if is_its && !is_replaced => (Some(shown), JoinPlace::Field),
                // The field is empty, or shows the meeting of the event that this one was copied from.
                Some(_) | None => (event.location_url.clone(), JoinPlace::Elsewhere { may_write }),
            };
            let mode = link.and_then(|link| Some(link.series.as_ref()?.mode));
            EventCard::Linked { target: target.clone(), state: stands, join, place, clamp, mode }
        }
        Conference::None => match refuse(event) {
            Err(_) => EventCard::Refused(Message::NoMeetingForKind),
            Ok(()) if !may_write && event.is_organized() && is_in_shared_calendar(account, target) => {
                EventCard::ReadOnly
            }
            Ok(()) => {
                let kind = state.settings.kind;
                let other = Some(kind.other()).filter(|other| state.rules().allows_kind(*other));
                let for_owner = stands.is_none() && offers_owner(account, state, target, event);
                EventCard::Bare { target: target.clone(), kind, other, for_owner, may_write, state: stands }
            }
        },
    }
}
