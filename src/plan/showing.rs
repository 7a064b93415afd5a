//! Whether an event shows its link's meeting.

use crate::model::event::{Conference, Event, Status};
use crate::model::event_id::EventId;
use crate::model::link::{Link, LinkState};
use crate::model::meeting::MeetingId;

/// What an event shows that was read again.
pub enum Shown {
    /// The link's meeting, or something that the plan has to decide about.
    Meeting,
    /// No meeting of the link.
    Nothing,
    /// An earlier meeting, which the link's meeting was to replace.
    Earlier(MeetingId),
}

/// What an event that was read again shows.
pub fn shown(event: &Event, link: &Link) -> Shown {
    match &event.conference {
        _ if event.status == Status::Cancelled => Shown::Nothing,
        _ if link.state != LinkState::Waiting => Shown::Meeting,
        Conference::Ours { meeting, .. } if link.meeting.as_ref() == Some(meeting) => Shown::Meeting,
        // A copy shows the meeting of its original, and an occurrence that of its series.
        Conference::Ours { event: named, .. } if *named != event.id => Shown::Nothing,
        Conference::Ours { meeting, .. } => Shown::Earlier(meeting.clone()),
        Conference::None | Conference::PersonalRoom | Conference::Foreign => Shown::Nothing,
    }
}

/// Whether an event shows the meeting of a link.
pub fn names_meeting(event: &Event, link: &Link) -> bool {
    match &event.conference {
        Conference::Ours { meeting, event: named } => {
            // A meeting that was added to one occurrence and saved for more of its series names that occurrence.
            let is_of_series = EventId(named).base_of_occurrence() == Some(EventId(&event.id).base());
            let is_its = *named == event.id || (is_of_series && event.occurrence().is_none());
            is_its && link.meeting.as_ref() == Some(meeting)
        }
        Conference::None | Conference::PersonalRoom | Conference::Foreign => false,
    }
}
