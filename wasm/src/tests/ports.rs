//! Each port call and the host call that is made of it, by value.

use meetwright::base::json::Json;
use meetwright::base::table::Table;
use meetwright::base::time::{Instant, Offsets};
use meetwright::port::{
    Cache, Calendar, CalendarApp, Clock, EventWrite, HostError, Http, Identity, Lock, Log, Mail, Method, NewDraft,
    Properties, Random, Reply, Request, Scope, Trigger, Triggers,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{host, ports, script, set, Staged};
use crate::entropy::feed_from;
use crate::host::JsHost;

/// The one boundary of these tests: one port call, its result, and the host call that was made of it.
#[track_caller]
#[allow(clippy::needless_pass_by_value)] // An expected value reads better than a reference to one.
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
fn events_are_inserted_and_settings_read() {
    let (body, options) = (Json::parse(r#"{"summary":"회의"}"#).unwrap(), Json::Map(vec![]));
    check(
        "{ calendarInsert: '{}' }",
        |host| host.insert("a@b.c", &body, &options),
        Ok("{}".into()),
        r#"[["calendarInsert","a@b.c",{"summary":"회의"},{}]]"#,
    );
    check(
        "{ calendarSetting: 'Asia/Seoul' }",
        |host| host.setting("timezone"),
        Ok("Asia/Seoul".into()),
        r#"[["calendarSetting","timezone"]]"#,
    );
}

#[wasm_bindgen_test]
fn the_older_calendar_service_answers_plain_objects() {
    let known = Json::parse(r#"{"id":"c","name":"팀","timeZone":"UTC"}"#).unwrap();
    let answers = "{ appCalendar: { id: 'c', name: '팀', timeZone: 'UTC' } }";
    check(answers, |host| CalendarApp::calendar(host, Some("c")), Ok(known.clone()), r#"[["appCalendar","c"]]"#);
    // Without an id JavaScript gets `undefined`, which JSON writes as null within an array.
    check(answers, |host| CalendarApp::calendar(host, None), Ok(known), r#"[["appCalendar",null]]"#);
    let event = Json::parse(r#"{"title":"x","start":1795521600000,"end":1795525200000,"creators":["a@b.c"]}"#).unwrap();
    check(
        "{ appEvent: { title: 'x', start: 1795521600000, end: 1795525200000, creators: ['a@b.c'] } }",
        |host| CalendarApp::event(host, "c", "e1"),
        Ok(event),
        r#"[["appEvent","c","e1"]]"#,
    );
}

#[wasm_bindgen_test]
fn mail_is_read_by_its_token_and_drafted() {
    let headers = Json::parse(r#"{"from":"a@b.c","subject":"회의","date":1795521600000}"#).unwrap();
    check(
        "{ messageHeaders: { from: 'a@b.c', subject: '회의', date: 1795521600000 } }",
        |host| host.headers("token", "m1"),
        Ok(headers),
        r#"[["messageHeaders","token","m1"]]"#,
    );
    let draft = NewDraft { token: "token", to: "a@b.c,d@e.f", subject: "회의", text: "t", html: "<p>t</p>" };
    check(
        "{ createDraft: 'd1' }",
        |host| host.create_draft(&draft),
        Ok("d1".into()),
        r#"[["createDraft","token","a@b.c,d@e.f","회의","t","<p>t</p>"]]"#,
    );
}

#[wasm_bindgen_test]
fn cache_and_properties_cross_as_objects() {
    let found: Table<String, String> = [("k".to_owned(), "값".to_owned())].into_iter().collect();
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
    check("{ propertiesLoad: {} }", load, Ok(Table::default()), r#"[["propertiesLoad","script",[]]]"#);
    let save = |host: &JsHost| host.save(Scope::Script, &[("a".into(), "1".into()), ("b".into(), String::new())]);
    check("{}", save, Ok(()), r#"[["propertiesSave","script",{"a":"1","b":""}]]"#);
}

#[wasm_bindgen_test]
fn identity_is_asked_one_by_one() {
    check("{ email: 'host@example.com' }", Identity::email, Ok("host@example.com".into()), r#"[["email"]]"#);
    check("{ accessToken: 't' }", Identity::access_token, Ok("t".into()), r#"[["accessToken"]]"#);
    let grant = |host: &JsHost| host.grant_url(&["a", "b"]);
    check("{ grantUrl: 'u' }", grant, Ok(Some("u".into())), r#"[["grantUrl",["a","b"]]]"#);
    check("{}", grant, Ok(None), r#"[["grantUrl",["a","b"]]]"#);
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

#[wasm_bindgen_test]
fn text_survives_both_ways_whatever_its_script() {
    let long = "한👩‍👩‍👧".repeat(20_000);
    for sample in ["", "한글", "🎉", "\u{202e}مرحبا", "a\u{0}b", "\u{feff}x", long.as_str()] {
        let host = ports("{ stateToken: (name) => name, calendarGet: (calendar, event, options) => options.fields }");
        assert_eq!(host.state_token(sample, 1, &[]).as_deref(), Ok(sample));
        let options = Json::Map(vec![("fields".into(), sample.into())]);
        assert_eq!(host.get("c", "e", &options).as_deref(), Ok(sample));
    }
    let torn = ports(r"{ email: 'a\ud800b' }");
    assert_eq!(torn.email().as_deref(), Ok("a\u{fffd}b"));
}

#[wasm_bindgen_test]
fn numbers_beyond_two_to_the_53_neither_trap_nor_change_silently() {
    let largest = (1_i64 << 53) - 1;
    let options = |number: i64| Json::Map(vec![("n".into(), number.into())]);
    let host = ports("{ calendarList: (calendar, options) => String(options.n) }");
    assert_eq!(Calendar::list(&host.ports, "c", &options(largest)).as_deref(), Ok("9007199254740991"));
    assert_eq!(Calendar::list(&host.ports, "c", &options(i64::MAX)), Err(HostError::Other("argument".into())));
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
