// @ts-check
/**
 * Runs everything that must pass, side by side where the machine has cores for it, and ends with one line of sums.
 *
 *     node scripts/test.js          everything
 *     node scripts/test.js quick    the most useful two minutes: format, lints, native tests, the rim, the main journeys
 *
 * It builds nothing of the add-on: `./build.sh test` has done that. A step that fails does not stop the later ones.
 *
 * Invariants: every count comes from a runner's own output; a check without tests counts only when it fails, and a
 * runner that fails without naming a failed test, or runs none at all, counts as one failure; the sum says what was not checked.
 */

import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SPECS_FOLDER, publishedSpecs } from '../simulator/schema_check/specs.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const logs = join(root, 'target', 'test');

/** Flags for thousands of cold starts in one process: optimized code would be ready too late to help, and nearly all garbage is young. */
const coldStarts = ['node', '--no-opt', '--no-wasm-dynamic-tiering', '--max-semi-space-size=32'];

/** Lines of a failed step's output that go to the screen; its log holds all of them. */
const SHOWN = 80;

/** The journeys of the main job, for `quick`. */
const MAIN_JOURNEYS = ['change-feed', 'copies', 'event-changes', 'menu', 'panel', 'series', 'waiting-for-sign-in'];

/**
 * @typedef {{passed: number, failed: number, journeys: number}} Counts
 * @typedef {object} Step
 * @property {string} title
 * @property {string[]} command
 * @property {Record<string, string>} [env]
 * @property {(output: string) => Counts} [count]
 * @property {string} [lock] of steps with the same one, one runs at a time
 * @property {boolean} [allCores] it uses all cores by itself
 * @property {boolean} [quick] it belongs to `quick`
 */

/**
 * Reads cargo's and wasm-bindgen's test runners. A journey is a test whose file or path is named after journeys.
 * @param {string} output
 * @returns {Counts}
 */
export function countRust(output) {
  const counts = { passed: 0, failed: 0, journeys: 0 };
  let file = '';
  for (const line of output.split('\n')) {
    const running = /^\s*(?:Running|Doc-tests) (\S+(?: \S+)*)/.exec(line);
    if (running) file = running[1];
    const result = /^test result: \w+\. (\d+) passed; (\d+) failed/.exec(line);
    if (result) {
      counts.passed += Number(result[1]);
      counts.failed += Number(result[2]);
    }
    const single = /^test (\S+).* \.\.\. (?:ok|FAILED)$/.exec(line);
    if (single && /journey/.test(file + single[1])) counts.journeys++;
  }
  return counts;
}

/**
 * Reads node's summary, in either of its reporters' forms.
 * @param {string} output
 * @returns {Counts}
 */
export function countNode(output) {
  const sum = (/** @type {string} */ word) => Number(new RegExp(`^\\S+ ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: sum('pass'), failed: sum('fail') + sum('cancelled'), journeys: 0 };
}

/**
 * @param {string} output
 * @returns {Counts}
 */
function countNodeJourneys(output) {
  const counts = countNode(output);
  return { ...counts, journeys: counts.passed + counts.failed };
}

/**
 * Reads the closing line that our own runners print.
 * @param {string} output
 * @returns {Counts}
 */
export function countOwn(output) {
  const found = /^(\d+) passed, (\d+) failed$/m.exec(output);
  return { passed: Number(found?.[1] ?? 0), failed: Number(found?.[2] ?? 0), journeys: 0 };
}

/**
 * Lists the node test files below tests/, sorted.
 * @param {(path: string) => boolean} wanted
 */
async function testFiles(wanted) {
  const entries = await readdir(join(root, 'tests'), { recursive: true });
  return entries
    .filter((path) => path.endsWith('.test.js') && !path.includes('node_modules') && wanted(path))
    .map((path) => join('tests', path))
    .sort();
}

/**
 * Divides files into groups, neighbours into different ones.
 * @param {string[]} files @param {number} groups
 */
const inGroups = (files, groups) => Array.from({ length: groups }, (_, group) => files.filter((_file, index) => index % groups === group)).filter((own) => own.length > 0);

/** @param {number} cores @returns {Promise<Step[]>} */
async function allSteps(cores) {
  const wasm = ['--target', 'wasm32-unknown-unknown'];
  const deny = ['--', '-D', 'warnings'];
  const node = ['node', '--test', '--test-reporter=spec'];
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const others = await testFiles((path) => !path.startsWith('journeys'));
  const groups = inGroups(await testFiles((path) => path.startsWith('journeys')), cores);
  return [
    { title: 'format', command: ['cargo', 'fmt', '--all', '--check'], quick: true },
    { title: 'format of the tools', command: ['cargo', 'fmt', '--manifest-path', 'tools/Cargo.toml', '--check'], quick: true },
    { title: 'the shims are scripts that Apps Script takes', command: ['node', 'scripts/lint-shims.js'], quick: true },
    { title: 'clippy, native', command: ['cargo', 'clippy', '--workspace', '--all-targets', '--all-features', ...deny], lock: 'cargo', quick: true },
    { title: 'types of the shims', command: ['node', tsc, '-p', 'tsconfig.shims.json'], quick: true },
    { title: 'types of the simulator, tests and scripts', command: ['node', tsc, '-p', 'tsconfig.simulator.json'], quick: true },
    { title: 'native tests', command: ['cargo', 'test', '-p', 'meetwright', '--all-features'], count: countRust, lock: 'cargo', quick: true },
    {
      title: 'tests of the rim, as wasm on node',
      command: ['wasm-pack', 'test', '--node', '--mode', 'no-install', 'wasm'],
      // Without stripping, wasm-bindgen refuses modules built without reference types.
      env: { CARGO_PROFILE_DEV_STRIP: 'symbols' },
      count: countRust,
      lock: 'cargo',
      quick: true,
    },
    { title: 'clippy, core for wasm', command: ['cargo', 'clippy', '-p', 'meetwright', '--all-features', ...wasm, ...deny], lock: 'cargo' },
    { title: 'clippy, rim for wasm', command: ['cargo', 'clippy', '-p', 'meetwright-wasm', '--all-targets', ...wasm, ...deny], lock: 'cargo' },
    { title: 'node tests over the built add-on', command: [...node, ...others], count: countNode },
    ...groups.map((files, index) => ({
      title: `journeys through the built add-on, ${index + 1} of ${groups.length}`,
      command: [...coldStarts, join('tests', 'journeys', 'all.js'), ...files],
      count: countNodeJourneys,
    })),
    { title: 'fault injection: every call of every journey fails', command: ['node', join('tests', 'fault_injection', 'run.js')], count: countOwn, allCores: true },
    { title: 'random worlds', command: ['node', 'tests/random_worlds/run.js', '300'], count: countOwn, allCores: true },
    { title: 'real engines, old and new', command: ['node', 'scripts/engines.js', 'few'], count: countOwn },
  ];
}

/** @param {Step[]} all @returns {Step[]} */
function quickSteps(all) {
  const journeys = MAIN_JOURNEYS.map((name) => join('tests', 'journeys', `${name}.test.js`));
  const main = { title: 'the main journeys through the built add-on', command: [...coldStarts, join('tests', 'journeys', 'all.js'), ...journeys], count: countNodeJourneys };
  return [...all.filter(({ quick }) => quick), main];
}

/**
 * Runs one step, its output going to a log file and, when it fails, to the screen.
 * @param {Step} step
 * @param {string} log
 * @returns {Promise<{code: number, output: string}>}
 */
function run(step, log) {
  return new Promise((resolve) => {
    const [program, ...args] = step.command;
    const env = { ...process.env, NO_COLOR: '1', CARGO_TERM_COLOR: 'never', ...step.env };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const file = createWriteStream(log);
    let output = '';
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      file.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => take(Buffer.from(`${error.message}\n`)));
    child.on('close', (code) => file.end(() => resolve({ code: code ?? 1, output })));
  });
}

/**
 * The last lines of the output: the failures, whether the schema checks were on, and the sums.
 * @param {{total: Counts, failures: string[], specs: ReturnType<typeof publishedSpecs>}} given
 * @returns {string[]}
 */
export function sumLines({ total, failures, specs }) {
  const schemaChecks = specs
    ? `on: the journeys' requests and answers were held against Google's and Webex's published documents in ${SPECS_FOLDER}`
    : `OFF: ${SPECS_FOLDER} lacks Google's and Webex's published documents, so that no request or answer was held against them`;
  return [...failures, `schema checks: ${schemaChecks}`, `journeys: ${total.journeys}`, `${total.passed} passed, ${total.failed} failed`];
}

/**
 * Runs steps in their order, as many at a time as there are cores.
 * @param {Step[]} steps @param {number} cores @param {(step: Step, index: number) => Promise<void>} work
 */
export async function sideBySide(steps, cores, work) {
  const waiting = steps.map((step, index) => ({ step, index }));
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  const mayStart = (/** @type {Step} */ { allCores, lock }) => {
    const others = [...running.keys()];
    if (allCores) return others.length === 0;
    return others.length < cores && others.every((other) => !other.allCores && (lock === undefined || other.lock !== lock));
  };
  while (waiting.length > 0 || running.size > 0) {
    // Nothing overtakes a step that waits for the whole machine.
    const barrier = waiting.findIndex(({ step }) => step.allCores);
    const next = waiting.findIndex(({ step }, position) => (barrier < 0 || position <= barrier) && mayStart(step));
    if (next >= 0) {
      const [{ step, index }] = waiting.splice(next, 1);
      running.set(step, work(step, index).finally(() => running.delete(step)));
    } else {
      await Promise.race(running.values());
    }
  }
}

async function main() {
  const cores = availableParallelism();
  const [word = 'all'] = process.argv.slice(2);
  if (!['all', 'quick'].includes(word)) throw new Error(`there is no test "${word}", only: quick, or nothing for everything`);
  await mkdir(logs, { recursive: true });
  const everything = await allSteps(cores);
  const all = word === 'quick' ? quickSteps(everything) : everything;
  const total = { passed: 0, failed: 0, journeys: 0 };
  /** @type {string[]} */
  const failures = [];
  const begun = Date.now();
  let sum = 0;
  await sideBySide(all, cores, async (step, index) => {
    const started = Date.now();
    const log = join(logs, `${String(index + 1).padStart(2, '0')}.log`);
    const { code, output } = await run(step, log);
    const counts = step.count?.(output) ?? { passed: 0, failed: 0, journeys: 0 };
    const silent = step.count && counts.passed + counts.failed === 0 && !/; left out$/m.test(output);
    if ((code !== 0 || silent) && counts.failed === 0) counts.failed = 1;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.journeys += counts.journeys;
    const seconds = (Date.now() - started) / 1000;
    sum += seconds;
    console.log(`[${index + 1}/${all.length}] ${step.title} … ${counts.failed ? 'FAILED' : 'ok'}${step.count ? `, ${counts.passed} passed` : ''} (${seconds.toFixed(1)} s)`);
    if (counts.failed) {
      console.log(output.trimEnd().split('\n').slice(-SHOWN).join('\n').replace(/^/gm, '    '));
      failures.push(`${step.title}: ${counts.failed} failed, see ${relative(root, log)}`);
    }
  });
  console.log(`time: ${((Date.now() - begun) / 1000).toFixed(1)} s on ${cores} cores; the steps together took ${sum.toFixed(1)} s`);
  for (const line of sumLines({ total, failures, specs: publishedSpecs() })) console.log(line);
  process.exitCode = total.failed ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
