// @ts-check
/**
 * What the acts are made of: an act's form, and titles, times, guests and events by chance.
 *
 * It does nothing to a world but pick a conference, which is the beginning of most acts.
 * Invariant: the same dice over the same stage choose the same.
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
 * @property {(stage: Stage, dice: Dice) => unknown} act answers `false` where it found nothing to do
 */
/** @typedef {Act & {act: (stage: Stage, dice: Dice) => () => boolean}} Fault what goes wrong; its act answers how to tell later whether it struck */

const titles = ['Review', 'Planning', 'Weekly sync', 'Interview', 'Retrospective'];

/** A local time some days ahead, in quarters of an hour. @param {Stage} stage @param {Dice} dice */
export function soon(stage, dice, { from = 1, to = 24 } = {}) {
  const date = new Date(stage.now + dice.int(from, to) * day).toISOString().slice(0, 10);
  return `${date}T${String(dice.int(7, 18)).padStart(2, '0')}:${dice.pick(['00', '15', '30', '45'])}:00`;
}

/** @param {Dice} dice @param {number} most */
export const someGuests = (dice, most = 4) => [...new Set(Array.from({ length: dice.int(0, most) }, () => `guest-${dice.int(1, 9)}@example.com`))];

/** @param {Dice} dice */
export const someTitle = (dice) => `${dice.pick(titles)} ${dice.int(1, 99)}`;

/**
 * Fills a new event in, picks Webex and saves it, whether or not there was a meeting; tries a second time where the first one failed.
 * @param {Stage} stage @param {any} filled @param {{calendarId?: string, solution?: string}} [where]
 */
export async function pick(stage, filled, { calendarId, solution = 'webex-meeting' } = {}) {
  const editor = stage.person.newEvent(filled, { calendarId });
  await editor.pickConference(solution);
  if (editor.conferenceError) await editor.pickConference(solution);
  if (!editor.conferenceError) stage.known.add(editor.calendarId);
  await editor.save();
  return editor;
}

/** An act on one of the events that fit. @param {(stage: Stage) => import('./stage.js').Seen[]} list @param {(stage: Stage, dice: Dice, seen: import('./stage.js').Seen) => unknown} act */
export const onOne = (list, act) => ({
  possible: (/** @type {Stage} */ stage) => list(stage).length > 0,
  act: (/** @type {Stage} */ stage, /** @type {Dice} */ dice) => act(stage, dice, dice.pick(list(stage))),
});
