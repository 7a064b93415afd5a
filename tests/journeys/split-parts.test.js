// @ts-check
/** Journeys: the parts of a split series as recorded calendars show them: ids of their events, a new time, "all events", tombstones, ends. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, exceptions, held, linkOf, seriesWorld, tuesdays, weekly } from './series-world.js';
import { guests, host, hour, linkedWorld, meetings, open, requestsSince, shows } from './world.js';

/** Two Tuesdays, and two from which the series was split. @param {Parameters<typeof seriesWorld>[0]} [how] */
async function splitWorld(how) {
  const { world, person, id } = await seriesWorld(how);
  const second = person.calendar.editFollowing(id, at(id, tuesdays[2]), { summary: 'Second half' });
  await world.settle();
  return { world, person, id, second: second.id };
}

/** The last two Tuesdays, an hour earlier. */
const earlier = tuesdays.slice(2).map((start) => start.replace('T09', 'T08'));

test('the card of every event of a second part is that of its series, and "Sync now" brings that series in step', async () => {
  // proves: E102
  const { world, person, id, second } = await splitWorld();
  const later = at(id, tuesdays[3]);
  const panel = await open(person.openEvent(host, later));
  shows(panel, /In step with Webex/);
  await panel.click('Join');
  assert.equal(panel.openedLink.url, linkOf(person.calendar.see(second)));
  person.calendar.edit(second, { location: 'Room', summary: 'Renamed' });
  await panel.click('Sync now');
  shows(panel, /In step with Webex/);
  assert.deepEqual(meetings(world).map(({ title }) => title), ['Weekly review', 'Renamed']);
  await world.settle();
  // The first part is told apart from it.
  person.calendar.edit(id, { summary: 'First half' });
  await (await open(person.openEvent(host, at(id, tuesdays[1])))).click('Sync now');
  assert.deepEqual(meetings(world).map(({ title }) => title), ['First half', 'Renamed']);
});

test('a changed, a moved and a cancelled event of a second part reach their own occurrences at Webex', async () => {
  // proves: E102, E36, E37
  const { world, person, id } = await splitWorld({ fields: { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'] } });
  const [fifth, sixth] = ['2026-03-31T08:00', '2026-04-07T08:00'];
  person.calendar.edit(at(id, tuesdays[2]), { summary: 'Third' });
  person.calendar.edit(at(id, tuesdays[3]), { start: '2026-03-24T15:00:00', minutes: 60 });
  person.calendar.remove(at(id, fifth));
  await world.settle();
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Second half', 'WEEKLY', [tuesdays[2], '2026-03-24T14:00', sixth]]]);
  assert.deepEqual(exceptions(world), [[tuesdays[2], tuesdays[2], 'Third'], [tuesdays[3], '2026-03-24T14:00', 'Second half']]);
  const from = world.webex.requests.length;
  await world.advance(3 * hour);
  assert.deepEqual(requestsSince(world, from), []);
});

test('an event of a second part that leaves its series gets a meeting of its own, and goes with its series', async () => {
  // proves: E102, E40
  const { world, person, id, second } = await splitWorld();
  person.calendar.edit(at(id, tuesdays[3]), { start: '2026-03-20T15:00:00', minutes: 60 });
  await world.advance(hour);
  const alone = ['Second half', null, ['2026-03-20T14:00']];
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Second half', 'WEEKLY', [tuesdays[2]]], alone]);
  shows(await open(person.openEvent(host, at(id, tuesdays[3]))), /In step with Webex/);
  person.calendar.remove(second);
  await world.advance(3 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)]]);
});

for (const retimedSplitKeepsConferenceData of [false, true]) {
  for (const conferenceDataPatch of /** @type {const} */ (['allowed', 'refused'])) {
    const how = `${retimedSplitKeepsConferenceData ? 'kept' : 'lost'} conference, scripts' conference data ${conferenceDataPatch}`;
    test(`this and following events with a new time get a series of their own at Webex (${how})`, async () => {
      // proves: E103, E38
      const { world, person, id } = await seriesWorld({ spec: { options: { retimedSplitKeepsConferenceData, conferenceDataPatch } } });
      const [first] = meetings(world);
      const second = person.calendar.editFollowing(id, at(id, tuesdays[2]), { start: '2026-03-17T09:00:00', minutes: 60 });
      await world.settle();
      assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Weekly review', 'WEEKLY', earlier]]);
      const [before, other] = meetings(world);
      assert.deepEqual([before.id, before.webLink, other.invitees.map(({ email }) => email).sort()], [first.id, first.webLink, guests]);
      const seen = person.calendar.see(second.id);
      assert.equal(conferenceDataPatch === 'allowed' ? linkOf(seen) : seen.location, other.webLink);
      for (const event of [second.id, at(second.id, earlier[1])]) {
        const panel = await open(person.openEvent(host, event));
        shows(panel, /In step with Webex/);
        await panel.click('Join');
        assert.equal(panel.openedLink.url, other.webLink, 'not the meeting of the first part');
      }
      person.calendar.edit(at(second.id, earlier[1]), { summary: 'The last' });
      await world.settle();
      assert.deepEqual(exceptions(world), [[earlier[1], earlier[1], 'The last']]);
      const from = world.webex.requests.length;
      await world.advance(3 * hour);
      assert.deepEqual([requestsSince(world, from), world.webex.mail], [[], []]);
      person.calendar.remove(second.id);
      await world.advance(3 * hour);
      assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)]]);
    });
  }
}

test('a series that is split twice at new times before any run is three at Webex', async () => {
  // proves: E103
  const { world, person, id } = await seriesWorld();
  const second = person.calendar.editFollowing(id, at(id, tuesdays[1]), { start: '2026-03-10T09:00:00', minutes: 60 });
  person.calendar.editFollowing(second.id, at(second.id, earlier[1]), { start: '2026-03-24T08:00:00', minutes: 60 });
  await world.settle();
  assert.deepEqual(held(world).map(([, , starts]) => starts), [[tuesdays[0]], ['2026-03-10T08:00', earlier[0]], ['2026-03-24T07:00']]);
});

test('a series that gets a meeting and is split at a new time before any run is two at Webex', async () => {
  // proves: E103
  const { world, person } = await seriesWorld({ fields: { summary: 'Another' } });
  const editor = person.newEvent({ ...weekly, guests });
  await editor.pickConference('webex-meeting');
  const { id } = await editor.save();
  person.calendar.editFollowing(id, at(id, tuesdays[2]), { start: '2026-03-17T09:00:00', minutes: 60 });
  await world.advance(hour);
  assert.deepEqual(held(world), [['Another', 'WEEKLY', tuesdays], ['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Weekly review', 'WEEKLY', earlier]]);
});

test('a second part with a new time gets its meeting by a later run if Webex can\'t make it for more than a day', async () => {
  // proves: E103
  const { world, person, id } = await seriesWorld();
  world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 28, status: 503 });
  person.calendar.editFollowing(id, at(id, tuesdays[2]), { start: '2026-03-17T09:00:00', minutes: 60 });
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)]]);
  await world.advance(26 * hour);
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)], ['Weekly review', 'WEEKLY', earlier]]);
});

test('a series that was only created at the same moment as a split one gets no meeting', async () => {
  // proves: E103, E92
  const { world, person } = await linkedWorld();
  const [one, other] = ['First term', 'Second term'].map((summary, index) => person.calendar.insert({ ...weekly, summary, start: `2026-0${3 + index}-03T10:00:00` }));
  assert.equal(one.created, other.created);
  const editor = person.editEvent('primary', one.id);
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  for (const { id } of [one, other]) person.calendar.edit(id, { minutes: 30 });
  await world.advance(3 * hour);
  for (const { id } of [one, other]) person.calendar.edit(id, { summary: 'Renamed' });
  await world.advance(3 * hour);
  assert.deepEqual([held(world), linkOf(person.calendar.see(other.id))], [[['Renamed', 'WEEKLY', tuesdays]], undefined]);
});

for (const seriesEditKeepsTitles of [false, true]) {
  test(`a new title for all events of a split series reaches both meetings (changed titles are ${seriesEditKeepsTitles ? 'kept' : 'overwritten'})`, async () => {
    // proves: E104, E43
    const { world, person, id, second } = await splitWorld({ spec: { options: { seriesEditKeepsTitles } } });
    person.calendar.edit(at(id, tuesdays[0]), { summary: 'Kick-off' });
    person.calendar.edit(at(id, tuesdays[3]), { summary: 'The last' });
    await world.settle();
    assert.deepEqual(exceptions(world).map(([, , title]) => title), ['Kick-off', 'The last']);
    person.calendar.editAll(second, { summary: 'Everything' });
    await world.settle();
    assert.deepEqual(held(world), [['Everything', 'WEEKLY', tuesdays.slice(0, 2)], ['Everything', 'WEEKLY', tuesdays.slice(2)]]);
    const titles = seriesEditKeepsTitles ? ['Kick-off', 'The last'] : [];
    assert.deepEqual(exceptions(world).map(([, , title]) => title).filter((title) => title !== 'Everything'), titles);
    for (const start of tuesdays) shows(await open(person.openEvent(host, at(id, start))), /In step with Webex/);
  });
}

test('a new time for all events of a split series moves both meetings', async () => {
  // proves: E104, E43
  const { world, person, id } = await splitWorld();
  const editor = person.editEvent('primary', at(id, tuesdays[3]));
  await editor.setTime('2026-03-25T10:00:00', '2026-03-25T11:00:00').save({ apply: 'all' });
  await world.settle();
  const wednesdays = tuesdays.map((start) => start.replace(/-(\d\d)T/, (_, day) => `-${String(Number(day) + 1).padStart(2, '0')}T`));
  assert.deepEqual(held(world).map(([, , starts]) => starts), [wednesdays.slice(0, 2), wednesdays.slice(2)]);
});

test('a meeting picked on one event of a split series and saved for all is that of one part, and the other gets its own', async () => {
  // proves: E102, E104
  const { world, person } = await linkedWorld();
  const { id } = person.calendar.insert({ ...weekly, guests });
  const second = person.calendar.editFollowing(id, at(id, tuesdays[2]), { summary: 'Second half' });
  await world.settle();
  const editor = person.editEvent('primary', at(id, tuesdays[3]));
  await editor.pickConference('webex-meeting');
  await editor.save({ apply: 'all' });
  await world.advance(3 * hour);
  assert.deepEqual(held(world).sort(), [['Second half', 'WEEKLY', tuesdays.slice(2)], ['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)]]);
  const links = [id, second.id].map((event) => linkOf(person.calendar.see(event)));
  assert.deepEqual(links.sort(), meetings(world).map(({ webLink }) => webLink).sort());
});

for (const offRuleTombstones of /** @type {const} */ (['bare', 'with series'])) {
  test(`a changed event that falls off a cut rule takes nothing else with it (its tombstone is ${offRuleTombstones})`, async () => {
    // proves: E104, E42
    const { world, person, id } = await seriesWorld({ spec: { options: { offRuleTombstones } } });
    person.calendar.edit(at(id, tuesdays[1]), { summary: 'Second' });
    person.calendar.edit(at(id, tuesdays[2]), { summary: 'Third' });
    person.calendar.edit(at(id, tuesdays[3]), { start: '2026-03-20T15:00:00', minutes: 60 });
    await world.settle();
    assert.equal(meetings(world).length, 2, 'the last one has a meeting of its own');
    const [{ id: series }] = meetings(world);
    person.calendar.removeFollowing(id, at(id, tuesdays[2]));
    await world.advance(3 * hour);
    assert.deepEqual([held(world), exceptions(world)], [[['Weekly review', 'WEEKLY', tuesdays.slice(0, 2)]], [[tuesdays[1], tuesdays[1], 'Second']]]);
    assert.equal(meetings(world)[0].id, series);
    person.calendar.edit(id, { summary: 'Renamed' });
    await world.settle();
    assert.deepEqual(held(world), [['Renamed', 'WEEKLY', tuesdays.slice(0, 2)]]);
    shows(await open(person.openEvent(host, at(id, tuesdays[1]))), /In step with Webex/);
  });
}

for (const [timeZone, time, other] of [['Pacific/Auckland', '08:00', '08:15'], ['Pacific/Auckland', '20:00', '20:15'], ['America/Los_Angeles', '20:00', '20:15'], ['America/Los_Angeles', '00:30', '00:15']]) {
  for (const retimed of [false, true]) {
    test(`a series at ${time} in ${timeZone} that is split${retimed ? ` for ${other}` : ''} has each day once at Webex`, async () => {
      // proves: E104, E38
      const spec = { users: [{ email: host, name: 'Host', timeZone }] };
      const { world, person, id } = await seriesWorld({ fields: { start: `2026-03-17T${time}:00`, recurrence: ['RRULE:FREQ=DAILY;COUNT=6'] }, spec });
      const [before] = held(world);
      const cut = new Date(`${before[2][3]}:00Z`).toISOString().slice(0, 16);
      person.calendar.editFollowing(id, at(id, cut), retimed ? { start: `2026-03-20T${other}:00`, minutes: 60 } : { summary: 'Second half' });
      await world.settle();
      const [first, second] = held(world).map(([, , starts]) => starts);
      assert.deepEqual(first, before[2].slice(0, 3));
      assert.deepEqual(second.map((start) => start.slice(0, 13)), before[2].slice(3).map((start) => start.slice(0, 13)));
    });
  }
}
