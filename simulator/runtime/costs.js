// @ts-check
/**
 * Prices every call of a service in milliseconds of virtual time, so that the limits of 30 seconds and 6 minutes take effect.
 *
 * It measures nothing. A read and a write together are published as 63 ms for the cache and 80 ms for the properties; each is priced at
 * half of that. The other prices are round guesses of the same order.
 * The script's own computing is also priced, by the length of the text that it receives. It is never measured, because the speed of the
 * machine must not influence a world.
 * Invariant: a price depends only on the call's name or the length of a text, so that runs repeat exactly.
 */

/** What a cold start costs before the entry point runs. */
export const startMs = 500;

/** @type {Readonly<Record<string, number>>} */
const table = Object.freeze({
  Cache: 32,
  Properties: 40,
  Lock: 20,
  Session: 5,
  Calendar: 150,
  'Calendar.Events.get': 120,
  'Calendar.Events.list': 250,
  'Calendar.Events.instances': 250,
  'Calendar.Events.insert': 350,
  'Calendar.Events.patch': 350,
  'Calendar.Events.update': 350,
  'Calendar.Events.move': 350,
  'Calendar.Events.remove': 250,
  CalendarApp: 150,
  GmailApp: 200,
  'GmailApp.createDraft': 400,
  UrlFetchApp: 250,
  'UrlFetchApp.fetchAll': 400,
  ScriptApp: 0,
  'ScriptApp.newTrigger.create': 600,
  'ScriptApp.getProjectTriggers': 150,
  'ScriptApp.deleteTrigger': 400,
  Utilities: 0,
  CardService: 0,
  ConferenceDataService: 0,
  HtmlService: 0,
});

/**
 * @param {string} service
 * @param {string} method
 * @returns {number} milliseconds
 */
export function costOf(service, method) {
  const cost = table[`${service}.${method}`] ?? table[service];
  if (cost === undefined) throw new Error(`no cost is known for ${service}.${method}`);
  return cost;
}

/** Characters that a script processes in a millisecond. On a slow machine, reading, evaluating and writing JSON took a third of that time. */
const charactersPerMs = 1024;

/**
 * @param {number} characters of text that a service hands to the script
 * @returns {number} milliseconds of the script's own computing
 */
export function computingMs(characters) {
  return Math.floor(characters / charactersPerMs);
}
