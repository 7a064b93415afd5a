// @ts-check
/**
 * Decides when installable triggers run, and runs them in order of time.
 *
 * It makes no trigger.
 * Invariants: a run learns only that a calendar changed, not what changed in it; changes close together cause one run; a user's total
 * trigger time in a day is limited; a user's triggers end when the user uninstalls the add-on.
 *
 * Enforces: developers.google.com/apps-script/guides/triggers/events (`{authMode, calendarId, triggerUid}`),
 * developers.google.com/apps-script/guides/triggers/installable (time is "slightly randomized"; runs as the user who made it),
 * developers.google.com/apps-script/guides/services/quotas ("Triggers total runtime").
 */

import { seesCalendar } from '../google/triggers.js';
import { quotaLeft, useQuota } from './quotas.js';

/** @typedef {import('../google/triggers.js').TriggerRecord} TriggerRecord */
/** @typedef {import('../user.js').User} User */
/** @typedef {import('./execution.js').Execution} Execution */
/** @typedef {{user: User, record: TriggerRecord, dueAt: number, mode: 'normal'|'concurrent'}} Pending */

const hourMs = 3_600_000;
const runtimeQuota = 'triggers total runtime';
/** More rounds than this mean that an add-on's own writes fire its trigger endlessly. */
const settleRounds = 200;

export class TriggerQueue {
  /** @type {Pending[]} */
  #pending = [];

  /** @param {import('../world.js').World} world */
  constructor(world) {
    this.world = world;
  }

  get state() {
    return this.#pending.map(({ user, ...pending }) => ({ ...pending, email: user.email }));
  }

  /** The users must already be in the world. @param {(Omit<Pending, 'user'> & {email: string})[]} state */
  set state(state) {
    this.#pending = state.map(({ email, ...pending }) => ({ ...pending, user: this.world.user(email) }));
  }

  /** Change triggers that haven't run yet. */
  get pending() {
    return this.#pending.map(({ user, record, dueAt }) => ({ email: user.email, calendarId: record.sourceId, dueAt }));
  }

  /**
   * @param {string} calendarId
   * @param {{byScript: boolean}} how
   */
  calendarChanged(calendarId, { byScript }) {
    const { options, users, clock, faults } = this.world;
    if (byScript && !options.triggersFireOnScriptWrites) return;
    for (const user of users) {
      for (const record of user.triggers) {
        if (record.source !== 'CALENDAR' || record.sourceId !== calendarId) continue;
        if (this.#pending.some((other) => other.record === record)) continue;
        const mode = faults.nextFiring() ?? options.triggerFiring;
        if (mode === 'lost') continue;
        const dueAt = clock.now() + options.triggerDelayMs + (mode === 'late' ? options.triggerLateMs : 0);
        this.#pending.push({ user, record, dueAt, mode: mode === 'concurrent' ? 'concurrent' : 'normal' });
        if (mode === 'doubled') this.#pending.push({ user, record, dueAt: dueAt + 1, mode: 'normal' });
      }
    }
  }

  /**
   * The first time of a new clock trigger: a random minute within its period.
   * @param {{everyHours: number}} record
   * @returns {number}
   */
  firstTick({ everyHours }) {
    return this.world.clock.now() + Math.floor(this.world.random() * everyHours * hourMs);
  }

  /** @returns {Promise<Execution[]>} */
  async settle() {
    /** @type {Execution[]} */
    const done = [];
    for (let round = 0; this.#pending.length > 0; round += 1) {
      if (round === settleRounds) throw new Error('the add-on keeps firing its own trigger');
      const [next] = this.#inOrder();
      this.world.clock.advanceTo(next.dueAt);
      done.push(...(await this.#fire(next)));
    }
    return done;
  }

  /**
   * @param {number} ms
   * @returns {Promise<Execution[]>}
   */
  async advance(ms) {
    const { clock } = this.world;
    const until = clock.now() + ms;
    /** @type {Execution[]} */
    const done = [];
    for (;;) {
      const change = this.#inOrder()[0];
      const tick = this.#nextTick();
      const at = Math.min(change?.dueAt ?? Infinity, tick?.record.nextAt ?? Infinity);
      if (at > until) break;
      clock.advanceTo(at);
      if (change && change.dueAt === at) done.push(...(await this.#fire(change)));
      else if (tick) done.push(...(await this.#tick(tick)));
    }
    clock.advanceTo(until);
    return done;
  }

  #inOrder() {
    return [...this.#pending].sort((left, right) => left.dueAt - right.dueAt);
  }

  /** @returns {{user: User, record: TriggerRecord} | undefined} */
  #nextTick() {
    const clocks = this.world.users.flatMap((user) => user.triggers.filter(({ source }) => source === 'CLOCK').map((record) => ({ user, record })));
    return clocks.sort((left, right) => left.record.nextAt - right.record.nextAt)[0];
  }

  /** @param {{user: User, record: TriggerRecord}} tick */
  async #tick({ user, record }) {
    const jitterMs = Math.floor((this.world.random() - 0.5) * 2 * 60_000);
    record.nextAt = Math.max(this.world.clock.now() + 1, record.nextAt + record.everyHours * hourMs + jitterMs);
    const ran = await this.#run(user, record, { triggerUid: record.id, ...clockFields(this.world.clock.now()) });
    return ran ? [ran] : [];
  }

  /** @param {Pending} pending */
  async #fire(pending) {
    this.#pending = this.#pending.filter((other) => other !== pending);
    const { user, record, mode } = pending;
    // The trigger was deleted after the change, or the calendar is no longer shared.
    if (!user.triggers.includes(record) || !seesCalendar(this.world, user, String(record.sourceId))) return [];
    const event = { calendarId: record.sourceId, triggerUid: record.id };
    const first = this.world.executions.length;
    const overlap = mode === 'concurrent' ? this.#overlap(user, record, event) : undefined;
    await this.#run(user, record, event);
    overlap?.remove();
    // The first delivery ended before the second one could start in the middle of it.
    if (overlap?.fired === 0) await this.#run(user, record, event);
    return this.world.executions.slice(first);
  }

  /**
   * Starts a second delivery in the middle of the first one.
   * @param {User} user
   * @param {TriggerRecord} record
   * @param {object} event
   * @returns {{readonly fired: number, remove(): void}}
   */
  #overlap(user, record, event) {
    const { world } = this;
    const call = 2 + Math.floor(world.random() * 6);
    return world.faults.add({ entry: record.handler, call, at: 'after', run: () => { this.#runNested(user, record, event); } });
  }

  /**
   * @param {User} user
   * @param {TriggerRecord} record
   * @param {object} event
   * @returns {Promise<Execution | undefined>}
   */
  async #run(user, record, event) {
    if (!this.#mayRun(user)) return undefined;
    const index = this.world.executions.length;
    try {
      await this.world.run(user, record.handler, withAuthMode(event), { kind: 'trigger' });
    } finally {
      this.#account(this.world.executions[index]);
    }
    return this.world.executions[index];
  }

  /**
   * @param {User} user
   * @param {TriggerRecord} record
   * @param {object} event
   */
  #runNested(user, record, event) {
    if (!this.#mayRun(user)) return;
    const index = this.world.executions.length;
    this.world.runNested(user, record.handler, withAuthMode(event), { kind: 'trigger' });
    this.#account(this.world.executions[index]);
  }

  /** @param {User} user */
  #mayRun(user) {
    const { options, clock } = this.world;
    if (!user.installed) return false;
    if (!options.published && user.refusedScopes.size > 0) return false;
    if (quotaLeft(user, runtimeQuota, clock.now()) > 0) return true;
    this.world.refusals.push({ email: user.email, at: clock.now(), text: 'Service using too much computer time for one day.' });
    return false;
  }

  /** @param {Execution} execution */
  #account(execution) {
    const { user } = execution;
    const now = this.world.clock.now();
    useQuota(user, runtimeQuota, now, Math.min(execution.elapsedMs(), quotaLeft(user, runtimeQuota, now)));
  }
}

/**
 * Adds `authMode` to the event inside the script's realm, because it is an enum value of the script's own ScriptApp.
 * @param {object} event
 * @returns {((execution: Execution) => unknown) & {event: object}} the function, with the event without the enum as its member
 */
function withAuthMode(event) {
  const inScript = (/** @type {Execution} */ execution) => {
    const made = execution.toScript(event);
    made.authMode = execution.context.ScriptApp.AuthMode.FULL;
    return made;
  };
  return Object.assign(inScript, { event });
}

/**
 * The fields of a time-driven event, in UTC.
 * @param {number} ms
 */
function clockFields(ms) {
  const date = new Date(ms);
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    'day-of-month': date.getUTCDate(),
    'day-of-week': date.getUTCDay() || 7,
    'week-of-year': 1 + Math.floor((ms - newYear) / (7 * 86_400_000)),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    timezone: 'UTC',
  };
}
