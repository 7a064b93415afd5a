// @ts-check
/**
 * A world in which one person, or two who share calendars, use the built add-on, every call is counted, and one of the calls can be made to fail.
 *
 * It knows no rule of Google, Webex or the add-on, and no journey. Invariants: the same acts give the same world, so that the number of a
 * call identifies it; before `startCounting` no call is counted and none fails; a fault happens once.
 *
 * The person's rule: a person who doesn't see the result waits a minute and tries once more from the beginning, and signs in if asked
 * to. The person does not try a third time.
 */

import { sample, sampleWorld } from '../../simulator/sample.js';
import { guardMs } from '../workers.js';
import { ExecutionMemory } from './execution-memory.js';

/** @typedef {import('../../simulator/world.js').World} World */
/** @typedef {import('../../simulator/runtime/execution.js').Execution} Execution */
/** @typedef {import('../../simulator/runtime/execution.js').CallRecord} CallRecord */
/** @typedef {import('../../simulator/runtime/transport.js').HttpRequest} HttpRequest */
/** @typedef {import('../../simulator/runtime/transport.js').HttpAnswer} HttpAnswer */
/** @typedef {import('../../simulator/runtime/faults.js').Fault} Fault */
/** @typedef {'normal'|'lost'|'doubled'|'late'|'concurrent'} Firing */
/** @typedef {(request: HttpRequest, send: () => HttpAnswer) => HttpAnswer} Interference */

export const { host, site, integration: { clientId } } = sample;
export const guests = [...sample.guests];
/** The second person of a world of two. */
export const colleague = 'colleague@example.com';
export const minute = 60_000;
export const hour = 60 * minute;

/** Services that never leave the script: they can't fail by themselves, and their effects end with the execution. */
const local = new Set(['Utilities', 'CardService', 'ConferenceDataService', 'HtmlService', 'console']);

/**
 * One call after `startCounting`.
 * @typedef {object} Call
 * @property {CallRecord} record
 * @property {Execution} execution
 */

/**
 * @typedef {object} StageSpec
 * @property {object} [options] switches of the simulated platform
 * @property {string} [start]
 * @property {boolean} [hasColleague] whether a second person has the add-on too, and both may write to a shared calendar and to the first person's own
 */

export class Stage {
  /** The calls since `startCounting`, in order over all executions. @type {Call[]} */
  calls = [];
  /** How many change triggers were due since `startCounting`. */
  firings = 0;
  /** The numbers of those that don't fire normally. @type {Map<number, Firing>} */
  firingModes = new Map();
  /** Answers requests in place of the servers, if set. @type {Interference | null} */
  interference = null;
  /** All meetings that were made, in order, with the deleted ones. @type {any[]} */
  made = [];
  /** Ids of the meetings and events that existed at `startCounting`. @type {Set<string>} */
  known = new Set();
  /** How many meetings, mails and executions there were before `startCounting`. */
  before = { made: 0, webexMails: 0, mails: 0, executions: 0 };
  /** Whether a fault has happened, so that the person may have to do something twice. */
  faultInjected = false;
  #counts = false;
  /** @type {{number: number, faults: Fault[]} | null} */
  #injection = null;

  /**
   * @param {import('../../simulator/runtime/addon.js').Addon} addon @param {StageSpec} spec
   * @param {import('./execution-memory.js').Reuse} reuse executions of an earlier run of the same acts, which are not run again
   */
  constructor(addon, { options = {}, start, hasColleague = false }, reuse) {
    const emails = hasColleague ? [host, colleague] : [host];
    const users = emails.map((email) => ({ ...sample.consumer, email }));
    const webexUsers = emails.map((email) => ({ email, name: 'Host', sites: [site], timeZone: sample.timeZone }));
    this.world = sampleWorld({ addon, start, options, users, webexUsers, guardMs });
    this.people = emails.map((email) => this.world.person(email));
    this.person = this.people[0];
    this.colleague = this.people[1];
    /** The calendars of the world, with the shared one at the end. */
    this.calendarIds = hasColleague ? [...emails, this.#share()] : emails;
    this.shared = this.calendarIds[this.calendarIds.length - 1];
    this.#listen();
    this.executionMemory = new ExecutionMemory(this, reuse);
  }

  /** Makes a calendar to which both people may write, and lets the second one write to the first one's too. */
  #share() {
    const { calendars } = this.world;
    const { id } = calendars.addCalendar({ summary: 'Team', timeZone: sample.timeZone, owner: host });
    for (const one of [id, host]) calendars.share(one, colleague, 'writer');
    return id;
  }

  /** All events that aren't deleted, with their calendars. @returns {{calendarId: string, event: any}[]} */
  get events() {
    const { calendars } = this.world;
    return this.calendarIds.flatMap((calendarId) => this.world.person(calendars.calendar(calendarId).owner).calendar.seeAll({ calendarId }).map((event) => ({ calendarId, event })));
  }

  /** Starts to count calls. */
  startCounting() {
    const { world } = this;
    this.#counts = true;
    this.before = {
      made: this.made.length, webexMails: world.webex.mail.length, mails: world.calendars.mails.length, executions: world.executions.length,
    };
    for (const { id } of world.webex.meetings()) this.known.add(id);
    for (const { event: { id } } of this.events) this.known.add(id);
  }

  /** Stops counting calls. */
  stopCounting() {
    this.#counts = false;
  }

  /**
   * Makes one of the counted calls fail.
   * @param {number} number of the call, from 1
   * @param {Fault[]} faults of one moment each
   */
  inject(number, faults) {
    this.#injection = { number, faults };
  }

  /**
   * Does an act by the person's rule.
   * @param {() => Promise<boolean>} act returns whether the person sees the result
   * @param {number} [pause] the time before the second try, longer where a card says that something takes a while
   */
  async tryTwice(act, pause = minute) {
    if (await this.#tried(act)) return;
    if (!this.faultInjected) throw new Error('the person does not see the result, although no fault has happened');
    await this.world.advance(pause);
    if (!(await act())) throw new Error('the person does not see the result the second time either');
  }

  /** @param {() => Promise<boolean>} act */
  async #tried(act) {
    try {
      return await act();
    } catch (error) {
      if (!this.faultInjected || isSimulatorGap(error)) throw error;
      return false;
    }
  }

  #listen() {
    const { world } = this;
    // The simulator asks for the faults of every call, so that all calls pass here.
    const take = world.faults.take.bind(world.faults);
    world.faults.take = (execution, record) => {
      if (this.#counts && !local.has(record.service)) this.calls.push({ record, execution });
      if (this.#injection && this.calls[this.#injection.number - 1]?.record === record) {
        for (const fault of this.#injection.faults) world.faults.add({ ...fault, match: (one) => one === record });
        this.#injection = null;
        this.faultInjected = true;
      }
      return take(execution, record);
    };
    world.faults.nextFiring = () => {
      if (!this.#counts) return undefined;
      this.firings += 1;
      const firing = this.firingModes.get(this.firings);
      if (firing) this.faultInjected = true;
      return firing;
    };
    const route = world.route.bind(world);
    world.route = (request) => (this.interference ? this.interference(request, () => route(request)) : route(request));
    world.webex.observers.push((meeting) => this.made.push(meeting));
  }

}

/** Whether an error says that the simulator lacks something. Such an error must not count as one that the person sees. @param {unknown} error */
export function isSimulatorGap(error) {
  return /not simulated|simulat/.test(String(/** @type {any} */ (error)?.message ?? error));
}
