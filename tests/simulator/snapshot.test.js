// @ts-check
/** A world can be saved as JSON and restored, and the restored world continues exactly like the original. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createWorld, loadAddon } from '../../simulator/index.js';
import { sample, sampleWorld } from '../../simulator/sample.js';
import { host, worldOf } from './inline-addon.js';

/** @typedef {import('../../simulator/world.js').World} World */

const hour = 3_600_000;
/** @type {import('../../simulator/runtime/addon.js').Addon} */
let addon;
before(() => {
  addon = loadAddon(new URL('../../target/addon', import.meta.url).pathname);
});

/** Events, meetings, a series with a changed occurrence, drafts, an unsaved event, waiting triggers, faults and quotas. */
async function lived() {
  const world = sampleWorld({ addon, options: { earlyCacheEviction: true } });
  const person = world.person(sample.host);
  await (await person.openHome()).signIn({ email: sample.host });
  const editor = person.newEvent({ summary: 'Review', start: '2026-03-09T10:00:00', minutes: 60, guests: [...sample.guests] });
  await editor.pickConference('webex-meeting');
  await editor.save();
  const series = person.newEvent({ summary: 'Weekly', start: '2026-03-10T10:00:00', minutes: 30, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=5'] });
  await series.pickConference('webex-meeting');
  await series.save();
  await world.advance(2 * hour);
  const letter = world.mail.deliver({ from: sample.guests[0], to: sample.host, subject: 'Budget', body: 'See below.' });
  await person.openMessage(letter);
  person.newEvent({ summary: 'Never saved' });
  world.faults.add({ match: 'Calendar.Events.get', error: 'Internal Error' });
  world.faults.firing('late');
  world.webex.faults.add({ method: 'PATCH', path: /meetings/, status: 503 });
  world.calendars.fail({ trouble: 'backendError', method: 'events.list' });
  world.holdLock(sample.host, world.clock.now() + 1000);
  person.calendar.edit(editor.eventId, { summary: 'Review, second part', start: '2026-03-11T09:30:00' });
  return { world, eventId: editor.eventId, seriesId: series.eventId };
}

/** People's actions after the snapshot. @param {World} world @param {string} eventId @param {string} seriesId */
async function goOn(world, eventId, seriesId) {
  const from = world.executions.length;
  const person = world.person(sample.host);
  await world.settle();
  await world.advance(2 * hour);
  person.calendar.copy(eventId, { start: '2026-03-12T10:00:00' });
  const occurrence = person.calendar.seeAll().find((/** @type {any} */ event) => event.id === seriesId);
  assert.ok(occurrence);
  person.calendar.edit(seriesId, { summary: 'Weekly, renamed' });
  await (await person.openEvent(sample.host, eventId)).click('Sync now').catch(() => undefined);
  person.calendar.remove(eventId);
  await world.advance(5 * hour);
  return world.executions.slice(from).map(({ id, entry, startedAt, endedAt, outcome, calls, logs }) => ({ id, entry, startedAt, endedAt, status: outcome?.status, calls, logs }));
}

test('a restored world goes on to the byte like the original', async () => {
  const { world, eventId, seriesId } = await lived();
  const text = JSON.stringify(world.snapshot());
  const other = createWorld({ addon });
  other.restore(JSON.parse(text));
  assert.equal(JSON.stringify(other.snapshot()), text, 'restoring changes nothing');
  const [left, right] = [await goOn(world, eventId, seriesId), await goOn(other, eventId, seriesId)];
  assert.ok(left.length > 8, 'something happened');
  assert.deepEqual(right, left);
  assert.equal(JSON.stringify(other.snapshot()), JSON.stringify(world.snapshot()));
  assert.notEqual(JSON.stringify(world.snapshot()), text, 'and it did not stand still');
});

test('one snapshot can be restored again and again, also into the world that it was taken of', async () => {
  const { world, eventId, seriesId } = await lived();
  const snapshot = world.snapshot();
  const text = JSON.stringify(snapshot);
  const first = await goOn(world, eventId, seriesId);
  const end = JSON.stringify(world.snapshot());
  world.restore(snapshot);
  assert.equal(JSON.stringify(world.snapshot()), text);
  assert.deepEqual([world.executions.length, await goOn(world, eventId, seriesId)], [0, first]);
  assert.equal(JSON.stringify(world.snapshot()), end);
});

test('a restored world is nobody else\'s', async () => {
  const { world, eventId } = await lived();
  const other = createWorld({ addon });
  other.restore(world.snapshot());
  const text = JSON.stringify(world.snapshot());
  other.person(sample.host).calendar.edit(eventId, { summary: 'Elsewhere' });
  other.webex.book.clear();
  other.user(sample.host).properties.clear();
  assert.equal(JSON.stringify(world.snapshot()), text);
});

test('what can\'t be written down is refused, and so is a snapshot of another version', () => {
  const world = worldOf('function f() {}');
  const snapshot = world.snapshot();
  const fault = world.faults.add({ run: () => undefined });
  assert.throws(() => world.snapshot(), /can't hold a fault that is a function/);
  fault.remove();
  world.faults.add({ match: () => false });
  assert.throws(() => world.snapshot(), /can't hold a fault that is a function/);
  assert.throws(() => world.restore({ ...snapshot, version: 0 }), /not a snapshot of version 1: it says 0/);
  assert.throws(() => world.restore(/** @type {any} */ (null)), /not a snapshot of version 1: it says undefined/);
});

test('no snapshot is taken or restored while an execution runs', async () => {
  const world = worldOf('function f() { PropertiesService.getUserProperties().setProperty("k", "v"); }');
  const snapshot = world.snapshot();
  /** @type {string[]} */
  const said = [];
  const tryBoth = () => {
    for (const act of [() => world.snapshot(), () => world.restore(snapshot)]) {
      try {
        act();
      } catch (error) {
        said.push(/** @type {Error} */ (error).message);
      }
    }
  };
  world.faults.add({ match: 'Properties', run: tryBoth });
  await world.run(host, 'f');
  assert.deepEqual(said, ['a world has no state to keep while an execution runs', 'a world can\'t be restored while an execution runs']);
});
