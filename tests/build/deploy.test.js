// @ts-check
/** Tests deploying without a network. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  assert.match(stderr, /usage: \.\/build\.sh deploy \[--site acme\.webex\.com\]… \[--logo https:\/\/…\] \[--create\] \[--dry-run\]/);
});

test('sites take the place of the wildcard in the manifest that is pushed', () => {
  const { status, stdout } = deploy('--dry-run', '--site', 'acme.webex.com', '--site', 'beta.webex.com');
  assert.equal(status, 0);
  const { openLinkUrlPrefixes } = JSON.parse(stdout.slice(stdout.indexOf('\n{'))).addOns.common;
  assert.ok(openLinkUrlPrefixes.includes('https://acme.webex.com/') && openLinkUrlPrefixes.includes('https://beta.webex.com/'));
  assert.ok(openLinkUrlPrefixes.every((/** @type {string} */ prefix) => !prefix.includes('*')));
});

test('a host that is not a Webex site is refused', () => {
  const { status, stderr } = deploy('--dry-run', '--site', 'acme.example');
  assert.equal(status, 1);
  assert.match(stderr, /not a Webex site: acme\.example/);
});

test('a logo is used for the add-on and both conference solutions, and the dry run says what differs', () => {
  const { status, stdout } = deploy('--dry-run', '--logo', 'https://www.example.com/logo.png');
  assert.equal(status, 0);
  const { common, calendar } = JSON.parse(stdout.slice(stdout.indexOf('\n{'))).addOns;
  assert.deepEqual([common, ...calendar.conferenceSolution].map((part) => part.logoUrl), Array(3).fill('https://www.example.com/logo.png'));
  assert.match(stdout, /^- "logoUrl": "https:\/\/www\.gstatic\.com/m);
  assert.match(stdout, /^\+ "logoUrl": "https:\/\/www\.example\.com\/logo\.png"/m);
  assert.match(deploy('--dry-run', '--logo', 'http://www.example.com/logo.png').stderr, /not an https address/);
});

/**
 * Deploys from a copy of the checkout with a stand-in for clasp, which writes down what it is asked.
 * @param {{loggedIn?: boolean, project?: object}} stage
 * @param {string[]} args
 */
function deployWith({ loggedIn = true, project }, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    for (const part of ['scripts', 'target/addon', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
    const clasp = join(folder, 'clasp');
    writeFileSync(clasp, `#!/bin/sh\necho "$@" >> asked\n[ "$1" != show-authorized-user ] || echo "${loggedIn ? 'You are logged in.' : 'Not logged in.'}"\n`);
    chmodSync(clasp, 0o755);
    if (project) writeFileSync(join(folder, '.clasp.json'), JSON.stringify(project));
    const run = spawnSync(process.execPath, ['scripts/deploy.js', ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, CLASP: clasp } });
    const asked = existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') : [];
    return { ...run, asked, pushed: JSON.parse(readFileSync(join(folder, 'target/addon/appsscript.json'), 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('deploying pushes the adapted manifest, makes a version and says what to click next', () => {
  const { status, asked, pushed, stdout } = deployWith({ project: { scriptId: 's', rootDir: 'target/addon' } }, '--site', 'acme.webex.com');
  assert.equal(status, 0);
  assert.equal(asked[1], 'push --force');
  assert.match(asked[2], /^create-version Meetwright \d+\.\d+\.\d+ [0-9a-f]{12}$/);
  assert.ok(pushed.addOns.common.openLinkUrlPrefixes.includes('https://acme.webex.com/'));
  assert.match(stdout, /ADMINISTRATORS = your address[^]*usercallback[^]*Administration/);
});

test('without a login or a project nothing is pushed, and deploy says what to do', () => {
  const out = deployWith({ loggedIn: false });
  assert.equal(out.status, 1);
  assert.match(out.stderr, /clasp login/);
  const homeless = deployWith({});
  assert.equal(homeless.status, 1);
  assert.match(homeless.stderr, /deploy --create/);
  assert.deepEqual([...out.asked, ...homeless.asked], ['show-authorized-user', 'show-authorized-user']);
});

test('a .clasp.json that names another folder is refused', () => {
  const { status, stderr, asked } = deployWith({ project: { scriptId: 's', rootDir: 'appsscript' } });
  assert.deepEqual([status, asked], [1, ['show-authorized-user']]);
  assert.match(stderr, /"rootDir": "target\/addon"/);
});
