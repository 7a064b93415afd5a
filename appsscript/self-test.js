// @ts-check
/**
 * A report on what this project's Apps Script really does, for a person who runs `selfTest` once in the script editor.
 *
 * It answers the open points of the platform that can be tried without harm: it writes one property and one cache entry of its
 * own and takes them away again, makes no event, draft, mail or trigger, and asks nothing of the other service's hosts.
 *
 * Invariant: the report holds nothing personal. A value that a service answers is never printed, only that it answered; of an error
 * only its code is.
 */

/** A property and a cache entry of the test alone. */
const probe_ = 'selfTest';

/**
 * Run this in the editor; the report is in the execution log, and can be pasted into an issue as it is.
 * @returns {Promise<string>}
 */
function selfTest() {
  const lines = ['Meetwright ' + MeetwrightCore_.version + ', module ' + MeetwrightCore_.sha256.slice(0, 12)];
  const bytes = timed_(lines, 'base64 decoded', () => decodeBase64_(moduleText_(MeetwrightCore_.wasm)), (decoded) => decoded.length + ' bytes');
  lines.push('comments of functions: ' + (keepsComments_() ? 'kept byte for byte' : 'changed'));
  lines.push('Uint8Array.fromBase64: ' + present_(typeof Uint8Array.fromBase64));
  timed_(lines, 'U1 wasm, synchronous', () => instance_(bytes || new Uint8Array(0)));
  lines.push('texts: ' + Object.keys(MeetwrightTexts_).map((tag) => tag + ' ' + MeetwrightTexts_[tag]().length).join(', '));
  services_(lines);
  points_(lines);
  const from = Date.now();
  const glue = MeetwrightCore_.bind();
  return WebAssembly.instantiate(bytes || new Uint8Array(0), glue.imports).then(
    (made) => finish_(lines, from, glue.attach(made.instance) ? 'yes' : 'no'),
    () => finish_(lines, from, 'no'),
  );
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {string} answer
 */
function finish_(lines, from, answer) {
  lines.push('U1, U4 wasm by promise: ' + answer + ' (' + (Date.now() - from) + ' ms)');
  lines.push('not tried, since it would leave traces or needs a person: U2 U3 U5 U6 U8 U9 U11 U13 U14 U16 U17 U18');
  const report = lines.join('\n');
  console.log(report);
  return report;
}

/**
 * Does something, and writes down whether it went well and how long it took.
 * @template T
 * @param {string[]} lines
 * @param {string} name
 * @param {() => T} act
 * @param {(value: T) => string} [say] what may be said of the value
 * @returns {T | null}
 */
function timed_(lines, name, act, say) {
  const from = Date.now();
  try {
    const value = coded_(act);
    lines.push(name + ': ' + (say ? say(value) : 'yes') + ' (' + (Date.now() - from) + ' ms)');
    return value;
  } catch (error) {
    lines.push(name + ': no, ' + /** @type {{code?: string}} */ (error).code + ' (' + (Date.now() - from) + ' ms)');
    return null;
  }
}

/** Whether a function's text holds its comment as it was pushed; then the module may be one, which an engine reads faster. */
function keepsComments_() {
  const held = function () { /*A+-z09==  two blanks
	a tab after a line break*/ };
  const expected = 'A+-z09==  two blanks' + String.fromCharCode(10, 9) + 'a tab after a line break';
  return moduleText_(held) === expected.replace('-', '/');
}

/** @param {Uint8Array} bytes */
function instance_(bytes) {
  const glue = MeetwrightCore_.bind();
  return glue.attach(new WebAssembly.Instance(new WebAssembly.Module(bytes), glue.imports));
}

/**
 * How long each service takes.
 * @param {string[]} lines
 */
function services_(lines) {
  const cache = () => CacheService.getUserCache();
  const silent = () => 'answers';
  timed_(lines, 'cache, write', () => cache().put(probe_, '1', 60), silent);
  timed_(lines, 'cache, read', () => cache().get(probe_), silent);
  timed_(lines, 'cache, remove', () => cache().remove(probe_), silent);
  timed_(lines, 'properties, read all', () => PropertiesService.getUserProperties().getProperties(), silent);
  timed_(lines, 'lock', () => LockService.getUserLock().tryLock(1000), (held) => (held ? 'held' : 'not free'));
  timed_(lines, 'lock, release', () => LockService.getUserLock().releaseLock(), silent);
  timed_(lines, 'address of the user', () => Session.getEffectiveUser().getEmail(), (email) => (email ? 'known' : 'empty'));
  timed_(lines, 'triggers, list', () => ScriptApp.getProjectTriggers().length, (count) => count + ' of them');
  timed_(lines, 'calendar, setting', () => settings_().get('timezone'), silent);
  timed_(lines, 'calendar, list', () => events_().list('primary', { maxResults: 1, fields: 'nextSyncToken' }), silent);
  timed_(lines, 'fetch', () => fetch_(), (status) => 'status ' + status);
}

/** Asks Google for a profile and does not say whose, so that it is refused; the way there and back is what counts. */
function fetch_() {
  return UrlFetchApp.fetch('https://openidconnect.googleapis.com/v1/userinfo', { muteHttpExceptions: true }).getResponseCode();
}

/**
 * The open points that one call answers.
 * @param {string[]} lines
 */
function points_(lines) {
  timed_(lines, 'U7 CalendarApp', () => CalendarApp.getDefaultCalendar().getTimeZone());
  timed_(lines, 'U10 a property of 10 KB', () => large_());
  // A name that is not defined has a type, and asking for it is no error.
  lines.push('U12 FinalizationRegistry: ' + present_(typeof FinalizationRegistry) + ', WeakRef: ' + present_(typeof WeakRef) + ', BigInt: ' + present_(typeof BigInt));
  timed_(lines, 'U15 JSON of a card', () => card_({ header: { title: 'T' }, sections: [{ widgets: [{ textParagraph: { text: 't' } }] }] }).printJson(), (json) => json.replace(/\s+/g, ' '));
  const zones = ['UTC', 'Europe/Paris', 'Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe'];
  lines.push('U19 zones that Intl knows: ' + zones.filter(knows_).join(' '));
}

/** @param {string} type */
function present_(type) {
  return type === 'undefined' ? 'no' : 'yes';
}

/** Writes a property that is longer than the paper allows, and takes it away. */
function large_() {
  const properties = PropertiesService.getUserProperties();
  try {
    properties.setProperty(probe_, 'x'.repeat(10240));
  } finally {
    properties.deleteProperty(probe_);
  }
}

/** @param {string} timeZone */
function knows_(timeZone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone === timeZone;
  } catch (error) {
    return false;
  }
}
