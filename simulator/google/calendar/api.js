// @ts-check
/**
 * The methods of Calendar API v3 as functions, used by both the advanced service and REST.
 *
 * Does not know scopes, HTTP or the script's realm; service.js and rest.js do.
 *
 * Invariants: a query parameter that the method lacks, or a value of the wrong kind, is refused; rights are checked before
 * anything else about the event; `fields` is applied last, to every answer.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events and …/reference/settings.
 */
import { checkMayChange, openCalendar, openForWriting } from './access.js';
import {
  CalendarError, deleted, eventTypeRestriction, invalid, invalidParameter, notFound, preconditionFailed,
} from './errors.js';
import { isMain } from './guests.js';
import { findEntry } from './instances.js';
import { listInstances } from './instance-list.js';
import { move, remove } from './removal.js';
import { listEvents } from './event-list.js';
import { applyMask, parseMask } from './masks.js';
import { EVENT, EVENTS, SETTING, SETTINGS } from './schema.js';
import { getSetting, listSettings } from './settings.js';
import { isZone } from './time.js';
import { printEtag, printEvent } from './view.js';
import { changeEvent, importEvent, insertEvent } from './writes.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/**
 * @typedef {object} Request
 * @property {string} [calendarId]
 * @property {string} [eventId]
 * @property {string} [destination]
 * @property {string} [setting]
 * @property {import('./resource.js').EventPatch} [body] unchecked; writes.js checks it
 * @property {Record<string, unknown>} [query]
 * @property {string} [ifMatch]
 */
/** The allowed values of a query parameter: a list of values, or a kind of value. @typedef {string | string[]} Parameter */
/** @typedef {(store: CalendarStore, actor: import('./model.js').Actor, request: Request, query: import('./resource.js').Query) => unknown} Method */

const READ = ['calendar', 'calendar.readonly', 'calendar.events', 'calendar.events.readonly'];
const WRITE = ['calendar', 'calendar.events'];
const SETTINGS_READ = ['calendar', 'calendar.readonly', 'calendar.settings.readonly'];

const view = { alwaysIncludeEmail: 'boolean', maxAttendees: 'count', timeZone: 'zone' };
const notices = { sendUpdates: ['all', 'externalOnly', 'none'], sendNotifications: 'boolean' };
const versions = { conferenceDataVersion: 'version', eventLabelVersion: 'version', supportsAttachments: 'boolean' };
const changes = { alwaysIncludeEmail: 'boolean', maxAttendees: 'count', ...notices, ...versions };

/**
 * Every simulated method: its scopes (one of them is enough; narrower ones that Google also accepts are not simulated), its query
 * parameters, the shape of its answer, and its function.
 * @type {Record<string, { scopes: string[], query: Record<string, Parameter>, shape: import('./schema.js').Kind | null, run: Method }>}
 */
export const METHODS = {
  'events.get': { scopes: READ, query: view, shape: EVENT, run: getEvent },
  'events.list': {
    scopes: READ,
    query: {
      ...view,
      eventTypes: 'strings',
      iCalUID: 'string',
      maxResults: 'count',
      orderBy: ['startTime', 'updated'],
      pageToken: 'string',
      privateExtendedProperty: 'strings',
      q: 'string',
      sharedExtendedProperty: 'strings',
      showDeleted: 'boolean',
      showHiddenInvitations: 'boolean',
      singleEvents: 'boolean',
      syncToken: 'string',
      timeMax: 'string',
      timeMin: 'string',
      updatedMin: 'string',
    },
    shape: EVENTS,
    run: (store, actor, request, query) =>
      listEvents(store, { ...openCalendar(store, actor.email, request.calendarId), email: actor.email }, query),
  },
  'events.instances': {
    scopes: READ,
    query: {
      ...view,
      maxResults: 'count',
      originalStart: 'string',
      pageToken: 'string',
      showDeleted: 'boolean',
      timeMax: 'string',
      timeMin: 'string',
    },
    shape: EVENTS,
    run: instances,
  },
  'events.insert': { scopes: WRITE, query: { maxAttendees: 'count', ...notices, ...versions }, shape: EVENT, run: insert },
  'events.import': { scopes: WRITE, query: versions, shape: EVENT, run: imported },
  'events.patch': { scopes: WRITE, query: changes, shape: EVENT, run: (...given) => change('patch', ...given) },
  'events.update': { scopes: WRITE, query: changes, shape: EVENT, run: (...given) => change('update', ...given) },
  'events.delete': { scopes: WRITE, query: notices, shape: null, run: deleteEvent },
  'events.move': { scopes: WRITE, query: notices, shape: EVENT, run: moveEvent },
  'settings.get': {
    scopes: SETTINGS_READ,
    query: {},
    shape: SETTING,
    run: (store, actor, request) => getSetting(store, actor.email, request.setting),
  },
  'settings.list': {
    scopes: SETTINGS_READ,
    query: { maxResults: 'count' },
    shape: SETTINGS,
    run: (store, actor) => listSettings(store, actor.email),
  },
};

/**
 * Carries out one request.
 * @param {CalendarStore} store @param {import('./model.js').Actor} actor @param {string} name a key of METHODS @param {Request} request
 * @returns {any} JSON of the method's shape, or undefined if the method has no answer
 */
export function request(store, actor, name, request) {
  const method = METHODS[name];
  store.admit(actor.email, name, request.calendarId === 'primary' ? actor.email : request.calendarId);
  const { fields, ...given } = request.query ?? {};
  const mask = typeof fields === 'string' && method.shape ? parseMask(fields.replace(/\s/g, ''), method.shape) : null;
  if (fields !== undefined && typeof fields !== 'string') throw invalidParameter('fields', 'Invalid field selection');
  const answer = method.run(store, actor, request, readQuery(given, method.query));
  const result = answer === undefined ? undefined : applyMask(answer, mask);
  const { calendarId, eventId, body, destination, setting } = request;
  const params = { ...request.query, ...(destination === undefined ? {} : { destination }), ...(setting === undefined ? {} : { setting }) };
  for (const observe of store.observers) observe('request', { method: name, calendarId, eventId, params, body, result });
  return result;
}

/**
 * @param {Record<string, unknown>} given @param {Record<string, Parameter>} known
 * @returns {import('./resource.js').Query}
 */
function readQuery(given, known) {
  /** @type {Record<string, unknown>} */
  const query = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (!Object.hasOwn(known, name)) {
      throw invalidParameter(name, `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`);
    }
    query[name] = readParameter(name, value, known[name]);
  }
  return query;
}

/** @param {string} name @param {unknown} value @param {Parameter} kind */
function readParameter(name, value, kind) {
  const wrong = (/** @type {string} */ allowed) => invalidParameter(name, `Invalid value '${value}'. ${allowed}`);
  if (Array.isArray(kind)) {
    if (typeof value !== 'string' || !kind.includes(value)) throw wrong(`Allowed values: [${kind.join(', ')}]`);
    return value;
  }
  if (kind === 'boolean') {
    if (![true, false, 'true', 'false'].includes(/** @type {boolean} */ (value))) throw wrong('Values must be true or false');
    return value === true || value === 'true';
  }
  if (kind === 'count' || kind === 'version') {
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    const [low, high] = kind === 'count' ? [1, 2147483647] : [0, 1];
    if (typeof number !== 'number' || !Number.isInteger(number) || number < low || number > high) throw wrong(`Values must be within the range: [${low}, ${high}]`);
    return number;
  }
  if (kind === 'strings') {
    const list = Array.isArray(value) ? value : [value];
    if (!list.every((item) => typeof item === 'string')) throw wrong('Values must be strings');
    return list;
  }
  if (typeof value !== 'string') throw wrong('Values must be strings');
  if (kind === 'zone' && !isZone(value)) throw invalidParameter(name, 'Invalid time zone definition.');
  return value;
}

/** @type {Method} */
function getEvent(store, actor, request, query) {
  const { calendar, role } = openCalendar(store, actor.email, request.calendarId);
  const entry = find(calendar, request.eventId);
  if (role === 'freeBusyReader' && store.switches.freeBusyLists === 'empty') throw notFound();
  return printEvent(entry, viewing(calendar, role, query));
}

/** @type {Method} */
function instances(store, actor, request, query) {
  const caller = { ...openCalendar(store, actor.email, request.calendarId), email: actor.email };
  const series = find(caller.calendar, request.eventId);
  if (caller.role === 'freeBusyReader' && store.switches.freeBusyLists === 'empty') throw notFound();
  return listInstances(store, caller, series, query);
}

/** @type {Method} */
function insert(store, actor, request, query) {
  const { calendar, role } = openForWriting(store, actor.email, request.calendarId);
  return printEvent(insertEvent(store, actor, calendar, request.body ?? {}, writing(query)), viewing(calendar, role, query));
}

/** @type {Method} */
function imported(store, actor, request, query) {
  const { calendar, role } = openForWriting(store, actor.email, request.calendarId);
  return printEvent(importEvent(store, actor, calendar, request.body ?? {}, writing(query)), viewing(calendar, role, query));
}

/** @param {'patch' | 'update'} mode @param {Parameters<Method>} given */
function change(mode, ...[store, actor, request, query]) {
  const { calendar, role, entry } = openEntry(store, actor, request);
  const changed = changeEvent(store, actor, entry, request.body ?? {}, { ...writing(query), mode });
  return printEvent(changed, viewing(calendar, role, query));
}

/** @type {Method} */
function deleteEvent(store, actor, request, query) {
  const { entry } = openEntry(store, actor, request);
  if (entry.status === 'cancelled') throw deleted();
  remove(store, actor, entry, writing(query).sendUpdates);
  return undefined;
}

/** @type {Method} */
function moveEvent(store, actor, request, query) {
  const { role, entry } = openEntry(store, actor, request);
  const { calendar } = openForWriting(store, actor.email, request.destination);
  if (entry.status === 'cancelled') throw notFound();
  if (entry.eventType !== 'default') throw eventTypeRestriction();
  // Only a whole series can be moved. The error message is not documented.
  if (entry.recurringEventId) throw invalid('Instances of recurring events cannot be moved.');
  if (!isMain(entry)) throw new CalendarError(403, 'cannotChangeOrganizer', 'Cannot change the organizer of an event from a copy.', { domain: 'calendar' });
  if (calendar.id === entry.calendarId) throw invalid('Invalid destination calendar.');
  return printEvent(move(store, actor, entry, calendar, writing(query).sendUpdates), viewing(calendar, role, query));
}

/** The entry that a write names. Throws if the caller may not write it or `ifMatch` isn't its etag. @param {CalendarStore} store @param {import('./model.js').Actor} actor @param {Request} request */
function openEntry(store, actor, request) {
  const { calendar, role } = openForWriting(store, actor.email, request.calendarId);
  const entry = find(calendar, request.eventId);
  checkMayChange(entry, role);
  if (request.ifMatch !== undefined && request.ifMatch !== '*' && request.ifMatch !== printEtag(entry)) throw preconditionFailed();
  return { calendar, role, entry };
}

/** @param {import('./model.js').CalendarRecord} calendar @param {unknown} eventId */
function find(calendar, eventId) {
  if (typeof eventId !== 'string' || eventId === '') throw notFound();
  const entry = findEntry(calendar, eventId);
  if (!entry) throw notFound();
  return entry;
}

/** @param {import('./model.js').CalendarRecord} calendar @param {import('./model.js').Role} role @param {import('./resource.js').Query} query */
function viewing(calendar, role, query) {
  return { role, timeZone: query.timeZone ?? calendar.timeZone, maxAttendees: query.maxAttendees };
}

/** @param {import('./resource.js').Query} query @returns {import('./writes.js').Writing} */
function writing(query) {
  return {
    sendUpdates: query.sendUpdates ?? (query.sendNotifications ? 'all' : 'none'),
    conferenceData: query.conferenceDataVersion === 1,
    attachments: query.supportsAttachments === true,
  };
}
