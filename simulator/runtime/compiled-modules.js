// @ts-check
/**
 * Keeps compiled WebAssembly modules alive, so that the tests can make thousands of cold starts cheaply.
 *
 * Scripts can't notice it: V8 reuses the compiled code for equal bytes as long as one module with these bytes exists.
 */

import { createHash } from 'node:crypto';

// Node's type definitions don't include WebAssembly.
const { Module } = /** @type {{WebAssembly: {Module: new (bytes: Buffer) => object}}} */ (/** @type {unknown} */ (globalThis)).WebAssembly;
/** @type {Map<string, object>} */
const kept = new Map();
/** Sources whose bytes have been read already. Comparing bytes again would take longer than the cold start itself. @type {WeakSet<object>} */
const known = new WeakSet();

/** @param {unknown} source the value that a script passes for compilation */
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
    // The script's own compilation reports bytes that aren't a module.
  }
}

/**
 * @param {unknown} source
 * @returns {Buffer | null}
 */
function bufferOf(source) {
  return Object.prototype.toString.call(source) === '[object ArrayBuffer]' ? Buffer.from(/** @type {ArrayBuffer} */ (source)) : null;
}
