// @ts-check
/**
 * One random world: the people, their calendars, what they did at Webex, and how its clock jumps.
 *
 * It does only what people can do. It checks nothing; model.js does.
 * Invariant: the hourly run is postponed only while nobody does anything, and never for longer than a day.
 */

import { occurrences } from '../../simulator/google/calendar/recurrence.js';
import { sample, sampleWorld } from '../../simulator/sample.js';
import { guardMs } from '../workers.js';
import { loadQuickly } from '../fault_injection/engine.js';
import { Hosts } from './hosts.js';
import { names } from './names.js';
import { Member, accounts, colleague, gather, host } from './people.js';
import { watch } from './watch.js';

export { colleague, host, names };
export const { timeZone: zone } = sample;
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

let loaded = /** @type {any} */ (null);
const addon = () => (loaded = loaded ?? loadQuickly(new URL('../../target/addon', import.meta.url).pathname));

/** @typedef {{calendarId: string, event: any}} Seen */

export class Stage {
  /** The people with the add-on who change events. @type {Member[]} */
  people;
  /** The one who acts. @type {Member} */
  me;
  /** Somebody who writes other people's meetings into events. @type {Member | null} */
  intruder = null;
  hosts = new Hosts(() => this.now);
  /** The host of every meeting that Webex has had. @type {Map<string, string>} */
  hostOf = new Map();
  /** What one person's add-on did to another person's meetings. @type {Set<string>} */
  trespasses = new Set();
  /** The calendars and ids of the events that an intruder wrote. @type {Map<string, {calendarId: string, id: string}>} */
  planted = new Map();
  /** The copies of events, and who made them when. @type {Map<string, {calendarId: string, id: string, by: Member, at: number}>} */
  copies = new Map();
  /** Meetings of people who disconnected and kept them: nobody's add-on follows them. @type {Set<string>} */
  unfollowed = new Set();
  /** Meetings that people had deleted when they disconnected. @type {Set<string>} */
  erased = new Set();
  /** Addresses at Webex of people whom the add-on still asks about deletions after they answered twice; see model.js. @type {Set<string>} */
  undecided = new Set();
  /** Meetings whose event was moved in the one way that DESIGN.md lists as not solved; see model.js. @type {Set<string>} */
  unsolved = new Set();
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

  /** @param {{start: string, options: object, seed: number, team?: import('./people.js').Team}} setting */
  constructor({ start, options, seed, team }) {
    const { consumer } = sample;
    const given = team && accounts(team);
    const users = [...given?.users ?? [consumer], { ...consumer, email: colleague, name: 'Colleague' }];
    this.world = sampleWorld({ addon: addon(), start, seed, options, guardMs, users, ...(given && { webexUsers: given.webexUsers }) });
    const { world } = this;
    this.other = world.person(colleague);
    this.second = world.calendars.addCalendar({ summary: 'Team', timeZone: team?.zone ?? zone, owner: host }).id;
    const { people, intruder } = team ? gather(world, team, this.second) : { people: [new Member(world, { google: host })], intruder: null };
    this.people = people;
    this.intruder = intruder;
    this.me = people[0];
    this.#watch();
    watch(this);
  }

  get person() {
    return this.me.person;
  }

  /** Everybody who uses the add-on. */
  get members() {
    return this.intruder?.isLinked ? [...this.people, this.intruder] : this.people;
  }

  /** The person with an address at Google or Webex. @param {string} address */
  memberOf(address) {
    return [...this.people, ...(this.intruder ? [this.intruder] : [])].find(({ google, webex }) => address === google || address === webex);
  }

  /**
   * Chooses who acts now: somebody who can, if there is one. Where there is only one person, no random number is taken.
   * @param {import('./dice.js').Dice} dice @param {(stage: Stage) => boolean} isPossible @returns {boolean} whether that person can act
   */
  takeTurns(dice, isPossible) {
    const first = this.people.length > 1 ? dice.int(0, this.people.length - 1) : 0;
    const inTurn = [...this.people.slice(first), ...this.people.slice(0, first)];
    return inTurn.some((member) => {
      this.me = member;
      return isPossible(this);
    });
  }

  /** All calendars of the people with the add-on. */
  get allCalendarIds() {
    return [...this.people.map(({ google }) => google), this.second];
  }

  /** The calendars that a person may write to, their own first. @param {Member} [member] @returns {readonly string[]} */
  calendarsOf({ google } = this.me) {
    const mayWrite = (/** @type {string} */ id) => {
      const { owner, sharedWith } = this.world.calendars.calendar(id);
      return owner === google || sharedWith.get(google) === 'writer';
    };
    return [google, this.second, host].filter((id, index, all) => all.indexOf(id) === index && mayWrite(id));
  }

  get calendarIds() {
    return this.calendarsOf();
  }

  /** A person who sees everything on a calendar. @param {string} calendarId */
  ownerOf(calendarId) {
    return this.world.person(this.world.calendars.calendar(calendarId).owner);
  }

  /** @param {string} words */
  trespass(words) {
    this.trespasses.add(words);
  }

  /** @param {string} calendarId @param {string} id */
  isPlanted(calendarId, id) {
    return this.planted.has(`${calendarId} ${id.split('_')[0]}`);
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
    await panel.signIn({ email: this.me.webex, decision: 'allow' });
    return true;
  }

  /** Does something for each of several people. @param {Member[]} members @param {() => Promise<unknown>} act @returns {Promise<boolean>} whether it did something for one of them */
  async forEach(members, act) {
    let isAny = false;
    for (const member of members) {
      this.me = member;
      isAny = (await act()) === true || isAny;
    }
    return isAny;
  }

  /** Whether the homepage asks about deletions. */
  async isAsked() {
    const home = await this.person.openHome({ host: 'CALENDAR' });
    return home.error === null && home.labels.includes('Delete the meetings');
  }

  revoke() {
    this.world.webex.person(this.me.webex).revoke(sample.integration.clientId);
  }

  /** The events on the calendars that the acting person may write to, without those that an intruder wrote. @param {(event: any) => boolean} [wanted] @returns {Seen[]} */
  events(wanted = () => true) {
    return this.calendarIds.flatMap((calendarId) =>
      this.person.calendar.seeAll({ calendarId }).filter((event) => wanted(event) && !this.isPlanted(calendarId, event.id)).map((event) => ({ calendarId, event })));
  }

  /** Single events on the organizer's calendar. @param {(event: any) => boolean} [wanted] */
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

/** Whether an event is over. @param {any} event @param {number} now */
export const isOver = (event, now) => instant(event.end) <= now;

/** @param {any} time */
export const instant = (time) => Date.parse(time.dateTime ?? `${time.date}T00:00:00Z`);
