//! Follows a calendar: takes the lock, gathers what changed, plans, carries out, saves, and goes on while more remains.
//!
//! * State is read after the lock is held; the lock is given back after each batch.
//! * The calendar's sync token is saved last, and only when nothing of its changes remains.
//! * A run that can't have the lock leaves a mark, and its holder looks at the calendar once more.

use crate::error::Error;
use crate::event::{Conference, Event, Status};
use crate::google::{self, Delta};
use crate::i18n::{Catalog, Message};
use crate::link::{Link, LinkState};
use crate::meeting::MeetingId;
use crate::port::{HostError, Ports};
use crate::settings::Settings;
use crate::store::{State, Want, DIRTY};
use crate::sync::act::{carry_out, Progress};
use crate::sync::plan::{self, collect_orphan, due, wants_rereading, Facts, Step};
use crate::table::sorted;
use crate::time::{is_zone_name, Instant, Zones, DAY};

/// How long a trigger waits for the lock, in milliseconds.
const LOCK_WAIT: u32 = 30_000;
/// The most steps with a round trip that one batch takes.
const BATCH: usize = 50;
/// The most events that one batch reads again.
const REREADINGS: usize = 50;
/// After so many seconds a run begins no other batch: three quarters of Google's six minutes.
const RUN_LIMIT: i64 = 270;
/// How long the mark of a run that could not have the lock stays in the cache, in seconds.
const MARK_LIFE: u32 = 600;

/// Follows one calendar, after Google said that it changed.
pub fn follow_calendar(ports: &Ports<'_>, calendar: &str) -> Result<(), Error> {
    let started = ports.clock.now();
    while batch(ports, Pick::Id(calendar))?.remains && ports.clock.now() < started.plus(RUN_LIMIT) {}
    Ok(())
}

/// Follows every calendar that is watched: the hourly sweep, which misses nothing that a trigger missed.
pub fn follow_all(ports: &Ports<'_>) -> Result<(), Error> {
    let started = ports.clock.now();
    let mut place = 0;
    while ports.clock.now() < started.plus(RUN_LIMIT) {
        let outcome = batch(ports, Pick::Place(place))?;
        if !outcome.remains {
            place += 1;
        }
        if place >= outcome.calendars {
            break;
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Pick<'a> {
    Id(&'a str),
    Place(usize),
}

struct Outcome {
    remains: bool,
    calendars: usize,
}

fn batch(ports: &Ports<'_>, pick: Pick<'_>) -> Result<Outcome, Error> {
    if !ports.lock.acquire(LOCK_WAIT)? {
        let now = ports.clock.now().0.to_string();
        ports.cache.put_all(&[(DIRTY, now)], MARK_LIFE)?;
        ports.log.write("sync: lock held elsewhere, left a mark");
        return Ok(Outcome { remains: false, calendars: 0 });
    }
    let outcome = locked_batch(ports, pick);
    // The lock must not outlive the batch, whatever came of it.
    let released = ports.lock.release();
    let outcome = outcome?;
    released?;
    Ok(outcome)
}

fn locked_batch(ports: &Ports<'_>, pick: Pick<'_>) -> Result<Outcome, Error> {
    let started = ports.clock.now();
    let mut state = State::load(ports, Want::AllLinks)?.locked();
    state.fold_intents();
    if state.account.is_none() || state.tokens.is_none() {
        // Nothing is lost: the sync token stays where it is until the user has signed in.
        ports.log.write("sync: signed out");
        return Ok(Outcome { remains: false, calendars: 0 });
    }
    let place = match pick {
        Pick::Id(calendar) => usize::from(state.calendar_index(calendar)),
        Pick::Place(place) => place,
    };
    let calendars = state.calendars.len();
    let Some(watched) = state.calendars.get(place).cloned() else {
        return Ok(Outcome { remains: false, calendars });
    };
    let mut delta = match google::changes(ports, &watched.id, watched.sync_token.as_deref()) {
        Ok(delta) => delta,
        Err(HostError::NotFound | HostError::Forbidden) => {
            ports.log.write("sync: calendar can't be read, its meetings stay");
            return Ok(Outcome { remains: false, calendars });
        }
        Err(error) => return Err(error.into()),
    };
    let place_code = u8::try_from(place).unwrap_or(u8::MAX);
    let reread = reread(ports, &state, place_code, &watched.id, &mut delta)?;
    let (steps, is_cut) = steps(ports, &state, place_code, &watched.id, &delta, reread.orphans);
    log(ports, &delta, &steps);
    let progress = carry_out(ports, &mut state, &watched.id, &delta.events, steps)?;
    let remains = is_cut || reread.remains;
    if progress == Progress::Complete && !remains {
        if let Some(watched) = state.calendars.get_mut(place) {
            watched.sync_token = delta.sync_token.or(watched.sync_token.take());
            watched.name = delta.name.or(watched.name.take());
        }
    }
    state.save(ports)?;
    let mark = ports.cache.get_all(&[DIRTY])?;
    let marked = mark.get(DIRTY).and_then(|text| text.parse().ok()).is_some_and(|at: i64| at >= started.0);
    Ok(Outcome { remains: remains || marked, calendars })
}

struct Rereading {
    orphans: Vec<Step>,
    remains: bool,
}

/// Reads again the events of links that wait for something, and of links that a full list lacks: absence is confirmed before it counts.
fn reread(ports: &Ports<'_>, state: &State, place: u8, calendar: &str, delta: &mut Delta) -> Result<Rereading, Error> {
    let now = ports.clock.now();
    let reported = sorted(delta.events.iter().map(|event| event.id.as_str()));
    let is_missed = |link: &Link| {
        let is_kept =
            matches!(link.state, LinkState::Linked | LinkState::Behind | LinkState::Attaching | LinkState::Failed(_));
        delta.is_full && is_kept && link.end > now.plus(-DAY)
    };
    let wanted: Vec<Link> = state
        .links()
        .filter(|link| link.calendar == place && (wants_rereading(link, now) || is_missed(link)))
        .filter(|link| reported.binary_search(&link.event.as_str()).is_err())
        .cloned()
        .collect();
    let remains = wanted.len() > REREADINGS;
    let wanted: Vec<Link> = wanted.into_iter().take(REREADINGS).collect();
    let names: Vec<(&str, &str)> = wanted.iter().map(|link| (calendar, link.event.as_str())).collect();
    let mut orphans = Vec::new();
    for (link, result) in wanted.iter().zip(google::events(ports, &names)?) {
        match result {
            Ok(event) => match shown(&event, link) {
                Shown::Meeting => delta.events.push(event),
                Shown::Nothing => orphans.extend(collect_orphan(link, None, now)),
                Shown::Earlier(earlier) => orphans.extend(collect_orphan(link, Some(&earlier), now)),
            },
            Err(HostError::NotFound) => orphans.extend(collect_orphan(link, None, now)),
            // It can't be told now; the next sweep asks again.
            Err(_) => {}
        }
    }
    Ok(Rereading { orphans, remains })
}

/// What an event that was read again shows of its link's meeting.
enum Shown {
    /// The meeting, or what the plan has to decide about.
    Meeting,
    /// Nothing of it.
    Nothing,
    /// Another one, in whose place the link's meeting was asked for.
    Earlier(MeetingId),
}

fn shown(event: &Event, link: &Link) -> Shown {
    match &event.conference {
        _ if event.status == Status::Cancelled => Shown::Nothing,
        _ if link.state != LinkState::Waiting => Shown::Meeting,
        Conference::Ours { event: named, .. } if *named != event.id => Shown::Meeting,
        Conference::Ours { meeting, .. } if link.meeting.as_ref() != Some(meeting) => Shown::Earlier(meeting.clone()),
        Conference::Ours { .. } => Shown::Meeting,
        Conference::None | Conference::PersonalRoom | Conference::Foreign => Shown::Nothing,
    }
}

fn steps(
    ports: &Ports<'_>,
    state: &State,
    place: u8,
    calendar: &str,
    delta: &Delta,
    orphans: Vec<Step>,
) -> (Vec<Step>, bool) {
    let now = ports.clock.now();
    let linked =
        |event: &&Event| state.link(&event.id).is_some() || matches!(event.conference, Conference::Ours { .. });
    let zones = zones(ports, delta.events.iter().filter(linked), &delta.zone);
    let account = state.account.clone().unwrap_or_default();
    let catalog = Catalog::for_locale(account.locale.as_deref().unwrap_or_default());
    let facts = Facts {
        now,
        calendar,
        calendar_index: place,
        calendar_zone: &delta.zone,
        zones: &zones,
        host: &account.webex,
        site: account.site.as_deref(),
        settings: &state.settings,
        neutral_title: &catalog.say(&Message::MeetingTitle),
    };
    let mut steps = plan::plan(&delta.events, |event| state.link(event), &facts);
    // A grace time ends also where the calendar reports the event for the first time since.
    let decided = sorted(steps.iter().map(|step| step.event().to_owned()));
    let links = state.links().filter(|link| link.calendar == place && decided.binary_search(&link.event).is_err());
    steps.extend(due(links, |link| state.calendar_of(link), now));
    steps.extend(orphans);
    let mut taken = 0;
    let before = steps.len();
    steps.retain(|step| {
        let is_local = matches!(step, Step::Note(_) | Step::Forget(_));
        taken += usize::from(!is_local);
        is_local || taken <= BATCH
    });
    let is_cut = steps.len() < before;
    (steps, is_cut)
}

/// Asks the host for the offsets of every zone that the events name.
pub fn zones<'a>(ports: &Ports<'_>, events: impl IntoIterator<Item = &'a Event>, calendar_zone: &'a str) -> Zones {
    let spans = plan::zones_of(events, calendar_zone);
    let offsets = |zone: &str, from: Instant, to: Instant| (zone.to_owned(), ports.clock.offsets(zone, from, to));
    // Google takes any name and answers with UTC for one that it doesn't know.
    let named = spans.into_iter().filter(|(zone, _, _)| is_zone_name(zone));
    Zones(named.map(|(zone, from, to)| offsets(zone, from, to)).collect())
}

fn log(ports: &Ports<'_>, delta: &Delta, steps: &[Step]) {
    let (events, steps) = (delta.events.len().to_string(), steps.len().to_string());
    ports.log.write(&["sync: ", &events, " changes, ", &steps, " steps"].concat());
}

/// How an event's meeting stands, and since or until when.
type Standing = Option<(LinkState, Instant)>;

/// Brings one event's meeting in step at once, for the button on its card, and says how it stands then.
pub fn follow_event(ports: &Ports<'_>, calendar: &str, id: &str, lock_wait: u32) -> Result<Standing, Error> {
    if !ports.lock.acquire(lock_wait)? {
        return Err(Error::Busy);
    }
    let result = follow_event_locked(ports, calendar, id);
    ports.lock.release()?;
    result
}

fn follow_event_locked(ports: &Ports<'_>, calendar: &str, id: &str) -> Result<Standing, Error> {
    let mut state = State::load(ports, Want::LinkOf(id))?.locked();
    let account = state.account.clone().ok_or(crate::webex::Failure::SignedOut)?;
    let event = google::event(ports, calendar, id)?;
    let place = state.calendar_index(calendar);
    let settings: Settings = state.settings.clone();
    let calendar_zone = account.zone.clone().unwrap_or_default();
    let zones = zones(ports, [&event], &calendar_zone);
    let catalog = Catalog::for_locale(account.locale.as_deref().unwrap_or_default());
    let facts = Facts {
        now: ports.clock.now(),
        calendar,
        calendar_index: place,
        calendar_zone: &calendar_zone,
        zones: &zones,
        host: &account.webex,
        site: account.site.as_deref(),
        settings: &settings,
        neutral_title: &catalog.say(&Message::MeetingTitle),
    };
    // The person asks once more for what Webex has refused.
    let link = state.link(id).map(|link| Link { told: link.known(), ..link.clone() });
    let steps: Vec<Step> = plan::decide(&event, link.as_ref(), &facts).into_iter().collect();
    carry_out(ports, &mut state, calendar, core::slice::from_ref(&event), steps)?;
    state.save(ports)?;
    Ok(state.link(id).map(|link| (link.state, link.at)))
}
