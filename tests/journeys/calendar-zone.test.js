// @ts-check
/** Journeys: a calendar in another zone than its reader's, and times that Webex can't keep, look the same to every way of following. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, linkedWorld, meetings, open, requestsSince, shows } from './world.js';

const day = 24 * hour;

/** A calendar in Los Angeles of somebody in Paris, with an all-day event and its meeting. */
async function westernWorld() {
  const { world, person } = await linkedWorld();
  const west = world.calendars.addCalendar({ summary: 'West', timeZone: 'America/Los_Angeles', owner: host }).id;
  const { id } = person.calendar.insert({ summary: 'Fair', start: '2026-03-12', end: '2026-03-13' }, { calendarId: west });
  await (await person.editEvent(west, id).pickConference('webex-meeting')).save();
  await world.advance(2 * hour);
  const start = () => new Date(meetings(world)[0].start).toISOString();
  return { world, person, west, id, start };
}

test('"Sync now" keeps an all-day event on its day in the zone of its calendar', async () => {
  // proves: E52, E50
  const { world, person, west, id, start } = await westernWorld();
  assert.equal(start(), '2026-03-12T07:00:00.000Z');
  person.calendar.edit(id, { summary: 'Trade fair' }, { calendarId: west });
  const panel = await open(person.openEvent(west, id));
  const from = world.webex.requests.length;
  await panel.click('Sync now');
  assert.equal(panel.error, null);
  assert.ok(requestsSince(world, from).some((one) => one.startsWith('PATCH')));
  assert.deepEqual([start(), meetings(world)[0].title], ['2026-03-12T07:00:00.000Z', 'Trade fair']);
  await world.advance(3 * hour);
  assert.equal(start(), '2026-03-12T07:00:00.000Z');
});

test('what was changed at Webex is found for an all-day event of a calendar in another zone', async () => {
  // proves: E52, E24
  const { world, person, west, id, start } = await westernWorld();
  await world.advance(day);
  shows(await open(person.openEvent(west, id)), /In step with Webex/);
  world.webex.person(host).changeMeeting(meetings(world)[0].id, { title: 'Renamed at Webex', sendEmail: false });
  await world.advance(2 * day);
  shows(await open(person.openEvent(west, id)), /The title was changed at Webex/);
  assert.equal(start(), '2026-03-12T07:00:00.000Z');
});

test('an event with seconds is no event that was changed at Webex', async () => {
  // proves: E60, E24, E106
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ summary: 'Launch', start: '2026-03-20T10:00:30', minutes: 45 });
  await (await person.editEvent(host, id).pickConference('webex-meeting')).save();
  await world.advance(3 * day);
  shows(await open(person.openEvent(host, id)), /In step with Webex/);
  assert.equal(meetings(world)[0].start.slice(0, 16), '2026-03-20T10:00');
});
