// @ts-check
/** The timeline in README.md: it equals the demo's present output, and it covers the main job. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { told, withTimeline } from '../../scripts/timeline.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const played = told();

test('README has the timeline and the card of the demo as it is played now', async () => {
  assert.equal(withTimeline(readme, await played), readme, 'run node scripts/timeline.js');
});

test('the timeline covers every part of the main job', async () => {
  const { timeline, card } = await played;
  for (const part of [
    /presses the sign-in button/, /has the event’s title, time and guests/, /the new title, time and guests/, /same meeting with the same link/,
    /after the grace nothing is left/, /Webex holds a second meeting, at the time of the copy/, /one series with the same four days/, /changed one occurrence and deleted one/, /waits among the drafts/,
  ]) assert.match(timeline, part);
  assert.match(card, /In step with Webex/);
  for (const text of [timeline, card]) assert.ok(readme.includes(`\`\`\`text\n${text}\n\`\`\``));
});

test('a timeline that is out of date is noticed', async () => {
  const parts = await played;
  assert.notEqual(withTimeline(readme, { ...parts, timeline: `${parts.timeline}\n` }), readme);
});
