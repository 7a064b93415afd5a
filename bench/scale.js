// @ts-check
/**
 * Ten thousand changed events at once in the simulator: how many runs and how much time it takes until Webex has followed, and
 * how near each run came to its limits.
 *
 * Called as `node bench/scale.js FOLDER [EVENTS] [LINKED]`; it prints one line of JSON and checks nothing. Its world is set up
 * without the add-on: meetings are made through Webex's own interface, and events name them, as if another installation had
 * made them. The first run finds no links, which is the most expensive case: it sends everything for every event.
 */

import { createHash } from 'node:crypto';
import { loadAddon } from '../simulator/index.js';
import { sample, sampleWorld } from '../simulator/sample.js';

const { host, integration: client } = sample;
const scopes = [...client.scopes];
const hour = 3_600_000;
const minute = 60_000;

/** @param {string} folder */
function newWorld(folder) {
  // The set-up makes more meetings than Webex allows in a day; the add-on makes none.
  return sampleWorld({ addon: loadAddon(folder), options: { webex: { createsPerDay: 100_000 } }, users: [sample.consumer] });
}

/**
 * A time for each event, half hours apart by day, so that none is over before all are followed.
 * @param {number} number
 */
function times(number) {
  const start = Date.UTC(2026, 3, 1 + Math.floor(number / 20), 7) + (number % 20) * 30 * minute;
  return { start: new Date(start).toISOString(), end: new Date(start + 30 * minute).toISOString() };
}

/**
 * The tag by which the add-on knows the meeting of an event: it takes over only what it made itself.
 * @param {string} event
 */
const tag = (event) => `gcal:${createHash('sha256').update(`${host}/${event}`).digest('base64url')}`;

/**
 * Makes an event's meeting through Webex's interface, as the add-on would, waiting where it asks to.
 * @param {any} world @param {string} token @param {number} number @param {string} event
 * @returns {Promise<{id: string, webLink: string}>}
 */
async function meeting(world, token, number, event) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ title: `Meeting ${number}`, ...times(number), timezone: 'UTC', sendEmail: false, integrationTags: [tag(event)] });
  for (;;) {
    const answer = world.webex.handle({ method: 'POST', url: 'https://webexapis.com/v1/meetings', headers, body });
    if (answer.status === 200) return JSON.parse(answer.body);
    if (answer.status !== 429) throw new Error(`${answer.status}: ${answer.body}`);
    await world.advance(minute);
  }
}

/** @param {{id: string, webLink: string}} made @param {string} event */
const conference = (made, event) => ({
  conferenceId: made.id,
  conferenceSolution: { key: { type: 'addOn' }, name: 'Webex Meeting' },
  entryPoints: [{ entryPointType: 'video', uri: made.webLink }],
  parameters: { addOnParameters: { parameters: { meeting: made.id, event } } },
});

/**
 * @param {string} folder @param {number} count @param {number} linked
 */
async function measure(folder, count, linked) {
  const world = newWorld(folder);
  const person = world.person(host);
  const token = world.webex.connect({ email: host, clientId: client.clientId, scopes }).access_token;
  for (let number = 0; number < count; number++) {
    const summary = `Event ${number}`;
    const { start, end } = times(number);
    const event = person.calendar.insert({ summary, start: { dateTime: start }, end: { dateTime: end } });
    if (number % Math.round(count / linked) === 0) person.calendar.setConference(event.id, conference(await meeting(world, token, number, event.id), event.id));
  }
  const panel = await person.openHome({ host: 'CALENDAR' });
  await panel.signIn({ email: host, decision: 'allow' });
  const mark = world.executions.length;
  const from = world.webex.requests.length;
  const began = world.clock.now();
  const isBehind = () => world.webex.meetings().filter((/** @type {any} */ { title }) => title.startsWith('Meeting ')).length;
  const watch = performance.now();
  await world.settle();
  while (isBehind() > 0 && world.clock.now() < began + 72 * hour) await world.advance(hour);
  const runs = world.executions.slice(mark).filter((run) => run.calls.some(({ method }) => method === 'fetchAll'));
  const bad = world.executions.slice(mark).filter((run) => run.outcome?.status !== 'completed');
  const seconds = runs.map((run) => (Number(run.endedAt) - run.startedAt) / 1000);
  const store = [...world.user(host).properties].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const links = [...world.user(host).properties].filter(([key]) => key.startsWith('links.')).flatMap(([, value]) => value.split('\n').filter(Boolean)).length;
  return {
    events: count,
    linked: world.webex.meetings().length,
    links,
    storeBytes: store,
    runs: runs.length,
    failed: bad.length,
    hours: Math.round((world.clock.now() - began) / hour * 10) / 10,
    requests: world.webex.requests.length - from,
    refused: world.webex.requests.slice(from).filter((/** @type {any} */ { status }) => status === 429).length,
    longestRun: Math.max(...seconds),
    runSeconds: Math.round(seconds.reduce((sum, each) => sum + each, 0)),
    left: isBehind(),
    wallSeconds: Math.round((performance.now() - watch) / 1000),
  };
}

const [folder, events = '10000', linked = '3000'] = process.argv.slice(2);
if (!folder) throw new Error('usage: node bench/scale.js FOLDER [EVENTS] [LINKED]');
console.log(JSON.stringify(await measure(folder, Number(events), Number(linked))));
