// @ts-check
/**
 * Writes the tables of switches in docs/simulator.md from the simulator's own lists.
 *
 * Called as `node scripts/switches.js` after a switch was added or changed; tests/build/docs.test.js checks that.
 * It knows no switch: names, answers and explanations are those of simulator/options.js and simulator/webex/options.js.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defaults } from '../simulator/options.js';
import { webexSwitches } from '../simulator/webex/options.js';

const page = new URL('../docs/simulator.md', import.meta.url);
const HEAD = '| option | default | other answers | what it decides |\n| --- | --- | --- | --- |\n';

/** @param {unknown} value */
const shown = (value) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** @param {string} source the text of simulator/options.js, whose comments explain each switch */
function worldTable(source) {
  const rows = [...source.matchAll(/@property \{(.+?)\} (\w+) (.+)/g)].map(([, type, name, text]) => {
    const fallback = Reflect.get(defaults, name);
    const answers = type.includes("'") ? type.split('|').map((answer) => answer.replaceAll("'", '')) : [];
    const others = typeof fallback === 'boolean' ? [shown(!fallback)] : answers.filter((answer) => answer !== fallback).map(shown);
    return `| ${name} | ${shown(fallback)} | ${others.join(', ') || 'a number'} | ${text.replace(/^Open question /, '')} |\n`;
  });
  return HEAD + rows.join('');
}

function webexTable() {
  const rows = Object.entries(webexSwitches).map(([name, { fallback, answers, means }]) => {
    const others = answers === 'number' ? 'a number' : answers.filter((answer) => answer !== fallback).map(shown).join(', ');
    return `| ${name} | ${shown(fallback)} | ${others} | ${means} |\n`;
  });
  return HEAD + rows.join('');
}

/**
 * The page with its tables as the lists have them.
 * @param {string} text
 */
export function withSwitches(text) {
  const tables = { world: worldTable(readFileSync(new URL('../simulator/options.js', import.meta.url), 'utf8')), webex: webexTable() };
  return text.replace(/(<!-- switches: (world|webex) -->\n\n)(?:\|.*\n)*/g, (_, mark, which) => mark + tables[/** @type {'world' | 'webex'} */ (which)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, withSwitches(readFileSync(page, 'utf8')));
