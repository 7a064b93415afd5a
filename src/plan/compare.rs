//! Compares the occurrences of a series at Webex with the calendar's, and finds the fixes that make Webex's equal them.
//!
//! An occurrence is identified by the start that the rule gives it. Its current start and Webex's id for it change when it is moved.

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
    /// How it is joined, which may differ from the series.
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

/// What a comparison needs of the series.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The guests of the series, which its occurrences share unless they have their own.
    pub guests: &'a [String],
    /// Dates that the rule gives at Webex and the calendar excludes.
    pub skipped: &'a [Instant],
    /// The offsets of the series' zone.
    pub offsets: &'a Offsets,
    /// The beginning of the window in which occurrences are compared.
    pub from: Instant,
    /// The end of the window.
    pub to: Instant,
    /// The end of the time in which every occurrence gets a meeting of its own, if the user chose that.
    pub own_until: Option<Instant>,
}

/// The difference between the calendar's occurrences and those that Webex has.
///
/// `stands_alone` says which occurrences have a link of their own.
pub fn compare(
    events: &[Event],
    webex: &[WebexOccurrence],
    window: &Window<'_>,
    stands_alone: &dyn Fn(&Event) -> bool,
    facts: &Facts<'_>,
) -> Vec<OccurrenceFix> {
    let sides = Sides {
        events,
        webex,
        window,
        originals: events.iter().map(|event| original(event, window.offsets)).collect(),
        slots: events.iter().map(|event| slot(event, facts)).collect(),
    };
    let takes_part = |event: &Event| event.status == Status::Active && !stands_alone(event) && shows_meeting(event);
    let partners = sides.pair(&takes_part);
    let mut fixes = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let webex = partners[index].map(|found| &webex[found]);
        if sides.originals[index].is_none() {
            continue;
        }
        if takes_part(event) {
            sides.fix(index, webex, facts, &mut fixes);
        } else {
            fixes.extend(webex.map(|webex| OccurrenceFix::Delete(webex.id.clone())));
        }
    }
    let is_left_out = |webex: &WebexOccurrence| window.skipped.contains(&webex.start);
    let stray = webex.iter().enumerate().filter(|(at, webex)| !partners.contains(&Some(*at)) && is_left_out(webex));
    fixes.extend(stray.map(|(_, webex)| OccurrenceFix::Delete(webex.id.clone())));
    fixes
}

/// Both sides of a series within its window.
struct Sides<'a> {
    events: &'a [Event],
    webex: &'a [WebexOccurrence],
    window: &'a Window<'a>,
    /// The start that the rule gives each event.
    originals: Vec<Option<Instant>>,
    /// When each event takes place.
    slots: Vec<Option<Slot>>,
}

impl Sides<'_> {
    /// Pairs the calendar's occurrences with Webex's, each at most once.
    ///
    /// The first pass pairs occurrences with equal starts, the second those that Webex still has at the start that the rule gives,
    /// and the third any that Webex has between an occurrence's day and the next one's.
    fn pair(&self, takes_part: &dyn Fn(&Event) -> bool) -> Vec<Option<usize>> {
        let mut is_free: Vec<bool> = vec![true; self.webex.len()];
        let mut partners: Vec<Option<usize>> = vec![None; self.events.len()];
        for pass in 0..3 {
            for (index, event) in self.events.iter().enumerate() {
                if partners[index].is_some() {
                    continue;
                }
                let Some(original) = self.originals[index] else { continue };
                let range = match pass {
                    0 => self.slots[index].as_ref().filter(|_| takes_part(event)).map(|slot| (slot.start, slot.start)),
                    1 => Some((original, original)),
                    _ => Some(interval(original, &self.originals, self.window.offsets)),
                };
                let Some((low, high)) = range else { continue };
                let fits = |at: usize| is_free[at] && low <= self.webex[at].start && self.webex[at].start <= high;
                let found = (0..self.webex.len()).find(|at| fits(*at));
                if let Some(found) = found {
                    is_free[found] = false;
                    partners[index] = Some(found);
                }
            }
        }
        partners
    }

    /// Adds the fixes that make Webex's occurrence equal an event that takes part.
    fn fix(&self, index: usize, webex: Option<&WebexOccurrence>, facts: &Facts<'_>, fixes: &mut Vec<OccurrenceFix>) {
        let window = self.window;
        let (Some(original), Some(slot)) = (self.originals[index], &self.slots[index]) else { return };
        if slot.start <= window.from || slot.start >= window.to {
            return;
        }
        let gets_its_own = window.own_until.is_some_and(|until| slot.start < until);
        match (webex, window.own_until) {
            // With one meeting on every day, only occurrences that get their own are compared.
            (_, Some(_)) if gets_its_own => fixes.push(OccurrenceFix::Detach { id: None, event: index }),
            (_, Some(_)) => {}
            (None, None) => fixes.push(OccurrenceFix::Detach { id: None, event: index }),
            (Some(webex), None) if stays_in_interval(slot.start, original, &self.originals, window.offsets) => {
                self.differences(index, slot, webex, facts, fixes);
            }
            (Some(webex), None) => fixes.push(OccurrenceFix::Detach { id: Some(webex.id.clone()), event: index }),
        }
    }

    /// Adds the fixes for an occurrence that stays in its series.
    fn differences(
        &self,
        index: usize,
        slot: &Slot,
        webex: &WebexOccurrence,
        facts: &Facts<'_>,
        fixes: &mut Vec<OccurrenceFix>,
    ) {
        let event = &self.events[index];
        let title = topic(event, facts.neutral_title);
        let is_moved = (webex.start, webex.end) != (slot.start, slot.end);
        let patch = MeetingPatch {
            title: (webex.title != title).then_some(title),
            slot: is_moved.then(|| slot.clone()),
            rule: None,
        };
        if patch != MeetingPatch::default() {
            fixes.push(OccurrenceFix::Patch { id: webex.id.clone(), patch, event: index });
        }
        let emails = event.invitees(facts.hosting());
        if emails != self.window.guests {
            let guests = Guests { emails, is_partial: event.guests_omitted, none_so_far: false };
            fixes.push(OccurrenceFix::Invite { id: webex.id.clone(), guests });
        }
        let shown = event.video_uri.as_deref().and_then(webex_url);
        if let (Some(shown), Some(own)) = (shown, &webex.meeting) {
            if shown != own.web_link {
                fixes.push(OccurrenceFix::Show { meeting: own.clone(), event: index });
            }
        }
    }
}

/// The start that the rule gives an occurrence, in the series' zone.
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

/// The time from an occurrence's day to the next one's, within which Webex lets it start.
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
    use crate::plan::example::{
        all, at, cancelled, foreign, moved, plain, webex_occurrence, webex_occurrences, week, with_facts,
    };

    /// A fix in one line. Webex's occurrences are named by the week that they are in.
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
            OccurrenceFix::Invite { id, guests } => format!("invite {} {}", name(id), guests.emails.join(",")),
            OccurrenceFix::Delete(id) => format!("delete {}", name(id)),
            OccurrenceFix::Detach { id, event } => {
                format!("alone {event} from {}", id.as_ref().map_or("nothing".into(), name))
            }
            OccurrenceFix::Show { meeting, event } => format!("show {event} {}", meeting.web_link),
        }
    }

    fn differences(events: &[Event], webex: &[WebexOccurrence], own: &[&str], skipped: &[Instant]) -> Vec<String> {
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
            let fixes = compare(events, webex, &series, &|event| own.contains(&event.id.as_str()), facts);
            fixes.iter().map(said).collect()
        })
    }

    #[track_caller]
    fn check(number: usize, event: Event, expected: &[&str]) {
        let mut events = all();
        events[number] = event;
        assert_eq!(differences(&events, &webex_occurrences(), &[], &[]), expected);
    }

    /// proves: E35, E36
    #[test]
    fn only_what_differs_of_an_occurrence_is_mended() {
        assert_eq!(differences(&all(), &webex_occurrences(), &[], &[]), [""; 0]);
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
        let gone: Vec<WebexOccurrence> = [0, 1, 3].map(|number| webex_occurrence(week(number))).to_vec();
        let events: Vec<Event> = [plain(0), plain(1), cancelled(2), plain(3)].to_vec();
        assert_eq!(differences(&events, &gone, &[], &[]), [""; 0], "nothing the second time");
    }

    /// proves: E36
    #[test]
    fn an_occurrence_is_known_by_where_it_was_put_and_found_where_it_is() {
        let there = at("2026-12-10T14:00:00Z");
        let events = [plain(0), moved(1, there), plain(2), plain(3)];
        let at_webex =
            [webex_occurrence(week(0)), webex_occurrence(there), webex_occurrence(week(2)), webex_occurrence(week(3))];
        assert_eq!(differences(&events, &at_webex, &[], &[]), [""; 0]);
        // It is moved again: Webex has it between its own day and the next one.
        let again = [plain(0), moved(1, at("2026-12-11T08:00:00Z")), plain(2), plain(3)];
        assert_eq!(differences(&again, &at_webex, &[], &[]), ["patch elsewhere for 1 start=2026-12-11T08:00:00Z"]);
    }

    /// proves: E36
    #[test]
    fn what_leaves_its_interval_or_is_missing_gets_a_meeting_of_its_own() {
        check(1, moved(1, at("2026-12-17T14:00:00Z")), &["alone 1 from 1"]);
        check(1, moved(1, at("2026-12-07T14:00:00Z")), &["alone 1 from 1"]);
        // Nothing limits the first towards the past and the last towards the future.
        check(0, moved(0, at("2026-11-30T14:00:00Z")), &["patch 0 for 0 start=2026-11-30T14:00:00Z"]);
        check(3, moved(3, at("2027-02-01T14:00:00Z")), &["patch 3 for 3 start=2027-02-01T14:00:00Z"]);
        let three: Vec<WebexOccurrence> = [0, 1, 3].map(|number| webex_occurrence(week(number))).to_vec();
        assert_eq!(differences(&all(), &three, &[], &[]), ["alone 2 from nothing"]);
        let id = plain(2).id;
        assert_eq!(differences(&all(), &three, &[&id], &[]), [""; 0]);
        assert_eq!(differences(&all(), &webex_occurrences(), &[&id], &[]), ["delete 2"]);
    }

    /// proves: E46
    #[test]
    fn a_date_that_the_lines_leave_out_is_deleted() {
        let events = [plain(0), plain(1), plain(3)];
        assert_eq!(differences(&events, &webex_occurrences(), &[], &[week(2)]), ["delete 2"]);
        assert_eq!(differences(&events, &webex_occurrences(), &[], &[]), [""; 0]);
    }

    #[test]
    fn an_occurrence_that_has_its_own_link_shows_it() {
        let json = Json::parse(r#"{"id":"m1","webLink":"https://a.webex.com/own"}"#).unwrap();
        let mut at_webex = webex_occurrences();
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
