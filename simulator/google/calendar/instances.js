// @ts-check
/**
 * The occurrences of a series as events. Occurrences that were edited or cancelled one by one replace those that the rules give.
 *
 * Does not change anything; writes.js and removal.js do, exceptions.js when the series itself changes.
 *
 * Invariants: an unchanged occurrence is not stored, and has all values of its series except the rules; the first change stores it as an
 * entry of its own, an exception; the id of an occurrence contains its original start even after the occurrence was moved. The parts of a
 * split series have one id before the `_R…`, and no two of them give an occurrence with the same id.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/recurringevents and the members `recurringEventId`,
 * `originalStartTime` and `status` of developers.google.com/workspace/calendar/api/v3/reference/events.
 * Assumption: Google says only that it expands endless series "up to a reasonable limit"; here it is two years from now.
 */
import { baseOf, isEndless, occurrenceWithId, occurrences } from './recurrence.js';

/** @typedef {import('./model.js').CalendarRecord} CalendarRecord */
/** @typedef {import('./model.js').Entry} Entry */

const HORIZON_MS = 731 * 86400000;

/**
 * An unchanged occurrence of a series.
 * @param {Entry} series @param {import('./recurrence.js').Occurrence} occurrence
 * @returns {Entry}
 */
export function instanceOf(series, { id, start, end }) {
  const { recurrence: _rules, ...shared } = series.shared;
  return { ...series, id, recurringEventId: series.id, originalStart: start, shared: { ...structuredClone(shared), start, end }, own: structuredClone(series.own) };
}

/**
 * Finds an id on a calendar: a stored entry, or an occurrence that the rules of a series give.
 * @param {CalendarRecord} calendar @param {string} id
 * @returns {Entry | undefined}
 */
export function findEntry(calendar, id) {
  const stored = calendar.entries.get(id);
  if (stored) return stored;
  const base = /^(.+)_\d{8}(?:T\d{6}Z)?$/.exec(id)?.[1];
  if (base === undefined || baseOf(base) !== base) return undefined;
  for (const series of partsOf(calendar, base)) {
    const occurrence = occurrenceWithId(series, id);
    if (occurrence) return instanceOf(series, occurrence);
  }
  return undefined;
}

/** The parts of a series that may have been split, deleted ones last, in the order of their starts. @param {CalendarRecord} calendar @param {string} seriesId */
export function partsOf(calendar, seriesId) {
  const base = baseOf(seriesId);
  const ids = [base, ...[...calendar.entries.keys()].filter((id) => id.startsWith(`${base}_R`))];
  const key = (/** @type {Entry} */ { status, shared: { start } }) => (status === 'cancelled' ? Infinity : Number(start.day ?? start.instant));
  return ids.flatMap((id) => calendar.entries.get(id) ?? []).filter(({ shared }) => shared.recurrence).sort((a, b) => key(a) - key(b));
}

/**
 * Refuses a series that gives an occurrence with the same id as another part of it. What Google does then is not known.
 * @param {CalendarRecord} calendar @param {Entry} series
 */
export function checkParts(calendar, series) {
  if (!series.shared.recurrence || series.status === 'cancelled') return;
  for (const other of partsOf(calendar, series.id)) {
    if (other.id === series.id || other.status === 'cancelled') continue;
    const [from, to] = [other, series].map(({ shared: { start } }) => Number(start.day ?? start.instant));
    const span = { from: Math.max(from, to) - 86400000, to: Math.max(from, to) + HORIZON_MS };
    const ids = new Set(occurrences(other, span).map(({ id }) => id));
    if (occurrences(series, span).some(({ id }) => ids.has(id))) throw new Error('not simulated: two parts of a split series with one event in common');
  }
}

/** The stored occurrences of a series, cancelled ones included. @param {CalendarRecord} calendar @param {string} seriesId */
export function exceptionsOf(calendar, seriesId) {
  return [...calendar.entries.values()].filter((entry) => entry.recurringEventId === seriesId);
}

/**
 * True for a cancelled occurrence of an existing series. Clients need this entry to know that the occurrence doesn't take place.
 * @param {CalendarRecord} calendar @param {Entry} entry
 */
export function isGap(calendar, entry) {
  if (entry.recurringEventId === undefined || entry.status !== 'cancelled' || entry.fallen !== undefined) return false;
  const series = calendar.entries.get(entry.recurringEventId);
  return series !== undefined && series.status !== 'cancelled';
}

/** The time at which an expansion ends. @param {Entry} series @param {number} to @param {number} now */
export function expansionEnd(series, to, now) {
  return isEndless(series) && to === Infinity ? now + HORIZON_MS : to;
}

/**
 * The unchanged occurrences of a series that overlap a span of time.
 * @param {Entry} series @param {{ from: number, to: number, now: number }} span @param {(id: string) => boolean} isStored
 */
export function plainOccurrences(series, { from, to, now }, isStored) {
  return occurrences(series, { from, to: expansionEnd(series, to, now) }).filter(({ id }) => !isStored(id));
}
