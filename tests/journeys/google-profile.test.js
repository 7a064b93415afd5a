// @ts-check
/** Journeys: what the add-on reads about the user at Google when Webex is linked, and CalendarApp as a fallback of the advanced service. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, meetings, newWorld, onlyMeeting, open, shows, site } from './world.js';

const person = { email: host, name: 'Host Person', locale: 'en-US', timeZone: 'Europe/Paris', domain: 'example.com' };
const other = 'beta.webex.com';
const twoSites = {
  webexSites: [{ siteUrl: site }, { siteUrl: other }],
  webexUsers: [{ email: host, name: 'Host', sites: [{ siteUrl: site, default: true }, { siteUrl: other, default: false }] }],
};

/** @param {import('../../simulator/world.js').World} world */
const account = (world) => JSON.parse(world.user(host).properties.get('account') ?? '{}');

/**
 * Links in a world that was prepared.
 * @param {import('../../simulator/world.js').World} world
 */
async function link(world) {
  const panel = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: host, decision: 'allow' });
  return panel;
}

test('the site in the user\'s directory entry has precedence over the default one, and the entry is read once', async () => {
  // proves: R2, S8, F11
  const world = await newWorld({ users: [person], ...twoSites });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ALL_DOMAIN_USERS' } } });
  world.directory.setUser(host, { customSchemas: { Webex: { siteURL: other } } });
  await link(world);
  assert.equal(account(world).site, other);
  const urls = world.executions.flatMap(({ calls }) => JSON.stringify(calls)).join().match(/admin\/directory\/v1\/users/g) ?? [];
  assert.equal(urls.length, 1);
});

test('where the directory names another user\'s site, or two sites, the person is asked', async () => {
  // proves: E80
  const world = await newWorld({ users: [person], ...twoSites });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ALL_DOMAIN_USERS' } } });
  for (const siteURL of ['evil.example', `${site}, ${other}`, [{ value: site }, { value: other }]]) {
    world.directory.setUser(host, { customSchemas: { Webex: { siteURL } } });
    for (const key of ['account', 'tokens']) world.user(host).properties.delete(key);
    const panel = await link(world);
    shows(panel, /Choose the Webex site of your meetings/);
    assert.equal(account(world).site, undefined);
    panel.fill({ site: other });
    await panel.click('Save');
    shows(panel, /Your Webex meetings/);
    assert.deepEqual([account(world).site, account(world).siteOpen], [other, undefined]);
  }
});

test('name, zone and the 24-hour clock are read once when Webex is linked, and used on cards', async () => {
  // proves: R3, S7, S14
  const world = await newWorld({ users: [person] });
  /** @type {any} */ (world.user(host)).calendarSettings = { format24HourTime: 'true' };
  await link(world);
  assert.equal(account(world).name, 'Host Person');
  assert.equal(account(world).zone, 'Europe/Paris');
  const { id } = world.person(host).calendar.insert({ summary: 'Review', start: '2026-03-03T15:00:00', minutes: 60 });
  shows(await open(world.person(host).openEvent(host, id)), /Tue, Mar 3, 15:00 – 16:00/);
  const settings = world.executions.flatMap(({ calls }) => calls).filter(({ method }) => method === 'Settings.get');
  assert.equal(settings.length, 3);
});

test('without these permissions everything but the defaults stays as it is', async () => {
  // proves: S7, S8, S14
  const refusedScopes = ['calendar.settings.readonly', 'admin.directory.user.readonly', 'userinfo.profile'];
  const world = await newWorld({ users: [{ ...person, refusedScopes }] });
  shows(await link(world), /Your Webex meetings/);
  const { name, hours24, site: chosen } = account(world);
  assert.deepEqual([name, hours24, chosen], [undefined, undefined, site]);
});

test('CalendarApp is not called again after Google refused it once', async () => {
  // proves: A1
  const { world, person: user } = await linkedWorld();
  const { id } = user.calendar.insert({ summary: 'Review', start: '2026-03-03T15:00:00', minutes: 60 });
  await open(user.openEvent(host, id));
  await open(user.openHome({ host: 'CALENDAR' }));
  const calls = world.executions.flatMap(({ calls }) => calls).filter(({ service }) => service === 'CalendarApp');
  assert.equal(calls.length, 1);
  assert.equal(calls[0].ok, false);
});

test('with the advanced service switched off CalendarApp gives title, times and author, and a meeting can be added', async () => {
  // proves: A8, A10, A11
  const { world, person: user } = await linkedWorld({ options: { calendarAppScope: 'allowed' } });
  const { id } = user.calendar.insert({ summary: 'Review', start: '2026-03-03T15:00:00', minutes: 60 });
  world.options.calendarService = 'off';
  const panel = await open(user.openEvent(host, id));
  shows(panel, /Review.*Tue, Mar 3, 3:00 PM – 4:00 PM.*switched off the Calendar service/);
  await panel.click('Add Webex meeting');
  assert.equal(panel.error, null, String(panel.error));
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).start], ['Review', '2026-03-03T15:00:00+01:00']);
  last(world, 'onAction');
});

test('CalendarApp gives the primary calendar\'s name, and the zone of events that have none, where nothing else does', async () => {
  // proves: A1, A3
  const users = [{ ...person, domain: undefined, timeZone: 'Asia/Seoul', refusedScopes: ['calendar.settings.readonly', 'script.locale'] }];
  const { world, person: user } = await linkedWorld({ users, options: { calendarAppScope: 'allowed' } });
  const asked = world.executions.flatMap(({ calls }) => calls).filter(({ service }) => service === 'CalendarApp');
  const answered = asked.filter(({ ok }) => ok).map(({ method }) => method);
  assert.deepEqual(answered, ['getDefaultCalendar', 'Calendar.getId', 'Calendar.getName', 'Calendar.getTimeZone']);
  assert.deepEqual(world.user(host).triggers.map(({ sourceId }) => sourceId).filter(Boolean), [host]);
  assert.equal(account(world).zone, 'Asia/Seoul');
  // Neither a setting nor the event object has the person's zone, and the event has none, so the calendar's zone is used.
  world.options.calendarService = 'off';
  const { id } = user.calendar.insert({ summary: 'Review', start: '2026-03-03T15:00:00', minutes: 60 });
  const editor = user.editEvent(host, id);
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).timezone, onlyMeeting(world).start], ['Review', 'Asia/Seoul', '2026-03-03T15:00:00+09:00']);
});

test('without either service the card says what is missing, and the conferencing menu still gives a meeting', async () => {
  const { world, person: user } = await linkedWorld();
  const { id } = user.calendar.insert({ summary: 'Review', start: '2026-03-03T15:00:00', minutes: 60 });
  world.options.calendarService = 'off';
  shows(await open(user.openEvent(host, id)), /switched off the Calendar service/);
  const editor = user.newEvent({ summary: 'New', start: '2026-03-04T15:00:00', minutes: 60 });
  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  assert.equal(meetings(world).length, 1);
});

test('an event of a shared calendar names the calendar and its author, the name read once', async () => {
  // proves: A2, A9
  const assistant = 'assistant@example.com';
  const users = [{ ...person, domain: undefined }, { ...person, email: assistant, domain: undefined }];
  const { world, person: user } = await linkedWorld({ users, options: { calendarAppScope: 'allowed' } });
  const team = world.calendars.addCalendar({ summary: 'Team calendar', timeZone: 'Europe/Paris', owner: assistant });
  world.calendars.share(team.id, host, 'writer');
  const { id } = world.person(assistant).calendar.insert({ summary: 'Shared', start: '2026-03-03T15:00:00', minutes: 60 }, { calendarId: team.id });
  shows(await open(user.openEvent(team.id, id)), /Calendar: Team calendar.*Made by assistant@example.com/);
  await open(user.openEvent(team.id, id));
  assert.deepEqual(world.roundTrips(last(world, 'onCalendarEventOpen')), { total: 3, Properties: 1, Calendar: 1, Cache: 1 });
});
