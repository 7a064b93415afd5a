// @ts-check
/** Tests the comparison of two builds, file by file. `./build.sh repeat` makes the two builds. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { differing, digests } from '../../scripts/repeat.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('every file of the add-on and the module itself have their digests, and the module\'s stands in the add-on', () => {
  const found = digests(root);
  const core = readFileSync(`${root}target/addon/core.js`);
  assert.equal(found['target/addon/core.js'], createHash('sha256').update(core).digest('hex'));
  assert.ok(core.includes(`sha256 ${found['pkg/meetwright_wasm_bg.wasm']}`));
  assert.ok('target/addon/appsscript.json' in found);
});

test('a file that differs, is missing or is additional is named', () => {
  assert.deepEqual(differing({ a: '1', b: '2', c: '3' }, { a: '1', b: '4', d: '5' }), ['b', 'c', 'd']);
  assert.deepEqual(differing(digests(root), digests(root)), []);
});
