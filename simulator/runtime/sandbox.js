// @ts-check
/**
 * Makes the global scope in which one execution's script runs: V8 without the globals that Apps Script lacks.
 *
 * It adds no service and calls no function of the script.
 * Invariants: every scope is fresh; the clock and the randomness in it are the world's; a script's promise jobs run only when `drain` is
 * called, where a runaway script is stopped too.
 *
 * Enforces: developers.google.com/apps-script/guides/v8-runtime ("Limitations": timers, streams, fetch, crypto, window…)
 * and the published run of the WinterCG API list inside Apps Script (`WebAssembly.compileStreaming` and
 * `instantiateStreaming` are missing too).
 */

import vm from 'node:vm';
import { keepingAsyncStack } from './async-stack.js';
import { keepCompiled } from './compiled-modules.js';

/** Names that must not exist, although node puts some of them into a new scope. */
export const missingGlobals = Object.freeze([
  'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'structuredClone',
  'ReadableStream', 'ReadableStreamBYOBReader', 'ReadableStreamDefaultReader', 'WritableStream', 'WritableStreamDefaultWriter', 'TransformStream',
  'ByteLengthQueuingStrategy', 'CountQueuingStrategy', 'CompressionStream', 'DecompressionStream', 'TextEncoder', 'TextDecoder', 'TextEncoderStream',
  'TextDecoderStream', 'fetch', 'Headers', 'Request', 'Response', 'FormData', 'File', 'Blob', 'URL', 'URLSearchParams', 'DOMException', 'atob', 'btoa',
  'crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'window', 'self', 'navigator', 'performance',
  'process', 'Buffer', 'require', 'module', 'exports', 'global', 'document', 'XMLHttpRequest',
]);

const bootstrap = new vm.Script(
  `(function (host) {
  'use strict';
  const { apply, construct } = Reflect;
  const NativeDate = Date;
  function ClockDate(...given) {
    if (!new.target) return new NativeDate(host.now()).toString();
    return construct(NativeDate, given.length === 0 ? [host.now()] : given, new.target === ClockDate ? NativeDate : new.target);
  }
  Object.defineProperty(ClockDate, 'name', { value: 'Date' });
  Object.defineProperty(ClockDate, 'length', { value: 7 });
  Object.defineProperty(ClockDate, 'prototype', { value: NativeDate.prototype, writable: false });
  ClockDate.now = { now() { return host.now(); } }.now;
  ClockDate.parse = NativeDate.parse;
  ClockDate.UTC = NativeDate.UTC;
  for (const name of ['now', 'parse', 'UTC']) Object.defineProperty(ClockDate, name, { enumerable: false });
  Object.defineProperty(NativeDate.prototype, 'constructor', { value: ClockDate, writable: true, configurable: true });
  const put = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  put('Date', ClockDate);
  Object.defineProperty(Math, 'random', { value: { random() { return host.random(); } }.random, writable: true, configurable: true });

  const { Module, Instance, compile, instantiate } = WebAssembly;
  const plain = (value) => value !== null && typeof value === 'object' && !(value instanceof Module);
  const atOnce = (make) => new Promise((resolve) => { resolve(make()); });
  const watch = (promise) => { host.started(); apply(Promise.prototype.then, promise, [host.ended, host.ended]); return promise; };
  delete WebAssembly.compileStreaming;
  delete WebAssembly.instantiateStreaming;
  WebAssembly.compile = { compile(bytes) {
    host.compiling(bytes);
    return host.waits ? watch(apply(compile, WebAssembly, arguments)) : atOnce(() => new Module(bytes));
  } }.compile;
  WebAssembly.instantiate = { instantiate(source, imports) {
    const bytes = plain(source);
    if (bytes) host.compiling(source);
    if (host.waits) return watch(apply(instantiate, WebAssembly, arguments));
    return atOnce(() => {
      if (!bytes) return new Instance(source, imports);
      const module = new Module(source);
      return { module, instance: new Instance(module, imports) };
    });
  } }.instantiate;
  const refuse = () => { throw new WebAssembly.CompileError('synchronous compilation is not allowed'); };
  WebAssembly.Module = new Proxy(Module, { construct(target, given, self) { if (!host.syncWasm) refuse(); host.compiling(given[0]); return construct(target, given, self === WebAssembly.Module ? target : self); } });
  WebAssembly.Instance = new Proxy(Instance, { construct(target, given, self) { if (!host.syncWasm) refuse(); return construct(target, given, self === WebAssembly.Instance ? target : self); } });
  Object.defineProperty(Module.prototype, 'constructor', { value: WebAssembly.Module, configurable: true, writable: true });
  Object.defineProperty(Instance.prototype, 'constructor', { value: WebAssembly.Instance, configurable: true, writable: true });

  if (!host.allZones) {
    const Native = Intl.DateTimeFormat;
    const known = (options) => { const zone = options && options.timeZone; if (zone !== undefined && !/^(utc|gmt|etc\\/utc)$/i.test(zone)) throw new RangeError('Invalid time zone specified: ' + zone); };
    Intl.DateTimeFormat = new Proxy(Native, {
      construct(target, given, self) { known(given[1]); return construct(target, given, self); },
      apply(target, self, given) { known(given[1]); return apply(target, self, given); },
    });
    for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
      const native = NativeDate.prototype[name];
      NativeDate.prototype[name] = function (locales, options) { known(options); return apply(native, this, arguments); };
    }
  }
  const print = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return value.stack || String(value);
    try { const text = JSON.stringify(value); return text === undefined ? String(value) : text; } catch (_) { return String(value); }
  };
  const console = {};
  for (const level of ['debug', 'error', 'info', 'log', 'warn']) console[level] = { [level](...values) { host.log(level, values.map(print).join(' ')); } }[level];
  const timers = new Map();
  console.time = function time(label) { timers.set(String(label), host.now()); };
  console.timeEnd = function timeEnd(label) { host.log('debug', label + ': ' + (host.now() - timers.get(String(label))) + 'ms'); };
  put('console', console);
  return {
    error: (message) => new Error(message),
    typeError: (message) => new TypeError(message),
    parse: JSON.parse,
    array: (values) => Array.from(values),
    date: (ms) => new NativeDate(ms),
    print,
    settle: (promise, settlement) => {
      promise.then((value) => { settlement.state = 'fulfilled'; settlement.value = value; }, (error) => { settlement.state = 'rejected'; settlement.value = error; });
    },
  };
})`,
  { filename: 'bootstrap.js' },
);
/** Long enough for a slow and busy machine, so that only endless loops are stopped and never a run that works. */
export const defaultGuardMs = 60_000;
const nothing = new vm.Script('0', { filename: 'drain.js' });

/**
 * The functions with which the host makes values in the script's realm.
 * @typedef {object} ScriptRealm
 * @property {unknown} global
 * @property {(message: string) => Error} error
 * @property {(message: string) => Error} typeError
 * @property {(text: string) => unknown} parse
 * @property {(values: Iterable<unknown>) => unknown} array
 * @property {(ms: number) => unknown} date
 * @property {(value: unknown) => string} print
 * @property {(promise: PromiseLike<unknown>, settlement: {state: string, value?: unknown}) => void} settle
 */

/**
 * @typedef {object} SandboxHost
 * @property {() => number} now
 * @property {() => number} random
 * @property {(level: string, text: string) => void} log
 * @property {import('../options.js').Options} options
 * @property {number} [guardMs] real time after which a script that does not end is stopped; 0 when the caller watches the whole thread itself
 * @property {boolean} [waits] true if WebAssembly's promises settle on node's event loop, as on the platform; false if they settle synchronously (a run in the middle of another has no event loop)
 */

export class Sandbox {
  #pendingWasm = 0;
  #guardMs;

  /** @param {SandboxHost} host */
  constructor({ now, random, log, options, guardMs = defaultGuardMs, waits = true }) {
    this.#guardMs = guardMs;
    // With a microtask queue of its own, a runaway promise chain can be stopped. An ordinary global object is as fast as node's.
    const ordinary = /** @type {{DONT_CONTEXTIFY: object}} */ (/** @type {unknown} */ (vm.constants)).DONT_CONTEXTIFY;
    this.global = /** @type {import('./strict-objects.js').ScriptObject} */ (vm.createContext(ordinary, { microtaskMode: 'afterEvaluate' }));
    for (const name of missingGlobals) delete this.global[name];
    if (!options.finalizationRegistry) delete this.global.FinalizationRegistry;
    if (!options.weakRef) delete this.global.WeakRef;
    if (!options.bigInt) for (const name of ['BigInt', 'BigInt64Array', 'BigUint64Array']) delete this.global[name];
    const made = bootstrap.runInContext(this.global)({
      now,
      random,
      log,
      waits,
      syncWasm: options.syncWasm === 'allowed',
      allZones: options.intlZones === 'all',
      compiling: keepCompiled,
      started: () => {
        this.#pendingWasm += 1;
      },
      ended: () => {
        this.#pendingWasm -= 1;
      },
    });
    /** @type {ScriptRealm} */
    this.realm = { global: this.global, ...made };
  }

  /**
   * Runs a script and the microtasks that it queues, and stops it if it never ends.
   * @param {vm.Script} script
   * @returns {import('./strict-objects.js').ScriptObject}
   */
  evaluate(script) {
    if (this.#guardMs === 0) return this.load(script);
    return keepingAsyncStack(() => script.runInContext(this.global, { timeout: this.#guardMs }));
  }

  /**
   * Runs a script without a time limit. It is known to end, since it ran when the add-on was loaded, and a time limit would cost more
   * than the script.
   * @param {vm.Script} script
   * @returns {import('./strict-objects.js').ScriptObject}
   */
  load(script) {
    return keepingAsyncStack(() => script.runInContext(this.global));
  }

  /** Runs the jobs of the promises that are settled. */
  drain() {
    this.evaluate(nothing);
  }

  /**
   * Whether the script waits for WebAssembly, which is compiled on node's event loop. A script can wait for nothing else.
   * @returns {boolean}
   */
  get waits() {
    return this.#pendingWasm > 0;
  }
}
