// @ts-check
/** Journeys: a person sees what is stored about them, and can erase it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { hour, host, linkedWorld, meetings, meetingWorld, newWorld, open, requestsSince, shows } from './world.js';

/** @param {import('./world.js').Person} person */
async function settingsOf(person) {
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  return panel;
}

/** How the card names the records, by their key's first part. @type {Record<string, string>} */
const labels = {
  account: 'Your Google and Webex accounts',
  calendars: 'Calendars that Meetwright watches',
  links: 'Meetings by event, part ',
  policy: "Copy of your administrator's settings",
  spent: "Use of today's limits",
  swept: 'Last hourly check',
  tokens: 'Sign-in to Webex',
};

test('everything that is stored is shown except the tokens', async () => {
  // proves: N10
  const { world, person, eventId } = await meetingWorld();
  const panel = await settingsOf(person);
  await panel.click('Show my data');
  const shown = panel.text();
  const stored = [...world.user(host).properties].filter(([, value]) => value !== '');
  for (const [key] of stored) {
    const [family, part] = key.split('.');
    assert.ok(shown.includes(labels[family]), key);
    if (part) assert.ok(shown.includes(`${labels[family]}${part}`), key);
  }
  assert.equal(panel.cards.at(-1)?.sections?.[0].widgets?.length, stored.length);
  assert.ok(shown.includes(host));
  assert.match(shown.replace(/[│\s]+/g, ''), new RegExp(eventId));
  const { access, refresh } = JSON.parse(world.user(host).properties.get('tokens') ?? '{}');
  for (const secret of [access, refresh]) assert.equal(JSON.stringify(panel.cards).includes(secret), false);
});

test('disconnecting erases tokens, records, cache and triggers, says what stays, and leaves the meetings', async () => {
  // proves: P12, N10
  const { world, person } = await meetingWorld();
  const panel = await settingsOf(person);
  await panel.click('Show my data');
  await panel.click('Erase my data');
  shows(panel, /Your meetings stay at Webex and on their events/);
  await panel.click('Disconnect');
  assert.equal(panel.notification, 'Disconnected. Nothing about you is stored any more.');
  shows(panel, /Sign in to Webex/);
  const user = world.user(host);
  assert.deepEqual([[...user.properties], user.triggers.length], [[], 0]);
  assert.equal(meetings(world).length, 1);
  const asked = world.webex.requests.length;
  await world.advance(26 * hour);
  assert.deepEqual(requestsSince(world, asked), []);
  for (const key of ['sites', 'room', 'dirty']) assert.equal(JSON.stringify([...user.cache]).includes(`"${key}"`), false, key);
});

test('where Webex lets an integration revoke its tokens, disconnecting revokes them', async () => {
  // proves: P12
  for (const revokeEndpoint of ['authorizations', 'none']) {
    const { world, person } = await linkedWorld({ options: { webex: { revokeEndpoint } } });
    const { access } = JSON.parse(world.user(host).properties.get('tokens') ?? '{}');
    const panel = await settingsOf(person);
    await panel.click('Disconnect');
    await panel.click('Disconnect');
    const reply = world.webex.handle({ method: 'GET', url: 'https://webexapis.com/v1/people/me', headers: { authorization: `Bearer ${access}` }, body: null });
    assert.equal(reply.status, revokeEndpoint === 'none' ? 200 : 401, revokeEndpoint);
    assert.equal(world.user(host).properties.size, 0);
  }
});

test('a person who signs in again after disconnecting starts anew, with one trigger of each kind', async () => {
  // proves: P12, F3
  const { world, person } = await linkedWorld();
  const panel = await settingsOf(person);
  await panel.click('Disconnect');
  await panel.click('Disconnect');
  await panel.signIn({ email: host, decision: 'allow' });
  shows(panel, /Your Webex meetings/);
  assert.deepEqual(world.user(host).triggers.map(({ handler }) => handler).sort(), ['onCalendarChange', 'onHourly']);
});

test('the settings name the version and the module\'s whole digest, as the built file does', async () => {
  // proves: N12
  const { person } = await linkedWorld();
  const panel = await settingsOf(person);
  const core = readFileSync(new URL('../../target/addon/core.js', import.meta.url), 'utf8');
  const [, version, sha256] = /Version ([\d.]+), module of \d+ bytes, sha256 ([0-9a-f]{64})/.exec(core) ?? [];
  assert.ok(JSON.stringify(panel.card).includes(`${version}, sha256 ${sha256}`));
});

test('nothing is stored about a person who opened the homepage and never signed in', async () => {
  const world = await newWorld();
  await open(world.person(host).openHome({ host: 'CALENDAR' }));
  assert.equal(world.user(host).properties.size, 0);
});
