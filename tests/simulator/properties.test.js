// @ts-check
/** Values that PropertiesService keeps and refuses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, valueOf, worldOf } from './inline-addon.js';

const code = `
  const user = () => PropertiesService.getUserProperties();
  function set(args) { user().setProperty(...args); }
  function setAll(args) { return user().setProperties(...args) === undefined; }
  function get(key) { return user().getProperty(key); }
  function all() { return [user().getProperties(), user().getKeys()]; }
  function remove(key) { user().deleteProperty(key); }
  function clear() { user().deleteAllProperties(); }
  function shared(value) { const p = PropertiesService.getScriptProperties(); if (value) p.setProperty('k', value); return [p.getProperty('k'), PropertiesService.getDocumentProperties()]; }
  function chain() { return user().setProperty('a', '1').setProperty('b', 2).deleteProperty('a').getProperties(); }
`;

test('properties outlive executions and belong to one user', async () => {
  const other = 'guest-1@example.com';
  const world = worldOf(code, { users: [{ email: host }, { email: other }] });
  await valueOf(world, 'set', ['a', 'x']);
  assert.equal(await valueOf(world, 'get', 'a'), 'x');
  assert.equal(await valueOf(world, 'get', 'a', { user: other }), null);
  await valueOf(world, 'shared', 'ours');
  assert.deepEqual(await valueOf(world, 'shared', null, { user: other }), ['ours', null]);
});

test('numbers become text and setters can be chained', async () => {
  assert.deepEqual(await valueOf(worldOf(code), 'chain'), { b: '2' });
});

test('a value has 9 KB at most, where that is enforced', async () => {
  const limit = 9 * 1024;
  const world = worldOf(code);
  await valueOf(world, 'set', ['a', 'x'.repeat(limit)]);
  assert.equal(await failureOf(world, 'set', ['a', 'x'.repeat(limit + 1)]), 'Exception: Argument too large: value');
  assert.equal(await failureOf(world, 'set', ['a', 'é'.repeat(limit / 2 + 1)]), 'Exception: Argument too large: value');
  await valueOf(worldOf(code, { options: { propertyValueLimit: 'not enforced' } }), 'set', ['a', 'x'.repeat(limit + 1)]);
});

test('a store has 500 KB of keys and values, and one that would be too large is unchanged', async () => {
  const world = worldOf(code);
  const many = Object.fromEntries(Array.from({ length: 56 }, (_, i) => [`key-${String(i).padStart(4, '0')}`, 'x'.repeat(9216)]));
  await valueOf(world, 'setAll', [many]);
  const text = 'Exception: You have exceeded the property storage quota. Please remove some properties and try again.';
  const left = 524_288 - 56 * (8 + 9216);
  assert.equal(await failureOf(world, 'set', ['more', 'x'.repeat(left - 4 + 1)]), text);
  await valueOf(world, 'set', ['more', 'x'.repeat(left - 4)]);
  assert.equal(await failureOf(world, 'setAll', [{ 'key-0000': 'changed', z: 'x'.repeat(9216) }]), text);
  assert.equal((await valueOf(world, 'get', 'key-0000')).length, 9216);
});

test('keys are never empty and have 8 066 bytes at most', async () => {
  const world = worldOf(code);
  for (const key of ['', null]) {
    for (const [name, argument] of /** @type {[string, any][]} */ ([['get', key], ['remove', key], ['set', [key, 'x']]])) {
      assert.equal(await failureOf(world, name, argument), 'Exception: When setting or getting a property value, the property name must not be null or empty.');
    }
  }
  await valueOf(world, 'set', ['k'.repeat(8066), 'x']);
  assert.equal(await failureOf(world, 'set', ['k'.repeat(8067), 'x']), 'Exception: Data storage error');
});

test('no value at all is refused', async () => {
  assert.match(await failureOf(worldOf(code), 'set', ['a', null]), /The parameters \(String,null\) don't match the method signature for PropertiesService\.Properties\.setProperty\./);
});

test('setProperties keeps the others, or deletes them', async () => {
  const world = worldOf(code);
  await valueOf(world, 'set', ['a', '1']);
  await valueOf(world, 'setAll', [{ b: '2' }]);
  assert.deepEqual(await valueOf(world, 'all'), [{ a: '1', b: '2' }, ['a', 'b']]);
  await valueOf(world, 'setAll', [{ c: '3' }, true]);
  assert.deepEqual(await valueOf(world, 'all'), [{ c: '3' }, ['c']]);
  await valueOf(world, 'remove', 'c');
  assert.equal(await valueOf(world, 'get', 'c'), null);
  await valueOf(world, 'set', ['d', '4']);
  await valueOf(world, 'clear');
  assert.deepEqual(await valueOf(world, 'all'), [{}, []]);
});

test('a day has 50 000 calls for consumers and ten times as many for Workspace accounts', async () => {
  const world = worldOf(code, { users: [{ email: host }, { email: 'guest-1@example.com', domain: 'example.com' }] });
  for (const email of [host, 'guest-1@example.com']) world.user(email).quotas.set('properties read/write', { since: world.clock.now(), used: 49_999 });
  await valueOf(world, 'get', 'a');
  assert.equal(await failureOf(world, 'get', 'a'), 'Exception: Service invoked too many times for one day: properties.');
  await valueOf(world, 'get', 'a', { user: 'guest-1@example.com' });
  await valueOf(world, 'get', 'a', { user: 'guest-1@example.com' });
  world.clock.advance(86_400_000);
  await valueOf(world, 'get', 'a');
});
