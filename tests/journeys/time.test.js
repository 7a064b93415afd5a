// @ts-check
/** Journeys: time zones, clock changes, all-day events and unusual dates, for single events and for series. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, seriesWorld, tuesdays } from './series-world.js';
import { host, hour, meetings, meetingWorld, onlyMeeting, open, requestsSince, shows } from './world.js';

/** @param {string} zone @param {string} date */
const inZone = (zone, date) => ({
  start: { dateTime: `${date}T10:00:00`, timeZone: zone },
  end: { dateTime: `${date}T11:00:00`, timeZone: zone },
  minutes: undefined,
});

test('a series keeps its local time in its own zone, whose clock changes are not the site\'s', async () => {
  // proves: E60, E44
  // New York changes its clock on the eighth of March, Paris on the twenty-ninth.
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=5'];
  const { world, person, id } = await seriesWorld({ fields: { ...inZone('America/New_York', '2026-03-03'), recurrence } });
  const starts = ['03T15:00', '10T14:00', '17T14:00', '24T14:00', '31T14:00'].map((time) => `2026-03-${time}`);
  assert.deepEqual([onlyMeeting(world).timezone, held(world)], ['America/New_York', [['Weekly review', 'WEEKLY', starts]]]);
  const from = world.webex.requests.length;
  person.calendar.edit(at(id, starts[1]), { summary: 'Special' });
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', starts]]);
  assert.equal(requestsSince(world, from).filter((request) => /PATCH|POST|DELETE/.test(request)).length, 1);
});

test('the last occurrence of a series whose end is given in UTC is neither lost nor doubled', async () => {
  // proves: E44
  // Half past midnight on the last Tuesday of March is 22:30 of the day before in UTC, one hour earlier than before the clock change.
  for (const [until, last, count] of [['20260330T222959Z', '2026-03-23T23:30', 2], ['20260330T223000Z', '2026-03-30T22:30', 3]]) {
    const { world } = await seriesWorld({ fields: { start: '2026-03-17T00:30:00', recurrence: [`RRULE:FREQ=WEEKLY;UNTIL=${until}`] } });
    const [[, , starts]] = held(world);
    assert.deepEqual([starts.length, starts.at(-1)], [count, last]);
  }
});

test('the thirty-first of each month and the last of February take place where Google has them', async () => {
  // proves: E62
  const months = await seriesWorld({ fields: { start: '2026-03-31T10:00:00', recurrence: ['RRULE:FREQ=MONTHLY;COUNT=3'] } });
  assert.deepEqual(held(months.world)[0][2], ['2026-03-31T08:00', '2026-05-31T08:00', '2026-07-31T08:00']);
  const years = await seriesWorld({ fields: { start: '2028-02-29T10:00:00', recurrence: ['RRULE:FREQ=YEARLY;COUNT=2'] } });
  const { recurrence, occurrences } = onlyMeeting(years.world);
  assert.deepEqual([/FREQ=YEARLY;COUNT=2.*BYMONTH=2;BYMONTHDAY=29/.test(String(recurrence)), occurrences[0]], [true, '2028-02-29T09:00:00.000Z']);
  for (const { person, id, world } of [months]) {
    for (const start of held(world)[0][2]) assert.equal(person.calendar.see(at(id, start)).summary, 'Weekly review');
  }
});

test('an all-day series has its first day once, and a cancelled day is deleted', async () => {
  // proves: E51, E53
  const { world, person, id } = await seriesWorld({ fields: { start: '2026-03-03', minutes: undefined, recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] } });
  const midnights = ['02', '03', '04'].map((date) => `2026-03-${date}T23:00`);
  assert.deepEqual(held(world), [['Weekly review', 'DAILY', midnights]]);
  person.calendar.remove(`${id}_20260304`);
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'DAILY', [midnights[0], midnights[2]]]]);
});

test('an all-day event becomes a timed one and back, and its meeting follows', async () => {
  // proves: E54, E55
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { start: '2026-03-04', minutes: undefined } });
  assert.deepEqual([meeting.start, meeting.end], ['2026-03-04T00:00:00+01:00', '2026-03-04T23:59:00+01:00']);
  person.calendar.edit(eventId, { start: '2026-03-05T10:00:00', minutes: 60 });
  await world.settle();
  assert.deepEqual([onlyMeeting(world).start, onlyMeeting(world).end], ['2026-03-05T10:00:00+01:00', '2026-03-05T11:00:00+01:00']);
  person.calendar.edit(eventId, { start: { date: '2026-03-06', dateTime: null, timeZone: null }, end: { date: '2026-03-08', dateTime: null, timeZone: null } });
  await world.settle();
  assert.deepEqual([onlyMeeting(world).start, onlyMeeting(world).end, onlyMeeting(world).id], ['2026-03-06T00:00:00+01:00', '2026-03-06T23:59:00+01:00', meeting.id]);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('where start and end are in different zones, the meeting is in the zone of the start and keeps its length', async () => {
  // proves: E56
  const start = { dateTime: '2026-03-04T10:00:00', timeZone: 'Europe/Paris' };
  const end = { dateTime: '2026-03-04T06:00:00', timeZone: 'America/New_York' };
  const { meeting } = await meetingWorld({ fields: { start, end, minutes: undefined } });
  assert.deepEqual([meeting.timezone, meeting.start, meeting.end], ['Europe/Paris', '2026-03-04T10:00:00+01:00', '2026-03-04T12:00:00+01:00']);
});

test('an old name of a zone gives the same time', async () => {
  // proves: E58
  const { meeting } = await meetingWorld({ fields: inZone('Asia/Calcutta', '2026-03-04') });
  assert.equal(new Date(meeting.start).toISOString(), '2026-03-04T04:30:00.000Z');
});

test('when the person travels, events with a zone of their own and their meetings stay', async () => {
  // proves: E61
  const { world, person, id } = await seriesWorld();
  world.user(host).timeZone = 'Asia/Seoul';
  world.calendars.calendar(host).timeZone = 'Asia/Seoul';
  const from = world.webex.requests.length;
  person.calendar.edit(id, { description: 'Read on the way.' });
  await world.advance(2 * hour);
  assert.equal(requestsSince(world, from).filter((request) => !request.startsWith('GET')).length, 0);
  assert.deepEqual([held(world), onlyMeeting(world).timezone], [[['Weekly review', 'WEEKLY', tuesdays]], 'Europe/Paris']);
  person.calendar.edit(at(id, tuesdays[1]), { summary: 'Special' });
  await world.settle();
  assert.deepEqual([held(world), meetings(world)[0].exceptions[0].title], [[['Weekly review', 'WEEKLY', tuesdays]], 'Special']);
});

test('a date that is excluded in another zone than the event\'s leaves the series a weekly one', async () => {
  // proves: E46, E44, E105
  const recurrence = ['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Asia/Tokyo:20260310T180000'];
  const { world } = await seriesWorld({ fields: { recurrence } });
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', ['2026-03-03T09:00', '2026-03-17T09:00', '2026-03-24T09:00']]]);
});
