// @ts-check
/**
 * The demo: plays the main job against the simulated Workspace and Webex, or adds Webex to a person's own calendar export.
 *
 * It builds nothing; `./build.sh demo` does that before. Exit codes: 0 if everything was as expected, 1 if something wasn't or the file
 * can't be read, 2 for wrong arguments.
 */

import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { loadAddon } from '../index.js';
import { sample, sampleWorld } from '../sample.js';
import { FileTrouble, readCalendarFile } from './ics/read.js';
import { Page, clean, takesColours } from './page.js';
import { addWebexToCalendar } from './own-calendar.js';
import { Stage } from './stage.js';
import { mainJobOptions, playMainJob } from './main-job.js';

const usage = `usage: demo [FILE.ics] [--now TIME] [--me ADDRESS]

  without a file    plays the main job against the embedded Workspace and Webex
  FILE.ics          adds Webex to the events of your own calendar export, in a simulated calendar
  --now TIME        the time at which the demo begins, e.g. 2026-03-02T09:00:00Z; only with a file
  --me ADDRESS      your address in the file, if the demo guesses wrong; only with a file
  --help            this text
`;

/** @typedef {{ file?: string, now?: number, me?: string, help?: boolean }} Wishes */

/** @param {string[]} args @returns {Wishes | { wrong: string }} */
function readArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: { now: { type: 'string' }, me: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const [file, extra] = positionals;
    if (values.help) return { help: true };
    if (extra !== undefined) return { wrong: `one file at a time, not also ${extra}` };
    if (file === undefined && (values.now ?? values.me) !== undefined) return { wrong: '--now and --me go with a file' };
    const now = values.now === undefined ? undefined : Date.parse(values.now);
    if (Number.isNaN(now)) return { wrong: `not a time: ${values.now}` };
    if (values.me !== undefined && !/^[^\s@]+@[^\s@]+$/.test(values.me)) return { wrong: `not an address: ${values.me}` };
    return { file, now, me: values.me?.toLowerCase() };
  } catch (error) {
    return { wrong: /** @type {Error} */ (error).message };
  }
}

/** @returns {Promise<number>} the exit code */
async function main() {
  const wishes = readArguments(process.argv.slice(2));
  if ('wrong' in wishes) {
    process.stderr.write(`demo: ${wishes.wrong}\n\n${usage}`);
    return 2;
  }
  if (wishes.help) {
    process.stdout.write(usage);
    return 0;
  }
  const page = new Page({ out: process.stdout, colours: takesColours(process.stdout, process.env) });
  try {
    const calendar = wishes.file === undefined ? null : await readCalendarFile(wishes.file);
    const addon = await loadAddon(fileURLToPath(new URL('../../target/addon', import.meta.url)));
    if (calendar) return await addWebexToCalendar({ addon, page, calendar, wishes, realNow: Date.now(), progress: process.stderr });
    page.line('Meetwright against an embedded Google Workspace and Webex. All times are virtual; no network is used.');
    const stage = new Stage({ world: sampleWorld({ addon, options: mainJobOptions }), page, zone: sample.timeZone });
    await playMainJob(stage);
    return stage.exitCode;
  } catch (error) {
    if (error instanceof FileTrouble) process.stderr.write(`demo: ${clean(error.message)}\n`);
    else process.stderr.write(`demo: it broke off: ${/** @type {Error} */ (error).stack}\n`);
    return 1;
  }
}

// It is no failure if the reader of the output closes it early (`| head`).
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main();
