//! Makes the occurrences of a series at Webex those of the calendar, after one of them or the rule changed.
//!
//! Both sides are read: the calendar says what should be, Webex what is. So it does not matter which changes were reported,
//! in what order, or whether Webex has reset its exceptions meanwhile, and doing it twice does nothing the second time.

use crate::error::Error;
use crate::event::{Event, Status};
use crate::google;
use crate::link::{Form, Link, LinkState, Series, EXCEPTIONS_LIMIT, GRACE};
use crate::meeting::Fingerprints;
use crate::port::Ports;
use crate::store::State;
use crate::sync::occurrence::{self, compare, Held, Mend};
use crate::sync::plan::{proposal, Facts, Proposal, Step};
use crate::sync::series::{shape, HORIZON, OWN_HORIZON};
use crate::time::{Instant, Offsets, DAY};
use crate::webex::endpoint::{self, Call, MeetingPatch, Rule};
use crate::webex::Client;

/// The most series that one batch compares.
const AT_ONCE: usize = 10;
/// How far beyond the window Webex's list reaches, in seconds, so that an occurrence that was moved out of it is found.
const MARGIN: i64 = 35 * DAY;
/// The most occurrences that are changed one by one before a standing meeting serves better.
const MOST_MENDS: usize = 60;

/// After so many seconds a series is compared again, though nothing was reported of it: what lies beyond the window comes nearer.
const RULE_LIFE: i64 = 7 * DAY;
/// The same for one whose next occurrences have meetings of their own.
const EACH_LIFE: i64 = DAY;

/// A series as both sides have it.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// Its link.
    pub link: Link,
    /// Its event.
    pub event: Event,
    /// The calendar's occurrences.
    pub events: Vec<Event>,
    /// Webex's.
    pub held: Vec<Held>,
}

/// Reads the series that have to be compared: the calendar's side in one round trip, then Webex's in one for each hundred occurrences.
pub fn gather(ports: &Ports<'_>, state: &mut State, calendar: &str, place: u8) -> Result<Vec<Gathered>, Error> {
    let now = ports.clock.now();
    let links: Vec<Link> =
        state.links().filter(|link| link.calendar == place && wants(link, now)).take(AT_ONCE).cloned().collect();
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = links.iter().map(|link| link.event.as_str()).collect();
    let read = google::series(ports, calendar, &ids, now.plus(-DAY), now.plus(HORIZON))?;
    let mut gathered: Vec<Gathered> = Vec::new();
    for (link, read) in links.into_iter().zip(read) {
        match read {
            Ok((event, events)) => gathered.push(Gathered { link, event, events, held: Vec::new() }),
            // A series that is gone is reported as an event of its own; anything else is asked for again by the next run.
            Err(error) => ports.log.write(&["sync: series not read: ", &error.to_string()].concat()),
        }
    }
    let call = |gathered: &Gathered| {
        let meeting = gathered.link.meeting.as_ref().filter(|_| has_occurrences(&gathered.link));
        meeting.map(|meeting| endpoint::list_occurrences(meeting, now, now.plus(HORIZON + MARGIN)))
    };
    let (places, calls): (Vec<usize>, Vec<Call>) =
        gathered.iter().enumerate().filter_map(|(place, gathered)| Some((place, call(gathered)?))).unzip();
    let lists = Client::new(ports, state).list_all(&calls)?;
    let mut unread = Vec::new();
    for (place, list) in places.into_iter().zip(lists) {
        match list {
            Ok(items) => gathered[place].held = items.iter().filter_map(Held::read).collect(),
            Err(_) => unread.push(place),
        }
    }
    for place in unread.into_iter().rev() {
        gathered.remove(place);
    }
    Ok(gathered)
}

/// Whether a link's series has to be compared.
pub fn wants(link: &Link, now: Instant) -> bool {
    let Some(series) = &link.series else { return false };
    let life = match series.form {
        Form::Rule => RULE_LIFE,
        Form::Each => EACH_LIFE,
        Form::Standing | Form::Empty => i64::MAX,
    };
    match link.state {
        LinkState::Linked => link.end > now && (!series.is_settled || link.at.plus(life) <= now),
        LinkState::Failed(_) => link.end > now && !series.is_settled,
        LinkState::Leaving | LinkState::Deleted => series.form == Form::Empty && !series.is_settled,
        LinkState::Pending | LinkState::Waiting | LinkState::Attaching | LinkState::Behind | LinkState::Gone => false,
    }
}

fn has_occurrences(link: &Link) -> bool {
    let form = link.series.as_ref().map(|series| series.form);
    matches!(form, Some(Form::Rule | Form::Empty)) && link.state != LinkState::Deleted
}

/// What has to happen to one series and its occurrences.
pub fn decide(gathered: Gathered, stands_alone: impl Fn(&Event) -> bool, facts: &Facts<'_>) -> Option<Step> {
    let Gathered { link, event, events, held } = gathered;
    let known = link.series.as_ref()?;
    if event.status == Status::Cancelled || !occurrence::shows_meeting(&event) {
        // Its own change is on its way.
        return None;
    }
    let shape = shape(&event, facts)?;
    let time = Fingerprints::of(&event, facts.host, "", facts.calendar_zone).time;
    if time != link.told.time {
        // Webex has not been told the rule yet; its occurrences are compared when it knows it.
        return None;
    }
    let series = |form: Form, is_settled: bool| {
        let exceptions = exceptions(&events, &known.base, facts);
        Some(Series { form, is_settled, exceptions, ..known.clone() })
    };
    let takes_part = |event: &&Event| event.status == Status::Active && occurrence::shows_meeting(event);
    let is_whole = shape.end < facts.now.plus(HORIZON);
    if is_whole && !events.iter().any(|event| takes_part(&event)) && !events.is_empty() {
        let (state, at) = match link.state {
            LinkState::Leaving | LinkState::Deleted => (link.state, link.at),
            _ => (LinkState::Leaving, facts.now.plus(GRACE)),
        };
        return Some(Step::Note(Link { series: series(Form::Empty, true), ..link.becoming(state, at) }));
    }
    if link.state == LinkState::Deleted {
        let Proposal { draft, guests, told, end, series } = proposal(&event, facts)?;
        let link = Link { end, series, ..link.becoming(LinkState::Pending, facts.now) };
        return Some(Step::Create { draft, link, guests, told, asked_before: false });
    }
    let form = if known.form == Form::Empty { Form::Rule } else { known.form };
    let utc = Offsets(vec![(Instant(0), 0)]);
    let guests = event.invitees(facts.host);
    let compared = occurrence::Series {
        guests: &guests,
        skipped: &shape.skipped,
        offsets: facts.zones.get(&shape.slot.zone).unwrap_or(&utc),
        from: facts.now,
        to: facts.now.plus(HORIZON),
        own_until: (form == Form::Each).then(|| facts.now.plus(OWN_HORIZON)),
    };
    let mends = compare(&events, &held, &compared, stands_alone, facts);
    let then = Link { series: series(form, true), ..link.becoming(LinkState::Linked, facts.now) };
    let alone = |mend: &&Mend| matches!(mend, Mend::Alone { id: None, .. });
    let strangers = mends.iter().filter(alone).count();
    let is_other_rule = strangers > 3 && strangers * 5 > events.len();
    let is_better_standing = form == Form::Rule && (is_other_rule || mends.len() > MOST_MENDS);
    if let Some(standing) = shape.standing.filter(|_| is_better_standing) {
        // Webex understood the rule otherwise, or so much differs that one meeting for all days serves better.
        let patch = MeetingPatch { slot: Some(shape.slot), rule: Some(Rule::Set(standing)), title: None };
        let then = Link { series: series(Form::Standing, true), ..then };
        return Some(Step::Follow { meeting: link.meeting.clone()?, patch, standing: None, guests: None, then });
    }
    if mends.is_empty() {
        return Some(Step::Note(then));
    }
    let leaving = mends.iter().filter_map(|mend| match mend {
        Mend::Alone { event, .. } | Mend::Patch { event, .. } => Some(*event),
        Mend::Delete(_) | Mend::Invite { .. } | Mend::Show { .. } => None,
    });
    let alone = leaving.filter_map(|place| Some((place, proposal(events.get(place)?, facts)?))).collect();
    Some(Step::Settle { mends, events, alone, then })
}

/// The occurrences that differ from their rule, as far as they are still to come.
fn exceptions(events: &[Event], base: &str, facts: &Facts<'_>) -> Vec<(Instant, String)> {
    let mut found: Vec<(Instant, String)> = Vec::new();
    for event in events {
        let original = event.occurrence().and_then(|occurrence| occurrence.original.as_ref()).map(occurrence::key);
        let print = occurrence::print(event, facts);
        match original {
            Some(original) if print != base && found.len() < EXCEPTIONS_LIMIT => found.push((original, print)),
            _ => {}
        }
    }
    found
}
