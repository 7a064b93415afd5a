// @ts-check
/**
 * A meeting as a series: its occurrences, their ids, its instances, and the states of all three by the clock.
 *
 * Does not validate and does not print.
 * Invariants: a meeting without a rule has one occurrence whose id is its own; an occurrence is known by its original
 * start; exceptions and deleted occurrences lie over the rule.
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

/** @param {Meeting} meeting @param {number} upTo */
function starts(meeting, upTo) {
  if (!meeting.rule) return meeting.start <= upTo ? [meeting.start] : [];
  return originalStarts(meeting.rule, meeting.start, meeting.zone, upTo);
}

/** @param {Meeting} meeting @param {number} original @returns {Occurrence} */
function occurrenceAt(meeting, original) {
  const modified = meeting.exceptions.get(original) ?? null;
  if (modified) return { id: modified.id, original, start: modified.start, end: modified.end, modified };
  // Most occurrences are looked at for their start alone, and an id costs more than all the rest.
  return {
    get id() {
      return meeting.rule ? `${meeting.id}_${compactUtc(original)}` : meeting.id;
    },
    original, start: original, end: original + (meeting.end - meeting.start), modified: null,
  };
}

/**
 * The occurrences that remain and begin by their rule up to an instant, and every exception, in order of start.
 * @param {Meeting} meeting
 * @param {number} upTo
 */
export function occurrences(meeting, upTo) {
  const originals = new Set(starts(meeting, upTo));
  for (const original of meeting.exceptions.keys()) originals.add(original);
  return [...originals]
    .filter((original) => !meeting.removed.has(original))
    .map((original) => occurrenceAt(meeting, original))
    .sort((a, b) => a.start - b.start);
}

/** Every occurrence that remains of a series with an end. @param {Meeting} meeting */
export function allOccurrences(meeting) {
  return occurrences(meeting, FAR);
}

/** @param {Meeting} meeting */
export function endless(meeting) {
  return meeting.rule !== null && isEndless(meeting.rule);
}

/** The first occurrence that has not ended, or null. @param {Meeting} meeting @param {number} now @returns {Occurrence | null} */
export function currentOccurrence(meeting, now) {
  if (!endless(meeting)) return allOccurrences(meeting).find((one) => one.end > now) ?? null;
  for (const years of [1, 5, 30, 120]) {
    const horizon = Math.max(now, meeting.start) + years * 366 * DAY;
    const found = occurrences(meeting, horizon).find((one) => one.end > now);
    if (found) return found;
  }
  return null;
}

/** When the last occurrence ends; Infinity for an endless series. @param {Meeting} meeting */
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
  return occurrences(meeting, named).find((one) => one.id === id) ?? null;
}

/**
 * The interval in which the start of an occurrence must stay: from midnight of its own day to midnight of the day of
 * the next one; open before the first and after the last.
 * @param {Meeting} meeting
 * @param {number} original
 */
export function recurringInterval(meeting, original) {
  const from = original === meeting.start ? -Infinity : midnightOf(original, meeting.zone);
  // The rarest rule, every 99 years, decides how far to look; the common ones are found within the first step.
  for (const years of [1, 9, 100]) {
    const next = starts(meeting, original + years * 366 * DAY).find((one) => one > original);
    if (next !== undefined) return { from, to: midnightOf(next, meeting.zone) };
  }
  return { from, to: Infinity };
}

/** The instance that runs or lingers now, or null. @param {Meeting} meeting @param {number} now */
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

/** Whether the service has dropped the meeting by itself. @param {Meeting} meeting @param {number} now */
export function hasFaded(meeting, now) {
  const last = lastEnd(meeting);
  return last + (meeting.deleteWhenCompleted ? 0 : KEPT_AFTER_END) <= now;
}

/** The longest and shortest time that a meeting may last. */
export const SHORTEST = 10 * MINUTE;
export const LONGEST = 24 * HOUR - MINUTE;
