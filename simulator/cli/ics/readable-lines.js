// @ts-check
/**
 * Turns a calendar's lines into components, and leaves out the lines that the library can't read.
 *
 * It interprets no event, and no line stops it.
 * Invariants: every line that is left out is reported with its number; values are checked here, so that they can't throw later or make
 * the library loop endlessly.
 *
 * Documentation: RFC 5545, 3.3.6 (durations), 3.3.10 (rules), 3.6.5 (time zones); RFC 7529 (RSCALE, SKIP).
 */

import ICAL from 'ical.js';
import { timesOf } from './moments.js';

/** A property and a component in the library's form: RFC 7265. @typedef {[string, Record<string, unknown>, string, ...unknown[]]} JcalProperty */
/** @typedef {[string, JcalProperty[], unknown[]]} JcalComponent */
/** @typedef {import('./lines.js').Line} Line */
/** @typedef {import('./lines.js').Part} Part */
/** A line that is left out, or several successive lines that look like text, with the reason for the first one. @typedef {{ from: number, to: number, why: string }} LeftOut */

const ruleParts = ['freq', 'interval', 'count', 'until', 'wkst', 'bysecond', 'byminute', 'byhour', 'byday', 'bymonthday', 'byyearday', 'byweekno', 'bymonth', 'bysetpos'];
/** Parts of a rule that have no effect. */
const idleParts = ['rscale=GREGORIAN', 'skip=OMIT'];
/** Without these an event would be wrong, so event.js reports their errors. */
const times = ['dtstart', 'dtend', 'recurrence-id'];
/** Longer than any event of a calendar. */
const longestSeconds = 100 * 366 * 86_400;

/** A line that isn't in the form of a property, most likely part of a text that a program didn't fold. */
class LooseText extends Error {}

/**
 * @param {Line[]} lines @param {Part} part a component of them
 * @returns {{ component: ICAL.Component, leftOut: LeftOut[] }}
 */
export function readableComponent(lines, part) {
  /** @type {LeftOut[]} */
  const leftOut = [];
  let latestText = -1;
  const leave = (/** @type {number} */ index, /** @type {unknown} */ error, last = index) => {
    const [from, to] = [lines[index].number, lines[last].number];
    if (error instanceof LooseText && index === latestText + 1 && leftOut.length > 0) leftOut[leftOut.length - 1].to = to;
    else leftOut.push({ from, to, why: /** @type {Error} */ (error).message.slice(0, 120) });
    if (error instanceof LooseText) latestText = index;
  };
  /** @param {Part} one @param {boolean} inZone @returns {JcalComponent} */
  const read = (one, inZone) => {
    const properties = [];
    const inner = [];
    const isZone = inZone || one.name === 'VTIMEZONE';
    let next = 0;
    for (let index = one.first + 1; index < one.last; index += 1) {
      const below = one.inner[next];
      if (below?.first === index) {
        const component = read(below, isZone);
        // The library finds zones by their names.
        if (below.name === 'VTIMEZONE' && !component[1].some(([name]) => name === 'tzid')) leave(index, new Error('the zone has no name'), below.last);
        else inner.push(component);
        index = below.last;
        next += 1;
        continue;
      }
      try {
        properties.push(readLine(lines[index].text, isZone));
      } catch (error) {
        leave(index, error);
      }
    }
    return [one.name.toLowerCase(), properties, inner];
  };
  return { component: new ICAL.Component(read(part, false)), leftOut };
}

/** @param {string} text @param {boolean} inZone @returns {JcalProperty} */
function readLine(text, inZone) {
  if (!/^[\w.-]+[:;]/.test(text)) throw new LooseText(`this is not a line of iCalendar: ${text}`);
  const read = /** @type {JcalProperty} */ (/** @type {unknown} */ (ICAL.parse.property(text)));
  const property = new ICAL.Property(read);
  if (!inZone && times.includes(property.name)) return read;
  if (property.name === 'rdate' || property.name === 'exdate') timesOf(property);
  const [value] = property.getValues();
  if (value instanceof ICAL.Recur) checkRule(value, property, inZone);
  if (value instanceof ICAL.Duration && !(Math.abs(value.toSeconds()) < longestSeconds)) throw new Error('nothing lasts so long');
  return read;
}

/** @param {ICAL.Recur} rule @param {ICAL.Property} property @param {boolean} inZone */
function checkRule(rule, property, inZone) {
  const parts = Object.entries(/** @type {Record<string, unknown>} */ (/** @type {JcalProperty} */ (property.jCal)[3]));
  const unknown = parts.find(([name, value]) => !ruleParts.includes(name) && !idleParts.includes(`${name}=${String(value).toUpperCase()}`));
  if (unknown) throw new Error(`the rule has a part that is not understood: ${unknown[0].toUpperCase()}=${unknown[1]}`);
  if (!rule.freq) throw new Error('the rule does not say how often');
  if (inZone && rule.freq !== 'YEARLY') throw new Error('the clocks of a zone change once a year');
}
