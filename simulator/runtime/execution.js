// @ts-check
/**
 * One run of one function for one user. Every call of the script to a Google service passes through it.
 *
 * It knows no service and runs no code; `runtime/runner.js` does.
 * Invariants: after the execution was ended, no call has an effect, not even in `finally` blocks; a call's time is spent before its
 * effect; the log has every call, including failed ones; values and errors passed to the script belong to the script's own realm.
 *
 * Enforces: developers.google.com/apps-script/guides/services/quotas (script and add-on runtime) and
 * developers.google.com/apps-script/concepts/scopes.
 */

import { computingMs, costOf } from './costs.js';
import { missingScopes, grantedScopes, scopeText } from './scopes.js';
import { strict } from './strict-objects.js';

/**
 * @typedef {object} CallSpec
 * @property {string} service e.g. `Calendar`
 * @property {string} method e.g. `Events.list`
 * @property {unknown} [detail] a short summary for the log, without secrets
 * @property {boolean} counted true for a round trip to a server, false for a call that is only logged
 * @property {readonly (readonly string[])[]} [scopes] each inner list must have one granted scope
 * @property {number} [cost] virtual milliseconds, instead of the table's
 */

/**
 * @typedef {object} CallRecord
 * @property {string} service
 * @property {string} method
 * @property {unknown} detail
 * @property {boolean} counted
 * @property {boolean} ok
 * @property {string | null} error
 * @property {number} at
 */

/** An error as a script or a person sees it. Some services add members to it. @typedef {Error & {details?: object}} ScriptError */
/**
 * @typedef {object} Outcome
 * @property {'completed'|'failed'|'killed'|'timeout'} status
 * @property {any} [value] the function's answer: `{kind, json}` or a list of them for built objects, else JSON or a string
 * @property {ScriptError} [error]
 */

/** @typedef {'addon'|'trigger'|'callback'|'function'} Kind */

export class Execution {
  #realm = /** @type {import('./sandbox.js').ScriptRealm | null} */ (null);
  #death = /** @type {'killed'|'timeout'|null} */ (null);
  /** Time spent in executions that ran in the middle of this one. It isn't counted against this one. */
  pausedMs = 0;
  /** @type {CallRecord[]} */
  calls = [];
  /** @type {{level: string, text: string, at: number}[]} */
  logs = [];
  /** @type {Outcome | null} */
  outcome = null;
  /** @type {number | null} */
  endedAt = null;
  /** Functions to call when the execution ends in any way, for example to release locks. @type {(() => void)[]} */
  endings = [];
  /** A missing feature or a bug of the simulator itself; `world.run` throws it. @type {Error | null} */
  bug = null;
  /** The `vm` context's global object. @type {import('./strict-objects.js').ScriptObject} */
  context = null;

  /**
   * @param {object} given
   * @param {import('../world.js').World} given.world
   * @param {number} given.id
   * @param {import('../user.js').User} given.user
   * @param {string} given.entry function name
   * @param {Kind} given.kind
   * @param {import('./manifest.js').Manifest} given.manifest
   * @param {number} given.timeLimitMs
   * @param {() => number} given.random
   */
  constructor({ world, id, user, entry, kind, manifest, timeLimitMs, random }) {
    this.world = world;
    this.id = id;
    this.user = user;
    this.entry = entry;
    this.kind = kind;
    this.manifest = manifest;
    this.timeLimitMs = timeLimitMs;
    this.random = random;
    this.startedAt = world.clock.now();
    this.granted = grantedScopes(manifest, user);
  }

  /**
   * A copy of this finished execution for another world, which continues from its end.
   * @param {import('../world.js').World} world
   * @returns {Execution}
   */
  movedTo(world) {
    const user = world.user(this.user.email);
    return Object.assign(new Execution({ ...this, world, user }), this, { world, user });
  }

  /** @param {import('./sandbox.js').ScriptRealm} realm */
  enter(realm) {
    this.#realm = realm;
    this.context = realm.global;
  }

  /** Drops the reference to the script's scope. A world keeps its executions, and a scope with a WebAssembly instance takes much memory. */
  leave() {
    this.#realm = null;
    this.context = null;
  }

  /** @returns {number} milliseconds since the epoch */
  now() {
    return this.world.clock.now();
  }

  /** @returns {number} */
  elapsedMs() {
    return this.now() - this.startedAt - this.pausedMs;
  }

  get dead() {
    return this.#death;
  }

  /**
   * Makes a call to a Google service. All services go through this method.
   * @template T
   * @param {CallSpec} spec
   * @param {() => T} effect
   * @returns {T}
   */
  call(spec, effect) {
    if (this.#death) throw this.killed();
    const record = { service: spec.service, method: spec.method, detail: spec.detail ?? null, counted: spec.counted, ok: false, error: /** @type {string | null} */ (null), at: this.now() };
    this.calls.push(record);
    try {
      const faults = this.world.faults.take(this, record);
      faults.before(this);
      this.requireScopes(`${spec.service}.${spec.method}`, spec.scopes ?? []);
      this.spend(spec.cost ?? costOf(spec.service, spec.method));
      const value = effect();
      faults.after(this);
      record.ok = true;
      return value;
    } catch (error) {
      record.error = String(/** @type {Error | undefined} */ (error)?.message ?? error);
      if (error instanceof Error) this.report(error);
      throw error;
    } finally {
      // The detail may contain the script's own objects, and services add to it during the call, so it is copied at the end.
      record.detail = JSON.parse(JSON.stringify(record.detail) ?? 'null');
    }
  }

  /**
   * Throws Google's error unless one scope of each list is granted. Calls whose scopes depend on their arguments use it inside their
   * effect.
   * @param {string} call
   * @param {readonly (readonly string[])[]} scopes
   */
  requireScopes(call, scopes) {
    const missing = missingScopes(this.granted, scopes);
    if (missing) throw this.fail(scopeText(call, missing));
  }

  /**
   * Lets virtual time pass, and ends the execution when its limit is exceeded.
   * @param {number} ms
   */
  spend(ms) {
    const left = this.timeLimitMs - this.elapsedMs();
    if (ms <= left) {
      this.world.clock.advance(ms);
      return;
    }
    this.world.clock.advance(Math.max(0, left));
    throw this.die('timeout');
  }

  /**
   * Ends the execution from the outside. The caller throws the returned error.
   * @param {'killed'|'timeout'} how
   * @returns {Error}
   */
  die(how) {
    this.#death ??= how;
    return this.killed();
  }

  /** @returns {Error} */
  killed() {
    return this.fail('Exceeded maximum execution time');
  }

  /**
   * An error of the script's own realm, named `Exception` like all of Google's errors, unless `extra.name` gives another name.
   * @param {string} message
   * @param {{name?: string, details?: object, [key: string]: unknown}} [extra]
   * @returns {ScriptError}
   */
  fail(message, extra = {}) {
    const error = this.#realm ? this.#realm.error(message) : new Error(message);
    for (const [key, value] of Object.entries({ name: 'Exception', ...extra })) {
      Object.defineProperty(error, key, { value: typeof value === 'object' ? this.toScript(value) : value, configurable: true, writable: true, enumerable: key !== 'name' });
    }
    return error;
  }

  /**
   * @param {string} message
   * @returns {Error}
   */
  typeError(message) {
    return this.#realm ? this.#realm.typeError(message) : new TypeError(message);
  }

  /**
   * Copies a JSON value into objects and arrays of the script's realm.
   * @param {unknown} value
   * @returns {import('./strict-objects.js').ScriptObject}
   */
  toScript(value) {
    if (value === undefined || value === null || typeof value !== 'object') return value;
    const text = JSON.stringify(value);
    this.compute(text.length);
    return this.#realm ? this.#realm.parse(text) : JSON.parse(text);
  }

  /**
   * Spends the time that the price table gives for processing a text of this length, regardless of the real machine's speed.
   * @param {number} characters
   */
  compute(characters) {
    this.spend(computingMs(characters));
  }

  /**
   * The script's own array of Java bytes: signed, as all of Google's byte arrays are.
   * @param {Uint8Array} bytes
   * @returns {unknown}
   */
  toScriptBytes(bytes) {
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return this.#realm ? this.#realm.array(signed) : Array.from(signed);
  }

  /**
   * @param {number} ms
   * @returns {unknown} the script's own Date
   */
  toScriptDate(ms) {
    return this.#realm ? this.#realm.date(ms) : new Date(ms);
  }

  /**
   * An array of the script's realm with the given values uncopied (service objects can't be copied through JSON).
   * @param {Iterable<unknown>} values
   * @returns {unknown}
   */
  toScriptArray(values) {
    return this.#realm ? this.#realm.array(values) : Array.from(values);
  }

  /**
   * Reports an error of the simulator's own realm: a missing feature or a bug of the simulator, which the script must not catch.
   * @param {Error} error
   */
  report(error) {
    if (this.#realm) this.giveUp(error);
  }

  /**
   * Reports a feature that the platform has and the simulator lacks. The script can't catch the error, and `world.run` throws it.
   * @param {string} what
   * @returns {Error}
   */
  gap(what) {
    return this.giveUp(new Error(`not simulated: ${what}`));
  }

  /**
   * Ends the execution without an outcome: `world.run` throws the error.
   * @param {Error} error
   * @returns {Error} the execution's first such error
   */
  giveUp(error) {
    this.bug ??= error;
    this.#death ??= 'killed';
    return this.bug;
  }

  /**
   * Members that the platform has and the simulator lacks; each reports a gap when it is called.
   * @param {string} name
   * @param {readonly string[]} methods
   * @returns {Record<string, () => never>}
   */
  gaps(name, methods) {
    return Object.fromEntries(methods.map((method) => [method, () => { throw this.gap(`${name}.${method}`); }]));
  }

  /**
   * @template {Record<string | symbol, unknown>} T
   * @param {string} name
   * @param {T} members
   * @returns {import('./strict-objects.js').ScriptObject}
   */
  strict(name, members) {
    return strict(name, members, this);
  }
}
