// @ts-check
/** Journeys: Webex makes a meeting whose answer is lost, and the meeting is found again by its tag, however far ahead it is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, linkedWorld, meetings, open, shows } from './world.js';

const day = 24 * hour;

/** @param {number} days from the world's first day */
const in_ = (days) => new Date(Date.parse('2026-03-02T10:00:00Z') + days * day).toISOString().slice(0, 19);

for (const listWindowDays of [null, 366]) {
  for (const days of [8, 360, 400, 900]) {
    const where = `${days} days ahead, with lists of ${listWindowDays ?? 'any number of'} days`;

    test(`a meeting that was added in the panel is found when its answer was lost, ${where}`, async () => {
      // proves: E26, N2, E111
      const { world, person } = await linkedWorld({ options: { webex: { listWindowDays } } });
      const { id } = person.calendar.insert({ summary: 'Far away', start: in_(days), minutes: 60 });
      world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
      const panel = await open(person.openEvent(host, id));
      await panel.click('Add Webex meeting');
      assert.equal(meetings(world).length, 1);
      const again = await open(person.openEvent(host, id));
      await again.click('Add Webex meeting');
      assert.equal(again.error, null, String(again.error));
      await again.editor.save();
      await world.advance(2 * hour);
      assert.equal(meetings(world).length, 1);
      shows(await open(person.openEvent(host, id)), /In step with Webex/);
    });

    test(`the meeting of a copy is found when its answer was lost and the copy was moved, ${where}`, async () => {
      // proves: E26, F6, E111
      const { world, person } = await linkedWorld({ options: { copyKeepsConferenceData: true, webex: { listWindowDays } } });
      const { id } = person.calendar.insert({ summary: 'Far away', start: in_(7), minutes: 60 });
      await (await person.editEvent(host, id).pickConference('webex-meeting')).save();
      await world.advance(hour);
      world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
      const copy = person.calendar.copy(id, { start: in_(days), minutes: 60 });
      await world.settle();
      assert.equal(meetings(world).length, 2);
      person.calendar.edit(copy.id, { start: in_(3), minutes: 60 });
      await world.advance(4 * hour);
      assert.deepEqual(meetings(world).map(({ start }) => start.slice(0, 10)).sort(), [in_(3), in_(7)].map((start) => start.slice(0, 10)));
    });
  }
}
