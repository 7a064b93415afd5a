// @ts-check
/**
 * The recurrence rule of a series: what Webex accepts, what it drops without an error, how it prints the rule, and its occurrences.
 *
 * Does not handle exceptions or deleted occurrences; `series.js` does.
 * Invariants: a rule is one value without `RRULE:`; monthly and yearly rules have one day; occurrences keep their local time when the
 * zone's offset changes; a rule with an end never exceeds the limit of its frequency.
 * Limits: developer.webex.com/docs/api/v1/meetings/create-a-meeting, field `recurrence`.
 */
import { createRequire } from 'node:module';
import { Refusal } from './answers.js';
import { DAY, instantOf, wallOf } from './time.js';

const { RRule } = /** @type {typeof import('rrule')} */ (createRequire(import.meta.url)('rrule'));

/** @typedef {'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'} Frequency */
/**
 * @typedef {object} Rule
 * @property {Frequency} freq
 * @property {number} interval
 * @property {number | null} count
 * @property {number | null} until
 * @property {string | null} untilText as it was sent
 * @property {string[]} byDay
 * @property {number | null} byMonthDay
 * @property {number | null} byMonth
 * @property {number | null} setPosition
 * @property {string | null} weekStart
 * @property {boolean} extraFirst the start is an occurrence that the rule does not give
 */
/** @typedef {(name: string) => string | number | null} ReadSwitch */

/** The highest number of occurrences of a rule with an end. */
export const LIMITS = Object.freeze({ DAILY: 1826, WEEKLY: 261, MONTHLY: 60, YEARLY: 5 });
const PARTS = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST'];

/** @param {string} why */
function bad(why) {
  return new Refusal(400, `Parameter 'recurrence' is invalid: ${why}.`);
}

/** @param {string} name @param {string} text @param {number} low @param {number} high */
function whole(name, text, low, high) {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < low || value > high) throw bad(`${name}=${text}`);
  return value;
}

/** @param {string} text */
function split(text) {
  /** @type {Record<string, string>} */
  const part = {};
  for (const piece of text.split(';')) {
    const [name, value, ...rest] = piece.split('=');
    if (!PARTS.includes(name) || !value || rest.length > 0) throw bad(piece);
    if (Object.hasOwn(part, name)) throw bad(`${name} occurs twice`);
    part[name] = value;
  }
  return part;
}

/** @param {string} text @param {ReadSwitch} option */
function readUntil(text, option) {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(text);
  if (!match) throw bad(`UNTIL=${text}`);
  if (match[4] === undefined && option('untilDate') === 'refused') throw bad(`UNTIL=${text} without a time`);
  const [year, month, day] = match.slice(1, 4).map(Number);
  return match[4] === undefined
    ? Date.UTC(year, month - 1, day, 23, 59, 59)
    : Date.UTC(year, month - 1, day, Number(match[4]), Number(match[5]), Number(match[6]));
}

/** @param {string} day @param {Frequency} freq @param {boolean} positioned @param {ReadSwitch} option */
function checkDay(day, freq, positioned, option) {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(day);
  if (!match) throw bad(`BYDAY=${day}`);
  const position = match[1] === undefined ? null : Number(match[1]);
  if (freq === 'WEEKLY') {
    if (position !== null) throw bad(`BYDAY=${day} in a weekly rule`);
    return;
  }
  if (option('monthlyByDay') === 'refused') throw bad(`BYDAY=${day} in a ${freq.toLowerCase()} rule`);
  if (positioned ? position !== null : position === null) throw bad(`BYDAY=${day}`);
  if (position !== null) checkPosition(position, option);
}

/** @param {number} position @param {ReadSwitch} option */
function checkPosition(position, option) {
  const lowest = option('negativeDays') === 'accepted' ? -1 : 1;
  if (position === 0 || position < lowest || position > 5) throw bad(`week ${position} of a month`);
}

/**
 * Reads a rule as the service does.
 * @param {string} text
 * @param {ReadSwitch} option
 * @returns {Rule}
 */
export function readRule(text, option) {
  if (/\s/.test(text) || /:/.test(text)) throw bad('one rule value without its name is expected');
  const part = split(text);
  const freq = /** @type {Frequency} */ (part.FREQ);
  if (!Object.hasOwn(LIMITS, freq ?? '')) throw bad(`FREQ=${part.FREQ}`);
  if (part.COUNT && part.UNTIL) throw bad('COUNT and UNTIL exclude one another');
  const interval = part.INTERVAL ? whole('INTERVAL', part.INTERVAL, 1, 99) : 1;
  if (freq === 'YEARLY' && interval > 1 && option('yearlyInterval') === 'refused') throw bad('INTERVAL of a yearly rule');
  if (part.WKST && option('weekStart') === 'refused') throw bad('WKST');
  if (part.WKST && !/^(MO|TU|WE|TH|FR|SA|SU)$/.test(part.WKST)) throw bad(`WKST=${part.WKST}`);

  let count = part.COUNT ? whole('COUNT', part.COUNT, 1, 9999) : null;
  if (count !== null && count > LIMITS[freq]) {
    if (option('recurrenceLimit') === 'refused') throw bad(`up to ${LIMITS[freq]} occurrences are allowed`);
    count = LIMITS[freq];
  }
  /** @type {Rule} */
  const rule = {
    freq, interval, count, until: part.UNTIL ? readUntil(part.UNTIL, option) : null, untilText: part.UNTIL ?? null,
    byDay: [], byMonthDay: null, byMonth: null, setPosition: null, weekStart: part.WKST ?? null, extraFirst: false,
  };
  readDays(rule, part, option);
  return rule;
}

/** @param {Rule} rule @param {Record<string, string>} part @param {ReadSwitch} option */
function readDays(rule, part, option) {
  const { freq } = rule;
  const monthly = freq === 'MONTHLY' || freq === 'YEARLY';
  if (freq === 'DAILY' && part.BYDAY) throw bad('BYDAY in a daily rule');
  if (!monthly && part.BYMONTHDAY) throw bad(`BYMONTHDAY in a ${freq.toLowerCase()} rule`);
  if (freq !== 'YEARLY' && part.BYMONTH) throw bad(`BYMONTH in a ${freq.toLowerCase()} rule`);
  if (part.BYDAY && part.BYMONTHDAY) throw bad('BYDAY and BYMONTHDAY together');
  if (part.BYSETPOS) {
    if (option('setPosition') === 'refused' || !monthly || !part.BYDAY) throw bad('BYSETPOS');
    rule.setPosition = whole('BYSETPOS', part.BYSETPOS.split(',')[0], -5, 5);
    checkPosition(rule.setPosition, option);
  }
  if (freq === 'YEARLY' && part.BYDAY && !part.BYMONTH) throw bad('BYDAY in a yearly rule without BYMONTH');
  if (part.BYDAY) {
    const days = part.BYDAY.split(',');
    for (const day of days) checkDay(day, freq, rule.setPosition !== null, option);
    // The service uses the first day of a monthly or yearly rule and drops the others without an error.
    rule.byDay = monthly ? days.slice(0, 1) : days;
  }
  if (part.BYMONTHDAY) {
    rule.byMonthDay = whole('BYMONTHDAY', part.BYMONTHDAY.split(',')[0], option('negativeDays') === 'accepted' ? -1 : 1, 31);
    if (rule.byMonthDay === 0) throw bad('BYMONTHDAY=0');
  }
  if (part.BYMONTH) rule.byMonth = whole('BYMONTH', part.BYMONTH.split(',')[0], 1, 12);
}

/** The rule with its parts in the order of answers. @param {Rule} rule */
export function printRule(rule) {
  const parts = [`FREQ=${rule.freq}`];
  if (rule.count !== null) parts.push(`COUNT=${rule.count}`);
  if (rule.untilText !== null) parts.push(`UNTIL=${rule.untilText}`);
  parts.push(`INTERVAL=${rule.interval}`);
  if (rule.weekStart) parts.push(`WKST=${rule.weekStart}`);
  if (rule.byMonth !== null) parts.push(`BYMONTH=${rule.byMonth}`);
  if (rule.byMonthDay !== null) parts.push(`BYMONTHDAY=${rule.byMonthDay}`);
  if (rule.byDay.length > 0) parts.push(`BYDAY=${rule.byDay.join(',')}`);
  if (rule.setPosition !== null) parts.push(`BYSETPOS=${rule.setPosition}`);
  return parts.join(';');
}

/** @param {Rule} rule */
export function isEndless(rule) {
  return rule.count === null && rule.until === null;
}

/** @param {Rule} rule @param {number} start @param {string} zone */
function expander(rule, start, zone) {
  const days = { MO: RRule.MO, TU: RRule.TU, WE: RRule.WE, TH: RRule.TH, FR: RRule.FR, SA: RRule.SA, SU: RRule.SU };
  /** @param {string} text */
  const weekday = (text) => {
    const day = days[/** @type {keyof typeof days} */ (text.slice(-2))];
    return text.length > 2 ? day.nth(Number(text.slice(0, -2))) : day;
  };
  return new RRule({
    freq: RRule[rule.freq],
    dtstart: new Date(wallOf(start, zone)),
    interval: rule.interval,
    wkst: rule.weekStart ? weekday(rule.weekStart) : RRule.MO,
    byweekday: rule.byDay.length > 0 ? rule.byDay.map(weekday) : null,
    bymonthday: rule.byMonthDay,
    bymonth: rule.byMonth,
    bysetpos: rule.setPosition,
    until: rule.until === null ? null : new Date(wallOf(rule.until, zone)),
  });
}

/**
 * The first start that the rule gives at or after `start`, or null.
 * @param {Rule} rule @param {number} start @param {string} zone
 */
export function firstMatch(rule, start, zone) {
  const wall = expander(rule, start, zone).after(new Date(wallOf(start, zone)), true);
  return wall === null ? null : instantOf(wall.getTime(), zone);
}

/** Cached expansions. A rule doesn't change after it was read, so it is expanded only when a later time is asked for, in steps of years. @type {WeakMap<Rule, {start: number, zone: string, upTo: number, starts: number[]}>} */
const expanded = new WeakMap();
/** How far an endless rule is expanded beyond the requested time. */
const STEP = 2 * 366 * DAY;

/**
 * The original starts of a series in order, at least up to an instant. The caller must not change or keep the list.
 * @param {Rule} rule
 * @param {number} start of the first occurrence
 * @param {string} zone
 * @param {number} upTo
 * @returns {readonly number[]}
 */
export function originalStarts(rule, start, zone, upTo) {
  const far = isEndless(rule) ? upTo : start + 5 * 366 * DAY;
  let known = expanded.get(rule);
  if (!known || known.start !== start || known.zone !== zone || known.upTo < far) {
    const reach = isEndless(rule) ? far + STEP : far;
    known = { start, zone, upTo: reach, starts: expand(rule, start, zone, reach) };
    expanded.set(rule, known);
  }
  return known.starts;
}

/** @param {Rule} rule @param {number} start @param {string} zone @param {number} upTo */
function expand(rule, start, zone, upTo) {
  const first = wallOf(start, zone);
  const limit = isEndless(rule) ? Infinity : Math.min(rule.count ?? Infinity, LIMITS[rule.freq]);
  const starts = rule.extraFirst ? [start] : [];
  if (upTo < start) return [];
  expander(rule, start, zone).between(new Date(first), new Date(wallOf(upTo, zone)), true, (wall) => {
    if (starts.length >= limit) return false;
    starts.push(instantOf(wall.getTime(), zone));
    return true;
  });
  return starts.slice(0, limit === Infinity ? undefined : limit);
}
