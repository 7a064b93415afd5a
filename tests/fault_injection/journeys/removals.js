// @ts-check
/**
 * Journeys: deleting and restoring events, and removing their conference. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { clickOn, journey, linkAccount, linkedMeeting, meeting, shows } from '../acts.js';
import { hour, minute } from '../stage.js';

// proves: N2, E15
journey('a deleted event', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.remove(eventId);
  },
});

journey('a conference removed with the X', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.removeConference(eventId);
  },
});

journey('a meeting removed in the panel', {
  prepare: linkedMeeting,
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /will be deleted/)),
});

journey('a meeting removed in the panel where Google takes no conference data', {
  spec: { options: { copyKeepsConferenceData: true, conferenceDataPatch: 'refused' } },
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    const { id } = stage.person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
    await stage.world.settle();
    return id;
  },
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /will be deleted/)),
});

journey('a switch to Meet', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.switchConference(eventId, 'hangoutsMeet');
  },
});

journey('an event deleted and restored within the grace time', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    person.calendar.remove(eventId);
    await world.advance(5 * minute);
    person.calendar.restore(eventId);
  },
});

// proves: N2, E16
journey('events restored after the grace time', {
  async prepare(stage) {
    await linkAccount(stage);
    const ids = [await meeting(stage, 'First'), await meeting(stage, 'Second')];
    for (const id of ids) stage.person.calendar.remove(id);
    await stage.world.advance(3 * hour);
    return ids;
  },
  async act({ person }, ids) {
    for (const id of ids) person.calendar.restore(id);
  },
});

journey('an event restored after the grace time where Google takes no conference data', {
  spec: { options: { conferenceDataPatch: 'refused' } },
  async prepare(stage) {
    const id = await linkedMeeting(stage);
    stage.person.calendar.remove(id);
    await stage.world.advance(3 * hour);
    return id;
  },
  async act({ person }, id) {
    person.calendar.restore(id);
  },
});
