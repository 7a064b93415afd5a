// @ts-check
/** Journeys: a person who disconnects may have their upcoming meetings deleted before all stored data about them is erased. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, hour, last, linkedWorld, meetings, meetingWorld, minute, open, shows } from './world.js';

/** @typedef {import('./world.js').World} World */

/**
 * A saved event with a meeting.
 * @param {import('./world.js').Person} person
 * @param {object} fields
 * @returns {Promise<string>} its id
 */
async function withMeeting(person, fields) {
  const editor = person.newEvent({ summary: 'Review', minutes: 30, guests: [guests[0]], ...fields });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  return editor.eventId;
}

/**
 * The card that says what disconnecting does.
 * @param {import('./world.js').Person} person
 */
async function openDisconnect(person) {
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  await panel.click('Disconnect');
  return panel;
}

/** @param {number} count */
const days = (count) => Array.from({ length: count }, (_, day) => `2026-03-${String(day + 3).padStart(2, '0')}T10:00:00`);

/**
 * A host with a number of meetings, one on each day from tomorrow on.
 * @param {number} count
 */
async function worldWithMeetings(count) {
  const { world, person } = await linkedWorld();
  /** @type {string[]} */
  const ids = [];
  for (const start of days(count)) ids.push(await withMeeting(person, { start }));
  await world.settle();
  assert.equal(meetings(world).length, count);
  return { world, person, ids };
}

/** @param {World} world */
const stored = (world) => [world.user(host).properties.size, world.user(host).triggers.length];

/** @param {World} world */
const deletions = (world) => world.webex.requests.filter(({ method, path }) => method === 'DELETE' && path.startsWith('/v1/meetings/'));

/**
 * How many of these events show a conference.
 * @param {import('./world.js').Person} person
 * @param {string[]} ids
 */
const shown = (person, ids) => ids.filter((id) => person.calendar.see(id).conferenceData).length;

test('a person can have all upcoming meetings deleted with two clicks, each once and without a mail', async () => {
  // proves: P12
  const { world, person, ids } = await worldWithMeetings(28);
  const [mails, letters] = [world.calendars.mails.length, world.webex.mail.length];
  const panel = await openDisconnect(person);
  shows(panel, /Your meetings stay at Webex.*\[Disconnect\].*You have 28 upcoming meetings.*\[Delete meetings, then disconnect\]/);
  await panel.click('Delete meetings, then disconnect');
  shows(panel, /Meetings still to be deleted: 3/);
  assert.deepEqual([meetings(world).length, shown(person, ids)], [3, 3]);
  assert.ok(world.user(host).properties.get('tokens'));
  const took = last(world, 'onAction');
  assert.ok((took.endedAt ?? Infinity) - took.startedAt < 20_000, 'a click has thirty seconds');
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Meetings still to be deleted: 3/);
  await panel.click('Delete meetings, then disconnect');
  assert.equal(panel.notification, 'Disconnected. Nothing about you is stored any more.');
  assert.deepEqual([meetings(world).length, shown(person, ids), stored(world)], [0, 0, [0, 0]]);
  assert.equal(deletions(world).length, 28);
  assert.deepEqual([world.calendars.mails.length, world.webex.mail.length], [mails, letters]);
  await world.advance(26 * hour);
  assert.equal(deletions(world).length, 28);
});

test('a person who does not click again is disconnected by the hourly run, after the last meeting is deleted', async () => {
  // proves: P12
  const { world, person, ids } = await worldWithMeetings(28);
  const panel = await openDisconnect(person);
  await panel.click('Delete meetings, then disconnect');
  await world.advance(2 * hour);
  assert.deepEqual([meetings(world).length, shown(person, ids), stored(world)], [0, 0, [0, 0]]);
  assert.equal(deletions(world).length, 28);
});

for (const [words, fault] of /** @type {[string, any][]} */ ([
  ['before the events are written', { match: /UrlFetchApp/, call: 2, at: 'die-before' }],
  ['after the events are written and before a meeting is deleted', { match: /UrlFetchApp/, call: 3, at: 'die-before' }],
  ['after the meetings are deleted and before that is saved', { match: /UrlFetchApp/, call: 3, at: 'die-after' }],
])) {
  test(`a click whose run ends ${words} is completed later, and nothing is left`, async () => {
    // proves: P12
    const { world, person, ids } = await worldWithMeetings(4);
    const panel = await openDisconnect(person);
    const armed = world.faults.add({ entry: 'onAction', ...fault });
    await panel.click('Delete meetings, then disconnect');
    assert.equal(armed.fired, 1);
    await world.advance(2 * hour);
    assert.deepEqual([meetings(world).length, shown(person, ids), stored(world)], [0, 0, [0, 0]]);
  });
}

test('a meeting that is over and one in progress stay, and a series with an occurrence in progress is deleted after it', async () => {
  // proves: P12
  const { world, person, eventId: over } = await meetingWorld({ fields: { start: '2026-03-02T10:30:00', minutes: 15 } });
  const running = await withMeeting(person, { start: '2026-03-02T11:00:00', minutes: 60 });
  const series = await withMeeting(person, { start: '2026-03-02T11:00:00', minutes: 60, recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] });
  const coming = await withMeeting(person, { start: '2026-03-04T11:00:00' });
  await world.advance(75 * minute);
  const panel = await openDisconnect(person);
  await panel.click('Delete meetings, then disconnect');
  shows(panel, /Meetings still to be deleted: 1/);
  assert.deepEqual([over, running, series, coming].map((id) => shown(person, [id])), [1, 1, 1, 0]);
  await world.advance(3 * hour);
  assert.deepEqual([over, running, series, coming].map((id) => shown(person, [id])), [1, 1, 0, 0]);
  assert.deepEqual(stored(world), [0, 0]);
  assert.equal(meetings(world).length, 2);
});

test('a person who stops the deletion keeps the remaining meetings and is disconnected at once', async () => {
  // proves: P12
  const { world, person, ids } = await worldWithMeetings(28);
  const panel = await openDisconnect(person);
  await panel.click('Delete meetings, then disconnect');
  await panel.click('Disconnect');
  assert.equal(panel.notification, 'Disconnected. Nothing about you is stored any more.');
  assert.deepEqual([meetings(world).length, shown(person, ids), stored(world)], [3, 3, [0, 0]]);
});

test('while Webex is busy the meetings and all stored data stay, and are deleted later', async () => {
  // proves: P12
  const { world, person, ids } = await worldWithMeetings(3);
  world.webex.faults.add({ method: 'DELETE', path: /^\/v1\/meetings\//, times: 3, status: 429, headers: { 'retry-after': '600' } });
  const panel = await openDisconnect(person);
  await panel.click('Delete meetings, then disconnect');
  shows(panel, /Meetings still to be deleted: 3/);
  await panel.click('Delete meetings, then disconnect');
  shows(panel, /Meetings still to be deleted: 3/);
  assert.equal(deletions(world).length, 3);
  await world.advance(2 * hour);
  assert.deepEqual([meetings(world).length, shown(person, ids), stored(world)], [0, 0, [0, 0]]);
});

test('a person who signs in again during the deletion stays connected', async () => {
  const { world, person } = await worldWithMeetings(28);
  const panel = await openDisconnect(person);
  await panel.click('Delete meetings, then disconnect');
  world.user(host).properties.set('tokens', '');
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.signIn({ email: host, decision: 'allow' });
  shows(home, /Your Webex meetings/);
  await world.advance(2 * hour);
  assert.equal(meetings(world).length, 3);
});

test('an event that still waits for its meeting does not prevent disconnecting, whether or not Webex has made it', async () => {
  // proves: P12, E84
  for (const dropAfterEffect of [false, true]) {
    const { world, person } = await linkedWorld();
    world.webex.person(host).revoke('C-meetwright');
    const editor = person.newEvent({ summary: 'Review', start: '2026-03-05T10:00:00', minutes: 30 });
    await editor.pickConference('webex-meeting');
    await editor.removeConference();
    await editor.save();
    await editor.signIn({ email: host, decision: 'allow' });
    const fault = { method: 'POST', path: '/v1/meetings', times: 9 };
    world.webex.faults.add(dropAfterEffect ? { ...fault, dropAfterEffect } : { ...fault, status: 503 });
    await open(person.openEvent('primary', editor.eventId));
    assert.equal(meetings(world).length, dropAfterEffect ? 1 : 0);
    const panel = await openDisconnect(person);
    await panel.click('Delete meetings, then disconnect');
    await world.advance(2 * hour);
    assert.deepEqual(stored(world), [0, 0]);
    assert.equal(meetings(world).length, 0);
  }
});
