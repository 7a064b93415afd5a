// @ts-check
/**
 * A small calendar world for the calendar tests: two people, a clock, and executions with given scopes.
 *
 * It runs no add-on and has no faults; the journeys use the real world.
 */
import { CalendarStore, calendarActs, makeCalendarApp, makeCalendarService } from '../../simulator/google/calendar/index.js';
import { completeOptions } from '../../simulator/options.js';
import { missingScopes, scopeText } from '../../simulator/runtime/scopes.js';
import { strict } from '../../simulator/runtime/strict-objects.js';

export const HOST = 'host@example.com';
export const GUEST = 'guest-1@example.com';
export const START = Date.UTC(2026, 2, 2, 9);

/** @param {{ options?: object, zone?: string }} [given] */
export function calendarWorld({ options = {}, zone = 'Europe/Berlin' } = {}) {
  let now = START;
  let seed = 1;
  /** @type {{ calendarId: string, byScript: boolean, user: string }[]} */
  const changes = [];
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const completed = completeOptions(options);
  const store = new CalendarStore({
    clock: { now: () => now },
    options: completed,
    random,
    onChange: (calendarId, how) => changes.push({ calendarId, ...how }),
    users: [
      { email: HOST, name: 'Host', locale: 'de-DE', timeZone: zone },
      { email: GUEST, name: 'Guest', locale: 'en-US', timeZone: 'America/New_York' },
    ],
  });
  const world = { calendars: store, options: completed };
  return {
    store,
    world,
    changes,
    /** @param {number} ms */
    advance(ms) {
      now += ms;
    },
    host: calendarActs(store, HOST),
    guest: calendarActs(store, GUEST),
    /** @param {string} [email] @param {string[]} [scopes] */
    script: (email = HOST, scopes = ['calendar.events', 'calendar.settings.readonly']) => script(world, email, scopes),
  };
}

/**
 * The two calendar globals of one execution, and its log.
 * @param {any} world @param {string} email @param {string[]} scopes
 */
function script(world, email, scopes) {
  /** @type {any[]} */
  const calls = [];
  const granted = new Set(scopes.map((scope) => (scope.startsWith('https:') ? scope : `https://www.googleapis.com/auth/${scope}`)));
  const execution = {
    world,
    user: { email },
    manifest: { timeZone: 'America/New_York' },
    call(/** @type {any} */ spec, /** @type {() => any} */ effect) {
      calls.push(spec);
      const missing = missingScopes(granted, spec.scopes ?? []);
      if (missing) throw execution.fail(scopeText(`${spec.service}.${spec.method}`, missing));
      return effect();
    },
    fail: (/** @type {string} */ message, /** @type {object} */ extra = {}) => Object.assign(new Error(message), { name: 'Exception', ...extra }),
    typeError: (/** @type {string} */ message) => new TypeError(message),
    toScript: (/** @type {any} */ value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value))),
    toScriptDate: (/** @type {number} */ ms) => new Date(ms),
    toScriptArray: (/** @type {any[]} */ values) => [...values],
    strict: (/** @type {string} */ name, /** @type {any} */ members) => strict(name, members, execution),
  };
  const fake = /** @type {import('../../simulator/runtime/execution.js').Execution} */ (/** @type {unknown} */ (execution));
  return { Calendar: makeCalendarService(fake), CalendarApp: makeCalendarApp(fake), calls };
}

/** Conference data as the add-on would write it. @param {string} id */
export function webexConference(id) {
  return {
    conferenceId: id,
    conferenceSolution: { key: { type: 'addOn' }, name: 'Webex' },
    entryPoints: [{ entryPointType: 'video', uri: `https://site.webex.com/${id}` }],
    parameters: { addOnParameters: { parameters: { event: id } } },
  };
}

/** A refusal with this text and status. @param {string} text @param {number} code */
export const refusal = (text, code) => (/** @type {any} */ error) =>
  error.name === 'GoogleJsonResponseException' &&
  error.message.endsWith(` failed with error: ${text}`) &&
  error.details.code === code;
