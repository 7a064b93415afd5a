// @ts-check
/**
 * Journeys: events and meetings that look like the ones that somebody's add-on looks for: planted ids, mirrors, abandoned picks, and
 * meetings that another person made for the same event.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, bob, guest, hosts, teamWorld, told, withMeeting } from './team-world.js';
import { hour, meetings } from './world.js';

/** Longer than a meeting is kept whose event was never saved. */
const long = 52 * hour;
const weekly = { summary: 'Weekly', start: '2026-03-10T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'] };

/** The changes that a person's add-on asked of Webex after a number of requests. @param {import('./world.js').World} world @param {string} email @param {number} from */
const changesBy = (world, email, from) => world.webex.requests.slice(from).filter((one) => one.email === email && one.method !== 'GET').map(({ method, path }) => `${method} ${path}`);

test('an event that somebody planted with the id of one that is deleted is not taken for that event, moved', async () => {
  // proves: E94, E31
  const { world, person, other, team } = await teamWorld();
  world.calendars.share(ann, bob, 'writer');
  const id = await withMeeting(world, person, team);
  await world.advance(2 * hour);
  const [{ id: meeting }] = meetings(world);
  const names = { 'meetwright-meeting': meeting, 'meetwright-event': id };
  other.calendar.insert(/** @type {any} */ ({ id, summary: 'Planted', start: '2026-03-20T18:00:00', minutes: 30, guests: ['mallory@example.com'], extendedProperties: { private: names } }), { calendarId: ann });
  await world.advance(hour);
  const from = world.webex.requests.length;
  other.calendar.remove(id, { calendarId: team });
  await world.advance(4 * hour);
  assert.deepEqual(told(world), []);
  assert.deepEqual(changesBy(world, ann, from).map((line) => line.slice(0, 6)), ['DELETE']);
});

test('a meeting that moved with its event is made anew when the event is deleted there and restored later', async () => {
  // proves: E31, E16
  const { world, person, other, team } = await teamWorld();
  world.calendars.share(ann, bob, 'writer');
  await withMeeting(world, other, ann, { summary: 'Bob\'s', start: '2026-03-31T08:00:00' });
  const id = await withMeeting(world, other, team);
  await world.advance(hour);
  person.calendar.move(id, ann, { calendarId: team });
  person.calendar.remove(id);
  await world.advance(8 * hour);
  const others = [`Bob's 2026-03-31T08:00 ${bob}`];
  assert.deepEqual(hosts(world), others);
  person.calendar.restore(id);
  await world.advance(3 * hour);
  assert.deepEqual(hosts(world), [...others, `Review 2026-03-10T10:00 ${bob}`]);
  const shown = meetings(world).find(({ title }) => title === 'Review');
  assert.equal(person.calendar.see(id).conferenceData.entryPoints[0].uri, shown?.webLink);
});

test('the second part of a split series that is moved to another calendar before any run has a meeting of its own there', async () => {
  // proves: E95, E31, E38
  const { world, person, other, team } = await teamWorld();
  world.calendars.share(ann, bob, 'writer');
  const id = await withMeeting(world, person, team, weekly);
  await world.advance(2 * hour);
  const part = other.calendar.editFollowing(id, '2026-03-24T10:00:00', { summary: 'Weekly, later' }, { calendarId: team });
  other.calendar.move(part.id, ann, { calendarId: team });
  await world.advance(4 * hour);
  assert.deepEqual(hosts(world), [`Weekly 2026-03-10T10:00 ${ann}`, `Weekly, later 2026-03-24T10:00 ${ann}`]);
});

test('a lost answer is looked up among one\'s own meetings, and not among those of another host for the same event', async () => {
  // proves: E26, E92
  const { world, person, other } = await teamWorld();
  world.calendars.share(ann, bob, 'writer');
  const id = await withMeeting(world, other, ann);
  await world.advance(2 * hour);
  const before = told(world);
  const from = world.webex.requests.length;
  const editor = person.editEvent(ann, id);
  editor.removeConference();
  world.webex.faults.add({ method: 'POST', path: /^\/v1\/meetings$/, dropAfterEffect: true });
  await editor.pickConference('webex-meeting');
  assert.notEqual(editor.conferenceError, null);
  editor.discard();
  assert.equal(meetings(world).length, 2);
  const [, made] = meetings(world);
  await world.advance(long);
  assert.deepEqual(told(world), before);
  assert.deepEqual(changesBy(world, ann, from), ['POST /v1/meetings', `DELETE /v1/meetings/${made.id}`]);
});

test('a meeting that was picked for a copy of somebody else\'s event and never saved goes, and the copy stays as it is', async () => {
  // proves: E14, E95
  const { world, person, other, team } = await teamWorld({ options: { copyKeepsConferenceData: true } });
  const original = await withMeeting(world, person, team);
  const copy = other.calendar.copy(original, { start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId: bob, from: team });
  const editor = other.editEvent(bob, copy.id);
  editor.removeConference();
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  editor.discard();
  assert.equal(meetings(world).length, 2);
  await world.advance(long);
  other.calendar.edit(copy.id, { summary: 'Copied' });
  await world.advance(3 * hour);
  assert.deepEqual(hosts(world), [`Review 2026-03-10T10:00 ${ann}`]);
  assert.deepEqual(other.calendar.see(copy.id).conferenceData, person.calendar.see(original, { calendarId: team }).conferenceData);
});

test('a mirror gets no meeting either when its writer is invited to the original', async () => {
  // proves: E32, E95
  const { world, person, other, team } = await teamWorld({ options: { copyKeepsConferenceData: true } });
  const id = await withMeeting(world, person, team);
  const mirror = other.calendar.copy(id, {}, { calendarId: bob, from: team });
  person.calendar.addGuests(id, [bob], { calendarId: team });
  await world.advance(hour);
  other.calendar.edit(mirror.id, { guests: [guest, 'guest-2@example.com'] });
  await world.advance(3 * hour);
  assert.deepEqual(hosts(world), [`Review 2026-03-10T10:00 ${ann}`]);
  // A copy at another time is the writer's own.
  other.calendar.copy(id, { start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId: bob, from: bob });
  await world.advance(3 * hour);
  assert.deepEqual(hosts(world), [`Review 2026-03-10T10:00 ${ann}`, `Review 2026-03-12T10:00 ${bob}`]);
});

for (const splitKeepsConferenceData of [true, false]) {
  test(`whoever picked a meeting for a series and did not save it hosts no part of it after a split that ${splitKeepsConferenceData ? 'keeps' : 'drops'} the conference`, async () => {
    // proves: E95, E38
    const { world, person, other, team } = await teamWorld({ options: { splitKeepsConferenceData } });
    await withMeeting(world, other, team, { summary: 'Bob\'s', start: '2026-03-31T08:00:00' });
    const id = await withMeeting(world, person, team, weekly);
    const editor = other.editEvent(team, id);
    editor.removeConference();
    await editor.pickConference('webex-meeting');
    editor.discard();
    // Bob's add-on sees the split first.
    const { triggers } = world.user(ann);
    world.user(ann).triggers = triggers.filter(({ sourceId }) => sourceId !== team);
    person.calendar.editFollowing(id, '2026-03-24T10:00:00', { summary: 'Weekly, later' }, { calendarId: team });
    await world.settle();
    world.user(ann).triggers = triggers;
    await world.advance(4 * hour);
    const made = hosts(world).filter((line) => line.startsWith('Weekly'));
    assert.deepEqual(made.filter((line) => line !== `Weekly 2026-03-10T10:00 ${bob}`), [`Weekly 2026-03-10T10:00 ${ann}`, `Weekly, later 2026-03-24T10:00 ${ann}`]);
  });
}
