// @ts-check
/**
 * A person's changes of more than one occurrence of a series: "this and following events", "all events".
 *
 * Changes of a single occurrence are in acts.js.
 *
 * Invariants: to split a series, the first part gets an end, and a new event with the same guests is made for the second; the new id
 * consists of the old one (without the suffix of an earlier split), `_R` and the original start of its first occurrence in UTC. With a new
 * time the second part is a series of its own instead, with a fresh id and the first part's time of creation. Exceptions after the split
 * move to the new series if its times and rules stay the same, and are reset otherwise. "All events" reaches every part with `_R`.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/recurringevents ("Modify all following instances") and
 * support.google.com/calendar ("Edit repeating events"). The ids, the end of the first part and the reach of "all events" are those of
 * recorded calendars, where a new title for all events also overwrites changed titles of single ones (U21, switch `seriesEditKeepsTitles`).
 * Assumptions: the new series keeps the guests' answers, the text and all properties; whether it keeps the conference is open (U20,
 * switches `splitKeepsConferenceData` and `retimedSplitKeepsConferenceData`). A new time shifts every part, with its end, by the same amount.
 */
import { isDeepStrictEqual } from 'node:util';
import { mergePatch, readBody } from './body.js';
import { fill, forAll, onWeekday } from './editor-input.js';
import { inherit } from './exceptions.js';
import { isMain, mainOf, spread } from './guests.js';
import { exceptionsOf, instanceOf, partsOf } from './instances.js';
import { remove } from './removal.js';
import { baseOf, cut, localStart, occurrenceWithId, occurrences, shiftEnds, stamp } from './recurrence.js';
import { instantOfLocal, parseDate, parseDateTime } from './time.js';
import { printMoment } from './view.js';
import { BY_HAND, changeEvent, insertEvent, writable } from './writes.js';

/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Moment} Moment */
/** @typedef {import('./acts.js').Where} Where */
/** @typedef {import('./editor-input.js').Filled} Filled */

/**
 * The functions of acts.js that this file uses. `show` returns the event as the person sees it.
 * @typedef {object} Access
 * @property {import('./model.js').CalendarStore} store
 * @property {import('./model.js').Actor} actor
 * @property {(eventId: string, where?: Where) => { calendar: import('./model.js').CalendarRecord, entry: Entry }} open
 * @property {(entry: Entry) => any} show
 */

/** @param {Where} where @returns {import('./writes.js').Writing} */
const writing = ({ sendUpdates = 'all' }) => ({ ...BY_HAND, sendUpdates });

/**
 * The organiser's copy of a series. Throws if this person may not change it.
 * @param {Access} access @param {string} seriesId @param {Where} where
 */
function openSeries({ store, open }, seriesId, where) {
  const { entry } = open(seriesId, where);
  if (entry.status === 'cancelled') throw new Error(`the event is deleted: ${seriesId}`);
  if (!entry.shared.recurrence) throw new Error(`the event is no series: ${seriesId}`);
  const main = mainOf(store, entry);
  if (!main || (!isMain(entry) && !main.shared.guestsCanModify)) throw new Error(`a guest can't change this event: ${seriesId}`);
  return { entry, main, calendar: store.calendar(main.calendarId) };
}

/** @param {Access} access */
export function seriesActs(access) {
  const { store, actor, show } = access;

  /** @param {Entry} entry the person's copy before the change @param {string} [id] */
  const showCopy = (entry, id = entry.id) => show(/** @type {Entry} */ (store.entry(entry.calendarId, id)));

  const acts = {
    /**
     * Changes all events of a series. A new start applies to the first event, or to the one that the person has open (`seen`); the others
     * are shifted by the same amount.
     * @param {string} seriesId @param {Filled} filled @param {Where & { seen?: string }} [where]
     */
    editAll(seriesId, filled, { seen, ...where } = {}) {
      const { entry } = openSeries(access, seriesId, where);
      editParts(access, acts.partsOf(seriesId, where), seriesId, filled, { seen, ...where });
      return showCopy(entry);
    },

    /** The ids of all parts of a series, in the order of their starts. @param {string} seriesId @param {Where} [where] */
    partsOf(seriesId, where = {}) {
      const { entry } = openSeries(access, seriesId, where);
      const isPart = (/** @type {Entry} */ { status, organizer }) => status !== 'cancelled' && organizer.email === entry.organizer.email;
      return partsOf(store.calendar(entry.calendarId), seriesId).filter(isPart).map(({ id }) => id);
    },

    /**
     * Changes one event of a series and all after it, and returns the new series.
     * @param {string} seriesId @param {string} originalStart or the id of the occurrence @param {Filled} filled @param {Where} [where]
     */
    editFollowing(seriesId, originalStart, filled, where = {}) {
      const { entry, main, calendar } = openSeries(access, seriesId, where);
      const occurrence = occurrenceOf(main, originalStart);
      if (isFirst(main, occurrence.start)) {
        editParts(access, [seriesId], seriesId, filled, where);
        return showCopy(entry);
      }
      const { head, tail } = cut(main, occurrence.start);
      const body = writable(main, calendar.timeZone);
      const times = { start: printMoment(occurrence.start, calendar.timeZone), end: printMoment(occurrence.end, calendar.timeZone) };
      const plan = { start: occurrence.start, end: occurrence.end, recurrence: tail };
      const changes = onWeekday(fill(filled, { zone: main.shared.start.timeZone ?? calendar.timeZone, before: instanceOf(main, occurrence) }), plan);
      const later = exceptionsOf(calendar, main.id).filter((one) => one.fallen === undefined && !isBefore(one, occurrence.start));
      const isRetimed = hasNewTime(mergePatch({ ...body, ...times }, changes), occurrence);
      const { splitKeepsConferenceData, retimedSplitKeepsConferenceData } = store.options;
      if (!(isRetimed ? retimedSplitKeepsConferenceData : splitKeepsConferenceData)) delete body.conferenceData;
      const split = { origin: main, ...(isRetimed ? {} : { id: `${baseOf(seriesId)}_R${stampOf(occurrence.start).replace('Z', '')}` }) };
      return store.commit(actor, () => {
        changeEvent(store, actor, main, { recurrence: head }, { ...writing(where), mode: 'patch' });
        const made = insertEvent(store, actor, calendar, mergePatch({ ...body, ...times, recurrence: tail }, changes), { ...writing(where), split });
        const hasOtherTimes = !isDeepStrictEqual({ ...made.shared, ...plan }, made.shared);
        if (!hasOtherTimes) takeExceptionsOver(store, later, main, made);
        return showCopy(entry, made.id);
      });
    },

    /** Deletes one event of a series and all after it, and returns the remaining series. @param {string} seriesId @param {string} originalStart or the id of the occurrence @param {Where} [where] */
    removeFollowing(seriesId, originalStart, where = {}) {
      const { entry, main } = openSeries(access, seriesId, where);
      const { start } = occurrenceOf(main, originalStart);
      if (isFirst(main, start)) remove(store, actor, main, where.sendUpdates ?? 'all');
      else changeEvent(store, actor, main, { recurrence: cut(main, start).head }, { ...writing(where), mode: 'patch' });
      return showCopy(entry);
    },
  };
  return acts;
}

/**
 * Changes whole parts of a series. A new start applies to the first event of the open part, or to the event that the person has open.
 * @param {Access} access @param {string[]} ids the parts in the order of their starts @param {string} openId the open part
 * @param {Filled} filled @param {Where & { seen?: string }} where
 */
function editParts(access, ids, openId, filled, { seen, ...where }) {
  const { store, actor } = access;
  if (ids.length > 1 && filled.recurrence !== undefined) throw new Error('not simulated: a new rule for all events of a split series');
  const { main, calendar } = openSeries(access, openId, where);
  const before = (seen === undefined ? undefined : store.entry(calendar.id, seen)) ?? main;
  const typed = fill(filled, { zone: main.shared.start.timeZone ?? calendar.timeZone, before });
  const changes = ids.map((id, index) => {
    const part = openSeries(access, id, where).main;
    const body = onWeekday(before === part ? typed : forAll(typed, before, part), part.shared);
    return { part, body: index < ids.length - 1 ? withShiftedEnd(body, part) : body };
  });
  // Parts that come later are changed first, unless they are shifted to the past: no two parts may share an event in between.
  const [{ part: first, body: firstBody }] = changes;
  const isShiftedBack = localStart(startAfter(firstBody, first)) < localStart(first.shared.start);
  store.commit(actor, () => {
    for (const { part, body } of isShiftedBack ? changes : changes.reverse()) {
      changeEvent(store, actor, part, body, { ...writing(where), mode: 'patch' });
      if (typeof filled.summary === 'string' && !store.options.seriesEditKeepsTitles) overwriteTitles(access, part, filled.summary, where);
    }
  });
}

/** The changes of a part that another one follows: its end is shifted with it. @param {import('./resource.js').EventPatch} body @param {Entry} part */
function withShiftedEnd(body, part) {
  const { start, recurrence = [] } = part.shared;
  const day = (/** @type {Moment} */ moment) => Math.floor(localStart(moment) / 86400000);
  const days = day(startAfter(body, part)) - day(start);
  return days === 0 ? body : { ...body, recurrence: shiftEnds(body.recurrence ?? recurrence, start.timeZone ?? 'UTC', days) };
}

/** The start that a part has after a change. @param {import('./resource.js').EventPatch} body @param {Entry} part @returns {Moment} */
function startAfter(body, { shared: { start, end } }) {
  const times = { start: printMoment(start, 'UTC'), end: printMoment(end, 'UTC') };
  const changes = body.start ? { start: body.start, end: body.end } : {};
  return readBody(mergePatch(times, changes), { looseZones: true }).shared.start;
}

/** @param {Access} access @param {Entry} series @param {string} summary @param {Where} where */
function overwriteTitles({ store, actor }, series, summary, where) {
  for (const one of exceptionsOf(store.calendar(series.calendarId), series.id)) {
    if (one.status === 'cancelled' || one.shared.summary === summary) continue;
    changeEvent(store, actor, one, { summary }, { ...writing(where), mode: 'patch' });
  }
}

/** True if a body starts or ends at another time than the occurrence at which a series is split. @param {any} body @param {import('./recurrence.js').Occurrence} occurrence */
function hasNewTime(body, { start, end }) {
  const { shared } = readBody(body, { looseZones: true });
  return !isDeepStrictEqual([shared.start, shared.end], [start, end]);
}

/**
 * Moves exceptions after the split to the new series.
 * @param {import('./model.js').CalendarStore} store @param {Entry[]} exceptions @param {Entry} from the old series @param {Entry} to the new one
 */
function takeExceptionsOver(store, exceptions, from, to) {
  for (const one of exceptions) {
    const occurrence = occurrenceWithId(to, one.id);
    if (occurrence) spread(store, store.put({ ...inherit(one, from, to, occurrence), etag: 0 }), to);
  }
}

/** @param {Entry} series @param {string} text the original start, or the id of the occurrence */
function occurrenceOf(series, text) {
  const prefix = `${baseOf(series.id)}_`;
  const occurrence = occurrenceWithId(series, text.startsWith(prefix) ? text : `${prefix}${stampOf(readStart(series, text))}`);
  if (!occurrence) throw new Error(`the series has no event at ${text}`);
  return occurrence;
}

/** @param {Entry} series @param {string} text @returns {Moment} */
function readStart({ shared: { start } }, text) {
  const day = parseDate(text);
  if (day !== null) return { day };
  const time = parseDateTime(text);
  if (!time) throw new Error(`not a time: ${text}`);
  return { instant: time.instant ?? instantOfLocal(start.timeZone ?? 'UTC', time.local) };
}

/** @param {Moment} moment */
const at = (moment) => Number(moment.day ?? moment.instant);

/** The original start in the form of ids: with `Z` for an occurrence, without it for the second part of a series. @param {Moment} moment */
const stampOf = (moment) => stamp(at(moment), moment.day !== undefined);

/** @param {Entry} series @param {Moment} start */
const isFirst = (series, start) => occurrences(series, { from: -Infinity, to: at(start) }).length === 0;

/** @param {Entry} exception @param {Moment} start */
const isBefore = (exception, start) => at(/** @type {Moment} */ (exception.originalStart)) < at(start);
