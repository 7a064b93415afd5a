// @ts-check
/** Journeys: optional Google permissions that a person did not grant, what the cards say about them, and how they are granted later. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, open, shows } from './world.js';

/** @param {...string} refusedScopes */
const leaving = (...refusedScopes) => ({ users: [{ email: host, name: 'Host Person', locale: 'en-US', timeZone: 'Europe/Paris', domain: 'example.com', refusedScopes }] });

/** @param {import('../../simulator/world.js').World} world */
const account = (world) => JSON.parse(world.user(host).properties.get('account') ?? '{}');

/** @param {import('../../simulator/world.js').World} world */
const letterFor = (world) =>
  world.mail.deliver({ from: 'guest-1@example.com', to: host, subject: 'Budget', date: 'Mon, 2 Mar 2026 09:30:00 +0100', body: 'Shall we meet?' });

/** How often Google was asked for the granted permissions. @param {import('../../simulator/world.js').World} world */
const asked = (world) => world.executions.flatMap(({ calls }) => calls).filter(({ method }) => method === 'getAuthorizationInfo').length;

test('the card beside a message says that it can\'t read it, offers to grant that, and is fields in afterwards', async () => {
  // proves: E79, S1
  const { world, person } = await linkedWorld(leaving('gmail.addons.current.message.metadata'));
  assert.equal(asked(world), 0, 'Google is not asked before a call is refused');
  const panel = await open(person.openMessage(letterFor(world)));
  shows(panel, /Off, since a Google permission is missing: filling in from the message.*Allow at Google/);
  assert.equal(account(world).off, 1);
  await panel.signIn();
  assert.ok(!/Google permission/.test(panel.text()));
  assert.equal(account(world).off, undefined);
  const before = asked(world);
  await open(person.openMessage(letterFor(world)));
  assert.equal(asked(world), before, 'Google is not asked again');
});

test('the first refused draft shows that drafts are not permitted, and the next form says so until they are', async () => {
  // proves: E79, S15
  const { world, person } = await linkedWorld(leaving('gmail.addons.current.action.compose'));
  const letter = letterFor(world);
  const first = await open(person.openMessage(letter));
  assert.ok(!/Google permission/.test(first.text()), 'not known yet');
  first.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  await first.click('Schedule');
  shows(first, /Copy this invitation/);
  const second = await open(person.openMessage(letter));
  shows(second, /Off, since a Google permission is missing: drafts .*Allow at Google/);
  await second.signIn({ decision: 'deny' });
  shows(second, /missing: drafts/);
  await second.signIn();
  assert.ok(!/Google permission/.test(second.text()));
  second.fill({ start: Date.parse('2026-03-05T09:00:00Z') });
  await second.click('Schedule');
  shows(second, /among your drafts/);
});

test('the settings list the missing permissions, and the data of a newly granted one is read at the next sign-in', async () => {
  // proves: E79, S7, S14
  const { world, person } = await linkedWorld(leaving('calendar.settings.readonly', 'userinfo.profile', 'admin.directory.user.readonly'));
  assert.deepEqual([account(world).off, account(world).name], [28, undefined]);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  shows(panel, /missing: zone and clock, directory, name .*Allow at Google/);
  const trips = world.roundTrips(last(world, 'onAction'));
  await panel.signIn();
  await panel.click('Settings');
  assert.ok(!/Google permission/.test(panel.text()));
  assert.equal(account(world).off, undefined);
  world.user(host).properties.delete('tokens');
  const again = await open(person.openHome({ host: 'CALENDAR' }));
  await again.signIn();
  assert.deepEqual([account(world).off, account(world).name, account(world).zone], [undefined, 'Host Person', 'Europe/Paris']);
  assert.ok(trips.total <= 4, JSON.stringify(trips));
});

test('for a person who granted everything Google is never asked, and the cards mention no permission', async () => {
  // proves: E79
  const { world, person } = await linkedWorld(leaving());
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  assert.ok(!/Google permission/.test(panel.text()));
  assert.deepEqual([asked(world), account(world).off], [0, undefined]);
});
