// @ts-check
/**
 * The event object that an add-on's function gets from Calendar or Gmail.
 *
 * Invariants: the language and time zone are included only if the manifest asks for them and the person has granted `script.locale`;
 * empty members are absent. The deprecated members are sent as well, as Google still does.
 *
 * Enforces developers.google.com/workspace/add-ons/concepts/event-objects and
 * developers.google.com/workspace/add-ons/guides/access-user-locale-timezone.
 */

import { fullScope, grantedScopes } from '../runtime/scopes.js';
import { offsetMs } from '../runtime/time-zone.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../user.js').User} User */
/** @typedef {Record<string, unknown>} Json */
/** @typedef {import('./form.js').Inputs} Inputs */

/**
 * @param {object} given
 * @param {World} given.world
 * @param {User} given.user
 * @param {'CALENDAR' | 'GMAIL'} given.host
 * @param {Json} [given.context] `calendar` or `gmail`, and its members.
 * @param {{ key: string, value: string }[]} [given.parameters] Of the action that was clicked.
 * @param {{ common?: Inputs, single?: Inputs, lists?: Inputs }} [given.inputs]
 * @returns {Json}
 */
export function eventObject({ world, user, host, context = {}, parameters, inputs = {} }) {
  const named = parameters && Object.fromEntries(parameters.map(({ key, value }) => [key, value]));
  const localeOfEvent = locale(world, user);
  return {
    commonEventObject: {
      platform: 'WEB',
      hostApp: host,
      ...(localeOfEvent && { userLocale: user.locale, timeZone: localeOfEvent.timeZone }),
      ...(named && { parameters: named }),
      ...(inputs.common && { formInputs: inputs.common }),
    },
    clientPlatform: 'web',
    ...(named && { parameters: named }),
    ...(inputs.single && { formInput: inputs.single, formInputs: inputs.lists }),
    ...(localeOfEvent && { userCountry: user.country, userLocale: user.locale.split('-')[0], userTimezone: localeOfEvent.timeZone }),
    ...context,
  };
}

/** Whether the person has granted a scope that the manifest lists. @param {World} world @param {User} user @param {string} scope */
export function hasScope(world, user, scope) {
  return grantedScopes(world.addon.manifest, user).has(fullScope(scope));
}

/** @param {World} world @param {User} user */
function locale(world, user) {
  if (world.addon.manifest.addOns.common?.useLocaleFromApp !== true || !hasScope(world, user, 'script.locale')) return undefined;
  return { timeZone: { id: user.timeZone, offset: String(offsetMs(user.timeZone, world.clock.now())) } };
}
