// @ts-check
/**
 * Lists every switch of the simulated platform, with its default and its reason.
 *
 * It decides nothing: each rule reads its own switch where it is enforced.
 * Invariants: an unknown switch or value is an error, so a misspelt switch can't make a test pass;
 * the defaults follow the documentation, or take the likelier answer where the documentation says nothing.
 *
 * "Open question" means that Google's or Webex's pages contradict themselves or don't give an answer. The simulator offers both answers.
 */

/**
 * @typedef {object} Options
 * @property {'allowed'|'refused'} syncWasm Open question U1: do `new WebAssembly.Module` and `new WebAssembly.Instance` work?
 * @property {'refused'|'allowed'} rawCardJson Open question U2: may a plain object be returned where a built card is expected?
 * @property {'awaited'|'refused'} promises Open question U4: is a promise returned by a trigger or `onCreateFunction` awaited? (cards: always)
 * @property {boolean} triggersFireOnScriptWrites Open question U5: does a script's own calendar write fire the change trigger?
 * @property {boolean} calendarReadonlyForTriggers Open question U6: does `forUserCalendar` need `calendar` or `calendar.readonly`?
 * @property {'refused'|'allowed'} calendarAppScope Open question U7: CalendarApp with `calendar.events` alone.
 * @property {boolean} draftsNeedComposeScope Open question U8: does `createDraft` in an add-on need `gmail.addons.current.action.compose`?
 * @property {'on'|'off'} calendarService An administrator can switch the advanced Calendar service off for the script's project.
 * @property {number} urlFetchTimeoutSeconds Open question U9: 360 by the reference, about 60 as measured.
 * @property {'enforced'|'not enforced'} propertyValueLimit Open question U10: the 9 KB of a property value.
 * @property {boolean} finalizationRegistry Open question U12: the global exists.
 * @property {boolean} weakRef Open question U12: the global exists.
 * @property {boolean} bigInt Open question U12: the global exists.
 * @property {'refused'|'allowed'} conferenceDataPatch Open question U16: may a script write a third-party conference through the API?
 * @property {boolean} copyKeepsConferenceData Open question U17: a copied event keeps its conference.
 * @property {boolean} copyKeepsExtendedProperties Open question U17: a copied event keeps private extended properties.
 * @property {boolean} splitKeepsConferenceData Open question U20: does the new series of "this and following events" keep the conference?
 * @property {boolean} retimedSplitKeepsConferenceData Open question U20: does the new series keep the conference if "this and following events" has a new time, so that the series gets a fresh id?
 * @property {boolean} seriesEditKeepsExceptions Open question U21: does a change of all events' times or rules keep the edited and cancelled occurrences, or reset them?
 * @property {boolean} seriesEditKeepsTitles Open question U21: do changed titles of single occurrences survive a new title for all events? A recorded calendar says no.
 * @property {'many'|'one'} calendarTriggersPerUser Open question U22: a change trigger for each calendar, or one calendar trigger for each user and add-on.
 * @property {'empty'|'bad request'|'not found'} singleEventInstances Open question U26: the answer of `events.instances` for an event without rules.
 * @property {'bare'|'with series'} offRuleTombstones Open question U27: has a changed occurrence that its series' rules no longer give only an id? Recorded calendars have such ones.
 * @property {'refused'|'allowed'} openLinkWildcard Open question U18: a host wildcard in `openLinkUrlPrefixes`.
 * @property {'all'|'utc only'} intlZones Open question U19: time zones that `Intl` knows.
 * @property {number} authenticationUrlLimit Open question U14: 1300 by the markup reference, 1800 by the Apps Script one.
 * @property {'versioned'|'head'} deployment A versioned deployment requires `urlFetchWhitelist`, a head deployment doesn't.
 * @property {boolean} published A published add-on's triggers still run when a scope is missing, an unpublished one's don't.
 * @property {'normal'|'lost'|'doubled'|'late'|'concurrent'} triggerFiring How calendar change triggers are delivered.
 * @property {number} triggerDelayMs Time between a change and its trigger; later changes in between are coalesced.
 * @property {number} triggerLateMs Extra delay of a trigger delivered late.
 * @property {boolean} earlyCacheEviction Cache entries may vanish before they expire (the expiration is "only a suggestion").
 */

/** @type {Readonly<Options>} */
export const defaults = Object.freeze({
  syncWasm: 'allowed',
  rawCardJson: 'refused',
  promises: 'awaited',
  triggersFireOnScriptWrites: true,
  calendarReadonlyForTriggers: false,
  calendarAppScope: 'refused',
  calendarService: 'on',
  draftsNeedComposeScope: true,
  urlFetchTimeoutSeconds: 360,
  propertyValueLimit: 'enforced',
  finalizationRegistry: true,
  weakRef: true,
  bigInt: true,
  conferenceDataPatch: 'allowed',
  copyKeepsConferenceData: false,
  copyKeepsExtendedProperties: true,
  splitKeepsConferenceData: true,
  retimedSplitKeepsConferenceData: false,
  seriesEditKeepsExceptions: true,
  seriesEditKeepsTitles: false,
  calendarTriggersPerUser: 'many',
  singleEventInstances: 'empty',
  offRuleTombstones: 'bare',
  openLinkWildcard: 'refused',
  intlZones: 'all',
  authenticationUrlLimit: 1300,
  deployment: 'versioned',
  published: true,
  triggerFiring: 'normal',
  triggerDelayMs: 2000,
  triggerLateMs: 15 * 60_000,
  earlyCacheEviction: false,
});

/** @type {Readonly<Record<string, readonly unknown[]>>} */
const choices = Object.freeze({
  syncWasm: ['allowed', 'refused'],
  rawCardJson: ['refused', 'allowed'],
  promises: ['awaited', 'refused'],
  calendarAppScope: ['refused', 'allowed'],
  calendarService: ['on', 'off'],
  propertyValueLimit: ['enforced', 'not enforced'],
  conferenceDataPatch: ['refused', 'allowed'],
  calendarTriggersPerUser: ['many', 'one'],
  singleEventInstances: ['empty', 'bad request', 'not found'],
  offRuleTombstones: ['bare', 'with series'],
  openLinkWildcard: ['refused', 'allowed'],
  intlZones: ['all', 'utc only'],
  deployment: ['versioned', 'head'],
  triggerFiring: ['normal', 'lost', 'doubled', 'late', 'concurrent'],
});

/**
 * The other answer to each open question, to be tried alone against the defaults.
 * @type {readonly {question: string, options: Partial<Options>}[]}
 */
export const openPoints = Object.freeze([
  { question: 'U1', options: { syncWasm: 'refused' } },
  { question: 'U2', options: { rawCardJson: 'allowed' } },
  { question: 'U4', options: { promises: 'refused' } },
  { question: 'U5', options: { triggersFireOnScriptWrites: false } },
  { question: 'U6', options: { calendarReadonlyForTriggers: true } },
  { question: 'U7', options: { calendarAppScope: 'allowed' } },
  { question: 'U8', options: { draftsNeedComposeScope: false } },
  { question: 'U9', options: { urlFetchTimeoutSeconds: 60 } },
  { question: 'U10', options: { propertyValueLimit: 'not enforced' } },
  { question: 'U12', options: { finalizationRegistry: false, weakRef: false, bigInt: false } },
  { question: 'U14', options: { authenticationUrlLimit: 1800 } },
  { question: 'U16', options: { conferenceDataPatch: 'refused' } },
  { question: 'U17', options: { copyKeepsConferenceData: true } },
  { question: 'U17', options: { copyKeepsExtendedProperties: false } },
  { question: 'U18', options: { openLinkWildcard: 'allowed' } },
  { question: 'U19', options: { intlZones: 'utc only' } },
  { question: 'U20', options: { splitKeepsConferenceData: false } },
  { question: 'U20', options: { retimedSplitKeepsConferenceData: true } },
  { question: 'U21', options: { seriesEditKeepsExceptions: false } },
  { question: 'U21', options: { seriesEditKeepsTitles: true } },
  { question: 'U22', options: { calendarTriggersPerUser: 'one' } },
  { question: 'U26', options: { singleEventInstances: 'bad request' } },
  { question: 'U26', options: { singleEventInstances: 'not found' } },
  { question: 'U27', options: { offRuleTombstones: 'with series' } },
]);

/**
 * Combines the answers that are hardest on an add-on. Promises are awaited here: where WebAssembly can't be compiled synchronously, a
 * WebAssembly add-on can only compile it through a promise.
 * @type {Readonly<Partial<Options>>}
 */
export const pessimistic = Object.freeze({
  syncWasm: 'refused',
  calendarReadonlyForTriggers: true,
  urlFetchTimeoutSeconds: 60,
  finalizationRegistry: false,
  weakRef: false,
  bigInt: false,
  conferenceDataPatch: 'refused',
  copyKeepsConferenceData: true,
  splitKeepsConferenceData: false,
  calendarTriggersPerUser: 'one',
  singleEventInstances: 'bad request',
  intlZones: 'utc only',
  earlyCacheEviction: true,
});

/**
 * Fills in the defaults of the switches that aren't given. Webex's open questions are passed under the key `webex`, and the Webex part
 * checks them.
 * @param {Partial<Options> & {webex?: object}} [given]
 * @returns {Options & {webex: Record<string, unknown>}}
 */
export function completeOptions(given = {}) {
  for (const name of Object.keys(given)) {
    if (name !== 'webex') check(name, Reflect.get(given, name));
  }
  const options = { ...defaults, ...given, webex: /** @type {Record<string, unknown>} */ ({ ...given.webex }) };
  return new Proxy(options, {
    get(target, name) {
      if (typeof name === 'string' && name !== 'then' && name !== 'toJSON' && !(name in target)) throw new Error(`unknown option: ${name}`);
      return Reflect.get(target, name);
    },
    set(target, name, value) {
      check(String(name), value);
      return Reflect.set(target, name, value);
    },
  });
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function check(name, value) {
  if (!(name in defaults)) throw new Error(`unknown option: ${name}`);
  const fallback = defaults[/** @type {keyof Options} */ (name)];
  const allowed = choices[name];
  if (allowed ? !allowed.includes(value) : typeof value !== typeof fallback) {
    throw new Error(`option ${name} can't be ${JSON.stringify(value)}`);
  }
}
