// @ts-check
/**
 * A person's actions on calendars in Google Calendar's own editor.
 *
 * Does not run the add-on: the caller passes conference data that an add-on has built. An event's id may be that of one occurrence of a
 * series; then only this occurrence is changed. Changes of more than one occurrence are in acts-series.js.
 *
 * Invariants: a person's role on the calendar limits them as it limits scripts; guests can't change the organiser's members; each action
 * is one change of the calendar, and `onChange` gets the information that no script made it.
 *
 * Documentation: support.google.com/calendar (create, copy, delete and restore events), …/api/concepts/sharing.
 */
import { checkMayChange, openCalendar, openForWriting } from './access.js';
import { seriesActs } from './acts-series.js';
import { copied, fill, withOrganizer } from './editor-input.js';
import { isMain, mainOf, sameAddress } from './guests.js';
import { findEntry } from './instances.js';
import { move, remove, restore } from './removal.js';
import { printEvent } from './view.js';
import { BY_HAND, changeEvent, importEvent, insertEvent } from './writes.js';

/** @typedef {import('./model.js').CalendarStore} CalendarStore */
/** @typedef {import('./model.js').Entry} Entry */
/** @typedef {{ calendarId?: string, sendUpdates?: import('./guests.js').SendUpdates }} Where */
/** @typedef {import('./editor-input.js').Filled} Filled */
/** @typedef {import('./resource.js').EventPatch} EventPatch */
/** @typedef {import('./resource.js').ConferenceData} ConferenceData */
/** @typedef {import('./resource.js').Guest} Guest */

/** A person's access to calendars, which all actions use. @typedef {ReturnType<typeof accessOf>} Access */

/**
 * The actions of one person. Events are returned in the form in which this person would read them through the API.
 * @param {CalendarStore} store @param {string} email
 */
export function calendarActs(store, email) {
  const access = accessOf(store, email);
  return {
    ...makingActs(access),
    ...changingActs(access),
    ...movingActs(access),
    ...conferenceActs(access),
    ...guestActs(access),
    ...seriesActs(access),
    ...views(access),
  };
}

/**
 * Opens, changes and shows events with the rights of one person.
 * @param {CalendarStore} store @param {string} email
 */
function accessOf(store, email) {
  const actor = { email, byScript: false };

  /** @param {string} eventId @param {Where} [where] */
  function open(eventId, { calendarId = 'primary' } = {}) {
    const { calendar, role } = openForWriting(store, email, calendarId);
    const entry = findEntry(calendar, eventId);
    if (!entry) throw new Error(`no such event: ${eventId}`);
    checkMayChange(entry, role);
    return { calendar, role, entry };
  }

  /** @param {Entry} entry @returns {any} the event as the person sees it; the type `any` lets tests read every member */
  function show(entry) {
    const { calendar, role } = openCalendar(store, email, entry.calendarId);
    return printEvent(entry, { role, timeZone: calendar.timeZone });
  }

  /** @param {string} eventId @param {EventPatch} patch @param {Where} [where] */
  function change(eventId, patch, where = {}) {
    const { entry } = open(eventId, where);
    if (entry.status === 'cancelled') throw new Error(`the event is deleted: ${eventId}`);
    return show(changeEvent(store, actor, entry, patch, { ...BY_HAND, ...pickUpdates(where), mode: 'patch' }));
  }

  /** @param {string} eventId @param {EventPatch} patch @param {Where} [where] */
  function changeForAll(eventId, patch, where = {}) {
    const { entry } = open(eventId, where);
    if (!isMain(entry) && !mainOf(store, entry)?.shared.guestsCanModify) throw new Error(`a guest can't change this event: ${eventId}`);
    return change(eventId, patch, where);
  }

  return { store, email, actor, open, show, change, changeForAll };
}

/** Making events: by filling in the editor, by receiving one from outside, by copying. @param {Access} access */
function makingActs({ store, email, actor, show }) {
  return {
    /** @param {Filled} filled @param {Where} [where] */
    insert(filled, where = {}) {
      const { calendar } = openForWriting(store, email, where.calendarId ?? 'primary');
      const body = fill(filled, { zone: calendar.timeZone });
      return show(insertEvent(store, actor, calendar, withOrganizer(body, calendar.id), { ...BY_HAND, ...pickUpdates(where) }));
    },

    /**
     * An invitation or an imported file from outside this world: with a foreign organiser and iCalUID, and time zones unchanged.
     * @param {Filled & { iCalUID: string }} filled @param {Where} [where]
     */
    receive(filled, where = {}) {
      const { calendar } = openForWriting(store, email, where.calendarId ?? 'primary');
      return show(importEvent(store, actor, calendar, fill(filled, { zone: calendar.timeZone }), BY_HAND));
    },

    /**
     * Duplicates an event, from any calendar that the person can read, to one of their own. The copy of an occurrence is a single event.
     * @param {string} eventId @param {Filled} [changes] @param {Where & { from?: string }} [where] `from` is the calendar of the original
     */
    copy(eventId, changes = {}, where = {}) {
      const source = openCalendar(store, email, where.from ?? where.calendarId ?? 'primary');
      const original = findEntry(source.calendar, eventId);
      if (!original) throw new Error(`no such event: ${eventId}`);
      checkMayChange(original, source.role === 'reader' ? 'writerWithoutPrivateAccess' : source.role);
      const { calendar } = openForWriting(store, email, where.calendarId ?? 'primary');
      const body = copied(show(original), store.options);
      const filled = fill(changes, { zone: original.shared.start.timeZone ?? calendar.timeZone, before: original });
      return show(insertEvent(store, actor, calendar, withOrganizer({ ...body, ...filled }, calendar.id), { ...BY_HAND, ...pickUpdates(where) }));
    },
  };
}

/** Changing, deleting and restoring an event. @param {Access} access */
function changingActs({ store, actor, open, show, change, changeForAll }) {
  return {
    /** Saves changes that everybody sees: title, time, place, text, rules. @param {string} eventId @param {Filled} filled @param {Where} [where] */
    edit(eventId, filled, where = {}) {
      const { calendar, entry } = open(eventId, where);
      return changeForAll(eventId, fill(filled, { zone: entry.shared.start.timeZone ?? calendar.timeZone, before: entry }), where);
    },

    /** Changes members of this copy only: colour, reminders, visibility, busy or free. @param {string} eventId @param {EventPatch} changes @param {Where} [where] */
    editOwn(eventId, changes, where = {}) {
      const known = ['colorId', 'reminders', 'visibility', 'transparency'];
      const other = Object.keys(changes).find((name) => !known.includes(name));
      if (other) throw new Error(`not a member of the own copy: ${other}`);
      return change(eventId, changes, where);
    },

    /** @param {string} eventId @param {Where} [where] */
    remove(eventId, where = {}) {
      const { entry } = open(eventId, where);
      if (entry.status === 'cancelled') throw new Error(`the event is deleted already: ${eventId}`);
      return show(remove(store, actor, entry, where.sendUpdates ?? 'all'));
    },

    /** Takes an event out of the trash. @param {string} eventId @param {Where} [where] */
    restore(eventId, where = {}) {
      return show(restore(store, actor, open(eventId, where).entry));
    },

    /** Pastes a link into the location or the description. @param {string} eventId @param {string} link @param {'location' | 'description'} [member] @param {Where} [where] */
    pasteLink(eventId, link, member = 'location', where = {}) {
      const text = open(eventId, where).entry.shared[member];
      return changeForAll(eventId, { [member]: text ? `${text}\n${link}` : link }, where);
    },
  };
}

/** Moving an event to another calendar or another owner. @param {Access} access */
function movingActs({ store, email, actor, open, show }) {
  return {
    /** Moves an event to another calendar. @param {string} eventId @param {string} destination @param {Where} [where] */
    move(eventId, destination, where = {}) {
      const { entry } = open(eventId, where);
      const target = openForWriting(store, email, destination).calendar;
      if (!isMain(entry)) throw new Error(`only the organiser can move an event: ${eventId}`);
      if (entry.recurringEventId) throw new Error(`only a whole series can be moved: ${eventId}`);
      if (entry.calendarId === target.id) throw new Error(`the event is there already: ${eventId}`);
      return show(move(store, actor, entry, target, where.sendUpdates ?? 'all'));
    },

    /** Hands an event over to another person ("Change owner"); the former organiser stays only as an invited guest. @param {string} eventId @param {string} newOwner @param {Where} [where] */
    handOver(eventId, newOwner, where = {}) {
      const { entry } = open(eventId, where);
      if (!isMain(entry)) throw new Error(`only the organiser can hand an event over: ${eventId}`);
      if (entry.recurringEventId) throw new Error(`only a whole series can be handed over: ${eventId}`);
      move(store, actor, entry, store.calendar(newOwner), where.sendUpdates ?? 'all');
    },
  };
}

/** Setting, removing and switching the conference of an event. @param {Access} access */
function conferenceActs({ store, actor, open, changeForAll }) {
  /** Replaces a conference by another without merging the two. @param {string} eventId @param {ConferenceData} conferenceData @param {Where} where */
  function replaceConference(eventId, conferenceData, where) {
    return store.commit(actor, () => {
      const { entry } = open(eventId, where);
      if (entry.shared.conferenceData) changeForAll(eventId, { conferenceData: null }, { ...where, sendUpdates: 'none' });
      return changeForAll(eventId, { conferenceData }, where);
    });
  }

  return {
    /** Saves conference data that an add-on has built (see conferenceDataFromAddOn). @param {string} eventId @param {ConferenceData} conferenceData @param {Where} [where] */
    setConference(eventId, conferenceData, where = {}) {
      return replaceConference(eventId, conferenceData, where);
    },

    /** Removes the conference with the editor's X button. @param {string} eventId @param {Where} [where] */
    removeConference(eventId, where = {}) {
      return changeForAll(eventId, { conferenceData: null }, where);
    },

    /** Picks another provider: `hangoutsMeet`, or a third party's conference data. @param {string} eventId @param {'hangoutsMeet' | ConferenceData} provider @param {Where} [where] */
    switchConference(eventId, provider, where = {}) {
      const request = { requestId: store.newId(), conferenceSolutionKey: { type: 'hangoutsMeet' } };
      return replaceConference(eventId, provider === 'hangoutsMeet' ? { createRequest: request } : provider, where);
    },
  };
}

/** Answering, adding guests and removing them. @param {Access} access */
function guestActs({ open, change, changeForAll }) {
  return {
    /** @param {string} eventId @param {'accepted' | 'declined' | 'tentative' | 'needsAction'} responseStatus @param {{ comment?: string, additionalGuests?: number }} [more] @param {Where} [where] */
    answer(eventId, responseStatus, more = {}, where = {}) {
      const { calendar, entry } = open(eventId, where);
      const own = { email: calendar.id, responseStatus, ...more };
      if (!(entry.shared.attendees ?? []).some((guest) => sameAddress(guest.email, calendar.id))) throw new Error(`not a guest: ${calendar.id}`);
      const patch = { attendeesOmitted: true, attendees: [own] };
      return change(eventId, patch, { ...where, sendUpdates: 'none' });
    },

    /** @param {string} eventId @param {(string | Guest)[]} guests @param {Where} [where] */
    addGuests(eventId, guests, where = {}) {
      const { entry } = open(eventId, where);
      const added = guests.map((guest) => (typeof guest === 'string' ? { email: guest } : guest));
      const body = withOrganizer({ attendees: [...(entry.shared.attendees ?? []), ...added] }, entry.organizer.email);
      return !isMain(entry) && entry.shared.guestsCanInviteOthers !== false ? change(eventId, body, where) : changeForAll(eventId, body, where);
    },

    /** @param {string} eventId @param {string[]} emails @param {Where} [where] */
    removeGuests(eventId, emails, where = {}) {
      const { entry } = open(eventId, where);
      const left = (entry.shared.attendees ?? []).filter((guest) => !emails.some((email) => sameAddress(email, guest.email)));
      return changeForAll(eventId, { attendees: left.length > 0 ? left : null }, where);
    },
  };
}

/** Reading events as a person sees them. @param {Access} access */
function views({ store, email, show }) {
  return {
    /** The event as the person sees it. @param {string} eventId @param {Where} [where] */
    see(eventId, where = {}) {
      const { calendar } = openCalendar(store, email, where.calendarId ?? 'primary');
      const entry = findEntry(calendar, eventId);
      return entry && show(entry);
    },

    /** All events of a calendar that aren't deleted, sorted by start. @param {Where} [where] */
    seeAll(where = {}) {
      const { calendar } = openCalendar(store, email, where.calendarId ?? 'primary');
      const key = (/** @type {Entry} */ { shared }) => Number(shared.start.day ?? shared.start.instant);
      return [...calendar.entries.values()].filter(({ status }) => status !== 'cancelled').sort((a, b) => key(a) - key(b)).map(show);
    },

    /** The calendar's id; `primary` or a missing value means the person's own calendar. @param {string} [calendarId] */
    calendarId: (calendarId = 'primary') => (calendarId === 'primary' ? email : calendarId),
  };
}

/** @param {Where} where */
const pickUpdates = ({ sendUpdates }) => (sendUpdates === undefined ? {} : { sendUpdates });
