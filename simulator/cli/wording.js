// @ts-check
/**
 * Describes the contents of a world in words: times, events, conferences, meetings, executions, cards; and the lines of a file that can't
 * be read.
 *
 * Every sentence is computed only from the arguments.
 */

import { plainText } from '../host/text.js';
import { clean, quoted, short } from './page.js';

/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */
/** @typedef {import('../google/card/resource.js').Card} Card */
/** The described members of a meeting, or of one of its occurrences. @typedef {Pick<import('../webex/index.js').PlainMeeting, 'title' | 'start' | 'end' | 'timezone' | 'webLink' | 'password' | 'state'> & { invitees: { email: string }[] }} Meeting */

/** The number of places in a file for which the reason for leaving out lines is printed. */
const explained = 5;

/** `Tue 3 Mar 2026` of a civil date. @param {string} date YYYY-MM-DD */
export function day(date) {
  const parts = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return parts.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}

/** The local date and time of an instant. @param {number} instant @param {string} zone */
export function clock(instant, zone) {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: zone,
  });
  return format.format(instant).replaceAll(',', '');
}

/** A span of civil times as printed by either service. @param {string} start @param {string} end */
export function span(start, end) {
  const [from, to] = [start, end].map((text) => ({ date: text.slice(0, 10), time: text.slice(11, 16) }));
  const until = from.date === to.date ? to.time : `${day(to.date)} ${to.time}`;
  return `${day(from.date)} ${from.time}–${until}`;
}

/** @param {number} count @param {string} word @param {string} [many] */
export const counted = (count, word, many = `${word}s`) => `${count} ${count === 1 ? word : many}`;

/** The time of an event. @param {SeenEvent} event */
export function when({ start = {}, end = {} }) {
  if (start.dateTime) return span(start.dateTime, String(end.dateTime));
  const first = String(start.date);
  const last = new Date(Date.parse(String(end.date)) - 86_400_000).toISOString().slice(0, 10);
  return last > first ? `${day(first)} – ${day(last)}, all day` : `${day(first)}, all day`;
}

/** An event as the calendar shows it. @param {SeenEvent | undefined} event */
export function eventWords(event) {
  if (!event) return 'no such event';
  if (event.status === 'cancelled') return `${quoted(event.summary ?? '')}: deleted`;
  const guests = (event.attendees ?? []).filter((guest) => !guest.self).length;
  const conference = event.conferenceData?.conferenceSolution?.name ?? 'no conference';
  return `${quoted(event.summary ?? '')}, ${when(event)}, ${counted(guests, 'guest')}, ${conference}`;
}

/** The entry points of a conference, one line each. @param {import('../google/calendar/resource.js').ConferenceData} conferenceData */
export function conferenceWords({ conferenceSolution, entryPoints = [] }) {
  const codes = /** @type {const} */ (['meetingCode', 'accessCode', 'pin', 'passcode', 'password']);
  return [
    conferenceSolution?.name ?? 'conference',
    ...entryPoints.map((point) => {
      const said = codes.filter((code) => point[code]).map((code) => `${code} ${point[code]}`);
      return `${point.entryPointType.padEnd(5)} ${[short(point.uri, 62), ...said].join(', ')}`;
    }),
  ];
}

/** A meeting as Webex shows it. @param {Pick<Meeting, 'title' | 'start' | 'end' | 'timezone' | 'invitees'>} meeting */
export function meetingWords({ title, start, end, timezone, invitees }) {
  return `${quoted(title)}, ${span(start, end)} ${timezone}, ${counted(invitees.length, 'invitee')}`;
}

/** The changes of a meeting. @param {Meeting} before @param {Meeting} after @returns {string[]} */
export function differences(before, after) {
  const emails = (/** @type {Meeting} */ meeting) => meeting.invitees.map((one) => one.email).sort().join(', ') || 'nobody';
  const facts = (/** @type {Meeting} */ meeting) => ({
    title: quoted(meeting.title),
    time: `${span(meeting.start, meeting.end)} ${meeting.timezone}`,
    invitees: emails(meeting),
    link: meeting.webLink,
    password: meeting.password,
    state: meeting.state,
  });
  const now = facts(after);
  return Object.entries(facts(before))
    .filter(([name, old]) => old !== Reflect.get(now, name))
    .map(([name, old]) => `${name}: ${old} → ${Reflect.get(now, name)}`);
}

/** An execution of the add-on. @param {import('../world.js').World} world @param {import('../runtime/execution.js').Execution} execution */
export function executionWords(world, execution) {
  const { total, ...services } = world.roundTrips(execution);
  const ended = execution.endedAt ?? world.clock.now();
  const seconds = ((ended - execution.startedAt - execution.pausedMs) / 1000).toFixed(1);
  const trips = Object.entries(services).map(([service, count]) => `${service} ${count}`).join(', ');
  return `${execution.entry}, ${seconds} s, ${counted(total, 'round trip')}${trips ? `: ${trips}` : ''}`;
}

/** Lists the lines of a file that can't be read. @param {import('./ics/readable-lines.js').LeftOut[]} leftOut @returns {string[]} */
export function leftOutWords(leftOut) {
  const place = (/** @type {import('./ics/readable-lines.js').LeftOut} */ { from, to }) => (from === to ? `${from}` : `${from} to ${to}`);
  const words = leftOut.slice(0, explained).map((one) => `${one.from === one.to ? 'line' : 'lines'} ${place(one)} left out: ${clean(one.why)}`);
  const more = leftOut.slice(explained);
  return more.length > 0 ? [...words, `left out as well: ${more.length > 1 ? 'lines' : 'line'} ${more.map(place).join(', ')}`] : words;
}

/** The texts of a card below its heading. @param {Card} card */
export function cardWords({ header, sections = [] }) {
  const widgets = sections.slice(sections.length > 1 ? 1 : 0).flatMap((section) => section.widgets);
  const texts = widgets.flatMap(({ textParagraph, decoratedText }) => (textParagraph ? [textParagraph.text] : decoratedText ? [decoratedText.text] : []));
  return (texts.length > 0 ? texts.map(plainText) : [header?.title ?? '']).map((text) => `“${text}”`).join(' ');
}
