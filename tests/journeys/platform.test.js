// @ts-check
/** Journeys: the main job under the other answers of the platform, and with hostile or broken input. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, newWorld, onlyMeeting, open, shows } from './world.js';

/** @type {Record<string, object>} */
const platforms = {
  'synchronous compilation refused': { syncWasm: 'refused' },
  'no FinalizationRegistry, WeakRef or BigInt': { finalizationRegistry: false, weakRef: false, bigInt: false },
  'script writes fire no trigger': { triggersFireOnScriptWrites: false },
  'conference data refused from scripts': { conferenceDataPatch: 'refused' },
  'triggers twice': { triggerFiring: 'doubled' },
  'triggers late': { triggerFiring: 'late' },
  'triggers lost': { triggerFiring: 'lost' },
  'Intl knows UTC alone': { intlZones: 'utc only' },
  'cache forgets early': { earlyCacheEviction: true },
};

for (const [name, options] of Object.entries(platforms)) {
  test(`the main job passes with ${name}`, async () => {
    // proves: F4, F5, F7
    const { world, person, eventId } = await meetingWorld({ spec: { options } });
    await world.advance(70 * minute);
    assert.equal(onlyMeeting(world).title, 'Design review');
    person.calendar.edit(eventId, { summary: 'Changed', start: '2026-03-05T10:00:00', minutes: 30 });
    await world.advance(70 * minute);
    assert.equal(onlyMeeting(world).title, 'Changed');
    person.calendar.remove(eventId);
    await world.advance(150 * minute);
    assert.equal(meetings(world).length, 0);
    person.calendar.restore(eventId);
    await world.advance(150 * minute);
    const again = onlyMeeting(world);
    assert.deepEqual(again.invitees.map((one) => one.email).sort(), guests);
    person.calendar.edit(eventId, { summary: 'Changed again' });
    await world.advance(70 * minute);
    assert.equal(onlyMeeting(world).title, 'Changed again');
    assert.deepEqual(world.webex.mail, []);
  });
}

const titles = {
  markup: '<b>Board</b> & "friends" <script>alert(1)</script>',
  emoji: '👩‍👩‍👧‍👦'.repeat(60),
  'right-to-left': '\u202eاجتماع المراجعة\u202c',
  'ten thousand characters': 'long '.repeat(2000),
  'line breaks': 'one\ntwo\u2028three',
};

for (const [name, summary] of Object.entries(titles)) {
  test(`a title of ${name} reaches Webex and the card unharmed`, async () => {
    // proves: E86
    const { world, person, eventId } = await meetingWorld({ fields: { summary } });
    const { title } = onlyMeeting(world);
    assert.ok(title.length <= 128 && title.length > 5);
    assert.ok(!/[\n\u2028]/.test(title));
    const panel = await open(person.openEvent(host, eventId));
    shows(panel, /In step with Webex/);
    shows(await open(person.openHome({ host: 'CALENDAR' })), /Next meetings/);
    assert.ok(!JSON.stringify(panel.card).includes('<script>') || name !== 'markup' || !/"text":"[^"]*<script>/.test(JSON.stringify(panel.card.sections)));
  });
}

test('an event without a title, and a private one, get a neutral topic', async () => {
  // proves: E67, E86
  for (const fields of [{ summary: undefined }, { summary: 'Salary', visibility: 'private' }]) {
    const { meeting } = await meetingWorld({ fields });
    assert.equal(meeting.title, 'Webex meeting');
  }
});

test('unreadable records are stored under another key, reported and rebuilt from the calendar', async () => {
  // proves: E82
  const { world, person, eventId, meeting } = await meetingWorld();
  const { properties } = world.user(host);
  const bucket = [...properties.keys()].find((key) => key.startsWith('links.')) ?? '';
  const damaged = `${properties.get(bucket)}|damaged`;
  properties.set(bucket, damaged);
  shows(await open(person.openEvent(host, eventId)), /Design review/);
  await world.advance(70 * minute);
  assert.equal(properties.get(`aside.${bucket}`), damaged);
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  assert.equal(onlyMeeting(world).id, meeting.id);
  assert.equal(onlyMeeting(world).title, 'Changed');
});

test('broken account and settings records lead to a sign-in and never to an error in the panel', async () => {
  const { world, person } = await linkedWorld();
  for (const [key, value] of [['settings', '[]'], ['calendars', '{"a":1}'], ['account', '\u0000'], ['tokens', 'null']]) {
    world.user(host).properties.set(key, value);
    shows(await open(person.openHome({ host: 'CALENDAR' })), key === 'account' || key === 'tokens' ? /Connect Webex/ : /Your Webex meetings/);
  }
});

test('the entry points return a result for event objects of any shape', async () => {
  const { world } = await linkedWorld();
  for (const argument of [null, {}, [], 'x', 7, { calendar: 7 }, { calendar: { id: {}, calendarId: [] }, commonEventObject: 'x' }]) {
    for (const entry of ['onHomepage', 'onCalendarEventOpen', 'onCalendarEventUpdate', 'onAction', 'createWebexMeeting']) {
      const outcome = await world.run(host, entry, argument);
      assert.equal(outcome.status, 'completed', `${entry}(${JSON.stringify(argument)}): ${outcome.error}`);
    }
  }
});

test('Webex replies of the wrong shape do no harm', async () => {
  const { world, person, eventId } = await meetingWorld();
  for (const body of ['', '[]', '{"items":7}', '<html>', 'null', '{"id":{"a":1},"webLink":"javascript:alert(1)"}']) {
    const handle = world.webex.handle.bind(world.webex);
    world.webex.handle = () => ({ status: 200, headers: {}, body });
    const editor = person.newEvent({ summary: 'Odd', start: '2026-03-06T10:00:00', minutes: 30 });
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'TEMPORARY', body);
    const panel = await open(person.openEvent(host, eventId));
    await panel.click('How to join');
    assert.match(panel.notification, /nothing is lost/);
    world.webex.handle = handle;
  }
});

test('without the optional scopes the main job still works', async () => {
  // proves: E79
  const refusedScopes = ['gmail.addons.current.message.metadata', 'calendar.settings.readonly', 'admin.directory.user.readonly', 'userinfo.profile', 'gmail.addons.current.action.compose'];
  const users = [{ email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris', refusedScopes }];
  const { meeting } = await meetingWorld({ spec: { users } });
  assert.equal(meeting.title, 'Design review');
});

test('no token or secret shows in logs, cards or the cache', async () => {
  const { world, person, eventId } = await meetingWorld();
  await open(person.openEvent(host, eventId));
  const { access, refresh } = JSON.parse(world.user(host).properties.get('tokens') ?? '{}');
  const shown = JSON.stringify([world.executions.map(({ calls, outcome }) => [calls, outcome]), [...world.user(host).cache]]);
  for (const secret of [access, refresh, 'client-secret-1']) assert.ok(!shown.includes(secret));
});

test('the add-on calls nothing while its files load, and an execution makes one instance of the core', async () => {
  const world = await newWorld();
  await open(world.person(host).openHome({ host: 'CALENDAR' }));
  assert.equal(world.executions.length, 1);
  last(world, 'onHomepage');
});
