// @ts-check
/**
 * Lists a calendar: filters, pages, sync tokens.
 *
 * Does not apply the `fields` mask (api.js does) and does not check who may open the calendar.
 *
 * Invariants: only the last page has a sync token, and only if timeMin is the list's only restriction; a token is valid for the calendar,
 * the person and the query it was made for; changes made while pages are read are repeated in the next delta; a delta always contains
 * deletions. The order of items is arbitrary (by a hash of the id). A cancelled occurrence is in every list of whole series, as long as
 * its series exists.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/list, …/api/guides/sync, …/api/guides/pagination.
 */
import { hidesDetails } from './access.js';
import {
  badRequest, fullSyncRequired, invalid, invalidParameter, invalidSyncToken, orderingUnavailable, syncTokenRestricted,
  timeRangeEmpty, updatedMinTooOld,
} from './errors.js';
import { instanceOf, isGap, plainOccurrences } from './instances.js';
import { issue, nextPage, pageQuery, pageSize, replyHead } from './pages.js';
import { isEndless, occurrences } from './recurrence.js';
import { EVENT_TYPES } from './schema.js';
import { instantOfLocal, parseInstant } from './time.js';
import { printEvent } from './view.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').CalendarRecord} CalendarRecord */
/** @typedef {import('./resource.js').Query} Query */
/** An event's id, or an occurrence with the id of its series. @typedef {string | { series: string, occurrence: import('./recurrence.js').Occurrence }} Listed */
/** @typedef {{ ids: Listed[], states: Map<string, Entry> | undefined, at: number, change: number, sameness: string, syncable: boolean, query: string }} Page */

const RESTRICTIONS = /** @type {const} */ ([
  'iCalUID', 'orderBy', 'privateExtendedProperty', 'q', 'sharedExtendedProperty', 'timeMin', 'timeMax', 'updatedMin',
]);

/**
 * @param {CalendarStore} store
 * @param {{ calendar: CalendarRecord, role: import('./model.js').Role, email: string }} caller
 * @param {Query} query
 * @returns {import('@googleapis/calendar').calendar_v3.Schema$Events}
 */
export function listEvents(store, caller, query) {
  const { calendar, role } = caller;
  /** @type {Page} */
  const page = query.pageToken === undefined ? firstPage(store, caller, query) : /** @type {Page & import('./model.js').Token} */ (nextPage(store, caller, query));
  const size = pageSize(store, query);
  const shown = page.ids.slice(page.at, page.at + size);
  const rest = { ...page, at: page.at + shown.length };
  const more = rest.at < page.ids.length;
  const viewing = {
    role,
    timeZone: query.timeZone ?? calendar.timeZone,
    maxAttendees: query.maxAttendees,
    // Details of deleted events are shown only with `showDeleted`.
    stubs: query.showDeleted !== true,
  };
  return {
    ...replyHead(store, calendar, role),
    ...(more ? { nextPageToken: issue(store, 'page', caller, rest) } : {}),
    ...(!more && page.syncable ? { nextSyncToken: issue(store, 'sync', caller, { change: page.change, sameness: page.sameness }) } : {}),
    items: shown.flatMap((id) => printItem(calendar, id, page, viewing)),
  };
}

/**
 * Determines all items of the answer, which is then divided into pages.
 * @param {CalendarStore} store @param {{ calendar: CalendarRecord, role: import('./model.js').Role, email: string }} caller @param {Query} query
 */
function firstPage(store, caller, query) {
  checkQuery(store, query);
  const { calendar } = caller;
  const { entries, change } = store.listed(calendar);
  const sameness = samenessOf(query);
  const since = query.syncToken === undefined ? undefined : sinceOf(store, caller, query, sameness);
  const filter = filterOf(store, caller, query);
  const delta = since !== undefined;
  const found = entries.filter((entry) => (delta ? entry.change > since : filter.matches(entry)));
  const stored = new Set(entries.map((entry) => entry.id));
  const items = query.singleEvents
    ? found.flatMap((entry) => expand(entry, { ...filter, now: store.clock.now() }, delta, stored))
    : found.map((entry) => ({ id: entry.id, entry }));
  const visible = store.switches.freeBusyLists === 'empty' && caller.role === 'freeBusyReader' ? [] : items;
  return {
    ids: ordered(visible, query.orderBy),
    // A list that lags shows the same old state on later pages.
    states: store.switches.listLagMs > 0 ? new Map(entries.map((entry) => [entry.id, entry])) : undefined,
    at: 0,
    change,
    sameness,
    syncable: delta || RESTRICTIONS.every((name) => name === 'timeMin' || query[name] === undefined),
    query: pageQuery(query),
  };
}

/** @param {CalendarStore} store @param {Query} query */
function checkQuery(store, query) {
  if (query.syncToken !== undefined) {
    const restriction = RESTRICTIONS.find((name) => query[name] !== undefined);
    if (restriction) throw syncTokenRestricted(restriction);
    if (query.showDeleted === false) throw syncTokenRestricted('showDeleted');
  }
  if (query.orderBy === 'startTime' && query.singleEvents !== true) throw orderingUnavailable();
  for (const name of /** @type {const} */ (['timeMin', 'timeMax', 'updatedMin'])) {
    if (query[name] !== undefined && parseInstant(query[name]) === null) throw badRequest();
  }
  const [from, to] = [parseInstant(query.timeMin), parseInstant(query.timeMax)];
  if (from !== null && to !== null && from >= to) throw timeRangeEmpty('timeMax');
  const updatedMin = parseInstant(query.updatedMin);
  if (updatedMin !== null && updatedMin < store.clock.now() - store.switches.updatedMinDays * 86400000) throw updatedMinTooOld();
  for (const type of query.eventTypes ?? []) {
    if (!EVENT_TYPES.includes(type)) throw invalidParameter('eventTypes', `Invalid value for: ${type} is not a valid value`);
  }
}

/**
 * The number of the last change that a sync token's holder already knows.
 * @param {CalendarStore} store @param {{ calendar: CalendarRecord, email: string }} caller @param {Query} query @param {string} sameness
 * @returns {number}
 */
function sinceOf(store, { calendar, email }, query, sameness) {
  const token = store.tokens.get(query.syncToken ?? '');
  if (!token || token.kind !== 'sync' || token.calendarId !== calendar.id || token.email !== email) throw invalidSyncToken();
  // The documentation calls another query "undefined behavior"; the strictest interpretation is an error.
  if (token.sameness !== sameness) throw invalidSyncToken();
  if (token.change === undefined || token.change < calendar.tokensFrom) throw fullSyncRequired();
  return token.change;
}

/** The parameters that must be the same for a full list and its deltas. @param {Query} query */
function samenessOf({ singleEvents = false, showHiddenInvitations = false, eventTypes }) {
  return JSON.stringify([singleEvents, showHiddenInvitations, eventTypes ? [...eventTypes].sort() : null]);
}

/** @param {CalendarStore} store @param {{ calendar: CalendarRecord, role: import('./model.js').Role }} caller @param {Query} query */
function filterOf(store, { calendar, role }, query) {
  const from = parseInstant(query.timeMin) ?? -Infinity;
  const to = parseInstant(query.timeMax) ?? Infinity;
  const updatedMin = parseInstant(query.updatedMin);
  const constraints = [
    { kind: 'private', pairs: (query.privateExtendedProperty ?? []).map(readPair) },
    { kind: 'shared', pairs: (query.sharedExtendedProperty ?? []).map(readPair) },
  ].filter(({ pairs }) => pairs.length > 0);
  const words = String(query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);

  /** @param {Entry} entry */
  const matches = (entry) => {
    const gap = query.singleEvents !== true && isGap(calendar, entry);
    if (entry.status === 'cancelled' && query.showDeleted !== true && updatedMin === null && !gap) return false;
    if (updatedMin !== null && entry.updated < updatedMin) return false;
    if (query.iCalUID !== undefined && entry.iCalUID !== query.iCalUID) return false;
    if (query.eventTypes && !query.eventTypes.includes(entry.eventType)) return false;
    if (!entry.shared.recurrence && !touches(entry.shared.start, entry.shared.end, calendar.timeZone, { from, to })) return false;
    if (entry.shared.recurrence && (from > -Infinity || to < Infinity) && !recursWithin(entry, { from, to })) return false;
    const hidden = hidesDetails(entry, role);
    for (const { kind, pairs } of constraints) {
      const properties = (hidden ? undefined : kind === 'private' ? entry.own.properties : entry.shared.properties) ?? {};
      const fits = (/** @type {string[]} */ [key, value]) => Object.hasOwn(properties, key) && properties[key] === value;
      if (!(store.switches.propertyConstraints === 'any' ? pairs.some(fits) : pairs.every(fits))) return false;
    }
    return words.length === 0 || (!hidden && matchesText(entry, words));
  };
  return { matches, from, to, zone: calendar.timeZone };
}

/** @param {string} text */
function readPair(text) {
  const index = text.indexOf('=');
  if (index <= 0) throw invalid('Invalid extended property constraint.');
  return [text.slice(0, index), text.slice(index + 1)];
}

/**
 * Whether an event is in a span of time: timeMin is compared with the end and timeMax with the start, both exclusively.
 * @param {import('./model.js').Moment} start @param {import('./model.js').Moment} end @param {string} zone
 * @param {{ from: number, to: number }} span
 */
function touches(start, end, zone, { from, to }) {
  const instant = (/** @type {import('./model.js').Moment} */ moment) =>
    moment.day === undefined ? Number(moment.instant) : instantOfLocal(zone, moment.day);
  return instant(end) > from && instant(start) < to;
}

/** @param {Entry} entry @param {{ from: number, to: number }} span */
function recursWithin(entry, { from, to }) {
  if (to === Infinity && isEndless(entry)) return true;
  return occurrences(entry, { from, to }).length > 0;
}

/** @param {Entry} entry @param {string[]} words */
function matchesText(entry, words) {
  const { summary = '', description = '', location = '', attendees = [] } = entry.shared;
  const people = [...attendees, entry.organizer].flatMap((one) => [one.email, one.displayName ?? '']);
  const text = [summary, description, location, ...people].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

/** @typedef {{ id: string, entry: Entry, occurrence?: import('./recurrence.js').Occurrence }} Item */

/**
 * The items of an entry: itself, or the unchanged occurrences if it is a series. Exceptions are entries of their own.
 * @param {Entry} entry @param {{ from: number, to: number, zone: string, now: number }} filter @param {boolean} delta @param {Set<string>} stored
 * @returns {Item[]}
 */
function expand(entry, filter, delta, stored) {
  if (!entry.shared.recurrence) return [{ id: entry.id, entry }];
  if (delta) throw new Error('not simulated: singleEvents with a sync token for recurring events');
  return plainOccurrences(entry, filter, (id) => stored.has(id))
    .filter(({ start, end }) => touches(start, end, filter.zone, filter))
    .map((occurrence) => ({ id: occurrence.id, entry, occurrence }));
}

/** @param {Item[]} items @param {string | undefined} orderBy @returns {Listed[]} ids, or occurrences with the id of their series */
function ordered(items, orderBy) {
  const key = (/** @type {Item} */ { id, entry, occurrence }) => {
    if (orderBy === 'updated') return entry.updated;
    if (orderBy !== 'startTime') return hash(id);
    const { start } = occurrence ?? entry.shared;
    return Number(start.day ?? start.instant);
  };
  return items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => a.key - b.key || (a.item.id < b.item.id ? -1 : 1))
    .map(({ item: { id, entry, occurrence } }) => (occurrence ? { series: entry.id, occurrence } : id));
}

/** @param {string} text */
function hash(text) {
  let value = 2166136261;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
  return value;
}

/** @param {CalendarRecord} calendar @param {Listed} item @param {Page} page @param {import('./view.js').Viewing} viewing */
function printItem(calendar, item, page, viewing) {
  const stored = (/** @type {string} */ id) => (page.states ?? calendar.entries).get(id);
  const entry = stored(typeof item === 'string' ? item : item.occurrence.id);
  if (entry) return [printEvent(entry, viewing)];
  if (typeof item === 'string') return [];
  const series = stored(item.series);
  return series ? [printEvent(instanceOf(series, item.occurrence), viewing)] : [];
}
