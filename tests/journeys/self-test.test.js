// @ts-check
/** The self-test, run as in the script editor, with both answers to the open points that it tests. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { coreScript } from '../../scripts/assemble.js';
import { loadAddon } from '../../simulator/index.js';
import { host, linkedWorld, newWorld, open, shows } from './world.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The add-on with one of its files replaced.
 * @param {string} name @param {(text: string) => string | Promise<string>} change
 */
async function changedAddon(name, change) {
  const folder = mkdtempSync(join(tmpdir(), 'meetwright-'));
  try {
    cpSync(join(root, 'target', 'addon'), folder, { recursive: true });
    writeFileSync(join(folder, name), await change(readFileSync(join(folder, name), 'utf8')));
    return loadAddon(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {import('./world.js').World} world */
async function report(world) {
  const outcome = await world.run(host, 'selfTest', undefined, { kind: 'function' });
  assert.equal(outcome.status, 'completed', String(outcome.error));
  return String(outcome.value);
}

test('the self-test reports loading times, latencies and the open points, and no personal data', async () => {
  // proves: N14
  const { world } = await linkedWorld();
  const before = JSON.stringify([...world.user(host).properties]);
  const text = await report(world);
  for (const line of [
    /^Meetwright \d+\.\d+\.\d+, module [0-9a-f]{12}$/m, /^base64 decoded: \d+ bytes \(\d+ ms\)$/m, /^U1 wasm, synchronous: yes/m, /^U1, U4 wasm by promise: yes/m,
    /^cache, write: answers \(\d+ ms\)$/m, /^properties, read all: answers/m, /^lock: held/m, /^address of the user: known/m, /^triggers, list: 2 of them/m,
    /^calendar, setting: answers/m, /^calendar, list: answers/m, /^fetch: status 401/m, /^U7 CalendarApp: no, scopeMissing/m, /^U10 a property of 10 KB: no, storageFull/m,
    /^comments of functions: kept byte for byte$/m, /^Uint8Array\.fromBase64: (yes|no)$/m, /^texts: en (\d+), ko \1$/m,
    /^U12 FinalizationRegistry: yes, WeakRef: yes, BigInt: yes$/m, /^U15 JSON of a card: \{.*"T"/m, /^U19 zones that Intl knows: UTC Europe\/Paris Asia\/Seoul/m,
  ]) assert.match(text, line);
  assert.doesNotMatch(text, /@|Host|Europe\/Paris"/);
  assert.equal(JSON.stringify([...world.user(host).properties]), before);
});

test('the self-test reports the other answers too', async () => {
  // proves: N14
  const options = { syncWasm: 'refused', calendarAppScope: 'allowed', propertyValueLimit: 'not enforced', finalizationRegistry: false, weakRef: false, bigInt: false, intlZones: 'utc only' };
  const text = await report(await newWorld({ options }));
  for (const line of [
    /^U1 wasm, synchronous: no/m, /^U1, U4 wasm by promise: yes/m, /^U7 CalendarApp: yes/m, /^U10 a property of 10 KB: yes/m,
    /^U12 FinalizationRegistry: no, WeakRef: no, BigInt: no$/m, /^U19 zones that Intl knows: UTC$/m,
  ]) assert.match(text, line);
});

test('with the service switched off and permissions missing the self-test runs to its end', async () => {
  const users = [{ email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris', refusedScopes: ['calendar.settings.readonly'] }];
  const text = await report(await newWorld({ users, options: { calendarService: 'off' } }));
  assert.match(text, /^calendar, setting: no, (serviceOff|scopeMissing)/m);
  assert.match(text, /^calendar, list: no, serviceOff/m);
  assert.match(text, /^not tried/m);
});

test('a platform that changes comments is found by the self-test', async () => {
  for (const change of [(/** @type {string} */ text) => text.replace('\ta tab', 'a tab'), (/** @type {string} */ text) => text.replace(/\/\*A\+-[^]*?\*\//, '')]) {
    const addon = await changedAddon('self-test.js', change);
    assert.match(await report(await newWorld({ addon })), /^comments of functions: changed$/m);
  }
});

test('the add-on runs from a module that is a comment as from one that is a literal', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const addon = await changedAddon('core.js', async () => (await coreScript(join(root, 'pkg'), version, 'comment')).text);
  const { world, person } = await linkedWorld({ addon });
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Your Webex meetings/);
  assert.match(await report(world), /^U1 wasm, synchronous: yes/m);
});
