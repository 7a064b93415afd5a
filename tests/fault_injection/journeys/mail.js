// @ts-check
/**
 * Journeys: making meetings beside a message. Each is a preparation and acts; every call of the acts is made to fail.
 *
 * Invariant: a journey does only what a person or an administrator can do.
 */

import { journey, linkAccount, shows } from '../acts.js';
import { guests, host } from '../stage.js';

/** @type {[string, object, 'meeting' | 'room'][]} */
const messageJourneys = [
  ['a meeting from a message', { conferenceDataPatch: 'allowed' }, 'meeting'],
  ['a meeting from a message where Google takes no conference data', { conferenceDataPatch: 'refused' }, 'meeting'],
  ['the Personal Room from a message', { conferenceDataPatch: 'allowed' }, 'room'],
];

for (const [name, options, kind] of messageJourneys) {
  journey(name, {
    spec: { options },
    async prepare(stage) {
      await linkAccount(stage);
      return stage.world.mail.deliver({
        from: '"Guest, One" <guest-1@example.com>', to: `Host <${host}>, guest-2@example.com`, subject: 'Re: Budget',
        date: 'Mon, 2 Mar 2026 09:30:00 +0100', body: 'Shall we meet?',
      });
    },
    act: (stage, message) =>
      stage.tryTwice(async () => {
        const panel = await stage.person.openMessage(message);
        if (panel.error || !('start' in panel.values)) return false;
        panel.fill({ start: Date.parse('2026-03-10T09:00:00Z'), title: 'Budget', guests: guests.join(', '), kind });
        await panel.click('Schedule');
        return shows(panel, /Scheduled.*among your drafts/);
      }),
  });
}
