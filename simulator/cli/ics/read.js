// @ts-check
/**
 * Reads a calendar export: all its calendars, zones and events, and its owner.
 *
 * Invariants: an incomplete file is refused with its name and line; a line that can't be read is left out without affecting others;
 * exceptions of a series (RECURRENCE-ID) are kept with their series; an event that occurs twice is used once, in its later version.
 *
 * Documentation: RFC 5545; calendars’ own members X-WR-CALNAME and X-WR-TIMEZONE as Google, Apple and Microsoft write them.
 */

import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import { readEvent } from './event.js';
import { FileTrouble, calendarsOf, linesOf } from './lines.js';
import { sameClock, zoneByName } from './moments.js';
import { readableComponent } from './readable-lines.js';

export { FileTrouble } from './lines.js';

/** @typedef {import('./event.js').FileEvent} FileEvent */
/** @typedef {import('./readable-lines.js').LeftOut} LeftOut */
/**
 * @typedef {object} FileCalendar
 * @property {string} file
 * @property {number} calendars
 * @property {string} zone
 * @property {string | null} owner the address of the calendar's owner, if it can be found
 * @property {string} ownerBecause how the owner was found
 * @property {FileEvent[]} events
 * @property {number} repeated the number of events that occur more than once
 * @property {LeftOut[]} leftOut lines outside of events that can't be read
 */

/** @param {string} file @returns {Promise<FileCalendar>} */
export async function readCalendarFile(file) {
  /** @type {Buffer} */
  let bytes;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const why = { ENOENT: 'there is no such file', EISDIR: 'this is a folder, not a file', EACCES: 'the file may not be read' }[String(code)];
    throw new FileTrouble(file, why ?? message);
  }
  return readCalendar(bytes, file);
}

/** @param {Buffer} bytes @param {string} file @returns {FileCalendar} */
export function readCalendar(bytes, file) {
  const lines = linesOf(bytes, file);
  const parts = calendarsOf(lines, file);
  const calendars = parts.calendars.map((part) => ({ part, ...readableComponent(lines, part) }));
  const zone = mainZone(calendars.map(({ component }) => component));
  /** @type {LeftOut[]} */
  const outside = parts.outside.map(({ number }) => ({ from: number, to: number, why: 'it stands outside of every calendar' }));
  const read = calendars.flatMap(({ part, component, leftOut }) => {
    const places = part.inner.filter(({ name }) => name === 'VEVENT').map(({ first, last }) => ({ from: lines[first].number, to: lines[last].number }));
    const within = (/** @type {LeftOut} */ { from }, /** @type {{ from: number, to: number }} */ place) => from > place.from && from < place.to;
    outside.push(...leftOut.filter((one) => !places.some((place) => within(one, place))));
    const own = String(component.getFirstPropertyValue('x-wr-timezone') ?? '');
    const cancelsAll = String(component.getFirstPropertyValue('method') ?? '').toUpperCase() === 'CANCEL';
    return component.getAllSubcomponents('vevent').map((event, index) =>
      readEvent(event, { line: places[index].from, zone: zoneByName(own) ?? zone, cancelsAll, leftOut: leftOut.filter((one) => within(one, places[index])) }));
  });
  const events = latest(read);
  return {
    file,
    calendars: calendars.length,
    zone,
    ...ownerOf(calendars.map(({ component }) => component), events),
    events: withExceptions(events),
    repeated: read.length - events.length,
    leftOut: outside.sort((a, b) => a.from - b.from),
  };
}

/** The zone that the file sets for the calendar, or else the zone of most of its times. @param {ICAL.Component[]} calendars */
function mainZone(calendars) {
  const named = calendars.map((one) => zoneByName(String(one.getFirstPropertyValue('x-wr-timezone') ?? ''))).find((zone) => zone !== null);
  if (named) return named;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const event of calendars.flatMap((one) => one.getAllSubcomponents('vevent'))) {
    const tzid = event.getFirstProperty('dtstart')?.getFirstParameter('tzid');
    if (tzid) counts.set(String(tzid), (counts.get(String(tzid)) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) return 'UTC';
  const zone = calendars.map((one) => one.getTimeZoneByID(first[0])).find((found) => found);
  return zoneByName(first[0]) ?? (zone && sameClock(zone, zoneSample, 'UTC')) ?? 'UTC';
}

/** The time from which zones are compared, so that today's rules are used. */
const zoneSample = Date.UTC(2026, 0, 1);

/** @param {FileEvent[]} events */
function latest(events) {
  /** @type {Map<string, FileEvent>} */
  const kept = new Map();
  for (const event of events) {
    const key = `${event.uid} ${event.occurrence ?? ''}`;
    const before = kept.get(key);
    if (!before || event.sequence >= before.sequence) kept.set(key, event);
  }
  return [...kept.values()];
}

/**
 * Moves occurrences that the file changes separately into their series. An occurrence whose series is not in the file stays an event of
 * its own.
 * @param {FileEvent[]} events @returns {FileEvent[]}
 */
function withExceptions(events) {
  const series = new Map(events.filter(({ occurrence, body, trouble }) => occurrence === null && body.recurrence && !trouble).map((event) => [event.uid, event]));
  return events.filter((event) => {
    const master = event.occurrence === null || event.trouble !== null ? undefined : series.get(event.uid);
    master?.exceptions.push(event);
    return !master;
  });
}

/**
 * Finds the calendar's owner by the calendar's name, which is the address in Google's exports, or else by the person who is in most
 * events.
 * @param {ICAL.Component[]} calendars @param {FileEvent[]} events
 * @returns {{ owner: string | null, ownerBecause: string }}
 */
function ownerOf(calendars, events) {
  for (const calendar of calendars) {
    for (const member of ['x-wr-calname', 'x-wr-relcalid']) {
      const name = String(calendar.getFirstPropertyValue(member) ?? '').trim().toLowerCase();
      if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(name)) return { owner: name, ownerBecause: `the calendar is called so (${member.toUpperCase()})` };
    }
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  const withPeople = events.filter(({ organizer, body }) => organizer || body.attendees);
  for (const { organizer, body } of withPeople) {
    const people = (body.attendees ?? []).filter((one) => !one.resource).map((one) => one.email.toLowerCase());
    for (const email of new Set([...people, ...(organizer ? [organizer.email.toLowerCase()] : [])])) counts.set(email, (counts.get(email) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || organised(events, b[0]) - organised(events, a[0]));
  if (!best) return { owner: null, ownerBecause: 'the file names nobody' };
  // The owner is in more than half of the events, other people only in some.
  if (best[1] * 2 <= withPeople.length) return { owner: null, ownerBecause: 'nobody is in most events of the file' };
  return { owner: best[0], ownerBecause: `it is in ${best[1]} of ${withPeople.length} events with people` };
}

/** @param {FileEvent[]} events @param {string} email */
const organised = (events, email) => events.filter(({ organizer }) => organizer?.email.toLowerCase() === email).length;
