// @ts-check
/**
 * Compares the docs with the code where a program can: switches, examples, links, names of files.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withSwitches } from '../../scripts/switches.js';
import { offered } from '../../simulator/cli/server/addresses.js';
import { worldOf } from '../../simulator/cli/server/world-file.js';
import { worldFileMembers } from '../../simulator/cli/server/world-schema.js';
import { TROUBLES } from '../../simulator/google/calendar/errors.js';
import { CalendarStore } from '../../simulator/google/calendar/model.js';
import { defaults } from '../../simulator/options.js';
import { webexSwitches } from '../../simulator/webex/options.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = ['README.md', 'DESIGN.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/admin.md', 'docs/architecture.md', 'docs/features.md', 'docs/glossary.md', 'docs/limits.md', 'docs/privacy.md', 'docs/proofs.md', 'docs/simulator.md'];
const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

test('the simulator\'s page lists every switch with its answers', () => {
  const page = read('docs/simulator.md');
  assert.equal(withSwitches(page), page, 'run node scripts/switches.js');
  for (const name of [...Object.keys(defaults), ...Object.keys(webexSwitches)]) assert.ok(page.includes(`\n| ${name} | `), name);
});

test('each example in the simulator\'s page runs and prints what the page says', () => {
  const page = read('docs/simulator.md');
  const examples = [...page.matchAll(/```js\n([^]*?)```\n[^]*?```text\n([^]*?)```/g)].map(([, code, printed]) => ({ code, printed }));
  assert.equal(examples.length, [...page.matchAll(/```js\n/g)].length);
  assert.ok(examples.length >= 5, String(examples.length));
  examples.forEach(({ code, printed }, at) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module'], { cwd: root, input: code, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.ok(printed.length > 0);
    // The first one draws a card too, of which the page shows nothing.
    if (at > 0) assert.equal(stdout, printed);
    else assert.ok(stdout.includes('Sign in to Webex') && stdout.endsWith(printed), stdout);
  });
});

test('the simulator\'s page names every member of a fault and every refusal of the calendar, and its example uses the members', () => {
  const faults = /\n## Faults\n([^]*?)\n## /.exec(read('docs/simulator.md'))?.[1] ?? '';
  const example = /```js\n([^]*?)```/.exec(faults)?.[1] ?? '';
  for (const file of ['simulator/runtime/faults.js', 'simulator/webex/faults.js']) {
    const members = [...read(file).matchAll(/@property \{.+\} \[?(\w+)/g)].map(([, name]) => name);
    assert.ok(members.length >= 8, file);
    for (const name of members) {
      assert.ok(faults.includes(`\`${name}\``), `${file}: ${name}`);
      assert.match(example, new RegExp(`\\b${name}: `), `${file}: ${name}`);
    }
  }
  for (const moment of ['after', 'die-before', 'die-after']) assert.ok(example.includes(`at: '${moment}'`), moment);
  for (const name of Object.keys(TROUBLES)) assert.ok(faults.includes(`\`${name}\``), name);
  for (const name of Object.keys(new CalendarStore({ clock: { now: () => 0 }, options: defaults, random: () => 0 }).switches)) assert.ok(faults.includes(`calendars.switches.${name}\``), name);
});

test('the example of a world file in the simulator\'s page can be served and has every possible member', () => {
  const file = JSON.parse(/```json\n([^]*?)```/.exec(read('docs/simulator.md'))?.[1] ?? '');
  const world = worldOf(file, Date.parse('2026-03-02T09:00:00Z'));
  assert.deepEqual(Object.keys(file).sort(), [...worldFileMembers].sort());
  const { email } = file.people[0];
  assert.ok(world.directory.isAdmin(email));
  assert.deepEqual(world.person(email).calendar.seeAll().map((/** @type {any} */ { summary }) => summary), ['Plan']);
  assert.deepEqual([...world.webex.integrations.keys()], ['C-1']);
  for (const { path } of offered) assert.ok(read('docs/simulator.md').includes(`| \`${path}\` | `), path);
});

test('links between the docs, and the files that they name, exist', () => {
  for (const page of docs) {
    const text = read(page).replace(/```[^]*?```/g, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => join(dirname(page), target));
    const named = [...text.matchAll(/`((?:src|wasm|appsscript|simulator|scripts|tests|docs|tools|bench)\/[\w./-]*)`/g)].map(([, target]) => target);
    for (const target of [...links, ...named]) assert.ok(existsSync(join(root, target)), `${page} names ${target}`);
  }
});

test('the help of build.sh lists every word, and the options that its programs take', () => {
  const script = read('build.sh');
  const { stdout } = spawnSync('bash', ['build.sh', 'help'], { cwd: root, encoding: 'utf8' });
  const words = [...script.slice(script.indexOf('case $word in')).matchAll(/^  (\w+)[ |\w-]*\) /gm)].map(([, word]) => word);
  assert.ok(words.length >= 10, words.join());
  for (const word of words) assert.match(stdout, new RegExp(`^  ${word}\\b`, 'm'));
  const usages = [['bench', 'bench/bench.js'], ['demo', 'simulator/cli/demo.js'], ['serve', 'simulator/cli/serve.js'], ['deploy', 'scripts/deploy.js'], ['worlds', 'tests/random_worlds/run.js']];
  for (const [word, program] of usages) {
    const options = [...read(program).matchAll(/\[(--[a-z-]+)/g)].map(([, option]) => option);
    assert.ok(options.length > 0, program);
    for (const option of options) assert.ok(stdout.includes(`[${option}`), `${word}: ${option}`);
  }
});
