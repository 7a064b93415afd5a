// @ts-check
/**
 * What a journey may cost in round trips, by service. A journey without a line here is reported and not checked.
 *
 * A round trip is one call of a Google service that leaves the script; taking the lock and giving it back are two. One run
 * takes one list, one lock, one look at the cache and one load of properties, whatever the number of events.
 */

/** @typedef {Record<string, number>} Counts */

const card = { Cache: 1, Properties: 1, Calendar: 1, UrlFetchApp: 0, Lock: 0 };
const run = { Calendar: 1, Lock: 2, Cache: 1, Properties: 2, UrlFetchApp: 2 };

/** By journey of bench/stage.js. @type {Record<string, Counts>} */
export const budgets = {
  'menu, new event': { total: 7, UrlFetchApp: 1 },
  'event card, warm': card,
  'home card, warm': card,
  'settings card, warm': card,
  'run, 1 changed': run,
  'run, 12 changed': run,
  'run, 50 changed': run,
  'run, 12 deleted': run,
  // The refresh itself and one save; the integration's secret lies in the script's properties, which are another store.
  'run, token renewed': { ...run, UrlFetchApp: run.UrlFetchApp + 1, Properties: run.Properties + 2 },
  // Three saves; three requests and one for every ten creates.
  'run, 12 restored late': { ...run, Properties: 1 + 3, UrlFetchApp: 3 + 2 },
};

/**
 * Where counts exceed a budget, in words; nothing when all is well. A journey with a budget that was not played is a fault too.
 * @param {Record<string, Counts>} counted round trips by journey
 * @param {Record<string, Counts>} allowed
 * @returns {string[]}
 */
export function exceeded(counted, allowed) {
  return Object.entries(allowed).flatMap(([journey, budget]) => {
    const counts = counted[journey];
    if (!counts) return [`${journey}: was not played`];
    return Object.entries(budget)
      .filter(([service, most]) => (counts[service] ?? 0) > most)
      .map(([service, most]) => `${journey}: ${counts[service]} round trips of ${service}, at most ${most} allowed`);
  });
}
