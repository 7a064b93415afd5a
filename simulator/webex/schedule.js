// @ts-check
/**
 * The rules of time for creating and changing meetings and occurrences.
 *
 * Stores nothing; it returns the new schedule or throws a refusal.
 * Invariants: seconds are dropped; a start in the current minute moves to the next one; a meeting lasts from ten minutes to 23 h 59 min;
 * it starts less than ten years ahead; a series starts with its first occurrence.
 * Rules: developer.webex.com/docs/api/v1/meetings/create-a-meeting, /patch-a-meeting, and the guide /docs/meetings.
 */
import { Refusal, documented } from './answers.js';
import { MINUTE, isZone, readMoment } from './time.js';
import { firstMatch, readRule } from './recurrence.js';
import { LONGEST, SHORTEST, recurringInterval } from './series.js';

/** @typedef {import('./recurrence.js').ReadSwitch} ReadSwitch */
/** @typedef {{zone: string, start: number, end: number, rule: import('./recurrence.js').Rule | null}} Schedule */

/** @param {number} instant */
const minuteOf = (instant) => Math.floor(instant / MINUTE) * MINUTE;

/** @param {number} now */
function tenYearsAfter(now) {
  const date = new Date(now);
  date.setUTCFullYear(date.getUTCFullYear() + 10);
  return date.getTime();
}

/**
 * @param {import('./fields.js').MeetingBody} body
 * @returns {string | undefined}
 */
export function readZone(body) {
  if (body.timezone === undefined) return undefined;
  if (!isZone(body.timezone)) throw new Refusal(400, `Parameter 'timezone' is not a valid time zone: '${body.timezone}'.`);
  return body.timezone;
}

/**
 * @param {number} start @param {number} end @param {number} now @param {ReadSwitch} option
 * @returns {{start: number, end: number}}
 */
function checkTimes(start, end, now, option) {
  const status = Number(option('ruleErrorStatus'));
  const current = minuteOf(now);
  if (start < current || end < current) throw new Refusal(status, documented.past);
  if (end - start < SHORTEST || end - start > LONGEST) {
    throw new Refusal(status, "The duration between 'start' and 'end' must be between 10 minutes and 23 hours 59 minutes.");
  }
  if (start >= tenYearsAfter(now)) throw new Refusal(status, "Parameter 'start' must be less than 10 years from now.");
  return { start: start === current ? start + MINUTE : start, end };
}

/**
 * @param {string | null | undefined} text
 * @param {{start: number, end: number}} times
 * @param {string} zone
 * @param {ReadSwitch} option
 */
function fitRule(text, times, zone, option) {
  if (text === null || text === undefined) return { ...times, zone, rule: null };
  const rule = readRule(text, option);
  if (rule.until !== null && rule.until < times.start) throw new Refusal(400, "Parameter 'recurrence' is invalid: UNTIL is before start.");
  const first = firstMatch(rule, times.start, zone);
  if (first === null) throw new Refusal(400, "Parameter 'recurrence' is invalid: it has no occurrence.");
  if (first === times.start) return { ...times, zone, rule };
  const answer = option('startOffRule');
  if (answer === 'refused') throw new Refusal(400, "Parameter 'recurrence' is invalid: 'start' is not an occurrence of it.");
  if (answer === 'kept') return { ...times, zone, rule: { ...rule, extraFirst: true } };
  return { start: first, end: first + (times.end - times.start), zone, rule };
}

/**
 * The schedule of a new meeting.
 * @param {import('./fields.js').MeetingBody} body
 * @param {number} now
 * @param {ReadSwitch} option
 * @returns {Schedule}
 */
export function scheduleOf(body, now, option) {
  const zone = readZone(body);
  const start = minuteOf(readMoment(body.start, zone, 'start'));
  const end = minuteOf(readMoment(body.end, zone, 'end'));
  return fitRule(body.recurrence, checkTimes(start, end, now, option), zone ?? 'UTC', option);
}

/**
 * The schedule of a series after a change, or null if the change has neither times nor a rule.
 * @param {import('./model.js').Meeting} meeting
 * @param {import('./fields.js').MeetingBody} body
 * @param {number} now
 * @param {ReadSwitch} option
 * @returns {Schedule | null}
 */
export function rescheduled(meeting, body, now, option) {
  const timed = body.start !== undefined || body.end !== undefined;
  const zone = readZone(body);
  if (!timed && body.recurrence === undefined) {
    if (zone !== undefined && zone !== meeting.zone) throw new Error('not simulated: a new Webex timezone without start and end');
    return null;
  }
  // Without `timezone` the service uses UTC for new times, even if the meeting had another zone.
  const kept = timed ? zone ?? 'UTC' : zone ?? meeting.zone;
  let { start, end } = meeting;
  if (body.start !== undefined) start = minuteOf(readMoment(body.start, zone, 'start'));
  if (body.end !== undefined) end = minuteOf(readMoment(body.end, zone, 'end'));
  const times = timed ? checkTimes(start, end, now, option) : { start, end };
  if (body.recurrence !== undefined) return fitRule(body.recurrence, times, kept, option);
  if (!meeting.rule) return { ...times, zone: kept, rule: null };
  const first = firstMatch(meeting.rule, times.start, kept);
  if (first === times.start || meeting.rule.extraFirst) return { ...times, zone: kept, rule: meeting.rule };
  const answer = option('startOffRule');
  if (first === null || answer === 'refused') throw new Refusal(400, "Parameter 'start' is not an occurrence of the recurrence.");
  if (answer === 'kept') return { ...times, zone: kept, rule: { ...meeting.rule, extraFirst: true } };
  return { start: first, end: first + (times.end - times.start), zone: kept, rule: meeting.rule };
}

/**
 * The times of one occurrence after a change, or null if the change has no times.
 * @param {import('./model.js').Meeting} meeting
 * @param {import('./model.js').Occurrence} occurrence
 * @param {import('./fields.js').MeetingBody} body
 * @param {number} now
 * @param {ReadSwitch} option
 * @returns {{start: number, end: number} | null}
 */
export function movedOccurrence(meeting, occurrence, body, now, option) {
  const zone = readZone(body);
  if (body.start === undefined && body.end === undefined) return null;
  const start = body.start === undefined ? occurrence.start : minuteOf(readMoment(body.start, zone, 'start'));
  const end = body.end === undefined ? occurrence.end : minuteOf(readMoment(body.end, zone, 'end'));
  const times = checkTimes(start, end, now, option);
  const interval = recurringInterval(meeting, occurrence.original);
  if (times.start < interval.from || times.start >= interval.to) {
    throw new Refusal(Number(option('ruleErrorStatus')), documented.leavesInterval);
  }
  return times;
}
