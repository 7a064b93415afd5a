// @ts-check
/** Journeys: the hourly run finds what was changed at Webex, and the card shows it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, meetings, meetingWorld, onlyMeeting, open, requestsSince, shows } from './world.js';

const halfDay = 12 * hour;

/** A meeting that nobody has touched for half a day, which somebody then changes at Webex. @param {object} change */
async function changedAtWebex(change) {
  const made = await meetingWorld({ fields: { start: '2026-03-06T10:00:00' } });
  await made.world.advance(halfDay);
  made.world.webex.person(host).changeMeeting(made.meeting.id, { ...change, sendEmail: false });
  await made.world.advance(halfDay);
  return made;
}

test('a title that was changed at Webex stays and is shown, and the person can restore the calendar\'s title', async () => {
  // proves: E25, N3, N4
  const { world, person, eventId } = await changedAtWebex({ title: 'Renamed at Webex' });
  assert.equal(onlyMeeting(world).title, 'Renamed at Webex');
  const card = await open(person.openEvent(host, eventId));
  shows(card, /The title was changed at Webex, as found today/);
  await card.click('Sync now');
  assert.equal(onlyMeeting(world).title, 'Design review');
  shows(card, /In step with Webex/);
});

test('a time that was changed at Webex is replaced when the event changes', async () => {
  // proves: E25
  const { world, person, eventId } = await changedAtWebex({ start: '2026-03-06T15:00:00', end: '2026-03-06T16:00:00', timezone: 'Europe/Paris' });
  shows(await open(person.openEvent(host, eventId)), /The time was changed at Webex/);
  person.calendar.edit(eventId, { summary: 'Design review, second round' });
  await world.settle();
  const { title, start } = onlyMeeting(world);
  assert.deepEqual([title, start], ['Design review, second round', '2026-03-06T10:00:00+01:00']);
});

test('a meeting that is changed back at Webex is in step again', async () => {
  // proves: E25
  const { world, person, eventId, meeting } = await changedAtWebex({ title: 'Renamed at Webex' });
  world.webex.person(host).changeMeeting(meeting.id, { title: 'Design review', sendEmail: false });
  await world.advance(halfDay);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('a meeting that was deleted at Webex is found without a change of its event, and not made again', async () => {
  // proves: E24, N3
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { start: '2026-03-06T10:00:00' } });
  await world.advance(halfDay);
  world.webex.person(host).deleteMeeting(meeting.id, { sendEmail: false });
  await world.advance(halfDay);
  shows(await open(person.openEvent(host, eventId)), /The meeting was deleted at Webex/);
  assert.deepEqual(meetings(world), []);
});

test('meetings in step are compared once per round, and nothing is written', async () => {
  // proves: N3
  const { world } = await meetingWorld({ fields: { start: '2026-03-06T10:00:00' } });
  await world.advance(halfDay);
  const from = world.webex.requests.length;
  await world.advance(halfDay);
  const asked = requestsSince(world, from);
  assert.ok(asked.length > 0 && asked.length <= 24, String(asked.length));
  assert.ok(asked.every((request) => request.startsWith('GET ')), asked.join());
});
