// @ts-check
/**
 * One cold start to the event card, measured in steps and printed as one line of JSON: milliseconds, the main thread's CPU time, and the card.
 *
 * bench.js runs this file in a fresh process for every round, because a warm engine measures something else. Called as
 * `node bench/cold.js core|plain ADDON_FOLDER RECORDED.json`. `core` takes the steps of appsscript/loader.js one by one;
 * `plain` runs the hand-written card of bench/plain/ with the add-on's own render.js. Google's services answer from memory, so
 * the figures hold no service's time.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const [way, addon, recordedFile] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const recorded = readFileSync(recordedFile, 'utf8');

/** @param {string} folder @param {string[]} names */
const read = (folder, names) => names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
const scripts = (/** @type {string} */ folder) => readdirSync(folder).filter((name) => name.endsWith('.js')).sort();
const files =
  way === 'core'
    ? read(addon, scripts(addon))
    : [...read(join(here, 'plain'), scripts(join(here, 'plain'))), ...read(addon, scripts(addon).filter((name) => name.startsWith('render')))];

const context = vm.createContext({ recordedText_: recorded });
vm.runInContext(readFileSync(join(here, 'google.js'), 'utf8'), context);
vm.runInContext('var argument_ = recorded_.argument;', context);

/** @type {Record<string, number>} */
const steps = {};

/**
 * @template T
 * @param {string} name
 * @param {() => T} step
 * @returns {T}
 */
function measure(name, step) {
  const started = performance.now();
  const value = step();
  steps[name] = performance.now() - started;
  return value;
}

// A comment that is new in every process keeps the engine from finding its own cached code.
const nonce = `\n// ${process.pid} ${process.hrtime.bigint()}`;
// The engine joins the parts of a text when it first reads it; a text out of bytes has no parts, so that joining stays off the clock.
const texts = files.map(({ name, text }) => ({ name, text: Buffer.from(text + nonce).toString('utf8') }));

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * The CPU time of this thread in milliseconds; null where the system does not tell. node 20 tells only the sum of all threads, the
 * compilers among them. Linux counts a thread's time when the thread is left, hence the pause.
 * @returns {number | null}
 */
function threadCpu() {
  const own = /** @type {any} */ (process).threadCpuUsage?.();
  if (own) return (own.user + own.system) / 1000;
  try {
    Atomics.wait(pause, 0, 0, 1);
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
}

const cpuBefore = threadCpu();
measure('evaluate', () => {
  for (const { name, text } of texts) vm.runInContext(text, context, { filename: name });
});

/** @type {() => any} */
let card;
if (way === 'core') {
  const parts = vm.runInContext(
    `({
      decode: () => decodeBase64_(moduleText_(MeetwrightCore_.wasm)),
      bind: () => MeetwrightCore_.bind(),
      compile: (bytes) => new WebAssembly.Module(bytes),
      instantiate: (module, glue) => glue.attach(new WebAssembly.Instance(module, glue.imports)),
      call: (core) => ask_(core, 'onCalendarEventOpen', argument_),
    })`,
    context,
  );
  const bytes = measure('decode', () => parts.decode());
  const glue = measure('bind', () => parts.bind());
  const module = measure('compile', () => parts.compile(bytes));
  const core = measure('instantiate', () => parts.instantiate(module, glue));
  card = () => parts.call(core);
} else {
  card = vm.runInContext('() => eventCard_(argument_)', context);
}
const response = measure('first card', card);
const draw = vm.runInContext('(response) => render_(response)', context);
const cpuToCard = threadCpu();
measure('first drawing', () => draw(response));
const cpuAfter = threadCpu();
measure('second card', card);
const cpu = cpuBefore === null || cpuToCard === null || cpuAfter === null ? null : { toCard: cpuToCard - cpuBefore, total: cpuAfter - cpuBefore };
console.log(JSON.stringify({ steps, cpu, response }));
