// @ts-check
/** Runs the demo as a person does, in a process of its own. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readCalendarFile } from '../../simulator/cli/ics/read.js';
import { Page } from '../../simulator/cli/page.js';
import { addWebexToCalendar } from '../../simulator/cli/own-calendar.js';
import { loadAddon } from '../../simulator/index.js';
import { sampleWorld } from '../../simulator/sample.js';

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

/** The time at which the tests' demos begin. */
export const now = '2026-03-02T09:00:00Z';

/** @param {string} name @param {string[]} [more] */
export const calendarDemo = (name, more = []) => demo([calendarFile(name), '--now', now, ...more]);

/**
 * The demo's text below an event's title, as one line.
 * @param {string} out @param {string} title
 */
export function said(out, title) {
  const all = out.split('\n');
  const at = all.findIndex((line) => line.slice(2).startsWith(`“${title}”  `));
  assert.notEqual(at, -1, `${title} is in\n${out}`);
  const words = [];
  let next = at + 1;
  let head = all[at];
  // A long title continues on the next line in the column where it begins.
  for (; /^ {2}\S/.test(all[next] ?? ''); next += 1) head += all[next].slice(1);
  for (; /^ {4}/.test(all[next] ?? ''); next += 1) words.push(all[next].trim());
  return { head, words: words.join(' ') };
}

/**
 * Runs the demo of a file in a world in which `spoil` has broken something before.
 * @param {string} name @param {(world: any) => void} spoil
 */
export async function brokenCalendarDemo(name, spoil) {
  let out = '';
  const write = (/** @type {string} */ part) => (out += part);
  const code = await addWebexToCalendar({
    addon: await loadAddon(addonFolder),
    page: new Page({ out: { write }, colours: false }),
    calendar: await readCalendarFile(calendarFile(name)),
    wishes: { now: Date.parse(now) },
    realNow: 0,
    progress: { write: () => true },
    makeWorld: (given) => {
      const world = sampleWorld(given);
      spoil(world);
      return world;
    },
  });
  return { code, out };
}
