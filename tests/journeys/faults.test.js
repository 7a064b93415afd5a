// @ts-check
/** Journeys: calls that fail before or after their effect, end the run or take too long, and invalid answers of Webex. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, last, linkedWorld, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows } from './world.js';

/** @typedef {import('../../simulator/world.js').World} World */

const day = 24 * 60 * minute;
/** Numbers of calls, more than an undisturbed run has. */
const calls = Array.from({ length: 16 }, (_, at) => at + 1);

/**
 * A run with a fault over three events: one with a new title, one deleted, whose meeting is due for deletion, and one restored after its
 * meeting was deleted.
 * @param {import('../../simulator/runtime/faults.js').Fault} fault
 */
async function disturbed(fault) {
  const { world, person, eventId: renamed } = await meetingWorld();
  /** @param {string} summary @param {string} start */
  const another = async (summary, start) => {
    const editor = person.newEvent({ summary, start, minutes: 60, guests });
    await editor.pickConference('webex-meeting');
    await editor.save();
    return editor.eventId;
  };
  const [removed, restored] = [await another('Removed', '2026-03-04T10:00:00'), await another('Restored', '2026-03-05T10:00:00')];
  await world.settle();
  person.calendar.remove(restored);
  await world.advance(100 * minute);
  assert.equal(meetings(world).length, 2);
  person.calendar.remove(removed);
  await world.settle();
  world.clock.advance(20 * minute);
  const armed = world.faults.add({ entry: 'onCalendarChange', ...fault });
  person.calendar.edit(renamed, { summary: 'Renamed' });
  person.calendar.restore(restored);
  const fired = await world.settle();
  return { world, person, renamed, restored, armed, fired };
}

/** Checks that Webex followed all three changes. @param {Awaited<ReturnType<typeof disturbed>>} stage @param {string} what */
async function followed({ world, person, renamed, restored }, what) {
  await world.advance(3 * 60 * minute);
  const all = meetings(world);
  assert.deepEqual(all.map(({ title }) => title).sort(), ['Renamed', 'Restored'], what);
  for (const [id, title] of [[renamed, 'Renamed'], [restored, 'Restored']]) {
    const meeting = all.find((one) => one.title === title);
    assert.equal(person.calendar.see(id).conferenceData.entryPoints[0].uri, meeting?.webLink, what);
    assert.deepEqual(meeting?.invitees.map((one) => one.email).sort(), guests, what);
    shows(await open(person.openEvent(host, id)), /In step with Webex/);
  }
  assert.deepEqual(world.webex.mail, [], what);
}

for (const [words, fault] of /** @type {[string, import('../../simulator/runtime/faults.js').Fault][]} */ ([
  ['fails before its effect', { at: 'before', error: 'Service unavailable: try again later' }],
  ['has its effect and fails', { at: 'after', error: 'Service unavailable: try again later' }],
  ['is the last one, without its effect', { at: 'die-before' }],
  ['is the last one, with its effect', { at: 'die-after' }],
])) {
  test(`when any call of a run ${words}, the next runs bring all meetings in step and double none`, async () => {
    // proves: N2, E2
    let fired = 0;
    for (const call of calls) {
      const stage = await disturbed({ ...fault, call });
      fired += stage.armed.fired;
      await followed(stage, `call ${call}`);
    }
    assert.ok(fired > 8 && fired < calls.length, `${fired} calls had the fault, and all calls must`);
  });
}

test('a run that slow calls make longer than six minutes is ended, and a later one does the rest', async () => {
  // proves: E83, N2
  for (const match of ['UrlFetchApp.fetchAll', 'Calendar.Events.list', 'Properties.setProperties']) {
    const stage = await disturbed({ match, delay: 7 * minute });
    assert.deepEqual(stage.fired[0].outcome?.status, 'timeout', match);
    assert.equal(stage.fired[0].elapsedMs(), 6 * minute);
    await followed(stage, match);
  }
});

for (const at of /** @type {const} */ (['before', 'after', 'die-before', 'die-after'])) {
  test(`after a fault in any call of a pick (${at}) the next pick takes the same meeting, which is deleted if the event is never saved`, async () => {
    // proves: E26, E14
    let fired = 0;
    for (const call of calls.slice(0, 9)) {
      for (const isSaved of [true, false]) {
        const { world, person } = await linkedWorld();
        const error = at.startsWith('die') ? undefined : 'Service unavailable: try again later';
        const armed = world.faults.add({ entry: 'createWebexMeeting', call, at, error });
        const editor = person.newEvent({ summary: 'Picked', start: '2026-03-13T10:00:00', minutes: 60 });
        await editor.pickConference('webex-meeting');
        fired += armed.fired;
        if (isSaved) {
          await editor.pickConference('webex-meeting');
          assert.equal(editor.conferenceError, null, `call ${call}`);
          await editor.save();
          await world.advance(70 * minute);
          assert.equal(onlyMeeting(world).title, 'Picked', `call ${call}`);
        } else {
          editor.discard();
          world.clock.advance(2 * day);
          await world.advance(4 * 60 * minute);
          assert.equal(meetings(world).length, 0, `call ${call}`);
        }
      }
    }
    assert.ok(fired > 8 && fired < 18, `${fired} calls had the fault, and all calls must`);
  });
}

test('a pick that is ended after thirty seconds leaves at most one meeting, and the next pick takes it', async () => {
  // proves: E26, P8
  for (const match of ['UrlFetchApp.fetchAll', 'Properties.setProperties']) {
    for (const call of [1, 2]) {
      const { world, person } = await linkedWorld();
      const editor = person.newEvent({ summary: 'Slow', start: '2026-03-03T10:00:00', minutes: 60 });
      const armed = world.faults.add({ entry: 'createWebexMeeting', match, call, delay: 31_000 });
      await editor.pickConference('webex-meeting');
      assert.equal(editor.conferenceError?.type, armed.fired ? 'UNKNOWN' : undefined);
      if (armed.fired) assert.equal(editor.outcome?.status, 'timeout');
      await editor.pickConference('webex-meeting');
      assert.equal(editor.conferenceError, null, `${match} ${call}`);
      await editor.save();
      await world.settle();
      assert.equal(onlyMeeting(world).title, 'Slow');
    }
  }
});

test('a card whose calendar call is slow fails after thirty seconds, and the next opening shows it', async () => {
  // proves: N4
  const { world, person, eventId, meeting } = await meetingWorld();
  world.faults.add({ entry: 'onCalendarEventOpen', match: 'Calendar.Events.get', delay: 31_000 });
  const panel = await person.openEvent(host, eventId);
  assert.match(String(panel.error), /maximum execution time/);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
  assert.equal(onlyMeeting(world).id, meeting.id);
});

test('where Google can\'t be reached the card says so, and the next opening shows the event', async () => {
  // proves: N4, E13
  const { world, person, eventId } = await meetingWorld();
  world.faults.add({ entry: 'onCalendarEventOpen', match: 'Calendar.Events.get', error: 'Service invoked too many times for one day: calendar.' });
  shows(await open(person.openEvent(host, eventId)), /can't be reached right now.*nothing is lost/);
  world.faults.add({ entry: 'onHomepage', match: 'Properties.getProperties', error: 'Service unavailable: Properties' });
  shows(await open(person.openHome({ host: 'CALENDAR' })), /can't be reached right now/);
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

/**
 * Answers the next such request to Webex with a fault. A body that Webex's documents don't allow is answered in the service's place, where no
 * schema check applies.
 * @param {World} world
 * @param {string} method
 * @param {RegExp} path
 * @param {import('../../simulator/webex/faults.js').Fault & {body?: string}} answer
 * @returns {() => boolean} whether it was
 */
function answerNext(world, method, path, { body, ...fault }) {
  if (body === undefined) {
    world.webex.faults.add({ method, path, ...fault });
    return () => world.webex.faults.orders.every(({ times }) => times === 0);
  }
  const handle = world.webex.handle.bind(world.webex);
  let done = false;
  world.webex.handle = (request) => {
    const { method: asked, url } = request;
    if (done || asked.toUpperCase() !== method || !path.test(new URL(url).pathname)) return handle(request);
    done = true;
    if (fault.afterEffect) handle(request);
    return { status: 200, headers: {}, body };
  };
  return () => done;
}

/** @type {Record<string, Parameters<typeof answerNext>[3]>} */
const answers = {
  'an error of the server': { status: 500 },
  'a gateway error in HTML': { status: 502, html: true },
  'a page in place of JSON': { body: '<html><body>Sign in to the network</body></html>' },
  'broken JSON after the effect': { body: '{"id": "0', afterEffect: true },
  'an error after the effect': { status: 503, afterEffect: true },
  'a broken connection': { dropBeforeEffect: true },
  'an answer that is lost': { dropAfterEffect: true },
  'no answer in time': { timeout: true },
};

for (const [name, answer] of Object.entries(answers)) {
  test(`a change, a new meeting and a deletion survive ${name} of Webex`, async () => {
    // proves: N2, E13, E26
    const { world, person, eventId, meeting } = await meetingWorld({ fields: { start: '2026-03-20T10:00:00' } });
    const changed = answerNext(world, 'PATCH', /^\/v1\/meetings\//, answer);
    person.calendar.edit(eventId, { summary: 'Changed' });
    await world.settle();
    await world.advance(70 * minute);
    assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).id], ['Changed', meeting.id]);

    const deleted = answerNext(world, 'DELETE', /^\/v1\/meetings\//, answer);
    person.calendar.remove(eventId);
    await world.advance(3 * 60 * minute);
    assert.equal(meetings(world).length, 0);

    const made = answerNext(world, 'POST', /^\/v1\/meetings$/, answer);
    person.calendar.restore(eventId);
    await world.advance(3 * 60 * minute);
    const again = onlyMeeting(world);
    assert.equal(person.calendar.see(eventId).conferenceData.entryPoints[0].uri, again.webLink);
    assert.deepEqual(again.invitees.map((one) => one.email).sort(), guests);
    world.clock.advance(2 * day);
    await world.advance(2 * 60 * minute);
    assert.equal(onlyMeeting(world).id, again.id);
    assert.deepEqual([changed(), deleted(), made()], [true, true, true]);
    assert.deepEqual(world.webex.mail, []);
  });
}

test('after Webex says "too many requests" in HTML no request is sent before the time that it named', async () => {
  // proves: E13, P8
  const { world, person, eventId } = await meetingWorld();
  world.webex.faults.add({ method: 'PATCH', path: /^\/v1\/meetings\//, times: 1, status: 429, headers: { 'Retry-After': '7200' } });
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.settle();
  const from = world.webex.requests.length;
  await world.advance(110 * minute);
  assert.deepEqual(requestsSince(world, from), []);
  await world.advance(100 * minute);
  assert.equal(onlyMeeting(world).title, 'Changed');
  last(world, 'onHourly');
});
