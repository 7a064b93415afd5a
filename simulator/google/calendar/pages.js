// @ts-check
/**
 * The pages of an answer with events: their common members, their size, and the page tokens.
 *
 * Does not choose the items; event-list.js and instance-list.js do.
 *
 * Invariant: a page token is valid for the calendar, the person and the query that it was made for.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/pagination.
 */
import { invalidPageToken } from './errors.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').CalendarRecord} CalendarRecord */

/** The number of items on a page. @param {CalendarStore} store @param {import('./resource.js').Query} query */
export const pageSize = (store, query) => Math.min(query.maxResults ?? 250, 2500, store.switches.pageLimit);

/** The members of an answer that describe the calendar. @param {CalendarStore} store @param {CalendarRecord} calendar @param {import('./model.js').Role} role */
export function replyHead(store, calendar, role) {
  return {
    kind: 'calendar#events',
    etag: `"p${store.lastChange}"`,
    summary: calendar.summary,
    ...(calendar.description ? { description: calendar.description } : {}),
    updated: new Date(Math.max(0, ...[...calendar.entries.values()].map((entry) => entry.updated))).toISOString(),
    timeZone: calendar.timeZone,
    accessRole: role,
    defaultReminders: role === 'owner' || role === 'writer' ? calendar.defaultReminders : [],
  };
}

/**
 * The data behind a request's page token.
 * @param {CalendarStore} store @param {{ calendar: CalendarRecord, email: string }} caller @param {import('./resource.js').Query} query @param {string} [seriesId]
 */
export function nextPage(store, { calendar, email }, query, seriesId) {
  const token = store.tokens.get(query.pageToken ?? '');
  if (!token || token.kind !== 'page' || token.calendarId !== calendar.id || token.email !== email) throw invalidPageToken();
  if (token.query !== pageQuery(query) || token.seriesId !== seriesId) throw invalidPageToken();
  return token;
}

/** @param {CalendarStore} store @param {'page' | 'sync'} kind @param {{ calendar: CalendarRecord, email: string }} caller @param {object} more */
export function issue(store, kind, { calendar, email }, more) {
  const token = `${kind === 'sync' ? 'CP' : 'Ei'}${store.newId()}${kind === 'sync' ? '=' : ''}`;
  store.tokens.set(token, { ...more, kind, calendarId: calendar.id, email });
  return token;
}

/** The parameters that must be the same for all pages. @param {import('./resource.js').Query} query */
export function pageQuery({ pageToken: _token, maxResults: _size, fields: _fields, timeZone: _zone, ...rest }) {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
