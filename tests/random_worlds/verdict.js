// @ts-check
/**
 * Plays a world and says what came of it, in a form that crosses threads; makes a failing script as short as it can be.
 *
 * Invariants: a world passes only when it was played to its end and nothing is wrong in it, so that what the simulator lacks and what the
 * generator does wrong fail it; a shorter script counts as the same failure only where the same kind of sentence is wrong.
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

/** A wrong sentence without the names and numbers of its world. @param {string} wrong */
export const kindOf = (wrong) =>
  wrong.replace(/"[^"]*"/g, '…').replace(/\([^)]*\)/g, '').replace(/\[[^\]]*\]/g, '…').replace(/\S*\d\S*/g, '#').replace(/(# )+/g, '# ').replace(/…: |\s+/g, ' ').trim().slice(0, 90);

/**
 * Leaves out entries as long as the same kind of sentence stays wrong.
 * @param {Script} script @param {string} kind @param {number} [plays] the most worlds to play
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
