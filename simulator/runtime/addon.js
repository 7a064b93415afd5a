// @ts-check
/**
 * Loads an add-on as it would be pushed to Apps Script: one folder with `appsscript.json`, scripts and HTML files.
 *
 * It runs no entry point.
 * Invariants: the files are used unchanged, in the alphabetical order of their names (the manifest defines no order; files in the
 * `filePushOrder` of a neighbouring `.clasp.json` come first, as in clasp), in one global scope; an add-on that the platform would refuse
 * to save or to run doesn't load.
 *
 * Enforces: developers.google.com/apps-script/guides/v8-runtime ("Module limitations": one scope, executed in file order,
 * no services at the top level).
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { checkForm } from './form.js';
import { checkManifest, namedFunctions } from './manifest.js';
import { Sandbox } from './sandbox.js';
import { serviceNames } from './services.js';
import { defaults } from '../options.js';

export class Addon {
  /** @type {Map<string, vm.Script>} */
  #invocations = new Map();

  /**
   * @param {object} given
   * @param {string} given.folder
   * @param {import('./manifest.js').Manifest} given.manifest
   * @param {{name: string, script: vm.Script}[]} given.files
   * @param {Map<string, string>} given.pages HTML files by name without ending
   */
  constructor({ folder, manifest, files, pages }) {
    this.folder = folder;
    this.manifest = manifest;
    this.files = files;
    this.pages = pages;
    /** The kind of answer required of each function that the manifest names. */
    this.named = namedFunctions(manifest);
  }

  /**
   * A script whose value is a function that calls the named global (or method of one) with one argument.
   * @param {string} name
   * @returns {vm.Script | undefined} undefined if the name can't be a function's name
   */
  invocation(name) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*(\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u.test(name)) return undefined;
    let script = this.#invocations.get(name);
    if (!script) {
      script = new vm.Script(`typeof ${name.split('.')[0]} === 'undefined' || typeof ${name} !== 'function' ? undefined : (argument) => ${name}(argument)`, { filename: 'invocation.js' });
      this.#invocations.set(name, script);
    }
    return script;
  }
}

/**
 * Reads, checks and compiles the add-on in a folder.
 * @param {string} folder
 * @returns {Addon}
 */
export function loadAddon(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'appsscript.json'), 'utf8'));
  checkManifest(manifest);
  const names = readdirSync(folder).sort(byCodeUnits);
  const files = inPushOrder(folder, names.filter((name) => /\.(js|gs)$/.test(name))).map((name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const shown = name.replace(/\.js$/, '.gs');
    checkForm(source, shown);
    return { name: shown, script: new vm.Script(source, { filename: shown }) };
  });
  const pages = new Map(names.filter((name) => name.endsWith('.html')).map((name) => [name.slice(0, -5), readFileSync(join(folder, name), 'utf8')]));
  const addon = new Addon({ folder, manifest, files, pages });
  tryLoading(addon);
  return addon;
}

/**
 * Runs the files once, with services that throw when used, and checks that the functions named in the manifest exist.
 * @param {Addon} addon
 */
function tryLoading(addon) {
  const sandbox = new Sandbox({ now: () => 0, random: () => 0.5, log() {}, options: defaults });
  for (const name of serviceNames(addon.manifest)) {
    const refuse = () => {
      throw new Error(`${name} is used while the files are being loaded`);
    };
    const service = new Proxy(function service() {}, { get: refuse, has: refuse, apply: refuse, construct: refuse, set: refuse });
    Object.defineProperty(sandbox.global, name, { value: service, configurable: true, writable: true });
  }
  for (const { script } of addon.files) sandbox.evaluate(script);
  for (const name of addon.named.keys()) {
    const invocation = addon.invocation(name);
    if (!invocation || !sandbox.evaluate(invocation)) throw new Error(`"appsscript.json" has errors: the function ${name} doesn't exist`);
  }
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @returns {string[]}
 */
function inPushOrder(folder, names) {
  const settings = join(folder, '.clasp.json');
  if (!existsSync(settings)) return names;
  /** @type {string[]} */
  const order = JSON.parse(readFileSync(settings, 'utf8')).filePushOrder ?? [];
  return [...order.filter((name) => names.includes(name)), ...names.filter((name) => !order.includes(name))];
}

/**
 * @param {string} left
 * @param {string} right
 */
function byCodeUnits(left, right) {
  return left < right ? -1 : Number(left > right);
}
