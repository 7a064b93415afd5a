// @ts-check
/** The effect of a fault on a call, and the effects that remain of a killed execution. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, valueOf, worldOf } from './inline-addon.js';

const code = `
  const p = () => PropertiesService.getUserProperties();
  function steps() { for (const key of ['a', 'b', 'c']) if (Utilities.getUuid()) p().setProperty(key, '1'); return 'done'; }
  function stubborn() { try { p().setProperty('a', '1'); } catch (e) { try { p().setProperty('b', '1'); } catch (e) {} } finally { try { p().setProperty('c', '1'); } catch (e) {} } return 'survived'; }
  function careful() { try { p().setProperty('a', '1'); return 'ok'; } catch (e) { return [e instanceof Error, e.name, e.message, e.details && e.details.code]; } }
  function fails() { p().setProperty('a', '1'); throw new Error('x'); }
  async function later() { await null; p().setProperty('a', '1'); await null; try { p().setProperty('b', '1'); } finally { await null; p().setProperty('c', '1'); } }
  function other() { p().setProperty('other', '1'); return Date.now(); }
  async function compiled() { const { instance } = await WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), {}); p().setProperty('other', typeof instance.exports); return 'compiled'; }
  function slow() { const before = Date.now(); p().getProperty('a'); return Date.now() - before; }
`;
/** @param {import('../../simulator/world.js').World} world */
const left = (world) => [...world.user(host).properties.keys()].join('');

test('an execution that dies at a call leaves what it did before, and no more', async () => {
  const expected = /** @type {const} */ ([['die-before', 1, ''], ['die-after', 1, 'a'], ['die-before', 3, 'ab'], ['die-after', 3, 'abc']]);
  for (const [at, call, keys] of expected) {
    const world = worldOf(code);
    world.faults.add({ at, call });
    const outcome = await world.run(host, 'steps', null, { kind: 'function' });
    assert.deepEqual([outcome.status, outcome.value, left(world)], ['killed', undefined, keys]);
    assert.equal(await valueOf(world, 'steps'), 'done');
  }
});

test('death can\'t be caught: no later call has effect, and the answer is lost', async () => {
  for (const [at, keys] of /** @type {const} */ ([['die-before', ''], ['die-after', 'a']])) {
    const world = worldOf(code);
    world.faults.add({ at, call: 1 });
    const outcome = await world.run(host, 'stubborn', null, { kind: 'function' });
    assert.deepEqual([outcome.status, outcome.value, String(outcome.error)], ['killed', undefined, 'Exception: Exceeded maximum execution time']);
    assert.equal(left(world), keys);
  }
});

test('death reaches asynchronous functions too', async () => {
  const world = worldOf(code);
  world.faults.add({ at: 'die-before', call: 2 });
  assert.equal((await world.run(host, 'later', null, { kind: 'trigger' })).status, 'killed');
  assert.equal(left(world), 'a');
});

test('a call can fail before or after its effect, with an error of the script\'s own', async () => {
  for (const [at, keys] of /** @type {const} */ ([['before', ''], ['after', 'a']])) {
    const world = worldOf(code);
    world.faults.add({ match: 'Properties.setProperty', at, error: { message: 'Backend Error', name: 'GoogleJsonResponseException', details: { code: 503 } } });
    assert.deepEqual(await valueOf(world, 'careful'), [true, 'GoogleJsonResponseException', 'Backend Error', 503]);
    assert.equal(left(world), keys);
    assert.deepEqual([world.executions[0].calls[0].ok, world.executions[0].calls[0].error], [false, 'Backend Error']);
    assert.equal(await valueOf(world, 'careful'), 'ok');
  }
});

test('a fault strikes only what it names', async () => {
  const world = worldOf(code);
  const never = [world.faults.add({ match: 'Cache', error: 'x' }), world.faults.add({ entry: 'other', error: 'x' }), world.faults.add({ match: /^Properties\.get/, error: 'x' }), world.faults.add({ call: 4, error: 'x' })];
  assert.equal(await valueOf(world, 'steps'), 'done');
  assert.deepEqual(never.map(({ fired }) => fired), [0, 0, 0, 0]);
  const last = world.faults.add({ match: ({ detail }) => /** @type {any} */ (detail)?.key === 'c', error: 'struck', times: 2 });
  for (let i = 0; i < 2; i += 1) assert.equal(await failureOf(world, 'steps'), 'Exception: struck');
  assert.equal(await valueOf(world, 'steps'), 'done');
  assert.equal(last.fired, 2);
  world.faults.add({ error: 'again', times: Infinity }).remove();
  world.faults.add({ error: 'again' });
  world.faults.clear();
  assert.equal(await valueOf(world, 'steps'), 'done');
});

test('a call can be slow, and too slow for the run', async () => {
  const world = worldOf(code);
  world.faults.add({ delay: 5_000 });
  assert.equal(await valueOf(world, 'slow'), 5_040);
  world.faults.add({ delay: 30_000 });
  assert.equal((await world.run(host, 'slow', null, { kind: 'addon' })).status, 'timeout');
});

test('another execution can run in the middle of one, on its own time', async () => {
  const world = worldOf(code);
  /** @type {any} */
  let inner;
  world.faults.add({ call: 2, run: () => { inner = world.runNested(host, 'other', null, { kind: 'function' }); } });
  assert.equal(await valueOf(world, 'steps'), 'done');
  assert.equal(inner.status, 'completed');
  assert.equal([...world.user(host).properties.keys()].join(' '), 'a other b c');
  assert.equal(world.executions[0].elapsedMs(), 500 + 3 * 40);
});

test('the inner one of two overlapping executions can await WebAssembly too', async () => {
  const world = worldOf(code, { options: { syncWasm: 'refused' } });
  /** @type {any} */
  let inner;
  world.faults.add({ call: 2, run: () => { inner = world.runNested(host, 'compiled', null, { kind: 'function' }); } });
  await valueOf(world, 'steps');
  assert.deepEqual([inner.value, [...world.user(host).properties].join(' ')], ['compiled', 'a,1 other,object b,1 c,1']);
});

test('two executions that a test starts at once are refused', async () => {
  const world = worldOf(code);
  const first = world.run(host, 'later', null, { kind: 'function' });
  await assert.rejects(world.run(host, 'steps', null, { kind: 'function' }), /one after another/);
  assert.equal((await first).status, 'completed');
});

test('a failed run keeps what it did', async () => {
  const world = worldOf(code);
  assert.equal(await failureOf(world, 'fails'), 'Error: x');
  assert.equal(left(world), 'a');
});
