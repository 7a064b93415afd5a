//! Finds what is due without a change: grace times that are over, lookups, events to be read again, links to be forgotten.
//!
//! It is pure, and tested together with [`crate::plan::changes`].

use crate::base::time::{Instant, DAY, MINUTE};
use crate::model::link::{Link, LinkState, Refusal, GRACE, ORPHAN_GRACE, REMEMBERED};
use crate::model::meeting::{integration_tag, MeetingId};
use crate::model::settings::Kind;
use crate::plan::step::Step;

/// How long after the request for a meeting it is looked up whether Webex made it, in seconds.
pub const PENDING_GRACE: i64 = 2 * MINUTE;

/// The steps that are due without a change.
pub fn due<'a>(
    links: impl IntoIterator<Item = &'a Link>,
    calendar: impl Fn(&Link) -> Option<&'a str>,
    now: Instant,
) -> Vec<Step> {
    links.into_iter().filter_map(|link| due_of(link, calendar(link), now)).collect()
}

/// The step that is due for one link, whose event lies in this calendar.
#[inline(never)] // The module contains it once.
pub fn due_of(link: &Link, calendar: Option<&str>, now: Instant) -> Option<Step> {
    match link.state {
        LinkState::Leaving if link.at <= now => {
            let then = link.becoming(LinkState::Deleted, now);
            link.meeting.clone().map(|meeting| Step::Delete { meeting, then })
        }
        LinkState::Wanted(_) if now < link.at.plus(DAY) => None,
        LinkState::Wanted(Kind::PersonalRoom) => Some(Step::Forget(link.event.clone())),
        LinkState::Wanted(_) | LinkState::Pending if link.at.plus(PENDING_GRACE) <= now => {
            let tag = integration_tag(calendar?, &link.event);
            Some(Step::LookUp { tag, link: link.clone() })
        }
        LinkState::Deleted if link.at.plus(REMEMBERED) <= now => Some(Step::Forget(link.event.clone())),
        LinkState::Linked | LinkState::Gone | LinkState::Failed(_) if link.end.plus(REMEMBERED) <= now => {
            Some(Step::Forget(link.event.clone()))
        }
        LinkState::Wanted(_)
        | LinkState::Leaving
        | LinkState::Pending
        | LinkState::Deleted
        | LinkState::Linked
        | LinkState::Gone
        | LinkState::Failed(_)
        | LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Behind => None,
    }
}

/// Whether the link's event has to be read again, although the calendar did not report it.
pub fn needs_rereading(link: &Link, now: Instant) -> bool {
    match link.state {
        LinkState::Behind | LinkState::Attaching => link.at <= now,
        LinkState::Waiting => link.at.plus(ORPHAN_GRACE) <= now,
        LinkState::Wanted(_)
        | LinkState::Pending
        | LinkState::Linked
        | LinkState::Leaving
        | LinkState::Deleted
        | LinkState::Gone
        | LinkState::Failed(_) => false,
    }
}

/// What has to happen to a meeting whose event was read again and does not exist or does not show it.
///
/// If the event still shows an earlier meeting that is gone, the link names that one again: a new one is made only if the user asks again.
pub fn collect_orphan(link: &Link, earlier: Option<&MeetingId>, now: Instant) -> Option<Step> {
    let meeting = link.meeting.clone()?;
    match link.state {
        LinkState::Failed(Refusal::Foreign) => Some(Step::Forget(link.event.clone())),
        LinkState::Waiting => {
            let then = match earlier {
                Some(earlier) => Link { meeting: Some(earlier.clone()), ..link.becoming(LinkState::Gone, now) },
                None => link.becoming(LinkState::Deleted, now),
            };
            Some(Step::Delete { meeting, then })
        }
        LinkState::Behind | LinkState::Attaching | LinkState::Linked | LinkState::Failed(_) => {
            Some(Step::Note(link.becoming(LinkState::Leaving, now.plus(GRACE))))
        }
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Leaving | LinkState::Deleted | LinkState::Gone => None,
    }
}
