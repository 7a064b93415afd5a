//! The panel: cards opened and buttons clicked.

use meetwright::memory::Keeper;
use meetwright::model::link::LinkState;
use serde_json::json;

use crate::google::event;
use crate::stage::Stage;

fn review() -> serde_json::Value {
    event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")
}

/// proves: N4
#[test]
fn opening_a_warm_card_asks_properties_and_calendar_once_and_webex_never() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.open_home();
    let home = stage.open_home();
    assert!(home.text().contains("Review") && home.link("Join").contains("webex.com"), "{}", home.text());
    let counts = ["cache", "properties", "calendar", "http"];
    assert_eq!(counts.map(|port| stage.host.count(port)), [0, 1, 1, 0]);
    let card = stage.open_event("e1");
    assert!(card.text().contains("In step with Webex"), "{}", card.text());
    assert_eq!(counts.map(|port| stage.host.count(port)), [0, 1, 1, 0]);
    assert_eq!(stage.host.round_trips(), 2);
}

/// proves: F4, P7
#[test]
fn a_meeting_added_from_the_panel_goes_into_the_open_editor_and_waits_for_saving() {
    let stage = Stage::linked();
    stage.google.write("e1", &review());
    stage.trigger();
    let answer = stage.open_event("e1").click("Add Webex meeting").response;
    assert_eq!((answer["kind"].as_str(), stage.host.count("calendar.patch")), (Some("calendar"), 0));
    assert_eq!(stage.state("e1"), Some(LinkState::Waiting));
    assert!(stage.open_event("e1").text().contains("Save the event to keep the meeting."));
    stage.save_conference("e1", &answer["conferenceData"]);
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.sent()), (Some(LinkState::Linked), vec![]));
}

/// proves: F7, E17
#[test]
fn a_meeting_that_is_removed_from_the_panel_goes_after_the_grace() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    let after = stage.open_event("e1").click("Remove");
    assert!(after.text().contains("Removed. The Webex meeting is deleted in 15 minutes."), "{}", after.text());
    assert!(after.text().contains("The meeting will be deleted in 15 minutes."), "{}", after.text());
    assert_eq!((stage.google.shown("e1"), stage.webex.meetings.borrow().len()), (None, 1));
    stage.hour();
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Deleted), 0));
}

/// proves: N4, E24
#[test]
fn a_meeting_that_is_gone_at_webex_is_made_again_only_when_the_person_asks() {
    let stage = Stage::linked();
    let lost = stage.keep_in_step("e1", &review());
    stage.webex.meetings.borrow_mut().clear();
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.state("e1"), Some(LinkState::Gone));
    stage.hour();
    assert_eq!(stage.webex.meetings.borrow().len(), 0);
    let card = stage.open_event("e1");
    assert!(card.text().contains("The meeting was deleted at Webex."), "{}", card.text());
    let answer = card.click("Make a new meeting").response;
    stage.save_conference("e1", &answer["conferenceData"]);
    stage.trigger();
    let (id, meeting) = stage.webex.only();
    assert_eq!((meeting.title.as_str(), stage.state("e1")), ("Budget", Some(LinkState::Linked)));
    assert_ne!(id, lost);
}

/// An event whose meeting is gone at Webex, and a request for a new one whose answer was lost.
fn unanswered() -> Stage {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.webex.meetings.borrow_mut().clear();
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    stage.webex.loses_answers.set(true);
    stage.open_event("e1").click("Make a new meeting");
    stage.webex.loses_answers.set(false);
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Pending), 1));
    stage
}

/// proves: N2, E24, E26
#[test]
fn the_lost_meeting_is_not_taken_for_the_new_one_whose_answer_was_lost() {
    let stage = unanswered();
    stage.google.write("e1", &json!({ "summary": "Budget 2" }));
    stage.trigger();
    stage.hour();
    let (id, meeting) = stage.webex.only();
    assert_eq!((stage.google.shown("e1"), stage.state("e1")), (Some(id), Some(LinkState::Linked)));
    assert_eq!(meeting.title, "Budget 2");
}

/// proves: N2, E24
#[test]
fn a_new_meeting_that_webex_never_made_is_offered_again_and_a_found_one_can_be_put_into_the_field() {
    let stage = unanswered();
    stage.webex.meetings.borrow_mut().clear();
    stage.hour();
    assert_eq!(stage.state("e1"), Some(LinkState::Gone));
    stage.open_event("e1").click("Make a new meeting");
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Waiting), 1));

    let stage = unanswered();
    stage.hour();
    let answer = stage.open_event("e1").click("Show it in the conference field").response;
    assert_eq!(answer["conferenceData"]["parameters"][0]["value"], json!(stage.webex.only().0));
}

/// proves: N2, E14
#[test]
fn removing_what_was_not_answered_yet_leaves_no_meeting_behind() {
    let stage = unanswered();
    stage.open_event("e1").click("Remove");
    for _ in 0..52 {
        stage.hour();
    }
    assert_eq!((stage.google.shown("e1"), stage.webex.meetings.borrow().len()), (None, 0));
}

/// proves: N4
#[test]
fn sync_now_follows_a_change_at_once() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    let card = stage.open_event("e1").click("Sync now");
    assert!(card.text().contains("Webex is in step."), "{}", card.text());
    assert_eq!(stage.webex.meetings.borrow()[&id].title, "Budget");
    stage.trigger();
    assert_eq!(stage.sent(), Vec::<String>::new(), "the trigger has nothing left to do");
}

#[test]
fn while_another_execution_works_a_button_says_so_instead_of_waiting_for_ever() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    let card = stage.open_event("e1");
    stage.host.lock.set(Keeper::Another);
    for label in ["Sync now", "Remove"] {
        assert!(card.click(label).text().contains("Your calendar is being synced."), "{label}");
    }
    assert!(stage.google.shown("e1").is_some());
}

/// proves: F14
#[test]
fn the_details_tell_every_way_of_joining() {
    let stage = Stage::linked();
    let id = stage.keep_in_step("e1", &review());
    let details = stage.open_event("e1").click("How to join");
    let link = format!("https://acme.webex.com/j/{id}");
    for text in [link.as_str(), "25521234567", "p1", "25521234567@acme.webex.com", "+1-415-655-0001"] {
        assert!(details.text().contains(text), "{text} in\n{}", details.text());
    }
}

/// proves: F11, F12, P4
#[test]
fn settings_are_kept_and_lists_come_from_the_cache_the_second_time() {
    let stage = Stage::linked();
    let card = stage.open_home().click("Settings");
    assert!(card.text().contains("Standup"), "{}", card.text());
    let chosen = |value: &str| json!({ "stringInputs": { "value": [value] } });
    let saved = card.click_with("Save", &json!({ "kind": chosen("room"), "template": chosen("t1") }));
    assert!(saved.text().contains("Saved."), "{}", saved.text());
    assert_eq!(stage.host.count("http"), 0);
    assert_eq!(stage.host.properties.borrow()["settings"], r#"{"kind":"room","template":"t1"}"#);
    stage.google.write("e1", &review());
    let buttons = stage.open_event("e1").text();
    assert!(buttons.find("Use my Personal Room") < buttons.find("Add Webex meeting"), "{buttons}");
}

/// proves: E19, F13
#[test]
fn events_that_are_not_ours_to_change_are_explained() {
    let stage = Stage::linked();
    let mut foreign = review();
    foreign["conferenceData"] = json!({ "conferenceId": "x", "conferenceSolution": { "name": "Other" } });
    stage.google.write("e1", &foreign);
    let text = stage.open_event("e1").text();
    assert!(text.contains("a conference that Meetwright did not make") && !text.contains("Remove"), "{text}");
    let mut others = review();
    others["organizer"] = json!({ "email": "other@example.com" });
    others["conferenceData"] = crate::stage::conference_of("870f51ff287b41be84648412901e0402", "e2");
    stage.google.write("e2", &others);
    let text = stage.open_event("e2").text();
    assert!(text.contains("so your Meetwright does not change it") && !text.contains("Remove"), "{text}");
}

/// proves: E74, N8
#[test]
fn a_revoked_sign_in_is_asked_for_again_once_and_nothing_waiting_is_lost() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    *stage.webex.access.borrow_mut() = "revoked".into();
    *stage.webex.grant.borrow_mut() = None;
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.host.count("http"), 2, "the change and one refresh");
    stage.trigger();
    assert_eq!(stage.host.count("http"), 0, "nobody tries again until the person has signed in");
    let card = stage.open_event("e1");
    assert!(card.text().contains("Sign in again"), "{}", card.text());
    card.link("Sign in to Webex");
    // A new sign-in brings tokens, and waiting changes are carried out.
    let tokens = r#"{"access":"access-3","expires":1900000000,"refresh":"refresh-3"}"#;
    *stage.webex.access.borrow_mut() = "access-3".into();
    stage.host.properties.borrow_mut().insert("tokens".into(), tokens.into());
    stage.trigger();
    assert_eq!(stage.webex.only().1.title, "Budget");
}

/// proves: E53, F13
#[test]
fn an_all_day_event_is_shown_by_its_days() {
    let stage = Stage::linked();
    let mut event = review();
    (event["start"], event["end"]) = (json!({ "date": "2026-12-01" }), json!({ "date": "2026-12-02" }));
    stage.google.write("e1", &event);
    assert!(stage.open_event("e1").text().contains("Tue, Dec 1, all day"), "{}", stage.open_event("e1").text());
    event["end"] = json!({ "date": "2026-12-04" });
    stage.google.write("e1", &event);
    assert!(stage.open_event("e1").text().contains("Tue, Dec 1 – Thu, Dec 3, all day"));
}

/// proves: F13
#[test]
fn the_placeholder_for_an_unknown_organizer_is_not_shown() {
    let stage = Stage::linked();
    let mut event = review();
    for (organizer, is_shown) in [("other@example.com", true), ("unknownorganizer@calendar.google.com", false)] {
        event["organizer"] = json!({ "email": organizer });
        stage.google.write("e1", &event);
        assert_eq!(stage.open_event("e1").text().contains("Organized by"), is_shown, "{organizer}");
    }
}

/// proves: N10
#[test]
fn my_data_names_every_record_in_words_and_shows_what_was_kept_aside() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.host.properties.borrow_mut().insert("aside.settings".into(), "{broken".into());
    let text = stage.open_home().click("Settings").click("Show my data").text();
    for words in ["Your Google and Webex accounts", "Meetings by event, part", "kept aside: settings", "{broken"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert!(!text.contains("links."), "{text}");
}
