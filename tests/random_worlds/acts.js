// @ts-check
/**
 * Random acts of people on single events: they make, change, copy, move, delete and restore them.
 *
 * acts-series.js has the acts on series, acts-webex.js those at Webex and in the add-on's panel.
 * Invariants: an act does only what a person can do with the products; it lists the rows of docs/features.md's edge cases that it is about.
 */

import { actsOfSeries } from './acts-series.js';
import { actsOfIntruders } from './acts-intruder.js';
import { actsOfTeams } from './acts-team.js';
import { actsAtWebex } from './acts-webex.js';
import { copied, deletable, deleted, movable, move, onOne, pick, picked, someGuests, someTitle, soon } from './parts.js';
import { colleague, day, isOver, names } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./dice.js').Dice} Dice */
/** @typedef {import('./parts.js').Act} Act */

const oddTitles = ['', 'x'.repeat(300), '🚀'.repeat(90), 'פגישת צוות', 'Two\nlines', '<b>&amp;"quoted"</b>', ' spaces  around '];
const zones = ['America/New_York', 'Asia/Kolkata', 'Asia/Calcutta', 'Asia/Tokyo', 'Europe/London', 'Australia/Lord_Howe', 'UTC'];

/** @param {Stage} stage */
const upcoming = (stage) => stage.singles((event) => !isOver(event, stage.now));
/** @param {Stage} stage */
const withMeeting = (stage) => stage.singles((event) => names(event) !== null && !isOver(event, stage.now));
/** Lists nothing until the add-on knows the second calendar, since it could not follow an event that is copied to an unknown one. @param {(stage: Stage) => import('./stage.js').Seen[]} list */
const ifBothKnown = (list) => (/** @type {Stage} */ stage) => (stage.me.known.has(stage.second) ? list(stage) : []);

/** @param {string} address */
const shouted = (address) => address.replace(/^[^@]+/, (name) => name.toUpperCase());

/** @type {readonly Act[]} */
const actsOfEvents = [
  { name: 'pick', rows: ['E9'], weight: 8, act: (stage, dice) => pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: dice.pick([15, 30, 60, 90]), guests: someGuests(dice) }) },
  { name: 'pick with an odd title', rows: ['E86'], act: (stage, dice) => pick(stage, { summary: dice.pick(oddTitles), start: soon(stage, dice), minutes: 30 }) },
  { name: 'pick for a very short or very long event', rows: ['E23'], act: (stage, dice) => pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: dice.pick([0, 5, 1440, 2000, 4000]) }) },
  { name: 'pick for an all-day event', rows: ['E53', 'E55'], act: (stage, dice) => {
    const start = soon(stage, dice).slice(0, 10);
    const end = new Date(Date.parse(start) + dice.int(1, 3) * day).toISOString().slice(0, 10);
    return pick(stage, { summary: someTitle(dice), start, end, guests: someGuests(dice) });
  } },
  { name: 'pick in another zone', rows: ['E56', 'E58', 'E60'], act: (stage, dice) => {
    const [start, timeZone] = [soon(stage, dice), dice.pick(zones)];
    return pick(stage, { summary: someTitle(dice), start: { dateTime: start, timeZone }, end: { dateTime: start.replace(/T\d\d/, 'T20'), timeZone } });
  } },
  { name: 'pick with hundreds of guests', rows: ['E63'], weight: 0.5, act: async (stage, dice) => {
    const guests = Array.from({ length: dice.int(120, 260) }, (_, at) => `crowd-${at}@example.com`);
    const editor = await pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: 60, guests });
    stage.crowded.add(editor.eventId);
  } },
  { name: 'pick with a room and the host as guests', rows: ['E65', 'E70'], act: (stage, dice) => pick(stage, {
    summary: someTitle(dice), start: soon(stage, dice), minutes: 60, guests: [shouted(stage.me.google), 'room-1@resource.calendar.google.com', ...someGuests(dice)],
  }) },
  { name: 'pick and discard', rows: ['E14'], weight: 2, act: async (stage, dice) => {
    const editor = stage.person.newEvent({ summary: someTitle(dice), start: soon(stage, dice), minutes: 60 });
    await editor.pickConference('webex-meeting');
    editor.discard();
  } },
  { name: 'pick the Personal Room', rows: ['E19'], act: (stage, dice) => pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: 30 }, { solution: 'webex-personal-room' }) },
  { name: 'pick on a second calendar', rows: ['E11'], weight: 4, act: (stage, dice) => pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: 45, guests: someGuests(dice) }, { calendarId: stage.second }) },
  { name: 'insert without a conference', rows: [], act: (stage, dice) => stage.person.calendar.insert({ summary: someTitle(dice), start: soon(stage, dice), minutes: 60 }) },
  { name: 'add Webex to a saved event', rows: ['E9'], weight: 2, ...onOne((stage) => upcoming(stage).filter(({ event }) => !event.conferenceData), async (stage, dice, { calendarId, event }) => {
    const editor = await stage.person.calendar.pickConference(event.id, 'webex-meeting', { calendarId });
    picked(stage, editor);
  }) },
  { name: 'change the title', rows: ['E20'], weight: 5, ...onOne(upcoming, (stage, dice, { calendarId, event }) => stage.person.calendar.edit(event.id, { summary: someTitle(dice) }, { calendarId })) },
  { name: 'move in time', rows: ['E20'], weight: 5, ...onOne(upcoming, (stage, dice, { calendarId, event }) =>
    stage.person.calendar.edit(event.id, { start: soon(stage, dice), minutes: dice.pick([20, 30, 60]) }, { calendarId })) },
  { name: 'move to the past', rows: ['E22'], weight: 0.5, ...onOne(upcoming, (stage, dice, { calendarId, event }) =>
    stage.person.calendar.edit(event.id, { start: soon(stage, dice, { from: -5, to: -1 }), minutes: 30 }, { calendarId })) },
  { name: 'make an event all-day or timed', rows: ['E54', 'E53'], ...onOne(upcoming, (stage, dice, { calendarId, event }) => {
    const start = soon(stage, dice);
    const filled = event.start.date ? { start, minutes: 60 } : { start: start.slice(0, 10), end: new Date(Date.parse(start.slice(0, 10)) + day).toISOString().slice(0, 10) };
    return stage.person.calendar.edit(event.id, filled, { calendarId });
  }) },
  { name: 'change the zone', rows: ['E61', 'E56'], ...onOne((stage) => upcoming(stage).filter(({ event }) => event.start.dateTime), (stage, dice, { calendarId, event }) => {
    const [start, timeZone] = [soon(stage, dice), dice.pick(zones)];
    return stage.person.calendar.edit(event.id, { start: { dateTime: start, timeZone }, end: { dateTime: start.replace(/T\d\d/, 'T21'), timeZone } }, { calendarId });
  }) },
  { name: 'change description or colour', rows: ['E21'], ...onOne(upcoming, (stage, dice, { calendarId, event }) => {
    if (dice.chance(0.5)) return stage.person.calendar.edit(event.id, { description: `Agenda ${dice.int(1, 9)}` }, { calendarId });
    return stage.person.calendar.editOwn(event.id, { colorId: String(dice.int(1, 9)) }, { calendarId });
  }) },
  { name: 'make private', rows: ['E67'], weight: 0.5, ...onOne(upcoming, (stage, dice, { calendarId, event }) => stage.person.calendar.editOwn(event.id, { visibility: dice.pick(['private', 'default']) }, { calendarId })) },
  { name: 'add guests', rows: ['E20'], weight: 3, ...onOne(upcoming, (stage, dice, { calendarId, event }) => {
    const present = (event.attendees ?? []).map((/** @type {any} */ { email }) => email);
    const added = [...someGuests(dice), `guest-${dice.int(10, 19)}@example.com`].filter((email) => !present.includes(email));
    return added.length > 0 && stage.person.calendar.addGuests(event.id, added, { calendarId });
  }) },
  { name: 'remove guests', rows: ['E20'], weight: 2, ...onOne((stage) => upcoming(stage).filter(({ event }) => (event.attendees ?? []).length > 1), (stage, dice, { calendarId, event }) => {
    const { email } = dice.pick(event.attendees.filter((/** @type {any} */ guest) => !guest.self));
    return stage.person.calendar.removeGuests(event.id, [email], { calendarId });
  }) },
  { name: 'delete', rows: ['E15'], weight: 4, ...onOne(upcoming, (stage, dice, { calendarId, event }) => stage.person.calendar.remove(event.id, { calendarId })) },
  { name: 'delete a guest\'s own copy', rows: ['E68'], weight: 2, ...onOne((stage) => stage.events((event) => !event.organizer.self && event.organizer.email === colleague), (stage, dice, { calendarId, event }) =>
    stage.person.calendar.remove(event.id, { calendarId })) },
  { name: 'delete nearly all', rows: ['E91'], weight: 0.5, act: (stage) => {
    for (const { calendarId, event } of deletable(stage).slice(1)) stage.person.calendar.remove(event.id, { calendarId });
  } },
  { name: 'restore', rows: ['E16'], weight: 5, possible: (stage) => deleted(stage).length > 0, act: (stage, dice) => {
    const { calendarId, id } = dice.pick(deleted(stage));
    return stage.person.calendar.restore(id, { calendarId });
  } },
  { name: 'remove the conference', rows: ['E17'], weight: 3, ...onOne(withMeeting, (stage, dice, { calendarId, event }) => {
    stage.removedConferences.push({ calendarId, eventId: event.id, conferenceData: event.conferenceData });
    return stage.person.calendar.removeConference(event.id, { calendarId });
  }) },
  { name: 'switch to another provider', rows: ['E18'], ...onOne(withMeeting, (stage, dice, { calendarId, event }) => stage.person.calendar.switchConference(event.id, 'hangoutsMeet', { calendarId })) },
  { name: 'paste a foreign Webex link', rows: ['E19', 'E90'], ...onOne(upcoming, (stage, dice, { calendarId, event }) => stage.person.calendar.pasteLink(event.id, 'https://other.webex.com/meet/someone', 'location', { calendarId })) },
  { name: 'copy', rows: ['E27'], weight: 4, ...onOne(withMeeting, (stage, dice, { calendarId, event }) => {
    copied(stage, stage.person.calendar.copy(event.id, { start: soon(stage, dice), minutes: 60 }, { calendarId, from: calendarId }), calendarId, event.id);
  }) },
  { name: 'copy to the other calendar', rows: ['E27', 'E32'], ...onOne(ifBothKnown(withMeeting), (stage, dice, { calendarId, event }) => {
    const isMirror = dice.chance(0.5);
    const others = stage.calendarIds.filter((id) => id !== calendarId);
    const where = { from: calendarId, calendarId: others.length > 1 ? dice.pick(others) : others[0] };
    const copy = stage.person.calendar.copy(event.id, isMirror ? {} : { start: soon(stage, dice), minutes: 60 }, where);
    // A copy of a copy, back on the calendar of the event that both name, is no mirror.
    if (isMirror && !stage.world.calendars.entry(where.calendarId, names(event)?.event ?? '')) stage.mirrors.add(copy.id);
    copied(stage, copy, where.calendarId, event.id);
  }) },
  { name: 'move to the other calendar', rows: ['E31'], weight: 3, ...onOne((stage) => movable(stage, upcoming(stage)), move) },
  { name: 'receive an invitation', rows: ['E29'], weight: 2, act: (stage, dice) => stage.other.calendar.insert({ summary: someTitle(dice), start: soon(stage, dice), minutes: 30, guests: [stage.me.google] }) },
  { name: 'import a file with our link', rows: ['E33'], weight: 0.5, ...onOne(withMeeting, (stage, dice, { event }) =>
    stage.person.calendar.receive({ iCalUID: `uid-${dice.seed()}@elsewhere.example.com`, summary: 'Imported', start: event.start, end: event.end, organizer: { email: stage.me.google }, conferenceData: event.conferenceData })) },
];

/** The acts of a world of one person. @type {readonly Act[]} */
export const acts = [...actsOfEvents, ...actsOfSeries, ...actsAtWebex];

/** How often acts occur in a world of several people, where it is not as often as in a world of one. */
const weights = /** @type {Record<string, number>} */ ({
  pick: 4, 'pick for a series': 1, 'pick on a second calendar': 7, 'pick for a series on a second calendar': 5, 'change the title': 1, 'move in time': 1,
  'delete a guest\'s own copy': 0.5, delete: 2, restore: 2, 'remove the conference': 1.5, copy: 2, 'copy to the other calendar': 1.5,
  'move to the other calendar': 1, 'move a series to the other calendar': 1, 'cancel an occurrence': 1, 'restore an occurrence': 1,
  'move this and following events': 1, 'change the title of this and following events': 1, 'revoke the consent': 0.5, 'sign in again': 4,
  'keep the meetings of deleted events': 1,
});

/** The acts of a world of several people. @type {readonly Act[]} */
export const actsTogether = [...acts.map((act) => ({ ...act, weight: weights[act.name] ?? (act.weight ?? 1) / 8 })), ...actsOfTeams, ...actsOfIntruders];

/** @type {readonly Act[]} */
export const allActs = [...acts, ...actsOfTeams, ...actsOfIntruders];
