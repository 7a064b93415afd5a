// @ts-check
/** Journeys: the permissions and services of the main job, shown by what fails without them and by the log of calls. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadAddon } from '../../simulator/index.js';
import { guests, host, last, linkedWorld, meetingWorld, minute, newWorld, onlyMeeting, open, shows, site } from './world.js';

/**
 * A host who has refused scopes, and whose zone and language are not the add-on's fallbacks.
 * @param {string[]} refusedScopes
 */
const refusing = (...refusedScopes) => ({ users: [{ email: host, name: 'Host', locale: 'ko-KR', timeZone: 'Asia/Seoul', refusedScopes }] });

/**
 * The distinct names of all calls so far.
 * @param {import('../../simulator/world.js').World} world
 */
const called = (world) => new Set(world.executions.flatMap(({ calls }) => calls.map(({ service, method }) => `${service}.${method}`)));

test('the add-on appears in Gmail and in Calendar, and its manifest needs the scopes for both', async () => {
  // proves: S2, S5
  const { person } = await linkedWorld();
  for (const where of /** @type {const} */ (['GMAIL', 'CALENDAR'])) shows(await open(person.openHome({ host: where })), /Your Webex meetings/);
  const folder = mkdtempSync(join(tmpdir(), 'meetwright-'));
  cpSync(new URL('../../target/addon', import.meta.url).pathname, folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'appsscript.json'), 'utf8'));
  for (const scope of ['gmail.addons.execute', 'calendar.addons.execute']) {
    const oauthScopes = manifest.oauthScopes.filter((/** @type {string} */ one) => !one.endsWith(scope));
    writeFileSync(join(folder, 'appsscript.json'), JSON.stringify({ ...manifest, oauthScopes }));
    assert.throws(() => loadAddon(folder), new RegExp(scope));
  }
  rmSync(folder, { recursive: true });
});

test('without the permission for events a card says so, and nothing of Webex changes', async () => {
  // proves: S6
  const world = await newWorld();
  const person = world.person(host);
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.signIn();
  world.user(host).refusedScopes.add('calendar.events');
  const { id } = person.calendar.insert({ summary: 'Planning', start: '2026-03-03T10:00:00', minutes: 60 });
  shows(await open(person.openEvent(host, id)), /Google/);
  await world.advance(70 * minute);
  assert.equal(world.webex.meetings().length, 0);
});

test('requests go only to Webex and Google, and without the permission for them nobody can link Webex', async () => {
  // proves: S9, A28
  const { world } = await meetingWorld();
  const urls = world.executions.flatMap(({ calls }) => calls.filter(({ service }) => service === 'UrlFetchApp'))
    .flatMap(({ detail }) => /** @type {{url: string}[]} */ (detail).map(({ url }) => new URL(url).origin));
  assert.deepEqual([...new Set(urls)].sort(), ['https://openidconnect.googleapis.com', 'https://webexapis.com', 'https://www.googleapis.com']);
  const without = await newWorld(refusing('script.external_request'));
  const panel = await open(without.person(host).openHome({ host: 'CALENDAR' }));
  await panel.signIn();
  assert.equal(without.user(host).properties.has('tokens'), false);
  assert.match(panel.signInPage ?? '', /패널에서 다시 시작하세요/);
});

test('triggers need their permission, and Webex follows the calendar while no card is open', async () => {
  // proves: S10, F8
  const { world, person, eventId } = await meetingWorld();
  const seen = world.executions.length;
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  assert.deepEqual([...new Set(world.executions.slice(seen).map(({ kind }) => kind))], ['trigger']);
  assert.equal(onlyMeeting(world).title, 'Changed');
  const without = await newWorld(refusing('script.scriptapp'));
  await (await open(without.person(host).openHome({ host: 'CALENDAR' }))).signIn();
  assert.equal(without.user(host).triggers.length, 0);
});

test('cards use the person\'s language and zone where the permission for them is granted', async () => {
  // proves: S12, F15
  const told = await newWorld(refusing());
  shows(await open(told.person(host).openHome({ host: 'CALENDAR' })), /Webex 연결/);
  const untold = await newWorld(refusing('script.locale'));
  shows(await open(untold.person(host).openHome({ host: 'CALENDAR' })), /Connect Webex/);
});

test('the Google address of a linked account is the session\'s', async () => {
  // proves: S13, A26
  const { world } = await linkedWorld();
  assert.ok(called(world).has('Session.getEffectiveUser.getEmail'));
  assert.equal(JSON.parse(world.user(host).properties.get('account') ?? '{}').google, host);
  const without = await newWorld(refusing('userinfo.email'));
  await (await open(without.person(host).openHome({ host: 'CALENDAR' }))).signIn();
  assert.equal(without.user(host).properties.has('account'), false);
});

test('records are stored in the person\'s properties, read with one call and written with one', async () => {
  // proves: S11, A23, A25
  const { world, person, eventId } = await meetingWorld();
  assert.deepEqual([...world.scriptProperties.keys()], ['WEBEX_CLIENT_ID', 'WEBEX_CLIENT_SECRET']);
  assert.ok([...world.user(host).properties.values()].some((value) => value.includes(eventId)));
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const calls = last(world, 'onCalendarChange').calls.filter(({ service }) => service === 'Properties').map(({ method }) => method);
  assert.deepEqual(calls, ['getProperties', 'setProperties']);
});

test('data that can be read again is in the person\'s cache, and is read again after the cache lost it', async () => {
  // proves: A12, A14
  const { world, person } = await linkedWorld();
  const settings = async () => (await open(person.openHome({ host: 'CALENDAR' }))).click('Settings');
  await settings();
  assert.ok(world.user(host).cache.size > 0);
  assert.equal(world.scriptCache.size, 0);
  world.user(host).cache.clear();
  const from = world.webex.requests.length;
  shows(await settings(), /Meeting template/);
  assert.equal(world.webex.requests.length, from + 2);
});

test('conference data is built for the menu, and guests of the event become invitees', async () => {
  // proves: A6, A16
  const { world, meeting } = await meetingWorld();
  const built = last(world, 'createWebexMeeting').calls.filter(({ service }) => service === 'ConferenceDataService').map(({ method }) => method);
  assert.ok(built.includes('newConferenceDataBuilder'));
  assert.deepEqual(meeting.invitees.map((invitee) => invitee.email).sort(), guests);
});

test('a person can sign in and add meetings with the conferencing menu only, without opening a card', async () => {
  // proves: P7
  const world = await newWorld();
  const person = world.person(host);
  const editor = person.newEvent({ summary: 'From the phone', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  await editor.signIn();
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'From the phone');
  assert.equal(onlyMeeting(world).siteUrl, site);
  person.calendar.edit(editor.eventId, { summary: 'Renamed on the phone' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Renamed on the phone');
  const entries = new Set(world.executions.map(({ entry }) => entry));
  assert.deepEqual([...entries].sort(), ['createWebexMeeting', 'onCalendarChange', 'onWebexCallback']);
});

test('where the integration is not set up, the conferencing menu reports a permanent error', async () => {
  // proves: P8
  const world = await newWorld({ integration: false });
  const editor = world.person(host).newEvent({ summary: 'Early', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type, 'PERMANENT');
});

test('templates are listed in the person\'s language, and the next meeting is made with the chosen one', async () => {
  // proves: F12
  const { world, person } = await linkedWorldInKorea();
  world.webex.templates.push({ id: 'T-board', name: '이사회', locale: 'ko_KR', siteUrl: site, templateType: 'meeting', isDefault: false, isStandard: false, meeting: {} });
  /** @type {any[]} */
  const requests = [];
  const handle = world.webex.handle.bind(world.webex);
  world.webex.handle = (request) => {
    requests.push(request);
    return handle(request);
  };
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.click('설정');
  await home.fill({ template: 'T-board' });
  await home.click('저장');
  shows(home, /이사회/);
  const editor = person.newEvent({ summary: 'Board', start: '2026-03-03T10:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  onlyMeeting(world);
  const created = requests.find(({ method, url }) => method.toUpperCase() === 'POST' && url.endsWith('/meetings'));
  assert.equal(JSON.parse(created.body).templateId, 'T-board');
});

async function linkedWorldInKorea() {
  const world = await newWorld(refusing());
  const person = world.person(host);
  await (await open(person.openHome({ host: 'CALENDAR' }))).signIn();
  return { world, person };
}
