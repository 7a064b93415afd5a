// @ts-check
/**
 * A small client of the simulated Webex service for its tests.
 *
 * Invariant: every request that the service accepts is also checked against the published document, if that is beside the checkout,
 * unless a test sets `offSpec`.
 */
import assert from 'node:assert/strict';
import { WebexService } from '../../simulator/webex/index.js';
import { Clock, seededRandom } from '../../simulator/runtime/clock.js';
import { checkWebexExchange, publishedSpecs } from '../../simulator/schema_check/index.js';

export const SITE = 'site.webex.com';
export const CLIENT = 'C-meetwright';
export const OTHER_CLIENT = 'C-other';
export const REDIRECT = 'https://script.google.com/macros/d/abc/usercallback';
export const SCOPES = ['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'meeting:preferences_write', 'spark:people_read'];
export const ADMIN_SCOPES = ['meeting:admin_schedule_read', 'meeting:admin_schedule_write'];

const specs = publishedSpecs();

/**
 * A service with one site, two hosts, a guest and two integrations, on Monday 2 March 2026, 09:00 UTC.
 * @param {Record<string, any>} [switches]
 */
export function makeService(switches = {}) {
  const clock = new Clock('2026-03-02T09:00:00Z');
  const options = { webex: switches };
  const service = new WebexService({
    clock,
    options,
    random: seededRandom(7),
    sites: [{ siteUrl: SITE }, { siteUrl: 'second.webex.com', converged: false }],
    users: [
      { email: 'host@example.com', name: 'Host Example', sites: [SITE, 'second.webex.com'], timeZone: 'Europe/Paris' },
      { email: 'other@example.com', name: 'Other Example', sites: [SITE] },
      { email: 'guest-1@example.com', name: 'Guest Example', sites: [SITE], hostLicence: false },
      { email: 'undecided@example.com', name: 'Undecided', sites: [{ siteUrl: SITE, default: false }] },
    ],
    integrations: [
      { clientId: CLIENT, secret: 'S-1', redirectUris: [REDIRECT], scopes: [...SCOPES, ...ADMIN_SCOPES] },
      { clientId: OTHER_CLIENT, secret: 'S-2', redirectUris: [REDIRECT], scopes: SCOPES },
    ],
  });
  return { service, clock, options };
}

/**
 * @typedef {{body?: any, headers?: Record<string, string>, offSpec?: boolean, raw?: string, type?: string}} Extra
 * @typedef {{status: number, headers: Record<string, string>, body: any, text: string, delayMs?: number}} Answer
 */

/** Sends requests as a person through an integration. */
export class Client {
  /**
   * @param {WebexService} service
   * @param {string} [email]
   * @param {string} [clientId]
   * @param {string[]} [scopes]
   */
  constructor(service, email = 'host@example.com', clientId = CLIENT, scopes = SCOPES) {
    this.service = service;
    this.grant = { email, clientId, scopes };
    this.token = '';
    this.signIn();
  }

  /** Signs in again, as after two weeks. */
  signIn() {
    this.token = this.service.connect(this.grant).access_token;
    return this;
  }

  /** @param {string} method @param {string} path @param {Extra} [extra] @returns {Answer} */
  ask(method, path, { body, headers = {}, offSpec = false, raw, type = 'application/json' } = {}) {
    const text = raw ?? (body === undefined ? null : JSON.stringify(body));
    const request = {
      method, url: `https://webexapis.com/v1${path}`, body: text,
      headers: { authorization: `Bearer ${this.token}`, ...(text === null ? {} : { 'content-type': type }), ...headers },
    };
    const reply = this.service.handle(request);
    if (specs && !offSpec && reply.status < 400) assert.deepEqual(checkWebexExchange(request, reply, specs.webex), []);
    const json = reply.headers['Content-Type']?.startsWith('application/json');
    return { status: reply.status, headers: reply.headers, text: reply.body, delayMs: reply.delayMs, body: json ? JSON.parse(reply.body) : null };
  }

  /** @param {Record<string, any>} [members] @returns {Answer} */
  create(members = {}) {
    return this.ask('POST', '/meetings', { body: { ...meeting, ...members } });
  }

  /** The answer must be 200. @param {Record<string, any>} [members] */
  created(members = {}) {
    const answer = this.create(members);
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }

  /** @param {string} id @param {Record<string, any>} body */
  patch(id, body) {
    return this.ask('PATCH', `/meetings/${id}`, { body });
  }

  /** @param {string} path @returns {any[]} */
  items(path) {
    const answer = this.ask('GET', path);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.items;
  }
}

/** A meeting on Tuesday, 3 March 2026, 10:00 in Paris, no mail. */
export const meeting = Object.freeze({
  title: 'Design review', start: '2026-03-03T10:00:00', end: '2026-03-03T11:00:00', timezone: 'Europe/Paris', sendEmail: false,
});

/** The same time on four Tuesdays, across the change of offset on 29 March. */
export const weekly = Object.freeze({ ...meeting, start: '2026-03-17T10:00:00', end: '2026-03-17T11:00:00', recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=4' });

/** A window that contains the whole series. */
export const MARCH_ON = 'from=2026-03-01&to=2026-06-01';

/**
 * @param {Answer} answer
 * @param {number} status
 * @param {string | RegExp} message
 */
export function refused(answer, status, message) {
  assert.equal(answer.status, status, answer.text);
  if (typeof message === 'string') assert.equal(answer.body.message, message);
  else assert.match(answer.body.message, message);
}
