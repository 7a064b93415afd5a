// @ts-check
/**
 * Journeys: a meeting that was deleted at Webex, and the new one in its place. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { addInPanel, clickOn, journey, linkedMeeting, shows } from '../acts.js';
import { host, minute } from '../stage.js';

/** @typedef {import('../stage.js').Stage} Stage */

journey('a meeting that is lost at Webex', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    world.webex.person(host).deleteMeeting(world.webex.meetings()[0].id, { sendEmail: false });
    person.calendar.edit(eventId, { summary: 'Second review' });
  },
});

/** Makes an event whose meeting was deleted at Webex, as the add-on knows, and returns its id. @param {Stage} stage */
async function lostMeeting(stage) {
  const eventId = await linkedMeeting(stage);
  stage.world.webex.person(host).deleteMeeting(stage.world.webex.meetings()[0].id, { sendEmail: false });
  stage.person.calendar.edit(eventId, { summary: 'Second review' });
  await stage.world.settle();
  return eventId;
}

journey('a new meeting in place of a lost one', {
  prepare: lostMeeting,
  // After a failure the card says that the meeting is being made, until the next hourly run.
  act: (stage, eventId) => addInPanel(stage, eventId, ['Make a new meeting', 'Show it in the conference field'], 75 * minute),
});

/** The same, after a click on "Make a new meeting" for which Webex's answer was lost. Returns the event's id. @param {Stage} stage */
async function unansweredMeeting(stage) {
  const eventId = await lostMeeting(stage);
  stage.world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
  const panel = await stage.person.openEvent(host, eventId);
  await panel.click('Make a new meeting');
  return eventId;
}

journey('a new meeting whose answer was lost, before the event changes', {
  prepare: unansweredMeeting,
  async act({ person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Third review' });
  },
});

journey('a new meeting whose answer was lost, removed', {
  prepare: unansweredMeeting,
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /This event has no Webex meeting|Save the event to keep/)),
  hoursWithFaults: 1,
  quietHours: 52,
});
