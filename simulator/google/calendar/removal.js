// @ts-check
/**
 * Deletes events, restores them, and moves them to another calendar.
 *
 * Does not check access to calendars; api.js and acts.js do.
 *
 * Invariants: a deleted event stays on its calendar as a cancelled entry; the organiser's deletion deletes the copies of all guests, a
 * guest's deletion only their own copy (and declines); after a move the old calendar keeps only the id, unless the former organiser was
 * also a guest. The occurrences of a series are deleted, restored and moved with it.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/{delete,move} and the member `status` of
 * developers.google.com/workspace/calendar/api/v3/reference/events.
 */
import { forbidden } from './errors.js';
import { updateExceptions } from './exceptions.js';
import { answer, guestsOf, isMain, mailGuests, mainOf, sameAddress, spread } from './guests.js';
import { checkParts, exceptionsOf } from './instances.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Actor} Actor */

/**
 * @param {CalendarStore} store @param {Actor} actor @param {Entry} before
 * @param {import('./guests.js').SendUpdates} sendUpdates
 * @returns {Entry}
 */
export function remove(store, actor, before, sendUpdates) {
  return store.commit(actor, () => {
    if (isMain(before)) {
      const entry = store.put({ ...before, status: 'cancelled', sequence: before.sequence + 1 });
      spread(store, entry, before);
      mailGuests(store, actor, sendUpdates, { now: entry, before });
      return entry;
    }
    const entry = store.put({ ...before, status: 'cancelled', shared: withAnswer(before, 'declined') });
    updateExceptions(store, before, entry);
    answer(store, entry);
    return /** @type {Entry} */ (store.entry(before.calendarId, before.id));
  });
}

/**
 * Restores a deleted entry. An entry that somebody else has cancelled can't be restored here.
 * @param {CalendarStore} store @param {Actor} actor @param {Entry} before
 * @returns {Entry}
 */
export function restore(store, actor, before) {
  if (before.status !== 'cancelled' || before.stub) throw new Error(`the event can't be restored: ${before.id}`);
  // An occurrence of a deleted series can only be restored with the series. The error message is not documented.
  if (before.recurringEventId && store.entry(before.calendarId, before.recurringEventId)?.status === 'cancelled') throw forbidden();
  return store.commit(actor, () => {
    if (!isMain(before)) {
      const main = mainOf(store, before);
      // An event that the organiser has deleted can't be restored by a guest. The error message is not documented.
      if (main && main.status === 'cancelled') throw forbidden();
      const entry = store.put({ ...before, status: 'confirmed', shared: withAnswer(before, 'needsAction') });
      updateExceptions(store, before, entry);
      answer(store, entry);
      return entry;
    }
    const next = { ...before, status: /** @type {const} */ ('confirmed'), sequence: before.sequence + 1 };
    checkParts(store.calendar(before.calendarId), next);
    const entry = store.put(next);
    spread(store, entry, before);
    return entry;
  });
}

/**
 * Moves an event to another calendar, which becomes its organiser.
 * @param {CalendarStore} store @param {Actor} actor @param {Entry} before
 * @param {import('./model.js').CalendarRecord} destination @param {import('./guests.js').SendUpdates} sendUpdates
 * @returns {Entry} the entry on the destination
 */
export function move(store, actor, before, destination, sendUpdates) {
  return store.commit(actor, () => {
    const organizer = destination.primary ? { email: destination.id } : { email: destination.id, displayName: destination.summary };
    const present = destination.entries.get(before.id);
    const entry = store.put({
      ...before,
      calendarId: destination.id,
      organizer,
      own: present && !present.stub ? present.own : structuredClone(before.own),
      shared: structuredClone(before.shared),
      sequence: before.sequence + 1,
      status: 'confirmed',
      etag: present?.etag ?? 0,
    });
    // The former organiser keeps a guest's copy only if invited as a guest.
    const leaves = !guestsOf(entry).includes(before.calendarId);
    if (leaves) store.put({ ...before, status: 'cancelled', stub: true });
    for (const one of exceptionsOf(store.calendar(before.calendarId), before.id)) {
      if (one.fallen === undefined) store.put({ ...one, calendarId: destination.id, organizer });
      if (leaves) store.put({ ...one, status: 'cancelled', stub: true, ...(one.fallen ? {} : { fallen: 'with series' }) });
    }
    spread(store, entry, undefined);
    mailGuests(store, actor, sendUpdates, { now: entry, before });
    return entry;
  });
}

/** @param {Entry} entry @param {string} responseStatus */
function withAnswer(entry, responseStatus) {
  const attendees = (entry.shared.attendees ?? []).map((guest) =>
    sameAddress(guest.email, entry.calendarId) ? { ...guest, responseStatus } : guest,
  );
  return { ...entry.shared, ...(attendees.length > 0 ? { attendees } : {}) };
}
