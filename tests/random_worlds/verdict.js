// @ts-check
/**
 * Plays a world and returns the result in a form that can be sent between threads; shortens a failing script.
 *
 * Invariants: a world passes only if it was played to its end and nothing is wrong in it, so that an error of the simulator or of the
 * generator makes it fail; a shorter script counts as the same failure only if it fails with the same kind of message.
 */

import { wrongs } from './model.js';
import { play } from './script.js';

/** @typedef {import('./script.js').Script} Script */
/** @typedef {import('./script.js').Entry} Entry */
/** @typedef {{seed: number, wrong: string[], played: {name: string, how: string, why?: string}[], executions: number, calls: number}} Verdict */

/** @param {Script} script @param {typeof play} [player] @returns {Promise<Verdict>} */
export async function verdictOn(script, player = play) {
  try {
    const { stage, played } = await player(script);
    const { executions } = stage.world;
    return {
      seed: script.seed,
      wrong: wrongs(stage),
      played: played.map(({ entry: { name }, how, why }) => ({ name, how, why })),
      executions: executions.length,
      calls: executions.reduce((sum, { calls }) => sum + calls.filter(({ counted }) => counted).length, 0),
    };
  } catch (error) {
    const text = error instanceof Error ? String(error.stack).split('\n').slice(0, 3).join(' ') : String(error);
    return { seed: script.seed, wrong: [`without a verdict: ${text}`], played: [], executions: 0, calls: 0 };
  }
}

/** The kind of a failure: its message without the names and numbers of its world. @param {string} wrong */
export const kindOf = (wrong) =>
  wrong.replace(/"[^"]*"/g, '…').replace(/\([^)]*\)/g, '').replace(/\[[^\]]*\]/g, '…').replace(/\S*\d\S*/g, '#').replace(/(# )+/g, '# ').replace(/…: |\s+/g, ' ').trim().slice(0, 90);

/**
 * Leaves out entries of a script as long as the same kind of failure remains.
 * @param {Script} script @param {string} kind @param {number} [plays] the maximum number of worlds to play
 * @returns {Promise<Script>}
 */
export async function shrink(script, kind, plays = 150) {
  let { entries } = script;
  let left = plays;
  const fails = async (/** @type {Entry[]} */ some) => {
    left -= 1;
    return (await verdictOn({ ...script, entries: some })).wrong.some((one) => kindOf(one) === kind);
  };
  for (let size = Math.ceil(entries.length / 2); size >= 1 && left > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < entries.length && left > 0; ) {
      const fewer = [...entries.slice(0, at), ...entries.slice(at + size)];
      if (fewer.length > 0 && (await fails(fewer))) entries = fewer;
      else at += size;
    }
  }
  return { ...script, entries };
}

/** A script as lines. @param {Script} script */
export const print = ({ start, options, entries }) => [
  `  from ${start}, ${JSON.stringify(options)}`,
  ...entries.map(({ at, kind, name }) => `  ${(at / 3_600_000).toFixed(2).padStart(8)} h  ${kind === 'fault' ? '! ' : ''}${name}`),
];
