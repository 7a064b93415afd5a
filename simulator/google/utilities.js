// @ts-check
/**
 * Utilities (encodings, digests, dates, sleeping) and Logger.
 *
 * It knows no person and no network.
 * Invariants: byte arrays are signed; sleeping costs virtual time; identifiers come from the execution's seeded randomness.
 *
 * Enforces: developers.google.com/apps-script/reference/utilities/utilities and developers.google.com/apps-script/reference/base/logger.
 */

import { createHash, createHmac } from 'node:crypto';
import { randomHex } from '../runtime/clock.js';
import { checkArguments, enumeration, mismatch } from '../runtime/strict-objects.js';
import { fromScriptBytes, makeBlob } from './blob.js';
import { formatDate } from './format-date.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */

const longestSleepMs = 300_000;
const digests = { MD2: null, MD5: 'md5', SHA_1: 'sha1', SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512' };
const macs = { HMAC_MD5: 'md5', HMAC_SHA_1: 'sha1', HMAC_SHA_256: 'sha256', HMAC_SHA_384: 'sha384', HMAC_SHA_512: 'sha512' };
const gaps = [
  'computeRsaSha1Signature', 'computeRsaSha256Signature', 'computeRsaSignature', 'formatString', 'gzip', 'jsonParse', 'jsonStringify', 'parseCsv', 'parseDate', 'ungzip', 'unzip', 'zip', 'RsaAlgorithm',
];

/** The full name of a method, as error messages show it. @param {string} method */
const name = (method) => `Utilities.${method}`;

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makeUtilities(execution) {
  const Charset = enumeration('Utilities.Charset', ['US_ASCII', 'UTF_8'], execution);
  const tools = makeTools(execution, Charset);
  return execution.strict('Utilities', {
    ...execution.gaps('Utilities', gaps),
    Charset,
    ...base64Methods(execution, tools),
    ...digestMethods(execution, tools),
    ...otherMethods(execution, tools),
  });
}

/** Functions that several methods use. @typedef {ReturnType<typeof makeTools>} Tools */

/** @param {Execution} execution @param {import('../runtime/strict-objects.js').Enumeration} Charset */
function makeTools(execution, Charset) {
  const logged = (/** @type {string} */ method, /** @type {() => unknown} */ effect) => execution.call({ service: 'Utilities', method, counted: false }, effect);
  const bytes = (/** @type {string} */ method, /** @type {unknown[]} */ given, /** @type {unknown} */ value, /** @type {unknown} */ charset) => {
    if (charset !== undefined && charset !== Charset.UTF_8 && charset !== Charset.US_ASCII) throw mismatch(execution, name(method), given);
    if (typeof value === 'string') return charset === Charset.US_ASCII ? Buffer.from(value.replace(/[^\0-\x7f]/g, '?'), 'latin1') : Buffer.from(value);
    if (Array.isArray(value) && charset === undefined) return fromScriptBytes(execution, value);
    throw mismatch(execution, name(method), given);
  };
  return { logged, bytes };
}

/** @param {Execution} execution @param {Tools} tools */
function base64Methods(execution, { logged, bytes }) {
  const encode = (/** @type {string} */ method, /** @type {(text: string) => string} */ finish) => (/** @type {unknown[]} */ ...given) => {
    checkArguments(execution, name(method), given, ['*'], ['*', '*']);
    return logged(method, () => finish(bytes(method, given, given[0], given[1]).toString('base64')));
  };
  const decode = (/** @type {string} */ method, /** @type {RegExp} */ alphabet) => (/** @type {unknown[]} */ ...given) => {
    checkArguments(execution, name(method), given, ['String'], ['String', '*']);
    return logged(method, () => {
      const text = String(given[0]);
      const bare = text.replace(/={1,2}$/, '');
      if (!alphabet.test(bare) || bare.length % 4 === 1) throw execution.fail('Could not decode string.');
      return execution.toScriptBytes(Buffer.from(bare, 'base64url'));
    });
  };
  return {
    base64Encode: encode('base64Encode', (text) => text),
    base64EncodeWebSafe: encode('base64EncodeWebSafe', (text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    base64Decode: decode('base64Decode', /^[A-Za-z0-9+/]*$/),
    base64DecodeWebSafe: decode('base64DecodeWebSafe', /^[A-Za-z0-9_-]*$/),
  };
}

/** @param {Execution} execution @param {Tools} tools */
function digestMethods(execution, { logged, bytes }) {
  const DigestAlgorithm = enumeration('Utilities.DigestAlgorithm', Object.keys(digests), execution);
  const MacAlgorithm = enumeration('Utilities.MacAlgorithm', Object.keys(macs), execution);
  const sign = (/** @type {string} */ method, /** @type {string} */ hash, /** @type {unknown[]} */ given, /** @type {unknown[]} */ [value, key, charset]) => {
    if (typeof value !== typeof key) throw mismatch(execution, name(method), given);
    const signature = createHmac(hash, bytes(method, given, key, charset)).update(bytes(method, given, value, charset)).digest();
    return execution.toScriptBytes(signature);
  };
  const enumName = (/** @type {string} */ method, /** @type {unknown[]} */ given, /** @type {import('../runtime/strict-objects.js').Enumeration} */ values, /** @type {object} */ names) => {
    const found = Object.keys(names).find((key) => values[key] === given[0]);
    if (!found) throw mismatch(execution, name(method), given);
    return found;
  };
  return {
    DigestAlgorithm,
    MacAlgorithm,
    computeDigest(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('computeDigest'), given, ['*', '*'], ['*', '*', '*']);
      return logged('computeDigest', () => {
        const algorithm = digests[/** @type {keyof digests} */ (enumName('computeDigest', given, DigestAlgorithm, digests))];
        if (algorithm === null) throw execution.gap('Utilities.DigestAlgorithm.MD2');
        return execution.toScriptBytes(createHash(algorithm).update(bytes('computeDigest', given, given[1], given[2])).digest());
      });
    },
    computeHmacSha256Signature(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('computeHmacSha256Signature'), given, ['*', '*'], ['*', '*', '*']);
      return logged('computeHmacSha256Signature', () => sign('computeHmacSha256Signature', 'sha256', given, given));
    },
    computeHmacSignature(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('computeHmacSignature'), given, ['*', '*', '*'], ['*', '*', '*', '*']);
      return logged('computeHmacSignature', () => sign('computeHmacSignature', macs[/** @type {keyof macs} */ (enumName('computeHmacSignature', given, MacAlgorithm, macs))], given, given.slice(1)));
    },
  };
}

/** @param {Execution} execution @param {Tools} tools */
function otherMethods(execution, { logged, bytes }) {
  return {
    formatDate(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('formatDate'), given, ['Date', 'String', 'String']);
      return logged('formatDate', () => {
        const ms = Number(given[0]);
        if (Number.isNaN(ms)) throw mismatch(execution, name('formatDate'), given);
        const formatted = formatDate(ms, String(given[1]), String(given[2]));
        if ('text' in formatted) return formatted.text;
        throw 'gap' in formatted ? execution.gap(formatted.gap) : execution.fail(formatted.illegal);
      });
    },
    getUuid() {
      return logged('getUuid', () => {
        const digits = randomHex(execution.random, 32);
        const variant = '89ab'[parseInt(digits[16], 16) % 4];
        return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
      });
    },
    newBlob(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('newBlob'), given, ['*'], ['*', 'String?'], ['*', 'String?', 'String?']);
      const [data, contentType = null, blobName = null] = /** @type {[unknown, (string | null)?, (string | null)?]} */ (given);
      return logged('newBlob', () => makeBlob(execution, bytes('newBlob', given, data, undefined), contentType ?? (typeof data === 'string' ? 'text/plain' : null), blobName));
    },
    sleep(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, name('sleep'), given, ['Integer']);
      const ms = Math.trunc(Number(given[0]));
      if (ms < 0 || ms > longestSleepMs) throw execution.fail(`Invalid argument: ${given[0]}`);
      execution.call({ service: 'Utilities', method: 'sleep', detail: { ms }, counted: false, cost: ms }, () => {});
    },
  };
}

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makeLogger(execution) {
  const logger = execution.strict('Logger', {
    ...execution.gaps('Logger', ['clear', 'getLog']),
    log(/** @type {unknown[]} */ ...given) {
      const [format, ...values] = given;
      const text = String(format).replace(/%s/g, () => String(values.shift()));
      execution.logs.push({ level: 'log', text, at: execution.now() });
      return logger;
    },
  });
  return logger;
}
