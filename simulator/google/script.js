// @ts-check
/**
 * ScriptApp: triggers, state tokens, and information about the script's own authorization.
 *
 * It neither fires triggers nor handles callbacks.
 * Invariant: each execution has its own enums.
 *
 * Enforces: developers.google.com/apps-script/reference/script/script-app and …/script/authorization-info.
 */

import { checkArguments, enumeration } from '../runtime/strict-objects.js';
import { consentUrl } from './consent.js';
import { makeStateTokenBuilder } from './state-token.js';
import { makeTriggerMembers } from './triggers.js';

const gaps = [
  'getIdentityToken', 'getInstallationSource', 'getProjectKey', 'getScriptTriggers', 'getService', 'getUserTriggers', 'invalidateAuth', 'requireAllScopes', 'requireScopes',
];

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @returns {unknown}
 */
export function makeScriptApp(execution) {
  const { world, user } = execution;
  const enums = {
    AuthMode: enumeration('ScriptApp.AuthMode', ['NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL'], execution),
    AuthorizationStatus: enumeration('ScriptApp.AuthorizationStatus', ['REQUIRED', 'NOT_REQUIRED'], execution),
    EventType: enumeration('ScriptApp.EventType', ['CLOCK', 'ON_OPEN', 'ON_EDIT', 'ON_FORM_SUBMIT', 'ON_CHANGE', 'ON_EVENT_UPDATED'], execution),
    InstallationSource: enumeration('ScriptApp.InstallationSource', ['APPS_MARKETPLACE_DOMAIN_ADD_ON', 'NONE', 'WEB_STORE_ADD_ON'], execution),
    TriggerSource: enumeration('ScriptApp.TriggerSource', ['SPREADSHEETS', 'CLOCK', 'FORMS', 'DOCUMENTS', 'CALENDAR'], execution),
    WeekDay: enumeration('ScriptApp.WeekDay', ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], execution),
  };
  const logged = (/** @type {string} */ method, /** @type {() => unknown} */ effect) => execution.call({ service: 'ScriptApp', method, counted: false }, effect);

  return execution.strict('ScriptApp', {
    ...execution.gaps('ScriptApp', gaps),
    ...enums,
    ...makeTriggerMembers(execution, enums),
    newStateToken: () => makeStateTokenBuilder(execution),
    getScriptId: () => logged('getScriptId', () => world.scriptId),
    getOAuthToken: () => logged('getOAuthToken', () => world.accessTokens.issue(user, execution.granted)),
    getAuthorizationInfo(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'ScriptApp.getAuthorizationInfo', given, ['*'], ['*', 'Array']);
      const wanted = given.length === 2 ? Array.from(/** @type {string[]} */ (given[1]), String) : execution.manifest.oauthScopes;
      return logged('getAuthorizationInfo', () => authorizationInfo(execution, enums.AuthorizationStatus, wanted));
    },
  });
}

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @param {import('../runtime/strict-objects.js').Enumeration} AuthorizationStatus
 * @param {readonly string[]} wanted
 */
function authorizationInfo(execution, AuthorizationStatus, wanted) {
  const granted = wanted.filter((scope) => execution.granted.has(scope));
  const complete = granted.length === wanted.length;
  return execution.strict('ScriptApp.AuthorizationInfo', {
    getAuthorizationStatus: () => (complete ? AuthorizationStatus.NOT_REQUIRED : AuthorizationStatus.REQUIRED),
    getAuthorizationUrl: () => (complete ? null : consentUrl(execution.world.scriptId, wanted.filter((scope) => !execution.granted.has(scope)))),
    getAuthorizedScopes: () => execution.toScript(granted),
  });
}
