//! The capabilities that the host offers to the core, one small trait each.
//!
//! A port call is a round trip to a Google service. The caller asks for everything that it needs in one call,
//! and a loop around a port call is a bug.
//! The traits contain no rule of Google or Webex. `wasm/src/host.rs` and `appsscript/host.js` implement them.

use crate::base::json::Json;
use crate::base::table::Table;
use crate::base::time::{Instant, Offsets};

pub use crate::model::language::Texts;

/// Every port of one execution, passed as the first argument.
#[derive(Clone, Copy)]
#[allow(missing_docs)] // Each field's type says what it is.
pub struct Ports<'a> {
    pub clock: &'a dyn Clock,
    pub random: &'a dyn Random,
    pub http: &'a dyn Http,
    pub calendar: &'a dyn Calendar,
    pub calendar_app: &'a dyn CalendarApp,
    pub mail: &'a dyn Mail,
    pub cache: &'a dyn Cache,
    pub properties: &'a dyn Properties,
    pub identity: &'a dyn Identity,
    pub triggers: &'a dyn Triggers,
    pub lock: &'a dyn Lock,
    pub log: &'a dyn Log,
    pub texts: &'a dyn Texts,
}

/// Why a port call failed.
///
/// Only `appsscript/host.js` knows Google's wording, and gives each error a code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The calendar's sync token is too old; a full list is needed (410).
    #[error("sync token expired")]
    SyncTokenExpired,
    /// The event or calendar does not exist, or not yet (404).
    #[error("not found")]
    NotFound,
    /// The user may not do this to this calendar (403).
    #[error("access refused")]
    Forbidden,
    /// The event changed since it was read (412).
    #[error("changed since it was read")]
    PreconditionFailed,
    /// Google refused the request's content (400).
    #[error("request refused by Google")]
    Invalid,
    /// A quota or rate limit of Google is spent.
    #[error("Google's quota is spent")]
    Quota,
    /// A scope was not granted.
    #[error("permission not granted")]
    ScopeMissing,
    /// The administrator has switched the service off.
    #[error("service switched off")]
    ServiceOff,
    /// It exists already (409).
    #[error("there already")]
    Duplicate,
    /// The request could not be sent, or its answer was lost, and its effect is unknown.
    #[error("connection failed")]
    Unreachable,
    /// The property store or one of its values is full.
    #[error("storage is full")]
    StorageFull,
    /// Anything else, by the host's code.
    #[error("host failure {0}")]
    Other(String),
}

impl HostError {
    /// The error behind a code of `appsscript/host.js`.
    pub fn from_code(code: &str) -> Self {
        match code {
            "syncTokenExpired" => HostError::SyncTokenExpired,
            "notFound" => HostError::NotFound,
            "forbidden" => HostError::Forbidden,
            "preconditionFailed" => HostError::PreconditionFailed,
            "invalid" => HostError::Invalid,
            "quota" => HostError::Quota,
            "scopeMissing" => HostError::ScopeMissing,
            "serviceOff" => HostError::ServiceOff,
            "duplicate" => HostError::Duplicate,
            "unreachable" => HostError::Unreachable,
            "storageFull" => HostError::StorageFull,
            other => HostError::Other(other.chars().take(40).collect()),
        }
    }

    /// Whether the same call may succeed later without anyone doing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            HostError::Quota | HostError::Unreachable | HostError::Other(_) => true,
            HostError::SyncTokenExpired
            | HostError::NotFound
            | HostError::Forbidden
            | HostError::PreconditionFailed
            | HostError::Invalid
            | HostError::ScopeMissing
            | HostError::ServiceOff
            | HostError::Duplicate
            | HostError::StorageFull => false,
        }
    }
}

/// Time.
pub trait Clock {
    /// The present.
    fn now(&self) -> Instant;
    /// The zone's offsets from UTC between two instants; an unknown zone yields nothing.
    fn offsets(&self, zone: &str, from: Instant, to: Instant) -> Offsets;
    /// Waits this many seconds.
    fn sleep(&self, seconds: i64);
}

/// Unpredictable bytes.
pub trait Random {
    /// Fills the slice.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), HostError>;
}

/// The HTTP methods that the core uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
}

impl Method {
    /// The method as HTTP writes it.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// An HTTP request as data.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The full URL, already encoded.
    pub url: String,
    /// Header names and values; they may hold a bearer token and are never printed.
    pub headers: Vec<(&'static str, String)>,
    /// The body and its media type.
    pub body: Option<(&'static str, String)>,
}

impl core::fmt::Debug for Request {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let path = self.url.split('?').next().unwrap_or_default();
        write!(out, "{} {path}", self.method.name())
    }
}

/// An HTTP answer. A status of 400 and above is an answer, not an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Reply {
    /// The value of a header, named in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Requests to Webex and to Google's REST services.
pub trait Http {
    /// Sends all requests at once and returns the replies in their order. One transport error loses all replies.
    fn send_all(&self, requests: &[Request]) -> Result<Vec<Reply>, HostError>;
}

/// Google's advanced Calendar service, with replies as JSON text.
///
/// <https://developers.google.com/workspace/calendar/api/v3/reference/events>
pub trait Calendar {
    /// `Events.list` with these options.
    fn list(&self, calendar: &str, options: &Json) -> Result<String, HostError>;
    /// `Events.get` with these options.
    fn get(&self, calendar: &str, event: &str, options: &Json) -> Result<String, HostError>;
    /// `Events.patch`; an `etag` makes the write conditional.
    fn patch(&self, patch: &EventWrite<'_>) -> Result<String, HostError>;
    /// `Events.insert`.
    fn insert(&self, calendar: &str, body: &Json, options: &Json) -> Result<String, HostError>;
    /// `Settings.get`: one of the user's Calendar settings.
    fn setting(&self, name: &str) -> Result<String, HostError>;
}

/// CalendarApp, which Google may refuse to add-ons with these scopes.
///
/// <https://developers.google.com/apps-script/reference/calendar/calendar-app>
pub trait CalendarApp {
    /// `id`, `name` and `timeZone` of a calendar; of the primary one without an id.
    fn calendar(&self, id: Option<&str>) -> Result<Json, HostError>;
    /// `title`, `start` and `end` (milliseconds) and `creators` of an event.
    fn event(&self, calendar: &str, event: &str) -> Result<Json, HostError>;
}

/// The message that is open in Gmail, and drafts.
///
/// <https://developers.google.com/apps-script/reference/gmail/gmail-app>
pub trait Mail {
    /// `from`, `to`, `cc`, `subject` and `date` of the open message; the token is the one of its event.
    fn headers(&self, token: &str, message: &str) -> Result<Json, HostError>;
    /// Creates a draft and returns its id.
    fn create_draft(&self, draft: &NewDraft<'_>) -> Result<String, HostError>;
}

/// A draft to be created.
#[derive(Clone, Copy, Debug)]
pub struct NewDraft<'a> {
    /// The token of the open message's event.
    pub token: &'a str,
    /// Recipients, separated by commas.
    pub to: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The body for readers without formatting.
    pub text: &'a str,
    /// The body with formatting.
    pub html: &'a str,
}

/// One conditional write to an event.
#[derive(Clone, Debug)]
pub struct EventWrite<'a> {
    /// The calendar's id.
    pub calendar: &'a str,
    /// The event's id.
    pub event: &'a str,
    /// The members to change.
    pub body: &'a Json,
    /// The query parameters.
    pub options: &'a Json,
    /// The version that the write is based on.
    pub etag: &'a str,
}

/// The user's cache: fast and small, and its entries may disappear at any time.
pub trait Cache {
    /// The entries that exist for these keys.
    fn get_all(&self, keys: &[&str]) -> Result<Table<String, String>, HostError>;
    /// Stores all entries for this many seconds (21 600 at most).
    fn put_all(&self, entries: &[(&str, String)], seconds: u32) -> Result<(), HostError>;
    /// Removes these keys.
    fn remove_all(&self, keys: &[&str]) -> Result<(), HostError>;
}

/// Which property store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The user's own.
    User,
    /// The script's, set by the administrator.
    Script,
}

/// Lasting storage: 9 KB a value, 500 KB a store.
pub trait Properties {
    /// All entries whose keys begin with one of these prefixes, in one call.
    fn load(&self, scope: Scope, prefixes: &[&str]) -> Result<Table<String, String>, HostError>;
    /// Writes all entries in one call; entries not named stay.
    fn save(&self, scope: Scope, entries: &[(String, String)]) -> Result<(), HostError>;
    /// Empties the user's own store.
    fn clear(&self) -> Result<(), HostError>;
}

/// The user and the script of this execution.
pub trait Identity {
    /// The user's address.
    fn email(&self) -> Result<String, HostError>;
    /// The script's own Google access token.
    fn access_token(&self) -> Result<String, HostError>;
    /// The add-on's version and the digest of its module, in words.
    fn edition(&self) -> Result<String, HostError>;
    /// Where the user can grant these scopes, or without any all of the manifest's; `None` if nothing is missing; an error if a card may not link there.
    fn grant_url(&self, scopes: &[&str]) -> Result<Option<String>, HostError>;
    /// The script's id, which is part of the callback URL.
    fn script_id(&self) -> Result<String, HostError>;
    /// A state token that makes Google call `callback` with an authorization's result and these arguments, which are sealed in it.
    fn state_token(&self, callback: &str, seconds: u32, arguments: &[(&str, &str)]) -> Result<String, HostError>;
}

/// A trigger that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Its id at Google.
    pub id: String,
    /// The function that it calls.
    pub handler: String,
    /// The calendar that it watches; none for a clock.
    pub calendar: Option<String>,
}

/// Installable triggers of this user and script.
pub trait Triggers {
    /// All existing triggers.
    fn list(&self) -> Result<Vec<Trigger>, HostError>;
    /// Calls `handler` whenever the calendar changes.
    fn watch_calendar(&self, handler: &str, calendar: &str) -> Result<(), HostError>;
    /// Calls `handler` every hour.
    fn every_hour(&self, handler: &str) -> Result<(), HostError>;
    /// Deletes a trigger.
    fn delete(&self, id: &str) -> Result<(), HostError>;
}

/// The user's one lock: unnamed and not re-entrant.
pub trait Lock {
    /// Waits for the lock at most this long. `false` if another execution keeps it.
    fn acquire(&self, milliseconds: u32) -> Result<bool, HostError>;
    /// Releases the lock.
    fn release(&self) -> Result<(), HostError>;
}

/// The execution log. Nothing personal and no secret may be written to it.
pub trait Log {
    /// Writes one line.
    fn write(&self, line: &str);
}
