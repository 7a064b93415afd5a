// @ts-check
/**
 * Turns a person's input in Calendar's editor into the body of a write.
 *
 * Does not store anything and checks no rights.
 *
 * Invariants: a time typed without a zone is in the calendar's zone; a shifted event keeps its length; if guests are invited, the
 * organiser is the first in the list.
 *
 * Documentation: support.google.com/calendar (create an event, duplicate an event).
 */
import { sameAddress } from './guests.js';
import { localStart } from './recurrence.js';
import { offsetAt, parseDate, parseDateTime } from './time.js';

/** @typedef {import('./resource.js').EventBody} EventBody */
/** @typedef {import('./resource.js').EventPatch} EventPatch */
/** @typedef {import('./resource.js').Nullable<import('./resource.js').EventTime>} PatchedTime */
/** @typedef {import('./resource.js').EventTime} EventTime */

/**
 * An event as a person fills it in. Times may be abbreviated: `2026-12-01T10:00:00` is read in the calendar's zone,
 * `2026-12-01` is a whole day. Without an end the event lasts `minutes`, or as long as before; a new event lasts an hour or a day.
 * Guests are addresses.
 * @typedef {Omit<EventPatch, 'start' | 'end'> & { start?: string | PatchedTime, end?: string | PatchedTime, minutes?: number, guests?: string[] }} Filled
 */

/**
 * Turns a person's input into a body.
 * @param {Filled} filled @param {{ zone: string, before?: import('./model.js').Entry }} context
 * @returns {EventPatch}
 */
export function fill({ start, end, minutes, guests, ...rest }, { zone, before }) {
  const body = { ...rest, ...(guests ? { attendees: guests.map((email) => ({ email })) } : {}) };
  // A series requires a time zone.
  const zoneless = rest.recurrence && before?.shared.start.day === undefined && before?.shared.start.timeZone === undefined;
  if (start === undefined && end === undefined && minutes === undefined && before && !zoneless) return body;
  const first = start === undefined && before ? { ...momentOf(before.shared.start), ...(zoneless ? { timeZone: zone } : {}) } : timeOf(start, zone);
  const last = end === undefined ? lasting(first, minutes, before) : timeOf(end, zone);
  // The members of the other form of time are cleared, so that a timed event can become a whole-day event and the reverse.
  const alone = (/** @type {EventTime} */ time) =>
    !before ? time : time.date === undefined ? { date: null, ...time } : { dateTime: null, timeZone: null, ...time };
  return { ...body, start: alone(first), end: alone(last) };
}

/** @param {string | PatchedTime | undefined} given @param {string} zone */
function timeOf(given, zone) {
  if (typeof given !== 'string') return /** @type {EventTime} */ (given ?? {});
  return parseDate(given) === null ? { dateTime: given, timeZone: zone } : { date: given };
}

/** @param {import('./model.js').Moment} moment */
function momentOf({ day, instant, timeZone }) {
  const own = timeZone === undefined ? {} : { timeZone };
  if (day !== undefined) return { date: new Date(day).toISOString().slice(0, 10), ...own };
  return { dateTime: new Date(Number(instant)).toISOString(), ...own };
}

/** @param {EventTime} start @param {number | undefined} minutes @param {import('./model.js').Entry | undefined} before */
function lasting(start, minutes, before) {
  const old = before && { days: Number(before.shared.end.day) - Number(before.shared.start.day), ms: Number(before.shared.end.instant) - Number(before.shared.start.instant) };
  if (start.date !== undefined) {
    const length = old && !Number.isNaN(old.days) ? old.days : 86400000;
    return { ...start, date: new Date(Number(parseDate(start.date)) + length).toISOString().slice(0, 10) };
  }
  const length = minutes !== undefined ? minutes * 60000 : old && !Number.isNaN(old.ms) ? old.ms : 3600000;
  const time = parseDateTime(start.dateTime);
  if (!time) throw new Error(`not a time: ${start.dateTime}`);
  const local = time.instant === null;
  const text = new Date((time.instant ?? time.local) + length).toISOString().slice(0, 19);
  return { ...start, dateTime: local ? text : `${text}Z` };
}

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * If a series with a weekly rule is moved to another weekday, makes it repeat on that day, as Calendar's editor does.
 * @param {EventPatch} body the changes as returned by `fill` @param {{ start: import('./model.js').Moment, recurrence?: string[] }} before
 */
export function onWeekday(body, { start, recurrence = [] }) {
  if (!body.start || body.recurrence !== undefined) return body;
  const [old, now] = [DAYS[new Date(localStart(start)).getUTCDay()], DAYS[new Date(localOf(body.start)).getUTCDay()]];
  const moved = recurrence.map((line) => {
    const days = /^RRULE:.*FREQ=WEEKLY/.test(line) ? /BYDAY=([A-Z,]+)/.exec(line)?.[1].split(',') : undefined;
    return !days || !days.includes(old) || days.includes(now) ? line : line.replace(/BYDAY=[A-Z,]+/, `BYDAY=${days.map((day) => (day === old ? now : day))}`);
  });
  return moved.every((line, index) => line === recurrence[index]) ? body : { ...body, recurrence: moved };
}

/**
 * Converts times typed for one event of a series into times of its first event, so that all events are shifted by the same amount.
 * @param {EventPatch} body the changes as returned by `fill` @param {import('./model.js').Entry} seen the one event
 * @param {import('./model.js').Entry} series
 */
export function forAll(body, seen, series) {
  if (!body.start) return body;
  const first = localStart(series.shared.start) + localOf(body.start) - localStart(seen.shared.start);
  const last = first + localOf(body.end) - localOf(body.start);
  const print = (/** @type {PatchedTime | null | undefined} */ time, /** @type {number} */ local) => {
    const text = new Date(local).toISOString();
    return time?.date ? { ...time, date: text.slice(0, 10) } : { ...time, dateTime: text.slice(0, 19) };
  };
  return { ...body, start: print(body.start, first), end: print(body.end, last) };
}

/** @param {PatchedTime | null | undefined} given a time of a body, with its zone */
function localOf(given) {
  const { date, dateTime, timeZone } = given ?? {};
  const { instant, local } = parseDateTime(dateTime) ?? { instant: null, local: Number(parseDate(date)) };
  return instant === null ? local : instant + offsetAt(timeZone ?? 'UTC', instant);
}

/** Adds the organiser to the list of guests when guests are invited in the editor. @param {EventPatch} body @param {string} organizer */
export function withOrganizer(body, organizer) {
  const { attendees } = body;
  if (!attendees || attendees.length === 0) return body;
  const listed = attendees.find((guest) => sameAddress(guest.email, organizer));
  const others = attendees.filter((guest) => guest !== listed);
  return { ...body, attendees: [{ responseStatus: 'accepted', email: organizer, ...listed }, ...others] };
}

/** The members that a duplicate takes over from its original. @param {import('./view.js').EventResource} event as `view.js` prints it @param {import('../../options.js').Options} options */
export function copied(event, options) {
  const names = /** @type {(keyof import('./view.js').EventResource)[]} */ (['summary', 'description', 'location', 'start', 'end', 'recurrence', 'colorId', 'transparency', 'visibility', 'reminders', 'attachments']);
  if (options.copyKeepsConferenceData) names.push('conferenceData');
  if (options.copyKeepsExtendedProperties) names.push('extendedProperties');
  const body = Object.fromEntries(names.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]));
  const attendees = event.attendees?.map(({ email, displayName, optional, resource }) => ({ email, displayName, optional, resource }));
  return JSON.parse(JSON.stringify({ ...body, ...(attendees ? { attendees } : {}) }));
}
