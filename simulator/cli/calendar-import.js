// @ts-check
/**
 * Puts the events of a calendar file into the simulated calendar of their owner, as they would lie in Google Calendar.
 *
 * It adds no Webex. Invariants: what others organise becomes an invitation with their organiser and their iCalUID, the rest
 * the person's own event; a conference that the file names is there as another provider's; what Calendar refuses is told in
 * Calendar's words; occurrences that the file changes or cancels apart are changed or deleted one by one, as a person does it,
 * but not in series of others, whose events a guest can't change.
 */

import { stamp } from '../google/calendar/recurrence.js';
import { instantOfLocal, parseDateTime } from '../google/calendar/time.js';

/** @typedef {import('../google/calendar/resource.js').EventTime} EventTime */
/** @typedef {import('./ics/event.js').FileEvent} FileEvent */
/**
 * @typedef {object} ImportedEvent
 * @property {FileEvent} event
 * @property {string | null} id in the simulated calendar
 * @property {string | null} refusal why it is not there
 * @property {boolean} wrong whether that is the file's fault rather than its wish
 * @property {string[]} strays what the file says of occurrences that the calendar does not take, one line each
 */

/** When a time begins. @param {EventTime | undefined} time @param {string} zone @returns {number} */
export function instantOf(time = {}, zone) {
  if (time.date !== undefined) return instantOfLocal(zone, Date.parse(`${time.date}T00:00:00Z`));
  const read = parseDateTime(String(time.dateTime));
  if (!read) throw new Error(`not a time: ${time.dateTime}`);
  return read.instant ?? instantOfLocal(String(time.timeZone), read.local);
}

/** Whether the person organises an event. @param {FileEvent} event @param {string} me */
export const isOwn = ({ organizer }, me) => organizer === null || organizer.email.toLowerCase() === me;

/**
 * @param {import('../world.js').World} world @param {string} me @param {FileEvent[]} events
 * @returns {ImportedEvent[]}
 */
export function importEvents(world, me, events) {
  const { calendar } = world.person(me);
  const none = { strays: /** @type {string[]} */ ([]) };
  const imported = new Set();
  return events.map((event) => {
    if (event.trouble !== null) return { event, id: null, refusal: `it can’t be read, see line ${event.line}: ${event.trouble}`, wrong: true, ...none };
    if (event.cancelled) return { event, id: null, refusal: 'cancelled in the file', wrong: false, ...none };
    const body = { ...event.body, ...conference(world, event.conference) };
    try {
      const made = isOwn(event, me) ? calendar.insert({ ...body, ...ownId(event.uid, imported) }, { sendUpdates: 'none' })
        : calendar.receive({ ...body, organizer: event.organizer, iCalUID: event.occurrence ? `${event.uid} ${event.occurrence}` : event.uid });
      imported.add(made.id);
      const strays = isOwn(event, me) ? changeApart(world, me, made.id, event) : [];
      return { event, id: made.id, refusal: null, wrong: false, strays };
    } catch (error) {
      return { event, id: null, refusal: `Calendar does not take it: ${/** @type {Error} */ (error).message}`, wrong: true, ...none };
    }
  });
}

/**
 * Changes and deletes the occurrences of a series that the file has apart.
 * @param {import('../world.js').World} world @param {string} me @param {string} id @param {FileEvent} series
 * @returns {string[]} what Calendar did not take
 */
function changeApart(world, me, id, series) {
  const { calendar } = world.person(me);
  const quiet = /** @type {const} */ ({ sendUpdates: 'none' });
  return series.exceptions.flatMap((event) => {
    const instance = `${id}_${originalStamp(series, event)}`;
    if (!calendar.see(instance)) return [`line ${event.line} changes an occurrence that the series has not`];
    try {
      if (event.cancelled) calendar.remove(instance, quiet);
      else calendar.edit(instance, { ...event.body, attendees: event.body.attendees ?? null, ...(event.conference !== series.conference && conference(world, event.conference)) }, quiet);
      return [];
    } catch (error) {
      return [`Calendar does not take line ${event.line}: ${/** @type {Error} */ (error).message}`];
    }
  });
}

/** When the rule has an occurrence, as the ids of Calendar write it. @param {FileEvent} series @param {FileEvent} exception */
function originalStamp({ body: { start = {} } }, { original }) {
  const time = /** @type {EventTime} */ (original);
  if (start.date !== undefined) return stamp(Date.parse(`${String(time.date ?? time.dateTime).slice(0, 10)}T00:00:00Z`), true);
  // Some programs name the occurrence of a timed series by its day.
  const named = time.date === undefined ? time : { ...start, dateTime: `${time.date}${String(start.dateTime).slice(10)}` };
  return stamp(instantOf(named, String(start.timeZone)), false);
}

/** Google's own exports name the id. @param {string} uid @param {Set<string>} imported */
function ownId(uid, imported) {
  const id = /^([0-9a-v]{5,1024})@google\.com$/.exec(uid)?.[1];
  return id === undefined || imported.has(id) ? {} : { id };
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
