// @ts-check
/**
 * Puts Google's services into a script's global scope.
 *
 * It implements none.
 * Invariants: a service is made when it is first used, once per execution; an advanced service exists only under the name that the
 * manifest gives it; a service that isn't simulated throws an error about that at its first use.
 *
 * Enforces: developers.google.com/apps-script/reference and developers.google.com/apps-script/guides/services/advanced.
 */

import { makeCacheService } from '../google/cache.js';
import { makeHtmlService } from '../google/html.js';
import { makeLockService } from '../google/lock.js';
import { makePropertiesService } from '../google/properties.js';
import { makeScriptApp } from '../google/script.js';
import { makeSession } from '../google/session.js';
import { makeUrlFetchApp } from '../google/urlfetch.js';
import { makeLogger, makeUtilities } from '../google/utilities.js';
import { makeCalendarApp, makeCalendarService, makeCardService, makeConferenceDataService, makeGmailApp } from '../parts.js';

/** @typedef {import('./execution.js').Execution} Execution */

/** @type {Readonly<Record<string, (execution: Execution) => unknown>>} */
const simulated = Object.freeze({
  CacheService: makeCacheService,
  CalendarApp: makeCalendarApp,
  CardService: makeCardService,
  ConferenceDataService: makeConferenceDataService,
  GmailApp: makeGmailApp,
  HtmlService: makeHtmlService,
  LockService: makeLockService,
  Logger: makeLogger,
  PropertiesService: makePropertiesService,
  ScriptApp: makeScriptApp,
  Session: makeSession,
  UrlFetchApp: makeUrlFetchApp,
  Utilities: makeUtilities,
});

const notSimulated = Object.freeze([
  'AddOnsResponseService', 'Browser', 'Charts', 'ContactsApp', 'ContentService', 'DataStudioApp', 'DocumentApp', 'DriveApp', 'FormApp',
  'GroupsApp', 'Jdbc', 'LanguageApp', 'LinearOptimizationService', 'MailApp', 'Maps', 'MimeType', 'SitesApp', 'SlidesApp', 'SpreadsheetApp', 'XmlService',
]);

/** @type {Readonly<Record<string, (execution: Execution) => unknown>>} */
const advanced = Object.freeze({ 'calendar/v3': makeCalendarService });

/**
 * The names of all services that a script of this manifest sees.
 * @param {import('./manifest.js').Manifest} manifest
 * @returns {string[]}
 */
export function serviceNames(manifest) {
  const own = (manifest.dependencies?.enabledAdvancedServices ?? []).map(({ userSymbol }) => userSymbol);
  return [...Object.keys(simulated), ...notSimulated, ...own];
}

/**
 * @param {unknown} global
 * @param {Execution} execution
 */
export function installServices(global, execution) {
  for (const [name, make] of Object.entries(simulated)) lazily(global, name, () => make(execution));
  for (const name of notSimulated) lazily(global, name, () => gap(execution, name));
  for (const { userSymbol, serviceId, version } of execution.manifest.dependencies?.enabledAdvancedServices ?? []) {
    const make = advanced[`${serviceId}/${version}`];
    lazily(global, userSymbol, () => (make ? make(execution) : gap(execution, userSymbol)));
  }
}

/**
 * @param {unknown} global
 * @param {string} name
 * @param {() => unknown} make
 */
function lazily(global, name, make) {
  /** @type {unknown} */
  let service;
  Object.defineProperty(global, name, {
    get() {
      service ??= make();
      return service;
    },
    set(value) {
      service = value;
    },
    configurable: true,
    enumerable: true,
  });
}

/**
 * @param {Execution} execution
 * @param {string} name
 * @returns {unknown}
 */
function gap(execution, name) {
  return new Proxy(
    {},
    {
      get(_target, member) {
        if (typeof member === 'symbol' || member === 'toString') return () => name;
        throw execution.gap(`${name}.${member}`);
      },
    },
  );
}
