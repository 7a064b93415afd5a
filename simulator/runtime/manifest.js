// @ts-check
/**
 * Checks an `appsscript.json`: its fields, and what follows from them (scopes, named functions, URL prefixes).
 *
 * It doesn't see the code: `addon.js` checks that the named functions exist.
 * Invariants: an unknown field is an error; every rule is checked once, when the add-on is loaded.
 *
 * Enforces: developers.google.com/apps-script/manifest, developers.google.com/apps-script/manifest/addons,
 * developers.google.com/apps-script/manifest/allowlist-url, developers.google.com/workspace/add-ons/concepts/workspace-manifests.
 */

import { fullScope } from './scopes.js';
import { isFetchPrefix } from './url-prefix.js';
import { isTimeZone } from './time-zone.js';

/** @typedef {{runFunction: string, enabled?: boolean}} Trigger */
/** @typedef {{label: string, openLink?: string, runFunction?: string}} UniversalAction */
/** @typedef {{id: string, name: string, logoUrl?: string, onCreateFunction: string}} ConferenceSolution */
/**
 * @typedef {object} CommonPart
 * @property {string} name
 * @property {string} [logoUrl]
 * @property {Trigger} [homepageTrigger]
 * @property {{primaryColor?: string, secondaryColor?: string}} [layoutProperties]
 * @property {string[]} [openLinkUrlPrefixes]
 * @property {UniversalAction[]} [universalActions]
 * @property {boolean} [useLocaleFromApp]
 */
/**
 * @typedef {object} CalendarPart
 * @property {string} [createSettingsUrlFunction]
 * @property {ConferenceSolution[]} [conferenceSolution]
 * @property {string} [currentEventAccess]
 * @property {Trigger} [eventOpenTrigger]
 * @property {Trigger} [eventUpdateTrigger]
 * @property {Trigger} [eventAttachmentTrigger]
 * @property {Trigger} [homepageTrigger]
 */
/**
 * @typedef {object} GmailPart
 * @property {string} [authorizationCheckFunction]
 * @property {{draftAccess?: string, selectActions?: {runFunction: string, text?: string}[]}} [composeTrigger]
 * @property {{unconditional: object, onTriggerFunction: string}[]} [contextualTriggers]
 * @property {Trigger} [homepageTrigger]
 */
/** @typedef {{userSymbol: string, serviceId: string, version: string}} AdvancedService */
/**
 * @typedef {object} Manifest
 * @property {string} timeZone
 * @property {string[]} oauthScopes
 * @property {string[]} [urlFetchWhitelist]
 * @property {string} [runtimeVersion]
 * @property {string} [exceptionLogging]
 * @property {{enabledAdvancedServices?: AdvancedService[], libraries?: unknown[]}} [dependencies]
 * @property {{access?: string, executeAs?: string}} [webapp]
 * @property {{common: CommonPart, calendar?: CalendarPart, gmail?: GmailPart}} addOns
 */
/** @typedef {'cards'|'action'|'universal'|'conference'|'url'} Answer the kind of answer required of an entry point in the manifest */

const fields = {
  '': ['timeZone', 'dependencies', 'exceptionLogging', 'runtimeVersion', 'oauthScopes', 'urlFetchWhitelist', 'webapp', 'executionApi', 'sheets', 'addOns'],
  dependencies: ['enabledAdvancedServices', 'libraries'],
  webapp: ['access', 'executeAs'],
  executionApi: ['access'],
  addOns: ['common', 'calendar', 'chat', 'docs', 'drive', 'gmail', 'meet', 'sheets', 'slides'],
  'addOns.common': ['name', 'logoUrl', 'homepageTrigger', 'layoutProperties', 'openLinkUrlPrefixes', 'universalActions', 'useLocaleFromApp'],
  'addOns.common.layoutProperties': ['primaryColor', 'secondaryColor'],
  'addOns.calendar': ['createSettingsUrlFunction', 'conferenceSolution', 'currentEventAccess', 'eventOpenTrigger', 'eventUpdateTrigger', 'eventAttachmentTrigger', 'homepageTrigger'],
  'addOns.calendar.eventOpenTrigger': ['runFunction'],
  'addOns.calendar.eventUpdateTrigger': ['runFunction'],
  'addOns.calendar.eventAttachmentTrigger': ['runFunction', 'label'],
  'addOns.gmail': ['authorizationCheckFunction', 'composeTrigger', 'contextualTriggers', 'homepageTrigger'],
  'addOns.gmail.composeTrigger': ['draftAccess', 'selectActions'],
};
const homepage = ['runFunction', 'enabled'];

/**
 * Throws when the platform would refuse the manifest.
 * @param {unknown} manifest
 * @returns {asserts manifest is Manifest}
 */
export function checkManifest(manifest) {
  checkParts(/** @type {Manifest} */ (manifest));
}

/** Checks that every part has the type it must have. @param {Manifest} manifest */
function checkParts(manifest) {
  for (const [path, allowed] of Object.entries(fields)) only(manifest, path, allowed);
  for (const host of ['common', 'calendar', 'gmail']) only(manifest, `addOns.${host}.homepageTrigger`, homepage);
  need(isTimeZone(manifest.timeZone), 'timeZone', 'must be a time zone');
  need(manifest.runtimeVersion === 'V8', 'runtimeVersion', 'must be V8');
  need(oneOf(manifest.exceptionLogging, ['NONE', 'STACKDRIVER']), 'exceptionLogging', 'must be NONE or STACKDRIVER');
  checkScopes(manifest);
  for (const url of manifest.urlFetchWhitelist ?? []) need(isFetchPrefix(url), 'urlFetchWhitelist', `URLs must use the HTTPS scheme, a full domain and a path: ${url}`);
  checkDependencies(manifest.dependencies ?? {});
  need(isObject(manifest.addOns), 'addOns', 'is required');
  checkCommon(manifest.addOns.common);
  if (manifest.addOns.calendar) checkCalendar(manifest);
  if (manifest.addOns.gmail) checkGmail(manifest);
}

/**
 * The functions that the manifest names, with what each must answer.
 * @param {Manifest} manifest
 * @returns {Map<string, Answer>}
 */
export function namedFunctions({ addOns: { common, calendar = {}, gmail = {} } }) {
  /** @type {Map<string, Answer>} */
  const named = new Map();
  const name = (/** @type {string | undefined} */ value, /** @type {Answer} */ answer) => value !== undefined && named.set(value, answer);
  for (const trigger of [common.homepageTrigger, calendar.homepageTrigger, gmail.homepageTrigger, calendar.eventOpenTrigger, calendar.eventUpdateTrigger, calendar.eventAttachmentTrigger]) {
    name(trigger?.runFunction, 'cards');
  }
  for (const { onTriggerFunction } of gmail.contextualTriggers ?? []) name(onTriggerFunction, 'cards');
  for (const { runFunction } of gmail.composeTrigger?.selectActions ?? []) name(runFunction, 'cards');
  for (const { runFunction } of common.universalActions ?? []) name(runFunction, 'universal');
  for (const { onCreateFunction } of calendar.conferenceSolution ?? []) name(onCreateFunction, 'conference');
  name(calendar.createSettingsUrlFunction, 'url');
  return named;
}

/** @param {Manifest} manifest */
function checkScopes({ oauthScopes }) {
  need(Array.isArray(oauthScopes) && oauthScopes.length > 0, 'oauthScopes', 'must list the scopes');
  for (const scope of oauthScopes) need(typeof scope === 'string' && /^(https:\/\/\S+|openid)$/.test(scope), 'oauthScopes', `not a scope: ${scope}`);
  need(new Set(oauthScopes).size === oauthScopes.length, 'oauthScopes', 'must not repeat a scope');
}

/** @param {NonNullable<Manifest['dependencies']>} dependencies */
function checkDependencies({ enabledAdvancedServices = [], libraries = [] }) {
  for (const service of enabledAdvancedServices) {
    onlyKeys(service, 'dependencies.enabledAdvancedServices[]', ['userSymbol', 'serviceId', 'version']);
    for (const key of /** @type {const} */ (['userSymbol', 'serviceId', 'version'])) need(isText(service[key]), `dependencies.enabledAdvancedServices[].${key}`, 'is required');
  }
  need(libraries.length === 0, 'dependencies.libraries', 'is not simulated');
}

/** @param {CommonPart} common */
function checkCommon(common) {
  need(isObject(common), 'addOns.common', 'is required');
  need(isText(common.name), 'addOns.common.name', 'is required');
  need(isHttps(common.logoUrl), 'addOns.common.logoUrl', 'must be a public https URL');
  for (const color of Object.values(common.layoutProperties ?? {})) need(/^#[0-9a-fA-F]{6}$/.test(String(color)), 'addOns.common.layoutProperties', `not a colour: ${color}`);
  for (const prefix of common.openLinkUrlPrefixes ?? []) {
    need(/^(\*|mailto:|tel:|https?:\/\/[^/\s]+\/\S*)$/.test(prefix), 'addOns.common.openLinkUrlPrefixes', `not a prefix: ${prefix}`);
  }
  for (const action of common.universalActions ?? []) {
    onlyKeys(action, 'addOns.common.universalActions[]', ['label', 'openLink', 'runFunction']);
    need(isText(action.label), 'addOns.common.universalActions[].label', 'is required');
    need(isText(action.openLink) !== isText(action.runFunction), 'addOns.common.universalActions[]', 'needs either openLink or runFunction');
  }
}

/** @param {Manifest} manifest */
function checkCalendar({ oauthScopes, addOns: { calendar = {} } }) {
  need(oauthScopes.includes(fullScope('calendar.addons.execute')), 'addOns.calendar', 'needs the scope calendar.addons.execute');
  const access = calendar.currentEventAccess;
  need(oneOf(access, ['METADATA', 'READ', 'WRITE', 'READ_WRITE']), 'addOns.calendar.currentEventAccess', 'must be METADATA, READ, WRITE or READ_WRITE');
  if (access?.includes('READ')) need(oauthScopes.includes(fullScope('calendar.addons.current.event.read')), 'currentEventAccess', 'needs the scope calendar.addons.current.event.read');
  if (access?.includes('WRITE')) need(oauthScopes.includes(fullScope('calendar.addons.current.event.write')), 'currentEventAccess', 'needs the scope calendar.addons.current.event.write');
  const solutions = calendar.conferenceSolution ?? [];
  for (const solution of solutions) {
    onlyKeys(solution, 'addOns.calendar.conferenceSolution[]', ['id', 'name', 'logoUrl', 'onCreateFunction']);
    for (const key of /** @type {const} */ (['id', 'name', 'onCreateFunction'])) need(isText(solution[key]), `addOns.calendar.conferenceSolution[].${key}`, 'is required');
    need(solution.id.length <= 512, 'addOns.calendar.conferenceSolution[].id', 'is too long');
    need(solution.logoUrl === undefined || isHttps(solution.logoUrl), 'addOns.calendar.conferenceSolution[].logoUrl', 'must be an https URL');
  }
  need(new Set(solutions.map(({ id }) => id)).size === solutions.length, 'addOns.calendar.conferenceSolution', 'ids must be unique');
}

/** @param {Manifest} manifest */
function checkGmail({ oauthScopes, addOns: { gmail = {} } }) {
  need(oauthScopes.includes(fullScope('gmail.addons.execute')), 'addOns.gmail', 'needs the scope gmail.addons.execute');
  const { contextualTriggers = [], composeTrigger } = gmail;
  need(contextualTriggers.length <= 1, 'addOns.gmail.contextualTriggers', 'must have one element at most');
  for (const trigger of contextualTriggers) {
    onlyKeys(trigger, 'addOns.gmail.contextualTriggers[]', ['unconditional', 'onTriggerFunction']);
    need(isObject(trigger.unconditional) && isText(trigger.onTriggerFunction), 'addOns.gmail.contextualTriggers[]', 'needs unconditional and onTriggerFunction');
  }
  if (!composeTrigger) return;
  need(oneOf(composeTrigger.draftAccess, ['NONE', 'METADATA']), 'addOns.gmail.composeTrigger.draftAccess', 'must be NONE or METADATA');
  if (composeTrigger.draftAccess === 'METADATA') need(oauthScopes.includes(fullScope('gmail.addons.current.message.metadata')), 'draftAccess', 'needs the scope gmail.addons.current.message.metadata');
  need((composeTrigger.selectActions ?? []).length === 1, 'addOns.gmail.composeTrigger.selectActions', 'must have one element');
}

/**
 * @param {unknown} manifest
 * @param {string} path
 * @param {readonly string[]} allowed
 */
function only(manifest, path, allowed) {
  const value = path === '' ? manifest : path.split('.').reduce((inner, key) => /** @type {Record<string, unknown> | undefined} */ (inner)?.[key], manifest);
  if (value !== undefined) onlyKeys(value, path, allowed);
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {readonly string[]} allowed
 */
function onlyKeys(value, path, allowed) {
  need(isObject(value), path, 'must be an object');
  for (const key of Object.keys(Object(value))) need(allowed.includes(key), path ? `${path}.${key}` : key, 'is not a field of the manifest');
}

/** @param {string | undefined} value @param {string[]} known */
const oneOf = (value, known) => value === undefined || known.includes(value);

/**
 * @param {unknown} holds
 * @param {string} path
 * @param {string} reason
 */
function need(holds, path, reason) {
  if (!holds) throw new Error(`"appsscript.json" has errors: ${path}: ${reason}`);
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value !== '';
/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {unknown} value */
const isHttps = (value) => typeof value === 'string' && /^https:\/\/[^/\s]+\/\S*$/.test(value);
