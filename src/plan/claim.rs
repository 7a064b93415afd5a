//! Claims: what an event says about a meeting, and what has to be known before the add-on acts on it.
//!
//! Whoever may write to a calendar can write the names of any meeting and event into an event.
//! An event whose link is known needs no proof, since the link says what the host gave to it.
//! Where a link would be made from what an event says, or would go to another event, this module says what proves it;
//! `crate::flow::sync::proof` asks. What is not proved is left alone.

use crate::model::calendar_index::CalendarIndex;
use crate::model::event::{Conference, Event, Repeats};
use crate::model::event_id::EventId;
use crate::model::link::{Link, LinkState};
use crate::model::meeting::MeetingId;
use crate::plan::facts::Facts;
use crate::plan::showing::names_meeting;
use crate::plan::{copy, occurrence};

/// What has to be proved about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The user hosts this meeting, its tag names this event, and no link of another event holds it.
    Hosts(MeetingId),
    /// The event took the place of another one, which is gone.
    Replaces {
        /// The calendar of the other event.
        calendar: CalendarIndex,
        /// Its id.
        event: String,
    },
    /// The event is a copy of this one, which lies in the same calendar, and not a mirror of one that lies elsewhere.
    Copies(String),
}

/// What has to be proved before the plan acts on what this event says; none if the plan acts on links alone.
#[inline(never)] // The module contains it once.
pub fn claim<'a>(event: &Event, link: &dyn Fn(&str) -> Option<&'a Link>, facts: &Facts<'_>) -> Option<Claim> {
    let Conference::Ours { meeting, event: named } = &event.conference else { return None };
    if !event.takes_a_meeting() {
        return None;
    }
    let is_here = named == &event.id && event.is_organized();
    let hosts = || Claim::Hosts(meeting.clone());
    match link(&event.id) {
        Some(own) if own.calendar != facts.calendar_index => {
            let may_be_moved = may_be_moved(event, own, facts.google);
            may_be_moved.then(|| Claim::Replaces { calendar: own.calendar, event: own.event.clone() })
        }
        // The answer of Webex was lost, and the event names what the link lacks.
        Some(own) => {
            let is_open = matches!(own.state, LinkState::Wanted(_) | LinkState::Pending);
            (is_open && is_here && own.meeting.as_ref() != Some(meeting)).then(hosts)
        }
        None if matches!(event.repeats, Repeats::Occurrence(_)) => {
            let before =
                occurrence::earlier(event).and_then(link).filter(|before| may_be_renamed(meeting, before, facts))?;
            Some(Claim::Replaces { calendar: before.calendar, event: before.event.clone() })
        }
        None if named != &event.id => {
            let is_known =
                link(named).is_some() || EventId(named).base_of_occurrence().is_some_and(|base| link(base.0).is_some());
            (!is_known && copy::is_the_users_copy(event, named, facts)).then(|| Claim::Copies(named.clone()))
        }
        // Another host's meeting costs no request.
        None => (is_here && !event.names_another_host(facts.host)).then(hosts),
    }
}

/// Whether an event with the id of a link's event in another calendar may be that event, moved here.
///
/// An event of the user's own calendar that somebody else made in this one is no moved event, whatever it names.
pub fn may_be_moved(event: &Event, elsewhere: &Link, google: &str) -> bool {
    let is_by_user = event.creator.as_ref().is_some_and(|creator| creator.eq_ignore_ascii_case(google));
    let is_trusted = is_by_user || elsewhere.calendar != CalendarIndex::PRIMARY;
    is_trusted && event.takes_a_meeting() && event.is_organized() && names_meeting(event, elsewhere)
}

/// Whether the link of an occurrence may be that of another occurrence's id that shows this meeting.
///
/// While no event has shown a meeting, its event can't have got a new id; the series may have taken the meeting over.
pub fn may_be_renamed(meeting: &MeetingId, before: &Link, facts: &Facts<'_>) -> bool {
    let is_same = before.calendar == facts.calendar_index && before.meeting.as_ref() == Some(meeting);
    is_same && before.state != LinkState::Waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::meeting::host_mark;
    use crate::plan::changes::plan;
    use crate::plan::example::{link as link_of, weekly, with_facts, MEETING};
    use crate::plan::step::Step;

    fn claimed(event: &Event, own: Option<&Link>) -> Option<Claim> {
        with_facts(|facts| claim(event, &|id| own.filter(|own| own.event == id), facts))
    }

    fn hosts() -> Option<Claim> {
        MeetingId::read(MEETING).map(Claim::Hosts)
    }

    /// proves: E92, E93
    #[test]
    fn a_lost_link_has_to_be_proved_and_another_hosts_meeting_is_not_asked_about() {
        let marked = |address: &str| Event { host: Some(host_mark(address)), ..weekly() };
        assert_eq!(claimed(&weekly(), None), hosts(), "from before there were marks");
        assert_eq!(claimed(&marked("HOST@example.com"), None), hosts());
        assert_eq!(claimed(&marked("somebody@example.com"), None), None);
        let guest = Event { role: crate::model::event::Role::Guest, ..weekly() };
        assert_eq!(claimed(&guest, None), None);
        for state in [LinkState::Linked, LinkState::Behind, LinkState::Leaving] {
            assert_eq!(claimed(&weekly(), Some(&link_of(&weekly(), state))), None, "{state:?}");
        }
        let unanswered = Link { meeting: None, ..link_of(&weekly(), LinkState::Pending) };
        assert_eq!(claimed(&weekly(), Some(&unanswered)), hosts());
        let steps =
            |own: Option<&Link>| with_facts(|facts| plan([&weekly()], |id| own.filter(|own| own.event == id), facts));
        assert_eq!((steps(None), steps(Some(&unanswered))), (vec![], vec![]), "nothing is proved");
    }

    /// proves: E93, E94
    #[test]
    fn an_event_in_another_calendar_has_to_be_the_one_that_was_moved() {
        let moved = Event { creator: Some("Host@example.com".into()), ..weekly() };
        let source = Claim::Replaces { calendar: CalendarIndex::PRIMARY, event: "s1".into() };
        let here = CalendarIndex::of(1);
        let of = |event: &Event, from: CalendarIndex| {
            let own = Link { calendar: from, ..link_of(&weekly(), LinkState::Linked) };
            with_facts(|facts| {
                let facts = Facts { calendar_index: here, ..*facts };
                let known = |id: &str| (id == own.event).then_some(&own);
                assert_eq!(plan([event], known, &facts), [], "it is not proved");
                let ids = [event.id.clone()];
                let steps = plan([event], known, &Facts { proven: &ids, ..facts });
                let is_moved = steps.iter().any(|step| matches!(step, Step::Note(link) if link.calendar == here));
                let claim = claim(event, &known, &facts);
                assert_eq!(is_moved, claim.is_some());
                claim
            })
        };
        assert_eq!(of(&moved, CalendarIndex::PRIMARY), Some(source));
        let planted = Event { creator: Some("mallory@example.com".into()), ..moved };
        assert_eq!(of(&planted, CalendarIndex::PRIMARY), None);
        assert!(of(&planted, CalendarIndex::of(2)).is_some(), "several people write to a shared calendar");
    }
}
