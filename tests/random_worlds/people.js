// @ts-check
/**
 * The people of a world who use the add-on, their calendars, and who may write to which.
 *
 * It signs nobody in. Invariants: in a world of one person, the host has a primary calendar and one beside it; in a world of several, the
 * same two calendars are shared, the calendar beside it with everybody.
 */

import { sample } from '../../simulator/sample.js';

/** @typedef {import('../../simulator/world.js').World} World */
/**
 * What a world of several people consists of.
 * @typedef {object} Team
 * @property {number} people how many use the add-on and change each other's events, the host included
 * @property {number} renamed the number of the first person with another address at Webex than at Google
 * @property {'none' | 'without the add-on' | 'with the add-on'} intruder whether somebody writes other people's meetings into events
 * @property {boolean} opensPrimary whether the intruder may write to the host's primary calendar too
 * @property {string} zone of the shared calendar
 */

export const { host } = sample;
export const colleague = 'colleague@example.com';

/** Everybody who may use the add-on: the host, those who may write to the host's primary calendar, and others, each in a zone of their own. */
const roles = /** @type {const} */ ([
  { google: host, zone: sample.timeZone, isDelegate: false },
  { google: 'delegate@example.com', zone: 'America/New_York', isDelegate: true },
  { google: 'teammate@example.com', zone: 'Asia/Kolkata', isDelegate: false },
  { google: 'assistant@example.com', zone: sample.timeZone, isDelegate: true },
]);
export const intruder = 'intruder@example.com';

/** A person with the add-on. */
export class Member {
  /** Whether they disconnected and haven't signed in again. */
  isOut = false;
  /** When they disconnected last. */
  leftAt = -Infinity;

  /** @param {World} world @param {{google: string, webex?: string, isLinked?: boolean}} one */
  constructor(world, { google, webex = google, isLinked = true }) {
    this.person = world.person(google);
    this.google = google;
    this.webex = webex;
    this.isLinked = isLinked;
    /** The calendars on which their add-on has made a meeting, or tried to. It knows no other ones. @type {Set<string>} */
    this.known = new Set([google]);
  }
}

/** @param {Team} team @returns {{google: string, webex: string, zone: string}[]} */
const namesOf = ({ people, renamed }) => roles.slice(0, people).map(({ google, zone }, index) => ({
  google, zone, webex: index >= renamed ? google.replace('@example.com', '.roe@webex.example') : google,
}));

/** The accounts of a world of several people. @param {Team} team */
export function accounts(team) {
  const { consumer, site } = sample;
  const people = [...namesOf(team), ...(team.intruder === 'none' ? [] : [{ google: intruder, webex: intruder, zone: sample.timeZone }])];
  return {
    users: people.map(({ google, zone }) => ({ ...consumer, email: google, name: google, timeZone: zone })),
    webexUsers: people.map(({ webex, zone }) => ({ email: webex, name: webex, sites: [site], timeZone: zone })),
  };
}

/** Shares the host's calendars, and returns the people. @param {World} world @param {Team} team @param {string} shared */
export function gather(world, team, shared) {
  for (const { google, isDelegate } of roles.slice(1, team.people)) {
    world.calendars.share(shared, google, 'writer');
    if (isDelegate) world.calendars.share(host, google, 'writer');
  }
  const people = namesOf(team).map((one) => new Member(world, one));
  if (team.intruder === 'none') return { people, intruder: null };
  world.calendars.share(shared, intruder, 'writer');
  if (team.opensPrimary) world.calendars.share(host, intruder, 'writer');
  return { people, intruder: new Member(world, { google: intruder, isLinked: team.intruder === 'with the add-on' }) };
}
