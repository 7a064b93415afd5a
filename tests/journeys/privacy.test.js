// @ts-check
/** Compares docs/privacy.md with the code: this file checks that all its names exist; every journey checks that none is missing. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { addon, host, meetingWorld, newWorld, open } from './world.js';
import { mapped, missingOf, observe } from './observed.js';

const sources = readdirSync(new URL('../../src/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.rs'))
  .map((name) => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8'))
  .join('\n');

test('every name in docs/privacy.md exists in the code', () => {
  // proves: N10
  const lines = [...mapped()];
  assert.ok(lines.length > 120, String(lines.length));
  const names = new Set(lines.flatMap((line) => line.split(' ').slice(line.startsWith('sent ') && /^sent [A-Z]+ /.test(line) ? 3 : 2)));
  for (const name of names) {
    const last = /** @type {string} */ (name.replace(/^\?/, '').replace(/\.\*$/, '').split('.').pop());
    assert.ok(sources.includes(`"${last}"`) || sources.includes(`${last}=`), name);
  }
});

test('the manifest allows requests only to the hosts of docs/privacy.md', () => {
  // proves: S9, N10
  const sent = [...mapped()].flatMap((line) => /^sent [A-Z]+ ([^/ ]+)\//.exec(line)?.[1] ?? []);
  const allowed = addon().manifest.urlFetchWhitelist.map((/** @type {string} */ prefix) => new URL(prefix).hostname);
  assert.deepEqual([...new Set(sent)].filter((name) => !allowed.includes(name)), []);
});

test('a request to another host, a record without its line and a secret in a wrong place are noticed', async () => {
  const world = await newWorld();
  observe(world);
  assert.throws(() => world.route({ method: 'GET', url: 'https://evil.example/', headers: {}, body: null }), /went to https:\/\/evil\.example/);
  assert.throws(() => world.route({ method: 'GET', url: 'https://webexapis.com.evil.example/v1/', headers: {}, body: null }), /went to/);
  assert.deepEqual(missingOf(['stored diary', 'stored account shoe', 'stored account google', 'stored policy policy.anything']), ['stored diary', 'stored account shoe']);
  const other = await newWorld();
  const look = observe(other);
  await open(other.person(host).openHome({ host: 'CALENDAR' }));
  other.user(host).properties.set('notes', 'client-secret-1');
  assert.throws(look, /a secret is in a store/);
  other.user(host).properties.delete('notes');
});

test('long after its meeting nothing is stored about an event', async () => {
  // proves: N10
  const { world, eventId } = await meetingWorld();
  const stored = () => [...world.user(host).properties].filter(([key, value]) => /^(links|intent)\./.test(key) && value.includes(eventId));
  assert.equal(stored().length, 1);
  await world.advance(60 * 24 * 60 * 60_000);
  assert.deepEqual(stored(), []);
});
