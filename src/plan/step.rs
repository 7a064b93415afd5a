//! The steps of a plan: one thing to do for one event or series, as data that can be printed and compared.

use crate::model::event::Event;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, SeriesMode};
use crate::model::meeting::{Draft, Meeting, MeetingId, MeetingPatch};
use crate::plan::proposal::{Guests, Proposal};

/// Whether a meeting was asked for before, so that Webex may have made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It was not.
    Never,
    /// It was, and the answer is not known.
    Before,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send Webex what changed.
    Follow {
        /// The meeting.
        meeting: MeetingId,
        /// The changed values.
        patch: MeetingPatch,
        /// The rule that is tried if Webex refuses the patch's rule.
        fallback_rule: Option<String>,
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
        /// The fingerprints of what Webex has when the meeting is made and its guests are invited.
        last_sent: Fingerprints,
        /// Whether it was asked for before.
        asked: Asked,
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
    /// Compare the occurrences of this series with Webex's, since one of them changed.
    MarkForReconcile(String),
    /// Make the occurrences of a series at Webex equal the calendar's.
    Reconcile {
        /// The fixes.
        fixes: Vec<OccurrenceFix>,
        /// The calendar's occurrences, to which the fixes refer by index.
        events: Vec<Event>,
        /// The meetings for occurrences that leave the series, by the occurrences' index.
        detached: Vec<(usize, Proposal)>,
        /// The series' link when that is done.
        then: Link,
    },
    /// Store a link, without any request.
    Note(Link),
    /// Forget a link.
    Forget(String),
}

impl Step {
    /// The id of the event that the step is about.
    pub fn event(&self) -> &str {
        match self {
            Step::Follow { then, .. }
            | Step::Attach { then, .. }
            | Step::Delete { then, .. }
            | Step::Reconcile { then, .. } => &then.event,
            Step::Create { link, .. } | Step::LookUp { link, .. } | Step::Note(link) => &link.event,
            Step::Forget(event) | Step::MarkForReconcile(event) => event,
        }
    }
}

/// A change that makes one occurrence at Webex equal the calendar's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OccurrenceFix {
    /// Change it.
    Patch {
        /// Webex's occurrence.
        id: MeetingId,
        /// What changes.
        patch: MeetingPatch,
        /// The calendar's occurrence, by its index in the list.
        event: usize,
    },
    /// Change its invitees.
    Invite {
        /// Webex's occurrence.
        id: MeetingId,
        /// The event's guests.
        guests: Guests,
    },
    /// Delete it.
    Delete(MeetingId),
    /// Take it out of the series and give it a meeting of its own.
    Detach {
        /// Webex's occurrence, if it is still there.
        id: Option<MeetingId>,
        /// The calendar's occurrence, by its index in the list.
        event: usize,
    },
    /// Write its own join data into its event.
    Show {
        /// How it is joined.
        meeting: Meeting,
        /// The calendar's occurrence, by its index in the list.
        event: usize,
    },
}

/// Marks the series also in other steps of the same plan: a step that stores the series' link would otherwise undo the mark.
pub fn mark_for_reconcile(steps: &mut [Step]) {
    let marking = |step: &Step| match step {
        Step::MarkForReconcile(event) => Some(event.clone()),
        _ => None,
    };
    let events: Vec<String> = steps.iter().filter_map(marking).collect();
    for step in steps {
        let (Step::Follow { then: link, .. } | Step::Note(link)) = step else { continue };
        let is_meant = events.contains(&link.event);
        if let Some(series) = link.series.as_mut().filter(|series| is_meant && series.mode != SeriesMode::Standing) {
            series.is_reconciled = false;
        }
    }
}
