// @ts-check
/**
 * Plays a journey, undisturbed or with a fault at one point, and says how the two worlds differ.
 *
 * It chooses no point and prints nothing. Invariant: both worlds are compared after the same acts and the same quiet hours, in which the
 * person does nothing and the hourly run runs.
 */

import { effects, differences, snapshot } from './snapshot.js';
import { injectFault, modes, pointsOf } from './modes.js';
import { Stage, hour, isSimulatorGap } from './stage.js';
import { reuseNothing, reuseUpTo } from './execution-memory.js';

/** @typedef {import('./acts.js').Journey} Journey */
/** @typedef {import('./modes.js').Point} Point */
/** @typedef {import('../../simulator/runtime/addon.js').Addon} Addon */
/** @typedef {{stage: Stage, snapshot: any, effects: ReturnType<typeof effects>, problem: string | null}} Played */

/**
 * @param {Addon} addon @param {Journey} journey @param {(stage: Stage) => void} disturb
 * @param {import('./execution-memory.js').Reuse} reuse executions of an earlier run that need not run again
 * @returns {Promise<Played>}
 */
async function play(addon, journey, disturb, reuse) {
  const stage = new Stage(addon, journey.spec ?? {}, reuse);
  const prepared = await journey.prepare(stage);
  await stage.world.settle();
  stage.startCounting();
  disturb(stage);
  /** @type {string | null} */
  let problem = null;
  try {
    await journey.act(stage, prepared);
  } catch (error) {
    if (!stage.faultInjected || isSimulatorGap(error)) throw error;
    problem = /** @type {Error} */ (error).message;
  }
  await stage.world.advance((journey.hoursWithFaults ?? 2) * hour);
  stage.stopCounting();
  await stage.world.advance((journey.quietHours ?? 4) * hour);
  return { stage, snapshot: snapshot(stage), effects: effects(stage), problem };
}

/** A journey with its undisturbed world, with which all other worlds are compared. */
export class Trial {
  /** The executions after faults, by the state in which they started. @type {import('./execution-memory.js').Memory} */
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
   * Says in words where a point is.
   * @param {Point} point
   */
  describe({ mode, call, item }) {
    if (modes[mode].firing) return `firing ${call} of the change trigger`;
    const { record, execution } = this.undisturbed.stage.calls[call - 1];
    const nth = this.undisturbed.stage.calls.slice(0, call).filter((one) => one.execution === execution).length;
    return `${execution.entry}, its call ${nth}: ${record.service}.${record.method}${item === undefined ? '' : `, request ${item}`}`;
  }

  /**
   * Plays the journey with a fault at one point.
   * @param {Point} point
   * @param {{fromStart?: boolean}} [how] `fromStart` runs every execution and reuses none
   * @returns {Promise<{found: string[], played: Played}>} `found` lists the differences from the undisturbed world
   */
  async inject(point, { fromStart = false } = {}) {
    const { stage: undisturbedStage, snapshot: expected, effects: allowed } = this.undisturbed;
    const reuse = fromStart
      ? { remembered: [], count: 0, memory: null }
      : reuseUpTo(undisturbedStage.executionMemory.all, { call: point.call, firing: modes[point.mode].firing !== undefined }, this.#memory);
    const played = await play(this.addon, this.journey, (stage) => injectFault(stage, point, undisturbedStage.calls), reuse);
    const { stage } = played;
    if (!stage.faultInjected) throw new Error(`${this.journey.name}: no fault happened at ${this.describe(point)}`);
    if (!modes[point.mode].firing) checkSame(undisturbedStage, stage, point.call);
    const found = differences(expected, played.snapshot);
    if (played.problem) found.unshift(played.problem);
    if (played.effects.made > allowed.made) found.push(`${played.effects.made} meetings were made, undisturbed ${allowed.made}`);
    if (played.effects.webexMails > allowed.webexMails) found.push(`Webex mailed ${played.effects.webexMails} times`);
    found.push(...played.effects.failed);
    return { found, played };
  }
}

/** @param {Stage} undisturbedStage @param {Stage} stage @param {number} number */
function checkSame(undisturbedStage, stage, number) {
  const [expected, met] = [undisturbedStage, stage].map(({ calls }) => calls[number - 1].record).map(({ service, method }) => `${service}.${method}`);
  if (expected !== met) throw new Error(`call ${number} is ${met} in one run and ${expected} in another`);
}
