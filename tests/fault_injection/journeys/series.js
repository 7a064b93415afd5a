// @ts-check
/**
 * Journeys: events that repeat. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person can do.
 */

import { eventFields, journey, linkAccount, pickConference, skipTime } from '../acts.js';
import { hour, minute } from '../stage.js';

/** @typedef {import('../stage.js').Stage} Stage */

const weekly = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };

/**
 * Links Webex, makes a weekly series on four Mondays and returns its id.
 * @param {Stage} stage
 */
async function linkedSeries(stage) {
  await linkAccount(stage);
  const { world, person } = stage;
  const editor = person.newEvent(eventFields('Weekly', weekly));
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  return editor.eventId;
}

// proves: N2, E35
journey('a series from the menu', {
  prepare: linkAccount,
  async act(stage) {
    const editor = stage.person.newEvent(eventFields('Weekly', weekly));
    await pickConference(stage, editor);
    await editor.save();
  },
});

// proves: N2, E36, E37
journey('a moved and a cancelled occurrence', {
  prepare: linkedSeries,
  async act({ person }, id) {
    person.calendar.edit(`${id}_20260316T090000Z`, { start: '2026-03-16T15:00:00', minutes: 30 });
    person.calendar.remove(`${id}_20260323T090000Z`);
  },
});

// proves: N2, E38, E39
journey('this and following', {
  async prepare(stage) {
    const id = await linkedSeries(stage);
    stage.person.calendar.edit(`${id}_20260330T080000Z`, { summary: 'Special' });
    await stage.world.settle();
    return id;
  },
  async act({ person }, id) {
    person.calendar.editFollowing(id, '2026-03-23T10:00:00', { summary: 'Second half' });
  },
});

// proves: N2, E43
journey('another time for the whole series', {
  async prepare(stage) {
    const id = await linkedSeries(stage);
    stage.person.calendar.edit(`${id}_20260316T090000Z`, { start: '2026-03-16T15:00:00', minutes: 30 });
    stage.person.calendar.remove(`${id}_20260323T090000Z`);
    await stage.world.settle();
    return id;
  },
  async act({ person }, id) {
    person.calendar.editAll(id, { start: '2026-03-09T11:00:00', minutes: 45 });
  },
});

// proves: N2, E36
journey('an occurrence that is moved beyond the next one', {
  prepare: linkedSeries,
  async act({ person }, id) {
    person.calendar.edit(`${id}_20260316T090000Z`, { start: '2026-03-25T15:00:00', minutes: 30 });
  },
});

// proves: N2, E47
journey('a rule that Webex cannot express', {
  prepare: linkedSeries,
  async act({ person }, id) {
    person.calendar.edit(id, { recurrence: ['RRULE:FREQ=MONTHLY;BYDAY=-1MO;COUNT=3'], start: '2026-03-30T10:00:00', minutes: 60 });
  },
});

journey('a deleted series with an occurrence that has a meeting of its own', {
  async prepare(stage) {
    const id = await linkedSeries(stage);
    stage.person.calendar.edit(`${id}_20260316T090000Z`, { start: '2026-03-25T15:00:00', minutes: 30 });
    await stage.world.settle();
    stage.person.calendar.remove(id);
    await stage.world.settle();
    skipTime(stage, 10 * minute);
    return id;
  },
  act: async () => undefined,
  hoursWithFaults: 2,
  quietHours: 4,
});

// proves: N2, E50
journey('every occurrence cancelled one by one', {
  prepare: linkedSeries,
  async act({ person, world }, id) {
    for (const day of ['09T090000', '16T090000', '23T090000', '30T080000']) person.calendar.remove(`${id}_202603${day}Z`);
    await world.advance(hour);
  },
});
