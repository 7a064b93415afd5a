// @ts-check
/**
 * Journeys: an organisation installs the add-on that `deploy` pushes, upgrades and removes it.
 *
 * administration.test.js is about the administrators' card, data.test.js about erasing stored data.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadAddon } from '../../simulator/index.js';
import { host, hour, meetings, meetingWorld, minute, newWorld, onlyMeeting, open, shows, site } from './world.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const admin = 'admin@example.com';
const logo = 'https://www.example.com/logo.png';
const users = [host, admin].map((email) => ({ email, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris' }));
const integration = { clientId: 'C-meetwright', secret: 'client-secret-1' };
const scopes = ['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'spark:people_read'];

/** The add-on with the manifest that `deploy` shows for an organisation. */
function deployed() {
  const shown = spawnSync(process.execPath, ['scripts/deploy.js', '--dry-run', '--site', site, '--logo', logo], { cwd: root, encoding: 'utf8' });
  assert.equal(shown.status, 0, shown.stderr);
  const folder = mkdtempSync(join(tmpdir(), 'addon-'));
  try {
    cpSync(join(root, 'target/addon'), folder, { recursive: true });
    writeFileSync(join(folder, 'appsscript.json'), shown.stdout.slice(shown.stdout.indexOf('\n{') + 1));
    return loadAddon(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {import('./world.js').World} world @param {string} [email] */
const home = (world, email = host) => open(world.person(email).openHome({ host: 'CALENDAR' }));

test('an administrator sets up the pushed add-on without code, and a user makes, joins and changes a meeting with it', async () => {
  // proves: F1, P11
  const world = await newWorld({ addon: deployed(), users, integration: false, options: { openLinkWildcard: 'refused' } });
  world.scriptProperties.set('ADMINISTRATORS', admin);
  const before = await home(world);
  shows(before, /not set up yet\. An administrator has to enter/);
  assert.equal(JSON.stringify(before.cards).includes('Administration'), false);

  const panel = await home(world, admin);
  await panel.click('Administration');
  shows(panel, /To do: enter the client ID and secret/);
  await panel.fill({ clientId: integration.clientId, clientSecret: integration.secret, sites: site });
  await panel.click('Save');
  shows(panel, /The Webex integration is set up/);
  const redirectUri = `https://script.google.com/macros/d/${world.scriptId}/usercallback`;
  world.webex.registerIntegration({ ...integration, name: 'Meetwright', redirectUris: [redirectUri], scopes });

  await world.advance(10 * minute);
  const user = await home(world);
  await user.signIn({ email: host, decision: 'allow' });
  const person = world.person(host);
  const editor = person.newEvent({ summary: 'Kick-off', start: '2026-03-03T10:00:00', minutes: 30 });
  await editor.pickConference('webex-meeting');
  const event = await editor.save();
  await world.settle();
  // A manifest that names the sites one by one lets Join buttons work where Google takes no wildcard.
  const card = await open(person.openEvent(host, event.id));
  await card.click('Join');
  assert.equal(card.openedLink.url, onlyMeeting(world).webLink);
  person.calendar.edit(event.id, { summary: 'Kick-off, moved', start: '2026-03-03T11:00:00', minutes: 30 });
  await world.settle();
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).start], ['Kick-off, moved', '2026-03-03T11:00:00+01:00']);
});

for (const [words, broken, told] of /** @type {[string, [string, string], RegExp][]} */ ([
  ['half of the integration is missing', ['WEBEX_CLIENT_SECRET', ''], /To do: enter the client ID and secret/],
  ['the policy was damaged by hand', ['POLICY', '{"version":1,"sites":["evil.example"]}'], /To do: your organization.s settings can.t be read/],
])) {
  test(`where ${words}, users read that it is not set up and the administrator what to do`, async () => {
    const world = await newWorld({ users });
    world.scriptProperties.set('ADMINISTRATORS', admin);
    world.scriptProperties.set(...broken);
    shows(await home(world), /not set up yet\. An administrator has to/);
    const panel = await home(world, admin);
    await panel.click('Administration');
    shows(panel, told);
    await panel.fill({ clientId: integration.clientId, clientSecret: integration.secret });
    await panel.click('Save');
    shows(await home(world), /Sign in to Webex/);
  });
}

test('where nobody is named as administrator the card says that an administrator has to act, and nobody can sign in', async () => {
  const world = await newWorld({ users, integration: false });
  const panel = await home(world, admin);
  shows(panel, /An administrator has to/);
  assert.equal(JSON.stringify(panel.cards).includes('Administration'), false);
});

/**
 * Removes members from a record that an earlier version did not write.
 * @param {Map<string, string>} properties
 * @param {string} key
 * @param {string[]} members
 */
function without(properties, key, members) {
  const record = JSON.parse(properties.get(key) ?? '{}');
  for (const member of members) delete record[member];
  properties.set(key, JSON.stringify(record));
}

test('a new version reads the records of an older one and continues with them', async () => {
  const { world, person, eventId, meeting } = await meetingWorld({ spec: { users } });
  world.scriptProperties.set('ADMINISTRATORS', admin);
  const panel = await home(world, admin);
  await panel.click('Administration');
  await panel.click('Save');
  without(world.scriptProperties, 'POLICY', ['language', 'schema', 'field', 'spread', 'spreadForced']);
  const { properties } = world.user(host);
  without(properties, 'account', ['hours24', 'calendarApp', 'former', 'name']);
  for (const key of ['policy', 'settings', 'spent', 'looked-at', 'hold', 'swept']) properties.delete(key);
  person.calendar.edit(eventId, { summary: 'After the upgrade' });
  await world.advance(2 * hour);
  assert.deepEqual([onlyMeeting(world).id, onlyMeeting(world).title], [meeting.id, 'After the upgrade']);
  shows(await home(world), /Your Webex meetings/);
  assert.deepEqual([...properties.keys()].filter((key) => key.startsWith('aside')), []);
  const again = await home(world, admin);
  await again.click('Administration');
  shows(again, /Language of texts that guests read/);
});

test('after the add-on is uninstalled nothing runs for anyone, and the meetings stay', async () => {
  const { world } = await meetingWorld({ spec: { users } });
  world.uninstall(host);
  const [ran, asked] = [world.executions.length, world.webex.requests.length];
  await world.advance(26 * hour);
  assert.deepEqual([world.executions.length, world.webex.requests.length, meetings(world).length], [ran, asked, 1]);
});
