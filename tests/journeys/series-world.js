// @ts-check
/**
 * The world of the journeys about series: a weekly review with a meeting, and what Webex holds of it.
 *
 * Like world.js it acts only as a person could and reads only what the products show.
 */

import assert from 'node:assert/strict';
import { guests, linkedWorld, meetings } from './world.js';

/** Four Tuesdays at ten, in Paris. */
export const weekly = { summary: 'Weekly review', start: '2026-03-03T10:00:00', minutes: 60, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };

/** When these take place at Webex: their starts in UTC, to the minute. */
export const tuesdays = ['03T09:00', '10T09:00', '17T09:00', '24T09:00'].map((time) => `2026-03-${time}`);

/**
 * A saved series with a meeting from the conferencing menu, settled by its trigger.
 * @param {{filled?: object, spec?: Parameters<typeof linkedWorld>[0]}} [how]
 */
export async function seriesWorld({ filled = {}, spec } = {}) {
  const { world, person } = await linkedWorld(spec);
  const editor = person.newEvent({ ...weekly, guests, ...filled });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.settle();
  return { world, person, id: editor.eventId };
}

/** The id of one occurrence. @param {string} id @param {string} start in UTC, to the minute */
export const at = (id, start) => `${id}_${start.replace(/[-:]/g, '')}00Z`;

/**
 * Each meeting as its title, its rule's name and the starts that remain.
 * @param {any} world
 */
export const held = (world) =>
  meetings(world).map((/** @type {any} */ { title, recurrence, occurrences }) => [
    title, /FREQ=(\w+)/.exec(recurrence ?? '')?.[1] ?? null, occurrences.map((/** @type {string} */ start) => start.slice(0, 16)),
  ]);

/**
 * The occurrences that differ from their series at Webex: where the rule put them, where they are, and their titles.
 * @param {any} world
 */
export const exceptions = (world) =>
  meetings(world).flatMap((/** @type {any} */ meeting) => meeting.exceptions.map((/** @type {any} */ { original, start, title }) =>
    [original.slice(0, 16), new Date(start).toISOString().slice(0, 16), title]));

/** The link that an event shows. @param {any} event */
export const joins = (event) => event?.conferenceData?.entryPoints?.[0]?.uri;
