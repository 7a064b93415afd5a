// @ts-check
/**
 * The host behind the core's ports: each method is one call of a Google service and returns plain values.
 *
 * It decides nothing and keeps nothing. It is the one place that knows Google's wording of errors: what a service throws
 * leaves here with a `code` that the core understands (developers.google.com/apps-script/guides/services/quotas).
 */

/**
 * Google's words for what went wrong, the first that fits counts. The number is the HTTP status that the advanced
 * services give beside their text.
 * @type {Array<[RegExp, number, string]>}
 */
const wording_ = [
  [/has not been used in project|access ?not ?configured|service is switched off/i, 0, 'serviceOff'],
  [/identifier already exists|duplicate/i, 409, 'duplicate'],
  [/sync token is no longer valid|fullSyncRequired/i, 410, 'syncTokenExpired'],
  [/permissions are not sufficient|do not have permission to call|insufficient (authentication scopes|permission)/i, 0, 'scopeMissing'],
  [/rate ?limit|quota ?exceeded|usage limits|invoked too many times|too much computer time|too many (scripts|LockService)/i, 429, 'quota'],
  [/property storage quota|argument too large|data storage error/i, 0, 'storageFull'],
  [/address unavailable|dns error|timeout|bad request: http|limit exceeded: url|unexpected error/i, 0, 'unreachable'],
  [/precondition failed/i, 412, 'preconditionFailed'],
  [/not found|has been deleted/i, 404, 'notFound'],
  [/forbidden|access denied|requires? .*access/i, 403, 'forbidden'],
  [/backend ?error|internal error|service unavailable/i, 503, 'unreachable'],
  [/too many triggers/i, 0, 'tooManyTriggers'],
  [/invalid|bad request|empty|missing/i, 400, 'invalid'],
];

/**
 * Calls a service; what it throws gets a code.
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function coded_(call) {
  try {
    return call();
  } catch (error) {
    const thrown = /** @type {{message?: string, details?: {code?: number}}} */ (error);
    const text = String((thrown && thrown.message) || thrown);
    const status = (thrown && thrown.details && thrown.details.code) || 0;
    const known = wording_.find(([words]) => words.test(text)) || wording_.find((entry) => entry[1] === status && status > 0);
    // Google's text may quote what the user wrote, so it goes no further.
    throw Object.assign(new Error('host'), { code: known ? known[2] : 'google' });
  }
}

/**
 * Calls a service; its answer as JSON text, which the core reads faster than an object.
 * @param {() => unknown} call
 * @returns {string}
 */
function json_(call) {
  return coded_(() => JSON.stringify(call()));
}

/**
 * Seconds east of UTC of a zone at an instant. Intl may not know every zone here; this service does.
 * @param {string} zone
 * @param {number} time in milliseconds
 */
function offset_(zone, time) {
  const text = Utilities.formatDate(new Date(time), zone, 'Z');
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(3, 5)) * 60;
  return text.charAt(0) === '-' ? -seconds : seconds;
}

/**
 * The first instant, to the minute, at which a zone has another offset than at `from`; there is one before `to`.
 * @param {string} zone
 * @param {number} from
 * @param {number} to
 */
function change_(zone, from, to) {
  const before = offset_(zone, from);
  let low = Math.floor(from / 60000);
  let high = Math.ceil(to / 60000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset_(zone, middle * 60000) === before) low = middle;
    else high = middle;
  }
  return high * 60000;
}

/** No zone changes its offset twice within so many milliseconds. */
const stride_ = 14 * 24 * 3600 * 1000;

/**
 * Gmail beside an open message; it gives nothing away before it has the token of the message's event.
 * @param {string} token
 */
function mail_(token) {
  GmailApp.setCurrentMessageAccessToken(token);
  return GmailApp;
}

/** @param {string} scope */
function store_(scope) {
  return scope === 'script' ? PropertiesService.getScriptProperties() : PropertiesService.getUserProperties();
}

/** @type {import('../pkg/meetwright_wasm').Host} */
const host_ = {
  now: () => Date.now(),

  zoneOffsets: (zone, from, to) =>
    coded_(() => {
      const pairs = [from, offset_(zone, from)];
      for (let at = from; at < to; at += stride_) {
        const next = Math.min(at + stride_, to);
        const after = offset_(zone, next);
        if (after !== pairs[pairs.length - 1]) pairs.push(change_(zone, at, next), after);
      }
      return Float64Array.from(pairs);
    }),

  sleep: (milliseconds) => coded_(() => Utilities.sleep(milliseconds)),

  entropy: (length) =>
    coded_(() => {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 32) {
        // Three random UUIDs carry 366 bits into the 256 of the digest.
        const seed = [Utilities.getUuid(), Utilities.getUuid(), Utilities.getUuid()].join('');
        const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, seed);
        bytes.set(Uint8Array.from(digest).subarray(0, length - at), at);
      }
      return bytes;
    }),

  fetchAll: (requests) =>
    json_(() =>
      UrlFetchApp.fetchAll(
        requests.map((request) =>
          Object.assign({}, request, {
            method: /** @type {'get'} */ (request.method.toLowerCase()),
            muteHttpExceptions: true,
            followRedirects: false,
          }),
        ),
      ).map((reply) => {
        const headers = /** @type {Record<string, unknown>} */ (reply.getAllHeaders());
        return {
          status: reply.getResponseCode(),
          headers: Object.keys(headers).map((name) => /** @type {[string, string]} */ ([name.toLowerCase(), String(headers[name])])),
          body: reply.getContentText('UTF-8'),
        };
      }),
    ),

  calendarList: (calendar, options) => json_(() => events_().list(calendar, options)),
  calendarGet: (calendar, event, options) => json_(() => events_().get(calendar, event, options)),
  calendarPatch: (calendar, event, body, options, etag) =>
    json_(() => events_().patch(body, calendar, event, options, { 'If-Match': etag })),
  calendarInsert: (calendar, body, options) => json_(() => events_().insert(body, calendar, options)),
  calendarSetting: (name) => coded_(() => String(settings_().get(name).value)),

  appCalendar: (id) =>
    json_(() => {
      const calendar = id === undefined ? CalendarApp.getDefaultCalendar() : CalendarApp.getCalendarById(id);
      if (!calendar) throw new Error('Not Found');
      return { id: calendar.getId(), name: calendar.getName(), timeZone: calendar.getTimeZone() };
    }),
  appEvent: (calendar, id) =>
    json_(() => {
      const opened = CalendarApp.getCalendarById(calendar);
      const event = opened && opened.getEventById(id);
      if (!event) throw new Error('Not Found');
      return {
        title: event.getTitle(),
        start: event.getStartTime().getTime(),
        end: event.getEndTime().getTime(),
        creators: event.getCreators(),
      };
    }),

  messageHeaders: (token, id) =>
    json_(() => {
      const message = mail_(token).getMessageById(id);
      return {
        from: message.getFrom(),
        to: message.getTo(),
        cc: message.getCc(),
        subject: message.getSubject(),
        date: message.getDate().getTime(),
      };
    }),
  createDraft: (token, to, subject, text, html) => coded_(() => mail_(token).createDraft(to, subject, text, { htmlBody: html }).getId()),

  cacheGetAll: (keys) => json_(() => CacheService.getUserCache().getAll(keys)),
  cachePutAll: (entries, seconds) => coded_(() => CacheService.getUserCache().putAll(entries, seconds)),
  cacheRemoveAll: (keys) => coded_(() => CacheService.getUserCache().removeAll(keys)),

  propertiesLoad: (scope, prefixes) =>
    json_(() => {
      const all = store_(scope).getProperties();
      /** @type {Record<string, string>} */
      const wanted = {};
      for (const key of Object.keys(all)) if (prefixes.some((prefix) => key.startsWith(prefix))) wanted[key] = all[key];
      return wanted;
    }),
  propertiesSave: (scope, entries) => coded_(() => void store_(scope).setProperties(entries)),
  propertiesClear: () => coded_(() => void store_('user').deleteAllProperties()),

  email: () => coded_(() => Session.getEffectiveUser().getEmail()),
  accessToken: () => coded_(() => ScriptApp.getOAuthToken()),
  edition: () => MeetwrightCore_.version + ', sha256 ' + MeetwrightCore_.sha256,
  grantUrl: (scopes) =>
    coded_(() => {
      // The declarations know the older form without scopes alone.
      const ask = /** @type {(mode: any, scopes?: string[]) => GoogleAppsScript.Script.AuthorizationInfo} */ (ScriptApp.getAuthorizationInfo);
      const full = scopes.map((scope) => 'https://www.googleapis.com/auth/' + scope);
      const mode = ScriptApp.AuthMode.FULL;
      const url = (full.length ? ask.call(ScriptApp, mode, full) : ScriptApp.getAuthorizationInfo(mode)).getAuthorizationUrl();
      // A card with a link outside of the manifest's prefixes would be refused as a whole.
      if (url && !/^https:\/\/(script\.google\.com\/macros|accounts\.google\.com\/o\/oauth2)\//.test(url)) throw new Error('not a link for cards');
      return url || undefined;
    }),
  scriptId: () => coded_(() => ScriptApp.getScriptId()),
  stateToken: (callback, seconds, args) =>
    coded_(() => {
      const token = ScriptApp.newStateToken().withMethod(callback).withTimeout(seconds);
      return Object.keys(args).reduce((builder, name) => builder.withArgument(name, args[name]), token).createToken();
    }),

  triggersList: () =>
    json_(() =>
      ScriptApp.getProjectTriggers().map((trigger) => ({
        id: trigger.getUniqueId(),
        handler: trigger.getHandlerFunction(),
        calendar: trigger.getTriggerSource() === ScriptApp.TriggerSource.CALENDAR ? trigger.getTriggerSourceId() : undefined,
      })),
    ),
  watchCalendar: (handler, calendar) =>
    coded_(() => void ScriptApp.newTrigger(handler).forUserCalendar(calendar).onEventUpdated().create()),
  everyHour: (handler) => coded_(() => void ScriptApp.newTrigger(handler).timeBased().everyHours(1).create()),
  deleteTrigger: (id) =>
    coded_(() => ScriptApp.getProjectTriggers().filter((trigger) => trigger.getUniqueId() === id).forEach((trigger) => ScriptApp.deleteTrigger(trigger))),

  acquireLock: (milliseconds) => coded_(() => LockService.getUserLock().tryLock(milliseconds)),
  releaseLock: () => coded_(() => LockService.getUserLock().releaseLock()),

  texts: (language) => MeetwrightTexts_[language](),

  log: (line) => console.log(line),
};

/** The advanced service's collection of events. An administrator can switch the service off; then it is not there. */
function events_() {
  if (typeof Calendar === 'undefined' || !Calendar.Events) throw new Error('the Calendar service is switched off');
  return Calendar.Events;
}

function settings_() {
  if (typeof Calendar === 'undefined' || !Calendar.Settings) throw new Error('the Calendar service is switched off');
  return Calendar.Settings;
}
