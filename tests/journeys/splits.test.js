// @ts-check
/** Journeys: "this and following events" splits a series in two, under every answer of Google about the new series' conference. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, exceptions, held, linkOf, seriesWorld, tuesdays } from './series-world.js';
import { guests, host, hour, meetings, open, requestsSince, shows } from './world.js';

const half = [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Second half', 'WEEKLY', tuesdays.slice(2)]];

test('"this and following" makes two series without a double occurrence on the day of the split', async () => {
  // proves: N1, E38, E39
  const { world, person, id } = await seriesWorld();
  const second = person.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second half' });
  await world.settle();
  assert.deepEqual(held(world), half);
  const [first, other] = meetings(world);
  assert.deepEqual([linkOf(person.calendar.see(id)), linkOf(person.calendar.see(second.id))], [first.webLink, other.webLink]);
  assert.deepEqual(other.invitees.map(({ email }) => email).sort(), guests);
  const from = world.webex.requests.length;
  await world.advance(3 * hour);
  assert.deepEqual([held(world), requestsSince(world, from)], [half, []]);
  assert.deepEqual(world.webex.mail, []);
});

test('exceptions after the split move to the new series, and those before it stay', async () => {
  // proves: E40
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(at(id, tuesdays[0]), { summary: 'Kick-off' });
  person.calendar.edit(at(id, tuesdays[3]), { start: '2026-03-24T15:00:00', minutes: 60 });
  person.calendar.remove(at(id, tuesdays[2]));
  await world.settle();
  person.calendar.editFollowing(id, '2026-03-10T10:00:00', { summary: 'Second half' });
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0]]], ['Second half', 'WEEKLY', [tuesdays[1], '2026-03-24T14:00']]]);
  assert.deepEqual(exceptions(world), [[tuesdays[0], tuesdays[0], 'Kick-off'], [tuesdays[3], '2026-03-24T14:00', 'Second half']]);
});

test('exceptions that Google resets with a split at another time are reset at Webex', async () => {
  // proves: E40
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(at(id, tuesdays[3]), { summary: 'Special' });
  person.calendar.remove(at(id, tuesdays[2]));
  await world.settle();
  person.calendar.editFollowing(id, '2026-03-10T10:00:00', { start: '2026-03-10T11:00:00', minutes: 60 });
  await world.settle();
  const later = ['10', '17', '24'].map((date) => `2026-03-${date}T10:00`);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0]]], ['Weekly review', 'WEEKLY', later]]);
  assert.deepEqual(exceptions(world), []);
});

test('an occurrence with a meeting of its own keeps it through a split, under its new id', async () => {
  // proves: E39, E40
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(at(id, tuesdays[3]), { start: '2026-03-20T15:00:00', minutes: 60 });
  await world.advance(hour);
  const alone = meetings(world)[1];
  const second = person.calendar.editFollowing(id, '2026-03-10T10:00:00', { summary: 'Second half' });
  await world.advance(2 * hour);
  const here = at(id, tuesdays[3]);
  assert.deepEqual(held(world).map(([, , starts]) => starts), [[tuesdays[0]], ['2026-03-20T14:00'], tuesdays.slice(1, 3)]);
  assert.deepEqual([meetings(world)[1].id, linkOf(person.calendar.see(here))], [alone.id, alone.webLink]);
  person.calendar.edit(here, { summary: 'On its own' });
  await world.settle();
  assert.equal(meetings(world)[1].title, 'On its own');
  person.calendar.remove(second.id);
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0]]]]);
});

test('a series that was split twice is three, and each is deleted separately', async () => {
  // proves: E38, E39
  const { world, person, id } = await seriesWorld();
  const second = person.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second half' });
  await world.settle();
  person.calendar.editFollowing(second.id, '2026-03-24T10:00:00', { summary: 'The last' });
  await world.settle();
  const [first, last] = [half[0], ['The last', 'WEEKLY', [tuesdays[3]]]];
  assert.deepEqual(held(world), [first, ['Second half', 'WEEKLY', [tuesdays[2]]], last]);
  person.calendar.remove(second.id);
  await world.advance(90 * 60_000);
  assert.deepEqual(held(world), [first, last]);
});

test('where Google drops the new series\' conference, the add-on attaches it again', async () => {
  // proves: E41
  const { world, person, id } = await seriesWorld({ spec: { options: { splitKeepsConferenceData: false } } });
  const second = person.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second half' });
  assert.equal(linkOf(second), undefined);
  await world.settle();
  assert.deepEqual(held(world), half);
  const [, other] = meetings(world);
  for (const event of [second.id, at(id, tuesdays[3])]) assert.equal(linkOf(person.calendar.see(event)), other.webLink);
});

for (const splitKeepsConferenceData of [true, false]) {
  test(`where Google takes no conference data from a script, the new series has the link in its location (${splitKeepsConferenceData ? 'kept' : 'lost'} conference)`, async () => {
    // proves: E38, E41
    const { world, person, id } = await seriesWorld({ spec: { options: { splitKeepsConferenceData, conferenceDataPatch: 'refused' } } });
    const second = person.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second half' });
    await world.settle();
    const [first, other] = meetings(world);
    const seen = person.calendar.see(second.id);
    assert.deepEqual([held(world), seen.location, linkOf(seen)], [half, other.webLink, splitKeepsConferenceData ? first.webLink : undefined]);
    assert.ok(seen.description.includes(other.webLink));
    const panel = await open(person.openEvent(host, second.id));
    await panel.click('Join');
    assert.equal(panel.openedLink.url, other.webLink, 'not the meeting of the first half');
    person.calendar.edit(second.id, { summary: 'Renamed' });
    await world.advance(2 * hour);
    assert.deepEqual(held(world), [half[0], ['Renamed', 'WEEKLY', tuesdays.slice(2)]]);
  });
}

test('deleting this and following events shortens the series', async () => {
  // proves: E38
  const { world, person, id } = await seriesWorld();
  person.calendar.removeFollowing(id, '2026-03-17T10:00:00');
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [half[0]]);
  shows(await open(person.openEvent(host, id)), /In step with Webex/);
});
