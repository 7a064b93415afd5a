// @ts-check
/**
 * Parts of the acts: their type, random titles, times, guests and events, and picking a conference, with which most acts begin.
 *
 * Invariant: the same random numbers on the same stage give the same choices.
 */

import { day } from './stage.js';

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
  if (!editor.conferenceError) stage.known.add(editor.calendarId);
  await editor.save();
  return editor;
}

/** An act on one of the events that a function lists. @param {(stage: Stage) => import('./stage.js').Seen[]} list @param {(stage: Stage, dice: Dice, seen: import('./stage.js').Seen) => unknown} act */
export const onOne = (list, act) => ({
  possible: (/** @type {Stage} */ stage) => list(stage).length > 0,
  act: (/** @type {Stage} */ stage, /** @type {Dice} */ dice) => act(stage, dice, dice.pick(list(stage))),
});
