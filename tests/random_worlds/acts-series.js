// @ts-check
/**
 * Random acts of people on series.
 *
 * Its invariants are those of acts.js. The lists of rules follow Webex's documentation.
 */

import { baseOf } from '../../simulator/google/calendar/recurrence.js';
import { copied, movable, move, onOne, pick, someGuests, someTitle, soon, split } from './parts.js';
import { isOver, names, zone } from './stage.js';

/** @typedef {import('./parts.js').Act} Act */
/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./dice.js').Dice} Dice */

/** Rules that Webex can express, with any start. */
const plainRules = ['RRULE:FREQ=DAILY;COUNT=10', 'RRULE:FREQ=WEEKLY;COUNT=6', 'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=5', 'RRULE:FREQ=DAILY;INTERVAL=3;COUNT=7'];
const endlessRules = ['RRULE:FREQ=WEEKLY', 'RRULE:FREQ=DAILY'];
/** Rules that Webex can't express. */
export const oddRules = [
  ['RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4'], ['RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6'],
  ['RRULE:FREQ=WEEKLY;COUNT=3', 'RDATE;TZID=Europe/Paris:20260624T101500,20261124T101500'],
];

/** @param {any} event */
const isSingle = (event) => event.organizer.self && !event.recurrence && !event.recurringEventId;
/** @param {Stage} stage */
const all = (stage) => stage.series();
/** Series with upcoming occurrences. @param {Stage} stage */
export const unfinished = (stage) => stage.series().filter((seen) => stage.occurrencesOf(seen).length > 0);
/** Series that can be split. @param {Stage} stage */
export const long = (stage) => stage.series().filter((seen) => stage.occurrencesOf(seen).length > 2);

/**
 * Whether a series was not split. What Google does with a new rule for all events of a split one is not known.
 * @param {import('./stage.js').Seen} seen @param {number} _index @param {import('./stage.js').Seen[]} every
 */
const isWhole = (seen, _index, every) => every.filter(({ event }) => baseOf(event.id) === baseOf(seen.event.id)).length === 1;

/** An act on one occurrence. @param {(stage: Stage, dice: Dice, one: any, where: {calendarId: string}) => unknown} act */
const onOccurrence = (act) => onOne(unfinished, (stage, dice, seen) => act(stage, dice, dice.pick(stage.occurrencesOf(seen)), { calendarId: seen.calendarId }));

/** An act on one occurrence of a series and all following ones. @param {(stage: Stage, dice: Dice, seen: import('./stage.js').Seen, one: any) => unknown} act */
const onFollowing = (act) => onOne(long, (stage, dice, seen) => act(stage, dice, seen, dice.pick(stage.occurrencesOf(seen).slice(1))));

/** A later time on the day of an occurrence; for an all-day one, which has no time, another title. @param {any} one @param {Dice} dice */
export const laterThatDay = (one, dice) => one.start.date
  ? { summary: `${one.summary} moved` }
  : { start: { dateTime: `${one.start.dateTime.slice(0, 11)}${dice.int(19, 21)}:00:00`, timeZone: zone }, end: { dateTime: `${one.start.dateTime.slice(0, 11)}22:00:00`, timeZone: zone } };

/** @type {readonly Act[]} */
export const actsOfSeries = [
  { name: 'pick for a series', rows: ['E35', 'E44'], weight: 6, act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30, recurrence: [dice.pick(plainRules)], guests: someGuests(dice),
  }) },
  { name: 'pick for an endless series', rows: ['E45'], weight: 2, act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30, recurrence: [dice.pick(endlessRules)],
  }) },
  { name: 'pick for a series that Webex cannot express', rows: ['E46', 'E47'], weight: 2, act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30, recurrence: dice.pick(oddRules),
  }) },
  { name: 'pick for an all-day series', rows: ['E51'], act: (stage, dice) => pick(stage, { summary: someTitle(dice), start: soon(stage, dice, { to: 8 }).slice(0, 10), recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] }) },
  { name: 'pick for a series on a second calendar', rows: ['E35', 'E11'], act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30, recurrence: [dice.pick(plainRules)],
  }, { calendarId: stage.second }) },
  { name: 'move an occurrence', rows: ['E36'], weight: 4, ...onOccurrence((stage, dice, one, where) => stage.person.calendar.edit(one.id, laterThatDay(one, dice), where)) },
  { name: 'change the title of an occurrence', rows: ['E36'], weight: 2, ...onOccurrence((stage, dice, one, where) => stage.person.calendar.edit(one.id, { summary: someTitle(dice) }, where)) },
  { name: 'invite a guest to an occurrence', rows: ['E36'], ...onOccurrence((stage, dice, one, where) => stage.person.calendar.addGuests(one.id, [`guest-${dice.int(20, 29)}@example.com`], where)) },
  { name: 'cancel an occurrence', rows: ['E37'], weight: 4, ...onOccurrence((stage, dice, one, where) => stage.person.calendar.remove(one.id, where)) },
  { name: 'cancel every occurrence', rows: ['E50'], weight: 0.5, ...onOne((stage) => unfinished(stage).filter(({ event }) => /COUNT=/.test(event.recurrence[0])), (stage, dice, seen) => {
    for (const { id } of stage.occurrencesOf(seen)) stage.person.calendar.remove(id, { calendarId: seen.calendarId });
  }) },
  { name: 'restore an occurrence', rows: ['E37', 'E16'], possible: (stage) => cancelled(stage).length > 0, act: (stage, dice) => {
    const { calendarId, id } = dice.pick(cancelled(stage));
    return stage.person.calendar.restore(id, { calendarId });
  } },
  { name: 'remove the conference of an occurrence', rows: ['E52'], ...onOne((stage) => unfinished(stage).filter(({ event }) => names(event)), (stage, dice, seen) =>
    stage.person.calendar.removeConference(dice.pick(stage.occurrencesOf(seen)).id, { calendarId: seen.calendarId })) },
  { name: 'change the title of this and following events', rows: ['E38', 'E40', 'E41', 'E102'], weight: 3, ...onFollowing((stage, dice, seen, one) => split(stage, seen, one, { summary: someTitle(dice) })) },
  { name: 'move this and following events', rows: ['E38', 'E39', 'E40', 'E103'], weight: 3, ...onFollowing((stage, dice, seen, one) => split(stage, seen, one, laterThatDay(one, dice))) },
  { name: 'delete this and following events', rows: ['E38', 'E42'], weight: 2, ...onFollowing((stage, dice, { calendarId, event }, one) => stage.person.calendar.removeFollowing(event.id, one.id, { calendarId })) },
  { name: 'change the title of all events', rows: ['E43', 'E104'], weight: 2, ...onOne(all, (stage, dice, { calendarId, event }) => stage.person.calendar.editAll(event.id, { summary: someTitle(dice) }, { calendarId })) },
  { name: 'move all events', rows: ['E43', 'E40'], weight: 3, ...onOne(unfinished, (stage, dice, seen) => {
    const one = dice.pick(stage.occurrencesOf(seen));
    return stage.person.calendar.editAll(seen.event.id, laterThatDay(one, dice), { calendarId: seen.calendarId, seen: one.id });
  }) },
  { name: 'change the rule', rows: ['E44', 'E47'], weight: 2, ...onOne((stage) => all(stage).filter(isWhole), (stage, dice, { calendarId, event }) =>
    stage.person.calendar.editAll(event.id, { recurrence: dice.chance(0.2) ? dice.pick(oddRules) : [dice.pick([...plainRules, ...endlessRules])] }, { calendarId })) },
  { name: 'delete a series', rows: ['E15'], weight: 2, ...onOne(all, (stage, dice, { calendarId, event }) => stage.person.calendar.remove(event.id, { calendarId })) },
  { name: 'copy a series', rows: ['E27'], weight: 2, ...onOne(unfinished, (stage, dice, { calendarId, event }) =>
    copied(stage, stage.person.calendar.copy(event.id, { start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30 }, { calendarId, from: calendarId }), calendarId, '')) },
  { name: 'copy an occurrence', rows: ['E34'], weight: 2, ...onOccurrence((stage, dice, one, { calendarId }) =>
    copied(stage, stage.person.calendar.copy(one.id, { start: soon(stage, dice), minutes: 30 }, { calendarId, from: calendarId }), calendarId, '')) },
  { name: 'make a single event a series', rows: ['E48'], weight: 2, ...onOne((stage) => stage.events((event) => isSingle(event) && event.start.dateTime && !isOver(event, stage.now)), (stage, dice, { calendarId, event }) =>
    stage.person.calendar.edit(event.id, { recurrence: [dice.pick(plainRules)] }, { calendarId })) },
  { name: 'make a series a single event', rows: ['E48'], ...onOne((stage) => all(stage).filter(isWhole).filter((seen) => stage.occurrencesOf(seen).length > 0), (stage, dice, { calendarId, event }) => stage.person.calendar.editAll(event.id, { recurrence: null }, { calendarId })) },
  { name: 'move a series to the other calendar', rows: ['E31'], ...onOne((stage) => movable(stage, unfinished(stage)), move) },
];

/** Occurrences that a person cancelled and can restore. @param {Stage} stage */
const cancelled = (stage) => stage.calendarIds.flatMap((calendarId) => {
  const { entries } = stage.world.calendars.calendar(calendarId);
  return [...entries.values()]
    .filter((one) => one.status === 'cancelled' && !one.stub && one.recurringEventId && !one.fallen && entries.get(one.recurringEventId)?.status !== 'cancelled')
    .map(({ id }) => ({ calendarId, id }));
});
