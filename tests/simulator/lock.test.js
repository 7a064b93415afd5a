// @ts-check
/** Who holds LockService's locks, and for how long others wait. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, valueOf, worldOf } from './inline-addon.js';

const code = `
  const lock = () => LockService.getUserLock();
  function take(ms) { const before = Date.now(); const got = lock().tryLock(ms); return [got, Date.now() - before, lock().hasLock()]; }
  function wait(ms) { lock().waitLock(ms); return lock().hasLock(); }
  function twice() { const got = [lock().tryLock(1), lock().tryLock(1)]; lock().waitLock(1); lock().releaseLock(); return [...got, lock().hasLock()]; }
  function fails() { lock().tryLock(1); throw new Error('held'); }
  function takeScript(ms) { return [LockService.getScriptLock().tryLock(ms), LockService.getDocumentLock()]; }
  function hold() { lock().waitLock(1); CacheService.getUserCache().get('k'); lock().releaseLock(); CacheService.getUserCache().get('k'); }
  function never() { lock().releaseLock(); return lock().hasLock(); }
`;
const other = 'guest-1@example.com';
const callMs = 20;

test('a free lock is taken at once', async () => {
  assert.deepEqual(await valueOf(worldOf(code), 'take', 1000), [true, callMs, true]);
});

test('a lock that becomes free in time is waited for', async () => {
  const world = worldOf(code);
  world.holdLock(host, world.clock.now() + 5_000);
  const [got, waited] = await valueOf(world, 'take', 10_000);
  assert.deepEqual([got, waited], [true, 5_000 - 500]);
});

test('a lock that stays held is given up after the time asked for', async () => {
  const world = worldOf(code);
  world.holdLock(host, world.clock.now() + 60_000);
  assert.deepEqual(await valueOf(world, 'take', 3_000), [false, 3_000 + callMs, false]);
  assert.equal(await failureOf(world, 'wait', 1_000), 'Exception: Lock timeout: another process was holding the lock for too long.');
});

test('waiting for a lock spends the time of the run', async () => {
  const world = worldOf(code);
  world.holdLock(host, world.clock.now() + 120_000);
  assert.equal((await world.run(host, 'take', 60_000)).status, 'timeout');
});

test('taking a lock again changes nothing, and one release frees it', async () => {
  assert.deepEqual(await valueOf(worldOf(code), 'twice'), [true, true, false]);
  assert.equal(await valueOf(worldOf(code), 'never'), false);
});

test('the end of a run frees its lock, also when it fails or is killed', async () => {
  const world = worldOf(code);
  await failureOf(world, 'fails');
  assert.equal((await valueOf(world, 'take', 0))[0], true);
  world.faults.add({ match: 'Cache.get', at: 'die-before' });
  assert.equal((await world.run(host, 'hold', null, { kind: 'function' })).status, 'killed');
  assert.equal((await valueOf(world, 'take', 0))[0], true);
});

test('a run in the middle of another can\'t have the lock that the other holds', async () => {
  const world = worldOf(code);
  /** @type {any[]} */
  const inner = [];
  for (const call of [1, 2]) world.faults.add({ match: 'Cache.get', call, run: () => inner.push(world.runNested(host, 'take', 2_000, { kind: 'function' }).value) });
  await valueOf(world, 'hold');
  assert.deepEqual(inner.map(([got]) => got), [false, true]);
});

test('users have their own locks, and the script one for all', async () => {
  const world = worldOf(code, { users: [{ email: host }, { email: other }] });
  world.holdLock(host, world.clock.now() + 60_000);
  world.holdLock(null, world.clock.now() + 60_000);
  assert.equal((await valueOf(world, 'take', 0, { user: other }))[0], true);
  assert.deepEqual(await valueOf(world, 'takeScript', 100, { user: other }), [false, null]);
});
