// @ts-check
/**
 * Journeys: a meeting that is gone at Webex, and the new one in its place. Each is a preparation and the acts whose every call is tried.
 *
 * It says nothing of faults, and compares nothing. Invariant: it acts as a person or an administrator could.
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

/** An event whose meeting somebody has deleted at Webex, which the add-on knows; answers its id. @param {Stage} stage */
async function lostMeeting(stage) {
  const eventId = await linkedMeeting(stage);
  stage.world.webex.person(host).deleteMeeting(stage.world.webex.meetings()[0].id, { sendEmail: false });
  stage.person.calendar.edit(eventId, { summary: 'Second review' });
  await stage.world.settle();
  return eventId;
}

journey('a new meeting in place of a lost one', {
  prepare: lostMeeting,
  // After a failure the card says that the meeting is being made, until the next sweep knows better.
  act: (stage, eventId) => addInPanel(stage, eventId, ['Make a new meeting', 'Show it in the conference field'], 75 * minute),
});

/** The same, and a new one was asked for, of which Webex's answer was lost; answers the event's id. @param {Stage} stage */
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
  tried: 1,
  quiet: 52,
});
