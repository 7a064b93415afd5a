// @ts-check
/**
 * Makes and changes events: insert, import, patch and update, by script or by hand.
 *
 * Does not check access to the calendar (api.js and acts.js do) and does not delete; removal.js does.
 *
 * Invariants: a refused write changes nothing; `update` replaces, `patch` merges; conference data is unchanged with conferenceDataVersion
 * 0, attachments are unchanged without supportsAttachments; every write sets a new etag and `updated` time, even if it changes nothing
 * (an assumption); only changes of time, recurrence, guests or status raise the sequence.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events/{insert,import,patch,update}.
 */
import { isDeepStrictEqual } from 'node:util';
import { checkShape, mergePatch, readBody, readGuests } from './body.js';
import { readConference } from './conference.js';
import { duplicate, eventTypeRestriction, invalid, invalidId, notFound, required, sharedProperty, tooManyGuests } from './errors.js';
import { answer, isMain, mailGuests, mainOf, sameAddress, spread } from './guests.js';
import { checkParts } from './instances.js';
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
 * @property {boolean} conferenceData whether the body's conference data is used
 * @property {boolean} attachments whether the body's attachments are used
 * @property {{ id?: string, origin: Entry }} [split] set if the new event is the second part of a split series: its id, and the first part;
 *   without an id the event gets a fresh one, and the time at which the first part was created
 */

/** The parameters of writes in the editor: everything is used, and guests are notified. @type {Writing} */
export const BY_HAND = { sendUpdates: 'all', conferenceData: true, attachments: true };

/** Members that only the organiser may set. */
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
  const created = writing.split && !writing.split.id ? writing.split.origin.created : now;
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
      created,
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
 * Adds a private copy of an event that exists elsewhere; it keeps its foreign organiser and iCalUID.
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
  // An occurrence has no rules of its own. Google's error is not documented.
  if (before.recurringEventId && (given.recurrence?.length ?? 0) > 0) throw invalid('Invalid recurrence rule.');
  const base = writing.mode === 'patch' ? present : kept(present, writing);
  const merged = writing.mode === 'patch' ? mergePatch(base, given) : { ...base, ...mergePatch({}, given) };
  if (merged.attendeesOmitted) merged.attendees = ownAnswer(before, merged.attendees);
  // An update or a patch restores a deleted event only if its body has a status.
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
  if (next.sequence > before.sequence) checkParts(store.calendar(before.calendarId), next);
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
 * A guest's write: with the organiser's permission it changes the event for all, otherwise only the guest's copy. The guest's answer,
 * invitations and shared properties are always copied to the organiser.
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
  // Only events of the default type can have a conference. Google's error is documented, its message is not.
  if (conferenceData && conferenceData !== present && parts.eventType !== 'default') throw eventTypeRestriction();
  if (conferenceData) parts.shared.conferenceData = conferenceData;
  if (!writing.attachments) {
    delete parts.shared.attachments;
    if (before?.shared.attachments) parts.shared.attachments = before.shared.attachments;
  }
  return parts;
}

/** True if the body has the event's present zones. An unknown zone may be written back unchanged. @param {EventBody} body @param {Entry | undefined} before */
function unchangedZones(body, before) {
  return before !== undefined && body.start?.timeZone === before.shared.start.timeZone && body.end?.timeZone === before.shared.end.timeZone;
}

/** The body that would write the entry's present values. @param {Entry} entry @param {string} zone @returns {EventBody} */
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

/** The members that an update keeps although its body lacks them. @param {EventBody} present @param {Writing} writing */
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

/** With attendeesOmitted a write changes only the caller's own answer. @param {Entry} before @param {import('./resource.js').Guest[] | undefined} given */
function ownAnswer(before, given) {
  const own = given?.find((guest) => sameAddress(guest.email, before.calendarId));
  return (before.shared.attendees ?? []).map((guest) => (own && sameAddress(guest.email, own.email) ? { ...guest, ...own, email: guest.email } : guest));
}
