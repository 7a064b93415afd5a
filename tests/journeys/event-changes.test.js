// @ts-check
/** Journeys: Webex follows the calendar while the person is away. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, requestsSince } from './world.js';

test('a new title reaches Webex, and only the title is sent', async () => {
  // proves: F5, E20
  const { world, person, eventId, meeting } = await meetingWorld();
  const bodies = watchBodies(world);
  person.calendar.edit(eventId, { summary: 'Design review, second round' });
  await world.settle();
  const after = onlyMeeting(world);
  assert.equal(after.title, 'Design review, second round');
  assert.deepEqual(bodies, [{ title: 'Design review, second round', sendEmail: false }]);
  assert.equal(after.webLink, meeting.webLink);
  assert.equal(after.password, meeting.password);
});

test('a new time reaches Webex in local time with its zone, and link and password stay', async () => {
  // proves: F5, E20, E58
  const { world, person, eventId, meeting } = await meetingWorld();
  const bodies = watchBodies(world);
  person.calendar.edit(eventId, { start: '2026-07-03T15:00:00', minutes: 45 });
  await world.settle();
  const after = onlyMeeting(world);
  assert.equal(after.start, '2026-07-03T15:00:00+02:00');
  assert.deepEqual(bodies, [{ start: '2026-07-03T15:00:00', end: '2026-07-03T15:45:00', timezone: 'Europe/Paris', sendEmail: false }]);
  assert.equal(after.webLink, meeting.webLink);
  assert.equal(after.password, meeting.password);
});

test('an event in another zone than the calendar keeps its own zone at Webex', async () => {
  // proves: E56, E58
  const fields = {
    start: { dateTime: '2026-03-10T09:00:00', timeZone: 'America/New_York' },
    end: { dateTime: '2026-03-10T10:00:00', timeZone: 'America/New_York' },
    minutes: undefined,
  };
  const { meeting } = await meetingWorld({ fields });
  assert.equal(meeting.timezone, 'America/New_York');
  assert.equal(meeting.start, '2026-03-10T09:00:00-04:00');
});

test('an event over the repeated hour of an autumn clock change keeps its start and end', async () => {
  // proves: E59
  const fields = {
    start: { dateTime: '2026-10-25T00:00:00Z', timeZone: 'Europe/Paris' },
    end: { dateTime: '2026-10-25T01:00:00Z', timeZone: 'Europe/Paris' },
    minutes: undefined,
  };
  const { meeting } = await meetingWorld({ fields });
  assert.deepEqual([Date.parse(meeting.start), Date.parse(meeting.end)], [Date.UTC(2026, 9, 25, 0), Date.UTC(2026, 9, 25, 1)]);
});

test('added guests are invited and removed ones lose their invitation, without a mail', async () => {
  // proves: F5, P10
  const { world, person, eventId } = await meetingWorld();
  person.calendar.addGuests(eventId, ['guest-3@example.com', 'Guest-4@Example.com']);
  person.calendar.removeGuests(eventId, ['guest-1@example.com']);
  await world.settle();
  const invited = onlyMeeting(world).invitees.map((invitee) => invitee.email.toLowerCase()).sort();
  assert.deepEqual(invited, ['guest-2@example.com', 'guest-3@example.com', 'guest-4@example.com']);
  assert.deepEqual(world.webex.mail, []);
});

test('rooms and the host are not invited', async () => {
  // proves: E65, E70
  const fields = { guests: ['HOST@example.com', 'guest-1@example.com', 'room-1@resource.calendar.google.com'] };
  const { meeting } = await meetingWorld({ fields });
  assert.deepEqual(meeting.invitees.map((invitee) => invitee.email), ['guest-1@example.com']);
});

test('a change of description, colour or an answer makes no call to Webex', async () => {
  // proves: E21
  const { world, person, eventId } = await meetingWorld();
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { description: 'Bring the drawings.' });
  await world.settle();
  person.calendar.editOwn(eventId, { colorId: '7' });
  await world.settle();
  person.calendar.answer(eventId, 'accepted');
  await world.settle();
  assert.deepEqual(requestsSince(world, from), []);
});

test('after its conference is removed a meeting is deleted when the grace time ends, and not before', async () => {
  // proves: E17, F7
  const { world, person, eventId } = await meetingWorld();
  person.calendar.removeConference(eventId);
  await world.advance(10 * minute);
  onlyMeeting(world);
  await world.advance(80 * minute);
  assert.equal(meetings(world).length, 0);
});

test('after a switch to another provider the meeting is deleted, and the other conference is left alone', async () => {
  // proves: E18, F7, A7
  const { world, person, eventId } = await meetingWorld();
  person.calendar.switchConference(eventId, 'hangoutsMeet');
  const meet = person.calendar.see(eventId).conferenceData;
  await world.advance(90 * minute);
  assert.equal(meetings(world).length, 0);
  assert.deepEqual(person.calendar.see(eventId).conferenceData, meet);
});

test('a deleted event is listed with only its id, and its meeting is deleted after the grace time', async () => {
  // proves: E15, F7
  const { world, person, eventId } = await meetingWorld();
  person.calendar.remove(eventId);
  await world.settle();
  onlyMeeting(world);
  await world.advance(90 * minute);
  assert.equal(meetings(world).length, 0);
});

test('an event restored within the grace time keeps its meeting', async () => {
  // proves: E16
  const { world, person, eventId, meeting } = await meetingWorld();
  person.calendar.remove(eventId);
  await world.advance(10 * minute);
  person.calendar.restore(eventId);
  await world.advance(3 * 60 * minute);
  assert.equal(onlyMeeting(world).id, meeting.id);
});

test('an event restored later gets one new meeting, which is written into it', async () => {
  // proves: E16, A5
  const { world, person, eventId, meeting } = await meetingWorld();
  person.calendar.remove(eventId);
  await world.advance(2 * 60 * minute);
  assert.equal(meetings(world).length, 0);
  person.calendar.restore(eventId);
  await world.settle();
  const again = onlyMeeting(world);
  assert.notEqual(again.id, meeting.id);
  assert.equal(person.calendar.see(eventId).conferenceData.entryPoints[0].uri, again.webLink);
  assert.deepEqual(again.invitees.map((invitee) => invitee.email).sort(), guests);
  await world.advance(3 * 60 * minute);
  onlyMeeting(world);
});

test('a Webex link that the add-on did not make, and a Meet conference, are left alone', async () => {
  // proves: E19
  const { world, person } = await linkedWorld();
  const pasted = person.calendar.insert({ summary: 'Pasted', start: '2026-03-03T10:00:00', minutes: 60 });
  person.calendar.pasteLink(pasted.id, 'https://other.webex.com/meet/someone', 'location');
  const meet = person.calendar.insert({ summary: 'Meet', start: '2026-03-03T12:00:00', minutes: 60 });
  person.calendar.switchConference(meet.id, 'hangoutsMeet');
  const from = world.webex.requests.length;
  await world.advance(2 * 60 * minute);
  assert.deepEqual(requestsSince(world, from), []);
});

test('a meeting that was deleted at Webex is shown as deleted and not made again', async () => {
  // proves: E24, N4
  const { world, person, eventId, meeting } = await meetingWorld();
  world.webex.person(host).deleteMeeting(meeting.id);
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.advance(3 * 60 * minute);
  assert.equal(meetings(world).length, 0);
  const panel = await person.openEvent(host, eventId);
  assert.match(panel.text(), /The meeting was deleted at Webex/);
});

test('a change that Webex can\'t take now is sent later, and the card says so meanwhile', async () => {
  // proves: N4, E13
  const { world, person, eventId } = await meetingWorld();
  world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 1, status: 503 });
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const panel = await person.openEvent(host, eventId);
  assert.match(panel.text().replace(/[│\s]+/g, ' '), /The last change has not reached Webex yet/);
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'Changed');
});

test('a run that can\'t get the lock sets the dirty mark, and the lock\'s holder lists once more', async () => {
  // proves: E6
  const { world, person, eventId } = await meetingWorld();
  person.calendar.edit(eventId, { summary: 'Changed' });
  world.holdLock(host, world.clock.now() + 5 * minute);
  await world.settle();
  assert.notEqual(onlyMeeting(world).title, 'Changed');
  const trips = world.roundTrips(last(world, 'onCalendarChange'));
  assert.deepEqual(trips, { total: 2, Lock: 1, Cache: 1 });
});

test('an expired sync token leads to a full list, which finds events that were deleted meanwhile', async () => {
  // proves: E1
  const { world, person, eventId } = await meetingWorld();
  world.user(host).triggers.length = 0;
  person.calendar.remove(eventId);
  world.calendars.expireSyncTokens(host);
  await world.run(host, 'onCalendarChange', { calendarId: host, authMode: 'FULL', triggerUid: '1' }, { kind: 'trigger' });
  last(world, 'onCalendarChange');
  await world.advance(20 * minute);
  await world.run(host, 'onHourly', {}, { kind: 'trigger' });
  assert.equal(meetings(world).length, 0);
});

/**
 * Collects the bodies that reach Webex.
 * @param {import('./world.js').World} world
 */
function watchBodies(world) {
  /** @type {any[]} */
  const bodies = [];
  const handle = world.webex.handle.bind(world.webex);
  world.webex.handle = (request) => {
    if (request.body) bodies.push(JSON.parse(request.body));
    return handle(request);
  };
  return bodies;
}
