// @ts-check
/**
 * Decides what a person may see and change on a calendar.
 *
 * OAuth scopes are checked before, in service.js and rest.js.
 *
 * Invariants: without any access the calendar doesn't exist for the caller (404, not 403); a private event's details are
 * never shown below the role `writer`.
 *
 * Documentation: developers.google.com/workspace/calendar/api/concepts/sharing and the accessRole member of
 * developers.google.com/workspace/calendar/api/v3/reference/events/list.
 */
import { forbidden, needsAccess, notFound } from './errors.js';

/** @typedef {import('./model.js').CalendarRecord} CalendarRecord */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Role} Role */

/**
 * @param {CalendarRecord} calendar @param {string} email
 * @returns {Role}
 */
export function roleOf(calendar, email) {
  if (calendar.owner === email) return 'owner';
  return calendar.sharedWith.get(email) ?? 'none';
}

/**
 * The calendar that a request names. Throws if the caller may not see it.
 * @param {import('./model.js').CalendarStore} store @param {string} email @param {unknown} calendarId
 * @returns {{ calendar: CalendarRecord, role: Role }}
 */
export function openCalendar(store, email, calendarId) {
  const id = calendarId === 'primary' ? email : calendarId;
  const calendar = typeof id === 'string' ? store.calendars.get(id) : undefined;
  const role = calendar ? roleOf(calendar, email) : 'none';
  if (!calendar || role === 'none') throw notFound();
  return { calendar, role };
}

/**
 * Like `openCalendar`, but also requires the right to write.
 * @param {import('./model.js').CalendarStore} store @param {string} email @param {unknown} calendarId
 */
export function openForWriting(store, email, calendarId) {
  const opened = openCalendar(store, email, calendarId);
  if (opened.role === 'reader' || opened.role === 'freeBusyReader') throw needsAccess('writer');
  return opened;
}

/**
 * Throws unless a person may change this entry: private entries require the role `writer`.
 * @param {Entry} entry @param {Role} role
 */
export function checkMayChange(entry, role) {
  if (hidesDetails(entry, role)) throw forbidden();
}

/**
 * True if the caller sees only that the time is busy.
 * @param {Entry} entry @param {Role} role
 */
export function hidesDetails(entry, role) {
  if (role === 'owner' || role === 'writer') return false;
  if (role === 'freeBusyReader') return true;
  return entry.own.visibility === 'private' || entry.own.visibility === 'confidential';
}
