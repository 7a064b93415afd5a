// @ts-check
/**
 * The sample organisation: one Webex site, its integration, and a person with guests.
 *
 * It signs nobody in and runs nothing. Invariants: every address is a role and belongs to a reserved domain; the integration
 * is registered as an administrator would, at Webex and in the add-on's script properties.
 *
 * Documentation: developer.webex.com/docs/integrations (redirect URI, scopes).
 */

import { createWorld } from './world.js';

export const sample = Object.freeze({
  host: 'host@example.com',
  guests: Object.freeze(['guest-1@example.com', 'guest-2@example.com']),
  site: 'acme.webex.com',
  start: '2026-03-02T09:00:00Z',
  timeZone: 'Europe/Paris',
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
 * @param {object} [given.options]
 */
export function sampleWorld({ addon, host = sample.host, timeZone = sample.timeZone, start = sample.start, options = {} }) {
  const world = createWorld({
    addon,
    start,
    seed: 1,
    // Join links lead to each customer's own site, which only a wildcard can name.
    options: { openLinkWildcard: 'allowed', ...options },
    users: [{ email: host, name: 'Host', locale: 'en-US', timeZone, domain: host.split('@')[1] }],
    webex: { sites: [{ siteUrl: sample.site }], users: [{ email: host, name: 'Host', sites: [sample.site], timeZone }] },
  });
  const { clientId, secret, name, scopes } = sample.integration;
  const redirectUri = `https://script.google.com/macros/d/${world.scriptId}/usercallback`;
  world.webex.registerIntegration({ clientId, secret, name, redirectUris: [redirectUri], scopes: [...scopes] });
  world.scriptProperties.set('WEBEX_CLIENT_ID', clientId);
  world.scriptProperties.set('WEBEX_CLIENT_SECRET', secret);
  return world;
}
