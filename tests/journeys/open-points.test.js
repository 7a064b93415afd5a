// @ts-check
/** Journeys: the main job with each open question about Google and Webex answered the other way, and with all pessimistic answers. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withSites } from '../../scripts/manifest.js';
import { loadAddon, openPoints, pessimisticOptions } from '../../simulator/index.js';
import { webexPessimistic, webexSwitches } from '../../simulator/webex/index.js';
import { guests, host, meetings, meetingWorld, minute, onlyMeeting, open, shows, site } from './world.js';

/** The add-on as `deploy --site` pushes it. */
function addonForSite() {
  const folder = mkdtempSync(join(tmpdir(), 'meetwright-'));
  try {
    cpSync(new URL('../../target/addon', import.meta.url).pathname, folder, { recursive: true });
    const file = join(folder, 'appsscript.json');
    writeFileSync(file, JSON.stringify(withSites(JSON.parse(readFileSync(file, 'utf8')), [site])));
    return loadAddon(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Links Webex, adds, changes, deletes and restores an event, and checks each time that Webex follows.
 * @param {object} options
 * @param {any} [addon]
 */
async function mainJob(options, addon) {
  const { world, person, eventId } = await meetingWorld({ spec: { options, addon } });
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'Design review');
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Design review/);
  person.calendar.edit(eventId, { summary: 'Changed', start: '2026-03-05T10:00:00', minutes: 30 });
  await world.advance(70 * minute);
  assert.deepEqual([onlyMeeting(world).title, onlyMeeting(world).start], ['Changed', '2026-03-05T10:00:00+01:00']);
  person.calendar.remove(eventId);
  await world.advance(150 * minute);
  assert.equal(meetings(world).length, 0);
  person.calendar.restore(eventId);
  await world.advance(150 * minute);
  assert.deepEqual(onlyMeeting(world).invitees.map((one) => one.email).sort(), guests);
  person.calendar.edit(eventId, { summary: 'Changed again' });
  await world.advance(70 * minute);
  assert.equal(onlyMeeting(world).title, 'Changed again');
}

for (const { question, options } of openPoints) {
  // Where promises are refused the core is compiled synchronously, as it is by default.
  test(`the main job passes with ${question}: ${JSON.stringify(options)}`, () => mainJob(options));
}

for (const [name, { answers, fallback }] of Object.entries(webexSwitches)) {
  if (answers === 'number') continue;
  for (const answer of answers.filter((one) => one !== fallback)) {
    // Webex's document declares a media type for PATCH that no client sends; its own examples use JSON.
    if (name === 'patchMediaType' && answer === 'declared') continue;
    test(`the main job passes with Webex's ${name}: ${answer}`, () => mainJob({ webex: { [name]: answer } }));
  }
}

test('the main job passes with the sites named in the manifest where Google takes no wildcard', async () => {
  await mainJob({ openLinkWildcard: 'refused' }, addonForSite());
});

test('the main job passes with all pessimistic answers', async () => {
  await mainJob({ ...pessimisticOptions, openLinkWildcard: 'refused', webex: { ...webexPessimistic } }, addonForSite());
});
