// @ts-check
/** Journeys: series with various rules and ends, and their meetings at Webex. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, linkOf, seriesWorld, tuesdays, weekly } from './series-world.js';
import { guests, host, hour, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows } from './world.js';

const day = 24 * hour;

test('a series is one meeting at Webex with the same occurrences, and its guests', async () => {
  // proves: N1, E35
  const { world } = await seriesWorld();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays]]);
  assert.equal(onlyMeeting(world).invitees.length, 2);
  assert.deepEqual(world.webex.mail, []);
});

test('a series that began long ago starts at Webex with its next occurrence', async () => {
  // proves: N1, E35
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ ...weekly, start: '2026-02-03T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=8'] });
  const editor = person.editEvent('primary', id);
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays]]);
  person.calendar.edit(at(id, '2026-02-10T09:00'), { summary: 'Long ago' });
  person.calendar.remove(at(id, tuesdays[1]));
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', [tuesdays[0], tuesdays[2], tuesdays[3]]]]);
});

for (const [apply, expected] of /** @type {const} */ ([['all', tuesdays], ['following', tuesdays.slice(1)]])) {
  test(`a meeting picked on one occurrence and saved for ${apply} becomes the series', and its link stays`, async () => {
    // proves: N1, E35
    const { world, person } = await linkedWorld();
    const { id } = person.calendar.insert({ ...weekly, guests });
    person.calendar.edit(at(id, tuesdays[2]), { summary: 'Special' });
    await world.settle();
    const editor = person.editEvent('primary', at(id, tuesdays[1]));
    await editor.pickConference('webex-meeting');
    const saved = await editor.save({ apply });
    await world.settle();
    assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', expected]]);
    const meeting = onlyMeeting(world);
    assert.deepEqual([linkOf(saved), meeting.invitees.length], [meeting.webLink, 2]);
    assert.deepEqual(meeting.exceptions.map(({ title }) => title), ['Special']);
    await world.advance(50 * hour);
    assert.deepEqual([onlyMeeting(world).id, onlyMeeting(world).webLink], [meeting.id, linkOf(person.calendar.see(saved.id))]);
    const panel = await open(person.openEvent(host, saved.id));
    shows(panel, /In step with Webex/);
    await panel.click('Join');
    assert.equal(panel.openedLink.url, meeting.webLink);
    person.calendar.edit(saved.id, { summary: 'Renamed' });
    await (await open(person.openEvent(host, saved.id))).click('Sync now');
    assert.equal(onlyMeeting(world).title, 'Renamed');
  });
}

test('an event becomes a series and a single event again, and its link stays', async () => {
  // proves: E48
  const { world, person, eventId, meeting } = await meetingWorld();
  person.calendar.edit(eventId, { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
  await world.settle();
  assert.deepEqual(held(world), [['Design review', 'WEEKLY', tuesdays.slice(0, 3)]]);
  assert.deepEqual([onlyMeeting(world).id, linkOf(person.calendar.see(eventId))], [meeting.id, meeting.webLink]);
  person.calendar.editAll(eventId, { recurrence: null });
  await world.settle();
  assert.deepEqual(held(world), [['Design review', null, tuesdays.slice(0, 1)]]);
  assert.deepEqual([onlyMeeting(world).id, onlyMeeting(world).password], [meeting.id, meeting.password]);
});

test('a series with a rule that Webex can\'t express gets one meeting on every day, and the card says so', async () => {
  // proves: N1, E47
  const { world, person, id } = await seriesWorld({ fields: { start: '2026-03-27T10:00:00', recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'] } });
  const [[, freq, starts]] = held(world);
  assert.deepEqual([freq, starts[0], starts.at(-1), meetings(world).length], ['DAILY', '2026-03-27T09:00', '2026-05-29T08:00', 1]);
  shows(await open(person.openEvent(host, id)), /can't repeat the way this event does/);
});

test('a person can choose a meeting for each of the next occurrences instead, and each follows its occurrence', async () => {
  // proves: E47
  const { world, person } = await linkedWorld();
  const settings = await open(person.openHome({ host: 'CALENDAR' }));
  await settings.click('Settings');
  settings.fill({ spread: 'each' });
  await settings.click('Save');
  const recurrence = ['RRULE:FREQ=MONTHLY;BYMONTHDAY=5,12,19;COUNT=6'];
  const editor = person.newEvent({ ...weekly, start: '2026-03-05T10:00:00', recurrence });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  const alone = () => held(world).filter((/** @type {any[]} */ [, freq]) => freq === null).map((/** @type {any[]} */ [title, , [start]]) => [start, title]).sort();
  assert.deepEqual(alone(), ['05', '12', '19'].map((date) => [`2026-03-${date}T09:00`, 'Weekly review']));
  person.calendar.edit(at(editor.eventId, '2026-03-12T09:00'), { start: '2026-03-13T15:00:00', minutes: 60 });
  person.calendar.remove(at(editor.eventId, '2026-03-19T09:00'));
  await world.advance(2 * hour);
  assert.deepEqual(alone(), ['2026-03-05T09:00', '2026-03-13T14:00'].map((start) => [start, 'Weekly review']));
  shows(await open(person.openEvent(host, editor.eventId)), /can't repeat the way this event does/);
});

for (const recurrence of [
  ['RDATE;TZID=Europe/Paris:20260305T100000,20260309T100000'],
  ['RRULE:FREQ=WEEKLY;COUNT=2', 'RRULE:FREQ=DAILY;COUNT=3'],
  ['RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=6'],
]) {
  test(`${recurrence.join(' ')} gets one meeting on every day until its last one`, async () => {
    // proves: E46, E47
    const { world, person, id } = await seriesWorld({ fields: { recurrence } });
    const last = { 7: '2026-03-09T09:00', 8: '2026-03-10T09:00', 41: '2026-04-12T08:00' };
    const [[, freq, starts]] = held(world);
    assert.deepEqual([freq, starts.at(-1), meetings(world).length], ['DAILY', Reflect.get(last, starts.length), 1]);
    shows(await open(person.openEvent(host, id)), /can't repeat the way this event does/);
  });
}

test('excluded dates are deleted one by one, and an added one gets a meeting of its own', async () => {
  // proves: E46
  const without = await seriesWorld({ fields: { recurrence: [...weekly.recurrence, 'EXDATE;TZID=Europe/Paris:20260310T100000'] } });
  assert.deepEqual(held(without.world), [['Weekly review', 'WEEKLY', [tuesdays[0], tuesdays[2], tuesdays[3]]]]);
  const added = await seriesWorld({ fields: { recurrence: [...weekly.recurrence, 'RDATE;TZID=Europe/Paris:20260312T100000'] } });
  assert.deepEqual(held(added.world), [['Weekly review', 'WEEKLY', tuesdays], ['Weekly review', null, ['2026-03-12T09:00']]]);
  const own = added.person.calendar.see(at(added.id, '2026-03-12T09:00'));
  assert.equal(linkOf(own), meetings(added.world)[1].webLink);
});

test('a rule that Webex refuses is replaced by the fallback rule in the same run', async () => {
  // proves: E47
  const options = { webex: { monthlyByDay: 'refused' } };
  const { world, person, id } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3'] }, spec: { options } });
  const [[, freq, starts]] = held(world);
  assert.deepEqual([freq, starts[0], starts.at(-1), meetings(world).length], ['DAILY', '2026-03-03T09:00', '2026-05-05T08:00', 1]);
  shows(await open(person.openEvent(host, id)), /can't repeat the way this event does/);
});

for (const startOffRule of ['refused', 'moved', 'kept']) {
  test(`a start that the rule does not produce is never sent, where Webex has it ${startOffRule}`, async () => {
    // proves: E47
    const { world } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=3'] }, spec: { options: { webex: { startOffRule } } } });
    const [[, freq, starts]] = held(world);
    assert.deepEqual([freq, starts[0], starts.at(-1)], ['DAILY', '2026-03-04T09:00', '2026-03-18T09:00']);
  });
}

for (const recurrenceLimit of ['refused', 'clipped']) {
  test(`a series with more occurrences than Webex allows is cut at that number, where more would be ${recurrenceLimit}`, async () => {
    // proves: E45
    const { world } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=400'] }, spec: { options: { webex: { recurrenceLimit } } } });
    assert.match(String(onlyMeeting(world).recurrence), /COUNT=261/);
  });
}

test('an endless series is endless at Webex, and its exceptions are followed', async () => {
  // proves: E45
  const { world, person, id } = await seriesWorld({ fields: { recurrence: ['RRULE:FREQ=WEEKLY'] } });
  assert.doesNotMatch(String(onlyMeeting(world).recurrence), /COUNT|UNTIL/);
  person.calendar.remove(at(id, '2026-12-01T09:00'));
  await world.settle();
  const [[, , starts]] = held(world);
  assert.deepEqual([starts.length, starts.includes('2026-12-01T09:00'), starts.includes('2026-12-08T09:00')], [52, false, true]);
});

test('a series that is over and is reported again leads to no new meeting and no request', async () => {
  // proves: E42
  const { world, person, id } = await seriesWorld();
  person.calendar.removeFollowing(id, '2026-03-10T10:00:00');
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 1)]]);
  await world.advance(2 * day);
  const from = world.webex.requests.length;
  for (const changes of [{ description: 'x' }, { summary: 'New title' }, { colorId: '5' }]) {
    person.calendar.edit(id, changes);
    await world.settle();
  }
  await world.advance(61 * minute);
  assert.deepEqual(requestsSince(world, from), []);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 1)]]);
});
