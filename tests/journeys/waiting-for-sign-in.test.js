// @ts-check
/** Journeys: the conferencing menu asks for a sign-in, and afterwards the event gets the meeting that was picked before. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, hour, last, linkedWorld, meetings, newWorld, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const day = 24 * hour;
const yes = /** @type {const} */ ({ email: host, decision: 'allow' });

/** An editor in which a person who has to sign in picked "Webex Meeting". @param {import('./world.js').Person} person @param {object} [given] */
async function pickWithoutSignIn(person, given = {}) {
  const editor = person.newEvent({ summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60, guests, ...given });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'AUTHENTICATION');
  return editor;
}

/** The person closes the error and saves. @param {import('./world.js').Editor} editor */
async function saveWithoutConference(editor) {
  await editor.removeConference();
  return editor.save();
}

/** Checks that the only meeting belongs to the event and has its title and guests. @param {import('./world.js').World} world @param {import('./world.js').Person} person @param {string} eventId */
function hasMeeting(world, person, eventId) {
  const meeting = onlyMeeting(world);
  assert.equal(meeting.title, 'Design review');
  assert.deepEqual(meeting.invitees.map((one) => one.email).sort(), guests);
  assert.equal(person.calendar.see(eventId).conferenceData.entryPoints[0].uri, meeting.webLink);
}

test('an event that is saved after the sign-in gets the meeting that was picked before it', async () => {
  // proves: E84, N8
  const world = await newWorld();
  const person = world.person(host);
  const editor = await pickWithoutSignIn(person);
  await editor.signIn(yes);
  assert.equal(meetings(world).length, 0);
  await saveWithoutConference(editor);
  await world.settle();
  hasMeeting(world, person, editor.eventId);
  await world.advance(2 * day);
  hasMeeting(world, person, editor.eventId);
});

test('an event that was saved before the sign-in gets its meeting when it is next opened', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const editor = await pickWithoutSignIn(person);
  await saveWithoutConference(editor);
  await editor.signIn(yes);
  assert.equal(meetings(world).length, 0);
  const panel = await open(person.openEvent('primary', editor.eventId));
  shows(panel, /In step with Webex/);
  hasMeeting(world, person, editor.eventId);
  const from = world.webex.requests.length;
  await open(person.openEvent('primary', editor.eventId));
  assert.deepEqual(requestsSince(world, from), [], 'opening it again costs Webex nothing');
});

test('an event that nobody opens gets its meeting within the hour after the sign-in', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const editor = await pickWithoutSignIn(person);
  await saveWithoutConference(editor);
  await editor.signIn(yes);
  await world.advance(hour);
  hasMeeting(world, person, editor.eventId);
});

test('a second pick after the sign-in leads to only one meeting', async () => {
  // proves: E84, E9
  const world = await newWorld();
  const person = world.person(host);
  const editor = await pickWithoutSignIn(person);
  await editor.signIn(yes);
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.advance(hour);
  hasMeeting(world, person, editor.eventId);
});

test('after a revoked sign-in the menu asks for a new one, and the waiting event gets its meeting after it', async () => {
  // proves: E74, E84, N8
  const { world, person } = await linkedWorld();
  world.webex.person(host).revoke('C-meetwright');
  const editor = await pickWithoutSignIn(person);
  await saveWithoutConference(editor);
  await world.advance(hour / 2);
  assert.equal(meetings(world).length, 0);
  await editor.signIn(yes);
  await world.advance(hour);
  hasMeeting(world, person, editor.eventId);
});

test('an event whose person chose another conference, deleted it or signed in too late gets no meeting', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const other = await pickWithoutSignIn(person, { start: '2026-03-05T10:00:00' });
  await saveWithoutConference(other);
  person.calendar.switchConference(other.eventId, 'hangoutsMeet');
  const deleted = await pickWithoutSignIn(person, { start: '2026-03-06T10:00:00' });
  await saveWithoutConference(deleted);
  person.calendar.remove(deleted.eventId);
  const late = await pickWithoutSignIn(person, { start: '2026-03-07T10:00:00' });
  await saveWithoutConference(late);
  const never = await pickWithoutSignIn(person, { start: '2026-03-08T10:00:00' });
  never.discard();
  await world.advance(day);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.signIn(yes);
  await world.advance(2 * day);
  await open(person.openEvent('primary', late.eventId));
  assert.equal(meetings(world).length, 0);
  const stored = [...world.user(host).properties].filter(([key, value]) => /^(?:links|intent)\./.test(key) && value !== '');
  assert.deepEqual(stored, [], 'the pick is forgotten after a day');
});

test('two waiting events get a meeting each, and recording a pick costs two round trips', async () => {
  // proves: E84
  const world = await newWorld();
  const person = world.person(host);
  const first = await pickWithoutSignIn(person);
  const { Properties } = world.roundTrips(last(world, 'createWebexMeeting'));
  await saveWithoutConference(first);
  const second = await pickWithoutSignIn(person, { start: '2026-03-04T10:00:00' });
  await saveWithoutConference(second);
  await second.signIn(yes);
  await world.advance(hour);
  assert.equal(Properties, 4, 'one load and one save in addition to those of any sign-in');
  assert.deepEqual(meetings(world).map(({ start }) => start.slice(0, 10)).sort(), ['2026-03-03', '2026-03-04']);
  for (const { eventId } of [first, second]) assert.ok(person.calendar.see(eventId).conferenceData);
  assert.ok(meetings(world).every(({ siteUrl }) => siteUrl === site));
});

test('a Personal Room that was picked before the sign-in is added to the event when it is next opened', async () => {
  // proves: E84, F10
  const world = await newWorld();
  const person = world.person(host);
  const editor = person.newEvent({ summary: 'Talk', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-personal-room');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'AUTHENTICATION');
  await saveWithoutConference(editor);
  await editor.signIn(yes);
  const panel = await open(person.openEvent('primary', editor.eventId));
  shows(panel, /Personal Room/);
  assert.equal(person.calendar.see(editor.eventId).conferenceData.entryPoints[0].uri, `https://${site}/meet/host`);
  assert.equal(meetings(world).length, 0);
  await world.advance(2 * day);
  assert.equal(person.calendar.see(editor.eventId).conferenceData.entryPoints[0].uri, `https://${site}/meet/host`);
  person.calendar.removeConference(editor.eventId);
  await open(person.openEvent('primary', editor.eventId));
  assert.equal(person.calendar.see(editor.eventId).conferenceData, undefined, 'it is added only once');
});

test('a Personal Room that is not available yet is added at the next opening, but only within a day', async () => {
  // proves: E84
  for (const [pause, expected] of /** @type {[number, number][]} */ ([[hour, 1], [day + hour / 2, 0]])) {
    const world = await newWorld();
    const person = world.person(host);
    const editor = person.newEvent({ summary: 'Talk', start: '2026-03-05T10:00:00', minutes: 60 });
    await editor.pickConference('webex-personal-room');
    await saveWithoutConference(editor);
    await editor.signIn(yes);
    world.webex.faults.add({ method: 'GET', path: '/v1/meetingPreferences/personalMeetingRoom', times: 1, status: 503 });
    await open(person.openEvent('primary', editor.eventId));
    assert.equal(person.calendar.see(editor.eventId).conferenceData, undefined);
    await world.advance(pause);
    await open(person.openEvent('primary', editor.eventId));
    assert.equal(person.calendar.see(editor.eventId).conferenceData ? 1 : 0, expected);
  }
});
