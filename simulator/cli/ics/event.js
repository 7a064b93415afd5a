// @ts-check
/**
 * Turns one VEVENT into an event for a person's calendar.
 *
 * It stores nothing and decides nothing about Webex.
 * Invariants: a value that can't be read sets the event's `trouble` and never stops the reading of the file; guests without a mail
 * address are counted and left out.
 *
 * Documentation: RFC 5545, 3.6.1 and 3.8; RFC 7986, 5.11 (CONFERENCE).
 */

import ICAL from 'ical.js';
import { apiTime, stamp, stampParameters, timesOf } from './moments.js';

/** @typedef {import('../../google/calendar/resource.js').EventBody} EventBody */
/**
 * @typedef {object} FileEvent
 * @property {number} line where it begins in the file
 * @property {string} title
 * @property {string} uid
 * @property {number} sequence
 * @property {boolean} cancelled
 * @property {string | null} trouble why the event can't be imported
 * @property {EventBody} body summary, description, place, times, recurrence, guests… in the form of the Calendar API
 * @property {{ email: string, displayName?: string } | null} organizer
 * @property {string | null} conference the link of the event's conference in the file
 * @property {string[]} links other values that may contain a link to a conference: locations and texts
 * @property {string | null} occurrence the original start that it replaces in its series, in the form of recurrence lines
 * @property {import('./moments.js').ApiTime | null} original the same start as a time
 * @property {FileEvent[]} exceptions occurrences of this series that the file changes or cancels separately
 * @property {number} unreachable the number of guests without an address
 * @property {import('./readable-lines.js').LeftOut[]} leftOut the event's lines that can't be read
 */

const responses = /** @type {Record<string, string>} */ ({ ACCEPTED: 'accepted', DECLINED: 'declined', TENTATIVE: 'tentative' });
const visibilities = /** @type {Record<string, string>} */ ({ PRIVATE: 'private', CONFIDENTIAL: 'confidential', PUBLIC: 'public' });

/** Properties that contain or may contain the link of a conference. */
const linkMembers = ['location', 'description', 'url', 'x-microsoft-skypeteamsmeetingurl', 'x-microsoft-onlinemeetingexternallink', 'x-apple-structured-location'];

/**
 * @param {ICAL.Component} component
 * @param {{ line: number, zone: string, cancelsAll: boolean, leftOut: import('./readable-lines.js').LeftOut[] }} context
 * @returns {FileEvent}
 */
export function readEvent(component, { line, zone, cancelsAll, leftOut }) {
  const text = (/** @type {string} */ name) => String(component.getFirstPropertyValue(name) ?? '');
  const guests = component.getAllProperties('attendee').map(guest).filter((one) => one !== null);
  const all = component.getAllProperties('attendee').length;
  /** @type {FileEvent} */
  const event = {
    line,
    title: text('summary'),
    uid: text('uid') || `line-${line}`,
    sequence: Number(text('sequence')) || 0,
    cancelled: cancelsAll || text('status').toUpperCase() === 'CANCELLED',
    trouble: null,
    body: {},
    organizer: organizer(component.getFirstProperty('organizer')),
    conference: text('x-google-conference') || text('conference') || null,
    links: linkMembers.map(text).filter(Boolean),
    occurrence: null,
    original: null,
    exceptions: [],
    unreachable: all - guests.length,
    leftOut,
  };
  try {
    const counted = component.hasProperty('rrule') || component.hasProperty('rdate');
    const times = span(component, { zone, counted });
    const recurrence = counted ? recurrenceLines(component, { zone, counted }) : [];
    const visibility = visibilities[text('class').toUpperCase()];
    event.original = component.hasProperty('recurrence-id') ? timeOf(component.getFirstProperty('recurrence-id'), { zone, counted: true }) : null;
    event.occurrence = event.original && stamp(event.original);
    event.body = {
      summary: event.title,
      description: text('description'),
      location: text('location'),
      ...times,
      ...(recurrence.length > 0 && { recurrence }),
      ...(guests.length > 0 && { attendees: guests }),
      ...(visibility && { visibility }),
      ...(text('transp').toUpperCase() === 'TRANSPARENT' && { transparency: 'transparent' }),
      ...(text('status').toUpperCase() === 'TENTATIVE' && { status: 'tentative' }),
    };
  } catch (error) {
    event.trouble = /** @type {Error} */ (error).message;
  }
  return event;
}

/** @param {ICAL.Property | null} property @param {import('./moments.js').Wish} wish */
function timeOf(property, wish) {
  if (!property) throw new Error('it has no start');
  return apiTime(timesOf(property)[0], tzidOf(property), wish);
}

/** @param {ICAL.Property} property @returns {string | undefined} */
function tzidOf(property) {
  const tzid = property.getFirstParameter('tzid');
  return tzid ? String(tzid) : undefined;
}

/** @param {ICAL.Component} component @param {import('./moments.js').Wish} wish */
function span(component, wish) {
  const first = component.getFirstProperty('dtstart');
  const start = timeOf(first, wish);
  const last = component.getFirstProperty('dtend');
  const duration = component.getFirstPropertyValue('duration');
  const allDay = 'date' in start;
  let end = last ? timeOf(last, wish) : null;
  if (!end && duration instanceof ICAL.Duration && first) {
    const time = timesOf(first)[0].clone();
    time.addDuration(duration);
    end = apiTime(time, tzidOf(first), wish);
  }
  if (!end) end = start;
  if (('date' in end) !== allDay) throw new Error('its start is a day and its end a time, or the other way round');
  // Some programs write a one-day event with an end that equals its start.
  if ('date' in start && 'date' in end && end.date === start.date) end = { date: new Date(Date.parse(start.date) + 86_400_000).toISOString().slice(0, 10) };
  return { start, end };
}

/** @param {ICAL.Component} component @param {import('./moments.js').Wish} wish @returns {string[]} */
function recurrenceLines(component, wish) {
  const lines = [];
  for (const name of ['rrule', 'exrule']) {
    for (const property of component.getAllProperties(name)) lines.push(`${name.toUpperCase()}:${String(property.getFirstValue())}`);
  }
  for (const name of ['rdate', 'exdate']) {
    for (const property of component.getAllProperties(name)) {
      for (const time of timesOf(property)) {
        const moment = apiTime(time, tzidOf(property), wish);
        lines.push(`${name.toUpperCase()}${stampParameters(moment)}:${stamp(moment)}`);
      }
    }
  }
  return lines;
}

/** @param {ICAL.Property} property */
function address(property) {
  const [, email] = /^mailto:\s*(.+?)\s*$/i.exec(String(property.getFirstValue())) ?? [];
  return email && /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(email) ? email : null;
}

/** @param {ICAL.Property} property @param {string} name */
const parameter = (property, name) => String(property.getFirstParameter(name) ?? '');

/** @param {ICAL.Property} property */
function guest(property) {
  const email = address(property);
  if (!email) return null;
  const name = parameter(property, 'cn');
  return {
    email,
    ...(name && name !== email && { displayName: name }),
    ...(['RESOURCE', 'ROOM'].includes(parameter(property, 'cutype').toUpperCase()) && { resource: true }),
    ...(parameter(property, 'role').toUpperCase() === 'OPT-PARTICIPANT' && { optional: true }),
    responseStatus: responses[parameter(property, 'partstat').toUpperCase()] ?? 'needsAction',
  };
}

/** @param {ICAL.Property | null} property */
function organizer(property) {
  const email = property && address(property);
  if (!property || !email) return null;
  const name = parameter(property, 'cn');
  return { email, ...(name && name !== email && { displayName: name }) };
}
