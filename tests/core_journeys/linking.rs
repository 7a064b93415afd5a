//! Signing in to Webex: the card, the address, the callback, the triggers.

use meetwright::base::code::{base64url, sha256};
use serde_json::{json, Value};

use crate::google::CALENDAR;
use crate::stage::Stage;
use crate::webex::SITE;

/// The parameters of an address, decoded.
fn query(url: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let pairs = url.split_once('?').unwrap().1.split('&');
    pairs.map(|pair| pair.split_once('=').unwrap()).map(|(name, value)| (name.into(), decoded(value))).collect()
}

/// Signs in as the authorization page would: Google passes on the code and the arguments in its state token.
fn sign_in(stage: &Stage, code: &str) -> Value {
    *stage.webex.grant.borrow_mut() = Some(code.to_owned());
    stage.open_home();
    let (callback, _, sealed) = stage.host.state_tokens.borrow().last().cloned().unwrap();
    assert_eq!(callback, "onWebexCallback");
    stage.call("onWebexCallback", &json!({ "parameter": { "code": code, "verifier": sealed["verifier"] } }))
}

fn triggers(stage: &Stage) -> Vec<(String, Option<String>)> {
    let mut all: Vec<_> = stage
        .host
        .triggers
        .borrow()
        .iter()
        .map(|trigger| (trigger.handler.clone(), trigger.calendar.clone()))
        .collect();
    all.sort();
    all
}

fn one_of_each() -> Vec<(String, Option<String>)> {
    vec![("onCalendarChange".into(), Some(CALENDAR.into())), ("onHourly".into(), None)]
}

/// proves: F2
#[test]
fn someone_who_is_not_linked_is_shown_a_sign_in_with_pkce_and_the_scopes() {
    let stage = Stage::fresh();
    let url = stage.open_home().link("Sign in to Webex");
    assert_eq!(stage.host.count("http"), 0);
    let (_, life, sealed) = stage.host.state_tokens.borrow()[0].clone();
    assert!(life <= 3600);
    let verifier = &sealed["verifier"];
    assert!((43..=128).contains(&verifier.len()), "RFC 7636 wants 43 characters at least");
    let challenge = base64url(&sha256(verifier));
    let expected = [
        ("response_type", "code"),
        ("client_id", "client-1"),
        ("redirect_uri", "https://script.google.com/macros/d/script-1/usercallback"),
        ("scope", "meeting:schedules_read meeting:schedules_write meeting:preferences_read spark:people_read"),
        ("state", "state-1"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert!(url.starts_with("https://webexapis.com/v1/authorize?"));
    assert_eq!(query(&url), expected);
    stage.open_home();
    let tokens = stage.host.state_tokens.borrow();
    assert_ne!(tokens[0].2["verifier"], tokens[1].2["verifier"], "each sign-in has a verifier of its own");
}

/// proves: F2, F3, P6
#[test]
fn the_callback_links_the_account_and_makes_each_trigger_once() {
    let stage = Stage::fresh();
    let page = sign_in(&stage, "code-1");
    assert!(page["html"].as_str().unwrap().contains("You are signed in to Webex."), "{page}");
    let account: Value = serde_json::from_str(&stage.host.properties.borrow()["account"]).unwrap();
    assert_eq!(account, json!({ "google": CALENDAR, "webex": "host@example.com", "site": SITE, "off": 20 }));
    assert_eq!(triggers(&stage), one_of_each());
    assert_eq!(stage.host.count("http"), 3, "the code, who it is at Webex, who it is at Google");
    let home = stage.open_home();
    assert!(home.text().contains("Webex account: host@example.com"), "{}", home.text());
}

/// proves: F3, E78
#[test]
fn leftover_triggers_are_cleared_and_signing_in_twice_adds_none() {
    let stage = Stage::fresh();
    stage.host.add_trigger("onCalendarChange", Some(CALENDAR));
    stage.host.add_trigger("onCalendarChange", Some(CALENDAR));
    stage.host.add_trigger("onCalendarChange", Some("other@example.com"));
    stage.host.add_trigger("oldFunction", None);
    sign_in(&stage, "code-1");
    assert_eq!(triggers(&stage), one_of_each());
    sign_in_again(&stage);
    assert_eq!(triggers(&stage), one_of_each());
}

/// proves: A1, A3
#[test]
fn the_primary_calendar_is_watched_under_the_id_that_calendar_app_names() {
    let stage = Stage::fresh();
    let last_sent = r#"{"id":"primary-1@example.com","name":"Own","timeZone":"Asia/Seoul"}"#;
    stage
        .host
        .grants
        .borrow_mut()
        .insert("app.calendar".into(), meetwright::base::json::Json::parse(last_sent).unwrap());
    sign_in(&stage, "code-1");
    let account: Value = serde_json::from_str(&stage.host.properties.borrow()["account"]).unwrap();
    assert_eq!((&account["google"], &account["zone"]), (&json!(CALENDAR), &json!("Asia/Seoul")));
    let watched: Vec<Option<String>> = stage
        .host
        .triggers
        .borrow()
        .iter()
        .filter(|one| one.calendar.is_some())
        .map(|one| one.calendar.clone())
        .collect();
    assert_eq!(watched, [Some("primary-1@example.com".to_owned())]);
}

fn sign_in_again(stage: &Stage) {
    stage.host.properties.borrow_mut().remove("tokens");
    sign_in(stage, "code-2");
}

/// proves: F3, E5
#[test]
fn the_hourly_sweep_puts_a_lost_trigger_back() {
    let stage = Stage::fresh();
    sign_in(&stage, "code-1");
    stage.host.triggers.borrow_mut().retain(|trigger| trigger.handler == "onHourly");
    stage.hour();
    assert_eq!(triggers(&stage), one_of_each());
}

/// proves: N8
#[test]
fn signing_in_again_keeps_links_and_sync_tokens() {
    let stage = Stage::fresh();
    sign_in(&stage, "code-1");
    let event = crate::google::event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
    stage.keep_in_step("e1", &event);
    let before = stage.host.properties.borrow().clone();
    sign_in_again(&stage);
    let after = stage.host.properties.borrow().clone();
    let changed: Vec<&String> = before.keys().filter(|key| before.get(*key) != after.get(*key)).collect();
    assert_eq!(changed, ["spent", "tokens"]);
}

#[test]
fn someone_who_says_no_is_told_so_and_nothing_is_stored() {
    let stage = Stage::fresh();
    let page = stage.call("onWebexCallback", &json!({ "parameter": { "error": "access_denied" } }));
    assert!(page["html"].as_str().unwrap().contains("You did not sign in"), "{page}");
    assert_eq!((stage.host.round_trips(), stage.host.properties.borrow().len()), (0, 0));
}

/// proves: E74
#[test]
fn a_code_that_webex_refuses_links_nothing() {
    let stage = Stage::fresh();
    *stage.webex.grant.borrow_mut() = None;
    let page = stage.call("onWebexCallback", &json!({ "parameter": { "code": "used", "verifier": "v" } }));
    assert!(page["html"].as_str().unwrap().contains("Signing in did not work"), "{page}");
    assert!(stage.host.properties.borrow().is_empty() && stage.host.triggers.borrow().is_empty());
}

/// proves: F11
#[test]
fn of_several_sites_without_a_default_none_is_taken() {
    let stage = Stage::fresh();
    *stage.webex.sites.borrow_mut() = json!([{ "siteUrl": "a.webex.com" }, { "siteUrl": "b.webex.com" }]);
    sign_in(&stage, "code-1");
    let account: Value = serde_json::from_str(&stage.host.properties.borrow()["account"]).unwrap();
    assert_eq!(account["site"], Value::Null);
}

#[test]
fn without_a_registered_integration_every_surface_says_so() {
    let stage = Stage::fresh();
    stage.host.script_properties.borrow_mut().remove("WEBEX_CLIENT_SECRET");
    assert!(stage.open_home().text().contains("An administrator has to enter"), "{}", stage.open_home().text());
    let answer = stage.pick("createWebexMeeting", "e1");
    assert_eq!(answer["error"], json!({ "type": "PERMANENT" }));
    let settings = stage.call("createSettingsUrl", &json!({}));
    assert_eq!(settings, json!({ "kind": "url", "url": "https://settings.webex.com/" }));
}
