// @ts-check
/**
 * Two people with the add-on, Ann and Bob, and a calendar to which both may write.
 *
 * It checks that people see what they expect while a world is prepared. Invariant: everybody signs in through their own home page.
 */

import assert from 'node:assert/strict';
import { guests, host, linkedWorld, meetings, open, shows, site } from './world.js';

export const ann = host;
export const bob = 'bob@example.com';
export const [guest] = guests;
export const users = [ann, bob, guest].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
export const webexUsers = [ann, bob].map((email) => ({ email, name: email, sites: [site], timeZone: 'Europe/Paris' }));

/**
 * Links a person's Webex account through their own home page.
 * @param {import('./world.js').World} world
 * @param {string} email
 * @param {string} [webex] their address at Webex
 */
export async function signIn(world, email, webex = email) {
  const panel = await open(world.person(email).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: webex, decision: 'allow' });
  shows(panel, /Your Webex meetings/);
  await world.settle();
  return world.person(email);
}

/**
 * Ann and Bob, both with the add-on, and a team calendar that both may write to.
 * @param {any} [spec]
 */
export async function teamWorld(spec = {}) {
  const { world, person } = await linkedWorld({ users, webexUsers, ...spec });
  const other = await signIn(world, bob);
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: ann }).id;
  world.calendars.share(team, bob, 'writer');
  return { world, person, other, team };
}

/**
 * An event with a meeting from the panel, followed by whoever watches its calendar.
 * @param {import('./world.js').World} world
 * @param {any} person
 * @param {string} calendarId
 * @param {object} [filled]
 */
export async function withMeeting(world, person, calendarId, filled = {}) {
  const where = calendarId === person.email ? undefined : { calendarId };
  const event = person.calendar.insert({ summary: 'Review', start: '2026-03-10T10:00:00', minutes: 60, guests: [guest], ...filled }, where);
  const editor = await person.editEvent(calendarId, event.id).pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.settle();
  return event.id;
}

/** The state of all meetings at Webex, as its web page shows it. @param {import('./world.js').World} world */
export const told = (world) => meetings(world).map(({ title, start, hostEmail, invitees }) =>
  [title, start.slice(0, 16), hostEmail, invitees.map(({ email }) => email).sort()]).sort();

/** The host of each meeting by its title and start. @param {import('./world.js').World} world */
export const hosts = (world) => told(world).map(([title, start, email]) => `${title} ${start} ${email}`).sort();
