// @ts-check
/** Tests how `./build.sh test` adds up the output of the test runners. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { countNode, countOwn, countRust, sideBySide, sumLines } from '../../scripts/test.js';
import { publishedSpecs } from '../../simulator/schema_check/index.js';

test('cargo\'s results are summed over its binaries, and journeys are recognised by their file or path', () => {
  const output = `
     Running unittests src/lib.rs (target/debug/deps/meetwright-1)
test sync::plan::tests::a_moved_event_updates_its_meeting ... ok
test journeys::first_use ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Running tests/journeys.rs (target/debug/deps/journeys-2)
test a_person_links_webex ... ok
test a_person_leaves ... FAILED
test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests meetwright
test src/lib.rs - (line 3) ... ok
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s
`;
  assert.deepEqual(countRust(output), { passed: 4, failed: 1, journeys: 3 });
});

test('node\'s results are read from both of its reporters, and a cancelled test counts as failed', () => {
  assert.deepEqual(countNode('# tests 9\n# pass 7\n# fail 1\n# cancelled 1\n'), { passed: 7, failed: 2, journeys: 0 });
  assert.deepEqual(countNode('\u2139 tests 7\n\u2139 pass 7\n\u2139 fail 0\n\u2139 cancelled 0\n'), { passed: 7, failed: 0, journeys: 0 });
});

test('our own runners end with a line in the same form as the sum', () => {
  assert.deepEqual(countOwn('ok  node 12\n5 passed, 1 failed\n'), { passed: 5, failed: 1, journeys: 0 });
});

test('output without a summary counts nothing', () => {
  for (const count of [countRust, countNode, countOwn]) {
    assert.deepEqual(count('error: could not compile'), { passed: 0, failed: 0, journeys: 0 });
  }
});

test('the sum says whether the schema checks were on, and the sums come last', () => {
  const total = { passed: 5, failed: 1, journeys: 2 };
  const folder = mkdtempSync(join(tmpdir(), 'meetwright-'));
  try {
    const sum = () => sumLines({ total, failures: ['node tests: 1 failed'], specs: publishedSpecs(folder) });
    const ends = ['journeys: 2', '5 passed, 1 failed'];
    writeFileSync(join(folder, 'webex-meeting-subset.json'), '{}');
    const [first, off, ...rest] = sum();
    assert.equal(first, 'node tests: 1 failed');
    assert.match(off, /^schema checks: OFF: \S+ lacks .+ no request or answer was held against them$/);
    assert.deepEqual(rest, ends);
    writeFileSync(join(folder, 'calendar.v3.json'), '{}');
    const [, on, ...others] = sum();
    assert.match(on, /^schema checks: on: the journeys' requests and answers were held against/);
    assert.deepEqual(others, ends);
    assert.deepEqual(countOwn(sum().join('\n')), { passed: 5, failed: 1, journeys: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('steps run in parallel and start in order: one per lock at a time, and a step that uses all cores runs alone', async () => {
  /** @type {string[]} */
  const seen = [];
  /** @type {Map<string, () => void>} */
  const ends = new Map();
  const step = (/** @type {string} */ title, more = {}) => ({ title, command: [], ...more });
  const steps = [step('a', { lock: 'cargo' }), step('b', { lock: 'cargo' }), step('c'), step('d'), step('e', { allCores: true }), step('f')];
  const work = ({ title = '' }) => new Promise((/** @type {(value: void) => void} */ resolve) => {
    seen.push(title);
    ends.set(title, resolve);
  });
  const end = async (/** @type {string} */ title) => {
    ends.get(title)?.();
    for (let turn = 0; turn < 5; turn += 1) await null;
    return seen.join('');
  };
  const all = sideBySide(steps, 2, work);
  assert.equal(seen.join(''), 'ac', 'b waits for the lock');
  assert.equal(await end('c'), 'acd');
  assert.equal(await end('a'), 'acdb');
  assert.equal(await end('b'), 'acdb', 'e waits for the whole machine, and f does not overtake it');
  assert.equal(await end('d'), 'acdbe');
  assert.equal(await end('e'), 'acdbef');
  await end('f');
  await all;
});
