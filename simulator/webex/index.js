// @ts-check
/**
 * A Webex service in memory: sign-in, REST API for scheduling, and what people do at the Webex site.
 *
 * Does not open a socket, send mail or hold a meeting; endpoints that it lacks throw `not simulated: …`.
 * Invariants: it uses only the virtual clock and the seeded random source; a request is checked completely before it takes effect; it
 * accepts only what the published pages document; the request log contains no secret.
 * Service: developer.webex.com/docs/api/getting-started; open points: `options.js`.
 */
import { Refusal, nothing, refuse, documented } from './answers.js';
import { authenticate, checkScope } from './access.js';
import { Faults, faultReply } from './faults.js';
import { peopleId, randomText, randomUuid } from './model.js';
import { authorizePage, endGrant, issueTokens, revokeEndpoint, tokenEndpoint } from './oauth.js';
import { checkSwitches, readSwitch } from './options.js';
import { Admin, Person } from './person.js';
import { presentOccurrence, presentSeries } from './meeting-json.js';
import { Quota } from './quota.js';
import { TransportError } from '../runtime/transport.js';
import { routeOf } from './routes.js';
import { DAY, compactUtc } from './time.js';
import { hasFaded, occurrenceById, occurrences } from './series.js';

export { webexDefaults, webexPessimistic, webexSwitches } from './options.js';

/** @typedef {import('./model.js').Request} Request */
/** @typedef {import('./model.js').Reply} Reply */
/** @typedef {import('./model.js').Meeting} Meeting */
/** @typedef {{at: number, method: string, path: string, parameters: string[], status: number | null, clientId: string | null, email: string | null}} LogEntry */
/**
 * @typedef {object} Setup
 * @property {{now(): number}} clock
 * @property {{webex?: Record<string, unknown>}} [options] the switches of `options.js` are under `webex`
 * @property {() => number} random
 * @property {(Partial<import('./model.js').Site> & {siteUrl: string})[]} [sites]
 * @property {NewAccount[]} [users]
 * @property {(Partial<import('./model.js').Integration> & {clientId: string, secret: string, redirectUris: string[], scopes: string[]})[]} [integrations]
 * @property {import('./templates.js').Template[]} [templates]
 */
/** @typedef {Partial<Omit<import('./model.js').Account, 'sites' | 'personalRoom'>> & {email: string, sites?: (string | {siteUrl: string, default: boolean})[], personalRoom?: boolean}} NewAccount */

const ORIGINS = { api: 'https://webexapis.com', broker: 'https://idbroker.webex.com' };

/** A meeting as a plain object. @typedef {ReturnType<WebexService['plain']>} PlainMeeting */

export class WebexService {
  /** @param {Setup} setup */
  constructor({ clock, options = {}, random, sites = [], users = [], integrations = [], templates = [] }) {
    const switches = options.webex ?? {};
    checkSwitches(switches);
    this.clock = clock;
    this.random = random;
    /** @type {(name: string) => string | number | null} */
    this.option = (name) => readSwitch(switches, name);
    this.born = clock.now();
    this.orgId = peopleId(randomUuid(random)).slice(0, 40);
    /** @type {Map<string, import('./model.js').Site>} */
    this.sites = new Map();
    /** @type {Map<string, import('./model.js').Account>} */
    this.accounts = new Map();
    /** @type {Map<string, import('./model.js').Integration>} */
    this.integrations = new Map();
    /** @type {Map<string, import('./model.js').Code>} */
    this.codes = new Map();
    /** @type {Map<string, import('./model.js').AccessToken>} */
    this.accessTokens = new Map();
    /** @type {Map<string, import('./model.js').RefreshToken>} */
    this.refreshTokens = new Map();
    /** @type {Map<string, Meeting>} */
    this.book = new Map();
    /** Functions that are called with every new meeting. @type {((meeting: Meeting) => void)[]} */
    this.observers = [];
    this.templates = [...templates];
    /** @type {import('./mail.js').Letter[]} */
    this.mail = [];
    /** @type {LogEntry[]} */
    this.requests = [];
    this.quota = new Quota();
    this.faults = new Faults();
    this.admin = new Admin(this);
    for (const site of sites) this.addSite(site);
    for (const user of users) this.addUser(user);
    for (const integration of integrations) this.registerIntegration(integration);
  }

  now() {
    return this.clock.now();
  }

  /** The service's state. Clock, random source and switches belong to the world's state, and the request log isn't included. */
  get state() {
    const { born, orgId, sites, accounts, integrations, codes, accessTokens, refreshTokens, book, templates, mail, quota, faults } = this;
    return {
      born, orgId, sites, accounts, integrations, codes, accessTokens, refreshTokens, book, templates, mail,
      quota: { requests: quota.requests.attempts, creates: quota.creates.attempts }, orders: faults.orders,
    };
  }

  set state({ quota, orders, ...state }) {
    Object.assign(this, state);
    this.quota.requests.attempts = quota.requests;
    this.quota.creates.attempts = quota.creates;
    this.faults.orders = orders;
  }

  /** @param {Partial<import('./model.js').Site> & {siteUrl: string}} site */
  addSite(site) {
    this.sites.set(site.siteUrl, {
      converged: true, apiAllowed: true, passwordLength: 8,
      callInNumbers: [{ label: 'US Toll', callInNumber: '+1-202-555-0100', tollType: 'toll' }], ...site,
    });
  }

  /** Adds a person; the first site is the default one unless the list marks another. @param {NewAccount} user */
  addUser({ sites = [], personalRoom = true, ...rest }) {
    const email = rest.email.toLowerCase();
    const named = sites.map((one, i) => (typeof one === 'string' ? { siteUrl: one, default: i === 0 } : { ...one }));
    for (const one of named) if (!this.sites.has(one.siteUrl)) throw new Error(`no site ${one.siteUrl} in this world`);
    const name = rest.name ?? email.split('@')[0];
    const room = {
      topic: `${name}'s Personal Room`,
      hostPin: randomText(this.random, 4, '123456789'),
      number: `26${randomText(this.random, 7, '0123456789')}`,
      link: `https://${named[0]?.siteUrl}/meet/${email.split('@')[0]}`,
    };
    this.accounts.set(email, {
      id: peopleId(randomUuid(this.random)), timeZone: 'UTC', hostLicence: true, delegateEmails: [],
      scheduling: { enabledJoinBeforeHost: false, joinBeforeHostMinutes: 0 }, ...rest, email, name, sites: named, personalRoom: personalRoom && named.length > 0 ? room : null,
    });
  }

  /** @param {Partial<import('./model.js').Integration> & {clientId: string, secret: string, redirectUris: string[], scopes: string[]}} integration */
  registerIntegration(integration) {
    this.integrations.set(integration.clientId, { enabled: true, name: integration.clientId, ...integration });
  }

  /** Signs a person in without the page. @param {{email: string, clientId: string, scopes: string[]}} grant */
  connect({ email, clientId, scopes }) {
    if (!this.accounts.has(email.toLowerCase()) || !this.integrations.has(clientId)) throw new Error('connect needs a known person and integration');
    return issueTokens(this, { email: email.toLowerCase(), clientId, scopes: [...new Set(['spark:kms', ...scopes])] });
  }

  /**
   * Opens an authorize link as a browser would, with the person's decision.
   * @param {string} url
   * @param {{email: string, decision?: 'allow' | 'deny'}} person
   */
  authorizePage(url, person) {
    return authorizePage(this, url, person);
  }

  /** @param {string} email */
  person(email) {
    return new Person(this, email);
  }

  /**
   * Answers one request. A broken connection throws `TransportError`.
   * @param {Request} request
   * @returns {Reply}
   */
  handle(request) {
    const url = new URL(request.url);
    const method = request.method.toUpperCase();
    for (const name of Object.keys(request.headers)) if (name !== name.toLowerCase()) throw new Error(`header names must be lower-case: ${name}`);
    /** @type {LogEntry} */
    const entry = { at: this.now(), method, path: url.pathname, parameters: [...new Set(url.searchParams.keys())], status: null, clientId: null, email: null };
    this.requests.push(entry);
    const fault = this.faults.take(method, url.pathname);
    if (fault?.dropBeforeEffect) throw new TransportError('Address unavailable', request.url);
    const withErrors = this.option('errorsMember') === 'present';
    if (fault?.status !== undefined && !fault.afterEffect) return this.close(entry, faultReply({ ...fault, status: fault.status }, this.trackingId(), withErrors), fault);
    let reply = this.answer(method, url, request, entry);
    if (fault?.twice) reply = this.answer(method, url, request, entry);
    if (fault?.timeout) throw new TransportError('Timeout', request.url);
    if (fault?.dropAfterEffect) throw new TransportError('Address unavailable', request.url);
    if (fault?.status !== undefined) reply = faultReply({ ...fault, status: fault.status }, this.trackingId(), withErrors);
    return this.close(entry, reply, fault);
  }

  /** @param {LogEntry} entry @param {Reply} reply @param {import('./faults.js').Fault | null} fault */
  close(entry, reply, fault) {
    entry.status = reply.status;
    const headers = { ...reply.headers, TrackingID: this.trackingId(), ...fault?.headers };
    return { ...reply, headers, ...(fault?.delayMs ? { delayMs: fault.delayMs } : {}) };
  }

  trackingId() {
    return `ROUTER_${randomUuid(this.random).toUpperCase()}`;
  }

  /** @param {string} method @param {URL} url @param {Request} request @param {LogEntry} entry */
  answer(method, url, request, entry) {
    this.forgetFaded();
    try {
      return this.dispatch(method, url, request, entry);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(error, this.trackingId(), this.option('errorsMember') === 'present');
    }
  }

  /** @param {string} method @param {URL} url @param {Request} request @param {LogEntry} entry @returns {Reply} */
  dispatch(method, url, request, entry) {
    if (url.origin === ORIGINS.broker && url.pathname === '/idb/oauth2/v1/revoke') {
      if (method !== 'POST' || this.option('revokeEndpoint') !== 'idbroker') throw new Refusal(404, 'The requested resource could not be found.');
      return revokeEndpoint(this, request);
    }
    if (url.origin !== ORIGINS.api) throw new Error(`not simulated: host ${url.origin}`);
    if (url.pathname === '/v1/authorize') throw new Error('not simulated: the sign-in page as a request; see authorizePage');
    if (url.pathname === '/v1/access_token') {
      if (method !== 'POST') throw new Refusal(405, `Request method '${method}' not supported`);
      return tokenEndpoint(this, request);
    }
    const { token, account } = authenticate(this, request.headers);
    Object.assign(entry, { clientId: token.clientId, email: account.email });
    this.quota.countRequest(account.email, this.now(), Number(this.option('requestsPerMinute') ?? Infinity));
    const disabled = this.integrations.get(token.clientId)?.enabled ? 'until refresh' : this.option('disabledIntegration');
    if (disabled === 'ended') throw new Refusal(401, documented.token);
    if (disabled === 'refused') throw new Refusal(403, 'The administrator does not allow this integration.');
    /** @type {Record<string, string>} */
    const query = {};
    for (const [name, value] of url.searchParams) {
      if (Object.hasOwn(query, name)) throw new Refusal(400, `Parameter '${name}' is given more than once.`);
      query[name] = value;
    }
    if (method === 'DELETE' && url.pathname === '/v1/authorizations' && this.option('revokeEndpoint') === 'authorizations') {
      if (query.clientId !== token.clientId) throw new Refusal(404, 'The requested resource could not be found.');
      endGrant(this, account.email, token.clientId);
      return nothing();
    }
    const { scope, run, captures } = routeOf(method, url.pathname);
    const call = { method, url, path: url.pathname, headers: request.headers, captures, query, text: request.body, account, token };
    checkScope(call, scope);
    return run(this, call);
  }

  /** Deletes the meetings that the service drops some time after their end. */
  forgetFaded() {
    const now = this.now();
    for (const meeting of this.book.values()) if (hasFaded(meeting, now)) this.book.delete(meeting.id);
  }

  /**
   * Finds the meeting, occurrence or instance with an id, or returns null.
   * @param {string} id
   * @returns {{meeting: Meeting, occurrence: import('./model.js').Occurrence | null, instance: import('./model.js').Instance | null} | null}
   */
  findMeeting(id) {
    const whole = this.book.get(id);
    if (whole) return { meeting: whole, occurrence: null, instance: null };
    const meeting = this.book.get(id.split('_')[0]);
    if (!meeting) return null;
    const instance = meeting.instances.find((one) => one.id === id) ?? null;
    if (instance) return { meeting, occurrence: null, instance };
    const occurrence = occurrenceById(meeting, id);
    return occurrence ? { meeting, occurrence, instance: null } : null;
  }

  /** @param {string} id */
  locate(id) {
    const found = this.findMeeting(id);
    if (!found) throw new Refusal(404, `Meeting '${id}' cannot be found.`);
    return found;
  }

  /** @param {Meeting} meeting @param {number} original */
  occurrenceId(meeting, original) {
    return meeting.rule ? meeting.exceptions.get(original)?.id ?? `${meeting.id}_${compactUtc(original)}` : meeting.id;
  }

  /** @param {string} meetingId @param {{email: string, displayName?: string, coHost?: boolean, panelist?: boolean}} one */
  makeInvitee(meetingId, one) {
    return {
      id: `${meetingId}_${randomText(this.random, 9, '123456789')}`, email: one.email, displayName: one.displayName ?? one.email,
      coHost: one.coHost ?? false, panelist: one.panelist ?? false,
    };
  }

  /** Every meeting as a plain object, for tests and for the demo. */
  meetings() {
    this.forgetFaded();
    return [...this.book.values()].map((meeting) => this.plain(meeting));
  }

  /** @param {string} email of the host */
  meetingsOf(email) {
    return this.meetings().filter((one) => one.hostEmail === email.toLowerCase());
  }

  /** @param {Meeting} meeting */
  plain(meeting) {
    const view = { zone: meeting.zone, clientId: null, email: meeting.hostEmail };
    /** @type {Record<string, unknown>} */
    const shown = presentSeries(this, meeting, view, { current: false });
    const nearest = Math.max(this.now(), meeting.start) + 366 * DAY;
    const remaining = occurrences(meeting, nearest);
    const guests = (/** @type {string} */ id) => meeting.invitees.get(id)?.map(({ id: own, email, displayName, coHost }) => ({ id: own, email, displayName, coHost }));
    return {
      id: meeting.id, title: meeting.title, agenda: meeting.agenda, start: String(shown.start), end: String(shown.end), timezone: meeting.zone,
      hostEmail: meeting.hostEmail, siteUrl: meeting.siteUrl, meetingNumber: String(shown.meetingNumber), webLink: String(shown.webLink),
      password: meeting.password, state: String(shown.state), scheduledType: meeting.scheduledType,
      recurrence: /** @type {string | null} */ (shown.recurrence ?? null),
      integrationTags: [...meeting.tags.values()].flat(),
      invitees: guests(meeting.id) ?? [],
      exceptions: [...meeting.exceptions.values()].map((one) => {
        const item = presentOccurrence(this, meeting, { ...one, modified: one }, view);
        return {
          id: one.id, original: new Date(one.original).toISOString(), start: item.start, end: item.end, title: String(item.title),
          invitees: meeting.invitees.get(one.id)?.map(({ email }) => email) ?? null,
        };
      }),
      /** The starts that remain up to a year from now. */
      occurrences: remaining.map((one) => new Date(one.start).toISOString()),
      /** The ids of those with a list of invitees of their own. */
      lists: remaining.filter(({ id }) => id !== meeting.id && meeting.invitees.has(id)).map(({ id, start }) => ({ start: new Date(start).toISOString(), invitees: guests(id) ?? [] })),
      fields: structuredClone(meeting.fields),
    };
  }
}
