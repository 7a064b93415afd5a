// @ts-check
/**
 * The part of ScriptApp that makes, lists and deletes installable triggers.
 *
 * It fires none; `runtime/trigger-queue.js` does.
 * Invariants: triggers belong to the user who made them and exist until they are deleted or the add-on is uninstalled. A user has at most
 * 20 triggers: one of each type per calendar (per user if the switch `calendarTriggersPerUser` is `one`), and one clock trigger, as for
 * every add-on.
 *
 * Enforces: developers.google.com/apps-script/reference/script/trigger-builder, …/script/calendar-trigger-builder,
 * …/script/clock-trigger-builder, developers.google.com/workspace/add-ons/concepts/workspace-triggers and
 * developers.google.com/workspace/add-ons/concepts/editor-triggers (limits of add-ons).
 * The error messages for a second calendar trigger, for an unknown calendar and for a clock trigger below an hour are guesses, modelled
 * on the published ones.
 */

import { roleOf } from '../parts.js';
import { checkArguments } from '../runtime/strict-objects.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */

/**
 * @typedef {object} TriggerRecord
 * @property {string} id
 * @property {string} handler
 * @property {'CALENDAR'|'CLOCK'} source
 * @property {'ON_EVENT_UPDATED'|'CLOCK'} eventType
 * @property {string | null} sourceId the calendar's id; null for a clock
 * @property {number} everyHours 0 for a calendar
 * @property {number} nextAt when the clock fires next
 */

const triggersPerUser = 20;
const hourMs = 3_600_000;
const calendarScopes = ['calendar', 'calendar.readonly', 'calendar.events', 'calendar.events.readonly'];
const clockGaps = ['after', 'at', 'atDate', 'atHour', 'everyDays', 'everyWeeks', 'inTimezone', 'nearMinute', 'onMonthDay', 'onWeekDay'];

/**
 * The members of ScriptApp that concern triggers.
 * @param {Execution} execution
 * @param {{EventType: import('../runtime/strict-objects.js').Enumeration, TriggerSource: import('../runtime/strict-objects.js').Enumeration}} enums
 */
export function makeTriggerMembers(execution, { EventType, TriggerSource }) {
  const { user, world } = execution;
  /** @type {WeakMap<object, TriggerRecord>} */
  const records = new WeakMap();

  const show = (/** @type {TriggerRecord} */ record) => {
    const trigger = execution.strict('ScriptApp.Trigger', {
      getEventType: () => EventType[record.eventType],
      getHandlerFunction: () => record.handler,
      getTriggerSource: () => TriggerSource[record.source],
      getTriggerSourceId: () => record.sourceId,
      getUniqueId: () => record.id,
    });
    records.set(trigger, record);
    return trigger;
  };

  const create = (/** @type {Omit<TriggerRecord, 'id' | 'nextAt'>} */ wanted) => {
    const calendarNeeds = world.options.calendarReadonlyForTriggers ? calendarScopes.slice(0, 2) : calendarScopes;
    const scopes = [['script.scriptapp'], ...(wanted.source === 'CALENDAR' ? [calendarNeeds] : [])];
    const detail = { handler: wanted.handler, source: wanted.source, sourceId: wanted.sourceId };
    return execution.call({ service: 'ScriptApp', method: 'newTrigger.create', detail, counted: true, scopes }, () => {
      checkNewTrigger(execution, wanted);
      const id = Array.from({ length: 19 }, (_, i) => Math.floor(world.random() * (i ? 10 : 9)) + (i ? 0 : 1)).join('');
      const record = { ...wanted, id, nextAt: 0 };
      if (record.source === 'CLOCK') record.nextAt = world.triggers.firstTick(record);
      user.triggers.push(record);
      return show(record);
    });
  };

  return {
    newTrigger(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'ScriptApp.newTrigger', given, ['String']);
      const handler = String(given[0]);
      if (!world.addon.invocation(handler)) throw execution.fail(`Invalid function name: ${handler}`);
      return execution.strict('ScriptApp.TriggerBuilder', {
        ...execution.gaps('ScriptApp.TriggerBuilder', ['forDocument', 'forForm', 'forSpreadsheet']),
        forUserCalendar: (/** @type {unknown[]} */ ...args) => {
          checkArguments(execution, 'ScriptApp.TriggerBuilder.forUserCalendar', args, ['String']);
          return calendarBuilder(execution, handler, String(args[0]), create);
        },
        timeBased: () => clockBuilder(execution, handler, create),
      });
    },
    getProjectTriggers() {
      return execution.call({ service: 'ScriptApp', method: 'getProjectTriggers', counted: true, scopes: [['script.scriptapp']] }, () => execution.toScriptArray(user.triggers.map(show)));
    },
    deleteTrigger(/** @type {unknown[]} */ ...given) {
      const record = given.length === 1 ? records.get(/** @type {object} */ (given[0])) : undefined;
      if (!record) checkArguments(execution, 'ScriptApp.deleteTrigger', given, []);
      execution.call({ service: 'ScriptApp', method: 'deleteTrigger', detail: { sourceId: record?.sourceId }, counted: true, scopes: [['script.scriptapp']] }, () => {
        user.triggers = user.triggers.filter((other) => other.id !== record?.id);
      });
    },
  };
}

/** Refuses a trigger that exceeds a limit, or is for a calendar that the person can't see. @param {Execution} execution @param {Omit<TriggerRecord, 'id' | 'nextAt'>} wanted */
function checkNewTrigger(execution, wanted) {
  const { user, world } = execution;
  if (user.triggers.length >= triggersPerUser) {
    throw execution.fail('This script has too many triggers. Triggers must be deleted from the script before more can be added.');
  }
  const isOneTooMany = wanted.source === 'CALENDAR' && world.options.calendarTriggersPerUser === 'one' && user.triggers.some(({ source }) => source === 'CALENDAR');
  if (isOneTooMany) throw execution.fail('This add-on has created too many calendar triggers for this Google user account.');
  if (user.triggers.some((other) => other.source === wanted.source && other.sourceId === wanted.sourceId)) {
    const what = wanted.source === 'CLOCK' ? 'time-based triggers in this document' : 'triggers for this calendar';
    throw execution.fail(`This add-on has created too many ${what} for this Google user account.`);
  }
  if (wanted.sourceId !== null && !seesCalendar(world, user, wanted.sourceId)) throw execution.fail(`Calendar ${wanted.sourceId} was not found.`);
}

/**
 * @param {import('../world.js').World} world
 * @param {import('../user.js').User} user
 * @param {string} calendarId
 * @returns {boolean}
 */
export function seesCalendar(world, user, calendarId) {
  const calendar = world.calendars.calendars.get(calendarId);
  return calendar !== undefined && roleOf(calendar, user.email) !== 'none';
}

/**
 * @param {Execution} execution
 * @param {string} handler
 * @param {string} calendarId
 * @param {(wanted: Omit<TriggerRecord, 'id' | 'nextAt'>) => unknown} create
 */
function calendarBuilder(execution, handler, calendarId, create) {
  let updated = false;
  const builder = execution.strict('ScriptApp.CalendarTriggerBuilder', {
    onEventUpdated() {
      updated = true;
      return builder;
    },
    create() {
      if (!updated) throw execution.fail('The event type must be set before the trigger is created.');
      return create({ handler, source: 'CALENDAR', eventType: 'ON_EVENT_UPDATED', sourceId: calendarId, everyHours: 0 });
    },
  });
  return builder;
}

/**
 * @param {Execution} execution
 * @param {string} handler
 * @param {(wanted: Omit<TriggerRecord, 'id' | 'nextAt'>) => unknown} create
 */
function clockBuilder(execution, handler, create) {
  let everyMs = 0;
  const every = (/** @type {string} */ method, /** @type {unknown[]} */ given, /** @type {number} */ unitMs) => {
    checkArguments(execution, `ScriptApp.ClockTriggerBuilder.${method}`, given, ['Integer']);
    const count = Math.trunc(Number(given[0]));
    if (count < 1) throw execution.fail(`Invalid argument: ${given[0]}`);
    everyMs = count * unitMs;
    return builder;
  };
  const builder = execution.strict('ScriptApp.ClockTriggerBuilder', {
    ...execution.gaps('ScriptApp.ClockTriggerBuilder', clockGaps),
    everyHours: (/** @type {unknown[]} */ ...given) => every('everyHours', given, hourMs),
    everyMinutes: (/** @type {unknown[]} */ ...given) => every('everyMinutes', given, 60_000),
    create() {
      if (everyMs === 0) throw execution.fail('The frequency must be set before the trigger is created.');
      if (everyMs < hourMs) throw execution.fail('This add-on has created a time-based trigger that runs more than once per hour.');
      return create({ handler, source: 'CLOCK', eventType: 'CLOCK', sourceId: null, everyHours: everyMs / hourMs });
    },
  });
  return builder;
}
