// @ts-check
/**
 * /v1/people/me and /v1/meetingPreferences: a person's details, sites and personal room.
 *
 * Changes only the default site and the scheduling options.
 * Invariants: a person may have no default site; a request without `delegateEmails` keeps the list, an empty list clears it.
 * Pages: developer.webex.com/docs/api/v1/people/get-my-own-details, /v1/meeting-preferences.
 */
import { Refusal, json, nothing } from './answers.js';
import { actingFor, siteFor } from './access.js';
import { isAddress, readKind } from './fields.js';
import { readJson, readQuery, unknownRule } from './request-parts.js';
import { printMoment } from './time.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {import('./model.js').Account} Account */

const READ = 'meeting:preferences_read';
const WRITE = 'meeting:preferences_write';

/** @param {WebexService} webex @param {Call} call */
export function getMe(webex, call) {
  readQuery(webex, call, { callingData: 'boolean' });
  const { account } = call;
  const [first, ...rest] = account.name.split(' ');
  const made = printMoment(webex.born, 'UTC').replace('Z', '.000Z');
  return json({
    id: account.id, emails: [account.email], displayName: account.name, nickName: first, firstName: first, lastName: rest.join(' '),
    orgId: webex.orgId, timezone: account.timeZone, siteUrls: account.sites.map((site) => `${site.siteUrl}#attendee`),
    sipAddresses: [{ type: 'personal-room', value: `${account.email.split('@')[0]}@${account.sites[0]?.siteUrl ?? 'example.com'}`, primary: false }],
    type: 'person', created: made, lastModified: made,
  });
}

/** @param {WebexService} webex @param {Call} call @param {string} scope */
function subject(webex, call, scope) {
  const query = readQuery(webex, call, { userEmail: 'string', siteUrl: 'string' });
  const account = actingFor(webex, call, query.userEmail, scope);
  return { account, site: siteFor(webex, account, query.siteUrl) };
}

/** @param {import('./model.js').Site} site @param {Account} account */
function room(site, account) {
  const own = account.personalRoom;
  if (!own) throw new Refusal(403, 'The user has no personal room.');
  return {
    topic: own.topic, hostPin: own.hostPin, personalMeetingRoomLink: own.link, enabledAutoLock: true, autoLockMinutes: 10, enabledNotifyHost: false,
    supportCoHost: false, supportAnyoneAsCoHost: false, allowFirstUserToBeCoHost: false, allowAuthenticatedDevices: true, coHosts: [],
    sipAddress: `${own.number}@${site.siteUrl}`, dialInIpAddress: '198.51.100.7',
    telephony: {
      accessCode: own.number, callInNumbers: site.callInNumbers,
      links: [{ rel: 'globalCallinNumbers', href: '/api/v1/meetings/personalRoom/globalCallinNumbers', method: 'GET' }],
    },
  };
}

/** @param {WebexService} webex @param {Call} call */
export function getPersonalRoom(webex, call) {
  const { account, site } = subject(webex, call, READ);
  return json(room(site, account));
}

/** @param {Account} account */
function schedulingOf(account) {
  return { ...account.scheduling, enabledAutoShareRecording: false, enabledWebexAssistantByDefault: false, delegateEmails: [...account.delegateEmails] };
}

const phone = Object.freeze({ countryCode: '1', number: '', enabledCallInAuthentication: false, enabledCallMe: false });

function audio() {
  return {
    defaultAudioType: 'webexAudio', otherTeleconferenceDescription: '', enabledGlobalCallIn: true, enabledTollFree: false, enabledAutoConnection: false,
    audioPin: '1234', officeNumber: phone, mobileNumber: phone,
  };
}

/** @param {WebexService} webex @param {Call} call */
export function getPreferences(webex, call) {
  const { account, site } = subject(webex, call, READ);
  return json({
    personalMeetingRoom: room(site, account), audio: audio(), video: { videoDevices: [] }, schedulingOptions: schedulingOf(account), sites: account.sites,
  });
}

/** @param {WebexService} webex @param {Call} call */
export function getAudio(webex, call) {
  subject(webex, call, READ);
  return json(audio());
}

/** @param {WebexService} webex @param {Call} call */
export function getVideo(webex, call) {
  subject(webex, call, READ);
  return json({ videoDevices: [] });
}

/** @param {WebexService} webex @param {Call} call */
export function getScheduling(webex, call) {
  return json(schedulingOf(subject(webex, call, READ).account));
}

/** @type {import('./fields.js').ObjectKind} */
const schedulingBody = {
  members: {
    enabledJoinBeforeHost: 'boolean', joinBeforeHostMinutes: 'number', enabledAutoShareRecording: 'boolean', enabledWebexAssistantByDefault: 'boolean',
    delegateEmails: { list: 'string', most: 20, unit: 'delegates' },
  },
  required: ['enabledJoinBeforeHost', 'joinBeforeHostMinutes', 'enabledAutoShareRecording'],
};

/** @param {WebexService} webex @param {Call} call */
export function putScheduling(webex, call) {
  const body = readKind(readJson(call), schedulingBody, 'body', { unknown: unknownRule(webex), nullable: ['delegateEmails'] });
  const { account } = subject(webex, call, WRITE);
  if (![0, 5, 10, 15].includes(body.joinBeforeHostMinutes)) throw new Refusal(400, "Parameter 'joinBeforeHostMinutes' must be one of 0, 5, 10, 15.");
  account.scheduling = { enabledJoinBeforeHost: body.enabledJoinBeforeHost, joinBeforeHostMinutes: body.joinBeforeHostMinutes };
  if (body.delegateEmails != null) account.delegateEmails = checkedDelegates(webex, body.delegateEmails);
  return json(schedulingOf(account));
}

/** @param {WebexService} webex @param {string[]} emails */
export function checkedDelegates(webex, emails) {
  const lower = emails.map((email) => email.toLowerCase());
  const bad = lower.find((email) => !isAddress(email) || !webex.accounts.get(email)?.hostLicence);
  if (bad) throw new Refusal(400, `'${bad}' is not a host on the site.`);
  return lower;
}

/** @param {WebexService} webex @param {Call} call */
export function changeDelegates(webex, call) {
  const kind = { members: { emails: { list: /** @type {'string'} */ ('string'), most: 20, unit: 'delegates' } }, required: ['emails'] };
  const { emails } = readKind(readJson(call), kind, 'body', { unknown: unknownRule(webex) });
  const { account } = subject(webex, call, WRITE);
  if (call.captures[0] === 'insert') {
    account.delegateEmails = [...new Set([...account.delegateEmails, ...checkedDelegates(webex, emails)])];
    return json({ emails: account.delegateEmails });
  }
  const gone = emails.map((/** @type {string} */ email) => email.toLowerCase());
  account.delegateEmails = account.delegateEmails.filter((email) => !gone.includes(email));
  return nothing();
}

/** @param {WebexService} webex @param {Call} call */
export function getSites(webex, call) {
  const query = readQuery(webex, call, { userEmail: 'string' });
  const { sites, hostLicence } = actingFor(webex, call, query.userEmail, READ);
  return json({ sites: hostLicence || webex.option('unlicensedSites') === 'listed' ? sites : [] });
}

/** @param {WebexService} webex @param {Call} call */
export function putDefaultSite(webex, call) {
  const query = readQuery(webex, call, { userEmail: 'string', defaultSite: 'boolean' });
  if (query.defaultSite !== true) throw new Refusal(400, "Parameter 'defaultSite' is required and must be true.");
  const body = readKind(readJson(call), { members: { siteUrl: 'string' }, required: ['siteUrl'] }, 'body', { unknown: unknownRule(webex) });
  const account = actingFor(webex, call, query.userEmail, WRITE);
  if (!account.sites.some((site) => site.siteUrl === body.siteUrl)) throw new Refusal(403, 'The user does not have access to the site.');
  account.sites = account.sites.map((site) => ({ ...site, default: site.siteUrl === body.siteUrl }));
  return json({ siteUrl: body.siteUrl, default: true });
}
