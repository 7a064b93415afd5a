// @ts-check
/**
 * Copies changes of an event between its organiser's calendar and its guests' copies, and mails the guests.
 *
 * Does not check rights and does not change the entry that it starts from.
 *
 * Invariants: a guest whose address is a calendar of this world has a copy with the same id and iCalUID there; the organiser's copy is
 * the main one; an update keeps the guest's changes of their own copy (removal, private properties, colour); an exception is copied like
 * an event, also to guests who are invited only to that occurrence and don't have the series.
 *
 * Documentation: developers.google.com/workspace/calendar/api/concepts/sharing#inviting_attendees_to_events and
 * …/concepts/events-calendars (organizers, copies).
 */
import { isDeepStrictEqual } from 'node:util';
import { updateExceptions } from './exceptions.js';
import { exceptionsOf } from './instances.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Actor} Actor */
/** @typedef {'all' | 'externalOnly' | 'none'} SendUpdates */

/** True for the organiser's copy. @param {Entry} entry */
export const isMain = (entry) => entry.organizer.email === entry.calendarId;

/**
 * The organiser's copy of an entry, if the organiser is in this world.
 * @param {CalendarStore} store @param {Entry} entry
 */
export function mainOf(store, entry) {
  return isMain(entry) ? entry : store.entry(entry.organizer.email, entry.id);
}

/** Compares addresses without regard to case; they are printed as they were given. @param {string} one @param {string} other */
export const sameAddress = (one, other) => one.toLowerCase() === other.toLowerCase();

/** @param {Entry} entry @returns {string[]} in lower case */
export const guestsOf = (entry) => (entry.shared.attendees ?? []).map((guest) => guest.email.toLowerCase());

/**
 * Updates the guests' copies to match the organiser's.
 * @param {CalendarStore} store @param {Entry} main @param {Entry | undefined} before the organiser's copy before the change
 */
export function spread(store, main, before) {
  const left = before ? updateExceptions(store, before, main) : [];
  if (main.own.privateCopy) return;
  const now = new Set(main.stub ? [] : guestsOf(main));
  for (const email of new Set([...now, ...(before ? guestsOf(before) : [])])) {
    if (email === main.calendarId || !store.calendars.has(email)) continue;
    const copy = store.entry(email, main.id);
    const next = now.has(email) ? copyFor(email, main, copy) : withdrawn(main, copy);
    if (!next || (!copy && main.status === 'cancelled')) continue;
    if (isDeepStrictEqual(content(next), copy && content(copy))) continue;
    store.put(next);
    if (copy) updateExceptions(store, copy, next);
  }
  for (const one of left) withdrawOrphans(store, main, one);
  if (!main.shared.recurrence) return;
  // A guest of the series who isn't a guest of an exception would still have that occurrence, so the exceptions are copied too.
  for (const one of exceptionsOf(store.calendar(main.calendarId), main.id)) if (one.fallen !== 'off rule') spread(store, one, main);
}

/** Removes an exception that was lost or has a new id from the calendars of guests who were invited only to it. @param {CalendarStore} store @param {Entry} main @param {Entry} left */
function withdrawOrphans(store, main, left) {
  for (const email of guestsOf(left)) {
    const copy = store.calendars.get(email)?.entries.get(left.id);
    if (email === main.calendarId || !copy || copy.status === 'cancelled' || guestsOf(main).includes(email)) continue;
    store.put({ ...copy, status: 'cancelled', stub: true });
  }
}

/** @param {Entry} entry */
function content({ shared, status, stub, sequence, organizer }) {
  return { shared, status, stub, sequence, organizer };
}

/** @param {string} email @param {Entry} main @param {Entry | undefined} copy @returns {Entry} */
function copyFor(email, main, copy) {
  const removedByGuest = copy !== undefined && copy.status === 'cancelled' && !copy.stub;
  const gone = main.status === 'cancelled';
  const { fallen: _why, bare: _isBare, ...rest } = main;
  return {
    ...rest,
    calendarId: email,
    own: copy && !copy.stub ? copy.own : main.own.visibility ? { visibility: main.own.visibility } : {},
    shared: structuredClone(main.shared),
    status: gone || removedByGuest ? 'cancelled' : main.status,
    stub: gone && !removedByGuest,
    ...(removedByGuest && copy.fallen ? { fallen: copy.fallen } : {}),
  };
}

/** @param {Entry} main @param {Entry | undefined} copy @returns {Entry | undefined} */
function withdrawn(main, copy) {
  if (!copy || copy.organizer.email !== main.organizer.email) return undefined;
  return { ...copy, status: 'cancelled', stub: true, sequence: main.sequence };
}

/**
 * Copies a guest's answer and shared properties to the organiser's copy, and from there to all other copies.
 * @param {CalendarStore} store @param {Entry} copy the guest's present copy
 */
export function answer(store, copy) {
  const main = mainOf(store, copy);
  if (!main || main.status === 'cancelled') return;
  const attendees = structuredClone(main.shared.attendees ?? []);
  const index = attendees.findIndex((guest) => sameAddress(guest.email, copy.calendarId));
  const own = copy.shared.attendees?.find((guest) => sameAddress(guest.email, copy.calendarId));
  if (index >= 0 && own) attendees[index] = structuredClone(own);
  if (main.shared.guestsCanInviteOthers !== false) {
    const known = new Set(guestsOf(main));
    attendees.push(...(copy.shared.attendees ?? []).filter((guest) => !known.has(guest.email.toLowerCase())));
  }
  const properties = copy.shared.properties ? { properties: structuredClone(copy.shared.properties) } : {};
  const shared = { ...main.shared, ...(attendees.length > 0 ? { attendees } : {}), ...properties };
  if (isDeepStrictEqual(shared, main.shared)) return;
  const next = store.put({ ...main, shared });
  spread(store, next, main);
}

/**
 * Records the mails that Google sends. Guests who use Google Calendar are not external.
 * @param {CalendarStore} store @param {Actor} actor @param {SendUpdates} sendUpdates
 * @param {{ now: Entry, before?: Entry }} entries
 */
export function mailGuests(store, actor, sendUpdates, { now, before }) {
  if (sendUpdates === 'none') return;
  const wanted = (/** @type {string} */ email) =>
    email !== actor.email && email !== now.calendarId && (sendUpdates === 'all' || !store.calendars.has(email));
  const after = now.status === 'cancelled' ? [] : guestsOf(now);
  const earlier = before && before.status !== 'cancelled' ? guestsOf(before) : [];
  const send = (/** @type {'invitation' | 'update' | 'cancellation'} */ kind, /** @type {string[]} */ emails) => {
    const to = emails.filter(wanted);
    if (to.length > 0) store.mails.push({ at: store.clock.now(), calendarId: now.calendarId, eventId: now.id, kind, to, by: actor.email });
  };
  send('invitation', after.filter((email) => !earlier.includes(email)));
  send('update', after.filter((email) => earlier.includes(email)));
  send('cancellation', earlier.filter((email) => !after.includes(email)));
}
