// @ts-check
/**
 * Makes objects that are no more lenient than the platform's own: unknown members, assignments and wrong arguments throw.
 *
 * It knows no service.
 * Invariants: a script can neither add nor replace a member; a missing member is an error when it is read, not only when it is called
 * (stricter than the platform, so that checks for absent members are noticed).
 *
 * Enforces: developers.google.com/apps-script/reference (the members of each class) and
 * developers.google.com/apps-script/guides/v8-runtime (enums turn into their names in JSON).
 */

/** The mark of a finished CardService, ConferenceDataService or HtmlService object: `{kind, json}`. */
export const built = Symbol.for('simulator.built');

/**
 * The functions of a script's realm for errors. `Execution` implements it; without a realm the simulator's own errors are thrown. An
 * error of the simulator's own realm that would reach the script is reported, because it is a missing feature or a bug of the simulator.
 * @typedef {{typeError(message: string): Error, report?(error: Error): void}} Realm
 */

/** An object of the platform in the script's hands. Its type is `any`, since scripts are untyped; `strict` refuses members that don't exist. @typedef {any} ScriptObject */

const quiet = new Set(['then', 'toJSON', 'constructor', 'inspect', 'nodeType', 'asymmetricMatch', '$$typeof']);

/**
 * Wraps members in an object that refuses everything else.
 * @template {Record<string | symbol, unknown>} T
 * @param {string} name as in the platform's messages, e.g. `Calendar.Events`
 * @param {T} members
 * @param {Realm} [realm]
 * @returns {ScriptObject}
 */
export function strict(name, members, realm) {
  const refuse = (/** @type {string} */ message) => (realm ? realm.typeError(message) : new TypeError(message));
  /** @type {Map<string | symbol, Function>} */
  const methods = new Map();
  return new Proxy(members, {
    get(target, property) {
      if (Object.hasOwn(target, property)) {
        const member = target[property];
        if (typeof member !== 'function' || typeof property === 'symbol') return member;
        if (!methods.has(property)) methods.set(property, guarded(member, target, realm));
        return methods.get(property);
      }
      if (property === 'toString' || property === Symbol.toPrimitive) return () => name.slice(name.lastIndexOf('.') + 1);
      if (typeof property === 'symbol' || quiet.has(property)) return undefined;
      throw refuse(`${name}.${property} is not a function`);
    },
    set(_target, property) {
      throw refuse(`Cannot assign to read only property '${String(property)}' of object '${name}'`);
    },
    defineProperty(_target, property) {
      throw refuse(`Cannot define property ${String(property)}, object is not extensible`);
    },
    deleteProperty(_target, property) {
      throw refuse(`Cannot delete property '${String(property)}' of ${name}`);
    },
    setPrototypeOf() {
      throw refuse(`${name} is not extensible`);
    },
    getPrototypeOf() {
      return null;
    },
    has(target, property) {
      return Object.hasOwn(target, property);
    },
  });
}

/**
 * @param {Function} method
 * @param {object} target
 * @param {Realm} [realm]
 * @returns {Function}
 */
function guarded(method, target, realm) {
  return (/** @type {unknown[]} */ ...given) => {
    try {
      return Reflect.apply(method, target, given);
    } catch (error) {
      if (error instanceof Error) realm?.report?.(error);
      throw error;
    }
  };
}

/**
 * @typedef {Record<string, object>} Enumeration the enum's values by name
 */

/**
 * An enum of the platform. Its values compare by identity and turn into their name in JSON and in texts.
 * @param {string} name e.g. `ScriptApp.AuthMode`
 * @param {readonly string[]} values
 * @param {Realm} [realm]
 * @returns {Enumeration}
 */
export function enumeration(name, values, realm) {
  /** @type {Enumeration} */
  const members = {};
  values.forEach((value, ordinal) => {
    members[value] = strict(
      `${name}.${value}`,
      { name: () => value, ordinal: () => ordinal, toString: () => value, toJSON: () => value, compareTo: (/** @type {{ordinal(): number}} */ other) => ordinal - other.ordinal() },
      realm,
    );
  });
  return strict(name, members, realm);
}

/**
 * The platform's error for arguments that match no overload of a method.
 * @param {import('./execution.js').Execution} execution
 * @param {string} method e.g. `CacheService.Cache.put`
 * @param {ArrayLike<unknown>} given
 * @returns {Error}
 */
export function mismatch(execution, method, given) {
  const shown = Array.from(given, typeName).join(',');
  return execution.fail(`The parameters (${shown}) don't match the method signature for ${method}.`);
}

/**
 * Throws unless the arguments match one overload. A type is `String`, `Integer`, `Number`, `Boolean`, `Date`, `Array`,
 * `Function`, `Object` or `*`; a trailing `?` also lets null and undefined pass (the platform treats both as null).
 * @param {import('./execution.js').Execution} execution
 * @param {string} method
 * @param {ArrayLike<unknown>} given
 * @param {...readonly string[]} overloads
 */
export function checkArguments(execution, method, given, ...overloads) {
  const fits = overloads.some(
    (types) => types.length === given.length && types.every((type, index) => fitsType(given[index], type)),
  );
  if (!fits) throw mismatch(execution, method, given);
}

/**
 * @param {unknown} value
 * @param {string} type
 * @returns {boolean}
 */
function fitsType(value, type) {
  if (type === '*') return true;
  if (type.endsWith('?')) return value === null || value === undefined || fitsType(value, type.slice(0, -1));
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Integer':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Number':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Date':
      return Object.prototype.toString.call(value) === '[object Date]';
    case 'Array':
      return Array.isArray(value);
    case 'Function':
      return typeof value === 'function';
    case 'Object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      throw new Error(`unknown type: ${type}`);
  }
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function typeName(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value;
  if (Array.isArray(value)) return value.length > 0 ? `${typeName(value[0])}[]` : '(class)[]';
  if (typeof value === 'function') return 'Function';
  return '(class)';
}
