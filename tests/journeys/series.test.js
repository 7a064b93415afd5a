// @ts-check
/** Journeys: a series is one Webex series, and its occurrences are followed one by one. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, hour, linkedWorld, meetings, onlyMeeting, open, requestsSince, shows } from './world.js';

const weekly = { summary: 'Weekly review', start: '2026-03-03T10:00:00', minutes: 60, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };

/**
 * A saved series with a meeting from the conferencing menu, settled by its trigger.
 * @param {{filled?: object, spec?: Parameters<typeof linkedWorld>[0]}} [how]
 */
async function seriesWorld({ filled = {}, spec } = {}) {
  const { world, person } = await linkedWorld(spec);
  const editor = person.newEvent({ ...weekly, guests, ...filled });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.settle();
  return { world, person, id: editor.eventId };
}

/**
 * Each meeting as its title, its rule's name and the starts that remain.
 * @param {any} world
 */
const held = (world) =>
  meetings(world).map((/** @type {any} */ { title, recurrence, occurrences }) => [
    title, /FREQ=(\w+)/.exec(recurrence ?? '')?.[1] ?? null, occurrences.map((/** @type {string} */ start) => start.slice(0, 16)),
  ]);

test('a series is one meeting at Webex with the same occurrences, and its guests', async () => {
  // proves: N1, E35
  const { world } = await seriesWorld();
  const expected = ['2026-03-03T09:00', '2026-03-10T09:00', '2026-03-17T09:00', '2026-03-24T09:00'];
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', expected]]);
  assert.equal(onlyMeeting(world).invitees.length, 2);
  assert.deepEqual(world.webex.mail, []);
});

test('a moved and a cancelled occurrence are one changed and one deleted at Webex', async () => {
  // proves: E36, E37
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(`${id}_20260310T090000Z`, { start: '2026-03-10T15:00:00', minutes: 60 });
  person.calendar.remove(`${id}_20260317T090000Z`);
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', ['2026-03-03T09:00', '2026-03-10T14:00', '2026-03-24T09:00']]]);
});

test('an answer to one occurrence makes no call to Webex', async () => {
  // proves: E21
  const { world, person, id } = await seriesWorld();
  const from = world.webex.requests.length;
  person.calendar.answer(`${id}_20260310T090000Z`, 'accepted');
  await world.settle();
  assert.deepEqual(requestsSince(world, from), []);
});

test('this and following makes two series without a double on the day of the split', async () => {
  // proves: E38, E39, E40
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(`${id}_20260324T090000Z`, { summary: 'Special' });
  await world.settle();
  person.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second half' });
  await world.settle();
  assert.deepEqual(held(world), [
    ['Weekly review', 'WEEKLY', ['2026-03-03T09:00', '2026-03-10T09:00']],
    ['Second half', 'WEEKLY', ['2026-03-17T09:00', '2026-03-24T09:00']],
  ]);
  await world.advance(3 * hour);
  assert.equal(meetings(world).length, 2);
});

test('a rule that Webex cannot express becomes a standing meeting, and the card says so', async () => {
  // proves: E47
  const { world, person, id } = await seriesWorld({ filled: { start: '2026-03-27T10:00:00', recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'] } });
  const [[, freq, starts]] = held(world);
  assert.deepEqual([freq, starts[0], starts.at(-1), meetings(world).length], ['DAILY', '2026-03-27T09:00', '2026-05-29T08:00', 1]);
  shows(await open(person.openEvent(host, id)), /can't repeat the way this event does/);
});
