//! Tests of the rim under a real JavaScript engine, with a host object written here; those of the built bundle are under `tests/`.

mod failures;
mod ports;

use js_sys::{Array, Function, Reflect, JSON};
use meetwright::base::code::Secret;
use meetwright::base::json::Json;
use meetwright::model::language::Language;
use meetwright::model::meeting::{CallIn, Meeting, MeetingId};
use meetwright::model::policy::AdminRole;
use meetwright::model::settings::Kind;
use meetwright::port::Texts;
use meetwright::ui::i18n::catalog;
use meetwright::ui::i18n::Message;
use meetwright::ui::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use meetwright::ui::view::sign_in::{self, Occasion};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::handle;
use crate::host::{Host, JsHost};

/// A host that writes down what it is asked and answers from `answers`.
const HOST: &str = r"
    const calls = [];
    const host = { calls, answers: {} };
    const names = ['zoneOffsets', 'sleep', 'entropy', 'fetchAll', 'calendarList', 'calendarGet', 'calendarPatch', 'calendarInsert',
      'calendarSetting', 'appCalendar', 'appEvent', 'messageHeaders', 'createDraft', 'cacheGetAll',
      'cachePutAll', 'cacheRemoveAll', 'propertiesLoad', 'propertiesSave', 'propertiesClear', 'email', 'accessToken', 'edition', 'grantUrl', 'scriptId', 'stateToken', 'triggersList',
      'watchCalendar', 'everyHour', 'deleteTrigger', 'acquireLock', 'releaseLock', 'log', 'texts'];
    // What host.js answers as JSON text.
    const written = ['fetchAll', 'appCalendar', 'appEvent', 'messageHeaders', 'cacheGetAll', 'propertiesLoad', 'triggersList'];
    for (const name of names) {
      host[name] = function (...args) {
        if (this !== host) throw new Error('called without its host');
        calls.push([name, ...args]);
        if (host.thrown) throw host.thrown.value;
        const answer = host.answers[name];
        const value = typeof answer === 'function' ? answer(...args) : answer;
        return written.includes(name) && value && typeof value === 'object' ? JSON.stringify(value) : value;
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

/// A response as JavaScript reads it is the golden file's.
#[track_caller]
fn check_response(response: Response, golden: &str) {
    let made = JSON::parse(&Json::from(response).to_string()).unwrap();
    let expected = Json::parse(golden).unwrap().get("response").clone();
    assert_eq!(sorted(Json::parse(&text(&made)).unwrap()), sorted(expected));
}

#[wasm_bindgen_test]
fn a_response_reaches_javascript_in_its_json_form() {
    const AUTHORIZE: &str = "https://webexapis.com/v1/authorize?response_type=code&client_id=client-1&state=state-1";
    let english = catalog("en");
    let card = sign_in::card(english, Occasion::First, Some(AUTHORIZE), AdminRole::User);
    check_response(Response::card(card), include_str!("../../tests/golden/sign-in-first.json"));
    let busy = Response::notify(english.say(&Message::ErrorBusy));
    check_response(busy, include_str!("../../tests/golden/notification.json"));
    let korean = r#"{"response":{"kind":"action","notification":{"text":"로그인 🎉"}}}"#;
    check_response(Response::notify("로그인 🎉".into()), korean);
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
    let thrown = handle("noSuchFunction", "null", host("{}")).unwrap_err();
    assert!(thrown.is_instance_of::<js_sys::Error>());
    assert_eq!(Reflect::get(&thrown, &"code".into()).unwrap(), "unknownEntry");
}

#[wasm_bindgen_test]
fn an_argument_that_is_no_json_is_an_empty_one() {
    for argument in ["", "{", "undefined", "[", "\u{0}"] {
        let idle = host("{ propertiesLoad: {}, acquireLock: true }");
        assert_eq!(handle("onHourly", argument, idle), Ok(r#"{"kind":"nothing"}"#.into()), "{argument}");
    }
}

#[wasm_bindgen_test]
fn texts_come_from_the_host_and_a_language_is_asked_for_once() {
    let host = ports("{ texts: (language) => (language === 'ko' ? ['회의', '저장 🎉'] : ['Meeting', 5]) }");
    let text = |language, line| Texts::text(&*host, language, line);
    assert_eq!((text(Language::Korean, 1), text(Language::Korean, 0)), ("저장 🎉".into(), "회의".into()));
    assert_eq!(host.asked(), r#"[["texts","ko"]]"#);
    assert_eq!((text(Language::English, 0), text(Language::English, 1)), ("Meeting".into(), String::new()));
    assert_eq!((text(Language::Korean, 2), text(Language::Korean, 0)), (String::new(), "회의".into()));
    for odd in ["5", "null", "undefined", "'x'", "{ 0: 'x' }"] {
        assert_eq!(Texts::text(&*ports(&format!("{{ texts: () => ({odd}) }}")), Language::English, 0), "", "{odd}");
    }
}

#[wasm_bindgen_test]
fn an_entry_point_goes_all_the_way_through_a_host() {
    let answers = "{
        propertiesLoad: (scope) => scope === 'script' ? { WEBEX_CLIENT_ID: 'c', WEBEX_CLIENT_SECRET: 's' } : {},
        entropy: (length) => new Uint8Array(length).fill(7), scriptId: 'script-1', stateToken: 'state-1' }";
    let host = host(answers);
    let object: JsValue = (&host).into();
    let answer = handle("createSettingsUrl", "null", host).unwrap();
    let answer = Json::parse(&answer).unwrap();
    let url = answer.get("url").text().unwrap();
    assert!(url.starts_with("https://webexapis.com/v1/authorize?") && url.contains("&state=state-1&"), "{url}");
    let calls: Array = Reflect::get(&object, &"calls".into()).unwrap().unchecked_into();
    let names: Vec<String> =
        calls.iter().map(|call| call.unchecked_into::<Array>().get(0).as_string().unwrap()).collect();
    assert_eq!(names, ["propertiesLoad", "propertiesLoad", "entropy", "stateToken", "scriptId"]);
    let idle = self::host("{ propertiesLoad: {}, acquireLock: true }");
    assert_eq!(handle("onHourly", "null", idle), Ok(r#"{"kind":"nothing"}"#.into()));
}
