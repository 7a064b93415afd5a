// @ts-check
/**
 * Measures what the add-on weighs and what every execution pays, prints tables and writes target/bench.json.
 *
 * Called as `node bench/bench.js [ROUNDS] [--names]`. It fails when the module is larger than its ceiling, when a cold start costs too
 * many times the CPU time of the plain card, when a journey takes more round trips than its budget allows, and when the plain card is not
 * the core's. Ratios are medians over pairs of runs that alternate within one call; milliseconds are this machine's and never fail.
 * `--names` builds the core once more with its names kept and lists the largest functions.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { budgets, exceeded } from './budgets.js';
import { functions, sizes } from './bytes.js';
import { journeys, record } from './stage.js';

/** Bytes of the module, which every execution decodes and compiles. Never raised: what does not fit is made smaller. */
export const CEILING = 450_000;
const goals = { bytes: 400_000, ratio: 6, ratioToCard: 7, flat: 1.3, memory: 64 * 1024 * 1024 };
/** The most times of the plain card's CPU time that a cold start may take, in total and to the card. */
const mostCpu = { total: 8, toCard: 9 };

const root = fileURLToPath(new URL('..', import.meta.url));
const moduleFile = join(root, 'pkg', 'meetwright_wasm_bg.wasm');

/** The main thread's CPU time of the cold start; what other threads compile meanwhile is not in it. */
const cpuSteps = { toCard: 'CPU to the card', total: 'CPU in total' };

/** @typedef {Record<string, {median: number, p90: number}>} Steps milliseconds by step, and their `total` */

/** @param {number[]} values */
function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], p90: sorted[Math.floor(sorted.length * 0.9)] };
}

/**
 * Runs a script of this folder and reads the line of JSON that it prints.
 * @param {string} script
 * @param {string[]} args
 */
function told(script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bench', script), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench/${script}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Cold starts of the core and of the plain card, one after the other, each in a process and a context of its own.
 * @param {string} addon the assembled add-on's folder
 * @param {object} recorded what bench/stage.js recorded
 * @param {number} rounds
 * @returns {{core: Steps, plain: Steps, ratio: number, ratioToCard: number, ratioCpu: {total: number, toCard: number} | null, equal: boolean}} the ratios are medians
 * of the rounds' own, so that what slows the machine down for a while slows both
 */
export function coldStarts(addon, recorded, rounds) {
  const file = join(root, 'target', 'bench', 'recorded.json');
  mkdirSync(join(root, 'target', 'bench'), { recursive: true });
  writeFileSync(file, JSON.stringify(recorded));
  /** @type {Record<string, Record<string, number[]>>} */
  const samples = { core: {}, plain: {} };
  let equal = true;
  for (let round = 0; round < rounds; round++) {
    const [core, plain] = ['core', 'plain'].map((way) => told('cold.js', [way, addon, file]));
    equal = equal && isDeepStrictEqual(core.response, plain.response);
    for (const [way, { steps, cpu }] of Object.entries({ core, plain })) {
      const { 'second card': warm, 'first drawing': drawing, ...toCard } = steps;
      const sum = Object.values(toCard).reduce((all, step) => all + step, 0);
      const all = { ...toCard, 'to the card': sum, 'first drawing': drawing, total: sum + drawing, 'second card': warm, ...(cpu !== null && { [cpuSteps.toCard]: cpu.toCard, [cpuSteps.total]: cpu.total }) };
      for (const [name, value] of Object.entries(all)) (samples[way][name] ??= []).push(value);
    }
  }
  const of = (/** @type {string} */ way) => Object.fromEntries(Object.entries(samples[way]).map(([name, values]) => [name, middle(values)]));
  const [core, plain] = [of('core'), of('plain')];
  const ratio = (/** @type {string} */ step) => middle(samples.core[step].map((value, round) => value / samples.plain[step][round])).median;
  const ratioCpu = core[cpuSteps.total] ? { total: ratio(cpuSteps.total), toCard: ratio(cpuSteps.toCard) } : null;
  return { core, plain, ratio: ratio('total'), ratioToCard: ratio('to the card'), ratioCpu, equal };
}

/** @returns {{events: number, steps: number, nanoseconds: number}[]} for one event, at growing numbers of changes */
function planner() {
  const output = execFileSync('cargo', ['bench', '--quiet', '--bench', 'planner'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output.slice(output.indexOf('[{')));
}

/** The largest functions of a module that keeps its names. It takes about a minute. */
function largest() {
  const target = join(root, 'target', 'named');
  const args = ['build', '--quiet', '--release', '-p', 'meetwright-wasm', '--target', 'wasm32-unknown-unknown', '--target-dir', target];
  execFileSync('cargo', args, { cwd: root, stdio: 'inherit', env: { ...process.env, CARGO_PROFILE_RELEASE_STRIP: 'none' } });
  return functions(readFileSync(join(target, 'wasm32-unknown-unknown', 'release', 'meetwright_wasm.wasm'))).slice(0, 25);
}

const row = (/** @type {(string | number)[]} */ ...cells) =>
  console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(28) : String(cell).padStart(10))).join(''));

/** @param {ReturnType<typeof coldStarts>} times */
function printTimes({ core, plain, ratio, ratioToCard, ratioCpu }) {
  row('\nevent card, cold, ms', 'core', 'p90', 'plain JS', 'p90');
  for (const name of Object.keys(core)) {
    const cells = [core[name], plain[name]].flatMap((step) => (step ? [step.median.toFixed(2), step.p90.toFixed(2)] : ['', '']));
    row(name, ...cells);
  }
  console.log(`the core takes ${ratio.toFixed(1)} times as long as plain JavaScript, ${ratioToCard.toFixed(1)} times to the card alone`);
  if (ratioCpu !== null) console.log(`the main thread works ${ratioCpu.total.toFixed(1)} times as long, ${ratioCpu.toCard.toFixed(1)} times to the card`);
}

/** @param {Record<string, Record<string, number>>} counts */
function printTrips(counts) {
  row('\nround trips', 'total', '', 'by service');
  for (const [journey, { total, ...services }] of Object.entries(counts)) {
    const words = Object.entries(services).map(([service, count]) => `${service} ${count}`).join(', ');
    console.log(`${journey.padEnd(28)}${String(total).padStart(10)}   ${words}${budgets[journey] ? '' : ' (no budget)'}`);
  }
}

/** @param {string} name @param {boolean} met @param {string} figure */
const goal = (name, met, figure) => console.log(`${met ? 'met   ' : 'missed'}  ${name}: ${figure}`);

/** @param {string[]} args */
async function main(args) {
  const rounds = Number(args.find((word) => !word.startsWith('--')) ?? 40);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('usage: node bench/bench.js [ROUNDS] [--names]');
  const addon = join(root, 'target', 'addon');
  const bytes = sizes(moduleFile, addon);
  row('bytes', 'raw', 'gzip');
  for (const [name, { raw, gzip }] of Object.entries(bytes)) row(name, raw, gzip);

  console.log(`\n${rounds} cold starts each on node ${process.versions.node} (V8 ${process.versions.v8}) …`);
  const times = coldStarts(addon, await record(addon), rounds);
  printTimes(times);
  const counts = await journeys(addon);
  printTrips(counts);
  const memory = told('memory.js', [addon]);
  console.log('\nten thousand changes at once, in the simulator …');
  const scale = told('scale.js', [addon]);
  console.log(`${scale.linked} of ${scale.events} events have meetings: ${scale.runs} runs within ${scale.hours} hours, ${scale.requests} requests (${scale.refused} refused),`);
  console.log(`the longest run ${scale.longestRun} s, all together ${scale.runSeconds} s; ${scale.links} links in ${scale.storeBytes} bytes`);
  console.log('\nplanning natively …');
  const planned = planner();
  row('planner', 'events', 'ns/event');
  for (const { events, nanoseconds } of planned) row('', events, nanoseconds);
  const named = args.includes('--names') ? largest() : undefined;
  for (const { name, bytes: size } of named ?? []) console.log(`${String(size).padStart(8)}  ${name}`);

  const spent = planned.map(({ nanoseconds }) => nanoseconds);
  const flat = Math.max(...spent) / Math.min(...spent);
  console.log('\ngoals');
  goal('module of 400 KB', bytes.module.raw <= goals.bytes, `${bytes.module.raw} bytes`);
  goal(`cold start of ${goals.ratio} × plain JavaScript`, times.ratio <= goals.ratio, `${times.ratio.toFixed(1)} ×`);
  goal(`cold start to the card of ${goals.ratioToCard} ×`, times.ratioToCard <= goals.ratioToCard, `${times.ratioToCard.toFixed(1)} ×`);
  goal('planner flat within 1.3 ×', flat <= goals.flat, `${flat.toFixed(2)} ×`);
  goal('ten thousand events within 64 MB', memory.bytes <= goals.memory, `${(memory.bytes / 1024 / 1024).toFixed(1)} MB, ${memory.milliseconds} ms`);

  goal('ten thousand changes followed, no run over six minutes', scale.left === 0 && scale.failed === 0 && scale.longestRun < 360, `${scale.runs} runs, ${scale.refused} refused requests`);

  const failures = exceeded(counts, budgets);
  if (scale.left > 0 || scale.failed > 0) failures.push(`of ten thousand changes ${scale.left} were not followed, and ${scale.failed} runs failed`);
  if (bytes.module.raw > CEILING) failures.push(`the module has ${bytes.module.raw} bytes, more than ${CEILING}`);
  for (const [what, most] of /** @type {['total' | 'toCard', number][]} */ (Object.entries(mostCpu))) {
    const spentRatio = times.ratioCpu?.[what] ?? 0;
    if (spentRatio > most) failures.push(`a cold start takes ${spentRatio.toFixed(1)} × the plain card's CPU time (${cpuSteps[what]}), more than ${most} ×`);
  }
  if (!times.equal) failures.push('the plain card differs from the core\'s: bring bench/plain/ in step, so that the two do the same work');
  const report = { node: process.versions.node, v8: process.versions.v8, rounds, bytes, cold: times, roundTrips: counts, memory, scale, planner: planned, flat, goals, ...(named && { functions: named }), failures };
  writeFileSync(join(root, 'target', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  for (const failure of failures) console.error(`failed  ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
