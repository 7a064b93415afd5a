// @ts-check
/**
 * Rate limits: a person's requests in a minute and created meetings in a day.
 *
 * Knows no endpoint.
 * Invariants: every attempt counts, including refused ones; the answer beyond the limit is HTML with Retry-After.
 * Limits: developer.webex.com/docs/basics (rate limits) and /docs/api/v1/meetings/create-a-meeting (100 in 24 hours).
 */
import { Refusal } from './answers.js';
import { DAY, MINUTE } from './time.js';

/** The highest number of creates in a day with admin scopes, for all hosts together and for one host. */
export const ADMIN_CREATES = Object.freeze({ overall: 3000, perHost: 800 });

/** Attempts within a sliding window. */
export class Window {
  /** @param {number} length */
  constructor(length) {
    this.length = length;
    /** @type {Map<string, number[]>} */
    this.attempts = new Map();
  }

  /** Counts an attempt and returns the number of attempts in the window. @param {string} key @param {number} now */
  count(key, now) {
    const recent = (this.attempts.get(key) ?? []).filter((at) => at > now - this.length);
    recent.push(now);
    this.attempts.set(key, recent);
    return recent.length;
  }
}

/** @param {number} status @param {number} seconds */
function tooMany(status, seconds) {
  return new Refusal(status, 'Too Many Requests', { html: status === 429, headers: { 'Retry-After': String(seconds) } });
}

/** The counters of a service. */
export class Quota {
  constructor() {
    this.requests = new Window(MINUTE);
    this.creates = new Window(DAY);
  }

  /** @param {string} email @param {number} now @param {number} limit */
  countRequest(email, now, limit) {
    if (this.requests.count(email, now) > limit) throw tooMany(429, 60);
  }

  /**
   * @param {string} email of the caller
   * @param {string} hostEmail
   * @param {number} now
   * @param {{admin: boolean, limit: number, status: number}} rule
   */
  countCreate(email, hostEmail, now, { admin, limit, status }) {
    const own = this.creates.count(`host ${hostEmail}`, now);
    const overall = admin ? this.creates.count(`admin ${email}`, now) : 0;
    if (own > (admin ? ADMIN_CREATES.perHost : limit) || overall > ADMIN_CREATES.overall) throw tooMany(status, 3600);
  }
}
