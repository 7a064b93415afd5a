// @ts-check
/**
 * Builds the add-on twice, from copies of the sources in two folders and with crates in two places, and compares every byte.
 *
 * It changes nothing in the checkout. If both builds are equal, anyone can rebuild the same bytes: the printed digests are those on the
 * settings card of an installation of the same sources.
 * Called as `./build.sh repeat`. It takes as long as two builds from nothing.
 *
 * Invariants: both builds run the checkout's own build.sh; nothing that was built before is copied, and tools and npm packages,
 * which are pinned, are used where they lie.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const module = 'pkg/meetwright_wasm_bg.wasm';
/** Folders that are not sources: built files, downloads and history. */
const left = new Set(['target', 'pkg', 'node_modules', '.git', 'tools/target', 'tools/clasp/node_modules', 'tests/engines/node_modules']);

/**
 * The digests of what a build made, by file.
 * @param {string} folder of the sources
 * @returns {Record<string, string>}
 */
export function digests(folder) {
  const names = [module, ...readdirSync(join(folder, 'target/addon')).sort().map((name) => `target/addon/${name}`)];
  return Object.fromEntries(names.map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]));
}

/**
 * The files that only one of two builds has, or that differ.
 * @param {Record<string, string>} first
 * @param {Record<string, string>} second
 */
export const differing = (first, second) =>
  [...new Set([...Object.keys(first), ...Object.keys(second)])].filter((name) => first[name] !== second[name]);

/**
 * Copies the sources and builds them.
 * @param {string} folder
 * @param {string} crates where cargo finds the sources of other crates
 */
function built(folder, crates) {
  cpSync(root, folder, { recursive: true, filter: (from) => !left.has(relative(root, from)) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const PATH = [join(root, 'tools/target/debug'), process.env.PATH].join(delimiter);
  const run = spawnSync('./build.sh', ['build'], { cwd: folder, stdio: 'inherit', env: { ...process.env, PATH, CARGO_HOME: crates } });
  if (run.status !== 0) throw new Error(`the build in ${folder} failed`);
  return digests(folder);
}

function repeat() {
  const folder = mkdtempSync(join(tmpdir(), 'repeat-'));
  try {
    const crates = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
    const [first, second, moved] = ['first', 'another/place/with/a/longer/name', 'crates'].map((name) => join(folder, name));
    mkdirSync(second, { recursive: true });
    symlinkSync(crates, moved);
    const [one, two] = [built(first, crates), built(second, moved)];
    console.log(spawnSync('rustc', ['--version'], { encoding: 'utf8' }).stdout.trim());
    for (const [name, digest] of Object.entries(one)) console.log(`${digest}  ${name}`);
    const wrong = differing(one, two);
    if (wrong.length > 0) {
      console.error(`repeat: these differ between the two builds: ${wrong.join(', ')}`);
      process.exitCode = 1;
      return;
    }
    console.log(`both builds are the same; the settings card shows sha256 ${one[module]}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) repeat();
