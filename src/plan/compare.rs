//! Compares the occurrences of a series at Webex with the calendar's: what makes the one equal the other.
//!
//! An occurrence's key is when the rule put it, never where it is now, and never Webex's id of it, which may change with a move.

use crate::base::json::Json;
use crate::base::time::{Instant, Offsets};
use crate::model::event::{Event, Status};
use crate::model::fingerprint::topic;
use crate::model::meeting::{webex_url, Meeting, MeetingId, MeetingPatch};
use crate::model::slot::{EventTime, Slot};
use crate::plan::facts::Facts;
use crate::plan::occurrence_key::shows_meeting;
use crate::plan::proposal::Guests;
use crate::plan::step::OccurrenceFix;

/// An occurrence as Webex has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebexOccurrence {
    /// Its id.
    pub id: MeetingId,
    /// When it starts.
    pub start: Instant,
    /// When it ends.
    pub end: Instant,
    /// Its title.
    pub title: String,
    /// How it is joined, which may be its own way.
    pub meeting: Option<Meeting>,
}

impl WebexOccurrence {
    /// Reads Webex's object.
    pub fn read(json: &Json) -> Option<WebexOccurrence> {
        Some(WebexOccurrence {
            id: MeetingId::read(json.get("id").text()?)?,
            start: Instant::parse(json.get("start").text()?)?,
            end: Instant::parse(json.get("end").text()?)?,
            title: json.get("title").text().unwrap_or_default().to_owned(),
            meeting: Meeting::read(json),
        })
    }
}

/// What a comparison has to know of the series.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The guests of the series, which its occurrences share unless they have their own.
    pub guests: &'a [String],
    /// Dates that the rule has at Webex and the calendar's lines leave out.
    pub skipped: &'a [Instant],
    /// The offsets of the series' zone.
    pub offsets: &'a Offsets,
    /// From when on occurrences are compared.
    pub from: Instant,
    /// Until when.
    pub to: Instant,
    /// Until when every occurrence gets a meeting of its own, if the user wants that.
    pub own_until: Option<Instant>,
}

/// The difference between the calendar's occurrences and those that Webex has.
///
/// `stands_alone` tells which occurrences have a link of their own.
pub fn compare(
    events: &[Event],
    held: &[WebexOccurrence],
    series: &Window<'_>,
    stands_alone: &dyn Fn(&Event) -> bool,
    facts: &Facts<'_>,
) -> Vec<OccurrenceFix> {
    let mut fixes = Vec::new();
    let mut is_free: Vec<bool> = vec![true; held.len()];
    let originals: Vec<Option<Instant>> = events.iter().map(|event| original(event, series.offsets)).collect();
    let slots: Vec<Option<Slot>> = events.iter().map(|event| slot(event, facts)).collect();
    let mut partner: Vec<Option<usize>> = vec![None; events.len()];
    // Those that stand where they should, then those that still stand where the rule put them, then whatever lies between.
    for pass in 0..3 {
        for (place, event) in events.iter().enumerate() {
            if partner[place].is_some() {
                continue;
            }
            let Some(original) = originals[place] else { continue };
            let is_active = event.status == Status::Active && !stands_alone(event) && shows_meeting(event);
            let wanted = match pass {
                0 => slots[place].as_ref().filter(|_| is_active).map(|slot| (slot.start, slot.start)),
                1 => Some((original, original)),
                _ => Some(interval(original, &originals, series.offsets)),
            };
            let Some((low, high)) = wanted else { continue };
            let found =
                held.iter().enumerate().position(|(at, held)| is_free[at] && low <= held.start && held.start <= high);
            if let Some(found) = found {
                is_free[found] = false;
                partner[place] = Some(found);
            }
        }
    }
    for (place, event) in events.iter().enumerate() {
        let held = partner[place].map(|found| &held[found]);
        let Some(original) = originals[place] else { continue };
        let is_alone = stands_alone(event);
        if event.status == Status::Cancelled || is_alone || !shows_meeting(event) {
            fixes.extend(held.map(|held| OccurrenceFix::Delete(held.id.clone())));
            continue;
        }
        let Some(slot) = &slots[place] else { continue };
        let is_ahead = slot.start > series.from && slot.start < series.to;
        if !is_ahead {
            continue;
        }
        let is_own = series.own_until.is_some_and(|until| slot.start < until);
        let Some(held) = held.filter(|_| !is_own) else {
            // Where one meeting serves all days, only what gets its own is looked at.
            if is_own || series.own_until.is_none() {
                fixes.push(OccurrenceFix::Detach { id: None, event: place });
            }
            continue;
        };
        if series.own_until.is_some() {
            continue;
        }
        let stays = stays_in_interval(slot.start, original, &originals, series.offsets);
        if !stays {
            fixes.push(OccurrenceFix::Detach { id: Some(held.id.clone()), event: place });
            continue;
        }
        let title = topic(event, facts.neutral_title);
        let is_moved = (held.start, held.end) != (slot.start, slot.end);
        let patch = MeetingPatch {
            title: (held.title != title).then_some(title),
            slot: is_moved.then(|| slot.clone()),
            rule: None,
        };
        if patch != MeetingPatch::default() {
            fixes.push(OccurrenceFix::Patch { id: held.id.clone(), patch, event: place });
        }
        let wanted = event.invitees(facts.host);
        if wanted != series.guests {
            let guests = Guests { wanted, is_partial: event.guests_omitted, none_so_far: false };
            fixes.push(OccurrenceFix::Invite { id: held.id.clone(), guests });
        }
        let shown = event.video_uri.as_deref().and_then(webex_url);
        if let (Some(shown), Some(own)) = (shown, &held.meeting) {
            if shown != own.web_link {
                fixes.push(OccurrenceFix::Show { meeting: own.clone(), event: place });
            }
        }
    }
    let is_left_out = |held: &WebexOccurrence| series.skipped.contains(&held.start);
    let stray = held.iter().enumerate().filter(|(at, held)| is_free[*at] && is_left_out(held));
    fixes.extend(stray.map(|(_, held)| OccurrenceFix::Delete(held.id.clone())));
    fixes
}

/// When the rule put an occurrence, as an instant of the series' zone.
fn original(event: &Event, offsets: &Offsets) -> Option<Instant> {
    match event.occurrence()?.original.as_ref()? {
        EventTime::At(instant, _) => Some(*instant),
        EventTime::Date(day) => Some(offsets.instant(day.and_time(chrono::NaiveTime::MIN))),
    }
}

fn slot(event: &Event, facts: &Facts<'_>) -> Option<Slot> {
    let (start, end) = event.times()?;
    Some(Slot::of(start, end, facts.calendar_zone, facts.zones))
}

/// The days from an occurrence's own to the next one's, within which Webex lets it start.
///
/// <https://developer.webex.com/docs/api/v1/meetings/patch-a-meeting>
fn interval(original: Instant, originals: &[Option<Instant>], offsets: &Offsets) -> (Instant, Instant) {
    let next = originals.iter().flatten().filter(|other| **other > original).min();
    let high = next.map_or(Instant(i64::MAX), |next| midnight(*next, offsets).plus(-1));
    (midnight(original, offsets), high)
}

fn stays_in_interval(start: Instant, original: Instant, originals: &[Option<Instant>], offsets: &Offsets) -> bool {
    let (low, high) = interval(original, originals, offsets);
    let is_first = originals.iter().flatten().all(|other| *other >= original);
    start <= high && (low <= start || is_first)
}

fn midnight(instant: Instant, offsets: &Offsets) -> Instant {
    offsets.instant(offsets.local(instant).date().and_time(chrono::NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::DAY;
    use crate::model::event::Conference;
    use crate::plan::example::{all, all_held, at, cancelled, foreign, held, moved, plain, week, with_facts};

    /// A difference in one line. Webex's occurrences are named by the week that they stand in.
    fn said(fix: &OccurrenceFix) -> String {
        let name = |id: &MeetingId| {
            let start: i64 = id.as_str().trim_start_matches("m_").parse().unwrap();
            (0..4).find(|number| week(*number).0 == start).map_or("elsewhere".to_owned(), |number| number.to_string())
        };
        match fix {
            OccurrenceFix::Patch { id, patch, event } => {
                let title = patch.title.as_ref().map(|title| format!(" title={title}")).unwrap_or_default();
                let time =
                    patch.slot.as_ref().map(|slot| format!(" start={}", slot.start.rfc3339())).unwrap_or_default();
                format!("patch {} for {event}{title}{time}", name(id))
            }
            OccurrenceFix::Invite { id, guests } => format!("invite {} {}", name(id), guests.wanted.join(",")),
            OccurrenceFix::Delete(id) => format!("delete {}", name(id)),
            OccurrenceFix::Detach { id, event } => {
                format!("alone {event} from {}", id.as_ref().map_or("nothing".into(), name))
            }
            OccurrenceFix::Show { meeting, event } => format!("show {event} {}", meeting.web_link),
        }
    }

    fn differences(events: &[Event], held: &[WebexOccurrence], own: &[&str], skipped: &[Instant]) -> Vec<String> {
        with_facts(|facts| {
            let guests = ["guest-1@example.com".to_owned()];
            let series = Window {
                guests: &guests,
                skipped,
                offsets: facts.zones.get("Europe/Paris").unwrap(),
                from: facts.now,
                to: facts.now.plus(370 * DAY),
                own_until: None,
            };
            let fixes = compare(events, held, &series, &|event| own.contains(&event.id.as_str()), facts);
            fixes.iter().map(said).collect()
        })
    }

    #[track_caller]
    fn check(number: usize, event: Event, expected: &[&str]) {
        let mut events = all();
        events[number] = event;
        assert_eq!(differences(&events, &all_held(), &[], &[]), expected);
    }

    /// proves: E35, E36
    #[test]
    fn only_what_differs_of_an_occurrence_is_mended() {
        assert_eq!(differences(&all(), &all_held(), &[], &[]), [""; 0]);
        check(1, moved(1, at("2026-12-08T14:00:00Z")), &["patch 1 for 1 start=2026-12-08T14:00:00Z"]);
        check(1, Event { title: Some("Special".into()), ..plain(1) }, &["patch 1 for 1 title=Special"]);
        let detached = Event { guests: vec![], ..plain(1) };
        check(1, detached, &["invite 1 "]);
    }

    /// proves: E37, E52
    #[test]
    fn what_was_cancelled_or_has_no_meeting_any_more_is_deleted() {
        check(2, cancelled(2), &["delete 2"]);
        check(2, foreign(plain(2)), &["delete 2"]);
        check(2, Event { conference: Conference::None, ..plain(2) }, &["delete 2"]);
        let gone: Vec<WebexOccurrence> = [0, 1, 3].map(|number| held(week(number))).to_vec();
        let events: Vec<Event> = [plain(0), plain(1), cancelled(2), plain(3)].to_vec();
        assert_eq!(differences(&events, &gone, &[], &[]), [""; 0], "nothing the second time");
    }

    /// proves: E36
    #[test]
    fn an_occurrence_is_known_by_where_it_was_put_and_found_where_it_is() {
        let there = at("2026-12-10T14:00:00Z");
        let events = [plain(0), moved(1, there), plain(2), plain(3)];
        let at_webex = [held(week(0)), held(there), held(week(2)), held(week(3))];
        assert_eq!(differences(&events, &at_webex, &[], &[]), [""; 0]);
        // It moves again: Webex has it somewhere between its own day and the next one.
        let again = [plain(0), moved(1, at("2026-12-11T08:00:00Z")), plain(2), plain(3)];
        assert_eq!(differences(&again, &at_webex, &[], &[]), ["patch elsewhere for 1 start=2026-12-11T08:00:00Z"]);
    }

    /// proves: E36
    #[test]
    fn what_leaves_its_interval_or_is_missing_gets_a_meeting_of_its_own() {
        check(1, moved(1, at("2026-12-17T14:00:00Z")), &["alone 1 from 1"]);
        check(1, moved(1, at("2026-12-07T14:00:00Z")), &["alone 1 from 1"]);
        // Nothing lies before the first and behind the last.
        check(0, moved(0, at("2026-11-30T14:00:00Z")), &["patch 0 for 0 start=2026-11-30T14:00:00Z"]);
        check(3, moved(3, at("2027-02-01T14:00:00Z")), &["patch 3 for 3 start=2027-02-01T14:00:00Z"]);
        let three: Vec<WebexOccurrence> = [0, 1, 3].map(|number| held(week(number))).to_vec();
        assert_eq!(differences(&all(), &three, &[], &[]), ["alone 2 from nothing"]);
        let id = plain(2).id;
        assert_eq!(differences(&all(), &three, &[&id], &[]), [""; 0]);
        assert_eq!(differences(&all(), &all_held(), &[&id], &[]), ["delete 2"]);
    }

    /// proves: E46
    #[test]
    fn a_date_that_the_lines_leave_out_is_deleted() {
        let events = [plain(0), plain(1), plain(3)];
        assert_eq!(differences(&events, &all_held(), &[], &[week(2)]), ["delete 2"]);
        assert_eq!(differences(&events, &all_held(), &[], &[]), [""; 0]);
    }

    #[test]
    fn an_occurrence_that_has_its_own_link_shows_it() {
        let json = Json::parse(r#"{"id":"m1","webLink":"https://a.webex.com/own"}"#).unwrap();
        let mut at_webex = all_held();
        at_webex[1].meeting = Meeting::read(&json);
        let shown = |link: &str| {
            let mut events = all();
            events[1].video_uri = Some(link.to_owned());
            differences(&events, &at_webex, &[], &[])
        };
        assert_eq!(shown("https://a.webex.com/series"), ["show 1 https://a.webex.com/own"]);
        assert_eq!(shown("https://a.webex.com/own"), [""; 0]);
    }
}
