// @ts-check
/** The names that exist in a script's global scope, and those that must not exist. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingGlobals } from '../../simulator/runtime/sandbox.js';
import { failureOf, valueOf, worldOf } from './inline-addon.js';

const emptyModule = 'new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])';

test('a script lacks every global that Apps Script lacks', async () => {
  const world = worldOf('function f(names) { return names.filter((name) => name in globalThis || typeof globalThis[name] !== "undefined"); }');
  assert.deepEqual(await valueOf(world, 'f', missingGlobals), []);
  for (const name of ['setTimeout', 'TextEncoder', 'fetch', 'URL', 'atob', 'crypto', 'performance', 'structuredClone', 'queueMicrotask']) assert.ok(missingGlobals.includes(name), name);
});

test('calling a missing timer is a ReferenceError', async () => {
  assert.equal(await failureOf(worldOf('function f() { setTimeout(() => {}, 1); }'), 'f'), 'ReferenceError: setTimeout is not defined');
});

test('WebAssembly has its classes and lacks the streaming functions', async () => {
  const world = worldOf(`function f() {
    return [['Global', 'Instance', 'Memory', 'Module', 'Table', 'compile', 'instantiate', 'validate'].map((name) => typeof WebAssembly[name]),
      ['compileStreaming', 'instantiateStreaming'].map((name) => typeof WebAssembly[name])];
  }`);
  assert.deepEqual(await valueOf(world, 'f'), [Array(8).fill('function'), ['undefined', 'undefined']]);
});

test('a module can be made at once, and its objects are of the classes that the script sees', async () => {
  const world = worldOf(`function f() {
    const module = new WebAssembly.Module(${emptyModule});
    const instance = new WebAssembly.Instance(module, {});
    return [module instanceof WebAssembly.Module, instance instanceof WebAssembly.Instance, module.constructor === WebAssembly.Module];
  }`);
  assert.deepEqual(await valueOf(world, 'f'), [true, true, true]);
});

test('where synchronous compilation is refused, the promise still works', async () => {
  const world = worldOf(
    `function at_once() { new WebAssembly.Module(${emptyModule}); }
     async function in_time() { const { instance, module } = await WebAssembly.instantiate(${emptyModule}); return typeof instance.exports + (await WebAssembly.instantiate(module) instanceof WebAssembly.Instance); }
     async function instance_at_once() { new WebAssembly.Instance(await WebAssembly.compile(${emptyModule})); }`,
    { options: { syncWasm: 'refused' } },
  );
  assert.match(await failureOf(world, 'at_once'), /^CompileError: /);
  assert.match(await failureOf(world, 'instance_at_once'), /^CompileError: /);
  assert.equal(await valueOf(world, 'in_time'), 'objecttrue');
});

test('doubtful globals can be taken away', async () => {
  const code = 'function f() { return [typeof FinalizationRegistry, typeof WeakRef, typeof BigInt]; }';
  assert.deepEqual(await valueOf(worldOf(code), 'f'), ['function', 'function', 'function']);
  const bare = worldOf(code, { options: { finalizationRegistry: false, weakRef: false, bigInt: false } });
  assert.deepEqual(await valueOf(bare, 'f'), ['undefined', 'undefined', 'undefined']);
});

test('time is the world\'s, in the zone of the manifest', async () => {
  const world = worldOf('function f() { const d = new Date(); return [Date.now(), +d, d instanceof Date, d.constructor === Date, typeof Date(), new Date(0).getHours(), new Date(2026, 0, 1).toISOString()]; }', {
    manifest: { ...(await import('./inline-addon.js')).manifestWith(), timeZone: 'Asia/Tokyo' },
  });
  const now = Date.parse('2026-03-02T09:00:00.500Z');
  assert.deepEqual(await valueOf(world, 'f'), [now, now, true, true, 'string', 9, '2025-12-31T15:00:00.000Z']);
});

test('randomness repeats with the seed and differs between runs', async () => {
  const code = 'function f() { return [Math.random(), Utilities.getUuid()]; }';
  const [first, second, other] = [worldOf(code), worldOf(code), worldOf(code, { seed: 8 })];
  const numbers = await valueOf(first, 'f');
  assert.deepEqual(await valueOf(second, 'f'), numbers);
  assert.notDeepEqual(await valueOf(first, 'f'), numbers);
  assert.notDeepEqual(await valueOf(other, 'f'), numbers);
  assert.match(numbers[1], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('Intl knows all zones, or by option UTC alone', async () => {
  const code = 'function f() { return new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", hour: "numeric" }).format(0); } function g() { return new Date(0).toLocaleTimeString("en", { timeZone: "Asia/Tokyo" }); }';
  assert.equal(await valueOf(worldOf(code), 'f'), '9 AM');
  const bare = worldOf(code, { options: { intlZones: 'utc only' } });
  for (const name of ['f', 'g']) assert.equal(await failureOf(bare, name), 'RangeError: Invalid time zone specified: Asia/Tokyo');
});

test('console and Logger write to the log of the execution', async () => {
  const world = worldOf('function f() { console.log("a", { b: 1 }); console.error("bad"); Logger.log("%s of %s", 1, 2); }');
  await valueOf(world, 'f');
  assert.deepEqual(world.executions[0].logs.map(({ level, text }) => [level, text]), [['log', 'a {"b":1}'], ['error', 'bad'], ['log', '1 of 2']]);
});

test('services refuse unknown members, assignments and wrong arguments', async () => {
  const world = worldOf(`
    function unknown() { Utilities.base64encode("x"); }
    function assigned() { "use strict"; Utilities.sleep = 1; }
    function arguments_() { Utilities.formatDate("x"); }
    function text() { return [String(Utilities), JSON.stringify(CacheService.getUserCache()), "sleep" in Utilities, "wake" in Utilities]; }`);
  assert.equal(await failureOf(world, 'unknown'), 'TypeError: Utilities.base64encode is not a function');
  assert.match(await failureOf(world, 'assigned'), /^TypeError: Cannot assign to read only property 'sleep'/);
  assert.equal(await failureOf(world, 'arguments_'), "Exception: The parameters (String) don't match the method signature for Utilities.formatDate.");
  assert.deepEqual(await valueOf(world, 'text'), ['Utilities', '{}', true, false]);
});

test('what is not simulated ends the test run, also when the script catches it', async () => {
  const world = worldOf('function f() { try { GmailApp.search("1"); } catch (error) {} return 1; } function g() { try { Utilities.gzip(); } catch (error) {} } function h() { try { CardService.newKeyValue(); } catch (error) {} }');
  await assert.rejects(valueOf(world, 'f'), /^Error: not simulated: GmailApp\.search$/);
  await assert.rejects(valueOf(world, 'g'), /^Error: not simulated: Utilities\.gzip$/);
  await assert.rejects(valueOf(world, 'h'), /^Error: not simulated: CardService\.newKeyValue$/);
});

test('errors of services are errors of the script, named Exception', async () => {
  const world = worldOf('function f() { try { CacheService.getUserCache().get(null); } catch (error) { return [error instanceof Error, error.name, error.message, Object.keys(error)]; } }');
  assert.deepEqual(await valueOf(world, 'f'), [true, 'Exception', 'Invalid argument: key', []]);
});

test('values of services are objects and arrays of the script', async () => {
  const world = worldOf('function f(e) { return [e instanceof Object, PropertiesService.getUserProperties().getKeys() instanceof Array, Utilities.base64Decode("AAAA") instanceof Array]; }');
  assert.deepEqual(await valueOf(world, 'f', { a: 1 }), [true, true, true]);
});

test('enums compare by identity and turn into their names', async () => {
  const world = worldOf('function f() { const mode = ScriptApp.AuthMode; return [mode.FULL === ScriptApp.AuthMode.FULL, JSON.stringify({ mode: mode.FULL }), String(mode.NONE), mode.FULL == mode.NONE]; } function g() { return ScriptApp.AuthMode.SOME; }');
  assert.deepEqual(await valueOf(world, 'f'), [true, '{"mode":"FULL"}', 'NONE', false]);
  assert.match(await failureOf(world, 'g'), /^TypeError: ScriptApp\.AuthMode\.SOME/);
});

test('an advanced service exists only when the manifest enables it', async () => {
  const { manifestWith } = await import('./inline-addon.js');
  const code = 'function f() { return typeof Calendar; }';
  assert.equal(await valueOf(worldOf(code), 'f'), 'object');
  assert.equal(await valueOf(worldOf(code, { manifest: manifestWith({ dependencies: {} }) }), 'f'), 'undefined');
});
