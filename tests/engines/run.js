/**
 * Runs the assembled add-on's homepage in a bare script context of the engine that runs this file, and prints what came
 * of it as one line of JSON: {"v8", "promised", "calls", "answer"}.
 *
 * Called as `node run.js FOLDER [poor]`. `poor` takes away what an engine need not have and what a platform may refuse:
 * BigInt, WeakRef, FinalizationRegistry, synchronous WebAssembly. scripts/engines.js compares the lines.
 * Invariant: this file runs on node 12, so it is CommonJS and ES2019.
 */

'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [folder, mode] = process.argv.slice(2);

const POOR = `
  delete globalThis.BigInt; delete globalThis.WeakRef; delete globalThis.FinalizationRegistry;
  WebAssembly.Module = WebAssembly.Instance = function () { throw new Error('synchronous WebAssembly is refused'); };
`;

async function main() {
  const context = vm.createContext({});
  if (mode === 'poor') vm.runInContext(POOR, context);
  vm.runInContext(fs.readFileSync(path.join(__dirname, 'services.js'), 'utf8'), context);
  // Reverse order: a script that needs another one while it is loaded fails here.
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.js')).sort().reverse()) {
    vm.runInContext(fs.readFileSync(path.join(folder, name), 'utf8'), context, { filename: name });
  }
  const answer = vm.runInContext('onHomepage(homepage_)', context);
  const promised = vm.runInContext('(answer) => answer instanceof Promise', context)(answer);
  await answer;
  const transcript = JSON.stringify(vm.runInContext('transcript_', context));
  const calls = JSON.parse(transcript).length;
  console.log(JSON.stringify({ v8: process.versions.v8, promised, calls, answer: transcript }));
}

main().catch((error) => {
  console.error(error && error.stack ? error.stack : error);
  process.exitCode = 1;
});
