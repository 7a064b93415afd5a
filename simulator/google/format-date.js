// @ts-check
/**
 * Formats dates as `Utilities.formatDate` does: with the letters of Java's SimpleDateFormat, in English.
 *
 * It parses nothing.
 * Invariants: a letter that Java doesn't know is an error; a letter that only this file lacks is reported as a gap of the simulator; a
 * time zone that Java doesn't know counts as GMT.
 *
 * Enforces: developers.google.com/apps-script/reference/utilities/utilities#formatDate(Date,String,String), which refers to
 * docs.oracle.com/javase/7/docs/api/java/text/SimpleDateFormat.html.
 */

import { isTimeZone, offsetMs } from '../runtime/time-zone.js';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @type {Readonly<Record<string, (local: Date, count: number, offset: number) => string>>} */
const letters = Object.freeze({
  G: () => 'AD',
  y: (local, count) => (count === 2 ? pad(local.getUTCFullYear() % 100, 2) : pad(local.getUTCFullYear(), count)),
  M: (local, count) => name(months, local.getUTCMonth(), count) ?? pad(local.getUTCMonth() + 1, count),
  L: (local, count) => name(months, local.getUTCMonth(), count) ?? pad(local.getUTCMonth() + 1, count),
  d: (local, count) => pad(local.getUTCDate(), count),
  D: (local, count) => pad(1 + Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000), count),
  E: (local, count) => (count >= 4 ? days[local.getUTCDay()] : days[local.getUTCDay()].slice(0, 3)),
  u: (local, count) => pad(local.getUTCDay() || 7, count),
  a: (local) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
  H: (local, count) => pad(local.getUTCHours(), count),
  k: (local, count) => pad(local.getUTCHours() || 24, count),
  K: (local, count) => pad(local.getUTCHours() % 12, count),
  h: (local, count) => pad(local.getUTCHours() % 12 || 12, count),
  m: (local, count) => pad(local.getUTCMinutes(), count),
  s: (local, count) => pad(local.getUTCSeconds(), count),
  S: (local, count) => pad(local.getUTCMilliseconds(), count),
  Z: (_local, _count, offset) => signed(offset, ''),
  X: (_local, count, offset) => (offset === 0 ? 'Z' : [signed(offset, '').slice(0, 3), signed(offset, ''), signed(offset, ':')][count - 1]),
});

/**
 * @param {number} ms
 * @param {string} zone
 * @param {string} pattern
 * @returns {{text: string} | {illegal: string} | {gap: string}}
 */
export function formatDate(ms, zone, pattern) {
  const offset = javaOffsetMs(zone, ms);
  const local = new Date(ms + offset);
  let text = '';
  for (const [part] of pattern.matchAll(/''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    const letter = part[0];
    if (part === "''") text += "'";
    else if (letter === "'") {
      if (part.length === 1 || !part.endsWith("'")) return { illegal: 'Unterminated quote' };
      text += part.slice(1, -1).replaceAll("''", "'");
    } else if (!/[A-Za-z]/.test(letter)) text += part;
    else if (letters[letter] && !(letter === 'X' && part.length > 3)) text += letters[letter](local, part.length, offset);
    else if (/[YwWFz]/.test(letter)) return { gap: `Utilities.formatDate with the letter ${letter}` };
    else return { illegal: letter === 'X' ? 'invalid ISO 8601 format: length=' + part.length : `Illegal pattern character '${letter}'` };
  }
  return { text };
}

/**
 * Java's time zones: names with their exact capitals, `GMT+h`, `GMT+hh:mm`; everything else is GMT.
 * @param {string} zone
 * @param {number} ms
 * @returns {number}
 */
function javaOffsetMs(zone, ms) {
  const custom = /^GMT([+-])(\d{1,2})(?::?(\d\d))?$/.exec(zone);
  if (custom) {
    const [, sign, hours, minutes = '0'] = custom;
    if (Number(hours) > 23 || Number(minutes) > 59) return 0;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  }
  const wellSpelt = zone.split('/').every((part) => /^[A-Z][A-Za-z0-9_+-]*$/.test(part));
  return wellSpelt && isTimeZone(zone) ? offsetMs(zone, ms) : 0;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function pad(value, digits) {
  return String(value).padStart(digits, '0');
}

/**
 * @param {readonly string[]} names
 * @param {number} index
 * @param {number} count
 */
function name(names, index, count) {
  if (count < 3) return undefined;
  return count === 3 ? names[index].slice(0, 3) : names[index];
}

/**
 * @param {number} offset
 * @param {string} colon
 */
function signed(offset, colon) {
  const minutes = Math.abs(Math.round(offset / 60_000));
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${colon}${pad(minutes % 60, 2)}`;
}
