// @ts-check
/**
 * Decides whether a call's scopes are in the manifest and granted by the person, and provides Google's error message if not.
 *
 * It doesn't know which scopes a call needs: each service names its own.
 * Invariant: a scope that the manifest doesn't list is never granted.
 *
 * Enforces: developers.google.com/apps-script/concepts/scopes and developers.google.com/workspace/add-ons/concepts/workspace-scopes.
 */

const prefix = 'https://www.googleapis.com/auth/';

/**
 * Completes a short name: `calendar.events` becomes `https://www.googleapis.com/auth/calendar.events`. Full URLs and `openid` are
 * returned unchanged.
 * @param {string} scope
 * @returns {string}
 */
export function fullScope(scope) {
  return scope.startsWith('https://') || scope === 'openid' ? scope : prefix + scope;
}

/**
 * The scopes that a person has granted to the add-on.
 * @param {{oauthScopes?: readonly string[]}} manifest
 * @param {{refusedScopes: Iterable<string>}} user
 * @returns {Set<string>}
 */
export function grantedScopes(manifest, user) {
  const refused = new Set(Array.from(user.refusedScopes, fullScope));
  return new Set((manifest.oauthScopes ?? []).filter((scope) => !refused.has(scope)));
}

/**
 * @param {Set<string>} granted
 * @param {readonly (readonly string[])[]} required each inner list must have one granted scope
 * @returns {readonly string[] | undefined} the first list without a granted scope, as full URLs
 */
export function missingScopes(granted, required) {
  for (const alternatives of required) {
    const full = alternatives.map(fullScope);
    if (!full.some((scope) => granted.has(scope))) return full;
  }
  return undefined;
}

/**
 * @param {string} call e.g. `UrlFetchApp.fetch`
 * @param {readonly string[]} alternatives
 * @returns {string}
 */
export function scopeText(call, alternatives) {
  const list = alternatives.length === 1 ? alternatives[0] : `(${alternatives.join(' || ')})`;
  return `Specified permissions are not sufficient to call ${call}. Required permissions: ${list}`;
}
