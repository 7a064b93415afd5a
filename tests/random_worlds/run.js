// @ts-check
/**
 * Plays random worlds on all cores, and prints which of them failed and how often each act and fault occurred.
 *
 * `node tests/random_worlds/run.js [N] [--seed S]`: N worlds (10000 by default), or the world of one seed with its acts. A failing
 * world's script is shortened and printed. `--from S` starts at another seed than 1, `--acts N` gives the worlds another length.
 *
 * Invariants: the same seed and number of acts give the same world on every machine; a world without a verdict fails; each act, fault and row
 * of the edge cases that the generator knows is listed with how often it occurred, and in a run of 300 worlds or more one that never did fails.
 */

import { parseArgs } from 'node:util';
import { byWorkers } from '../workers.js';
import { tuneForColdStarts } from '../fault_injection/engine.js';
import { ACTS, makeScript } from './script.js';
import { sumUp } from './summary.js';
import { verdictOn, kindOf, print, shrink } from './verdict.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, from: { type: 'string' }, acts: { type: 'string' } } });
const count = Number(positionals[0] ?? 10_000);
const length = Number(values.acts ?? ACTS);
/** How many failing worlds are shortened, one for each kind of failure. */
const SHRUNK = 3;

if (![count, length, Number(values.seed ?? 1), Number(values.from ?? 1)].every((number) => number >= 1)) throw new Error('a number of worlds, a seed and a number of acts are whole numbers from 1 on');
tuneForColdStarts();
if (values.seed !== undefined) await one(Number(values.seed));
else await many(Number(values.from ?? 1));

/** @param {number} seed */
async function one(seed) {
  const script = makeScript(seed, length);
  print(script).forEach((line) => console.log(line));
  const verdict = await verdictOn(script);
  verdict.played.filter(({ how }) => how !== 'done').forEach(({ name, how, why }) => console.log(`  ${how}: ${name}${why ? ` (${why})` : ''}`));
  await explain(verdict);
  console.log(`${verdict.wrong.length ? 0 : 1} passed, ${verdict.wrong.length ? 1 : 0} failed`);
  process.exitCode = verdict.wrong.length ? 1 : 0;
}

/** @param {Verdict} verdict */
async function explain({ seed, wrong }) {
  if (wrong.length === 0) return;
  console.log(`world ${seed}:`);
  wrong.forEach((words) => console.log(`  ${words}`));
  console.log('the shortest script with the same kind of failure:');
  print(await shrink(makeScript(seed, length), kindOf(wrong[0]))).forEach((line) => console.log(line));
}

/** @param {number} from */
async function many(from) {
  /** @type {Verdict[]} */
  const verdicts = [];
  const started = Date.now();
  const tasks = Array.from({ length: count }, (_, index) => ({ seed: from + index, acts: length }));
  await byWorkers({ file: new URL('./worker.js', import.meta.url), tasks, name: ({ seed }) => `world ${seed}` }, (_task, verdict) => {
    verdicts.push(verdict);
    if (verdicts.length % 100 === 0) console.log(`${verdicts.length} of ${count} worlds, ${verdicts.filter(({ wrong }) => wrong.length > 0).length} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
  });
  verdicts.sort((a, b) => a.seed - b.seed);
  const { lines, failures, closing, failed } = sumUp(verdicts, { length });
  lines.forEach((line) => console.log(line));
  for (const [, [first]] of failures.slice(0, SHRUNK)) await explain(first);
  console.log(closing);
  process.exitCode = failed ? 1 : 0;
}
