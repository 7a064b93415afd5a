//! A record of meetings behind Webex's URLs. It only checks the bearer token.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use meetwright::port::{HostError, Reply, Request};
use serde_json::{json, Value};

pub const BASE: &str = "https://webexapis.com/v1";
pub const SITE: &str = "acme.webex.com";

/// A meeting as it was made and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    pub title: String,
    pub start: String,
    pub end: String,
    pub zone: String,
    pub tags: Vec<String>,
    pub invitees: BTreeMap<String, String>,
}

/// What Webex holds.
pub struct Webex {
    pub meetings: RefCell<BTreeMap<String, Meeting>>,
    /// The access token that is valid; each new grant brings another.
    pub access: RefCell<String>,
    /// The refresh token or code that is accepted; none for a revoked grant.
    pub grant: RefCell<Option<String>>,
    /// Whether lists can be filtered by tag.
    pub filters_tags: Cell<bool>,
    /// Whether answers get lost after their request had its effect.
    pub loses_answers: Cell<bool>,
    /// The sites of the user.
    pub sites: RefCell<Value>,
    /// The preference object of the Personal Room.
    pub room: RefCell<Option<Value>>,
    serial: Cell<u32>,
}

impl Webex {
    pub fn new() -> Webex {
        Webex {
            meetings: RefCell::default(),
            access: RefCell::new("access-1".into()),
            grant: RefCell::new(Some("refresh-1".into())),
            filters_tags: Cell::new(true),
            loses_answers: Cell::new(false),
            sites: RefCell::new(json!([{ "siteUrl": SITE, "default": true }])),
            room: RefCell::new(None),
            serial: Cell::new(0),
        }
    }

    /// The only meeting.
    pub fn only(&self) -> (String, Meeting) {
        let meetings = self.meetings.borrow();
        assert_eq!(meetings.len(), 1, "{meetings:?}");
        meetings.iter().next().map(|(id, meeting)| (id.clone(), meeting.clone())).unwrap()
    }

    fn next(&self) -> u32 {
        self.serial.set(self.serial.get() + 1);
        self.serial.get()
    }

    /// A meeting that was made before the journey begins.
    pub fn add(&self, meeting: Meeting) -> String {
        let id = format!("{:032x}", self.next());
        self.meetings.borrow_mut().insert(id.clone(), meeting);
        id
    }

    pub fn answer(&self, request: &Request) -> Option<Result<Reply, HostError>> {
        let path = request.url.strip_prefix(BASE)?;
        let reply = self.reply(request, path);
        Some(if self.loses_answers.get() { Err(HostError::Unreachable) } else { Ok(reply) })
    }

    fn reply(&self, request: &Request, path: &str) -> Reply {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let text = request.body.as_ref().map(|(_, body)| body.as_str()).unwrap_or_default();
        if path == "/access_token" {
            return self.token(text);
        }
        let bearer = format!("Bearer {}", self.access.borrow());
        if !request.headers.contains(&("Authorization", bearer)) {
            return status(401);
        }
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method.name(), parts.as_slice()) {
            ("GET", ["people", "me"]) => ok(&json!({ "emails": ["host@example.com"] })),
            ("GET", ["meetingPreferences", "sites"]) => ok(&json!({ "sites": *self.sites.borrow() })),
            ("GET", ["meetingPreferences", "personalMeetingRoom"]) => {
                self.room.borrow().as_ref().map_or_else(|| status(404), ok)
            }
            ("GET", ["meetings", "templates"]) => ok(&json!({ "items": [{ "id": "t1", "name": "Standup" }] })),
            ("POST", ["meetings"]) => self.create(&body),
            ("GET", ["meetings"]) => self.list(query),
            ("GET", ["meetings", id]) => {
                self.meetings.borrow().get(*id).map_or_else(|| status(404), |meeting| ok(&described(id, meeting)))
            }
            ("PATCH", ["meetings", id]) => self.change(id, &body),
            ("DELETE", ["meetings", id]) => {
                let removed = self.meetings.borrow_mut().remove(*id);
                status(if removed.is_some() { 204 } else { 404 })
            }
            ("POST", ["meetingInvitees", "bulkInsert"]) => self.invite(&body),
            ("GET", ["meetingInvitees"]) => self.invitees(query),
            ("DELETE", ["meetingInvitees", id]) => {
                self.meetings.borrow_mut().values_mut().for_each(|meeting| {
                    meeting.invitees.remove(*id);
                });
                status(204)
            }
            (method, _) => panic!("no such address: {method} {path}"),
        }
    }

    fn token(&self, form: &str) -> Reply {
        let field = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let given = field("refresh_token").or(field("code"));
        if given.is_none() || given != self.grant.borrow().as_deref() {
            return Reply { body: r#"{"error":"invalid_grant"}"#.to_owned(), ..status(400) };
        }
        let serial = self.next();
        *self.access.borrow_mut() = format!("access-new-{serial}");
        *self.grant.borrow_mut() = Some(format!("refresh-new-{serial}"));
        let (access, refresh) = (self.access.borrow().clone(), self.grant.borrow().clone());
        ok(&json!({ "access_token": access, "refresh_token": refresh, "expires_in": 1_209_600 }))
    }

    fn create(&self, body: &Value) -> Reply {
        let tags = body["integrationTags"].as_array().unwrap().iter().map(text).collect();
        let id = self.add(Meeting { tags, ..Meeting::default() });
        self.change(&id, body)
    }

    fn change(&self, id: &str, body: &Value) -> Reply {
        let mut meetings = self.meetings.borrow_mut();
        let Some(meeting) = meetings.get_mut(id) else { return status(404) };
        for (name, member) in [
            ("title", &mut meeting.title),
            ("start", &mut meeting.start),
            ("end", &mut meeting.end),
            ("timezone", &mut meeting.zone),
        ] {
            if let Some(value) = body[name].as_str() {
                value.clone_into(member);
            }
        }
        ok(&described(id, meeting))
    }

    fn list(&self, query: &str) -> Reply {
        let is_filtered = query.contains("integrationTag=");
        if is_filtered && !self.filters_tags.get() {
            return Reply { status: 400, body: r#"{"message":"unknown parameter"}"#.into(), headers: vec![] };
        }
        let fits = |meeting: &&Meeting| {
            let encoded = |tag: &String| tag.replace(':', "%3A");
            !is_filtered || meeting.tags.iter().any(|tag| query.ends_with(&encoded(tag)))
        };
        let meetings = self.meetings.borrow();
        let found = meetings.iter().filter(|(_, meeting)| fits(meeting));
        ok(&json!({ "items": found.map(|(id, meeting)| described(id, meeting)).collect::<Vec<_>>() }))
    }

    fn invite(&self, body: &Value) -> Reply {
        let mut meetings = self.meetings.borrow_mut();
        let Some(meeting) = meetings.get_mut(&text(&body["meetingId"])) else { return status(404) };
        for item in body["items"].as_array().unwrap() {
            let email = text(&item["email"]);
            if meeting.invitees.values().any(|other| *other == email) {
                return status(409);
            }
            meeting.invitees.insert(format!("i{}", self.next()), email);
        }
        ok(&json!({ "items": [] }))
    }

    fn invitees(&self, query: &str) -> Reply {
        let meetings = self.meetings.borrow();
        let meeting = query.rsplit('=').next().and_then(|id| meetings.get(id));
        let item = |(id, email): (&String, &String)| json!({ "id": id, "email": email });
        meeting.map_or_else(
            || status(404),
            |meeting| ok(&json!({ "items": meeting.invitees.iter().map(item).collect::<Vec<_>>() })),
        )
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn described(id: &str, meeting: &Meeting) -> Value {
    json!({
        "id": id,
        "webLink": format!("https://{SITE}/j/{id}"),
        "meetingNumber": "25521234567",
        "password": "p1",
        "phoneAndVideoSystemPassword": "123",
        "sipAddress": format!("25521234567@{SITE}"),
        "telephony": { "accessCode": "25521234567", "callInNumbers": [{ "callInNumber": "+1-415-655-0001", "tollType": "toll" }] },
        "integrationTags": meeting.tags,
        "hostEmail": "host@example.com",
    })
}

pub fn ok(body: &Value) -> Reply {
    Reply { status: 200, headers: vec![], body: body.to_string() }
}

pub fn status(status: u16) -> Reply {
    Reply { status, ..Reply::default() }
}
