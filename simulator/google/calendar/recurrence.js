// @ts-check
/**
 * Recurring events: checks their rules, expands them into occurrences, and splits a series in two.
 *
 * Does not handle occurrences that were edited or cancelled one by one; instances.js does.
 *
 * Invariants: an occurrence keeps the civil time of the series' zone across daylight saving; an occurrence's id is the
 * series' id without the `_R…` of a split, an underscore and its original start in UTC (a day for all-day series).
 *
 * Documentation: developers.google.com/workspace/calendar/api/concepts/events-calendars#recurring_events, RFC 5545 3.8.5.
 * Recorded calendars show the ids of a split series' occurrences, and where its first part ends.
 */
import rrule from 'rrule';
import { invalid } from './errors.js';
import { instantOfLocal, isZone, offsetAt } from './time.js';

/** @typedef {import('./model.js').Moment} Moment */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {{ id: string, start: Moment, end: Moment }} Occurrence */

const LINE = /^(RRULE:|EXRULE:|RDATE[;:]|EXDATE[;:])/;
/** No caller needs more occurrences than this; more mean that a span without an end was asked for. */
const LIMIT = 5000;

/**
 * Refuses recurrence lines that can't be read.
 * @param {string[]} lines @param {Moment} start
 */
export function checkRecurrence(lines, start) {
  if (!lines.every((line) => LINE.test(line))) throw invalid('Invalid recurrence rule.');
  if (!lines.some((line) => /^R(RULE|DATE)/.test(line))) throw invalid('Invalid recurrence rule.');
  try {
    // An unknown zone can't be used for calculations, and reading the rules doesn't require one.
    ruleSet(lines, isZone(start.timeZone ?? 'UTC') ? start : { ...start, timeZone: 'UTC' });
  } catch {
    throw invalid('Invalid recurrence rule.');
  }
}

/**
 * The occurrences that overlap a span of time, in order.
 * @param {Entry} series
 * @param {{ from: number, to: number }} span of instants, both exclusive; `to` must be finite where a rule is endless
 * @returns {Occurrence[]}
 */
export function occurrences(series, { from, to }) {
  const { start, end } = series.shared;
  const zone = start.timeZone ?? 'UTC';
  if (!isZone(zone)) throw new Error(`not simulated: expanding a series in the zone ${zone}`);
  const allDay = start.day !== undefined;
  const length = lengthOf(series);
  if (isEndless(series) && to === Infinity) throw new Error('not simulated: expanding an endless series without an upper bound');
  /** @type {Occurrence[]} */
  const found = [];
  // A day on either side covers every zone; exact bounds are checked below.
  const low = Math.max(from === -Infinity ? -Infinity : from - length - 2 * DAY, localStart(start) - DAY);
  const high = Math.min(to === Infinity ? Infinity : to + 2 * DAY, Date.UTC(2200, 0, 1));
  for (const local of localStarts(series, low, high)) {
    const first = allDay ? { day: local } : { instant: instantOfLocal(zone, local) };
    const last = allDay ? { day: local + length } : { instant: Number(first.instant) + length };
    const begins = Number(allDay ? first.day : first.instant);
    const ends = Number(allDay ? last.day : last.instant);
    if (ends <= from && !(ends === begins && begins > from)) continue;
    if (begins >= to) continue;
    found.push({
      id: `${baseOf(series.id)}_${stamp(begins, allDay)}`,
      start: { ...first, ...named(start) },
      end: { ...last, ...named(end) },
    });
  }
  return found;
}

const DAY = 86400000;
/** A series is expanded this far beyond the end of the given span, so that later calls find their result in the cache. */
const STEP = 2 * 366 * DAY;
/** The number of cached expansions, and the greatest length of each. */
const KEPT = 500;
const LONGEST = 20_000;
/** The length of a period in rules that repeat more often than daily. @type {Record<number, number>} */
const PERIODS = { [rrule.RRule.HOURLY]: 3_600_000, [rrule.RRule.MINUTELY]: 60_000, [rrule.RRule.SECONDLY]: 1000 };

/**
 * Cached expansions by the rules' text and start: all starts from the start of the series up to a time, or null if there are too many.
 * The cache contains no data of a world.
 * @type {Map<string, { upTo: number, locals: number[] | null }>}
 */
const expansions = new Map();

/**
 * The starts that the rules of a series give within a span of civil time, in order, and at most as many as the limit.
 * @param {Entry} series @param {number} low @param {number} high both inclusive
 * @returns {number[]}
 */
function localStarts({ shared: { start, recurrence = [] } }, low, high) {
  const first = localStart(start);
  const key = JSON.stringify([recurrence, first, start.timeZone ?? null, start.day === undefined]);
  let known = expansions.get(key);
  if (!known || known.upTo < high) {
    const upTo = Math.max(high, Math.min(high + STEP, Date.UTC(2200, 0, 1)));
    const locals = expand(recurrence, start, { low: first - DAY, high: upTo, limit: LONGEST });
    // A list that reached the limit may lack later starts, so null is cached instead of it.
    known = locals.length < LONGEST ? { upTo, locals } : { upTo: Infinity, locals: null };
    if (expansions.size >= KEPT) expansions.clear();
    expansions.set(key, known);
  }
  if (!known.locals) return expand(recurrence, start, { low, high, limit: LIMIT });
  return known.locals.filter((local) => local >= low && local <= high).slice(0, LIMIT);
}

/** @param {string[]} recurrence @param {Moment} start @param {{ low: number, high: number, limit: number }} span @returns {number[]} */
function expand(recurrence, start, { low, high, limit }) {
  const set = ruleSet(recurrence, start, low);
  return set.between(new Date(low), new Date(high), true, (_date, count) => count < limit).map((date) => date.getTime());
}

/** True if a rule has no end. @param {Entry} series */
export function isEndless(series) {
  return (series.shared.recurrence ?? []).some((/** @type {string} */ line) => /^RRULE/.test(line) && !/COUNT=|UNTIL=/.test(line));
}

/** The length of every occurrence, by the times of the series. @param {Entry} series */
export function lengthOf({ shared: { start, end } }) {
  return start.day !== undefined ? Number(end.day) - Number(start.day) : Number(end.instant) - Number(start.instant);
}

/**
 * The occurrence with an id, if the rules give one.
 * @param {Entry} series @param {string} id
 * @returns {Occurrence | undefined}
 */
export function occurrenceWithId(series, id) {
  const text = /_(\d{8}(?:T\d{6}Z)?)$/.exec(id)?.[1];
  if (!text || !series.shared.recurrence || text.includes('T') !== (series.shared.start.day === undefined)) return undefined;
  const begins = readStamp(text);
  return occurrences(series, { from: begins - 1, to: begins + 1 }).find((one) => one.id === id);
}

/**
 * The occurrence that begins at a civil time of the series' zone, if the rules give one.
 * @param {Entry} series @param {number} local civil time, counted as UTC
 */
export function occurrenceAtLocal(series, local) {
  const allDay = series.shared.start.day !== undefined;
  const begins = allDay ? Math.floor(local / DAY) * DAY : instantOfLocal(series.shared.start.timeZone ?? 'UTC', local);
  return occurrenceWithId(series, `${baseOf(series.id)}_${stamp(begins, allDay)}`);
}

/**
 * Splits the recurrence lines of a series before one of its occurrences: the first part gets an end, the second has the rest. The first
 * part ends with the day before in the series' zone; a COUNT is divided between the two.
 * @param {Entry} series @param {Moment} at the start of the first occurrence of the second part
 * @returns {{ head: string[], tail: string[] }}
 */
export function cut(series, at) {
  const { start, recurrence = [] } = series.shared;
  const allDay = at.day !== undefined;
  const split = localStart({ ...at, timeZone: start.timeZone });
  const midnight = Math.floor(split / DAY) * DAY;
  const until = allDay ? stamp(midnight - DAY, true) : stamp(instantOfLocal(start.timeZone ?? 'UTC', midnight) - 1000, false);
  /** @type {{ head: string[], tail: string[] }} */
  const parts = { head: [], tail: [] };
  for (const line of recurrence) {
    const [, prefix, value] = /^([^:]+:)(.*)$/.exec(line) ?? [];
    if (/^(RRULE|EXRULE)/.test(line)) {
      const rule = ruleSet([line.replace(/^EXRULE/, 'RRULE')], start);
      if (rule.after(new Date(split), true) === null) {
        parts.head.push(line);
        continue;
      }
      if (rule.between(new Date(midnight), new Date(split - 1), true).length > 0) throw new Error('not simulated: a split between two events of one day');
      const before = rule.between(new Date(localStart(start) - DAY), new Date(split - 1), true).length;
      const rest = value.split(';').filter((part) => !/^(COUNT|UNTIL)=/.test(part));
      const count = /COUNT=(\d+)/.exec(value);
      if (before > 0) parts.head.push(`${prefix}${[...rest, `UNTIL=${until}`].join(';')}`);
      parts.tail.push(`${prefix}${count ? value.replace(count[0], `COUNT=${Number(count[1]) - before}`) : value}`);
    } else {
      const zone = allDay ? null : (start.timeZone ?? 'UTC');
      const own = /TZID=([^;:]+)/.exec(prefix)?.[1] ?? null;
      const dates = value.split(',');
      const [early, late] = [dates.filter((date) => toLocal(date.split('/')[0], zone, own) < split), dates.filter((date) => toLocal(date.split('/')[0], zone, own) >= split)];
      if (early.length > 0) parts.head.push(`${prefix}${early.join(',')}`);
      if (late.length > 0) parts.tail.push(`${prefix}${late.join(',')}`);
    }
  }
  return parts;
}

/**
 * Recurrence lines whose end is shifted by whole days of the series' zone.
 * @param {string[]} lines @param {string} zone @param {number} days
 */
export function shiftEnds(lines, zone, days) {
  return lines.map((line) => line.replace(/UNTIL=([0-9TZ]+)/, (_all, text) => {
    const allDay = !text.includes('T');
    const local = toLocal(text, allDay ? null : zone, null) + days * DAY;
    return `UNTIL=${stamp(allDay ? local : instantOfLocal(zone, local), allDay)}`;
  }));
}

/** The id that a series had before it was split; the id of a second part is this one, `_R` and its start. @param {string} seriesId */
export const baseOf = (seriesId) => seriesId.replace(/_R\d{8}(T\d{6})?$/, '');

/** @param {Moment} moment */
const named = (moment) => (moment.timeZone === undefined ? {} : { timeZone: moment.timeZone });

/** An original start in the form of ids. @param {number} instant @param {boolean} allDay */
export function stamp(instant, allDay) {
  const text = new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
  return allDay ? text.slice(0, 8) : text;
}

/** @param {string} text as `stamp` prints it */
function readStamp(text) {
  return toLocal(text, null, null);
}

/** The start as civil time in the series' zone, counted as UTC. @param {Moment} start */
export function localStart(start) {
  if (start.day !== undefined) return start.day;
  const instant = Number(start.instant);
  return instant + offsetAt(start.timeZone ?? 'UTC', instant);
}

/**
 * The rules in civil time of the series' zone: rrule calculates in UTC, so UNTIL and dates in UTC or another zone are converted to that
 * civil time.
 * @param {string[]} lines @param {Moment} start @param {number} [from] starts before this civil time may be missing
 */
function ruleSet(lines, start, from = -Infinity) {
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
      const rule = new rrule.RRule({ ...options, dtstart: skipped(options, dtstart, from) });
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
  // Without a rule, the start is an occurrence in addition to the listed dates.
  if (!ruled) set.rdate(dtstart);
  return set;
}

/**
 * A later start for expanding a rule, because rrule would visit every second since the start of a rule that repeats by seconds.
 * @param {Partial<import('rrule').Options>} options @param {Date} dtstart @param {number} from
 */
function skipped({ freq, interval, count }, dtstart, from) {
  const period = PERIODS[Number(freq)] * (interval ?? 1);
  const periods = Math.floor((from - dtstart.getTime()) / period);
  return count == null && periods > 0 && periods < Infinity ? new Date(dtstart.getTime() + periods * period) : dtstart;
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
