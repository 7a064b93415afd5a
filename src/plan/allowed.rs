//! Takes out steps that make a meeting which the administrators don't allow, since in a run by a trigger nobody sees an error.
//!
//! Existing meetings are still followed. The event's card says why the event gets no meeting, and offers one again when it is allowed.

use crate::model::link::{LinkState, SeriesMode};
use crate::model::policy::Forbidden;
use crate::plan::step::{Asked, OccurrenceFix, Step};

/// Takes steps that make meetings out where the policy forbids them.
pub fn check(mut steps: Vec<Step>, permitted: Result<(), Forbidden>) -> Vec<Step> {
    if permitted.is_err() {
        steps.retain_mut(without_creation);
    }
    steps
}

fn without_creation(step: &mut Step) -> bool {
    match step {
        Step::Create { draft, link, asked, .. } => {
            let is_kept = *asked == Asked::Before;
            // A meeting that was requested while it was allowed may exist.
            *step = Step::LookUp { tag: draft.tag.clone(), link: link.clone() };
            is_kept
        }
        Step::Reconcile { fixes, detached, then, .. } => {
            let count = fixes.len();
            detached.clear();
            fixes.retain(|fix| !matches!(fix, OccurrenceFix::Detach { .. }));
            // Its occurrences get no meetings of their own, so they still need the series' meeting.
            if let (LinkState::Leaving, Some(series), true) = (then.state, &mut then.series, fixes.len() < count) {
                then.state = LinkState::Linked;
                series.mode = SeriesMode::Rule;
            }
            true
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;
    use crate::model::account::Account;
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::link::Link;
    use crate::model::policy::Policy;
    use crate::model::settings::Kind;
    use crate::plan::example::{link, weekly, with_facts};
    use crate::plan::single::create;

    fn permitted(kind: Option<Kind>, sites: &[&str]) -> Result<(), Forbidden> {
        let sites = sites.iter().map(|site| (*site).to_owned()).collect();
        let account = Account { site: Some("acme.webex.com".into()), ..Account::default() };
        Policy { sites, kind, ..Policy::default() }.permits(Some(&account), Kind::Meeting)
    }

    /// What is left of one new meeting, one that may be there already, and one that is followed.
    fn left(permitted: Result<(), Forbidden>) -> Vec<&'static str> {
        let event = weekly();
        let pending = Link::pending(&event.id, CalendarIndex::PRIMARY, Instant(0));
        let steps = with_facts(|facts| {
            let made = [Asked::Never, Asked::Before].map(|asked| create(&event, &pending, facts, asked).unwrap());
            made.into_iter().chain([Step::Note(link(&event, LinkState::Linked))]).collect()
        });
        let name = |step: &Step| match step {
            Step::Create { .. } => "create",
            Step::LookUp { .. } => "look up",
            _ => "other",
        };
        check(steps, permitted).iter().map(name).collect()
    }

    /// proves: P11
    #[test]
    fn no_meeting_is_made_of_a_kind_or_on_a_site_that_is_not_allowed_and_what_is_there_is_followed() {
        for allowed in [permitted(None, &[]), permitted(Some(Kind::Meeting), &["acme.webex.com"])] {
            assert_eq!(left(allowed), ["create", "create", "other"]);
        }
        for forbidden in [permitted(Some(Kind::PersonalRoom), &[]), permitted(None, &["beta.webex.com"])] {
            assert_eq!(left(forbidden), ["look up", "other"]);
        }
    }

    #[test]
    fn a_series_whose_occurrences_may_have_no_meetings_of_their_own_keeps_its_own() {
        let series = link(&weekly(), LinkState::Leaving);
        let stands = |fixes: Vec<OccurrenceFix>| {
            let step = Step::Reconcile { fixes, events: vec![weekly()], detached: Vec::new(), then: series.clone() };
            match check(vec![step], permitted(Some(Kind::PersonalRoom), &[])).pop() {
                Some(Step::Reconcile { fixes, then, .. }) => (fixes.len(), then.state),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(stands(vec![OccurrenceFix::Detach { event: 0, id: None }]), (0, LinkState::Linked));
        // A series without occurrences still leaves.
        assert_eq!(stands(Vec::new()), (0, LinkState::Leaving));
    }
}
