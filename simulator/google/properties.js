// @ts-check
/**
 * PropertiesService: the permanent key-value stores of the user and of the script.
 *
 * It caches nothing.
 * Invariants: a write that exceeds a limit leaves the store unchanged; all values are text; every method is a round trip and counts
 * towards the daily quota.
 *
 * Enforces: developers.google.com/apps-script/reference/properties/properties, developers.google.com/apps-script/guides/services/quotas
 * (9 KB a value, 500 KB a store, calls a day); error messages and the limit of a key follow public measurements (May 2023).
 */

import { useQuota } from '../runtime/quotas.js';
import { mismatch } from '../runtime/strict-objects.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */
/** @typedef {Map<string, string>} Store */

const keyLimit = 8_066;
const valueLimit = 9 * 1024;
const storeLimit = 524_288;

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makePropertiesService(execution) {
  return execution.strict('PropertiesService', {
    getDocumentProperties: () => null,
    getScriptProperties: () => makeProperties(execution, execution.world.scriptProperties),
    getUserProperties: () => makeProperties(execution, execution.user.properties),
  });
}

/**
 * @param {Execution} execution
 * @param {Store} store
 */
function makeProperties(execution, store) {
  const counted = (/** @type {string} */ method, /** @type {unknown} */ detail, /** @type {() => unknown} */ effect) =>
    execution.call({ service: 'Properties', method, detail, counted: true }, () => {
      if (!useQuota(execution.user, 'properties read/write', execution.now())) throw execution.fail('Service invoked too many times for one day: properties.');
      return effect();
    });
  const given = (/** @type {string} */ method, /** @type {unknown[]} */ args, /** @type {number[]} */ ...counts) => {
    if (!counts.includes(args.length)) throw mismatch(execution, `PropertiesService.Properties.${method}`, args);
    return args;
  };
  const properties = execution.strict('PropertiesService.Properties', {
    getProperty(/** @type {unknown[]} */ ...args) {
      const [key] = given('getProperty', args, 1);
      return counted('getProperty', { key: String(key) }, () => store.get(checkKey(execution, key)) ?? null);
    },
    getProperties(/** @type {unknown[]} */ ...args) {
      given('getProperties', args, 0);
      return counted('getProperties', null, () => execution.toScript(Object.fromEntries(store)));
    },
    getKeys(/** @type {unknown[]} */ ...args) {
      given('getKeys', args, 0);
      return counted('getKeys', null, () => execution.toScript([...store.keys()]));
    },
    setProperty(/** @type {unknown[]} */ ...args) {
      const [key, value] = given('setProperty', args, 2);
      if (value === null || value === undefined) throw mismatch(execution, 'PropertiesService.Properties.setProperty', args);
      counted('setProperty', { key: String(key) }, () => write(execution, store, [[key, value]], store));
      return properties;
    },
    setProperties(/** @type {unknown[]} */ ...args) {
      const [values, deleteAllOthers = false] = given('setProperties', args, 1, 2);
      if (typeof values !== 'object' || values === null || typeof deleteAllOthers !== 'boolean') throw mismatch(execution, 'PropertiesService.Properties.setProperties', args);
      if (Object.values(values).some((value) => value === null || value === undefined)) throw mismatch(execution, 'PropertiesService.Properties.setProperties', args);
      counted('setProperties', { keys: Object.keys(values), deleteAllOthers }, () => write(execution, store, Object.entries(values), deleteAllOthers ? new Map() : store));
      return properties;
    },
    deleteProperty(/** @type {unknown[]} */ ...args) {
      const [key] = given('deleteProperty', args, 1);
      counted('deleteProperty', { key: String(key) }, () => { store.delete(checkKey(execution, key)); });
      return properties;
    },
    deleteAllProperties(/** @type {unknown[]} */ ...args) {
      given('deleteAllProperties', args, 0);
      counted('deleteAllProperties', null, () => store.clear());
      return properties;
    },
  });
  return properties;
}

/**
 * @param {Execution} execution
 * @param {unknown} key
 * @returns {string}
 */
function checkKey(execution, key) {
  if (key === null || key === undefined || key === '') throw execution.fail('When setting or getting a property value, the property name must not be null or empty.');
  const text = String(key);
  if (Buffer.byteLength(text) > keyLimit) throw execution.fail('Data storage error');
  return text;
}

/**
 * Writes all given values, or none if one is refused.
 * @param {Execution} execution
 * @param {Store} store
 * @param {[unknown, unknown][]} given
 * @param {Store} base the values that are kept
 */
function write(execution, store, given, base) {
  const next = new Map(base);
  for (const [key, value] of given) {
    const text = String(value);
    if (execution.world.options.propertyValueLimit === 'enforced' && Buffer.byteLength(text) > valueLimit) throw execution.fail('Argument too large: value');
    next.set(checkKey(execution, key), text);
  }
  let size = 0;
  for (const [key, value] of next) size += Buffer.byteLength(key) + Buffer.byteLength(value);
  if (size > storeLimit) throw execution.fail('You have exceeded the property storage quota. Please remove some properties and try again.');
  store.clear();
  for (const [key, value] of next) store.set(key, value);
}
