// @ts-check
/**
 * Measures what every execution of the add-on pays: the bundle's bytes and its cold start, step by step.
 *
 * Prints two tables and writes target/bench.json. Fails when the module is larger than the ceiling. It measures the
 * engine of the node that runs it, on this machine; Apps Script's own is out of reach, so compare figures of one
 * machine only. Called as `node bench/bench.js [ROUNDS]`.
 */

import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Bytes. Above this the compile and decode steps are felt on every click. */
const CEILING = 400_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const addon = join(root, 'target', 'addon');
const rounds = Number(process.argv[2] ?? 30);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('usage: node bench/bench.js [ROUNDS]');

/** @param {Buffer[]} parts */
function size(parts) {
  const bytes = Buffer.concat(parts);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

/** @param {number[]} values */
function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], p90: sorted[Math.floor(sorted.length * 0.9)] };
}

/**
 * Takes one section out of a module, since code and data shrink by different means.
 * @param {Buffer} module
 * @param {number} wanted the section's id
 */
function section(module, wanted) {
  for (let at = 8; at < module.length; ) {
    const id = module[at++];
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      length |= (module[at] & 0x7f) << shift;
      more = module[at++] >= 0x80;
    }
    if (id === wanted) return module.subarray(at, at + length);
    at += length;
  }
  return Buffer.alloc(0);
}

function bytes() {
  const module = readFileSync(join(root, 'pkg', 'meetwright_wasm_bg.wasm'));
  const files = readdirSync(addon).filter((name) => name.endsWith('.js')).sort();
  const read = (/** @type {string} */ name) => readFileSync(join(addon, name));
  return {
    'wasm module': size([module]),
    '  its code': size([section(module, 10)]),
    '  its data': size([section(module, 11)]),
    'core.js (module and glue)': size([read('core.js')]),
    'shims': size(files.filter((name) => name !== 'core.js').map(read)),
    'whole add-on': size([...files.map(read), read('appsscript.json')]),
  };
}

/** @returns {Record<string, {median: number, p90: number}>} milliseconds of each step */
function coldStart() {
  /** @type {Record<string, number[]>} */
  const samples = {};
  const args = [join(root, 'bench', 'cold.js'), addon, join(root, 'tests', 'engines', 'services.js')];
  for (let round = 0; round < rounds; round++) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    /** @type {Record<string, number>} */
    const steps = JSON.parse(stdout);
    const { 'second call': warm, ...cold } = steps;
    cold.total = Object.values(cold).reduce((sum, step) => sum + step, 0);
    for (const [name, value] of Object.entries({ ...cold, 'second call': warm })) (samples[name] ??= []).push(value);
  }
  return Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, middle(values)]));
}

const row = (/** @type {(string | number)[]} */ ...cells) =>
  console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(28) : String(cell).padStart(10))).join(''));

const sizes = bytes();
row('bytes', 'raw', 'gzip');
for (const [name, { raw, gzip }] of Object.entries(sizes)) row(name, raw, gzip);
console.log(`\nmeasuring ${rounds} cold starts on node ${process.versions.node} (V8 ${process.versions.v8}) …\n`);
const times = coldStart();
row('cold start, ms', 'median', 'p90');
for (const [name, { median, p90 }] of Object.entries(times)) row(name, median.toFixed(2), p90.toFixed(2));

const report = { node: process.versions.node, v8: process.versions.v8, rounds, bytes: sizes, milliseconds: times };
writeFileSync(join(root, 'target', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
if (sizes['wasm module'].raw > CEILING) {
  console.error(`\nthe module has ${sizes['wasm module'].raw} bytes, more than ${CEILING}`);
  process.exitCode = 1;
}
