// @ts-check
/**
 * Remembers each execution of an undisturbed run with the state that it left, and lets a later run of the same acts take these instead of
 * running the script again.
 *
 * It knows no journey and no fault. Invariants: the acts between the executions are done again, on the remembered state; an execution is
 * taken from the past only while everything before it was, so that nothing was struck yet; whatever is taken is what would have happened,
 * since the same state and the same script give the same end (seen.test.js holds one against the other).
 */

import { deserialize, serialize } from 'node:v8';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Call} Call */
/** @typedef {import('../../simulator/runtime/execution.js').Execution} Execution */

/**
 * One execution that was started from outside, with those that ran in its middle.
 * @typedef {object} Turn
 * @property {string} entry
 * @property {Uint8Array} left the state when it was over
 * @property {import('../../simulator/runtime/execution.js').Outcome} outcome
 * @property {Execution[]} executions
 * @property {Call[]} calls those that were counted
 * @property {number} callsSoFar
 * @property {number} firingsSoFar
 */

/** Which executions need not run. @typedef {{turns: readonly Turn[], count: number}} Past */

/** A run without a past, of which every execution is remembered. @type {Past} */
export const nothing = Object.freeze({ turns: [], count: 0 });

export class Turns {
  /** @type {Turn[]} */
  all = [];

  /** @param {Stage} stage @param {Past} past */
  constructor(stage, past) {
    this.stage = stage;
    const { world } = stage;
    const run = world.run.bind(world);
    world.run = async (who, entry, argument, settings) => {
      const known = this.all.length < past.count ? past.turns[this.all.length] : undefined;
      if (known) return this.#take(known, entry);
      // What comes after a past is run once and looked at as a whole.
      if (past !== nothing) return run(who, entry, argument, settings);
      return this.#remember(entry, () => run(who, entry, argument, settings));
    };
  }

  /** @param {string} entry @param {() => Promise<Turn['outcome']>} run */
  async #remember(entry, run) {
    const { stage, stage: { world } } = this;
    const first = { execution: world.executions.length, call: stage.calls.length };
    const outcome = await run();
    this.all.push({
      entry, outcome, left: serialize({ world: world.state, made: stage.made, firings: stage.firings }),
      executions: world.executions.slice(first.execution), calls: stage.calls.slice(first.call),
      callsSoFar: stage.calls.length, firingsSoFar: stage.firings,
    });
    return outcome;
  }

  /** @param {Turn} turn @param {string} entry */
  #take(turn, entry) {
    if (turn.entry !== entry) throw new Error(`the same acts led to ${turn.entry} once and to ${entry} now`);
    const { stage, stage: { world } } = this;
    const { world: state, made, firings } = deserialize(turn.left);
    world.state = state;
    Object.assign(stage, { made, firings });
    stage.calls.push(...turn.calls);
    world.executions.push(...turn.executions.map((execution) => execution.movedTo(world)));
    this.all.push(turn);
    return structuredClone(turn.outcome);
  }
}

/**
 * The executions before the one in which a point lies.
 * @param {readonly Turn[]} turns
 * @param {{call: number, delivery: boolean}} point
 * @returns {Past}
 */
export function pastOf(turns, { call, delivery }) {
  const within = turns.findIndex(({ callsSoFar, firingsSoFar }) => (delivery ? firingsSoFar : callsSoFar) >= call);
  return { turns, count: within < 0 ? turns.length : within };
}
