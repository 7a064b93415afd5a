// @ts-check
/**
 * The built add-on on an engine that decodes base64 itself and keeps the machine code of a module, as new ones do: hundreds of thousands
 * of cold starts take half the time.
 *
 * Nothing else is changed; what older engines do instead is tried by all other tests. Invariants: bytes are shared only as long as they are
 * those that were decoded; where compiling at once is refused, it is refused here too.
 */

import { setFlagsFromString } from 'node:v8';
import { loadAddon } from '../../simulator/index.js';

/** @typedef {import('../../simulator/runtime/addon.js').Addon} Addon */

// The types of node don't name WebAssembly.
const { Module } = /** @type {any} */ (globalThis).WebAssembly;
/** The shortest module that there is. */
const empty = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** @type {Map<string, Uint8Array>} */
const decoded = new Map();
/** @type {WeakMap<object, object>} */
const compiled = new WeakMap();

/** @param {string} text */
function fromBase64(text) {
  const bytes = decoded.get(text) ?? new Uint8Array(Buffer.from(text, 'base64'));
  decoded.set(text, bytes);
  compiled.set(bytes, compiled.get(bytes) ?? new Module(bytes));
  return bytes;
}

/** Stands for a script of the engine's own. */
const native = {
  /** @param {any} global */
  runInContext(global) {
    Object.defineProperty(global.Uint8Array, 'fromBase64', { value: fromBase64, configurable: true, writable: true });
    global.WebAssembly.Module = new Proxy(global.WebAssembly.Module, {
      construct(target, [bytes, ...more], self) {
        const module = compiled.get(bytes);
        if (!module) return Reflect.construct(target, [bytes, ...more], self);
        // Throws where compiling at once is refused.
        const { prototype } = target;
        if (Object.getPrototypeOf(Reflect.construct(target, [empty])) !== prototype) throw new Error('a module of another scope');
        return Object.setPrototypeOf(module, prototype);
      },
    });
  },
};

/**
 * @param {string} folder
 * @returns {Addon}
 */
export function loadQuickly(folder) {
  const addon = loadAddon(folder);
  addon.files.unshift({ name: 'engine', script: /** @type {any} */ (native) });
  return addon;
}

/**
 * Sets the engine up for thousands of short lives in each thread: optimized code would come when nobody needs it any more, and what a life
 * leaves behind is young. It holds for the whole process, and has to be said before the threads begin.
 */
export function forShortLives() {
  for (const flag of ['--no-opt', '--no-wasm-dynamic-tiering', '--max-semi-space-size=32']) setFlagsFromString(flag);
}
