// @ts-check
/**
 * Holds the papers to the code where that can be done by reading: switches, examples, links, names of files.
 * Whether their sentences are true is for people.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withSwitches } from '../../scripts/switches.js';
import { defaults } from '../../simulator/options.js';
import { webexSwitches } from '../../simulator/webex/options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const papers = ['README.md', 'DESIGN.md', 'CHANGELOG.md', 'docs/architecture.md', 'docs/features.md', 'docs/simulator.md'];
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

test('the simulator\'s paper lists every switch with its answers', () => {
  const paper = read('docs/simulator.md');
  assert.equal(withSwitches(paper), paper, 'run node scripts/switches.js');
  for (const name of [...Object.keys(defaults), ...Object.keys(webexSwitches)]) assert.ok(paper.includes(`\n| ${name} | `), name);
});

test('the example in the simulator\'s paper runs and prints what the paper says', () => {
  const paper = read('docs/simulator.md');
  const example = /```js\n([^]*?)```/.exec(paper)?.[1] ?? '';
  const printed = /```text\n([^]*?)```/.exec(paper)?.[1] ?? '';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module'], { cwd: root, input: example, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /Sign in to Webex/);
  assert.ok(printed.length > 0 && stdout.endsWith(printed), stdout);
});

test('links between the papers, and the files that they name, lead somewhere', () => {
  for (const paper of papers) {
    const text = read(paper).replace(/```[^]*?```/g, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => join(dirname(paper), target));
    const named = [...text.matchAll(/`((?:src|wasm|appsscript|simulator|scripts|tests|docs|tools|bench)\/[\w./-]*)`/g)].map(([, target]) => target);
    for (const target of [...links, ...named]) assert.ok(existsSync(join(root, target)), `${paper} names ${target}`);
  }
});
