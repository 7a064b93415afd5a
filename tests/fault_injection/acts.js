// @ts-check
/**
 * How a journey is declared, and the acts that several of them share.
 *
 * It says nothing of faults. Invariants: acts are a person's; one that may fail goes through `stage.insist`, begins anew each time and
 * answers whether the person sees what they wanted.
 */

import { guests, host } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */

/**
 * @typedef {object} Journey
 * @property {string} name
 * @property {import('./stage.js').StageSpec} [spec]
 * @property {(stage: Stage) => Promise<any>} prepare what it answers is given to `act`
 * @property {(stage: Stage, prepared: any) => Promise<void>} act
 * @property {number} [tried] hours after the acts whose calls are tried too; 2 by default
 * @property {number} [quiet] hours after those until the worlds are compared; 4 by default
 */

/** All that were declared, in order. @type {Journey[]} */
export const journeys = [];

/**
 * Declares a journey. Its events have titles of their own, since that is how two worlds' new events are told apart.
 * @param {string} name
 * @param {Omit<Journey, 'name'>} given
 */
export function journey(name, given) {
  if (journeys.some((other) => other.name === name)) throw new Error(`two journeys are named ${name}`);
  journeys.push({ name, ...given });
}

/**
 * Follows the sign-in button of whatever card shows it.
 * @param {any} panel
 */
export const signIn = (panel) => panel.signIn({ email: host, decision: 'allow' });

/** @param {any} panel @param {RegExp} words */
export const shows = (panel, words) => panel.error === null && words.test(panel.text().replace(/[│\s]+/g, ' '));

/** @param {Stage} stage */
export async function link({ world, person }) {
  await signIn(await person.openHome({ host: 'CALENDAR' }));
  await world.settle();
}

/** @param {string} summary @param {object} [more] */
export const filled = (summary, more = {}) => ({ summary, start: '2026-03-09T10:00:00', minutes: 60, guests, ...more });

/**
 * A saved event with a meeting from the menu; answers its id.
 * @param {Stage} stage @param {string} [summary] @param {object} [more]
 * @returns {Promise<string>}
 */
export async function meeting({ world, person }, summary = 'Review', more = {}) {
  const editor = person.newEvent(filled(summary, more));
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  return editor.eventId;
}

/** Linked, with one meeting; answers the event's id. @param {Stage} stage */
export async function linkedMeeting(stage) {
  await link(stage);
  return meeting(stage);
}

/**
 * Lets days pass in which nobody does anything and Google's clock calls nobody: hundreds of sweeps would try nothing.
 * @param {Stage} stage @param {number} ms
 */
export function sleep({ world }, ms) {
  world.clock.advance(ms);
  for (const trigger of world.user(host).triggers) if (trigger.source === 'CLOCK') trigger.nextAt += ms;
}

/** Picks a kind in the menu of an open editor until it is there. @param {Stage} stage @param {any} editor @param {string} [kind] */
export const pick = (stage, editor, kind = 'webex-meeting') =>
  stage.insist(async () => {
    await editor.pickConference(kind);
    return editor.conferenceError === null;
  });

/**
 * Opens an event's card and clicks, if what the click leads to isn't there already.
 * @param {Stage} stage @param {string} eventId @param {string} label @param {(panel: any) => boolean} isDone
 */
export const clickOn = (stage, eventId, label, isDone) =>
  stage.insist(async () => {
    const panel = await stage.person.openEvent(host, eventId);
    if (panel.error) return false;
    if (panel.labels.includes(label)) await panel.click(label);
    return panel.error === null && isDone(panel);
  });

/**
 * Clicks what puts a meeting into the open editor, and saves.
 * @param {Stage} stage @param {string} eventId
 * @param {string[]} labels one of which the card offers
 * @param {number} [pause]
 */
export const addInPanel = (stage, eventId, labels, pause) =>
  stage.insist(async () => {
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

/** Looks at the event's card and signs in if it asks for that. @param {Stage} stage @param {string} eventId */
export const look = (stage, eventId) =>
  stage.insist(async () => {
    const panel = await stage.person.openEvent(host, eventId);
    if (panel.error) return false;
    if (shows(panel, /Sign in to Webex/)) await signIn(panel);
    return shows(panel, /Webex for this event|Review/);
  });
