// @ts-check
/**
 * Updates the exceptions of a series (occurrences that were edited or cancelled one by one) on one calendar when the series changes.
 *
 * Does not change the series or the guests' calendars; guests.js calls this for each guest's calendar.
 *
 * Invariants: an exception takes over the series' values for the members that it hasn't changed; an exception is cancelled ("off rule")
 * if the rules no longer give its original start; a reset exception has the values of its series again; the exceptions of a deleted
 * series are cancelled, and are restored with it. An exception off rule comes back where another part of a split series gives its id.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/recurringevents. Assumptions: a series whose end is changed keeps
 * the exceptions before the new end. Whether a change of times or rules keeps them is open (switch `seriesEditKeepsExceptions`); if so,
 * an exception then belongs to the occurrence that was shifted by the same amount as the series. Recorded calendars show an exception off
 * rule with nothing but its id, but not for every change that has this effect (U27, switch `offRuleTombstones`).
 */
import { isDeepStrictEqual } from 'node:util';
import { instanceOf } from './instances.js';
import { baseOf, lengthOf, localStart, occurrenceAtLocal, occurrenceWithId } from './recurrence.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./recurrence.js').Occurrence} Occurrence */
/** @typedef {import('./resource.js').Guest} Guest */

/**
 * @param {CalendarStore} store @param {Entry} before the old series @param {Entry} after the changed series, already stored
 * @returns {Entry[]} the exceptions that were lost or have a new id
 */
export function updateExceptions(store, before, after) {
  const exceptions = [...store.calendar(after.calendarId).entries.values()].filter((one) => isAffected(one, after));
  if (exceptions.length === 0) return [];
  if (after.status !== 'cancelled') return rearrange(store, exceptions, before, after);
  for (const one of exceptions) {
    if (one.status !== 'cancelled') store.put({ ...one, status: 'cancelled', stub: after.stub, fallen: 'with series' });
  }
  return [];
}

/** True for an exception of a series, and for one off rule that another part of it had. @param {Entry} one @param {Entry} series */
function isAffected({ recurringEventId, fallen }, series) {
  if (recurringEventId === undefined || recurringEventId === series.id) return recurringEventId !== undefined;
  return fallen === 'off rule' && baseOf(recurringEventId) === baseOf(series.id);
}

/** @param {CalendarStore} store @param {Entry[]} exceptions @param {Entry} before @param {Entry} after */
function rearrange(store, exceptions, before, after) {
  const { entries } = store.calendar(after.calendarId);
  const occurrenceFor = occurrenceFinder(before, after, store.options.seriesEditKeepsExceptions);
  /** @type {Map<string, Entry>} */
  const kept = new Map();
  /** @type {Entry[]} */
  const left = [];
  for (const one of exceptions) {
    const occurrence = occurrenceFor(one);
    if (occurrence) kept.set(occurrence.id, inherit(one, before, after, occurrence));
    if (occurrence?.id !== one.id && one.fallen !== 'off rule') left.push(one);
  }
  for (const one of exceptions) {
    if (kept.has(one.id)) continue;
    // A reset occurrence stays a stored entry with all values of its series, so that deltas report the change.
    const plain = occurrenceWithId(after, one.id);
    if (plain) store.put(instanceOf(after, plain));
    else if (one.fallen !== 'off rule') store.put({ ...one, status: 'cancelled', stub: true, fallen: 'off rule', bare: store.options.offRuleTombstones === 'bare' });
  }
  for (const [id, next] of kept) {
    const present = entries.get(id);
    if (present && present.recurringEventId === after.id && isDeepStrictEqual(content(present), content(next))) continue;
    if (next.status === 'cancelled' && present?.status === 'cancelled' && !present.bare) entries.set(id, { ...next, change: present.change, etag: present.etag });
    else store.put(next);
  }
  return left;
}

/** @param {Entry} entry */
const content = ({ id, status, stub, shared, own, originalStart, organizer }) => ({ id, status, stub, shared, own, originalStart, organizer });

/**
 * Makes a function that finds the occurrence of the changed series to which an exception belongs, if there is one.
 * @param {Entry} before @param {Entry} after @param {boolean} keeps
 * @returns {(one: Entry) => Occurrence | undefined}
 */
function occurrenceFinder(before, after, keeps) {
  const times = (/** @type {Entry} */ { shared: { start, end, recurrence } }) => ({ start, end, recurrence });
  if (isDeepStrictEqual(times(before), times(after))) {
    return (one) => (one.fallen === 'off rule' ? undefined : own(one, after));
  }
  const shift = localStart(after.shared.start) - localStart(before.shared.start);
  const onlyEnds = isDeepStrictEqual(times(endless(before)), times(endless(after)));
  return (one) => {
    if (one.fallen === 'off rule' || !(keeps || onlyEnds)) return undefined;
    return occurrenceAtLocal(after, localStart({ ...one.originalStart, timeZone: before.shared.start.timeZone }) + shift);
  };
}

/** The occurrence that an exception replaces, with the length that the series gives it. @param {Entry} one @param {Entry} series @returns {Occurrence} */
function own({ id, originalStart = {} }, series) {
  const { timeZone } = series.shared.end;
  const length = lengthOf(series);
  const end = originalStart.day === undefined ? { instant: Number(originalStart.instant) + length } : { day: originalStart.day + length };
  return { id, start: originalStart, end: { ...end, ...(timeZone === undefined ? {} : { timeZone }) } };
}

/** @param {Entry} series @returns {Entry} */
function endless(series) {
  const recurrence = series.shared.recurrence?.map((/** @type {string} */ line) => line.replace(/;(COUNT|UNTIL)=[^;]*/g, '').replace(/:(COUNT|UNTIL)=[^;]*;?/, ':'));
  return { ...series, shared: { ...series.shared, recurrence } };
}

/**
 * An exception after a change of its series: it keeps its own values and takes over the series' new values for the others.
 * @param {Entry} one @param {Entry} before @param {Entry} after @param {Occurrence} occurrence its occurrence in the changed series
 * @returns {Entry}
 */
export function inherit(one, before, after, occurrence) {
  const { start, end, ...shared } = one.shared;
  const planned = own(one, before);
  const moved = at(start) !== at(planned.start) || at(end) !== at(planned.end);
  const { start: _start, end: _end, recurrence: _rules, ...inherited } = after.shared;
  const back = one.fallen === 'with series' ? { status: after.status, stub: false } : {};
  /** @type {Entry} */
  const next = {
    ...one,
    ...back,
    id: occurrence.id,
    iCalUID: after.iCalUID,
    recurringEventId: after.id,
    originalStart: occurrence.start,
    organizer: after.organizer,
    sequence: Math.max(one.sequence, after.sequence),
    shared: { ...merge(shared, { ...before.shared }, inherited), ...(moved ? { start, end } : { start: occurrence.start, end: occurrence.end }) },
    own: merge({ ...one.own }, { ...before.own }, { ...after.own }),
  };
  delete next.fallen;
  delete next.bare;
  return next;
}

/** @param {import('./model.js').Moment} moment */
const at = (moment) => moment.day ?? moment.instant;

/** @param {Record<string, unknown>} mine @param {Record<string, unknown>} before @param {Record<string, unknown>} after */
function merge(mine, before, after) {
  /** @type {Record<string, unknown>} */
  const merged = {};
  for (const name of new Set([...Object.keys(mine), ...Object.keys(after)])) {
    const value = mergeMember(name, mine[name], before[name], after[name]);
    if (value !== undefined) merged[name] = structuredClone(value);
  }
  return merged;
}

/** @param {string} name @param {unknown} mine @param {unknown} before @param {unknown} after */
function mergeMember(name, mine, before, after) {
  if (isDeepStrictEqual(mine, before)) return after;
  if (name === 'properties') return some(merge(record(mine), record(before), record(after)));
  if (name !== 'attendees') return mine;
  const byAddress = (/** @type {Guest[]} */ all) => Object.fromEntries(all.map((guest) => [guest.email.toLowerCase(), guest]));
  const [now, then] = [byAddress(guests(after)), byAddress(guests(before))];
  // A guest who is removed from the series is removed from every exception, regardless of their answer.
  const stay = guests(mine).filter(({ email }) => now[email.toLowerCase()] || !then[email.toLowerCase()]);
  return some(Object.values(merge(byAddress(stay), then, now)));
}

/** @param {unknown} value */
const record = (value) => /** @type {Record<string, unknown>} */ (value ?? {});

/** @param {unknown} value */
const guests = (value) => /** @type {Guest[]} */ (value ?? []);

/** @param {object} value */
const some = (value) => (Object.keys(value).length > 0 ? value : undefined);
