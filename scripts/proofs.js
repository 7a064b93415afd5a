// @ts-check
/**
 * Writes docs/proofs.md, which lists for each row of docs/features.md the tests that prove it, or checks that it is true.
 *
 * `node scripts/proofs.js` writes it and the sums of docs/features.md; `node scripts/proofs.js --check` changes nothing and exits 1 when
 * something is wrong. It runs no test and checks none: what a test proves is what its author wrote beside it, as
 * `proves: F4, E27` in a comment before a test or on its first line.
 *
 * Invariants: a row counts as done when tests/journeys/ or tests/fault_injection/ prove it, which run the built add-on; a row that says
 * `done, pure` touches no platform and any test will do. A test names at most three rows.
 */

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as acorn from 'acorn';
import { ancestor } from 'acorn-walk';

const root = fileURLToPath(new URL('..', import.meta.url));
const featuresPath = 'docs/features.md';
const list = 'docs/proofs.md';

/** The rows that docs/features.md must have, by the letter of their table. */
const TABLES = { S: 15, A: 28, R: 3, F: 15, P: 12, N: 15, E: 118 };
/** The most rows that one test may name, so that each test is about few of them. */
const MOST = 3;

/**
 * @typedef {{rows: string[], name: string, file: string}} Proof
 * @typedef {{proofs: Proof[], problems: string[]}} Found
 */

/**
 * The rows that a comment names; `null` if it names none.
 * @param {string} comment without its marks
 * @returns {string[] | null}
 */
function named(comment) {
  const found = /^[\s*]*proves:(.*)$/m.exec(comment);
  return found && found[1].split(/[\s,]+/).filter((word) => word !== '');
}

/**
 * The words of a test's name. What a loop fills in shows as an ellipsis.
 * @param {any} node
 * @returns {string | null}
 */
function sentence(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral') return node.quasis.map((/** @type {any} */ part) => part.value.cooked).join('…');
  if (node?.type === 'BinaryExpression') return (sentence(node.left) ?? '…') + (sentence(node.right) ?? '…');
  return null;
}

/**
 * The proofs in a file of node tests.
 * @param {string} file
 * @param {string} text
 * @returns {Found}
 */
export function scanScript(file, text) {
  /** @type {acorn.Comment[]} */
  const comments = [];
  const tree = acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments });
  /** @type {{name: string, start: number, end: number}[]} */
  const tests = [];
  ancestor(tree, {
    CallExpression(/** @type {any} */ node) {
      const callee = node.callee.type === 'MemberExpression' ? node.callee.property : node.callee;
      const name = /^(test|it|journey)$/.test(callee.name ?? '') ? sentence(node.arguments[0]) : null;
      if (name !== null) tests.push({ name, start: node.start, end: node.end });
    },
  });
  /** @type {Found} */
  const found = { proofs: [], problems: [] };
  for (const comment of comments) {
    const rows = named(comment.value);
    if (!rows) continue;
    const around = tests.filter((test) => test.start < comment.start && comment.end < test.end);
    const innermost = around.sort((a, b) => b.start - a.start)[0];
    // Between the comment and a test that follows it lie other comments and the words that begin its statement.
    const next = tests.filter((test) => test.start >= comment.end).sort((a, b) => a.start - b.start)[0];
    const between = next && text.slice(comment.end, next.start).replace(/\/\/.*|\/\*[^]*?\*\//g, '');
    const follows = between !== undefined && /^\s*(await\s+)?$/.test(between);
    const owner = follows ? next : innermost;
    if (owner) found.proofs.push({ rows, name: owner.name, file });
    else found.problems.push(`${file}: "proves: ${rows.join(', ')}" stands at no test`);
  }
  return found;
}

/**
 * The proofs in a file of Rust: `/// proves: …` among the comments and attributes of a test function.
 * @param {string} file
 * @param {string} text
 * @returns {Found}
 */
export function scanRust(file, text) {
  /** @type {Found} */
  const found = { proofs: [], problems: [] };
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const rows = /^\s*\/\//.test(line) ? named(line.replace(/^\s*\/\/[/!]?/, '')) : null;
    if (!rows) continue;
    let end = at + 1;
    while (/^\s*(\/\/|#\[|$)/.test(lines[end] ?? 'fn')) end++;
    const isTest = lines.slice(at, end).some((other) => /#\[(\w+_)?test\]/.test(other));
    const name = /\bfn (\w+)/.exec(lines[end] ?? '')?.[1];
    if (name && isTest) found.proofs.push({ rows, name: name.replaceAll('_', ' '), file });
    else found.problems.push(`${file}:${at + 1}: "proves: ${rows.join(', ')}" stands at no test`);
  }
  return found;
}

/**
 * All files below a folder that a filter wants.
 * @param {string} folder
 * @param {RegExp} wanted
 * @returns {string[]}
 */
function files(folder, wanted) {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return entries.filter((path) => wanted.test(path) && !path.includes('node_modules')).map((path) => posix.join(folder, path)).sort();
}

/** @returns {Found} every proof of the project */
export function scan() {
  const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');
  const rust = [...files('src', /\.rs$/), ...files('wasm/src', /\.rs$/), ...files('tests', /\.rs$/)];
  const all = [...files('tests', /\.js$/).map((file) => scanScript(file, read(file))), ...rust.map((file) => scanRust(file, read(file)))];
  return { proofs: all.flatMap((one) => one.proofs), problems: all.flatMap((one) => one.problems) };
}

/**
 * The cells of a table's line that begins with a row's id.
 * @param {string} line
 * @returns {string[] | null}
 */
function cells(line) {
  if (!/^\| [A-Z]\d+ \|/.test(line)) return null;
  return line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim());
}

/** @param {Proof} proof */
const isBuilt = (proof) => /^tests\/(journeys|fault_injection)\//.test(proof.file);

/** @param {Proof} proof */
function link({ name, file }) {
  const words = name.replace(/[|[\]<>*_`\\]/g, (mark) => `\\${mark}`);
  return `[${words}](../${file})`;
}

/**
 * The proofs of one row, those on the built add-on first.
 * @param {Proof[]} proofs
 * @param {string} row
 */
function of(proofs, row) {
  const order = (/** @type {Proof} */ proof) => `${isBuilt(proof) ? 0 : 1} ${proof.file}`;
  const compare = (/** @type {Proof} */ a, /** @type {Proof} */ b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0);
  return proofs.filter((proof) => proof.rows.includes(row)).sort(compare);
}

/**
 * docs/features.md with its sums as its rows have them.
 * @param {string} text
 */
export function summed(text) {
  const states = { done: 0, partly: 0, open: 0 };
  for (const found of text.split('\n').map(cells)) {
    const state = /** @type {keyof states} */ (/^\w+/.exec(found?.[found.length - 1] ?? '')?.[0] ?? '');
    if (state in states) states[state]++;
  }
  const sums = Object.entries(states).map(([state, count]) => `${count} ${state}`).join(', ');
  return text.replace(/<!-- sums -->.*/, `<!-- sums --> ${sums}.`);
}

/**
 * The list of the proofs of each row that docs/features.md has.
 * @param {string} text of docs/features.md
 * @param {Proof[]} proofs
 */
export function listed(text, proofs) {
  const lines = ['# Proofs', '', 'The tests that prove each row of [features.md](features.md), those that run the built add-on first.',
    'Generated by `node scripts/proofs.js` from the words `proves: …` in the tests; `./build.sh test` fails when it is out of date.'];
  for (const found of text.split('\n').map(cells)) {
    if (!found) continue;
    const own = of(proofs, found[0]);
    lines.push('', `## ${found[0]}`, '', ...(own.length > 0 ? own.map((proof) => `- ${link(proof)}`) : ['No test.']));
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The problems of docs/features.md and the proofs, in words.
 * @param {{text: string, proofList: string}} docs
 * @param {Found} found
 * @returns {string[]}
 */
export function problems({ text, proofList }, { proofs, problems: misplaced }) {
  const rows = text.split('\n').map(cells).filter((row) => row !== null);
  const known = new Map(rows.map((row) => [row[0], row]));
  const wanted = Object.entries(TABLES).flatMap(([letter, count]) => Array.from({ length: count }, (_, at) => `${letter}${at + 1}`));
  const wrong = [...misplaced];
  for (const id of wanted) if (!known.has(id)) wrong.push(`${featuresPath}: row ${id} is missing`);
  for (const { 0: id } of rows) if (!wanted.includes(id)) wrong.push(`${featuresPath}: ${id} is no row`);
  if (known.size !== rows.length) wrong.push(`${featuresPath}: a row stands there twice`);
  for (const { rows: names, name, file } of proofs) {
    for (const id of names) if (!wanted.includes(id)) wrong.push(`${file}: "${name}" names ${id}, which is no row`);
    if (names.length === 0) wrong.push(`${file}: "${name}" says that it proves something and names no row`);
    if (names.length > MOST) wrong.push(`${file}: "${name}" names ${names.length} rows, more than ${MOST}`);
  }
  for (const row of rows) {
    const [id, state] = [row[0], row[row.length - 1]];
    const mine = of(proofs, id);
    if (!/^(done|done, pure|partly: .+|open: .+)$/.test(state)) wrong.push(`${featuresPath}: the state of ${id} is ${JSON.stringify(state)}`);
    if (state === 'done' && !mine.some(isBuilt)) wrong.push(`${featuresPath}: ${id} says done, but no test in tests/journeys/ proves it`);
    if (state === 'done, pure' && mine.length === 0) wrong.push(`${featuresPath}: ${id} says done, but no test proves it`);
    if (id.startsWith('E')) wrong.push(...edge(id, state, mine));
  }
  if (summed(text) !== text) wrong.push(`${featuresPath} is out of date: run node scripts/proofs.js`);
  if (listed(text, proofs) !== proofList) wrong.push(`${list} is out of date: run node scripts/proofs.js`);
  return wrong;
}

/**
 * The problems of an edge case: each needs a test, or a state that says why it is open.
 * @param {string} id
 * @param {string} state
 * @param {Proof[]} proofs of the row
 */
function edge(id, state, proofs) {
  const [, word, reason = ''] = /^(\w+)[^:]*(?:: (.*))?$/.exec(state) ?? [];
  const wrong = [];
  if (word !== 'open' && proofs.length === 0) wrong.push(`${featuresPath}: ${id} has no test and is not said to be open`);
  if (word === 'open' && proofs.some(isBuilt)) wrong.push(`${featuresPath}: ${id} says open, but a test in tests/journeys/ proves it`);
  if (/^(open|partly)$/.test(word) && reason.split(/\s+/).length < 4) wrong.push(`${featuresPath}: ${id} is ${word} without a reason`);
  return wrong;
}

/** @param {string | undefined} flag */
function main(flag) {
  if (flag !== undefined && flag !== '--check') throw new Error('usage: node scripts/proofs.js [--check]');
  const found = scan();
  const text = readFileSync(join(root, featuresPath), 'utf8');
  if (flag === undefined) {
    writeFileSync(join(root, featuresPath), summed(text));
    writeFileSync(join(root, list), listed(text, found.proofs));
  }
  const wrong = problems({ text: readFileSync(join(root, featuresPath), 'utf8'), proofList: readFileSync(join(root, list), 'utf8') }, found);
  for (const problem of wrong) console.error(problem);
  console.log(`${found.proofs.length} tests prove something, ${wrong.length} problems`);
  process.exitCode = wrong.length ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2]);
