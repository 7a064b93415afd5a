// @ts-check
/** Journeys: what a run over many changed events costs in round trips. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, meetings, minute, confirmDeletions, open } from './world.js';

/** @typedef {import('../../simulator/world.js').World} World */

const many = 12;

/** A world with many events that have meetings, after their change trigger. */
async function manyMeetings() {
  const { world, person } = await linkedWorld();
  const ids = [];
  for (let number = 0; number < many; number++) {
    const editor = person.newEvent({ summary: `Meeting ${number}`, start: `2026-03-${10 + number}T10:00:00`, minutes: 60 });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
  }
  await world.settle();
  assert.equal(meetings(world).length, many);
  return { world, person, ids };
}

/** @param {World} world */
const trips = (world) => world.roundTrips(last(world, 'onCalendarChange'));

test('many changed events cost one list, one lock, one cache read, one load, one save and one fetchAll', async () => {
  // proves: A4, E8
  const { world, person, ids } = await manyMeetings();
  for (const id of ids) person.calendar.edit(id, { summary: 'Renamed' });
  await world.settle();
  assert.ok(meetings(world).every((meeting) => meeting.title === 'Renamed'));
  const { total, ...counts } = trips(world);
  assert.deepEqual(counts, { Lock: 2, Properties: 2, Calendar: 1, UrlFetchApp: 1, Cache: 1 });
});

test('changed guests cost one more fetchAll', async () => {
  // proves: P10
  const { world, person, ids } = await manyMeetings();
  for (const id of ids) person.calendar.addGuests(id, ['guest-1@example.com']);
  await world.settle();
  for (const id of ids) person.calendar.addGuests(id, ['guest-2@example.com']);
  await world.settle();
  assert.equal(trips(world).UrlFetchApp, 2);
  assert.ok(meetings(world).every((meeting) => meeting.invitees.length === 2));
});

test('events that get new meetings cost three saves, and reserved and written in one batch each with If-Match', async () => {
  // proves: E12, A5
  const { world, person, ids } = await manyMeetings();
  for (const id of ids) person.calendar.remove(id);
  await world.advance(2 * 60 * minute);
  await confirmDeletions(world, person);
  assert.equal(meetings(world).length, 0);
  // The homepage reads the organisation's policy anew, so that the run counts without that.
  await open(person.openHome({ host: 'CALENDAR' }));
  for (const id of ids) person.calendar.restore(id);
  /** @type {any[]} */
  const writes = [];
  const route = world.route.bind(world);
  world.route = (request) => {
    if (request.method.toUpperCase() === 'PATCH' && request.url.includes('googleapis.com')) writes.push(request.headers['if-match']);
    return route(request);
  };
  await world.settle();
  assert.equal(meetings(world).length, many);
  const runs = world.executions.filter((execution) => execution.entry === 'onCalendarChange').slice(-2);
  const counts = world.roundTrips(runs[0]);
  assert.equal(counts.Properties, 4, 'one load and three saves');
  assert.equal(counts.UrlFetchApp, 1 + 2 + 1, 'one for the reservations, two for twelve creates and one for the writes');
  assert.equal(counts.Calendar, 1, 'one list and no single write');
  assert.equal(writes.length, 2 * many);
  assert.ok(writes.every(Boolean));
});

test('one event that gets a new meeting is written through the Calendar service', async () => {
  // proves: A5
  const { world, person, ids } = await manyMeetings();
  person.calendar.remove(ids[0]);
  await world.advance(2 * 60 * minute);
  person.calendar.restore(ids[0]);
  await world.settle();
  const run = world.executions.filter((execution) => execution.entry === 'onCalendarChange').slice(-2)[0];
  assert.ok(run.calls.some((call) => call.service === 'Calendar' && call.method === 'Events.patch'));
});

test('a token refresh during a run costs one fetch, one save and one read of the script properties', async () => {
  // proves: E75
  const { world, person, ids } = await manyMeetings();
  const tokens = JSON.parse(world.user(host).properties.get('tokens') ?? '{}');
  world.user(host).properties.set('tokens', JSON.stringify({ ...tokens, access: 'no-longer-valid' }));
  person.calendar.edit(ids[0], { summary: 'Renamed' });
  await world.settle();
  const { total, ...counts } = trips(world);
  assert.deepEqual(counts, { Lock: 2, Properties: 4, Calendar: 1, UrlFetchApp: 3, Cache: 1 });
  const after = JSON.parse(world.user(host).properties.get('tokens') ?? '{}');
  assert.notEqual(after.access, 'no-longer-valid');
});

test('a change that does not concern Webex costs no request', async () => {
  // proves: E21
  const { world, person, ids } = await manyMeetings();
  for (const id of ids) person.calendar.edit(id, { description: 'More words.' });
  await world.settle();
  assert.equal(trips(world).UrlFetchApp, undefined);
});

test('requests that Webex refused with 429 are repeated after the time that it named, and not all at once', async () => {
  // proves: E13
  const { world, person, ids } = await manyMeetings();
  const path = /\/v1\/meetings\//;
  world.webex.faults.add({ method: 'PATCH', path, times: many, status: 429, html: '<h1>Too many</h1>', headers: { 'retry-after': '3600' } });
  for (const id of ids) person.calendar.edit(id, { summary: 'Renamed' });
  await world.settle();
  const now = world.clock.now() / 60_000;
  const lines = [...world.user(host).properties].filter(([key]) => key.startsWith('links.')).flatMap(([, text]) => text.split('\n'));
  const due = lines.filter((line) => line.split('|')[3] === 'b').map((line) => parseInt(line.split('|')[4], 36) - now);
  assert.equal(due.length, many);
  assert.ok(due.every((minutes) => minutes >= 59 && minutes <= 77), due.join());
  assert.ok(new Set(due).size > 1, due.join());
  await world.advance(3 * 60 * minute);
  assert.ok(meetings(world).every((meeting) => meeting.title === 'Renamed'));
});
