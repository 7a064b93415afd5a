// @ts-check
/**
 * Journeys: signing in, settings, tokens, and leaving. Each is a preparation and the acts whose every call is tried.
 *
 * It says nothing of faults, and compares nothing. Invariant: it acts as a person or an administrator could.
 */

import { journey, link, linkedMeeting, look, meeting, shows, signIn, sleep } from '../acts.js';
import { clientId, host, hour, minute } from '../stage.js';

// proves: N2, F3
journey('linking Webex', {
  prepare: async () => undefined,
  async act(stage) {
    await stage.insist(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      if (panel.error) return false;
      if (!shows(panel, /Your Webex meetings/)) await signIn(panel);
      return shows(panel, /Your Webex meetings/);
    });
    // Language and zone are taken over whenever the homepage opens, so the next opening makes up for one that failed.
    await stage.world.advance(hour);
    await stage.insist(async () => (await stage.person.openHome({ host: 'CALENDAR' })).error === null);
  },
  tried: 1,
});

journey('a sign-in again after Webex ended it', {
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    stage.world.webex.person(host).revoke(clientId);
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    await stage.world.advance(2 * hour);
    return eventId;
  },
  act: look,
});

journey('a token that is renewed', {
  async prepare(stage) {
    await link(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    sleep(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // What was lost on the way is known when a later run has tried it.
    await stage.world.advance(2 * hour);
    await look(stage, eventId);
  },
  tried: 0,
});

// proves: N2, E75
journey('a rotating token that is renewed', {
  spec: { options: { webex: { refreshReply: 'rotated' } } },
  async prepare(stage) {
    await link(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    sleep(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // What was lost on the way is known when a later run has tried it.
    await stage.world.advance(2 * hour);
    await look(stage, eventId);
  },
  tried: 0,
});

journey('settings', {
  prepare: link,
  act: (stage) =>
    stage.insist(async () => {
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
    await link(stage);
    await meeting(stage, 'Review');
    await meeting(stage, 'Second review', { start: '2026-03-10T10:00:00' });
  },
  act: (stage) =>
    stage.insist(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      for (const label of ['Settings', 'Disconnect', 'Delete meetings, then disconnect']) {
        // Whoever has asked for it already sees the last of these on the homepage.
        if (panel.error === null && panel.labels.includes(label)) await panel.click(label);
      }
      return shows(panel, /Sign in to Webex|Meetings still to be deleted/);
    }),
});
