// @ts-check
/** Journeys: executions that overlap, and a sign-in that ends while one runs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventObject } from '../../simulator/host/event-object.js';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows, confirmDeletions } from './world.js';

/** @typedef {import('../../simulator/world.js').World} World */

const many = 12;

/**
 * A world with many events that have meetings, after their change trigger.
 * @param {Parameters<typeof linkedWorld>[0]} [spec]
 */
async function manyMeetings(spec) {
  const { world, person } = await linkedWorld(spec);
  const ids = [];
  for (let number = 0; number < many; number++) {
    const editor = person.newEvent({ summary: `Meeting ${number}`, start: `2026-03-${10 + number}T10:00:00`, minutes: 60, guests });
    await editor.pickConference('webex-meeting');
    await editor.save();
    ids.push(editor.eventId);
  }
  await world.settle();
  assert.equal(meetings(world).length, many);
  return { world, person, ids };
}

/** @param {World} world */
const titles = (world) => meetings(world).map(({ title }) => title).sort();

/** @param {World} world */
const tokens = (world) => JSON.parse(world.user(host).properties.get('tokens') ?? '{}');

/** @param {World} world */
const intents = (world) => [...world.user(host).properties].filter(([key, value]) => key.startsWith('intent.') && value !== '');

/** @param {any} value */
const words = (value) => JSON.stringify(value);

test('a card and a new meeting wait at most three seconds for a long run that holds the lock, and all meetings are right', async () => {
  // proves: E6, N2
  const { world, person, eventId, meeting } = await meetingWorld();
  const editor = person.newEvent({ summary: 'Meanwhile', start: '2026-03-05T10:00:00', minutes: 30, guests });
  const pick = { eventData: { calendarId: host, eventId: editor.eventId } };
  const opening = eventObject({
    world, user: world.user(host), host: 'CALENDAR',
    context: { calendar: { id: eventId, calendarId: host, capabilities: { canSetConferenceData: true } } },
  });
  world.faults.add({ entry: 'onCalendarChange', match: (call) => call.counted, delay: 45_000, times: 100 });
  /** @type {any[]} */
  const outcomes = [];
  world.faults.add({
    entry: 'onCalendarChange',
    match: 'UrlFetchApp.fetchAll',
    run: () => {
      outcomes.push(world.runNested(host, 'onCalendarEventOpen', opening, { kind: 'addon' }));
      outcomes.push(world.runNested(host, 'createWebexMeeting', pick, { kind: 'addon' }));
    },
  });
  person.calendar.edit(eventId, { summary: 'Renamed' });
  const [long] = await world.settle();
  world.faults.clear();
  const [card, made] = outcomes;
  assert.equal(long.outcome?.status, 'completed');
  assert.ok(Number(long.endedAt) - long.startedAt > 4 * minute);
  assert.equal(card.status, 'completed', String(card.error));
  assert.match(words(card.value), /Renamed/);
  assert.deepEqual(world.roundTrips(last(world, 'onCalendarEventOpen')), { total: 2, Properties: 1, Calendar: 1 });
  assert.equal(made.status, 'completed', String(made.error));
  assert.equal(made.value.json.error, undefined);
  const waited = last(world, 'createWebexMeeting');
  assert.ok(Number(waited.endedAt) - waited.startedAt < 10_000);
  assert.equal(intents(world).length, 1, 'the picked meeting waits for the next holder of the lock');

  await editor.pickConference('webex-meeting');
  assert.equal(editor.conferenceError, null);
  await editor.save();
  await world.advance(70 * minute);
  assert.deepEqual(titles(world), ['Meanwhile', 'Renamed']);
  assert.deepEqual(intents(world), []);
  const second = meetings(world).find((one) => one.id !== meeting.id);
  assert.equal(person.calendar.see(editor.eventId).conferenceData.entryPoints[0].uri, second?.webLink);
  assert.deepEqual([second?.start, second?.end], ['2026-03-05T10:00:00+01:00', '2026-03-05T10:30:00+01:00']);
  for (const one of meetings(world)) assert.deepEqual(one.invitees.map((invitee) => invitee.email).sort(), guests);
  for (const id of [eventId, editor.eventId]) shows(await open(person.openEvent(host, id)), /In step with Webex/);
});

for (const refreshReply of ['repeated', 'absent', 'rotated']) {
  test(`a token that ends in the middle of a batch is renewed once and the batch goes on, the refresh token ${refreshReply}`, async () => {
    // proves: E75, E8
    const { world, person, ids } = await manyMeetings({ options: { webex: { refreshReply } } });
    const before = tokens(world);
    // The first batch of requests changes titles, the second one guests. The access token ends between the two.
    world.faults.add({ entry: 'onCalendarChange', match: 'UrlFetchApp.fetchAll', call: 1, at: 'after', run: () => world.webex.person(host).endAccess() });
    const from = world.webex.requests.length;
    for (const id of ids) {
      person.calendar.edit(id, { summary: 'Renamed' });
      person.calendar.addGuests(id, ['guest-3@example.com']);
    }
    await world.settle();
    const sent = requestsSince(world, from);
    assert.equal(sent.filter((one) => one === 'POST /v1/access_token').length, 1);
    assert.ok(world.webex.requests.slice(from).some(({ status }) => status === 401));
    assert.deepEqual(titles(world), Array(many).fill('Renamed'));
    for (const { invitees } of meetings(world)) {
      assert.deepEqual(invitees.map((one) => one.email).sort(), [...guests, 'guest-3@example.com']);
    }
    const after = tokens(world);
    assert.notEqual(after.access, before.access);
    assert.equal(after.refresh === before.refresh, refreshReply !== 'rotated');
    person.calendar.edit(ids[0], { summary: 'Again' });
    await world.settle();
    assert.equal(titles(world)[0], 'Again');
    assert.equal(requestsSince(world, from).filter((one) => one === 'POST /v1/access_token').length, 1);
    assert.deepEqual(world.webex.mail, []);
  });
}

test('a token that ends while meetings are made again makes none of them twice', async () => {
  // proves: E75, E26
  const { world, person, ids } = await manyMeetings();
  for (const id of ids) person.calendar.remove(id);
  await world.advance(2 * 60 * minute);
  await confirmDeletions(world, person);
  assert.equal(meetings(world).length, 0);
  for (const id of ids) person.calendar.restore(id);
  world.faults.add({ entry: 'onCalendarChange', match: 'UrlFetchApp.fetchAll', call: 1, run: () => world.webex.person(host).endAccess() });
  await world.settle();
  await world.advance(70 * minute);
  assert.deepEqual(titles(world), ids.map((_, number) => `Meeting ${number}`).sort());
  const links = ids.map((id) => person.calendar.see(id).conferenceData.entryPoints[0].uri);
  assert.deepEqual(links.sort(), meetings(world).map(({ webLink }) => webLink).sort());
});

test('a run and a click whose token is refused at the same time both continue with the token that one of them renewed', async () => {
  // proves: E75
  for (const refreshReply of ['repeated', 'rotated']) {
    const { world, person, eventId } = await meetingWorld({ spec: { options: { webex: { refreshReply, oldAccessToken: 'ended' } } } });
    const editor = person.newEvent({ summary: 'Meanwhile', start: '2026-03-05T10:00:00', minutes: 60 });
    world.webex.person(host).endAccess();
    /** @type {any} */
    let nested;
    world.faults.add({
      entry: 'onCalendarChange',
      match: 'UrlFetchApp.fetchAll',
      call: 2,
      run: () => {
        nested = world.runNested(host, 'createWebexMeeting', { eventData: { calendarId: host, eventId: editor.eventId } }, { kind: 'addon' });
      },
    });
    person.calendar.edit(eventId, { summary: 'Renamed' });
    await world.settle();
    last(world, 'onCalendarChange');
    assert.equal(nested.value.json.error, undefined);
    assert.deepEqual(titles(world), ['Renamed', 'Webex meeting']);
    const from = world.webex.requests.length;
    await editor.pickConference('webex-meeting');
    await editor.save();
    await world.settle();
    assert.deepEqual(titles(world), ['Meanwhile', 'Renamed']);
    const refused = world.webex.requests.slice(from).filter(({ status }) => status === 401).length;
    assert.ok(refused === 0 || refreshReply === 'repeated', 'the stored token is the valid one');
  }
});

for (const [mode, runs] of /** @type {const} */ ([['doubled', 2], ['late', 1], ['concurrent', 2]])) {
  test(`a change whose trigger comes ${mode} is sent, and nothing is doubled`, async () => {
    // proves: E5, E6
    const { world, person, eventId, meeting } = await meetingWorld();
    const [from, changedAt] = [world.webex.requests.length, world.clock.now()];
    world.faults.firing(mode);
    person.calendar.edit(eventId, { summary: 'Changed' });
    const fired = await world.settle();
    assert.deepEqual(fired.map(({ outcome }) => outcome?.status), Array(runs).fill('completed'));
    assert.equal(fired[0].startedAt - changedAt > 15 * minute, mode === 'late');
    await world.advance(70 * minute);
    assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).id], ['Changed', meeting.id]);
    assert.equal(requestsSince(world, from).filter((one) => one.startsWith('PATCH')).length, 1);
  });
}
