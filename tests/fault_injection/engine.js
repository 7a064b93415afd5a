// @ts-check
/**
 * The built add-on on an engine that decodes base64 natively and caches compiled modules, as new engines do. This halves the time of
 * hundreds of thousands of cold starts.
 *
 * It changes nothing else; all other tests cover what older engines do instead. Invariants: a compiled module is reused only for the
 * same bytes; where the engine refuses synchronous compilation, it is refused here too.
 */

import { setFlagsFromString } from 'node:v8';
import { loadAddon } from '../../simulator/index.js';

/** @typedef {import('../../simulator/runtime/addon.js').Addon} Addon */

// node's types have no WebAssembly.
const { Module } = /** @type {any} */ (globalThis).WebAssembly;
/** The shortest valid module. */
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

/** Plays the part of a script that the engine provides. */
const native = {
  /** @param {any} global */
  runInContext(global) {
    Object.defineProperty(global.Uint8Array, 'fromBase64', { value: fromBase64, configurable: true, writable: true });
    global.WebAssembly.Module = new Proxy(global.WebAssembly.Module, {
      construct(target, [bytes, ...more], self) {
        const module = compiled.get(bytes);
        if (!module) return Reflect.construct(target, [bytes, ...more], self);
        // This throws where synchronous compilation is refused.
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
 * Tunes the engine for thousands of cold starts in each thread: optimized code would be ready too late to help, and nearly all garbage is
 * young. The flags apply to the whole process and have to be set before its threads start.
 */
export function tuneForColdStarts() {
  for (const flag of ['--no-opt', '--no-wasm-dynamic-tiering', '--max-semi-space-size=32']) setFlagsFromString(flag);
}
