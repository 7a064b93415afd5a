// @ts-check
/**
 * Moments in Webex's format, and calculations with zones.
 *
 * Knows no meeting and no clock.
 * Invariants: a local time in a gap moves forward by the length of the gap; a local time that occurs twice means the first one; an offset
 * given together with a zone must be that zone's offset on that date.
 * Fields `start`, `end`, `timezone`: developer.webex.com/docs/api/v1/meetings/create-a-meeting.
 */
import { isTimeZone, offsetMs } from '../runtime/time-zone.js';
import { Refusal, documented } from './answers.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Whether the text is the name of a zone in the IANA database, including aliases. @param {unknown} zone */
export function isZone(zone) {
  return typeof zone === 'string' && /^[A-Za-z]/.test(zone) && isTimeZone(zone);
}

/** The wall clock of an instant, written as if it were UTC. @param {number} instant @param {string} zone */
export function wallOf(instant, zone) {
  return Math.floor(instant / 1000) * 1000 + offsetMs(zone, instant);
}

/** @param {number} instant @param {string} zone */
export function offsetAt(instant, zone) {
  return offsetMs(zone, instant);
}

/** The instant of a wall clock in a zone. @param {number} wall @param {string} zone */
export function instantOf(wall, zone) {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  if (offsetAt(wall - before, zone) === before) return wall - before;
  if (offsetAt(wall - after, zone) === after) return wall - after;
  return wall - before;
}

/** Midnight of the instant's day in the zone. @param {number} instant @param {string} zone */
export function midnightOf(instant, zone) {
  return instantOf(Math.floor(wallOf(instant, zone) / DAY) * DAY, zone);
}

const ISO = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Splits ISO 8601 text into a wall clock and an offset, or returns null.
 * @param {string} text
 */
function readIso(text) {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(wall);
  const real = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!real) return null;
  const mark = match[7];
  if (mark === undefined) return { wall, offset: null };
  if (mark === 'Z') return { wall, offset: 0 };
  const digits = mark.slice(1).replace(':', '').padEnd(4, '0');
  const size = Number(digits.slice(0, 2)) * HOUR + Number(digits.slice(2)) * MINUTE;
  return { wall, offset: mark[0] === '-' ? -size : size };
}

/**
 * Reads a moment. Without a zone a local time is UTC; with one, an offset must agree with it.
 * @param {unknown} text
 * @param {string | undefined} zone
 * @param {string} name of the parameter
 */
export function readMoment(text, zone, name) {
  const read = typeof text === 'string' ? readIso(text) : null;
  if (!read) throw new Refusal(400, `Parameter '${name}' is not a valid ISO 8601 date and time.`);
  if (read.offset === null) return instantOf(read.wall, zone ?? 'UTC');
  const instant = read.wall - read.offset;
  if (zone !== undefined && offsetAt(instant, zone) !== read.offset) {
    throw new Refusal(400, documented.zoneMismatch(zone, String(text)));
  }
  return instant;
}

/** Prints a moment in a zone, with `Z` if the offset is zero. @param {number} instant @param {string} zone */
export function printMoment(instant, zone) {
  const offset = offsetAt(instant, zone);
  const wall = new Date(instant + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${wall}Z`;
  const size = Math.abs(offset) / MINUTE;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The suffix of an occurrence's id, `yyyymmddThhmmssZ`. @param {number} instant */
export function compactUtc(instant) {
  return new Date(instant).toISOString().replace(/[-:]/g, '').replace(/\.\d{3}/, '');
}
