// @ts-check
/**
 * Runs tasks on as many worker threads as there are cores.
 *
 * It knows no task. Invariants: each task is given to one worker, in order; a worker that posts nothing for too long ends the run with an
 * error that names its task, so that the executions in the worker need no time limit of their own.
 */

import { availableParallelism } from 'node:os';
import { Worker, isMainThread } from 'node:worker_threads';

/** Many times the longest time between two messages of a worker on a slow and busy machine. */
const silenceMs = 120_000;

/** For `createWorld`: executions in a worker need no time limit of their own; elsewhere they have the default one. */
export const guardMs = isMainThread ? undefined : 0;

/** What a worker posts between two answers to show that it is still running. */
export const alive = Object.freeze({ alive: true });

/**
 * @template Task
 * @param {{file: URL, data?: unknown, tasks: readonly Task[], name: (task: Task) => string}} given `name` is for the error
 * @param {(task: Task, answer: any) => void} done
 */
export async function byWorkers({ file, data, tasks, name }, done) {
  const queue = [...tasks];
  const count = Math.min(availableParallelism(), queue.length);
  await Promise.all(Array.from({ length: count }, () => new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    const worker = new Worker(file, { workerData: data });
    let task = queue[0];
    const silence = setTimeout(() => {
      reject(new Error(`${name(task)}: its worker said nothing for ${silenceMs / 1000} s of real time; it loops, or this machine is far too slow`));
      void worker.terminate();
    }, silenceMs);
    const next = () => {
      if (queue.length === 0) {
        clearTimeout(silence);
        void worker.terminate().then(() => resolve());
        return;
      }
      task = /** @type {Task} */ (queue.shift());
      worker.postMessage(task);
    };
    worker.on('error', reject);
    worker.on('message', (said) => {
      silence.refresh();
      if (said.alive) return;
      done(task, said);
      next();
    });
    next();
  })));
}
