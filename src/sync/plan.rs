//! Decides what has to happen so that Webex follows the calendar.
//!
//! It is pure and total: events and links in, steps out; it asks nobody and can't fail.
//! Planning over the state that carried-out steps leave behind yields nothing, which is also the guard against the add-on's own writes.
//! What a step costs in round trips is [`crate::sync::act`]'s.

use crate::event::{Conference, Event, Repeats, Status};
use crate::link::{Link, LinkState, Refusal, GRACE, ORPHAN_GRACE, REMEMBERED};
use crate::meeting::{integration_tag, topic, Draft, Fingerprints, MeetingId};
use crate::settings::Settings;
use crate::time::{EventTime, Instant, Slot, Zones, DAY, MINUTE};
use crate::webex::endpoint::MeetingPatch;

/// How long a meeting that was asked for may take before its fate is looked up.
pub const PENDING_GRACE: i64 = 2 * MINUTE;

/// What the plan has to know besides events and links.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The present.
    pub now: Instant,
    /// The calendar's id.
    pub calendar: &'a str,
    /// Its place in the list of watched calendars.
    pub calendar_index: u8,
    /// Its zone.
    pub calendar_zone: &'a str,
    /// The zones that the events name.
    pub zones: &'a Zones,
    /// The host's address at Webex.
    pub host: &'a str,
    /// The site on which meetings are made.
    pub site: Option<&'a str>,
    /// The user's choices.
    pub settings: &'a Settings,
    /// The title of meetings whose event has none, or a private one.
    pub neutral_title: &'a str,
}

/// The guests of an event, as its meeting's invitees should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guests {
    /// Addresses in lower case.
    pub wanted: Vec<String>,
    /// Whether the list is known to be short: then nobody is removed.
    pub is_partial: bool,
    /// Whether the meeting is known to have no invitees yet.
    pub none_so_far: bool,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Tell Webex what changed.
    Follow {
        /// The meeting.
        meeting: MeetingId,
        /// What of it changes.
        patch: MeetingPatch,
        /// Its invitees, if they change.
        guests: Option<Guests>,
        /// The link when that is done.
        then: Link,
    },
    /// Make a meeting for an event that is saved, unless its tag shows that Webex has made it already.
    Create {
        /// The meeting to make.
        draft: Draft,
        /// The link until it is made.
        link: Link,
        /// Its invitees.
        guests: Guests,
        /// What Webex knows when it is made and its guests are invited.
        told: Fingerprints,
        /// Whether it was asked for before, so that Webex may have made it.
        asked_before: bool,
    },
    /// Find out by its tag whether Webex made the meeting of a pending link.
    LookUp {
        /// The tag.
        tag: String,
        /// The link.
        link: Link,
    },
    /// Write the meeting into its event.
    Attach {
        /// The meeting.
        meeting: MeetingId,
        /// The link when that is done.
        then: Link,
    },
    /// Delete the meeting.
    Delete {
        /// The meeting.
        meeting: MeetingId,
        /// The link when that is done.
        then: Link,
    },
    /// Remember something; nobody is asked or told.
    Note(Link),
    /// Forget a link.
    Forget(String),
}

/// What has to happen after these changes, at most one step for each event.
pub fn plan<'a>(
    changes: impl IntoIterator<Item = &'a Event>,
    link: impl Fn(&str) -> Option<&'a Link>,
    facts: &Facts<'_>,
) -> Vec<Step> {
    changes.into_iter().filter_map(|event| decide(event, link(&event.id), facts)).collect()
}

/// What is due whether or not anything changed: grace times that are over, lookups, links that are remembered no longer.
pub fn due<'a>(
    links: impl IntoIterator<Item = &'a Link>,
    calendar: impl Fn(&Link) -> Option<&'a str>,
    now: Instant,
) -> Vec<Step> {
    let step = |link: &Link| match link.state {
        LinkState::Leaving if link.at <= now => {
            let then = link.becoming(LinkState::Deleted, now);
            link.meeting.clone().map(|meeting| Step::Delete { meeting, then })
        }
        LinkState::Pending if link.at.plus(PENDING_GRACE) <= now => {
            let tag = integration_tag(calendar(link)?, &link.event);
            Some(Step::LookUp { tag, link: link.clone() })
        }
        LinkState::Deleted if link.at.plus(REMEMBERED) <= now => Some(Step::Forget(link.event.clone())),
        LinkState::Linked | LinkState::Gone | LinkState::Failed(_) if link.end.plus(REMEMBERED) <= now => {
            Some(Step::Forget(link.event.clone()))
        }
        LinkState::Leaving
        | LinkState::Pending
        | LinkState::Deleted
        | LinkState::Linked
        | LinkState::Gone
        | LinkState::Failed(_)
        | LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Behind => None,
    };
    links.into_iter().filter_map(step).collect()
}

/// Whether the link's event has to be read again, although the calendar did not report it.
pub fn wants_rereading(link: &Link, now: Instant) -> bool {
    match link.state {
        LinkState::Behind | LinkState::Attaching => link.at <= now,
        LinkState::Waiting => link.at.plus(ORPHAN_GRACE) <= now,
        LinkState::Pending
        | LinkState::Linked
        | LinkState::Leaving
        | LinkState::Deleted
        | LinkState::Gone
        | LinkState::Failed(_) => false,
    }
}

/// What has to happen to a meeting whose event, read again, is not there or does not show it.
pub fn collect_orphan(link: &Link, now: Instant) -> Option<Step> {
    let meeting = link.meeting.clone()?;
    match link.state {
        LinkState::Waiting => Some(Step::Delete { meeting, then: link.becoming(LinkState::Deleted, now) }),
        LinkState::Behind | LinkState::Attaching | LinkState::Linked | LinkState::Failed(_) => {
            Some(Step::Note(link.becoming(LinkState::Leaving, now.plus(GRACE))))
        }
        LinkState::Pending | LinkState::Leaving | LinkState::Deleted | LinkState::Gone => None,
    }
}

/// What has to happen after one event was read.
pub fn decide(event: &Event, link: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    if matches!(event.repeats, Repeats::Occurrence(_)) {
        return None;
    }
    if event.status == Status::Cancelled {
        return leave(link?, facts.now);
    }
    match &event.conference {
        // Named for another event: a copy, whose meeting stays with the original.
        Conference::Ours { event: named, .. } if *named != event.id => None,
        Conference::Ours { .. } if !event.is_organizer || !event.takes_a_meeting() => None,
        Conference::Ours { meeting, .. } => shown(event, meeting, link, facts),
        Conference::None | Conference::Foreign | Conference::PersonalRoom => match link?.state {
            // The editor may still be open: the meeting is not in the event before it is saved.
            LinkState::Waiting | LinkState::Pending => None,
            LinkState::Attaching if event.conference == Conference::None => attach(link?, facts.now),
            _ => leave(link?, facts.now),
        },
    }
}

/// The event, or the meeting in it, is gone.
fn leave(link: &Link, now: Instant) -> Option<Step> {
    match link.state {
        LinkState::Gone => Some(Step::Forget(link.event.clone())),
        LinkState::Waiting | LinkState::Attaching | LinkState::Linked | LinkState::Behind | LinkState::Failed(_) => {
            Some(Step::Note(link.becoming(LinkState::Leaving, now.plus(GRACE))))
        }
        LinkState::Pending | LinkState::Leaving | LinkState::Deleted => None,
    }
}

/// The event shows a meeting that was made for it.
fn shown(event: &Event, meeting: &MeetingId, link: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let Some(link) = link else {
        // The link was lost; the event says enough to restore it, and Webex is told everything once.
        let link = Link { meeting: Some(meeting.clone()), ..Link::pending(&event.id, facts.calendar_index, facts.now) };
        return follow(event, &link, facts);
    };
    match link.state {
        LinkState::Pending if link.meeting.as_ref() == Some(meeting) => create(event, link, facts, true),
        LinkState::Pending => {
            let link = Link { meeting: Some(meeting.clone()), ..link.clone() };
            follow(event, &link, facts)
        }
        LinkState::Deleted => create(event, &link.becoming(LinkState::Pending, facts.now), facts, false),
        LinkState::Attaching if link.meeting.as_ref() != Some(meeting) => attach(link, facts.now),
        // A new meeting was asked for, and the event was not saved with it yet.
        LinkState::Waiting if link.meeting.as_ref() != Some(meeting) => None,
        LinkState::Gone => None,
        LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Linked
        | LinkState::Behind
        | LinkState::Leaving
        | LinkState::Failed(_) => follow(event, link, facts),
    }
}

fn attach(link: &Link, now: Instant) -> Option<Step> {
    let then = link.becoming(LinkState::Linked, now);
    link.meeting.clone().map(|meeting| Step::Attach { meeting, then })
}

/// Brings the meeting in step with what the event says now.
fn follow(event: &Event, link: &Link, facts: &Facts<'_>) -> Option<Step> {
    let meeting = link.meeting.clone()?;
    if event.repeats == Repeats::Series {
        let then = link.becoming(LinkState::Failed(Refusal::Series), facts.now);
        return (link.state != then.state).then_some(Step::Note(then));
    }
    let (start, end) = event.times()?;
    let slot = Slot::of(start, end, facts.calendar_zone, facts.zones);
    let title = topic(event, facts.neutral_title);
    let told = Fingerprints::of(event, facts.host, &title, facts.calendar_zone);
    let then = Link { told, end: slot.end, ..link.becoming(LinkState::Linked, facts.now) };
    let is_over = slot.end <= facts.now;
    let is_told = then.told == link.told;
    match link.state {
        LinkState::Linked | LinkState::Failed(_) if is_told => return None,
        LinkState::Waiting | LinkState::Attaching | LinkState::Leaving | LinkState::Behind if is_told => {
            return Some(Step::Note(then))
        }
        // Webex changes nothing about a meeting that is over.
        _ if is_over => return Some(Step::Note(then)),
        _ => {}
    }
    let guests = (then.told.guests != link.told.guests).then(|| Guests {
        wanted: event.invitees(facts.host),
        is_partial: event.guests_omitted,
        none_so_far: link.told.has_no_guests(),
    });
    let patch = MeetingPatch {
        title: (then.told.title != link.told.title).then_some(title),
        slot: (then.told.time != link.told.time).then_some(slot),
    };
    Some(Step::Follow { meeting, patch, guests, then })
}

/// Makes a meeting for an event that is saved and has none any more.
fn create(event: &Event, link: &Link, facts: &Facts<'_>, asked_before: bool) -> Option<Step> {
    if event.repeats == Repeats::Series {
        return None;
    }
    let draft = draft(event, facts)?;
    let guests = Guests { wanted: event.invitees(facts.host), is_partial: event.guests_omitted, none_so_far: true };
    let link = Link { end: draft.slot.end, ..link.clone() };
    let told = Fingerprints::of(event, facts.host, &draft.title, facts.calendar_zone);
    Some(Step::Create { draft, link, guests, told, asked_before })
}

/// The meeting that an event should have, if it is not over.
pub fn draft(event: &Event, facts: &Facts<'_>) -> Option<Draft> {
    let (start, end) = event.times()?;
    let slot = Slot::of(start, end, facts.calendar_zone, facts.zones).made_at(facts.now)?;
    Some(Draft {
        title: topic(event, facts.neutral_title),
        slot,
        tag: integration_tag(facts.calendar, &event.id),
        template: facts.settings.template.clone(),
        site: facts.site.map(str::to_owned),
    })
}

/// What Webex has been told when a draft was made into a meeting: everything but the guests.
pub fn told_by(event: &Event, facts: &Facts<'_>) -> Fingerprints {
    let title = topic(event, facts.neutral_title);
    Fingerprints::of(event, facts.host, &title, facts.calendar_zone).without_guests()
}

/// The zones that events name, each with the span in which its offsets are needed.
pub fn zones_of<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    calendar_zone: &'a str,
) -> Vec<(&'a str, Instant, Instant)> {
    let mut spans: Vec<(&str, Instant, Instant)> = Vec::new();
    for event in events {
        let Some((start, end)) = event.times() else {
            continue;
        };
        let zone = match start {
            EventTime::At(_, Some(zone)) => zone.as_str(),
            EventTime::At(_, None) | EventTime::Date(_) => calendar_zone,
        };
        // Local midnight lies up to a day from midnight UTC, and a clamped end up to a day from the start.
        let (from, to) = (about(start).plus(-DAY), about(end).plus(DAY));
        match spans.iter_mut().find(|(name, _, _)| *name == zone) {
            Some(span) => *span = (zone, span.1.min(from), span.2.max(to)),
            None => spans.push((zone, from, to)),
        }
    }
    spans
}

fn about(time: &EventTime) -> Instant {
    match time {
        EventTime::At(instant, _) => *instant,
        EventTime::Date(day) => Instant(day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp()),
    }
}
