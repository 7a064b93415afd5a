// @ts-check
/**
 * A small simulated Google Workspace with one add-on installed: its people, calendars, Webex, time, and the order in which things run.
 *
 * It enforces no platform rules; the services do.
 * Invariants: two worlds share nothing; the same start, seed, options and actions give the same world; executions run one after another,
 * except where a test runs one in the middle of another.
 *
 * Enforces: developers.google.com/apps-script/guides/services/quotas (add-on runtime, script runtime, simultaneous executions)
 * and developers.google.com/apps-script/guides/triggers/installable (what fires, for whom, when).
 */

import { Clock, randomHex, seededRandom } from './runtime/clock.js';
import { Execution } from './runtime/execution.js';
import { Faults } from './runtime/faults.js';
import { run, runSync } from './runtime/runner.js';
import { defaultGuardMs } from './runtime/sandbox.js';
import { TransportError } from './runtime/transport.js';
import { TriggerQueue } from './runtime/trigger-queue.js';
import { completeOptions } from './options.js';
import { readSnapshot, writeSnapshot } from './snapshot.js';
import { User } from './user.js';
import { AccessTokens } from './google/access-tokens.js';
import { Locks } from './google/lock.js';
import { acceptCallback } from './google/state-token.js';
import { handleUserinfo } from './google/userinfo.js';
import { CalendarStore, Directory, GoogleSignIn, Mail, WebexService, handleCalendarRest, makePerson } from './parts.js';

/** @typedef {import('./runtime/execution.js').Kind} Kind */
/** @typedef {import('./runtime/execution.js').Outcome} Outcome */
/** @typedef {import('./runtime/transport.js').HttpRequest} HttpRequest */
/** @typedef {import('./runtime/transport.js').HttpAnswer} HttpAnswer */

/**
 * @typedef {object} RunSettings
 * @property {Kind} [kind] `addon` by default
 * @property {import('./runtime/answer.js').Expected} [expects] the kind of answer required; by default the one that the manifest requires of the function, or an action's answer
 * @property {number} [timeLimitMs] 30 s for `addon`, 6 min for the others
 */

/**
 * @typedef {object} WorldSpec
 * @property {import('./runtime/addon.js').Addon} addon
 * @property {number | string} [start]
 * @property {number} [seed]
 * @property {Partial<import('./options.js').Options> & {webex?: object}} [options]
 * @property {import('./user.js').UserSpec[]} [users]
 * @property {number} [guardMs] real time after which an endless run is stopped with an error; one minute by default. Each run starts a thread for this watch; a caller that already watches its own workers passes 0
 * @property {object} [webex] passed on to the Webex part: sites, accounts, rules
 */

const timeLimits = Object.freeze({ addon: 30_000, trigger: 360_000, callback: 360_000, function: 360_000 });
const simultaneousExecutions = 30;

/**
 * @param {WorldSpec} spec
 * @returns {World}
 */
export function createWorld(spec) {
  return new World(spec);
}

export class World {
  /** @type {Map<string, User>} */
  #users = new Map();
  /** @type {Map<string, import('./host/index.js').Person>} */
  #people = new Map();
  /** @type {{email: string, count: number, until: number}[]} */
  #heldExecutions = [];
  /** @type {Execution[]} */
  executions = [];
  /** Runs in progress. There is more than one only when a fault starts another run in the middle of the first. @type {Execution[]} */
  running = [];
  /** The script properties and the script cache belong to all users. @type {Map<string, string>} */
  scriptProperties = new Map();
  /** @type {User['cache']} */
  scriptCache = new Map();
  /** @type {Map<string, import('./google/state-token.js').StateToken>} */
  stateTokens = new Map();
  /** The runs that weren't started, and why. @type {{email: string, at: number, text: string}[]} */
  refusals = [];
  faults = new Faults();
  locks = new Locks();
  /** The number of executions begun, including those before the snapshot that this world was restored from. */
  begun = 0;

  /** @param {WorldSpec} spec */
  constructor({ addon, start = '2026-03-02T09:00:00Z', seed = 1, options = {}, users = [], webex = {}, guardMs = defaultGuardMs }) {
    this.addon = addon;
    this.guardMs = guardMs;
    this.clock = new Clock(start);
    this.random = seededRandom(seed);
    this.options = completeOptions(options);
    this.scriptId = `1${randomHex(this.random, 56)}`;
    this.accessTokens = new AccessTokens(this);
    this.triggers = new TriggerQueue(this);
    for (const user of users) this.#users.set(user.email, new User(user));
    this.calendars = new CalendarStore({
      clock: this.clock,
      options: this.options,
      random: this.random,
      users: [...this.#users.values()],
      onChange: (/** @type {string} */ calendarId, /** @type {{byScript: boolean}} */ how) => this.triggers.calendarChanged(calendarId, how),
    });
    this.mail = new Mail(this);
    this.directory = new Directory(this);
    this.googleSignIn = new GoogleSignIn(this);
    this.webex = new WebexService({ clock: this.clock, options: this.options, random: this.random, ...webex });
  }

  /**
   * @param {string} email
   * @returns {User}
   */
  user(email) {
    const user = this.#users.get(email);
    if (!user) throw new Error(`nobody here is ${email}`);
    return user;
  }

  /** @returns {User[]} */
  get users() {
    return [...this.#users.values()];
  }

  /**
   * What a person can do with the products.
   * @param {string} email
   * @returns {import('./host/index.js').Person}
   */
  person(email) {
    this.user(email);
    const person = this.#people.get(email) ?? makePerson(this, email);
    this.#people.set(email, person);
    return person;
  }

  /**
   * Installs the add-on on an account again. Its earlier triggers don't come back.
   * @param {string} email
   */
  install(email) {
    this.user(email).installed = true;
  }

  /**
   * Removes the add-on from an account: its triggers stop, and it doesn't run there any more.
   * @param {string} email
   */
  uninstall(email) {
    const user = this.user(email);
    user.installed = false;
    user.triggers = [];
    this.accessTokens.revoke(user);
  }

  /**
   * Everything that the world's future depends on, as one graph of live objects: Google's and Webex's state, clock, random generators,
   * switches, faults. It contains no script state, since every execution starts fresh, and no log of past runs.
   */
  get state() {
    if (this.running.length > 0) throw new Error('a world has no state to keep while an execution runs');
    return {
      clock: this.clock.state, dice: this.random.state, options: { ...this.options, webex: { ...this.options.webex } }, scriptId: this.scriptId, begun: this.begun,
      users: this.users.map((user) => user.state), heldExecutions: this.#heldExecutions,
      scriptProperties: this.scriptProperties, scriptCache: this.scriptCache, stateTokens: this.stateTokens, refusals: this.refusals,
      faults: this.faults.state, locks: this.locks.state, triggers: this.triggers.state, accessTokens: this.accessTokens.state,
      calendars: this.calendars.state, mail: this.mail.state, directory: this.directory.state, googleSignIn: this.googleSignIn.state, webex: this.webex.state,
    };
  }

  /** Takes over the graph without copying it, so the caller must not use it afterwards. */
  set state(state) {
    if (this.running.length > 0) throw new Error('a world can\'t be restored while an execution runs');
    this.clock.state = state.clock;
    this.random.state = state.dice;
    this.#takeOptions(state.options);
    this.scriptId = state.scriptId;
    this.begun = state.begun;
    this.#takeUsers(state.users);
    this.#heldExecutions = state.heldExecutions;
    this.scriptProperties = state.scriptProperties;
    this.scriptCache = state.scriptCache;
    this.stateTokens = state.stateTokens;
    this.refusals = state.refusals;
    this.faults.state = state.faults;
    this.locks.state = state.locks;
    this.triggers.state = state.triggers;
    this.accessTokens.state = state.accessTokens;
    this.calendars.state = state.calendars;
    this.mail.state = state.mail;
    this.directory.state = state.directory;
    this.googleSignIn.state = state.googleSignIn;
    this.webex.state = state.webex;
  }

  /**
   * The world as JSON, which can be saved to a file. Throws while an execution runs, and when a fault contains a function.
   * @returns {import('./snapshot.js').Snapshot}
   */
  snapshot() {
    return writeSnapshot(this.state);
  }

  /**
   * Puts this world into the snapshot's state, and it goes on from there. The logs of executions and of Webex's requests start empty.
   * @param {import('./snapshot.js').Snapshot} snapshot as `snapshot()` made it, or read from a file
   */
  restore(snapshot) {
    this.state = readSnapshot(snapshot);
    this.executions = [];
    this.webex.requests = [];
  }

  /**
   * Runs one function in a fresh scope. Rejects when the simulator itself lacks a feature or has a bug.
   * @param {User | string} who
   * @param {string} functionName
   * @param {unknown} [argument] JSON
   * @param {RunSettings} [settings]
   * @returns {Promise<Outcome>}
   */
  async run(who, functionName, argument, settings = {}) {
    if (this.running.length > 0) throw new Error('executions run one after another; runNested runs one in the middle of another');
    const execution = this.#start(who, functionName, settings);
    if (execution.outcome) return execution.outcome;
    this.running.push(execution);
    try {
      return await run(execution, this.addon, argument, this.#expected(functionName, settings));
    } finally {
      this.#finish(execution);
    }
  }

  /**
   * Runs one function in the middle of the current execution (from a fault's `run`), so that two runs overlap.
   * Its time isn't counted against the execution that it interrupts.
   * @param {User | string} who
   * @param {string} functionName
   * @param {unknown} [argument]
   * @param {RunSettings} [settings]
   * @returns {Outcome}
   */
  runNested(who, functionName, argument, settings = {}) {
    const execution = this.#start(who, functionName, settings);
    if (execution.outcome) return execution.outcome;
    this.running.push(execution);
    const before = this.clock.now();
    try {
      return runSync(execution, this.addon, argument, this.#expected(functionName, settings));
    } finally {
      this.#finish(execution);
      for (const outer of this.running) outer.pausedMs += this.clock.now() - before;
    }
  }

  /**
   * Pretends that the account has other executions running until a time.
   * @param {string} email
   * @param {number} count
   * @param {number} until
   */
  holdExecutions(email, count, until) {
    this.#heldExecutions.push({ email, count, until });
  }

  /**
   * Pretends that another execution holds a user's lock until a time.
   * @param {string | null} email null for the script lock
   * @param {number} until
   */
  holdLock(email, until) {
    this.locks.hold(email === null ? 'script' : `user ${this.user(email).email}`, until);
  }

  /**
   * Follows an authorization answer to `https://script.google.com/…/usercallback`.
   * @param {string} email who is signed in there
   * @param {string} url
   * @returns {Promise<Outcome>}
   */
  async userCallback(email, url) {
    const accepted = acceptCallback(this, this.user(email), url);
    if ('error' in accepted) return { status: 'failed', error: new Error(accepted.error) };
    return this.run(email, accepted.method, accepted.request, { kind: 'callback', expects: 'callback' });
  }

  /**
   * Answers a request that leaves the script.
   * @param {HttpRequest} request
   * @returns {HttpAnswer}
   */
  route(request) {
    const { host, pathname } = new URL(request.url);
    if (host === 'webexapis.com') return this.webex.handle(request);
    if (host === 'www.googleapis.com' && pathname.startsWith('/calendar/v3/')) return handleCalendarRest(this, request);
    if (/^(www|admin)\.googleapis\.com$/.test(host) && pathname.startsWith('/admin/directory/v1/')) return this.directory.handle(request);
    if (host === 'accounts.google.com' || host === 'oauth2.googleapis.com' || `${host}${pathname}` === 'www.googleapis.com/oauth2/v4/token') return this.googleSignIn.handle(request);
    if (host === 'openidconnect.googleapis.com') return handleUserinfo(this, request);
    // These hosts exist in reality, so a DNS error would be wrong.
    if (/(^|\.)(googleapis|google|webex|webexapis)\.com$/.test(host)) throw new Error(`not simulated: ${request.method} ${host}${pathname}`);
    throw new TransportError('DNS error', request.url);
  }

  /**
   * Runs the change triggers that are due now, and the triggers that these runs cause.
   * @returns {Promise<Execution[]>}
   */
  settle() {
    return this.triggers.settle();
  }

  /**
   * Moves the clock forward and runs all triggers that become due, in order of time.
   * @param {number} ms
   * @returns {Promise<Execution[]>}
   */
  advance(ms) {
    return this.triggers.advance(ms);
  }

  /**
   * @param {Execution} execution
   * @returns {{total: number, [service: string]: number}}
   */
  roundTrips(execution) {
    /** @type {{total: number, [service: string]: number}} */
    const trips = { total: 0 };
    for (const { service, counted } of execution.calls) {
      if (!counted) continue;
      trips.total += 1;
      trips[service] = (trips[service] ?? 0) + 1;
    }
    return trips;
  }

  /**
   * @param {User | string} who
   * @param {string} functionName
   * @param {RunSettings} settings
   * @returns {Execution}
   */
  #start(who, functionName, { kind = 'addon', timeLimitMs = timeLimits[kind] }) {
    const user = typeof who === 'string' ? this.user(who) : who;
    const execution = new Execution({
      world: this, id: (this.begun += 1), user, entry: functionName, kind, manifest: this.addon.manifest, timeLimitMs,
      random: seededRandom(Math.floor(this.random() * 0x100000000)),
    });
    this.executions.push(execution);
    const refusal = this.#refusal(user);
    if (refusal) {
      execution.outcome = { status: 'failed', error: execution.fail(refusal) };
      execution.endedAt = execution.startedAt;
    }
    return execution;
  }

  /**
   * @param {User} user
   * @returns {string | null} why nothing can run for this account now
   */
  #refusal(user) {
    if (!user.installed) return 'Authorization is required to perform that action.';
    const now = this.clock.now();
    const held = this.#heldExecutions.filter(({ email, until }) => email === user.email && until > now);
    const count = this.running.filter((other) => other.user === user).length + held.reduce((sum, hold) => sum + hold.count, 0);
    return count >= simultaneousExecutions ? 'There are too many scripts running simultaneously for this Google user account.' : null;
  }

  /**
   * @param {string} functionName
   * @param {RunSettings} settings
   * @returns {import('./runtime/answer.js').Expected}
   */
  #expected(functionName, { kind = 'addon', expects }) {
    if (expects) return expects;
    return kind === 'addon' ? (this.addon.named.get(functionName) ?? 'action') : kind;
  }

  /** @param {Execution} execution */
  #finish(execution) {
    this.running = this.running.filter((other) => other !== execution);
  }

  /** @param {Record<string, unknown>} options */
  #takeOptions({ webex, ...options }) {
    for (const name of Object.keys(this.options.webex)) delete this.options.webex[name];
    Object.assign(this.options.webex, webex);
    Object.assign(this.options, options);
  }

  /** Keeps the objects of users who are already in the world. @param {User['state'][]} states in their order */
  #takeUsers(states) {
    const users = states.map((state) => Object.assign(this.#users.get(state.email) ?? new User(state), state));
    this.#users = new Map(users.map((user) => [user.email, user]));
    this.calendars.users = new Map(this.#users);
  }
}
