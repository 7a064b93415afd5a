//! Tests of the rim under a real JavaScript engine, with a host object written here; those of the built bundle are under `tests/`.

mod failures;
mod ports;

use js_sys::{Array, Function, Reflect, JSON};
use meetwright::base::code::Secret;
use meetwright::base::json::Json;
use meetwright::model::meeting::{CallIn, Meeting, MeetingId};
use meetwright::model::policy::AdminRole;
use meetwright::model::settings::Kind;
use meetwright::ui::i18n::{Catalog, Message};
use meetwright::ui::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use meetwright::ui::view::sign_in::{self, Occasion};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::codec;
use crate::handle;
use crate::host::{Host, JsHost};

/// A host that records its calls and answers from `answers`.
const HOST: &str = r"
    const calls = [];
    const host = { calls, answers: {} };
    const names = ['zoneOffsets', 'sleep', 'entropy', 'fetchAll', 'calendarList', 'calendarGet', 'calendarPatch', 'calendarInsert',
      'calendarSetting', 'appCalendar', 'appEvent', 'messageHeaders', 'createDraft', 'cacheGetAll',
      'cachePutAll', 'cacheRemoveAll', 'propertiesLoad', 'propertiesSave', 'propertiesClear', 'email', 'accessToken', 'edition', 'grantUrl', 'scriptId', 'stateToken', 'triggersList',
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

    /// The calls of the host, as JSON.
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

fn event(source: &str) -> Json {
    codec::read(&script(&["return ", source].concat()))
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
    let read = codec::read(&script(
        "let value = { leaf: 'x' }; for (let i = 0; i < 100; i++) value = { in: value }; return value",
    ));
    let leaf = (0..100).fold(&read, |value, _| value.get("in"));
    assert_eq!(leaf.get("leaf").text(), Some("x"));
    let endless = codec::read(&script("const value = { calendarId: 'c' }; value.in = value; return value"));
    assert_eq!(endless.get("calendarId").text(), Some("c"));
}

#[wasm_bindgen_test]
fn what_is_no_object_is_an_empty_event_object() {
    for odd in ["undefined", "null", "() => 5", "Symbol('x')"] {
        assert_eq!(event(odd), Json::Null, "{odd}");
    }
}

#[wasm_bindgen_test]
fn numbers_in_an_event_object_are_whole_and_saturate() {
    for (source, expected) in
        [("2 ** 53", 1 << 53), ("1e300", i64::MAX), ("-1.9", -1), ("1795521600000", 1_795_521_600_000)]
    {
        assert_eq!(event(source), Json::Int(expected), "{source}");
    }
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

/// A response in JavaScript equals its golden file.
#[track_caller]
fn check_response(response: Response, golden: &str) {
    let made = Json::parse(&text(&codec::response(response).unwrap())).unwrap();
    let expected = Json::parse(golden).unwrap().get("response").clone();
    assert_eq!(sorted(made), sorted(expected));
}

#[wasm_bindgen_test]
fn a_response_reaches_javascript_in_its_json_form() {
    const AUTHORIZE: &str = "https://webexapis.com/v1/authorize?response_type=code&client_id=client-1&state=state-1";
    let korean = Catalog::for_locale("ko");
    let card = sign_in::card(korean, Occasion::First, Some(AUTHORIZE), AdminRole::User);
    check_response(Response::card(card), include_str!("../../tests/golden/sign-in-first.ko.json"));
    let busy = Response::notify(korean.say(&Message::ErrorBusy));
    check_response(busy, include_str!("../../tests/golden/notification.ko.json"));
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
    check_response(conference, include_str!("../../tests/golden/conference.json"));
    let error = ConferenceError::Authentication { authentication_url: AUTHORIZE.into() };
    let refused = Response::Conference(ConferenceAnswer::Error(error));
    check_response(refused, include_str!("../../tests/golden/conference-sign-in.json"));
    check_response(Response::Nothing, include_str!("../../tests/golden/nothing.json"));
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
