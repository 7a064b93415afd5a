//! Webex follows the calendar while the person is away.

use meetwright::memory::Fault;
use meetwright::model::link::LinkState;
use meetwright::model::meeting::host_mark;
use meetwright::port::Reply;
use serde_json::{json, Value};

use crate::google::{event, CALENDAR};
use crate::stage::{conference_of, Stage};
use crate::webex::{status, BASE};

fn review() -> Value {
    event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")
}

fn guests(emails: &[&str]) -> Value {
    json!({ "attendees": emails.iter().map(|email| json!({ "email": email })).collect::<Vec<_>>() })
}

fn invited(stage: &Stage) -> Vec<String> {
    let mut invited: Vec<String> = stage.webex.only().1.invitees.into_values().collect();
    invited.sort();
    invited
}

/// proves: F5, E20
#[test]
fn a_new_title_or_time_is_one_patch_with_nothing_else_in_it() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.sent(), [format!("PATCH /meetings/{id}")]);
    assert_eq!(stage.body("PATCH"), json!({ "title": "Budget", "sendEmail": false }));
    let moved = event("Budget", "2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
    stage.google.write("e1", &moved);
    stage.trigger();
    let expected = json!({
        "start": "2026-11-26T10:00:00", "end": "2026-11-26T11:00:00", "timezone": "Europe/Paris", "sendEmail": false,
    });
    assert_eq!(stage.body("PATCH"), expected);
    assert_eq!((stage.google.shown("e1"), stage.webex.only().0), (Some(id.clone()), id));
}

/// proves: E21, E7
#[test]
fn a_description_or_a_colour_is_no_call_to_webex() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.write("e1", &json!({ "description": "Agenda", "colorId": "3", "location": "Room 1" }));
    stage.trigger();
    assert_eq!((stage.sent(), stage.host.count("properties.save")), (vec![], 1), "only the sync token is saved");
}

/// proves: P10, E65, E72
#[test]
fn guests_are_invited_and_uninvited_without_mail() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.write("e1", &guests(&["guest-1@example.com", "Guest-2@example.com", "host@example.com"]));
    stage.trigger();
    assert_eq!(invited(&stage), ["guest-1@example.com", "guest-2@example.com"]);
    assert!(stage.body("POST")["items"].as_array().unwrap().iter().all(|item| item["sendEmail"] == false));
    assert_eq!(stage.host.count("http"), 1);
    stage.google.write("e1", &guests(&["guest-2@example.com", "guest-3@example.com"]));
    stage.trigger();
    assert_eq!(invited(&stage), ["guest-2@example.com", "guest-3@example.com"]);
    assert_eq!(stage.host.count("http"), 2);
    let sent = stage.host.sent.borrow();
    let deleted: Vec<&str> =
        sent.iter().filter(|request| request.method.name() == "DELETE").map(|request| request.url.as_str()).collect();
    assert!(deleted.len() == 1 && deleted[0].ends_with("?sendEmail=false"), "{deleted:?}");
}

/// proves: E63, E66
#[test]
fn a_list_that_is_known_to_be_short_uninvites_nobody() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.write("e1", &guests(&["guest-1@example.com", "guest-2@example.com"]));
    stage.trigger();
    stage.google.write("e1", &guests(&["guest-3@example.com"]));
    stage.google.write("e1", &json!({ "attendeesOmitted": true }));
    stage.trigger();
    assert_eq!(invited(&stage), ["guest-1@example.com", "guest-2@example.com", "guest-3@example.com"]);
}

#[test]
fn someone_who_is_invited_already_does_not_keep_the_others_out() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let earlier = ("i0".to_owned(), "guest-1@example.com".to_owned());
    stage.webex.meetings.borrow_mut().get_mut(&id).unwrap().invitees.extend([earlier]);
    stage.google.write("e1", &guests(&["guest-1@example.com", "guest-2@example.com"]));
    stage.trigger();
    assert_eq!(invited(&stage), ["guest-1@example.com", "guest-2@example.com"]);
    assert_eq!(stage.state("e1"), Some(LinkState::Linked));
}

/// What a run over this many changed events costs, by port.
fn counts(stage: &Stage) -> [usize; 6] {
    ["calendar.list", "lock.acquire", "cache", "properties.load", "properties.save", "http"]
        .map(|port| stage.host.count(port))
}

/// proves: A4, E8
#[test]
fn a_run_over_many_changes_costs_no_more_than_one_over_a_single_change() {
    for number in [1, 12, 40] {
        let stage = Stage::linked();
        for event in 0..number {
            stage.keep_in_step(&format!("e{event}"), &review());
        }
        for event in 0..number {
            stage.google.write(&format!("e{event}"), &json!({ "summary": format!("Budget {event}") }));
        }
        stage.trigger();
        assert_eq!(counts(&stage), [1, 1, 1, 1, 1, 1], "{number} events");
        assert_eq!(stage.host.round_trips(), 7, "and the lock is given back");
        let titles = stage.webex.meetings.borrow();
        assert!(titles.values().all(|meeting| meeting.title.starts_with("Budget")), "{titles:?}");
    }
}

/// proves: E8
#[test]
fn more_than_fifty_changes_travel_in_batches_and_the_token_waits_for_the_last() {
    let stage = Stage::linked();
    for event in 0..60 {
        stage.keep_in_step(&format!("e{event}"), &review());
    }
    for event in 0..60 {
        stage.google.write(&format!("e{event}"), &json!({ "summary": "Budget" }));
    }
    let before = stage.host.properties.borrow()["calendars"].clone();
    // The first batch alone: its mark, the last of eight calls after its list, is never read.
    stage.host.fault.set(Some(Fault::KilledBefore(8)));
    stage.trigger();
    let last_sent = || stage.webex.meetings.borrow().values().filter(|meeting| meeting.title == "Budget").count();
    assert_eq!((last_sent(), stage.host.properties.borrow()["calendars"] == before), (50, true));
    stage.host.fault.set(None);
    stage.trigger();
    assert_eq!(last_sent(), 60);
    assert_ne!(stage.host.properties.borrow()["calendars"], before);
    assert_eq!(stage.sent().len(), 10, "what was told already is not told again");
}

/// proves: E16, A5
#[test]
fn twelve_events_that_come_back_get_their_meetings_within_the_budget() {
    let stage = Stage::linked();
    for event in 0..12 {
        stage.keep_in_step(&format!("e{event}"), &review());
    }
    for event in 0..12 {
        stage.leave_as(&format!("e{event}"), LinkState::Deleted);
        stage.google.write(&format!("e{event}"), &guests(&["guest-1@example.com"]));
    }
    stage.webex.meetings.borrow_mut().clear();
    stage.trigger();
    // One wave that reserves the events, two of creations, one of invitees, one that writes the events.
    assert_eq!(counts(&stage), [1, 1, 1, 1, 3, 5]);
    assert_eq!(stage.webex.meetings.borrow().len(), 12);
    for event in 0..12 {
        let id = format!("e{event}");
        assert_eq!(stage.state(&id), Some(LinkState::Linked));
        assert!(stage.webex.meetings.borrow().contains_key(&stage.google.shown(&id).unwrap()), "{id}");
    }
    let bound = |request: &&meetwright::port::Request| request.headers.iter().any(|(name, _)| *name == "If-Match");
    assert_eq!(stage.host.sent.borrow().iter().filter(bound).count(), 24, "every write names the version it read");
    stage.trigger();
    assert_eq!(stage.sent(), Vec::<String>::new(), "its own writes come back and change nothing");
}

/// proves: E13, E16
#[test]
fn a_meeting_that_webex_cant_make_now_is_made_by_a_later_run() {
    for code in [503, 429] {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review());
        stage.leave_as("e1", LinkState::Deleted);
        stage.google.write("e1", &json!({ "location": "Room 1" }));
        stage.webex.meetings.borrow_mut().clear();
        stage.host.answer("POST", &[BASE, "/meetings"].concat(), Ok(status(code)));
        stage.trigger();
        assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(LinkState::Pending), 0), "{code}");
        stage.hour();
        let (id, _) = stage.webex.only();
        assert_eq!((stage.state("e1"), stage.google.shown("e1")), (Some(LinkState::Linked), Some(id)), "{code}");
    }
}

/// proves: E26, N2
#[test]
fn a_meeting_whose_answer_was_lost_is_told_what_changed_since_it_was_made() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.leave_as("e1", LinkState::Deleted);
    stage.google.write("e1", &json!({ "location": "Room 1" }));
    stage.webex.meetings.borrow_mut().clear();
    stage.webex.loses_answers.set(true);
    stage.trigger();
    stage.webex.loses_answers.set(false);
    let (made, meeting) = stage.webex.only();
    assert_eq!((meeting.title.as_str(), stage.state("e1")), ("Review", Some(LinkState::Pending)));
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.google.write("e1", &guests(&["guest-1@example.com"]));
    stage.hour();
    stage.hour();
    let (id, meeting) = stage.webex.only();
    assert_eq!((id, meeting.title.as_str()), (made, "Budget"));
    assert_eq!((invited(&stage), stage.state("e1")), (vec!["guest-1@example.com".into()], Some(LinkState::Linked)));
}

/// proves: F6, E81
#[test]
fn a_copy_that_webex_refuses_a_meeting_leaves_nothing_behind_that_cant_be_read() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let mut copy = event("Review", "2026-11-27T09:00:00Z", "2026-11-27T10:00:00Z");
    copy["iCalUID"] = json!("e2@google.com");
    copy["creator"] = json!({ "email": CALENDAR, "self": true });
    copy["conferenceData"] = conference_of(&id, "e1");
    stage.google.write("e2", &copy);
    // The reservation changes the event, so that it is tried a second time.
    for _ in 0..2 {
        stage.host.answer("POST", &[BASE, "/meetings"].concat(), Ok(status(403)));
    }
    stage.trigger();
    assert_eq!(stage.host.unplayed(), 1, "it was tried");
    stage.hour();
    assert_eq!(stage.host.unplayed(), 0, "it was tried again");
    stage.hour();
    assert_eq!((stage.sent(), stage.state("e2"), stage.webex.only().0), (vec![], None, id));
    let kept: Vec<String> =
        stage.host.properties.borrow().keys().filter(|key| key.starts_with("aside.")).cloned().collect();
    assert_eq!(kept, Vec::<String>::new());
}

/// proves: F6, F7
#[test]
fn where_google_takes_no_conference_data_the_event_names_its_meeting_in_properties() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.leave_as("e1", LinkState::Attaching);
    stage.google.write("e1", &json!({ "conferenceData": null }));
    stage.google.refuses_conference_data.set(true);
    stage.trigger();
    let (id, _) = stage.webex.only();
    let event = stage.google.events.borrow()["e1"].1.clone();
    assert_eq!(
        event["extendedProperties"]["private"],
        json!({ "meetwright-meeting": id.as_str(), "meetwright-event": "e1", "meetwright-host": host_mark("host@example.com") })
    );
    assert_eq!(event["location"], json!(format!("https://acme.webex.com/j/{id}")));
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.sent()), (Some(LinkState::Linked), vec![]));
}

/// proves: F7, E15
#[test]
fn a_deleted_events_meeting_goes_when_the_grace_is_over() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.remove("e1");
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.sent()), (Some(LinkState::Leaving), vec![]));
    stage.host.advance(14 * 60);
    stage.trigger();
    assert_eq!(stage.webex.meetings.borrow().len(), 1);
    stage.host.advance(60);
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Deleted), 0));
}

/// proves: E15
#[test]
fn a_meeting_that_somebody_else_deleted_counts_as_deleted() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.remove("e1");
    stage.trigger();
    stage.webex.meetings.borrow_mut().clear();
    stage.hour();
    assert_eq!(stage.state("e1"), Some(LinkState::Deleted));
}

/// proves: E22
#[test]
fn a_running_meeting_is_deleted_when_it_has_ended() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    stage.google.remove("e1");
    stage.trigger();
    let running = Reply { body: r#"{"message":"Meeting is in progress"}"#.into(), ..status(403) };
    stage.host.answer("DELETE", &format!("{BASE}/meetings/{id}"), Ok(running));
    stage.hour();
    assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(LinkState::Leaving), 0));
    stage.hour();
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Deleted), 0));
}

/// proves: E16
#[test]
fn an_event_that_is_restored_within_the_grace_keeps_its_meeting() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    stage.google.remove("e1");
    stage.trigger();
    stage.host.advance(600);
    stage.google.write("e1", &review());
    stage.google.write("e1", &json!({ "conferenceData": conference_of(&id, "e1") }));
    stage.trigger();
    stage.hour();
    assert_eq!((stage.state("e1"), stage.webex.only().0), (Some(LinkState::Linked), id));
}

/// proves: E14
#[test]
fn a_meeting_whose_event_was_never_saved_is_collected_after_two_days() {
    let stage = Stage::linked();
    stage.pick("createWebexMeeting", "e1");
    for _ in 0..47 {
        stage.hour();
    }
    assert_eq!(stage.webex.meetings.borrow().len(), 1);
    stage.hour();
    assert_eq!((stage.webex.meetings.borrow().len(), stage.state("e1")), (0, Some(LinkState::Deleted)));
}

/// proves: E27, E19
#[test]
fn copies_and_foreign_meetings_are_left_alone() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let mut copy = review();
    copy["conferenceData"] = conference_of(&id, "e1");
    stage.google.write("e2", &copy);
    let mut foreign = review();
    foreign["conferenceData"] = json!({ "conferenceId": "x", "entryPoints": [
        { "entryPointType": "video", "uri": "https://other.webex.com/j/1" }] });
    stage.google.write("e3", &foreign);
    stage.trigger();
    stage.google.remove("e2");
    stage.trigger();
    stage.hour();
    assert_eq!((stage.webex.only().0, stage.links().len()), (id, 1));
}
