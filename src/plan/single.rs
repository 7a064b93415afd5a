//! Decides about one event and its link: what Webex gets, and whether a meeting is made, attached or left as it is.

use crate::base::time::{Instant, DAY};
use crate::model::event::{Conference, Event, Status};
use crate::model::fingerprint::{topic, Fingerprints};
use crate::model::link::{Link, LinkState, Refusal, Series, SeriesMode, GRACE};
use crate::model::meeting::{MeetingId, MeetingPatch, RulePatch};
use crate::model::settings::Kind;
use crate::plan::facts::Facts;
use crate::plan::proposal::{proposal, Guests, Proposal};
use crate::plan::shape::{shape, Shape};
use crate::plan::step::{Asked, Step};

/// What has to happen after one event was read.
pub fn decide(event: &Event, link: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let facts = &link.map_or(*facts, |link| facts.of(link));
    if event.status == Status::Cancelled {
        return leave(link?, facts.now);
    }
    match &event.conference {
        // The conference names another event: this one is a copy, and the meeting stays with the original.
        Conference::Ours { event: named, .. } if *named != event.id => None,
        Conference::Ours { .. } if !event.takes_a_meeting() => None,
        Conference::Ours { meeting, .. } if !event.is_organized() => handed_over(event, meeting, link?, facts),
        Conference::Ours { meeting, .. } => match link {
            Some(link) if is_of_another(event, link, facts) => Some(Step::Forget(link.event.clone())),
            Some(link) if is_replaced(event, link, meeting) => leave(link, facts.now),
            link => shown(event, meeting, link, facts),
        },
        Conference::None | Conference::Foreign | Conference::PersonalRoom => match link?.state {
            // The editor may still be open: the meeting is not in the event before it is saved.
            LinkState::Waiting | LinkState::Pending => None,
            LinkState::Wanted(Kind::Meeting) if event.conference == Conference::None => wanted(event, link?, facts),
            // The event gets the Personal Room when it is opened.
            LinkState::Wanted(Kind::PersonalRoom) if event.conference == Conference::None => None,
            LinkState::Attaching if event.conference == Conference::None => attach(link?, facts.now),
            _ => leave(link?, facts.now).map(|step| step_of_copy(step, event)),
        },
    }
}

/// The organizer handed the event over to another person, and the calendar holds a guest's copy: its host still keeps the meeting in step.
fn handed_over(event: &Event, meeting: &MeetingId, link: &Link, facts: &Facts<'_>) -> Option<Step> {
    let is_followed = match link.state {
        LinkState::Failed(refusal) => refusal != Refusal::Foreign,
        LinkState::Linked | LinkState::Behind | LinkState::Leaving => true,
        LinkState::Wanted(_)
        | LinkState::Pending
        | LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Deleted
        | LinkState::Gone => false,
    };
    if is_replaced(event, link, meeting) {
        // The new organizer has chosen, so that nobody is asked.
        return leave(&Link { is_guests: false, ..link.clone() }, facts.now);
    }
    is_followed.then(|| follow(event, link, facts)).flatten()
}

/// The step with a link that remembers whose copy of the event the calendar holds.
fn step_of_copy(step: Step, event: &Event) -> Step {
    match step {
        Step::Note(link) => Step::Note(Link { is_guests: !event.is_organized(), ..link }),
        step => step,
    }
}

/// Whether a link is for a meeting that the user may not change and the event says is somebody else's.
fn is_of_another(event: &Event, link: &Link, facts: &Facts<'_>) -> bool {
    let is_refused = link.state == LinkState::Failed(Refusal::Forbidden) && link.host.is_none();
    is_refused && event.names_another_host(facts.host)
}

/// Whether the event shows another meeting than the one that it had, since somebody replaced it. What the event shows counts.
///
/// Where Google takes no conference data, the properties name the event's meeting, and the conference field may show an earlier one.
fn is_replaced(event: &Event, link: &Link, meeting: &MeetingId) -> bool {
    let had_one = match link.state {
        LinkState::Failed(refusal) => refusal != Refusal::Foreign,
        LinkState::Linked | LinkState::Behind | LinkState::Leaving | LinkState::Deleted => true,
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Waiting | LinkState::Attaching | LinkState::Gone => {
            false
        }
    };
    let is_substituted = event.property_event.as_ref() == Some(&event.id);
    had_one && !is_substituted && link.meeting.as_ref().is_some_and(|had| had != meeting)
}

/// The event, or the meeting in it, is gone.
fn leave(link: &Link, now: Instant) -> Option<Step> {
    match link.state {
        // Webex may have made the meeting: it is looked up, and deleted if it is found.
        LinkState::Wanted(Kind::Meeting) => Some(Step::Note(link.becoming(LinkState::Pending, now))),
        LinkState::Wanted(Kind::PersonalRoom) | LinkState::Gone | LinkState::Failed(Refusal::Foreign) => {
            Some(Step::Forget(link.event.clone()))
        }
        LinkState::Waiting | LinkState::Attaching | LinkState::Linked | LinkState::Behind | LinkState::Failed(_) => {
            Some(Step::Note(link.becoming(LinkState::Leaving, now.plus(GRACE))))
        }
        LinkState::Pending | LinkState::Leaving | LinkState::Deleted => None,
    }
}

/// The event shows a meeting that was made for it.
pub(super) fn shown(event: &Event, meeting: &MeetingId, link: Option<&Link>, facts: &Facts<'_>) -> Option<Step> {
    let Some(link) = link else {
        return facts.is_proven(&event.id).then(|| adopt(event, meeting, facts)).flatten();
    };
    let is_empty = link.series.as_ref().is_some_and(|series| series.mode == SeriesMode::Empty);
    let time = || Fingerprints::of(event, facts.hosting(), "", facts.calendar_zone).time;
    match link.state {
        // Every occurrence was cancelled, and the series has not changed since.
        LinkState::Leaving | LinkState::Deleted if is_empty && time() == link.last_sent.time => None,
        LinkState::Pending if link.meeting.as_ref() == Some(meeting) => create(event, link, facts, Asked::Before),
        LinkState::Wanted(_) | LinkState::Pending if !facts.is_proven(&event.id) => None,
        LinkState::Wanted(_) | LinkState::Pending => {
            let link = Link { meeting: Some(meeting.clone()), ..link.clone() };
            follow(event, &link, facts)
        }
        LinkState::Deleted => create(event, &link.becoming(LinkState::Pending, facts.now), facts, Asked::Never),
        LinkState::Attaching if link.meeting.as_ref() != Some(meeting) => attach(link, facts.now),
        // A new meeting was made, and the event was not saved with it yet.
        LinkState::Waiting if link.meeting.as_ref() != Some(meeting) => None,
        LinkState::Gone | LinkState::Failed(Refusal::Foreign) => None,
        LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Linked
        | LinkState::Behind
        | LinkState::Leaving
        | LinkState::Failed(_) => follow(event, link, facts),
    }
}

/// The link was lost. The event restores it, and Webex gets all values once.
pub(super) fn adopt(event: &Event, meeting: &MeetingId, facts: &Facts<'_>) -> Option<Step> {
    let link = Link { meeting: Some(meeting.clone()), ..Link::pending(&event.id, facts.calendar_index, facts.now) };
    follow(event, &link, facts)
}

/// The event wants a meeting since before the user signed in, and was saved without it.
fn wanted(event: &Event, link: &Link, facts: &Facts<'_>) -> Option<Step> {
    let takes_it = event.is_organized() && event.takes_a_meeting();
    // The link stays wanted until Webex has answered, so that a failure is tried again.
    let made = create(event, link, facts, Asked::Before);
    made.filter(|_| takes_it && facts.now < link.at.plus(DAY))
}

fn attach(link: &Link, now: Instant) -> Option<Step> {
    let then = link.becoming(LinkState::Linked, now);
    link.meeting.clone().map(|meeting| Step::Attach { meeting, then })
}

/// Changes the meeting to the event's current values.
fn follow(event: &Event, link: &Link, facts: &Facts<'_>) -> Option<Step> {
    let meeting = link.meeting.clone()?;
    let Shape { slot, end, rule, fallback_rule, series, .. } = shape(event, facts)?;
    let title = topic(event, facts.neutral_title);
    let last_sent = Fingerprints::of(event, facts.hosting(), &title, facts.calendar_zone);
    let is_retimed = last_sent.time != link.last_accepted().time;
    let was_series = link.series.is_some();
    let series = series.map(|new| remembered(new, link.series.as_ref(), is_retimed));
    let is_guests = !event.is_organized();
    let is_sent = last_sent == link.last_sent && series == link.series;
    let is_known = is_sent && is_guests == link.is_guests;
    let then = Link { last_sent, end, series, is_guests, ..link.becoming(LinkState::Linked, facts.now) };
    let is_over = end <= facts.now;
    match link.state {
        LinkState::Linked if is_known => return None,
        // What Webex refused is tried again when the event changes or a person asks for it.
        LinkState::Failed(_) if then.last_sent == link.last_sent && is_guests == link.is_guests => return None,
        LinkState::Failed(_) if is_sent => return Some(Step::Note(Link { is_guests, ..link.clone() })),
        LinkState::Waiting | LinkState::Attaching | LinkState::Linked | LinkState::Leaving | LinkState::Behind
            if is_sent =>
        {
            return Some(Step::Note(then))
        }
        // Webex changes nothing about a meeting that is over.
        _ if is_over => return Some(Step::Note(then)),
        _ => {}
    }
    let known = link.last_accepted();
    let guests = (then.last_sent.guests != known.guests).then(|| Guests {
        emails: event.invitees(facts.hosting()),
        // A guest may see fewer guests than the organizer.
        is_partial: event.guests_omitted || is_guests,
        none_so_far: known.has_no_guests(),
    });
    let rule = match rule {
        Some(rule) => Some(RulePatch::Set(rule)),
        None => was_series.then_some(RulePatch::Clear),
    };
    let patch = MeetingPatch {
        title: (then.last_sent.title != known.title).then_some(title),
        slot: is_retimed.then_some(slot),
        rule: rule.filter(|_| is_retimed),
    };
    if patch == MeetingPatch::default() && guests.is_none() {
        return Some(Step::Note(then));
    }
    Some(Step::Follow { meeting, patch, fallback_rule: fallback_rule.filter(|_| is_retimed), guests, then })
}

/// What is remembered of a series after it was read again: the occurrences are compared if they may differ from Webex's.
fn remembered(new: Series, known: Option<&Series>, is_retimed: bool) -> Series {
    let Some(known) = known else { return new };
    let is_same = !is_retimed
        && known.dates == new.dates
        && (known.rule_fingerprint == new.rule_fingerprint || known.exceptions.is_empty());
    let mode = if is_retimed { new.mode } else { known.mode };
    Series {
        mode,
        is_reconciled: mode == SeriesMode::Standing || (known.is_reconciled && is_same),
        exceptions: known.exceptions.clone(),
        ..new
    }
}

/// Makes a meeting for an event that is saved and has none any more.
pub(super) fn create(event: &Event, link: &Link, facts: &Facts<'_>, asked: Asked) -> Option<Step> {
    let Proposal { draft, guests, last_sent, end, series } = proposal(event, facts)?;
    let link = Link { end, series, ..link.clone() };
    Some(Step::Create { draft, link, guests, last_sent, asked })
}
