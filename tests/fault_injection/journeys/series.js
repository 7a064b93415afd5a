// @ts-check
/**
 * Journeys: events that repeat. Each is a preparation and the acts whose every call is tried.
 *
 * It says nothing of faults, and compares nothing. Invariant: it acts as a person could.
 */

import { filled, journey, link, pick, sleep } from '../acts.js';
import { hour, minute } from '../stage.js';

/** @typedef {import('../stage.js').Stage} Stage */

const weekly = { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] };

/**
 * Linked, with one weekly series on four Mondays; answers its id.
 * @param {Stage} stage
 */
async function linkedSeries(stage) {
  await link(stage);
  const { world, person } = stage;
  const editor = person.newEvent(filled('Weekly', weekly));
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  return editor.eventId;
}

// proves: N2, E35
journey('a series from the menu', {
  prepare: link,
  async act(stage) {
    const editor = stage.person.newEvent(filled('Weekly', weekly));
    await pick(stage, editor);
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
journey('an occurrence that leaves its interval', {
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

journey('a series is deleted with an occurrence that stands alone', {
  async prepare(stage) {
    const id = await linkedSeries(stage);
    stage.person.calendar.edit(`${id}_20260316T090000Z`, { start: '2026-03-25T15:00:00', minutes: 30 });
    await stage.world.settle();
    stage.person.calendar.remove(id);
    await stage.world.settle();
    sleep(stage, 10 * minute);
    return id;
  },
  act: async () => undefined,
  tried: 2,
  quiet: 4,
});

// proves: N2, E50
journey('every occurrence is cancelled one by one', {
  prepare: linkedSeries,
  async act({ person, world }, id) {
    for (const day of ['09T090000', '16T090000', '23T090000', '30T080000']) person.calendar.remove(`${id}_202603${day}Z`);
    await world.advance(hour);
  },
});
