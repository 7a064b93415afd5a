// @ts-check
/**
 * Runs appsscript/loader.js alone in a bare script context, with a hand-made module in place of the core.
 * The real core is run by the engine tests and by every journey.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const loader = readFileSync(new URL('../../appsscript/loader.js', import.meta.url), 'utf8');

/**
 * (module (import "env" "made" (func $made)) (func $start call $made) (start $start)
 *   (func (export "answer") (result i32) i32.const 42) (func (export "trap") unreachable))
 */
const MODULE = Buffer.from([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x08, 0x02, 0x60, 0x00, 0x00, 0x60, 0x00, 0x01, 0x7f,
  0x02, 0x0c, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x04, 0x6d, 0x61, 0x64, 0x65, 0x00, 0x00,
  0x03, 0x04, 0x03, 0x00, 0x01, 0x00,
  0x07, 0x11, 0x02, 0x06, 0x61, 0x6e, 0x73, 0x77, 0x65, 0x72, 0x00, 0x02, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x03,
  0x08, 0x01, 0x01,
  0x0a, 0x0f, 0x03, 0x04, 0x00, 0x10, 0x00, 0x0b, 0x04, 0x00, 0x41, 0x2a, 0x0b, 0x03, 0x00, 0x00, 0x0b,
]);

/** What stands in for core.js, host.js and render.js. */
const SURROUNDINGS = `
  var made = 0, bound = 0, asked = [];
  var host_ = { name: 'host' };
  function render_(response) { return 'drawn ' + response; }
  var MeetwrightCore_ = {
    bind: function () {
      bound++;
      return {
        imports: { env: { made: function () { made++; } } },
        attach: function (instance) {
          return { handle: function (name, argument, host) {
            asked.push([name, argument, host.name].join(' '));
            if (name === 'bug') throw Object.assign(new Error('a bug'), { code: 'bug' });
            return instance.exports[name]();
          } };
        },
      };
    },
  };
`;

/**
 * @param {{before?: string, wasm?: Buffer}} [change] script text that runs first; the module's bytes
 */
function load({ before = '', wasm = MODULE } = {}) {
  const context = vm.createContext({});
  vm.runInContext(before + SURROUNDINGS + loader, context);
  vm.runInContext(`MeetwrightCore_.wasm = '${wasm.toString('base64')}'`, context);
  return (/** @type {string} */ code) => vm.runInContext(code, context);
}

const REFUSE_MODULE = 'WebAssembly.Module = function () { throw new Error("synchronous compilation is not allowed"); };';
const REFUSE_INSTANCE = 'WebAssembly.Instance = function () { throw new RangeError("too large"); };';

test('the instance is made when an entry point runs, and an execution has one instance', () => {
  const run = load();
  assert.equal(run('made + bound'), 0);
  assert.equal(run('run_("answer", "event")'), 'drawn 42');
  assert.equal(run('run_("answer", "event")'), 'drawn 42');
  assert.equal(run('[made, bound].join()'), '1,1');
  assert.equal(run('asked[0]'), 'answer "event" host');
});

test('an argument is passed as JSON text, and a function in it does not affect the other members', () => {
  const run = load();
  run('run_("answer", { calendarId: "회의", n: 1.5, odd: function () {}, none: undefined, when: NaN })');
  run('run_("answer"); run_("answer", function () {})');
  assert.deepEqual([...run('asked')], ['answer {"calendarId":"회의","n":1.5,"when":null} host', 'answer null host', 'answer null host']);
});

for (const [what, before] of [['compilation', REFUSE_MODULE], ['instantiation', REFUSE_INSTANCE]]) {
  test(`where synchronous ${what} is refused, the same entry point answers with a promise`, async () => {
    const run = load({ before });
    const answers = run('[run_("answer", 1), run_("answer", 2)]');
    assert.equal(typeof answers[0].then, 'function');
    assert.deepEqual(await Promise.all(answers), ['drawn 42', 'drawn 42']);
    assert.equal(run('made'), 1);
    assert.equal(await run('run_("answer", 3)'), 'drawn 42');
    assert.equal(run('made'), 1);
  });
}

test('a trap reaches the caller, and the next call gets a new instance with new glue', () => {
  const run = load();
  run('run_("answer")');
  assert.throws(() => run('run_("trap")'), { name: 'RuntimeError', message: 'unreachable' });
  assert.equal(run('run_("answer")'), 'drawn 42');
  assert.equal(run('[made, bound].join()'), '2,2');
});

test('a trap behind a promise rejects it, and the next call gets a new instance', async () => {
  const run = load({ before: REFUSE_MODULE });
  await assert.rejects(run('run_("trap")'), { name: 'RuntimeError' });
  assert.equal(await run('run_("answer")'), 'drawn 42');
  assert.equal(run('[made, bound].join()'), '2,2');
});

test('a call that waits behind one that traps gets a new instance', async () => {
  const run = load({ before: REFUSE_MODULE });
  const [first, second] = await Promise.allSettled(run('[run_("trap"), run_("answer")]'));
  assert.equal(first.status, 'rejected');
  assert.deepEqual(second, { status: 'fulfilled', value: 'drawn 42' });
  assert.equal(run('bound'), 2);
});

test('an error that the core throws on purpose keeps its code', () => {
  const run = load();
  assert.throws(() => run('run_("bug")'), { code: 'bug', message: 'a bug' });
  assert.equal(run('run_("answer")'), 'drawn 42');
});

test('an answer that render_ refuses does not replace the instance', () => {
  const run = load();
  run('var drawn = render_; render_ = function () { throw new Error("no such widget"); };');
  assert.throws(() => run('run_("answer")'), { message: 'no such widget' });
  run('render_ = drawn; run_("answer")');
  assert.equal(run('made'), 1);
});

test('invalid module bytes are an error for the caller, and the next call tries again', async () => {
  const run = load({ wasm: Buffer.from('not a module') });
  await assert.rejects(run('run_("answer")'), { name: 'CompileError' });
  run(`MeetwrightCore_.wasm = '${MODULE.toString('base64')}'`);
  assert.equal(run('run_("answer")'), 'drawn 42');
});

for (const [how, before, calls] of [
  ['by its own table', 'delete Uint8Array.fromBase64;', 0],
  ['by the platform where it can', 'Uint8Array.fromBase64 = (text) => (asked++, new Uint8Array(platform(text)));', 300],
]) {
  test(`base64 of every length is read ${how}`, () => {
    const context = vm.createContext({ platform: (/** @type {string} */ text) => Buffer.from(text, 'base64') });
    vm.runInContext(`var asked = 0; ${before} ${loader}`, context);
    for (let length = 0; length < 300; length++) {
      const bytes = Buffer.from(Array.from({ length }, (_, at) => (at * 167 + length * 31) & 0xff));
      const decoded = vm.runInContext(`decodeBase64_('${bytes.toString('base64')}')`, context);
      assert.deepEqual([...decoded], [...bytes]);
    }
    assert.equal(vm.runInContext('asked', context), calls);
  });
}
