// @ts-check
/** Journeys: guests, groups, rooms and other people's rights, for single events and for series. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, seriesWorld, tuesdays } from './series-world.js';
import { confirmDeletions, guests, host, hour, linkedWorld, meetings, meetingWorld, onlyMeeting, open, requestsSince, shows } from './world.js';

/** @param {import('./world.js').Meeting} meeting */
const invited = ({ invitees }) => invitees.map(({ email }) => email).sort();

test('guests of a series are invited to it and removed from it without a mail', async () => {
  // proves: P10, E72
  const { world, person, id } = await seriesWorld();
  person.calendar.addGuests(id, ['guest-3@example.com']);
  person.calendar.removeGuests(id, ['guest-1@example.com']);
  await world.settle();
  assert.deepEqual(invited(onlyMeeting(world)), ['guest-2@example.com', 'guest-3@example.com']);
  assert.deepEqual(world.webex.mail, []);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays]]);
});

test('guests who decline a series, or one occurrence, leave the meeting in place', async () => {
  // proves: E68, E69
  const users = [host, ...guests].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
  const { world, id } = await seriesWorld({ spec: { users } });
  const from = world.webex.requests.length;
  world.person(guests[0]).calendar.answer(id, 'declined');
  world.person(guests[1]).calendar.remove(at(id, tuesdays[1]));
  await world.advance(2 * hour);
  assert.deepEqual(requestsSince(world, from).filter((request) => !request.startsWith('GET')), []);
  assert.deepEqual([held(world), invited(onlyMeeting(world))], [[['Weekly review', 'WEEKLY', tuesdays]], guests]);
});

test('a group is one invitee and is never expanded', async () => {
  // proves: E64
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { guests: ['all-staff@example.com', 'guest-1@example.com'] } });
  assert.deepEqual(invited(meeting), ['all-staff@example.com', 'guest-1@example.com']);
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { description: 'x' });
  await world.advance(2 * hour);
  assert.deepEqual(requestsSince(world, from), []);
});

test('the host in another spelling is not invited, and a repeated address is invited once', async () => {
  // proves: E70
  const { meeting } = await meetingWorld({ fields: { guests: ['HOST@Example.com', 'Guest-1@example.com', 'gäst@example.com', 'guest-1+webex@example.com'] } });
  assert.deepEqual(invited(meeting), ['guest-1+webex@example.com', 'guest-1@example.com', 'gäst@example.com']);
});

test('where Google leaves guests of a series out of a list, nobody loses the invitation', async () => {
  // proves: E63
  const many = Array.from({ length: 210 }, (_, number) => `guest-${number}@example.com`);
  const { world, person, id } = await seriesWorld({ fields: { guests: many } });
  const before = invited(onlyMeeting(world)).length;
  person.calendar.edit(id, { summary: 'Renamed' });
  await world.settle();
  assert.deepEqual([onlyMeeting(world).title, invited(onlyMeeting(world)).length >= before], ['Renamed', true]);
});

test('an event that somebody else organises is not followed, whatever its guest list shows', async () => {
  // proves: E66
  const other = 'other@example.com';
  const users = [host, other].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
  const { world, person, meeting } = await meetingWorld({ spec: { users } });
  const data = person.calendar.seeAll()[0].conferenceData;
  const theirs = world.person(other).calendar.insert({ summary: 'Theirs', start: '2026-03-05T10:00:00', minutes: 60, guests: [host], guestsCanSeeOtherGuests: false });
  world.person(other).calendar.setConference(theirs.id, data);
  const from = world.webex.requests.length;
  world.person(other).calendar.edit(theirs.id, { summary: 'Changed' });
  await world.advance(2 * hour);
  assert.deepEqual([requestsSince(world, from), onlyMeeting(world).id], [[], meeting.id]);
});

test('a private series has a neutral title at Webex, also for its exceptions', async () => {
  // proves: E67
  const { world, person, id } = await seriesWorld({ fields: { visibility: 'private' } });
  person.calendar.edit(at(id, tuesdays[1]), { summary: 'A secret', start: '2026-03-10T12:00:00', minutes: 60 });
  await world.settle();
  const meeting = onlyMeeting(world);
  assert.deepEqual([meeting.title, ...meeting.exceptions.map(({ title }) => title)], ['Webex meeting', 'Webex meeting']);
});

/** Twelve events with meetings. */
async function twelve() {
  const { world, person } = await linkedWorld();
  const ids = [];
  for (let number = 0; number < 12; number++) {
    const editor = person.newEvent({ summary: `Meeting ${number}`, start: `2026-03-1${number % 10}T1${Math.floor(number / 10)}:00:00`, minutes: 30 });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
  }
  await world.settle();
  ids.forEach((id) => person.calendar.remove(id));
  await world.advance(2 * hour);
  assert.equal(meetings(world).length, 12, 'nothing goes unasked');
  return { world, person, ids };
}

test('after a mass deletion the meetings stay until the person confirms', async () => {
  // proves: E91
  const { world, person } = await twelve();
  shows(await open(person.openHome({ host: 'CALENDAR' })), /12 /);
  await confirmDeletions(world, person);
  assert.equal(meetings(world).length, 0);
});

test('a mass deletion that was not meant leaves all meetings, and restored events are followed again', async () => {
  // proves: E91
  const { world, person, ids } = await twelve();
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.click('Keep the meetings');
  await world.advance(2 * hour);
  assert.equal(meetings(world).length, 12);
  person.calendar.restore(ids[0]);
  person.calendar.edit(ids[0], { summary: 'Back again' });
  await world.settle();
  assert.equal(meetings(world).filter(({ title }) => title === 'Back again').length, 1);
  assert.equal(meetings(world).length, 12);
});
