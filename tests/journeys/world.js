// @ts-check
/**
 * The world of the journeys: one organisation with a Webex site, the built add-on, and people who use it.
 *
 * It does only what a person or an administrator can do, and reads only what the products show. It knows no rule of Google,
 * Webex or the add-on.
 */

import assert from 'node:assert/strict';
import { afterEach } from 'node:test';
import { loadQuickly } from '../fault_injection/engine.js';
import { checkCard } from '../../simulator/schema_check/card.js';
import { attachSchemaChecks } from '../../simulator/schema_check/index.js';
import { sample, sampleWorld } from '../../simulator/sample.js';
import { missingOf, observe } from './observed.js';

/** @typedef {import('../../simulator/world.js').World} World */
/** @typedef {import('../../simulator/runtime/execution.js').Execution} Execution */
/** @typedef {import('../../simulator/host/index.js').Person} Person */
/** @typedef {import('../../simulator/host/panel.js').Panel} AnyPanel */
/** @typedef {import('../../simulator/host/panel.js').OpenedLink} OpenedLink */
/** A panel, whose editor, link and notification a test reads only where there is one. @typedef {AnyPanel & {editor: Editor, openedLink: OpenedLink, notification: string}} Panel */
/** @typedef {import('../../simulator/host/editor.js').Editor} Editor */
/** @typedef {import('../../simulator/webex/index.js').PlainMeeting} Meeting */

export const { host, site } = sample;
export const guests = [...sample.guests];
export const minute = 60_000;
export const hour = 60 * minute;

/** The schema checks of the running test's worlds. @type {{check(): void}[]} */
let schemaChecks = [];
/** The running test's worlds. @type {World[]} */
let worlds = [];
/** What each of them sent and stored; see observed.js. @type {(() => string[])[]} */
let observed = [];

// Every request, event and reply of a journey is checked against the published documents, if they are available.
afterEach(() => {
  const [attached, made, looks] = [schemaChecks, worlds, observed];
  [schemaChecks, worlds, observed] = [[], [], []];
  for (const one of attached) one.check();
  // Every card that any execution returned is checked against google.apps.card.v1, even if the test did not read it.
  for (const { outcome } of made.flatMap((world) => world.executions)) cardsIn(outcome?.value).forEach(checkCard);
  // Everything that was sent, stored or cached needs a line in docs/privacy.md, and no secret may be in a wrong place.
  assert.deepEqual(missingOf(looks.flatMap((look) => look())), [], 'lines that docs/privacy.md lacks');
});

/**
 * The cards of an entry point's result: a list of them, or those of a navigation.
 * @param {any} value
 * @returns {any[]}
 */
function cardsIn(value) {
  if (value === null || typeof value !== 'object') return [];
  if (value.kind === 'Card') return [value.json];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'pushCard' || name === 'updateCard' ? [member] : cardsIn(member));
}

let loaded = /** @type {any} */ (null);

/** The assembled add-on, read once. */
export const addon = () => (loaded = loaded ?? loadQuickly(new URL('../../target/addon', import.meta.url).pathname));

/** What a journey may choose about its world: the options of the sample world, and another add-on. @typedef {Partial<Parameters<typeof sampleWorld>[0]>} WorldSpec */

/**
 * A world in which an administrator has registered the integration and nobody has signed in; all that the add-on does there is checked against the published schemas.
 * @param {WorldSpec} [spec]
 * @returns {Promise<World>}
 */
export async function newWorld(spec = {}) {
  const world = sampleWorld({ ...spec, addon: spec.addon ?? addon(), users: spec.users ?? [sample.consumer] });
  schemaChecks.push(attachSchemaChecks(world));
  worlds.push(world);
  observed.push(observe(world));
  return world;
}

/**
 * A world in which the host has linked Webex through the sign-in card.
 * @param {Parameters<typeof newWorld>[0]} [spec]
 */
export async function linkedWorld(spec) {
  const world = await newWorld(spec);
  const person = world.person(host);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: host, decision: 'allow' });
  shows(panel, /Your Webex meetings/);
  await world.settle();
  return { world, person };
}

/**
 * A saved event with a meeting from the conferencing menu, after its change trigger.
 * @param {{fields?: object, spec?: Parameters<typeof newWorld>[0]}} [how]
 */
export async function meetingWorld({ fields = {}, spec } = {}) {
  const { world, person } = await linkedWorld(spec);
  const given = { summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60, guests, ...fields };
  const editor = person.newEvent(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  const event = await editor.save();
  await world.settle();
  return { world, person, eventId: editor.eventId, event, meeting: onlyMeeting(world) };
}

/**
 * Waits for a panel and checks its cards against Google's published schema.
 * @param {Promise<AnyPanel>} opening
 * @returns {Promise<Panel>}
 */
export async function open(opening) {
  const panel = await opening;
  assert.equal(panel.error, null, String(panel.error));
  panel.cards.forEach(checkCard);
  return /** @type {Panel} */ (panel);
}

/**
 * @param {AnyPanel} panel
 * @param {RegExp} words
 */
export function shows(panel, words) {
  assert.equal(panel.error, null, String(panel.error));
  panel.cards.forEach(checkCard);
  assert.match(panel.text().replace(/[│\s]+/g, ' '), words);
}

/** @param {World} world */
export const meetings = (world) => world.webex.meetings();

/** @param {World} world */
export function onlyMeeting(world) {
  const all = meetings(world);
  assert.equal(all.length, 1, `one meeting, not ${all.length}`);
  return all[0];
}

/**
 * The last execution of an entry point.
 * @param {World} world
 * @param {string} entry
 * @returns {Execution}
 */
export function last(world, entry) {
  const found = world.executions.filter((execution) => execution.entry === entry).pop();
  assert.ok(found, `${entry} ran`);
  assert.equal(found.outcome?.status, 'completed', String(found.outcome?.error));
  return found;
}

/**
 * The requests to Webex since the first `from` of them, as `METHOD /path`.
 * @param {World} world
 * @param {number} from
 */
export const requestsSince = (world, from) => world.webex.requests.slice(from).map(({ method, path }) => `${method} ${path}`);

/**
 * Confirms a mass deletion on the homepage, and lets the hourly run carry it out.
 * @param {World} world
 * @param {Person} person
 */
export async function confirmDeletions(world, person) {
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.click('Delete the meetings');
  await world.advance(2 * hour);
}
