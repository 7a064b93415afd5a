// @ts-check
/** Deploying without a network: what would be pushed is shown, and nothing is pretended. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const deploy = (/** @type {string[]} */ ...args) => spawnSync(process.execPath, ['scripts/deploy.js', ...args], { cwd: root, encoding: 'utf8' });

test('a dry run shows every file of the add-on and the whole manifest', () => {
  const { status, stdout } = deploy('--dry-run');
  assert.equal(status, 0);
  for (const name of readdirSync(`${root}target/addon`)) assert.match(stdout, new RegExp(`^  ${name} +\\d+ bytes$`, 'm'));
  assert.ok(stdout.endsWith(readFileSync(`${root}target/addon/appsscript.json`, 'utf8').trimEnd() + '\n'));
});

test('a flag that does not exist is refused before anything happens', () => {
  const { status, stdout, stderr } = deploy('--dryrun');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /usage: \.\/build\.sh deploy \[--dry-run\]/);
});
