// @ts-check
/**
 * The types of the simulated Webex service, and functions that make its identifiers.
 *
 * Holds no rule of the service.
 * Invariant: stored times are milliseconds since 1970; only the parsing of requests and the printing of answers use text.
 * Object model: developer.webex.com/docs/meetings (series, scheduled meetings, instances).
 */

/** @typedef {{method: string, url: string, headers: Record<string, string>, body: string | null}} Request */
/** @typedef {{status: number, headers: Record<string, string>, body: string, delayMs?: number}} Reply the sender waits for `delayMs` */
/** @typedef {{label: string, callInNumber: string, tollType: 'toll' | 'tollFree'}} CallInNumber */
/** @typedef {{siteUrl: string, converged: boolean, apiAllowed: boolean, passwordLength: number, callInNumbers: CallInNumber[]}} Site */
/**
 * @typedef {object} Account
 * @property {string} email
 * @property {string} name
 * @property {string} id
 * @property {string} timeZone
 * @property {boolean} hostLicence
 * @property {{siteUrl: string, default: boolean}[]} sites
 * @property {{topic: string, hostPin: string, link: string, number: string} | null} personalRoom
 * @property {string[]} delegateEmails
 * @property {{enabledJoinBeforeHost: boolean, joinBeforeHostMinutes: number}} scheduling
 */
/** @typedef {{clientId: string, secret: string, redirectUris: string[], scopes: string[], enabled: boolean, name: string}} Integration */
/** @typedef {{code: string, email: string, clientId: string, redirectUri: string, scopes: string[], challenge: string | null, expires: number, used: boolean}} Code */
/** @typedef {{token: string, email: string, clientId: string, scopes: string[], expires: number, ended: boolean}} AccessToken */
/** @typedef {{token: string, email: string, clientId: string, scopes: string[], expires: number, ended: boolean, latestAccess: string}} RefreshToken */
/** @typedef {{id: string, email: string, displayName: string, coHost: boolean, panelist: boolean}} Invitee */
/** @typedef {{id: string, original: number, startedAt: number, endedAt: number | null, guestsOnly: boolean}} Instance */
/** Members that are stored as they were sent. @typedef {{enabledJoinBeforeHost?: boolean, joinBeforeHostMinutes?: number, trackingCodes?: {name: string, value: string}[], [member: string]: unknown}} Fields */
/** @typedef {{title: string, agenda: string | null, password: string, fields: Fields}} Facets values that an occurrence may have different from its series */
/** @typedef {{id: string, original: number, start: number, end: number, number: string | null, mtid: string | null, facets: Partial<Facets>}} Exception */
/** @typedef {{id: string, original: number, start: number, end: number, modified: Exception | null}} Occurrence */
/**
 * @typedef {object} MeetingShape
 * @property {string} id
 * @property {string} number
 * @property {string} mtid
 * @property {string} hostEmail
 * @property {string} siteUrl
 * @property {string} zone the zone that the meeting was scheduled in
 * @property {number} start of the first occurrence
 * @property {number} end
 * @property {import('./recurrence.js').Rule | null} rule
 * @property {'meeting' | 'personalRoomMeeting'} scheduledType
 * @property {string} phonePassword
 * @property {string} hostKey
 * @property {boolean} byConnector made by a calendar connector, which blocks updates over the API
 * @property {boolean} deleteWhenCompleted
 * @property {Map<string, string[]>} tags per client id
 * @property {Map<number, Exception>} exceptions by original start
 * @property {Set<number>} removed original starts
 * @property {Instance[]} instances
 * @property {Map<string, Invitee[]>} invitees lists by meeting id (series or occurrence)
 */
/** @typedef {MeetingShape & Facets} Meeting */
/**
 * @typedef {object} Call one authenticated request
 * @property {string} method
 * @property {URL} url
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {string[]} captures the variable parts of the path
 * @property {Record<string, string>} query
 * @property {string | null} text
 * @property {Account} account the owner of the token
 * @property {AccessToken} token
 */

/**
 * Makes a string of digits or hex characters from the seeded source.
 * @param {() => number} random
 * @param {number} length
 * @param {string} [alphabet]
 */
export function randomText(random, length, alphabet = '0123456789abcdef') {
  let text = '';
  for (let i = 0; i < length; i += 1) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
}

/** @param {() => number} random */
export function randomUuid(random) {
  return [8, 4, 4, 4, 12].map((length) => randomText(random, length)).join('-');
}

/** Base64 without padding, the form of Webex's people ids. @param {string} text */
export function peopleId(text) {
  return Buffer.from(`ciscospark://us/PEOPLE/${text}`).toString('base64').replace(/=+$/, '');
}
