//! Decides how Webex's occurrences of a series become equal to the calendar's, after one of them or the rule changed.
//!
//! Both sides were read, so it does not matter which changes were reported, in what order, or whether Webex has reset its exceptions.
//! A second run finds nothing to do.

use crate::base::time::{Instant, Offsets, DAY};
use crate::model::event::{Conference, Event, Status};
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState, Refusal, Series, SeriesMode, EXCEPTIONS_LIMIT, GRACE};
use crate::model::meeting::{MeetingPatch, RulePatch};
use crate::plan::compare::{self, compare, WebexOccurrence};
use crate::plan::facts::Facts;
use crate::plan::occurrence_key;
use crate::plan::proposal::{proposal, Proposal};
use crate::plan::shape::{shape, Shape, HORIZON, OWN_HORIZON};
use crate::plan::single::create;
use crate::plan::step::{Asked, OccurrenceFix, Step};

/// The most occurrences that are changed one by one before one meeting on every day is better.
const MOST_FIXES: usize = 60;

/// How often a series is compared without a reported change, in seconds: later occurrences come into the window.
const RULE_LIFE: i64 = 7 * DAY;
/// The same for a series whose next occurrences have meetings of their own.
const EACH_LIFE: i64 = DAY;

/// A series as it was read from both sides.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// Its link.
    pub link: Link,
    /// Its event.
    pub event: Event,
    /// The calendar's occurrences.
    pub events: Vec<Event>,
    /// Webex's occurrences.
    pub webex: Vec<WebexOccurrence>,
}

/// Whether a link's series has to be compared.
pub fn needs_reconcile(link: &Link, now: Instant) -> bool {
    let Some(series) = &link.series else { return false };
    let life = match series.mode {
        SeriesMode::Rule => RULE_LIFE,
        SeriesMode::Each => EACH_LIFE,
        SeriesMode::Standing | SeriesMode::Empty => i64::MAX,
    };
    match link.state {
        LinkState::Linked => link.end > now && (!series.is_reconciled || link.at.plus(life) <= now),
        LinkState::Failed(Refusal::Forbidden | Refusal::Rejected | Refusal::Differs(_)) => {
            link.end > now && !series.is_reconciled
        }
        LinkState::Leaving | LinkState::Deleted => series.mode == SeriesMode::Empty && !series.is_reconciled,
        LinkState::Failed(Refusal::Foreign)
        | LinkState::Wanted(_)
        | LinkState::Pending
        | LinkState::Waiting
        | LinkState::Attaching
        | LinkState::Behind
        | LinkState::Gone => false,
    }
}

/// What has to happen to one series and its occurrences. `stands_alone` tells which occurrences have a link of their own.
pub fn decide(gathered: Gathered, stands_alone: &dyn Fn(&Event) -> bool, facts: &Facts<'_>) -> Option<Step> {
    let event = &gathered.event;
    let facts = &facts.of(&gathered.link);
    let stands_alone = &|event: &Event| stands_alone(event) || is_of_another(event, facts);
    let known = gathered.link.series.as_ref()?;
    if event.status == Status::Cancelled || !occurrence_key::shows_meeting(event) {
        // The calendar reports this change by itself.
        return None;
    }
    let shape = shape(event, facts)?;
    let time = Fingerprints::of(event, facts.hosting(), "", facts.calendar_zone).time;
    if time != gathered.link.last_sent.time {
        // Webex does not have the rule yet; its occurrences are compared when it has.
        return None;
    }
    let is_whole = shape.end < facts.now.plus(HORIZON);
    if is_whole && !gathered.events.iter().any(takes_part) && !gathered.events.is_empty() {
        return Some(Step::Note(gathered.without_occurrences(facts)));
    }
    if gathered.link.state == LinkState::Deleted && !gathered.link.is_guests {
        return create(event, &gathered.link.becoming(LinkState::Pending, facts.now), facts, Asked::Never);
    }
    let mode = match known.mode {
        SeriesMode::Empty => SeriesMode::Rule,
        mode => mode,
    };
    let mut fixes = gathered.compare(mode, &shape, stands_alone, facts);
    if gathered.link.is_guests {
        // Meetings are made only for the organizer's copy.
        fixes.retain(|fix| !matches!(fix, OccurrenceFix::Detach { .. }));
    }
    let one_is_better = mode == SeriesMode::Rule && one_meeting_is_better(&fixes, gathered.events.len());
    if let (true, Some(fallback_rule)) = (one_is_better, &shape.fallback_rule) {
        let (slot, rule) = (Some(shape.slot), Some(RulePatch::Set(fallback_rule.clone())));
        return gathered.into_one_meeting(MeetingPatch { slot, rule, title: None }, facts);
    }
    let then = if is_whole && mode == SeriesMode::Rule && gathered.all_stand_alone(&fixes, stands_alone) {
        gathered.leaving(facts)
    } else {
        gathered.linked(mode, facts)
    };
    if fixes.is_empty() {
        return Some(Step::Note(then));
    }
    let detached = own_meetings(&fixes, &gathered.events, facts);
    Some(Step::Reconcile { fixes, events: gathered.events, detached, then })
}

impl Gathered {
    /// What is remembered of the series once it was compared.
    fn series(&self, mode: SeriesMode, facts: &Facts<'_>) -> Option<Series> {
        let known = self.link.series.as_ref()?;
        let exceptions = exceptions(&self.events, &known.rule_fingerprint, facts);
        Some(Series { mode, is_reconciled: true, exceptions, ..known.clone() })
    }

    /// The link of a series that stays at Webex.
    fn linked(&self, mode: SeriesMode, facts: &Facts<'_>) -> Link {
        Link { series: self.series(mode, facts), ..self.link.becoming(LinkState::Linked, facts.now) }
    }

    /// The link of a series that has nothing more at Webex, and is deleted after the grace time.
    fn leaving(&self, facts: &Facts<'_>) -> Link {
        let leaving = self.link.becoming(LinkState::Leaving, facts.now.plus(GRACE));
        Link { series: self.series(SeriesMode::Empty, facts), ..leaving }
    }

    /// The link of a series whose occurrences were all cancelled or lost their conference; a grace time that runs goes on.
    fn without_occurrences(&self, facts: &Facts<'_>) -> Link {
        let then = self.leaving(facts);
        let (state, at) = match self.link.state {
            LinkState::Leaving | LinkState::Deleted => (self.link.state, self.link.at),
            _ => (then.state, then.at),
        };
        Link { state, at, ..then }
    }

    /// One meeting on every day replaces the series.
    fn into_one_meeting(self, patch: MeetingPatch, facts: &Facts<'_>) -> Option<Step> {
        let then = self.linked(SeriesMode::Standing, facts);
        let meeting = self.link.meeting?;
        Some(Step::Follow { meeting, patch, fallback_rule: None, guests: None, then })
    }

    /// What makes Webex's occurrences equal the calendar's.
    fn compare(
        &self,
        mode: SeriesMode,
        shape: &Shape,
        stands_alone: &dyn Fn(&Event) -> bool,
        facts: &Facts<'_>,
    ) -> Vec<OccurrenceFix> {
        let utc = Offsets(vec![(Instant(0), 0)]);
        let guests = self.event.invitees(facts.hosting());
        let window = compare::Window {
            guests: &guests,
            skipped: &shape.skipped,
            offsets: facts.zones.get(&shape.slot.zone).unwrap_or(&utc),
            from: facts.now,
            to: facts.now.plus(HORIZON),
            own_until: (mode == SeriesMode::Each).then(|| facts.now.plus(OWN_HORIZON)),
        };
        compare(&self.events, &self.webex, &window, &stands_alone, facts)
    }

    /// Whether every occurrence has a meeting of its own after the fixes.
    fn all_stand_alone(&self, fixes: &[OccurrenceFix], stands_alone: &dyn Fn(&Event) -> bool) -> bool {
        let is_detached = |index: usize| {
            fixes.iter().any(|fix| matches!(fix, OccurrenceFix::Detach { event, .. } if *event == index))
        };
        let mut events = self.events.iter().enumerate();
        events.all(|(index, event)| !takes_part(event) || stands_alone(event) || is_detached(index))
    }
}

/// Whether an occurrence shows a meeting of its own that somebody else hosts, who hosted the series before.
fn is_of_another(event: &Event, facts: &Facts<'_>) -> bool {
    let is_its_own = matches!(&event.conference, Conference::Ours { event: named, .. } if *named == event.id);
    is_its_own && event.names_another_host(facts.host)
}

/// Whether an occurrence takes part in its series' meeting.
fn takes_part(event: &Event) -> bool {
    event.status == Status::Active && occurrence_key::shows_meeting(event)
}

/// Whether Webex reads the rule differently, or so many occurrences differ that one meeting on every day is better.
fn one_meeting_is_better(fixes: &[OccurrenceFix], occurrences: usize) -> bool {
    let is_stranger = |fix: &&OccurrenceFix| matches!(fix, OccurrenceFix::Detach { id: None, .. });
    let strangers = fixes.iter().filter(is_stranger).count();
    let is_other_rule = strangers > 3 && strangers * 5 > occurrences;
    is_other_rule || fixes.len() > MOST_FIXES
}

/// The meetings for occurrences that leave the series, and for those that leave it if Webex refuses their change.
fn own_meetings(fixes: &[OccurrenceFix], events: &[Event], facts: &Facts<'_>) -> Vec<(usize, Proposal)> {
    let leaving = fixes.iter().filter_map(|fix| match fix {
        OccurrenceFix::Detach { event, .. } | OccurrenceFix::Patch { event, .. } => Some(*event),
        OccurrenceFix::Delete(_) | OccurrenceFix::Invite { .. } | OccurrenceFix::Show { .. } => None,
    });
    leaving.filter_map(|index| Some((index, proposal(events.get(index)?, facts)?))).collect()
}

/// The occurrences that differ from their rule, with their keys and fingerprints.
fn exceptions(events: &[Event], rule_fingerprint: &str, facts: &Facts<'_>) -> Vec<(Instant, String)> {
    let mut found: Vec<(Instant, String)> = Vec::new();
    for event in events {
        let original = event.occurrence().and_then(|occurrence| occurrence.original.as_ref()).map(occurrence_key::key);
        let fingerprint = occurrence_key::fingerprint_of(event, facts);
        match original {
            Some(original) if fingerprint != rule_fingerprint && found.len() < EXCEPTIONS_LIMIT => {
                found.push((original, fingerprint));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::example::{
        all, at, cancelled, link, moved, plain, webex_occurrence, webex_occurrences, week, weekly, with_facts,
    };

    /// A step in one line: the request, the link's state afterwards, the series' mode and the number of exceptions.
    fn said(step: Option<&Step>) -> String {
        let stands = |link: &Link| {
            let series = link.series.as_ref().unwrap();
            format!(
                "{:?} {:?}{} {}",
                link.state,
                series.mode,
                if series.is_reconciled { "" } else { "?" },
                series.exceptions.len()
            )
        };
        match step {
            None => "nothing".to_owned(),
            Some(Step::Note(link)) => format!("note {}", stands(link)),
            Some(Step::Reconcile { fixes, detached, then, .. }) => {
                format!("reconcile {} with {} apart, {}", fixes.len(), detached.len(), stands(then))
            }
            Some(Step::Follow { patch, then, .. }) => {
                let rule = match &patch.rule {
                    Some(RulePatch::Set(rule)) => rule.as_str(),
                    Some(RulePatch::Clear) | None => "no rule",
                };
                format!("{rule}, {}", stands(then))
            }
            Some(Step::Create { draft, .. }) => format!("create {}", draft.rule.as_deref().unwrap_or("once")),
            Some(other) => format!("{other:?}"),
        }
    }

    #[track_caller]
    fn check(link: &Link, events: Vec<Event>, webex: Vec<WebexOccurrence>, own: &[&str], expected: &str) {
        let gathered = Gathered { link: link.clone(), event: weekly(), events, webex };
        let step = with_facts(|facts| decide(gathered, &|event| own.contains(&event.id.as_str()), facts));
        assert_eq!(said(step.as_ref()), expected);
    }

    /// proves: E35, E36, E37
    #[test]
    fn what_differs_is_mended_and_remembered() {
        let link = link(&weekly(), LinkState::Linked);
        check(&link, all(), webex_occurrences(), &[], "note Linked Rule 0");
        let there = at("2026-12-08T14:00:00Z");
        let events = vec![plain(0), moved(1, there), cancelled(2), plain(3)];
        // If Webex refuses the move, the occurrence leaves the series, so its meeting is prepared.
        check(&link, events.clone(), webex_occurrences(), &[], "reconcile 2 with 1 apart, Linked Rule 2");
        check(
            &link,
            events,
            vec![webex_occurrence(week(0)), webex_occurrence(there), webex_occurrence(week(3))],
            &[],
            "note Linked Rule 2",
        );
    }

    /// proves: E50
    #[test]
    fn a_series_without_occurrences_leaves_and_is_made_again_with_one_of_them() {
        let linked = link(&weekly(), LinkState::Linked);
        let none: Vec<Event> = (0..4).map(cancelled).collect();
        check(&linked, none.clone(), vec![], &[], "note Leaving Empty 4");
        let known = Series { mode: SeriesMode::Empty, ..linked.series.clone().unwrap() };
        let deleted = Link { series: Some(known.clone()), state: LinkState::Deleted, ..linked.clone() };
        check(&deleted, none, vec![], &[], "note Deleted Empty 4");
        let one = vec![cancelled(0), cancelled(1), cancelled(2), plain(3)];
        check(&deleted, one.clone(), vec![], &[], "create FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=4");
        let leaving = Link { series: Some(known), state: LinkState::Leaving, ..linked };
        check(&leaving, one, vec![webex_occurrence(week(3))], &[], "note Linked Rule 3");
    }

    /// proves: E50
    #[test]
    fn a_series_whose_occurrences_all_have_meetings_of_their_own_leaves() {
        let linked = link(&weekly(), LinkState::Linked);
        let events = vec![cancelled(0), cancelled(1), cancelled(2), plain(3)];
        let id = plain(3).id;
        check(
            &linked,
            events.clone(),
            vec![webex_occurrence(week(3))],
            &[&id],
            "reconcile 1 with 0 apart, Leaving Empty 3",
        );
        check(&linked, events, vec![], &[], "reconcile 1 with 1 apart, Leaving Empty 3");
    }

    /// proves: E38, E43
    #[test]
    fn a_series_is_not_compared_before_webex_knows_its_rule() {
        let other = link(&crate::plan::example::series("RRULE:FREQ=WEEKLY;COUNT=2"), LinkState::Linked);
        check(&other, all(), webex_occurrences(), &[], "nothing");
    }

    /// proves: E47
    #[test]
    fn where_webex_understood_the_rule_otherwise_one_meeting_serves_all_days() {
        let linked = link(&weekly(), LinkState::Linked);
        check(&linked, all(), vec![], &[], "FREQ=DAILY;INTERVAL=1;UNTIL=20261222T080000Z, Linked Standing 0");
        // A few may be missing.
        check(&linked, all(), vec![webex_occurrence(week(0))], &[], "reconcile 3 with 3 apart, Linked Rule 0");
    }

    /// proves: E45
    #[test]
    fn a_series_is_compared_again_when_its_window_has_moved() {
        let reconciled = |mode: SeriesMode, is_reconciled: bool| {
            let linked = link(&weekly(), LinkState::Linked);
            let series = Series { mode, is_reconciled, ..linked.series.clone().unwrap() };
            Link { series: Some(series), ..linked }
        };
        let now = at("2026-11-24T12:00:00Z");
        let after = |mode, days: i64| needs_reconcile(&reconciled(mode, true), now.plus(days * DAY));
        assert!(
            needs_reconcile(&reconciled(SeriesMode::Rule, false), now)
                && !needs_reconcile(&reconciled(SeriesMode::Standing, true), now)
        );
        assert_eq!([0, 6, 7].map(|days| after(SeriesMode::Rule, days)), [false, false, true]);
        assert_eq!([0, 1].map(|days| after(SeriesMode::Each, days)), [false, true]);
        assert!(!after(SeriesMode::Rule, 29), "it is over");
        let leaving = Link { state: LinkState::Leaving, ..reconciled(SeriesMode::Rule, false) };
        assert!(!needs_reconcile(&leaving, now));
    }
}
