// @ts-check
/**
 * One random world: the person, their calendars, what they did at Webex, and how its clock jumps.
 *
 * It does only what people can do. It checks nothing; model.js does.
 * Invariant: the hourly run is postponed only while nobody does anything, and never for longer than a day.
 */

import { occurrences } from '../../simulator/google/calendar/recurrence.js';
import { sample, sampleWorld } from '../../simulator/sample.js';
import { guardMs } from '../workers.js';
import { loadQuickly } from '../fault_injection/engine.js';

export const { host, timeZone: zone } = sample;
export const colleague = 'colleague@example.com';
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

let loaded = /** @type {any} */ (null);
const addon = () => (loaded = loaded ?? loadQuickly(new URL('../../target/addon', import.meta.url).pathname));

/** @typedef {{calendarId: string, event: any}} Seen */

export class Stage {
  /** Meetings that the person deleted at Webex. @type {Set<string>} */
  deleted = new Set();
  /** Meetings that the person changed at Webex: the titles and starts given there. @type {Map<string, {titles: string[], starts: number[]}>} */
  changed = new Map();
  /** Meetings that the person made at Webex. @type {Set<string>} */
  made = new Set();
  /** Meetings that the person chose to keep after their events were deleted. @type {Set<string>} */
  kept = new Set();
  /** Conference data that the person removed from events. @type {{calendarId: string, eventId: string, conferenceData: any}[]} */
  removedConferences = [];
  /** Events that at some time had more guests than Google lists to a script. @type {Set<string>} */
  crowded = new Set();
  /** Copies on another calendar at the same time as the original. @type {Set<string>} */
  mirrors = new Set();
  /** Executions in which a fault happened. @type {Set<number>} */
  faulty = new Set();
  /** The calendars on which the add-on has made a meeting, or tried to. It knows no other ones. @type {Set<string>} */
  known = new Set([host]);
  /** Whether a fault makes a call take longer than a run may. */
  isSlow = false;
  /** How many triggers faults have asked to be lost, doubled or late, and how many were. */
  firingsOrdered = 0;
  firingsChanged = 0;
  /** Whether a list lacked a recent change, and whether one had several pages because of a fault. */
  hasLagged = false;
  hasPaged = false;
  /** How many calls found the lock held. */
  waits = 0;

  /** @param {{start: string, options: object, seed: number}} setting */
  constructor({ start, options, seed }) {
    const { consumer } = sample;
    this.world = sampleWorld({ addon: addon(), start, seed, options, guardMs, users: [consumer, { ...consumer, email: colleague, name: 'Colleague' }] });
    const { world } = this;
    this.person = world.person(host);
    this.other = world.person(colleague);
    this.second = world.calendars.addCalendar({ summary: 'Team', timeZone: zone, owner: host }).id;
    /** @type {readonly string[]} */
    this.calendarIds = [host, this.second];
    this.#watch();
  }

  /** Notices faults that leave no trace in an execution. */
  #watch() {
    const { faults, calendars, locks } = this.world;
    const next = faults.nextFiring.bind(faults);
    faults.nextFiring = () => {
      const mode = next();
      if (mode) this.firingsChanged += 1;
      return mode;
    };
    const { switches } = calendars;
    const listed = calendars.listed.bind(calendars);
    calendars.listed = (calendar) => {
      const [seen, lag] = [listed(calendar), switches.listLagMs];
      if (lag === 0) return seen;
      switches.listLagMs = 0;
      this.hasLagged ||= listed(calendar).change > seen.change;
      switches.listLagMs = lag;
      return seen;
    };
    calendars.observers.push((kind, { result }) => {
      this.hasPaged ||= kind === 'request' && switches.pageLimit < 2500 && Boolean(/** @type {{nextPageToken?: string} | undefined} */ (result)?.nextPageToken);
    });
    const take = locks.take.bind(locks);
    locks.take = (name, execution, patienceMs) => {
      const before = execution.now();
      const taken = take(name, execution, patienceMs);
      if (!taken || execution.now() > before) this.waits += 1;
      return taken;
    };
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
    this.world.webex.person(host).revoke(sample.integration.clientId);
  }

  /** The events that the host sees on the calendars. @param {(event: any) => boolean} [wanted] @returns {Seen[]} */
  events(wanted = () => true) {
    return this.calendarIds.flatMap((calendarId) =>
      this.person.calendar.seeAll({ calendarId }).filter(wanted).map((/** @type {any} */ event) => ({ calendarId, event })));
  }

  /** The host's own single events. @param {(event: any) => boolean} [wanted] */
  singles(wanted = () => true) {
    return this.events((event) => event.organizer.self && !event.recurrence && !event.recurringEventId && wanted(event));
  }

  /** @param {(event: any) => boolean} [wanted] */
  series(wanted = () => true) {
    return this.events((event) => event.organizer.self && Boolean(event.recurrence) && wanted(event));
  }

  /** The upcoming occurrences of a series, without the cancelled ones. @param {Seen} seen @returns {any[]} */
  occurrencesOf({ calendarId, event }) {
    const entry = this.world.calendars.entry(calendarId, event.id);
    if (!entry) return [];
    const wall = (/** @type {any} */ { start }) => Number(start.day ?? start.instant);
    return [...occurrences(entry, { from: this.now + hour, to: this.now + 60 * day })]
      .filter((one) => wall(one) > this.now + hour)
      .map(({ id }) => this.person.calendar.see(id, { calendarId }))
      .filter((one) => one && one.status !== 'cancelled');
  }

  /** Lets time pass and runs all triggers. @param {number} ms */
  async advance(ms) {
    await this.world.advance(ms);
  }

  /** Lets a long time pass, with one hourly run a day. @param {number} until */
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

/** The meeting and the event that an event's conference data names, if the add-on made it. @param {any} event @returns {{meeting: string, event: string} | null} */
export function names(event) {
  const named = event.conferenceData?.parameters?.addOnParameters?.parameters;
  return named?.meeting ? { meeting: named.meeting, event: named.event } : null;
}

/** Whether an event is over. @param {any} event @param {number} now */
export const isOver = (event, now) => instant(event.end) <= now;

/** @param {any} time */
export const instant = (time) => Date.parse(time.dateTime ?? `${time.date}T00:00:00Z`);
