//! The meeting that an event should have: what it is made with, its invitees, and what is remembered of it.

use crate::base::time::Instant;
use crate::model::event::Event;
use crate::model::fingerprint::{topic, Fingerprints};
use crate::model::link::Series;
use crate::model::meeting::{integration_tag, Draft};
use crate::plan::facts::Facts;
use crate::plan::shape::{shape, Shape};

/// The guests of an event, as its meeting's invitees should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guests {
    /// Their addresses in lower case.
    pub emails: Vec<String>,
    /// Whether Google omitted guests: then nobody is removed.
    pub is_partial: bool,
    /// Whether the meeting is known to have no invitees yet.
    pub none_so_far: bool,
}

/// The meeting that an event should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it is made with.
    pub draft: Draft,
    /// Its invitees.
    pub guests: Guests,
    /// The fingerprints of what Webex has when the meeting is made and its guests are invited.
    pub last_sent: Fingerprints,
    /// When it is over.
    pub end: Instant,
    /// What is to be remembered of a series.
    pub series: Option<Series>,
}

/// The meeting that an event should have, if it is not over.
pub fn proposal(event: &Event, facts: &Facts<'_>) -> Option<Proposal> {
    let Shape { slot, end, rule, fallback_rule, series, .. } = shape(event, facts)?;
    let title = topic(event, facts.neutral_title);
    let last_sent = Fingerprints::of(event, facts.hosting(), &title, facts.calendar_zone);
    let slot = slot.made_at(facts.now)?;
    let tag = integration_tag(facts.calendar, &event.id);
    let draft = Draft { rule, fallback_rule, ..Draft::new(title, slot, tag, facts.settings, facts.site) };
    let guests =
        Guests { emails: event.invitees(facts.hosting()), is_partial: event.guests_omitted, none_so_far: true };
    Some(Proposal { draft, guests, last_sent, end, series })
}
