// @ts-check
/** Feeds the sums of `./build.sh test` with what the runners print. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countNode, countOwn, countRust } from '../../scripts/test.js';

test('cargo\'s results are summed over its binaries, and journeys are told by their file or path', () => {
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

test('node\'s results are read from both of its reporters, and a cancelled test has failed', () => {
  assert.deepEqual(countNode('# tests 9\n# pass 7\n# fail 1\n# cancelled 1\n'), { passed: 7, failed: 2, journeys: 0 });
  assert.deepEqual(countNode('\u2139 tests 7\n\u2139 pass 7\n\u2139 fail 0\n\u2139 cancelled 0\n'), { passed: 7, failed: 0, journeys: 0 });
});

test('our own runners end with the same line as all of them together', () => {
  assert.deepEqual(countOwn('ok  node 12\n5 passed, 1 failed\n'), { passed: 5, failed: 1, journeys: 0 });
});

test('output without a summary counts nothing', () => {
  for (const count of [countRust, countNode, countOwn]) {
    assert.deepEqual(count('error: could not compile'), { passed: 0, failed: 0, journeys: 0 });
  }
});
