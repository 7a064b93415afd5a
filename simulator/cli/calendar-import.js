// @ts-check
/**
 * Puts the events of a calendar file into the simulated calendar of their owner, as Google Calendar would have them.
 *
 * It adds no Webex meeting.
 * Invariants: an event that others organise becomes an invitation with its organiser and iCalUID, any other event the person's own; a
 * conference in the file is stored as another provider's; an event that Calendar refuses is reported with Calendar's message; occurrences
 * that the file changes or cancels separately are changed or deleted one by one, as a person does it, but not in other people's series,
 * because a guest can't change them.
 */

import { stamp } from '../google/calendar/recurrence.js';
import { instantOfLocal, parseDateTime } from '../google/calendar/time.js';

/** @typedef {import('../google/calendar/resource.js').EventTime} EventTime */
/** @typedef {import('./ics/event.js').FileEvent} FileEvent */
/**
 * @typedef {object} ImportedEvent
 * @property {FileEvent} event
 * @property {string | null} id its id in the simulated calendar
 * @property {string | null} refusal why the simulated calendar doesn't have it
 * @property {boolean} wrong true if the event can't be read or Calendar refuses it, false if it is in the calendar or the file cancels it
 * @property {string[]} strays the file's changes of occurrences that the calendar refuses, one line each
 */

/** The instant at which a time begins. @param {EventTime | undefined} time @param {string} zone @returns {number} */
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
 * Changes and deletes the occurrences of a series that the file has as separate components.
 * @param {import('../world.js').World} world @param {string} me @param {string} id @param {FileEvent} series
 * @returns {string[]} the changes that Calendar refused
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

/** The original start of an occurrence by the rule, in the form of Calendar's ids. @param {FileEvent} series @param {FileEvent} exception */
function originalStamp({ body: { start = {} } }, { original }) {
  const time = /** @type {EventTime} */ (original);
  if (start.date !== undefined) return stamp(Date.parse(`${String(time.date ?? time.dateTime).slice(0, 10)}T00:00:00Z`), true);
  // Some programs identify an occurrence of a timed series only by its day.
  const named = time.date === undefined ? time : { ...start, dateTime: `${time.date}${String(start.dateTime).slice(10)}` };
  return stamp(instantOf(named, String(start.timeZone)), false);
}

/** The event's id, which is part of the UID in Google's own exports. @param {string} uid @param {Set<string>} imported */
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

/** The conference provider of the links in an event's texts. @param {FileEvent} event @returns {string | null} */
export function linkedProvider({ links }) {
  for (const text of links) {
    const found = providers.exec(text);
    if (found) return found[1].toLowerCase();
  }
  return null;
}
