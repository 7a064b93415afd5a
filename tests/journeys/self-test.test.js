// @ts-check
/** The self-test, run as in the script editor, with both answers to the open points that it tests. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, linkedWorld, newWorld } from './world.js';

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
