// @ts-check
/**
 * The sample organisation: one Webex site, its integration, and a person with guests. The demo, the server, the tests and the benchmarks
 * use it.
 *
 * It signs nobody in and runs nothing.
 * Invariants: every address names a role and belongs to a reserved domain; the integration is registered at Webex and in the add-on's
 * script properties, as an administrator would do it.
 *
 * Documentation: developer.webex.com/docs/integrations (redirect URI, scopes).
 */

import { createWorld } from './world.js';

/** @typedef {import('./user.js').UserSpec} UserSpec */

const host = 'host@example.com';
const timeZone = 'Europe/Paris';

export const sample = Object.freeze({
  host,
  guests: Object.freeze(['guest-1@example.com', 'guest-2@example.com']),
  site: 'acme.webex.com',
  start: '2026-03-02T09:00:00Z',
  timeZone,
  /** The host's Google account without a Workspace domain: it has the smaller quotas of consumer accounts and no directory. */
  consumer: Object.freeze({ email: host, name: 'Host', locale: 'en-US', timeZone }),
  integration: Object.freeze({
    clientId: 'C-meetwright',
    secret: 'client-secret-1',
    name: 'Meetwright',
    scopes: Object.freeze(['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'spark:people_read']),
  }),
});

/**
 * A world in which an administrator has registered the integration and nobody has signed in.
 * @param {object} given
 * @param {import('./runtime/addon.js').Addon} given.addon
 * @param {string} [given.host] the address of the person, at Google and at Webex
 * @param {string} [given.timeZone] of that person
 * @param {number | string} [given.start]
 * @param {number} [given.seed] the seed of all random numbers
 * @param {object} [given.options] switches of the simulated platform
 * @param {UserSpec[]} [given.users] the Google accounts; by default only the host's, in a Workspace domain
 * @param {object[]} [given.webexSites]
 * @param {object[]} [given.webexUsers] the Webex accounts; by default only the host's
 * @param {number} [given.guardMs] passed on to `createWorld`
 * @param {boolean} [given.integration] whether the administrator has registered it
 */
export function sampleWorld({
  addon, host = sample.host, timeZone = sample.timeZone, start = sample.start, seed = 1, options = {},
  users = [{ ...sample.consumer, email: host, timeZone, domain: host.split('@')[1] }],
  webexSites = [{ siteUrl: sample.site }],
  webexUsers = [{ email: host, name: 'Host', sites: [sample.site], timeZone }],
  guardMs,
  integration = true,
}) {
  const world = createWorld({
    addon,
    start,
    seed,
    // Each customer has a Webex site of their own, so only a wildcard can match all join links; see U18 in DESIGN.md for the other
    // answer.
    options: { openLinkWildcard: 'allowed', ...options },
    users,
    webex: { sites: webexSites, users: webexUsers },
    guardMs,
  });
  if (integration) register(world);
  return world;
}

/** Makes the integration known to Webex and to the add-on. @param {import('./world.js').World} world */
function register(world) {
  const { clientId, secret, name, scopes } = sample.integration;
  const redirectUris = [`https://script.google.com/macros/d/${world.scriptId}/usercallback`];
  world.webex.registerIntegration({ clientId, secret, name, redirectUris, scopes: [...scopes] });
  world.scriptProperties.set('WEBEX_CLIENT_ID', clientId);
  world.scriptProperties.set('WEBEX_CLIENT_SECRET', secret);
}
