// @ts-check
/** The simulated Calendar's interfaces agree on series after many random actions: deltas with lists, lists with instances, guests with hosts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld } from './calendar-fake.js';

/** @typedef {ReturnType<typeof calendarWorld>} World */

const RULES = ['FREQ=WEEKLY;COUNT=6', 'FREQ=DAILY;COUNT=9', 'FREQ=WEEKLY;UNTIL=20260420T220000Z', 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8', 'FREQ=DAILY;INTERVAL=2;UNTIL=20260405T230000Z'];
const HOUR = 3600000;

/** @param {number} seed */
function chance(seed) {
  let state = seed;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return { pick: (/** @type {any[]} */ list) => list[Math.floor(next() * list.length)] };
}

/** Carries out a random action on a series (`series`) or on one of its events (`one`). @param {World} world @param {ReturnType<typeof chance>} luck @param {any} series @param {any} one */
function act({ host, guest, script }, { pick }, series, one) {
  const later = (/** @type {any} */ event) => new Date(Date.parse(event.start.dateTime) + pick([HOUR, -HOUR, 24 * HOUR])).toISOString();
  const either = pick([series.id, one.id]);
  const acts = [
    () => host.edit(one.id, { summary: 'One' }), () => host.edit(one.id, { start: later(one) }), () => host.remove(one.id), () => host.restore(one.id),
    () => host.editAll(series.id, { summary: 'All' }), () => host.editAll(series.id, { start: later(series) }), () => host.editAll(series.id, { recurrence: [`RRULE:${pick(RULES)}`] }),
    () => host.editFollowing(series.id, one.id, { summary: 'Following' }), () => host.editFollowing(series.id, one.id, { start: later(one) }), () => host.removeFollowing(series.id, one.id),
    () => host.addGuests(either, [GUEST]), () => host.removeGuests(either, [GUEST]), () => [host.remove(series.id), host.restore(series.id)],
    () => guest.answer(either, pick(['accepted', 'declined'])), () => guest.remove(either), () => guest.restore(either),
    () => script().Calendar.Events.patch({ description: 'Text' }, HOST, either),
  ];
  try {
    pick(acts)();
  } catch (error) {
    // Many random actions are refused. For example, an event that isn't deleted can't be restored.
    assert.match(String(error), /Error: (the event|no such event|not a guest|Forbidden|The requested identifier already exists|not simulated: (a new rule for all events of a split|two parts of a split))/);
  }
}

/** @param {any[]} events */
const sorted = (events) => events.map((event) => JSON.stringify({ ...event, etag: '', updated: '' })).sort();

test('a client that follows deltas knows what a full list holds, and single events are what instances and reads give', () => {
  for (let seed = 1; seed <= 24; seed += 1) {
    const world = calendarWorld({ options: { seriesEditKeepsExceptions: seed % 2 === 0, seriesEditKeepsTitles: seed % 5 === 0, splitKeepsConferenceData: seed % 3 === 0 } });
    const luck = chance(seed * 7919);
    world.host.insert({ summary: 'Series', start: '2026-03-16T10:00:00', guests: [GUEST], recurrence: [`RRULE:${luck.pick(RULES)}`] });
    const clients = [HOST, GUEST].map((email) => {
      const { items, nextSyncToken } = world.script(email).Calendar.Events.list(email);
      return { email, token: nextSyncToken, known: new Map(items.map((/** @type {any} */ item) => [item.id, item])) };
    });
    for (let round = 0; round < 10; round += 1) {
      world.advance(1000);
      const { Events } = world.script().Calendar;
      const series = luck.pick(Events.list(HOST).items.filter((/** @type {any} */ item) => item.recurrence));
      const one = series && luck.pick(Events.instances(HOST, series.id, { showDeleted: true }).items);
      if (one) act(world, luck, series, one);
      for (const client of clients) check(world, client, `seed ${seed}, round ${round}, ${client.email}`);
    }
  }
});

/** @param {World} world @param {{ email: string, token: string, known: Map<string, any> }} client @param {string} where */
function check(world, client, where) {
  const { Events } = world.script(client.email).Calendar;
  const { items, nextSyncToken } = Events.list(client.email, { syncToken: client.token });
  client.token = nextSyncToken;
  for (const item of items) client.known.set(item.id, item);
  const full = Events.list(client.email, { maxResults: 2500 }).items;
  const alive = (/** @type {any} */ { status }) => status !== 'cancelled';
  const gap = (/** @type {any} */ { status, recurringEventId }) => status === 'cancelled' && client.known.get(recurringEventId)?.status === 'confirmed';
  assert.deepEqual(sorted([...client.known.values()].filter(alive)), sorted(full.filter(alive)), where);
  for (const item of full) if (!alive(item)) assert.ok(gap(client.known.get(item.id)), where);

  const single = Events.list(client.email, { singleEvents: true, maxResults: 2500 }).items;
  for (const item of single) assert.deepEqual(Events.get(client.email, item.id), item, where);
  for (const { id } of full.filter((/** @type {any} */ item) => item.recurrence)) {
    const own = single.filter((/** @type {any} */ item) => item.recurringEventId === id);
    assert.deepEqual(sorted(Events.instances(client.email, id, { maxResults: 2500 }).items), sorted(own), where);
  }
  const hosts = new Map(world.script().Calendar.Events.list(HOST, { singleEvents: true, maxResults: 2500 }).items.map((/** @type {any} */ item) => [item.id, item]));
  for (const { id, start, summary, iCalUID } of single) {
    const main = hosts.get(id);
    assert.deepEqual([Date.parse(start.dateTime), summary, iCalUID], [Date.parse(main?.start.dateTime), main?.summary, main?.iCalUID], where);
  }
}
