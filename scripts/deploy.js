// @ts-check
/**
 * Pushes target/addon/ to an Apps Script project with Google's clasp, or shows what would be pushed.
 *
 * It creates no project, no deployment and no login: those are a person's decisions, and it says how they are made.
 * It never reads clasp's login itself. Called as `node scripts/deploy.js [--site HOST]… [--dry-run]` after a build.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withSites } from './manifest.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const addon = join(root, 'target', 'addon');
const clasp = join(root, 'tools', 'clasp', 'node_modules', '.bin', 'clasp');

const LOGIN = `nobody is logged in to Apps Script. Do this once:
  1. Turn the Apps Script API on: https://script.google.com/home/usersettings
  2. tools/clasp/node_modules/.bin/clasp login`;

const PROJECT = `there is no .clasp.json yet, which says which Apps Script project this is. Do one of these once, in this folder:
  tools/clasp/node_modules/.bin/clasp create-script --title Meetwright --rootDir target/addon
  tools/clasp/node_modules/.bin/clasp clone-script SCRIPT_ID --rootDir target/addon
and run ./build.sh deploy again: both fetch files into target/addon, which the build replaces.`;

/**
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(`deploy: ${message}`);
  process.exit(1);
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} stdio
 */
function runClasp(args, stdio) {
  return spawnSync(clasp, args, { cwd: root, encoding: 'utf8', stdio: ['inherit', stdio, stdio] });
}

const manifestFile = join(addon, 'appsscript.json');

/**
 * The manifest for these sites, as it is pushed.
 * @param {string[]} sites
 */
function manifest(sites) {
  const built = readFileSync(manifestFile, 'utf8');
  if (sites.length === 0) return built;
  try {
    return `${JSON.stringify(withSites(JSON.parse(built), sites), null, 2)}\n`;
  } catch (error) {
    return stop(/** @type {Error} */ (error).message);
  }
}

/** @param {string[]} sites */
function dryRun(sites) {
  const names = readdirSync(addon).sort();
  console.log('would push these files of target/addon:');
  for (const name of names) console.log(`  ${name.padEnd(20)}${String(statSync(join(addon, name)).size).padStart(10)} bytes`);
  console.log('with this manifest:');
  console.log(manifest(sites).trimEnd());
}

/** @param {string[]} sites */
function push(sites) {
  if (!existsSync(clasp)) {
    console.log('installing clasp …');
    const npm = ['ci', '--no-progress', '--loglevel=error'];
    if (spawnSync('npm', npm, { cwd: join(root, 'tools', 'clasp'), stdio: 'inherit' }).status !== 0) stop('clasp could not be installed');
  }
  const user = runClasp(['show-authorized-user'], 'pipe');
  if (user.status !== 0 || /not logged in/i.test(user.stdout + user.stderr)) stop(LOGIN);
  if (!existsSync(join(root, '.clasp.json'))) stop(PROJECT);
  const { rootDir } = JSON.parse(readFileSync(join(root, '.clasp.json'), 'utf8'));
  if (join(root, rootDir ?? '.') !== addon) stop(`.clasp.json must say "rootDir": "target/addon", so that the built add-on is pushed; it says ${JSON.stringify(rootDir)}`);
  writeFileSync(manifestFile, manifest(sites));
  process.exitCode = runClasp(['push', '--force'], 'inherit').status ?? 1;
}

function options() {
  try {
    return parseArgs({ options: { site: { type: 'string', multiple: true, default: [] }, 'dry-run': { type: 'boolean', default: false } } }).values;
  } catch {
    return stop('usage: ./build.sh deploy [--site acme.webex.com]… [--dry-run]');
  }
}

const given = options();
const sites = /** @type {string[]} */ (given.site);
if (given['dry-run']) dryRun(sites);
else push(sites);
