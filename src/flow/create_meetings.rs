//! Has Webex make meetings, and again with the fallback rule if it refuses a series' own rule.
//!
//! The caller saves a pending link for each meeting first, since a batch that creates is never sent again.

use crate::model::link::Series;
use crate::model::meeting::{Draft, Meeting};
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The most meetings that are made in one round trip, since a lost connection loses the answers of all of them.
const CREATES_AT_ONCE: usize = 10;

/// A meeting to be made. If Webex refuses its rule, the fallback rule replaces it in the draft, and the series becomes one meeting on every day.
pub struct Order<'a> {
    /// What it is made with.
    pub draft: &'a mut Draft,
    /// What is to be remembered of a series.
    pub series: &'a mut Option<Series>,
}

/// Makes the meetings, and returns the answers in the same order. A lost connection ends it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code::Secret;
    use crate::base::json::Json;
    use crate::base::time::{Instant, Offsets};
    use crate::memory::Memory;
    use crate::model::authorization::Tokens;
    use crate::model::link::SeriesMode;
    use crate::model::settings::Settings;
    use crate::model::slot::Slot;
    use crate::port::Reply;
    use crate::store::State;

    /// Number, rule and fallback rule of a meeting to be made.
    type Wanted = (usize, &'static str, Option<&'static str>);

    fn draft((number, rule, fallback_rule): Wanted) -> Draft {
        let utc = Offsets(vec![(Instant(0), 0)]);
        let slot = Slot::between(Instant(3600), Instant(7200), "UTC", &utc, None);
        let plain = Draft::new(number.to_string(), slot, String::new(), &Settings::default(), None);
        Draft { rule: Some(rule.to_owned()), fallback_rule: fallback_rule.map(str::to_owned), ..plain }
    }

    fn series() -> Series {
        let (rule_fingerprint, dates) = (String::new(), String::new());
        Series { mode: SeriesMode::Rule, is_reconciled: false, rule_fingerprint, dates, exceptions: Vec::new() }
    }

    /// A Webex that makes every meeting but those with this rule, whose ids are their titles.
    fn webex(refused: &'static str) -> Memory {
        let memory = Memory::at(Instant(0));
        memory.answer_all(move |request| {
            let body = Json::parse(&request.body.clone()?.1).ok()?;
            let title = body.get("title").text()?;
            let made = [r#"{"id":"m"#, title, r#"","webLink":"https://acme.webex.com/m"#, title, r#""}"#].concat();
            Some(Ok(if body.get("recurrence").text() == Some(refused) {
                Reply { status: 400, headers: Vec::new(), body: r#"{"message":"no such rule"}"#.to_owned() }
            } else {
                Reply { status: 200, headers: Vec::new(), body: made }
            }))
        });
        memory
    }

    /// The id or the failure of each meeting, and the mode of its series afterwards.
    fn made(memory: &Memory, wanted: &[Wanted]) -> (Vec<String>, Vec<SeriesMode>) {
        let (access, refresh) = (Secret::new("a"), Secret::new("r"));
        let tokens = Tokens { access, expires: Instant(86_400), refresh, lacks_scopes: false, was_refused: false };
        let mut state = State::default();
        state.tokens = Some(tokens);
        let mut meetings: Vec<(Draft, Option<Series>)> =
            wanted.iter().map(|one| (draft(*one), Some(series()))).collect();
        let mut orders: Vec<Order> = meetings.iter_mut().map(|(draft, series)| Order { draft, series }).collect();
        let answers = create_meetings(&mut Client::new(&memory.ports(), &mut state), &mut orders).unwrap();
        let said = answers.into_iter().map(|answer| match answer {
            Ok(meeting) => meeting.id.unwrap().as_str().to_owned(),
            Err(failure) => failure.to_string(),
        });
        (said.collect(), meetings.into_iter().map(|(_, series)| series.unwrap().mode).collect())
    }

    #[test]
    fn a_refused_rule_gives_way_to_the_fallback_rule_and_each_answer_is_its_own_orders() {
        let memory = webex("BAD");
        let wanted = [(0, "GOOD", Some("DAILY")), (1, "BAD", Some("DAILY")), (2, "BAD", None), (3, "BAD", Some("BAD"))];
        let (said, modes) = made(&memory, &wanted);
        assert_eq!(said, ["m0", "m1", "request rejected by Webex", "request rejected by Webex"]);
        assert_eq!(modes, [SeriesMode::Rule, SeriesMode::Standing, SeriesMode::Rule, SeriesMode::Standing]);
        assert_eq!((memory.count("http"), memory.sent.borrow().len()), (2, 6));
    }

    #[test]
    fn ten_meetings_travel_in_a_round_trip_and_refused_ones_with_the_rest() {
        let rule = |number: usize| if number < 3 { "BAD" } else { "GOOD" };
        for (count, round_trips) in [(17, 2), (18, 3)] {
            let memory = webex("BAD");
            let wanted: Vec<Wanted> = (0..count).map(|number| (number, rule(number), Some("DAILY"))).collect();
            let expected: Vec<String> = (0..count).map(|number| format!("m{number}")).collect();
            assert_eq!(made(&memory, &wanted).0, expected);
            assert_eq!((memory.count("http"), memory.sent.borrow().len()), (round_trips, count + 3));
        }
    }
}
