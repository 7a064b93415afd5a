// @ts-check
/**
 * Recurring events: checks their rules and expands them into occurrences.
 *
 * Does not store occurrences: instances edited or cancelled one by one are not simulated yet.
 *
 * Invariants: an occurrence keeps the civil time of the series' zone across daylight saving; an occurrence's id is the
 * series' id, an underscore and its original start in UTC (a day for all-day series).
 *
 * Documentation: developers.google.com/workspace/calendar/api/concepts/events-calendars#recurring_events, RFC 5545 3.8.5.
 */
import rrule from 'rrule';
import { invalid } from './errors.js';
import { instantOfLocal, isZone, offsetAt } from './time.js';

/** @typedef {import('./model.js').Moment} Moment */
/** @typedef {{ id: string, start: Moment, end: Moment }} Occurrence */

const LINE = /^(RRULE:|EXRULE:|RDATE[;:]|EXDATE[;:])/;
/** More occurrences than this are never needed here; reaching it means an unbounded question. */
const LIMIT = 5000;

/**
 * Refuses recurrence lines that can't be read.
 * @param {string[]} lines @param {Moment} start
 */
export function checkRecurrence(lines, start) {
  if (!lines.every((line) => LINE.test(line))) throw invalid('Invalid recurrence rule.');
  if (!lines.some((line) => /^R(RULE|DATE)/.test(line))) throw invalid('Invalid recurrence rule.');
  try {
    // A foreign zone can't be counted in; reading the rules doesn't need one.
    ruleSet(lines, isZone(start.timeZone ?? 'UTC') ? start : { ...start, timeZone: 'UTC' });
  } catch {
    throw invalid('Invalid recurrence rule.');
  }
}

/**
 * The occurrences that touch a span of time, in order.
 * @param {import('./model.js').Entry} series
 * @param {{ from: number, to: number }} span of instants, both exclusive; `to` must be finite where a rule is endless
 * @returns {Occurrence[]}
 */
export function occurrences(series, { from, to }) {
  const { start, end, recurrence } = series.shared;
  const zone = start.timeZone ?? 'UTC';
  if (!isZone(zone)) throw new Error(`not simulated: expanding a series in the zone ${zone}`);
  const allDay = start.day !== undefined;
  const length = allDay ? Number(end.day) - Number(start.day) : Number(end.instant) - Number(start.instant);
  const endless = recurrence.some((/** @type {string} */ line) => /^RRULE/.test(line) && !/COUNT=|UNTIL=/.test(line));
  if (endless && to === Infinity) throw new Error('not simulated: expanding an endless series without an upper bound');
  /** @type {Occurrence[]} */
  const found = [];
  const set = ruleSet(recurrence, start);
  // A day on either side covers every zone; exact bounds are checked below.
  const low = new Date(Math.max(from === -Infinity ? -Infinity : from - length - 2 * DAY, localStart(start) - DAY));
  const high = new Date(Math.min(to === Infinity ? Infinity : to + 2 * DAY, Date.UTC(2200, 0, 1)));
  const locals = set.between(low, high, true, (_date, count) => count < LIMIT);
  for (const local of locals.map((date) => date.getTime())) {
    const first = allDay ? { day: local } : { instant: instantOfLocal(zone, local) };
    const last = allDay ? { day: local + length } : { instant: Number(first.instant) + length };
    const begins = Number(allDay ? first.day : first.instant);
    const ends = Number(allDay ? last.day : last.instant);
    if (ends <= from && !(ends === begins && begins > from)) continue;
    if (begins >= to) continue;
    found.push({
      id: `${series.id}_${stamp(begins, allDay)}`,
      start: { ...first, ...named(start) },
      end: { ...last, ...named(end) },
    });
  }
  return found;
}

const DAY = 86400000;

/** @param {Moment} moment */
const named = (moment) => (moment.timeZone === undefined ? {} : { timeZone: moment.timeZone });

/** @param {number} instant @param {boolean} allDay */
function stamp(instant, allDay) {
  const text = new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
  return allDay ? text.slice(0, 8) : text;
}

/** The start on the series' own clock, counted as UTC. @param {Moment} start */
function localStart(start) {
  if (start.day !== undefined) return start.day;
  const instant = Number(start.instant);
  return instant + offsetAt(start.timeZone ?? 'UTC', instant);
}

/**
 * The rules on the series' own clock: rrule counts in UTC, so UNTIL and the dates given in UTC or a zone are moved there.
 * @param {string[]} lines @param {Moment} start
 */
function ruleSet(lines, start) {
  const zone = start.day === undefined ? (start.timeZone ?? 'UTC') : null;
  const dtstart = new Date(localStart(start));
  const set = new rrule.RRuleSet();
  let ruled = false;
  for (const line of lines) {
    const [, name, parameters, value] = /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    if (!value) throw new Error(`unreadable line: ${line}`);
    if (name === 'RRULE' || name === 'EXRULE') {
      const local = value.replace(/UNTIL=(\d{8}T\d{6}Z)/, (_all, until) => `UNTIL=${printLocal(toLocal(until, zone, null))}`);
      const options = rrule.RRule.parseString(local);
      if (options.freq === undefined) throw new Error(`no frequency: ${line}`);
      const rule = new rrule.RRule({ ...options, dtstart });
      if (name === 'RRULE') set.rrule(rule);
      else set.exrule(rule);
      ruled ||= name === 'RRULE';
    } else {
      const own = /TZID=([^;:]+)/.exec(parameters ?? '')?.[1] ?? null;
      for (const text of value.split(',')) {
        const date = new Date(toLocal(text.split('/')[0], zone, own));
        if (Number.isNaN(date.getTime())) throw new Error(`unreadable date: ${text}`);
        if (name === 'RDATE') set.rdate(date);
        else set.exdate(date);
      }
    }
  }
  // The start is an occurrence of its own where only dates are listed.
  if (!ruled) set.rdate(dtstart);
  return set;
}

/**
 * @param {string} text `YYYYMMDD[THHMMSS[Z]]` @param {string | null} zone of the series; null for all-day ones
 * @param {string | null} own zone of the text
 */
function toLocal(text, zone, own) {
  const [, year, month, day, hour = '0', minute = '0', second = '0', utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text) ?? [];
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (zone === null) return local;
  const instant = utc ? local : own && own !== zone ? instantOfLocal(own, local) : null;
  return instant === null ? local : instant + offsetAt(zone, instant);
}

/** @param {number} local */
const printLocal = (local) => `${new Date(local).toISOString().replace(/[-:]|\.\d+Z/g, '')}Z`;
