// @ts-check
/**
 * One Google account: who the person is, what the add-on keeps for them, and what they have allowed.
 *
 * It enforces nothing; the services do.
 * Invariant: everything that an add-on can store for a user between executions is here (properties, cache, triggers) or in the calendars.
 */

/**
 * @typedef {object} UserSpec
 * @property {string} email
 * @property {string} [name]
 * @property {string} [locale] `en-US` by default
 * @property {string} [timeZone] `UTC` by default
 * @property {string} [country] `US` by default
 * @property {string} [domain] the Workspace domain; an account without one is a consumer account
 * @property {Iterable<string>} [refusedScopes]
 */

export class User {
  /** @type {Map<string, string>} */
  properties = new Map();
  /** @type {Map<string, {value: string, expiresAt: number}>} */
  cache = new Map();
  /** @type {import('./google/triggers.js').TriggerRecord[]} */
  triggers = [];
  /** Counters of the daily quotas. @type {Map<string, {since: number, used: number}>} */
  quotas = new Map();
  /** The add-on is installed and may run. */
  installed = true;

  /** @param {UserSpec} spec */
  constructor({ email, name = email, locale = 'en-US', timeZone = 'UTC', country = 'US', domain, refusedScopes = [] }) {
    this.email = email;
    this.name = name;
    this.locale = locale;
    this.timeZone = timeZone;
    this.country = country;
    this.domain = domain;
    /** Scopes of the manifest that this person has refused, as short names or full URLs. */
    this.refusedScopes = new Set(refusedScopes);
  }

  /** @returns {Omit<User, 'state' | 'isWorkspace'>} */
  get state() {
    return { ...this };
  }

  set state(state) {
    Object.assign(this, state);
  }

  /** Workspace accounts have other quotas than consumer accounts. */
  get isWorkspace() {
    return this.domain !== undefined;
  }
}
