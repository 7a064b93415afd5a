// @ts-check
/**
 * Makes and changes events: insert, import, patch and update, by script or by hand.
 *
 * Does not check access to the calendar (api.js and acts.js do) and does not delete; removal.js does.
 *
 * Invariants: a refused write changes nothing; `update` replaces, `patch` merges; conference data is untouched under
 * conferenceDataVersion 0, attachments without supportsAttachments; every write gives a new etag and `updated` time, also one
 * that changes nothing (an assumption), and the sequence grows only with time, recurrence, guests or status.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/{insert,import,patch,update}.
 */
import { isDeepStrictEqual } from 'node:util';
import { checkShape, mergePatch, readBody, readGuests } from './body.js';
import { readConference } from './conference.js';
import { duplicate, eventTypeRestriction, invalid, invalidId, notFound, required, sharedProperty, tooManyGuests } from './errors.js';
import { answer, isMain, mailGuests, mainOf, sameAddress, spread } from './guests.js';
import { remove, restore } from './removal.js';
import { READ_ONLY } from './schema.js';
import { GUEST_LIMIT, printMoment } from './view.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').CalendarRecord} CalendarRecord */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {import('./model.js').Actor} Actor */
/** @typedef {import('./resource.js').EventBody} EventBody */
/** @typedef {import('./resource.js').EventPatch} EventPatch */
/** @typedef {import('./resource.js').EventParts} EventParts */
/**
 * @typedef {object} Writing the parameters of a write
 * @property {import('./guests.js').SendUpdates} sendUpdates
 * @property {boolean} conferenceData the body's conference data counts
 * @property {boolean} attachments the body's attachments count
 * @property {{ id: string, origin: Entry }} [split] the new event is the second part of a series: its id, and the first part
 */

/** How people write: everything in the editor counts, and guests hear of it. @type {Writing} */
export const BY_HAND = { sendUpdates: 'all', conferenceData: true, attachments: true };

/** What only the organiser may set. */
const ORGANIZERS = /** @type {const} */ (['guestsCanModify', 'guestsCanInviteOthers', 'guestsCanSeeOtherGuests', 'anyoneCanAddSelf']);

/**
 * @param {CalendarStore} store @param {Actor} actor @param {CalendarRecord} calendar @param {EventPatch} body @param {Writing} writing
 * @returns {Entry}
 */
export function insertEvent(store, actor, calendar, body, writing) {
  checkShape(body);
  const clean = mergePatch({}, body);
  const id = writing.split?.id ?? clean.id ?? store.newId();
  if (clean.id !== undefined && !/^[0-9a-v]{5,1024}$/.test(id)) throw invalidId();
  if (calendar.entries.has(id)) throw duplicate();
  if (clean.iCalUID !== undefined && clean.iCalUID !== `${id}@google.com`) {
    throw new Error('not simulated: events.insert with an iCalUID of its own');
  }
  if (actor.byScript && (clean.eventType ?? 'default') !== 'default') {
    if (clean.eventType === 'fromGmail') throw eventTypeRestriction();
    throw new Error(`not simulated: inserting an event of type ${clean.eventType} through the API`);
  }
  const parts = read(store, actor, withoutServerMembers(clean), writing.split?.origin, writing);
  if (parts.status === 'cancelled') throw invalid('Invalid value for: cancelled is not a valid value');
  store.drafts.delete(id);
  const now = store.clock.now();
  const organizer = calendar.primary ? { email: calendar.id } : { email: calendar.id, displayName: calendar.summary };
  return store.commit(actor, () => {
    const entry = store.put({
      ...parts,
      id,
      calendarId: calendar.id,
      iCalUID: `${id}@google.com`,
      stub: false,
      organizer,
      creator: writing.split?.origin.creator ?? { email: actor.email },
      created: now,
      updated: now,
      etag: 0,
      sequence: 0,
      change: 0,
    });
    spread(store, entry, undefined);
    mailGuests(store, actor, writing.sendUpdates, { now: entry });
    return entry;
  });
}

/**
 * Adds a private copy of an event that exists elsewhere; its organiser and iCalUID stay foreign.
 * @param {CalendarStore} store @param {Actor} actor @param {CalendarRecord} calendar @param {EventPatch} body @param {Writing} writing
 * @returns {Entry}
 */
export function importEvent(store, actor, calendar, body, writing) {
  checkShape(body);
  const clean = mergePatch({}, body);
  if (!clean.iCalUID) throw required('Missing iCalUID.');
  if (clean.recurringEventId !== undefined) throw new Error('not simulated: importing one event of a series');
  if ((clean.eventType ?? 'default') !== 'default') throw eventTypeRestriction();
  const before = [...calendar.entries.values()].find((entry) => entry.iCalUID === clean.iCalUID && entry.recurringEventId === undefined);
  const parts = read(store, actor, withoutServerMembers({ ...clean, id: undefined }), before, writing);
  const now = store.clock.now();
  const { email = calendar.id, displayName } = clean.organizer ?? {};
  return store.commit(actor, () =>
    store.put({
      ...parts,
      id: before?.id ?? `_${Buffer.from(clean.iCalUID).toString('hex')}`.slice(0, 1024),
      calendarId: calendar.id,
      iCalUID: clean.iCalUID,
      stub: false,
      organizer: { email, ...(displayName ? { displayName } : {}) },
      creator: before?.creator ?? { email: actor.email },
      created: before?.created ?? now,
      updated: now,
      etag: 0,
      sequence: clean.sequence ?? before?.sequence ?? 0,
      change: 0,
    }),
  );
}

/**
 * @param {CalendarStore} store @param {Actor} actor @param {Entry} before
 * @param {EventPatch} body @param {Writing & { mode: 'patch' | 'update' }} writing
 * @returns {Entry}
 */
export function changeEvent(store, actor, before, body, writing) {
  if (before.stub) throw notFound();
  checkShape(body);
  checkIdentity(before, body);
  const present = writable(before, store.calendar(before.calendarId).timeZone);
  const given = withoutServerMembers(body);
  // One occurrence has no rules of its own. Google's refusal is not documented.
  if (before.recurringEventId && (given.recurrence?.length ?? 0) > 0) throw invalid('Invalid recurrence rule.');
  const base = writing.mode === 'patch' ? present : kept(present, writing);
  const merged = writing.mode === 'patch' ? mergePatch(base, given) : { ...base, ...mergePatch({}, given) };
  if (merged.attendeesOmitted) merged.attendees = ownAnswer(before, merged.attendees);
  // An update without a status brings a deleted event back only where it says so; a patch likewise.
  if (writing.mode === 'update' && merged.status === undefined) merged.status = before.status;
  const parts = read(store, actor, merged, before, writing);
  if (parts.eventType !== before.eventType) throw invalid('Event type cannot be changed.');
  if (!isMain(before) && ORGANIZERS.some((name) => parts.shared[name] !== before.shared[name])) throw sharedProperty();
  return store.commit(actor, () => {
    if (parts.status === 'cancelled' && before.status !== 'cancelled') return remove(store, actor, before, writing.sendUpdates);
    const alive = before.status === 'cancelled' && parts.status !== 'cancelled' ? restore(store, actor, before) : before;
    return isMain(alive) ? changeMain(store, actor, alive, parts, writing) : changeCopy(store, actor, alive, parts, writing);
  });
}

/** @param {CalendarStore} store @param {Actor} actor @param {Entry} before @param {EventParts} parts @param {Writing} writing */
function changeMain(store, actor, before, parts, writing) {
  const next = { ...before, ...parts, sequence: before.sequence + (isSignificant(before, parts) ? 1 : 0) };
  const onlyReminders = isDeepStrictEqual(
    { ...parts, own: { ...parts.own, reminders: null } },
    { status: before.status, eventType: before.eventType, shared: before.shared, own: { ...before.own, reminders: null } },
  ) && !isDeepStrictEqual(parts.own, before.own);
  const entry = store.put(next, { keepUpdated: onlyReminders });
  spread(store, entry, before);
  if (!isDeepStrictEqual(parts.shared, before.shared)) mailGuests(store, actor, writing.sendUpdates, { now: entry, before });
  return entry;
}

/**
 * A guest's write: with the organiser's leave it changes the event for all, else the own copy alone; the guest's answer,
 * invitations and shared properties always travel.
 * @param {CalendarStore} store @param {Actor} actor @param {Entry} before @param {EventParts} parts @param {Writing} writing
 */
function changeCopy(store, actor, before, parts, writing) {
  const main = mainOf(store, before);
  if (main && main !== before && main.shared.guestsCanModify && main.status !== 'cancelled') {
    store.put({ ...before, own: parts.own });
    changeMain(store, actor, main, { ...parts, eventType: main.eventType, own: main.own }, writing);
    return /** @type {Entry} */ (store.entry(before.calendarId, before.id));
  }
  const copy = store.put({ ...before, ...parts });
  answer(store, copy);
  return /** @type {Entry} */ (store.entry(before.calendarId, before.id));
}

/** @param {Entry} before @param {EventParts} parts */
function isSignificant(before, parts) {
  const facts = (/** @type {EventParts | Entry} */ { shared, status }) => ({
    start: shared.start,
    end: shared.end,
    recurrence: shared.recurrence,
    guests: (shared.attendees ?? []).map((guest) => guest.email.toLowerCase()).sort(),
    status,
  });
  return !isDeepStrictEqual(facts(before), facts(parts));
}

/**
 * Reads a merged body into the parts of an entry.
 * @param {CalendarStore} store @param {Actor} actor @param {EventBody} body @param {Entry | undefined} before @param {Writing} writing
 */
function read(store, actor, body, before, writing) {
  const parts = readBody(body, { looseZones: !actor.byScript || unchangedZones(body, before) });
  const attendees = readGuests(body.attendees);
  if (attendees && attendees.length > GUEST_LIMIT && actor.byScript && attendees.length > (before?.shared.attendees ?? []).length) {
    throw tooManyGuests();
  }
  if (attendees) parts.shared.attendees = attendees;
  const present = before?.shared.conferenceData;
  const conferenceData = writing.conferenceData
    ? readConference(body.conferenceData, {
        present,
        thirdParty: actor.byScript ? store.options.conferenceDataPatch : 'allowed',
        newId: () => store.newId(),
      })
    : present;
  // Only plain events can carry a conference. Google's refusal is documented, its text is not.
  if (conferenceData && conferenceData !== present && parts.eventType !== 'default') throw eventTypeRestriction();
  if (conferenceData) parts.shared.conferenceData = conferenceData;
  if (!writing.attachments) {
    delete parts.shared.attachments;
    if (before?.shared.attachments) parts.shared.attachments = before.shared.attachments;
  }
  return parts;
}

/** A foreign zone that the event already names may be written back. @param {EventBody} body @param {Entry | undefined} before */
function unchangedZones(body, before) {
  return before !== undefined && body.start?.timeZone === before.shared.start.timeZone && body.end?.timeZone === before.shared.end.timeZone;
}

/** The entry as a body that would write the same. @param {Entry} entry @param {string} zone @returns {EventBody} */
export function writable(entry, zone) {
  const { start, end, properties: sharedProperties, ...shared } = entry.shared;
  const { properties: ownProperties, ...own } = entry.own;
  return structuredClone({
    status: entry.status,
    eventType: entry.eventType,
    ...shared,
    ...own,
    start: printMoment(start, zone),
    end: printMoment(end, zone),
    extendedProperties: { ...(ownProperties ? { private: ownProperties } : {}), ...(sharedProperties ? { shared: sharedProperties } : {}) },
  });
}

/** What an update leaves alone although its body doesn't name it. @param {EventBody} present @param {Writing} writing */
function kept(present, writing) {
  return {
    eventType: present.eventType,
    ...(writing.conferenceData || !present.conferenceData ? {} : { conferenceData: present.conferenceData }),
  };
}

/** @template {EventPatch} T @param {T} body @returns {T} */
function withoutServerMembers(body) {
  const left = Object.entries(body).filter(([name]) => !['id', 'iCalUID', ...READ_ONLY].includes(name));
  return /** @type {T} */ (Object.fromEntries(left));
}

/** @param {Entry} before @param {EventPatch} body */
function checkIdentity(before, body) {
  if (body.id !== undefined && body.id !== before.id) throw invalidId();
  if (body.iCalUID !== undefined && body.iCalUID !== before.iCalUID) throw invalid('Invalid iCalUID value.');
  if (typeof body.sequence === 'number' && body.sequence < before.sequence) {
    throw invalid(
      'Invalid sequence value. The specified sequence number is below the current sequence number of the resource. ' +
        'Re-fetch the resource and use its sequence number on the following request.',
    );
  }
}

/** With attendeesOmitted a write touches the caller's own answer alone. @param {Entry} before @param {import('./resource.js').Guest[] | undefined} given */
function ownAnswer(before, given) {
  const own = given?.find((guest) => sameAddress(guest.email, before.calendarId));
  return (before.shared.attendees ?? []).map((guest) => (own && sameAddress(guest.email, own.email) ? { ...guest, ...own, email: guest.email } : guest));
}
