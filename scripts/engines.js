// @ts-check
/**
 * Runs the assembled add-on on real JavaScript engines and compares their answers.
 *
 * Called as `node scripts/engines.js few|all`. The engines are npm's node binaries for Linux x64, pinned in
 * tests/engines/ and installed when they are first needed; elsewhere it says so and passes. It does not test what the
 * add-on means: one entry point, twice per engine (as the engine is, and with less of it), one answer.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'tests', 'engines');

/**
 * Installs the wanted engines unless they are there in the pinned version.
 * @param {Record<string, string>} wanted package names and `npm:name@version`
 * @param {string[]} flags npm's
 */
function install(wanted, flags) {
  const missing = Object.entries(wanted).some(([name, source]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return true;
    // Some of these packages write their own version with a v in front.
    const version = JSON.parse(readFileSync(manifest, 'utf8')).version.replace(/^v/, '');
    return !source.endsWith(`@${version}`);
  });
  if (!missing) return;
  console.log(`installing ${Object.keys(wanted).length} engines …`);
  const { status } = spawnSync('npm', ['ci', '--no-progress', '--loglevel=error', ...flags], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('the engines could not be installed');
}

/**
 * @param {string} engine path of a node binary
 * @param {string} mode
 * @returns {{v8: string, promised: boolean, calls: number, answer: string} | {error: string}}
 */
function ask(engine, mode) {
  const args = [join(folder, 'run.js'), join(root, 'target', 'addon'), mode];
  const { status, stdout, stderr, error } = spawnSync(engine, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (error || status !== 0) return { error: error ? error.message : stderr.trim() };
  return JSON.parse(stdout);
}

/** @param {string} choice */
function main(choice) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log(`real engines: they exist for Linux x64 only, and this is ${process.platform} ${process.arch}; left out`);
    console.log('0 passed, 0 failed');
    return;
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const all = choice === 'all';
  /** @type {Record<string, string>} */
  const wanted = { ...manifest.dependencies, ...(all ? manifest.devDependencies : {}) };
  install(wanted, all ? [] : ['--omit=dev']);

  const engines = Object.keys(wanted).sort().map((name) => join(folder, 'node_modules', name, 'bin', 'node'));
  const expected = ask(process.execPath, 'whole');
  if ('error' in expected || expected.calls === 0) throw new Error(`no answer to compare with: ${JSON.stringify(expected)}`);
  let passed = 0;
  let failed = 0;
  for (const engine of engines) {
    for (const mode of ['whole', 'poor']) {
      const result = ask(engine, mode);
      const name = `${engine.replace(/.*engine-(\d+).*/, 'node $1')}, ${'error' in result ? '' : `V8 ${result.v8}, `}${mode}`;
      const problem =
        'error' in result ? result.error
        : result.answer !== expected.answer ? `another answer than node ${process.versions.node} gives: ${result.answer}`
        : result.promised !== (mode === 'poor') ? `the answer ${result.promised ? 'was' : 'was no'} promise`
        : '';
      console.log(`${problem ? 'FAILED' : 'ok'}  ${name}${problem ? `: ${problem}` : ''}`);
      if (problem) failed++;
      else passed++;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

const choice = process.argv[2];
if (choice !== 'few' && choice !== 'all') throw new Error('usage: node scripts/engines.js few|all');
main(choice);
