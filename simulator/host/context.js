// @ts-check
/**
 * The data about the open calendar event that an add-on gets, and what the person may do with the event.
 *
 * Title, times and description are never included; an add-on reads them through the Calendar API.
 * Invariants: without `currentEventAccess` the data is empty; with METADATA it has only ids and the organiser; with READ or READ_WRITE
 * and the matching scope it also has guests, conference and capabilities; false capabilities and empty values are absent.
 *
 * Enforces developers.google.com/workspace/add-ons/concepts/event-objects (Calendar event object) and
 * developers.google.com/workspace/add-ons/calendar/calendar-actions.
 */

import { hasScope } from './event-object.js';

/** @typedef {Record<string, unknown>} Json */
/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */

const GUEST = /** @type {const} */ (['email', 'displayName', 'comment', 'additionalGuests', 'optional', 'organizer', 'resource', 'responseStatus', 'self']);

/**
 * @param {import('../world.js').World} world
 * @param {import('../user.js').User} user
 * @param {{ event: SeenEvent, calendarId: string, saved: boolean, role: string }} open The event as the editor shows it.
 * @returns {Json}
 */
export function calendarContext(world, user, { event, calendarId, saved, role }) {
  const access = world.addon.manifest.addOns.calendar?.currentEventAccess;
  if (access === undefined) return {};
  const { id, recurringEventId, organizer } = event;
  return {
    calendar: {
      ...(saved && { id, calendarId }),
      ...(organizer && { organizer: { email: organizer.email } }),
      ...(saved && recurringEventId && { recurringEventId }),
      ...(access.includes('READ') && hasScope(world, user, 'calendar.addons.current.event.read') && details(event, role)),
    },
  };
}

/** @param {SeenEvent} event @param {string} role */
function details(event, role) {
  const may = capabilities(event, role);
  const { attendees = [], conferenceData } = event;
  return {
    capabilities: may,
    ...(may.canSeeAttendees && attendees.length > 0 && { attendees: attendees.map(guest) }),
    ...(may.canSeeConferenceData && conferenceData && { conferenceData: conference(conferenceData) }),
  };
}

/**
 * The organiser's copy can be changed. A guest may add guests if the organiser allows it, and change the rest if guests may modify the
 * event. On a calendar with only read access nothing can be changed.
 * @param {SeenEvent} event @param {string} role
 * @returns {Record<string, true>}
 */
export function capabilities({ organizer, guestsCanModify, guestsCanInviteOthers, guestsCanSeeOtherGuests, attendeesOmitted }, role) {
  const writes = role === 'owner' || role === 'writer' || role === 'writerWithoutPrivateAccess';
  const own = organizer === undefined || organizer.self === true;
  const changes = writes && (own || guestsCanModify === true);
  const all = {
    canSeeAttendees: role !== 'freeBusyReader' && (own || guestsCanSeeOtherGuests !== false || attendeesOmitted !== true),
    canAddAttendees: changes || (writes && guestsCanInviteOthers !== false),
    canSeeConferenceData: role !== 'freeBusyReader',
    canSetConferenceData: changes,
    canAddAttachments: changes,
  };
  return Object.fromEntries(Object.entries(all).filter((/** @type {[string, boolean]} */ entry) => entry[1]).map(([name]) => [name, true]));
}

/** @param {import('../google/calendar/resource.js').Guest} attendee */
function guest(attendee) {
  return Object.fromEntries(GUEST.filter((name) => attendee[name]).map((name) => [name, attendee[name]]));
}

/** Moves the add-on's parameters one level up, where the event object has them, unlike the Calendar API. @param {import('../google/calendar/resource.js').ConferenceData} data */
function conference({ parameters, createRequest, ...rest }) {
  const words = parameters?.addOnParameters?.parameters;
  return { ...rest, ...(words && { parameters: { addOnParameters: words } }) };
}
