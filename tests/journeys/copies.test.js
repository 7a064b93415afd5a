// @ts-check
/** Journeys: a duplicated event gets a meeting of its own, under every answer of Google about copies and conference data. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows } from './world.js';

const copied = { copyKeepsConferenceData: true };

/**
 * The only meeting other than a given one.
 * @param {import('./world.js').World} world
 * @param {string} id other than this one
 */
function otherMeeting(world, id) {
  const others = meetings(world).filter((meeting) => meeting.id !== id);
  assert.equal(others.length, 1);
  return others[0];
}

test('a copy on another date gets a meeting of its own, and the original stays as it was', async () => {
  // proves: F6, E27
  const { world, person, eventId, meeting } = await meetingWorld({ spec: { options: copied } });
  const original = person.calendar.see(eventId);
  const copy = person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 });
  await world.settle();
  const own = otherMeeting(world, meeting.id);
  assert.equal(own.start, '2026-03-09T14:00:00+01:00');
  assert.deepEqual(own.invitees.map((one) => one.email).sort(), guests);
  assert.equal(person.calendar.see(copy.id).conferenceData.entryPoints[0].uri, own.webLink);
  assert.deepEqual(person.calendar.see(eventId), original);
  assert.deepEqual(onlyOriginal(world, meeting.id), meeting);
  person.calendar.edit(copy.id, { summary: 'Second review' });
  await world.advance(3 * 60 * minute);
  assert.equal(otherMeeting(world, meeting.id).title, 'Second review');
  assert.equal(meetings(world).length, 2);
});

test('where Google takes no conference data from a script, the copy has the link in its join block and location, and the card repairs the field', async () => {
  // proves: F6, N7, E87
  const options = { ...copied, conferenceDataPatch: 'refused' };
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { description: 'Agenda' }, spec: { options } });
  const copy = person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 });
  await world.settle();
  const own = otherMeeting(world, meeting.id);
  const seen = person.calendar.see(copy.id);
  assert.equal(seen.location, own.webLink);
  assert.match(seen.description, /^Agenda\n\n~+ Webex[^]*Join the Webex meeting: https:/);
  assert.ok(seen.description.includes(own.webLink));
  assert.equal(seen.conferenceData.entryPoints[0].uri, meeting.webLink, 'the field still shows the meeting of the original');

  person.calendar.edit(copy.id, { summary: 'Second review' });
  await world.settle();
  assert.equal(otherMeeting(world, meeting.id).title, 'Second review');

  const panel = await open(person.openEvent(host, copy.id));
  await panel.click('Join');
  assert.equal(panel.openedLink.url, own.webLink, 'not the meeting of the original');
  await panel.click('Show it in the conference field');
  assert.equal(panel.error, null, String(panel.error));
  await panel.editor.save();
  await world.settle();
  assert.equal(person.calendar.see(copy.id).conferenceData.entryPoints[0].uri, own.webLink);
  shows(await open(person.openEvent(host, copy.id)), /In step with Webex/);

  const again = await open(person.openEvent(host, copy.id));
  await again.click('Remove');
  const bare = person.calendar.see(copy.id);
  assert.deepEqual([bare.description, bare.location ?? ''], ['Agenda', '']);
  await world.advance(90 * minute);
  assert.equal(onlyMeeting(world).id, meeting.id);
});

test('a copy that kept only private properties is recognised as a copy', async () => {
  // proves: F6, E27
  const options = { conferenceDataPatch: 'refused', copyKeepsConferenceData: false, copyKeepsExtendedProperties: true };
  const { world, person, eventId, meeting } = await meetingWorld({ spec: { options } });
  // The restored event names its new meeting in private properties, since Google takes no conference data here.
  person.calendar.remove(eventId);
  await world.advance(2 * 60 * minute);
  person.calendar.restore(eventId);
  await world.settle();
  const restored = onlyMeeting(world);
  assert.notEqual(restored.id, meeting.id);
  const copy = person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 });
  assert.equal(copy.conferenceData, undefined);
  await world.settle();
  const own = otherMeeting(world, restored.id);
  assert.equal(person.calendar.see(copy.id).location, own.webLink);
  assert.ok(person.calendar.see(copy.id).description.includes(own.webLink));
  assert.ok(!person.calendar.see(copy.id).description.includes(restored.webLink));
});

test('a copy without conference data and properties is an event like any other', async () => {
  const options = { copyKeepsConferenceData: false, copyKeepsExtendedProperties: false };
  const { world, person, eventId } = await meetingWorld({ spec: { options } });
  const copy = person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 });
  await world.advance(2 * 60 * minute);
  onlyMeeting(world);
  shows(await open(person.openEvent(host, copy.id)), /This event has no Webex meeting/);
});

test('a copy that somebody else made is left alone, and its card offers a meeting of its own', async () => {
  // proves: E28
  const assistant = 'assistant@example.com';
  const users = [
    { email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris' },
    { email: assistant, name: 'Assistant', locale: 'en-US', timeZone: 'Europe/Paris' },
  ];
  const { world, person, eventId } = await meetingWorld({ spec: { options: copied, users } });
  world.calendars.share(host, assistant, 'writer');
  const copy = world.person(assistant).calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 }, { calendarId: host, from: host });
  const from = world.webex.requests.length;
  await world.advance(2 * 60 * minute);
  assert.deepEqual(requestsSince(world, from), []);
  const panel = await open(person.openEvent(host, copy.id));
  shows(panel, /This event shows a meeting that was made for another event/);
  await panel.click('Make a meeting of its own');
  await panel.editor.save();
  await world.settle();
  assert.equal(meetings(world).length, 2);
});

test('an imported event with our link, and a mirror in another calendar, are left alone', async () => {
  // proves: E32, E33
  const { world, person, eventId } = await meetingWorld({ spec: { options: copied } });
  const seen = person.calendar.see(eventId);
  person.calendar.receive({ iCalUID: 'uid-1@elsewhere.example.com', summary: 'Imported', start: seen.start, end: seen.end, organizer: { email: host }, conferenceData: seen.conferenceData });
  const from = world.webex.requests.length;
  await world.advance(2 * 60 * minute);
  assert.deepEqual(requestsSince(world, from), []);
  onlyMeeting(world);
});

/**
 * @param {import('./world.js').World} world
 * @param {string} id
 */
const onlyOriginal = (world, id) => meetings(world).find((meeting) => meeting.id === id);
