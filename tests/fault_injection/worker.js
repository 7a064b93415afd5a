// @ts-check
/**
 * Tests all points of the journeys that it is sent, one after the other.
 *
 * It decides nothing. Invariant: each message gets one answer.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { alive } from '../workers.js';
import { loadQuickly } from './engine.js';
import { journeys } from './all.js';
import { Trial } from './trial.js';

const addon = loadQuickly(workerData);

parentPort?.on('message', async (/** @type {{journey: number, mode?: string}} */ { journey, mode }) => {
  const trial = await Trial.of(addon, journeys[journey]);
  const points = trial.points.filter((point) => mode === undefined || point.mode === mode);
  /** @type {Record<string, number>} */
  const counts = {};
  const failures = [];
  for (const point of points) {
    counts[point.mode] = (counts[point.mode] ?? 0) + 1;
    const { found } = await trial.inject(point);
    if (found.length > 0) failures.push({ point, where: trial.describe(point), found });
    parentPort?.postMessage(alive);
  }
  parentPort?.postMessage({ counts, failures });
});
