// @ts-check
/**
 * A minimal execution for the tests of the card and conference services.
 *
 * It has no clock, scopes or faults, and its errors belong to the test's own realm. The real one, which the journeys use, is
 * simulator/runtime/execution.js.
 */

import { completeOptions } from '../../simulator/options.js';

export const manifest = {
  timeZone: 'Etc/UTC',
  oauthScopes: [],
  addOns: {
    common: {
      name: 'Meetwright',
      openLinkUrlPrefixes: ['https://example.com/', 'https://*.webex.com/', 'mailto:', 'tel:'],
    },
    calendar: {
      currentEventAccess: 'READ_WRITE',
      conferenceSolution: [
        { id: 'webex-meeting', name: 'Webex meeting', logoUrl: 'https://lh3.googleusercontent.com/logo', onCreateFunction: 'createWebexMeeting' },
      ],
    },
  },
};

/** @param {{ options?: object, context?: object }} [given] @returns {any} */
export function fakeExecution({ options = {}, context = { onAction() {}, onCompose() {}, private_() {}, menu: { item() {} } } } = {}) {
  /** @type {any[]} */
  const calls = [];
  return {
    calls,
    manifest,
    context,
    world: { options: completeOptions(options), mail: { composes() {} } },
    call(/** @type {any} */ spec, /** @type {() => any} */ effect) {
      calls.push(spec);
      return effect();
    },
    fail: (/** @type {string} */ message) => Object.assign(new Error(message), { name: 'Exception' }),
    typeError: (/** @type {string} */ message) => new TypeError(message),
    toScript: (/** @type {any} */ value) => JSON.parse(JSON.stringify(value)),
  };
}
