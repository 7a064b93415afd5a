// @ts-check
/**
 * Journeys: signing in, settings, tokens, and disconnecting. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { journey, linkAccount, linkedMeeting, openAndSignIn, meeting, shows, signIn, skipTime } from '../acts.js';
import { clientId, host, hour, minute } from '../stage.js';

// proves: N2, F3
journey('linking Webex', {
  prepare: async () => undefined,
  async act(stage) {
    await stage.tryTwice(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      if (panel.error) return false;
      if (!shows(panel, /Your Webex meetings/)) await signIn(panel);
      return shows(panel, /Your Webex meetings/);
    });
    // The add-on reads language and zone each time the homepage opens, so the next opening corrects what a failed one left out.
    await stage.world.advance(hour);
    await stage.tryTwice(async () => (await stage.person.openHome({ host: 'CALENDAR' })).error === null);
  },
  hoursWithFaults: 1,
});

journey('a sign-in again after Webex ended it', {
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    stage.world.webex.person(host).revoke(clientId);
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    await stage.world.advance(2 * hour);
    return eventId;
  },
  act: openAndSignIn,
});

journey('a token that is renewed', {
  async prepare(stage) {
    await linkAccount(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    skipTime(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // A later run shows whether a token was lost.
    await stage.world.advance(2 * hour);
    await openAndSignIn(stage, eventId);
  },
  hoursWithFaults: 0,
});

// proves: N2, E75
journey('a rotating token that is renewed', {
  spec: { options: { webex: { refreshReply: 'rotated' } } },
  async prepare(stage) {
    await linkAccount(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    skipTime(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // A later run shows whether a token was lost.
    await stage.world.advance(2 * hour);
    await openAndSignIn(stage, eventId);
  },
  hoursWithFaults: 0,
});

journey('settings', {
  prepare: linkAccount,
  act: (stage) =>
    stage.tryTwice(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      if (panel.error || !panel.labels.includes('Settings')) return false;
      await panel.click('Settings');
      if (panel.error || !('kind' in panel.values)) return false;
      panel.fill({ kind: 'room' });
      await panel.click('Save');
      return panel.notification === 'Saved.';
    }),
});

// proves: N2, P12
journey('disconnecting with all meetings deleted', {
  async prepare(stage) {
    await linkAccount(stage);
    await meeting(stage, 'Review');
    await meeting(stage, 'Second review', { start: '2026-03-10T10:00:00' });
  },
  act: (stage) =>
    stage.tryTwice(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      for (const label of ['Settings', 'Disconnect', 'Delete meetings, then disconnect']) {
        // After an earlier click on the last button, the homepage itself has that button.
        if (panel.error === null && panel.labels.includes(label)) await panel.click(label);
      }
      return shows(panel, /Sign in to Webex|Meetings still to be deleted/);
    }),
});
