// @ts-check
/** Making installable triggers, and the times at which they run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, manifestWith, scopes, valueOf, worldOf } from './inline-addon.js';

const guest = 'guest-1@example.com';
const code = `
  function watch(id) { return ScriptApp.newTrigger('onChange').forUserCalendar(id).onEventUpdated().create().getUniqueId(); }
  function hourly(n) { return ScriptApp.newTrigger('onHour').timeBased().everyHours(n).create().getUniqueId(); }
  function minutely(n) { return ScriptApp.newTrigger('onHour').timeBased().everyMinutes(n).create().getUniqueId(); }
  function untyped() { ScriptApp.newTrigger('onChange').forUserCalendar('host@example.com').create(); }
  function list() { return ScriptApp.getProjectTriggers().map((t) => [t.getHandlerFunction(), String(t.getEventType()), String(t.getTriggerSource()), t.getTriggerSourceId(), t.getUniqueId()]); }
  function unwatch(id) { ScriptApp.getProjectTriggers().filter((t) => t.getTriggerSourceId() === id).forEach((t) => ScriptApp.deleteTrigger(t)); }
  function onChange(e) { console.log(JSON.stringify(e), e.authMode === ScriptApp.AuthMode.FULL); for (let i = 0; i < 10; i++) CacheService.getUserCache().get('k'); }
  function onHour(e) { console.log(Object.keys(e).sort().join(), e.triggerUid, e.hour); }
  function daily() { ScriptApp.newTrigger('onHour').timeBased().everyDays(1); }
  function write() { Calendar.Events.insert({ summary: 'x', start: { dateTime: '2026-03-03T09:00:00Z' }, end: { dateTime: '2026-03-03T10:00:00Z' } }, 'primary'); }
`;
/** @param {object} [options] @param {object} [more] */
const worldWith = (options, more) => worldOf(code, { options, users: [{ email: host }, { email: guest }], ...more });

/** @param {import('../../simulator/world.js').World} world */
const changed = (world, calendarId = host, byScript = false) => world.triggers.calendarChanged(calendarId, { byScript });

test('a trigger shows what it was made for, and lasts', async () => {
  const world = worldWith();
  const id = await valueOf(world, 'watch', host);
  const clock = await valueOf(world, 'hourly', 1);
  assert.match(id, /^\d{19}$/);
  assert.deepEqual(await valueOf(world, 'list'), [['onChange', 'ON_EVENT_UPDATED', 'CALENDAR', host, id], ['onHour', 'CLOCK', 'CLOCK', null, clock]]);
  await valueOf(world, 'unwatch', host);
  assert.equal((await valueOf(world, 'list')).length, 1);
});

test('an add-on has one trigger for a calendar and one clock trigger per user', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  await valueOf(world, 'hourly', 2);
  assert.match(await failureOf(world, 'watch', host), /^Exception: This add-on has created too many triggers for this calendar/);
  assert.equal(await failureOf(world, 'hourly', 3), 'Exception: This add-on has created too many time-based triggers in this document for this Google user account.');
  await valueOf(world, 'watch', guest, { user: guest });
});

test('a user has twenty triggers at most', async () => {
  const world = worldWith();
  const calendars = Array.from({ length: 21 }, (_, i) => world.calendars.addCalendar({ id: `team-${i}@example.com`, summary: 'Team', timeZone: 'UTC', owner: host }) && `team-${i}@example.com`);
  for (const id of calendars.slice(0, 20)) await valueOf(world, 'watch', id);
  assert.equal(await failureOf(world, 'watch', calendars[20]), 'Exception: This script has too many triggers. Triggers must be deleted from the script before more can be added.');
});

test('a calendar that the user can\'t see can\'t be watched', async () => {
  const world = worldWith();
  for (const id of ['nobody@example.com', guest, 'primary']) assert.match(await failureOf(world, 'watch', id), /was not found/);
  world.calendars.share(guest, host, 'reader');
  await valueOf(world, 'watch', guest);
});

test('an add-on\'s clock trigger runs hourly at most', async () => {
  const world = worldWith();
  assert.match(await failureOf(world, 'minutely', 30), /more than once per hour/);
  await valueOf(world, 'minutely', 60);
  assert.match(await failureOf(worldWith(), 'hourly', 0), /^Exception: Invalid argument: 0/);
  await failureOf(world, 'untyped');
  await assert.rejects(valueOf(worldWith(), 'daily'), /not simulated: ScriptApp\.ClockTriggerBuilder\.everyDays/);
});

test('triggers need their scopes, and by option a reading calendar scope', async () => {
  const without = (/** @type {string} */ name) => ({ manifest: manifestWith({ oauthScopes: scopes.filter((scope) => !scope.endsWith(name)) }) });
  assert.match(await failureOf(worldWith({}, without('script.scriptapp')), 'list'), /not sufficient to call ScriptApp\.getProjectTriggers\. Required permissions: https:\/\/www\.googleapis\.com\/auth\/script\.scriptapp$/);
  assert.match(await failureOf(worldWith({}, without('calendar.events')), 'watch', host), /not sufficient to call ScriptApp\.newTrigger\.create/);
  const strict = worldWith({ calendarReadonlyForTriggers: true });
  assert.match(await failureOf(strict, 'watch', host), /Required permissions: \(https:\/\/www\.googleapis\.com\/auth\/calendar \|\| https:\/\/www\.googleapis\.com\/auth\/calendar\.readonly\)$/);
  await valueOf(strict, 'hourly', 1);
});

test('a change runs the trigger with the calendar\'s id and no more', async () => {
  const world = worldWith();
  const triggerUid = await valueOf(world, 'watch', host);
  changed(world);
  const [execution, ...more] = await world.settle();
  assert.deepEqual([execution.kind, execution.user.email, execution.entry, execution.outcome?.status, more.length], ['trigger', host, 'onChange', 'completed', 0]);
  assert.equal(execution.logs[0].text, `${JSON.stringify({ calendarId: host, triggerUid, authMode: 'FULL' })} true`);
});

test('changes close together are one run, and another calendar\'s changes none', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  for (let i = 0; i < 5; i += 1) changed(world);
  changed(world, guest);
  assert.equal((await world.settle()).length, 1);
  changed(world);
  assert.equal((await world.settle()).length, 1);
});

test('a deleted trigger doesn\'t run for an earlier change', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  changed(world);
  await valueOf(world, 'unwatch', host);
  assert.deepEqual(await world.settle(), []);
});

test('a script\'s own write fires the trigger, or by option doesn\'t', async () => {
  for (const [fires, runs] of /** @type {const} */ ([[true, 1], [false, 0]])) {
    const world = worldWith({ triggersFireOnScriptWrites: fires });
    await valueOf(world, 'watch', host);
    await valueOf(world, 'write');
    assert.equal((await world.settle()).length, runs);
    changed(world);
    assert.equal((await world.settle()).length, 1);
  }
});

test('triggers can be lost, doubled and late', async () => {
  const runs = async (/** @type {any} */ mode) => {
    const world = worldWith({ triggerFiring: mode });
    await valueOf(world, 'watch', host);
    changed(world);
    const early = (await world.advance(60_000)).length;
    return [early, (await world.advance(3_600_000)).length];
  };
  assert.deepEqual(await runs('normal'), [1, 0]);
  assert.deepEqual(await runs('lost'), [0, 0]);
  assert.deepEqual(await runs('doubled'), [2, 0]);
  assert.deepEqual(await runs('late'), [0, 1]);
});

test('two deliveries can overlap', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  world.faults.firing('concurrent');
  changed(world);
  const [outer, inner, ...more] = await world.settle();
  assert.equal(more.length, 0);
  assert.ok(inner.startedAt > outer.startedAt && Number(inner.endedAt) < Number(outer.endedAt));
});

test('a second delivery that finds no call to overlap with still comes', async () => {
  const world = worldOf(`${code.replace('function onChange(e) {', 'function onChange() { return;')}`, { users: [{ email: host }, { email: guest }] });
  await valueOf(world, 'watch', host);
  world.faults.firing('concurrent');
  changed(world);
  assert.equal((await world.settle()).length, 2);
  assert.equal((await world.settle()).length, 0);
});

test('the firing of the next change alone can be chosen', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  world.faults.firing('lost');
  changed(world);
  assert.equal((await world.settle()).length, 0);
  changed(world);
  assert.equal((await world.settle()).length, 1);
});

test('a clock trigger runs every hour, not quite on the minute, and the same way in the same world', async () => {
  const starts = async () => {
    const world = worldWith();
    await valueOf(world, 'hourly', 1);
    return (await world.advance(24 * 3_600_000)).map(({ startedAt, logs }) => [startedAt, logs[0].text]);
  };
  const first = await starts();
  assert.deepEqual(await starts(), first);
  assert.ok(first.length === 23 || first.length === 24 || first.length === 25, String(first.length));
  const gaps = first.slice(1).map(([at], i) => Number(at) - Number(first[i][0]));
  assert.ok(gaps.every((gap) => Math.abs(gap - 3_600_000) <= 60_000) && new Set(gaps).size > 5, String(gaps));
  assert.match(String(first[0][1]), /^authMode,day-of-month,day-of-week,hour,minute,month,second,timezone,triggerUid,week-of-year,year \d{19} \d+$/);
});

test('changes and hours are run in order of time', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  await valueOf(world, 'hourly', 1);
  changed(world);
  const ran = await world.advance(2 * 3_600_000);
  assert.equal(ran[0].entry, 'onChange');
  assert.deepEqual(ran.map(({ startedAt }) => startedAt), ran.map(({ startedAt }) => startedAt).sort((a, b) => a - b));
});

test('nothing runs after the add-on is uninstalled', async () => {
  const world = worldWith();
  await valueOf(world, 'watch', host);
  await valueOf(world, 'hourly', 1);
  changed(world);
  world.uninstall(host);
  assert.deepEqual(await world.advance(3 * 3_600_000), []);
  assert.equal(await failureOf(world, 'list'), 'Exception: Authorization is required to perform that action.');
  world.install(host);
  assert.deepEqual(await valueOf(world, 'list'), []);
});

test('a trigger runs without a refused scope only when the add-on is published', async () => {
  for (const [published, runs] of /** @type {const} */ ([[true, 1], [false, 0]])) {
    const world = worldWith({ published });
    await valueOf(world, 'watch', host);
    world.user(host).refusedScopes.add('calendar.events');
    changed(world);
    assert.equal((await world.settle()).length, runs);
  }
});
