// @ts-check
/** Journeys: a meeting from the conferencing menu. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, newWorld, onlyMeeting, requestsSince, site } from './world.js';

test('the conferencing menu gives a new event all ways of joining, in seven round trips at most with one request', async () => {
  // proves: F4, F14, E9
  const { world, person } = await linkedWorld();
  const editor = person.newEvent({ summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60, guests });
  await editor.pickConference('webex-meeting');

  assert.equal(editor.conferenceError, null);
  const trips = world.roundTrips(last(world, 'createWebexMeeting'));
  assert.ok(trips.total <= 7, JSON.stringify(trips));
  assert.equal(trips.UrlFetchApp, 1);

  const { conferenceData } = await editor.save();
  const ways = conferenceData.entryPoints.map((/** @type {{entryPointType: string}} */ entry) => entry.entryPointType);
  assert.deepEqual(ways, ['video', 'phone', 'sip', 'more']);
  const meeting = onlyMeeting(world);
  const [video, phone] = conferenceData.entryPoints;
  assert.equal(video.uri, meeting.webLink);
  assert.equal(video.password, meeting.password);
  assert.equal(video.meetingCode, meeting.meetingNumber);
  assert.equal(phone.uri, 'tel:+12025550100');
  assert.deepEqual(phone.entryPointFeatures, ['toll']);
  assert.match(conferenceData.conferenceId, /^\d+$/);
});

test('after the event is saved its trigger sends title, time and guests, and nobody is mailed', async () => {
  // proves: E9, F8, N6
  const { world, event, meeting } = await meetingWorld();
  assert.equal(meeting.title, 'Design review');
  assert.equal(meeting.start, '2026-03-03T10:00:00+01:00');
  assert.equal(meeting.end, '2026-03-03T11:00:00+01:00');
  assert.equal(meeting.timezone, 'Europe/Paris');
  assert.deepEqual(meeting.invitees.map((invitee) => invitee.email).sort(), guests);
  assert.equal(event.conferenceData.entryPoints[0].uri, meeting.webLink);
  assert.deepEqual(world.webex.mail, []);
});

test('an event whose own conference names its meeting is not written at all', async () => {
  // proves: E7
  const { world, person, eventId } = await meetingWorld();
  const before = person.calendar.see(eventId).etag;
  await world.advance(3 * 3_600_000);
  assert.equal(person.calendar.see(eventId).etag, before);
});

test('picking Webex twice for the same event takes the same meeting', async () => {
  // proves: E9
  const { world, person } = await linkedWorld();
  const editor = person.newEvent({ summary: 'Twice', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  editor.removeConference();
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  onlyMeeting(world);
  assert.ok(world.roundTrips(last(world, 'createWebexMeeting')).total <= 7);
});

test('an answer that was lost is found by its tag at the next try, whether or not Webex filters by tags', async () => {
  // proves: E26
  for (const integrationTagFilter of ['window', 'ignored', 'nothing', 'needs window']) {
    const { world, person } = await linkedWorld({ options: { webex: { integrationTagFilter } } });
    const editor = person.newEvent({ summary: 'Lost', start: '2026-03-03T10:00:00', minutes: 60 });
    world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'TEMPORARY');
    assert.equal(meetings(world).length, 1, 'Webex made it, and its answer was lost');
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError, null, integrationTagFilter);
    onlyMeeting(world);
  }
});

test('a meeting whose event never appears is deleted after two days', async () => {
  // proves: E14
  const { world, person } = await linkedWorld();
  const editor = person.newEvent({ summary: 'Discarded', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  editor.discard();
  await world.advance(40 * 3_600_000);
  onlyMeeting(world);
  await world.advance(12 * 3_600_000);
  assert.equal(meetings(world).length, 0);
});

test('someone who is not signed in is asked to, and the second pick works', async () => {
  // proves: P8, E84
  const world = await newWorld();
  const person = world.person(host);
  const editor = person.newEvent({ summary: 'Early', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'AUTHENTICATION');
  await editor.signIn({ email: host, decision: 'allow' });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  onlyMeeting(world);
});

test('a missing host licence is reported as a lack of permission and not as a temporary error', async () => {
  // proves: E81, P8
  const { world, person } = await linkedWorld();
  world.webex.admin.removeHostLicence(host);
  const editor = person.newEvent({ summary: 'No licence', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'PERMISSION_DENIED');
});

test('a rate limit in HTML is reported as a temporary error', async () => {
  // proves: P8
  const { world, person } = await linkedWorld();
  world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, status: 429, html: '<h1>Too many requests</h1>' });
  const editor = person.newEvent({ summary: 'Busy', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'TEMPORARY');
  await editor.pickConference('webex-meeting');
  onlyMeeting(world);
});

test('the Personal Room is a second kind of conference, read once and then kept in the cache', async () => {
  // proves: F10, P4, A13
  const { world, person } = await linkedWorld();
  const editor = person.newEvent({ summary: 'Room', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-personal-room');
  assert.equal(editor.conferenceError, null);
  const saved = await editor.save();
  assert.equal(saved.conferenceData.entryPoints[0].uri, `https://${site}/meet/host`);
  const from = world.webex.requests.length;
  const other = person.newEvent({ summary: 'Room again', start: '2026-03-04T10:00:00', minutes: 60 });
  await other.pickConference('webex-personal-room');
  assert.deepEqual(requestsSince(world, from), []);
  assert.equal(meetings(world).length, 0);
  assert.ok(![...world.user(host).cache.values()].some(({ value }) => /pin/i.test(value)), 'the host PIN is not kept');
});

test('guests that Webex could not take with a new meeting are invited later', async () => {
  // proves: E13, P10
  const { world, person, eventId } = await meetingWorld();
  person.calendar.remove(eventId);
  await world.advance(2 * 3_600_000);
  world.webex.faults.add({ method: 'POST', path: '/v1/meetingInvitees/bulkInsert', times: 1, status: 503 });
  person.calendar.restore(eventId);
  await world.settle();
  await world.advance(2 * 3_600_000);
  assert.deepEqual(onlyMeeting(world).invitees.map((one) => one.email).sort(), guests);
});
