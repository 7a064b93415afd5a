// @ts-check
/**
 * Pushes target/addon/ to an Apps Script project with Google's clasp and makes a version of it, or shows what would be pushed.
 *
 * It makes a project only when told to (`--create`), and no login and no deployment at all: those are a person's clicks, and it
 * says which. It never reads clasp's login itself.
 * Called as `node scripts/deploy.js [--site HOST]… [--logo URL] [--create] [--dry-run]` after a build. The variable CLASP names
 * another clasp than the pinned one.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withLogo, withSites } from './manifest.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const addon = join(root, 'target', 'addon');
const pinned = join(root, 'tools', 'clasp', 'node_modules', '.bin', 'clasp');
const clasp = process.env.CLASP ?? pinned;

const LOGIN = `nobody is logged in to Apps Script. Do this once:
  1. Turn the Apps Script API on: https://script.google.com/home/usersettings
  2. tools/clasp/node_modules/.bin/clasp login`;

const PROJECT = `there is no .clasp.json yet, which says which Apps Script project this is. Either
  ./build.sh deploy --create                     makes a new project, or
  tools/clasp/node_modules/.bin/clasp clone-script SCRIPT_ID --rootDir target/addon
names one that exists; then run ./build.sh deploy again, since clone-script fetches files into target/addon, which the build replaces.`;

const NEXT = `
Next, in the browser (docs/admin.md has each step):
  1. https://script.google.com/home → Meetwright → Project Settings → Script Properties: ADMINISTRATORS = your address
  2. Deploy → Test deployments → Install, to try it yourself; or Deploy → New deployment → Add-on, with the version above
  3. Register the Webex integration with the redirect address
     https://script.google.com/macros/d/SCRIPT_ID/usercallback   (SCRIPT_ID stands in .clasp.json)
  4. Open the panel in Calendar → Administration, and enter the integration's client ID and secret`;

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

/** @typedef {{sites: string[], logo?: string}} Wishes */

const written = (/** @type {unknown} */ manifest) => `${JSON.stringify(manifest, null, 2)}\n`;

/**
 * The manifest with an organisation's own parts, as it is pushed.
 * @param {Wishes} wishes
 */
function manifest({ sites, logo }) {
  const built = readFileSync(manifestFile, 'utf8');
  if (sites.length === 0 && logo === undefined) return built;
  try {
    return written(withLogo(withSites(JSON.parse(built), sites), logo));
  } catch (error) {
    return stop(/** @type {Error} */ (error).message);
  }
}

/** @param {Wishes} wishes */
function dryRun(wishes) {
  const names = readdirSync(addon).sort();
  console.log('would push these files of target/addon:');
  for (const name of names) console.log(`  ${name.padEnd(20)}${String(statSync(join(addon, name)).size).padStart(10)} bytes`);
  const pushed = manifest(wishes);
  const [before, after] = [readFileSync(manifestFile, 'utf8'), pushed].map((text) => written(JSON.parse(text)).split('\n'));
  const changes = [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line.trim()}`),
  ];
  console.log(changes.length === 0 ? 'the manifest is as it was built' : ['the manifest differs from the built one in:', ...changes].join('\n'));
  console.log('with this manifest:');
  console.log(pushed.trimEnd());
}

/** Makes a project and names it in .clasp.json. What clasp fetches into target/addon is replaced by what was built. */
function createProject() {
  const made = runClasp(['create-script', '--title', 'Meetwright', '--type', 'standalone', '--rootDir', 'target/addon'], 'inherit');
  if (made.status !== 0) stop('clasp could not create the project');
  if (spawnSync(process.execPath, [join(root, 'scripts', 'assemble.js')], { cwd: root, stdio: 'inherit' }).status !== 0) stop('the add-on could not be assembled again');
}

/**
 * @param {Wishes} wishes
 * @param {boolean} create
 */
function push(wishes, create) {
  if (!existsSync(clasp)) {
    console.log('installing clasp …');
    const npm = ['ci', '--no-progress', '--loglevel=error'];
    if (spawnSync('npm', npm, { cwd: join(root, 'tools', 'clasp'), stdio: 'inherit' }).status !== 0) stop('clasp could not be installed');
  }
  const user = runClasp(['show-authorized-user'], 'pipe');
  if (user.status !== 0 || /not logged in/i.test(user.stdout + user.stderr)) stop(LOGIN);
  if (!existsSync(join(root, '.clasp.json'))) {
    if (!create) stop(PROJECT);
    createProject();
  }
  const { rootDir } = JSON.parse(readFileSync(join(root, '.clasp.json'), 'utf8'));
  if (join(root, rootDir ?? '.') !== addon) stop(`.clasp.json must say "rootDir": "target/addon", so that the built add-on is pushed; it says ${JSON.stringify(rootDir)}`);
  writeFileSync(manifestFile, manifest(wishes));
  const steps = [['push', '--force'], ['create-version', `Meetwright ${version()}`]];
  for (const step of steps) if (runClasp(step, 'inherit').status !== 0) stop(`clasp ${step[0]} failed`);
  console.log(NEXT);
}

/** The add-on's version, and the module's digest: what the About line of a report shows. */
function version() {
  const [, number, digest] = /Version ([\d.]+), module of \d+ bytes, sha256 ([0-9a-f]{12})/.exec(readFileSync(join(addon, 'core.js'), 'utf8')) ?? [];
  return `${number} ${digest}`;
}

function options() {
  try {
    const flag = /** @type {const} */ ({ type: 'boolean', default: false });
    return parseArgs({ options: { site: { type: 'string', multiple: true, default: [] }, logo: { type: 'string' }, create: flag, 'dry-run': flag } }).values;
  } catch {
    return stop('usage: ./build.sh deploy [--site acme.webex.com]… [--logo https://…] [--create] [--dry-run]');
  }
}

const given = options();
const wishes = { sites: /** @type {string[]} */ (given.site), logo: /** @type {string | undefined} */ (given.logo) };
if (given['dry-run']) dryRun(wishes);
else push(wishes, given.create === true);
