// @ts-check
/**
 * Turns the times of a calendar file into those of the Calendar API.
 *
 * It keeps a zone's name unchanged for single times, as Google does. A series requires a known zone, so a zone defined in the file is
 * replaced by one of the IANA database with the same offsets.
 * Invariant: converting a zone never changes an instant.
 *
 * Documentation: RFC 5545, 3.2.19 (TZID), 3.6.5 (VTIMEZONE), 3.3.5 (forms of a time).
 */

import ICAL from 'ical.js';
import { isZone, offsetAt } from '../../google/calendar/time.js';

/** @typedef {{ date: string } | { dateTime: string, timeZone: string }} ApiTime */
/** @typedef {{ zone: string, counted: boolean }} Wish `zone` is the calendar's; `counted` where a series needs it */

/** These zones are tried first, so that a zone gets a familiar name. */
const familiar = [
  'Europe/Berlin', 'Europe/London', 'Europe/Paris', 'Europe/Athens', 'Europe/Moscow', 'Europe/Istanbul', 'America/New_York', 'America/Chicago',
  'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Sao_Paulo', 'Asia/Kolkata', 'Asia/Shanghai', 'Asia/Seoul', 'Asia/Tokyo',
  'Asia/Dubai', 'Asia/Singapore', 'Australia/Sydney', 'Pacific/Auckland', 'UTC',
];

const weekMs = 7 * 86_400_000;

/**
 * The name in the IANA database that a TZID contains: the whole TZID, or its part after a vendor's prefix.
 * @param {string} tzid @returns {string | null}
 */
export function zoneByName(tzid) {
  if (isZone(tzid)) return tzid;
  const end = /([A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/.exec(tzid)?.[1];
  const names = end ? [end, end.split('/').slice(-2).join('/')] : [];
  return names.find((name) => isZone(name)) ?? null;
}

/**
 * The times of a property.
 * @param {ICAL.Property} property @returns {ICAL.Time[]}
 */
export function timesOf(property) {
  const wrong = () => new Error(`${property.name.toUpperCase()} is no time`);
  /** @type {unknown[]} */
  let values;
  try {
    values = property.getValues();
  } catch {
    throw wrong();
  }
  return values.map((value, index) => {
    const time = value instanceof ICAL.Period ? value.start : value;
    // The library moves a day that doesn't exist in its month into the next month.
    const written = String(property.jCal[3 + index]).slice(0, 10);
    if (!(time instanceof ICAL.Time) || (!(value instanceof ICAL.Period) && !time.toString().startsWith(written))) throw wrong();
    return time;
  });
}

/** The civil time, counted as UTC. @param {ICAL.Time} time */
const civil = (time) => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);

/** @param {number} local */
const printed = (local) => new Date(local).toISOString().slice(0, 19);

/**
 * @param {ICAL.Time} time @param {string | undefined} tzid the zone's name in the file @param {Wish} wish
 * @returns {ApiTime}
 */
export function apiTime(time, tzid, wish) {
  if (time.isDate) return { date: printed(civil(time)).slice(0, 10) };
  // Google exports single events in UTC and drops their zone, so they get the calendar's zone.
  if (time.zone === ICAL.Timezone.utcTimezone) return { dateTime: `${printed(civil(time))}Z`, timeZone: wish.counted ? 'UTC' : wish.zone };
  const known = tzid === undefined ? wish.zone : zoneByName(tzid);
  if (known) return { dateTime: printed(civil(time)), timeZone: known };
  // A time with an undefined zone is read in the calendar's zone, as Google does.
  if (!time.zone?.component) return { dateTime: printed(civil(time)), timeZone: wish.zone };
  if (wish.counted) {
    const same = sameClock(time.zone, time.toUnixTime() * 1000, wish.zone);
    if (!same) throw new Error(`no time zone keeps the clock of ${tzid}`);
    return { dateTime: printed(civil(time)), timeZone: same };
  }
  return { dateTime: `${printed(time.toUnixTime() * 1000)}Z`, timeZone: String(tzid) };
}

/**
 * A zone of the IANA database that has the same offsets as a zone of the file for three years.
 * @param {ICAL.Timezone} zone @param {number} from @param {string} preferred
 * @returns {string | undefined}
 */
export function sameClock(zone, from, preferred) {
  const samples = Array.from({ length: 157 }, (_item, week) => from + week * weekMs).map((instant) => ({
    instant,
    offset: ICAL.Time.fromJSDate(new Date(instant), true).convertToZone(zone).utcOffset() * 1000,
  }));
  const all = [preferred, ...familiar, ...Intl.supportedValuesOf('timeZone')];
  return all.find((name) => samples.every(({ instant, offset }) => offsetAt(name, instant) === offset));
}

/** A time in the form of recurrence lines, after the colon. @param {ApiTime} time */
export function stamp(time) {
  return ('date' in time ? time.date : time.dateTime).replace(/[-:]/g, '');
}

/** The parameters that such a time requires in its line. @param {ApiTime} time */
export function stampParameters(time) {
  if ('date' in time) return ';VALUE=DATE';
  return time.dateTime.endsWith('Z') ? '' : `;TZID=${time.timeZone}`;
}
