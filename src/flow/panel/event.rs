//! The card of an open event: its content and the buttons that it offers.

use crate::base::time::{Instant, Zones};
use crate::flow::attempt::refuse;
use crate::flow::error::Error;
use crate::flow::explain::explain;
use crate::flow::panel::first::first_card;
use crate::flow::panel::shared::{is_by_another, is_in_shared_calendar, notes as notes_of, offers_owner};
use crate::flow::panel::words::{slot, title, when};
use crate::flow::sync::context::Context;
use crate::flow::{add_meeting, triggers};
use crate::google::calendar;
use crate::model::account::Account;
use crate::model::event::{Conference, Event, EventRef};
use crate::model::fingerprint::{topic, Fingerprints};
use crate::model::link::{Link, LinkState, Refusal};
use crate::model::meeting::{webex_url, MeetingId};
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
        // The user has signed in since. A failure is tried again when the event is next opened, or when the calendar changes.
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
        // A new event has an id before it is saved and can be read.
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
    // Where Google takes no conference data, the location holds the meeting's own address.
    let is_own_location = event.location_url.is_some() && event.property_event.is_some();
    if is_shown && event.location_names_conference && !is_own_location && event.location_url != event.video_uri {
        notes.push(Message::TwoMeetings);
    }
    let has_own = state.link(&event.id).is_some();
    let series = event.occurrence().map(|occurrence| occurrence.series.as_str()).filter(|_| !has_own);
    let link = state.link(&event.id).or_else(|| state.link(series?));
    if link.is_some() && event.guests_omitted && !event.is_from_calendar_app() {
        notes.push(Message::GuestsOmitted);
    }
    let (account, event, may_write) = (&account, &event, open.may_write);
    let model = Look { ports, viewer, state, account, target, event, may_write, series, link }.model();
    let wanted = match &model {
        EventCard::Bare { kind, .. } => Some(*kind),
        EventCard::Copied { .. } | EventCard::Linked { state: Some((LinkState::Deleted, _)), .. } => {
            Some(Kind::Meeting)
        }
        _ => None,
    };
    let is_guests = refuse(event).is_err_and(|error| matches!(error, Error::NotOrganizer));
    if is_guests && may_write && matches!(model, EventCard::Bare { .. }) {
        notes.push(Message::OrganizerAdds);
    }
    // Runs by a trigger make no such meeting either, but can't show the reason to anyone.
    notes.extend(wanted.and_then(|kind| state.permits(kind).err()).map(|error| explain(&error.into())));
    let heading =
        Heading { title: Some(title(ports, viewer, event)), time: when(ports, viewer, account, event), notes };
    Ok(view::event::card(viewer.catalog(ports.texts), &heading, &model, now))
}

/// An event, the person who looks at it, and the event's link.
struct Look<'a> {
    ports: &'a Ports<'a>,
    viewer: &'a Viewer,
    state: &'a State,
    account: &'a Account,
    target: &'a EventRef,
    event: &'a Event,
    may_write: bool,
    /// The series of an occurrence without a meeting of its own, whose link counts for the occurrence.
    series: Option<&'a str>,
    link: Option<&'a Link>,
}

impl Look<'_> {
    fn model(&self) -> EventCard {
        let shown = self.event.video_uri.as_deref().and_then(webex_url);
        let other = |message: Message, join: Option<String>| EventCard::Other { message, join };
        match &self.event.conference {
            Conference::PersonalRoom => other(Message::RoomOnEvent, shown),
            Conference::Foreign => other(Message::OtherConference, shown),
            Conference::Ours { .. } if !self.event.is_organized() && !self.is_handed_over() => {
                other(Message::HostedByOther, shown)
            }
            Conference::Ours { event: named, .. } if !self.is_part(named) && self.link.is_none() => {
                EventCard::Copied { target: self.target.clone(), may_write: self.may_write }
            }
            Conference::Ours { .. } if self.is_hosted_by_another() => {
                let is_own = self.event.is_organized() && !is_in_shared_calendar(self.account, self.target);
                let target = (is_own && self.may_write).then(|| self.target.clone());
                EventCard::HostedByOther { target, join: shown }
            }
            Conference::Ours { meeting, event: named } => self.linked(meeting, named, shown),
            Conference::None => self.without_conference(),
        }
    }

    /// Whether the user still hosts the meeting of an event that they handed over to another organizer.
    fn is_handed_over(&self) -> bool {
        let is_followed = |link: &Link| link.is_guests && link.state.is_shown();
        self.link.is_some_and(|link| is_followed(link) && self.shows_meeting_of(link))
    }

    /// Whether conference data that names this event belongs to the event or its series.
    fn is_part(&self, named: &str) -> bool {
        named == self.event.id || Some(named) == self.series
    }

    /// Whether somebody else hosts the meeting: the event says so or is by another person, and the user has no link to it or may not change it.
    fn is_hosted_by_another(&self) -> bool {
        let is_claimed = self.event.names_another_host(&self.account.webex);
        let is_replaced = || self.link.is_some_and(|link| link.host.is_none() && !self.shows_meeting_of(link));
        (self.may_not_change() && (is_claimed || is_by_another(self.account, self.target, self.event)))
            || (is_claimed && is_replaced())
    }

    /// Whether the event shows the link's meeting, as far as it names one.
    fn shows_meeting_of(&self, link: &Link) -> bool {
        match &self.event.conference {
            Conference::Ours { meeting, event: named } => {
                *named != self.event.id || link.meeting.as_ref() == Some(meeting)
            }
            Conference::None | Conference::PersonalRoom | Conference::Foreign => true,
        }
    }

    /// Whether the user has no link to the meeting, or may not change it.
    fn may_not_change(&self) -> bool {
        let is_refused = |link: &Link| link.state == LinkState::Failed(Refusal::Forbidden) && link.host.is_none();
        self.link.is_none_or(is_refused)
    }

    /// The card of an event that shows a meeting of the add-on.
    fn linked(&self, meeting: &MeetingId, named: &str, shown: Option<String>) -> EventCard {
        let is_same = |link: &Link| link.meeting.as_ref() == Some(meeting);
        // Another meeting was made in place of the one in the field, and the event was not saved with it.
        let is_replaced = self.link.is_some_and(|link| link.state == LinkState::Waiting && !is_same(link));
        // A meeting that was added to an occurrence and saved for all events names that occurrence.
        let is_its = self.is_part(named) || self.link.is_some_and(is_same);
        let (join, place) = match shown {
            Some(shown) if is_its && !is_replaced => (Some(shown), JoinPlace::Field),
            // The field is empty, or shows the meeting of the event that this one was copied from.
            Some(_) | None => (self.event.location_url.clone(), JoinPlace::Elsewhere { may_write: self.may_write }),
        };
        EventCard::Linked {
            target: self.target.clone(),
            state: self.compared(),
            is_parked: self.is_parked(),
            join,
            place,
            clamp: slot(self.ports, self.viewer, self.event).and_then(|slot| slot.clamp),
            mode: self.link.and_then(|link| Some(link.series.as_ref()?.mode)),
        }
    }

    /// The card of an event without a conference, with the kinds that it may get.
    fn without_conference(&self) -> EventCard {
        let (account, target, event, may_write) = (self.account, self.target, self.event, self.may_write);
        let allows_room = self.state.rules().allows_kind(Kind::PersonalRoom);
        match refuse(event) {
            // The card says that a guest may not write, which explains more.
            Err(Error::NotOrganizer) if !may_write => {}
            Err(Error::NotOrganizer) if allows_room => {
                // A room follows no event.
                let (target, kind) = (target.clone(), Kind::PersonalRoom);
                return EventCard::Bare {
                    target,
                    kind,
                    other: None,
                    for_owner: false,
                    may_write,
                    state: self.standing(),
                };
            }
            Err(error) => return EventCard::Refused(explain(&error)),
            Ok(()) => {}
        }
        if !may_write && event.is_organized() && is_in_shared_calendar(account, target) {
            return EventCard::ReadOnly;
        }
        let kind = self.state.settings.kind;
        let other = Some(kind.other()).filter(|other| self.state.rules().allows_kind(*other));
        let for_owner = self.link.is_none() && offers_owner(account, self.state, target, event);
        EventCard::Bare { target: target.clone(), kind, other, for_owner, may_write, state: self.standing() }
    }

    /// The state of the link after the event was compared with what Webex last got: the trigger for a change may come late or never.
    ///
    /// An occurrence without a meeting of its own is not compared, since the series' link holds values of the whole series.
    fn compared(&self) -> Option<(LinkState, Instant)> {
        let standing = self.standing();
        let is_own = |link: &&Link| link.event == self.event.id && link.state == LinkState::Linked;
        let Some(own) = self.link.filter(is_own) else { return standing };
        let context = Context::of(self.ports, self.state);
        let (calendar, no_zones) = (self.target.calendar.as_str(), Zones::default());
        let zone = self.state.zone_of(calendar);
        let facts = context.facts((calendar, own.calendar), &zone, &no_zones).of(own);
        let title = topic(self.event, facts.neutral_title);
        let is_told = Fingerprints::of(self.event, facts.hosting(), &title, &zone) == own.last_sent;
        if is_told || self.event.is_from_calendar_app() {
            standing
        } else {
            Some((LinkState::Behind, own.at))
        }
    }

    /// Whether the event's calendar could not be read lately.
    fn is_parked(&self) -> bool {
        self.state.calendars.iter().any(|watched| watched.id == self.target.calendar && watched.parked.is_some())
    }

    /// The state of the link, and since or until when it holds.
    fn standing(&self) -> Option<(LinkState, Instant)> {
        self.link.map(|link| (link.state, link.at))
    }
}
