//! "Add Webex" in the conferencing menu.

use meetwright::memory::{Fault, Keeper};
use meetwright::model::link::LinkState;
use meetwright::model::settings::Kind;
use meetwright::port::Reply;
use serde_json::{json, Value};

use crate::google::event;
use crate::stage::Stage;
use crate::webex::{status, BASE};

const MENU: &str = "createWebexMeeting";
const ROOM: &str = "createPersonalRoomMeeting";

fn error(answer: &Value) -> &str {
    assert_eq!(answer["kind"], "conference");
    answer["error"]["type"].as_str().unwrap_or_else(|| panic!("{answer}"))
}

/// proves: F4, E9
#[test]
fn an_event_that_cant_be_read_yet_gets_its_meeting_with_one_fetch() {
    let stage = Stage::linked();
    let answer = stage.pick(MENU, "new-1");
    let (id, meeting) = stage.webex.only();
    assert_eq!((stage.host.round_trips(), stage.host.count("http")), (6, 1));
    assert!(stage.host.round_trips() <= 7);
    let data = &answer["conferenceData"];
    let ways: Vec<&str> =
        data["entryPoints"].as_array().unwrap().iter().map(|entry| entry["entryPointType"].as_str().unwrap()).collect();
    assert_eq!(ways, ["VIDEO", "PHONE", "SIP", "MORE"]);
    assert_eq!(data["entryPoints"][0]["password"], "p1");
    let mark = meetwright::model::meeting::host_mark("host@example.com");
    let named = [("meeting", id.as_str()), ("event", "new-1"), ("host", &mark)];
    assert_eq!(data["parameters"], json!(named.map(|(key, value)| json!({ "key": key, "value": value }))));
    // Placeholders: an hour, tomorrow, in the person's zone.
    assert_eq!((meeting.title.as_str(), meeting.zone.as_str()), ("Webex meeting", "Europe/Paris"));
    assert_eq!((meeting.start.as_str(), meeting.end.as_str()), ("2026-11-25T14:00:00", "2026-11-25T15:00:00"));
    assert_eq!(stage.body("POST")["sendEmail"], false);
    assert_eq!(stage.state("new-1"), Some(LinkState::Waiting));
}

/// proves: N2, E26
#[test]
fn what_is_wanted_is_written_down_before_webex_is_asked() {
    let stage = Stage::linked();
    stage.pick(MENU, "e0");
    let index = stage.host.calls.borrow().iter().position(|call| *call == "http").unwrap();
    stage.host.fault.set(Some(Fault::KilledBefore(index + 1)));
    stage.pick(MENU, "e1");
    assert_eq!(stage.state("e1"), Some(LinkState::Pending));
    assert_eq!(stage.webex.meetings.borrow().len(), 1, "only that of e0");
}

/// proves: E26, E9
#[test]
fn after_a_lost_answer_the_second_pick_takes_the_same_meeting() {
    for filters_tags in [true, false] {
        let stage = Stage::linked();
        stage.webex.filters_tags.set(filters_tags);
        stage.webex.loses_answers.set(true);
        assert_eq!(error(&stage.pick(MENU, "e1")), "TEMPORARY");
        stage.webex.loses_answers.set(false);
        let (id, _) = stage.webex.only();
        let answer = stage.pick(MENU, "e1");
        assert_eq!(answer["conferenceData"]["parameters"][0]["value"], json!(id), "filters: {filters_tags}");
        assert_eq!((stage.webex.only().0, stage.state("e1")), (id, Some(LinkState::Waiting)));
    }
}

/// proves: E9
#[test]
fn a_second_pick_takes_the_meeting_of_the_first() {
    let stage = Stage::linked();
    let first = stage.pick(MENU, "e1");
    assert_eq!(stage.pick(MENU, "e1"), first);
    assert_eq!(stage.sent(), [format!("GET /meetings/{}", stage.webex.only().0)]);
}

/// proves: F4, F15
#[test]
fn an_event_that_can_be_read_gives_its_meeting_title_and_time() {
    let stage = Stage::linked();
    stage.google.write("e1", &event("Review", "2026-11-26T03:00:00-05:00", "2026-11-26T04:00:00-05:00"));
    stage.pick(MENU, "e1");
    let (_, meeting) = stage.webex.only();
    assert_eq!((meeting.title.as_str(), meeting.zone.as_str()), ("Review", "Europe/Paris"));
    assert_eq!((meeting.start.as_str(), meeting.end.as_str()), ("2026-11-26T09:00:00", "2026-11-26T10:00:00"));
}

/// proves: P8, E81
#[test]
fn what_goes_wrong_is_told_in_the_kinds_that_calendar_explains() {
    let meetings = [BASE, "/meetings"].concat();
    let limited = Reply { headers: vec![("retry-after".into(), "30".into())], ..status(429) };
    for (reply, expected) in [
        (status(403), "PERMISSION_DENIED"),
        (status(400), "PERMANENT"),
        (limited, "TEMPORARY"),
        (status(503), "TEMPORARY"),
    ] {
        let stage = Stage::linked();
        let may_exist = reply.status == 503;
        stage.host.answer("POST", &meetings, Ok(reply.clone()));
        assert_eq!(error(&stage.pick(MENU, "e1")), expected, "{reply:?}");
        assert_eq!(stage.host.unplayed(), 0);
        // After a refusal there is nothing to look up; after a server's error the meeting may exist.
        assert_eq!(stage.state("e1"), may_exist.then_some(LinkState::Pending), "{reply:?}");
    }
}

/// proves: P8, E74
#[test]
fn someone_who_is_signed_out_is_given_the_way_in_and_webex_is_not_asked() {
    let stage = Stage::fresh();
    let answer = stage.pick(MENU, "e1");
    assert_eq!(error(&answer), "AUTHENTICATION");
    assert!(answer["error"]["authenticationUrl"].as_str().unwrap().contains("code_challenge="), "{answer}");
    assert_eq!(stage.host.count("http"), 0);
    // It is recorded, and made after the sign-in.
    assert_eq!(stage.state("e1"), Some(LinkState::Wanted(Kind::Meeting)));
}

/// proves: E85
#[test]
fn an_absence_takes_no_meeting() {
    let stage = Stage::linked();
    let mut absence = event("Away", "2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
    absence["eventType"] = json!("outOfOffice");
    stage.google.write("e2", &absence);
    assert_eq!(error(&stage.pick(MENU, "e2")), "PERMANENT");
    assert_eq!((stage.host.count("http"), stage.state("e2")), (0, None));
}

/// proves: F10, E81
#[test]
fn a_personal_room_is_asked_for_once_and_its_pin_is_not_kept() {
    let stage = Stage::linked();
    *stage.webex.room.borrow_mut() = Some(json!({
        "personalMeetingRoomLink": "https://acme.webex.com/meet/host",
        "hostPIN": "987654",
        "sipAddress": "host@acme.webex.com",
        "telephony": { "accessCode": "1234567", "callInNumbers": [] },
    }));
    let first = stage.pick(ROOM, "e1");
    assert_eq!(first["conferenceData"]["entryPoints"][0]["uri"], "https://acme.webex.com/meet/host");
    assert_eq!(first["conferenceData"]["parameters"], json!([{ "key": "room", "value": "1" }]));
    assert_eq!(stage.pick(ROOM, "e2"), first);
    assert_eq!((stage.host.round_trips(), stage.host.count("http")), (2, 0));
    assert!(stage.host.cache.borrow().values().all(|(value, _)| !value.contains("987654")));
}

/// proves: F10, E81
#[test]
fn someone_without_a_personal_room_is_told_so_once() {
    let stage = Stage::linked();
    for requests in [1, 0] {
        assert_eq!(error(&stage.pick(ROOM, "e1")), "CONFERENCE_SOLUTION_FORBIDDEN");
        assert_eq!(stage.host.count("http"), requests);
    }
}

/// proves: E6, E75
#[test]
fn without_the_lock_the_meeting_is_made_and_the_next_run_takes_its_link_in() {
    let stage = Stage::linked();
    stage.host.lock.set(Keeper::Another);
    let answer = stage.pick(MENU, "e1");
    let written: Vec<String> =
        stage.host.properties.borrow().keys().filter(|key| key.starts_with("links.")).cloned().collect();
    assert_eq!(written, Vec::<String>::new(), "buckets belong to the lock's holder");
    assert_eq!(stage.state("e1"), Some(LinkState::Waiting));
    stage.host.lock.set(Keeper::Nobody);
    stage.google.write("e1", &event("Review", "2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z"));
    stage.save_conference("e1", &answer["conferenceData"]);
    stage.trigger();
    assert_eq!((stage.webex.only().1.title.as_str(), stage.state("e1")), ("Review", Some(LinkState::Linked)));
    let intents = stage.host.properties.borrow();
    assert!(intents.iter().filter(|(key, _)| key.starts_with("intent.")).all(|(_, value)| value.is_empty()));
}
