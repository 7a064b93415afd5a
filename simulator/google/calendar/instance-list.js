// @ts-check
/**
 * events.instances: the occurrences of one series, in order of start.
 *
 * Does not expand rules (recurrence.js does) and does not check who may open the calendar.
 *
 * Invariants: an exception is listed instead of the occurrence that it replaces, at its present time; cancelled occurrences are left out
 * without `showDeleted`; the answer has no sync token.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/instances. How far an endless series is
 * expanded is an assumption of instances.js. The method's answer for an event without rules is not documented; the world's switch
 * `singleEventInstances` (U26) selects one of the possible answers.
 */
import { badRequest, notFound, timeRangeEmpty } from './errors.js';
import { exceptionsOf, instanceOf, plainOccurrences } from './instances.js';
import { issue, nextPage, pageQuery, pageSize, replyHead } from './pages.js';
import { instantOfLocal, parseDate, parseInstant } from './time.js';
import { printEvent } from './view.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Moment} Moment */
/** @typedef {{ ids: import('./recurrence.js').Occurrence[], at: number, query: string, seriesId: string }} InstancePage */

/**
 * @param {CalendarStore} store
 * @param {{ calendar: import('./model.js').CalendarRecord, role: import('./model.js').Role, email: string }} caller
 * @param {Entry} series @param {import('./resource.js').Query} query
 * @returns {import('@googleapis/calendar').calendar_v3.Schema$Events}
 */
export function listInstances(store, caller, series, query) {
  const { calendar, role } = caller;
  /** @type {InstancePage} */
  const page = query.pageToken === undefined
    ? { ids: chosen(store, caller, series, query), at: 0, query: pageQuery(query), seriesId: series.id }
    : /** @type {InstancePage & import('./model.js').Token} */ (nextPage(store, caller, query, series.id));
  const shown = page.ids.slice(page.at, page.at + pageSize(store, query));
  const rest = { ...page, at: page.at + shown.length };
  const viewing = { role, timeZone: query.timeZone ?? calendar.timeZone, maxAttendees: query.maxAttendees, stubs: query.showDeleted !== true };
  return {
    ...replyHead(store, calendar, role),
    ...(rest.at < page.ids.length ? { nextPageToken: issue(store, 'page', caller, rest) } : {}),
    items: shown.map((occurrence) => printEvent(calendar.entries.get(occurrence.id) ?? instanceOf(series, occurrence), viewing)),
  };
}

/**
 * @param {CalendarStore} store @param {{ calendar: import('./model.js').CalendarRecord }} caller @param {Entry} series @param {import('./resource.js').Query} query
 * @returns {import('./recurrence.js').Occurrence[]}
 */
function chosen(store, { calendar }, series, query) {
  for (const name of /** @type {const} */ (['timeMin', 'timeMax'])) {
    if (query[name] !== undefined && parseInstant(query[name]) === null) throw badRequest();
  }
  const from = parseInstant(query.timeMin) ?? -Infinity;
  const to = parseInstant(query.timeMax) ?? Infinity;
  if (from >= to) throw timeRangeEmpty('timeMax');
  const original = readOriginal(query.originalStart);
  if (!series.shared.recurrence) return withoutRules(store);
  const zone = calendar.timeZone;
  const exceptions = exceptionsOf(calendar, series.id);
  const plain = plainOccurrences(series, { from, to, now: store.clock.now() }, (id) => calendar.entries.has(id));
  const items = [
    ...(series.status === 'cancelled' && query.showDeleted !== true ? [] : plain.map((one) => ({ ...one, original: one.start }))),
    ...exceptions
      .filter(({ status, fallen }) => fallen !== 'off rule' && (status !== 'cancelled' || query.showDeleted === true))
      .map(({ id, shared: { start, end }, originalStart = {} }) => ({ id, start, end, original: originalStart })),
  ];
  return items
    .filter((one) => instant(one.end, zone) > from && instant(one.start, zone) < to)
    .filter((one) => original === undefined || (one.original.day ?? one.original.instant) === original)
    .sort((a, b) => instant(a.start, zone) - instant(b.start, zone) || (a.id < b.id ? -1 : 1))
    .map(({ id, start, end }) => ({ id, start, end }));
}

/** The occurrences of an event that takes place once. @param {CalendarStore} store @returns {never[]} */
function withoutRules({ options }) {
  if (options.singleEventInstances === 'bad request') throw badRequest();
  if (options.singleEventInstances === 'not found') throw notFound();
  return [];
}

/** @param {Moment} moment @param {string} zone of the calendar */
const instant = (moment, zone) => (moment.day === undefined ? Number(moment.instant) : instantOfLocal(zone, moment.day));

/** @param {string | undefined} text a time or a date @returns {number | undefined} */
function readOriginal(text) {
  if (text === undefined) return undefined;
  const value = parseInstant(text) ?? parseDate(text);
  if (value === null) throw badRequest();
  return value;
}
