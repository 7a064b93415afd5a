// @ts-check
/** Values that CacheService keeps, refuses and drops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, valueOf, worldOf } from './inline-addon.js';

const code = `
  const user = () => CacheService.getUserCache();
  function put(args) { user().put(...args); }
  function putAll(args) { user().putAll(...args); }
  function get(key) { return user().get(key); }
  function getAll(keys) { return user().getAll(keys); }
  function remove(key) { user().remove(key); }
  function removeAll(keys) { user().removeAll(keys); }
  function undefinedValue() { user().put('k', undefined); user().put('n', null); user().put('o', { a: 1 }); return user().getAll(['k', 'n', 'o']); }
  function scripts(value) { if (value) CacheService.getScriptCache().put('k', value); return [CacheService.getScriptCache().get('k'), CacheService.getDocumentCache()]; }
  function noArgument() { user().get(); }
  function noSeconds() { user().put('a', 'b', undefined); }
`;
const second = 1000;

test('an entry lives for ten minutes, or as long as it was told', async () => {
  const world = worldOf(code);
  await valueOf(world, 'put', ['a', '1']);
  await valueOf(world, 'put', ['b', '2', 5]);
  world.clock.advance(5 * second);
  assert.deepEqual(await valueOf(world, 'getAll', ['a', 'b', 'c']), { a: '1' });
  world.clock.advance(594 * second);
  assert.equal(await valueOf(world, 'get', 'a'), null);
});

test('an entry may live six hours at most, and a lifetime that has passed is accepted', async () => {
  const world = worldOf(code);
  await valueOf(world, 'put', ['a', '1', 21_600]);
  assert.equal(await failureOf(world, 'put', ['a', '1', 21_601]), 'Exception: Argument too large: expirationInSeconds');
  await valueOf(world, 'put', ['b', '1', -5]);
  assert.deepEqual(await valueOf(world, 'getAll', ['a', 'b']), { a: '1' });
});

test('keys have 250 characters at most and are never empty', async () => {
  const world = worldOf(code);
  await valueOf(world, 'put', ['k'.repeat(250), '1']);
  assert.equal(await failureOf(world, 'put', ['k'.repeat(251), '1']), 'Exception: Argument too large: key');
  for (const key of ['', null]) {
    assert.equal(await failureOf(world, 'put', [key, '1']), 'Exception: Invalid argument: key');
    for (const name of ['get', 'remove']) assert.equal(await failureOf(world, name, key), 'Exception: Invalid argument: key');
  }
});

test('values have 100 KB at most, counted in bytes', async () => {
  const world = worldOf(code);
  await valueOf(world, 'put', ['a', 'x'.repeat(102_400)]);
  assert.equal(await failureOf(world, 'put', ['a', `${'x'.repeat(102_399)}é`]), 'Exception: Argument too large: value');
  assert.equal((await valueOf(world, 'get', 'a')).length, 102_400);
});

test('one value that is too large stops all of putAll', async () => {
  const world = worldOf(code);
  await failureOf(world, 'putAll', [{ a: '1', b: 'x'.repeat(102_401) }]);
  assert.deepEqual(await valueOf(world, 'getAll', ['a', 'b']), {});
  await valueOf(world, 'putAll', [{ a: 1, b: true }, 60]);
  assert.deepEqual(await valueOf(world, 'getAll', ['a', 'b']), { a: '1', b: 'true' });
});

test('everything becomes text', async () => {
  assert.deepEqual(await valueOf(worldOf(code), 'undefinedValue'), { k: 'null', n: 'null', o: '[object Object]' });
});

test('above a thousand entries the nine hundred that expire last stay, and reading makes none younger', async () => {
  const world = worldOf(code);
  for (let i = 0; i < 10; i += 1) {
    await valueOf(world, 'putAll', [Object.fromEntries(Array.from({ length: 100 }, (_, j) => [`k${i * 100 + j}`, 'x']))]);
    world.clock.advance(second);
  }
  assert.equal(await valueOf(world, 'get', 'k0'), 'x');
  await valueOf(world, 'put', ['more', 'x']);
  const left = world.user(host).cache;
  assert.equal(left.size, 900);
  assert.deepEqual([left.has('k0'), left.has('k100'), left.has('k101'), left.has('more')], [false, false, true, true]);
});

test('removed entries are gone', async () => {
  const world = worldOf(code);
  await valueOf(world, 'putAll', [{ a: '1', b: '2', c: '3', d: '4' }]);
  await valueOf(world, 'remove', 'a');
  await valueOf(world, 'removeAll', ['b', 'c', 'never']);
  assert.deepEqual(await valueOf(world, 'getAll', ['a', 'b', 'c', 'd']), { d: '4' });
});

test('each user has a cache, all share that of the script, and there is none of a document', async () => {
  const other = 'guest-1@example.com';
  const world = worldOf(code, { users: [{ email: host }, { email: other }] });
  await valueOf(world, 'put', ['a', 'mine']);
  await valueOf(world, 'scripts', 'ours');
  assert.equal(await valueOf(world, 'get', 'a', { user: other }), null);
  assert.deepEqual(await valueOf(world, 'scripts', null, { user: other }), ['ours', null]);
});

test('entries can be lost early by option', async () => {
  const world = worldOf(code, { options: { earlyCacheEviction: true } });
  const found = [];
  for (let i = 0; i < 40; i += 1) {
    await valueOf(world, 'put', ['a', '1']);
    found.push(await valueOf(world, 'get', 'a'));
  }
  assert.deepEqual([...new Set(found)].sort(), ['1', null].sort());
});

test('a missing argument has the platform\'s text', async () => {
  assert.equal(await failureOf(worldOf(code), 'noSeconds'), "Exception: The parameters (String,String,null) don't match the method signature for CacheService.Cache.put.");
  assert.equal(await failureOf(worldOf(code), 'noArgument'), "Exception: The parameters () don't match the method signature for CacheService.Cache.get.");
});
