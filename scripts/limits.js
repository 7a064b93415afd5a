// @ts-check
/**
 * Writes the tables of docs/limits.md: how much of Google's and Webex's quotas one user uses on the busiest day of a week.
 *
 * Called as `node scripts/limits.js` after the built add-on has changed; tests/build/limits.test.js checks that.
 * Each act is played once in the simulator and counted as the simulated services count it; the rest is multiplication.
 * Figures are rounded up to two digits, so that a millisecond more does not change the page.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadAddon } from '../simulator/index.js';
import { sample, sampleWorld } from '../simulator/sample.js';

/** @typedef {import('../simulator/world.js').World} World */
/** @typedef {import('../simulator/host/index.js').Person} Person */
/** @typedef {Record<string, number>} Spent */
/** @typedef {{ name: string, consumer: number, workspace: number, use(day: Day): number, unit?: string }} Row */
/** @typedef {Awaited<ReturnType<typeof busiestDay>>} Day */

const page = new URL('../docs/limits.md', import.meta.url);
const addonFolder = fileURLToPath(new URL('../target/addon', import.meta.url));
const minute = 60_000;
export const sizes = Object.freeze([20, 200]);

/** The assumptions, with their descriptions. */
export const assumptions = Object.freeze({
  busiest: { value: 0.4, words: 'share of a week’s meetings that are made and changed on its busiest day' },
  changes: { value: 3, words: 'changes of an event with a meeting: one of its title, one of its time, one of its guests, each followed alone' },
  cards: { value: 3, words: 'openings of the panel beside such an event' },
  deleted: { value: 0.2, words: 'share of the events that are deleted again' },
  mailed: { value: 0.1, words: 'events made out of a mail, for each one made from the conferencing menu' },
  elsewhere: { value: 2, words: 'changes of events without Webex in the same calendar, for each meeting; each wakes the add-on too' },
  homes: { value: 5, words: 'openings of the home card in a day' },
  settings: { value: 1, words: 'openings of the settings in a day' },
  sweeps: { value: 24, words: 'hourly runs in a day' },
  weeksAhead: { value: 8, words: 'weeks for which meetings are there in advance' },
  weeksKept: { value: 31 / 7, words: 'weeks for which a link is kept after its meeting' },
});

const quotas = ['url fetch calls', 'properties read/write', 'triggers total runtime', 'email read/write'];

/**
 * Plays an act and counts what it used.
 * @param {import('../simulator/world.js').World} world
 * @param {() => unknown} act
 * @returns {Promise<Spent>}
 */
async function spent(world, act) {
  const user = world.user(sample.host);
  const used = () => quotas.map((name) => user.quotas.get(name)?.used ?? 0);
  const [before, from, asked] = [used(), world.executions.length, world.webex.requests.length];
  await act();
  await world.settle();
  const runs = world.executions.slice(from);
  for (const { entry, outcome } of runs) if (outcome?.status !== 'completed') throw new Error(`${entry}: ${outcome?.error?.message ?? 'no answer'}`);
  const calls = runs.flatMap((run) => run.calls);
  const requests = world.webex.requests.slice(asked);
  /** @type {Spent} */
  const counts = {
    calendar: calls.filter(({ service }) => service === 'Calendar').length,
    inserts: calls.filter(({ service, method }) => service === 'Calendar' && method === 'Events.insert').length,
    creates: requests.filter(({ method, path }) => method === 'POST' && path === '/v1/meetings').length,
    webex: requests.length,
    sweeps: runs.filter(({ entry }) => entry === 'onHourly').length,
    longestClick: longest(runs.filter(({ kind }) => kind === 'addon')),
    longestRun: longest(runs.filter(({ kind }) => kind === 'trigger')),
  };
  used().forEach((value, at) => (counts[quotas[at]] = value - before[at]));
  return counts;
}

/** @param {import('../simulator/runtime/execution.js').Execution[]} runs */
const longest = (runs) => Math.max(0, ...runs.map((run) => (run.endedAt ?? run.now()) - run.startedAt - run.pausedMs));

/**
 * A world with meetings in it, as many as are made on the busiest day, and what each act costs there.
 * @param {number} meetings in a week
 */
export async function busiestDay(meetings) {
  const count = Math.ceil(meetings * assumptions.busiest.value);
  const { world, user, person, empty } = await signedIn();
  const { ids, made } = await makeMeetings(world, person, count);
  const filled = stored(user);
  const costs = { made, ...(await costsOfActs(world, person, ids[0])), ...(await costsOfTime(world, person, ids)) };
  const acts = [made, ...costs.changes, costs.card, costs.home, costs.settings, costs.elsewhere, costs.mailed, costs.swept, costs.atOnce];
  return {
    meetings, count, day: sumOfDay(costs, count), atOnce: costs.atOnce,
    longestClick: Math.max(...acts.map((act) => act.longestClick)),
    longestRun: Math.max(...acts.map((act) => act.longestRun)),
    bytes: empty + ((filled - empty) / count) * meetings * (assumptions.weeksAhead.value + assumptions.weeksKept.value),
    cached: user.cache.size,
    triggers: user.triggers.length,
  };
}

/** A world whose host has signed in to Webex, and what the add-on has stored until then. */
async function signedIn() {
  const world = sampleWorld({ addon: loadAddon(addonFolder) });
  const user = world.user(sample.host);
  const person = world.person(sample.host);
  const panel = await person.openHome({ host: 'CALENDAR' });
  await panel.signIn({ email: sample.host, decision: 'allow' });
  await world.settle();
  return { world, user, person, empty: stored(user) };
}

/**
 * Makes meetings; returns their events and the costs of one of them.
 * @param {World} world @param {Person} person @param {number} count
 */
async function makeMeetings(world, person, count) {
  /** @type {string[]} */
  const ids = [];
  /** @param {number} index */
  const make = async (index) => {
    const day = String(3 + Math.floor(index / 8)).padStart(2, '0');
    const hour = String(8 + (index % 8)).padStart(2, '0');
    const editor = person.newEvent({ summary: `Meeting ${index}`, start: `2026-03-${day}T${hour}:00:00`, minutes: 30, guests: [...sample.guests] });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
  };
  const made = await spent(world, () => make(0));
  for (let index = 1; index < count; index += 1) {
    await make(index);
    // A few at a time, as people do.
    if (index % 8 === 7) await world.settle();
  }
  await world.settle();
  return { ids, made };
}

/**
 * The costs of single acts of the person.
 * @param {World} world @param {Person} person @param {string} eventId
 */
async function costsOfActs(world, person, eventId) {
  const changes = [
    await spent(world, () => person.calendar.edit(eventId, { summary: 'Renamed' })),
    await spent(world, () => person.calendar.edit(eventId, { start: '2026-03-03T17:00:00', minutes: 30 })),
    await spent(world, () => person.calendar.addGuests(eventId, ['guest-3@example.com'])),
  ];
  const card = await spent(world, () => person.openEvent('primary', eventId));
  const home = await spent(world, () => person.openHome({ host: 'CALENDAR' }));
  const open = await person.openHome({ host: 'CALENDAR' });
  const settings = await spent(world, () => open.click('Settings'));
  const elsewhere = await spent(world, () => person.calendar.insert({ summary: 'Elsewhere', start: '2026-03-04T18:00:00', minutes: 30 }));
  const mailed = await spent(world, () => fromMail(world, person));
  return { changes, card, home, settings, elsewhere, mailed };
}

/**
 * The costs of the hourly runs, of a deletion, and of a change of all other events at once.
 * @param {World} world @param {Person} person @param {string[]} ids of all events
 */
async function costsOfTime(world, person, ids) {
  // The first hourly runs finish what is still open; the next ones have nothing to do.
  await world.advance(120 * minute);
  const sweep = each(await spent(world, () => world.advance(120 * minute)));
  const swept = await spent(world, async () => {
    person.calendar.remove(ids[ids.length - 1]);
    await world.advance(120 * minute);
  });
  const others = ids.slice(0, -1);
  const atOnce = await spent(world, () => {
    for (const id of others) {
      person.calendar.edit(id, { summary: 'Moved', start: '2026-04-01T09:00:00', minutes: 45 });
      person.calendar.addGuests(id, ['guest-4@example.com']);
    }
  });
  if (world.webex.meetings().filter(({ title }) => title === 'Moved').length !== others.length) throw new Error('not every meeting followed');
  return { sweep, swept, atOnce };
}

/** @typedef {{ made: Spent } & Awaited<ReturnType<typeof costsOfActs>> & Awaited<ReturnType<typeof costsOfTime>>} Costs */

/**
 * The total costs of the busiest day.
 * @param {Costs} costs @param {number} count of meetings that are made
 */
function sumOfDay({ made, changes, card, home, settings, elsewhere, mailed, sweep, swept }, count) {
  const deleted = plus(swept, times(sweep, -swept.sweeps));
  return [
    times(made, count), ...changes.map((change) => times(change, count * assumptions.changes.value / changes.length)),
    times(card, count * assumptions.cards.value), times(deleted, count * assumptions.deleted.value), times(mailed, count * assumptions.mailed.value),
    times(elsewhere, count * assumptions.elsewhere.value), times(home, assumptions.homes.value), times(settings, assumptions.settings.value),
    times(sweep, assumptions.sweeps.value),
  ].reduce(plus);
}

/** @param {World} world @param {Person} person */
async function fromMail(world, person) {
  const letter = world.mail.deliver({ from: sample.guests[0], to: sample.host, subject: 'Budget', body: '' });
  const panel = await person.openMessage(letter);
  panel.fill({ start: Date.parse('2026-03-05T18:00:00Z') });
  await panel.click('Schedule');
}

/** @param {import('../simulator/user.js').User} user */
const stored = ({ properties }) => [...properties].reduce((sum, [key, value]) => sum + key.length + value.length, 0);

/** @param {Spent} one @param {Spent} other @returns {Spent} */
const plus = (one, other) => Object.fromEntries(Object.keys(one).map((name) => [name, one[name] + other[name]]));
/** @param {Spent} one @param {number} factor @returns {Spent} */
const times = (one, factor) => Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value * factor]));
/** @param {Spent} some hourly runs together */
const each = (some) => times(some, 1 / some.sweeps);

/** Each limit, and what is spent of it. @type {readonly Row[]} */
export const rows = Object.freeze([
  { name: 'URL Fetch calls a day', consumer: 20_000, workspace: 100_000, use: ({ day }) => day['url fetch calls'] },
  { name: 'Properties, reads and writes a day', consumer: 50_000, workspace: 500_000, use: ({ day }) => day['properties read/write'] },
  { name: 'Triggers, total run time a day', consumer: 90, workspace: 360, unit: 'min', use: ({ day }) => day['triggers total runtime'] / minute },
  { name: 'Email, reads and writes a day', consumer: 20_000, workspace: 50_000, use: ({ day }) => day['email read/write'] },
  { name: 'Calendar events that scripts create a day', consumer: 5_000, workspace: 10_000, use: ({ day }) => day.inserts },
  { name: 'Calendar API, requests a minute, all meetings of the day changed at once', consumer: 600, workspace: 600, use: ({ atOnce }) => atOnce.calendar },
  { name: 'One click', consumer: 30, workspace: 30, unit: 's', use: ({ longestClick }) => longestClick / 1000 },
  { name: 'One run of a trigger, all meetings of the day changed at once', consumer: 360, workspace: 360, unit: 's', use: ({ longestRun }) => longestRun / 1000 },
  { name: 'Triggers', consumer: 20, workspace: 20, use: ({ triggers }) => triggers },
  { name: 'Property store', consumer: 500, workspace: 500, unit: 'KB', use: ({ bytes }) => bytes / 1024 },
  { name: 'Cache entries', consumer: 1_000, workspace: 1_000, use: ({ cached }) => cached },
  { name: 'Webex, meetings created a day', consumer: 100, workspace: 100, use: ({ day }) => day.creates },
  { name: 'Webex, requests a minute, all meetings of the day changed at once', consumer: 300, workspace: 300, use: ({ atOnce }) => atOnce.webex },
]);

/** Rounded up to two digits. @param {number} value */
export function rounded(value) {
  if (value === 0) return '0';
  // This removes the rounding errors of fractions.
  const tiny = 1e-9;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  const up = value < 10 ? Math.ceil(value * 10 - tiny) / 10 : Math.ceil(value / step - tiny) * step;
  return up.toLocaleString('en-US');
}

/** @param {(string | number)[][]} lines the head first */
const table = ([head, ...lines]) => [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

/** The tables of the page. @param {Day[]} days */
export function tables(days) {
  const assumed = Object.values(assumptions).map(({ value, words }) => [Math.round(value * 10) / 10, words]);
  const shown = (/** @type {number} */ value, /** @type {string | undefined} */ unit) => `${value.toLocaleString('en-US')}${unit ? ` ${unit}` : ''}`;
  const use = rows.map(({ name, consumer, workspace, unit, use: of }) => [
    name, consumer === workspace ? shown(consumer, unit) : `${shown(consumer, unit)}; Workspace ${shown(workspace, unit)}`,
    ...days.map((day) => `${rounded(of(day))}${unit ? ` ${unit}` : ''}`),
  ]);
  return {
    assumptions: table([['figure', 'what is assumed'], ...assumed]),
    use: table([['limit', 'allowed', ...days.map(({ meetings }) => `${meetings} meetings a week`)], ...use]),
  };
}

/** The days of the page. */
export async function measured() {
  const days = [];
  for (const size of sizes) days.push(await busiestDay(size));
  return days;
}

/** @param {string} text @param {Day[]} days */
export function withLimits(text, days) {
  const made = tables(days);
  return text.replace(/(<!-- limits: (assumptions|use) -->\n\n)(?:\|.*\n)*/g, (_, mark, which) => mark + made[/** @type {'assumptions' | 'use'} */ (which)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, withLimits(readFileSync(page, 'utf8'), await measured()));
