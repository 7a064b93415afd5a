// @ts-check
/** The limits on the length of a run, on simultaneous runs, and on a day's use. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, valueOf, worldOf } from './inline-addon.js';

const code = `
  function sleep(ms) { Utilities.sleep(ms); return 'awake'; }
  function reads(n) { for (let i = 0; i < n; i++) PropertiesService.getUserProperties().getProperty('k'); }
  function spin() { for (;;); }
  async function spinLater() { await null; for (;;); }
  function spinInPromise() { Promise.resolve().then(() => { for (;;); }); }
  function forever() { const again = () => Promise.resolve().then(again); again(); }
  function watch() { ScriptApp.newTrigger('onChange').forUserCalendar('host@example.com').onEventUpdated().create(); }
  function onChange() { Utilities.sleep(280000); }
`;
const startMs = 500;

test('an add-on\'s answer may take 30 seconds, a trigger and a callback six minutes', async () => {
  const world = worldOf(code);
  const status = async (/** @type {any} */ kind, /** @type {number} */ ms) => (await world.run(host, 'sleep', ms, { kind, expects: 'function' })).status;
  assert.equal(await status('addon', 30_000 - startMs), 'completed');
  assert.equal(await status('addon', 30_001 - startMs), 'timeout');
  assert.equal(await status('trigger', 240_000), 'completed');
  const world2 = worldOf('function f() { Utilities.sleep(200000); Utilities.sleep(159500); } function g() { Utilities.sleep(200000); Utilities.sleep(159501); }');
  assert.equal((await world2.run(host, 'f', null, { kind: 'trigger' })).status, 'completed');
  assert.equal((await world2.run(host, 'g', null, { kind: 'trigger' })).status, 'timeout');
  assert.equal((await world2.run(host, 'g', null, { kind: 'callback' })).status, 'timeout');
});

test('a run that is too long ends exactly at its limit', async () => {
  const world = worldOf(code);
  const start = world.clock.now();
  const outcome = await world.run(host, 'sleep', 60_000);
  assert.deepEqual([outcome.status, String(outcome.error), world.clock.now() - start], ['timeout', 'Exception: Exceeded maximum execution time', 30_000]);
});

test('every call costs time, so that too many calls end a run', async () => {
  const world = worldOf(code);
  assert.equal((await world.run(host, 'reads', 737)).status, 'completed');
  assert.equal(world.executions[0].elapsedMs(), startMs + 737 * 40);
  assert.equal((await world.run(host, 'reads', 738)).status, 'timeout');
});

test('a script that computes for ever is an error of the run, and never an outcome', async () => {
  const world = worldOf(code, { guardMs: 60 });
  for (const name of ['spin', 'spinLater', 'spinInPromise', 'forever']) {
    await assert.rejects(world.run(host, name), new RegExp(`^Error: ${name} computed for 60 ms of real time and made no end`), name);
  }
  assert.equal(world.clock.now(), Date.parse('2026-03-02T09:00:00Z') + 4 * startMs, 'its time is not the machine\'s');
});

test('computing costs the time of the table, whatever the machine takes', async () => {
  const world = worldOf('function take(text) { return text.text.length; }');
  const took = async (/** @type {string} */ text) => {
    await valueOf(world, 'take', { text });
    return world.executions[world.executions.length - 1].elapsedMs();
  };
  assert.deepEqual([await took('x'.repeat(1012)), await took('x'.repeat(1013)), await took('x'.repeat(50 * 1024))], [startMs, startMs + 1, startMs + 50]);
});

test('thirty executions of a user run at the same time, not more', async () => {
  const world = worldOf(code, { users: [{ email: host }, { email: 'guest-1@example.com' }] });
  world.holdExecutions(host, 29, world.clock.now() + 60_000);
  assert.equal(await valueOf(world, 'sleep', 1), 'awake');
  world.holdExecutions(host, 1, world.clock.now() + 60_000);
  const outcome = await world.run(host, 'sleep', 1);
  assert.deepEqual([outcome.status, String(outcome.error)], ['failed', 'Exception: There are too many scripts running simultaneously for this Google user account.']);
  assert.equal(await valueOf(world, 'sleep', 1, { user: 'guest-1@example.com' }), 'awake');
  world.clock.advance(60_000);
  assert.equal(await valueOf(world, 'sleep', 1), 'awake');
});

test('a day has 90 minutes of triggers for consumers and six hours for Workspace accounts', async () => {
  for (const [domain, runs] of /** @type {const} */ ([[undefined, 20], ['example.com', 78]])) {
    const world = worldOf(code, { users: [{ email: host, domain }] });
    await valueOf(world, 'watch');
    let ran = 0;
    for (let i = 0; i < 80; i += 1) {
      world.triggers.calendarChanged(host, { byScript: false });
      ran += (await world.settle()).length;
    }
    assert.equal(ran, runs);
    assert.equal(world.refusals[0].text, 'Service using too much computer time for one day.');
    await world.advance(86_400_000);
    world.triggers.calendarChanged(host, { byScript: false });
    assert.equal((await world.settle()).length, 1);
  }
});

test('an add-on whose own writes fire it for ever is found', async () => {
  const world = worldOf(`function watch() { ScriptApp.newTrigger('onChange').forUserCalendar('host@example.com').onEventUpdated().create(); }
    function onChange() { const e = Calendar.Events.insert({ start: { date: '2026-03-03' }, end: { date: '2026-03-04' } }, 'primary'); }`);
  await valueOf(world, 'watch');
  world.triggers.calendarChanged(host, { byScript: false });
  await assert.rejects(world.settle(), /keeps firing its own trigger/);
});
