// @ts-check
/**
 * How a journey is declared, and the acts that several journeys share.
 *
 * It knows nothing about faults. Invariants: each act is one that a person can do; an act that may fail goes through `stage.tryTwice`,
 * starts from the beginning each time and returns whether the person sees the result.
 */

import { guests, host } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */

/**
 * @typedef {object} Journey
 * @property {string} name
 * @property {import('./stage.js').StageSpec} [spec]
 * @property {(stage: Stage) => Promise<any>} prepare its result is passed to `act`
 * @property {(stage: Stage, prepared: any) => Promise<void>} act
 * @property {number} [hoursWithFaults] hours after the acts in which calls get faults too; 2 by default
 * @property {number} [quietHours] hours without faults after those, before the worlds are compared; 4 by default
 */

/** All declared journeys, in order. @type {Journey[]} */
export const journeys = [];

/**
 * Declares a journey. Its new events need different titles, since a new event of one world is found in the other by its title.
 * @param {string} name
 * @param {Omit<Journey, 'name'>} given
 */
export function journey(name, given) {
  if (journeys.some((other) => other.name === name)) throw new Error(`two journeys are named ${name}`);
  journeys.push({ name, ...given });
}

/**
 * Clicks the sign-in button of a card and signs in, with the same address at Webex as at Google.
 * @param {any} panel
 */
export const signIn = (panel) => panel.signIn({ decision: 'allow' });

/** @param {any} panel @param {RegExp} words */
export const shows = (panel, words) => panel.error === null && words.test(panel.text().replace(/[│\s]+/g, ' '));

/** Everybody signs in. @param {Stage} stage */
export async function linkAccount({ world, people }) {
  for (const person of people) await signIn(await person.openHome({ host: 'CALENDAR' }));
  await world.settle();
}

/** @param {string} summary @param {object} [more] */
export const eventFields = (summary, more = {}) => ({ summary, start: '2026-03-09T10:00:00', minutes: 60, guests, ...more });

/**
 * Saves an event with a meeting from the menu and returns its id.
 * @param {Stage} stage @param {string} [summary] @param {object} [more] @param {{by?: any, calendarId?: string}} [where] on the person's own calendar, by default
 * @returns {Promise<string>}
 */
export async function meeting({ world, person }, summary = 'Review', more = {}, { by = person, calendarId } = {}) {
  const editor = by.newEvent(eventFields(summary, more), { calendarId });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  return editor.eventId;
}

/** Links Webex, adds one meeting and returns its event's id. @param {Stage} stage */
export async function linkedMeeting(stage) {
  await linkAccount(stage);
  return meeting(stage);
}

/**
 * Lets days pass in which nobody does anything and the hourly run does not run: hundreds of hourly runs would test nothing new.
 * @param {Stage} stage @param {number} ms
 */
export function skipTime({ world }, ms) {
  world.clock.advance(ms);
  for (const trigger of world.user(host).triggers) if (trigger.source === 'CLOCK') trigger.nextAt += ms;
}

/** Picks a kind in the conferencing menu of an open editor, a second time if needed. @param {Stage} stage @param {any} editor @param {string} [kind] */
export const pickConference = (stage, editor, kind = 'webex-meeting') =>
  stage.tryTwice(async () => {
    await editor.pickConference(kind);
    return editor.conferenceError === null;
  });

/**
 * Opens an event's card and clicks a button, unless the card has no such button because the click had its effect before.
 * @param {Stage} stage @param {string} eventId @param {string} label @param {(panel: any) => boolean} isDone
 */
export const clickOn = (stage, eventId, label, isDone) =>
  stage.tryTwice(async () => {
    const panel = await stage.person.openEvent(host, eventId);
    if (panel.error) return false;
    if (panel.labels.includes(label)) await panel.click(label);
    return panel.error === null && isDone(panel);
  });

/**
 * Clicks the button that puts a meeting into the open editor, and saves.
 * @param {Stage} stage @param {string} eventId
 * @param {string[]} labels the first one that the card has is clicked
 * @param {number} [pause]
 */
export const addInPanel = (stage, eventId, labels, pause) =>
  stage.tryTwice(async () => {
    const panel = await stage.person.openEvent(host, eventId);
    const label = panel.error ? undefined : labels.find((one) => panel.labels.includes(one));
    if (!label) return false;
    const before = panel.editor.event.conferenceData;
    await panel.click(label);
    const { conferenceData } = panel.editor.event;
    if (panel.error || !conferenceData || conferenceData === before) return false;
    await panel.editor.save();
    return true;
  }, pause);

/** Opens the event's card and signs in if the card asks for it. @param {Stage} stage @param {string} eventId */
export const openAndSignIn = (stage, eventId) =>
  stage.tryTwice(async () => {
    const panel = await stage.person.openEvent(host, eventId);
    if (panel.error) return false;
    if (shows(panel, /Sign in to Webex/)) await signIn(panel);
    return shows(panel, /Webex for this event|Review/);
  });
