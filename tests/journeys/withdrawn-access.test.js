// @ts-check
/** Journeys: access at Google or Webex that is withdrawn from a person with meetings, and given back later. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const client = 'C-meetwright';

/** A world with a meeting in eighteen days. */
const farMeeting = () => meetingWorld({ fields: { start: '2026-03-20T10:00:00' } });

test('after the add-on is uninstalled nothing runs, and after it is installed again the first card leads to all missed changes', async () => {
  // proves: E78, F3, N3
  const { world, person, eventId, meeting } = await farMeeting();
  const other = person.newEvent({ summary: 'Other', start: '2026-03-21T10:00:00', minutes: 60 });
  await other.pickConference('webex-meeting');
  await other.save();
  await world.settle();
  world.uninstall(host);
  const [from, ran] = [world.webex.requests.length, world.executions.length];
  person.calendar.edit(eventId, { summary: 'While it was out' });
  person.calendar.remove(other.eventId);
  await world.advance(3 * 60 * minute);
  assert.deepEqual([requestsSince(world, from), world.executions.length], [[], ran]);
  assert.match(String((await person.openHome({ host: 'CALENDAR' })).error), /Authorization is required/);

  // Google deletes the triggers and keeps the records. The first card sets the triggers again.
  world.install(host);
  assert.deepEqual(world.user(host).triggers, []);
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Your Webex meetings/);
  assert.deepEqual(world.user(host).triggers.map(({ handler }) => handler).sort(), ['onCalendarChange', 'onHourly']);
  await open(person.openHome({ host: 'CALENDAR' }));
  assert.deepEqual(world.roundTrips(last(world, 'onHomepage')), { total: 2, Properties: 1, Calendar: 1 });
  await world.advance(2 * 60 * minute);
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).id], ['While it was out', meeting.id]);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

test('while the permission for events is withdrawn Webex does not follow, and after it is granted again nothing is lost', async () => {
  // proves: S6, N8
  const { world, person, eventId, meeting } = await farMeeting();
  world.user(host).refusedScopes.add('calendar.events');
  const from = world.webex.requests.length;
  person.calendar.edit(eventId, { summary: 'Unseen' });
  await world.advance(3 * 60 * minute);
  assert.deepEqual(requestsSince(world, from), []);
  shows(await open(person.openEvent(host, eventId)), /A Google permission is missing/);
  world.user(host).refusedScopes.delete('calendar.events');
  await world.advance(70 * minute);
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).id], ['Unseen', meeting.id]);
});

/** @type {Record<string, [(world: any) => void, (world: any) => void]>} */
const withdrawals = {
  'the host licence': [({ webex }) => webex.admin.removeHostLicence(host), ({ webex }) => webex.admin.giveHostLicence(host)],
  'the access of the site': [({ webex }) => webex.admin.setApiAccess(site, false), ({ webex }) => webex.admin.setApiAccess(site, true)],
  'the add-on at the organisation': [({ webex }) => webex.admin.disableIntegration(client), ({ webex }) => webex.admin.enableIntegration(client)],
};

for (const [name, [take, give]] of Object.entries(withdrawals)) for (const way of ['asks again', 'changes the event']) {
  test(`while ${name} is missing nothing is lost, and all changes are sent when it is back and the person ${way}`, async () => {
    // proves: E81, P8, N4
    const { world, person, eventId, meeting } = await farMeeting();
    take(world);
    const editor = person.newEvent({ summary: 'Refused', start: '2026-03-22T10:00:00', minutes: 60 });
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError?.type, 'PERMISSION_DENIED');
    person.calendar.edit(eventId, { start: '2026-03-20T15:00:00', minutes: 30 });
    await world.settle();
    const panel = await open(person.openEvent(host, eventId));
    shows(panel, /Webex does not let you change this meeting/);
    await panel.click('Sync now');
    assert.match(panel.notification, /Webex does not let you change this meeting/);
    assert.deepEqual(meetings(world).map(({ id, start }) => [id, start]), [[meeting.id, meeting.start]]);
    give(world);
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError, null);
    await editor.save();
    if (way === 'asks again') {
      await panel.click('Sync now');
      assert.equal(panel.notification, 'Webex is in step.');
    } else {
      // The refused change is sent together with the next one.
      person.calendar.edit(eventId, { summary: 'Changed' });
    }
    await world.advance(70 * minute);
    const [first, second] = meetings(world);
    assert.deepEqual([first.title, first.start], [way === 'asks again' ? 'Design review' : 'Changed', '2026-03-20T15:00:00+01:00']);
    assert.equal(second.title, 'Refused');
    assert.deepEqual(first.invitees.map(({ email }) => email).sort(), guests);
  });
}
