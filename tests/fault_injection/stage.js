// @ts-check
/**
 * A world in which one person uses the built add-on, in which every call can be counted and one of them struck.
 *
 * It knows no rule of Google, Webex or the add-on, and no journey. Invariants: the same acts give the same world, so that a call is
 * named by its place alone; nothing is counted and nothing struck before `watch`; one fault strikes once.
 *
 * The person's rule: whoever doesn't see what they wanted waits a minute and does it once more from the beginning, and asked to
 * sign in they sign in. Nobody tries a third time.
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
export const minute = 60_000;
export const hour = 60 * minute;

/** What never leaves the script: it can't fail by itself, and nothing of it outlives the execution. */
const local = new Set(['Utilities', 'CardService', 'ConferenceDataService', 'HtmlService', 'console']);

/**
 * One call that was made after `watch`, in order over all executions.
 * @typedef {object} Call
 * @property {CallRecord} record
 * @property {Execution} execution
 */

/**
 * @typedef {object} StageSpec
 * @property {object} [options] switches of the simulated platform
 * @property {string} [start]
 */

export class Stage {
  /** The calls since `watch`. @type {Call[]} */
  calls = [];
  /** Change triggers that came due since `watch`. */
  firings = 0;
  /** Which of them are delivered otherwise. @type {Map<number, Firing>} */
  deliveries = new Map();
  /** What stands between the add-on and the servers at the moment. @type {Interference | null} */
  interference = null;
  /** Every meeting that was ever made, in order; the deleted ones too. @type {any[]} */
  made = [];
  /** Ids of the meetings and events that were there at `watch`. @type {Set<string>} */
  known = new Set();
  /** Meetings, mails and executions before `watch`. */
  before = { made: 0, letters: 0, mails: 0, executions: 0 };
  /** Something was struck, so that the person may have to do something twice. */
  struck = false;
  #counts = false;
  /** @type {{number: number, faults: Fault[]} | null} */
  #blow = null;

  /**
   * @param {import('../../simulator/runtime/addon.js').Addon} addon @param {StageSpec} spec
   * @param {import('./execution-memory.js').Reuse} reuse executions of an earlier run of the same acts, which are not run again
   */
  constructor(addon, { options = {}, start }, reuse) {
    this.world = sampleWorld({ addon, start, options, users: [sample.consumer], guardMs });
    this.person = this.world.person(host);
    this.#listen();
    this.executionMemory = new ExecutionMemory(this, reuse);
  }

  /** From now on calls are counted. */
  watch() {
    const { world } = this;
    this.#counts = true;
    this.before = {
      made: this.made.length, letters: world.webex.mail.length, mails: world.calendars.mails.length, executions: world.executions.length,
    };
    for (const { id } of world.webex.meetings()) this.known.add(id);
    for (const { id } of this.person.calendar.seeAll()) this.known.add(id);
  }

  /** From now on calls are not counted any more. */
  rest() {
    this.#counts = false;
  }

  /**
   * Strikes the n-th counted call, from 1.
   * @param {number} number
   * @param {Fault[]} faults of one moment each
   */
  strike(number, faults) {
    this.#blow = { number, faults };
  }

  /**
   * The person's rule.
   * @param {() => Promise<boolean>} act answers whether the person sees what they wanted
   * @param {number} [pause] where a card says that something is under way, the person comes back when it must be over
   */
  async insist(act, pause = minute) {
    if (await this.#tried(act)) return;
    if (!this.struck) throw new Error('the person does not see what they wanted, and nothing was struck');
    await this.world.advance(pause);
    if (!(await act())) throw new Error('the person does not see what they wanted the second time either');
  }

  /** @param {() => Promise<boolean>} act */
  async #tried(act) {
    try {
      return await act();
    } catch (error) {
      if (!this.struck || isGap(error)) throw error;
      return false;
    }
  }

  #listen() {
    const { world } = this;
    // Every call asks for its faults first, whether or not there are any.
    const take = world.faults.take.bind(world.faults);
    world.faults.take = (execution, record) => {
      if (this.#counts && !local.has(record.service)) this.calls.push({ record, execution });
      if (this.#blow && this.calls[this.#blow.number - 1]?.record === record) {
        for (const fault of this.#blow.faults) world.faults.add({ ...fault, match: (one) => one === record });
        this.#blow = null;
        this.struck = true;
      }
      return take(execution, record);
    };
    world.faults.nextFiring = () => {
      if (!this.#counts) return undefined;
      this.firings += 1;
      const delivery = this.deliveries.get(this.firings);
      if (delivery) this.struck = true;
      return delivery;
    };
    const route = world.route.bind(world);
    world.route = (request) => (this.interference ? this.interference(request, () => route(request)) : route(request));
    world.webex.observers.push((meeting) => this.made.push(meeting));
  }

}

/** A thing that the simulator lacks must not pass for an error that the person sees. @param {unknown} error */
export function isGap(error) {
  return /not simulated|simulat/.test(String(/** @type {any} */ (error)?.message ?? error));
}
