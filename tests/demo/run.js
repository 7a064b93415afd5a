// @ts-check
/** Runs the demo as a person does, in a process of its own. */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../simulator/cli/demo.js', import.meta.url));

export const addonFolder = fileURLToPath(new URL('../../target/addon', import.meta.url));

/** @param {string} name of a file in tests/demo/calendars */
export const calendarFile = (name) => fileURLToPath(new URL(`calendars/${name}`, import.meta.url));

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, out: string, err: string }>}
 */
export function demo(args) {
  const { NO_COLOR: _none, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** The lines that match. @param {string} text @param {RegExp} pattern */
export const lines = (text, pattern) => text.split('\n').filter((line) => pattern.test(line));
