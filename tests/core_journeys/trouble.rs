//! Obstacles to a run: tokens, limits, refusals, the lock, a calendar that can't be read.

use meetwright::memory::{Fault, Keeper};
use meetwright::model::link::LinkState;
use meetwright::port::{HostError, Reply};
use meetwright::store::cache::DIRTY;
use meetwright::store::{State, Want};
use meetwright::webex::client::Session;
use serde_json::{json, Value};

use crate::google::event;
use crate::stage::Stage;
use crate::webex::{status, BASE};

fn review() -> Value {
    event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")
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
    let tokens = stage.host.properties.borrow()["tokens"].clone();
    assert!(tokens.contains(stage.webex.grant.borrow().as_deref().unwrap()), "the replaced refresh token is kept");
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
    let mut loaded = State::load(&stage.host.ports(), Want::Records).unwrap();
    let newer = r#"{"access":"access-2","expires":1900000000,"refresh":"refresh-2"}"#;
    stage.host.properties.borrow_mut().insert("tokens".into(), newer.into());
    *stage.webex.grant.borrow_mut() = Some("refresh-2".into());
    stage.host.begin();
    assert_eq!(loaded.renew(&stage.host.ports()), Ok(()));
    assert_eq!(loaded.tokens.map(|tokens| tokens.access.reveal().to_owned()).as_deref(), Some("access-2"));
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
    let limited = Reply { headers: vec![("retry-after".into(), "5400".into())], body: html.into(), ..status(429) };
    stage.host.answer("PATCH", &format!("{BASE}/meetings/{id}"), Ok(limited));
    stage.google.write("e1", &json!({ "summary": "Budget" }));
    stage.trigger();
    assert_eq!(stage.state("e1"), Some(LinkState::Behind));
    assert!(stage.open_event("e1").text().contains("The last change has not reached Webex yet."));
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
    // Each call takes a second here, and the mark was left while the lock was held.
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
