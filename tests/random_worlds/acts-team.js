// @ts-check
/**
 * Random acts of several people with the add-on on each other's events: they change, copy, split, move, delete and restore events whose
 * meeting somebody else hosts, replace its meeting by their own, and disconnect.
 *
 * Its invariants are those of acts.js. hosts.js remembers who hosts what by the rule.
 */

import { laterThatDay, long, unfinished } from './acts-series.js';
import { copied, deleted, movable, move, onOne, pick, picked, someGuests, someTitle, soon, split } from './parts.js';
import { isOver, names, zone } from './stage.js';

/** @typedef {import('./parts.js').Act} Act */
/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Seen} Seen */

/** Whether somebody else hosts the meeting that an event shows. @param {Stage} stage @returns {(seen: Seen) => boolean} */
const isTheirs = (stage) => ({ event }) => {
  const own = stage.hostOf.get(names(event)?.meeting ?? '');
  return own !== undefined && own !== stage.me.webex;
};
/** Upcoming single events whose meeting somebody else hosts. @param {Stage} stage */
const theirs = (stage) => stage.singles((event) => !isOver(event, stage.now)).filter(isTheirs(stage));
/** @param {Stage} stage */
const theirSeries = (stage) => unfinished(stage).filter(isTheirs(stage));
/** Events that lost their conference by a person's hand. @param {Stage} stage */
const bare = (stage) => stage.singles((event) => !event.conferenceData && !isOver(event, stage.now) && stage.removedConferences.some(({ eventId }) => eventId === event.id));
/** Guests' copies of events that other people with the add-on organize, and that their guests may change. @param {Stage} stage */
const invitations = (stage) => stage.events((event) => !event.organizer.self && !event.recurringEventId && !isOver(event, stage.now) && event.guestsCanModify === true)
  .filter(({ event }) => stage.allCalendarIds.includes(event.organizer.email));
/** Single events to which their organizers can invite the acting person. @param {Stage} stage @returns {Seen[]} */
const invitable = (stage) => stage.allCalendarIds.filter((id) => id !== stage.me.google).flatMap((calendarId) => stage.ownerOf(calendarId).calendar.seeAll({ calendarId })
  .filter((event) => event.organizer.self && !event.recurrence && !event.recurringEventId && !isOver(event, stage.now) && !stage.isPlanted(calendarId, event.id) && !stage.isPlanted(stage.me.google, event.id))
  .map((event) => ({ calendarId, event })));

/** An act on an invitation of the acting person, who gets one first if there is none. @param {(stage: Stage, dice: import('./dice.js').Dice, seen: Seen) => unknown} act */
const onInvitation = (act) => ({
  possible: (/** @type {Stage} */ stage) => invitations(stage).length + invitable(stage).length > 0,
  act: (/** @type {Stage} */ stage, /** @type {import('./dice.js').Dice} */ dice) => {
    const list = invitations(stage);
    if (list.length > 0) return act(stage, dice, dice.pick(list));
    const { calendarId, event } = dice.pick(invitable(stage));
    const guests = [...(event.attendees ?? []).map((/** @type {any} */ { email }) => email), stage.me.google];
    stage.ownerOf(calendarId).calendar.edit(event.id, { guests: [...new Set(guests)], guestsCanModify: true }, { calendarId });
    return act(stage, dice, { calendarId: stage.me.google, event: stage.person.calendar.see(event.id) });
  },
});

/** Calendars of other people that the acting person may write to. @param {Stage} stage */
const others = (stage) => stage.people.map(({ google }) => google).filter((google) => google !== stage.me.google && stage.calendarIds.includes(google));

/** Adds a meeting of one's own to a saved event. @param {Stage} stage @param {Seen} seen @param {{instead?: boolean}} [how] */
async function add(stage, { calendarId, event }, { instead = false } = {}) {
  const editor = stage.person.editEvent(calendarId, event.id);
  if (instead) editor.removeConference();
  await editor.pickConference('webex-meeting');
  if (editor.conferenceError && instead) return editor.discard();
  await editor.save();
  return picked(stage, editor);
}

/** Opens the card that offers to disconnect, and clicks one of its buttons. @param {Stage} stage @param {string} button */
async function disconnect(stage, button) {
  const panel = await stage.person.openHome();
  for (const label of ['Settings', 'Disconnect']) {
    if (panel.error !== null || !panel.labels.includes(label)) return false;
    await panel.click(label);
  }
  if (panel.error !== null || !panel.labels.includes(button)) return false;
  noteLeaving(stage, button === 'Disconnect' ? stage.unfollowed : stage.erased);
  await panel.click(button);
  return true;
}

/** Notes that the acting person disconnects, and what becomes of their meetings. @param {Stage} stage @param {Set<string>} meetings */
function noteLeaving(stage, meetings) {
  const { me, now, world } = stage;
  for (const { id, hostEmail, start } of world.webex.meetings()) {
    const isLeft = stage.unfollowed.has(id) || stage.kept.has(id) || stage.made.has(id) || Date.parse(start) <= now;
    if (hostEmail === me.webex) (isLeft ? stage.unfollowed : meetings).add(id);
  }
  me.isOut = true;
  me.leftAt = now;
  me.known = new Set([me.google]);
}

/** @type {readonly Act[]} */
export const actsOfTeams = [
  { name: 'pick in another person\'s calendar', rows: ['E98', 'E101'], weight: 3, possible: (stage) => others(stage).length > 0, act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: soon(stage, dice), minutes: 45, guests: someGuests(dice),
  }, { calendarId: dice.pick(others(stage)) }) },
  { name: 'pick for a series in another person\'s calendar', rows: ['E98', 'E35'], weight: 1.5, possible: (stage) => others(stage).length > 0, act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: { dateTime: soon(stage, dice, { to: 8 }), timeZone: zone }, minutes: 30, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'], guests: someGuests(dice),
  }, { calendarId: dice.pick(others(stage)) }) },
  { name: 'change somebody else\'s event', rows: ['E92', 'N15'], weight: 5, ...onOne(theirs, (stage, dice, { calendarId, event }) => {
    const filled = dice.pick([{ summary: someTitle(dice) }, { start: soon(stage, dice), minutes: 30 }, { summary: someTitle(dice), start: soon(stage, dice), minutes: 60 }]);
    return stage.person.calendar.edit(event.id, filled, { calendarId });
  }) },
  { name: 'change the guests of somebody else\'s event', rows: ['E92', 'E98'], weight: 4, ...onOne(theirs, (stage, dice, { calendarId, event }) => {
    const people = stage.people.map(({ google }) => google);
    return stage.person.calendar.edit(event.id, { guests: [...new Set([...someGuests(dice), dice.pick(people)])].filter((email) => email !== calendarId) }, { calendarId });
  }) },
  { name: 'delete somebody else\'s event', rows: ['E92', 'E15'], weight: 3, ...onOne(theirs, (stage, dice, { calendarId, event }) => stage.person.calendar.remove(event.id, { calendarId })) },
  { name: 'restore somebody else\'s event', rows: ['E95', 'E16'], weight: 8, ...restoring() },
  { name: 'copy somebody else\'s event', rows: ['E95', 'N15'], weight: 5, ...onOne(theirs, (stage, dice, { calendarId, event }) =>
    copied(stage, stage.person.calendar.copy(event.id, { start: soon(stage, dice), minutes: 60 }, { calendarId, from: calendarId }), calendarId, event.id)) },
  { name: 'copy somebody else\'s event to another calendar', rows: ['E95', 'E32'], weight: 2, ...onOne(theirs, (stage, dice, { calendarId, event }) => {
    const destination = dice.pick(stage.calendarIds.filter((id) => id !== calendarId));
    copied(stage, stage.person.calendar.copy(event.id, { start: soon(stage, dice), minutes: 60 }, { calendarId: destination, from: calendarId }), destination, event.id);
  }) },
  { name: 'copy a copy', rows: ['E95'], weight: 12, ...onOne((stage) => stage.singles((event) => names(event) !== null && !isOver(event, stage.now)).filter(({ calendarId, event }) => stage.copies.has(`${calendarId} ${event.id}`)), (stage, dice, { calendarId, event }) =>
    copied(stage, stage.person.calendar.copy(event.id, { start: soon(stage, dice), minutes: 60 }, { calendarId, from: calendarId }), calendarId, event.id)) },
  { name: 'move somebody else\'s event to another calendar', rows: ['E95', 'E31'], weight: 3, ...onOne((stage) => movable(stage, [...theirs(stage), ...theirSeries(stage)]), move) },
  { name: 'split somebody else\'s series', rows: ['E95', 'E38'], weight: 5, ...onOne((stage) => long(stage).filter(isTheirs(stage)), (stage, dice, seen) => {
    const one = dice.pick(stage.occurrencesOf(seen).slice(1));
    return split(stage, seen, one, dice.chance(0.5) ? { summary: someTitle(dice) } : laterThatDay(one, dice));
  }) },
  { name: 'move an occurrence of somebody else\'s series', rows: ['E95', 'E36'], weight: 4, ...onOne(theirSeries, (stage, dice, seen) => {
    const one = dice.pick(stage.occurrencesOf(seen));
    const filled = dice.chance(0.5) || one.start.date ? laterThatDay(one, dice) : { start: soon(stage, dice, { from: 25, to: 60 }), minutes: 45 };
    return stage.person.calendar.edit(one.id, filled, { calendarId: seen.calendarId });
  }) },
  { name: 'remove somebody else\'s meeting', rows: ['E95', 'E17'], weight: 2, ...onOne(theirs, (stage, dice, { calendarId, event }) => {
    stage.removedConferences.push({ calendarId, eventId: event.id, conferenceData: event.conferenceData });
    return stage.person.calendar.removeConference(event.id, { calendarId });
  }) },
  { name: 'replace somebody else\'s meeting', rows: ['E95', 'N15'], weight: 4, ...onOne(theirs, (stage, dice, seen) => add(stage, seen, { instead: true })) },
  { name: 'replace the meeting of somebody else\'s series', rows: ['E95'], weight: 1, ...onOne(theirSeries, (stage, dice, seen) => add(stage, seen, { instead: true })) },
  { name: 'add a meeting where one was removed', rows: ['E95', 'E17'], weight: 6, ...onOne(bare, (stage, dice, seen) => add(stage, seen)) },
  { name: 'invite a colleague who may change the event', rows: ['E96'], weight: 3, ...onOne((stage) => stage.singles((event) => !isOver(event, stage.now)), (stage, dice, { calendarId, event }) => {
    const invited = stage.people.map(({ google }) => google).filter((google) => google !== calendarId && google !== stage.me.google);
    const guests = [...new Set([...(event.attendees ?? []).map((/** @type {any} */ { email }) => email), dice.pick(invited.length > 0 ? invited : ['guest-1@example.com'])])];
    return stage.person.calendar.edit(event.id, { guests, guestsCanModify: true }, { calendarId });
  }) },
  { name: 'change an event as its guest', rows: ['E96', 'E92'], weight: 3, ...onInvitation((stage, dice, { calendarId, event }) =>
    stage.person.calendar.edit(event.id, dice.chance(0.5) ? { summary: someTitle(dice) } : { start: soon(stage, dice), minutes: 30 }, { calendarId })) },
  { name: 'try to add a meeting as a guest', rows: ['E96'], weight: 2, ...onInvitation(async (stage, dice, { calendarId, event }) => {
    const { size } = stage.hostOf;
    const editor = await stage.person.editEvent(calendarId, event.id).pickConference('webex-meeting');
    // A guest who hosts the event's meeting as a delegate gets that one.
    if (stage.hostOf.size > size) stage.trespass('a guest got a meeting for an event that they don\'t organize');
    editor.discard();
  }) },
  { name: 'disconnect', rows: ['E97'], weight: 1.5, possible: (stage) => !stage.me.isOut, act: (stage) => disconnect(stage, 'Disconnect') },
  { name: 'delete the meetings and disconnect', rows: ['E97'], weight: 1.2, possible: (stage) => !stage.me.isOut, act: (stage) => disconnect(stage, 'Delete meetings, then disconnect') },
];

/** Takes an event out of the trash whose meeting somebody else hosts by the rule. */
function restoring() {
  const list = (/** @type {Stage} */ stage) => deleted(stage).filter(({ calendarId, id }) => {
    const hosts = stage.hosts.of(calendarId, { id });
    return hosts.length > 0 && !hosts.includes(stage.me);
  });
  return {
    possible: (/** @type {Stage} */ stage) => list(stage).length > 0,
    act: (/** @type {Stage} */ stage, /** @type {import('./dice.js').Dice} */ dice) => {
      const { calendarId, id } = dice.pick(list(stage));
      return stage.person.calendar.restore(id, { calendarId });
    },
  };
}
