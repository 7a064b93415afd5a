// @ts-check
/**
 * The actions of people and administrators at Webex, without the API.
 *
 * Sends no request and needs no token.
 * Invariants: changes follow the same rules as in the API; a person can act only on meetings that they host; a started meeting runs until
 * somebody ends it.
 * States of meetings: developer.webex.com/docs/meetings; actions in Control Hub: help.webex.com.
 */
import { siteFor } from './access.js';
import { changeOccurrence, changeSeries, createMeeting, deleteMeeting } from './meeting-changes.js';
import { endGrant } from './oauth.js';
import { checkedDelegates } from './preferences.js';
import { currentOccurrence, runningInstance } from './series.js';
import { randomText } from './model.js';

/** @typedef {import('./index.js').WebexService} WebexService */

/** A host at the Webex site. */
export class Person {
  /** @param {WebexService} webex @param {string} email */
  constructor(webex, email) {
    this.webex = webex;
    this.email = email.toLowerCase();
    if (!webex.accounts.has(this.email)) throw new Error(`${email} has no Webex account in this world`);
  }

  get account() {
    const account = this.webex.accounts.get(this.email);
    if (!account) throw new Error(`${this.email} has no Webex account any more`);
    return account;
  }

  /** @param {string} id */
  own(id) {
    const located = this.webex.locate(id);
    if (located.meeting.hostEmail !== this.email) throw new Error(`${this.email} does not host ${id}`);
    return located;
  }

  /** Sets who may schedule for this person, on the site's page "Scheduling permission". @param {string[]} emails */
  permitScheduling(emails) {
    this.account.delegateEmails = checkedDelegates(this.webex, emails);
  }

  /** Schedules a meeting at the site and returns its id. @param {import('./fields.js').MeetingBody} body as for POST /v1/meetings */
  schedule(body) {
    const site = siteFor(this.webex, this.account, body.siteUrl);
    return createMeeting(this.webex, { host: this.account, site, body, clientId: null }).meeting.id;
  }

  /** Changes a meeting or an occurrence and returns its id. @param {string} id @param {import('./fields.js').MeetingBody} body as for PATCH */
  changeMeeting(id, body) {
    const { meeting, occurrence } = this.own(id);
    if (occurrence) return changeOccurrence(this.webex, meeting, occurrence, body).occurrence.id;
    changeSeries(this.webex, meeting, body, null);
    return meeting.id;
  }

  /** @param {string} id @param {{sendEmail?: boolean}} [how] */
  deleteMeeting(id, { sendEmail = true } = {}) {
    const { meeting, occurrence } = this.own(id);
    deleteMeeting(this.webex, meeting, occurrence, sendEmail);
  }

  /** Ticks "Delete from My Meetings when completed". @param {string} id */
  deleteWhenCompleted(id) {
    this.own(id).meeting.deleteWhenCompleted = true;
  }

  /** Marks a meeting as made by a calendar connector. @param {string} id */
  connectCalendar(id) {
    this.own(id).meeting.byConnector = true;
  }

  /**
   * Starts the meeting or its next occurrence and returns the id of the instance.
   * @param {string} id
   * @param {{by?: 'host' | 'guests'}} [who] without the host, guests wait in the lobby
   */
  startMeeting(id, { by = 'host' } = {}) {
    const { meeting, occurrence } = this.own(id);
    const now = this.webex.now();
    if (runningInstance(meeting, now)) throw new Error(`${id} is already in progress`);
    const chosen = occurrence ?? currentOccurrence(meeting, now);
    if (!chosen) throw new Error(`${id} has no occurrence left`);
    const instance = {
      id: `${meeting.id}_I_${randomText(this.webex.random, 18, '123456789')}`, original: chosen.original, startedAt: now, endedAt: null, guestsOnly: by === 'guests',
    };
    meeting.instances.push(instance);
    return instance.id;
  }

  /** Ends the running instance. Without a host, the last guest leaves the lobby. @param {string} id */
  endMeeting(id) {
    const { meeting } = this.own(id);
    const running = meeting.instances.find((one) => one.endedAt === null);
    if (!running) throw new Error(`${id} is not in progress`);
    running.endedAt = this.webex.now();
  }

  /** Signs the person out everywhere: all present access tokens become invalid, but grants and refresh tokens stay valid. */
  endAccess() {
    for (const token of this.webex.accessTokens.values()) if (token.email === this.email) token.ended = true;
  }

  /** Removes the integration from the person's account. @param {string} clientId */
  revoke(clientId) {
    endGrant(this.webex, this.email, clientId);
  }
}

/** An administrator in Control Hub. */
export class Admin {
  /** @param {WebexService} webex */
  constructor(webex) {
    this.webex = webex;
  }

  /** @param {string} email */
  removeHostLicence(email) {
    this.webex.person(email).account.hostLicence = false;
  }

  /** @param {string} email */
  giveHostLicence(email) {
    this.webex.person(email).account.hostLicence = true;
  }

  /** Turns an integration off for the organisation. @param {string} clientId */
  disableIntegration(clientId) {
    this.integration(clientId).enabled = false;
  }

  /** @param {string} clientId */
  enableIntegration(clientId) {
    this.integration(clientId).enabled = true;
  }

  /** @param {string} clientId */
  integration(clientId) {
    const found = this.webex.integrations.get(clientId);
    if (!found) throw new Error(`no integration ${clientId} in this world`);
    return found;
  }

  /** @param {string} siteUrl @param {boolean} allowed */
  setApiAccess(siteUrl, allowed) {
    const site = this.webex.sites.get(siteUrl);
    if (!site) throw new Error(`no site ${siteUrl} in this world`);
    site.apiAllowed = allowed;
  }

  /** Limits an integration to these scopes. @param {string} clientId @param {string[]} scopes */
  setScopes(clientId, scopes) {
    this.integration(clientId).scopes = [...scopes];
  }

  /** Removes a person's access to a site. @param {string} email @param {string} siteUrl */
  removeSite(email, siteUrl) {
    const { account } = this.webex.person(email);
    account.sites = account.sites.filter((one) => one.siteUrl !== siteUrl);
  }
}
