// @ts-check
/**
 * Parts of the acts: their type, random titles, times, guests and events, and picking a conference, with which most acts begin.
 *
 * Invariant: the same random numbers on the same stage give the same choices.
 */

import { day, names } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./dice.js').Dice} Dice */
/**
 * @typedef {object} Act
 * @property {string} name
 * @property {string[]} rows
 * @property {number} [weight]
 * @property {(stage: Stage) => boolean} [possible]
 * @property {(stage: Stage, dice: Dice) => unknown} act returns `false` if there was nothing to do
 */
/** @typedef {Act & {act: (stage: Stage, dice: Dice) => () => boolean}} Fault its act returns a function that says later whether the fault happened */

const titles = ['Review', 'Planning', 'Weekly sync', 'Interview', 'Retrospective'];

/** A random local time some days ahead, at a quarter of an hour. @param {Stage} stage @param {Dice} dice */
export function soon(stage, dice, { from = 1, to = 24 } = {}) {
  const date = new Date(stage.now + dice.int(from, to) * day).toISOString().slice(0, 10);
  return `${date}T${String(dice.int(7, 18)).padStart(2, '0')}:${dice.pick(['00', '15', '30', '45'])}:00`;
}

/** @param {Dice} dice @param {number} most */
export const someGuests = (dice, most = 4) => [...new Set(Array.from({ length: dice.int(0, most) }, () => `guest-${dice.int(1, 9)}@example.com`))];

/** @param {Dice} dice */
export const someTitle = (dice) => `${dice.pick(titles)} ${dice.int(1, 99)}`;

/**
 * Makes a new event, picks Webex in the conferencing menu, a second time if the first one failed, and saves the event in any case.
 * @param {Stage} stage @param {any} fields @param {{calendarId?: string, solution?: string}} [where]
 */
export async function pick(stage, fields, { calendarId, solution = 'webex-meeting' } = {}) {
  const editor = stage.person.newEvent(fields, { calendarId });
  await editor.pickConference(solution);
  if (editor.conferenceError) await editor.pickConference(solution);
  await editor.save();
  picked(stage, editor);
  return editor;
}

/**
 * Events and series that a person may delete all at once.
 *
 * In a world of several people they are those of their own calendar: one question about many deletions serves all calendars, so that a run
 * over another calendar may lose it (E99, open). There nearly every calendar is shared, and the case would occur in many worlds.
 * @param {Stage} stage
 */
export const deletable = (stage) => stage.events((one) => one.organizer.self && !one.recurringEventId)
  .filter(({ calendarId }) => stage.people.length === 1 || calendarId === stage.me.google);

/** Deleted events that the acting person can restore. @param {Stage} stage */
export const deleted = (stage) => stage.calendarIds.flatMap((calendarId) =>
  [...stage.world.calendars.calendar(calendarId).entries.values()]
    .filter((entry) => entry.status === 'cancelled' && !entry.stub && !entry.recurringEventId && entry.organizer.email === calendarId && !stage.isPlanted(calendarId, entry.id))
    .map(({ id }) => ({ calendarId, id })));

/** Notes that the acting person has picked a conference in an editor, with or without success. @param {Stage} stage @param {{conferenceError: unknown, calendarId: string, eventId: string}} editor */
export function picked(stage, { conferenceError, calendarId, eventId }) {
  if (!conferenceError) stage.me.known.add(calendarId);
  stage.hosts[conferenceError ? 'tried' : 'added'](calendarId, eventId, stage.me);
}

/** Notes that the acting person has copied an event. @param {Stage} stage @param {any} copy @param {string} calendarId @param {string} original its id */
export function copied(stage, { id }, calendarId, original) {
  stage.hosts.added(calendarId, id, stage.me);
  stage.copies.set(`${calendarId} ${id}`, { calendarId, id, by: stage.me, at: stage.now });
  if (stage.crowded.has(original)) stage.crowded.add(id);
}

/** Changes this and the following events. @param {Stage} stage @param {import('./stage.js').Seen} seen @param {any} one @param {any} filled */
export function split(stage, { calendarId, event }, one, filled) {
  const part = stage.person.calendar.editFollowing(event.id, one.id, filled, { calendarId });
  stage.hosts.split(calendarId, event.id, part.id);
  return part;
}

/**
 * The calendars to which the acting person may move an event. The add-on may not list calendars, so that the host's add-on can follow
 * the event only to a calendar that it knows.
 * @param {Stage} stage @param {import('./stage.js').Seen} seen
 */
export function destinations(stage, { calendarId, event }) {
  const hosts = stage.hosts.of(calendarId, event);
  const all = [stage.me, ...hosts.length > 0 ? hosts : stage.people];
  return stage.calendarIds.filter((id) => id !== calendarId && !stage.isPlanted(id, event.id) && (stage.people.length === 1 ? stage.me.known.has(stage.second) : all.every((one) => one.known.has(id) && stage.calendarsOf(one).includes(id))));
}

/** Events that can be moved. @param {Stage} stage @param {import('./stage.js').Seen[]} list */
export const movable = (stage, list) => list.filter((seen) => destinations(stage, seen).length > 0);

/** Moves an event to another calendar. @param {Stage} stage @param {Dice} dice @param {import('./stage.js').Seen} seen */
export function move(stage, dice, seen) {
  const { calendarId, event } = seen;
  const possible = destinations(stage, seen);
  const destination = possible.length > 1 ? dice.pick(possible) : possible[0];
  for (const { google } of stage.hosts.of(calendarId, event)) {
    if (calendarId === google && event.creator.email !== google) noteUnsolved(stage, seen);
  }
  stage.person.calendar.move(event.id, destination, { calendarId });
  stage.hosts.moved(calendarId, destination, event.id);
  const copy = stage.copies.get(`${calendarId} ${event.id}`);
  if (copy) stage.copies.set(`${destination} ${event.id}`, copy);
}

/** Notes the meetings of an event that somebody else created in its host's own calendar, and that is moved. @param {Stage} stage @param {import('./stage.js').Seen} seen */
function noteUnsolved(stage, { calendarId, event }) {
  for (const one of stage.person.calendar.seeAll({ calendarId })) {
    const shown = names(one);
    if (shown && (one.id === event.id || one.recurringEventId === event.id)) stage.unsolved.add(shown.meeting);
  }
}

/** An act on one of the events that a function lists. @param {(stage: Stage) => import('./stage.js').Seen[]} list @param {(stage: Stage, dice: Dice, seen: import('./stage.js').Seen) => unknown} act */
export const onOne = (list, act) => ({
  possible: (/** @type {Stage} */ stage) => list(stage).length > 0,
  act: (/** @type {Stage} */ stage, /** @type {Dice} */ dice) => act(stage, dice, dice.pick(list(stage))),
});
