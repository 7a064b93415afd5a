// @ts-check
/** Journeys: many deletions at once wait for an answer, for each calendar by itself. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, seriesWorld } from './series-world.js';
import { host, hour, linkedWorld, meetings, open, shows } from './world.js';

/** How many meetings would be deleted by the homepage's question; zero without a question. @param {import('./world.js').Panel} panel */
const asked = (panel) => Number(/(\d+) Webex meetings would be deleted/.exec(panel.text())?.[1] ?? 0);

/** @param {import('./world.js').World} world @param {any} person @param {string} calendarId @param {number} count @param {string} title */
async function manyMeetings(world, person, calendarId, count, title) {
  const ids = [];
  for (let number = 0; number < count; number++) {
    const where = calendarId === host ? undefined : { calendarId };
    const { id } = person.calendar.insert({ summary: title, start: `2026-03-${10 + number}T10:00:00`, minutes: 60 }, where);
    const editor = person.editEvent(calendarId, id);
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(id);
  }
  await world.advance(hour);
  return ids;
}

async function twoCalendars() {
  const { world, person } = await linkedWorld();
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: host }).id;
  const own = await manyMeetings(world, person, host, 12, 'Own');
  const ofTeam = await manyMeetings(world, person, team, 13, 'Of the team');
  const home = () => open(person.openHome({ host: 'CALENDAR' }));
  const left = () => meetings(world).map(({ title }) => title).reduce((/** @type {Record<string, number>} */ all, title) => ({ ...all, [title]: (all[title] ?? 0) + 1 }), {});
  return { world, person, team, own, ofTeam, home, left };
}

for (const [answer, remaining] of /** @type {[string, object][]} */ ([
  ['Keep the meetings', { Own: 12, 'Of the team': 13 }], ['Delete the meetings', { 'Of the team': 13 }],
])) {
  test(`a question about one calendar outlives runs over another, and so does the answer “${answer}”`, async () => {
    // proves: E99, E91
    const { world, person, team, own, ofTeam, home, left } = await twoCalendars();
    for (const id of own) person.calendar.remove(id);
    await world.advance(3 * hour);
    person.calendar.edit(ofTeam[0], { start: '2026-04-10T10:00:00', minutes: 60 }, { calendarId: team });
    await world.advance(3 * hour);
    assert.equal(asked(await home()), 12);
    await (await home()).click(answer);
    person.calendar.edit(ofTeam[0], { start: '2026-04-11T10:00:00', minutes: 60 }, { calendarId: team });
    await world.advance(4 * hour);
    assert.deepEqual(left(), remaining);
    assert.equal(asked(await home()), 0);
  });
}

test('two calendars that are emptied are asked about together, and the answer counts for both', async () => {
  // proves: E99
  const { world, person, team, own, ofTeam, home, left } = await twoCalendars();
  for (const id of own) person.calendar.remove(id);
  await world.advance(2 * hour);
  for (const id of ofTeam) person.calendar.remove(id, { calendarId: team });
  await world.advance(3 * hour);
  assert.equal(asked(await home()), 25);
  await (await home()).click('Delete the meetings');
  await world.advance(4 * hour);
  assert.deepEqual(left(), {});
});

test('an answer for one calendar does not delete what another calendar loses later', async () => {
  // proves: E99, E91
  const { world, person, team, own, ofTeam, home, left } = await twoCalendars();
  for (const id of own) person.calendar.remove(id);
  await world.advance(3 * hour);
  await (await home()).click('Delete the meetings');
  for (const id of ofTeam) person.calendar.remove(id, { calendarId: team });
  await world.advance(4 * hour);
  assert.deepEqual(left(), { 'Of the team': 13 });
  assert.equal(asked(await home()), 13);
});

test('a series with many occurrences of their own counts once', async () => {
  // proves: E99
  const { world, person, id } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=14'] } });
  const occurrences = [...Array(12).keys()].map((number) => at(id, new Date(Date.parse('2026-03-03T09:00:00Z') + number * 7 * 24 * hour).toISOString().slice(0, 16).replace('T09', number < 4 ? 'T09' : 'T08')));
  for (const [number, occurrence] of occurrences.entries()) {
    person.calendar.edit(occurrence, { start: `2026-08-${10 + number}T15:00:00`, minutes: 60 });
  }
  await world.advance(3 * hour);
  assert.equal(held(world).length, 13);
  person.calendar.remove(id);
  await world.advance(4 * hour);
  shows(await open(person.openHome({ host: 'CALENDAR' })), /No Webex meetings in the next seven days/);
  assert.deepEqual([asked(await open(person.openHome({ host: 'CALENDAR' }))), meetings(world).length], [0, 0]);
});
