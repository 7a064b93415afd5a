// @ts-check
/**
 * Keeps the machine code of WebAssembly that has been seen, so that thousands of cold starts are cheap for the tests.
 *
 * It changes nothing that a script can see: V8 shares the code of equal bytes as long as one module with them lives.
 */

import { createHash } from 'node:crypto';

// The types of node don't name WebAssembly.
const { Module } = /** @type {{WebAssembly: {Module: new (bytes: Buffer) => object}}} */ (/** @type {unknown} */ (globalThis)).WebAssembly;
/** @type {Map<string, object>} */
const kept = new Map();
/** Sources whose bytes were looked at: telling them apart takes longer than starting. @type {WeakSet<object>} */
const known = new WeakSet();

/** @param {unknown} source what a script gives to be compiled */
export function keepCompiled(source) {
  if (typeof source !== 'object' || source === null || known.has(source)) return;
  known.add(source);
  const bytes = ArrayBuffer.isView(source) ? Buffer.from(source.buffer, source.byteOffset, source.byteLength) : bufferOf(source);
  if (!bytes) return;
  const key = createHash('sha1').update(bytes).digest('hex');
  if (kept.has(key)) return;
  try {
    kept.set(key, new Module(bytes));
  } catch {
    // The script gets its own error for bytes that aren't a module.
  }
}

/**
 * @param {unknown} source
 * @returns {Buffer | null}
 */
function bufferOf(source) {
  return Object.prototype.toString.call(source) === '[object ArrayBuffer]' ? Buffer.from(/** @type {ArrayBuffer} */ (source)) : null;
}
