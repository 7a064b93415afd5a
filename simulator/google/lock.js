// @ts-check
/**
 * LockService: one lock for each user and one for the script.
 *
 * It has no names and no queues.
 * Invariants: a lock has one holder; the holder can take it again without effect, and one release frees it; the lock is freed when its
 * execution ends in any way; waiting costs virtual time.
 *
 * Enforces: developers.google.com/apps-script/reference/lock/lock-service and …/lock/lock.
 */

import { checkArguments } from '../runtime/strict-objects.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */

export class Locks {
  /** @type {Map<string, {execution: Execution | null, until: number}>} */
  #holders = new Map();

  /**
   * Pretends that an execution outside the simulation holds the lock until a time.
   * @param {string} name
   * @param {number} until
   */
  hold(name, until) {
    this.#holders.set(name, { execution: null, until });
  }

  /** The times until which outside executions hold locks. While no execution runs, no simulated one holds a lock. */
  get state() {
    return new Map([...this.#holders].map(([name, { until }]) => [name, until]));
  }

  /** @param {Map<string, number>} state */
  set state(state) {
    this.#holders = new Map([...state].map(([name, until]) => [name, { execution: null, until }]));
  }

  /**
   * @param {string} name
   * @param {Execution} execution
   */
  isHeldBy(name, execution) {
    return this.#holders.get(name)?.execution === execution;
  }

  /**
   * @param {string} name
   * @param {Execution} execution
   * @param {number} patienceMs
   * @returns {boolean}
   */
  take(name, execution, patienceMs) {
    if (this.isHeldBy(name, execution)) return true;
    // Another simulated execution that holds the lock is suspended while this one runs, so this one can't wait for its release.
    const wait = Math.max(0, (this.#holders.get(name)?.until ?? 0) - execution.now());
    execution.spend(Math.min(wait, Math.max(0, patienceMs)));
    if (wait > patienceMs) return false;
    this.#holders.set(name, { execution, until: Infinity });
    execution.endings.push(() => this.release(name, execution));
    return true;
  }

  /**
   * @param {string} name
   * @param {Execution} execution
   */
  release(name, execution) {
    if (this.isHeldBy(name, execution)) this.#holders.delete(name);
  }
}

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makeLockService(execution) {
  return execution.strict('LockService', {
    getDocumentLock: () => null,
    getScriptLock: () => makeLock(execution, 'script'),
    getUserLock: () => makeLock(execution, `user ${execution.user.email}`),
  });
}

/**
 * @param {Execution} execution
 * @param {string} name
 */
function makeLock(execution, name) {
  const { locks } = execution.world;
  const counted = (/** @type {string} */ method, /** @type {() => unknown} */ effect) => execution.call({ service: 'Lock', method, detail: { lock: name.split(' ')[0] }, counted: true }, effect);
  const patience = (/** @type {string} */ method, /** @type {unknown[]} */ given) => {
    checkArguments(execution, `LockService.Lock.${method}`, given, ['Integer']);
    return Number(given[0]);
  };
  return execution.strict('LockService.Lock', {
    hasLock: () => counted('hasLock', () => locks.isHeldBy(name, execution)),
    releaseLock: () => counted('releaseLock', () => locks.release(name, execution)),
    tryLock(/** @type {unknown[]} */ ...given) {
      const ms = patience('tryLock', given);
      return counted('tryLock', () => locks.take(name, execution, ms));
    },
    waitLock(/** @type {unknown[]} */ ...given) {
      const ms = patience('waitLock', given);
      counted('waitLock', () => {
        if (!locks.take(name, execution, ms)) throw execution.fail('Lock timeout: another process was holding the lock for too long.');
      });
    },
  });
}
