//! The methods of the object that `appsscript/host.js` passes with each call, as JavaScript and Rust see them.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const HOST_INTERFACE: &str = r"
/** What the add-on asks of its host. Every method may throw an Error whose `code` says what happened. */
export interface Host {
  /** Milliseconds since 1970. */
  now(): number;
  /** Pairs of an instant in milliseconds and the seconds east of UTC from then on; empty for an unknown zone. */
  zoneOffsets(zone: string, from: number, to: number): Float64Array;
  /** Lets so many milliseconds pass. */
  sleep(milliseconds: number): void;
  /** So many unpredictable bytes. */
  entropy(length: number): Uint8Array;
  /** Sends all requests at once; the replies come in their order, as JSON text of a list of HostReply. */
  fetchAll(requests: HostRequest[]): string;
  /** Replies of the Calendar service as JSON text. */
  calendarList(calendar: string, options: object): string;
  calendarGet(calendar: string, event: string, options: object): string;
  calendarPatch(calendar: string, event: string, body: object, options: object, etag: string): string;
  calendarInsert(calendar: string, body: object, options: object): string;
  calendarSetting(name: string): string;
  /** A calendar and an event as CalendarApp knows them, as JSON text of HostCalendar and HostEvent; the primary calendar without an id. */
  appCalendar(id?: string): string;
  appEvent(calendar: string, id: string): string;
  /** The headers of the message that is open in Gmail, as JSON text of HostMessage; the token is the one of its event. */
  messageHeaders(token: string, id: string): string;
  /** Makes a draft in Gmail and answers its id. Addresses are separated by commas. */
  createDraft(token: string, to: string, subject: string, text: string, html: string): string;
  /** Entries by their keys, as JSON text of an object. */
  cacheGetAll(keys: string[]): string;
  cachePutAll(entries: Record<string, string>, seconds: number): void;
  cacheRemoveAll(keys: string[]): void;
  /** The entries of a store whose keys begin with one of the prefixes, as JSON text of an object. */
  propertiesLoad(scope: 'user' | 'script', prefixes: string[]): string;
  propertiesSave(scope: 'user' | 'script', entries: Record<string, string>): void;
  /** Empties the user's store. */
  propertiesClear(): void;
  email(): string;
  accessToken(): string;
  /** Version and digest of the module. */
  edition(): string;
  /** Where the user can grant these scopes, or without any all of the manifest's; nothing if none is missing. */
  grantUrl(scopes: string[]): string | undefined;
  scriptId(): string;
  stateToken(callback: string, seconds: number, args: Record<string, string>): string;
  /** The user's triggers, as JSON text of a list of HostTrigger. */
  triggersList(): string;
  watchCalendar(handler: string, calendar: string): void;
  everyHour(handler: string): void;
  deleteTrigger(id: string): void;
  acquireLock(milliseconds: number): boolean;
  releaseLock(): void;
  log(line: string): void;
  /** The lines of a language's texts. */
  texts(language: string): string[];
}
export interface HostRequest { method: string; url: string; headers: Record<string, string>; contentType?: string; payload?: string }
export interface HostReply { status: number; headers: [string, string][]; body: string }
/** Addresses are as the header fields list them; the date is in milliseconds since 1970. */
export interface HostMessage { from: string; to: string; cc: string; subject: string; date: number }
export interface HostCalendar { id: string; name: string; timeZone: string }
/** Times are in milliseconds since 1970. */
export interface HostEvent { title: string; start: number; end: number; creators: string[] }
export interface HostTrigger { id: string; handler: string; calendar?: string }
";

#[wasm_bindgen]
extern "C" {
    /// The object that host.js passes to each call.
    #[wasm_bindgen(typescript_type = "Host")]
    pub type Host;

    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn now(this: &Host) -> Result<f64, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = zoneOffsets)]
    pub(crate) fn zone_offsets(this: &Host, zone: &str, from: f64, to: f64) -> Result<Vec<f64>, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn sleep(this: &Host, milliseconds: f64) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn entropy(this: &Host, length: u32) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = fetchAll)]
    pub(crate) fn fetch_all(this: &Host, requests: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = calendarList)]
    pub(crate) fn calendar_list(this: &Host, calendar: &str, options: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = calendarGet)]
    pub(crate) fn calendar_get(this: &Host, calendar: &str, event: &str, options: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = calendarPatch)]
    pub(crate) fn calendar_patch(
        this: &Host,
        calendar: &str,
        event: &str,
        body: JsValue,
        options: JsValue,
        etag: &str,
    ) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = calendarInsert)]
    pub(crate) fn calendar_insert(
        this: &Host,
        calendar: &str,
        body: JsValue,
        options: JsValue,
    ) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = calendarSetting)]
    pub(crate) fn calendar_setting(this: &Host, name: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = appCalendar)]
    pub(crate) fn app_calendar(this: &Host, id: Option<&str>) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = appEvent)]
    pub(crate) fn app_event(this: &Host, calendar: &str, id: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = messageHeaders)]
    pub(crate) fn message_headers(this: &Host, token: &str, id: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = createDraft)]
    pub(crate) fn create_draft(
        this: &Host,
        token: &str,
        to: &str,
        subject: &str,
        text: &str,
        html: &str,
    ) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = cacheGetAll)]
    pub(crate) fn cache_get_all(this: &Host, keys: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = cachePutAll)]
    pub(crate) fn cache_put_all(this: &Host, entries: JsValue, seconds: u32) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = cacheRemoveAll)]
    pub(crate) fn cache_remove_all(this: &Host, keys: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = propertiesLoad)]
    pub(crate) fn properties_load(this: &Host, scope: &str, prefixes: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = propertiesSave)]
    pub(crate) fn properties_save(this: &Host, scope: &str, entries: JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = propertiesClear)]
    pub(crate) fn properties_clear(this: &Host) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn email(this: &Host) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = accessToken)]
    pub(crate) fn access_token(this: &Host) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn edition(this: &Host) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = grantUrl)]
    pub(crate) fn grant_url(this: &Host, scopes: JsValue) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = scriptId)]
    pub(crate) fn script_id(this: &Host) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = stateToken)]
    pub(crate) fn state_token(this: &Host, callback: &str, seconds: u32, args: JsValue) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = triggersList)]
    pub(crate) fn triggers_list(this: &Host) -> Result<String, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = watchCalendar)]
    pub(crate) fn watch_calendar(this: &Host, handler: &str, calendar: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = everyHour)]
    pub(crate) fn every_hour(this: &Host, handler: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = deleteTrigger)]
    pub(crate) fn delete_trigger(this: &Host, id: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = acquireLock)]
    pub(crate) fn acquire_lock(this: &Host, milliseconds: u32) -> Result<bool, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = releaseLock)]
    pub(crate) fn release_lock(this: &Host) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn log(this: &Host, line: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    pub(crate) fn texts(this: &Host, language: &str) -> Result<JsValue, JsValue>;
}
