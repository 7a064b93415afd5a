// @ts-check
/**
 * What a person fills into Calendar's editor, turned into the body of a write.
 *
 * Does not store anything and checks no rights.
 *
 * Invariants: a time typed without a zone is on the calendar's clock; an event that is shifted keeps its length; where guests
 * are invited, the organiser is listed first among them.
 *
 * Documentation: support.google.com/calendar (create an event, duplicate an event).
 */
import { sameAddress } from './guests.js';
import { parseDate, parseDateTime } from './time.js';

/**
 * An event as a person fills it in. Times may be given short: `2026-12-01T10:00:00` is read in the calendar's zone,
 * `2026-12-01` is a whole day; without an end the event lasts `minutes` or as long as before, at first an hour or a day.
 * Guests are addresses.
 * @typedef {Record<string, any> & { start?: any, end?: any, minutes?: number, guests?: string[] }} Filled
 */

/**
 * Turns what a person fills in into a body.
 * @param {Filled} filled @param {{ zone: string, before?: import('./model.js').Entry }} context
 */
export function fill({ start, end, minutes, guests, ...rest }, { zone, before }) {
  const body = { ...rest, ...(guests ? { attendees: guests.map((email) => ({ email })) } : {}) };
  if (start === undefined && end === undefined && minutes === undefined && before) return body;
  const first = start === undefined && before ? momentOf(before.shared.start) : timeOf(start, zone);
  const last = end === undefined ? lasting(first, minutes, before) : timeOf(end, zone);
  // The other way to tell the time is cleared, so that a timed event can become a whole day and back.
  const alone = (/** @type {any} */ time) =>
    !before ? time : time.date === undefined ? { date: null, ...time } : { dateTime: null, timeZone: null, ...time };
  return { ...body, start: alone(first), end: alone(last) };
}

/** @param {any} given @param {string} zone */
function timeOf(given, zone) {
  if (typeof given !== 'string') return given;
  return parseDate(given) === null ? { dateTime: given, timeZone: zone } : { date: given };
}

/** @param {import('./model.js').Moment} moment */
function momentOf({ day, instant, timeZone }) {
  const own = timeZone === undefined ? {} : { timeZone };
  if (day !== undefined) return { date: new Date(day).toISOString().slice(0, 10), ...own };
  return { dateTime: new Date(Number(instant)).toISOString(), ...own };
}

/** @param {any} start @param {number | undefined} minutes @param {import('./model.js').Entry | undefined} before */
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

/** Where guests are invited by hand, the organiser is listed among them. @param {any} body @param {string} organizer */
export function withOrganizer(body, organizer) {
  const { attendees } = body;
  if (!attendees || attendees.length === 0) return body;
  const listed = attendees.find((/** @type {any} */ guest) => sameAddress(guest.email, organizer));
  const others = attendees.filter((/** @type {any} */ guest) => guest !== listed);
  return { ...body, attendees: [{ responseStatus: 'accepted', email: organizer, ...listed }, ...others] };
}

/** What a duplicate takes over from its original. @param {any} event as printed @param {any} options */
export function copied(event, options) {
  const names = ['summary', 'description', 'location', 'start', 'end', 'recurrence', 'colorId', 'transparency', 'visibility', 'reminders', 'attachments'];
  if (options.copyKeepsConferenceData) names.push('conferenceData');
  if (options.copyKeepsExtendedProperties) names.push('extendedProperties');
  const body = Object.fromEntries(names.filter((name) => event[name] !== undefined).map((name) => [name, event[name]]));
  const attendees = event.attendees?.map((/** @type {any} */ { email, displayName, optional, resource }) => ({ email, displayName, optional, resource }));
  return JSON.parse(JSON.stringify({ ...body, ...(attendees ? { attendees } : {}) }));
}
