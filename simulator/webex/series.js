// @ts-check
/**
 * A meeting as a series: its occurrences, their ids, its instances, and the states of all three by the clock.
 *
 * Does not validate and does not print.
 * Invariants: a meeting without a rule has one occurrence whose id is its own; an occurrence is identified by its original start;
 * exceptions and deleted occurrences override the rule.
 * Object model and states: developer.webex.com/docs/meetings.
 */
import { DAY, HOUR, MINUTE, compactUtc, midnightOf } from './time.js';
import { isEndless, originalStarts } from './recurrence.js';

/** @typedef {import('./model.js').Meeting} Meeting */
/** @typedef {import('./model.js').Occurrence} Occurrence */

/** A meeting disappears this long after the end of its last occurrence. */
export const KEPT_AFTER_END = 180 * DAY;
/** How long a meeting stays in progress after the last guest has left its lobby. */
export const LOBBY_LINGERS = 5 * MINUTE;
const FAR = 8.64e15 / 4;

/** The original starts in order, at least up to an instant. @param {Meeting} meeting @param {number} upTo @returns {readonly number[]} */
const starts = ({ rule, start, zone }, upTo) => (rule ? originalStarts(rule, start, zone, upTo) : [start]);

/** The index of the first number in an ordered list that isn't less than a value. @param {readonly number[]} list @param {number} value */
function lowerBound(list, value) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Meeting} meeting @param {number} original @returns {Occurrence} */
function plainOccurrence(meeting, original) {
  // The id is computed only when it is read, because most callers use only the start, and making an id is slow.
  return {
    get id() {
      return meeting.rule ? `${meeting.id}_${compactUtc(original)}` : meeting.id;
    },
    original, start: original, end: original + (meeting.end - meeting.start), modified: null,
  };
}

/** @param {import('./model.js').Exception} modified @returns {Occurrence} */
const changedOccurrence = (modified) => ({ id: modified.id, original: modified.original, start: modified.start, end: modified.end, modified });

/**
 * The remaining occurrences whose original start is within a span, and every exception, in order of start.
 * @param {Meeting} meeting
 * @param {number} upTo
 * @param {number} [from]
 */
export function occurrences(meeting, upTo, from = -Infinity) {
  const { exceptions, removed } = meeting;
  const originals = starts(meeting, upTo);
  const plain = originals.slice(lowerBound(originals, from), lowerBound(originals, upTo + 1))
    .filter((original) => !removed.has(original) && !exceptions.has(original))
    .map((original) => plainOccurrence(meeting, original));
  if (exceptions.size === 0) return plain;
  const changed = [...exceptions.keys()].filter((original) => !removed.has(original)).map((original) => changedOccurrence(/** @type {import('./model.js').Exception} */ (exceptions.get(original))));
  return [...plain, ...changed].sort((a, b) => a.start - b.start || a.original - b.original);
}

/** All remaining occurrences of a series with an end. @param {Meeting} meeting */
export function allOccurrences(meeting) {
  return occurrences(meeting, FAR);
}

/** @param {Meeting} meeting */
export function endless(meeting) {
  return meeting.rule !== null && isEndless(meeting.rule);
}

/** The first occurrence that has not ended, or null. @param {Meeting} meeting @param {number} now @returns {Occurrence | null} */
export function currentOccurrence(meeting, now) {
  const length = meeting.end - meeting.start;
  if (!endless(meeting)) return occurrences(meeting, FAR, now - length + 1).find((one) => one.end > now) ?? null;
  for (const years of [1, 5, 30, 120]) {
    const horizon = Math.max(now, meeting.start) + years * 366 * DAY;
    const next = nextPlain(meeting, now - length, horizon);
    const changed = [...meeting.exceptions.values()].filter(({ original, end }) => end > now && !meeting.removed.has(original)).map(changedOccurrence);
    const [found] = [...(next === null ? [] : [plainOccurrence(meeting, next)]), ...changed].sort((a, b) => a.start - b.start || a.original - b.original);
    if (found) return found;
  }
  return null;
}

/** The first original start after an instant whose occurrence was neither changed nor deleted. @param {Meeting} meeting @param {number} after @param {number} upTo */
function nextPlain(meeting, after, upTo) {
  const originals = starts(meeting, upTo);
  for (let at = lowerBound(originals, after + 1); at < originals.length && originals[at] <= upTo; at += 1) {
    if (!meeting.removed.has(originals[at]) && !meeting.exceptions.has(originals[at])) return originals[at];
  }
  return null;
}

/** The end of the last occurrence; Infinity for an endless series. @param {Meeting} meeting */
export function lastEnd(meeting) {
  if (endless(meeting)) return Infinity;
  return allOccurrences(meeting).reduce((latest, one) => Math.max(latest, one.end), meeting.end);
}

/** Finds an occurrence of a recurring series by its id. @param {Meeting} meeting @param {string} id */
export function occurrenceById(meeting, id) {
  if (!meeting.rule) return null;
  const match = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(id);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const named = Date.UTC(year, month - 1, day, hour, minute, second);
  return occurrences(meeting, named, named).find((one) => one.id === id) ?? null;
}

/**
 * The interval in which the start of an occurrence must stay: from midnight of its own day to midnight of the day of
 * the next one; it has no lower bound for the first occurrence and no upper bound for the last.
 * @param {Meeting} meeting
 * @param {number} original
 */
export function recurringInterval(meeting, original) {
  const from = original === meeting.start ? -Infinity : midnightOf(original, meeting.zone);
  // A rule can repeat only every 99 years, so up to 100 years are searched; for common rules the first step is enough.
  for (const years of [1, 9, 100]) {
    const horizon = original + years * 366 * DAY;
    const originals = starts(meeting, horizon);
    const next = originals[lowerBound(originals, original + 1)];
    if (next <= horizon) return { from, to: midnightOf(next, meeting.zone) };
  }
  return { from, to: Infinity };
}

/** The instance that is running, or that guests alone left a moment ago and that still counts as in progress; or null. @param {Meeting} meeting @param {number} now */
export function runningInstance(meeting, now) {
  return meeting.instances.find((one) => one.endedAt === null || (one.guestsOnly && now < one.endedAt + LOBBY_LINGERS)) ?? null;
}

/** @param {Meeting} meeting @param {number} now @returns {'active' | 'inProgress' | 'expired'} */
export function seriesState(meeting, now) {
  if (runningInstance(meeting, now)) return 'inProgress';
  return currentOccurrence(meeting, now) ? 'active' : 'expired';
}

/** @param {Meeting} meeting @param {Occurrence} occurrence @param {number} now @returns {'scheduled' | 'ready' | 'ended' | 'missed'} */
export function occurrenceState(meeting, occurrence, now) {
  if (occurrence.end <= now) {
    const held = meeting.instances.some((one) => one.original === occurrence.original && !one.guestsOnly);
    return held ? 'ended' : 'missed';
  }
  return currentOccurrence(meeting, now)?.original === occurrence.original ? 'ready' : 'scheduled';
}

/** @param {import('./model.js').Instance} instance @param {number} now @returns {'lobby' | 'inProgress' | 'ended'} */
export function instanceState(instance, now) {
  if (instance.endedAt === null) return instance.guestsOnly ? 'lobby' : 'inProgress';
  return instance.guestsOnly && now < instance.endedAt + LOBBY_LINGERS ? 'inProgress' : 'ended';
}

/** Whether the service has deleted the meeting on its own some time after its end. @param {Meeting} meeting @param {number} now */
export function hasFaded(meeting, now) {
  const last = lastEnd(meeting);
  return last + (meeting.deleteWhenCompleted ? 0 : KEPT_AFTER_END) <= now;
}

/** The shortest and longest time that a meeting may last. */
export const SHORTEST = 10 * MINUTE;
export const LONGEST = 24 * HOUR - MINUTE;
