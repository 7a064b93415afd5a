// @ts-check
/**
 * Session: who runs the script, and in which language and time zone.
 *
 * It knows no names; the userinfo endpoint does.
 * Invariant: reading the address requires its scope.
 *
 * Enforces: developers.google.com/apps-script/reference/base/session and …/base/user.
 */

import { createHash } from 'node:crypto';

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @returns {unknown}
 */
export function makeSession(execution) {
  const { user, manifest, world } = execution;
  const counted = (/** @type {string} */ method, /** @type {() => unknown} */ effect, /** @type {string[][]} */ scopes = []) => execution.call({ service: 'Session', method, counted: true, scopes }, effect);
  const person = (/** @type {string} */ method) =>
    execution.strict('Session.User', {
      ...execution.gaps('Session.User', ['getUserLoginId', 'getUsername']),
      getEmail: () => counted(`${method}.getEmail`, () => user.email, [['userinfo.email']]),
      toString: () => user.email,
    });
  return execution.strict('Session', {
    ...execution.gaps('Session', ['getTimeZone', 'getUser']),
    getActiveUser: () => person('getActiveUser'),
    getEffectiveUser: () => person('getEffectiveUser'),
    getActiveUserLocale: () => counted('getActiveUserLocale', () => user.locale.split('-')[0]),
    getScriptTimeZone: () => counted('getScriptTimeZone', () => manifest.timeZone),
    getTemporaryActiveUserKey: () => counted('getTemporaryActiveUserKey', () => createHash('sha256').update(`${world.scriptId} ${user.email}`).digest('base64')),
  });
}
