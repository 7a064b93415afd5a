// @ts-check
/**
 * Journeys of two people with the add-on who share calendars: one of them acts on an event whose meeting the other one hosts. Each is a
 * preparation and acts; every call of both people's executions is made to fail, one at a time.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { journey, linkAccount, meeting, shows } from '../acts.js';
import { guests, host, hour } from '../stage.js';

/** @typedef {import('../stage.js').Stage} Stage */

const spec = { hasColleague: true };
const weekly = { start: '2026-03-10T10:00:00', minutes: 60, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] };

/**
 * Everybody signs in and has a meeting on the shared calendar, which both add-ons watch from then on.
 * @param {Stage} stage @param {object} [more] members of the first person's event
 * @returns {Promise<string>} the id of the first person's event
 */
async function bothWatch(stage, more) {
  await linkAccount(stage);
  const calendarId = stage.shared;
  await meeting(stage, 'Colleague\'s', { start: '2026-03-11T10:00:00' }, { by: stage.colleague, calendarId });
  const id = await meeting(stage, 'Review', more, { calendarId });
  await stage.world.advance(hour);
  return id;
}

// proves: N15, E95
journey('a copy that a colleague makes', {
  spec: { ...spec, options: { copyKeepsConferenceData: true } },
  prepare: bothWatch,
  async act({ colleague, shared: calendarId }, id) {
    colleague.calendar.copy(id, { summary: 'Copy', start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId });
  },
  hoursWithFaults: 0.1,
});

// proves: N15, E95
journey('a series that a colleague splits', {
  spec,
  prepare: (stage) => bothWatch(stage, weekly),
  async act({ colleague, shared: calendarId }, id) {
    colleague.calendar.editFollowing(id, '2026-03-17T10:00:00', { summary: 'Second review' }, { calendarId });
  },
  hoursWithFaults: 0.1,
});

// proves: N15, E95, E16
journey('an event that a colleague restores after the grace time', {
  spec,
  async prepare(stage) {
    const id = await bothWatch(stage);
    stage.person.calendar.remove(id, { calendarId: stage.shared });
    await stage.world.advance(3 * hour);
    return id;
  },
  async act({ colleague, shared: calendarId }, id) {
    colleague.calendar.restore(id, { calendarId });
  },
  hoursWithFaults: 0.1,
});

// proves: N15, E31
journey('an event that a colleague moves to the calendar of its host', {
  spec,
  prepare: bothWatch,
  async act({ colleague, shared: calendarId }, id) {
    colleague.calendar.move(id, host, { calendarId });
    colleague.calendar.edit(id, { guests: [guests[0]] }, { calendarId: host });
  },
  hoursWithFaults: 0.1,
});

// proves: N15, E97
journey('disconnecting with all meetings deleted, beside a colleague', {
  spec,
  prepare: bothWatch,
  act: (stage) =>
    stage.tryTwice(async () => {
      const panel = await stage.colleague.openHome({ host: 'CALENDAR' });
      for (const label of ['Settings', 'Disconnect', 'Delete meetings, then disconnect']) {
        if (panel.error === null && panel.labels.includes(label)) await panel.click(label);
      }
      return shows(panel, /Sign in to Webex|Meetings still to be deleted/);
    }),
  hoursWithFaults: 0.1,
});
