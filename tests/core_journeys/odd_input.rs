//! Bad input at every boundary: event objects, stored records, replies of Google and Webex.

use meetwright::model::link::LinkState;
use meetwright::port::Reply;
use serde_json::{json, Value};

use crate::google::event;
use crate::stage::Stage;
use crate::webex::{status, BASE};

const ENTRIES: [&str; 13] = [
    "onHomepage",
    "onCalendarEventOpen",
    "onCalendarEventUpdate",
    "onGmailMessageOpen",
    "onAction",
    "openHome",
    "openSettings",
    "createWebexMeeting",
    "createPersonalRoomMeeting",
    "onCalendarChange",
    "onHourly",
    "onWebexCallback",
    "onGoogleCallback",
];

fn review() -> Value {
    event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")
}

#[test]
fn every_entry_point_answers_every_malformed_event_object() {
    let long = "x".repeat(10_000);
    let odd = [
        json!(null),
        json!(7),
        json!("text"),
        json!([]),
        json!({ "commonEventObject": 3, "calendar": [], "eventData": "x", "parameter": null }),
        json!({ "commonEventObject": { "userLocale": {}, "timeZone": "x", "parameters": [1], "formInputs": 5 } }),
        json!({ "commonEventObject": { "userLocale": long, "timeZone": { "id": long } } }),
        json!({ "commonEventObject": { "parameters": { "do": "sync-now", "calendar": "a/../b", "event": "%00" } } }),
        json!({ "commonEventObject": { "parameters": { "do": "remove", "calendar": 5, "event": ["e1"] } } }),
        json!({ "calendar": { "calendarId": "host@example.com", "id": "e1", "capabilities": "all" } }),
        json!({ "eventData": { "calendarId": {}, "eventId": 3 } }),
    ];
    for linked in [false, true] {
        for entry in ENTRIES {
            for argument in &odd {
                let stage = if linked { Stage::linked() } else { Stage::fresh() };
                let response = stage.call(entry, argument);
                assert!(response["kind"].is_string(), "{entry} {argument} {response}");
                assert!(response.to_string().len() < 50_000, "{entry} repeats what it was given");
            }
        }
    }
}

#[test]
fn a_button_that_nobody_knows_says_that_it_is_out_of_date() {
    let stage = Stage::linked();
    let argument = json!({ "commonEventObject": { "parameters": { "do": "format-disk" } } });
    let response = stage.call("onAction", &argument);
    assert_eq!(response["notification"]["text"], "This button is out of date. Refresh the panel and try again.");
    assert_eq!(stage.host.round_trips(), 0);
}

/// proves: E82
#[test]
fn a_damaged_account_leads_to_a_sign_in_and_is_kept_aside() {
    let stage = Stage::linked();
    stage.host.properties.borrow_mut().insert("account".into(), "{broken".into());
    let home = stage.open_home();
    home.link("Sign in to Webex");
    assert!(stage.host.log.borrow().iter().any(|line| line.contains("unreadable")), "{:?}", stage.host.log);
    stage.trigger();
    let sealed = stage.host.state_tokens.borrow()[0].2.clone();
    *stage.webex.grant.borrow_mut() = Some("code-1".into());
    stage.call("onWebexCallback", &json!({ "parameter": { "code": "code-1", "verifier": sealed["verifier"] } }));
    let stored = stage.host.properties.borrow().clone();
    assert_eq!(stored["aside.account"], "{broken");
    assert!(stored["account"].contains("host@example.com"));
}

/// proves: N3
#[test]
fn damaged_links_are_kept_aside_and_rebuilt_from_the_calendar() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let (key, line) = {
        let stored = stage.host.properties.borrow();
        let bucket = stored.iter().find(|(key, value)| key.starts_with("links.") && !value.is_empty()).unwrap();
        (bucket.0.clone(), bucket.1.clone())
    };
    let damaged = line.replace('|', "!");
    stage.host.properties.borrow_mut().insert(key.clone(), damaged.clone());
    assert!(stage.open_event("e1").text().contains("Remove"), "the panel lives");
    stage.trigger();
    assert_eq!(stage.state("e1"), Some(LinkState::Linked));
    assert_eq!(stage.host.properties.borrow()[&["aside.", &key].concat()], damaged);
    assert_eq!(
        (stage.webex.only().0, stage.links()["e1"].meeting.as_ref().unwrap().as_str()),
        (id.clone(), id.as_str())
    );
    stage.trigger();
    assert_eq!(stage.sent(), Vec::<String>::new());
}

/// Successful replies that are not as Webex documents.
fn misshapen() -> [Reply; 6] {
    ["", "<html>", "[]", "{}", r#"{"id":5,"webLink":[]}"#, r#"{"id":"m1","webLink":"https://evil.example/"}"#]
        .map(|body| Reply { status: 200, headers: vec![], body: body.into() })
}

/// proves: E26
#[test]
fn a_misshapen_answer_to_a_creation_is_looked_up_and_not_repeated() {
    for reply in misshapen() {
        let stage = Stage::linked();
        stage.host.answer("POST", &[BASE, "/meetings"].concat(), Ok(reply.clone()));
        let answer = stage.pick("createWebexMeeting", "e1");
        assert_eq!(answer["error"]["type"], "TEMPORARY", "{reply:?}");
        assert_eq!(stage.state("e1"), Some(LinkState::Pending));
        stage.pick("createWebexMeeting", "e1");
        assert!(stage.sent()[0].starts_with("GET /meetings"), "{:?}", stage.sent());
        assert_eq!(stage.webex.meetings.borrow().len(), 1);
    }
}

#[test]
fn misshapen_answers_never_break_a_card_or_a_run() {
    for reply in misshapen() {
        let stage = Stage::linked();
        let id = stage.keep_in_step("e1", &review());
        let card = stage.open_event("e1");
        stage.host.answer("GET", &format!("{BASE}/meetings/{id}"), Ok(reply.clone()));
        assert!(card.click("How to join").text().contains("can't be reached right now"), "{reply:?}");
        for list in ["/meetingPreferences/sites", "/meetings/templates"] {
            stage.host.answer("GET", &[BASE, list].concat(), Ok(reply.clone()));
        }
        assert!(stage.open_home().click("Settings").text().contains("Default for new meetings"), "{reply:?}");
        stage.google.write("e1", &json!({ "attendees": [{ "email": "guest-1@example.com" }] }));
        stage.trigger();
        stage.host.answer("GET", &[BASE, "/meetingInvitees"].concat(), Ok(reply.clone()));
        stage.google.write("e1", &json!({ "attendees": [{ "email": "guest-2@example.com" }] }));
        stage.trigger();
        assert_eq!(stage.host.unplayed(), 0);
        stage.hour();
        assert!(matches!(stage.state("e1"), Some(LinkState::Linked)), "{reply:?}");
        let invited: Vec<String> = stage.webex.only().1.invitees.into_values().collect();
        assert!(invited.contains(&"guest-2@example.com".to_owned()), "{reply:?} {invited:?}");
    }
}

#[test]
fn a_misshapen_reply_of_the_calendar_changes_nothing() {
    for text in ["", "<html>", "[]", "{}", r#"{"items":7}"#, r#"{"items":[null,{"id":""},{"id":5},"x"]}"#] {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review());
        let before = stage.host.properties.borrow().clone();
        stage.host.calendar("list", "", Ok(text.into()));
        stage.trigger();
        assert_eq!(*stage.host.properties.borrow(), before, "{text}");
        stage.host.calendar("get", "e1", Ok(text.into()));
        assert_eq!(stage.open_event("e1").response["kind"], "cards", "{text}");
        stage.host.calendar("list", "", Ok(text.into()));
        assert_eq!(stage.open_home().response["kind"], "cards", "{text}");
    }
}

/// proves: E86
#[test]
fn hostile_titles_reach_webex_as_one_line_and_cards_as_plain_text() {
    let long = "한👩‍👩‍👧".repeat(2_000);
    for title in ["<a href='https://evil.example'>Join</a>", "a\r\nb\u{202e}c", "\u{0}\u{7}", long.as_str(), "  "] {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review());
        stage.google.write("e1", &json!({ "summary": title }));
        stage.trigger();
        let (_, meeting) = stage.webex.only();
        let units = meeting.title.encode_utf16().count();
        assert!((1..=128).contains(&units) && !meeting.title.contains(char::is_control), "{:?}", meeting.title);
        for shown in [stage.open_event("e1").response, stage.open_home().response] {
            assert!(!shown["cards"][0]["sections"].to_string().contains("<a "), "{shown}");
        }
    }
}

#[test]
fn a_server_that_answers_fewer_replies_than_requests_is_not_believed() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.host.answer("PATCH", &format!("{BASE}/meetings/{}", stage.webex.only().0), Ok(status(301)));
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_ne!(stage.state("e1"), Some(LinkState::Linked), "a redirection is no success");
}
