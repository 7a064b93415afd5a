//! Holds back a mass deletion until the person confirms it.
//!
//! A calendar that was emptied by mistake, or that lists too little, must not delete all its meetings.
//! A guest's copy of an event that goes does not say whether the event was cancelled, so that the host of its meeting is always asked.

use crate::model::hold::{Hold, HoldAnswer};
use crate::model::link::{Link, LinkState};
use crate::plan::step::Step;

/// More deletions at once than this always need an answer.
const MOST: usize = 10;
/// More than [`FEW`] deletions need an answer if they are more than one in this many links.
const SHARE: usize = 5;
/// This many deletions never need an answer: a person with three meetings may delete two events.
const FEW: usize = 5;

/// Takes deletions that nobody confirmed out of the steps, or replaces them as the person answered.
///
/// `links` are all of them, `link` finds one by its event's id.
pub fn check<'a>(
    steps: Vec<Step>,
    hold: Option<Hold>,
    links: impl Iterator<Item = &'a Link>,
    link: &dyn Fn(&str) -> Option<&'a Link>,
) -> (Vec<Step>, Option<Hold>) {
    let is_deletion = |step: &Step| match step {
        Step::Delete { then, .. } => link(&then.event).is_some_and(|link| link.state == LinkState::Leaving),
        _ => false,
    };
    let count = steps.iter().filter(|step| is_deletion(step)).count();
    let total = links.filter(|link| link.state.has_meeting()).count();
    let is_mass = count > MOST || (count > FEW && count * SHARE > total);
    let was_mass = hold.is_some_and(|hold| usize::try_from(hold.count).is_ok_and(|count| count > FEW));
    let is_asked = |step: &Step| {
        let of_guests = || link(step.event()).is_some_and(|link| link.is_guests);
        is_deletion(step) && (is_mass || was_mass || of_guests())
    };
    let count = steps.iter().filter(|step| is_asked(step)).count();
    let answer = match hold.map(|hold| hold.answer) {
        None if count == 0 => return (steps, hold),
        answer => answer.unwrap_or(HoldAnswer::None),
    };
    let steps: Vec<Step> = steps
        .into_iter()
        .filter_map(|step| match (&step, answer) {
            (Step::Delete { then, .. }, HoldAnswer::Keep) if is_asked(&step) => Some(Step::Forget(then.event.clone())),
            (Step::Delete { .. }, HoldAnswer::None) if is_asked(&step) => None,
            _ => Some(step),
        })
        .collect();
    let hold = match answer {
        HoldAnswer::None => {
            Some(Hold { count: u32::try_from(count).unwrap_or(u32::MAX), answer }).filter(|_| count > 0)
        }
        // The answer counts for the deletions that were asked about, and not for later ones.
        HoldAnswer::Delete | HoldAnswer::Keep | HoldAnswer::Leave => hold.filter(|_| count > MOST),
    };
    (steps, hold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::json::Json;
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

    /// How many deletions and how many forgotten links are left, and what is held back.
    fn check_counts(links: usize, leaving: usize, hold: Option<Hold>) -> (usize, usize, Option<Hold>) {
        let (links, steps) = stage(links, leaving);
        let link = |event: &str| links.iter().find(|link| link.event == event);
        let (steps, hold) = check(steps, hold, links.iter(), &link);
        let deletions = steps.iter().filter(|step| matches!(step, Step::Delete { .. })).count();
        (deletions, steps.len() - deletions, hold)
    }

    /// proves: E91
    #[test]
    fn more_than_ten_deletions_or_a_fifth_of_the_links_wait_for_an_answer() {
        let asked = |count| Some(Hold { count, answer: HoldAnswer::None });
        assert_eq!(check_counts(200, 10, None), (10, 0, None));
        assert_eq!(check_counts(200, 11, None), (0, 0, asked(11)));
        assert_eq!(check_counts(20, 6, None), (0, 0, asked(6)));
        assert_eq!(check_counts(40, 6, None), (6, 0, None));
        assert_eq!(check_counts(3, 3, None), (3, 0, None));
        // While the question is open, no meeting is deleted; the question ends when nothing is left to ask about.
        assert_eq!(check_counts(200, 2, asked(11)), (0, 0, asked(2)));
        assert_eq!(check_counts(200, 0, asked(11)), (0, 0, None));
    }

    /// proves: E91
    #[test]
    fn the_answer_is_carried_out() {
        let said = |answer| Some(Hold { count: 30, answer });
        assert_eq!(check_counts(200, 30, said(HoldAnswer::Delete)), (30, 0, said(HoldAnswer::Delete)));
        assert_eq!(check_counts(200, 8, said(HoldAnswer::Delete)), (8, 0, None));
        assert_eq!(check_counts(200, 30, said(HoldAnswer::Keep)), (0, 30, said(HoldAnswer::Keep)));
        for answer in [HoldAnswer::None, HoldAnswer::Delete, HoldAnswer::Keep, HoldAnswer::Leave] {
            let hold = Hold { count: 30, answer };
            assert_eq!(Hold::read(&Json::parse(&hold.write()).unwrap()), Some(hold));
        }
    }
}
