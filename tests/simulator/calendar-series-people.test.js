// @ts-check
/** People's changes of series in the simulated Calendar: this event, all events, this and following, guests, copies, moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal, webexConference } from './calendar-fake.js';

/** @typedef {ReturnType<typeof calendarWorld>} World */

const THIRD = 'guest-2@example.com';

/** @param {World} world @param {any} [more] */
function weekly(world, more = {}) {
  const { id } = world.host.insert({ summary: 'Weekly', start: '2026-03-16T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'], ...more });
  const [first, second, third, fourth] = ['20260316T090000Z', '20260323T090000Z', '20260330T080000Z', '20260406T080000Z'].map((stamp) => `${id}_${stamp}`);
  return { id, first, second, third, fourth };
}

/** Day, time and title of every event, as the organiser's calendar shows them. @param {World} world @param {string} [calendarId] @returns {string[]} */
const shown = (world, calendarId = HOST) => world.script(calendarId.includes('@example') ? calendarId : HOST).Calendar.Events.list(calendarId, { singleEvents: true, orderBy: 'startTime' })
  .items.map((/** @type {any} */ { start, summary }) => `${start.date ?? start.dateTime.slice(0, 16)} ${summary}`);

/** The delta since a token: id and status. @param {World} world @param {string} syncToken @param {string} [email] */
const delta = (world, syncToken, email = HOST) => Object.fromEntries(
  world.script(email).Calendar.Events.list(email, { syncToken }).items.map((/** @type {any} */ { id, status }) => [id, status]),
);

/** @param {World} world @param {string} [email] */
const token = (world, email = HOST) => world.script(email).Calendar.Events.list(email).nextSyncToken;

test('a person edits, deletes and restores one event of a series', () => {
  const world = calendarWorld();
  const { first, second, third } = weekly(world);
  const one = world.host.edit(first, { start: '2026-03-17T12:00:00', summary: 'One' });
  assert.deepEqual([one.id, one.start.dateTime, one.end.dateTime], [first, '2026-03-17T12:00:00+01:00', '2026-03-17T13:00:00+01:00']);
  assert.equal(world.host.remove(second).status, 'cancelled');
  assert.deepEqual(shown(world), ['2026-03-17T12:00 One', '2026-03-30T10:00 Weekly', '2026-04-06T10:00 Weekly']);
  assert.equal(world.host.restore(second).start.dateTime, '2026-03-23T10:00:00+01:00');
  assert.equal(world.host.see(third).recurringEventId, one.recurringEventId);
  assert.equal(shown(world).length, 4);
  assert.ok(world.changes.every(({ byScript }) => !byScript));
});

test('one event of a series becomes a whole day and keeps its place in the series', () => {
  const world = calendarWorld();
  const { first } = weekly(world);
  const day = world.host.edit(first, { start: '2026-03-18' });
  assert.deepEqual([day.start, day.end, day.originalStartTime], [{ date: '2026-03-18' }, { date: '2026-03-19' }, { dateTime: '2026-03-16T10:00:00+01:00', timeZone: 'Europe/Berlin' }]);
  assert.deepEqual(shown(world)[0], '2026-03-18 Weekly');
});

test('a conference is changed on one event of a series alone', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world, { conferenceData: webexConference('c1') });
  world.host.setConference(first, webexConference('c2'));
  world.host.switchConference(second, 'hangoutsMeet');
  world.host.removeConference(`${id}_20260330T080000Z`);
  const solution = (/** @type {string} */ eventId) => world.host.see(eventId).conferenceData?.conferenceSolution.name;
  assert.deepEqual([first, second, `${id}_20260330T080000Z`, `${id}_20260406T080000Z`, id].map(solution), ['Webex', 'Google Meet', undefined, 'Webex', 'Webex']);
  assert.equal(world.host.see(first).conferenceData.conferenceId, 'c2');
});

test('this and following: the old series ends with the day before, a new one begins, and no day is doubled', () => {
  const world = calendarWorld();
  const { id, third } = weekly(world, { guests: [GUEST], location: 'Room', extendedProperties: { private: { tag: 'x' } } });
  const syncToken = token(world);
  const made = world.host.editFollowing(id, '2026-03-30T10:00:00', { summary: 'Later' });
  const newId = `${id}_R20260330T080000`;
  assert.deepEqual([made.id, made.iCalUID, made.recurrence, made.start.dateTime], [newId, `${newId}@google.com`, ['RRULE:FREQ=WEEKLY;COUNT=2'], '2026-03-30T10:00:00+02:00']);
  assert.deepEqual([made.location, made.extendedProperties.private, made.attendees.map((/** @type {any} */ guest) => guest.email)], ['Room', { tag: 'x' }, [HOST, GUEST]]);
  assert.deepEqual(world.host.see(id).recurrence, ['RRULE:FREQ=WEEKLY;UNTIL=20260329T215959Z']);
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Weekly', '2026-03-23T10:00 Weekly', '2026-03-30T10:00 Later', '2026-04-06T10:00 Later']);
  assert.deepEqual(delta(world, syncToken), { [id]: 'confirmed', [newId]: 'confirmed' });
  assert.throws(() => world.script().Calendar.Events.get(HOST, `${newId}_20260330T080000Z`), refusal('Not Found', 404));
  assert.equal(world.host.see(third).recurringEventId, newId);
  assert.deepEqual(shown(world, GUEST).map((line) => line.slice(17)), ['Weekly', 'Weekly', 'Later', 'Later']);
  assert.deepEqual(world.changes.filter(({ calendarId }) => calendarId === HOST).length, 2, 'one act, one notice');
});

test('a second split takes the id of the first series without its cut', () => {
  const world = calendarWorld();
  const { id } = weekly(world);
  const made = world.host.editFollowing(id, '2026-03-23T10:00:00', { summary: 'Second' });
  const again = world.host.editFollowing(made.id, `${id}_20260406T080000Z`, { summary: 'Fourth' });
  assert.equal(again.id, `${id}_R20260406T080000`);
  assert.deepEqual(shown(world).map((line) => line.slice(17)), ['Weekly', 'Second', 'Second', 'Fourth']);
});

test('with unchanged times the exceptions behind a split go over to the new series', () => {
  const world = calendarWorld();
  const { id, first, third, fourth } = weekly(world, { guests: [GUEST] });
  world.host.edit(first, { summary: 'Kept' });
  world.host.edit(third, { start: '2026-03-31T15:00:00' });
  world.host.remove(fourth);
  const [syncToken, guestToken] = [token(world), token(world, GUEST)];
  const { id: newId } = world.host.editFollowing(id, '2026-03-23T10:00:00', { summary: 'Later' });
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Kept', '2026-03-23T10:00 Later', '2026-03-31T15:00 Later']);
  const moved = { [id]: 'confirmed', [newId]: 'confirmed', [third]: 'confirmed', [fourth]: 'cancelled' };
  assert.deepEqual(delta(world, syncToken), moved);
  assert.deepEqual(delta(world, guestToken, GUEST), moved);
  assert.equal(world.host.see(third).iCalUID, `${newId}@google.com`);
  const listed = world.script().Calendar.Events.list(HOST).items.filter((/** @type {any} */ item) => [third, fourth].includes(item.id));
  assert.deepEqual(listed.map((/** @type {any} */ { status, recurringEventId }) => [status, recurringEventId]).sort(), [['cancelled', newId], ['confirmed', newId]]);
});

test('with other times the exceptions behind a split are reset', () => {
  const world = calendarWorld();
  const { id, third, fourth } = weekly(world);
  world.host.edit(third, { summary: 'Third' });
  world.host.remove(fourth);
  const syncToken = token(world);
  const { id: newId } = world.host.editFollowing(id, '2026-03-23T10:00:00', { start: '2026-03-24T11:00:00' });
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Weekly', '2026-03-24T11:00 Weekly', '2026-03-31T11:00 Weekly', '2026-04-07T11:00 Weekly']);
  assert.deepEqual(delta(world, syncToken), { [id]: 'confirmed', [newId]: 'confirmed', [third]: 'cancelled', [fourth]: 'cancelled' });
});

test('a split shares out several rules and dates, and ends none later than it did', () => {
  const world = calendarWorld();
  const recurrence = ['RRULE:FREQ=DAILY;COUNT=2', 'RRULE:FREQ=WEEKLY;UNTIL=20260406T080000Z', 'RDATE;TZID=Europe/Berlin:20260318T100000,20260401T100000', 'EXDATE:20260317T090000Z'];
  const { id } = world.host.insert({ summary: 'Old', start: '2026-03-16T10:00:00', recurrence });
  const before = shown(world).map((line) => line.slice(0, 10));
  assert.deepEqual(before, ['2026-03-16', '2026-03-18', '2026-03-23', '2026-03-30', '2026-04-01', '2026-04-06']);
  const made = world.host.editFollowing(id, '2026-03-30T10:00:00', { summary: 'New' });
  assert.deepEqual(made.recurrence, ['RRULE:FREQ=WEEKLY;UNTIL=20260406T080000Z', 'RDATE;TZID=Europe/Berlin:20260401T100000']);
  assert.deepEqual(world.host.see(id).recurrence, [
    'RRULE:FREQ=DAILY;COUNT=2', 'RRULE:FREQ=WEEKLY;UNTIL=20260329T215959Z', 'RDATE;TZID=Europe/Berlin:20260318T100000', 'EXDATE:20260317T090000Z',
  ]);
  assert.deepEqual(shown(world).map((line) => line.slice(0, 10)), before);
});

test('a split at the first event changes all events', () => {
  const world = calendarWorld();
  const { id, first } = weekly(world);
  assert.equal(world.host.editFollowing(id, first, { summary: 'All' }).id, id);
  assert.deepEqual([world.host.see(id).recurrence, shown(world).length], [['RRULE:FREQ=WEEKLY;COUNT=4'], 4]);
  assert.equal(world.host.removeFollowing(id, first).status, 'cancelled');
  assert.deepEqual(shown(world), []);
});

test('an all-day series ends the day before its split', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Days', start: '2026-03-28', recurrence: ['RRULE:FREQ=DAILY', 'EXDATE;VALUE=DATE:20260329,20260401'] });
  const made = world.host.editFollowing(id, '2026-03-30', { summary: 'Rest', recurrence: ['RRULE:FREQ=DAILY;UNTIL=20260331'] });
  assert.equal(made.id, `${id}_R20260330`);
  assert.deepEqual(world.host.see(id).recurrence, ['RRULE:FREQ=DAILY;UNTIL=20260329', 'EXDATE;VALUE=DATE:20260329']);
  assert.deepEqual(shown(world), ['2026-03-28 Days', '2026-03-30 Rest', '2026-03-31 Rest']);
});

test('deleting this and following ends the series and its exceptions there', () => {
  const world = calendarWorld();
  const { id, third } = weekly(world);
  world.host.edit(third, { summary: 'Third' });
  const left = world.host.removeFollowing(id, '2026-03-30T10:00:00');
  assert.deepEqual(left.recurrence, ['RRULE:FREQ=WEEKLY;UNTIL=20260329T215959Z']);
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Weekly', '2026-03-23T10:00 Weekly']);
  assert.throws(() => world.host.removeFollowing(id, '2026-03-31T10:00:00'), /the series has no event at 2026-03-31T10:00:00/);
});

test('whether the new series of a split keeps the conference is a switch', () => {
  for (const splitKeepsConferenceData of [true, false]) {
    const world = calendarWorld({ options: { splitKeepsConferenceData } });
    const { id, fourth } = weekly(world, { conferenceData: webexConference('c1') });
    world.host.edit(fourth, { summary: 'Last' });
    const made = world.host.editFollowing(id, '2026-03-30T10:00:00', { summary: 'Later' });
    const expected = splitKeepsConferenceData ? 'c1' : undefined;
    assert.equal(made.conferenceData?.conferenceId, expected);
    assert.equal(world.host.see(fourth).conferenceData?.conferenceId, expected);
    assert.equal(world.host.see(id).conferenceData.conferenceId, 'c1');
  }
});

test('a Meet conference goes over a split as well', () => {
  const world = calendarWorld();
  const { id } = weekly(world);
  world.host.switchConference(id, 'hangoutsMeet');
  const made = world.host.editFollowing(id, '2026-03-30T10:00:00', { summary: 'Later' });
  assert.equal(made.hangoutLink, world.host.see(id).hangoutLink);
});

test('a new time for all events keeps what was changed one by one, where Google keeps it', () => {
  const world = calendarWorld();
  const { id, first, second, third } = weekly(world, { guests: [GUEST] });
  world.host.edit(first, { start: '2026-03-17T15:00:00' });
  world.host.edit(second, { summary: 'Second' });
  world.host.remove(third);
  const syncToken = token(world);
  world.host.editAll(id, { start: '2026-03-16T11:00:00' });
  assert.deepEqual(shown(world, GUEST), ['2026-03-17T10:00 Weekly', '2026-03-23T06:00 Second', '2026-04-06T05:00 Weekly']);
  assert.deepEqual(shown(world), ['2026-03-17T15:00 Weekly', '2026-03-23T11:00 Second', '2026-04-06T11:00 Weekly']);
  assert.deepEqual(delta(world, syncToken), {
    [id]: 'confirmed', [first]: 'cancelled', [second]: 'cancelled', [third]: 'cancelled',
    [`${id}_20260316T100000Z`]: 'confirmed', [`${id}_20260323T100000Z`]: 'confirmed', [`${id}_20260330T090000Z`]: 'cancelled',
  });
  assert.equal(world.host.see(`${id}_20260316T100000Z`).originalStartTime.dateTime, '2026-03-16T11:00:00+01:00');
});

test('a new time for all events resets what was changed one by one, where Google resets it', () => {
  const world = calendarWorld({ options: { seriesEditKeepsExceptions: false } });
  const { id, first, second, third } = weekly(world, { guests: [GUEST] });
  world.host.edit(first, { start: '2026-03-17T15:00:00' });
  world.host.edit(second, { summary: 'Second' });
  world.host.remove(third);
  world.host.editAll(id, { start: '2026-03-16T11:00:00' });
  const all = ['2026-03-16T11:00 Weekly', '2026-03-23T11:00 Weekly', '2026-03-30T11:00 Weekly', '2026-04-06T11:00 Weekly'];
  assert.deepEqual(shown(world), all);
  assert.deepEqual(shown(world, GUEST).length, 4);
  world.host.remove(`${id}_20260323T100000Z`);
  world.host.editAll(id, { recurrence: ['RRULE:FREQ=DAILY;COUNT=8'] });
  assert.equal(shown(world).length, 8, 'an occurrence that the rules still give is plain again');
});

test('a daily series moved by a day carries its exceptions to the next ids', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Daily', start: '2026-03-16T10:00:00', recurrence: ['RRULE:FREQ=DAILY;COUNT=4'] });
  world.host.edit(`${id}_20260316T090000Z`, { summary: 'A' });
  world.host.edit(`${id}_20260317T090000Z`, { summary: 'B' });
  world.host.editAll(id, { start: '2026-03-17T10:00:00' });
  assert.deepEqual(shown(world), ['2026-03-17T10:00 A', '2026-03-18T10:00 B', '2026-03-19T10:00 Daily', '2026-03-20T10:00 Daily']);
});

test('a shorter series gives up the exceptions beyond its end, and a longer one has plain events there', () => {
  const world = calendarWorld({ options: { seriesEditKeepsExceptions: false } });
  const { id, second, fourth } = weekly(world);
  world.host.edit(second, { summary: 'Second' });
  world.host.edit(fourth, { summary: 'Fourth' });
  world.host.editAll(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'] });
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Weekly', '2026-03-23T10:00 Second']);
  assert.equal(world.host.see(fourth).status, 'cancelled');
  world.host.editAll(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
  assert.deepEqual(shown(world).at(-1), '2026-04-06T10:00 Weekly');
});

test('a weekly series moved to another day of the week repeats there', () => {
  const world = calendarWorld();
  const { id } = weekly(world, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE'] });
  world.host.editAll(id, { start: '2026-03-17T10:00:00' });
  assert.deepEqual(world.host.see(id).recurrence, ['RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU,WE']);
  const made = world.host.editFollowing(id, '2026-03-24T10:00:00', { start: '2026-03-26T10:00:00' });
  assert.deepEqual(made.recurrence, ['RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TH,WE']);
});

test('a script moves a series or its rules, and its exceptions follow', () => {
  const world = calendarWorld();
  const { id, second } = weekly(world);
  const { Calendar } = world.script();
  Calendar.Events.patch({ summary: 'Second' }, HOST, second);
  Calendar.Events.patch({ start: { dateTime: '2026-03-16T08:00:00', timeZone: 'Europe/Berlin' }, end: { dateTime: '2026-03-16T09:00:00', timeZone: 'Europe/Berlin' } }, HOST, id);
  assert.deepEqual(shown(world).slice(0, 2), ['2026-03-16T08:00 Weekly', '2026-03-23T08:00 Second']);
  Calendar.Events.patch({ recurrence: ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2'] }, HOST, id);
  assert.deepEqual(shown(world), ['2026-03-16T08:00 Weekly', '2026-03-30T08:00 Weekly'], 'an exception off the new rule is gone');
});

test('a single event becomes a series and a series a single event', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const { id } = Calendar.Events.insert({ summary: 'Single', start: { dateTime: '2026-03-16T10:00:00+01:00' }, end: { dateTime: '2026-03-16T11:00:00+01:00' } }, HOST);
  const series = world.host.edit(id, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
  assert.deepEqual([series.id, series.start], [id, { dateTime: '2026-03-16T10:00:00+01:00', timeZone: 'Europe/Berlin' }]);
  world.host.edit(`${id}_20260323T090000Z`, { summary: 'Second' });
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Single', '2026-03-23T10:00 Second', '2026-03-30T10:00 Single']);
  assert.equal('recurrence' in world.host.edit(id, { recurrence: null }), false);
  assert.deepEqual(shown(world), ['2026-03-16T10:00 Single']);
  assert.deepEqual(Calendar.Events.list(HOST).items.length, 1);
});

test('a guest of one event alone has it without its series', () => {
  const world = calendarWorld();
  const { id, second } = weekly(world);
  world.host.addGuests(second, [GUEST]);
  const orphan = world.guest.see(second);
  assert.deepEqual([orphan.id, orphan.recurringEventId, orphan.organizer.email, orphan.originalStartTime.dateTime], [second, id, HOST, '2026-03-23T05:00:00-04:00']);
  assert.deepEqual([world.guest.see(id), world.guest.seeAll().length], [undefined, 1]);
  assert.throws(() => world.script(GUEST).Calendar.Events.get(GUEST, id), refusal('Not Found', 404));
  assert.deepEqual(shown(world, GUEST), ['2026-03-23T05:00 Weekly']);
  world.host.editAll(id, { summary: 'All' });
  assert.deepEqual(shown(world, GUEST), ['2026-03-23T05:00 All']);
  world.host.removeGuests(second, [GUEST]);
  assert.deepEqual(shown(world, GUEST), []);
});

test('a guest of one event alone loses it with the rules that gave it', () => {
  const world = calendarWorld();
  const { id, fourth } = weekly(world);
  world.host.addGuests(fourth, [GUEST]);
  const syncToken = token(world, GUEST);
  world.host.removeFollowing(id, '2026-03-30T10:00:00');
  assert.deepEqual(delta(world, syncToken, GUEST), { [fourth]: 'cancelled' });
});

test('guests\' copies follow one event, and are taken from one event', () => {
  const world = calendarWorld();
  const { id, first, second, third } = weekly(world, { guests: [GUEST, THIRD] });
  world.host.edit(first, { summary: 'One' });
  world.host.remove(second);
  world.host.removeGuests(third, [GUEST]);
  assert.deepEqual(shown(world, GUEST), ['2026-03-16T05:00 One', '2026-04-06T04:00 Weekly']);
  assert.deepEqual([world.guest.see(third).status, world.host.see(third).status], ['cancelled', 'confirmed']);
  assert.deepEqual(world.store.mails.filter(({ kind }) => kind === 'cancellation').map(({ eventId, to }) => [eventId, to]), [[second, [GUEST, THIRD]], [third, [GUEST]]]);
  world.host.remove(id);
  assert.deepEqual(shown(world, GUEST), []);
});

test('a guest who comes to a series later has its exceptions and gaps', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world);
  world.host.edit(first, { summary: 'One' });
  world.host.remove(second);
  world.host.addGuests(id, [GUEST]);
  assert.deepEqual(shown(world, GUEST), ['2026-03-16T05:00 One', '2026-03-30T04:00 Weekly', '2026-04-06T04:00 Weekly']);
});

test('a guest answers and removes one event; the organiser sees it there alone', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world, { guests: [GUEST] });
  world.guest.answer(first, 'accepted');
  world.guest.remove(second);
  const answerOf = (/** @type {string} */ eventId) => world.host.see(eventId).attendees.find((/** @type {any} */ guest) => guest.email === GUEST).responseStatus;
  assert.deepEqual([first, second, id].map(answerOf), ['accepted', 'declined', 'needsAction']);
  assert.deepEqual([shown(world).length, shown(world, GUEST).length], [4, 3]);
  world.guest.answer(id, 'tentative');
  assert.deepEqual([first, second, id].map(answerOf), ['accepted', 'declined', 'tentative']);
  assert.throws(() => world.guest.edit(first, { summary: 'Mine' }), /a guest can't change this event/);
  assert.throws(() => world.guest.editFollowing(id, first, { summary: 'Mine' }), /a guest can't change this event/);
});

test('a guest who deletes a series keeps none of it, and has all of it back', () => {
  const world = calendarWorld();
  const { id, first } = weekly(world, { guests: [GUEST] });
  world.host.edit(first, { summary: 'One' });
  world.guest.remove(id);
  assert.deepEqual([shown(world, GUEST).length, shown(world).length], [0, 4]);
  world.guest.restore(id);
  assert.deepEqual(shown(world, GUEST)[0], '2026-03-16T05:00 One');
});

test('a copy of one event is a single event with an id of its own', () => {
  const world = calendarWorld();
  const { id, second } = weekly(world, { extendedProperties: { private: { tag: 'x' } } });
  const copy = world.host.copy(second, { summary: 'Copy' });
  assert.match(copy.id, /^[0-9a-v]{26}$/);
  assert.deepEqual([copy.iCalUID, copy.recurringEventId, copy.recurrence, copy.start.dateTime], [`${copy.id}@google.com`, undefined, undefined, '2026-03-23T10:00:00+01:00']);
  assert.equal(copy.extendedProperties.private.tag, 'x');
  assert.deepEqual(world.host.copy(id).recurrence, ['RRULE:FREQ=WEEKLY;COUNT=4']);
});

test('a series moves to another calendar with its exceptions and leaves stubs behind', () => {
  const world = calendarWorld();
  const team = world.store.addCalendar({ summary: 'Team', timeZone: 'America/New_York', owner: HOST });
  const { id, first, second } = weekly(world, { guests: [GUEST] });
  world.host.edit(first, { summary: 'One' });
  world.host.remove(second);
  const syncToken = token(world);
  assert.throws(() => world.host.move(first, team.id), /only a whole series can be moved/);
  assert.throws(() => world.script().Calendar.Events.move(HOST, first, team.id), /cannot be moved/);
  world.host.removeGuests(id, [HOST]);
  world.host.move(id, team.id);
  const items = world.script().Calendar.Events.list(HOST, { syncToken }).items;
  const stub = items.find((/** @type {any} */ item) => item.id === id);
  assert.deepEqual(Object.keys(stub), ['kind', 'etag', 'id', 'status']);
  assert.deepEqual(items.map((/** @type {any} */ item) => item.status), ['cancelled', 'cancelled', 'cancelled']);
  assert.deepEqual([shown(world), world.script().Calendar.Events.list(HOST).items], [[], []]);
  assert.deepEqual(shown(world, team.id), ['2026-03-16T05:00 One', '2026-03-30T04:00 Weekly', '2026-04-06T04:00 Weekly']);
  assert.deepEqual([world.guest.see(first).organizer.email, shown(world, GUEST).length], [team.id, 3]);
});

test('series on a secondary calendar are acted upon there', () => {
  const world = calendarWorld();
  const team = world.store.addCalendar({ summary: 'Team', timeZone: 'America/New_York', owner: HOST });
  world.store.share(team.id, GUEST, 'writer');
  const where = { calendarId: team.id };
  const { id, start } = world.host.insert({ summary: 'Weekly', start: '2026-03-02T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }, where);
  assert.deepEqual(start, { dateTime: '2026-03-02T10:00:00-05:00', timeZone: 'America/New_York' });
  world.guest.edit(`${id}_20260302T150000Z`, { summary: 'One' }, where);
  world.host.remove(`${id}_20260309T140000Z`, where);
  const made = world.guest.editFollowing(id, '2026-03-16T10:00:00', { summary: 'Later' }, where);
  assert.deepEqual([made.id, made.organizer.email, made.creator.email], [`${id}_R20260316T140000`, team.id, HOST]);
  assert.deepEqual(shown(world, team.id), ['2026-03-02T10:00 One', '2026-03-16T10:00 Later', '2026-03-23T10:00 Later']);
  world.host.removeFollowing(made.id, '2026-03-23T10:00:00', where);
  world.host.editAll(made.id, { summary: 'Last' }, where);
  assert.deepEqual(shown(world, team.id).slice(1), ['2026-03-16T10:00 Last']);
  assert.deepEqual([...new Set(world.changes.map(({ calendarId }) => calendarId))], [team.id]);
  world.store.share(team.id, GUEST, 'reader');
  assert.throws(() => world.guest.edit(`${id}_20260302T150000Z`, { summary: 'Two' }, where), /writer access/);
});

test('every kind of event that people and Google make is listed with its kind', () => {
  const world = calendarWorld();
  for (const eventType of ['focusTime', 'outOfOffice', 'workingLocation', 'fromGmail']) world.host.insert({ summary: eventType, eventType, start: '2026-03-10T10:00:00' });
  world.host.insert({ summary: 'birthday', eventType: 'birthday', start: '2026-03-10', recurrence: ['RRULE:FREQ=YEARLY'] });
  const { Calendar } = world.script();
  const items = Calendar.Events.list(HOST).items;
  assert.deepEqual(items.map((/** @type {any} */ item) => item.eventType === item.summary), [true, true, true, true, true]);
  assert.deepEqual(Calendar.Events.list(HOST, { eventTypes: ['birthday'] }).items.length, 1);
  for (const { id } of items) {
    assert.throws(() => Calendar.Events.patch({ conferenceData: webexConference('c1') }, HOST, id, { conferenceDataVersion: 1 }), refusal('The operation is not available for this event type.', 400));
  }
});
