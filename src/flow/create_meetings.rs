//! Has Webex make meetings, with the fallback rule where it refuses a series' own rule.
//!
//! The caller saves a pending link for each before, and reads the answers: a batch that creates is never sent again.

use crate::model::link::Series;
use crate::model::meeting::{Draft, Meeting};
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The most meetings that are made in one round trip, since a lost connection loses the answers of all of them.
const CREATES_AT_ONCE: usize = 10;

/// A meeting to be made. When Webex refused its rule, draft and series say afterwards that it got the fallback rule.
pub struct Order<'a> {
    /// What it is made with.
    pub draft: &'a mut Draft,
    /// What is to be remembered of a series.
    pub series: &'a mut Option<Series>,
}

/// Makes the meetings, and returns the answer for each in the order of the orders. A lost connection ends it.
pub fn create_meetings(
    client: &mut Client<'_>,
    orders: &mut [Order<'_>],
) -> Result<Vec<Result<Meeting, Failure>>, Failure> {
    let mut made: Vec<Result<Meeting, Failure>> = orders.iter().map(|_| Err(Failure::Malformed)).collect();
    let mut open: Vec<usize> = (0..orders.len()).collect();
    while !open.is_empty() {
        let rest = open.split_off(open.len().min(CREATES_AT_ONCE));
        let calls: Vec<Call> = open.iter().map(|index| endpoint::create_meeting(orders[*index].draft)).collect();
        let answers = client.send_all(&calls)?;
        for (index, answer) in core::mem::replace(&mut open, rest).into_iter().zip(answers) {
            let answer = answer.and_then(|json| Meeting::read(&json).ok_or(Failure::Malformed));
            let is_rule = answer.as_ref().is_err_and(Failure::may_be_the_rule);
            if is_rule && orders[index].take_fallback_rule() {
                open.push(index);
            } else {
                made[index] = answer;
            }
        }
    }
    Ok(made)
}

impl Order<'_> {
    /// Puts the fallback rule in place of the refused one; false if there is none.
    fn take_fallback_rule(&mut self) -> bool {
        let Some(rule) = self.draft.fallback_rule.take() else { return false };
        self.draft.rule = Some(rule);
        *self.series = self.series.take().map(Series::with_one_meeting);
        true
    }
}
