// @ts-check
/**
 * Permissions: tokens, scopes, licences, sites, acting for others, and the right to see a meeting.
 *
 * Issues no token (`oauth.js`) and changes no meeting.
 * Invariants: 401 is checked first, then 403, then the body; `hostEmail` requires an admin scope; only the host may change a meeting.
 * Scopes: developer.webex.com/docs/meetings; status codes: developer.webex.com/docs/basics.
 */
import { Refusal, documented } from './answers.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {import('./model.js').Meeting} Meeting */

/**
 * Finds the account that a request's token belongs to.
 * @param {WebexService} webex
 * @param {Record<string, string>} headers
 */
export function authenticate(webex, headers) {
  const match = /^Bearer (\S+)$/.exec(headers.authorization ?? '');
  const token = match ? webex.accessTokens.get(match[1]) : undefined;
  const account = token && webex.accounts.get(token.email);
  if (!token || !account || token.ended || token.expires <= webex.now()) throw new Refusal(401, documented.token);
  return { token, account };
}

/** The admin scope that can be used instead of an ordinary one. @type {Record<string, string>} */
const adminScopes = {
  'meeting:schedules_read': 'meeting:admin_schedule_read',
  'meeting:schedules_write': 'meeting:admin_schedule_write',
  'meeting:preferences_read': 'meeting:admin_preferences_read',
  'meeting:preferences_write': 'meeting:admin_preferences_write',
};

/** @param {Call} call @param {string} scope */
export function checkScope(call, scope) {
  const { scopes } = call.token;
  if (scopes.includes(scope) || scopes.includes(adminScopes[scope])) return;
  throw new Refusal(403, 'Access token does not have required scopes.');
}

/** @param {Call} call @param {string} scope */
export function isAdmin(call, scope) {
  return call.token.scopes.includes(adminScopes[scope]);
}

/**
 * The person on whose behalf a call acts.
 * @param {WebexService} webex
 * @param {Call} call
 * @param {string | undefined} hostEmail
 * @param {string} scope of the call, in its ordinary form
 */
export function actingFor(webex, call, hostEmail, scope) {
  if (hostEmail === undefined) return call.account;
  const other = webex.accounts.get(hostEmail.toLowerCase());
  const permitted = webex.option('delegateHostEmail') === 'allowed' && other !== undefined && maySchedule(call.account, other);
  if (!isAdmin(call, scope) && !permitted) {
    throw new Refusal(403, "Parameter 'hostEmail' can only be set by a user with admin-level scopes.");
  }
  if (!other) throw new Refusal(404, 'User not found.');
  return other;
}

/**
 * Whether one person may schedule for another. The scheduling permission is valid only between hosts of the same site.
 * @param {import('./model.js').Account} delegate
 * @param {import('./model.js').Account} other
 */
function maySchedule(delegate, other) {
  const shared = other.sites.some(({ siteUrl }) => delegate.sites.some((own) => own.siteUrl === siteUrl));
  return other.delegateEmails.includes(delegate.email) && delegate.hostLicence && other.hostLicence && shared;
}

/**
 * The site of a call: the one named, or the preferred one.
 * @param {WebexService} webex
 * @param {import('./model.js').Account} account
 * @param {string | undefined} siteUrl
 */
export function siteFor(webex, account, siteUrl) {
  let own = account.sites.find((one) => (siteUrl === undefined ? one.default : one.siteUrl === siteUrl));
  if (!own && siteUrl === undefined && webex.option('noPreferredSite') === 'first site') own = account.sites[0];
  if (!own) {
    if (siteUrl !== undefined || account.sites.length === 0) throw new Refusal(403, 'The user does not have access to the site.');
    throw new Refusal(400, 'The user has no preferred site. Specify siteUrl.');
  }
  const site = webex.sites.get(own.siteUrl);
  if (!site) throw new Error(`site ${own.siteUrl} of ${account.email} does not exist in this world`);
  if (!site.apiAllowed) throw new Refusal(403, 'The site does not allow API access.');
  return site;
}

/** @param {import('./model.js').Account} account */
export function checkLicence(account) {
  if (!account.hostLicence) throw new Refusal(403, 'The user is not a licensed host on the site.');
}

/**
 * Whether a person is a meeting's host, its invitee or neither. A stranger can't see the meeting.
 * @param {Meeting} meeting
 * @param {string} email
 * @returns {'host' | 'invitee' | 'stranger'}
 */
export function standing(meeting, email) {
  if (meeting.hostEmail === email) return 'host';
  for (const list of meeting.invitees.values()) if (list.some((one) => one.email.toLowerCase() === email)) return 'invitee';
  return 'stranger';
}

/** @param {Meeting} meeting @param {import('./model.js').Account} account */
export function checkHost(meeting, account) {
  if (meeting.hostEmail !== account.email) throw new Refusal(403, 'The user is not the host of the meeting.');
}
