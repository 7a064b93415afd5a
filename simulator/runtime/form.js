// @ts-check
/**
 * Checks whether a script file has a form that Apps Script can save and run.
 *
 * It runs nothing.
 * Invariant: the platform refuses the same files when they are saved.
 *
 * Enforces: developers.google.com/apps-script/guides/v8-runtime ("Limitations": no ES modules, no private fields,
 * no static fields); the error for a top-level `await` is the one that was seen in the editor.
 */

import { parse } from 'acorn';

/** @type {Readonly<Record<string, string>>} */
const refusedNodes = Object.freeze({
  PrivateIdentifier: 'private fields are not supported',
  PropertyDefinition: 'class fields are not supported',
  StaticBlock: 'static blocks are not supported',
  ImportExpression: 'Cannot use import statement outside a module',
  MetaProperty: 'import.meta is not supported',
});

/**
 * Throws a SyntaxError in the platform's wording.
 * @param {string} source
 * @param {string} file its name as Apps Script shows it, e.g. `Code.gs`
 */
export function checkForm(source, file) {
  /** @type {import('acorn').Program} */
  let program;
  try {
    program = parse(source, { ecmaVersion: 2022, sourceType: 'script', locations: true });
  } catch (error) {
    const { message, loc } = /** @type {SyntaxError & {loc?: {line: number}}} */ (error);
    throw syntaxError(explain(source, message), loc?.line ?? 1, file);
  }
  visit(program, (node) => {
    const reason = refusedNodes[node.type];
    if (reason === undefined || (node.type === 'MetaProperty' && node.meta?.name === 'new')) return;
    throw syntaxError(reason, node.loc.start.line, file);
  });
}

/** The fields that are read from a node of acorn's tree. @typedef {{type: string, loc: {start: {line: number}}, meta?: {name: string}}} SyntaxNode */

/**
 * Visits every node, private names included (acorn-walk leaves those out).
 * @param {unknown} node
 * @param {(node: SyntaxNode) => void} look
 */
function visit(node, look) {
  if (Array.isArray(node)) for (const one of node) visit(one, look);
  else if (isNode(node)) {
    look(node);
    for (const [key, inner] of Object.entries(node)) if (key !== 'loc' && typeof inner === 'object') visit(inner, look);
  }
}

/** @param {unknown} node @returns {node is SyntaxNode} */
const isNode = (node) => typeof node === 'object' && node !== null && 'type' in node && typeof node.type === 'string';

/**
 * @param {string} source
 * @param {string} message acorn's
 * @returns {string}
 */
function explain(source, message) {
  const plain = message.replace(/ \(\d+:\d+\)$/, '');
  if (/'import' and 'export'/.test(plain)) return 'Cannot use import statement outside a module';
  return parsesWithAwait(source) ? 'await is only valid in async functions and the top-level bodies of modules' : plain;
}

/**
 * @param {string} source
 * @returns {boolean}
 */
function parsesWithAwait(source) {
  try {
    parse(source, { ecmaVersion: 2022, sourceType: 'script', allowAwaitOutsideFunction: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} message
 * @param {number} line
 * @param {string} file
 * @returns {SyntaxError}
 */
function syntaxError(message, line, file) {
  return new SyntaxError(`${message} line: ${line} file: ${file}`);
}
