// @ts-check
/**
 * Journeys: changing events that have a meeting. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { clickOn, journey, linkAccount, linkedMeeting, meeting, shows } from '../acts.js';
import { guests, host } from '../stage.js';

journey('a new title, time and guests', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Second review', start: '2026-03-10T15:00:00', minutes: 45 });
    person.calendar.addGuests(eventId, ['guest-3@example.com']);
    person.calendar.removeGuests(eventId, [guests[0]]);
  },
});

journey('changes one after the other', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Second review' });
    await world.settle();
    person.calendar.edit(eventId, { start: '2026-03-10T15:00:00', minutes: 45 });
    await world.settle();
    person.calendar.addGuests(eventId, ['guest-3@example.com']);
  },
});

// proves: N2, F8, E2
journey('several events change at once', {
  async prepare(stage) {
    await linkAccount(stage);
    const ids = [];
    for (const title of ['Title', 'Time', 'Guests', 'Deleted', 'Removed']) ids.push(await meeting(stage, title));
    return ids;
  },
  async act({ person }, [title, time, people, deleted, removed]) {
    person.calendar.edit(title, { summary: 'Another title' });
    person.calendar.edit(time, { start: '2026-03-11T15:00:00', minutes: 30 });
    person.calendar.removeGuests(people, [guests[1]]);
    person.calendar.remove(deleted);
    person.calendar.removeConference(removed);
  },
});

journey('guests added in the open editor', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    const editor = person.editEvent(host, eventId);
    editor.addGuest('guest-3@example.com');
    await editor.save();
  },
});

journey('Sync now', {
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    stage.world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 1, status: 503 });
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    await stage.world.settle();
    return eventId;
  },
  act: (stage, eventId) => clickOn(stage, eventId, 'Sync now', (panel) => shows(panel, /In step with Webex/)),
});
