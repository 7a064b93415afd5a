/**
 * A minimal Google for the engine tests and the bench: a script that runs in the add-on's own context, before it.
 *
 * It is no simulator. It checks nothing, keeps nothing and answers every call with the emptiest thing that has the
 * right shape; simulator/ is where rules are enforced. It only records what the add-on calls, so that two engines can
 * be compared. It must run on node 12.
 */

/** @type {[string, string][]} what was called, and its arguments as JSON */
var transcript_ = [];

Date.now = function () {
  return 1790000000000;
};

/**
 * What methods answer, by their whole name or by its last part; any other method answers with a further recorder.
 * @type {Record<string, (...args: any[]) => any>}
 */
var ANSWERS_ = {
  get: () => null,
  getAll: () => ({}),
  getProperty: () => null,
  getProperties: () => ({}),
  'getScriptProperties.getProperties': () => ({ WEBEX_CLIENT_ID: 'client-id', WEBEX_CLIENT_SECRET: 'client-secret' }),
  getKeys: () => [],
  tryLock: () => true,
  hasLock: () => true,
  waitLock: () => undefined,
  releaseLock: () => undefined,
  put: () => undefined,
  putAll: () => undefined,
  remove: () => undefined,
  removeAll: () => undefined,
  getUuid: () => '01234567-89ab-4def-8123-456789abcdef',
  computeDigest: (_kind, value) => Array.from({ length: 32 }, (_, at) => ((at * 37 + String(value).length) % 256) - 128),
  computeHmacSha256Signature: () => Array.from({ length: 32 }, (_, at) => at - 16),
  base64Encode: () => 'AAAA',
  base64EncodeWebSafe: () => 'AAAA',
  formatDate: () => '+0200',
  getScriptId: () => 'script-id',
  getOAuthToken: () => 'token',
  getIdentityToken: () => null,
  createToken: () => 'state-token',
  getProjectTriggers: () => [],
  getUserTriggers: () => [],
  getEmail: () => 'host@example.com',
  getActiveUserLocale: () => 'en',
  getScriptTimeZone: () => 'Europe/Berlin',
  getTimeZone: () => 'Europe/Berlin',
  list: () => ({ items: [] }),
  fetchAll: (requests) => requests.map(() => recorder_('HTTPResponse')),
  getResponseCode: () => 200,
  getContentText: () => '{}',
  getAllHeaders: () => ({}),
  getHeaders: () => ({}),
};

/** Under this key a recorder tells its path. */
var path_ = Symbol('path');

/**
 * Something whose every member can be read and called, and whose calls are written down.
 * @param {string} path
 * @returns {any}
 */
function recorder_(path) {
  return new Proxy(function () {}, {
    has: () => true,
    get: (_, name) => {
      if (name === path_) return path;
      return typeof name !== 'string' || name === 'then' || name === 'toJSON' ? undefined : recorder_(path + '.' + name);
    },
    apply: (_, self, args) => {
      const name = path.slice(path.lastIndexOf('.') + 1);
      transcript_.push([path, JSON.stringify(args, (_key, value) => (typeof value === 'function' ? '<' + value[path_] + '>' : value))]);
      // A builder's methods answer the builder, so its path stays as short as it began.
      if (name.slice(0, 3) === 'set' || name.slice(0, 3) === 'add') return self;
      const answer = ANSWERS_[path] || ANSWERS_[name];
      return answer ? answer.apply(null, args) : recorder_(name);
    },
  });
}

var CardService = recorder_('CardService');
var ConferenceDataService = recorder_('ConferenceDataService');
var HtmlService = recorder_('HtmlService');
var CacheService = recorder_('CacheService');
var PropertiesService = recorder_('PropertiesService');
var LockService = recorder_('LockService');
var ScriptApp = recorder_('ScriptApp');
var Session = recorder_('Session');
var Utilities = recorder_('Utilities');
var UrlFetchApp = recorder_('UrlFetchApp');
var CalendarApp = recorder_('CalendarApp');
var Calendar = recorder_('Calendar');
var GmailApp = recorder_('GmailApp');
var console = recorder_('console');

/** The event object with which Calendar opens the add-on's home. */
var homepage_ = {
  commonEventObject: {
    hostApp: 'CALENDAR',
    platform: 'WEB',
    userLocale: 'en-GB',
    timeZone: { id: 'Europe/Berlin', offset: 7200000 },
  },
  authorizationEventObject: { userOAuthToken: 'token', systemIdToken: 'token', userIdToken: 'token' },
  userLocale: 'en-GB',
  hostApp: 'calendar',
  clientPlatform: 'web',
  userCountry: 'GB',
  userTimezone: { id: 'Europe/Berlin', offSet: '7200000' },
  calendar: {},
};
