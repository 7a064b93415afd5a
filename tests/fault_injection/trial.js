// @ts-check
/**
 * Plays a journey, undisturbed or with one point struck, and says how the two worlds differ.
 *
 * It chooses no point and prints nothing. Invariant: both worlds are compared after the same acts and the same quiet hours, in which the
 * person does nothing and Google calls hourly.
 */

import { effects, differences, snapshot } from './snapshot.js';
import { arm, modes, pointsOf } from './modes.js';
import { Stage, hour, isGap } from './stage.js';
import { reuseNothing, reuseUpTo } from './execution-memory.js';

/** @typedef {import('./acts.js').Journey} Journey */
/** @typedef {import('./modes.js').Point} Point */
/** @typedef {import('../../simulator/runtime/addon.js').Addon} Addon */
/** @typedef {{stage: Stage, picture: any, done: ReturnType<typeof effects>, problem: string | null}} Played */

/**
 * @param {Addon} addon @param {Journey} journey @param {(stage: Stage) => void} disturb
 * @param {import('./execution-memory.js').Reuse} reuse executions of an earlier run that need not run again
 * @returns {Promise<Played>}
 */
async function play(addon, journey, disturb, reuse) {
  const stage = new Stage(addon, journey.spec ?? {}, reuse);
  const prepared = await journey.prepare(stage);
  await stage.world.settle();
  stage.watch();
  disturb(stage);
  /** @type {string | null} */
  let problem = null;
  try {
    await journey.act(stage, prepared);
  } catch (error) {
    if (!stage.struck || isGap(error)) throw error;
    problem = /** @type {Error} */ (error).message;
  }
  await stage.world.advance((journey.tried ?? 2) * hour);
  stage.rest();
  await stage.world.advance((journey.quiet ?? 4) * hour);
  return { stage, picture: snapshot(stage), done: effects(stage), problem };
}

/** A journey with its undisturbed world, against which all others are held. */
export class Trial {
  /** What its points' executions came to, by the state that they began in. @type {import('./execution-memory.js').Memory} */
  #memory = new Map();

  /** @param {Addon} addon @param {Journey} journey @param {Played} undisturbed */
  constructor(addon, journey, undisturbed) {
    this.addon = addon;
    this.journey = journey;
    this.undisturbed = undisturbed;
    this.points = pointsOf(undisturbed.stage);
  }

  /** @param {Addon} addon @param {Journey} journey */
  static async of(addon, journey) {
    const undisturbed = await play(addon, journey, () => {}, reuseNothing);
    const failed = undisturbed.stage.world.executions.filter(({ outcome }) => outcome?.status !== 'completed');
    if (failed.length > 0) throw new Error(`${journey.name}: undisturbed, ${failed[0].entry} ended as ${failed[0].outcome?.status}`);
    return new Trial(addon, journey, undisturbed);
  }

  /**
   * Where a point lies, for people.
   * @param {Point} point
   */
  describe({ mode, call, item }) {
    if (modes[mode].delivery) return `delivery ${call} of the change trigger`;
    const { record, execution } = this.undisturbed.stage.calls[call - 1];
    const nth = this.undisturbed.stage.calls.slice(0, call).filter((one) => one.execution === execution).length;
    return `${execution.entry}, its call ${nth}: ${record.service}.${record.method}${item === undefined ? '' : `, request ${item}`}`;
  }

  /**
   * Strikes one point.
   * @param {Point} point
   * @param {{fromStart?: boolean}} [how] run every execution, whatever is known of it
   * @returns {Promise<{found: string[], played: Played}>} what is otherwise than undisturbed
   */
  async strike(point, { fromStart = false } = {}) {
    const { stage: undisturbedStage, picture, done } = this.undisturbed;
    const reuse = fromStart
      ? { remembered: [], count: 0, memory: null }
      : reuseUpTo(undisturbedStage.executionMemory.all, { call: point.call, delivery: modes[point.mode].delivery !== undefined }, this.#memory);
    const struck = await play(this.addon, this.journey, (stage) => arm(stage, point, undisturbedStage.calls), reuse);
    const { stage } = struck;
    if (!stage.struck) throw new Error(`${this.journey.name}: nothing was struck at ${this.describe(point)}`);
    if (!modes[point.mode].delivery) checkSame(undisturbedStage, stage, point.call);
    const found = differences(picture, struck.picture);
    if (struck.problem) found.unshift(struck.problem);
    if (struck.done.made > done.made) found.push(`${struck.done.made} meetings were made, undisturbed ${done.made}`);
    if (struck.done.letters > done.letters) found.push(`Webex mailed ${struck.done.letters} times`);
    found.push(...struck.done.failed);
    return { found, played: struck };
  }
}

/** @param {Stage} undisturbedStage @param {Stage} stage @param {number} number */
function checkSame(undisturbedStage, stage, number) {
  const [expected, met] = [undisturbedStage, stage].map(({ calls }) => calls[number - 1].record).map(({ service, method }) => `${service}.${method}`);
  if (expected !== met) throw new Error(`call ${number} is ${met} in one run and ${expected} in another`);
}
