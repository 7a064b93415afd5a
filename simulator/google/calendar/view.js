// @ts-check
/**
 * Turns entries into Event resources with the details that a caller may see on a calendar.
 *
 * Does not change anything and does not choose which entries are shown.
 *
 * Invariants: `dateTime` has the offset of the answer's zone while `timeZone` is the event's own; `self` marks the calendar of the copy,
 * not the caller; a cancelled entry shows its details only if they were kept and requested, but an occurrence has the id of its series and
 * its original start, unless the rules of its series no longer give it.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events.
 */
import { hidesDetails } from './access.js';
import { sameAddress } from './guests.js';
import { printDate, printDateTime } from './time.js';

/** If an event has more guests than this, its list of guests is left out. Documentation: support.google.com/calendar/answer/37161 (200 guests). */
export const GUEST_LIMIT = 200;

/** Answers have the types of Google's published client. @typedef {import('@googleapis/calendar').calendar_v3.Schema$Event} EventResource */
/** @typedef {import('@googleapis/calendar').calendar_v3.Schema$EventAttendee} AttendeeResource */

/**
 * @typedef {object} Viewing
 * @property {import('./model.js').Role} role
 * @property {string} timeZone of the answer
 * @property {number} [maxAttendees]
 * @property {boolean} [stubs] true if cancelled entries show only their id
 */

/**
 * @param {import('./model.js').Entry} entry @param {Viewing} viewing
 * @returns {EventResource}
 */
export function printEvent(entry, viewing) {
  const head = { kind: 'calendar#event', etag: printEtag(entry), id: entry.id, status: entry.status, ...printSeries(entry, viewing) };
  if (entry.status === 'cancelled' && (entry.stub || viewing.stubs)) return head;
  const times = {
    start: printMoment(entry.shared.start, viewing.timeZone),
    end: printMoment(entry.shared.end, viewing.timeZone),
  };
  const server = {
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${entry.id} ${entry.calendarId}`).toString('base64url')}`,
    created: new Date(entry.created).toISOString(),
    updated: new Date(entry.updated).toISOString(),
  };
  const tail = { iCalUID: entry.iCalUID, sequence: entry.sequence };
  if (hidesDetails(entry, viewing.role)) {
    return { ...head, ...server, ...times, visibility: 'private', ...tail, eventType: entry.eventType };
  }
  const { start, end, attendees, properties: sharedProperties, recurrence, conferenceData, ...shared } = entry.shared;
  const { properties: ownProperties, reminders, ...own } = entry.own;
  return copied({
    ...head,
    ...server,
    creator: printPerson(entry.creator, entry),
    organizer: printPerson(entry.organizer, entry),
    ...shared,
    ...own,
    ...times,
    ...(recurrence ? { recurrence } : {}),
    ...tail,
    ...printGuests(entry, attendees, viewing),
    ...printProperties(ownProperties, sharedProperties),
    ...(conferenceData ? { conferenceData } : {}),
    ...printMeetLink(conferenceData),
    reminders: reminders ?? { useDefault: true },
    eventType: entry.eventType,
  });
}

/**
 * A copy that shares no object with the store. An event is JSON, and copying it by its text is faster than a structured clone.
 * @param {EventResource} event
 * @returns {EventResource}
 */
const copied = (event) => JSON.parse(JSON.stringify(event));

/** @param {import('./model.js').Entry} entry */
export function printEtag(entry) {
  return `"${entry.etag}"`;
}

/** @param {import('./model.js').Entry} entry @param {Viewing} viewing @returns {Pick<EventResource, 'recurringEventId' | 'originalStartTime'>} */
function printSeries({ recurringEventId, originalStart, bare }, viewing) {
  return recurringEventId && originalStart && !bare ? { recurringEventId, originalStartTime: printMoment(originalStart, viewing.timeZone) } : {};
}

/** @param {import('./model.js').Moment} moment @param {string} zone @returns {import('./resource.js').EventTime} */
export function printMoment(moment, zone) {
  const own = moment.timeZone === undefined ? {} : { timeZone: moment.timeZone };
  if (moment.day !== undefined) return { date: printDate(moment.day), ...own };
  return { dateTime: printDateTime(/** @type {number} */ (moment.instant), zone), ...own };
}

/** @param {{ email: string, displayName?: string }} person @param {import('./model.js').Entry} entry */
function printPerson(person, entry) {
  return { ...person, ...(person.email === entry.calendarId ? { self: true } : {}) };
}

/** @param {import('./model.js').Entry} entry @param {AttendeeResource[] | undefined} attendees @param {Viewing} viewing @returns {Pick<EventResource, 'attendees' | 'attendeesOmitted'>} */
function printGuests(entry, attendees, viewing) {
  if (!attendees || attendees.length === 0) return {};
  const all = attendees.map((guest) => ({
    ...guest,
    ...(sameAddress(String(guest.email), entry.organizer.email) ? { organizer: true } : {}),
    ...(sameAddress(String(guest.email), entry.calendarId) ? { self: true } : {}),
  }));
  const hidden = entry.shared.guestsCanSeeOtherGuests === false && entry.organizer.email !== entry.calendarId;
  const limit = Math.min(viewing.maxAttendees ?? GUEST_LIMIT, GUEST_LIMIT);
  if (!hidden && all.length <= limit) return { attendees: all };
  const self = all.filter((guest) => guest.self);
  return { ...(self.length > 0 ? { attendees: self } : {}), attendeesOmitted: true };
}

/** @param {Record<string, string> | undefined} own @param {Record<string, string> | undefined} shared @returns {Pick<EventResource, 'extendedProperties'>} */
function printProperties(own, shared) {
  const some = (/** @type {Record<string, string> | undefined} */ map) => map && Object.keys(map).length > 0;
  if (!some(own) && !some(shared)) return {};
  return { extendedProperties: { ...(some(own) ? { private: own } : {}), ...(some(shared) ? { shared } : {}) } };
}

/** @param {EventResource['conferenceData']} conferenceData @returns {Pick<EventResource, 'hangoutLink'>} */
function printMeetLink(conferenceData) {
  if (conferenceData?.conferenceSolution?.key?.type !== 'hangoutsMeet') return {};
  const video = conferenceData.entryPoints?.find((point) => point.entryPointType === 'video');
  return video ? { hangoutLink: video.uri } : {};
}
