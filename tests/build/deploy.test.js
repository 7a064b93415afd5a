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
  assert.match(stderr, /usage: \.\/build\.sh deploy \[--site acme\.webex\.com\]… \[--dry-run\]/);
});

test('sites take the place of the wildcard in the manifest that is pushed', () => {
  const { status, stdout } = deploy('--dry-run', '--site', 'acme.webex.com', '--site', 'beta.webex.com');
  assert.equal(status, 0);
  const { openLinkUrlPrefixes } = JSON.parse(stdout.slice(stdout.indexOf('\n{'))).addOns.common;
  assert.ok(openLinkUrlPrefixes.includes('https://acme.webex.com/') && openLinkUrlPrefixes.includes('https://beta.webex.com/'));
  assert.ok(openLinkUrlPrefixes.every((/** @type {string} */ prefix) => !prefix.includes('*')));
});

test('what is no Webex site is refused', () => {
  const { status, stderr } = deploy('--dry-run', '--site', 'acme.example');
  assert.equal(status, 1);
  assert.match(stderr, /not a Webex site: acme\.example/);
});
