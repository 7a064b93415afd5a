//! Decides what has to happen so that Webex follows the calendar.
//!
//! It is pure and can't fail: events and links go in, steps come out.
//! Planning again after the steps were carried out yields nothing, so that the add-on does not react to its own writes.
//! The code that carries the steps out decides how many round trips they cost.

use crate::model::event::{Conference, Event};
use crate::model::event_id::EventId;
use crate::model::link::{Link, LinkState};
use crate::plan::facts::Facts;
use crate::plan::showing::names_meeting;
use crate::plan::single::decide;
use crate::plan::step::Step;
use crate::plan::{claim, copy, occurrence};

/// What has to happen after these changes: at most one step for each event, and one for the series that it is an occurrence of.
pub fn plan<'a>(
    changes: impl IntoIterator<Item = &'a Event>,
    link: impl Fn(&str) -> Option<&'a Link>,
    facts: &Facts<'_>,
) -> Vec<Step> {
    let changes: Vec<&Event> = changes.into_iter().collect();
    let mut steps = Vec::new();
    let mut renamed: Vec<String> = Vec::new();
    let mut taken_over: Vec<String> = Vec::new();
    for &event in &changes {
        let own = link(&event.id);
        if let Some(elsewhere) = own.filter(|own| own.calendar != facts.calendar_index) {
            steps.extend(copy::moved(event, elsewhere, facts));
            continue;
        }
        // Of the parts of a split series, one takes the meeting over, and the others get meetings of their own.
        let taken = own.is_none().then(|| copy::taken_over(event, &link, facts)).flatten();
        if let Some((taken, step)) = taken.filter(|(taken, _)| !taken_over.contains(taken)) {
            steps.extend(step);
            steps.push(Step::Forget(taken.clone()));
            taken_over.push(taken);
            continue;
        }
        let earlier = || {
            let Conference::Ours { meeting, .. } = &event.conference else { return None };
            let before = occurrence::earlier(event).and_then(&link);
            before.filter(|before| claim::may_be_renamed(meeting, before, facts) && facts.is_proven(&event.id))
        };
        match (event.occurrence(), own) {
            (Some(_), None) if earlier().is_some() => {
                let before = earlier();
                steps.extend(before.map(|before| Step::Note(occurrence::renamed(event, before, facts.now))));
                renamed.extend(before.map(|before| before.event.clone()));
            }
            (Some(occurrence), None) => steps.extend(occurrence::decide(event, link(&occurrence.series), facts)),
            (Some(occurrence), Some(own)) if occurrence::is_reset(event, own, link(&occurrence.series), facts.now) => {
                steps.extend(occurrence::reset(own, &occurrence.series, facts.now));
            }
            (Some(occurrence), Some(own)) if own.state == LinkState::Deleted => {
                steps.extend(occurrence::decide(event, link(&occurrence.series), facts));
            }
            (Some(occurrence), Some(own)) => {
                steps.extend(one(event, Some(own), &link, &changes, facts));
                if own.state == LinkState::Waiting {
                    // The occurrence has just got a meeting of its own, and leaves its series.
                    steps.extend(link(&occurrence.series).map(|series| Step::MarkForReconcile(series.event.clone())));
                }
            }
            (None, own) => steps.extend(one(event, own, &link, &changes, facts)),
        }
    }
    // A change that is reported for the old id is about the event with the new id.
    steps.retain(|step| !renamed.iter().any(|event| event == step.event()));
    steps.extend(renamed.into_iter().map(Step::Forget));
    steps
}

fn one<'a>(
    event: &Event,
    own: Option<&Link>,
    link: &impl Fn(&str) -> Option<&'a Link>,
    changes: &[&Event],
    facts: &Facts<'_>,
) -> Option<Step> {
    // A series is no heir of a meeting that was picked for the first part and never saved.
    let is_saved = |original: &&Link| copy::split_from(event).is_none() || !is_unsaved(original, changes);
    match copy::original(event) {
        Some(named) => {
            let original = link(named).or_else(|| link(EventId(named).base_of_occurrence()?.0));
            copy::decide(event, own, original.filter(is_saved), facts)
        }
        None if own.is_none() && event.conference == Conference::None => {
            copy::split(event, link(copy::split_from(event)?).filter(is_saved), facts)
        }
        None => decide(event, own, facts),
    }
}

/// Whether the event was changed without the meeting that was picked for it.
fn is_unsaved(link: &Link, changes: &[&Event]) -> bool {
    let is_without = |event: &&Event| event.id == link.event && !names_meeting(event, link);
    link.state == LinkState::Waiting && changes.iter().any(is_without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code::fingerprint;
    use crate::base::json::Json;
    use crate::base::time::{iso_local, Instant, Offsets, Zones, DAY, HOUR};
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::event::{Guest, Occurrence, Repeats, Status, Visibility};
    use crate::model::fingerprint::{topic, Fingerprints};
    use crate::model::link::{Part, Refusal, Series, ORPHAN_GRACE, REMEMBERED};
    use crate::model::meeting::{integration_tag, MeetingId, RulePatch};
    use crate::model::settings::{Kind, Settings};
    use crate::model::slot::{EventTime, Slot};
    use crate::plan::due::{collect_orphan, due, needs_rereading, PENDING_GRACE};
    use crate::plan::proposal::Guests;
    use crate::plan::step::{mark_for_reconcile, Asked};

    const NOW: &str = "2026-11-24T12:00:00Z";
    const HOST: &str = "host@example.com";
    const MADE: &str = "870f51ff287b41be84648412901e0402";

    fn now() -> Instant {
        Instant::parse(NOW).unwrap()
    }

    fn made() -> MeetingId {
        MeetingId::read(MADE).unwrap()
    }

    /// Runs with the facts of a calendar in Paris, an hour east of UTC.
    fn with_facts<T>(ask: impl FnOnce(&Facts<'_>) -> T) -> T {
        let zones = Zones(
            [("Europe/Paris", 3600), ("UTC", 0)]
                .map(|(zone, offset)| (zone.to_owned(), Offsets(vec![(Instant(0), offset)])))
                .to_vec(),
        );
        ask(&Facts {
            now: now(),
            calendar: HOST,
            calendar_index: CalendarIndex::PRIMARY,
            calendar_zone: "Europe/Paris",
            zones: &zones,
            host: HOST,
            google: HOST,
            proven: &["e1".to_owned()],
            site: Some("acme.webex.com"),
            settings: &Settings::default(),
            neutral_title: "Webex meeting",
        })
    }

    /// A saved event of tomorrow with one guest, which shows its meeting.
    fn saved() -> Event {
        let text = r#"{"id":"e1","status":"confirmed","etag":"\"1\"","summary":"Review",
            "start":{"dateTime":"2026-11-25T09:00:00+01:00"},"end":{"dateTime":"2026-11-25T10:00:00+01:00"},
            "organizer":{"email":"host@example.com","self":true},"attendees":[{"email":"guest-1@example.com"}]}"#;
        let event = Event::read(&Json::parse(text).unwrap()).unwrap();
        Event { conference: Conference::Ours { meeting: made(), event: "e1".into() }, ..event }
    }

    fn tombstone() -> Event {
        Event::read(&Json::parse(r#"{"id":"e1","status":"cancelled"}"#).unwrap()).unwrap()
    }

    /// A link in this state whose meeting has all values of the saved event.
    fn link(state: LinkState) -> Link {
        let last_sent = with_facts(|facts| Fingerprints::of(&saved(), facts.hosting(), "Review", facts.calendar_zone));
        let end = Instant::parse("2026-11-25T09:00:00Z").unwrap();
        if matches!(state, LinkState::Wanted(_)) {
            // Webex was not asked yet, so that there is nothing else to remember.
            return Link { state, ..Link::pending("e1", CalendarIndex::PRIMARY, now().plus(-HOUR)) };
        }
        let meeting = Some(made());
        Link { meeting, state, last_sent, end, ..Link::pending("e1", CalendarIndex::PRIMARY, now().plus(-HOUR)) }
    }

    /// A step in one line: the request to Webex or Google, and the state of the link afterwards.
    fn said(step: &Step) -> String {
        let slot = |slot: &Slot| format!("{}..{}", iso_local(slot.local_start), iso_local(slot.local_end));
        let guests = |guests: &Guests| {
            let partial = if guests.is_partial { "+" } else { "" };
            let first = if guests.none_so_far { " first" } else { "" };
            format!(" guests={}{partial}{first}", guests.emails.join(","))
        };
        match step {
            Step::Follow { meeting, patch, guests: wanted, then, .. } => {
                let rule = match &patch.rule {
                    Some(RulePatch::Set(rule)) => format!(" rule={rule}"),
                    Some(RulePatch::Clear) => " once".to_owned(),
                    None => String::new(),
                };
                let title = patch.title.as_ref().map(|title| format!(" title={title}")).unwrap_or_default();
                let time = patch.slot.as_ref().map(|time| format!(" time={}", slot(time))).unwrap_or_default();
                let wanted = wanted.as_ref().map(guests).unwrap_or_default();
                let other = if *meeting == made() { String::new() } else { format!(" {}", meeting.as_str()) };
                format!("follow{other}{title}{time}{rule}{wanted} -> {:?}", then.state)
            }
            Step::Create { draft, link, guests: wanted, asked, .. } => {
                let again = if *asked == Asked::Before { " unless found" } else { "" };
                let rule = draft.rule.as_ref().map(|rule| format!(" rule={rule}")).unwrap_or_default();
                let (title, time, wanted) = (&draft.title, slot(&draft.slot), guests(wanted));
                format!("create {title} {time}{rule}{wanted}{again} -> {:?}", link.state)
            }
            Step::LookUp { tag, .. } => format!("look up {tag}"),
            Step::Attach { meeting, then } => format!("attach {} -> {:?}", meeting.as_str(), then.state),
            Step::Delete { then, .. } => format!("delete -> {:?}", then.state),
            Step::MarkForReconcile(event) => format!("mark {event}"),
            Step::Reconcile { fixes, then, .. } => format!("reconcile {} -> {:?}", fixes.len(), then.state),
            Step::Note(link) if link.state == LinkState::Leaving => {
                format!("note Leaving in {}", link.at.0 - now().0)
            }
            Step::Note(link) => format!("note {:?}", link.state),
            Step::Forget(event) => format!("forget {event}"),
        }
    }

    /// The one boundary of these tests: an event as it was read, its link, and the step that follows.
    #[track_caller]
    #[allow(clippy::needless_pass_by_value)] // A literal link reads better than a reference to one.
    fn check(event: &Event, link: Option<Link>, expected: &str) {
        let step = with_facts(|facts| decide(event, link.as_ref(), facts));
        assert_eq!(step.as_ref().map_or("nothing".to_owned(), said), expected, "{link:?}");
    }

    #[track_caller]
    fn check_due(link: &Link, expected: &str) {
        let steps = due([link], |_| Some(HOST), now());
        assert!(steps.len() <= 1);
        assert_eq!(steps.first().map_or("nothing".to_owned(), said), expected, "{link:?}");
    }

    const STATES: [LinkState; 13] = [
        LinkState::Wanted(Kind::Meeting),
        LinkState::Wanted(Kind::PersonalRoom),
        LinkState::Pending,
        LinkState::Waiting,
        LinkState::Attaching,
        LinkState::Linked,
        LinkState::Behind,
        LinkState::Leaving,
        LinkState::Deleted,
        LinkState::Gone,
        LinkState::Failed(Refusal::Forbidden),
        LinkState::Failed(Refusal::Rejected),
        LinkState::Failed(Refusal::Differs(Part::Time)),
    ];

    /// proves: E7, E21, E68
    #[test]
    fn what_is_in_step_stays_untouched() {
        check(&saved(), Some(link(LinkState::Linked)), "nothing");
        let written = Event { etag: "\"2\"".into(), video_uri: Some("https://a.webex.com/m1".into()), ..saved() };
        check(&written, Some(link(LinkState::Linked)), "nothing");
        // Descriptions, colours, reminders and answers to invitations are not read at all.
        let read = crate::model::event::EVENT_FIELDS;
        for name in ["description", "colorId", "reminders", "responseStatus"] {
            assert!(!read.contains(name), "{name}");
        }
    }

    /// proves: E20, F5
    #[test]
    fn only_what_changed_is_told() {
        let linked = || Some(link(LinkState::Linked));
        let titled = Event { title: Some("Budget".into()), ..saved() };
        check(&titled, linked(), "follow title=Budget -> Linked");
        let at = |text: &str| Some(EventTime::At(Instant::parse(text).unwrap(), None));
        let moved = Event { start: at("2026-11-26T08:00:00Z"), end: at("2026-11-26T08:30:00Z"), ..saved() };
        check(&moved, linked(), "follow time=2026-11-26T09:00:00..2026-11-26T09:30:00 -> Linked");
        let longer = Event { end: at("2026-11-25T09:30:00Z"), ..titled };
        check(&longer, linked(), "follow title=Budget time=2026-11-25T09:00:00..2026-11-25T10:30:00 -> Linked");
    }

    /// proves: P10, E63, E65
    #[test]
    fn guests_are_told_without_rooms_and_as_a_short_list_where_google_left_some_out() {
        let guest = |email: &str| Guest { email: email.into(), is_resource: false, is_self: false };
        let linked = || Some(link(LinkState::Linked));
        let mut event = saved();
        event.guests.push(guest("guest-2@example.com"));
        check(&event, linked(), "follow guests=guest-1@example.com,guest-2@example.com -> Linked");
        event.guests_omitted = true;
        check(&event, linked(), "follow guests=guest-1@example.com,guest-2@example.com+ -> Linked");
        let mut room = saved();
        room.guests.push(Guest { is_resource: true, ..guest("room@example.com") });
        room.guests.push(guest("c_1@resource.calendar.google.com"));
        room.guests.push(guest("HOST@example.com"));
        check(&room, linked(), "nothing");
        let detached = Event { guests: vec![], ..saved() };
        check(&detached, linked(), "follow guests= -> Linked");
        let last_sent = link(LinkState::Linked).last_sent.without_guests();
        let first = Link { last_sent, ..link(LinkState::Linked) };
        check(&saved(), Some(first), "follow guests=guest-1@example.com first -> Linked");
    }

    /// proves: E15, E16
    #[test]
    fn a_deleted_events_meeting_leaves_after_the_grace_and_not_before() {
        check(&tombstone(), Some(link(LinkState::Linked)), "note Leaving in 900");
        check(&tombstone(), None, "nothing");
        let leaving = link(LinkState::Leaving);
        check_due(&Link { at: now().plus(1), ..leaving.clone() }, "nothing");
        check_due(&Link { at: now(), ..leaving.clone() }, "delete -> Deleted");
        check(&tombstone(), Some(leaving.clone()), "nothing");
        check(&saved(), Some(leaving.clone()), "note Linked");
        let renamed = Event { title: Some("Budget".into()), ..saved() };
        check(&renamed, Some(leaving), "follow title=Budget -> Linked");
    }

    /// proves: E16
    #[test]
    fn an_event_that_comes_back_after_its_meeting_was_deleted_gets_a_new_one() {
        let deleted = || Some(link(LinkState::Deleted));
        let wanted = "create Review 2026-11-25T09:00:00..2026-11-25T10:00:00 guests=guest-1@example.com first";
        check(&saved(), deleted(), &[wanted, " -> Pending"].concat());
        // Its creation was interrupted: Webex may have made it.
        check(&saved(), Some(link(LinkState::Pending)), &[wanted, " unless found -> Pending"].concat());
        let past = |text: &str| Some(EventTime::At(Instant::parse(text).unwrap(), None));
        let over = Event { start: past("2026-11-24T08:00:00Z"), end: past("2026-11-24T09:00:00Z"), ..saved() };
        check(&over, deleted(), "nothing");
        let weekly = wanted.replace(" guests", " rule=FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;COUNT=3 guests");
        check(&series("FREQ=WEEKLY;COUNT=3"), deleted(), &[&weekly, " -> Pending"].concat());
    }

    /// proves: E17, E18, F7
    #[test]
    fn a_conference_that_was_removed_or_switched_lets_its_meeting_go() {
        for conference in [Conference::None, Conference::Foreign, Conference::PersonalRoom] {
            let event = Event { conference, ..saved() };
            for state in STATES {
                let expected = match state {
                    LinkState::Linked | LinkState::Behind | LinkState::Failed(_) => "note Leaving in 900",
                    LinkState::Attaching if event.conference != Conference::None => "note Leaving in 900",
                    // It was made for an event that is saved, and is still to be written into it.
                    LinkState::Attaching => "attach 870f51ff287b41be84648412901e0402 -> Linked",
                    LinkState::Wanted(Kind::Meeting) if event.conference == Conference::None => {
                        "create Review 2026-11-25T09:00:00..2026-11-25T10:00:00 guests=guest-1@example.com first unless found -> Wanted(Meeting)"
                    }
                    LinkState::Wanted(Kind::Meeting) => "note Pending",
                    LinkState::Wanted(Kind::PersonalRoom) if event.conference == Conference::None => "nothing",
                    LinkState::Wanted(Kind::PersonalRoom) | LinkState::Gone => "forget e1",
                    // The editor may be open: the event does not show the meeting before it is saved.
                    LinkState::Pending | LinkState::Waiting | LinkState::Leaving | LinkState::Deleted => "nothing",
                };
                check(&event, Some(link(state)), expected);
            }
        }
    }

    /// proves: E84
    #[test]
    fn what_was_wanted_before_the_sign_in_is_made_within_a_day_for_an_event_of_ones_own() {
        let bare = Event { conference: Conference::None, ..saved() };
        let wanted = |seconds: i64| {
            let link = Link {
                state: LinkState::Wanted(Kind::Meeting),
                ..Link::pending("e1", CalendarIndex::PRIMARY, now().plus(-seconds))
            };
            Some(Link::read(&link.write()).unwrap())
        };
        let made = "create Review 2026-11-25T09:00:00..2026-11-25T10:00:00 guests=guest-1@example.com first unless found -> Wanted(Meeting)";
        check(&bare, wanted(DAY - 60), made);
        check_due(&wanted(DAY - 60).unwrap(), "nothing");
        check(&bare, wanted(DAY), "nothing");
        check_due(&wanted(DAY).unwrap(), &format!("look up {}", integration_tag(HOST, "e1")));
        check(&tombstone(), wanted(60), "note Pending");
        let elsewhere = Event { role: crate::model::event::Role::Guest, ..bare.clone() };
        check(&elsewhere, wanted(60), "nothing");
        let room = |seconds: i64| {
            let link = wanted(seconds)?;
            Some(Link { state: LinkState::Wanted(Kind::PersonalRoom), ..link })
        };
        check(&bare, room(60), "nothing");
        check_due(&room(DAY - 60).unwrap(), "nothing");
        check_due(&room(DAY).unwrap(), "forget e1");
        check(&tombstone(), room(60), "forget e1");
        check(&Event { conference: Conference::PersonalRoom, ..bare.clone() }, room(60), "forget e1");
        check(&Event { is_ordinary: false, ..bare }, wanted(60), "nothing");
    }

    /// proves: E19, E28, E85
    #[test]
    fn hands_stay_off_what_is_not_ours() {
        check(&Event { conference: Conference::Foreign, ..saved() }, None, "nothing");
        check(&Event { conference: Conference::None, ..saved() }, None, "nothing");
        check(&Event { role: crate::model::event::Role::Guest, ..saved() }, None, "nothing");
        check(&Event { is_ordinary: false, ..saved() }, None, "nothing");
        check(&Event { start: None, end: None, ..saved() }, None, "nothing");
    }

    /// proves: E27, E33
    #[test]
    fn a_copy_leaves_the_originals_meeting_alone() {
        let named = Conference::Ours { meeting: made(), event: "e0".into() };
        let copy = Event { conference: named, title: Some("Copy".into()), ..saved() };
        check(&copy, None, "nothing");
        for state in STATES {
            check(&copy, Some(link(state)), "nothing");
        }
    }

    /// proves: E22
    #[test]
    fn webex_is_not_called_about_an_event_that_is_over() {
        let past = |text: &str| Some(EventTime::At(Instant::parse(text).unwrap(), None));
        let over = Event { start: past("2026-11-24T08:00:00Z"), end: past("2026-11-24T09:00:00Z"), ..saved() };
        check(&over, Some(link(LinkState::Linked)), "note Linked");
        check(&over, None, "note Linked");
    }

    /// proves: E23, E53
    #[test]
    fn times_that_webex_does_not_take_are_clamped() {
        let at = |text: &str| Some(EventTime::At(Instant::parse(text).unwrap(), None));
        let zero = Event { end: saved().start, ..saved() };
        check(&zero, Some(link(LinkState::Linked)), "follow time=2026-11-25T09:00:00..2026-11-25T09:10:00 -> Linked");
        let long = Event { end: at("2026-11-28T09:00:00Z"), ..saved() };
        check(&long, Some(link(LinkState::Linked)), "follow time=2026-11-25T09:00:00..2026-11-26T08:59:00 -> Linked");
        let day = |text: &str| Some(EventTime::Date(crate::base::time::parse_date(text).unwrap()));
        let days = Event { start: day("2026-11-25"), end: day("2026-11-27"), ..saved() };
        check(&days, Some(link(LinkState::Linked)), "follow time=2026-11-25T00:00:00..2026-11-25T23:59:00 -> Linked");
    }

    /// proves: E24
    #[test]
    fn a_meeting_that_is_gone_at_webex_is_not_made_again() {
        let renamed = Event { title: Some("Budget".into()), ..saved() };
        check(&renamed, Some(link(LinkState::Gone)), "nothing");
        check(&tombstone(), Some(link(LinkState::Gone)), "forget e1");
    }

    /// proves: E66, E67
    #[test]
    fn a_private_title_is_not_told() {
        let private = Event { visibility: Visibility::Private, ..saved() };
        check(&private, Some(link(LinkState::Linked)), "follow title=Webex meeting -> Linked");
        let untitled = Event { title: None, ..saved() };
        check(&untitled, Some(link(LinkState::Linked)), "follow title=Webex meeting -> Linked");
    }

    fn series(rule: &str) -> Event {
        Event { repeats: Repeats::Series(vec![["RRULE:", rule].concat()]), ..saved() }
    }

    /// proves: E35, E48
    #[test]
    fn an_event_becomes_a_series_and_a_single_event_again_with_the_same_meeting() {
        let weekly = series("FREQ=WEEKLY;COUNT=3");
        let step = with_facts(|facts| decide(&weekly, Some(&link(LinkState::Linked)), facts)).unwrap();
        assert_eq!(
            said(&step),
            "follow time=2026-11-25T09:00:00..2026-11-25T10:00:00 rule=FREQ=WEEKLY;INTERVAL=1;BYDAY=WE;COUNT=3 -> Linked"
        );
        let Step::Follow { then, .. } = step else { panic!("not a change") };
        assert_eq!(then.end, Instant::parse("2026-12-09T09:00:00Z").unwrap());
        check(&weekly, Some(then.clone()), "nothing");
        check(&saved(), Some(then), "follow time=2026-11-25T09:00:00..2026-11-25T10:00:00 once -> Linked");
    }

    /// proves: E46, E47
    #[test]
    fn a_rule_that_webex_cant_express_becomes_one_meeting_for_all_days() {
        let last_friday = series("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2");
        check(
            &last_friday,
            Some(link(LinkState::Linked)),
            "follow time=2026-11-27T09:00:00..2026-11-27T10:00:00 rule=FREQ=DAILY;INTERVAL=1;UNTIL=20261225T080000Z -> Linked",
        );
        let unreadable = series("FREQ=SECONDLY");
        check(
            &unreadable,
            Some(link(LinkState::Linked)),
            "follow time=2026-11-25T09:00:00..2026-11-25T10:00:00 rule=FREQ=DAILY;INTERVAL=1 -> Linked",
        );
    }

    /// proves: E3, E36
    #[test]
    fn a_changed_occurrence_counts_also_where_its_series_changed_with_it() {
        use crate::plan::example::{cancelled, link, weekly, with_facts};
        let linked = link(&weekly(), LinkState::Linked);
        let reconciled = Series { is_reconciled: true, ..linked.series.clone().unwrap() };
        let linked = Link { series: Some(reconciled), ..linked };
        let renamed = Event { title: Some("Budget".into()), ..weekly() };
        for changes in [[&renamed, &cancelled(1)], [&cancelled(1), &renamed]] {
            let mut steps = with_facts(|facts| plan(changes, |id| (id == "s1").then_some(&linked), facts));
            mark_for_reconcile(&mut steps);
            let kept = steps.iter().find_map(|step| match step {
                Step::Follow { then, .. } => then.series.as_ref().map(|series| series.is_reconciled),
                _ => None,
            });
            assert_eq!((steps.len(), kept), (2, Some(false)));
        }
    }

    #[test]
    fn the_saved_event_takes_its_meeting_over_from_every_state() {
        let renamed = Event { title: Some("Budget".into()), ..saved() };
        for state in STATES {
            let expected = match state {
                LinkState::Pending | LinkState::Deleted => continue,
                LinkState::Gone => "nothing",
                LinkState::Waiting
                | LinkState::Attaching
                | LinkState::Linked
                | LinkState::Behind
                | LinkState::Leaving => "follow title=Budget -> Linked",
                // After a refusal, and before a meeting was made, Webex is known to have none of the values.
                LinkState::Failed(_) | LinkState::Wanted(_) => {
                    "follow title=Budget time=2026-11-25T09:00:00..2026-11-25T10:00:00 guests=guest-1@example.com -> Linked"
                }
            };
            check(&renamed, Some(link(state)), expected);
        }
        // The answer was lost, but the person saved the event with the meeting: the event names what the link lacks.
        let unanswered = Link { meeting: None, last_sent: Fingerprints::default(), ..link(LinkState::Pending) };
        let all =
            "follow title=Review time=2026-11-25T09:00:00..2026-11-25T10:00:00 guests=guest-1@example.com -> Linked";
        check(&saved(), Some(unanswered), all);
        check(&saved(), None, all);
    }

    /// proves: E95
    #[test]
    fn an_event_that_shows_somebody_elses_meeting_lets_its_own_go_and_gets_no_other() {
        let theirs = Conference::Ours { meeting: MeetingId::read("theirs").unwrap(), event: "e1".into() };
        let event = Event { conference: theirs, ..saved() };
        for state in [LinkState::Linked, LinkState::Behind, LinkState::Failed(Refusal::Rejected)] {
            check(&event, Some(link(state)), "note Leaving in 900");
        }
        check(&event, Some(link(LinkState::Leaving)), "nothing");
        check(&event, Some(link(LinkState::Deleted)), "nothing");
        // Where Google takes no conference data, the properties name the event's meeting.
        let substituted = Event { property_event: Some("e1".into()), ..event };
        check(&substituted, Some(link(LinkState::Linked)), "nothing");
        let marked = Event { host: Some("others".into()), ..saved() };
        check(&marked, Some(link(LinkState::Failed(Refusal::Forbidden))), "forget e1");
    }

    #[test]
    fn an_event_that_still_shows_an_older_meeting_waits_for_the_new_one() {
        let older = Conference::Ours { meeting: MeetingId::read("old").unwrap(), event: "e1".into() };
        let event = Event { conference: older, ..saved() };
        check(&event, Some(link(LinkState::Waiting)), "nothing");
        check(&event, Some(link(LinkState::Attaching)), "attach 870f51ff287b41be84648412901e0402 -> Linked");
    }

    /// proves: E14, E26
    #[test]
    fn what_no_event_ever_showed_is_looked_up_and_then_collected() {
        let asked = |seconds: i64| Link { at: now().plus(-seconds), ..link(LinkState::Pending) };
        check_due(&asked(PENDING_GRACE - 1), "nothing");
        check_due(&asked(PENDING_GRACE), &format!("look up {}", integration_tag(HOST, "e1")));
        let waiting = |seconds: i64| Link { at: now().plus(-seconds), ..link(LinkState::Waiting) };
        check_due(&waiting(ORPHAN_GRACE), "nothing");
        assert!(!needs_rereading(&waiting(ORPHAN_GRACE - 1), now()));
        assert!(needs_rereading(&waiting(ORPHAN_GRACE), now()));
        let collected = |state: LinkState| collect_orphan(&link(state), None, now()).as_ref().map(said);
        assert_eq!(collected(LinkState::Waiting).as_deref(), Some("delete -> Deleted"));
        for state in [LinkState::Behind, LinkState::Attaching, LinkState::Linked] {
            assert_eq!(collected(state).as_deref(), Some("note Leaving in 900"), "{state:?}");
        }
        for state in [LinkState::Pending, LinkState::Leaving, LinkState::Deleted, LinkState::Gone] {
            assert_eq!(collected(state), None, "{state:?}");
        }
    }

    #[test]
    fn what_is_behind_is_read_again_when_its_time_has_come() {
        for state in [LinkState::Behind, LinkState::Attaching] {
            let link = |at: Instant| Link { at, ..link(state) };
            assert!(needs_rereading(&link(now()), now()) && !needs_rereading(&link(now().plus(1)), now()));
        }
    }

    /// proves: N10
    #[test]
    fn links_of_what_is_long_over_are_forgotten() {
        for state in STATES {
            let old = Link { at: now().plus(-REMEMBERED), end: now().plus(-REMEMBERED), ..link(state) };
            let expected = match state {
                LinkState::Wanted(Kind::PersonalRoom)
                | LinkState::Deleted
                | LinkState::Linked
                | LinkState::Gone
                | LinkState::Failed(_) => "forget e1".into(),
                LinkState::Leaving => "delete -> Deleted".into(),
                LinkState::Wanted(Kind::Meeting) | LinkState::Pending => {
                    format!("look up {}", integration_tag(HOST, "e1"))
                }
                LinkState::Waiting | LinkState::Attaching | LinkState::Behind => "nothing".into(),
            };
            check_due(&old, &expected);
        }
        check_due(&Link { end: now().plus(1 - REMEMBERED), ..link(LinkState::Linked) }, "nothing");
    }

    const RULES: [&str; 4] = [
        "RRULE:FREQ=WEEKLY;COUNT=9",
        "RRULE:FREQ=DAILY",
        "RRULE:FREQ=MONTHLY;BYDAY=-1FR",
        "RRULE:FREQ=WEEKLY;UNTIL=20261001T000000Z",
    ];

    /// A small random generator, so that each case can be repeated from its number.
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed ^ (mixed >> 31)) % limit
        }

        fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
            let index = self.below(items.len() as u64);
            &items[usize::try_from(index).unwrap()]
        }

        fn time(&mut self) -> Option<EventTime> {
            let hours = i64::try_from(self.below(400)).unwrap() - 200;
            let zone = self.pick(&[None, Some("Europe/Paris".to_owned()), Some("Nowhere".to_owned())]).clone();
            match self.below(8) {
                0 => None,
                1 => Some(EventTime::Date(now().plus(hours * HOUR).local(0).date())),
                _ => Some(EventTime::At(now().plus(hours * HOUR), zone)),
            }
        }

        fn event(&mut self) -> Event {
            let meeting = MeetingId::read(self.pick::<&str>(&[MADE, "other"])).unwrap();
            let named = (*self.pick(&["e1", "e1", "e1", "e0"])).to_owned();
            let ours = Conference::Ours { meeting, event: named };
            let bare = [Conference::None, Conference::Foreign, Conference::PersonalRoom];
            let guests = ["guest-1@example.com", "guest-2@example.com", HOST];
            let guest = |email: &str| Guest { email: email.into(), is_resource: false, is_self: false };
            let start = self.time();
            Event {
                status: *self.pick(&[Status::Active, Status::Active, Status::Active, Status::Cancelled]),
                title: self.pick(&[None, Some("Review".to_owned()), Some("Budget".to_owned())]).clone(),
                end: self.time().or(start.clone()),
                start: start.clone(),
                role: if self.below(6) > 0 {
                    crate::model::event::Role::Organizer
                } else {
                    crate::model::event::Role::Guest
                },
                guests: guests.iter().filter(|_| self.below(2) > 0).map(|email| guest(email)).collect(),
                guests_omitted: self.below(6) == 0,
                conference: if self.below(4) > 0 { ours } else { self.pick(&bare).clone() },
                repeats: match self.below(10) {
                    0 => Repeats::Series(vec![(*self.pick(&RULES)).to_owned()]),
                    1 => Repeats::Occurrence(Occurrence { series: "s1".into(), original: start.clone() }),
                    _ => Repeats::Never,
                },
                is_ordinary: self.below(10) > 0,
                visibility: *self.pick(&[Visibility::Shown, Visibility::Shown, Visibility::Private]),
                ..saved()
            }
        }

        fn link(&mut self, event: &Event) -> Option<Link> {
            let state = *self.pick(&STATES);
            let last_sent = match self.below(3) {
                0 => with_facts(|facts| {
                    Fingerprints::of(event, facts.hosting(), &topic(event, "Webex meeting"), facts.calendar_zone)
                }),
                1 => Fingerprints::of_title("Webex meeting"),
                _ => Fingerprints { title: fingerprint("x"), time: fingerprint("y"), guests: fingerprint("z") },
            };
            let hours = i64::try_from(self.below(2_000)).unwrap() - 1_500;
            let (at, end) = (now().plus(hours * HOUR), now().plus(hours * HOUR));
            let is_asked =
                state == LinkState::Wanted(Kind::Meeting) || (state == LinkState::Pending && self.below(2) > 0);
            let meeting = (!is_asked).then(made);
            (self.below(8) > 0).then(|| Link {
                meeting,
                state,
                at,
                last_sent,
                end,
                ..Link::pending("e1", CalendarIndex::PRIMARY, now())
            })
        }
    }

    /// The event and the link after a step was carried out without a failure.
    fn carried_out(step: Step, event: &mut Event) -> Option<Link> {
        let showing = |meeting: &MeetingId| Conference::Ours { meeting: meeting.clone(), event: "e1".into() };
        match step {
            Step::Note(link) => Some(link),
            Step::Forget(_) => None,
            Step::Follow { then, .. } | Step::Delete { then, .. } | Step::Reconcile { then, .. } => Some(then),
            Step::MarkForReconcile(_) => unreachable!("a single event has no occurrences"),
            Step::Attach { meeting, then } => {
                event.conference = showing(&meeting);
                Some(then)
            }
            Step::Create { link, last_sent, .. } => {
                let meeting = MeetingId::read("new").unwrap();
                event.conference = showing(&meeting);
                Some(Link { meeting: Some(meeting), last_sent, ..link.becoming(LinkState::Linked, now()) })
            }
            Step::LookUp { link, .. } => {
                Some(Link { meeting: Some(made()), ..link.becoming(LinkState::Waiting, link.at) })
            }
        }
    }

    /// proves: N2, E2, E7
    #[test]
    fn planning_over_what_a_plan_left_behind_yields_nothing() {
        let mut steps = 0;
        for seed in 0..5_000 {
            let mut dice = Dice(seed);
            let mut event = dice.event();
            let link = dice.link(&event);
            let Some(step) = with_facts(|facts| decide(&event, link.as_ref(), facts)) else {
                continue;
            };
            steps += 1;
            let first = said(&step);
            // A meeting that is written into its event may have missed a change of it; the write brings the event back.
            let may_follow = matches!(step, Step::Attach { .. });
            let mut left = carried_out(step, &mut event);
            let mut again = with_facts(|facts| decide(&event, left.as_ref(), facts));
            if let Some(step) = again.take_if(|_| may_follow) {
                left = carried_out(step, &mut event);
                again = with_facts(|facts| decide(&event, left.as_ref(), facts));
            }
            assert_eq!(again.as_ref().map(said), None, "case {seed}: after {first} with {link:?} for {event:?}");
        }
        assert!(steps > 2_000, "only {steps} cases had anything to do");
    }

    /// proves: N2
    #[test]
    fn what_was_due_is_not_due_again() {
        for seed in 0..5_000 {
            let mut dice = Dice(seed);
            let mut event = dice.event();
            let Some(link) = dice.link(&event) else { continue };
            for step in due([&link], |_| Some(HOST), now()) {
                let first = said(&step);
                let left = carried_out(step, &mut event);
                let again = due(left.as_ref(), |_| Some(HOST), now());
                assert_eq!(again.first().map(said), None, "case {seed}: after {first} with {link:?}");
            }
        }
    }

    /// Planning can't fail, whatever an event and a link look like.
    #[test]
    fn a_plan_has_at_most_one_step_for_each_event() {
        let mut dice = Dice(7);
        let events: Vec<Event> = (0..300).map(|number| Event { id: format!("e{number}"), ..dice.event() }).collect();
        let links: Vec<Link> = events
            .iter()
            .filter_map(|event| dice.link(event).map(|link| Link { event: event.id.clone(), ..link }))
            .collect();
        let steps = with_facts(|facts| plan(&events, |id| links.iter().find(|link| link.event == id), facts));
        let mut named: Vec<&str> = steps.iter().map(Step::event).collect();
        let all = named.len();
        named.sort_unstable();
        named.dedup();
        assert_eq!(named.len(), all);
    }
}
