// @ts-check
/** Single occurrences of a series in the simulated Calendar: reading, changing, cancelling and listing them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal, webexConference } from './calendar-fake.js';

/** @typedef {ReturnType<typeof calendarWorld>} World */

const WEEKLY = { summary: 'Weekly', start: '2026-03-16T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] };

/** @param {any[]} items */
const byId = (items) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

/** @param {World} world @param {any} [more] */
function weekly(world, more = {}) {
  const { id } = world.host.insert({ ...WEEKLY, ...more });
  return { id, first: `${id}_20260316T090000Z`, second: `${id}_20260323T090000Z`, third: `${id}_20260330T080000Z` };
}

/** @param {World} world @param {string} calendarId @param {any} [query] */
const starts = (world, calendarId, query = {}) =>
  world.script().Calendar.Events.list(calendarId, { singleEvents: true, orderBy: 'startTime', ...query }).items.map((/** @type {any} */ item) => item.start.dateTime ?? item.start.date);

test('an occurrence that nobody has changed is read with all that its series has', () => {
  const world = calendarWorld();
  const { id, third } = weekly(world, { location: 'Room', guests: [GUEST], conferenceData: webexConference('c1'), extendedProperties: { private: { tag: 'x' } } });
  const { Calendar } = world.script();
  const series = Calendar.Events.get(HOST, id);
  const one = Calendar.Events.get(HOST, third);
  assert.deepEqual([one.id, one.recurringEventId, one.originalStartTime], [third, id, { dateTime: '2026-03-30T10:00:00+02:00', timeZone: 'Europe/Berlin' }]);
  assert.deepEqual([one.start, one.end.dateTime], [{ dateTime: '2026-03-30T10:00:00+02:00', timeZone: 'Europe/Berlin' }, '2026-03-30T11:00:00+02:00']);
  assert.deepEqual([one.etag, one.iCalUID, one.recurrence], [series.etag, series.iCalUID, undefined]);
  for (const name of ['summary', 'location', 'attendees', 'conferenceData', 'extendedProperties', 'organizer']) assert.deepEqual(one[name], series[name], name);
  assert.equal(world.store.calendar(HOST).entries.size, 1);
});

test('an id whose original start the rules do not give is unknown', () => {
  const world = calendarWorld();
  const { id } = weekly(world, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260323T100000'] });
  const { Calendar } = world.script();
  for (const stamp of ['20260316T100000Z', '20260323T090000Z', '20260406T080000Z', '20260316']) {
    assert.throws(() => Calendar.Events.get(HOST, `${id}_${stamp}`), refusal('Not Found', 404), stamp);
    assert.throws(() => Calendar.Events.patch({ summary: 'x' }, HOST, `${id}_${stamp}`), refusal('Not Found', 404), stamp);
    assert.throws(() => Calendar.Events.remove(HOST, `${id}_${stamp}`), refusal('Not Found', 404), stamp);
  }
});

test('a patch makes an occurrence an exception that keeps its id wherever it is moved', () => {
  const world = calendarWorld();
  const { id, second } = weekly(world, { conferenceData: webexConference('c1') });
  const { Calendar } = world.script();
  const moved = Calendar.Events.patch({ start: { dateTime: '2026-03-24T15:00:00+01:00' }, end: { dateTime: '2026-03-24T16:00:00+01:00' }, location: 'Elsewhere' }, HOST, second);
  assert.deepEqual([moved.id, moved.recurringEventId, moved.originalStartTime.dateTime, moved.start.dateTime], [second, id, '2026-03-23T10:00:00+01:00', '2026-03-24T15:00:00+01:00']);
  assert.deepEqual([moved.summary, moved.location, moved.conferenceData.conferenceId], ['Weekly', 'Elsewhere', 'c1']);
  assert.deepEqual(starts(world, HOST), ['2026-03-16T10:00:00+01:00', '2026-03-24T15:00:00+01:00', '2026-03-30T10:00:00+02:00']);
  const master = Calendar.Events.get(HOST, id);
  assert.deepEqual([master.location, master.start.dateTime, master.sequence], [undefined, '2026-03-16T10:00:00+01:00', 0]);
});

test('an exception has a conference, properties and a text of its own, and may have none', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world, { conferenceData: webexConference('c1'), description: 'All', extendedProperties: { private: { tag: 'all' } } });
  const { Calendar } = world.script();
  Calendar.Events.patch({ conferenceData: webexConference('c2'), description: 'One', extendedProperties: { private: { own: 'yes' } } }, HOST, first, { conferenceDataVersion: 1 });
  Calendar.Events.patch({ conferenceData: null }, HOST, second, { conferenceDataVersion: 1 });
  const [one, other, master] = [first, second, id].map((eventId) => Calendar.Events.get(HOST, eventId));
  assert.deepEqual([one.conferenceData.conferenceId, one.description, one.extendedProperties.private], ['c2', 'One', { tag: 'all', own: 'yes' }]);
  assert.deepEqual([other.conferenceData, other.description], [undefined, 'All']);
  assert.deepEqual([master.conferenceData.conferenceId, master.extendedProperties.private], ['c1', { tag: 'all' }]);
});

test('If-Match on an occurrence takes the etag that it was read with', () => {
  const world = calendarWorld();
  const { first, second } = weekly(world);
  const { Calendar } = world.script();
  const { etag } = Calendar.Events.get(HOST, first);
  const changed = Calendar.Events.patch({ summary: 'One' }, HOST, first, {}, { 'If-Match': etag });
  assert.notEqual(changed.etag, etag);
  assert.throws(() => Calendar.Events.patch({ summary: 'Two' }, HOST, first, {}, { 'If-Match': etag }), refusal('Precondition Failed', 412));
  assert.throws(() => Calendar.Events.patch({ summary: 'Two' }, HOST, second, {}, { 'If-Match': changed.etag }), refusal('Precondition Failed', 412));
  assert.equal(Calendar.Events.get(HOST, second).etag, etag);
});

test('an update replaces an occurrence, and no occurrence takes rules', () => {
  const world = calendarWorld();
  const { first } = weekly(world, { location: 'Room' });
  const { Calendar } = world.script();
  const { location: _gone, ...body } = Calendar.Events.get(HOST, first);
  const updated = Calendar.Events.update({ ...body, summary: 'One' }, HOST, first);
  assert.deepEqual([updated.summary, updated.location, updated.start], ['One', undefined, body.start]);
  assert.throws(() => Calendar.Events.patch({ recurrence: ['RRULE:FREQ=DAILY'] }, HOST, first), refusal('Invalid recurrence rule.', 400));
});

test('lists of whole series hold the series and its exceptions apart, and what was cancelled with three members', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world);
  const { Calendar } = world.script();
  Calendar.Events.patch({ summary: 'One' }, HOST, first);
  Calendar.Events.remove(HOST, second);
  for (const query of [{}, { showDeleted: false }, { timeMin: '2026-03-02T00:00:00Z' }]) {
    const items = byId(Calendar.Events.list(HOST, query).items);
    assert.deepEqual(items.map((item) => [item.id, item.status]), [[id, 'confirmed'], [first, 'confirmed'], [second, 'cancelled']]);
    assert.deepEqual(Object.keys(items[2]).sort(), ['etag', 'id', 'kind', 'originalStartTime', 'recurringEventId', 'status']);
    assert.deepEqual([items[2].recurringEventId, items[2].originalStartTime], [id, { dateTime: '2026-03-23T10:00:00+01:00', timeZone: 'Europe/Berlin' }]);
  }
  assert.deepEqual(Calendar.Events.list(HOST, { timeMin: '2026-03-29T00:00:00Z' }).items.map((/** @type {any} */ item) => item.id), [id]);
});

test('single events are the occurrences with the exceptions over them, without the cancelled ones', () => {
  const world = calendarWorld();
  const { first, second, third } = weekly(world);
  const { Calendar } = world.script();
  Calendar.Events.patch({ summary: 'One' }, HOST, first);
  Calendar.Events.remove(HOST, second);
  const list = (/** @type {any} */ query) => Calendar.Events.list(HOST, { singleEvents: true, orderBy: 'startTime', ...query }).items.map((/** @type {any} */ item) => [item.id, item.summary, item.status]);
  assert.deepEqual(list({}), [[first, 'One', 'confirmed'], [third, 'Weekly', 'confirmed']]);
  assert.deepEqual(list({ showDeleted: true })[1], [second, 'Weekly', 'cancelled']);
  assert.deepEqual(list({ timeMin: '2026-03-20T00:00:00Z', timeMax: '2026-03-30T08:00:00Z' }), []);
  assert.deepEqual(list({ q: 'one' }), [[first, 'One', 'confirmed']]);
});

test('a delta holds the exception alone, and a cancelled one always', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world);
  const { Calendar } = world.script();
  let { nextSyncToken: syncToken } = Calendar.Events.list(HOST);
  const delta = () => {
    const answer = Calendar.Events.list(HOST, { syncToken });
    syncToken = answer.nextSyncToken;
    return byId(answer.items).map((item) => [item.id, item.status]);
  };
  world.host.edit(first, { start: '2026-03-17T10:00:00' });
  assert.deepEqual(delta(), [[first, 'confirmed']]);
  world.host.remove(second);
  assert.deepEqual(delta(), [[second, 'cancelled']]);
  world.host.restore(second);
  assert.deepEqual(delta(), [[second, 'confirmed']]);
  world.host.remove(second);
  delta();
  world.store.forgetDeleted(HOST);
  assert.deepEqual(starts(world, HOST), ['2026-03-17T10:00:00+01:00', '2026-03-30T10:00:00+02:00'], 'a gap is kept as long as its series');
  assert.deepEqual(Calendar.Events.list(HOST).items.length, 3);
  assert.equal(Calendar.Events.get(HOST, id).status, 'confirmed');
});

test('a cancelled occurrence can be written back, and not deleted twice', () => {
  const world = calendarWorld();
  const { second } = weekly(world);
  const { Calendar } = world.script();
  Calendar.Events.remove(HOST, second);
  assert.throws(() => Calendar.Events.remove(HOST, second), refusal('Resource has been deleted', 410));
  assert.equal(Calendar.Events.get(HOST, second).status, 'cancelled');
  assert.equal(Calendar.Events.patch({ status: 'confirmed' }, HOST, second).status, 'confirmed');
  assert.equal(starts(world, HOST).length, 3);
  assert.equal(Calendar.Events.patch({ status: 'cancelled' }, HOST, second).status, 'cancelled');
  assert.equal(starts(world, HOST).length, 2);
});

test('with a deleted series its exceptions are stubs, and with a restored one they come back as they were', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world);
  world.host.edit(first, { summary: 'One' });
  world.host.remove(second);
  const { Calendar } = world.script();
  const { nextSyncToken } = Calendar.Events.list(HOST);
  world.host.remove(id);
  const items = byId(Calendar.Events.list(HOST, { syncToken: nextSyncToken }).items);
  assert.deepEqual(items.map((item) => item.id), [id, first], 'what was cancelled before does not change');
  assert.deepEqual(Object.keys(items[0]), ['kind', 'etag', 'id', 'status']);
  assert.deepEqual([items[1].status, items[1].recurringEventId, items[1].summary], ['cancelled', id, undefined]);
  assert.deepEqual([Calendar.Events.list(HOST).items, starts(world, HOST)], [[], []]);
  assert.throws(() => world.host.restore(first), /Forbidden/);
  world.host.restore(id);
  assert.deepEqual(starts(world, HOST), ['2026-03-16T10:00:00+01:00', '2026-03-30T10:00:00+02:00']);
  assert.deepEqual([world.host.see(first).summary, world.host.see(second).status], ['One', 'cancelled']);
});

test('a change of the series reaches its exceptions where they have nothing of their own', () => {
  const world = calendarWorld();
  const { id, first, second } = weekly(world, { location: 'Room', guests: [GUEST] });
  world.host.edit(first, { summary: 'One' });
  world.host.edit(second, { location: 'Elsewhere' });
  world.host.addGuests(second, ['guest-2@example.com']);
  const { Calendar } = world.script();
  Calendar.Events.patch({ summary: 'All', location: 'Hall', conferenceData: webexConference('c1') }, HOST, id, { conferenceDataVersion: 1 });
  world.host.addGuests(id, ['guest-3@example.com']);
  const [one, two] = [world.host.see(first), world.host.see(second)];
  const emails = (/** @type {any} */ event) => event.attendees.map((/** @type {any} */ guest) => guest.email);
  assert.deepEqual([one.summary, one.location, one.conferenceData.conferenceId], ['One', 'Hall', 'c1']);
  assert.deepEqual([two.summary, two.location, two.conferenceData.conferenceId], ['All', 'Elsewhere', 'c1']);
  assert.deepEqual(emails(one), [HOST, GUEST, 'guest-3@example.com']);
  assert.deepEqual(emails(two), [HOST, GUEST, 'guest-2@example.com', 'guest-3@example.com']);
});

test('an all-day series has days as original starts', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Days', start: '2026-03-28', recurrence: ['RRULE:FREQ=DAILY;UNTIL=20260330'] });
  const { Calendar } = world.script();
  assert.deepEqual(starts(world, HOST), ['2026-03-28', '2026-03-29', '2026-03-30'], 'the first day is not doubled');
  const moved = Calendar.Events.patch({ start: { date: '2026-04-02' }, end: { date: '2026-04-03' } }, HOST, `${id}_20260329`);
  assert.deepEqual([moved.originalStartTime, moved.start], [{ date: '2026-03-29' }, { date: '2026-04-02' }]);
  Calendar.Events.remove(HOST, `${id}_20260330`);
  assert.deepEqual(starts(world, HOST), ['2026-03-28', '2026-04-02']);
  assert.throws(() => Calendar.Events.get(HOST, `${id}_20260331`), refusal('Not Found', 404));
});

test('UNTIL in UTC keeps the last occurrence whose start it names, across daylight saving', () => {
  const world = calendarWorld();
  const until = (/** @type {string} */ end) => {
    const { id } = world.host.insert({ start: '2026-03-22T23:30:00', recurrence: [`RRULE:FREQ=WEEKLY;UNTIL=${end}`] });
    return world.script().Calendar.Events.instances(HOST, id).items.map((/** @type {any} */ item) => item.id.slice(id.length + 1));
  };
  assert.deepEqual(until('20260329T213000Z'), ['20260322T223000Z', '20260329T213000Z']);
  assert.deepEqual(until('20260329T212959Z'), ['20260322T223000Z']);
});

test('a series over the repeated hour and the missing hour keeps its clock', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: '2026-03-28T02:30:00', recurrence: ['RRULE:FREQ=DAILY;COUNT=3'] });
  const { Calendar } = world.script();
  const items = Calendar.Events.instances(HOST, id).items;
  assert.deepEqual(items.map((/** @type {any} */ item) => [item.id.slice(id.length + 1), item.start.dateTime]), [
    ['20260328T013000Z', '2026-03-28T02:30:00+01:00'], ['20260329T013000Z', '2026-03-29T03:30:00+02:00'], ['20260330T003000Z', '2026-03-30T02:30:00+02:00'],
  ]);
  assert.equal(Calendar.Events.patch({ summary: 'Gap' }, HOST, `${id}_20260329T013000Z`).start.dateTime, '2026-03-29T03:30:00+02:00');
});

test('instances are listed in order of start, by pages, windows, zone and original start', () => {
  const world = calendarWorld();
  const { id, first, second, third } = weekly(world);
  const { Calendar } = world.script();
  Calendar.Events.patch({ start: { dateTime: '2026-04-10T10:00:00+02:00' }, end: { dateTime: '2026-04-10T11:00:00+02:00' } }, HOST, first);
  Calendar.Events.remove(HOST, second);
  const ids = (/** @type {any} */ query) => Calendar.Events.instances(HOST, id, query).items.map((/** @type {any} */ item) => item.id);
  assert.deepEqual(ids({}), [third, first]);
  assert.deepEqual(ids({ showDeleted: true }), [second, third, first]);
  assert.deepEqual(ids({ timeMin: '2026-03-30T09:00:00Z' }), [first]);
  assert.deepEqual(ids({ timeMax: '2026-03-30T08:00:00Z' }), []);
  assert.deepEqual(ids({ originalStart: '2026-03-16T10:00:00+01:00' }), [first]);
  assert.deepEqual(ids({ originalStart: '2026-03-17T10:00:00+01:00' }), []);
  const page = Calendar.Events.instances(HOST, id, { maxResults: 1, fields: 'nextPageToken,items(id,start)', timeZone: 'UTC' });
  assert.deepEqual(page.items, [{ id: third, start: { dateTime: '2026-03-30T08:00:00Z', timeZone: 'Europe/Berlin' } }]);
  const last = Calendar.Events.instances(HOST, id, { maxResults: 1, pageToken: page.nextPageToken });
  assert.deepEqual([last.items[0].id, last.nextPageToken, last.nextSyncToken, last.kind], [first, undefined, undefined, 'calendar#events']);
  assert.deepEqual(world.script().calls.length, 0);
});

test('instances refuse what lists refuse', () => {
  const world = calendarWorld();
  const { id } = weekly(world);
  const { Calendar } = world.script();
  assert.throws(() => Calendar.Events.instances(HOST, 'missing1'), refusal('Not Found', 404));
  assert.throws(() => Calendar.Events.instances('other@example.com', id), refusal('Not Found', 404));
  assert.throws(() => Calendar.Events.instances(HOST, id, { pageToken: 'x' }), refusal('Invalid page token value.', 400));
  assert.throws(() => Calendar.Events.instances(HOST, id, { timeMin: '2026-03-10T00:00:00Z', timeMax: '2026-03-10T00:00:00Z' }), refusal('The specified time range is empty.', 400));
  assert.throws(() => Calendar.Events.instances(HOST, id, { originalStart: 'today' }), refusal('Bad Request', 400));
  assert.throws(() => Calendar.Events.instances(HOST, id, { orderBy: 'startTime' }), /Unknown name "orderBy"/);
});

test('instances of an event without rules are answered as the world says', () => {
  const answers = { empty: [], 'bad request': refusal('Bad Request', 400), 'not found': refusal('Not Found', 404) };
  for (const [singleEventInstances, answer] of Object.entries(answers)) {
    const world = calendarWorld({ options: { singleEventInstances } });
    const { first } = weekly(world);
    const { id } = world.host.insert({ summary: 'Once', start: '2026-03-28' });
    const { Calendar } = world.script();
    for (const event of [id, first]) {
      if (typeof answer === 'function') assert.throws(() => Calendar.Events.instances(HOST, event), answer);
      else assert.deepEqual(Calendar.Events.instances(HOST, event, { showDeleted: true }).items, answer);
      assert.throws(() => Calendar.Events.instances(HOST, event, { timeMin: 'today' }), refusal('Bad Request', 400));
    }
  }
});

test('an endless series is expanded for about two years', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: '2026-03-09T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY'] });
  const { Calendar } = world.script();
  const items = Calendar.Events.instances(HOST, id).items;
  assert.deepEqual([items.length, items.at(-1).start.dateTime], [104, '2028-02-28T10:00:00+01:00']);
  assert.equal(starts(world, HOST).length, 104);
  assert.equal(Calendar.Events.instances(HOST, id, { timeMin: '2030-01-01T00:00:00Z', timeMax: '2030-02-01T00:00:00Z' }).items.length, 4);
  assert.equal(Calendar.Events.get(HOST, `${id}_20300107T090000Z`).start.dateTime, '2030-01-07T10:00:00+01:00');
});

test('a list that lags shows an occurrence as it was', () => {
  const world = calendarWorld();
  const { first } = weekly(world);
  world.advance(120000);
  world.store.switches.listLagMs = 60000;
  world.host.remove(first);
  assert.equal(starts(world, HOST).length, 3);
  assert.equal(world.script().Calendar.Events.get(HOST, first).status, 'cancelled');
  world.advance(60000);
  assert.equal(starts(world, HOST).length, 2);
});
