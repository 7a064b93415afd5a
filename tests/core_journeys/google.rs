//! A record of one calendar's events in their last state, in the order of their revisions.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use meetwright::memory::CalendarCall;
use meetwright::port::{HostError, Reply, Request};
use serde_json::{json, Value};

pub const CALENDAR: &str = "host@example.com";
const REST: &str = "https://www.googleapis.com/calendar/v3/calendars/host%40example.com/events/";

pub const PROFILE: &str = "https://openidconnect.googleapis.com/v1/userinfo";
pub const DIRECTORY: &str = "https://www.googleapis.com/admin/directory/v1/users/";

/// What the calendar holds.
#[derive(Default)]
pub struct Google {
    /// Each event with the revision at which it was last written.
    pub events: RefCell<BTreeMap<String, (u32, Value)>>,
    /// Whether Google takes conference data from a script.
    pub refuses_conference_data: Cell<bool>,
    /// Whether sync tokens have expired.
    pub forgets_tokens: Cell<bool>,
    revision: Cell<u32>,
}

/// An event of the user's own, with a title, a start and an end.
pub fn event(title: &str, start: &str, end: &str) -> Value {
    json!({
        "status": "confirmed",
        "summary": title,
        "start": { "dateTime": start, "timeZone": "Europe/Paris" },
        "end": { "dateTime": end, "timeZone": "Europe/Paris" },
        "organizer": { "email": CALENDAR, "self": true },
    })
}

/// Puts members into an object, and removes those that are `null`.
fn merge(object: &mut Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        if !value.is_null() {
            object[name] = value.clone();
        } else if let Some(object) = object.as_object_mut() {
            object.remove(name);
        }
    }
}

impl Google {
    /// Writes an event: given members replace the existing ones, and `null` removes them. Private properties are merged.
    pub fn write(&self, id: &str, members: &Value) -> Value {
        let revision = self.revision.get() + 1;
        self.revision.set(revision);
        let mut events = self.events.borrow_mut();
        let (at, event) = events.entry(id.to_owned()).or_insert_with(|| (0, json!({ "id": id })));
        *at = revision;
        event["etag"] = json!(format!("\"{revision}\""));
        for (name, value) in members.as_object().unwrap() {
            if name == "extendedProperties" {
                merge(&mut event[name]["private"], &value["private"]);
            } else {
                merge(event, &json!({ name: value }));
            }
        }
        event.clone()
    }

    /// Deletes an event: only its id is left.
    pub fn remove(&self, id: &str) {
        self.events.borrow_mut().remove(id);
        self.write(id, &json!({ "status": "cancelled" }));
    }

    /// The meeting that an event shows.
    pub fn shown(&self, id: &str) -> Option<String> {
        let events = self.events.borrow();
        let parameters = &events.get(id)?.1["conferenceData"]["parameters"]["addOnParameters"]["parameters"];
        parameters["meeting"].as_str().map(str::to_owned)
    }

    pub fn answer(&self, asked: &CalendarCall) -> Result<String, HostError> {
        let answer = match asked.verb {
            "list" => self.list(asked),
            "get" => self.get(&asked.event),
            _ => self.patch(&asked.event, &serde_json::from_str(&asked.body.to_string()).unwrap()),
        };
        answer.map(|value| value.to_string())
    }

    /// The same through the REST API. Profile and directory are not granted unless a test says otherwise.
    pub fn answer_rest(&self, request: &Request) -> Option<Result<Reply, HostError>> {
        if [PROFILE, DIRECTORY].iter().any(|address| request.url.starts_with(address)) {
            return Some(Ok(Reply { status: 403, ..Reply::default() }));
        }
        let id = request.url.split('?').next()?.strip_prefix(REST)?;
        let answer = match &request.body {
            None => self.get(id),
            Some((_, body)) => self.patch(id, &serde_json::from_str(body).unwrap()),
        };
        let reply = |status: u16, body: String| Reply { status, headers: vec![], body };
        Some(Ok(match answer {
            Ok(value) => reply(200, value.to_string()),
            Err(HostError::Invalid) => reply(400, String::new()),
            Err(_) => reply(404, String::new()),
        }))
    }

    fn list(&self, asked: &CalendarCall) -> Result<Value, HostError> {
        let token = asked.options.get("syncToken").text();
        if token.is_some() && self.forgets_tokens.get() {
            return Err(HostError::SyncTokenExpired);
        }
        let since: u32 = token.map_or(0, |token| token.parse().unwrap());
        let events = self.events.borrow();
        let mut changed: Vec<&(u32, Value)> = events.values().filter(|(at, _)| *at > since).collect();
        // A list without a token holds what exists.
        changed.retain(|(_, event)| token.is_some() || event["status"] != "cancelled");
        changed.sort_by_key(|(at, _)| *at);
        let items: Vec<Value> = changed.into_iter().map(|(_, event)| event.clone()).collect();
        Ok(json!({ "timeZone": "Europe/Paris", "items": items, "nextSyncToken": self.revision.get().to_string() }))
    }

    fn get(&self, id: &str) -> Result<Value, HostError> {
        self.events.borrow().get(id).map(|(_, event)| event.clone()).ok_or(HostError::NotFound)
    }

    fn patch(&self, id: &str, body: &Value) -> Result<Value, HostError> {
        if self.refuses_conference_data.get() && body.get("conferenceData").is_some() {
            return Err(HostError::Invalid);
        }
        self.get(id)?;
        Ok(self.write(id, body))
    }
}
