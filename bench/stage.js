// @ts-check
/**
 * The bench's worlds in the simulator: the journeys whose round trips are counted, and the recording that cold starts replay.
 *
 * It acts as a person does and asserts only that the add-on answered; tests/journeys/ checks the results.
 */

import { loadAddon } from '../simulator/index.js';
import { sample, sampleWorld } from '../simulator/sample.js';

/** @typedef {import('../simulator/world.js').World} World */
/** @typedef {{total: number, [service: string]: number}} Trips */

const { host } = sample;
const hour = 3_600_000;

/** @param {any} addon */
function newWorld(addon) {
  const world = sampleWorld({ addon, users: [sample.consumer] });
  return { world, person: world.person(host) };
}

/** @param {any} addon */
async function linked(addon) {
  const { world, person } = newWorld(addon);
  const panel = await person.openHome({ host: 'CALENDAR' });
  await panel.signIn({ email: host, decision: 'allow' });
  await world.settle();
  return { world, person };
}

/** @param {any} addon @param {number} count */
async function withMeetings(addon, count) {
  const { world, person } = await linked(addon);
  const ids = [];
  for (let number = 0; number < count; number++) {
    // A few at a time, as people do: meetings that wait for their trigger are stored in slots, of which there are few.
    const start = `2026-03-${String(3 + Math.floor(number / 4)).padStart(2, '0')}T${10 + (number % 4)}:00:00`;
    const editor = person.newEvent({ summary: `Meeting ${number}`, start, minutes: 30, guests: ['guest-1@example.com'] });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
    if (number % 8 === 7) await world.settle();
  }
  await world.settle();
  if (world.webex.meetings().length !== count) throw new Error(`${world.webex.meetings().length} meetings instead of ${count}`);
  return { world, person, ids };
}

/**
 * The round trips of the executions since the first `from` of them, by entry point.
 * @param {World} world
 * @param {number} from
 * @returns {{entry: string, trips: Trips}[]}
 */
function since(world, from) {
  return world.executions.slice(from).map((execution) => {
    if (execution.outcome?.status !== 'completed') throw new Error(`${execution.entry}: ${execution.outcome?.error}`);
    return { entry: execution.entry, trips: /** @type {Trips} */ (world.roundTrips(execution)) };
  });
}

/**
 * The most expensive execution of an entry point.
 * @param {World} world
 * @param {number} from
 * @param {string} entry
 */
function dearest(world, from, entry) {
  const runs = since(world, from).filter((run) => run.entry === entry).sort((a, b) => b.trips.total - a.trips.total);
  if (runs.length === 0) throw new Error(`${entry} did not run`);
  return runs[0].trips;
}

/**
 * Plays the journeys.
 * @param {string} folder the assembled add-on
 * @returns {Promise<Record<string, Trips>>} round trips by journey
 */
export async function journeys(folder) {
  const addon = loadAddon(folder);
  /** @type {Record<string, Trips>} */
  const counts = {};

  const first = newWorld(addon);
  const home = await first.person.openHome({ host: 'CALENDAR' });
  counts['first use: sign-in card'] = dearest(first.world, 0, 'onHomepage');
  await home.signIn({ email: host, decision: 'allow' });
  counts['first use: coming back'] = dearest(first.world, 0, 'onWebexCallback');
  await first.world.settle();

  const { world, person } = first;
  let mark = world.executions.length;
  const editor = person.newEvent({ summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  counts['menu, new event'] = dearest(world, mark, 'createWebexMeeting');
  await editor.save();
  await world.settle();

  const { id } = person.calendar.insert({ summary: 'Planning', start: '2026-03-04T10:00:00', minutes: 60 });
  await world.settle();
  mark = world.executions.length;
  const panel = await person.openEvent(host, id);
  await panel.click('Add Webex meeting');
  counts['panel, add to event'] = dearest(world, mark, 'onAction');
  await panel.editor.save();
  await world.settle();

  mark = world.executions.length;
  await person.openEvent(host, editor.eventId);
  counts['event card, warm'] = dearest(world, mark, 'onCalendarEventOpen');
  await person.openHome({ host: 'CALENDAR' });
  mark = world.executions.length;
  const warm = await person.openHome({ host: 'CALENDAR' });
  counts['home card, warm'] = dearest(world, mark, 'onHomepage');
  await warm.click('Settings');
  mark = world.executions.length;
  await (await person.openHome({ host: 'CALENDAR' })).click('Settings');
  counts['settings card, warm'] = dearest(world, mark, 'onAction');

  for (const count of [1, 12, 50]) {
    const many = await withMeetings(addon, count);
    mark = many.world.executions.length;
    for (const one of many.ids) many.person.calendar.edit(one, { summary: 'Renamed' });
    await many.world.settle();
    counts[`run, ${count} changed`] = dearest(many.world, mark, 'onCalendarChange');
    if (count === 12) await comings(many, counts);
  }
  return counts;
}

/**
 * A token that ends, events that go, and events that come back after their meetings went.
 * @param {Awaited<ReturnType<typeof withMeetings>>} many
 * @param {Record<string, Trips>} counts
 */
async function comings({ world, person, ids }, counts) {
  const { properties } = world.user(host);
  properties.set('tokens', JSON.stringify({ ...JSON.parse(properties.get('tokens') ?? '{}'), access: 'no-longer-valid' }));
  person.calendar.edit(ids[0], { summary: 'Renamed again' });
  let mark = world.executions.length;
  await world.settle();
  counts['run, token renewed'] = dearest(world, mark, 'onCalendarChange');

  for (const id of ids) person.calendar.remove(id);
  mark = world.executions.length;
  await world.settle();
  counts['run, 12 deleted'] = dearest(world, mark, 'onCalendarChange');
  mark = world.executions.length;
  await world.advance(2 * hour);
  counts['hour, 12 swept'] = dearest(world, mark, 'onHourly');

  for (const id of ids) person.calendar.restore(id);
  mark = world.executions.length;
  await world.settle();
  counts['run, 12 restored late'] = dearest(world, mark, 'onCalendarChange');
}

/**
 * Opens the card of a linked event and keeps what Google answered.
 * @param {string} folder the assembled add-on
 */
export async function record(folder) {
  const { world, person, ids } = await withMeetings(loadAddon(folder), 20);
  const user = world.user(host);
  /** @type {any} */
  let argument;
  const run = world.run.bind(world);
  world.run = (who, name, given, settings) => {
    argument = given;
    return run(who, name, given, settings);
  };
  await person.openEvent(host, ids[7]);
  return {
    now: world.clock.now(),
    calendar: host,
    zone: 'Europe/Paris',
    offset: '+0100',
    argument,
    properties: Object.fromEntries(user.properties),
    event: masked(person.calendar.see(ids[7])),
  };
}

/** What Google leaves of an event under the mask that the add-on asks with. @param {any} event */
function masked(event) {
  const names =
    'id status etag iCalUID recurringEventId recurrence summary start end eventType visibility location organizer creator attendees attendeesOmitted conferenceData extendedProperties';
  const pick = (/** @type {any} */ whole, /** @type {string[]} */ members) =>
    Object.fromEntries(members.filter((name) => whole[name] !== undefined).map((name) => [name, whole[name]]));
  const kept = pick(event, names.split(' '));
  for (const name of ['organizer', 'creator']) if (kept[name]) kept[name] = pick(kept[name], ['email', 'self']);
  if (kept.attendees) kept.attendees = kept.attendees.map((/** @type {any} */ guest) => pick(guest, ['email', 'self', 'resource']));
  const { conferenceData } = kept;
  kept.conferenceData = {
    ...pick(conferenceData, ['conferenceId', 'parameters']),
    conferenceSolution: pick(conferenceData.conferenceSolution ?? {}, ['key', 'name']),
    entryPoints: conferenceData.entryPoints.map((/** @type {any} */ entry) => pick(entry, ['entryPointType', 'uri'])),
  };
  return kept;
}
