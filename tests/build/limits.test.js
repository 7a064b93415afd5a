// @ts-check
/** The page about limits has the figures that the simulator counts now, and no limit in it is reached. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { measured, rounded, rows, sizes, tables, withLimits } from '../../scripts/limits.js';

const page = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
const measuring = measured();

test('the page has the figures that are counted now', async () => {
  const days = await measuring;
  const { assumptions, use } = tables(days);
  assert.equal(withLimits(page, days), page, 'run node scripts/limits.js');
  for (const table of [assumptions, use]) assert.ok(page.includes(`-->\n\n${table}`));
});

test('two hundred meetings a week stay within every limit, also of a consumer account', async () => {
  const days = await measuring;
  assert.deepEqual(days.map(({ meetings }) => meetings), [...sizes]);
  for (const { name, consumer, workspace, use } of rows) {
    assert.ok(workspace >= consumer, name);
    for (const day of days) assert.ok(use(day) <= consumer, `${name}: ${use(day)} of ${consumer}`);
  }
});

test('the figures of the day are the sum of its acts', async () => {
  const [small, large] = await measuring;
  assert.equal(small.count, 8);
  // Eight from the menu, and one tenth as many out of mails, of which each costs a script's create and two looks at Gmail.
  assert.equal(small.day.creates, 8.8);
  assert.equal(small.day.inserts, 0.8);
  assert.equal(small.day['email read/write'], 1.6);
  assert.equal(large.day.creates, 88);
  // The same acts, ten times as many; only the hourly runs and the homes don't grow.
  const fixed = (10 * small.day['properties read/write'] - large.day['properties read/write']) / 9;
  // An hourly run reads the records thrice and writes them twice; the policy that it keeps is read anew and written beside.
  assert.ok(fixed > 24 && fixed < 24 * 7 + 10, String(fixed));
});

test('figures are rounded up to two digits', () => {
  assert.deepEqual([0, 0.75, 9.95, 10, 101, 1234, 12_345].map(rounded), ['0', '0.8', '10', '10', '110', '1,300', '13,000']);
});
