//! Webex follows the calendar while the person is away.

use meetwright::auth;
use meetwright::link::LinkState;
use meetwright::memory::{Fault, Keeper};
use meetwright::port::{HostError, Reply};
use meetwright::store::{State, Want, DIRTY};
use serde_json::{json, Value};

use crate::google::event;
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
    let told = || stage.webex.meetings.borrow().values().filter(|meeting| meeting.title == "Budget").count();
    assert_eq!((told(), stage.host.properties.borrow()["calendars"] == before), (50, true));
    stage.host.fault.set(None);
    stage.trigger();
    assert_eq!(told(), 60);
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
    // Two waves of creations, one of invitees, one that writes the events.
    assert_eq!(counts(&stage), [1, 1, 1, 1, 3, 4]);
    assert_eq!(stage.webex.meetings.borrow().len(), 12);
    for event in 0..12 {
        let id = format!("e{event}");
        assert_eq!(stage.state(&id), Some(LinkState::Linked));
        assert!(stage.webex.meetings.borrow().contains_key(&stage.google.shown(&id).unwrap()), "{id}");
    }
    let bound = |request: &&meetwright::port::Request| request.headers.iter().any(|(name, _)| *name == "If-Match");
    assert_eq!(stage.host.sent.borrow().iter().filter(bound).count(), 12, "every write names the version it read");
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

/// proves: A5, E12, N6
#[test]
fn one_event_is_written_through_the_calendar_service_on_the_version_that_was_read() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.leave_as("e1", LinkState::Deleted);
    stage.webex.meetings.borrow_mut().clear();
    let written = stage.google.write("e1", &json!({ "description": "x" }));
    stage.host.calendar("patch", "e1", Err(HostError::PreconditionFailed));
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(LinkState::Attaching), 0), "{written}");
    stage.host.advance(60);
    stage.trigger();
    let (id, _) = stage.webex.only();
    assert_eq!((stage.state("e1"), stage.google.shown("e1")), (Some(LinkState::Linked), Some(id)));
    assert_eq!(stage.host.count("calendar.patch"), 1);
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
        json!({ "meetwright-meeting": id.as_str(), "meetwright-event": "e1" })
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

/// proves: E75, E76
#[test]
fn a_refused_token_is_renewed_once_and_the_call_repeated() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    *stage.webex.access.borrow_mut() = "access-2".into();
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    let patch = format!("PATCH /meetings/{id}");
    assert_eq!(stage.sent(), [patch.as_str(), "POST /access_token", patch.as_str()]);
    assert_eq!(stage.host.count("properties.save"), 2, "the new tokens are saved at once");
    let stored = stage.host.properties.borrow()["tokens"].clone();
    assert!(stored.contains(stage.webex.grant.borrow().as_deref().unwrap()), "the replaced refresh token is kept");
    assert_eq!(stage.webex.only().1.title, "Budget");
}

/// proves: E75
#[test]
fn a_token_that_is_about_to_end_is_renewed_before_it_is_used() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let expires = stage.host.now.get().0 + 60;
    let tokens = format!(r#"{{"access":"access-1","expires":{expires},"refresh":"refresh-1"}}"#);
    stage.host.properties.borrow_mut().insert("tokens".into(), tokens);
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.sent(), ["POST /access_token".to_owned(), format!("PATCH /meetings/{id}")]);
}

/// proves: E75
#[test]
fn a_token_that_another_execution_renewed_meanwhile_is_taken_over() {
    let stage = Stage::linked();
    let mut state = State::load(&stage.host.ports(), Want::Records).unwrap();
    let newer = r#"{"access":"access-2","expires":1900000000,"refresh":"refresh-2"}"#;
    stage.host.properties.borrow_mut().insert("tokens".into(), newer.into());
    *stage.webex.grant.borrow_mut() = Some("refresh-2".into());
    stage.host.begin();
    assert_eq!(auth::refresh(&stage.host.ports(), &mut state), Ok(()));
    assert_eq!(state.tokens.map(|tokens| tokens.access.reveal().to_owned()).as_deref(), Some("access-2"));
    assert_eq!(stage.host.properties.borrow()["tokens"], newer);
}

/// proves: E74
#[test]
fn a_server_error_of_the_token_endpoint_is_no_revocation() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    *stage.webex.access.borrow_mut() = "access-2".into();
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.host.answer("POST", &[BASE, "/access_token"].concat(), Ok(status(503)));
    stage.trigger();
    assert!(!stage.host.properties.borrow()["tokens"].is_empty());
    stage.hour();
    assert_eq!(stage.webex.only().1.title, "Budget");
}

/// proves: E13, N4
#[test]
fn a_rate_limit_is_waited_for_and_shown() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let html = "<html><body>Too many requests</body></html>";
    let limited = Reply { headers: vec![("retry-after".into(), "7200".into())], body: html.into(), ..status(429) };
    stage.host.answer("PATCH", &format!("{BASE}/meetings/{id}"), Ok(limited));
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.state("e1"), Some(LinkState::Behind));
    assert!(stage.open_event("e1").text().contains("Webex has not followed the last change yet."));
    stage.hour();
    assert_eq!((stage.sent(), stage.state("e1")), (vec![], Some(LinkState::Behind)));
    stage.hour();
    assert_eq!((stage.webex.only().1.title.as_str(), stage.state("e1")), ("Budget", Some(LinkState::Linked)));
}

/// proves: N4
#[test]
fn a_refusal_is_shown_and_not_repeated_until_the_event_changes() {
    for (code, sentence) in [(403, "Webex does not let you change this meeting."), (400, "Webex does not accept")] {
        let stage = Stage::linked();
        let id = stage.keep_in_step("e1", &review());
        stage.host.answer("PATCH", &format!("{BASE}/meetings/{id}"), Ok(status(code)));
        stage.google.write("e1", &json!({ "summary": "Budget" }));
        stage.trigger();
        assert!(stage.open_event("e1").text().contains(sentence), "{code}: {:?}", stage.state("e1"));
        stage.hour();
        assert_eq!(stage.sent(), Vec::<String>::new());
        stage.google.write("e1", &json!({ "summary": "Plan" }));
        stage.trigger();
        assert_eq!((stage.webex.only().1.title.as_str(), stage.state("e1")), ("Plan", Some(LinkState::Linked)));
    }
}

/// proves: E6
#[test]
fn a_run_without_the_lock_leaves_a_mark_and_the_holder_looks_again() {
    let stage = Stage::linked();
    stage.host.lock.set(Keeper::Another);
    stage.trigger();
    assert_eq!((stage.host.count("calendar"), stage.host.count("properties")), (0, 0));
    assert_eq!(stage.host.cache.borrow()[DIRTY].0, stage.host.now.get().0.to_string());
    stage.host.lock.set(Keeper::Nobody);
    // Each call takes a second here; the mark was left while the holder worked.
    stage.host.pace.set(1);
    stage.host.advance(1);
    let mark = (stage.host.now.get().0 + 4).to_string();
    stage.host.cache.borrow_mut().insert(DIRTY.into(), (mark, stage.host.now.get().plus(600)));
    stage.trigger();
    assert_eq!(stage.host.count("calendar.list"), 2);
    assert_eq!(stage.host.lock.get(), Keeper::Nobody);
    stage.trigger();
    assert_eq!(stage.host.count("calendar.list"), 1, "an old mark asks for nothing");
}

#[test]
fn the_lock_is_given_back_whatever_fails_in_between() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    for call in 2..=6 {
        stage.host.fault.set(Some(Fault::Refused(call, "quota")));
        stage.trigger();
        assert_eq!(stage.host.lock.get(), Keeper::Nobody, "call {call}: {:?}", stage.host.calls.borrow());
    }
}

/// proves: E1
#[test]
fn after_an_expired_sync_token_deletions_are_found_and_confirmed() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.keep_in_step("e2", &review());
    stage.google.remove("e1");
    stage.google.forgets_tokens.set(true);
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.state("e2")), (Some(LinkState::Leaving), Some(LinkState::Linked)));
    assert_eq!(stage.sent(), Vec::<String>::new());
}

/// proves: E10, E91
#[test]
fn an_event_that_a_full_list_lacks_and_that_exists_keeps_its_meeting() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.host.calendar("list", "", Err(HostError::SyncTokenExpired));
    stage.host.calendar("list", "", Ok(r#"{"timeZone":"Europe/Paris","items":[],"nextSyncToken":"9"}"#.into()));
    stage.trigger();
    assert_eq!((stage.host.count("calendar.get"), stage.state("e1")), (1, Some(LinkState::Linked)));
}

/// proves: E2, E3
#[test]
fn all_pages_are_planned_at_once_and_only_the_last_ones_token_is_kept() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let changed = stage.google.write("e1", &json!({ "summary": "Budget" }));
    let first = json!({ "items": [changed], "nextPageToken": "p2" });
    let last = json!({ "timeZone": "Europe/Paris", "items": [], "nextSyncToken": "77" });
    stage.host.calendar("list", "", Ok(first.to_string()));
    stage.host.calendar("list", "", Err(HostError::Quota));
    stage.trigger();
    assert!(!stage.host.properties.borrow()["calendars"].contains("77"));
    stage.host.calendar("list", "", Ok(first.to_string()));
    stage.host.calendar("list", "", Ok(last.to_string()));
    stage.trigger();
    assert!(stage.host.properties.borrow()["calendars"].contains(r#""token":"77""#));
    assert_eq!((stage.webex.only().1.title.as_str(), stage.sent().len()), ("Budget", 1), "{id}");
}

/// proves: E11
#[test]
fn a_calendar_that_cant_be_read_keeps_its_meetings_and_its_token() {
    for error in [HostError::NotFound, HostError::Forbidden, HostError::Quota] {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review());
        let before = stage.host.properties.borrow().clone();
        stage.host.calendar("list", "", Err(error));
        stage.trigger();
        assert_eq!(*stage.host.properties.borrow(), before);
    }
}
