// @ts-check
/** Plays one world after another in a worker thread. */

import { parentPort } from 'node:worker_threads';
import { makeScript } from './script.js';
import { verdictOn } from './verdict.js';

parentPort?.on('message', async ({ seed, acts }) => parentPort?.postMessage(await verdictOn(makeScript(seed, acts))));
