// @ts-check
/**
 * The world of the journeys about series: a weekly review with a meeting, and functions that read its series at Webex.
 *
 * Like world.js it does only what a person can do and reads only what the products show.
 */

import assert from 'node:assert/strict';
import { guests, linkedWorld, meetings } from './world.js';

/** Four Tuesdays at ten, in Paris. */
export const weekly = { summary: 'Weekly review', start: '2026-03-03T10:00:00', minutes: 60, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };

/** The starts of these four in UTC, to the minute. */
export const tuesdays = ['03T09:00', '10T09:00', '17T09:00', '24T09:00'].map((time) => `2026-03-${time}`);

/**
 * A saved series with a meeting from the conferencing menu, after its change trigger.
 * @param {{fields?: object, spec?: Parameters<typeof linkedWorld>[0]}} [how]
 */
export async function seriesWorld({ fields = {}, spec } = {}) {
  const { world, person } = await linkedWorld(spec);
  const editor = person.newEvent({ ...weekly, guests, ...fields });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.settle();
  return { world, person, id: editor.eventId };
}

/** The id of one occurrence. @param {string} id @param {string} start in UTC, to the minute */
export const at = (id, start) => `${id}_${start.replace(/[-:]/g, '')}00Z`;

/**
 * Each meeting as its title, the frequency of its rule and the starts of its occurrences.
 * @param {import('./world.js').World} world
 */
export const held = (world) =>
  meetings(world).map(({ title, recurrence, occurrences }) => /** @type {[string, string | null, string[]]} */ ([
    title, /FREQ=(\w+)/.exec(recurrence ?? '')?.[1] ?? null, occurrences.map((start) => start.slice(0, 16)),
  ]));

/**
 * The changed occurrences at Webex: their original start, their start and their title.
 * @param {import('./world.js').World} world
 */
export const exceptions = (world) =>
  meetings(world).flatMap((meeting) => meeting.exceptions.map(({ original, start, title }) =>
    [original.slice(0, 16), new Date(start).toISOString().slice(0, 16), title]));

/** The link that an event shows. @param {any} event */
export const linkOf = (event) => event?.conferenceData?.entryPoints?.[0]?.uri;
