// @ts-check
/** Split series in the simulated Calendar, as recorded calendars show them: ids, ends, "all events", tombstones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal, webexConference } from './calendar-fake.js';

const RECURRENCE = ['RRULE:FREQ=WEEKLY;COUNT=4'];

/** A series on four Mondays, the ids of its events, and a function that lists what has changed since. @param {Parameters<typeof calendarWorld>[0]} [given] @param {object} [more] */
function split(given, more = {}) {
  const world = calendarWorld(given);
  const { id } = world.host.insert({ summary: 'Weekly', start: '2026-03-16T10:00:00', recurrence: RECURRENCE, ...more });
  const days = ['20260316T090000Z', '20260323T090000Z', '20260330T080000Z', '20260406T080000Z'].map((stamp) => `${id}_${stamp}`);
  const { Events } = world.script().Calendar;
  const list = (/** @type {object} */ query) => Events.list(HOST, query);
  const { nextSyncToken } = list({});
  return { world, id, days, Events, delta: () => list({ syncToken: nextSyncToken, showDeleted: true }).items, shown: () => list({ singleEvents: true, orderBy: 'startTime' }).items };
}

const titles = (/** @type {any[]} */ events) => events.map(({ summary }) => summary);

test('recorded: an event of a second part has no _R in its id, only in its recurringEventId, and its htmlLink names the same id', () => {
  const { world, id, days, Events, shown } = split();
  const { id: second } = world.host.editFollowing(id, days[2], { summary: 'Later' });
  assert.equal(second, `${id}_R20260330T080000`);
  const events = shown();
  assert.deepEqual(events.map((/** @type {any} */ one) => [one.id, one.recurringEventId]), [[days[0], id], [days[1], id], [days[2], second], [days[3], second]]);
  const eid = new URL(events[3].htmlLink).searchParams.get('eid') ?? '';
  assert.equal(Buffer.from(eid, 'base64url').toString(), `${days[3]} ${HOST}`);
  assert.deepEqual(Events.instances(HOST, second).items.map((/** @type {any} */ one) => one.id), days.slice(2));
  assert.throws(() => Events.get(HOST, `${second}_20260406T080000Z`), refusal('Not Found', 404));
  world.host.edit(days[3], { summary: 'Last' });
  assert.deepEqual([titles(shown()), Events.get(HOST, days[3]).recurringEventId], [['Weekly', 'Weekly', 'Later', 'Last'], second]);
});

test('recorded: with a new time the second part has a fresh id and the time at which the first was created', () => {
  const { world, id, days, Events, shown } = split();
  world.advance(60_000);
  const second = world.host.editFollowing(id, days[2], { start: '2026-03-30T09:00:00' });
  assert.match(second.id, /^[0-9a-v]{26}$/);
  assert.deepEqual([second.iCalUID, second.created, second.recurrence], [`${second.id}@google.com`, Events.get(HOST, id).created, ['RRULE:FREQ=WEEKLY;COUNT=2']]);
  assert.deepEqual(shown().map((/** @type {any} */ one) => one.start.dateTime.slice(5, 16)), ['03-16T10:00', '03-23T10:00', '03-30T09:00', '04-06T09:00']);
  world.host.editAll(id, { summary: 'First part' });
  assert.deepEqual(titles(shown()), ['First part', 'First part', 'Weekly', 'Weekly'], 'it is a series of its own');
});

test('whether a second part with a new time keeps the conference is a switch of its own', () => {
  for (const retimedSplitKeepsConferenceData of [false, true]) {
    for (const splitKeepsConferenceData of [false, true]) {
      const { world, id, days } = split({ options: { retimedSplitKeepsConferenceData, splitKeepsConferenceData } }, { conferenceData: webexConference('c1') });
      const last = world.host.editFollowing(id, days[3], { start: '2026-04-06T09:00:00' });
      const middle = world.host.editFollowing(id, days[2], { summary: 'Third' });
      assert.deepEqual([last, middle].map((one) => one.conferenceData !== undefined), [retimedSplitKeepsConferenceData, splitKeepsConferenceData]);
    }
  }
});

test('recorded: all events of a split series are those of every part, and a new title overwrites changed ones', () => {
  for (const [seriesEditKeepsTitles, expected] of /** @type {const} */ ([[false, ['All', 'All', 'All', 'All']], [true, ['All', 'Second', 'All', 'Fourth']]])) {
    const { world, id, days, shown } = split({ options: { seriesEditKeepsTitles } }, { guests: [GUEST] });
    const { id: second } = world.host.editFollowing(id, days[2], { location: 'Room' });
    world.host.edit(days[1], { summary: 'Second' });
    world.host.edit(days[3], { summary: 'Fourth' });
    world.advance(1000);
    world.host.editAll(second, { summary: 'All' });
    const events = shown();
    assert.deepEqual([titles(events), events.map((/** @type {any} */ one) => one.location)], [expected, [undefined, undefined, 'Room', 'Room']]);
    if (!seriesEditKeepsTitles) assert.equal(new Set(events.map((/** @type {any} */ one) => one.etag)).size, 1, 'recorded: they have one etag');
  }
});

test('a new time for all events of a split series shifts every part by the same amount, and no event is lost or doubled', () => {
  for (const [start, expected] of /** @type {const} */ ([['2026-03-31T08:00:00', ['03-17', '03-24', '03-31', '04-07']], ['2026-03-29T08:00:00', ['03-15', '03-22', '03-29', '04-05']], ['2026-03-30T08:00:00', ['03-16', '03-23', '03-30', '04-06']]])) {
    const { world, id, days, shown } = split();
    const { id: second } = world.host.editFollowing(id, days[2], { summary: 'Later' });
    world.host.editAll(second, { start });
    assert.deepEqual(shown().map((/** @type {any} */ one) => one.start.dateTime.slice(5, 16)), expected.map((day) => `${day}T08:00`));
  }
});

test('what Google does with a new rule for all events of a split series, or with parts that overlap, is not simulated', () => {
  const { world, id, days, Events } = split();
  world.host.editFollowing(id, days[2], { summary: 'Later' });
  assert.throws(() => world.host.editAll(id, { recurrence: RECURRENCE }), /not simulated: a new rule for all events of a split series/);
  assert.throws(() => Events.patch({ recurrence: RECURRENCE }, HOST, id), /not simulated: two parts of a split series/);
  assert.deepEqual(Events.patch({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=1'] }, HOST, id).recurrence, ['RRULE:FREQ=WEEKLY;COUNT=1']);
});

test('recorded: the tombstone of a changed event that falls off a cut rule is nothing but an id', () => {
  for (const offRuleTombstones of ['bare', 'with series']) {
    const { world, id, days, delta } = split({ options: { offRuleTombstones } }, { guests: [GUEST] });
    world.host.edit(days[3], { summary: 'Fourth' });
    world.host.remove(days[0]);
    world.host.removeFollowing(id, days[2]);
    const tombstones = Object.fromEntries(delta().filter((/** @type {any} */ one) => one.status === 'cancelled').map((/** @type {any} */ one) => [one.id, Object.keys(one).sort()]));
    const [bare, full] = [['etag', 'id', 'kind', 'status'], ['etag', 'id', 'kind', 'originalStartTime', 'recurringEventId', 'status']];
    assert.deepEqual(tombstones[days[3]], offRuleTombstones === 'bare' ? bare : full);
    assert.ok(full.every((name) => tombstones[days[0]].includes(name)), 'what a person cancelled keeps its series');
  }
});

test('an event that fell off a cut rule is there again when another part of the series is longer', () => {
  const { world, id, days, Events, shown } = split();
  world.host.edit(days[3], { summary: 'Fourth' });
  world.host.removeFollowing(id, days[2]);
  const { id: second } = world.host.editFollowing(id, days[1], { summary: 'Later' });
  Events.patch({ recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] }, HOST, second);
  assert.deepEqual([titles(shown()), Events.get(HOST, days[3]).recurringEventId], [['Weekly', 'Later', 'Later', 'Later'], second]);
});

test('recorded: the first part ends with the local day before the cut, in zones on either side of UTC', () => {
  for (const [zone, start, until] of [['Pacific/Auckland', '2026-04-06T08:00:00', '20260405T115959Z'], ['America/Los_Angeles', '2026-03-09T18:00:00', '20260309T065959Z'], ['Asia/Kolkata', '2026-03-09T00:30:00', '20260308T182959Z']]) {
    const world = calendarWorld({ zone });
    const first = new Date(Date.parse(`${start}Z`) - 7 * 86400000).toISOString().slice(0, 19);
    const { id } = world.host.insert({ summary: 'Weekly', start: first, recurrence: RECURRENCE });
    const second = world.host.editFollowing(id, start, { summary: 'Later' });
    assert.deepEqual([world.host.see(id).recurrence, second.start.dateTime.slice(0, 19)], [[`RRULE:FREQ=WEEKLY;UNTIL=${until}`], start]);
    assert.equal(world.script().Calendar.Events.list(HOST, { singleEvents: true }).items.length, 4);
  }
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Twice a day', start: '2026-03-16T10:00:00', recurrence: ['RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=8'] });
  assert.throws(() => world.host.editFollowing(id, '2026-03-16T16:00:00', { summary: 'Later' }), /not simulated: a split between two events of one day/);
});
