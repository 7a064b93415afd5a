// @ts-check
/**
 * Runs one entry point from its cold start to its answer.
 *
 * It chooses neither the function nor the time.
 * Invariants: each run has a fresh scope; a promise is awaited by running microtasks, and only the compilation of WebAssembly may use
 * node's event loop; a run's locks are released in whatever way it ends; the answer of a killed run is discarded.
 *
 * Enforces: developers.google.com/apps-script/guides/v8-runtime (async functions, no macrotasks) and
 * developers.google.com/apps-script/guides/services/quotas.
 */

import vm from 'node:vm';
import { copyOf, checkAnswer, read } from './answer.js';
import { startMs } from './costs.js';
import { Sandbox } from './sandbox.js';
import { installServices } from './services.js';
import './unhandled-rejections.js';

/** @typedef {import('./execution.js').Execution} Execution */
/** @typedef {import('./execution.js').Outcome} Outcome */
/** @typedef {{state: 'pending'|'fulfilled'|'rejected', value?: unknown}} Settlement */

const call = Symbol.for('simulator.call');
/** Calls the function that the host has stored under a symbol, so that the time limit of `vm` applies to it. */
const caller = new vm.Script(
  `(() => { const key = Symbol.for('simulator.call'); const call = globalThis[key]; delete globalThis[key]; return call(); })()`,
  { filename: 'call.js' },
);
/** After this many turns of the event loop without progress, no promise can settle any more. */
const idleTurns = 3;

/**
 * @param {Execution} execution
 * @param {import('./addon.js').Addon} addon
 * @param {unknown} argument JSON, or a function that makes the argument in the script's realm
 * @param {import('./answer.js').Expected} expected
 * @returns {Promise<Outcome>}
 */
export async function run(execution, addon, argument, expected) {
  const begun = begin(execution, addon, argument, true);
  let idle = 0;
  while (begun.sandbox && begun.settlement.state === 'pending' && idle < idleTurns && !execution.dead) {
    idle = begun.sandbox.waits ? 0 : idle + 1;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    guarded(execution, begun, () => begun.sandbox?.drain());
  }
  return end(execution, begun.settlement, expected);
}

/**
 * Does the same as `run` without the event loop, for a run in the middle of another.
 * @param {Execution} execution
 * @param {import('./addon.js').Addon} addon
 * @param {unknown} argument
 * @param {import('./answer.js').Expected} expected
 * @returns {Outcome}
 */
export function runSync(execution, addon, argument, expected) {
  const { settlement } = begin(execution, addon, argument, false);
  return end(execution, settlement, expected);
}

/**
 * @param {Execution} execution
 * @param {import('./addon.js').Addon} addon
 * @param {unknown} argument
 * @param {boolean} waits whether promises may use the event loop
 * @returns {{sandbox: Sandbox, settlement: Settlement}}
 */
function begin(execution, addon, argument, waits) {
  const { world } = execution;
  const sandbox = new Sandbox({
    now: () => world.clock.now(),
    random: execution.random,
    log: (level, text) => execution.logs.push({ level, text, at: world.clock.now() }),
    options: world.options,
    guardMs: world.guardMs,
    waits,
  });
  const begun = { sandbox, settlement: /** @type {Settlement} */ ({ state: 'pending' }) };
  execution.enter(sandbox.realm);
  installServices(sandbox.global, execution);
  guarded(execution, begun, () => {
    execution.spend(startMs);
    for (const { script } of addon.files) sandbox.load(script);
    const invocation = addon.invocation(execution.entry);
    const invoke = invocation && sandbox.load(invocation);
    if (!invoke) throw execution.fail(`Script function not found: ${execution.entry}`);
    const given = typeof argument === 'function' ? argument(execution) : execution.toScript(argument);
    const value = inside(sandbox, () => invoke(given));
    if (value !== null && typeof value === 'object' && typeof value.then === 'function') {
      if (world.options.promises === 'refused' && execution.kind !== 'addon') throw execution.fail('a returned promise is not awaited here');
      inside(sandbox, () => sandbox.realm.settle(value, begun.settlement));
    } else {
      begun.settlement = { state: 'fulfilled', value };
    }
  });
  return begun;
}

/**
 * @param {Sandbox} sandbox
 * @param {() => unknown} action
 */
function inside(sandbox, action) {
  Object.defineProperty(sandbox.global, call, { value: action, configurable: true });
  return sandbox.evaluate(caller);
}

/**
 * @param {Execution} execution
 * @param {{settlement: Settlement}} begun
 * @param {() => void} action
 */
function guarded(execution, begun, action) {
  const zone = process.env.TZ;
  process.env.TZ = execution.manifest.timeZone;
  try {
    action();
  } catch (error) {
    // The platform's time limit is virtual and doesn't depend on this machine's speed, so an endless script is reported as an error of
    // its own.
    if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') execution.giveUp(new Error(`${execution.entry} computed for ${execution.world.guardMs} ms of real time and made no end: it loops, or this machine is far too slow`));
    begun.settlement = { state: 'rejected', value: error };
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}

/**
 * @param {Execution} execution
 * @param {Settlement} settlement
 * @param {import('./answer.js').Expected} expected
 * @returns {Outcome}
 */
function end(execution, settlement, expected) {
  for (const ending of execution.endings.splice(0)) ending();
  execution.endedAt = execution.now();
  const { error, ...outcome } = conclude(execution, settlement, expected);
  execution.outcome = error ? { ...outcome, error: hostError(error) } : outcome;
  execution.leave();
  if (execution.bug) throw execution.bug;
  return execution.outcome;
}

/**
 * @param {Execution} execution
 * @param {Settlement} settlement
 * @param {import('./answer.js').Expected} expected
 * @returns {Outcome}
 */
function conclude(execution, { state, value }, expected) {
  if (execution.dead) return { status: execution.dead, error: execution.killed() };
  if (state === 'pending') return { status: 'failed', error: execution.fail('the returned promise never settled') };
  if (state === 'rejected') {
    // CardService.newAuthorizationException().throwException() is an answer to the host, not a failure.
    const mark = read(value);
    if (mark && execution.kind === 'addon') return { status: 'completed', value: copyOf(mark) };
    return { status: 'failed', error: value instanceof Object || typeof value === 'object' ? /** @type {Error} */ (value) : execution.fail(String(value)) };
  }
  try {
    return { status: 'completed', value: checkAnswer(value, expected, execution) };
  } catch (error) {
    return { status: 'failed', error: /** @type {Error} */ (error) };
  }
}

/**
 * Copies an error out of the script's scope.
 * @param {unknown} error
 * @returns {Error}
 */
function hostError(error) {
  const given = /** @type {Error} */ (error);
  const copy = new Error(String(given.message));
  for (const key of /** @type {const} */ (['name', 'stack'])) Object.defineProperty(copy, key, { value: String(given[key]), configurable: true, writable: true });
  return Object.assign(copy, JSON.parse(JSON.stringify(error) ?? '{}'));
}
