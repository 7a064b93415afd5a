// @ts-check
/** Journeys: the conferencing menu asks for a sign-in, and the event that waited for it gets its meeting. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, hour, last, linkedWorld, meetings, newWorld, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const day = 24 * hour;
const yes = /** @type {const} */ ({ email: host, decision: 'allow' });

/** An editor in which "Webex Meeting" was picked by somebody who has to sign in. @param {any} person @param {object} [given] */
async function asked(person, given = {}) {
  const editor = person.newEvent({ summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60, guests, ...given });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'AUTHENTICATION');
  return editor;
}

/** The person closes the error and saves. @param {any} editor */
async function saved(editor) {
  await editor.removeConference();
  return editor.save();
}

/** The one meeting is the event's, with its title and guests. @param {any} world @param {any} person @param {string} eventId */
function fulfilled(world, person, eventId) {
  const meeting = onlyMeeting(world);
  assert.equal(meeting.title, 'Design review');
  assert.deepEqual(meeting.invitees.map((/** @type {any} */ one) => one.email).sort(), guests);
  assert.equal(person.calendar.see(eventId).conferenceData.entryPoints[0].uri, meeting.webLink);
}

test('an event that is saved after the sign-in gets the meeting that was asked for before it', async () => {
  // proves: E84, N8
  const world = await newWorld();
  const person = world.person(host);
  const editor = await asked(person);
  await editor.signIn(yes);
  assert.equal(meetings(world).length, 0);
  await saved(editor);
  await world.settle();
  fulfilled(world, person, editor.eventId);
  await world.advance(2 * day);
  fulfilled(world, person, editor.eventId);
});

test('an event that was saved before the sign-in gets its meeting when it is opened next', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const editor = await asked(person);
  await saved(editor);
  await editor.signIn(yes);
  assert.equal(meetings(world).length, 0);
  const panel = await open(person.openEvent('primary', editor.eventId));
  shows(panel, /In step with Webex/);
  fulfilled(world, person, editor.eventId);
  const from = world.webex.requests.length;
  await open(person.openEvent('primary', editor.eventId));
  assert.deepEqual(requestsSince(world, from), [], 'opening it again costs Webex nothing');
});

test('an event that nobody opens gets its meeting within the hour after the sign-in', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const editor = await asked(person);
  await saved(editor);
  await editor.signIn(yes);
  await world.advance(hour);
  fulfilled(world, person, editor.eventId);
});

test('picking again after the sign-in takes the same one meeting', async () => {
  // proves: E84, E9
  const world = await newWorld();
  const person = world.person(host);
  const editor = await asked(person);
  await editor.signIn(yes);
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.advance(hour);
  fulfilled(world, person, editor.eventId);
});

test('a sign-in that was revoked is asked for from the menu, and what waits is followed after it', async () => {
  // proves: E74, E84, N8
  const { world, person } = await linkedWorld();
  world.webex.person(host).revoke('C-meetwright');
  const editor = await asked(person);
  await saved(editor);
  await world.advance(hour / 2);
  assert.equal(meetings(world).length, 0);
  await editor.signIn(yes);
  await world.advance(hour);
  fulfilled(world, person, editor.eventId);
});

test('who changes their mind, or never signs in, gets no meeting', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const other = await asked(person, { start: '2026-03-05T10:00:00' });
  await saved(other);
  person.calendar.switchConference(other.eventId, 'hangoutsMeet');
  const deleted = await asked(person, { start: '2026-03-06T10:00:00' });
  await saved(deleted);
  person.calendar.remove(deleted.eventId);
  const late = await asked(person, { start: '2026-03-07T10:00:00' });
  await saved(late);
  const never = await asked(person, { start: '2026-03-08T10:00:00' });
  never.discard();
  await world.advance(day);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.signIn(yes);
  await world.advance(2 * day);
  await open(person.openEvent('primary', late.eventId));
  assert.equal(meetings(world).length, 0);
  const stored = [...world.user(host).properties].filter(([key, value]) => /^(?:links|intent)\./.test(key) && value !== '');
  assert.deepEqual(stored, [], 'what was wanted is forgotten after a day');
});

test('two events that waited get a meeting each, and what was written down cost two round trips', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const first = await asked(person);
  const { Properties } = world.roundTrips(last(world, 'createWebexMeeting'));
  await saved(first);
  const second = await asked(person, { start: '2026-03-04T10:00:00' });
  await saved(second);
  await second.signIn(yes);
  await world.advance(hour);
  assert.equal(Properties, 4, 'one load and one save beside what any sign-in costs');
  assert.deepEqual(meetings(world).map(({ start }) => start.slice(0, 10)).sort(), ['2026-03-03', '2026-03-04']);
  for (const { eventId } of [first, second]) assert.ok(person.calendar.see(eventId).conferenceData);
  assert.ok(meetings(world).every(({ siteUrl }) => siteUrl === site));
});

test('a Personal Room that waited for the sign-in is put on the event when it is opened next', async () => {
  // proves: E84, F10
  const world = await newWorld();
  const person = world.person(host);
  const editor = person.newEvent({ summary: 'Talk', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-personal-room');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'AUTHENTICATION');
  await saved(editor);
  await editor.signIn(yes);
  const panel = await open(person.openEvent('primary', editor.eventId));
  shows(panel, /Personal Room/);
  assert.equal(person.calendar.see(editor.eventId).conferenceData.entryPoints[0].uri, `https://${site}/meet/host`);
  assert.equal(meetings(world).length, 0);
  await world.advance(2 * day);
  assert.equal(person.calendar.see(editor.eventId).conferenceData.entryPoints[0].uri, `https://${site}/meet/host`);
  person.calendar.removeConference(editor.eventId);
  await open(person.openEvent('primary', editor.eventId));
  assert.equal(person.calendar.see(editor.eventId).conferenceData, undefined, 'once is enough');
});

test('a Personal Room that cannot be had yet is put there at the next opening, and only within a day', async () => {
  // proves: E84
  for (const [pause, expected] of /** @type {[number, number][]} */ ([[hour, 1], [day + hour / 2, 0]])) {
    const world = await newWorld();
    const person = world.person(host);
    const editor = person.newEvent({ summary: 'Talk', start: '2026-03-05T10:00:00', minutes: 60 });
    await editor.pickConference('webex-personal-room');
    await saved(editor);
    await editor.signIn(yes);
    world.webex.faults.add({ method: 'GET', path: '/v1/meetingPreferences/personalMeetingRoom', times: 1, status: 503 });
    await open(person.openEvent('primary', editor.eventId));
    assert.equal(person.calendar.see(editor.eventId).conferenceData, undefined);
    await world.advance(pause);
    await open(person.openEvent('primary', editor.eventId));
    assert.equal(person.calendar.see(editor.eventId).conferenceData ? 1 : 0, expected);
  }
});
