// @ts-check
/** Journeys: the person links another Webex account, and later the first one again; and a location that names another meeting. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, meetings, meetingWorld, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const second = 'second@example.com';
const webexUsers = [host, second].map((email) => ({ email, name: email, sites: [site], timeZone: 'Europe/Paris' }));

/**
 * Revokes the consent of one Webex account and signs the person in with another.
 * @param {import('./world.js').World} world @param {import('./world.js').Person} person @param {string} eventId @param {string} from @param {string} to
 */
async function changeAccount(world, person, eventId, from, to) {
  world.webex.person(from).revoke('C-meetwright');
  // The next call is refused, and the card asks for a new sign-in.
  person.calendar.edit(eventId, { description: 'Anything' });
  person.calendar.addGuests(eventId, [`guest-of-${to}`]);
  await world.settle();
  const panel = await open(person.openEvent(host, eventId));
  shows(panel, /Webex has ended your sign-in/);
  await panel.signIn({ email: to, decision: 'allow' });
  await world.advance(2 * hour);
}

test('meetings of the previous account are left alone and shown, and followed again after it is linked again', async () => {
  // proves: E77, N8
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { start: '2026-03-09T10:00:00' }, spec: { webexUsers } });
  await changeAccount(world, person, eventId, host, second);
  shows(await open(person.openEvent(host, eventId)), /belongs to the Webex account that you were linked to before/);
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { summary: 'Renamed meanwhile' });
  await world.advance(26 * hour);
  assert.deepEqual(requestsSince(world, from).filter((request) => request.includes(meeting.id)), []);
  assert.equal(onlyMeeting(world).title, 'Design review');

  // New meetings are made in the account that is linked now.
  const editor = person.newEvent({ summary: 'Another', start: '2026-03-10T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  assert.deepEqual(meetings(world).map(({ title, hostEmail }) => [title, hostEmail]), [['Design review', host], ['Another', second]]);

  await changeAccount(world, person, editor.eventId, second, host);
  assert.deepEqual(meetings(world).map(({ title }) => title), ['Renamed meanwhile', 'Another']);
});

test('the card warns of a location with another meeting\'s link, and not of the event\'s own link', async () => {
  // proves: E90
  const warned = /The location of this event names another meeting/;
  const { person, eventId, event } = await meetingWorld();
  for (const location of ['https://zoom.us/j/123', 'Room 5, @webex', 'https://acme.webex.com/meet/somebody']) {
    person.calendar.edit(eventId, { location });
    shows(await open(person.openEvent(host, eventId)), warned);
  }
  const own = event.conferenceData.entryPoints[0].uri;
  for (const location of ['Room 5', own]) {
    person.calendar.edit(eventId, { location });
    const panel = await open(person.openEvent(host, eventId));
    assert.doesNotMatch(panel.text().replace(/[│\s]+/g, ' '), warned, location);
  }
});
