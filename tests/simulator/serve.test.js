// @ts-check
/** The simulated services over HTTP on loopback: addresses, sign-in, errors, and the command that starts the server. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../simulator/cli/server/server.js';
import { registerLocalClients, sampleToServe, sampleTokens, worldOf } from '../../simulator/cli/server/world-file.js';

const start = Date.parse('2026-03-02T09:00:00Z');
const host = 'host@example.com';

/** @typedef {Awaited<ReturnType<typeof served>>} Served */
/** @param {any} [file] */
async function served(file) {
  const clock = { now: start };
  const world = file ? worldOf(file, start) : sampleToServe(start);
  const server = await startServer({ world, now: () => clock.now });
  registerLocalClients(world, server.origin);
  const tokens = sampleTokens(world)[0];
  /** @param {string} path @param {any} [how] */
  const get = async (path, { token, ...how } = {}) => {
    const headers = { connection: 'close', ...(token && { authorization: `Bearer ${token}` }), ...how.headers };
    const response = await fetch(server.origin + path, { redirect: 'manual', ...how, headers });
    const text = await response.text();
    return { status: response.status, text, location: response.headers.get('location'), link: response.headers.get('link'), json: () => JSON.parse(text) };
  };
  return { world, clock, server, tokens, get };
}

/** @param {string} name @param {(served: Served) => Promise<void>} body @param {any} [file] */
const serving = (name, body, file) =>
  test(name, async () => {
    const given = await served(file);
    try {
      await body(given);
    } finally {
      await given.server.close();
    }
  });
const json = { 'content-type': 'application/json' };

serving('each_service_is_reached_under_its_path', async ({ get, tokens, server }) => {
  assert.deepEqual((await get('/webex/v1/people/me', { token: tokens.webex })).json().emails, [host]);
  const event = { summary: 'Plan', start: { dateTime: '2026-03-03T09:00:00Z' }, end: { dateTime: '2026-03-03T10:00:00Z' } };
  const made = await get('/calendar/v3/calendars/primary/events', { token: tokens.google, method: 'POST', headers: json, body: JSON.stringify(event) });
  assert.equal(made.status, 200);
  assert.deepEqual((await get('/calendar/v3/calendars/primary/events', { token: tokens.google })).json().items.map((/** @type {any} */ one) => one.summary), ['Plan']);
  const person = await get(`/admin/directory/v1/users/${host}?projection=full`, { token: tokens.google });
  assert.deepEqual(person.json().customSchemas, { Webex: { siteURL: 'acme.webex.com' } });
  assert.match(server.origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.match((await get('/')).text, /^\/webex\/v1\/ .*\n\/calendar\/v3\/ /);
});

serving('the_host_header_may_name_the_real_service', async ({ server, tokens }) => {
  const status = await new Promise((resolve, reject) => {
    const sent = request(`${server.origin}/v1/people/me`, { agent: false, headers: { host: 'webexapis.com', authorization: `Bearer ${tokens.webex}` } }, (answer) => resolve(answer.statusCode));
    sent.on('error', reject);
    sent.end();
  });
  assert.equal(status, 200);
});

serving('a_name_that_is_not_the_servers_own_is_refused', async ({ server, tokens }) => {
  const port = new URL(server.origin).port;
  const status = (/** @type {string} */ name) =>
    new Promise((resolve, reject) => {
      const sent = request(`${server.origin}/webex/v1/people/me`, { agent: false, headers: { host: name, authorization: `Bearer ${tokens.webex}` } }, (answer) => resolve(answer.statusCode));
      sent.on('error', reject);
      sent.end();
    });
  for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', '[::1]:9000']) assert.equal(await status(name), 200, name);
  for (const name of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '127.0.0.1.evil.example', 'webexapis.com.evil.example']) assert.equal(await status(name), 421, name);
});

serving('a_service_refuses_as_it_does_without_the_server', async ({ get }) => {
  assert.equal((await get('/webex/v1/people/me')).status, 401);
  assert.equal((await get('/calendar/v3/calendars/primary/events', { token: 'none' })).json().error.message, 'Invalid Credentials');
  assert.equal((await get('/elsewhere')).status, 404);
  const gap = await get('/calendar/v3/freeBusy', { method: 'POST' });
  assert.deepEqual([gap.status, gap.text], [501, 'not simulated: POST /calendar/v3/freeBusy\n']);
});

serving('a_login_hint_signs_in_at_once_and_the_code_can_be_exchanged', async ({ get, server }) => {
  const back = `${server.origin}/callback`;
  const link = `/webex/v1/authorize?response_type=code&client_id=C-local&redirect_uri=${encodeURIComponent(back)}&scope=meeting%3Aschedules_read%20spark%3Apeople_read&state=s`;
  const { status, location } = await get(`${link}&login_hint=${host}`);
  assert.equal(status, 302);
  const target = new URL(String(location));
  assert.deepEqual([target.origin + target.pathname, target.searchParams.get('state')], [back, 's']);
  assert.match((await get(target.pathname + target.search)).text, /^code: \S+\nstate: s\n$/);
  const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'C-local', client_secret: 'local-secret', code: String(target.searchParams.get('code')), redirect_uri: back });
  const tokens = (await get('/webex/v1/access_token', { method: 'POST', body: form })).json();
  assert.equal((await get('/webex/v1/people/me', { token: tokens.access_token })).status, 200);
});

serving('without_a_hint_a_page_asks_who_signs_in', async ({ get, server }) => {
  const query = new URLSearchParams({ response_type: 'code', client_id: 'local.apps.googleusercontent.com', redirect_uri: `${server.origin}/callback`, scope: 'https://www.googleapis.com/auth/admin.directory.user.readonly', access_type: 'offline' });
  const link = `/o/oauth2/v2/auth?${query}`;
  const page = await get(link);
  assert.equal(page.status, 200);
  assert.match(page.text, /<option>host@example\.com<\/option>/);
  const decide = (/** @type {string} */ email, /** @type {string} */ decision) => get(link, { method: 'POST', body: new URLSearchParams({ email, decision }) });
  assert.match(String((await decide(host, 'deny')).location), /error=access_denied$/);
  const code = String(new URL(String((await decide(host, 'allow')).location)).searchParams.get('code'));
  const form = { grant_type: 'authorization_code', client_id: 'local.apps.googleusercontent.com', client_secret: 'local-secret', code, redirect_uri: `${server.origin}/callback` };
  assert.equal(typeof (await get('/o/oauth2/token', { method: 'POST', body: new URLSearchParams(form) })).json().refresh_token, 'string');
  const stranger = await decide('<b>@example.org', 'allow');
  assert.deepEqual([stranger.status, stranger.text.includes('<b>')], [400, false]);
  assert.match((await get(link.replace('client_id=local', 'client_id=other'))).text, /<form/);
});

serving('time_is_the_clock_of_the_machine', async ({ get, tokens, clock, world }) => {
  clock.now += 3_600_000;
  assert.equal((await get('/calendar/v3/calendars/primary/events', { token: tokens.google })).status, 401);
  assert.equal(world.clock.now(), start + 3_600_000);
});

serving('a_request_without_an_answer_loses_its_connection', async ({ get, tokens, world }) => {
  world.webex.faults.add({ dropBeforeEffect: true });
  await assert.rejects(get('/webex/v1/people/me', { token: tokens.webex }), /fetch failed/);
  assert.equal((await get('/webex/v1/people/me', { token: tokens.webex })).status, 200);
});

serving('links_to_further_pages_lead_back_to_the_server', async ({ get, tokens, server }) => {
  for (const day of ['03', '04']) {
    const meeting = { title: `Plan ${day}`, start: `2026-03-${day}T09:00:00Z`, end: `2026-03-${day}T10:00:00Z` };
    assert.equal((await get('/webex/v1/meetings', { token: tokens.webex, method: 'POST', headers: json, body: JSON.stringify(meeting) })).status, 200);
  }
  const list = await get('/webex/v1/meetings?meetingType=meetingSeries&max=1&from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z', { token: tokens.webex });
  const next = /<([^>]+)>/.exec(String(list.link))?.[1] ?? '';
  assert.ok(next.startsWith(`${server.origin}/webex/v1/meetings?`), String(list.link));
  assert.deepEqual((await get(next.slice(server.origin.length), { token: tokens.webex })).json().items.length, 1);
});

const file = {
  people: [{ email: 'chair@example.com', domain: 'example.com', admin: true, directory: { customSchemas: { Webex: { siteURL: 'b.webex.com' } } } }],
  schemas: { Webex: { fields: { siteURL: {} } } },
  googleClients: [{ clientId: 'g', secret: 's', redirectUris: ['http://localhost:1/x'] }],
  webex: { sites: [{ siteUrl: 'b.webex.com' }], users: [{ email: 'chair@example.com', sites: ['b.webex.com'] }] },
  events: [{ calendarId: 'chair@example.com', event: { summary: 'From the file', start: { date: '2026-03-03' }, end: { date: '2026-03-04' } } }],
};

serving('a_file_describes_the_world', async ({ get, tokens }) => {
  assert.equal((await get('/calendar/v3/calendars/primary/events', { token: tokens.google })).json().items[0].summary, 'From the file');
  assert.equal((await get('/admin/directory/v1/users/chair@example.com?projection=full', { token: tokens.google })).json().customSchemas.Webex.siteURL, 'b.webex.com');
  assert.equal((await get('/webex/v1/people/me', { token: tokens.webex })).status, 200);
}, file);

test('a_misspelt_member_of_the_file_is_named', () => {
  assert.throws(() => worldOf({ peopel: [] }, start), /there is no member peopel, only people/);
  assert.throws(() => worldOf({ people: [{ email: 'a@example.com', zone: 'UTC' }] }, start), /people\.0: there is no member zone, only email, name/);
  assert.throws(() => worldOf({ people: [{ email: 'a@example.com', timeZone: 'Mars/Olympus' }] }, start), /people\.0\.timeZone: "Mars\/Olympus" is no time zone/);
  assert.throws(() => worldOf({ people: [{ name: 'Nobody' }] }, start), /people\.0: the member email is missing/);
  assert.throws(() => worldOf({ people: [{ email: 'nobody' }] }, start), /people\.0\.email: "nobody" is no address/);
  assert.throws(() => worldOf({ people: {} }, start), /people: must be array/);
  assert.throws(() => worldOf(/** @type {any} */ ([]), start), /the world: must be object/);
  assert.throws(() => worldOf({ webex: { user: [] } }, start), /webex: there is no member user, only sites, users, integrations, templates/);
  assert.throws(() => worldOf({ webex: { users: [{ email: 'a@example.com', timeZone: 'nowhere' }] } }, start), /webex\.users\.0\.timeZone: "nowhere" is no time zone/);
  assert.throws(() => worldOf({ googleClients: [{ clientId: 'c' }] }, start), /googleClients\.0: the member secret is missing/);
  assert.throws(() => worldOf({ events: [{ calendarId: 'stranger@example.com', event: {} }] }, start), /nobody here is stranger@example\.com/);
  assert.throws(() => worldOf({ ...file, events: [{ calendarId: 'chair@example.com', event: { summary: 'x' } }] }, start), /the event "x" is refused/);
});

const cli = fileURLToPath(new URL('../../simulator/cli/serve.js', import.meta.url));

/** Runs the command until it ends; `seen` gets its output so far. @param {string[]} args @param {(output: string, child: import('node:child_process').ChildProcess) => void} [seen] */
function runWord(args, seen = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => seen((out += part), child));
    child.stderr.on('data', (part) => (err += part));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

test('the_word_prints_addresses_and_tokens_and_stops_cleanly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'served-world-'));
  try {
    writeFileSync(join(folder, 'world.json'), JSON.stringify(file));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      const { code, out, err } = await runWord(['--port', '0', '--world', join(folder, 'world.json')], (output, child) => {
        if (output.endsWith('example.com\n')) child.kill(signal);
      });
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, /^Serving .* at http:\/\/127\.0\.0\.1:\d+; [^]*\/webex\/v1\/[^]*chair@example\.com\n {4}Webex {3}\S+\n {4}Google {2}ya29\.[^]*\nstopped\n$/);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a_wrong_call_and_a_missing_file_are_told_apart', async () => {
  const wrong = await runWord(['--port', 'many']);
  assert.deepEqual([wrong.code, wrong.err.split('\n')[0]], [2, 'serve: not a port: many']);
  const missing = await runWord(['--port', '0', '--world', '/nowhere/world.json']);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /^serve: ENOENT/);
});

test('a_reader_that_has_seen_enough_does_not_stop_the_server', async () => {
  const program = fileURLToPath(new URL('../../simulator/cli/serve.js', import.meta.url));
  const child = spawn(process.execPath, [program, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const origin = await new Promise((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text) => resolve(/ at (\S+);/.exec(text)?.[1]));
  });
  child.stdout.destroy();
  const response = await fetch(`${origin}/`, { headers: { connection: 'close' } });
  await response.text();
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  child.kill('SIGTERM');
  assert.deepEqual([response.status, await ended, said], [200, 0, '']);
});
