// @ts-check
/**
 * One cold start of the assembled add-on, measured in steps and printed as one line of JSON, milliseconds each.
 *
 * bench.js runs this file in a fresh process for every round, because a warm engine measures something else. The steps
 * are those of appsscript/loader.js, called one by one; Google is the recording stand-in of the engine tests, so the
 * figures hold no service call's time.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import vm from 'node:vm';

const [addon, services] = process.argv.slice(2);
const files = readdirSync(addon).filter((name) => name.endsWith('.js')).sort();
const scripts = files.map((name) => ({ name, text: readFileSync(join(addon, name), 'utf8') }));
const context = vm.createContext({});
vm.runInContext(readFileSync(services, 'utf8'), context);

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
measure('evaluate', () => {
  for (const { name, text } of scripts) vm.runInContext(text + nonce, context, { filename: name });
});
const parts = vm.runInContext(
  `({
    decode: () => decodeBase64_(MeetwrightCore_.wasm),
    bind: () => MeetwrightCore_.bind(),
    compile: (bytes) => new WebAssembly.Module(bytes),
    instantiate: (module, glue) => glue.attach(new WebAssembly.Instance(module, glue.imports)),
    call: (core) => core.handle('onHomepage', homepage_, host_),
    draw: (response) => render_(response),
  })`,
  context,
);
const bytes = measure('decode', () => parts.decode());
const glue = measure('bind', () => parts.bind());
const module = measure('compile', () => parts.compile(bytes));
const core = measure('instantiate', () => parts.instantiate(module, glue));
const response = measure('first call', () => parts.call(core));
measure('first drawing', () => parts.draw(response));
measure('second call', () => parts.call(core));
console.log(JSON.stringify(steps));
