// @ts-check
/**
 * Remembers executions and the state after each of them, so that thousands of runs of the same acts don't run the script again where its
 * result is known.
 *
 * It knows no journey and no fault. There are two memories. Before the fault, the executions of the undisturbed run are reused one after
 * the other. After the fault, an execution is reused if an earlier one started in exactly the same state, which happens often: many points
 * of a journey lead to few states.
 * Invariants: the acts between the executions are done again, on the remembered state; everything that a script can see, or that a service
 * bases a decision on, has to be the same; only logs, counts of executions and quotas that are far from used up may differ, and those
 * continue from this run's own values. detection.test.js compares reused executions with executions that ran.
 */

import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { quotaLeft } from '../../simulator/runtime/quotas.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Call} Call */
/** @typedef {import('../../simulator/world.js').World} World */
/** @typedef {import('../../simulator/user.js').User} User */
/** @typedef {import('../../simulator/runtime/execution.js').Execution} Execution */
/** @typedef {import('../../simulator/runtime/execution.js').Outcome} Outcome */

/**
 * Counters and logs that neither the script nor a service reads.
 * @typedef {object} Tally
 * @property {number} made
 * @property {number} firings
 * @property {number} begun
 * @property {number} webexMails
 * @property {number} mails
 * @property {number} refusals
 * @property {Map<string, Map<string, {since: number, used: number}>>} quotas by person
 */

/**
 * One execution that was started from outside, with those that ran while it ran.
 * @typedef {object} RememberedExecution
 * @property {string} entry
 * @property {Uint8Array} left the state after it
 * @property {Outcome} outcome
 * @property {Execution[]} executions
 * @property {Call[]} calls its counted calls
 * @property {number} callsSoFar
 * @property {number} firingsSoFar
 * @property {Tally} before
 */

/** Remembered executions by the state that they began in. @typedef {Map<string, RememberedExecution>} Memory */

/**
 * How a run uses remembered executions.
 * @typedef {object} Reuse
 * @property {readonly RememberedExecution[]} remembered of the undisturbed run
 * @property {number} count how many of them are reused
 * @property {Memory | null} memory of executions after the fault
 */

/** A run that reuses nothing; each of its executions is remembered. @type {Reuse} */
export const reuseNothing = Object.freeze({ remembered: [], count: 0, memory: null });

const dayMs = 86_400_000;
const minuteMs = 60_000;

export class ExecutionMemory {
  /** The executions so far, both run and reused. @type {RememberedExecution[]} */
  all = [];
  /** How many of them were reused. */
  reused = 0;

  /** @param {Stage} stage @param {Reuse} reuse */
  constructor(stage, reuse) {
    this.stage = stage;
    const { world } = stage;
    const run = world.run.bind(world);
    world.run = async (who, entry, argument, settings) => {
      const go = () => run(who, entry, argument, settings);
      if (reuse === reuseNothing) return (await this.#remember(entry, go)).outcome;
      if (this.all.length < reuse.count) return this.#reuseNext(reuse.remembered[this.all.length], entry);
      if (reuse.memory && stage.faultInjected) return this.#reuseOrRun(reuse.memory, keyOf(world, [typeof who === 'string' ? who : who.email, entry, argument, settings]), entry, go);
      return go();
    };
  }

  /** @param {string} entry @param {() => Promise<Outcome>} run */
  async #remember(entry, run) {
    const { stage, stage: { world } } = this;
    const before = tally(stage);
    const first = { execution: world.executions.length, call: stage.calls.length };
    const outcome = await run();
    /** @type {RememberedExecution} */
    const execution = {
      entry, outcome, before, left: serialize({ world: world.state, made: stage.made, firings: stage.firings }),
      executions: world.executions.slice(first.execution), calls: stage.calls.slice(first.call),
      callsSoFar: stage.calls.length, firingsSoFar: stage.firings,
    };
    this.all.push(execution);
    return execution;
  }

  /** @param {RememberedExecution} execution @param {string} entry */
  #reuseNext(execution, entry) {
    if (execution.entry !== entry) throw new Error(`the same acts started ${execution.entry} before, but ${entry} now`);
    const { world: state, made, firings } = deserialize(execution.left);
    this.stage.world.state = state;
    Object.assign(this.stage, { made, firings });
    this.stage.calls.push(...execution.calls);
    return this.#end(execution);
  }

  /** @param {Memory} memory @param {string} key @param {string} entry @param {() => Promise<Outcome>} run */
  async #reuseOrRun(memory, key, entry, run) {
    const known = memory.get(key);
    if (!known) {
      const execution = await this.#remember(entry, run);
      memory.set(key, execution);
      return execution.outcome;
    }
    const left = deserialize(known.left);
    if (!continueFrom(this.stage, known.before, left)) return (await this.#remember(entry, run)).outcome;
    this.stage.world.state = left.world;
    Object.assign(this.stage, { made: left.made, firings: left.firings });
    return this.#end(known);
  }

  /** @param {RememberedExecution} execution */
  #end(execution) {
    const { world } = this.stage;
    world.executions.push(...execution.executions.map((execution) => execution.movedTo(world)));
    this.all.push(execution);
    this.reused += 1;
    return execution.outcome.error ? execution.outcome : structuredClone(execution.outcome);
  }
}

/**
 * Reuses the executions before the one that a point is in.
 * @param {readonly RememberedExecution[]} remembered
 * @param {{call: number, firing: boolean}} point
 * @param {Memory | null} memory
 * @returns {Reuse}
 */
export function reuseUpTo(remembered, { call, firing }, memory) {
  const within = remembered.findIndex(({ callsSoFar, firingsSoFar }) => (firing ? firingsSoFar : callsSoFar) >= call);
  return { remembered, count: within < 0 ? remembered.length : within, memory };
}

/**
 * A digest of everything that decides what an execution does.
 * @param {World} world @param {[who: string, entry: string, argument: any, settings: any]} call
 */
function keyOf(world, [who, entry, argument, settings]) {
  const now = world.clock.now();
  const { begun: _begun, refusals: _refusals, ...state } = world.state;
  const { mail: _letters, quota, ...webex } = state.webex;
  const { mails: _mails, requests, ...calendars } = state.calendars;
  const observable = {
    ...state,
    users: state.users.map(({ quotas: _quotas, ...user }) => user),
    calendars: { ...calendars, requests: recent(requests, now - minuteMs) },
    webex: { ...webex, quota: { requests: recent(quota.requests, now - minuteMs), creates: recent(quota.creates, now - dayMs) } },
  };
  const given = JSON.stringify([who, entry, typeof argument === 'function' ? argument.event : argument, settings]);
  return createHash('sha1').update(given).update(serialize(observable)).digest('base64');
}

/** The requests that a rate limit still counts. @param {Map<string, number[]>} windows @param {number} since */
function recent(windows, since) {
  const kept = [...windows].map(([key, times]) => /** @type {[string, number[]]} */ ([key, times.filter((at) => at > since)]));
  return new Map(kept.filter(([, times]) => times.length > 0));
}

/** @param {Stage} stage @returns {Tally} */
function tally({ world, made, firings }) {
  return {
    made: made.length, firings, begun: world.begun, webexMails: world.webex.mail.length, mails: world.calendars.mails.length, refusals: world.refusals.length,
    quotas: structuredClone(new Map(world.users.map(({ email, quotas }) => [email, quotas]))),
  };
}

/**
 * Adds this run's own counts and logs to the state that a remembered execution left.
 * @param {Stage} stage @param {Tally} before the remembered execution
 * @param {{world: World['state'], made: any[], firings: number}} left
 * @returns {boolean} false where a quota might change the result, so that the execution must not be reused
 */
function continueFrom(stage, before, left) {
  const { world } = stage;
  for (const user of left.world.users) {
    const quotas = quotasAfter(world, world.user(user.email), before.quotas.get(user.email) ?? new Map(), user.quotas, left.world.clock);
    if (!quotas) return false;
    user.quotas = quotas;
  }
  const { webex, calendars } = left.world;
  webex.mail = [...world.webex.mail, ...webex.mail.slice(before.webexMails)];
  calendars.mails = [...world.calendars.mails, ...calendars.mails.slice(before.mails)];
  left.world.refusals = [...world.refusals, ...left.world.refusals.slice(before.refusals)];
  left.world.begun += world.begun - before.begun;
  left.firings += stage.firings - before.firings;
  // A meeting that still exists is taken from the reused state.
  left.made = [...stage.made.map((meeting) => webex.book.get(meeting.id) ?? meeting), ...left.made.slice(before.made)];
  return true;
}

/**
 * @param {World} world @param {User} user
 * @param {User['quotas']} before @param {User['quotas']} after the remembered execution
 * @param {number} end when it ended
 * @returns {User['quotas'] | null} null where less than half of a quota would be left, or a quota's day ends
 */
function quotasAfter(world, user, before, after, end) {
  const now = world.clock.now();
  const sum = new Map(user.quotas);
  for (const [name, { since, used }] of after) {
    const own = user.quotas.get(name);
    const more = used - (before.get(name)?.used ?? 0);
    const isNewDay = [own?.since, before.get(name)?.since].some((start) => start !== undefined && end >= start + dayMs);
    if (isNewDay || more < 0 || 2 * ((own?.used ?? 0) + more) > quotaLeft(user, name, now) + (own?.used ?? 0)) return null;
    sum.set(name, { since: own?.since ?? since, used: (own?.used ?? 0) + more });
  }
  return sum;
}
