// @ts-check
/**
 * Journeys: making meetings, from the menu, in the panel and by copying. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { addInPanel, eventFields, journey, linkAccount, linkedMeeting, openAndSignIn, pickConference, shows, signIn, skipTime } from '../acts.js';
import { host, hour } from '../stage.js';

// proves: N2, F4, E26
journey('a meeting from the menu', {
  prepare: linkAccount,
  async act(stage) {
    const editor = stage.person.newEvent(eventFields('Review'));
    await pickConference(stage, editor);
    await editor.save();
  },
});

// proves: N2, E84
journey('a meeting that was picked before the sign-in', {
  async prepare(stage) {
    const editor = stage.person.newEvent(eventFields('Review'));
    await editor.pickConference('webex-meeting');
    await editor.removeConference();
    await editor.save();
    await linkAccount(stage);
    return editor.eventId;
  },
  act: (stage, eventId) => openAndSignIn(stage, eventId),
  hoursWithFaults: 1,
});

// proves: N2, E84
journey('a Personal Room that was picked before the sign-in', {
  async prepare(stage) {
    const editor = stage.person.newEvent(eventFields('Review'));
    await editor.pickConference('webex-personal-room');
    await editor.removeConference();
    await editor.save();
    await linkAccount(stage);
    return editor.eventId;
  },
  async act(stage, eventId) {
    await stage.tryTwice(async () => {
      const panel = await stage.person.openEvent(host, eventId);
      if (panel.error) return false;
      if (shows(panel, /Sign in to Webex/)) await signIn(panel);
      return shows(panel, /takes place in your Personal Room/);
    });
  },
  hoursWithFaults: 1,
});

// proves: N2, E14
journey('a meeting picked for an event that is never saved', {
  prepare: linkAccount,
  async act(stage) {
    const editor = stage.person.newEvent(eventFields('Review'));
    await editor.pickConference('webex-meeting');
    editor.discard();
  },
  hoursWithFaults: 1,
  quietHours: 52,
});

journey('the meeting of an event that was never saved is deleted', {
  async prepare(stage) {
    await linkAccount(stage);
    const editor = stage.person.newEvent(eventFields('Review'));
    await editor.pickConference('webex-meeting');
    editor.discard();
    skipTime(stage, 47 * hour);
  },
  act: async () => undefined,
});

journey('the Personal Room from the menu', {
  prepare: linkAccount,
  async act(stage) {
    const editor = stage.person.newEvent(eventFields('Review'));
    await pickConference(stage, editor, 'webex-personal-room');
    await editor.save();
  },
});

journey('a meeting from the panel', {
  async prepare(stage) {
    await linkAccount(stage);
    const { id } = stage.person.calendar.insert(eventFields('Review'));
    await stage.world.settle();
    return id;
  },
  act: (stage, eventId) => addInPanel(stage, eventId, ['Add Webex meeting']),
});

// proves: N2, F6
journey('a duplicated event', {
  spec: { options: { copyKeepsConferenceData: true } },
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
  },
});

journey('a duplicated event where Google takes no conference data', {
  spec: { options: { copyKeepsConferenceData: true, conferenceDataPatch: 'refused' } },
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
  },
});
