// @ts-check
/**
 * Tests every point of every journey: each call fails, fails after its effect, is the last one of its execution, or runs out of time; each
 * of its requests is refused or lost; another run overlaps each run; each trigger is lost, doubled or late. After the next runs the world
 * must equal the undisturbed one, with no second meeting and no additional mail.
 *
 *     node tests/fault_injection/run.js                                          all
 *     node tests/fault_injection/run.js --journey NAME                           one journey
 *     node tests/fault_injection/run.js --addon FOLDER                           all, on another build
 *     node tests/fault_injection/run.js --journey NAME --call K --mode M [--item I]   one point, with a list of all calls
 *
 * Invariants: it tests all points and skips none silently; the order of the report doesn't depend on which worker is faster.
 */

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { byWorkers } from '../workers.js';
import { tuneForColdStarts, loadQuickly } from './engine.js';
import { journeys } from './all.js';
import { modes } from './modes.js';
import { Trial } from './trial.js';

/** @typedef {import('./modes.js').Point} Point */
/** @typedef {{point: Point, where: string, found: string[]}} Failure */
/** @typedef {{counts: Record<string, number>, failures: Failure[]}} Tried how many points of each mode were tested, and those that failed */

/** How many failures of one journey and mode are shown in full. */
const shown = 3;
/** How many differences of one point are shown. */
const lines = 8;

const { values: given } = parseArgs({
  options: { journey: { type: 'string' }, mode: { type: 'string' }, call: { type: 'string' }, item: { type: 'string' }, addon: { type: 'string' } },
});
const folder = given.addon ?? fileURLToPath(new URL('../../target/addon', import.meta.url));

/** @param {string} word @param {readonly string[]} known @param {string} name */
function checkKnown(word, known, name) {
  if (!known.includes(name)) throw new Error(`there is no ${word} "${name}", only: ${known.join('; ')}`);
}

/** Tests one point and prints all executions after the preparation, with their calls. @param {Trial} trial @param {Point} point */
async function show(trial, point) {
  console.log(`${trial.journey.name}: ${trial.describe(point)} ${point.mode}`);
  const { found, played: { stage } } = await trial.inject(point, { fromStart: true });
  for (const { id, entry, outcome, calls, logs } of stage.world.executions.slice(stage.before.executions)) {
    console.log(`${id} ${entry}: ${outcome?.status} ${outcome?.error?.message ?? ''}`);
    for (const { service, method, counted, error, detail } of calls) {
      if (counted) console.log(`    ${service}.${method} ${JSON.stringify(detail).slice(0, 300)}${error ? ` threw ${error}` : ''}`);
    }
    for (const { text } of logs) console.log(`    log: ${text}`);
  }
  console.log(found.length > 0 ? found.join('\n') : 'the worlds are equal');
  return found.length === 0;
}

/** Prints the results of each journey, in the journeys' order. */
class Report {
  tried = 0;
  passed = 0;
  failed = 0;
  #told = 0;
  /** @type {Map<number, Tried>} */
  #results = new Map();

  /** @param {number[]} wanted */
  constructor(wanted) {
    this.wanted = wanted;
  }

  /** Takes the result of a journey, and prints all results up to the first journey that isn't finished. @param {number} journey @param {Tried} tried */
  take(journey, tried) {
    this.#results.set(journey, tried);
    for (; this.#told < this.wanted.length; this.#told += 1) {
      const index = this.wanted[this.#told];
      const own = this.#results.get(index);
      if (!own) return;
      for (const mode of Object.keys(modes)) this.#line(journeys[index].name, mode, own);
    }
  }

  /** @param {string} name @param {string} mode @param {Tried} own */
  #line(name, mode, own) {
    const count = own.counts[mode] ?? 0;
    if (count === 0) return;
    const failures = own.failures.filter(({ point }) => point.mode === mode);
    this.tried += count;
    this[failures.length > 0 ? 'failed' : 'passed'] += 1;
    console.log(`${failures.length > 0 ? 'FAILED' : 'ok'}  ${name}: ${mode}, ${count} fault points${failures.length > 0 ? `, ${failures.length} of them failed` : ''}`);
    for (const { point, where, found } of failures.slice(0, shown)) {
      console.log(`    ${where} ${mode}\n      ${found.slice(0, lines).join('\n      ')}`);
      const item = point.item === undefined ? '' : ` --item ${point.item}`;
      console.log(`      node tests/fault_injection/run.js --journey '${name}' --mode '${mode}' --call ${point.call}${item}`);
    }
  }
}

async function main() {
  tuneForColdStarts();
  if (given.journey !== undefined) checkKnown('journey', journeys.map(({ name }) => name), given.journey);
  if (given.mode !== undefined) checkKnown('mode', Object.keys(modes), given.mode);
  const wanted = [...journeys.keys()].filter((index) => given.journey === undefined || journeys[index].name === given.journey);
  if (given.journey && given.mode && given.call) {
    const item = given.item === undefined ? {} : { item: Number(given.item) };
    return show(await Trial.of(loadQuickly(folder), journeys[wanted[0]]), { mode: given.mode, call: Number(given.call), ...item });
  }
  const report = new Report(wanted);
  const tasks = wanted.map((journey) => ({ journey, mode: given.mode }));
  const name = (/** @type {{journey: number}} */ { journey }) => journeys[journey].name;
  await byWorkers({ file: new URL('./worker.js', import.meta.url), data: folder, tasks, name }, ({ journey }, tried) => report.take(journey, tried));
  console.log(`fault points tried: ${report.tried}`);
  console.log(`${report.passed} passed, ${report.failed} failed`);
  return report.failed === 0;
}

process.exitCode = (await main()) ? 0 : 1;
