// @ts-check
/**
 * Reads the body of an event write: checks its members and turns it into the parts of an entry.
 *
 * Does not store anything and does not know calendars or rights.
 *
 * Invariants: an unknown member or a value of the wrong kind is refused; extended properties that are too long are dropped or cut without
 * an error, as Google does it; a moment is either a day or an instant.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/insert and …/patch,
 * developers.google.com/workspace/calendar/api/guides/extended-properties (44 and 1 024 characters, 300 properties, 32 kB).
 */
import { badRequest, invalid, required, timeRangeEmpty, unknownField } from './errors.js';
import { checkRecurrence } from './recurrence.js';
import { EVENT, EVENT_TYPES } from './schema.js';
import { instantOfLocal, isZone, parseDate, parseDateTime } from './time.js';

/** @typedef {import('./model.js').Moment} Moment */
/** @typedef {import('./resource.js').EventBody} EventBody */

const RESPONSES = ['needsAction', 'declined', 'tentative', 'accepted'];
const ENUMS = /** @type {Record<'status' | 'transparency' | 'visibility' | 'eventType', string[]>} */ ({
  status: ['confirmed', 'tentative', 'cancelled'],
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  eventType: EVENT_TYPES,
});
/** Members of a copy that its guests share. */
const SHARED = [
  'summary', 'description', 'location', 'recurrence', 'attachments', 'anyoneCanAddSelf', 'guestsCanInviteOthers',
  'guestsCanModify', 'guestsCanSeeOtherGuests', 'workingLocationProperties', 'outOfOfficeProperties', 'focusTimeProperties',
  'birthdayProperties',
];
/** Members that only one copy has. */
const OWN = ['colorId', 'eventLabelId', 'reminders', 'transparency', 'visibility', 'source', 'privateCopy'];
/** Default values, which aren't stored. */
const DEFAULTS = /** @type {Record<string, unknown>} */ ({
  transparency: 'opaque',
  visibility: 'default',
  anyoneCanAddSelf: false,
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
  privateCopy: false,
});

/**
 * Throws if a value doesn't have the shape of an Event resource.
 * @param {unknown} value @param {import('./schema.js').Kind} [kind] @param {string} [path]
 */
export function checkShape(value, kind = EVENT, path = 'event') {
  if (value === null || kind === 'any') return;
  const wrong = () => invalid(`Invalid value at '${path}'`);
  if (Array.isArray(kind)) {
    if (!Array.isArray(value)) throw wrong();
    value.forEach((item, index) => {
      if (item === null) throw wrong();
      checkShape(item, /** @type {import('./schema.js').Kind} */ (kind[0]), `${path}[${index}]`);
    });
  } else if (typeof kind === 'string') {
    if (kind === 'map') {
      if (!isObject(value) || !Object.values(value).every((text) => text === null || typeof text === 'string')) throw wrong();
    } else if (kind === 'integer' ? !Number.isInteger(value) : typeof value !== kind) {
      throw wrong();
    }
  } else {
    if (!isObject(value)) throw wrong();
    for (const [name, inner] of Object.entries(value)) {
      if (!Object.hasOwn(kind, name)) throw unknownField(path, name);
      checkShape(inner, /** @type {import('./schema.js').Kind} */ (kind[name]), `${path}.${name}`);
    }
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Merges a patch into a body: objects are merged member by member, arrays are replaced, null removes a member.
 * Documentation: developers.google.com/workspace/calendar/api/guides/performance#patch.
 * @param {unknown} body @param {unknown} patch
 * @returns {any} with the members of both
 */
export function mergePatch(body, patch) {
  if (!isObject(patch)) return patch;
  const merged = isObject(body) ? { ...body } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/**
 * Reads a complete, merged body. Guests and conference data are read elsewhere, since that requires more than the body.
 * @param {EventBody} body @param {{ looseZones: boolean }} how `looseZones` allows time zones that the API would refuse, as people's
 * calendar clients send them
 * @returns {import('./resource.js').EventParts}
 */
export function readBody(body, { looseZones }) {
  for (const name of /** @type {(keyof typeof ENUMS)[]} */ (Object.keys(ENUMS))) {
    const value = body[name];
    if (value !== undefined && !ENUMS[name].includes(value)) throw invalid(`Invalid value for: ${value} is not a valid value`);
  }
  const recurring = body.recurrence !== undefined && body.recurrence.length > 0;
  const start = readMoment(body.start, 'start', { recurring, looseZones });
  const end = readMoment(body.end, 'end', { recurring, looseZones });
  checkRange(start, end);
  if (recurring) checkRecurrence(body.recurrence ?? [], start);
  const { private: ownProperties, shared: sharedProperties } = readProperties(body.extendedProperties);
  const shared = { ...pick(body, SHARED), start, end, ...(sharedProperties ? { properties: sharedProperties } : {}) };
  if (!recurring) delete shared.recurrence;
  const own = { ...pick(body, OWN), ...(ownProperties ? { properties: ownProperties } : {}) };
  checkReminders(own.reminders);
  return { status: body.status ?? 'confirmed', eventType: body.eventType ?? 'default', shared, own };
}

/** @param {EventBody} body @param {string[]} names @returns {EventBody} */
function pick(body, names) {
  /** @type {Record<string, unknown>} */
  const part = {};
  for (const name of names) {
    const value = Reflect.get(body, name);
    if (value !== undefined && value !== null && value !== '' && value !== DEFAULTS[name]) part[name] = structuredClone(value);
  }
  return part;
}

/**
 * @param {import('./resource.js').EventTime | undefined} json @param {'start' | 'end'} which @param {{ recurring: boolean, looseZones: boolean }} how
 * @returns {Moment}
 */
function readMoment(json, which, { recurring, looseZones }) {
  const { date, dateTime, timeZone } = json ?? {};
  if (date !== undefined && dateTime !== undefined) throw invalid(`Invalid ${which} time.`);
  if (date === undefined && dateTime === undefined) throw required(`Missing ${which} time.`);
  const named = timeZone === undefined ? {} : { timeZone };
  if (timeZone !== undefined && !isZone(timeZone) && !looseZones) throw invalid(`Invalid time zone definition for ${which} time.`);
  if (date !== undefined) {
    const day = parseDate(date);
    if (day === null) throw badRequest();
    return { day, ...named };
  }
  const time = parseDateTime(String(dateTime));
  if (!time) throw badRequest();
  if (timeZone === undefined && (time.instant === null || recurring)) {
    throw required(`Missing time zone definition for ${which} time.`);
  }
  return { instant: time.instant ?? instantOfLocal(String(timeZone), time.local), ...named };
}

/** @param {Moment} start @param {Moment} end */
function checkRange(start, end) {
  if ((start.day === undefined) !== (end.day === undefined)) {
    throw invalid('Start and end times must either both be date or both be dateTime.');
  }
  if (start.day !== undefined ? Number(end.day) <= start.day : Number(end.instant) < Number(start.instant)) throw timeRangeEmpty();
}

/** @param {EventBody['extendedProperties']} given */
function readProperties(given) {
  /** @type {Record<string, Record<string, string> | undefined>} */
  const read = {};
  let count = 0;
  let size = 0;
  for (const kind of /** @type {const} */ (['private', 'shared'])) {
    const kept = Object.entries(given?.[kind] ?? {}).filter(([key]) => key.length <= 44);
    if (kept.length === 0) continue;
    const map = (read[kind] = Object.fromEntries(kept.map(([key, value]) => [key, String(value).slice(0, 1024)])));
    count += kept.length;
    for (const [key, value] of Object.entries(map)) size += key.length + value.length;
  }
  // The limits are documented, the error message is not.
  if (count > 300 || size > 32768) throw invalid('Too many extended properties.');
  return { private: read.private, shared: read.shared };
}

/** @param {import('./resource.js').Reminders | undefined} reminders */
function checkReminders(reminders) {
  const overrides = reminders?.overrides ?? [];
  if (reminders?.useDefault && overrides.length > 0) throw invalid('Cannot specify both default reminders and overrides at the same time.');
  if (overrides.length > 5) throw invalid('Too many override reminders.');
  for (const { method, minutes } of overrides) {
    if (!['email', 'popup'].includes(method) || minutes === undefined || minutes < 0 || minutes > 40320) throw invalid('Invalid reminder.');
  }
}

/**
 * Reads a guest list. The same address twice is one guest.
 * @param {import('./resource.js').Guest[] | undefined} given
 * @returns {import('./resource.js').Guest[] | undefined}
 */
export function readGuests(given) {
  if (!given || given.length === 0) return undefined;
  const guests = new Map();
  for (const { email, displayName, optional, responseStatus, comment, additionalGuests, resource } of given) {
    if (email === undefined) throw required('Missing attendee email.');
    if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(email)) throw invalid('Invalid attendee email.');
    if (responseStatus !== undefined && !RESPONSES.includes(responseStatus)) {
      throw invalid(`Invalid value for: ${responseStatus} is not a valid value`);
    }
    const room = resource === true || email.endsWith('@resource.calendar.google.com');
    guests.set(email.toLowerCase(), {
      email,
      ...(displayName ? { displayName } : {}),
      ...(room ? { resource: true } : {}),
      ...(optional ? { optional: true } : {}),
      responseStatus: responseStatus ?? (room ? 'accepted' : 'needsAction'),
      ...(comment ? { comment } : {}),
      ...(additionalGuests ? { additionalGuests } : {}),
    });
  }
  return [...guests.values()];
}
