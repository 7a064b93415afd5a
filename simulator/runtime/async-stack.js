// @ts-check
/**
 * Repairs node's record of asynchronous scopes after a script was stopped inside a promise job.
 *
 * It stops nothing. When `vm` stops a runaway promise job, node's async hooks (which its test runner switches on) have recorded the job's
 * start but never its end. Node then aborts at the next turn of the event loop, and it has no public way to unwind that record.
 * Invariant: the asynchronous scope is the same before and after; node's internals are touched only when it differs.
 */

import { executionAsyncId } from 'node:async_hooks';

/**
 * @template T
 * @param {() => T} action
 * @returns {T}
 */
export function keepingAsyncStack(action) {
  const before = executionAsyncId();
  try {
    return action();
  } catch (error) {
    if (executionAsyncId() !== before) unwind(before);
    throw error;
  }
}

/** @param {number} before */
function unwind(before) {
  // Node's type definitions don't cover its internals.
  const node = /** @type {{noDeprecation: boolean, binding(name: string): {popAsyncContext(id: number): void}}} */ (/** @type {unknown} */ (process));
  const { noDeprecation } = node;
  node.noDeprecation = true;
  const { popAsyncContext } = node.binding('async_wrap');
  node.noDeprecation = noDeprecation;
  while (executionAsyncId() !== before) popAsyncContext(executionAsyncId());
}
