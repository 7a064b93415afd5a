// @ts-check
/**
 * Lists everything in appsscript/ and target/addon/ that Apps Script would refuse or the project's rules for shims forbid.
 *
 * It checks form only. tsc checks the types, and the tests check what the scripts do.
 *
 * Enforced of the platform (developers.google.com/apps-script/guides/v8-runtime): classic scripts without modules,
 * private or static class fields, and no top-level await. Enforced of ours: ES2019, nothing runs at load, one shared
 * scope without clashes, names that aren't entry points end in `_` so that nobody can call them from outside, entry
 * points are one-liners that the manifest and the core agree on, and no shim knows Webex.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { base, simple } from 'acorn-walk';

/** @typedef {{name: string, text: string}} Script */

/** Files that the assembler writes from the core and from texts/, which may name Webex. */
const GENERATED = new Set(['core.js', 'texts.js']);

/** Hosts, paths and field names that only the core may know. `createWebexMeeting` and the like are the add-on's own. */
const WEBEX = new RegExp(
  [
    'webexapis', 'webex\\.com', 'wbx2', 'ciscospark', '/v1/(?:meeting|people|access_token|authorize)', '\\bspark[:-]', 'meeting:(?:schedules|preferences|participants)',
    'integrationTags', 'meetingNumber', 'webLink', 'sipAddress', 'siteUrl', 'hostKey', 'hostEmail', 'callInNumbers',
    'personalMeetingRoom', 'meetingInvitees', 'scheduledType', 'sendEmail', 'telephony', 'code_verifier', 'refresh_token',
  ].join('|'),
  'i',
);

/** The function that a person runs in the editor, and its file: neither Google nor the core calls it. */
const EDITOR = new Map([['selfTest', 'self-test.js']]);

/** Calls that only shape data, so that they may run while a script is loaded. */
const HARMLESS = new Set(['Object.freeze']);

/**
 * @param {Script} script
 * @returns {{problems: string[], globals: string[], program: import('acorn').Program | null}}
 */
function lintForm({ name, text }) {
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const globals = [];
  let program;
  try {
    program = parse(text, { ecmaVersion: 2019, sourceType: 'script', locations: true });
  } catch (error) {
    return { problems: [`${name}: not an ES2019 script: ${/** @type {Error} */ (error).message}`], globals, program: null };
  }
  const at = (/** @type {import('acorn').Node} */ node) => `${name}:${node.loc?.start.line}`;
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      globals.push(statement.id.name);
    } else if (statement.type === 'VariableDeclaration') {
      for (const declarator of statement.declarations) {
        if (declarator.id.type !== 'Identifier') problems.push(`${at(declarator)}: a global needs a plain name`);
        else globals.push(declarator.id.name);
        if (declarator.init) problems.push(...lintLoadTime(declarator.init, text).map((what) => `${at(declarator)}: ${what}`));
      }
    } else if (!('directive' in statement)) {
      problems.push(`${at(statement)}: runs while the script is loaded`);
    }
  }
  return { problems, globals, program };
}

/**
 * Looks at what an initialiser evaluates at once; bodies of functions are left out.
 * @param {import('acorn').Expression} expression
 * @param {string} text
 */
function lintLoadTime(expression, text) {
  /** @type {string[]} */
  const problems = [];
  const source = (/** @type {import('acorn').Node} */ node) => text.slice(node.start, node.end);
  const visitors = {
    CallExpression: (/** @type {import('acorn').CallExpression} */ call) => {
      if (!HARMLESS.has(source(call.callee))) problems.push(`calls ${source(call.callee)} while the script is loaded`);
    },
    NewExpression: (/** @type {import('acorn').NewExpression} */ call) => {
      problems.push(`makes a ${source(call.callee)} while the script is loaded`);
    },
    MemberExpression: (/** @type {import('acorn').MemberExpression} */ member) => {
      if (!HARMLESS.has(source(member))) problems.push(`reads ${source(member)} while the script is loaded`);
    },
  };
  simple(expression, visitors, { ...base, Function: () => {} });
  return problems;
}

/**
 * @param {Script} script
 * @param {import('acorn').Program} program
 */
function lintEntries({ name }, program) {
  /** @type {string[]} */
  const problems = [];
  for (const statement of program.body) {
    if (statement.type !== 'FunctionDeclaration') {
      problems.push(`${name}: entry points are function declarations, nothing else`);
      continue;
    }
    const entry = statement.id.name;
    const [only, ...rest] = statement.body.body;
    const call = only?.type === 'ReturnStatement' && rest.length === 0 ? only.argument : null;
    const passes =
      call?.type === 'CallExpression' &&
      call.callee.type === 'Identifier' &&
      call.callee.name === 'run_' &&
      call.arguments[0]?.type === 'Literal' &&
      call.arguments[0].value === entry;
    if (!passes) problems.push(`${name}: ${entry} must be one line: return run_('${entry}', …)`);
  }
  return problems;
}

/**
 * Collects every function name in the manifest.
 * @param {any} value
 * @returns {string[]}
 */
function manifestFunctions(value) {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^(?:runFunction|onTriggerFunction|onCreateFunction|functionName)$/.test(key) && typeof inner === 'string'
      ? [inner]
      : manifestFunctions(inner),
  );
}

/**
 * Lints the scripts that share one Apps Script project.
 * @param {Script[]} scripts entry points stand in entry.js
 * @param {any} manifest
 * @returns {string[]} what is wrong; empty when nothing is
 */
export function lintShims(scripts, manifest) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, string>} */
  const owners = new Map();
  for (const script of scripts) {
    const form = lintForm(script);
    problems.push(...form.problems);
    const isEntry = script.name === 'entry.js';
    if (isEntry && form.program) problems.push(...lintEntries(script, form.program));
    for (const global of form.globals) {
      if (isEntry === global.endsWith('_') && EDITOR.get(global) !== script.name) {
        problems.push(`${script.name}: ${global} ${isEntry ? 'is no entry point' : 'must end in _ or move to entry.js'}`);
      }
      if (owners.has(global)) problems.push(`${script.name}: ${global} is already defined in ${owners.get(global)}`);
      owners.set(global, script.name);
    }
    if (!GENERATED.has(script.name)) {
      script.text.split('\n').forEach((line, index) => {
        const found = WEBEX.exec(line);
        if (found) problems.push(`${script.name}:${index + 1}: a shim knows nothing of Webex, but names ${found[0]}`);
      });
    }
  }
  for (const name of new Set(manifestFunctions(manifest))) {
    if (owners.get(name) !== 'entry.js') problems.push(`appsscript.json: ${name} is not an entry point in entry.js`);
  }
  return problems;
}

/**
 * Reads the scripts and the manifest of a folder.
 * @param {string} folder
 */
export function readProject(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js')).sort();
  return {
    scripts: names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
    manifest: JSON.parse(readFileSync(join(folder, 'appsscript.json'), 'utf8')),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The assembled folder holds the shims as they are, and core.js and texts.js besides.
  const { scripts, manifest } = readProject(fileURLToPath(new URL('../target/addon', import.meta.url)));
  const problems = lintShims(scripts, manifest);
  for (const problem of problems) console.log(problem);
  if (problems.length === 0) console.log(`${scripts.length} scripts: nothing wrong`);
  process.exitCode = problems.length ? 1 : 0;
}
