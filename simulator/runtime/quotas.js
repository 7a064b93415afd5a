// @ts-check
/**
 * Counts what a user may do in a day.
 *
 * It knows no service.
 * Invariant: a quota is reset 24 hours after its first use.
 *
 * Enforces: developers.google.com/apps-script/guides/services/quotas.
 */

const dayMs = 86_400_000;

/** The limits of consumer accounts and of Workspace accounts. @type {Readonly<Record<string, readonly [number, number]>>} */
const limits = Object.freeze({
  'calendar events created': [5_000, 10_000],
  'email read/write': [20_000, 50_000],
  'properties read/write': [50_000, 500_000],
  'triggers total runtime': [5_400_000, 21_600_000],
  'url fetch calls': [20_000, 100_000],
});

/**
 * @param {import('../user.js').User} user
 * @param {string} quota
 * @param {number} now
 * @returns {number} the amount left at this time
 */
export function quotaLeft(user, quota, now) {
  const [consumer, workspace] = limits[quota];
  return (user.isWorkspace ? workspace : consumer) - counter(user, quota, now).used;
}

/**
 * @param {import('../user.js').User} user
 * @param {string} quota
 * @param {number} now
 * @param {number} amount
 * @returns {boolean} false when it is exhausted; then nothing is counted
 */
export function useQuota(user, quota, now, amount = 1) {
  if (quotaLeft(user, quota, now) < amount) return false;
  const used = counter(user, quota, now);
  used.used += amount;
  user.quotas.set(quota, used);
  return true;
}

/**
 * @param {import('../user.js').User} user
 * @param {string} quota
 * @param {number} now
 */
function counter(user, quota, now) {
  const known = user.quotas.get(quota);
  return known && now < known.since + dayMs ? known : { since: now, used: 0 };
}
