//! Implements the core's ports with the methods of `appsscript/host.js`, which `declared` lists.

use core::cell::OnceCell;

use meetwright::base::json::{object, Json};
use meetwright::base::table::Table;
use meetwright::base::time::{Instant, Offsets};
use meetwright::model::language::Language;
use meetwright::port::{
    Cache, Calendar, CalendarApp, Clock, EventWrite, HostError, Http, Lock, Log, Mail, NewDraft, Properties, Random,
    Reply, Request, Scope, Texts, Trigger, Triggers,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

use crate::codec::{argument, entries, host_error, read, texts};

mod declared;
mod identity;

pub use declared::Host;

/// The host of one call, as the core's ports.
pub struct JsHost {
    host: Host,
    /// The language that was read first, and its lines, which stay with JavaScript until they are said.
    texts: OnceCell<(Language, JsValue)>,
}

impl JsHost {
    /// The ports of this host.
    pub fn new(host: Host) -> Self {
        JsHost { host, texts: OnceCell::new() }
    }

    fn list(&self, language: Language) -> JsValue {
        let list = self.host.texts(language.tag()).ok();
        list.filter(js_sys::Array::is_array).unwrap_or_else(|| js_sys::Array::new().into())
    }
}

type Returned<T> = Result<T, HostError>;

fn caught<T>(result: Result<T, JsValue>) -> Returned<T> {
    result.map_err(|exception| host_error(&exception))
}

/// JavaScript counts milliseconds in floating point, which is exact for any date.
#[allow(clippy::cast_precision_loss)]
fn milliseconds(instant: Instant) -> f64 {
    instant.0 as f64 * 1000.0
}

#[allow(clippy::cast_possible_truncation)]
fn instant(milliseconds: f64) -> Instant {
    Instant((milliseconds / 1000.0).floor() as i64)
}

impl Clock for JsHost {
    fn now(&self) -> Instant {
        // A host without a clock is a fault of the shims, and there is no substitute.
        let Ok(now) = self.host.now() else { panic!("the host has no clock") };
        instant(now)
    }

    #[allow(clippy::cast_possible_truncation)]
    fn offsets(&self, zone: &str, from: Instant, to: Instant) -> Offsets {
        let flat = self.host.zone_offsets(zone, milliseconds(from), milliseconds(to)).unwrap_or_default();
        Offsets(flat.chunks_exact(2).map(|pair| (instant(pair[0]), pair[1] as i32)).collect())
    }

    fn sleep(&self, seconds: i64) {
        let _ = self.host.sleep(milliseconds(Instant(seconds))); // If the pause fails, Webex asks for one.
    }
}

impl Random for JsHost {
    fn fill(&self, bytes: &mut [u8]) -> Returned<()> {
        getrandom::fill(bytes).map_err(|_| HostError::Other("entropy".into()))
    }
}

impl Http for JsHost {
    fn send_all(&self, requests: &[Request]) -> Returned<Vec<Reply>> {
        let requests = Json::List(requests.iter().map(request).collect());
        let replies = read(&caught(self.host.fetch_all(argument(&requests)?))?);
        Ok(replies.items().iter().map(reply).collect())
    }
}

fn request(request: &Request) -> Json {
    let headers = request.headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into()));
    let body = request.body.as_ref();
    object([
        ("method", request.method.name().into()),
        ("url", request.url.as_str().into()),
        ("headers", Json::Map(headers.collect())),
        ("contentType", body.map(|(media_type, _)| *media_type).into()),
        ("payload", body.map(|(_, body)| body.as_str()).into()),
    ])
}

fn reply(reply: &Json) -> Reply {
    let text = |json: &Json| json.text().unwrap_or_default().to_owned();
    let header = |pair: &Json| match pair.items() {
        [name, value] => Some((text(name), text(value))),
        _ => None,
    };
    Reply {
        // An invalid status counts as a failed request.
        status: reply.get("status").int().and_then(|status| u16::try_from(status).ok()).unwrap_or(500),
        headers: reply.get("headers").items().iter().filter_map(header).collect(),
        body: text(reply.get("body")),
    }
}

/// Reads the entries of a cache or a property store. A value that is no object is an error, not an empty store.
fn stored(json: Json) -> Returned<Table<String, String>> {
    let Json::Map(members) = json else {
        return Err(HostError::Other("returnValue".into()));
    };
    let entry = |(key, value)| match value {
        Json::Text(value) => Some((key, value)),
        _ => None,
    };
    Ok(members.into_iter().filter_map(entry).collect())
}

impl Calendar for JsHost {
    fn list(&self, calendar: &str, options: &Json) -> Returned<String> {
        caught(self.host.calendar_list(calendar, argument(options)?))
    }

    fn get(&self, calendar: &str, event: &str, options: &Json) -> Returned<String> {
        caught(self.host.calendar_get(calendar, event, argument(options)?))
    }

    fn patch(&self, write: &EventWrite<'_>) -> Returned<String> {
        let (body, options) = (argument(write.body)?, argument(write.options)?);
        caught(self.host.calendar_patch(write.calendar, write.event, body, options, write.etag))
    }

    fn insert(&self, calendar: &str, body: &Json, options: &Json) -> Returned<String> {
        caught(self.host.calendar_insert(calendar, argument(body)?, argument(options)?))
    }

    fn setting(&self, name: &str) -> Returned<String> {
        caught(self.host.calendar_setting(name))
    }
}

impl CalendarApp for JsHost {
    fn calendar(&self, id: Option<&str>) -> Returned<Json> {
        Ok(read(&caught(self.host.app_calendar(id))?))
    }

    fn event(&self, calendar: &str, event: &str) -> Returned<Json> {
        Ok(read(&caught(self.host.app_event(calendar, event))?))
    }
}

impl Mail for JsHost {
    fn headers(&self, token: &str, message: &str) -> Returned<Json> {
        Ok(read(&caught(self.host.message_headers(token, message))?))
    }

    fn create_draft(&self, draft: &NewDraft<'_>) -> Returned<String> {
        let NewDraft { token, to, subject, text, html } = *draft;
        caught(self.host.create_draft(token, to, subject, text, html))
    }
}

impl Cache for JsHost {
    fn get_all(&self, keys: &[&str]) -> Returned<Table<String, String>> {
        stored(read(&caught(self.host.cache_get_all(texts(keys)?))?))
    }

    fn put_all(&self, items: &[(&str, String)], seconds: u32) -> Returned<()> {
        let items = entries(items.iter().map(|(key, value)| (*key, value.as_str())))?;
        caught(self.host.cache_put_all(items, seconds))
    }

    fn remove_all(&self, keys: &[&str]) -> Returned<()> {
        caught(self.host.cache_remove_all(texts(keys)?))
    }
}

fn store(scope: Scope) -> &'static str {
    match scope {
        Scope::User => "user",
        Scope::Script => "script",
    }
}

impl Properties for JsHost {
    fn load(&self, scope: Scope, prefixes: &[&str]) -> Returned<Table<String, String>> {
        stored(read(&caught(self.host.properties_load(store(scope), texts(prefixes)?))?))
    }

    fn save(&self, scope: Scope, items: &[(String, String)]) -> Returned<()> {
        let items = entries(items.iter().map(|(key, value)| (key.as_str(), value.as_str())))?;
        caught(self.host.properties_save(store(scope), items))
    }

    fn clear(&self) -> Returned<()> {
        caught(self.host.properties_clear())
    }
}

impl Triggers for JsHost {
    fn list(&self) -> Returned<Vec<Trigger>> {
        let triggers = read(&caught(self.host.triggers_list())?);
        let text = |json: &Json| json.text().map(str::to_owned);
        let trigger = |json: &Json| {
            let (id, handler) = (text(json.get("id"))?, text(json.get("handler"))?);
            Some(Trigger { id, handler, calendar: text(json.get("calendar")) })
        };
        Ok(triggers.items().iter().filter_map(trigger).collect())
    }

    fn watch_calendar(&self, handler: &str, calendar: &str) -> Returned<()> {
        caught(self.host.watch_calendar(handler, calendar))
    }

    fn every_hour(&self, handler: &str) -> Returned<()> {
        caught(self.host.every_hour(handler))
    }

    fn delete(&self, id: &str) -> Returned<()> {
        caught(self.host.delete_trigger(id))
    }
}

impl Lock for JsHost {
    fn acquire(&self, milliseconds: u32) -> Returned<bool> {
        caught(self.host.acquire_lock(milliseconds))
    }

    fn release(&self) -> Returned<()> {
        caught(self.host.release_lock())
    }
}

impl Texts for JsHost {
    fn text(&self, language: Language, line: u16) -> String {
        let list = self.texts.get_or_init(|| (language, self.list(language)));
        // A person reads one language; what others read may be in a second one.
        let other = (list.0 != language).then(|| self.list(language));
        let lines: &js_sys::Array = other.as_ref().unwrap_or(&list.1).unchecked_ref();
        // A host without the line has other texts than the module was built with, which the self-test reports.
        lines.get(u32::from(line)).as_string().unwrap_or_default()
    }
}

impl Log for JsHost {
    fn write(&self, line: &str) {
        // A failure of the log must not stop the execution.
        let _ = self.host.log(line);
    }
}
