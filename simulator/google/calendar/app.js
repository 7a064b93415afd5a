// @ts-check
/**
 * The part of CalendarApp that reads an event and its calendar.
 *
 * Does not write. Members of the real service that are not listed here throw "not simulated".
 *
 * Invariants: with only the scope `calendar.events` every call is refused with Google's permission error, unless the switch
 * `calendarAppScope` (open question U7) allows it; ids of events are iCalUIDs; missing objects are null.
 *
 * Documentation: developers.google.com/apps-script/reference/calendar/calendar-app, …/calendar, …/calendar-event.
 */
import { checkArguments } from '../../runtime/strict-objects.js';
import { hidesDetails, openCalendar } from './access.js';
import { CalendarError } from './errors.js';
import { instantOfLocal } from './time.js';

const CALENDAR_SCOPES = ['calendar', 'https://www.google.com/calendar/feeds'];
const EVENT_SCOPES = ['calendar', 'calendar.readonly'];

const APP_MISSING = [
  'createAllDayEvent', 'createAllDayEventSeries', 'createCalendar', 'createEvent', 'createEventFromDescription', 'createEventSeries',
  'getAllCalendars', 'getAllOwnedCalendars', 'getCalendarsByName', 'getColor', 'getDescription', 'getEventSeriesById', 'getEvents',
  'getEventsForDay', 'getOwnedCalendarById', 'getOwnedCalendarsByName', 'isHidden', 'isMyPrimaryCalendar', 'isOwnedByMe',
  'isSelected', 'newRecurrence', 'setColor', 'setDescription', 'setHidden', 'setName', 'setSelected', 'setTimeZone',
  'subscribeToCalendar',
];
const CALENDAR_MISSING = [
  'createAllDayEvent', 'createAllDayEventSeries', 'createEvent', 'createEventFromDescription', 'createEventSeries', 'deleteCalendar',
  'getColor', 'getEventSeriesById', 'getEvents', 'getEventsForDay', 'isHidden', 'isSelected', 'setColor', 'setDescription',
  'setHidden', 'setName', 'setSelected', 'setTimeZone', 'unsubscribeFromCalendar',
];
const EVENT_MISSING = [
  'addEmailReminder', 'addGuest', 'addPopupReminder', 'addSmsReminder', 'anyoneCanAddSelf', 'deleteEvent', 'deleteTag',
  'getAllDayEndDate', 'getAllDayStartDate', 'getAllTagKeys', 'getColor', 'getEmailReminders', 'getEventSeries', 'getEventType',
  'getGuestByEmail', 'getGuestList', 'getMyStatus', 'getPopupReminders', 'getSmsReminders', 'getTag', 'getTransparency',
  'getVisibility', 'guestsCanInviteOthers', 'guestsCanModify', 'guestsCanSeeGuests', 'isRecurringEvent', 'removeAllReminders',
  'removeGuest', 'resetRemindersToDefault', 'setAllDayDate', 'setAllDayDates', 'setAnyoneCanAddSelf', 'setColor', 'setDescription',
  'setGuestsCanInviteOthers', 'setGuestsCanModify', 'setGuestsCanSeeGuests', 'setLocation', 'setMyStatus', 'setTag', 'setTime',
  'setTitle', 'setTransparency', 'setVisibility',
];

/**
 * The global `CalendarApp` of one execution.
 * @param {import('../../runtime/execution.js').Execution} execution
 */
export function makeCalendarApp(execution) {
  const { world, user } = execution;
  const open = (/** @type {unknown} */ id) => {
    try {
      return openCalendar(world.calendars, user.email, id).calendar;
    } catch (error) {
      if (error instanceof CalendarError) return null;
      throw error;
    }
  };
  const own = () => /** @type {import('./model.js').CalendarRecord} */ (open(user.email));
  const wrap = (/** @type {import('./model.js').CalendarRecord | null} */ calendar) => calendar && makeCalendar(execution, calendar);
  const call = caller(execution, '', CALENDAR_SCOPES);
  return execution.strict('CalendarApp', {
    ...missing('CalendarApp', APP_MISSING),
    getDefaultCalendar: call('getDefaultCalendar', 0, () => wrap(own())),
    getCalendarById: call('getCalendarById', 1, (id) => wrap(open(id))),
    getId: call('getId', 0, () => own().id),
    getName: call('getName', 0, () => own().summary),
    getTimeZone: call('getTimeZone', 0, () => own().timeZone),
    getEventById: call('getEventById', 1, (id) => findEvent(execution, own(), id)),
  });
}

/** @param {import('../../runtime/execution.js').Execution} execution @param {import('./model.js').CalendarRecord} calendar */
function makeCalendar(execution, calendar) {
  const call = caller(execution, 'Calendar.', CALENDAR_SCOPES, calendar.id);
  return execution.strict('Calendar', {
    ...missing('Calendar', CALENDAR_MISSING),
    getId: call('getId', 0, () => calendar.id),
    getName: call('getName', 0, () => calendar.summary),
    getDescription: call('getDescription', 0, () => calendar.description ?? ''),
    getTimeZone: call('getTimeZone', 0, () => calendar.timeZone),
    isMyPrimaryCalendar: call('isMyPrimaryCalendar', 0, () => calendar.id === execution.user.email),
    isOwnedByMe: call('isOwnedByMe', 0, () => calendar.owner === execution.user.email),
    getEventById: call('getEventById', 1, (id) => findEvent(execution, calendar, id)),
  });
}

/** @param {import('../../runtime/execution.js').Execution} execution @param {import('./model.js').CalendarRecord} calendar @param {unknown} id */
function findEvent(execution, calendar, id) {
  const { role } = openCalendar(execution.world.calendars, execution.user.email, calendar.id);
  const uid = String(id).includes('@') ? String(id) : `${id}@google.com`;
  const entry = [...calendar.entries.values()].find((one) => one.iCalUID === uid && one.status !== 'cancelled' && !one.recurringEventId);
  if (!entry) return null;
  if (hidesDetails(entry, role)) throw new Error('not simulated: CalendarApp with events whose details are hidden');
  return makeEvent(execution, entry);
}

/** @param {import('../../runtime/execution.js').Execution} execution @param {import('./model.js').Entry} entry */
function makeEvent(execution, entry) {
  const call = caller(execution, 'CalendarEvent.', EVENT_SCOPES, entry.id);
  const { shared } = entry;
  const date = (/** @type {import('./model.js').Moment} */ moment) =>
    // A day begins at midnight in the script's zone, not in the calendar's.
    execution.toScriptDate(moment.instant ?? instantOfLocal(execution.manifest.timeZone ?? 'UTC', Number(moment.day)));
  return execution.strict('CalendarEvent', {
    ...missing('CalendarEvent', EVENT_MISSING),
    getId: call('getId', 0, () => entry.iCalUID),
    getTitle: call('getTitle', 0, () => shared.summary ?? ''),
    getDescription: call('getDescription', 0, () => shared.description ?? ''),
    getLocation: call('getLocation', 0, () => shared.location ?? ''),
    getCreators: call('getCreators', 0, () => execution.toScriptArray([entry.creator.email])),
    getStartTime: call('getStartTime', 0, () => date(shared.start)),
    getEndTime: call('getEndTime', 0, () => date(shared.end)),
    isAllDayEvent: call('isAllDayEvent', 0, () => shared.start.day !== undefined),
    getDateCreated: call('getDateCreated', 0, () => execution.toScriptDate(entry.created)),
    getLastUpdated: call('getLastUpdated', 0, () => execution.toScriptDate(entry.updated)),
    getOriginalCalendarId: call('getOriginalCalendarId', 0, () => entry.organizer.email),
    isOwnedByMe: call('isOwnedByMe', 0, () => entry.organizer.email === execution.user.email),
  });
}

/**
 * Makes the methods of one class. Each method counts its arguments, logs the call and checks its scopes.
 * @param {import('../../runtime/execution.js').Execution} execution @param {string} className @param {string[]} scopes @param {string} [subject]
 */
function caller(execution, className, scopes, subject) {
  return (/** @type {string} */ name, /** @type {0 | 1} */ count, /** @type {(given: unknown) => unknown} */ effect) =>
    (/** @type {unknown[]} */ ...given) => {
      const owner = className === '' ? 'CalendarApp' : `CalendarApp.${className.slice(0, -1)}`;
      checkArguments(execution, `${owner}.${name}`, given, count === 1 ? ['String'] : []);
      const accepted = execution.world.options.calendarAppScope === 'allowed' ? [...scopes, 'calendar.events'] : scopes;
      const detail = { ...(subject ? { subject } : {}), ...(count === 1 ? { id: given[0] } : {}) };
      return execution.call(
        { service: 'CalendarApp', method: `${className}${name}`, detail, counted: true, scopes: [accepted] },
        () => effect(given[0]),
      );
    };
}

/** @param {string} owner @param {string[]} names */
function missing(owner, names) {
  /** @type {Record<string, () => never>} */
  const members = {};
  for (const name of names) {
    members[name] = () => {
      throw new Error(`not simulated: ${owner}.${name}`);
    };
  }
  return members;
}
