// @ts-check
/**
 * The advanced service `Calendar` as scripts see it.
 *
 * The methods themselves are in api.js. Members of the real service that are not listed here throw
 * "not simulated", members that it doesn't have throw a TypeError.
 *
 * Invariants: the order of arguments is resource, ids, optional arguments, headers; an API error is a GoogleJsonResponseException of the
 * script's realm with `details.code`; returned values belong to the script's realm.
 *
 * Documentation: developers.google.com/apps-script/advanced/calendar, developers.google.com/apps-script/guides/services/advanced.
 */
import { METHODS, request } from './api.js';
import { CalendarError } from './errors.js';

/** The method of each function and its leading arguments. */
const SIGNATURES = /** @type {Record<string, Record<string, { method: string, leading: string[] }>>} */ ({
  Events: {
    get: { method: 'events.get', leading: ['calendarId', 'eventId'] },
    list: { method: 'events.list', leading: ['calendarId'] },
    instances: { method: 'events.instances', leading: ['calendarId', 'eventId'] },
    insert: { method: 'events.insert', leading: ['body', 'calendarId'] },
    import: { method: 'events.import', leading: ['body', 'calendarId'] },
    patch: { method: 'events.patch', leading: ['body', 'calendarId', 'eventId'] },
    update: { method: 'events.update', leading: ['body', 'calendarId', 'eventId'] },
    remove: { method: 'events.delete', leading: ['calendarId', 'eventId'] },
    move: { method: 'events.move', leading: ['calendarId', 'eventId', 'destination'] },
  },
  Settings: {
    get: { method: 'settings.get', leading: ['setting'] },
    list: { method: 'settings.list', leading: [] },
  },
});

/** Google's message also has the project's number and a page of its console, which are left out here. */
const SWITCHED_OFF = 'Google Calendar API has not been used in project 0 before or it is disabled.';

/** Members of the real service that aren't simulated. */
const MISSING = /** @type {Record<string, string[]>} */ ({
  Events: ['quickAdd', 'watch'],
  Settings: ['watch'],
  Acl: ['get', 'insert', 'list', 'patch', 'remove', 'update', 'watch'],
  CalendarList: ['get', 'insert', 'list', 'patch', 'remove', 'update', 'watch'],
  Calendars: ['clear', 'get', 'insert', 'patch', 'remove', 'update'],
  Channels: ['stop'],
  Colors: ['get'],
  Freebusy: ['query'],
});

const FACTORIES = [
  'newAclRule', 'newAclRuleScope', 'newCalendar', 'newCalendarListEntry', 'newChannel', 'newConferenceData', 'newEvent',
  'newEventAttendee', 'newEventDateTime', 'newEventReminder', 'newFreeBusyRequest',
];

/**
 * The global `Calendar` of one execution.
 * @param {import('../../runtime/execution.js').Execution} execution
 */
export function makeCalendarService(execution) {
  /** @type {Record<string, unknown>} */
  const service = {};
  for (const [collection, missing] of Object.entries(MISSING)) {
    /** @type {Record<string, (...given: unknown[]) => unknown>} */
    const members = {};
    for (const [name, signature] of Object.entries(SIGNATURES[collection] ?? {})) {
      members[name] = (/** @type {unknown[]} */ ...given) => call(execution, `${collection}.${name}`, signature, given);
    }
    for (const name of missing) members[name] = () => notSimulated(`Calendar.${collection}.${name}`);
    service[collection] = execution.strict(`Calendar.${collection}`, members);
  }
  for (const name of FACTORIES) service[name] = () => notSimulated(`Calendar.${name}`);
  return execution.strict('Calendar', service);
}

/** @param {string} what @returns {never} */
function notSimulated(what) {
  throw new Error(`not simulated: ${what}`);
}

/**
 * @param {import('../../runtime/execution.js').Execution} execution @param {string} name e.g. `Events.list` @param {{ method: string, leading: string[] }} signature @param {unknown[]} given
 */
function call(execution, name, { method, leading }, given) {
  // The settings' methods accept optional arguments, but no headers.
  const least = leading.length;
  const most = least + (name.startsWith('Settings.') ? 1 : 2);
  if (given.length < least || given.length > most) {
    throw execution.fail(`Invalid number of arguments provided. Expected ${least}-${most} only`);
  }
  /** @type {Record<string, unknown> & { query: Record<string, unknown>, body?: object, ifMatch?: string }} */
  const read = { query: plain(given[least]) ?? {} };
  leading.forEach((argument, index) => {
    read[argument] = argument === 'body' ? plain(given[index]) : given[index];
    if (argument !== 'body' && (typeof given[index] !== 'string' || given[index] === '')) {
      throw execution.fail(`API call to calendar.${method} failed with error: Required`, exception(400, 'required', 'Required'));
    }
  });
  read.ifMatch = ifMatchOf(plain(given[least + 1]));
  const { body, query, ifMatch, ...ids } = read;
  const detail = {
    ...ids,
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(body ? { members: Object.keys(body) } : {}),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
  return execution.call({ service: 'Calendar', method: name, detail, counted: true, scopes: [METHODS[method].scopes] }, () => {
    try {
      if (execution.world.options.calendarService === 'off') throw new CalendarError(403, 'accessNotConfigured', SWITCHED_OFF);
      const actor = { email: execution.user.email, byScript: true };
      return execution.toScript(request(execution.world.calendars, actor, method, read));
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      throw execution.fail(`API call to calendar.${method} failed with error: ${error.message}`, {
        name: 'GoogleJsonResponseException',
        details: error.envelope(),
      });
    }
  });
}

/** @param {number} code @param {string} reason @param {string} message */
function exception(code, reason, message) {
  return { name: 'GoogleJsonResponseException', details: new CalendarError(code, reason, message).envelope() };
}

/** Converts a script's value into plain JSON of this realm: dates become strings, functions and undefined are left out. @param {unknown} value */
function plain(value) {
  return value === undefined || value === null ? undefined : JSON.parse(JSON.stringify(value));
}

/** @param {Record<string, string> | undefined} headers */
function ifMatchOf(headers) {
  for (const name of Object.keys(headers ?? {})) {
    if (name.toLowerCase() !== 'if-match') throw new Error(`not simulated: the header ${name} of a Calendar call`);
  }
  return headers ? Object.values(headers)[0] : undefined;
}
