//! The stage of a journey: a host, a calendar and a Webex, and a person who opens cards and clicks buttons by their labels.

use std::collections::BTreeMap;
use std::rc::Rc;

use meetwright::base::json::Json;
use meetwright::base::time::Instant;
use meetwright::flow::dispatch;
use meetwright::memory::Memory;
use meetwright::model::link::{Link, LinkState};
use meetwright::model::meeting::integration_tag;
use meetwright::store::State;
use serde_json::{json, Value};

use crate::google::{Google, CALENDAR};
use crate::webex::{Meeting, Webex};

pub const NOW: &str = "2026-11-24T12:00:00Z";

/// The world of one journey.
pub struct Stage {
    pub host: Memory,
    pub google: Rc<Google>,
    pub webex: Rc<Webex>,
}

impl Stage {
    /// A user who has not signed in; the administrator has registered the integration.
    pub fn fresh() -> Stage {
        let stage = Stage {
            host: Memory::at(Instant::parse(NOW).unwrap()),
            google: Rc::new(Google::default()),
            webex: Rc::new(Webex::new()),
        };
        let zones = [("Europe/Paris", 3600), ("UTC", 0)].map(|(zone, offset)| (zone.to_owned(), offset));
        stage.host.zones.borrow_mut().extend(zones);
        let integration = [("WEBEX_CLIENT_ID", "client-1"), ("WEBEX_CLIENT_SECRET", "secret-1")];
        stage.host.script_properties.borrow_mut().extend(owned(&integration));
        let (google, rest, webex) = (stage.google.clone(), stage.google.clone(), stage.webex.clone());
        stage.host.calendar_all(move |asked| Some(google.answer(asked)));
        stage.host.answer_all(move |request| rest.answer_rest(request));
        stage.host.answer_all(move |request| webex.answer(request));
        stage
    }

    /// A user who signed in some time ago and whose calendar was listed once.
    pub fn linked() -> Stage {
        let stage = Stage::fresh();
        let records = [
            (
                "account",
                r#"{"google":"host@example.com","webex":"host@example.com","zone":"Europe/Paris","locale":"en"}"#,
            ),
            ("tokens", r#"{"access":"access-1","expires":1900000000,"refresh":"refresh-1"}"#),
            ("settings", r#"{"kind":"meeting"}"#),
            ("policy", r#"{"at":1795521600,"policy":{"version":0}}"#),
            ("calendars", r#"[{"id":"host@example.com","token":"0"}]"#),
        ];
        stage.host.properties.borrow_mut().extend(owned(&records));
        stage
    }

    /// Calls an entry point in an execution of its own.
    pub fn call(&self, entry: &str, argument: &Value) -> Value {
        self.host.begin();
        let argument = Json::parse(&argument.to_string()).unwrap();
        let response = dispatch::handle(&self.host.ports(), entry, &argument).unwrap();
        serde_json::to_value(Json::from(response)).unwrap()
    }

    /// The person opens the homepage.
    pub fn open_home(&self) -> Shown<'_> {
        let response = self.call("onHomepage", &json!({ "commonEventObject": common() }));
        Shown { stage: self, response }
    }

    /// The person opens an event.
    pub fn open_event(&self, id: &str) -> Shown<'_> {
        let calendar = json!({ "calendarId": CALENDAR, "id": id, "capabilities": { "canSetConferenceData": true } });
        let response =
            self.call("onCalendarEventOpen", &json!({ "commonEventObject": common(), "calendar": calendar }));
        Shown { stage: self, response }
    }

    /// The person picks a conference in the conferencing menu.
    pub fn pick(&self, function: &str, id: &str) -> Value {
        self.call(function, &json!({ "eventData": { "calendarId": CALENDAR, "eventId": id } }))
    }

    /// Google says that the calendar changed.
    pub fn trigger(&self) {
        let response = self.call("onCalendarChange", &json!({ "calendarId": CALENDAR }));
        assert_eq!(response, json!({ "kind": "nothing" }));
    }

    /// An hour has passed.
    pub fn hour(&self) {
        self.host.advance(3600);
        let response = self.call("onHourly", &json!({}));
        assert_eq!(response, json!({ "kind": "nothing" }));
    }

    /// The stored links by event.
    pub fn links(&self) -> BTreeMap<String, Link> {
        let state = State::read(self.host.properties.borrow().clone().into_iter().collect());
        state.links().map(|link| (link.event.clone(), link.clone())).collect()
    }

    /// The state of an event's link.
    pub fn state(&self, id: &str) -> Option<LinkState> {
        self.links().get(id).map(|link| link.state)
    }

    /// An event with its meeting, everything in step and the calendar listed.
    pub fn keep_in_step(&self, id: &str, members: &Value) -> String {
        let meeting = self.webex.add(made_for(id));
        self.google.write(id, members);
        self.google.write(id, &json!({ "conferenceData": conference_of(&meeting, id) }));
        self.trigger();
        assert_eq!(self.state(id), Some(LinkState::Linked));
        // The add-on's own writes are reported once and change nothing.
        self.trigger();
        meeting
    }

    /// Puts an event's link into another state, as an earlier run would have left it.
    pub fn leave_as(&self, id: &str, state: LinkState) {
        let mut stored = State::read(self.host.properties.borrow().clone().into_iter().collect()).locked();
        let link = stored.link(id).unwrap().becoming(state, self.host.now.get());
        stored.put(link).unwrap();
        self.host.properties.borrow_mut().extend(stored.changes());
    }

    /// Saves the conference that an entry point answered with, as the calendar's editor would.
    pub fn save_conference(&self, id: &str, data: &Value) {
        let parameter = |name: &str| {
            let all = data["parameters"].as_array().unwrap();
            all.iter().find(|parameter| parameter["key"] == name).map(|parameter| parameter["value"].clone())
        };
        let meeting = parameter("meeting").unwrap();
        assert_eq!(parameter("event"), Some(json!(id)));
        self.google.write(id, &json!({ "conferenceData": conference_of(meeting.as_str().unwrap(), id) }));
    }

    /// The methods and paths that were sent to Webex in the last execution, in their order.
    pub fn sent(&self) -> Vec<String> {
        let sent = self.host.sent.borrow();
        let ours = sent.iter().filter_map(|request| {
            let path = request.url.strip_prefix(crate::webex::BASE)?;
            Some(format!("{} {}", request.method.name(), path.split('?').next()?))
        });
        ours.collect()
    }

    /// The body of the last execution's only request with this method.
    pub fn body(&self, method: &str) -> Value {
        let sent = self.host.sent.borrow();
        let mut bodies = sent.iter().filter(|request| request.method.name() == method);
        let body = bodies.next().and_then(|request| request.body.clone()).unwrap_or_else(|| panic!("no {method}"));
        assert!(bodies.next().is_none(), "more than one {method}");
        serde_json::from_str(&body.1).unwrap()
    }
}

/// The conference data of an event that shows a meeting.
pub fn conference_of(meeting: &str, event: &str) -> Value {
    let uri = format!("https://acme.webex.com/j/{meeting}");
    json!({
        "conferenceId": "25521234567",
        "entryPoints": [{ "entryPointType": "video", "uri": uri }],
        "parameters": { "addOnParameters": { "parameters": { "meeting": meeting, "event": event } } },
    })
}

fn common() -> Value {
    json!({ "userLocale": "en", "timeZone": { "id": "Europe/Paris" } })
}

fn owned(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// What the person sees.
pub struct Shown<'a> {
    stage: &'a Stage,
    pub response: Value,
}

impl<'a> Shown<'a> {
    /// Every text of the answer, one a line.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        collect(&self.response, &mut lines);
        lines.join("\n")
    }

    /// The URL behind a button.
    pub fn link(&self, label: &str) -> String {
        self.button(label)["onClick"]["openLink"]["url"].as_str().unwrap().to_owned()
    }

    /// Clicks a button that runs an action.
    pub fn click(&self, label: &str) -> Shown<'a> {
        self.click_with(label, &json!({}))
    }

    /// Clicks a button with what a form holds.
    pub fn click_with(&self, label: &str, inputs: &Value) -> Shown<'a> {
        let action = &self.button(label)["onClick"]["action"];
        assert_eq!(action["function"], "onAction", "{label}");
        let parameters: BTreeMap<&str, &Value> = action["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|parameter| (parameter["key"].as_str().unwrap(), &parameter["value"]))
            .collect();
        let mut common = common();
        common["parameters"] = json!(parameters);
        common["formInputs"] = inputs.clone();
        let response = self.stage.call("onAction", &json!({ "commonEventObject": common }));
        Shown { stage: self.stage, response }
    }

    fn button(&self, label: &str) -> &Value {
        find(&self.response, label).unwrap_or_else(|| panic!("no button {label} on\n{}", self.text()))
    }
}

fn find<'a>(value: &'a Value, label: &str) -> Option<&'a Value> {
    match value {
        Value::Object(members) if members.contains_key("onClick") && value["text"] == label => Some(value),
        Value::Object(members) => members.values().find_map(|member| find(member, label)),
        Value::Array(items) => items.iter().find_map(|item| find(item, label)),
        _ => None,
    }
}

fn collect(value: &Value, lines: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.values().for_each(|member| collect(member, lines)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, lines)),
        Value::String(text) => lines.push(text.clone()),
        _ => {}
    }
}

/// A meeting that the user's add-on made for this event.
pub fn made_for(id: &str) -> Meeting {
    Meeting { tags: vec![integration_tag(CALENDAR, id)], ..Meeting::default() }
}
