// @ts-check
/**
 * Tries the points that it is sent, one after the other.
 *
 * It decides nothing. Invariant: each message gets one answer.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { loadQuickly } from './engine.js';
import { journeys } from './all.js';
import { Trial } from './play.js';

/** @typedef {import('./modes.js').Point} Point */

const addon = loadQuickly(workerData);
/** @type {Map<number, Promise<Trial>>} */
const trials = new Map();

/** @param {number} index */
function trialOf(index) {
  const trial = trials.get(index) ?? Trial.of(addon, journeys[index]);
  trials.set(index, trial);
  return trial;
}

parentPort?.on('message', async (/** @type {{journey: number, points: Point[]}} */ { journey, points }) => {
  const trial = await trialOf(journey);
  const failures = [];
  for (const point of points) {
    const { found } = await trial.strike(point);
    if (found.length > 0) failures.push({ point, place: trial.place(point), found });
  }
  parentPort?.postMessage({ failures });
});
