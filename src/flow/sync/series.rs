//! Reads the series that have to be compared, from both sides. [`crate::plan::reconcile`] decides what follows.

use crate::base::time::DAY;
use crate::flow::error::Error;
use crate::google::calendar;
use crate::model::calendar_index::CalendarIndex;
use crate::model::link::{Link, LinkState, SeriesMode};
use crate::plan::compare::WebexOccurrence;
use crate::plan::reconcile::{needs_reconcile, Gathered};
use crate::plan::shape::HORIZON;
use crate::port::Ports;
use crate::store::State;
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The most series that one batch compares.
const AT_ONCE: usize = 10;
/// How far beyond the window Webex's list reaches, in seconds, so that it contains occurrences that were moved out of the window.
const MARGIN: i64 = 35 * DAY;

/// Reads the series that have to be compared: the calendar's side in one round trip, then Webex's in one for each hundred occurrences.
pub fn gather(
    ports: &Ports<'_>,
    state: &mut State,
    calendar: &str,
    calendar_index: CalendarIndex,
) -> Result<Vec<Gathered>, Error> {
    let now = ports.clock.now();
    let links: Vec<Link> = state
        .links()
        .filter(|link| link.calendar == calendar_index && needs_reconcile(link, now))
        .take(AT_ONCE)
        .cloned()
        .collect();
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<&str> = links.iter().map(|link| link.event.as_str()).collect();
    let read = calendar::series(ports, calendar, &ids, now.plus(-DAY), now.plus(HORIZON))?;
    let mut gathered: Vec<Gathered> = Vec::new();
    for (link, read) in links.into_iter().zip(read) {
        match read {
            Ok((event, events)) => gathered.push(Gathered { link, event, events, webex: Vec::new() }),
            // A deleted series is reported as a change of its own. After other errors the next run reads it again.
            Err(error) => ports.log.write(&["sync: series not read: ", &error.to_string()].concat()),
        }
    }
    let call = |gathered: &Gathered| {
        let meeting = gathered.link.meeting.as_ref().filter(|_| has_occurrences(&gathered.link));
        meeting.map(|meeting| endpoint::list_occurrences(meeting, now, now.plus(HORIZON + MARGIN)))
    };
    let (listed, calls): (Vec<usize>, Vec<Call>) =
        gathered.iter().enumerate().filter_map(|(index, gathered)| Some((index, call(gathered)?))).unzip();
    let lists = Client::new(ports, state).list_all(&calls)?;
    let mut unread = Vec::new();
    for (index, list) in listed.into_iter().zip(lists) {
        match list {
            Ok(items) => gathered[index].webex = items.iter().filter_map(WebexOccurrence::read).collect(),
            // Webex may have deleted the series with its last occurrence.
            Err(Failure::NotFound) if is_empty(&gathered[index].link) => {}
            Err(_) => unread.push(index),
        }
    }
    for index in unread.into_iter().rev() {
        gathered.remove(index);
    }
    Ok(gathered)
}

fn has_occurrences(link: &Link) -> bool {
    let mode = link.series.as_ref().map(|series| series.mode);
    matches!(mode, Some(SeriesMode::Rule | SeriesMode::Empty)) && link.state != LinkState::Deleted
}

fn is_empty(link: &Link) -> bool {
    link.series.as_ref().is_some_and(|series| series.mode == SeriesMode::Empty)
}
