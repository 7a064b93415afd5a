// @ts-check
/**
 * Random acts of somebody who may write to shared calendars and writes other people's meetings into events of their own.
 *
 * Invariants: the intruder does only what Google lets a writer of the calendar do, with or without the add-on; everything that they write
 * contains the word by which watch.js recognises it in a request; they don't change other people's events.
 */

import { onOne, pick, someTitle, soon } from './parts.js';
import { names } from './stage.js';
import { PLANTED } from './watch.js';

/** @typedef {import('./parts.js').Act} Act */
/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Seen} Seen */
/** @typedef {import('./dice.js').Dice} Dice */
/** @typedef {(seen: Seen, id: string, named: {meeting: string, host: string}) => object} Plant */

/** Events that show other people's meetings, wherever they lie: ids and links become known to guests. @param {Stage} stage @returns {Seen[]} */
const targets = (stage) => stage.allCalendarIds.flatMap((calendarId) =>
  stage.ownerOf(calendarId).calendar.seeAll({ calendarId }).filter((event) => names(event) && stage.hostOf.get(/** @type {any} */ (names(event)).meeting) !== stage.intruder?.webex)
    .map((event) => ({ calendarId, event })));

/** @param {any} data @param {object} more */
const withParameters = (data, more) => ({ ...data, parameters: { addOnParameters: { parameters: { ...data.parameters.addOnParameters.parameters, ...more } } } });

/** @param {object} properties */
const inProperties = (properties) => ({ extendedProperties: { private: properties } });

/** The ways to name a meeting in an event. @type {Record<string, Plant>} */
const ways = {
  'private properties': (seen, id, { meeting }) => inProperties({ 'meetwright-meeting': meeting, 'meetwright-event': id }),
  'private properties with the host\'s mark': (seen, id, { meeting, host: mark }) => inProperties({ 'meetwright-meeting': meeting, 'meetwright-event': id, 'meetwright-host': mark }),
  'private properties that reserve': (seen, id, { meeting, host: mark }) => inProperties({ 'meetwright-meeting': meeting, 'meetwright-event': id, 'meetwright-reserved': `${id} ${mark} 1790000000` }),
  'conference data': ({ event }, id, { meeting }) => ({ conferenceData: withParameters(event.conferenceData, { meeting, event: id }) }),
  'unchanged conference data': ({ event }) => ({ conferenceData: event.conferenceData }),
  'its description': ({ event }) => ({ description: `${PLANTED}\n${event.description ?? ''}\nWebex: ${event.conferenceData.entryPoints?.[0]?.uri ?? ''}` }),
};

/** @param {Stage} stage @param {Dice} dice */
const somewhere = (stage, dice) => dice.pick(stage.calendarsOf(/** @type {any} */ (stage.intruder)).filter((id) => id !== stage.intruder?.google));

/** Writes a new event. @param {Stage} stage @param {Dice} dice @param {Seen} seen @param {string} way @param {string} [id] the id that the intruder chooses */
function plant(stage, dice, seen, way, id = `${PLANTED.replace(/[^a-v]/g, '')}${dice.int(10000, 99999)}`) {
  const { meeting, host: mark } = seen.event.conferenceData.parameters.addOnParameters.parameters;
  const calendarId = somewhere(stage, dice);
  if (stage.world.calendars.entry(calendarId, id)) return false;
  const calendar = stage.world.person(/** @type {any} */ (stage.intruder).google).calendar;
  const body = { id, summary: `${PLANTED} ${someTitle(dice)}`, start: soon(stage, dice), minutes: 30, guests: [`${PLANTED}-guest@example.com`], ...ways[way](seen, id, { meeting, host: mark ?? '' }) };
  stage.planted.set(`${calendarId} ${id}`, { calendarId, id });
  calendar.insert(/** @type {any} */ (body), { calendarId });
  return true;
}

/** @param {Stage} stage */
const possible = (stage) => stage.intruder !== null && targets(stage).length > 0;
/** Planted events that are not deleted. @param {Stage} stage @returns {Seen[]} */
const left = (stage) => [...stage.planted.values()].flatMap(({ calendarId, id }) => {
  const event = stage.ownerOf(calendarId).calendar.see(id, { calendarId });
  return event && event.status !== 'cancelled' ? [{ calendarId, event }] : [];
});

/** @type {readonly Act[]} */
export const actsOfIntruders = [
  ...Object.keys(ways).map((way) => ({ name: `plant a meeting in ${way}`, rows: ['E94', 'N15'], weight: 1.3, possible, act: (/** @type {Stage} */ stage, /** @type {Dice} */ dice) => plant(stage, dice, dice.pick(targets(stage)), way) })),
  { name: 'plant an event with another one\'s id', rows: ['E94', 'N15'], weight: 2, possible, act: (stage, dice) => {
    const seen = dice.pick(targets(stage).filter(({ event }) => /^[0-9a-v]{5,}$/.test(event.id)));
    return seen !== undefined && plant(stage, dice, seen, dice.pick(Object.keys(ways)), seen.event.id);
  } },
  { name: 'copy an event as an intruder', rows: ['E94', 'E95'], weight: 2, possible, act: (stage, dice) => {
    const list = targets(stage).filter(({ calendarId, event }) => !event.recurrence && [stage.second, ...stage.calendarsOf(/** @type {any} */ (stage.intruder))].includes(calendarId));
    if (list.length === 0) return false;
    const { calendarId, event } = dice.pick(list);
    const calendar = stage.world.person(/** @type {any} */ (stage.intruder).google).calendar;
    const copy = calendar.copy(event.id, { summary: `${PLANTED} ${someTitle(dice)}`, start: soon(stage, dice), minutes: 30 }, { calendarId, from: calendarId });
    return stage.planted.set(`${calendarId} ${copy.id}`, { calendarId, id: copy.id });
  } },
  { name: 'change a planted event', rows: ['E94'], weight: 6, ...onOne(left, (stage, dice, { calendarId, event }) =>
    stage.world.person(/** @type {any} */ (stage.intruder).google).calendar.edit(event.id, { summary: `${PLANTED} ${someTitle(dice)}`, start: soon(stage, dice), minutes: 45 }, { calendarId })) },
  { name: 'delete a planted event', rows: ['E94'], weight: 4, ...onOne((stage) => left(stage).filter(({ calendarId }) => stage.calendarIds.includes(calendarId)), (stage, dice, { calendarId, event }) =>
    stage.person.calendar.remove(event.id, { calendarId })) },
  { name: 'pick as an intruder', rows: ['E94'], weight: 2, possible: (stage) => stage.intruder?.isLinked === true, act: async (stage, dice) => {
    stage.me = /** @type {any} */ (stage.intruder);
    await pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: 30 }, { calendarId: stage.second });
  } },
];
