// @ts-check
/**
 * Blob and the conversion between a script's byte arrays and bytes.
 *
 * It converts no formats.
 * Invariant: bytes are signed as in Java, both those that a script gets and those that it passes.
 *
 * Enforces: developers.google.com/apps-script/reference/base/blob.
 */

import { checkArguments } from '../runtime/strict-objects.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */

const bytesOf = Symbol('bytes');
const gaps = ['copyBlob', 'getAs', 'getAllBlobs', 'isGoogleType', 'setBytes', 'setContentTypeFromExtension', 'setDataFromString'];

/**
 * @param {Execution} execution
 * @param {Uint8Array} bytes
 * @param {string | null} contentType
 * @param {string | null} name
 * @returns {unknown}
 */
export function makeBlob(execution, bytes, contentType, name) {
  const blob = execution.strict('Blob', {
    ...execution.gaps('Blob', gaps),
    getBytes: () => execution.toScriptBytes(bytes),
    getContentType: () => contentType,
    getDataAsString(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'Blob.getDataAsString', given, [], ['String']);
      return decode(execution, bytes, String(given[0] ?? 'UTF-8'));
    },
    getName: () => name,
    setContentType(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'Blob.setContentType', given, ['String?']);
      contentType = /** @type {string | null} */ (given[0] ?? null);
      return blob;
    },
    setName(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'Blob.setName', given, ['String']);
      name = String(given[0]);
      return blob;
    },
    [bytesOf]: bytes,
  });
  return blob;
}

/**
 * @param {unknown} value
 * @returns {Uint8Array | undefined} undefined if the value isn't a Blob
 */
export function blobBytes(value) {
  return value !== null && typeof value === 'object' ? Reflect.get(value, bytesOf) : undefined;
}

/**
 * The bytes of a script's array.
 * @param {Execution} execution
 * @param {readonly unknown[]} array
 * @returns {Buffer}
 */
export function fromScriptBytes(execution, array) {
  const bytes = Buffer.alloc(array.length);
  for (let i = 0; i < array.length; i += 1) {
    const value = array[i];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < -128 || value > 127) throw execution.fail(`Cannot convert ${String(value)} to byte.`);
    bytes[i] = value & 0xff;
  }
  return bytes;
}

/**
 * @param {Execution} execution
 * @param {Uint8Array} bytes
 * @param {string} charset
 * @returns {string}
 */
export function decode(execution, bytes, charset) {
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes);
  } catch {
    throw execution.fail(`Unsupported encoding: ${charset}`);
  }
}
