//! The card of an open event: add, join, details, state, remove.

use crate::base::time::{Instant, DAY, MINUTE};
use crate::model::event::EventRef;
use crate::model::link::{LinkState, Refusal, SeriesMode};
use crate::model::meeting::Meeting;
use crate::model::settings::Kind;
use crate::model::slot::Clamp;
use crate::ui::action::Action;
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::view::shared::read_only;
use crate::ui::widget::{Button, Line};

/// What is known of the open event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventCard {
    /// The event is not saved yet.
    Unsaved,
    /// It takes no meeting, and why.
    Refused(Message),
    /// It lies in a calendar that the person may only read.
    ReadOnly,
    /// It has no conference.
    Bare {
        /// The event.
        target: EventRef,
        /// The kind that is offered first.
        kind: Kind,
        /// The other kind, if it is offered too.
        other: Option<Kind>,
        /// Whether the calendar's owner may be its host instead of the person.
        for_owner: bool,
        /// Whether the person may change its conference.
        may_write: bool,
        /// The state of a meeting that it had.
        state: Option<(LinkState, Instant)>,
    },
    /// It shows a meeting that was made for another event.
    Copied {
        /// The event.
        target: EventRef,
        /// Whether the person may change its conference.
        may_write: bool,
    },
    /// It has a meeting of the add-on.
    Linked {
        /// The event.
        target: EventRef,
        /// The state of its link; none if there is no link.
        state: Option<(LinkState, Instant)>,
        /// Whether its calendar could not be read lately.
        is_parked: bool,
        /// The URL that joins it.
        join: Option<String>,
        /// Where the event shows it.
        place: JoinPlace,
        /// The change to the event's time at Webex.
        clamp: Option<Clamp>,
        /// How its series is kept at Webex, if it is one.
        mode: Option<SeriesMode>,
    },
    /// It shows a meeting that somebody else hosts.
    HostedByOther {
        /// The event, if the person may replace the meeting by one of their own.
        target: Option<EventRef>,
        /// The URL that joins it.
        join: Option<String>,
    },
    /// It has a conference of another provider or person.
    Other {
        /// The text about it.
        message: Message,
        /// The URL that joins it, if it leads to Webex.
        join: Option<String>,
    },
}

/// Where an event shows its meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinPlace {
    /// In its conference field.
    Field,
    /// In location and description only.
    Elsewhere {
        /// Whether the person may put it into the field.
        may_write: bool,
    },
}

/// What identifies the event to the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its title.
    pub title: Option<String>,
    /// When it takes place, in words.
    pub time: Option<String>,
    /// Whose calendar it lies in, if not the person's own, and who made it.
    pub notes: Vec<Message>,
}

/// The card, with what identifies the event under its heading.
pub fn card(catalog: Catalog<'_>, heading: &Heading, model: &EventCard, now: Instant) -> Card {
    let say = |message: &Message| catalog.say(message);
    let mut card = Card::new("event", &say(&Message::EventTitle));
    if let Some(title) = &heading.title {
        card = card.subtitle(title);
    }
    let when = Section::new()
        .maybe(heading.time.as_deref().map(Text::plain))
        .each(&heading.notes, |note| Text::plain(&say(note)));
    card.section(when).section(match model {
        EventCard::Unsaved => paragraph(catalog, &Message::SaveFirst),
        EventCard::Refused(message) => paragraph(catalog, message),
        EventCard::ReadOnly => read_only(catalog),
        EventCard::Other { message, join } => paragraph(catalog, message).maybe(join_button(catalog, join.as_deref())),
        EventCard::HostedByOther { target, join } => {
            let replace = |target: &EventRef| {
                Button::action(&say(&Message::HostInstead), Action::Add(target.clone(), Kind::Meeting))
            };
            let section = paragraph(catalog, &Message::HostedByOther).maybe(join_button(catalog, join.as_deref()));
            section.maybe(target.as_ref().map(replace))
        }
        EventCard::Bare { target, kind, other, for_owner, may_write, state } => {
            let who = || target.calendar.clone();
            let ask = || Button::action(&say(&Message::HostAs { who: who() }), Action::AddForOwner(target.clone()));
            let for_owner = (*for_owner && *may_write).then(ask);
            bare(catalog, target, (*kind, *other), *may_write, *state, now).maybe(for_owner)
        }
        EventCard::Copied { target, may_write } => {
            let own = Button::action(&say(&Message::OwnMeeting), Action::Add(target.clone(), Kind::Meeting)).filled();
            paragraph(catalog, &Message::MeetingOfAnother).maybe(may_write.then_some(own))
        }
        EventCard::Linked { target, state, is_parked, join, place, clamp, mode } => {
            let notes = [clamp.map(clamp_message), mode.and_then(mode_message)];
            let section = linked(catalog, target, (*state, *is_parked), join.as_deref(), &notes, now);
            let show = Button::action(&say(&Message::PutIntoField), Action::Add(target.clone(), Kind::Meeting));
            match place {
                JoinPlace::Elsewhere { may_write: true } => section.with(show),
                JoinPlace::Elsewhere { may_write: false } | JoinPlace::Field => section,
            }
        }
    })
}

/// The button that joins a meeting.
fn join_button(catalog: Catalog<'_>, url: Option<&str>) -> Option<Button> {
    url.map(|url| Button::link(&catalog.say(&Message::Join), url).filled())
}

/// How to join a meeting.
pub fn details(catalog: Catalog<'_>, meeting: &Meeting) -> Card {
    let say = |message: &Message| catalog.say(message);
    let line = |label: &Message, text: &str| Line::labelled(&say(label), text);
    let secret = |text: &str| (!text.is_empty()).then(|| line(&Message::Password, text));
    let numbers = Section::new().each(meeting.call_ins.iter().take(20), |call_in| {
        line(&Message::CallIn { toll_free: call_in.toll_free }, &call_in.number)
    });
    let numbers = match (&meeting.access_code, meeting.call_ins.is_empty()) {
        (Some(code), false) => numbers.with(line(&Message::AccessCode, code)),
        (Some(_) | None, _) => numbers,
    };
    Card::new("details", &say(&Message::Details))
        .section(
            Section::new()
                .with(Button::link(&say(&Message::Join), &meeting.web_link).filled())
                .with(line(&Message::JoinLink, &meeting.web_link))
                .maybe(meeting.number.as_deref().map(|number| line(&Message::MeetingNumber, number)))
                .maybe(secret(meeting.password.reveal()))
                .maybe(meeting.sip.as_deref().map(|sip| line(&Message::VideoAddress, sip))),
        )
        .section(numbers)
}

/// The text about a change to the time.
pub fn clamp_message(clamp: Clamp) -> Message {
    match clamp {
        Clamp::Lengthened => Message::ClampLengthened,
        Clamp::Shortened => Message::ClampShortened,
        Clamp::AllDay => Message::ClampAllDay,
        Clamp::StartsNow => Message::ClampStartsNow,
    }
}

/// The text about a series' mode; none if Webex has the same series.
fn mode_message(mode: SeriesMode) -> Option<Message> {
    match mode {
        SeriesMode::Rule => None,
        SeriesMode::Standing => Some(Message::SeriesStanding),
        SeriesMode::Each => Some(Message::SeriesEach),
        SeriesMode::Empty => Some(Message::SeriesEmpty),
    }
}

/// The text about a link's state.
pub fn state_message(state: Option<(LinkState, Instant)>, now: Instant) -> Message {
    let Some((state, at)) = state else {
        return Message::StateUnknown;
    };
    match state {
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Attaching => Message::StatePending,
        LinkState::Waiting => Message::StateWaiting,
        LinkState::Linked => Message::StateInStep,
        LinkState::Behind => Message::StateBehind,
        LinkState::Leaving => {
            // A stored time is rounded up to the minute.
            let minutes = (at.0 - now.0).div_euclid(MINUTE).max(1);
            Message::StateLeaving { minutes }
        }
        LinkState::Gone | LinkState::Deleted => Message::StateGone,
        LinkState::Failed(Refusal::Forbidden) => Message::StateForbidden,
        LinkState::Failed(Refusal::Rejected) => Message::StateRejected,
        LinkState::Failed(Refusal::Foreign) => Message::StateForeign,
        LinkState::Failed(Refusal::Differs(part)) => {
            let days = (now.0 - at.0).div_euclid(DAY).max(0);
            Message::StateDiffers { part, days }
        }
    }
}

fn paragraph(catalog: Catalog<'_>, message: &Message) -> Section {
    Section::new().with(Text::plain(&catalog.say(message)))
}

fn bare(
    catalog: Catalog<'_>,
    target: &EventRef,
    (kind, other): (Kind, Option<Kind>),
    may_write: bool,
    state: Option<(LinkState, Instant)>,
    now: Instant,
) -> Section {
    let waits = state.filter(|(state, _)| matches!(state, LinkState::Waiting | LinkState::Leaving));
    let message = waits.map_or(Message::NoConference, |waits| state_message(Some(waits), now));
    let section = paragraph(catalog, &message);
    if !may_write {
        return section.with(Text::plain(&catalog.say(&Message::CannotWrite)));
    }
    let add = |kind: Kind| {
        let label = match kind {
            Kind::Meeting => Message::AddMeeting,
            Kind::PersonalRoom => Message::AddRoom,
        };
        Button::action(&catalog.say(&label), Action::Add(target.clone(), kind))
    };
    let mut buttons = vec![add(kind).filled()];
    buttons.extend(other.map(add));
    section.with(buttons)
}

fn linked(
    catalog: Catalog<'_>,
    target: &EventRef,
    (state, is_parked): (Option<(LinkState, Instant)>, bool),
    join: Option<&str>,
    notes: &[Option<Message>],
    now: Instant,
) -> Section {
    let say = |message: &Message| catalog.say(message);
    let is_gone = matches!(state, Some((LinkState::Gone | LinkState::Deleted, _)));
    let mut first = Vec::new();
    if is_gone {
        first.push(Button::action(&say(&Message::CreateAgain), Action::CreateAgain(target.clone())).filled());
    } else {
        first.extend(join.map(|url| Button::link(&say(&Message::Join), url).filled()));
        first.push(Button::action(&say(&Message::Details), Action::ShowDetails(target.clone())));
    }
    let mut second = Vec::new();
    if state.is_some() && !is_gone {
        second.push(Button::action(&say(&Message::SyncNow), Action::SyncNow(target.clone())));
    }
    second.push(Button::action(&say(&Message::Remove), Action::Remove(target.clone())));
    let told = match state {
        Some((LinkState::Behind, _)) if is_parked => Message::StateParked,
        state => state_message(state, now),
    };
    let section = Section::new().with(first).with(Line::labelled(&say(&Message::StateLabel), &say(&told)));
    section.each(notes.iter().flatten(), |note| Text::plain(&say(note))).with(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;
    use crate::ui::i18n::catalog;

    const NOW: Instant = Instant(1_795_521_600);

    fn target() -> EventRef {
        EventRef { calendar: "host@example.com".into(), event: "e1".into() }
    }

    fn linked(state: Option<LinkState>) -> EventCard {
        let state = state.map(|state| (state, NOW.plus(90)));
        let join = Some("https://acme.webex.com/j/1".into());
        EventCard::Linked {
            target: target(),
            state,
            is_parked: false,
            join,
            place: JoinPlace::Field,
            clamp: None,
            mode: None,
        }
    }

    fn bare(may_write: bool, state: Option<LinkState>) -> EventCard {
        let state = state.map(|state| (state, NOW.plus(90)));
        let (kind, other, for_owner) = (Kind::Meeting, Some(Kind::PersonalRoom), false);
        EventCard::Bare { target: target(), kind, other, for_owner, may_write, state }
    }

    /// The labels of a card's buttons in their order.
    fn buttons(model: &EventCard) -> Vec<String> {
        let card = card(catalog("en"), &Heading { title: Some("Review".into()), ..Heading::default() }, model, NOW);
        let json = Json::from(card).to_string();
        let label = |part: &str| Some(part.rsplit_once("\"text\":\"")?.1.split('"').next()?.to_owned());
        json.split(",\"onClick\"").filter(|part| !part.ends_with('}')).filter_map(label).collect()
    }

    /// The actions that a model offers.
    #[track_caller]
    fn check(model: &EventCard, expected: &[&str]) {
        assert_eq!(buttons(model), expected, "{model:?}");
    }

    /// proves: N4
    #[test]
    fn a_card_offers_what_helps_in_its_state() {
        let kept = ["Join", "How to join", "Sync now", "Remove"];
        for state in [LinkState::Linked, LinkState::Behind, LinkState::Waiting, LinkState::Leaving, LinkState::Pending]
        {
            check(&linked(Some(state)), &kept);
        }
        for state in [LinkState::Gone, LinkState::Deleted] {
            check(&linked(Some(state)), &["Make a new meeting", "Remove"]);
        }
        check(&linked(None), &["Join", "How to join", "Remove"]);
        check(&bare(true, None), &["Add Webex meeting", "Use my Personal Room"]);
        check(&bare(false, None), &[]);
        check(&EventCard::Unsaved, &[]);
        check(&EventCard::Refused(Message::NoMeetingForKind), &[]);
        check(&EventCard::Other { message: Message::OtherConference, join: None }, &[]);
    }

    /// proves: N4
    #[test]
    fn each_state_is_told_in_words() {
        let said = |state| catalog("en").say(&state_message(Some((state, NOW.plus(90))), NOW));
        for (state, sentence) in [
            (LinkState::Pending, "The meeting is being made."),
            (LinkState::Attaching, "The meeting is being made."),
            (LinkState::Waiting, "Ready. Save the event to keep the meeting."),
            (LinkState::Linked, "In step with Webex"),
            (LinkState::Leaving, "The meeting will be deleted in a minute. Add it again to keep it."),
            (LinkState::Gone, "The meeting was deleted at Webex."),
            (LinkState::Deleted, "The meeting was deleted at Webex."),
        ] {
            assert_eq!(said(state), sentence, "{state:?}");
        }
        assert_ne!(said(LinkState::Failed(Refusal::Forbidden)), said(LinkState::Failed(Refusal::Rejected)));
        assert_eq!(state_message(None, NOW), Message::StateUnknown);
    }

    #[test]
    fn the_minutes_that_are_left_are_never_more_than_were_promised_and_never_none() {
        let minutes = |seconds: i64| state_message(Some((LinkState::Leaving, NOW.plus(seconds))), NOW);
        for (seconds, expected) in [(959, 15), (900, 15), (899, 14), (61, 1), (60, 1), (1, 1), (0, 1), (-500, 1)] {
            assert_eq!(minutes(seconds), Message::StateLeaving { minutes: expected }, "{seconds}");
        }
    }

    /// proves: E23, E53
    #[test]
    fn every_clamp_is_told() {
        let clamps = [Clamp::Lengthened, Clamp::Shortened, Clamp::AllDay, Clamp::StartsNow].map(clamp_message);
        for (index, message) in clamps.iter().enumerate() {
            assert!(!clamps[..index].contains(message), "{message:?}");
        }
    }
}
