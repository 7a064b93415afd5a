// @ts-check
/**
 * Google's page on which a person grants an add-on the scopes that are missing.
 *
 * It draws nothing: the caller says what the person decides. The first consent, given at installation, is in world.js; the sign-in pages
 * of OAuth clients are in sign-in.js.
 * Invariants: the page grants exactly the scopes that its address was made for, to the person who opens it; denying changes nothing.
 *
 * Enforces: developers.google.com/apps-script/reference/script/authorization-info (getAuthorizationUrl).
 */

import { fullScope } from '../runtime/scopes.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../user.js').User} User */

/** @param {string} scriptId @param {readonly string[]} scopes */
export function consentUrl(scriptId, scopes) {
  return `https://script.google.com/macros/d/${scriptId}/authorize?${new URLSearchParams({ scopes: scopes.join(' ') })}`;
}

/** @param {string} url */
export function isConsent(url) {
  const { host, pathname } = new URL(url);
  return host === 'script.google.com' && pathname.endsWith('/authorize');
}

/**
 * @param {World} world @param {User} user @param {string} url
 * @param {'allow' | 'deny'} decision
 */
export function decideConsent(world, user, url, decision) {
  const { pathname, searchParams } = new URL(url);
  if (pathname !== `/macros/d/${world.scriptId}/authorize`) throw new Error(`the consent page of another script: ${pathname}`);
  if (decision === 'deny') return;
  const wanted = (searchParams.get('scopes') ?? '').split(' ').map(fullScope);
  for (const refused of [...user.refusedScopes]) if (wanted.includes(fullScope(refused))) user.refusedScopes.delete(refused);
}
