// @ts-check
/** Journeys: the event's card in the open editor, and the settings. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, newWorld, onlyMeeting, open, requestsSince, shows, site } from './world.js';

test('the panel puts a meeting into the open editor, and saving keeps it', async () => {
  // proves: F4, S4, A15
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ summary: 'Planning', start: '2026-03-03T10:00:00', minutes: 60, guests });
  await world.settle();
  const panel = await open(person.openEvent(host, id));
  shows(panel, /Planning.*This event has no Webex meeting.*Add Webex meeting/);
  await panel.click('Add Webex meeting');
  assert.equal(panel.error, null, String(panel.error));

  assert.equal(person.calendar.see(id).conferenceData, undefined, 'nothing is written before the person saves');
  assert.equal(onlyMeeting(world).title, 'Planning');
  await panel.editor.save();
  await world.settle();

  assert.equal(person.calendar.see(id).conferenceData.entryPoints[0].uri, onlyMeeting(world).webLink);
  assert.deepEqual(onlyMeeting(world).invitees.map((one) => one.email).sort(), guests);
  shows(await open(person.openEvent(host, id)), /In step with Webex/);
});

test('a meeting in an event that was not saved is shown as waiting, and is deleted after two days', async () => {
  // proves: E14, N4
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ summary: 'Planning', start: '2026-03-09T10:00:00', minutes: 60 });
  const panel = await open(person.openEvent(host, id));
  await panel.click('Add Webex meeting');
  panel.editor.discard();
  shows(await open(person.openEvent(host, id)), /Ready\. Save the event to keep the meeting/);
  await world.advance(52 * 60 * minute);
  assert.equal(meetings(world).length, 0);
});

test('opening an event when warm costs one load of properties, one read of the calendar and no request', async () => {
  // proves: A24, S3
  const { world, person, eventId } = await meetingWorld();
  await open(person.openEvent(host, eventId));
  assert.deepEqual(world.roundTrips(last(world, 'onCalendarEventOpen')), { total: 2, Properties: 1, Calendar: 1 });
});

test('the card has a Join button and every way of joining, and its Remove button says how long the meeting stays', async () => {
  // proves: F14, F7
  const { world, person, eventId, meeting } = await meetingWorld();
  const panel = await open(person.openEvent(host, eventId));
  await panel.click('Join');
  assert.equal(panel.openedLink.url, meeting.webLink);
  await panel.click('How to join');
  shows(panel, new RegExp(`${meeting.meetingNumber}.*Password`));
  panel.back();
  await panel.click('Remove');
  assert.match(panel.notification, /Removed\. The Webex meeting is deleted in 15 minutes/);
  shows(panel, /The meeting will be deleted in 15 minutes/);
  assert.equal(person.calendar.see(eventId).conferenceData, undefined);
  await world.advance(90 * minute);
  assert.equal(meetings(world).length, 0);
});

test('a removed meeting that is added again is the same one', async () => {
  // proves: E16
  const { world, person, eventId, meeting } = await meetingWorld();
  const panel = await open(person.openEvent(host, eventId));
  await panel.click('Remove');
  await panel.click('Add Webex meeting');
  assert.equal(panel.error, null, String(panel.error));
  await panel.editor.save();
  await world.advance(3 * 60 * minute);
  assert.equal(onlyMeeting(world).id, meeting.id);
});

test('"Sync now" brings a meeting in step at once', async () => {
  // proves: N4
  const { world, person, eventId } = await meetingWorld();
  world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 1, status: 503 });
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const panel = await open(person.openEvent(host, eventId));
  await panel.click('Sync now');
  assert.equal(panel.notification, 'Webex is in step.');
  shows(panel, /Changed.*In step with Webex/);
  assert.equal(onlyMeeting(world).title, 'Changed');
});

test('a new meeting replaces one that was deleted at Webex when the person asks for it', async () => {
  // proves: E24
  const { world, person, eventId, meeting } = await meetingWorld();
  world.webex.person(host).deleteMeeting(meeting.id);
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const panel = await open(person.openEvent(host, eventId));
  shows(panel, /Make a new meeting.*The meeting was deleted at Webex/);
  await panel.click('Make a new meeting');
  assert.equal(panel.error, null, String(panel.error));
  await panel.editor.save();
  await world.settle();
  const again = onlyMeeting(world);
  assert.equal(person.calendar.see(eventId).conferenceData.entryPoints[0].uri, again.webLink);
  assert.equal(again.title, 'Changed');
});

test('such a new meeting is deleted after two days if the event is not saved, and no other one is made', async () => {
  // proves: E14, E24
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { start: '2026-03-20T10:00:00' } });
  world.webex.person(host).deleteMeeting(meeting.id);
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const panel = await open(person.openEvent(host, eventId));
  await panel.click('Make a new meeting');
  panel.editor.discard();
  onlyMeeting(world);
  world.webex.faults.add({ method: 'DELETE', path: /\/v1\/meetings\//, times: 1, status: 503 });
  await world.advance(54 * 60 * minute);
  assert.equal(meetings(world).length, 0);
  await world.advance(5 * 60 * minute);
  assert.equal(meetings(world).length, 0);
  shows(await open(person.openEvent(host, eventId)), /The meeting was deleted at Webex/);
});

test('the card of an unsaved event says how to add a meeting', async () => {
  const { person } = await linkedWorld();
  const editor = person.newEvent({ summary: 'New', start: '2026-03-03T10:00:00', minutes: 60 });
  shows(await open(editor.openPanel()), /This event is not saved yet/);
});

test('the card of a focus time says why it can\'t have a meeting', async () => {
  // proves: E85
  const { person } = await linkedWorld();
  const focus = person.calendar.insert({ summary: 'Focus', start: '2026-03-04T10:00:00', minutes: 60, eventType: 'focusTime' });
  shows(await open(person.openEvent(host, focus.id)), /Entries such as out of office, focus time and working location can.t have a meeting/);
});

test('the settings offer kind and template, remember the choice, and read their lists from the cache', async () => {
  // proves: F12, P4, A14
  const { world, person } = await linkedWorld();
  world.webex.templates.push(...templates);
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.click('Settings');
  shows(home, /Meeting template/);
  home.fill({ kind: 'room', template: 'T-board' });
  await home.click('Save');
  assert.equal(home.notification, 'Saved.');
  const from = world.webex.requests.length;
  const again = await open(person.openHome({ host: 'CALENDAR' }));
  await again.click('Settings');
  assert.deepEqual(requestsSince(world, from), []);
  assert.deepEqual([again.values.kind, again.values.template].flat(), ['room', 'T-board']);
  const { id } = person.calendar.insert({ summary: 'Board', start: '2026-03-03T10:00:00', minutes: 60 });
  const panel = await open(person.openEvent(host, id));
  assert.deepEqual(panel.labels.slice(0, 2), ['Use my Personal Room', 'Add Webex meeting']);
});

test('of several sites without a default the person chooses one, and meetings are made there', async () => {
  // proves: F11, E80, P6
  const other = 'beta.webex.com';
  const sites = [{ siteUrl: site, default: false }, { siteUrl: other, default: false }];
  const world = await newWorld({
    webexSites: [{ siteUrl: site }, { siteUrl: other }],
    webexUsers: [{ email: host, name: 'Host', sites }],
  });
  const person = world.person(host);
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.signIn({ email: host, decision: 'allow' });
  shows(home, /Choose the Webex site of your meetings/);
  home.fill({ site: other });
  await home.click('Save');
  const editor = person.newEvent({ summary: 'There', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  assert.equal(onlyMeeting(world).siteUrl, other);
});

test('an all-day event gets a meeting of its first day, with a visible note', async () => {
  // proves: E53, E55
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ summary: 'Offsite', start: '2026-03-10', end: '2026-03-12' });
  const panel = await open(person.openEvent(host, id));
  await panel.click('Add Webex meeting');
  await panel.editor.save();
  await world.settle();
  const meeting = onlyMeeting(world);
  assert.deepEqual([meeting.start, meeting.end], ['2026-03-10T00:00:00+01:00', '2026-03-10T23:59:00+01:00']);
  shows(await open(person.openEvent(host, id)), /Tue, Mar 10 – Wed, Mar 11, all day.*from 00:00 to 23:59 of its first day/);
});

test('the homepage lists the next meetings with their Join buttons', async () => {
  // proves: P9
  const { person, meeting } = await meetingWorld();
  const home = await open(person.openHome({ host: 'GMAIL' }));
  shows(home, /Tue, Mar 3, 10:00 AM – 11:00 AM Design review/);
  await home.click('Join');
  assert.equal(home.openedLink.url, meeting.webLink);
});

/** @type {any[]} */
const templates = [
  { id: 'T-board', name: 'Board meeting', locale: 'en_US', siteUrl: site, templateType: 'meeting', isDefault: false, isStandard: false },
];

test('the add-on\'s menu leads to the homepage and to the settings', async () => {
  const { person } = await linkedWorld();
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.universal('Settings');
  shows(home, /Settings.*Default for new meetings/);
  await home.universal('Meetwright');
  shows(home, /Your Webex meetings/);
});

test('Calendar\'s settings button leads to Webex, or to the sign-in for someone who is not linked', async () => {
  const { person } = await linkedWorld();
  assert.equal(await person.openSettings(), 'https://settings.webex.com/');
  const other = await newWorld();
  assert.match(await other.person(host).openSettings(), /^https:\/\/webexapis\.com\/v1\/authorize\?/);
});

test('adding a guest in the open editor updates the event\'s card', async () => {
  const { world, person, eventId } = await meetingWorld();
  const editor = person.editEvent(host, eventId);
  await editor.openPanel();
  editor.addGuest('guest-9@example.com');
  await editor.save();
  last(world, 'onCalendarEventUpdate');
  await world.settle();
  assert.ok(onlyMeeting(world).invitees.some((one) => one.email === 'guest-9@example.com'));
});

test('an expired token is renewed once, and a revoked one needs one sign-in, after which nothing is lost', async () => {
  // proves: E74, N8
  const { world, person, eventId } = await meetingWorld();
  await world.advance(13 * 24 * 60 * minute + 23 * 60 * minute + 58 * minute);
  person.calendar.edit(eventId, { start: '2026-04-03T10:00:00', minutes: 60 });
  await world.settle();
  assert.equal(onlyMeeting(world).start, '2026-04-03T10:00:00+02:00');
  world.webex.person(host).revoke('C-meetwright');
  person.calendar.edit(eventId, { summary: 'While signed out' });
  await world.advance(3 * 60 * minute);
  assert.equal(onlyMeeting(world).title, 'Design review');
  const from = world.webex.requests.length;
  await world.advance(3 * 60 * minute);
  assert.deepEqual(requestsSince(world, from), [], 'no request is sent without a sign-in');
  const panel = await open(person.openEvent(host, eventId));
  shows(panel, /Webex has ended your sign-in/);
  await panel.signIn({ email: host, decision: 'allow' });
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'While signed out');
});

test('a change that was refused by Webex is shown and tried again when the event changes', async () => {
  // proves: N4
  const { world, person, eventId } = await meetingWorld();
  world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 1, status: 400, message: 'title not allowed' });
  person.calendar.edit(eventId, { summary: 'Refused' });
  await world.advance(3 * 60 * minute);
  shows(await open(person.openEvent(host, eventId)), /Webex does not accept this time or title/);
  assert.equal(onlyMeeting(world).title, 'Design review');
  person.calendar.edit(eventId, { summary: 'Accepted' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Accepted');
});
