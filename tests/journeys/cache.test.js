// @ts-check
/** Journeys: the cache also remembers, for a time, that something does not exist. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, linkedWorld, meetings, minute, open, requestsSince, shows, site } from './world.js';

const hour = 60 * minute;
const other = 'beta.webex.com';
const sites = ['GET /v1/meetingPreferences/sites', 'GET /v1/meetings/templates'];

/** @param {import('./world.js').Person} person */
async function settings(person) {
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  shows(panel, /Settings/);
  return panel;
}

/** @param {import('./world.js').Person} person @param {string} day */
async function room(person, day) {
  const editor = person.newEvent({ summary: 'Room', start: `2026-03-${day}T10:00:00`, minutes: 60 });
  await editor.pickConference('webex-personal-room');
  return editor.conferenceError?.type ?? (await editor.save()).conferenceData.entryPoints[0].uri;
}

test('an empty list of templates is cached for six hours', async () => {
  // proves: F11, F12, A14
  const { world, person } = await linkedWorld();
  let from = world.webex.requests.length;
  await settings(person);
  assert.deepEqual(requestsSince(world, from).sort(), sites);
  from = world.webex.requests.length;
  await settings(person);
  await world.advance(5 * hour);
  await settings(person);
  assert.deepEqual(requestsSince(world, from), []);
  world.webex.templates.push({ id: 'T-board', name: 'Board meeting', locale: 'en_US', siteUrl: site, templateType: 'meeting', isDefault: false, isStandard: false, meeting: {} });
  await world.advance(65 * minute);
  assert.match(JSON.stringify((await settings(person)).card), /Board meeting/);
  assert.deepEqual(requestsSince(world, from).sort(), sites);
});

test('a list that can\'t be read is not asked for again for five minutes', async () => {
  // proves: F12, A14
  const { world, person } = await linkedWorld();
  world.webex.faults.add({ path: '/v1/meetings/templates', times: 1, status: 503 });
  await settings(person);
  const from = world.webex.requests.length;
  await settings(person);
  assert.deepEqual(requestsSince(world, from), []);
  world.clock.advance(5 * minute + 1000);
  await settings(person);
  assert.deepEqual(requestsSince(world, from).sort(), sites);
});

test('the lack of a Personal Room is cached for six hours, also for the next pick', async () => {
  // proves: F10, A13
  const { world, person } = await linkedWorld();
  world.webex.faults.add({ path: '/v1/meetingPreferences/personalMeetingRoom', times: 1, status: 404 });
  const from = world.webex.requests.length;
  assert.equal(await room(person, '03'), 'CONFERENCE_SOLUTION_FORBIDDEN');
  world.clock.advance(5 * hour);
  assert.equal(await room(person, '04'), 'CONFERENCE_SOLUTION_FORBIDDEN');
  assert.deepEqual(requestsSince(world, from), ['GET /v1/meetingPreferences/personalMeetingRoom']);
  world.clock.advance(65 * minute);
  assert.equal(await room(person, '05'), `https://${site}/meet/host`);
  assert.equal(requestsSince(world, from).length, 2);
  assert.equal(meetings(world).length, 0);
});

test('a refused Personal Room is not asked for again for five minutes', async () => {
  // proves: F10, P8
  const { world, person } = await linkedWorld({ webexUsers: [{ email: host, name: 'Host', sites: [site], personalRoom: false }] });
  const from = world.webex.requests.length;
  assert.equal(await room(person, '03'), 'CONFERENCE_SOLUTION_FORBIDDEN');
  world.clock.advance(4 * minute);
  assert.equal(await room(person, '04'), 'CONFERENCE_SOLUTION_FORBIDDEN');
  assert.equal(requestsSince(world, from).length, 3, 'the room, and twice why not');
  world.clock.advance(2 * minute);
  assert.equal(await room(person, '05'), 'CONFERENCE_SOLUTION_FORBIDDEN');
  assert.equal(requestsSince(world, from).length, 6);
});

test('choosing another site, which has another Personal Room, clears the cached one', async () => {
  // proves: F10, F11
  const { world, person } = await linkedWorld({
    webexSites: [{ siteUrl: site }, { siteUrl: other }],
    webexUsers: [{ email: host, name: 'Host', sites: [{ siteUrl: site, default: true }, { siteUrl: other, default: false }] }],
  });
  await room(person, '03');
  const from = world.webex.requests.length;
  const panel = await settings(person);
  panel.fill({ site: other });
  await panel.click('Save');
  assert.equal(panel.notification, 'Saved.');
  await room(person, '04');
  await room(person, '05');
  const asked = requestsSince(world, from).filter((one) => one.endsWith('personalMeetingRoom'));
  assert.equal(asked.length, 1);
});
