// @ts-check
/** Journeys: calendars of other people, who hosts the meetings in them, the permissions for that, and what others change. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, tuesdays } from './series-world.js';
import { host, hour, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const manager = 'manager@example.com';
const guest = 'guest-1@example.com';
const users = [host, manager, guest].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
const webexUsers = [host, manager].map((email) => ({ email, name: email, sites: [site], timeZone: 'Europe/Paris' }));
const forOwner = `Let ${manager} host it`;
const fields = { summary: 'Staff', start: '2026-03-10T10:00:00', minutes: 60, guests: [guest] };

/**
 * The manager's calendar, shared with the user, with an event in it.
 * @param {{role?: 'reader' | 'writer', behalf?: boolean, options?: object, event?: object, webexUsers?: object[]}} [how]
 */
async function sharedWorld({ role = 'writer', behalf = true, options = {}, event = {}, webexUsers: accounts = webexUsers } = {}) {
  const { world, person } = await linkedWorld({ users, webexUsers: accounts, webexSites: [{ siteUrl: site }, { siteUrl: 'beta.webex.com' }], options });
  if (behalf) world.scriptProperties.set('POLICY', JSON.stringify({ version: 1, behalf: true }));
  await world.advance(61 * minute);
  world.calendars.share(manager, host, role);
  const { id } = world.person(manager).calendar.insert({ ...fields, ...event });
  return { world, person, id };
}

/**
 * The same, with a meeting that the manager hosts.
 * @param {Parameters<typeof sharedWorld>[0]} [how]
 */
async function hostedWorld(how = {}) {
  const { world, person, id } = await sharedWorld({ ...how, options: { webex: { delegateHostEmail: 'allowed' }, ...how.options } });
  world.webex.person(manager).permitScheduling([host]);
  const panel = await open(person.openEvent(manager, id));
  await panel.click(forOwner);
  assert.equal(panel.error, null, String(panel.error));
  await panel.editor.save();
  await world.advance(61 * minute);
  return { world, person, id };
}

/** The card's buttons without those of the add-on's menu. @param {import('./world.js').Panel} panel */
const offers = ({ labels }) => labels.filter((label) => !['Meetwright', 'Settings'].includes(label));

/** @param {import('./world.js').Meeting} meeting */
const summaryOf = ({ title, start, hostEmail, invitees }) => [title, start.slice(0, 16), hostEmail, invitees.map(({ email }) => email)];

test('on another person\'s calendar the user hosts, the card says so before and after, and the meeting follows the owner\'s changes', async () => {
  // proves: F13
  const { world, person, id } = await sharedWorld({ behalf: false });
  const panel = await open(person.openEvent(manager, id));
  shows(panel, /Made by manager@example\.com.*Webex host: host@example\.com.*Add Webex meeting/);
  assert.equal(panel.labels.includes(forOwner), false, 'the administrators did not allow it');
  await panel.click('Add Webex meeting');
  await panel.editor.save();
  await world.advance(61 * minute);
  assert.deepEqual(summaryOf(onlyMeeting(world)), ['Staff', '2026-03-10T10:00', host, [guest, manager]]);
  world.person(manager).calendar.edit(id, { summary: 'Staff and budget', start: '2026-03-11T14:00:00', minutes: 60 });
  await world.settle();
  assert.deepEqual(summaryOf(onlyMeeting(world)), ['Staff and budget', '2026-03-11T14:00', host, [guest, manager]]);
  shows(await open(person.openEvent(manager, id)), /Webex host: host@example\.com.*In step with Webex/);
});

test('a guest who may change the event moves it, and the meeting follows', async () => {
  // proves: F13
  const { world, person, eventId } = await meetingWorld({ spec: { users } });
  person.calendar.edit(eventId, { guestsCanModify: true });
  await world.settle();
  world.person(guest).calendar.edit(eventId, { start: '2026-03-04T15:00:00', minutes: 60 });
  await world.settle();
  assert.equal(onlyMeeting(world).start.slice(0, 16), '2026-03-04T15:00');
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('on a calendar that the user may only read, the card names the missing permission and has no button that would fail', async () => {
  // proves: P5, E11
  const { world, person, id } = await sharedWorld({ role: 'reader' });
  const from = world.webex.requests.length;
  const panel = await open(person.openEvent(manager, id));
  shows(panel, /owner's permission “Make changes to events”.*make the event in your own calendar/);
  assert.deepEqual(offers(panel), ['About this permission']);
  await panel.click('About this permission');
  assert.equal(panel.openedLink.url, 'https://support.google.com/calendar/answer/37082');
  assert.deepEqual(requestsSince(world, from), []);
});

for (const [answer, permitted, accounts] of /** @type {[string, boolean, object[]][]} */ ([
  ['refused', true, webexUsers],
  ['allowed', false, webexUsers],
  ['allowed', false, webexUsers.slice(0, 1)],
  ['allowed', true, [webexUsers[0], { ...webexUsers[1], sites: ['beta.webex.com'] }]],
])) {
  const [, owner] = /** @type {any[]} */ (accounts);
  const place = owner?.sites[0] === site ? '' : ' on another site';
  const who = owner ? `an owner${place} who has ${permitted ? '' : 'not '}permitted it` : 'an owner without a Webex account';
  test(`${who} can't be made the host where Webex has it ${answer}, and the user may host instead`, async () => {
    // proves: P5
    const { world, person, id } = await sharedWorld({ options: { webex: { delegateHostEmail: answer } }, webexUsers: accounts });
    if (permitted) world.webex.person(manager).permitScheduling([host]);
    const panel = await open(person.openEvent(manager, id));
    const from = world.webex.requests.length;
    await panel.click(forOwner);
    shows(panel, /Webex does not let you act for manager@example\.com.*“Scheduling permission”/);
    assert.deepEqual(requestsSince(world, from), ['POST /v1/meetings']);
    assert.deepEqual([meetings(world), person.calendar.see(id, { calendarId: manager }).conferenceData], [[], undefined]);
    assert.deepEqual(offers(panel), ['Add Webex meeting', 'About this permission']);
    await panel.click('Add Webex meeting');
    assert.equal(panel.error, null, String(panel.error));
    await panel.editor.save();
    await world.advance(61 * minute);
    assert.deepEqual(summaryOf(onlyMeeting(world)), ['Staff', '2026-03-10T10:00', host, [guest, manager]]);
  });
}

test('where Webex allows it the owner hosts, and the meeting is changed and deleted on the owner\'s behalf', async () => {
  // proves: P5
  const { world, person, id } = await hostedWorld();
  assert.deepEqual(summaryOf(onlyMeeting(world)), ['Staff', '2026-03-10T10:00', manager, [guest]]);
  const panel = await open(person.openEvent(manager, id));
  shows(panel, /Webex host: manager@example\.com.*In step with Webex/);
  await panel.click('How to join');
  shows(panel, /Meeting number/);
  world.person(manager).calendar.edit(id, { summary: 'Budget', start: '2026-03-11T14:00:00', minutes: 60, guests: ['guest-2@example.com'] });
  await world.settle();
  assert.deepEqual(summaryOf(onlyMeeting(world)), ['Budget', '2026-03-11T14:00', manager, ['guest-2@example.com']]);
  await world.advance(20 * hour);
  shows(await open(person.openEvent(manager, id)), /In step with Webex/);
  world.person(manager).calendar.remove(id);
  await world.advance(2 * hour);
  assert.deepEqual(meetings(world), []);
});

test('a series that the owner hosts follows its exceptions', async () => {
  // proves: P5
  const { world, id } = await hostedWorld({ event: { summary: 'Weekly review', start: '2026-03-03T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] } });
  world.person(manager).calendar.remove(at(id, tuesdays[2]));
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.filter((day) => day !== tuesdays[2])]]);
  assert.equal(meetings(world)[0].hostEmail, manager);
});

for (const filter of ['window', 'ignored', 'nothing']) {
  test(`the owner's meeting whose answer was lost is found again where Webex filters by tags: ${filter}`, async () => {
    // proves: P5
    const options = { webex: { delegateHostEmail: 'allowed', integrationTagFilter: filter } };
    const { world, person, id } = await sharedWorld({ options });
    world.webex.person(manager).permitScheduling([host]);
    const panel = await open(person.openEvent(manager, id));
    world.faults.add({ entry: 'onAction', match: 'UrlFetchApp.fetchAll', at: 'after', error: 'Address unavailable: https://webexapis.com' });
    await panel.click(forOwner);
    assert.deepEqual(summaryOf(onlyMeeting(world)).slice(2), [manager, []]);
    const again = await open(person.openEvent(manager, id));
    await again.click('Add Webex meeting');
    await again.editor.save();
    await world.advance(61 * minute);
    assert.deepEqual(summaryOf(onlyMeeting(world)), ['Staff', '2026-03-10T10:00', manager, [guest]]);
  });
}

test('when the owner withdraws the permission, the meeting stays as it is and the card says why', async () => {
  // proves: P5
  const { world, person, id } = await hostedWorld();
  world.webex.person(manager).permitScheduling([]);
  world.person(manager).calendar.edit(id, { summary: 'Unseen' });
  await world.settle();
  assert.equal(onlyMeeting(world).title, 'Staff');
  shows(await open(person.openEvent(manager, id)), /Webex does not let you act for manager@example\.com.*Webex does not let you change this meeting/);
  world.webex.person(manager).permitScheduling([host]);
  await (await open(person.openEvent(manager, id))).click('Sync now');
  assert.equal(onlyMeeting(world).title, 'Unseen');
});

test('the button for the owner appears only after the administrators allow it on their card', async () => {
  // proves: P5, P11
  const { world, person, id } = await sharedWorld({ behalf: false });
  world.scriptProperties.set('ADMINISTRATORS', host);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  await panel.click('Administration');
  shows(panel, /Offer the owner of a shared calendar as host/);
  await panel.fill({ behalf: 'yes' });
  await panel.click('Save');
  await world.advance(61 * minute);
  assert.ok(offers(await open(person.openEvent(manager, id))).includes(forOwner));
  assert.equal(offers(await open(world.person(manager).openEvent(manager, id))).includes(forOwner), false, 'on the own calendar it makes no sense');
});

for (const [whose, click] of [['owner', forOwner], ['user', 'Add Webex meeting']]) {
  test(`where the owner uses the add-on too, the ${whose}'s meeting stays one and is followed`, async () => {
    // proves: F13, P5
    const { world, person, id } = await sharedWorld({ options: { webex: { delegateHostEmail: 'allowed' } } });
    world.webex.person(manager).permitScheduling([host]);
    const other = world.person(manager);
    await (await open(other.openHome({ host: 'CALENDAR' }))).signIn({ email: manager, decision: 'allow' });
    const panel = await open(person.openEvent(manager, id));
    await panel.click(click);
    await panel.editor.save();
    await world.advance(61 * minute);
    other.calendar.edit(id, { summary: 'Budget', guests: ['guest-2@example.com'] });
    await world.advance(61 * minute);
    assert.deepEqual(summaryOf(onlyMeeting(world)), ['Budget', '2026-03-10T10:00', whose === 'owner' ? manager : host, whose === 'owner' ? ['guest-2@example.com'] : [manager, 'guest-2@example.com']]);
    shows(await open(other.openEvent(manager, id)), whose === 'owner' ? /In step with Webex/ : /Somebody else hosts this meeting/);
    other.calendar.remove(id);
    await world.advance(2 * hour);
    assert.deepEqual(meetings(world), []);
  });
}

test('for a meeting that a colleague hosts in a team calendar the card explains that, and has no button that would fail', async () => {
  // proves: F13
  const { world, person } = await linkedWorld({ users, webexUsers });
  const other = world.person(manager);
  await (await open(other.openHome({ host: 'CALENDAR' }))).signIn({ email: manager, decision: 'allow' });
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: manager }).id;
  world.calendars.share(team, host, 'writer');
  const { id } = other.calendar.insert(fields, { calendarId: team });
  const editor = await other.editEvent(team, id).pickConference('webex-meeting');
  await editor.save();
  await world.advance(61 * minute);
  const panel = await open(person.openEvent(team, id));
  shows(panel, /Made by manager@example\.com.*Somebody else hosts this meeting or organizes this event/);
  assert.deepEqual(offers(panel), ['Join']);
  assert.equal(onlyMeeting(world).hostEmail, manager);
});

test('a guest of an event with a meeting reads who organizes it', async () => {
  // proves: F13
  const { world, person } = await linkedWorld({ users, webexUsers });
  const other = world.person(manager);
  await (await open(other.openHome({ host: 'CALENDAR' }))).signIn({ email: manager, decision: 'allow' });
  const { id } = other.calendar.insert({ ...fields, guests: [host] });
  const editor = await other.editEvent(manager, id).pickConference('webex-meeting');
  await editor.save();
  await world.advance(61 * minute);
  const panel = await open(person.openEvent(host, id));
  shows(panel, /Organized by manager@example\.com.*Somebody else hosts this meeting or organizes this event/);
  assert.deepEqual(offers(panel), ['Join']);
});
