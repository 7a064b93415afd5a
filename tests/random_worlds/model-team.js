// @ts-check
/**
 * What must be true in a world of several people, beside what model.js checks: who hosts each meeting, and that nobody's add-on touches
 * another person's meeting.
 *
 * Its invariants are those of model.js. Who hosts by the rule is known from what people did (hosts.js).
 */

import { names } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Seen} Seen */
/** @typedef {import('./model.js').Meeting} Meeting */

/** @param {Stage} stage @param {Seen} seen @param {Meeting} meeting @returns {string[]} */
export function wrongHost(stage, { calendarId, event }, { hostEmail }) {
  if (stage.people.length === 1) return [];
  const right = stage.hosts.of(calendarId, event).map(({ webex }) => webex);
  if (right.length === 0) return [`is hosted by ${hostEmail}, and nobody added a meeting`];
  return right.includes(hostEmail) ? [] : [`is hosted by ${hostEmail}, not by ${right.join(' or ')}`];
}

/**
 * Whether an event that shows another one's meeting should have one of its own.
 *
 * A copy gets none by itself while its creator's add-on doesn't know the calendar or is disconnected, and none if the original lies in
 * another calendar and somebody else hosts it; its card offers one.
 * @param {Stage} stage @param {Seen} seen
 */
export function wrongCopies(stage, { calendarId, event }) {
  const copy = stage.copies.get(`${calendarId} ${event.id}`);
  const named = /** @type {{meeting: string, event: string}} */ (names(event));
  if (!copy) return true;
  const { by, at } = copy;
  const isBeside = stage.world.calendars.entry(calendarId, named.event) !== undefined;
  const isOwn = stage.hostOf.get(named.meeting) === by.webex;
  return !by.isOut && by.leftAt < at && by.known.has(calendarId) && (isBeside || isOwn);
}

/** @param {Stage} stage @param {Map<string, Meeting>} meetings @returns {string[]} */
export function wrongTogether(stage, meetings) {
  const erased = [...stage.erased].filter((id) => meetings.has(id)).map((id) => {
    const { title, hostEmail } = /** @type {Meeting} */ (meetings.get(id));
    return `the meeting "${title}" of ${hostEmail} is still there after they had it deleted and disconnected`;
  });
  return [...stage.trespasses, ...erased];
}
