// @ts-check
/** Journeys: a series that becomes a single event while a run reads it, under each answer that Google may give for its instances. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hour } from './world.js';
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
