// @ts-check
/** Calendar's editor with a series or one event of it: the data that the add-on gets, and the events that saving changes. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { cardsWorld, guest, host } from './cards-world.js';

const WEEKLY = { summary: 'Talk', start: '2026-03-03T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };
const ids = (/** @type {string} */ id) => ['20260303T150000Z', '20260310T140000Z', '20260317T140000Z', '20260324T140000Z'].map((stamp) => `${id}_${stamp}`);
const told = (/** @type {any} */ panel) => JSON.parse(panel.card.sections[0].widgets[0].textParagraph.text);
const conferences = (/** @type {any} */ person, /** @type {string[]} */ events) => events.map((id) => person.calendar.see(id).conferenceData?.conferenceId);

test('the conference of a new series is made for the id of the series, and all its events have it', async () => {
  const { person } = cardsWorld();
  const editor = person.newEvent(WEEKLY);
  await editor.pickConference('room');
  const event = await editor.save();
  assert.deepEqual([event.id, event.recurrence, event.conferenceData.conferenceId], [editor.eventId, WEEKLY.recurrence, editor.eventId]);
  assert.deepEqual(conferences(person, ids(event.id)), Array(4).fill(event.id));
});

test('the add-on beside one event of a series is told its id and that of the series', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert({ ...WEEKLY, guests: [guest] });
  const [first] = ids(id);
  const calendar = told(await person.openEvent(host, first));
  assert.deepEqual([calendar.id, calendar.recurringEventId, calendar.calendarId, calendar.organizer.email], [first, id, host, host]);
  assert.deepEqual(calendar.attendees.map((/** @type {any} */ one) => one.email), [host, guest]);
  const series = told(await person.openEvent(host, id));
  assert.deepEqual([series.id, 'recurringEventId' in series], [id, false]);
});

test('saving one event of a series changes it alone', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert(WEEKLY);
  const [first, second] = ids(id);
  const editor = person.editEvent('primary', second);
  await editor.pickConference('room');
  const event = await editor.setTitle('Second').addGuest(guest).save();
  assert.deepEqual([event.id, event.recurringEventId, event.summary, event.conferenceData.conferenceId], [second, id, 'Second', second]);
  assert.deepEqual(conferences(person, [id, first, second]), [undefined, undefined, second]);
});

test('a new time typed into one event and saved for all shifts all by as much', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert(WEEKLY);
  const [, second] = ids(id);
  const series = await person.editEvent('primary', second).setTime('2026-03-11T12:00:00', '2026-03-11T12:30:00').save({ apply: 'all' });
  assert.deepEqual([series.id, series.start.dateTime, series.end.dateTime], [id, '2026-03-04T12:00:00-05:00', '2026-03-04T12:30:00-05:00']);
  assert.equal(person.calendar.see(`${id}_20260311T160000Z`).start.dateTime, '2026-03-11T12:00:00-04:00');
  const days = await person.editEvent('primary', `${id}_20260311T160000Z`).setTime('2026-03-12').save({ apply: 'all' });
  assert.deepEqual([days.start, days.end], [{ date: '2026-03-05' }, { date: '2026-03-06' }]);
});

test('saving one event for all, or for it and all after it, changes these', async () => {
  const { world, person } = cardsWorld();
  const { id } = person.calendar.insert(WEEKLY);
  const [first, second, third] = ids(id);
  await person.editEvent('primary', second).setTitle('All').addGuest(guest).save({ apply: 'all' });
  assert.deepEqual([person.calendar.see(first).summary, world.person(guest).calendar.see(id).summary], ['All', 'All']);
  await assert.rejects(person.editEvent('primary', id).save({ apply: 'all' }), /the open event is not one of a series/);
  const made = await person.editEvent('primary', third).setTime('2026-03-17T12:00:00').save({ apply: 'following' });
  assert.deepEqual([/^[0-9a-v]{26}$/.test(made.id), made.start.dateTime, made.summary], [true, '2026-03-17T12:00:00-04:00', 'All']);
  assert.deepEqual(person.calendar.see(id).recurrence, ['RRULE:FREQ=WEEKLY;UNTIL=20260317T035959Z']);
  await person.calendar.pickConference(`${id}_20260303T150000Z`, 'room', { apply: 'all' });
  assert.deepEqual(conferences(person, [id, first, made.id]), [first, first, undefined]);
});
