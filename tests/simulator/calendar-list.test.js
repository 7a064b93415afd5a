// @ts-check
/** Events.list: filters, pages, sync tokens, masks. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal } from './calendar-fake.js';

const ids = (/** @type {any} */ answer) => answer.items.map((/** @type {any} */ { id }) => id).sort();
const titles = (/** @type {any} */ answer) => answer.items.map((/** @type {any} */ { summary }) => summary).sort();

/** @param {ReturnType<typeof calendarWorld>} world @param {number} count */
function fill(world, count) {
  return Array.from({ length: count }, (_, day) => world.host.insert({ summary: `e${day}`, start: `2026-03-${String(day + 1).padStart(2, '0')}T10:00:00` }).id);
}

test('a list tells its calendar, and a sync token only on the last page', () => {
  const world = calendarWorld();
  fill(world, 5);
  const { Calendar } = world.script();
  const first = Calendar.Events.list('primary', { maxResults: 3 });
  assert.equal(first.items.length, 3);
  assert.equal('nextSyncToken' in first, false);
  const { items, nextSyncToken, etag: _etag, ...rest } = Calendar.Events.list('primary', { maxResults: 3, pageToken: first.nextPageToken });
  assert.equal(items.length, 2);
  assert.match(nextSyncToken, /=$/);
  assert.deepEqual(rest, {
    kind: 'calendar#events',
    summary: HOST,
    updated: '2026-03-02T09:00:00.000Z',
    timeZone: 'Europe/Berlin',
    accessRole: 'owner',
    defaultReminders: [{ method: 'popup', minutes: 10 }],
  });
  assert.deepEqual(titles({ items: [...first.items, ...items] }), ['e0', 'e1', 'e2', 'e3', 'e4']);
});

test('250 events fill a page unless told, and 2500 at most', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  for (let count = 0; count < 260; count += 1) world.host.insert({ start: '2026-03-10' });
  assert.equal(Calendar.Events.list(HOST).items.length, 250);
  assert.equal(Calendar.Events.list(HOST, { maxResults: 9999 }).items.length, 260);
  assert.throws(() => Calendar.Events.list(HOST, { maxResults: 0 }), /Invalid value '0'/);
});

test('a delta holds what changed since, own writes and stubs of the deleted included', () => {
  const world = calendarWorld();
  const [edited, removed] = fill(world, 3);
  const { Calendar } = world.script();
  const { nextSyncToken } = Calendar.Events.list(HOST, { timeMin: '2026-03-01T00:00:00Z' });
  assert.deepEqual(Calendar.Events.list(HOST, { syncToken: nextSyncToken }).items, []);
  Calendar.Events.patch({ summary: 'own write' }, HOST, edited);
  world.host.remove(removed);
  const delta = Calendar.Events.list(HOST, { syncToken: nextSyncToken });
  const etag = Calendar.Events.get(HOST, removed).etag;
  assert.deepEqual(ids(delta), [edited, removed].sort());
  assert.deepEqual(delta.items.find((/** @type {any} */ { id }) => id === removed), { kind: 'calendar#event', etag, id: removed, status: 'cancelled' });
  assert.deepEqual(Calendar.Events.list(HOST, { syncToken: delta.nextSyncToken }).items, []);
});

test('what changes between two pages comes again with the next delta', () => {
  const world = calendarWorld();
  fill(world, 4);
  const { Calendar } = world.script();
  const first = Calendar.Events.list(HOST, { maxResults: 2 });
  const [{ id }] = first.items;
  world.host.edit(id, { summary: 'late' });
  const last = Calendar.Events.list(HOST, { maxResults: 2, pageToken: first.nextPageToken });
  assert.deepEqual(titles(Calendar.Events.list(HOST, { syncToken: last.nextSyncToken })), ['late']);
});

test('a sync token refuses every restriction of the list', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const { nextSyncToken: syncToken } = Calendar.Events.list(HOST);
  const refused = refusal('Sync token cannot be used with other request restrictions.', 400);
  const list = (/** @type {object} */ more) => () => Calendar.Events.list(HOST, { syncToken, ...more });
  assert.throws(list({ timeMin: '2026-03-01T00:00:00Z' }), refused);
  assert.throws(list({ timeMax: '2026-03-01T00:00:00Z' }), refused);
  assert.throws(list({ updatedMin: '2026-03-01T00:00:00Z' }), refused);
  assert.throws(list({ q: 'x' }), refused);
  assert.throws(list({ iCalUID: 'x' }), refused);
  assert.throws(list({ orderBy: 'updated' }), refused);
  assert.throws(list({ privateExtendedProperty: 'a=1' }), refused);
  assert.throws(list({ sharedExtendedProperty: 'a=1' }), refused);
  assert.throws(list({ showDeleted: false }), refused);
  assert.doesNotThrow(list({ showDeleted: true, maxResults: 10, timeZone: 'UTC' }));
});

test('a sync token serves only its calendar, its person and its query', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const { id: other } = world.store.addCalendar({ summary: 'Team', timeZone: 'UTC', owner: HOST });
  const { nextSyncToken: syncToken } = Calendar.Events.list(HOST);
  const refused = refusal('Invalid sync token value.', 400);
  assert.throws(() => Calendar.Events.list(other, { syncToken }), refused);
  assert.throws(() => Calendar.Events.list(HOST, { syncToken, singleEvents: true }), refused);
  assert.throws(() => Calendar.Events.list(HOST, { syncToken: 'made up' }), refused);
  world.store.share(HOST, GUEST, 'writer');
  assert.throws(() => world.script(GUEST).Calendar.Events.list(HOST, { syncToken }), refused);
});

test('an expired sync token asks for a full sync, a new one works', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const { nextSyncToken: syncToken } = Calendar.Events.list(HOST);
  world.store.expireSyncTokens(HOST);
  assert.throws(() => Calendar.Events.list(HOST, { syncToken }), refusal('Sync token is no longer valid, a full sync is required.', 410));
  assert.deepEqual(Calendar.Events.list(HOST, { syncToken: Calendar.Events.list(HOST).nextSyncToken }).items, []);
});

test('an order or an upper bound costs the sync token', () => {
  const { Calendar } = calendarWorld().script();
  assert.equal('nextSyncToken' in Calendar.Events.list(HOST, { timeMin: '2026-03-01T00:00:00Z' }), true);
  assert.equal('nextSyncToken' in Calendar.Events.list(HOST, { orderBy: 'updated' }), false);
  assert.equal('nextSyncToken' in Calendar.Events.list(HOST, { timeMax: '2026-03-01T00:00:00Z' }), false);
});

test('ordering by start needs single events', () => {
  const world = calendarWorld();
  fill(world, 3);
  const { Calendar } = world.script();
  assert.throws(() => Calendar.Events.list(HOST, { orderBy: 'startTime' }), refusal('The requested ordering is not available for the particular query.', 400));
  const { items } = Calendar.Events.list(HOST, { orderBy: 'startTime', singleEvents: true });
  assert.deepEqual(items.map((/** @type {any} */ { summary }) => summary), ['e0', 'e1', 'e2']);
});

test('bounds exclude events that only touch them, and ignore milliseconds', () => {
  const world = calendarWorld({ zone: 'UTC' });
  world.host.insert({ summary: 'before', start: '2026-03-10T09:00:00' });
  world.host.insert({ summary: 'within', start: '2026-03-10T10:00:00' });
  world.host.insert({ summary: 'after', start: '2026-03-10T11:00:00' });
  const { Calendar } = world.script();
  const list = (/** @type {string} */ timeMin, /** @type {string} */ timeMax) => titles(Calendar.Events.list(HOST, { timeMin, timeMax }));
  assert.deepEqual(list('2026-03-10T10:00:00Z', '2026-03-10T11:00:00Z'), ['within']);
  assert.deepEqual(list('2026-03-10T09:59:59.999Z', '2026-03-10T11:00:00.999Z'), ['before', 'within']);
  assert.throws(() => list('2026-03-10T10:00:00Z', '2026-03-10T10:00:00Z'), refusal('The specified time range is empty.', 400));
  assert.throws(() => list('2026-03-10T10:00:00', '2026-03-11T10:00:00'), refusal('Bad Request', 400));
});

test('deleted events are listed with showDeleted or updatedMin alone', () => {
  const world = calendarWorld();
  const [removed] = fill(world, 2);
  world.host.remove(removed);
  const { Calendar } = world.script();
  assert.deepEqual(titles(Calendar.Events.list(HOST)), ['e1']);
  assert.deepEqual(titles(Calendar.Events.list(HOST, { showDeleted: true })), ['e0', 'e1']);
  const recent = Calendar.Events.list(HOST, { updatedMin: '2026-03-02T08:00:00Z' });
  assert.deepEqual(Object.keys(recent.items.find((/** @type {any} */ { id }) => id === removed)), ['kind', 'etag', 'id', 'status']);
  assert.throws(() => Calendar.Events.list(HOST, { updatedMin: '2026-01-01T00:00:00Z' }), refusal('The requested minimum modification time lies too far in the past.', 410));
});

test('events are found by private property, iCalUID, words and kind', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Tagged', start: '2026-03-10', extendedProperties: { private: { mw: '1', x: '2' } } });
  world.host.insert({ summary: 'Focus', eventType: 'focusTime', start: '2026-03-10T10:00:00' });
  const { Calendar } = world.script();
  const list = (/** @type {object} */ query) => titles(Calendar.Events.list(HOST, query));
  assert.deepEqual(list({ privateExtendedProperty: 'mw=1' }), ['Tagged']);
  assert.deepEqual(list({ privateExtendedProperty: ['mw=1', 'x=3'] }), []);
  world.store.switches.propertyConstraints = 'any';
  assert.deepEqual(list({ privateExtendedProperty: ['mw=1', 'x=3'] }), ['Tagged']);
  assert.deepEqual(list({ iCalUID: `${id}@google.com` }), ['Tagged']);
  assert.deepEqual(list({ q: 'tagG' }), ['Tagged']);
  assert.deepEqual(list({ eventTypes: ['focusTime'] }), ['Focus']);
});

test('a mask leaves out all that it does not name, tokens included', () => {
  const world = calendarWorld();
  world.host.insert({ summary: 'A', start: '2026-03-10T10:00:00', guests: [GUEST] });
  const { Calendar } = world.script();
  assert.deepEqual(Calendar.Events.list(HOST, { fields: 'items(summary,start/timeZone,attendees(email)),summary' }), {
    summary: HOST,
    items: [{ summary: 'A', start: { timeZone: 'Europe/Berlin' }, attendees: [{ email: HOST }, { email: GUEST }] }],
  });
  assert.deepEqual(Object.keys(Calendar.Events.list(HOST, { fields: 'nextSyncToken' })), ['nextSyncToken']);
  assert.deepEqual(Calendar.Events.list(HOST, { fields: 'items/attendees/self' }).items, [{ attendees: [{ self: true }, {}] }]);
  assert.throws(() => Calendar.Events.list(HOST, { fields: 'items(title)' }), refusal('Invalid field selection title', 400));
  assert.throws(() => Calendar.Events.list(HOST, { fields: 'items(id' }), /Invalid field selection/);
  assert.throws(() => Calendar.Events.list(HOST, { fields: 'items(id))' }), /Invalid field selection/);
});

test('a page token serves only the query that it came from', () => {
  const world = calendarWorld();
  fill(world, 3);
  const { Calendar } = world.script();
  const { nextPageToken: pageToken } = Calendar.Events.list(HOST, { maxResults: 1 });
  assert.throws(() => Calendar.Events.list(HOST, { pageToken, showDeleted: true }), refusal('Invalid page token value.', 400));
  world.store.switches.pageLimit = 1;
  assert.equal(Calendar.Events.list(HOST, { pageToken, maxResults: 250 }).items.length, 1);
});

test('a lagging list lacks young changes and gives them with a later delta', () => {
  const world = calendarWorld();
  const [id] = fill(world, 1);
  world.store.switches.listLagMs = 60000;
  world.advance(120000);
  world.host.edit(id, { summary: 'edited' });
  const { Calendar } = world.script();
  const stale = Calendar.Events.list(HOST);
  assert.deepEqual(titles(stale), ['e0']);
  assert.equal(Calendar.Events.get(HOST, id).summary, 'edited');
  world.advance(60000);
  assert.deepEqual(titles(Calendar.Events.list(HOST, { syncToken: stale.nextSyncToken })), ['edited']);
});

test('a series is one item, and single events are its occurrences on the clock of its zone', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Weekly', start: '2026-03-22T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260405T100000'] });
  const { Calendar } = world.script();
  const [master] = Calendar.Events.list(HOST, { timeMin: '2026-03-28T00:00:00Z' }).items;
  assert.deepEqual(master.recurrence, ['RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;TZID=Europe/Berlin:20260405T100000']);
  assert.deepEqual(Calendar.Events.list(HOST, { timeMin: '2026-03-30T00:00:00Z' }).items, []);
  const { items } = Calendar.Events.list(HOST, { singleEvents: true, orderBy: 'startTime' });
  assert.deepEqual(items.map((/** @type {any} */ item) => [item.id, item.start.dateTime, item.recurringEventId]), [
    [`${id}_20260322T090000Z`, '2026-03-22T10:00:00+01:00', id],
    [`${id}_20260329T080000Z`, '2026-03-29T10:00:00+02:00', id],
  ]);
  assert.equal('recurrence' in items[0], false);
});

test('an endless series is expanded up to a bound, and a delta of single events never', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: '2026-03-22', recurrence: ['RRULE:FREQ=DAILY'] });
  const { Calendar } = world.script();
  const { nextSyncToken } = Calendar.Events.list(HOST, { singleEvents: true, maxResults: 2500 });
  world.host.edit(id, { summary: 'Daily' });
  assert.throws(() => Calendar.Events.list(HOST, { singleEvents: true, syncToken: nextSyncToken }), /not simulated: singleEvents with a sync token for recurring events/);
  assert.equal(Calendar.Events.list(HOST, { singleEvents: true, timeMax: '2026-03-25T00:00:00+01:00' }).items.length, 3);
  assert.throws(() => Calendar.Events.patch({ recurrence: ['RRULE:FREQ=SOMETIMES'] }, HOST, id), refusal('Invalid recurrence rule.', 400));
});
