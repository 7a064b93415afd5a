//! Holds back a mass deletion until the person confirms it.
//!
//! A calendar that was emptied by mistake, or that lists too little, must not delete all its meetings.
//! A guest's copy of an event that goes does not say whether the event was cancelled, so that the host of its meeting is always asked.

use crate::base::table::sorted;
use crate::model::calendar_index::CalendarIndex;
use crate::model::event_id::EventId;
use crate::model::hold::{Hold, HoldAnswer, Scope};
use crate::model::link::{Link, LinkState};
use crate::plan::step::Step;

/// More deletions at once than this always need an answer.
const MOST: usize = 10;
/// More than [`FEW`] deletions need an answer if they are more than one in this many of the calendar's links.
const SHARE: usize = 5;
/// This many deletions never need an answer: a person with three meetings may delete two events.
const FEW: usize = 5;

/// Takes deletions that nobody confirmed out of the steps of a calendar, or replaces them as the person answered.
///
/// `holds` are the questions about all calendars, `links` are all links, and `link` finds one by its event's id.
pub fn check<'a>(
    mut steps: Vec<Step>,
    holds: &mut Vec<Hold>,
    calendar: CalendarIndex,
    links: impl Iterator<Item = &'a Link>,
    link: &dyn Fn(&str) -> Option<&'a Link>,
) -> Vec<Step> {
    let total = links.filter(|link| link.calendar == calendar && link.state.has_meeting()).count();
    for is_guests in [false, true] {
        let is_deletion = |step: &Step| match step {
            Step::Delete { then, .. } => {
                link(&then.event).is_some_and(|link| link.state == LinkState::Leaving && link.is_guests == is_guests)
            }
            _ => false,
        };
        let count = steps.iter().filter(|step| is_deletion(step)).count();
        let needs_answer = if is_guests { count > 0 } else { is_mass(&steps, &is_deletion, total) };
        let scope = Scope { calendar, is_guests };
        let position = holds.iter().position(|hold| hold.scope == scope && hold.answer != HoldAnswer::Leave);
        let hold = position.map(|position| holds.remove(position));
        let answer = match hold {
            None if !needs_answer => continue,
            hold => hold.map_or(HoldAnswer::None, |hold| hold.answer),
        };
        steps = answered(steps, answer, &is_deletion);
        // The answer counts for the deletions that were asked about, and not for later ones.
        let is_open = if answer == HoldAnswer::None || is_guests { count > 0 } else { count > MOST };
        holds.extend(is_open.then(|| Hold { scope, count: u32::try_from(count).unwrap_or(u32::MAX), answer }));
    }
    steps
}

/// Whether so many meetings are deleted at once that it may be a mistake. A series counts once, with its occurrences.
fn is_mass(steps: &[Step], is_deletion: &dyn Fn(&Step) -> bool, total: usize) -> bool {
    let deleted = steps.iter().filter(|step| is_deletion(step));
    let count = sorted(deleted.map(|step| EventId(step.event()).base().0.to_owned())).len();
    count > MOST || (count > FEW && count * SHARE > total)
}

/// The steps after the person's answer about these deletions.
fn answered(steps: Vec<Step>, answer: HoldAnswer, is_deletion: &dyn Fn(&Step) -> bool) -> Vec<Step> {
    let decide = |step: Step| match answer {
        HoldAnswer::Keep if is_deletion(&step) => Some(Step::Forget(step.event().to_owned())),
        HoldAnswer::None if is_deletion(&step) => None,
        HoldAnswer::None | HoldAnswer::Delete | HoldAnswer::Keep | HoldAnswer::Leave => Some(step),
    };
    steps.into_iter().filter_map(decide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::meeting::MeetingId;

    fn link(number: usize, state: LinkState) -> Link {
        let meeting = MeetingId::read(&format!("m{number}"));
        Link { meeting, state, ..Link::pending(&format!("e{number}"), CalendarIndex::PRIMARY, Instant(0)) }
    }

    /// This many links, some of which are due to be deleted, and the steps for these.
    fn stage(links: usize, leaving: usize) -> (Vec<Link>, Vec<Step>) {
        let mut all = Vec::new();
        let mut steps = Vec::new();
        for number in 0..links {
            let link = link(number, if number < leaving { LinkState::Leaving } else { LinkState::Linked });
            if number < leaving {
                let then = link.becoming(LinkState::Deleted, Instant(0));
                steps.push(Step::Delete { meeting: link.meeting.clone().unwrap(), then });
            }
            all.push(link);
        }
        (all, steps)
    }

    fn hold(count: u32, answer: HoldAnswer) -> Hold {
        Hold { scope: Scope { calendar: CalendarIndex::PRIMARY, is_guests: false }, count, answer }
    }

    /// How many deletions and how many forgotten links are left, and what is held back.
    fn check_counts(links: usize, leaving: usize, hold: Option<Hold>) -> (usize, usize, Option<Hold>) {
        let (links, steps) = stage(links, leaving);
        let link = |event: &str| links.iter().find(|link| link.event == event);
        let mut holds: Vec<Hold> = hold.into_iter().collect();
        let steps = check(steps, &mut holds, CalendarIndex::PRIMARY, links.iter(), &link);
        let deletions = steps.iter().filter(|step| matches!(step, Step::Delete { .. })).count();
        assert!(holds.len() < 2);
        (deletions, steps.len() - deletions, holds.pop())
    }

    /// proves: E91
    #[test]
    fn more_than_ten_deletions_or_a_fifth_of_the_links_wait_for_an_answer() {
        let asked = |count| Some(hold(count, HoldAnswer::None));
        assert_eq!(check_counts(200, 10, None), (10, 0, None));
        assert_eq!(check_counts(200, 11, None), (0, 0, asked(11)));
        assert_eq!(check_counts(20, 6, None), (0, 0, asked(6)));
        assert_eq!(check_counts(40, 6, None), (6, 0, None));
        assert_eq!(check_counts(3, 3, None), (3, 0, None));
        // While the question is open, no meeting is deleted; the question ends when nothing is left to ask about.
        assert_eq!(check_counts(200, 2, asked(11)), (0, 0, asked(2)));
        assert_eq!(check_counts(200, 2, asked(2)), (0, 0, asked(2)));
        assert_eq!(check_counts(200, 0, asked(11)), (0, 0, None));
    }

    /// proves: E91
    #[test]
    fn the_answer_is_carried_out() {
        let said = |answer| Some(hold(30, answer));
        assert_eq!(check_counts(200, 30, said(HoldAnswer::Delete)), (30, 0, said(HoldAnswer::Delete)));
        assert_eq!(check_counts(200, 8, said(HoldAnswer::Delete)), (8, 0, None));
        assert_eq!(check_counts(200, 30, said(HoldAnswer::Keep)), (0, 30, said(HoldAnswer::Keep)));
    }

    /// proves: E99
    #[test]
    fn each_calendar_and_the_copies_of_guests_have_a_question_of_their_own() {
        let (links, steps) = stage(12, 12);
        let link = |event: &str| links.iter().find(|link| link.event == event);
        let other =
            Hold { scope: Scope { calendar: CalendarIndex::of(1), is_guests: false }, ..hold(3, HoldAnswer::Keep) };
        let leave = Hold::leave(9);
        let mut holds = vec![other, leave];
        assert_eq!(check(steps, &mut holds, CalendarIndex::PRIMARY, links.iter(), &link), []);
        assert_eq!(holds, [other, leave, hold(12, HoldAnswer::None)]);
        // One copy of a guest is asked about, while another deletion is carried out.
        let (mut links, steps) = stage(2, 2);
        links[1].is_guests = true;
        let link = |event: &str| links.iter().find(|link| link.event == event);
        let guests =
            |answer| Hold { scope: Scope { calendar: CalendarIndex::PRIMARY, is_guests: true }, ..hold(1, answer) };
        for (answer, said) in [
            (None, vec!["delete e0"]),
            (Some(HoldAnswer::Keep), vec!["delete e0", "forget e1"]),
            (Some(HoldAnswer::Delete), vec!["delete e0", "delete e1"]),
        ] {
            let mut holds: Vec<Hold> = answer.map(guests).into_iter().collect();
            let steps = check(steps.clone(), &mut holds, CalendarIndex::PRIMARY, links.iter(), &link);
            let words = steps.iter().map(|step| match step {
                Step::Delete { then, .. } => format!("delete {}", then.event),
                Step::Forget(event) => format!("forget {event}"),
                other => format!("{other:?}"),
            });
            assert_eq!(words.collect::<Vec<_>>(), said);
            assert_eq!(holds, [guests(answer.unwrap_or(HoldAnswer::None))]);
        }
    }
}
