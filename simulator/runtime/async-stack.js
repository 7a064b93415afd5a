// @ts-check
/**
 * Repairs node's record of asynchronous scopes after a script was stopped inside a promise job.
 *
 * It stops nothing. When `vm` ends a runaway promise job, node's hooks (which its test runner switches on) have seen the job begin and
 * never see it end, and node aborts at the next turn of the event loop. There is no public way to unwind that record.
 * Invariant: the scope after is the scope before; node's internals are touched only where it isn't.
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
  // Node's types leave its internals out.
  const node = /** @type {{noDeprecation: boolean, binding(name: string): {popAsyncContext(id: number): void}}} */ (/** @type {unknown} */ (process));
  const { noDeprecation } = node;
  node.noDeprecation = true;
  const { popAsyncContext } = node.binding('async_wrap');
  node.noDeprecation = noDeprecation;
  while (executionAsyncId() !== before) popAsyncContext(executionAsyncId());
}
