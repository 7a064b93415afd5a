// @ts-check
/** Journeys: the card and the conferencing menu say why something fails, and who has to do what about it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, newWorld, onlyMeeting, open, requestsSince, shows, site } from './world.js';

/** @typedef {import('../../simulator/world.js').World} World */

const client = 'C-meetwright';
const second = 'beta.webex.com';
const third = 'gamma.webex.com';
const scopes = ['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'spark:people_read'];

/** @param {string[]} own the first is the default */
const withSites = (...own) => ({
  webexSites: own.map((siteUrl) => ({ siteUrl })),
  webexUsers: [{ email: host, name: 'Host', sites: own.map((siteUrl, at) => ({ siteUrl, default: at === 0 })), timeZone: 'Europe/Paris' }],
});

/** @param {World} world */
const account = (world) => JSON.parse(world.user(host).properties.get('account') ?? '{}');

/** The error of a pick in the conferencing menu. @param {import('./world.js').Person} person @param {string} [solution] */
async function menu(person, solution = 'webex-meeting') {
  const editor = person.newEvent({ summary: 'Review', start: '2026-03-04T10:00:00', minutes: 60 });
  await editor.pickConference(solution);
  return { editor, type: editor.conferenceError?.type ?? null };
}

/** The panel of a saved event after a click on "Add Webex meeting". @param {import('./world.js').Person} person */
async function clicked(person) {
  const { id } = person.calendar.insert({ summary: 'Review', start: '2026-03-05T15:00:00', minutes: 60 });
  const panel = await open(person.openEvent(host, id));
  await panel.click('Add Webex meeting');
  return panel;
}

test('not set up: the card names the administrator, and the menu reports a permanent error', async () => {
  // proves: F1, P8
  const world = await newWorld({ integration: false });
  const person = world.person(host);
  assert.equal((await menu(person)).type, 'PERMANENT');
  shows(await open(person.openHome({ host: 'CALENDAR' })), /not set up yet. An administrator has to enter/);
});

for (const unlicensedSites of ['listed', 'absent']) {
  test(`no host licence: the card says so, and a second click does not ask for the reason again, with the sites ${unlicensedSites}`, async () => {
    // proves: F1, E81, P8
    const { world, person } = await linkedWorld({ options: { webex: { unlicensedSites } } });
    world.webex.admin.removeHostLicence(host);
    const from = world.webex.requests.length;
    assert.equal((await menu(person)).type, 'PERMISSION_DENIED');
    assert.deepEqual(requestsSince(world, from), ['POST /v1/meetings', 'GET /v1/meetingPreferences/sites', 'GET /v1/meetings/templates']);
    const first = world.roundTrips(last(world, 'createWebexMeeting'));
    assert.match((await clicked(person)).notification, /seems to lack a host licence. Ask your Webex administrator/);
    assert.equal(requestsSince(world, from).filter((one) => one.startsWith('GET /v1/meetingPreferences')).length, 1);
    await menu(person);
    const again = world.roundTrips(last(world, 'createWebexMeeting'));
    assert.deepEqual([first.UrlFetchApp, first.Cache, again.UrlFetchApp, again.Cache], [2, 2, 1, 1]);
    world.webex.admin.giveHostLicence(host);
    assert.equal((await menu(person)).type, null);
  });
}

/** @type {Record<string, [string, (world: World) => void]>} */
const offs = {
  'the site lets no integration in': ['until refresh', ({ webex }) => webex.admin.setApiAccess(site, false)],
  'the organisation refuses the integration': ['refused', ({ webex }) => webex.admin.disableIntegration(client)],
};

for (const [name, [disabledIntegration, take]] of Object.entries(offs)) {
  test(`access switched off: ${name}, for meetings and Personal Rooms`, async () => {
    // proves: F1, E81, P8
    const { world, person } = await linkedWorld({ options: { webex: { disabledIntegration } } });
    take(world);
    assert.equal((await menu(person)).type, 'PERMISSION_DENIED');
    assert.equal((await menu(person, 'webex-personal-room')).type, 'PERMISSION_DENIED');
    assert.match((await clicked(person)).notification, /does not let Meetwright in. Ask your Webex administrator/);
  });
}

test('an integration that was disabled together with its tokens leads to the sign-in', async () => {
  // proves: P8
  const { world, person } = await linkedWorld({ options: { webex: { disabledIntegration: 'ended' } } });
  world.webex.admin.disableIntegration(client);
  assert.equal((await menu(person)).type, 'AUTHENTICATION');
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Webex has ended your sign-in/);
});

test('another site: the only remaining one is taken, and the next try works', async () => {
  // proves: F1, P6, E80
  const { world, person } = await linkedWorld(withSites(site, second));
  world.webex.admin.removeSite(host, site);
  const { editor, type } = await menu(person);
  assert.equal(type, 'TEMPORARY');
  assert.equal(account(world).site, second);
  await editor.pickConference('webex-meeting');
  assert.equal(onlyMeeting(world).siteUrl, second);
});

test('another site: the person chooses one of several remaining ones', async () => {
  // proves: F1, E80
  const { world, person } = await linkedWorld(withSites(site, second, third));
  world.webex.admin.removeSite(host, site);
  const panel = await clicked(person);
  shows(panel, /You can no longer use your Webex site. Refresh and choose another one/);
  await panel.click('Refresh');
  shows(panel, /Choose the Webex site of your meetings/);
  panel.fill({ site: third });
  await panel.click('Save');
  shows(panel, /Your Webex meetings/);
  assert.equal((await menu(person)).type, null);
  assert.equal(onlyMeeting(world).siteUrl, third);
});

test('another site: the menu reports that the person may not use this conference', async () => {
  // proves: P8
  const { world, person } = await linkedWorld(withSites(site, second, third));
  world.webex.admin.removeSite(host, site);
  assert.equal((await menu(person)).type, 'CONFERENCE_SOLUTION_FORBIDDEN');
});

test('a missing Webex scope: the sign-in is asked for again, and says when the integration lacks it', async () => {
  // proves: F1, P8
  const { world, person } = await linkedWorld({ options: { webex: { narrowedScopes: 'dropped' } } });
  world.webex.admin.setScopes(client, scopes.filter((scope) => scope !== 'meeting:schedules_write'));
  world.webex.person(host).endAccess();
  const from = world.webex.requests.length;
  const { editor, type } = await menu(person);
  assert.equal(type, 'AUTHENTICATION');
  assert.deepEqual(requestsSince(world, from).filter((one) => one.startsWith('GET')), [], 'the token reply says it already');
  const panel = await clicked(person);
  shows(panel, /Webex did not grant everything that Meetwright needs. Sign in again; if that does not help, your administrator has to add scopes/);
  await panel.signIn();
  assert.match(panel.signInPage ?? '', /your administrator has to add scopes/);
  world.webex.admin.setScopes(client, scopes);
  await editor.signIn();
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
});

test('scopes that the integration has lost but the grant still has keep working', async () => {
  // proves: F1
  const { world, person } = await linkedWorld({ options: { webex: { narrowedScopes: 'kept' } } });
  world.webex.admin.setScopes(client, scopes.slice(0, 1));
  world.webex.person(host).endAccess();
  assert.equal((await menu(person)).type, null);
});

for (const scope of ['script.external_request', 'calendar.events']) {
  test(`a missing Google scope leads to Google's page: ${scope}`, async () => {
    // proves: E79, P8
    const { world, person } = await linkedWorld();
    world.user(host).refusedScopes.add(scope);
    const { id } = person.calendar.insert({ summary: 'Review', start: '2026-03-05T15:00:00', minutes: 60 });
    let panel = await open(person.openEvent(host, id));
    if (scope === 'script.external_request') {
      const { editor, type } = await menu(person);
      assert.equal(type, 'AUTHENTICATION');
      await panel.click('Add Webex meeting');
      shows(panel, /A Google permission is missing.*Allow at Google/);
      await editor.signIn();
      await editor.pickConference('webex-meeting');
      assert.equal(editor.conferenceError, null);
    } else {
      shows(panel, /A Google permission is missing.*Allow at Google/);
      await panel.signIn({ decision: 'deny' });
      shows(panel, /A Google permission is missing/);
      await panel.signIn();
      shows(panel, /Webex for this event/);
    }
    assert.equal(world.user(host).refusedScopes.size, 0);
  });
}

test('signed out: the card and the menu lead to the sign-in', async () => {
  // proves: P8, E84
  const { world, person } = await linkedWorld();
  world.webex.person(host).revoke(client);
  assert.equal((await menu(person)).type, 'AUTHENTICATION');
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Webex has ended your sign-in.*Sign in to Webex/);
});

test('temporary error: the card says that nothing is lost, and the reason is not asked for', async () => {
  // proves: P8
  const { world, person } = await linkedWorld();
  world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 2, status: 503 });
  const from = world.webex.requests.length;
  assert.equal((await menu(person)).type, 'TEMPORARY');
  assert.match((await clicked(person)).notification, /can't be reached right now. Try again in a few minutes/);
  assert.ok(!requestsSince(world, from).some((one) => one.includes('/sites')));
});

test('permanent error: the card says what Webex does not accept', async () => {
  // proves: P8
  const { world, person } = await linkedWorld();
  world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 2, status: 400 });
  assert.equal((await menu(person)).type, 'PERMANENT');
  assert.match((await clicked(person)).notification, /Webex does not accept this/);
});

test('a forbidden request of a person who lacks no other right is reported without a reason', async () => {
  // proves: P8
  const { world, person } = await linkedWorld();
  const { editor } = await menu(person);
  await editor.save();
  await world.settle();
  const panel = await open(person.openEvent(host, editor.eventId));
  world.webex.faults.add({ method: 'GET', path: `/v1/meetings/${onlyMeeting(world).id}`, times: 1, status: 403 });
  await panel.click('How to join');
  assert.match(panel.notification, /^Webex refuses this/);
});
