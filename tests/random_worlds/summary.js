// @ts-check
/**
 * Sums up many worlds: how often each act, fault and row of the edge cases occurred in them, and what failed.
 *
 * It plays nothing. Invariants: an act or fault counts only where it had an effect; in a run that is long enough, an act or fault that
 * never occurred is a failure, like a world with an error.
 */

import { allActs } from './acts.js';
import { faults } from './faults.js';
import { ACTS } from './script.js';
import { kindOf } from './verdict.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */
/** @typedef {{name: string, rows: string[]}} Known an act or a fault that the generator can produce */

/** A run of this many worlds of the default length has to produce every act and fault. */
export const FULL = 300;

/** All acts and faults of the generator, by kind. @type {readonly (readonly [string, readonly Known[]])[]} */
const generator = [['acts', allActs], ['faults', faults]];

/**
 * How often each name and each row occurred.
 * @param {Verdict[]} verdicts @param {readonly Known[]} known
 */
export function occurrences(verdicts, known) {
  const names = new Map(known.map(({ name }) => [name, 0]));
  for (const { name, how } of verdicts.flatMap(({ played }) => played)) {
    if (how === 'done') names.set(name, (names.get(name) ?? 0) + 1);
  }
  /** @type {Map<string, number>} */
  const rows = new Map();
  for (const { name, rows: about } of known) {
    for (const row of about) rows.set(row, (rows.get(row) ?? 0) + (names.get(name) ?? 0));
  }
  return { names, rows: new Map([...rows].sort(([a], [b]) => a[0].localeCompare(b[0]) || Number(a.slice(1)) - Number(b.slice(1)))) };
}

/**
 * The summary of a run: lines to print, the closing line that scripts/test.js reads, and the failed worlds by kind of failure, the most
 * frequent first.
 * @param {Verdict[]} verdicts
 * @param {{length?: number, kinds?: typeof generator}} [how] the number of acts in each world, and the generator's acts and faults
 */
export function sumUp(verdicts, { length = ACTS, kinds = generator } = {}) {
  const { names, rows } = occurrences(verdicts, kinds.flatMap(([, known]) => known));
  const failed = verdicts.filter(({ wrong }) => wrong.length > 0);
  /** @type {Map<string, Verdict[]>} */
  const failures = new Map();
  for (const verdict of failed) failures.set(kindOf(verdict.wrong[0]), [...(failures.get(kindOf(verdict.wrong[0])) ?? []), verdict]);
  const sorted = [...failures].sort((a, b) => b[1].length - a[1].length);
  const lacking = [...rows, ...names].filter(([, times]) => times === 0).map(([name]) => name);
  const isFull = verdicts.length * length >= FULL * ACTS;
  const holes = isFull ? lacking.length : 0;
  const lines = [
    ...kinds.flatMap(([title, known]) => [`${title}:`, ...known.map(({ name }) => `${String(names.get(name)).padStart(7)}  ${name}`)]),
    `rows: ${[...rows].map(([row, times]) => `${row} ${times}`).join(', ')}`,
    ...withoutEffect(verdicts),
    ...(lacking.length > 0 ? [`${isFull ? 'never produced, each of them a failure' : 'not produced in this short run'}: ${lacking.join(', ')}`] : []),
    `${total(verdicts, 'executions')} executions, ${total(verdicts, 'calls')} calls`,
    ...sorted.map(([kind, some]) => `${some.length} worlds: ${kind} (${some.slice(0, 8).map(({ seed }) => seed).join(', ')})`),
  ];
  return { lines, failures: sorted, closing: `${verdicts.length - failed.length} passed, ${failed.length + holes} failed`, failed: failed.length + holes };
}

/** @param {Verdict[]} verdicts @param {'executions' | 'calls'} member */
const total = (verdicts, member) => verdicts.reduce((sum, one) => sum + one[member], 0);

/** The acts and faults without effect. @param {Verdict[]} verdicts */
function withoutEffect(verdicts) {
  const played = verdicts.flatMap((one) => one.played);
  const refused = played.filter(({ how }) => how === 'refused');
  const reasons = [...new Set(refused.map(({ name, why }) => `${name}: ${why?.replace(/[\w-]{20,}/g, '…')}`))];
  const idle = played.filter(({ how }) => how === 'without effect').length;
  return [
    ...(reasons.length > 0 ? [`refused to the person ${refused.length} times: ${reasons.slice(0, 8).join('; ')}`] : []),
    ...(idle > 0 ? [`without effect ${idle} times: faults that no call met and acts with nothing to do`] : []),
  ];
}
