// @ts-check
/**
 * Instants, civil times and zones in the Calendar API's format.
 *
 * Does not handle events or recurrence.
 *
 * Invariants: an instant is milliseconds since 1970 in UTC; fractions of a second are dropped where the API drops them.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events (dateTime needs an offset unless
 * timeZone names the zone; dateTime is printed with the offset of the response's zone).
 */
import { isTimeZone, offsetMs } from '../../runtime/time-zone.js';

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * True for a name of the IANA time zone database; the API accepts only these names.
 * @param {unknown} zone
 */
export function isZone(zone) {
  return typeof zone === 'string' && /^[A-Za-z]/.test(zone) && isTimeZone(zone);
}

/**
 * The zone's distance from UTC at an instant, in milliseconds.
 * @param {string} zone @param {number} instant
 */
export function offsetAt(zone, instant) {
  return offsetMs(zone, instant);
}

/**
 * The instant at which a zone's clocks show a civil time. In a gap the time is read with the offset before it
 * (02:30 becomes 03:30), in an overlap the first of the two instants is returned.
 * @param {string} zone @param {number} local civil time, counted as if it were UTC
 */
export function instantOfLocal(zone, local) {
  const first = local - offsetAt(zone, local - 86400000);
  if (offsetAt(zone, first) === local - first) return first;
  const second = local - offsetAt(zone, local + 86400000);
  return offsetAt(zone, second) === local - second ? second : first;
}

/** @param {number} year @param {number} month @param {number} day */
function isDay(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0;
}

/**
 * Reads an RFC 3339 time. `instant` is null if the text has no offset; `local` is the civil time.
 * @param {unknown} text
 * @returns {{ local: number, instant: number | null } | null}
 */
export function parseDateTime(text) {
  const match = typeof text === 'string' ? RFC3339.exec(text) : null;
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const zone = match[8];
  if (zone === undefined) return { local, instant: null };
  if (zone === 'Z' || zone === 'z') return { local, instant: local };
  const sign = zone[0] === '-' ? -1 : 1;
  const offset = sign * (Number(zone.slice(1, 3)) * 3600000 + Number(zone.slice(4, 6)) * 60000);
  return { local, instant: local - offset };
}

/**
 * Reads an instant from a query parameter: there the offset is mandatory and milliseconds are ignored.
 * @param {unknown} text
 * @returns {number | null}
 */
export function parseInstant(text) {
  return parseDateTime(text)?.instant ?? null;
}

/**
 * Reads a day as its midnight, counted as if it were UTC.
 * @param {unknown} text
 * @returns {number | null}
 */
export function parseDate(text) {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  return isDay(year, month, day) ? Date.UTC(year, month - 1, day) : null;
}

/** @param {number} local midnight counted as UTC */
export function printDate(local) {
  return new Date(local).toISOString().slice(0, 10);
}

/**
 * Prints an instant as the API does: whole seconds with the zone's offset, `Z` where it is zero.
 * @param {number} instant @param {string} zone
 */
export function printDateTime(instant, zone) {
  const offset = offsetAt(zone, instant);
  const text = new Date(instant + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${text}Z`;
  const minutes = Math.abs(Math.round(offset / 60000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
