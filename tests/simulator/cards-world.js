// @ts-check
/** A world with the add-on of tests/simulator/addons/cards, for the tests of the host. */

import { fileURLToPath } from 'node:url';
import { createWorld, loadAddon } from '../../simulator/index.js';

export const host = 'host@example.com';
export const guest = 'guest-1@example.com';

/**
 * @param {{ manifest?: (manifest: any) => void, refusedScopes?: string[] }} [given]
 * @returns {{ world: any, person: any }}
 */
export function cardsWorld({ manifest = () => {}, refusedScopes = [] } = {}) {
  const addon = loadAddon(fileURLToPath(new URL('addons/cards', import.meta.url)));
  manifest(addon.manifest);
  const world = createWorld({
    addon,
    start: '2026-03-02T09:00:00Z',
    users: [{ email: host, locale: 'en-US', timeZone: 'America/New_York', refusedScopes }, { email: guest }],
  });
  return { world, person: world.person(host) };
}

/** Replaces the provider's sign-in page by one that redirects back immediately. @param {any} world */
export function withSignInPage(world) {
  world.webex = {
    authorizePage: (/** @type {string} */ url, /** @type {any} */ { decision }) => ({
      redirect: `https://script.google.com/macros/d/${world.scriptId}/usercallback?${decision === 'allow' ? 'code=c' : 'error=access_denied'}&state=${new URL(url).searchParams.get('state')}`,
    }),
  };
}
