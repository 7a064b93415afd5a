// @ts-check
/** Journeys: single occurrences of a series that are moved, cancelled, renamed, or have guests or a conference of their own. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, exceptions, held, linkOf, seriesWorld, tuesdays, weekly } from './series-world.js';
import { guests, host, hour, linkedWorld, meetings, minute, onlyMeeting, open, requestsSince, shows } from './world.js';

const other = 'other@example.com';
const both = [host, other].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));

test('moving one occurrence and cancelling another changes one and deletes one at Webex', async () => {
  // proves: N1, E36, E37
  const { world, person, id } = await seriesWorld();
  person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-10T15:00:00', minutes: 60 });
  person.calendar.remove(at(id, tuesdays[2]));
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0], '2026-03-10T14:00', tuesdays[3]]]]);
  assert.deepEqual(exceptions(world), [[tuesdays[1], '2026-03-10T14:00', 'Weekly review']]);
  const from = world.webex.requests.length;
  await world.advance(2 * hour);
  assert.deepEqual(requestsSince(world, from), []);
});

test('a series and its exceptions on different pages of a list are processed together', async () => {
  // proves: E3
  const { world, person, id } = await seriesWorld({ spec: { options: { seriesEditKeepsTitles: true } } });
  world.calendars.switches.pageLimit = 1;
  person.calendar.edit(at(id, tuesdays[3]), { summary: 'The last' });
  person.calendar.remove(at(id, tuesdays[1]));
  person.calendar.editAll(id, { summary: 'Renamed' });
  const before = world.executions.length;
  await world.settle();
  const lists = world.executions.slice(before).flatMap(({ calls }) => calls).filter(({ method }) => method === 'Events.list');
  assert.ok(lists.length > 2, 'several pages');
  for (const { detail } of /** @type {any[]} */ (lists)) assert.deepEqual(['timeMax', 'q', 'orderBy', 'updatedMin'].filter((name) => name in detail.query), []);
  assert.deepEqual(held(world), [['Renamed', 'WEEKLY', [tuesdays[0], tuesdays[2], tuesdays[3]]]]);
  assert.deepEqual(exceptions(world), [[tuesdays[3], tuesdays[3], 'The last']]);
});

test('a cancelled occurrence stays cancelled when its series changes, and comes back when it is restored', async () => {
  // proves: E37
  const { world, person, id } = await seriesWorld();
  person.calendar.remove(at(id, tuesdays[2]));
  await world.settle();
  person.calendar.editAll(id, { start: '2026-03-03T11:00:00', minutes: 60, summary: 'Later' });
  await world.settle();
  assert.deepEqual(held(world), [['Later', 'WEEKLY', ['2026-03-03T10:00', '2026-03-10T10:00', '2026-03-24T10:00']]]);
  person.calendar.restore(at(id, '2026-03-17T10:00'));
  await world.settle();
  const starts = meetings(world).flatMap((meeting) => meeting.occurrences).map((start) => start.slice(0, 16)).sort();
  assert.deepEqual(starts, ['03T10:00', '10T10:00', '17T10:00', '24T10:00'].map((time) => `2026-03-${time}`));
  const restored = person.calendar.see(at(id, '2026-03-17T10:00'));
  assert.ok(meetings(world).some((meeting) => meeting.webLink === linkOf(restored)));
});

test('an occurrence that is moved twice, and back, is moved at Webex each time, whatever its id there', async () => {
  // proves: E36
  for (const occurrenceIdAfterMove of ['changed', 'kept']) {
    const { world, person, id } = await seriesWorld({ spec: { options: { webex: { occurrenceIdAfterMove } } } });
    for (const [start, expected] of [['2026-03-10T15:00:00', '2026-03-10T14:00'], ['2026-03-11T09:00:00', '2026-03-11T08:00'], ['2026-03-10T10:00:00', tuesdays[1]]]) {
      person.calendar.edit(at(id, tuesdays[1]), { start, minutes: 60 });
      await world.settle();
      assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0], expected, tuesdays[2], tuesdays[3]]]]);
    }
  }
});

test('an occurrence that is moved beyond the next one gets a meeting of its own, which is deleted with the series', async () => {
  // proves: N1, E36
  const { world, person, id } = await seriesWorld({ spec: { options: { seriesEditKeepsTitles: true } } });
  person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-19T15:00:00', minutes: 60 });
  await world.settle();
  const rest = [tuesdays[0], tuesdays[2], tuesdays[3]];
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', rest], ['Weekly review', null, ['2026-03-19T14:00']]]);
  const alone = meetings(world)[1];
  assert.deepEqual([linkOf(person.calendar.see(at(id, tuesdays[1]))), alone.invitees.length], [alone.webLink, 2]);
  person.calendar.edit(at(id, tuesdays[1]), { summary: 'On its own' });
  person.calendar.editAll(id, { summary: 'Renamed' });
  await world.settle();
  assert.deepEqual(held(world), [['Renamed', 'WEEKLY', rest], ['On its own', null, ['2026-03-19T14:00']]]);
  person.calendar.remove(id);
  await world.advance(2 * hour);
  assert.deepEqual(held(world), []);
  person.calendar.restore(id);
  await world.advance(61 * minute);
  assert.deepEqual(held(world).map(([, freq, starts]) => [freq, starts]), [['WEEKLY', rest], [null, ['2026-03-19T14:00']]]);
});

test('an answer to one occurrence makes no call to Webex', async () => {
  // proves: E21
  const { world, person, id } = await seriesWorld();
  const from = world.webex.requests.length;
  person.calendar.answer(at(id, tuesdays[1]), 'accepted');
  await world.settle();
  assert.deepEqual(requestsSince(world, from), []);
});

for (const occurrenceInvitees of ['inherited', 'own']) {
  test(`a guest of one occurrence is invited only to that one, where invitees are ${occurrenceInvitees}`, async () => {
    // proves: E36, P10
    const { world, person, id } = await seriesWorld({ spec: { options: { webex: { occurrenceInvitees } } } });
    person.calendar.edit(at(id, tuesdays[1]), { summary: 'Special' });
    person.calendar.addGuests(at(id, tuesdays[1]), ['guest-9@example.com']);
    await world.settle();
    const [special] = /** @type {any[]} */ (onlyMeeting(world).exceptions);
    assert.deepEqual([special.title, special.invitees.sort()], ['Special', [...guests, 'guest-9@example.com']]);
    assert.equal(onlyMeeting(world).invitees.length, 2);
    person.calendar.removeGuests(at(id, tuesdays[1]), ['guest-1@example.com']);
    await world.settle();
    assert.deepEqual(onlyMeeting(world).exceptions[0].invitees?.sort(), ['guest-2@example.com', 'guest-9@example.com']);
    assert.deepEqual(world.webex.mail, []);
  });
}

test('where a changed occurrence has its own link at Webex, its event shows that link', async () => {
  // proves: N1, E36
  const { world, person, id } = await seriesWorld({ spec: { options: { webex: { exceptionNumber: 'own' } } } });
  const before = linkOf(person.calendar.see(id));
  person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-10T15:00:00', minutes: 60 });
  await world.advance(2 * hour);
  const [own, plain, whole] = [at(id, tuesdays[1]), at(id, tuesdays[0]), id].map((event) => linkOf(person.calendar.see(event)));
  assert.deepEqual([own === before, plain === before, whole === before], [false, true, true]);
  assert.equal(meetings(world).length, 1);
  const from = world.webex.requests.length;
  await world.advance(2 * hour);
  assert.deepEqual(requestsSince(world, from), []);
  const panel = await open(person.openEvent(host, at(id, tuesdays[1])));
  shows(panel, /In step with Webex/);
  await panel.click('Join');
  assert.equal(panel.openedLink.url, own);
});

for (const seriesEditKeepsExceptions of [true, false]) {
  for (const exceptionFlags of ['kept', 'taken']) {
    test(`a new time for all: exceptions are ${seriesEditKeepsExceptions ? 'kept' : 'reset'} as Google has them, with flags ${exceptionFlags} at Webex`, async () => {
      // proves: E43
      const options = { seriesEditKeepsExceptions, seriesEditKeepsTitles: exceptionFlags === 'kept', webex: { exceptionFlags } };
      const { world, person, id } = await seriesWorld({ spec: { options } });
      person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-10T15:00:00', minutes: 60, summary: 'Moved' });
      person.calendar.remove(at(id, tuesdays[2]));
      await world.settle();
      person.calendar.editAll(id, { start: '2026-03-03T11:00:00', minutes: 30, summary: 'All new' });
      await world.settle();
      const kept = ['2026-03-03T10:00', '2026-03-10T14:00', '2026-03-24T10:00'];
      const reset = ['03', '10', '17', '24'].map((date) => `2026-03-${date}T10:00`);
      assert.deepEqual(held(world), [['All new', 'WEEKLY', seriesEditKeepsExceptions ? kept : reset]]);
      assert.deepEqual(exceptions(world), seriesEditKeepsExceptions ? [['2026-03-10T10:00', '2026-03-10T14:00', exceptionFlags === 'kept' ? 'Moved' : 'All new']] : []);
    });
  }
}

for (const lastOccurrence of ['series deleted', 'series kept']) {
  test(`a series whose occurrences are all cancelled one by one is deleted, and comes back with one of them (${lastOccurrence})`, async () => {
    // proves: E50
    const { world, person, id } = await seriesWorld({ spec: { options: { webex: { lastOccurrence } } } });
    const { id: meeting } = onlyMeeting(world);
    for (const start of tuesdays) {
      person.calendar.remove(at(id, start));
      await world.settle();
    }
    assert.equal(onlyMeeting(world).id, meeting, 'within the grace time the meeting is still there for an undo');
    person.calendar.restore(at(id, tuesdays[2]));
    await world.settle();
    // Webex can't restore a deleted occurrence, so this one has a meeting of its own.
    const takePlace = () => held(world).filter((/** @type {any[]} */ [, , starts]) => starts.length > 0);
    assert.deepEqual(takePlace(), [['Weekly review', null, [tuesdays[2]]]]);
    const own = meetings(world).find((one) => one.occurrences.length > 0);
    assert.equal(linkOf(person.calendar.see(at(id, tuesdays[2]))), own?.webLink);
    person.calendar.restore(at(id, tuesdays[1]));
    await world.settle();
    assert.deepEqual(takePlace().flatMap((/** @type {any[]} */ [, , starts]) => starts).sort(), [tuesdays[1], tuesdays[2]]);
    for (const start of tuesdays.slice(1, 3)) person.calendar.remove(at(id, start));
    await world.advance(90 * minute);
    assert.deepEqual(held(world), []);
    person.calendar.restore(at(id, tuesdays[3]));
    await world.settle();
    assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[3]]]]);
    assert.equal(linkOf(person.calendar.see(at(id, tuesdays[3]))), onlyMeeting(world).webLink);
  });
}

test('an occurrence with another conference, or none, is deleted from the series at Webex, and the other conference stays', async () => {
  // proves: E52
  const { world, person, id } = await seriesWorld();
  person.calendar.switchConference(at(id, tuesdays[1]), 'hangoutsMeet');
  person.calendar.removeConference(at(id, tuesdays[2]));
  await world.advance(90 * minute);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0], tuesdays[3]]]]);
  assert.match(linkOf(person.calendar.see(at(id, tuesdays[1]))), /meet\.google\.com/);
  shows(await open(person.openEvent(host, at(id, tuesdays[1]))), /a conference that Meetwright did not make/);
});

test('a meeting for one occurrence of a series without a meeting belongs to that occurrence only', async () => {
  // proves: E36, E52
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ ...weekly, guests });
  const editor = person.editEvent('primary', at(id, tuesdays[1]));
  await editor.pickConference('webex-meeting');
  await editor.save();
  person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-11T10:00:00', minutes: 60 });
  await world.advance(50 * hour);
  assert.deepEqual(held(world), [['Weekly review', null, ['2026-03-11T09:00']]]);
  assert.equal(linkOf(person.calendar.see(id)), undefined);
  person.calendar.remove(id);
  await world.advance(2 * hour);
  assert.deepEqual(held(world), []);
});

test('an occurrence of somebody else\'s series, where the person is a guest of that one only, is left alone', async () => {
  // proves: E49
  const { world, person, id } = await seriesWorld({ spec: { users: both } });
  const owner = world.person(other).calendar;
  const theirs = owner.insert({ ...weekly, summary: 'Theirs', guests: ['guest-1@example.com'] });
  owner.addGuests(at(theirs.id, tuesdays[1]), [host]);
  await world.settle();
  assert.deepEqual([person.calendar.see(at(theirs.id, tuesdays[1])).summary, person.calendar.see(theirs.id)], ['Theirs', undefined]);
  const from = world.webex.requests.length;
  owner.edit(at(theirs.id, tuesdays[1]), { start: '2026-03-11T10:00:00' });
  await world.settle();
  person.calendar.remove(at(theirs.id, tuesdays[1]));
  await world.advance(2 * hour);
  assert.deepEqual(requestsSince(world, from), []);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays]]);
  assert.equal(linkOf(person.calendar.see(id)), onlyMeeting(world).webLink);
});

test('an added date whose occurrence Google resets with the series keeps a meeting of its own, and shows it', async () => {
  // proves: E43, E46
  const fields = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2', 'RDATE;TZID=Europe/Paris:20260624T101500'] };
  const { world, person, id } = await seriesWorld({ fields });
  await world.advance(hour);
  const added = at(id, '2026-06-24T08:15');
  person.calendar.editAll(id, { start: '2026-03-04T11:00:00', minutes: 60 });
  await world.settle();
  assert.deepEqual(held(world), [
    ['Weekly review', 'WEEKLY', ['2026-03-04T10:00', '2026-03-11T10:00']],
    ['Weekly review', null, ['2026-06-24T08:15']],
  ]);
  const named = (/** @type {string} */ event) => person.calendar.see(event).conferenceData.parameters.addOnParameters.parameters;
  assert.deepEqual(named(added), { meeting: meetings(world)[1].id, event: added, host: named(id).host });
});
