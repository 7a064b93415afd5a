// @ts-check
/**
 * CacheService: the cache of the user and the cache of the script.
 *
 * It doesn't guarantee that an entry is kept.
 * Invariants: an entry is gone when its time has passed; when there are more than 1 000 entries, only the 900 that expire last stay;
 * reading doesn't prolong an entry's life; all values are text.
 *
 * Enforces: developers.google.com/apps-script/reference/cache/cache-service and …/cache/cache (250 characters, 100 KB, 6 hours,
 * 1 000 items); error messages and conversions follow public measurements (December 2025).
 */

import { mismatch } from '../runtime/strict-objects.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */
/** @typedef {import('../user.js').User['cache']} Entries */

const keyLimit = 250;
const valueLimit = 102_400;
const defaultSeconds = 600;
const mostSeconds = 21_600;
const mostEntries = 1_000;
const keptEntries = 900;
/** Share of reads that find their entry gone when early eviction is switched on. */
const evictionShare = 0.2;

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makeCacheService(execution) {
  return execution.strict('CacheService', {
    getDocumentCache: () => null,
    getScriptCache: () => makeCache(execution, execution.world.scriptCache),
    getUserCache: () => makeCache(execution, execution.user.cache),
  });
}

/**
 * @param {Execution} execution
 * @param {Entries} entries
 */
function makeCache(execution, entries) {
  const counted = (/** @type {string} */ method, /** @type {unknown} */ detail, /** @type {() => unknown} */ effect) => execution.call({ service: 'Cache', method, detail, counted: true }, effect);
  const given = (/** @type {string} */ method, /** @type {unknown[]} */ args, /** @type {number[]} */ ...counts) => {
    if (!counts.includes(args.length)) throw mismatch(execution, `CacheService.Cache.${method}`, args);
    return args;
  };
  const list = (/** @type {string} */ method, /** @type {unknown[]} */ args) => {
    const [keys] = given(method, args, 1);
    if (!Array.isArray(keys)) throw mismatch(execution, `CacheService.Cache.${method}`, args);
    return Array.from(keys);
  };
  return execution.strict('CacheService.Cache', {
    get(/** @type {unknown[]} */ ...args) {
      const [key] = given('get', args, 1);
      return counted('get', { key: String(key) }, () => readEntry(execution, entries, checkKey(execution, key)) ?? null);
    },
    getAll(/** @type {unknown[]} */ ...args) {
      const keys = list('getAll', args);
      return counted('getAll', { keys: keys.map(String) }, () => {
        const found = keys.map((key) => [checkKey(execution, key), readEntry(execution, entries, String(key))]);
        return execution.toScript(Object.fromEntries(found.filter(([, value]) => value !== undefined)));
      });
    },
    put(/** @type {unknown[]} */ ...args) {
      const [key, value] = given('put', args, 2, 3);
      counted('put', { key: String(key) }, () => write(execution, entries, [[key, value]], lifetime(execution, 'put', args, 2)));
    },
    putAll(/** @type {unknown[]} */ ...args) {
      const [values] = given('putAll', args, 1, 2);
      if (typeof values !== 'object' || values === null) throw mismatch(execution, 'CacheService.Cache.putAll', args);
      counted('putAll', { keys: Object.keys(values) }, () => write(execution, entries, Object.entries(values), lifetime(execution, 'putAll', args, 1)));
    },
    remove(/** @type {unknown[]} */ ...args) {
      const [key] = given('remove', args, 1);
      counted('remove', { key: String(key) }, () => { entries.delete(checkKey(execution, key)); });
    },
    removeAll(/** @type {unknown[]} */ ...args) {
      const keys = list('removeAll', args);
      counted('removeAll', { keys: keys.map(String) }, () => keys.map((key) => checkKey(execution, key)).forEach((key) => entries.delete(key)));
    },
  });
}

/**
 * @param {Execution} execution
 * @param {unknown} key
 * @returns {string}
 */
function checkKey(execution, key) {
  if (key === null || key === undefined || key === '') throw execution.fail('Invalid argument: key');
  const text = String(key);
  if (text.length > keyLimit) throw execution.fail('Argument too large: key');
  return text;
}

/**
 * @param {Execution} execution
 * @param {string} method
 * @param {unknown[]} args
 * @param {number} index the index of the seconds in `args`; undefined counts as null there, as everywhere on the platform
 * @returns {number} milliseconds; zero or negative for an entry that expires immediately
 */
function lifetime(execution, method, args, index) {
  const seconds = args.length > index ? args[index] : defaultSeconds;
  if (typeof seconds !== 'number' || Number.isNaN(seconds)) throw mismatch(execution, `CacheService.Cache.${method}`, args);
  if (seconds > mostSeconds) throw execution.fail('Argument too large: expirationInSeconds');
  return Math.trunc(seconds) * 1000;
}

/**
 * @param {Execution} execution
 * @param {Entries} entries
 * @param {[unknown, unknown][]} given
 * @param {number} lifetimeMs
 */
function write(execution, entries, given, lifetimeMs) {
  const checked = given.map(([key, value]) => {
    const text = String(value === undefined ? null : value);
    const name = checkKey(execution, key);
    if (Buffer.byteLength(text) > valueLimit) throw execution.fail('Argument too large: value');
    return /** @type {const} */ ([name, text]);
  });
  for (const [key, value] of checked) {
    // The old entry is deleted first, so that the map stays in the order in which entries were written.
    entries.delete(key);
    entries.set(key, { value, expiresAt: execution.now() + lifetimeMs });
  }
  expire(entries, execution.now());
  if (entries.size > mostEntries) evict(entries);
}

/**
 * @param {Execution} execution
 * @param {Entries} entries
 * @param {string} key
 * @returns {string | undefined}
 */
function readEntry(execution, entries, key) {
  const entry = entries.get(key);
  if (!entry || entry.expiresAt <= execution.now()) return undefined;
  if (execution.world.options.earlyCacheEviction && execution.world.random() < evictionShare) {
    entries.delete(key);
    return undefined;
  }
  return entry.value;
}

/**
 * @param {Entries} entries
 * @param {number} now
 */
function expire(entries, now) {
  for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
}

/** @param {Entries} entries */
function evict(entries) {
  const byExpiry = [...entries].sort(([, left], [, right]) => left.expiresAt - right.expiresAt);
  for (const [key] of byExpiry.slice(0, entries.size - keptEntries)) entries.delete(key);
}
