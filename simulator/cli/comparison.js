// @ts-check
/**
 * Compares the meetings at Webex with the calendar: one meeting with its event, a series with the event's occurrences of a year.
 *
 * It reads both sides and writes nothing.
 * Invariants: an occurrence agrees only with an occurrence of the same start, length and guests, or with a separate meeting that its own
 * event names; an additional occurrence at Webex is a disagreement too; times are compared by the minute, since Webex drops seconds.
 */

import { openCalendar } from '../google/calendar/access.js';
import { listInstances } from '../google/calendar/instance-list.js';
import { instantOf } from './calendar-import.js';
import { clock } from './wording.js';

/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */
/** @typedef {import('../webex/index.js').PlainMeeting} PlainMeeting */
/** @typedef {{ start: string, end: string, invitees: { email: string }[] }} Sitting times and guests of a meeting or of one occurrence */
/** The members of a meeting that are compared. @typedef {Sitting & Pick<PlainMeeting, 'id' | 'title' | 'timezone' | 'recurrence' | 'exceptions' | 'lists' | 'occurrences'>} Meeting */
/** One occurrence in the form of a meeting, which also has its times in the meeting's zone. @typedef {Meeting & { localStart: string, localEnd: string, isChanged: boolean }} HeldOccurrence */
/** @typedef {{ me: string, zone: string, now: number }} Context */
/**
 * @typedef {object} SeriesReading
 * @property {string | null} trouble the first disagreement
 * @property {SeenEvent[]} occurrences the event's occurrences that belong to the Webex series and begin within a year
 * @property {number} changed the number of occurrences at Webex that differ from its rule
 * @property {number} alone the number of occurrences with a separate meeting
 * @property {Meeting | null} next the next occurrence at Webex, in the form of a meeting
 * @property {boolean} literal whether every meeting has exactly its event's start and end
 */

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** How far ahead a series is compared. */
export const aheadMs = 365 * dayMs;
/** The lengths of a meeting that Webex accepts: developer.webex.com/docs/api/v1/meetings/create-a-meeting. */
const shortestMs = 600_000;
const longestMs = dayMs - minuteMs;

/** @param {number} instant */
const minuteOf = (instant) => Math.floor(instant / minuteMs) * minuteMs;

/** The meeting that an event names. @param {SeenEvent} event @returns {string | undefined} */
export const meetingIdOf = ({ conferenceData }) => conferenceData?.parameters?.addOnParameters?.parameters?.meeting;

/**
 * The occurrences of a series that end after an instant, as the person sees them.
 * @param {import('../world.js').World} world @param {string} me @param {string} id @param {{ from: number, to?: number }} span
 * @returns {SeenEvent[]}
 */
export function occurrencesOf(world, me, id, { from, to = from + aheadMs }) {
  const { calendar, role } = openCalendar(world.calendars, me, 'primary');
  const series = calendar.entries.get(id);
  if (!series) throw new Error(`no such event: ${id}`);
  const print = (/** @type {number} */ instant) => new Date(instant).toISOString();
  const query = { timeMin: print(from), timeMax: print(to), maxResults: 2500 };
  return /** @type {SeenEvent[]} */ (listInstances(world.calendars, { calendar, role, email: me }, series, query).items ?? []);
}

/** @param {SeenEvent} event @param {Sitting} meeting */
export function sameSpan({ start = {}, end = {} }, meeting) {
  const same = (/** @type {string | undefined} */ time, /** @type {string} */ other) => minuteOf(Date.parse(String(time))) === Date.parse(other);
  return start.date === undefined && same(start.dateTime, meeting.start) && same(end.dateTime, meeting.end);
}

/**
 * The difference between a meeting and its event. A meeting may start later if the event had already begun, and have another end if Webex
 * doesn't accept the event's length.
 * @param {SeenEvent} event @param {Sitting} meeting @param {Context} context
 * @returns {string | null}
 */
export function disagreement({ start, end, attendees = [], attendeesOmitted }, meeting, { me, zone, now }) {
  const [from, to] = [start, end].map((time) => minuteOf(instantOf(time, zone)));
  const [begins, ends] = [Date.parse(meeting.start), Date.parse(meeting.end)];
  if (begins !== from && (from > now || begins < from || begins > to)) return 'the meeting starts at another time';
  const holds = start?.date === undefined && to - from >= shortestMs && to - from <= longestMs;
  if (holds && ends !== to) return 'the meeting ends at another time';
  return sameGuests({ attendees, attendeesOmitted }, meeting, me) ? null : 'the meeting’s invitees are not the event’s guests';
}

/** @param {SeenEvent} event @param {Pick<Sitting, 'invitees'>} meeting @param {string} me */
function sameGuests({ attendees = [], attendeesOmitted }, meeting, me) {
  const people = attendees.filter((one) => !one.self && !one.resource).map((one) => one.email.toLowerCase());
  const wanted = [...new Set(people)].filter((email) => email !== me && !email.endsWith('@resource.calendar.google.com')).sort().join();
  const invited = meeting.invitees.map((one) => one.email.toLowerCase()).sort().join();
  return attendeesOmitted || wanted === invited;
}

/** The occurrences of a meeting that begin within a span, each in the form of a meeting. @param {Meeting} meeting @param {{ from: number, to: number }} span @returns {HeldOccurrence[]} */
function held(meeting, { from, to }) {
  const length = Date.parse(meeting.end) - Date.parse(meeting.start);
  const changed = new Map(meeting.exceptions.map((one) => [Date.parse(one.start), one]));
  const lists = new Map(meeting.lists.map(({ start, invitees }) => [Date.parse(start), invitees]));
  return meeting.occurrences.map((start) => Date.parse(start)).filter((start) => start > from && start < to)
    .map((start) => {
      const other = changed.get(start);
      const local = (/** @type {number} */ instant) => localTime(instant, meeting.timezone);
      return {
        ...meeting, start: new Date(start).toISOString(), end: new Date(other ? Date.parse(other.end) : start + length).toISOString(),
        localStart: local(start), localEnd: local(other ? Date.parse(other.end) : start + length), title: other?.title ?? meeting.title,
        invitees: lists.get(start) ?? meeting.invitees, isChanged: other !== undefined || lists.has(start),
      };
    });
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {number} instant @param {string} zone */
function localTime(instant, zone) {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
  formats.set(zone, format);
  return format.format(instant).replace(' ', 'T');
}

/**
 * Compares all occurrences of a series that begin within a year from now.
 * @param {SeenEvent[]} occurrences of the event @param {Meeting} meeting the series at Webex
 * @param {Map<string, Meeting>} meetings all meetings at Webex, by id @param {Context} context
 * @returns {SeriesReading}
 */
export function readSeries(occurrences, meeting, meetings, context) {
  const { zone, now } = context;
  const span = { from: now, to: now + aheadMs };
  // An occurrence with another provider's conference doesn't belong to the Webex series, so Webex must not have it.
  const takesPart = (/** @type {SeenEvent} */ event) => meetingIdOf(event) !== undefined || !event.conferenceData;
  const ahead = occurrences.filter((event) => takesPart(event) && instantOf(event.start, zone) > span.from && instantOf(event.start, zone) < span.to);
  const left = new Map(held(meeting, span).map((one) => [Date.parse(one.start), one]));
  /** @type {SeriesReading} */
  const reading = { trouble: null, occurrences: ahead, changed: 0, alone: 0, next: null, literal: true };
  const troubled = (/** @type {number} */ start, /** @type {string} */ what) => (reading.trouble ??= `${clock(start, zone)}: ${what}`);
  for (const event of ahead) {
    const start = minuteOf(instantOf(event.start, zone));
    const named = meetingIdOf(event);
    const own = named === meeting.id ? undefined : meetings.get(String(named));
    const held = named === meeting.id ? left.get(start) : undefined;
    const found = own ?? held;
    if (!found) {
      troubled(start, 'Webex has no meeting for this occurrence');
      continue;
    }
    if (own) reading.alone += 1;
    else left.delete(start);
    if (!own && held?.isChanged) reading.changed += 1;
    const trouble = disagreement(event, found, context);
    if (trouble) troubled(start, trouble);
    reading.next ??= own ?? (held ? { ...held, start: held.localStart, end: held.localEnd } : null);
    reading.literal &&= sameSpan(event, found);
  }
  for (const start of left.keys()) troubled(start, 'Webex has an occurrence that the calendar has not');
  return reading;
}

/**
 * What is wrong with a standing meeting: it must take place on each day on which its series does.
 * @param {SeenEvent[]} occurrences of the event within a year @param {SeenEvent} series the event @param {Meeting} meeting @param {Context} context
 * @returns {string | null}
 */
export function standingTrouble(occurrences, series, meeting, { me, zone, now }) {
  if (!/^FREQ=DAILY(;UNTIL=\w+)?;INTERVAL=1$/.test(meeting.recurrence ?? '')) return 'the meeting does not take place every day';
  const days = new Set(held(meeting, { from: now, to: now + aheadMs }).map(({ localStart }) => localStart.slice(0, 10)));
  for (const { start } of occurrences) {
    const begins = instantOf(start, zone);
    if (begins > now && !days.has(localTime(begins, meeting.timezone).slice(0, 10))) return `${clock(begins, zone)}: the standing meeting is not held on that day`;
  }
  return sameGuests(series, meeting, me) ? null : 'the meeting’s invitees are not the event’s guests';
}
