// @ts-check
/**
 * Plays random worlds on all cores and tells which of them ended as they must, and what occurred in them.
 *
 * `node tests/worlds/run.js [N] [--seed S]`: N worlds (10000 unless told), or the one world of a seed with its acts. A failing world is made
 * shorter and printed. `--from S` begins at another seed than 1, `--acts N` gives the worlds another length.
 *
 * Invariants: the same seed and number of acts give the same world on every machine; each act, fault and row of the edge cases that the
 * generator knows is listed with how often it occurred, and one that never did is called a hole.
 */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { acts } from './acts.js';
import { faults } from './faults.js';
import { ACTS, makeScript } from './script.js';
import { judge, kindOf, print, shrink } from './verdict.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, from: { type: 'string' }, acts: { type: 'string' } } });
const count = Number(positionals[0] ?? 10_000);
const length = Number(values.acts ?? ACTS);
/** So many failing worlds are made shorter; each kind of failure once. */
const SHRUNK = 3;

if (![count, length, Number(values.seed ?? 1), Number(values.from ?? 1)].every((number) => number >= 1)) throw new Error('a number of worlds, a seed and a number of acts are whole numbers from 1 on');
if (values.seed !== undefined) await one(Number(values.seed));
else await many(Number(values.from ?? 1));

/** @param {number} seed */
async function one(seed) {
  const script = makeScript(seed, length);
  print(script).forEach((line) => console.log(line));
  const verdict = await judge(script);
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
  console.log('the shortest that fails alike:');
  print(await shrink(makeScript(seed, length), kindOf(wrong[0]))).forEach((line) => console.log(line));
}

/** @param {number} from */
async function many(from) {
  /** @type {Verdict[]} */
  const verdicts = [];
  let next = from;
  const started = Date.now();
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), count) }, () => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url));
    const give = () => {
      if (next >= from + count) return void worker.terminate().then(resolve);
      worker.postMessage({ seed: next++, acts: length });
    };
    worker.on('error', reject);
    worker.on('message', (verdict) => {
      verdicts.push(verdict);
      if (verdicts.length % 100 === 0) console.log(`${verdicts.length} of ${count} worlds, ${verdicts.filter(({ wrong }) => wrong.length > 0).length} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
      give();
    });
    give();
  })));
  verdicts.sort((a, b) => a.seed - b.seed);
  occurred(verdicts);
  const failed = verdicts.filter(({ wrong }) => wrong.length > 0);
  /** @type {Map<string, Verdict[]>} */
  const kinds = new Map();
  for (const verdict of failed) kinds.set(kindOf(verdict.wrong[0]), [...(kinds.get(kindOf(verdict.wrong[0])) ?? []), verdict]);
  const sorted = [...kinds.entries()].sort((a, b) => b[1].length - a[1].length);
  for (const [kind, some] of sorted) console.log(`${some.length} worlds: ${kind} (${some.slice(0, 8).map(({ seed }) => seed).join(', ')})`);
  for (const [, some] of sorted.slice(0, SHRUNK)) await explain(some[0]);
  console.log(`${verdicts.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length ? 1 : 0;
}

/** Prints how often each act, fault and row occurred. @param {Verdict[]} verdicts */
function occurred(verdicts) {
  const played = verdicts.flatMap((verdict) => verdict.played);
  const done = (/** @type {string} */ wanted) => played.filter(({ name, how }) => name === wanted && how === 'done').length;
  const refused = played.filter(({ how }) => how === 'refused');
  /** @type {Map<string, number>} */
  const rows = new Map();
  for (const [title, list] of /** @type {const} */ ([['acts', acts], ['faults', faults]])) {
    console.log(`${title}:`);
    for (const { name, rows: about } of list) {
      console.log(`${String(done(name)).padStart(7)}  ${name}`);
      for (const row of about) rows.set(row, (rows.get(row) ?? 0) + done(name));
    }
  }
  const inOrder = [...rows].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
  console.log(`rows: ${inOrder.map(([row, times]) => `${row} ${times}`).join(', ')}`);
  const holes = [...inOrder.filter(([, times]) => times === 0).map(([row]) => row), ...[...acts, ...faults].map(({ name }) => name).filter((name) => done(name) === 0)];
  if (holes.length > 0) console.log(`holes in the generator: ${holes.join(', ')}`);
  const reasons = [...new Set(refused.map(({ name, why }) => `${name}: ${why?.replace(/[\w-]{20,}/g, '…')}`))];
  if (reasons.length > 0) console.log(`refused to the person ${refused.length} times: ${reasons.slice(0, 8).join('; ')}`);
  for (const gap of new Set(verdicts.flatMap((one) => one.gap ?? []))) console.log(`without a verdict, ${gap}: ${verdicts.filter((one) => one.gap === gap).map(({ seed }) => seed).join(', ')}`);
  const executions = verdicts.reduce((sum, one) => sum + one.executions, 0);
  console.log(`${executions} executions, ${verdicts.reduce((sum, one) => sum + one.calls, 0)} calls`);
}
