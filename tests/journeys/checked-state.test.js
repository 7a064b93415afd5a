// @ts-check
/** Journeys: the event's card says "in step" only of what it has compared, and names what it could not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, hour, linkedWorld, meetings, meetingWorld, open, requestsSince, shows } from './world.js';
import { at, seriesWorld } from './series-world.js';

const day = 24 * hour;

for (const [what, change] of /** @type {[string, object][]} */ ([
  ['title', { summary: 'Renamed' }], ['time', { start: '2026-03-06T15:00:00', minutes: 60 }],
])) {
  test(`a ${what} that Webex was not told yet is said on the card, and "Sync now" sends it`, async () => {
    // proves: N3, N4, E113
    const { world, person, eventId } = await meetingWorld();
    shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
    person.calendar.edit(eventId, change);
    const from = world.webex.requests.length;
    const panel = await open(person.openEvent(host, eventId));
    shows(panel, /The last change has not reached Webex yet/);
    assert.deepEqual(requestsSince(world, from), [], 'the card compares with what was last sent');
    await panel.click('Sync now');
    shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
    assert.ok(requestsSince(world, from).some((one) => one.startsWith('PATCH')));
  });
}

test('a guest who was added and not invited yet is said on the card', async () => {
  // proves: N3, N4, E113
  const { world, person, eventId } = await meetingWorld();
  person.calendar.addGuests(eventId, ['guest-9@example.com']);
  shows(await open(person.openEvent(host, eventId)), /The last change has not reached Webex yet/);
  await world.settle();
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('the card of an event with more guests than Google lists says that not all of them are invited', async () => {
  // proves: E63, N4, E113
  const { world, person } = await linkedWorld();
  const many = [...Array(230).keys()].map((number) => `guest-${number}@example.com`);
  const { id } = person.calendar.insert({ summary: 'All hands', start: '2026-03-10T10:00:00', minutes: 60, guests: many });
  await (await person.editEvent(host, id).pickConference('webex-meeting')).save();
  await world.advance(2 * hour);
  shows(await open(person.openEvent(host, id)), /more guests than Google lists.*not all of them are invited/i);
  const few = person.calendar.insert({ summary: 'Small', start: '2026-03-11T10:00:00', minutes: 60, guests });
  await (await person.editEvent(host, few.id).pickConference('webex-meeting')).save();
  await world.advance(2 * hour);
  assert.doesNotMatch((await open(person.openEvent(host, few.id))).text(), /more guests than Google lists/);
});

test('of a calendar that could not be read the card says that it is tried once a day', async () => {
  // proves: E10, N4, E113
  const { world, person } = await linkedWorld();
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: host }).id;
  const { id } = person.calendar.insert({ summary: 'Review', start: '2026-03-20T10:00:00', minutes: 60 }, { calendarId: team });
  await (await person.editEvent(team, id).pickConference('webex-meeting')).save();
  await world.advance(2 * hour);
  world.faults.add({ match: 'Calendar.Events.list', times: 3, error: { reason: 'forbidden', code: 403, message: 'Forbidden' } });
  person.calendar.edit(id, { summary: 'Renamed' }, { calendarId: team });
  await world.advance(2 * hour);
  world.faults.clear();
  shows(await open(person.openEvent(team, id)), /could not read this calendar.*once a day/);
  await world.advance(2 * day);
  assert.equal(meetings(world)[0].title, 'Renamed');
  shows(await open(person.openEvent(team, id)), /In step with Webex/);
});

test('the card of a series with too many changed occurrences for Webex names them as a possible reason', async () => {
  // proves: E42, N4
  const { world, person, id } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=DAILY;COUNT=70'] } });
  for (let number = 0; number < 65; number++) {
    const start = new Date(Date.parse('2026-03-03T09:00:00Z') + number * day);
    const utc = start.toISOString().slice(0, 11) + (number < 26 ? '09:00' : '08:00');
    person.calendar.edit(at(id, utc), { start: `${start.toISOString().slice(0, 10)}T15:00:00`, minutes: 60 });
  }
  await world.advance(5 * hour);
  shows(await open(person.openEvent(host, id)), /too many of its occurrences differ/);
});
