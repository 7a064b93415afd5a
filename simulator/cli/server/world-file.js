// @ts-check
/**
 * Makes the world that is served: the sample organisation, or one that a JSON file describes.
 *
 * It serves nothing. The world has no add-on.
 * Invariant: an unknown member of the file is an error that names it, so that misspelt members are noticed.
 *
 *     { "people": [{ "email", "name", "locale", "timeZone", "domain", "admin": true, "directory": { "aliases", "customSchemas" } }],
 *       "schemas": { "Webex": { "fields": { "siteURL": { "readAccessType": "ALL_DOMAIN_USERS" } } } },
 *       "googleClients": [{ "clientId", "secret", "redirectUris" }],
 *       "webex": { "sites", "users", "integrations", "templates" },     in the form for simulator/webex/index.js
 *       "events": [{ "calendarId", "event": { … } }],                   in the form of the Calendar API, made by the calendar's owner
 *       "options": { … } }                                              of simulator/options.js
 */

import { fullScope } from '../../runtime/scopes.js';
import { sample, sampleWorld } from '../../sample.js';
import { createWorld } from '../../world.js';
import { checkWorldFile } from './world-schema.js';

/** @typedef {import('../../world.js').World} World */
/**
 * The content of a world file after world-schema.js has checked it.
 * @typedef {object} WorldFile
 * @property {(import('../../user.js').UserSpec & { admin?: boolean, directory?: object })[]} [people]
 * @property {Record<string, { fields: import('../../google/directory.js').Fields }>} [schemas]
 * @property {import('../../google/sign-in.js').Client[]} [googleClients]
 * @property {object} [webex]
 * @property {{ calendarId: string, event: EventBody }[]} [events]
 * @property {object} [options]
 */
/** @typedef {import('../../google/calendar/resource.js').EventBody} EventBody */

/** The scopes of the printed Google tokens. */
const SCOPES = ['calendar.events', 'calendar.settings.readonly', 'admin.directory.user.readonly', 'userinfo.email', 'userinfo.profile'].map(fullScope);

/** A placeholder for an add-on, without functions to run. */
const nobodys = /** @type {import('../../runtime/addon.js').Addon} */ (/** @type {unknown} */ (Object.freeze({
  manifest: { timeZone: 'Etc/UTC', oauthScopes: [], addOns: { common: { name: 'none' } } },
  files: [],
  pages: new Map(),
  named: new Map(),
})));

/** @param {unknown} given @param {number} start @returns {World} */
export function worldOf(given, start) {
  checkWorldFile(given);
  const { people = [], schemas = {}, googleClients = [], webex = {}, events = [], options = {} } = /** @type {WorldFile} */ (given);
  const world = createWorld({ addon: nobodys, start, options, webex, users: people });
  for (const [name, schema] of Object.entries(schemas)) world.directory.setSchema(name, schema);
  for (const { email, admin, directory } of people) {
    if (admin) world.directory.setAdmin(email);
    if (directory) world.directory.setUser(email, directory);
  }
  for (const client of googleClients) world.googleSignIn.registerClient(client);
  for (const { calendarId, event } of events) put(world, calendarId, event);
  return world;
}

/** The sample organisation with its site in the directory; the host is its administrator. @param {number} start @returns {World} */
export function sampleToServe(start) {
  const world = sampleWorld({ addon: nobodys, start });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ALL_DOMAIN_USERS' } } });
  world.directory.setUser(sample.host, { customSchemas: { Webex: { siteURL: sample.site } } });
  world.directory.setAdmin(sample.host);
  return world;
}

/** Registers clients whose sign-in returns to the server itself, for users without a client of their own. @param {World} world @param {string} origin */
export function registerLocalClients(world, origin) {
  const [, integration] = [...world.webex.integrations][0] ?? [];
  const scopes = integration?.scopes ?? [...sample.integration.scopes];
  const redirectUris = [`${origin}/callback`];
  world.webex.registerIntegration({ clientId: 'C-local', secret: 'local-secret', name: 'Local', redirectUris, scopes });
  world.googleSignIn.registerClient({ clientId: 'local.apps.googleusercontent.com', secret: 'local-secret', redirectUris });
}

/** Makes tokens for trying out the services, for each person. @param {World} world @returns {{ email: string, webex: string | null, google: string }[]} */
export function sampleTokens(world) {
  return world.users.map((user) => ({
    email: user.email,
    webex: world.webex.accounts.has(user.email) ? world.webex.connect({ email: user.email, clientId: 'C-local', scopes: scopesOf(world) }).access_token : null,
    google: world.accessTokens.issue(user, SCOPES, 'local.apps.googleusercontent.com'),
  }));
}

/** @param {World} world */
const scopesOf = (world) => /** @type {{ scopes: string[] }} */ (world.webex.integrations.get('C-local')).scopes;

/** @param {World} world @param {string} calendarId @param {EventBody} event */
function put(world, calendarId, event) {
  if (!world.users.some(({ email }) => email === calendarId)) throw new Error(`events: nobody here is ${calendarId}`);
  const token = world.accessTokens.issue(world.user(calendarId), SCOPES);
  const { status, body } = world.route({
    method: 'POST',
    url: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (status !== 200) throw new Error(`the event ${JSON.stringify(event.summary)} is refused: ${JSON.parse(body).error.message}`);
}
