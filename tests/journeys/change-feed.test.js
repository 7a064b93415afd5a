// @ts-check
/** Journeys: changes that are reported late, on several pages or not at all, and meetings that are in progress, over or of odd length. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const day = 24 * 60 * minute;
/** @param {import('./world.js').World} world */
const runChangeTrigger = (world) => world.run(host, 'onCalendarChange', { calendarId: host, authMode: 'FULL', triggerUid: '1' }, { kind: 'trigger' });

test('a run that ends between two pages keeps the old sync token, and the next one misses and doubles nothing', async () => {
  // proves: E2, N2
  const { world, person } = await linkedWorld();
  world.calendars.switches.pageLimit = 2;
  const ids = [];
  for (let number = 1; number <= 5; number++) {
    const editor = person.newEvent({ summary: `Meeting ${number}`, start: `2026-03-1${number}T10:00:00`, minutes: 60 });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
  }
  const token = world.user(host).properties.get('calendars');
  world.faults.add({ match: 'Calendar.Events.list', call: 2, at: 'die-before' });
  await world.settle();
  assert.equal(world.user(host).properties.get('calendars'), token);
  assert.ok(meetings(world).every(({ title }) => title === 'Webex meeting'));
  await runChangeTrigger(world);
  assert.deepEqual(meetings(world).map(({ title }) => title).sort(), ids.map((_, at) => `Meeting ${at + 1}`));
});

test('a change of one event leaves the meetings of all others as they are', async () => {
  // proves: E4
  const { world, person, eventId, meeting } = await meetingWorld();
  const editor = person.newEvent({ summary: 'Other', start: '2026-03-04T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  person.calendar.edit(editor.eventId, { summary: 'Changed' });
  await world.settle();
  await world.advance(3 * 60 * minute);
  const titles = meetings(world).map((one) => [one.id === meeting.id, one.title]);
  assert.deepEqual(titles.sort(), [[false, 'Changed'], [true, 'Design review']]);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('a change whose trigger is lost is followed within the hour', async () => {
  // proves: E5
  const { world, person, eventId } = await meetingWorld();
  world.faults.firing('lost');
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Design review');
  await world.advance(61 * minute);
  assert.equal(onlyMeeting(world).title, 'Changed');
});

test('two runs at once: the second leaves a mark, and the first lists once more before it ends', async () => {
  // proves: E6
  const { world, person, eventId } = await meetingWorld();
  world.faults.add({
    match: 'Calendar.Events.list',
    at: 'after',
    run: () => {
      world.faults.firing('lost');
      person.calendar.edit(eventId, { summary: 'Changed meanwhile' });
      world.runNested(host, 'onCalendarChange', { calendarId: host, authMode: 'FULL', triggerUid: '2' }, { kind: 'trigger' });
    },
  });
  person.calendar.edit(eventId, { summary: 'Changed' });
  const [first, second] = await world.settle();
  assert.equal(first.calls.filter(({ method }) => method === 'Events.list').length, 2);
  assert.deepEqual(world.roundTrips(second), { total: 2, Lock: 1, Cache: 1 });
  assert.equal(onlyMeeting(world).title, 'Changed meanwhile');
});

test('a list that does not show a new event yet deletes nothing', async () => {
  // proves: E10
  const { world, person } = await linkedWorld();
  world.calendars.switches.listLagMs = 5 * minute;
  const editor = person.newEvent({ summary: 'Late in the list', start: '2026-03-04T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Webex meeting');
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'Late in the list');
});

test('a meeting in progress is changed after its end, and a change of an event that is over is not sent', async () => {
  // proves: E22
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { minutes: 240 } });
  await world.advance(day);
  const webex = world.webex.person(host);
  webex.startMeeting(meeting.id);
  person.calendar.edit(eventId, { summary: 'Renamed while it runs' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Design review');
  webex.endMeeting(meeting.id);
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'Renamed while it runs');
  await world.advance(day);
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { summary: 'Renamed the day after' });
  await world.settle();
  assert.deepEqual(requestsSince(world, from), []);
});

test('an event of five minutes gets a meeting of ten, and the card says so', async () => {
  // proves: E23
  const { person, eventId, meeting } = await meetingWorld({ fields: { minutes: 5 } });
  assert.deepEqual([meeting.start, meeting.end], ['2026-03-03T10:00:00+01:00', '2026-03-03T10:10:00+01:00']);
  shows(await open(person.openEvent(host, eventId)), /10 minutes|ten minutes/);
});

test('guests who decline or delete their own copies leave the meeting in place', async () => {
  // proves: E68, E69
  const users = [host, ...guests].map((email) => ({ email, name: email.split('@')[0], locale: 'en-US', timeZone: 'Europe/Paris' }));
  const { world, eventId, meeting } = await meetingWorld({ spec: { users, webexUsers: [{ email: host, name: 'Host', sites: [site] }] } });
  for (const email of guests) world.person(email).calendar.answer(eventId, 'declined');
  world.person(guests[0]).calendar.remove(eventId);
  await world.advance(3 * 60 * minute);
  assert.equal(onlyMeeting(world).id, meeting.id);
});

test('where Google leaves guests out of a long list, nobody loses the invitation', async () => {
  // proves: E63
  const { world, person, eventId } = await meetingWorld();
  person.calendar.addGuests(eventId, Array.from({ length: 210 }, (_, at) => `guest-${at + 3}@example.com`));
  assert.equal(person.calendar.see(eventId).attendeesOmitted, true);
  person.calendar.edit(eventId, { summary: 'Everybody' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Everybody');
  assert.deepEqual(onlyMeeting(world).invitees.map((one) => one.email).sort(), guests);
});

test('neither Webex nor Google mails anybody about the add-on\'s writes', async () => {
  // proves: E72, N6
  const { world, person, eventId } = await meetingWorld();
  person.calendar.remove(eventId, { sendUpdates: 'none' });
  await world.advance(2 * 60 * minute);
  person.calendar.restore(eventId);
  const mails = world.calendars.mails.length;
  await world.settle();
  assert.ok(world.executions.some(({ calls }) => calls.some(({ method }) => method === 'Events.patch')));
  assert.equal(world.calendars.mails.length, mails);
  assert.deepEqual(world.webex.mail, []);
});

test('a token is renewed before it ends, so that Webex never refuses one', async () => {
  // proves: E76
  const { world, person, eventId } = await meetingWorld({ fields: { start: '2026-05-03T10:00:00' } });
  await world.advance(14 * day);
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { summary: 'Two weeks later' });
  await world.settle();
  last(world, 'onCalendarChange');
  assert.equal(onlyMeeting(world).title, 'Two weeks later');
  assert.equal(requestsSince(world, from)[0], 'POST /v1/access_token');
  assert.ok(world.webex.requests.slice(from).every(({ status }) => status === 200));
});

test('two runs that renew a rotating token at once both go on, and the newer token stays', async () => {
  // proves: E75, N8
  const { world, person, eventId } = await meetingWorld({ fields: { start: '2026-05-03T10:00:00' }, spec: { options: { webex: { refreshReply: 'rotated' } } } });
  await world.advance(14 * day);
  const editor = person.newEvent({ summary: 'Meanwhile', start: '2026-05-04T10:00:00', minutes: 60 });
  const argument = { eventData: { calendarId: host, eventId: editor.eventId } };
  /** @type {any} */
  let nested;
  world.faults.add({
    entry: 'onCalendarChange',
    match: 'UrlFetchApp.fetchAll',
    run: () => {
      nested = world.runNested(host, 'createWebexMeeting', argument, { kind: 'addon' });
    },
  });
  person.calendar.edit(eventId, { summary: 'Two weeks later' });
  await world.settle();
  last(world, 'onCalendarChange');
  assert.equal(nested.value.json.error, undefined);
  assert.deepEqual(meetings(world).map(({ title }) => title).sort(), ['Two weeks later', 'Webex meeting']);
  person.calendar.edit(eventId, { summary: 'And again' });
  await world.settle();
  assert.ok(meetings(world).some(({ title }) => title === 'And again'));
});
