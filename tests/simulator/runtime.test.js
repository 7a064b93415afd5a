// @ts-check
/** Loading an add-on, and a run of it from its cold start to its answer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultOptions, openPoints, pessimisticOptions } from '../../simulator/index.js';
import { addonOf, failureOf, host, manifestWith, valueOf, worldOf } from './inline-addon.js';

/** @param {string} code */
const loading = (code) => () => addonOf(code);

test('files share one scope and run in alphabetical order', async () => {
  const world = worldOf({ 'b.js': 'order.push("b"); function f() { return order; }', 'a.js': 'const order = ["a"];', 'C.js': 'var first = typeof order;' });
  assert.deepEqual(await valueOf(world, 'f'), ['a', 'b']);
  assert.throws(() => addonOf({ 'a.js': 'order.push(1);', 'b.js': 'const order = [];' }), /order is not defined/);
});

test('forms that Apps Script cannot save are refused with line and file', () => {
  assert.throws(loading('function f() {}\nexport { f };'), /^SyntaxError: Cannot use import statement outside a module line: 2 file: Code\.gs$/);
  assert.throws(loading('import x from "y";'), /Cannot use import statement/);
  assert.throws(loading('const f = () => import("x");'), /Cannot use import statement/);
  assert.throws(loading('\n\nawait 1;'), /^SyntaxError: await is only valid in async functions and the top-level bodies of modules line: 3 file: Code\.gs$/);
  assert.throws(loading('class A { #x() {} }'), /^SyntaxError: private fields are not supported line: 1/);
  assert.throws(loading('class A { static x = 1; }'), /^SyntaxError: class fields are not supported/);
  assert.throws(loading('class A { x = 1; }'), /^SyntaxError: class fields are not supported/);
  assert.throws(loading('class A { static { } }'), /^SyntaxError: static blocks are not supported/);
  assert.throws(loading('function {'), /^SyntaxError: Unexpected token line: 1 file: Code\.gs$/);
  assert.throws(loading('const a = 1; const a = 2;'), /^SyntaxError: .*already been declared/);
});

test('a service call at the top level is refused', () => {
  assert.throws(loading('const cache = CacheService.getUserCache();'), /^Error: CacheService is used while the files are being loaded$/);
  assert.doesNotThrow(loading('const cache = () => CacheService.getUserCache(); const there = typeof CardService;'));
});

test('a manifest with a field or a value that does not exist is refused', () => {
  const refused = (/** @type {object} */ more, /** @type {RegExp} */ reason) => assert.throws(() => addonOf('function f() {}', manifestWith(more)), reason);
  const common = { name: 'x', logoUrl: 'https://example.com/x.png' };
  refused({ scopes: [] }, /scopes: is not a field of the manifest/);
  refused({ timeZone: 'Mars/Base' }, /timeZone/);
  refused({ runtimeVersion: 'STABLE' }, /runtimeVersion: must be V8/);
  refused({ oauthScopes: ['calendar.events'] }, /not a scope: calendar\.events/);
  refused({ urlFetchWhitelist: ['http://example.com/'] }, /urlFetchWhitelist/);
  refused({ urlFetchWhitelist: ['https://example.com'] }, /urlFetchWhitelist/);
  refused({ urlFetchWhitelist: ['https://*/'] }, /urlFetchWhitelist/);
  refused({ urlFetchWhitelist: ['https://a.*.com/'] }, /urlFetchWhitelist/);
  refused({ addOns: { common: { name: 'x' } } }, /logoUrl/);
  refused({ addOns: { common: { ...common, homepageTrigger: { runFunction: 'absent' } } } }, /the function absent doesn't exist/);
  refused({ addOns: { common: { ...common, universalActions: [{ label: 'x' }] } } }, /either openLink or runFunction/);
  refused({ addOns: { common, calendar: { currentEventAccess: 'READ' } } }, /calendar\.addons\.current\.event\.read/);
  refused({ addOns: { common, calendar: { currentEventAccess: 'WRITE' } } }, /calendar\.addons\.current\.event\.write/);
  refused({ addOns: { common, gmail: {} } }, /gmail\.addons\.execute/);
  const solution = { id: 'a', name: 'A', onCreateFunction: 'f' };
  refused({ addOns: { common, calendar: { conferenceSolution: [{ ...solution, id: '' }] } } }, /conferenceSolution\[\]\.id: is required/);
  refused({ addOns: { common, calendar: { conferenceSolution: [solution, solution] } } }, /ids must be unique/);
});

test('every run starts cold', async () => {
  const world = worldOf('let count = 0; function f() { count += 1; globalThis.left = true; return count; }');
  assert.deepEqual([await valueOf(world, 'f'), await valueOf(world, 'f')], [1, 1]);
});

test('a returned promise is awaited and microtasks are served', async () => {
  const world = worldOf('async function f() { let n = 0; for (let i = 0; i < 50; i++) n += await Promise.resolve(1); return n; } async function g() { throw new Error("late"); }');
  assert.equal(await valueOf(world, 'f'), 50);
  assert.equal(await failureOf(world, 'g'), 'Error: late');
  const { error } = await world.run(host, 'g', null, { kind: 'function' });
  assert.ok(error instanceof Error && /at g \(Code\.gs:1:\d+\)/.test(String(error.stack)), error?.stack);
});

test('a promise that nothing can settle fails the run', async () => {
  assert.match(await failureOf(worldOf('async function f() { await new Promise(() => {}); }'), 'f'), /never settled/);
});

test('a rejected promise that nobody awaits is silent', async () => {
  assert.equal(await valueOf(worldOf('function f() { Promise.reject(new Error("lost")); return 1; }'), 'f'), 1);
});

test('a trigger\'s promise is awaited, or by option not', async () => {
  const code = 'async function f() { await null; PropertiesService.getUserProperties().setProperty("a", "b"); }';
  const awaited = worldOf(code);
  assert.equal((await awaited.run(host, 'f', {}, { kind: 'trigger' })).status, 'completed');
  assert.equal(awaited.user(host).properties.get('a'), 'b');
  assert.equal((await worldOf(code, { options: { promises: 'refused' } }).run(host, 'f', {}, { kind: 'trigger' })).status, 'failed');
});

test('a missing function fails with the platform\'s text', async () => {
  assert.equal(await failureOf(worldOf('function f() {}'), 'absent'), 'Exception: Script function not found: absent');
});

test('methods of global objects can be entry points', async () => {
  assert.equal(await valueOf(worldOf('const menu = { item() { return this === menu; } };'), 'menu.item'), true);
});

test('a plain value or an unbuilt builder is refused with the platform\'s text', async () => {
  const world = worldOf('function f() { return { action: {} }; } function g() { return CardService.newActionResponseBuilder(); } function h() { return "card"; }');
  for (const name of ['f', 'g', 'h']) {
    for (const expects of ['cards', 'action']) {
      assert.match(await failureOf(world, name, {}, { kind: 'addon', expects }), /^Exception: The value returned from Apps Script has a type that cannot be used by the add-ons platform\. Also make sure to call build on any builder before returning it\. Value: /);
    }
  }
});

test('an action may answer nothing, but not with an empty response; a card trigger must answer a card', async () => {
  const world = worldOf(`function nothing() {} function empty() { return CardService.newActionResponseBuilder().build(); }
    function said() { return CardService.newActionResponseBuilder().setNotification(CardService.newNotification().setText("x")).build(); }`);
  assert.equal((await world.run(host, 'nothing', {})).status, 'completed');
  assert.match(await failureOf(world, 'empty', {}, { kind: 'addon' }), /cannot be used by the add-ons platform/);
  assert.equal((await world.run(host, 'said', {})).value.kind, 'ActionResponse');
  assert.match(await failureOf(world, 'said', {}, { kind: 'addon', expects: 'cards' }), /cannot be used/);
  assert.match(await failureOf(world, 'nothing', {}, { kind: 'addon', expects: 'cards' }), /cannot be used/);
});

test('what is expected follows from the manifest', async () => {
  const common = { name: 'x', logoUrl: 'https://example.com/x.png', homepageTrigger: { runFunction: 'home' } };
  const world = worldOf('function home() { return CardService.newCardBuilder().addSection(CardService.newCardSection().addWidget(CardService.newTextParagraph().setText("x"))).build(); } function settings() { return "https://example.com/"; } function bad() { return 1; }', {
    manifest: manifestWith({ addOns: { common, calendar: { createSettingsUrlFunction: 'settings' } } }),
  });
  assert.equal((await world.run(host, 'home', {})).value[0].kind, 'Card');
  assert.equal((await world.run(host, 'settings', {})).value, 'https://example.com/');
  assert.match(await failureOf(world, 'bad', {}, { kind: 'addon', expects: 'url' }), /Value: 1$/);
});

test('raw JSON is accepted only by option', async () => {
  const world = worldOf('function f() { return { action: { navigations: [] } }; }', { options: { rawCardJson: 'allowed' } });
  assert.deepEqual((await world.run(host, 'f', {})).value, { kind: 'raw', json: { action: { navigations: [] } } });
});

test('calls are logged, and only round trips are counted', async () => {
  const world = worldOf('function f() { CacheService.getUserCache().put("k", "secret"); Utilities.getUuid(); PropertiesService.getUserProperties().getProperty("p"); try { CacheService.getUserCache().get(""); } catch (e) {} }');
  await valueOf(world, 'f');
  const [execution] = world.executions;
  assert.deepEqual(world.roundTrips(execution), { total: 3, Cache: 2, Properties: 1 });
  assert.deepEqual(execution.calls.map(({ service, method, ok, error }) => [service, method, ok, error]), [
    ['Cache', 'put', true, null], ['Utilities', 'getUuid', true, null], ['Properties', 'getProperty', true, null], ['Cache', 'get', false, 'Invalid argument: key'],
  ]);
  assert.ok(!JSON.stringify(execution.calls).includes('secret'));
});

test('each open point is another answer than the default, and all of them make worlds', async () => {
  for (const options of [...openPoints.map((point) => point.options), pessimisticOptions]) {
    for (const [name, value] of Object.entries(options)) assert.notEqual(value, Reflect.get(defaultOptions, name), name);
    assert.equal(await valueOf(worldOf('function f() { return 1; }', { options }), 'f'), 1);
  }
});

test('an unknown option or value is refused', () => {
  assert.throws(() => worldOf('', { options: { syncwasm: 'allowed' } }), /unknown option: syncwasm/);
  assert.throws(() => worldOf('', { options: { syncWasm: 'sometimes' } }), /option syncWasm can't be "sometimes"/);
});
