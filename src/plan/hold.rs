//! Holds back a mass deletion until the person has said that it is meant.
//!
//! A calendar that was emptied by mistake, or that answers with too little, must not take its meetings with it.

use crate::base::json::{object, Json};
use crate::model::link::LinkState;
use crate::plan::plan::Step;
use crate::store::State;

/// More deletions than this at once are never taken for granted.
const MOST: usize = 10;
/// More than one in so many links is too many, where it is more than [`FEW`].
const SHARE: usize = 5;
/// So few deletions are always taken for granted: who has three meetings may delete two events.
const FEW: usize = 5;

/// What the person has said about the deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// They are meant.
    Delete,
    /// The meetings stay.
    Keep,
    /// They disconnect, and all upcoming meetings go before.
    Leave,
}

/// Deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How many meetings would go.
    pub count: u32,
    /// What the person has said.
    pub answer: Answer,
}

impl Hold {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Hold> {
        let answer = match json.get("answer").text() {
            Some("delete") => Answer::Delete,
            Some("keep") => Answer::Keep,
            Some("leave") => Answer::Leave,
            _ => Answer::None,
        };
        Some(Hold { count: u32::try_from(json.get("count").int()?).ok()?, answer })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let answer = match self.answer {
            Answer::None => None,
            Answer::Delete => Some("delete"),
            Answer::Keep => Some("keep"),
            Answer::Leave => Some("leave"),
        };
        object([("count", i64::from(self.count).into()), ("answer", answer.into())]).to_string()
    }
}

/// Takes deletions out of the steps that nobody has confirmed, or turns them into what the person has said.
pub fn check(steps: Vec<Step>, state: &mut State) -> Vec<Step> {
    let is_deletion = |step: &Step| match step {
        Step::Delete { then, .. } => state.link(&then.event).is_some_and(|link| link.state == LinkState::Leaving),
        _ => false,
    };
    let count = steps.iter().filter(|step| is_deletion(step)).count();
    let total = state.links().filter(|link| is_kept(link.state)).count();
    let is_mass = count > MOST || (count > FEW && count * SHARE > total);
    let answer = match state.hold.map(|hold| hold.answer) {
        None if !is_mass => return steps,
        answer => answer.unwrap_or(Answer::None),
    };
    let steps: Vec<Step> = steps
        .into_iter()
        .filter_map(|step| match (&step, answer) {
            (Step::Delete { then, .. }, Answer::Keep) if is_deletion(&step) => Some(Step::Forget(then.event.clone())),
            (Step::Delete { .. }, Answer::None) if is_deletion(&step) => None,
            _ => Some(step),
        })
        .collect();
    state.hold = match answer {
        Answer::None => Some(Hold { count: u32::try_from(count).unwrap_or(u32::MAX), answer }).filter(|_| count > 0),
        // The answer holds for what was asked about, and ends with it.
        Answer::Delete | Answer::Keep | Answer::Leave => state.hold.filter(|_| count > MOST),
    };
    steps
}

fn is_kept(state: LinkState) -> bool {
    match state {
        LinkState::Linked
        | LinkState::Behind
        | LinkState::Attaching
        | LinkState::Waiting
        | LinkState::Leaving
        | LinkState::Failed(_) => true,
        LinkState::Wanted(_) | LinkState::Pending | LinkState::Deleted | LinkState::Gone => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;
    use crate::model::link::Link;
    use crate::model::meeting::MeetingId;

    fn link(number: usize, state: LinkState) -> Link {
        let meeting = MeetingId::read(&format!("m{number}"));
        Link { meeting, state, ..Link::pending(&format!("e{number}"), 0, Instant(0)) }
    }

    /// A state with so many links, some of which are due to be deleted, and the steps for these.
    fn stage(links: usize, leaving: usize, hold: Option<Hold>) -> (State, Vec<Step>) {
        let mut state = State::default();
        state.hold = hold;
        let mut steps = Vec::new();
        for number in 0..links {
            let link = link(number, if number < leaving { LinkState::Leaving } else { LinkState::Linked });
            if number < leaving {
                let then = link.becoming(LinkState::Deleted, Instant(0));
                steps.push(Step::Delete { meeting: link.meeting.clone().unwrap(), then });
            }
            state.put(link).unwrap();
        }
        (state, steps)
    }

    /// How many deletions and how many forgotten links are left, and what is held.
    fn check_counts(links: usize, leaving: usize, hold: Option<Hold>) -> (usize, usize, Option<Hold>) {
        let (mut state, steps) = stage(links, leaving, hold);
        let steps = check(steps, &mut state);
        let deletions = steps.iter().filter(|step| matches!(step, Step::Delete { .. })).count();
        (deletions, steps.len() - deletions, state.hold)
    }

    /// proves: E91
    #[test]
    fn more_than_ten_deletions_or_a_fifth_of_the_links_wait_for_an_answer() {
        let asked = |count| Some(Hold { count, answer: Answer::None });
        assert_eq!(check_counts(200, 10, None), (10, 0, None));
        assert_eq!(check_counts(200, 11, None), (0, 0, asked(11)));
        assert_eq!(check_counts(20, 6, None), (0, 0, asked(6)));
        assert_eq!(check_counts(40, 6, None), (6, 0, None));
        assert_eq!(check_counts(3, 3, None), (3, 0, None));
        // While the question is open, not even one more goes; when there is nothing left to ask about, it is closed.
        assert_eq!(check_counts(200, 2, asked(11)), (0, 0, asked(2)));
        assert_eq!(check_counts(200, 0, asked(11)), (0, 0, None));
    }

    /// proves: E91
    #[test]
    fn the_answer_is_carried_out() {
        let said = |answer| Some(Hold { count: 30, answer });
        assert_eq!(check_counts(200, 30, said(Answer::Delete)), (30, 0, said(Answer::Delete)));
        assert_eq!(check_counts(200, 8, said(Answer::Delete)), (8, 0, None));
        assert_eq!(check_counts(200, 30, said(Answer::Keep)), (0, 30, said(Answer::Keep)));
        for answer in [Answer::None, Answer::Delete, Answer::Keep, Answer::Leave] {
            let hold = Hold { count: 30, answer };
            assert_eq!(Hold::read(&Json::parse(&hold.write()).unwrap()), Some(hold));
        }
    }
}
