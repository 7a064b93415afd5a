// @ts-check
/**
 * Makes the built module smaller with Binaryen's wasm-opt, in the version that package-lock.json pins.
 *
 * `node scripts/shrink.js FILE` replaces the file. Invariant: equal modules become equal modules, on every machine.
 */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const optimizer = fileURLToPath(new URL('../node_modules/binaryen/bin/wasm-opt', import.meta.url));

/** Only the features of the oldest engine that the add-on is tested on. */
const features = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals'];

/**
 * Rust has inlined what is worth it. A function that is called in one place stays a function: an engine compiles what runs, and a
 * branch that is not taken should not be compiled with the function that it stands in (measured: 2.5 ms of a cold card).
 */
const inlining = ['--one-caller-inline-max-function-size', '0'];

const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: node scripts/shrink.js FILE');
execFileSync(process.execPath, [optimizer, '-Oz', '--converge', ...inlining, ...features.map((name) => `--enable-${name}`), file, '-o', file], { stdio: 'inherit' });
