//! What a user has spent of a day's quotas at Google and Webex, so that triggers slow down before a quota is used up.
//!
//! The figures are the add-on's own count of a day that begins with its first request, as both services count.
//!
//! * <https://developers.google.com/apps-script/guides/services/quotas>
//! * <https://developer.webex.com/docs/meetings>

use crate::base::json::{object, Json};
use crate::base::time::{Instant, DAY, MINUTE};

/// Meetings that Webex lets a person make in 24 hours; failed tries count.
pub const CREATES_A_DAY: u32 = 100;
/// How many of them are reserved for the person's clicks.
const CREATES_KEPT: u32 = 10;
/// Requests that `UrlFetchApp` sends in a day for a consumer account.
const FETCHES_A_DAY: u32 = 20_000;
/// How many of them are reserved for the person's clicks.
const FETCHES_KEPT: u32 = 2_000;
/// The run time of triggers in a day for a consumer account, in seconds.
const RUN_TIME_A_DAY: i64 = 90 * MINUTE;
/// The share of it after which only reported changes are followed.
const RUN_TIME_KEPT: i64 = 20 * MINUTE;
/// Requests that Webex takes from a person in a minute.
const REQUESTS_A_MINUTE: u32 = 300;
/// How many of them are reserved for the person's clicks and one more batch.
const REQUESTS_KEPT: u32 = 120;

/// What was spent since the day began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// When the day began.
    pub since: Instant,
    /// Meetings that were asked for.
    pub creates: u32,
    /// Requests that were sent.
    pub requests: u32,
    /// Seconds that triggers ran.
    pub seconds: i64,
}

impl Spent {
    /// The same counts, or none if their day is over.
    #[must_use]
    pub fn on(self, now: Instant) -> Spent {
        let is_over = self.since.plus(DAY) <= now || self.since > now;
        if is_over {
            Spent { since: now, ..Spent::default() }
        } else {
            self
        }
    }

    /// How many meetings triggers may still make today.
    pub fn creates_left(&self) -> usize {
        CREATES_A_DAY.saturating_sub(CREATES_KEPT + self.creates) as usize
    }

    /// Whether triggers may still send requests today.
    pub fn may_fetch(&self) -> bool {
        self.requests < FETCHES_A_DAY - FETCHES_KEPT
    }

    /// Whether triggers have run time left for more than reported changes.
    pub fn may_audit(&self) -> bool {
        self.seconds < RUN_TIME_A_DAY - RUN_TIME_KEPT && self.may_fetch()
    }

    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Spent> {
        let count = |name: &str| json.get(name).int().and_then(|count| u32::try_from(count).ok());
        Some(Spent {
            since: Instant(json.get("since").int()?),
            creates: count("creates")?,
            requests: count("requests")?,
            seconds: json.get("seconds").int()?,
        })
    }

    /// The stored form; empty if nothing was spent.
    pub fn write(&self) -> String {
        if *self == Spent::default() {
            return String::new();
        }
        let count = |count: u32| Json::from(i64::from(count));
        object([
            ("since", self.since.0.into()),
            ("creates", count(self.creates)),
            ("requests", count(self.requests)),
            ("seconds", self.seconds.into()),
        ])
        .to_string()
    }
}

/// How many requests one run sent within the last minute, batch by batch.
#[derive(Clone, Debug, Default)]
pub struct Pace(Vec<(Instant, u32)>);

impl Pace {
    /// Counts what a batch sent.
    pub fn add(&mut self, requests: u32, now: Instant) {
        self.0.retain(|(at, _)| at.plus(MINUTE) > now);
        self.0.push((now, requests));
    }

    /// How many seconds to wait before the next batch, so that no minute has more requests than Webex takes.
    pub fn wait(&self, now: Instant) -> i64 {
        let mut sent: u32 = self.0.iter().map(|(_, requests)| requests).sum();
        for (at, requests) in &self.0 {
            if sent <= REQUESTS_A_MINUTE - REQUESTS_KEPT {
                break;
            }
            sent -= requests;
            if sent <= REQUESTS_A_MINUTE - REQUESTS_KEPT {
                return (at.plus(MINUTE).0 - now.0).max(0);
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        Instant(1_795_521_600 + minutes * MINUTE)
    }

    #[test]
    fn a_day_that_is_over_counts_no_longer() {
        let spent = Spent { since: at(0), creates: 5, requests: 6, seconds: 7 };
        assert_eq!(spent.on(at(24 * 60 - 1)), spent);
        assert_eq!(spent.on(at(24 * 60)), Spent { since: at(24 * 60), ..Spent::default() });
        assert_eq!(Spent::read(&Json::parse(&spent.write()).unwrap()), Some(spent));
        assert_eq!(Spent::default().write(), "");
        assert_eq!(Spent::read(&Json::parse(r#"{"since":1,"creates":-1}"#).unwrap()), None);
    }

    /// proves: E83
    #[test]
    fn the_engine_leaves_the_last_of_each_quota_to_the_person() {
        let spent = |creates, requests, seconds| Spent { since: at(0), creates, requests, seconds };
        assert_eq!([0, 89, 90, 100, 500].map(|creates| spent(creates, 0, 0).creates_left()), [90, 1, 0, 0, 0]);
        assert!(spent(0, 17_999, 0).may_fetch() && !spent(0, 18_000, 0).may_fetch());
        assert!(spent(0, 0, 70 * MINUTE - 1).may_audit() && !spent(0, 0, 70 * MINUTE).may_audit());
    }

    #[test]
    fn a_run_waits_for_the_next_minute_before_webex_has_to_ask_for_it() {
        let mut pace = Pace::default();
        pace.add(100, at(0));
        pace.add(80, at(0).plus(10));
        assert_eq!(pace.wait(at(0).plus(10)), 0);
        pace.add(1, at(0).plus(20));
        assert_eq!(pace.wait(at(0).plus(20)), 40);
        pace.add(170, at(1));
        // The first batch is more than a minute old; the second one has to be as well.
        assert_eq!(pace.wait(at(1)), 10);
        assert_eq!(Pace::default().wait(at(1)), 0);
    }
}
