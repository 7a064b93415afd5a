// @ts-check
/** Random worlds fail when they stop with an error, and when the generator has not produced all its acts and faults. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL, sumUp } from './summary.js';
import { ACTS } from './script.js';
import { verdictOn, kindOf } from './verdict.js';

const script = { seed: 7, start: '2026-03-16T08:00:00Z', options: {}, entries: [] };

/** @param {Error} error */
const breaking = (error) => () => { throw error; };

test('a world that needs something that the simulator lacks fails', async () => {
  const { seed, wrong } = await verdictOn(script, breaking(new Error('not simulated: a day with two mornings')));
  assert.equal(seed, 7);
  assert.match(wrong.join(), /^without a verdict: Error: not simulated: a day with two mornings/);
});

test('a world in which the generator throws fails', async () => {
  const { wrong } = await verdictOn(script, breaking(new RangeError('nothing to pick from')));
  assert.match(wrong.join(), /^without a verdict: RangeError: nothing to pick from/);
});

test('failures that differ only in ids are of one kind', () => {
  const words = (/** @type {string} */ gap) => kindOf(`without a verdict: Error: not simulated: ${gap}`);
  assert.equal(words('the event 4711'), words('the event 4712'));
  assert.notEqual(words('the event 4711'), words('the list 4711'));
});

const kinds = /** @type {const} */ ([['acts', [{ name: 'pick', rows: ['E9'] }, { name: 'copy', rows: ['E27', 'E9'] }]], ['faults', [{ name: 'Webex fails', rows: ['E13'] }]]]);

/**
 * A number of verdicts with the same played entries.
 * @param {number} count @param {Record<string, string>} played how each went @param {string[]} [wrong]
 * @returns {import('./verdict.js').Verdict[]}
 */
const verdicts = (count, played, wrong = []) => Array.from({ length: count }, (_, at) =>
  ({ seed: at + 1, wrong, played: Object.entries(played).map(([name, how]) => ({ name, how })), executions: 2, calls: 3 }));

/** @param {ReturnType<typeof verdicts>} some @param {number} [length] */
const sum = (some, length) => sumUp(some, { kinds: /** @type {any} */ (kinds), length });

test('a full run in which every act and fault occurred passes', () => {
  const { closing, lines } = sum(verdicts(FULL, { pick: 'done', copy: 'done', 'Webex fails': 'done' }));
  assert.equal(closing, '300 passed, 0 failed');
  assert.ok(lines.includes('rows: E9 600, E13 300, E27 300'), lines.join('\n'));
  assert.ok(lines.includes('600 executions, 900 calls'), lines.join('\n'));
});

test('in a full run an act, a fault or a row that never occurred fails', () => {
  const some = [{ copy: 'left out' }, { copy: 'refused' }, { copy: 'without effect' }].flatMap((how) => verdicts(FULL / 3, { pick: 'done', 'Webex fails': 'without effect', ...how }));
  const { closing, failed, lines } = sum(some);
  assert.ok(lines.some((line) => /^never produced.*: E13, E27, copy, Webex fails$/.test(line)), lines.join('\n'));
  assert.equal(closing, '300 passed, 4 failed');
  assert.equal(failed, 4);
});

test('a short run lists what it did not produce and passes', () => {
  const some = verdicts(FULL - 1, { pick: 'done' });
  assert.equal(sum(some).closing, '299 passed, 0 failed');
  assert.ok(sum(some).lines.some((line) => /^not produced in this short run: E13, E27, copy, Webex fails$/.test(line)));
  assert.equal(sum(some, 2 * ACTS).failed, 4, 'fewer worlds of more acts are a full run as well');
});

test('a failed world is counted once, by its first message, and its acts are not counted twice', () => {
  const some = [...verdicts(FULL, { pick: 'done', copy: 'done', 'Webex fails': 'done' }), ...verdicts(2, {}, ['without a verdict: Error: x', 'more'])];
  const { closing, failures } = sum(some);
  assert.equal(closing, '300 passed, 2 failed');
  assert.deepEqual(failures.map(([kind, list]) => [kind, list.length]), [['without a verdict: Error: x', 2]]);
});
