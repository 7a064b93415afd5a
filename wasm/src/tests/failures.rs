//! Hosts that throw, lack a method, or answer with another type than they should.

use js_sys::Object;
use meetwright::base::json::Json;
use meetwright::base::time::{Instant, Offsets};
use meetwright::port::{
    Cache, Calendar, CalendarApp, Clock, EventWrite, HostError, Http, Identity, Lock, Log, Mail, NewDraft, Properties,
    Reply, Scope, Trigger, Triggers,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{host, ports, script, set};
use crate::host::{Host, JsHost};

/// A call of every method that can fail.
fn every_call(host: &JsHost) -> Vec<(&'static str, Result<(), HostError>)> {
    let none = Json::Null;
    let draft = NewDraft { token: "t", to: "", subject: "", text: "", html: "" };
    let write = EventWrite { calendar: "c", event: "e", body: &none, options: &none, etag: "" };
    vec![
        ("fetchAll", host.send_all(&[]).map(drop)),
        ("calendarList", Calendar::list(host, "c", &none).map(drop)),
        ("calendarGet", host.get("c", "e", &none).map(drop)),
        ("calendarPatch", host.patch(&write).map(drop)),
        ("calendarInsert", host.insert("c", &none, &none).map(drop)),
        ("calendarSetting", host.setting("timezone").map(drop)),
        ("appCalendar", CalendarApp::calendar(host, None).map(drop)),
        ("appEvent", CalendarApp::event(host, "c", "e").map(drop)),
        ("messageHeaders", host.headers("t", "m").map(drop)),
        ("createDraft", host.create_draft(&draft).map(drop)),
        ("cacheGetAll", host.get_all(&["k"]).map(drop)),
        ("cachePutAll", host.put_all(&[], 1)),
        ("propertiesLoad", Properties::load(host, Scope::User, &[]).map(drop)),
        ("propertiesSave", host.save(Scope::User, &[])),
        ("propertiesClear", host.clear()),
        ("cacheRemoveAll", host.remove_all(&[])),
        ("email", host.email().map(drop)),
        ("accessToken", host.access_token().map(drop)),
        ("edition", host.edition().map(drop)),
        ("grantUrl", host.grant_url(&[]).map(drop)),
        ("scriptId", host.script_id().map(drop)),
        ("stateToken", host.state_token("f", 1, &[]).map(drop)),
        ("triggersList", Triggers::list(host).map(drop)),
        ("watchCalendar", host.watch_calendar("f", "c")),
        ("everyHour", host.every_hour("f")),
        ("deleteTrigger", host.delete("1")),
        ("acquireLock", host.acquire(1).map(drop)),
        ("releaseLock", host.release()),
    ]
}

#[track_caller]
fn check_every_call(host: &JsHost, expected: &HostError) {
    for (name, result) in every_call(host) {
        assert_eq!(result, Err(expected.clone()), "{name}");
    }
    // A call whose signature has no error continues.
    host.write("line");
    assert_eq!(host.offsets("Europe/Paris", Instant(0), Instant(1)), Offsets::default());
}

#[wasm_bindgen_test]
fn an_exception_with_a_code_becomes_its_error() {
    for (code, expected) in [
        ("syncTokenExpired", HostError::SyncTokenExpired),
        ("quota", HostError::Quota),
        ("unreachable", HostError::Unreachable),
        ("storageFull", HostError::StorageFull),
        ("새로운", HostError::Other("새로운".into())),
    ] {
        let thrown = format!("return {{ value: Object.assign(new Error('x'), {{ code: '{code}' }}) }}");
        let host = host("{}");
        set(&host, "thrown", &script(&thrown));
        check_every_call(&JsHost::new(host), &expected);
    }
}

#[wasm_bindgen_test]
fn whatever_else_is_thrown_is_an_exception_without_its_text() {
    let values = ["new Error('secret')", "'secret'", "null", "undefined", "7", "{ code: 5 }", "Symbol('x')", "[]"];
    for value in values {
        let host = host("{}");
        set(&host, "thrown", &script(&format!("return {{ value: {value} }}")));
        check_every_call(&JsHost::new(host), &HostError::Other("exception".into()));
    }
}

#[wasm_bindgen_test]
fn a_missing_method_is_an_error_and_no_trap() {
    let host: Host = Object::new().unchecked_into();
    check_every_call(&JsHost::new(host), &HostError::Other("exception".into()));
}

#[wasm_bindgen_test]
fn a_store_of_the_wrong_shape_is_an_error_and_not_an_empty_store() {
    for answer in ["undefined", "null", "7", "'x'", "[]", "() => 5"] {
        let host = ports(&format!("{{ cacheGetAll: () => {answer}, propertiesLoad: () => {answer} }}"));
        let wrong = Err(HostError::Other("returnValue".into()));
        assert_eq!(host.get_all(&[]), wrong, "{answer}");
        assert_eq!(Properties::load(&host.ports, Scope::User, &[]), wrong, "{answer}");
    }
    // A value that is no text is left out.
    let mixed = ports("{ propertiesLoad: { a: 5, b: 'x', c: null } }");
    assert_eq!(
        Properties::load(&mixed.ports, Scope::User, &[]),
        Ok([("b".to_owned(), "x".to_owned())].into_iter().collect())
    );
}

#[wasm_bindgen_test]
fn a_reply_of_the_wrong_shape_is_no_success() {
    for answer in
        ["{}", "'x'", "null", "{ status: '2xx' }", "{ status: 70000 }", "{ status: -1, headers: 5, body: {} }"]
    {
        let host = ports(&format!("{{ fetchAll: [{answer}] }}"));
        assert_eq!(host.send_all(&[]), Ok(vec![Reply { status: 500, ..Reply::default() }]), "{answer}");
    }
    // The core notices too few replies.
    for answer in ["undefined", "null", "7", "({})", "[]"] {
        let host = ports(&format!("{{ fetchAll: () => {answer} }}"));
        assert_eq!(host.send_all(&[]), Ok(vec![]), "{answer}");
    }
}

#[wasm_bindgen_test]
fn other_answers_of_the_wrong_shape_do_not_trap() {
    let odd = ports("{ triggersList: [{ id: 1, handler: 'f' }, null, 'x', { id: '2', handler: 'g' }] }");
    let kept = Trigger { id: "2".into(), handler: "g".into(), calendar: None };
    assert_eq!(Triggers::list(&odd.ports), Ok(vec![kept]));
    for answer in ["undefined", "null"] {
        let host = ports(&format!("{{ email: {answer}, calendarList: {answer} }}"));
        assert!(host.email().is_err() && Calendar::list(&host.ports, "c", &Json::Null).is_err(), "{answer}");
    }
}
