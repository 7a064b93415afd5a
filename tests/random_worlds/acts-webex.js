// @ts-check
/**
 * Random acts of people on Webex's site and on the add-on's cards.
 *
 * Invariant: the stage records each change that the person makes at Webex, so that model.js can tell it from an error of the add-on.
 */

import { deletable, onOne, pick, someTitle, soon } from './parts.js';
import { day, hour, isOver, minute, names } from './stage.js';

/** @typedef {import('./parts.js').Act} Act */
/** @typedef {import('./stage.js').Stage} Stage */

/** Single events with a meeting that Webex has and the acting person hosts. @param {Stage} stage */
const linked = (stage) => {
  const ids = new Set(stage.world.webex.meetings().filter(({ hostEmail }) => hostEmail === stage.me.webex).map(({ id }) => id));
  return stage.singles((event) => !isOver(event, stage.now + day) && ids.has(names(event)?.meeting ?? ''));
};

/** @param {Stage} stage @param {string} id */
function changes(stage, id) {
  const known = stage.changed.get(id) ?? { titles: [], starts: [] };
  stage.changed.set(id, known);
  return known;
}

/** @type {readonly Act[]} */
export const actsAtWebex = [
  { name: 'change the title at Webex', rows: ['E25'], ...onOne(linked, (stage, dice, { event }) => {
    const [{ meeting }, title] = [/** @type {any} */ (names(event)), `Webex ${someTitle(dice)}`];
    stage.world.webex.person(stage.me.webex).changeMeeting(meeting, { title, sendEmail: false });
    changes(stage, meeting).titles.push(title);
  }) },
  { name: 'move at Webex', rows: ['E25'], ...onOne(linked, (stage, dice, { event }) => {
    const { meeting } = /** @type {any} */ (names(event));
    const start = new Date(stage.now + dice.int(2, 20) * day).toISOString().slice(0, 11);
    const [from, to] = [`${start}08:00:00`, `${start}09:00:00`];
    stage.world.webex.person(stage.me.webex).changeMeeting(meeting, { start: from, end: to, timezone: 'UTC', sendEmail: false });
    changes(stage, meeting).starts.push(Date.parse(`${from}Z`));
  }) },
  { name: 'delete at Webex', rows: ['E24'], ...onOne(linked, (stage, dice, { event }) => {
    const { meeting } = /** @type {any} */ (names(event));
    stage.world.webex.person(stage.me.webex).deleteMeeting(meeting, { sendEmail: false });
    stage.deleted.add(meeting);
  }) },
  { name: 'schedule at Webex', rows: ['E19'], weight: 0.5, act: (stage, dice) => {
    const start = soon(stage, dice);
    stage.made.add(stage.world.webex.person(stage.me.webex).schedule({ title: someTitle(dice), start, end: start.replace(/T\d\d/, 'T20'), timezone: 'Europe/Paris', sendEmail: false }));
  } },
  { name: 'revoke the consent', rows: ['E74'], act: (stage) => stage.revoke() },
  { name: 'sign in again', rows: ['E74', 'E84'], weight: 3, act: (stage) => {
    const out = stage.people.filter(({ isOut }) => isOut);
    if (out.length > 0 && !stage.me.isOut) stage.me = out[0];
    return comeBack(stage);
  } },
  { name: 'open the homepage', rows: [], act: (stage) => stage.person.openHome({ host: 'CALENDAR' }) },
  { name: 'open an event', rows: [], weight: 2, ...onOne((stage) => stage.singles(), (stage, dice, { calendarId, event }) => stage.person.openEvent(calendarId, event.id)) },
  { name: 'keep the meetings of deleted events', rows: ['E91'], weight: 0.5, act: async (stage, dice) => {
    // Where several people share the meetings of a world, nobody has enough of them for the question.
    for (let left = stage.people.length > 1 ? 6 : 0; left > 0; left -= 1) await pick(stage, { summary: someTitle(dice), start: soon(stage, dice), minutes: 30 });
    if (stage.people.length > 1) await stage.advance(2 * minute);
    // The add-on asks only about many deletions at once, and only after the grace time.
    for (const { calendarId, event } of deletable(stage)) stage.person.calendar.remove(event.id, { calendarId });
    await stage.advance(2 * hour + 10 * minute);
    return answerHold(stage, 'Keep the meetings');
  } },
  { name: 'be away for three days', rows: ['E5'], weight: 0.5, act: async (stage) => {
    await stage.advance(hour);
    await stage.jump(stage.now + 3 * day);
  } },
];

/** Signs the acting person in. Afterwards their add-on knows their own calendar only, if they had disconnected. @param {Stage} stage */
async function comeBack(stage) {
  if (!await stage.signIn()) return false;
  stage.me.isOut = false;
  return true;
}

/**
 * Answers the question about many deletions, if the homepage has it.
 * @param {Stage} stage @param {'Keep the meetings' | 'Delete the meetings'} button
 */
export async function answerHold(stage, button) {
  const home = await stage.person.openHome({ host: 'CALENDAR' });
  if (home.error !== null || !home.text().includes(button)) return false;
  if (button === 'Keep the meetings') {
    const shown = new Set(stage.events().map(({ event }) => names(event)?.meeting));
    for (const { id, hostEmail } of stage.world.webex.meetings()) if (hostEmail === stage.me.webex && !shown.has(id)) stage.kept.add(id);
  }
  await home.click(button);
  return true;
}
