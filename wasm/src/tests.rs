//! Tests of the rim under a real JavaScript engine, with a host object written here; those of the built bundle are under `tests/`.

use std::collections::BTreeMap;

use js_sys::{Array, Function, Object, Reflect, JSON};
use meetwright::code::Secret;
use meetwright::i18n::{Catalog, Message};
use meetwright::json::Json;
use meetwright::meeting::{CallIn, Meeting, MeetingId};
use meetwright::port::{
    Cache, Calendar, Clock, EventWrite, HostError, Http, Identity, Lock, Log, Method, Properties, Random, Reply,
    Request, Scope, Trigger, Triggers,
};
use meetwright::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use meetwright::settings::Kind;
use meetwright::time::{Instant, Offsets};
use meetwright::view::sign_in::{self, Occasion};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::codec;
use crate::entropy::feed_from;
use crate::handle;
use crate::host::{Host, JsHost};

/// A host that writes down what it is asked and answers from `answers`.
const HOST: &str = r"
    const calls = [];
    const host = { calls, answers: {} };
    const names = ['zoneOffsets', 'entropy', 'fetchAll', 'calendarList', 'calendarGet', 'calendarPatch', 'cacheGetAll',
      'cachePutAll', 'propertiesLoad', 'propertiesSave', 'email', 'accessToken', 'scriptId', 'stateToken', 'triggersList',
      'watchCalendar', 'everyHour', 'deleteTrigger', 'acquireLock', 'releaseLock', 'log'];
    for (const name of names) {
      host[name] = function (...args) {
        if (this !== host) throw new Error('called without its host');
        calls.push([name, ...args]);
        if (host.thrown) throw host.thrown.value;
        const answer = host.answers[name];
        return typeof answer === 'function' ? answer(...args) : answer;
      };
    }
    host.now = () => 1795521600999;
    return host;
";

fn script(body: &str) -> JsValue {
    Function::new_no_args(body).call0(&JsValue::NULL).unwrap()
}

/// A host that answers each method as this object literal says.
fn host(answers: &str) -> Host {
    let host = script(HOST);
    set(&host, "answers", &script(&["return ", answers].concat()));
    host.unchecked_into()
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(target, &name.into(), value).unwrap();
}

/// A host as the core's ports, and the object behind them.
struct Staged {
    ports: JsHost,
    object: JsValue,
}

impl core::ops::Deref for Staged {
    type Target = JsHost;

    fn deref(&self) -> &JsHost {
        &self.ports
    }
}

impl Staged {
    fn new(host: Host) -> Staged {
        Staged { object: (&host).into(), ports: JsHost::new(host) }
    }

    /// What the host was asked, as JSON.
    fn asked(&self) -> String {
        text(&Reflect::get(&self.object, &"calls".into()).unwrap())
    }
}

fn text(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn ports(answers: &str) -> Staged {
    Staged::new(host(answers))
}

/// The one boundary of these tests: one port call, its result, and the host call that was made of it.
#[track_caller]
fn check<T: PartialEq + core::fmt::Debug>(answers: &str, call: impl Fn(&JsHost) -> T, expected: T, made: &str) {
    let host = ports(answers);
    assert_eq!(call(&host), expected);
    assert_eq!(host.asked(), made);
}

#[wasm_bindgen_test]
fn the_clock_counts_in_seconds_and_knows_zones() {
    assert_eq!(ports("{}").now(), Instant(1_795_521_600));
    let paris = Offsets(vec![(Instant(0), 3600), (Instant(1_774_746_000), 7200)]);
    check(
        "{ zoneOffsets: new Float64Array([0, 3600, 1774746000000, 7200]) }",
        |host| host.offsets("Europe/Paris", Instant(0), Instant(253_402_300_799)),
        paris,
        r#"[["zoneOffsets","Europe/Paris",0,253402300799000]]"#,
    );
    let unknown = "{ zoneOffsets: new Float64Array() }";
    assert_eq!(ports(unknown).offsets("Nowhere", Instant(-60), Instant(0)), Offsets::default());
}

#[wasm_bindgen_test]
fn requests_go_out_and_replies_come_in_as_they_are() {
    let plain =
        Request { method: Method::Get, url: "https://webexapis.com/v1/a?b=%ED".into(), headers: vec![], body: None };
    let body = Some(("application/json", r#"{"title":"회의 🎉"}"#.to_owned()));
    let headers = vec![("Authorization", "Bearer t".to_owned()), ("If-Match", "\"1\"".to_owned())];
    let full = Request { method: Method::Patch, url: "https://webexapis.com/v1/m".into(), headers, body };
    let answers = r"{ fetchAll: [{ status: 204, headers: [], body: '' },
        { status: 429, headers: [['retry-after', '30'], ['link', '<a>']], body: '<html>한글\u{202e}' }] }";
    let limited = Reply {
        status: 429,
        headers: vec![("retry-after".into(), "30".into()), ("link".into(), "<a>".into())],
        body: "<html>한글\u{202e}".into(),
    };
    check(
        answers,
        |host| host.send_all(&[plain.clone(), full.clone()]),
        Ok(vec![Reply { status: 204, ..Reply::default() }, limited]),
        r#"[["fetchAll",[{"method":"GET","url":"https://webexapis.com/v1/a?b=%ED","headers":{}},{"method":"PATCH","url":"https://webexapis.com/v1/m","headers":{"Authorization":"Bearer t","If-Match":"\"1\""},"contentType":"application/json","payload":"{\"title\":\"회의 🎉\"}"}]]]"#,
    );
}

#[wasm_bindgen_test]
fn calendar_calls_hand_over_plain_objects() {
    let options = Json::parse(r#"{"maxResults":2500,"singleEvents":false,"fields":"items(id)"}"#).unwrap();
    let reply = Ok(r#"{"items":[]}"#.to_owned());
    check(
        r#"{ calendarList: '{"items":[]}' }"#,
        |host| Calendar::list(host, "a@b.c", &options),
        reply.clone(),
        r#"[["calendarList","a@b.c",{"maxResults":2500,"singleEvents":false,"fields":"items(id)"}]]"#,
    );
    check(
        r#"{ calendarGet: '{"items":[]}' }"#,
        |host| host.get("a@b.c", "e1", &Json::Map(vec![])),
        reply.clone(),
        r#"[["calendarGet","a@b.c","e1",{}]]"#,
    );
    let body = Json::parse(r#"{"conferenceData":null,"summary":"회의"}"#).unwrap();
    check(
        r#"{ calendarPatch: '{"items":[]}' }"#,
        |host| {
            let write = EventWrite { calendar: "a@b.c", event: "e1", body: &body, options: &options, etag: "\"1\"" };
            host.patch(&write)
        },
        reply,
        r#"[["calendarPatch","a@b.c","e1",{"conferenceData":null,"summary":"회의"},{"maxResults":2500,"singleEvents":false,"fields":"items(id)"},"\"1\""]]"#,
    );
}

#[wasm_bindgen_test]
fn cache_and_properties_cross_as_objects() {
    let found: BTreeMap<String, String> = [("k".to_owned(), "값".to_owned())].into();
    check(
        "{ cacheGetAll: { k: '값' } }",
        |host| host.get_all(&["k", "l"]),
        Ok(found.clone()),
        r#"[["cacheGetAll",["k","l"]]]"#,
    );
    check(
        "{}",
        |host| host.put_all(&[("k", "값".into()), ("l", String::new())], 21_600),
        Ok(()),
        r#"[["cachePutAll",{"k":"값","l":""},21600]]"#,
    );
    let load = |host: &JsHost| Properties::load(host, Scope::User, &["links.", "tokens"]);
    check("{ propertiesLoad: { k: '값' } }", load, Ok(found), r#"[["propertiesLoad","user",["links.","tokens"]]]"#);
    let load = |host: &JsHost| Properties::load(host, Scope::Script, &[]);
    check("{ propertiesLoad: {} }", load, Ok(BTreeMap::new()), r#"[["propertiesLoad","script",[]]]"#);
    let save = |host: &JsHost| host.save(&[("a".into(), "1".into()), ("b".into(), String::new())]);
    check("{}", save, Ok(()), r#"[["propertiesSave",{"a":"1","b":""}]]"#);
}

#[wasm_bindgen_test]
fn identity_is_asked_one_by_one() {
    check("{ email: 'host@example.com' }", Identity::email, Ok("host@example.com".into()), r#"[["email"]]"#);
    check("{ accessToken: 't' }", Identity::access_token, Ok("t".into()), r#"[["accessToken"]]"#);
    check("{ scriptId: 's' }", Identity::script_id, Ok("s".into()), r#"[["scriptId"]]"#);
    check(
        "{ stateToken: 'sealed' }",
        |host| host.state_token("onWebexCallback", 3600, &[("verifier", "v"), ("다른", "값")]),
        Ok("sealed".into()),
        r#"[["stateToken","onWebexCallback",3600,{"verifier":"v","다른":"값"}]]"#,
    );
}

#[wasm_bindgen_test]
fn triggers_lock_and_log_are_handed_on() {
    let trigger = |id: &str, calendar: Option<&str>| Trigger {
        id: id.into(),
        handler: "f".into(),
        calendar: calendar.map(str::to_owned),
    };
    check(
        "{ triggersList: [{ id: '1', handler: 'f', calendar: 'c' }, { id: '2', handler: 'f' }, { id: '3', handler: 'f', calendar: undefined, extra: 5 }] }",
        Triggers::list,
        Ok(vec![trigger("1", Some("c")), trigger("2", None), trigger("3", None)]),
        r#"[["triggersList"]]"#,
    );
    check("{}", |host| host.watch_calendar("f", "c"), Ok(()), r#"[["watchCalendar","f","c"]]"#);
    check("{}", |host| host.every_hour("f"), Ok(()), r#"[["everyHour","f"]]"#);
    check("{}", |host| host.delete("7"), Ok(()), r#"[["deleteTrigger","7"]]"#);
    check("{ acquireLock: false }", |host| host.acquire(3_000), Ok(false), r#"[["acquireLock",3000]]"#);
    check("{ acquireLock: true }", |host| host.acquire(0), Ok(true), r#"[["acquireLock",0]]"#);
    check("{}", Lock::release, Ok(()), r#"[["releaseLock"]]"#);
    check("{}", |host| host.write("동기화: 1"), (), r#"[["log","동기화: 1"]]"#);
}

/// A call of every method that can fail.
fn every_call(host: &JsHost) -> Vec<(&'static str, Result<(), HostError>)> {
    let none = Json::Null;
    let write = EventWrite { calendar: "c", event: "e", body: &none, options: &none, etag: "" };
    vec![
        ("fetchAll", host.send_all(&[]).map(drop)),
        ("calendarList", Calendar::list(host, "c", &none).map(drop)),
        ("calendarGet", host.get("c", "e", &none).map(drop)),
        ("calendarPatch", host.patch(&write).map(drop)),
        ("cacheGetAll", host.get_all(&["k"]).map(drop)),
        ("cachePutAll", host.put_all(&[], 1)),
        ("propertiesLoad", Properties::load(host, Scope::User, &[]).map(drop)),
        ("propertiesSave", host.save(&[])),
        ("email", host.email().map(drop)),
        ("accessToken", host.access_token().map(drop)),
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
    // What can't fail by its signature goes on.
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
fn an_answer_of_the_wrong_shape_is_an_error() {
    let wrong = Err(HostError::Other("returnValue".into()));
    for answer in [
        "undefined",
        "null",
        "7",
        "'x'",
        "[{}]",
        "[{ status: '200', headers: [], body: '' }]",
        "[{ status: 70000, headers: [], body: '' }]",
    ] {
        let host = ports(&format!("{{ fetchAll: {answer}, cacheGetAll: {answer}, propertiesLoad: {answer} }}"));
        assert_eq!(host.send_all(&[]).map(drop), wrong, "{answer}");
        assert_eq!(host.get_all(&[]).map(drop), wrong, "{answer}");
        assert_eq!(Properties::load(&host.ports, Scope::User, &[]).map(drop), wrong, "{answer}");
    }
    assert_eq!(Triggers::list(&ports("{ triggersList: [{ id: 1, handler: 'f' }] }").ports).map(drop), wrong);
    for answer in ["undefined", "null"] {
        let host = ports(&format!("{{ email: {answer}, calendarList: {answer} }}"));
        assert!(host.email().is_err() && Calendar::list(&host.ports, "c", &Json::Null).is_err(), "{answer}");
    }
}

#[wasm_bindgen_test]
fn text_survives_both_ways_whatever_its_script() {
    let long = "한👩‍👩‍👧".repeat(20_000);
    for sample in ["", "한글", "🎉", "\u{202e}مرحبا", "a\u{0}b", "\u{feff}x", long.as_str()] {
        let host = ports("{ stateToken: (name) => name, calendarGet: (calendar, event, options) => options.fields }");
        assert_eq!(host.state_token(sample, 1, &[]).as_deref(), Ok(sample));
        let options = Json::Map(vec![("fields".into(), sample.into())]);
        assert_eq!(host.get("c", "e", &options).as_deref(), Ok(sample));
    }
    let lone = ports(r"{ email: 'a\ud800b' }");
    assert_eq!(lone.email().as_deref(), Ok("a\u{fffd}b"));
}

#[wasm_bindgen_test]
fn entropy_comes_from_the_host_and_from_nowhere_else() {
    let host = host("(() => { let next = 0; return { entropy: (length) => new Uint8Array(length).fill(++next) }; })()");
    feed_from(&host);
    let host = Staged::new(host);
    let (mut first, mut second) = ([0; 32], [0; 16]);
    assert_eq!((host.fill(&mut first), host.fill(&mut second)), (Ok(()), Ok(())));
    assert_eq!((first, second), ([1; 32], [2; 16]), "the bytes are the host's own, and two calls differ");
    assert_eq!(host.asked(), r#"[["entropy",32],["entropy",16]]"#);
}

#[wasm_bindgen_test]
fn too_little_entropy_is_refused() {
    for answer in ["new Uint8Array(31)", "new Uint8Array(33)", "new Uint8Array(0)", "undefined", "null"] {
        let host = host(&format!("{{ entropy: () => ({answer}) }}"));
        feed_from(&host);
        let mut bytes = [0; 32];
        assert_eq!(JsHost::new(host).fill(&mut bytes), Err(HostError::Other("entropy".into())), "{answer}");
        assert_eq!(bytes, [0; 32], "{answer}");
    }
    let host = host("{}");
    set(&host, "thrown", &script("return { value: new Error('x') }"));
    feed_from(&host);
    assert!(JsHost::new(host).fill(&mut [0; 32]).is_err());
}

fn event(source: &str) -> Json {
    codec::event(script(&["return ", source].concat()))
}

#[wasm_bindgen_test]
fn an_event_object_is_read_member_by_member() {
    let read = event("({ commonEventObject: { userLocale: '한국어', parameters: { do: 'refresh' } }, list: [1, true, null], n: -5 })");
    let text =
        r#"{"commonEventObject":{"userLocale":"한국어","parameters":{"do":"refresh"}},"list":[1,true,null],"n":-5}"#;
    assert_eq!(Ok(read), Json::parse(text));
}

#[wasm_bindgen_test]
fn what_is_no_json_in_an_event_object_does_not_hide_the_rest() {
    for odd in [
        "undefined",
        "() => 5",
        "new Date(0)",
        "NaN",
        "Infinity",
        "Symbol('x')",
        "new Map([['a', 1]])",
        "new Uint8Array(3)",
        "class {}",
        "Object.create(null)",
        "/x/",
        "10n",
    ] {
        let read = event(&format!("({{ odd: {odd}, calendarId: 'c' }})"));
        assert_eq!(read.get("calendarId").text(), Some("c"), "{odd}");
    }
}

#[wasm_bindgen_test]
fn an_event_object_may_nest_a_hundred_levels() {
    let read = codec::event(script(
        "let value = { leaf: 'x' }; for (let i = 0; i < 100; i++) value = { in: value }; return value",
    ));
    let leaf = (0..100).fold(&read, |value, _| value.get("in"));
    assert_eq!(leaf.get("leaf").text(), Some("x"));
}

#[wasm_bindgen_test]
fn what_is_no_object_is_an_empty_event_object() {
    for odd in ["undefined", "null", "() => 5", "Symbol('x')"] {
        assert_eq!(event(odd), Json::Null, "{odd}");
    }
}

#[wasm_bindgen_test]
fn numbers_beyond_two_to_the_53_neither_trap_nor_change_silently() {
    assert_eq!(event("2 ** 53"), Json::Int(1 << 53));
    assert_eq!(event("1e300"), Json::Int(i64::MAX));
    assert_eq!(event("-1.9"), Json::Int(-1));
    let largest = (1_i64 << 53) - 1;
    let options = |number: i64| Json::Map(vec![("n".into(), number.into())]);
    let host = ports("{ calendarList: (calendar, options) => String(options.n) }");
    assert_eq!(Calendar::list(&host.ports, "c", &options(largest)).as_deref(), Ok("9007199254740991"));
    assert_eq!(Calendar::list(&host.ports, "c", &options(i64::MAX)), Err(HostError::Other("argument".into())));
}

/// Members in the order of their names, which JSON does not promise.
fn sorted(json: Json) -> Json {
    match json {
        Json::Map(members) => {
            let mut members: Vec<(String, Json)> =
                members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Json::Map(members)
        }
        Json::List(items) => Json::List(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// A response as JavaScript sees it is the golden file's.
#[track_caller]
fn check_response(response: &Response, golden: &str) {
    let made = Json::parse(&text(&codec::response(response).unwrap())).unwrap();
    let expected = Json::parse(golden).unwrap().get("response").clone();
    assert_eq!(sorted(made), sorted(expected));
}

#[wasm_bindgen_test]
fn a_response_reaches_javascript_in_its_json_form() {
    const AUTHORIZE: &str = "https://webexapis.com/v1/authorize?response_type=code&client_id=client-1&state=state-1";
    let korean = Catalog::for_locale("ko");
    let card = sign_in::card(korean, Occasion::First, Some(AUTHORIZE));
    check_response(&Response::card(card), include_str!("../../tests/golden/sign-in-first.ko.json"));
    let busy = Response::notify(korean.say(&Message::ErrorBusy));
    check_response(&busy, include_str!("../../tests/golden/notification.ko.json"));
    let call_in = |number: &str, toll_free: bool| CallIn { number: number.into(), toll_free };
    let meeting = Meeting {
        id: MeetingId::read("870f51ff287b41be84648412901e0402"),
        web_link: "https://acme.webex.com/acme/j.php?MTID=m1".into(),
        number: Some("25521234567".into()),
        password: Secret::new("p<1>&"),
        numeric_password: Secret::new("12345678"),
        sip: Some("25521234567@acme.webex.com".into()),
        call_ins: vec![call_in("+1-415-655-0001", false), call_in("+1-844-621-3956", true)],
        access_code: Some("25521234567".into()),
        ..Meeting::default()
    };
    let data = ConferenceData::of(&meeting, Kind::Meeting, "e1", Some("Join: <here>".into()));
    let conference = Response::Conference(ConferenceAnswer::ConferenceData(data));
    check_response(&conference, include_str!("../../tests/golden/conference.json"));
    let error = ConferenceError::Authentication { authentication_url: AUTHORIZE.into() };
    let refused = Response::Conference(ConferenceAnswer::Error(error));
    check_response(&refused, include_str!("../../tests/golden/conference-sign-in.json"));
    check_response(&Response::Nothing, include_str!("../../tests/golden/nothing.json"));
}

#[wasm_bindgen_test]
fn an_unknown_entry_point_throws_an_error_with_a_code() {
    let thrown = handle("noSuchFunction", JsValue::NULL, host("{}")).unwrap_err();
    assert!(thrown.is_instance_of::<js_sys::Error>());
    assert_eq!(Reflect::get(&thrown, &"code".into()).unwrap(), "unknownEntry");
}

#[wasm_bindgen_test]
fn an_entry_point_goes_all_the_way_through_a_host() {
    let answers = "{
        propertiesLoad: (scope) => scope === 'script' ? { WEBEX_CLIENT_ID: 'c', WEBEX_CLIENT_SECRET: 's' } : {},
        entropy: (length) => new Uint8Array(length).fill(7), scriptId: 'script-1', stateToken: 'state-1' }";
    let host = host(answers);
    let object: JsValue = (&host).into();
    let answer = handle("createSettingsUrl", JsValue::UNDEFINED, host).unwrap();
    let url = Reflect::get(&answer, &"url".into()).unwrap().as_string().unwrap();
    assert!(url.starts_with("https://webexapis.com/v1/authorize?") && url.contains("&state=state-1&"), "{url}");
    let calls: Array = Reflect::get(&object, &"calls".into()).unwrap().unchecked_into();
    let names: Vec<String> =
        calls.iter().map(|call| call.unchecked_into::<Array>().get(0).as_string().unwrap()).collect();
    assert_eq!(names, ["propertiesLoad", "propertiesLoad", "entropy", "stateToken", "scriptId"]);
    let idle = self::host("{ propertiesLoad: {}, acquireLock: true }");
    let nothing = handle("onHourly", JsValue::UNDEFINED, idle);
    assert_eq!(text(&nothing.unwrap()), r#"{"kind":"nothing"}"#);
}
