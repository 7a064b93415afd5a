// @ts-check
/**
 * Puts the events of a calendar file into the simulated calendar of their owner, as they would lie in Google Calendar.
 *
 * It adds no Webex. Invariants: what others organise becomes an invitation with their organiser and their iCalUID, the rest
 * the person's own event; a conference that the file names is there as another provider's; what Calendar refuses is told in
 * Calendar's words.
 */

import { instantOfLocal, parseDateTime } from '../google/calendar/time.js';

/** @typedef {Record<string, any>} Json */
/** @typedef {import('./ics/event.js').FileEvent} FileEvent */
/**
 * @typedef {object} Taken
 * @property {FileEvent} event
 * @property {string | null} id in the simulated calendar
 * @property {string | null} refusal why it is not there
 * @property {boolean} wrong whether that is the file's fault rather than its wish
 */

/** When a time begins. @param {Json} time @param {string} zone @returns {number} */
export function instantOf(time, zone) {
  if (time.date !== undefined) return instantOfLocal(zone, Date.parse(`${time.date}T00:00:00Z`));
  const read = parseDateTime(time.dateTime);
  if (!read) throw new Error(`not a time: ${time.dateTime}`);
  return read.instant ?? instantOfLocal(time.timeZone, read.local);
}

/** Whether the person organises an event. @param {FileEvent} event @param {string} me */
export const isOwn = ({ organizer }, me) => organizer === null || organizer.email.toLowerCase() === me;

/**
 * @param {import('../world.js').World} world @param {string} me @param {FileEvent[]} events
 * @returns {Taken[]}
 */
export function takeOver(world, me, events) {
  const { calendar } = world.person(me);
  const taken = new Set();
  return events.map((event) => {
    if (event.trouble !== null) return { event, id: null, refusal: `it can’t be read, see line ${event.line}: ${event.trouble}`, wrong: true };
    if (event.cancelled) return { event, id: null, refusal: 'cancelled in the file', wrong: false };
    const body = { ...event.body, ...conference(world, event.conference) };
    try {
      const made = isOwn(event, me) ? calendar.insert({ ...body, ...ownId(event.uid, taken) }, { sendUpdates: 'none' })
        : calendar.receive({ ...body, organizer: event.organizer, iCalUID: event.occurrence ? `${event.uid} ${event.occurrence}` : event.uid });
      taken.add(made.id);
      return { event, id: made.id, refusal: null, wrong: false };
    } catch (error) {
      return { event, id: null, refusal: `Calendar does not take it: ${/** @type {Error} */ (error).message}`, wrong: true };
    }
  });
}

/** Google's own exports name the id. @param {string} uid @param {Set<string>} taken */
function ownId(uid, taken) {
  const id = /^([0-9a-v]{5,1024})@google\.com$/.exec(uid)?.[1];
  return id === undefined || taken.has(id) ? {} : { id };
}

/** @param {import('../world.js').World} world @param {string | null} link */
function conference(world, link) {
  if (link === null || !/^https:\/\/[^\s]{1,1200}$/.test(link)) return {};
  const { host } = new URL(link);
  if (host === 'meet.google.com') {
    return { conferenceData: { createRequest: { requestId: world.calendars.newId(), conferenceSolutionKey: { type: 'hangoutsMeet' } } } };
  }
  return { conferenceData: { conferenceSolution: { key: { type: 'addOn' }, name: host }, entryPoints: [{ entryPointType: 'video', uri: link }] } };
}

const providers = /https?:\/\/(?:[\w-]+\.)*(zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|gotomeeting\.com|goto\.com|whereby\.com|bluejeans\.com|chime\.aws|meet\.jit\.si|join\.skype\.com|facetime\.apple\.com)\b/i;

/** The provider to which the texts of an event lead. @param {FileEvent} event @returns {string | null} */
export function linkedProvider({ links }) {
  for (const text of links) {
    const found = providers.exec(text);
    if (found) return found[1].toLowerCase();
  }
  return null;
}
