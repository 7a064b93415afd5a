// @ts-check
/**
 * One random world: the person, their calendars, what they did at Webex by hand, and how its clock jumps.
 *
 * It acts only as people could. It judges nothing; model.js does.
 * Invariant: a clock trigger is put off only while nobody does anything, never for longer than a day.
 */

import { createWorld, loadAddon } from '../../simulator/index.js';
import { occurrences } from '../../simulator/google/calendar/recurrence.js';

export const host = 'host@example.com';
export const colleague = 'colleague@example.com';
export const site = 'acme.webex.com';
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const zone = 'Europe/Paris';
const client = { clientId: 'C-meetwright', secret: 'client-secret-1' };
const scopes = ['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'spark:people_read'];

let loaded = /** @type {any} */ (null);
const addon = () => (loaded = loaded ?? loadAddon(new URL('../../target/addon', import.meta.url).pathname));

/** @typedef {{calendarId: string, event: any}} Seen */

export class Stage {
  /** Meetings that the person deleted at Webex. @type {Set<string>} */
  deleted = new Set();
  /** Meetings that the person changed at Webex: the titles and starts given there. @type {Map<string, {titles: string[], starts: number[]}>} */
  changed = new Map();
  /** Meetings that the person made at Webex. @type {Set<string>} */
  made = new Set();
  /** Meetings that the person wanted kept when their events were gone. @type {Set<string>} */
  kept = new Set();
  /** Conference data that the person took out of events. @type {{calendarId: string, eventId: string, conferenceData: any}[]} */
  takenOut = [];
  /** Events that once had more guests than Google lists to everyone. @type {Set<string>} */
  crowded = new Set();
  /** Copies on another calendar that have the original's time: they mirror it. @type {Set<string>} */
  mirrors = new Set();
  /** Executions in which a fault struck. @type {Set<number>} */
  struck = new Set();
  /** The calendars on which the add-on has made a meeting, or tried to: it knows of no others. @type {Set<string>} */
  known = new Set([host]);
  /** Whether a call took so long that its run was cut. */
  isSlow = false;

  /** @param {{start: string, options: object, seed: number}} setting */
  constructor({ start, options, seed }) {
    this.world = createWorld({
      addon: addon(), start, seed,
      options: { openLinkWildcard: 'allowed', ...options },
      users: [
        { email: host, name: 'Host', locale: 'en-US', timeZone: zone },
        { email: colleague, name: 'Colleague', locale: 'en-US', timeZone: zone },
      ],
      webex: { sites: [{ siteUrl: site }], users: [{ email: host, name: 'Host', sites: [site], timeZone: zone }] },
    });
    const { world } = this;
    world.webex.registerIntegration({ ...client, name: 'Meetwright', redirectUris: [`https://script.google.com/macros/d/${world.scriptId}/usercallback`], scopes });
    world.scriptProperties.set('WEBEX_CLIENT_ID', client.clientId);
    world.scriptProperties.set('WEBEX_CLIENT_SECRET', client.secret);
    this.person = world.person(host);
    this.other = world.person(colleague);
    this.second = world.calendars.addCalendar({ summary: 'Team', timeZone: zone, owner: host }).id;
    /** @type {readonly string[]} */
    this.calendarIds = [host, this.second];
  }

  get now() {
    return this.world.clock.now();
  }

  /** Signs in at Webex where the add-on asks for it. */
  async signIn() {
    const panel = await this.person.openHome({ host: 'CALENDAR' });
    if (panel.error !== null || !/sign[- ]in/i.test(panel.text())) return false;
    await panel.signIn({ email: host, decision: 'allow' });
    return true;
  }

  revoke() {
    this.world.webex.person(host).revoke(client.clientId);
  }

  /** What the host sees on the calendars. @param {(event: any) => boolean} [wanted] @returns {Seen[]} */
  events(wanted = () => true) {
    return this.calendarIds.flatMap((calendarId) =>
      this.person.calendar.seeAll({ calendarId }).filter(wanted).map((/** @type {any} */ event) => ({ calendarId, event })));
  }

  /** Events of the host's own that take place once. @param {(event: any) => boolean} [wanted] */
  singles(wanted = () => true) {
    return this.events((event) => event.organizer.self && !event.recurrence && !event.recurringEventId && wanted(event));
  }

  /** @param {(event: any) => boolean} [wanted] */
  series(wanted = () => true) {
    return this.events((event) => event.organizer.self && Boolean(event.recurrence) && wanted(event));
  }

  /** The occurrences of a series that are still to come and not cancelled, moved or not. @param {Seen} seen @returns {any[]} */
  occurrencesOf({ calendarId, event }) {
    const entry = this.world.calendars.entry(calendarId, event.id);
    if (!entry) return [];
    const wall = (/** @type {any} */ { start }) => Number(start.day ?? start.instant);
    return [...occurrences(entry, { from: this.now + hour, to: this.now + 60 * day })]
      .filter((one) => wall(one) > this.now + hour)
      .map(({ id }) => this.person.calendar.see(id, { calendarId }))
      .filter((one) => one && one.status !== 'cancelled');
  }

  /** Lets a time pass with its triggers. @param {number} ms */
  async advance(ms) {
    await this.world.advance(ms);
  }

  /** Lets a long time pass; of the clock's triggers only one a day runs. @param {number} until */
  async jump(until) {
    while (this.now < until) {
      await this.world.settle();
      const stop = Math.min(until, this.now + day);
      for (const { triggers } of this.world.users) {
        for (const record of triggers) if (record.source === 'CLOCK') record.nextAt = Math.max(record.nextAt, stop - minute);
      }
      await this.world.advance(Math.max(0, stop - this.now));
    }
  }
}

/** Whether an event shows a meeting of ours; answers what it names. @param {any} event @returns {{meeting: string, event: string} | null} */
export function names(event) {
  const named = event.conferenceData?.parameters?.addOnParameters?.parameters;
  return named?.meeting ? { meeting: named.meeting, event: named.event } : null;
}

/** Whether an event is over. @param {any} event @param {number} now */
export const isOver = (event, now) => instant(event.end) <= now;

/** @param {any} time */
export const instant = (time) => Date.parse(time.dateTime ?? `${time.date}T00:00:00Z`);
