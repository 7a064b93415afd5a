//! The triggers by which Google wakes the add-on: one for the clock, and one for each calendar with a meeting.
//!
//! Existing triggers are compared with the wanted ones, so that triggers of an earlier installation do no harm.
//!
//! <https://developers.google.com/apps-script/guides/triggers/installable>

use crate::base::time::{Instant, DAY, HOUR};
use crate::flow::error::Error;
use crate::flow::lock::try_with_lock;
use crate::port::{Ports, Trigger};
use crate::store::{State, Want, Watched};

/// The function that runs when a calendar changed.
pub const ON_CALENDAR_CHANGE: &str = "onCalendarChange";
/// The function that runs every hour.
pub const ON_HOURLY: &str = "onHourly";

/// How long the hourly run waits for the lock, in milliseconds.
const LOCK_WAIT: u32 = 10_000;
/// The most calendars with a trigger: Google allows twenty triggers to a user, one is the clock's, and one stays free.
const CALENDAR_TRIGGERS: usize = 18;
/// After this time without an hourly run, in seconds, its trigger counts as missing.
const SILENCE: i64 = 3 * HOUR;

/// Creates missing triggers and deletes superfluous ones, so that each calendar with a meeting has one. It does nothing for a person
/// who is not linked, or while another execution holds the lock. It fails only if the lock's state is unknown.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
pub fn repair(ports: &Ports<'_>) -> Result<(), Error> {
    let repaired = try_with_lock(ports, LOCK_WAIT, || {
        if let Err(error) = repair_locked(ports) {
            ports.log.write(&["triggers: ", &error.chain()].concat());
        }
        Ok(())
    });
    repaired.map(drop)
}

fn repair_locked(ports: &Ports<'_>) -> Result<(), Error> {
    let mut state = State::load(ports, Want::AllLinks)?.locked();
    if state.account.is_none() {
        return Ok(());
    }
    let now = ports.clock.now();
    let wanted = wanted_calendars(&state, now);
    let missing = set(ports, &state, &wanted)?;
    for id in missing {
        let Some(watched) = state.calendars.iter_mut().find(|watched| watched.id == id) else { continue };
        // If Google refuses a trigger for this calendar, asking in every run would change nothing.
        if watched.refused.is_some_and(|at| now < at.plus(DAY)) {
            continue;
        }
        let made = ports.triggers.watch_calendar(ON_CALENDAR_CHANGE, &id);
        watched.refused = made.is_err().then_some(now);
        if made.is_err() {
            ports.log.write("triggers: refused for a calendar, the hourly run follows it");
        }
    }
    state.last_hourly_run = Some(now);
    Ok(state.save(ports)?)
}

/// The calendars that need a trigger: the primary one, and as many of those with a meeting as Google allows.
fn wanted_calendars(state: &State, now: Instant) -> Vec<String> {
    let mut holds = [false; 256];
    for link in state.links().filter(|link| link.is_live(now)) {
        holds[link.calendar.position()] = true;
    }
    if let Some(primary) = holds.first_mut() {
        *primary = true;
    }
    let is_wanted = |(watched, holds): &(&Watched, &bool)| **holds && watched.parked.is_none();
    let wanted = state.calendars.iter().zip(&holds).filter(is_wanted);
    wanted.take(CALENDAR_TRIGGERS).map(|(watched, _)| watched.id.clone()).collect()
}

/// Sets the triggers again for a person without hourly runs: after the add-on was removed from the account and added again, the
/// person is still linked but has no triggers.
pub fn revive(ports: &Ports<'_>, state: &mut State) {
    let now = ports.clock.now();
    let is_silent = state.last_hourly_run.is_some_and(|last_hourly_run| last_hourly_run.plus(SILENCE) <= now);
    if !is_silent {
        return;
    }
    state.last_hourly_run = Some(now);
    if let Err(error) = set_first(ports, state).and_then(|()| Ok(state.save(ports)?)) {
        ports.log.write(&["triggers: ", &error.chain()].concat());
    }
}

/// Sets the triggers of the clock and the primary calendar at once. Other calendars keep theirs; missing ones come with the hourly run.
pub fn set_first(ports: &Ports<'_>, state: &State) -> Result<(), Error> {
    let known: Vec<String> = state.calendars.iter().map(|watched| watched.id.clone()).collect();
    set(ports, state, &known)?;
    Ok(())
}

/// Leaves exactly one trigger for the primary calendar and one for the clock, at most one for each other wanted calendar, and no
/// others. Returns the calendars besides the primary one that still lack a trigger.
fn set(ports: &Ports<'_>, state: &State, wanted: &[String]) -> Result<Vec<String>, Error> {
    let Some(primary) = state.calendars.first() else {
        return Ok(Vec::new());
    };
    let existing = ports.triggers.list()?;
    let mut plan = compare(&existing, wanted);
    for id in &plan.superfluous {
        ports.triggers.delete(id)?;
    }
    // The clock comes first: with it alone every calendar is still followed, only later.
    if plan.clock_missing {
        ports.triggers.every_hour(ON_HOURLY)?;
    }
    if plan.missing.contains(&primary.id) {
        ports.triggers.watch_calendar(ON_CALENDAR_CHANGE, &primary.id)?;
    }
    plan.missing.retain(|id| *id != primary.id);
    Ok(plan.missing)
}

#[derive(Debug, PartialEq, Eq)]
struct Difference {
    superfluous: Vec<String>,
    missing: Vec<String>,
    clock_missing: bool,
}

fn compare(existing: &[Trigger], wanted: &[String]) -> Difference {
    let mut plan = Difference { superfluous: Vec::new(), missing: wanted.to_vec(), clock_missing: true };
    for trigger in existing {
        let index = plan.missing.iter().position(|id| trigger.calendar.as_deref() == Some(id));
        let is_clock = trigger.handler == ON_HOURLY && trigger.calendar.is_none();
        match index.filter(|_| trigger.handler == ON_CALENDAR_CHANGE) {
            Some(index) => drop(plan.missing.remove(index)),
            None if is_clock && plan.clock_missing => plan.clock_missing = false,
            None => plan.superfluous.push(trigger.id.clone()),
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::link::Link;

    fn trigger(id: &str, handler: &str, calendar: Option<&str>) -> Trigger {
        Trigger { id: id.into(), handler: handler.into(), calendar: calendar.map(str::to_owned) }
    }

    /// proves: F3, E78
    #[test]
    fn there_is_one_trigger_of_each_kind_whatever_was_left_behind() {
        let existing = [
            trigger("1", ON_CALENDAR_CHANGE, Some("host@example.com")),
            trigger("2", ON_CALENDAR_CHANGE, Some("host@example.com")),
            trigger("3", "oldFunction", None),
        ];
        let wanted = ["host@example.com".to_owned(), "team".to_owned()];
        let plan = compare(&existing, &wanted);
        assert_eq!((plan.superfluous, plan.missing), (vec!["2".into(), "3".into()], vec!["team".to_owned()]));
        assert!(plan.clock_missing);
        let clock = trigger("4", ON_HOURLY, None);
        let whole = [existing[0].clone(), clock, trigger("5", ON_CALENDAR_CHANGE, Some("team"))];
        let none = Difference { superfluous: vec![], missing: vec![], clock_missing: false };
        assert_eq!(compare(&whole, &wanted), none);
        assert_eq!(compare(&whole, &wanted[..1]).superfluous, ["5"]);
    }

    /// proves: F13
    #[test]
    fn eighteen_calendars_that_hold_a_live_meeting_are_watched_and_unreadable_ones_are_not() {
        let now = Instant(1_800_000_000);
        let mut state = State::default();
        for number in 0..30 {
            let id = format!("c{number}");
            let calendar = state.calendar_index(&id);
            let end = if number == 3 { now.plus(-2 * DAY) } else { now.plus(DAY) };
            if number > 1 {
                state.put(Link { end, ..Link::pending(&format!("e{number}"), calendar, now) }).unwrap();
            }
        }
        state.calendars[4].parked = Some(now);
        let expected: Vec<String> = [0, 2].into_iter().chain(5..21).map(|number| format!("c{number}")).collect();
        assert_eq!(wanted_calendars(&state, now), expected);
    }
}
