// @ts-check
/**
 * Serves the simulated Webex and Google over HTTP on loopback, until it is stopped.
 *
 * It builds nothing and runs no add-on. The world uses the machine's clock. Exit codes: 0 if it was stopped by SIGINT or SIGTERM, 1 if it
 * can't start, 2 for wrong arguments.
 */

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { offered } from './server/addresses.js';
import { startServer } from './server/server.js';
import { registerLocalClients, sampleToServe, sampleTokens, worldOf } from './server/world-file.js';

const usage = `usage: serve [--port N] [--world FILE]

  --port N      the port on 127.0.0.1; 8017 by default, 0 for any free one
  --world FILE  a world as JSON (simulator/cli/server/world-file.js says how) instead of the sample organisation
  --help        this text
`;

/** @typedef {{ port: number, world?: string, help?: boolean }} Wishes */

/** @param {string[]} args @returns {Wishes | { wrong: string }} */
function readArguments(args) {
  try {
    const { values } = parseArgs({ args, options: { port: { type: 'string' }, world: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
    const { port = '8017', world, help } = values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return { wrong: `not a port: ${port}` };
    return { port: Number(port), world, help };
  } catch (error) {
    return { wrong: /** @type {Error} */ (error).message };
  }
}

/** @returns {Promise<number | null>} the exit code; null while it serves */
async function main() {
  const wishes = readArguments(process.argv.slice(2));
  if ('wrong' in wishes) {
    process.stderr.write(`serve: ${wishes.wrong}\n\n${usage}`);
    return 2;
  }
  if (wishes.help) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    const file = wishes.world === undefined ? null : JSON.parse(await readFile(wishes.world, 'utf8'));
    const world = wishes.world === undefined ? sampleToServe(Date.now()) : worldOf(file, Date.now());
    const server = await startServer({ world, port: wishes.port });
    registerLocalClients(world, server.origin);
    const stop = () => server.close().then(() => process.stdout.write('stopped\n'));
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
    process.stdout.write(greeting(world, server.origin));
    return null;
  } catch (error) {
    process.stderr.write(`serve: ${/** @type {Error} */ (error).message}\n`);
    return 1;
  }
}

/** @param {import('../world.js').World} world @param {string} origin */
function greeting(world, origin) {
  const width = Math.max(...offered.map(({ path }) => path.length));
  const tokens = sampleTokens(world);
  const [first] = tokens;
  const back = encodeURIComponent(`${origin}/callback`);
  const scopes = world.webex.integrations.get('C-local')?.scopes.map(encodeURIComponent).join('%20');
  return [
    `Serving a simulated Webex and Google at ${origin}; Ctrl-C stops it.`,
    '',
    ...offered.map(({ path, what }) => `  ${origin}${path.padEnd(width)}  ${what}`),
    '',
    'A request whose Host header is webexapis.com, www.googleapis.com or accounts.google.com may keep its real path.',
    'Tokens to try (Google\'s for an hour):',
    ...tokens.flatMap(({ email, webex, google }) => [`  ${email}`, ...(webex ? [`    Webex   ${webex}`] : []), `    Google  ${google}`]),
    ...(first ? [
      '',
      ...(first.webex ? [`  curl -H 'Authorization: Bearer ${first.webex}' ${origin}/webex/v1/people/me`] : []),
      `  curl -H 'Authorization: Bearer ${first.google}' ${origin}/calendar/v3/calendars/primary/events`,
      '',
      'Signing in, with secret local-secret for the token endpoint; login_hint skips the page:',
      `  ${origin}/webex/v1/authorize?response_type=code&client_id=C-local&redirect_uri=${back}&scope=${scopes}&state=1&login_hint=${encodeURIComponent(first.email)}`,
    ] : []),
    '',
  ].join('\n');
}

// If the reader of the output closes it early (`| head`), the server keeps running and can still be stopped normally.
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
});
process.exitCode = (await main()) ?? 0;
