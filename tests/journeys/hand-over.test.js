// @ts-check
/** Journeys: an event gets another organizer ("Change owner"), with and without the add-on, while its meeting has one host. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkOf } from './series-world.js';
import { guests, host, hour, linkedWorld, meetings, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const next = 'next@example.com';
const users = [host, next].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
const webexUsers = users.map(({ email, name }) => ({ email, name, sites: [site], timeZone: 'Europe/Paris' }));

/**
 * An event with a meeting, handed over to a colleague.
 * @param {{withAddOn?: boolean, staysGuest?: boolean, fields?: object}} [how]
 */
async function handedOver({ withAddOn = true, staysGuest = true, fields = {} } = {}) {
  const { world, person } = await linkedWorld({ users, webexUsers });
  const other = world.person(next);
  if (withAddOn) await (await open(other.openHome({ host: 'CALENDAR' }))).signIn({ email: next, decision: 'allow' });
  const event = person.calendar.insert({ summary: 'Review', start: '2026-03-10T10:00:00', minutes: 60, guests, ...fields });
  await (await person.editEvent(host, event.id).pickConference('webex-meeting')).save();
  await world.advance(hour);
  const meeting = onlyMeeting(world);
  person.calendar.handOver(event.id, next);
  if (!staysGuest) other.calendar.removeGuests(event.id, [host]);
  await world.advance(hour);
  return { world, person, other, meeting, id: event.id };
}

/** @param {import('./world.js').World} world */
const told = (world) => meetings(world).map(({ title, start, hostEmail, invitees }) =>
  [title, start.slice(0, 16), hostEmail, invitees.map(({ email }) => email).sort()]).sort();

for (const withAddOn of [true, false]) {
  test(`an event that is handed over to a colleague ${withAddOn ? 'with' : 'without'} the add-on is still followed by its host, who is a guest now`, async () => {
    // proves: E73, E95
    const { world, person, other, meeting, id } = await handedOver({ withAddOn });
    assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', host, [...guests, next].sort()]]);
    other.calendar.edit(id, { summary: 'Theirs now', start: '2026-03-11T15:00:00', minutes: 30 });
    await world.advance(2 * hour);
    assert.deepEqual(told(world), [['Theirs now', '2026-03-11T15:00', host, [...guests, next].sort()]]);
    assert.deepEqual([onlyMeeting(world).id, linkOf(other.calendar.see(id))], [meeting.id, meeting.webLink]);
    shows(await open(person.openEvent(host, id)), /In step with Webex/);
    if (withAddOn) shows(await open(other.openEvent(next, id)), /Somebody else hosts this meeting or organizes this event.*Replace by a meeting of mine/);
  });
}

test('a former organizer who may not see the other guests removes nobody from the meeting', async () => {
  // proves: E73
  const { world, other, id } = await handedOver({ fields: { guestsCanSeeOtherGuests: false } });
  other.calendar.edit(id, { summary: 'Theirs now' });
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Theirs now', '2026-03-10T10:00', host, [...guests, next].sort()]]);
});

for (const [answer, left] of /** @type {[string, number][]} */ ([['Keep the meetings', 1], ['Delete the meetings', 0]])) {
  test(`when the copy of a former organizer goes, they are asked, and “${answer}” is done`, async () => {
    // proves: E96, E73
    const { world, person, other, meeting, id } = await handedOver();
    other.calendar.removeGuests(id, [host]);
    await world.advance(5 * hour);
    assert.equal(onlyMeeting(world).id, meeting.id, 'it may have been cancelled, or the host is no guest any more');
    const home = await open(person.openHome({ host: 'CALENDAR' }));
    shows(home, /One Webex meeting would be deleted because its event is gone/);
    await home.click(answer);
    await world.advance(2 * hour);
    assert.equal(meetings(world).length, left);
  });
}

test('the new organizer replaces the meeting by one of their own, and the former one goes', async () => {
  // proves: E73, E95
  const { world, person, other, id } = await handedOver();
  const panel = await open(other.openEvent(next, id));
  await panel.click('Replace by a meeting of mine');
  assert.equal(panel.error, null, String(panel.error));
  await panel.editor.save();
  await world.advance(hour);
  shows(await open(other.openEvent(next, id)), /In step with Webex/);
  shows(await open(person.openEvent(host, id)), /Somebody else hosts this meeting/);
  await world.advance(3 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', next, [...guests, host].sort()]]);
});

test('where the former organizer is no guest, their meeting goes, and the new organizer is offered one', async () => {
  // proves: E73
  const { world, other, id } = await handedOver({ staysGuest: false });
  await world.advance(3 * hour);
  assert.deepEqual(told(world), []);
  const from = world.webex.requests.length;
  const panel = await open(other.openEvent(next, id));
  shows(panel, /Somebody else hosts this meeting or organizes this event/);
  assert.deepEqual(requestsSince(world, from), []);
  await panel.click('Replace by a meeting of mine');
  await panel.editor.save();
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', next, [...guests].sort()]]);
  shows(await open(other.openEvent(next, id)), /In step with Webex/);
});
