// @ts-check
/** Journeys: a series that becomes a single event while a run reads it, under each answer that Google may give for its instances. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, open, shows } from './world.js';
import { at, held, seriesWorld, tuesdays } from './series-world.js';

/**
 * Makes the series single just before the add-on asks for what an expression names, once.
 * @param {Awaited<ReturnType<typeof seriesWorld>>} given
 * @param {RegExp} asked
 */
function makeSingleBefore({ world, person, id }, asked) {
  let isDone = false;
  const route = world.route.bind(world);
  world.route = (request) => {
    if (!isDone && request.method === 'GET' && request.url.includes(`/events/${id}`) && asked.test(request.url)) {
      isDone = true;
      person.calendar.editAll(id, { recurrence: null });
    }
    return route(request);
  };
  return () => isDone;
}

for (const singleEventInstances of ['empty', 'bad request', 'not found']) {
  for (const [moment, asked] of /** @type {const} */ ([['before it is read', /\?fields=/], ['between it and its instances', /\/instances\?/]])) {
    test(`a series that becomes single ${moment} ends as one meeting, with instances answered "${singleEventInstances}"`, async () => {
      // proves: E48
      const given = await seriesWorld({ spec: { options: { singleEventInstances } } });
      const { world, person, id } = given;
      const wasMade = makeSingleBefore(given, asked);
      person.calendar.edit(at(id, tuesdays[1]), { start: '2026-03-10T15:00:00', minutes: 60 });
      await world.settle();
      assert.ok(wasMade(), 'the run read the series');
      await world.advance(3 * hour);
      assert.deepEqual(held(world), [['Weekly review', null, ['2026-03-03T09:00']]]);
    });
  }
}

const daily = ['RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4'];
for (const status of [503, 429, 409]) {
  for (const [kind, fields] of /** @type {[string, object][]} */ ([['a series', {}], ['a series that is a standing meeting at Webex', { recurrence: daily }]])) {
    test(`${kind} becomes a single event while Webex answers ${status} once: it does not go on repeating at Webex`, async () => {
      // proves: E48, E13, E107
      const { world, person, id } = await seriesWorld({ fields });
      world.webex.faults.add({ method: 'PATCH', path: /^\/v1\/meetings\//, times: 1, status });
      person.calendar.editAll(id, { recurrence: null });
      await world.advance(2 * hour);
      if (status === 409) {
        shows(await open(person.openEvent(host, id)), /Webex does not accept this time or title/);
        await (await open(person.openEvent(host, id))).click('Sync now');
      }
      await world.advance(3 * hour);
      const [[title, rule, starts]] = held(world);
      assert.deepEqual([title, rule, starts.length], ['Weekly review', null, 1]);
      shows(await open(person.openEvent(host, id)), /In step with Webex/);
      person.calendar.edit(id, { start: '2026-03-05T10:00:00', minutes: 60 });
      await world.advance(2 * hour);
      assert.deepEqual(held(world), [['Weekly review', null, ['2026-03-05T09:00']]]);
    });
  }
}
