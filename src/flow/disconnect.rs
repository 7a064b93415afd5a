//! Disconnects a user: erases everything that is stored of them, and deletes their upcoming meetings first if they ask for it.
//!
//! * The links are the list of what is left, so that the next click or trigger goes on after a lost click or a run that was killed.
//! * The meeting is taken off its event before it is deleted, so that no event shows a deleted meeting. Nobody gets mail.
//! * Past and running meetings stay. A series is deleted after the end of its running occurrence.
//! * Tokens, triggers and records are erased when no meeting is left; until then no calendar is followed.

use crate::base::time::Instant;
use crate::flow::cached_lists;
use crate::flow::error::Error;
use crate::flow::sync::act::carry_out;
use crate::flow::sync::attach::removal;
use crate::google::calendar::{self, Patch};
use crate::model::event::{Event, Status};
use crate::model::hold::Hold;
use crate::model::link::{Link, LinkState, Refusal, GRACE};
use crate::model::meeting::Meeting;
use crate::plan::due::{due_of, PENDING_GRACE};
use crate::plan::showing::names_meeting;
use crate::port::{HostError, Ports};
use crate::store::cache::{self, DIRTY, ROOM};
use crate::store::{setup, State};
use crate::webex::{endpoint, Client, Failure};

/// The most meetings that one click or one batch of a trigger deletes.
const BATCH: usize = 25;

/// The links of the meetings that would be deleted.
#[inline(never)] // The module contains it once.
pub fn upcoming(state: &State, now: Instant) -> Vec<Link> {
    state.links().filter(|link| link.end > now && !link.state.has_ended()).cloned().collect()
}

/// Whether something can be done about a link now.
fn is_ready(link: &Link, now: Instant) -> bool {
    let from = match link.state {
        LinkState::Wanted(_) | LinkState::Pending => link.at.plus(PENDING_GRACE),
        LinkState::Leaving => link.at,
        _ => now,
    };
    from <= now
}

/// Deletes some of the meetings, and erases everything once none is left. Returns whether another batch can go on at once.
pub fn batch(ports: &Ports<'_>, state: &mut State) -> Result<bool, Error> {
    let now = ports.clock.now();
    let mut links = upcoming(state, now);
    // Recorded first, so that the deletion goes on whatever happens.
    note(ports, state, &links)?;
    state.spent = state.spent.on(now);
    if state.spent.may_fetch() {
        links.retain(|link| is_ready(link, now));
        links.truncate(BATCH);
        leave_to_others(ports, state, &mut links)?;
        let leaving = take_off(ports, state, &links, now)?;
        let steps = leaving.iter().filter_map(|link| due_of(link, state.calendar_of(link), now)).collect();
        carry_out(ports, state, "", &[], steps)?;
        for link in leaving {
            // A meeting that Webex refuses to delete stays there, and the request is not repeated.
            if state.link(&link.event).is_some_and(|link| matches!(link.state, LinkState::Failed(_))) {
                state.remove(&link.event);
            }
        }
    }
    let left = upcoming(state, now);
    if left.is_empty() {
        erase(ports, state)?;
        return Ok(false);
    }
    state.spent.seconds += ports.clock.now().0 - now.0;
    note(ports, state, &left)?;
    Ok(state.spent.may_fetch() && left.iter().any(|link| is_ready(link, now)))
}

/// Records how many are left.
fn note(ports: &Ports<'_>, state: &mut State, left: &[Link]) -> Result<(), HostError> {
    let count = u32::try_from(left.len()).unwrap_or(u32::MAX);
    state.holds = vec![Hold::leave(count)];
    state.save(ports)
}

/// Forgets links to meetings that Webex says somebody else hosts, and leaves their events as they are.
///
/// Only a meeting that Webex would not let the user change can be another host's, such as one that was handed over there.
fn leave_to_others(ports: &Ports<'_>, state: &mut State, links: &mut Vec<Link>) -> Result<(), Error> {
    let is_refused = |link: &&Link| link.state == LinkState::Failed(Refusal::Forbidden) && link.host.is_none();
    let refused: Vec<Link> = links.iter().filter(is_refused).cloned().collect();
    let calls: Vec<_> = refused.iter().filter_map(|link| link.meeting.as_ref().map(endpoint::get_meeting)).collect();
    let webex = state.account.as_ref().map(|account| account.webex.clone()).unwrap_or_default();
    for (link, answer) in refused.iter().zip(Client::new(ports, state).send_all(&calls)?) {
        let host = answer.as_ref().ok().and_then(Meeting::read).and_then(|meeting| meeting.host);
        let is_others = match (&host, &answer) {
            (Some(host), _) => !host.eq_ignore_ascii_case(&webex),
            (None, answer) => matches!(answer, Err(Failure::Forbidden | Failure::NotFound)),
        };
        if is_others {
            state.remove(&link.event);
            links.retain(|other| other.event != link.event);
        }
    }
    Ok(())
}

/// Takes meetings off their events, and returns their links. The link of a meeting that has to wait says when it is due.
fn take_off(ports: &Ports<'_>, state: &mut State, links: &[Link], now: Instant) -> Result<Vec<Link>, Error> {
    let calendars: Vec<String> = state.calendars.iter().map(|watched| watched.id.clone()).collect();
    let calendar = |link: &Link| calendars.get(link.calendar.position()).map_or("", String::as_str);
    let later = now.plus(GRACE);
    let running = running_events(ports, &calendars, links, now)?;
    let names: Vec<(&str, &str)> = links.iter().map(|link| (calendar(link), link.event.as_str())).collect();
    let mut patches = Vec::new();
    let mut leaving: Vec<Link> = Vec::new();
    for (link, read) in links.iter().zip(&calendar::whole(ports, &names)?) {
        let is_itself = |event: &Event| event.id == link.event;
        let is_part = |event: &Event| event.occurrence().is_some_and(|occurrence| occurrence.series == link.event);
        if running.iter().any(is_itself) {
            state.remove(&link.event);
            continue;
        }
        let mut at = if running.iter().any(is_part) { later } else { now };
        match read {
            Ok((event, details)) if at == now && event.status == Status::Active && names_meeting(event, link) => {
                let (calendar, event) = (calendar(link).to_owned(), link.event.clone());
                patches.push(Patch { calendar, event, etag: details.etag.clone(), body: removal(details) });
            }
            Err(error) if is_transient(error) => at = later,
            _ => {}
        }
        // Webex may not have made the meeting yet, so it is looked up, whatever its event shows.
        leaving.push(match link.state {
            LinkState::Wanted(_) | LinkState::Pending => link.becoming(LinkState::Pending, link.at),
            _ => link.becoming(LinkState::Leaving, at),
        });
    }
    for (patch, written) in patches.iter().zip(&calendar::patch_all(ports, &patches)?) {
        if written.as_ref().is_err_and(is_transient) {
            leaving.iter_mut().filter(|link| link.event == patch.event).for_each(|link| link.at = later);
        }
    }
    for link in &leaving {
        state.replace(link.clone());
    }
    Ok(leaving)
}

/// The events that run now in the calendars of the links.
fn running_events(
    ports: &Ports<'_>,
    calendars: &[String],
    links: &[Link],
    now: Instant,
) -> Result<Vec<Event>, HostError> {
    let mut running: Vec<Event> = Vec::new();
    for (position, calendar) in calendars.iter().enumerate() {
        if links.iter().any(|link| link.calendar.position() == position) {
            match calendar::upcoming(ports, calendar, now, now.plus(1)) {
                Err(error) if is_transient(&error) => return Err(error),
                events => running.extend(events.unwrap_or_default()),
            }
        }
    }
    Ok(running)
}

/// Whether an event can perhaps be read or written a little later.
fn is_transient(error: &HostError) -> bool {
    !matches!(error, HostError::NotFound | HostError::Forbidden | HostError::Invalid | HostError::ScopeMissing)
}

/// Revokes the consent, and erases triggers, records and cache.
///
/// Triggers are deleted first. After a later failure no trigger runs, and the person can disconnect again.
#[inline(never)] // An execution without this click does not compile it.
pub fn erase(ports: &Ports<'_>, state: &mut State) -> Result<(), Error> {
    for trigger in ports.triggers.list()? {
        ports.triggers.delete(&trigger.id)?;
    }
    if state.tokens.is_some() {
        if let Some(integration) = setup::load(ports)?.integration {
            // If Webex does not offer it, the permission expires by itself.
            let _ = Client::new(ports, state).send(&endpoint::revoke(&integration.client_id));
        }
    }
    let site = state.account.as_ref().and_then(|account| account.site.clone());
    let mut keys = cached_lists::keys(site.as_deref());
    keys.extend([ROOM.to_owned(), DIRTY.to_owned()]);
    keys.extend(state.calendars.iter().map(|watched| cache::calendar(&watched.id)));
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    ports.cache.remove_all(&keys)?;
    ports.properties.clear()?;
    *state = State::default();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::{DAY, MINUTE};
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::link::Part;
    use crate::model::meeting::MeetingId;
    use crate::model::settings::Kind;

    const NOW: Instant = Instant(1_800_000_000);

    fn link(event: &str, state: LinkState, end: Instant) -> Link {
        let meeting = MeetingId::read("870f51ff287b41be84648412901e0402");
        Link { meeting, state, end, ..Link::pending(event, CalendarIndex::PRIMARY, NOW) }
    }

    /// proves: P12
    #[test]
    fn what_has_a_meeting_of_this_account_and_is_not_over_goes() {
        let failed = [Refusal::Forbidden, Refusal::Rejected, Refusal::Differs(Part::Time), Refusal::Foreign];
        let states = [
            LinkState::Pending,
            LinkState::Waiting,
            LinkState::Attaching,
            LinkState::Linked,
            LinkState::Behind,
            LinkState::Leaving,
            LinkState::Deleted,
            LinkState::Gone,
        ];
        let mut state = State::default();
        for (number, kind) in states.into_iter().chain(failed.map(LinkState::Failed)).enumerate() {
            state.put(link(&["coming", &number.to_string()].concat(), kind, NOW.plus(1))).unwrap();
            state.put(link(&["over", &number.to_string()].concat(), kind, NOW)).unwrap();
        }
        let mut found: Vec<String> = upcoming(&state, NOW).into_iter().map(|link| link.event).collect();
        found.sort();
        let kept = ["coming6", "coming7", "coming11"];
        let mut expected: Vec<String> = (0..12).map(|number| format!("coming{number}")).collect();
        expected.retain(|event| !kept.contains(&event.as_str()));
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_webex_was_just_asked_for_and_what_has_to_wait_is_left_for_later() {
        let at = |state: LinkState, minutes: i64| {
            is_ready(&Link { at: NOW.plus(minutes * MINUTE), ..link("e1", state, NOW.plus(DAY)) }, NOW)
        };
        assert_eq!([0, 1].map(|minutes| at(LinkState::Leaving, minutes)), [true, false]);
        for asked in [LinkState::Wanted(Kind::Meeting), LinkState::Pending] {
            assert_eq!([-2, -1].map(|minutes| at(asked, minutes)), [true, false]);
        }
        assert!(at(LinkState::Behind, 60) && at(LinkState::Linked, 0));
    }
}
