// @ts-check
/** The demo as a person runs it, and its detection of errors. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAddon } from '../../simulator/index.js';
import { Page } from '../../simulator/cli/page.js';
import { Stage } from '../../simulator/cli/stage.js';
import { mainJobOptions, playMainJob } from '../../simulator/cli/main-job.js';
import { sample, sampleWorld } from '../../simulator/sample.js';
import { addonFolder, demo, lines } from './run.js';

const played = demo([]);

test('the demo plays from the sign-in to the Personal Room', async () => {
  const { code, out, err } = await played;
  assert.equal(err, '');
  assert.equal(code, 0, out);
  const sum = /^(\d+) of (\d+) statements hold$/m.exec(out);
  assert.equal(sum?.[1], sum?.[2]);
  assert.equal(sum?.[2], '32');
  assert.doesNotMatch(out, /✗/);
  assert.deepEqual(lines(out, /^\d+\. /).map((line) => line.replace(/^\d+\. /, '')), [
    'First use: sign in to Webex once',
    'A new event gets a Webex meeting from the conferencing menu',
    'The panel beside the event',
    'Title, time and guests change',
    'The description changes',
    'The conference is removed, and put back at once',
    'The event is deleted',
    'The event is restored later',
    'A copy gets a meeting of its own',
    'A weekly series, of which one event moves and one is cancelled',
    'A meeting out of a mail',
    'An event with another provider’s conference',
    'A talk in the Personal Room',
  ]);
});

test('each step says why it matters', async () => {
  const { out } = await played;
  assert.equal(lines(out, /^Why: /).length, 13);
});

test('cards are drawn, and Webex is told of as it changes', async () => {
  const { out } = await played;
  assert.match(out, /│ \[Sign in to Webex\] +│/);
  assert.match(out, /│ In step with Webex +│/);
  assert.match(out, /│ The meeting will be deleted in 15 minutes\. Add it again to keep it\. +│/);
  assert.match(out, /~ title: “Webex meeting” → “Design review”/);
  assert.match(out, /~ title: “Design review” → “Design review, second round”/);
  assert.match(out, /- “Design review, second round”, Wed 4 Mar 2026 15:00–15:45 Europe\/Paris, 2 invitees/);
  assert.match(out, /createWebexMeeting, [\d.]+ s, [1-7] round trips: /);
  assert.match(out, /^0 mails sent by Webex, 4 meetings held at the end$/m);
});

test('to a pipe it prints no colours, and no line is wider than a hundred columns', async () => {
  const { out } = await played;
  assert.doesNotMatch(out, /\u001b/);
  assert.deepEqual(lines(out, /^.{101,}/u), []);
});

test('the demo says the same every time', async () => {
  assert.equal((await demo([])).out, (await played).out);
});

test('a meeting that does not follow its event is noticed', async () => {
  const { stage, text } = await brokenStory((world) => world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 100, status: 503 }));
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ not so: it has the event’s title, time and guests/);
  assert.match(text, new RegExp(`^${stage.checks - stage.failures} of ${stage.checks} statements hold$`, 'm'));
});

test('a meeting that stays behind is noticed', async () => {
  const { stage, text } = await brokenStory((world) => world.webex.faults.add({ method: 'DELETE', path: /\/v1\/meetings\//, times: 100, status: 503 }));
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ not so: after the grace nothing is left at Webex/);
});

test('a meeting that is deleted inside its grace is noticed, whether its event or its conference went', async () => {
  const { stage, text } = await brokenStory((world) => {
    const { settle } = world;
    // Makes deletions that the add-on has postponed due immediately, as if there were no grace time.
    world.settle = async () => {
      await settle.call(world);
      hasten(world);
    };
    const { advance } = world;
    world.advance = async (/** @type {number} */ ms) => {
      await advance.call(world, ms);
      hasten(world);
    };
  });
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ not so: after five minutes and one more run Webex still holds it/);
  assert.match(text, /✗ not so: after ten minutes and one more run the meeting is still there/);
});

test('a copy that shares the meeting of its original is noticed', async () => {
  const { stage, text } = await brokenStory((world) => {
    // The demo's only event on a Monday is the copy, so this prevents its meeting from being made.
    const copies = (/** @type {any} */ request) => request.method.toLowerCase() === 'post' && request.url.endsWith('/v1/meetings') && request.body.includes('2026-03-09');
    const route = world.route.bind(world);
    world.route = (/** @type {any} */ request) => (copies(request) ? { status: 503, headers: {}, body: '{}' } : route(request));
  });
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ not so: Webex holds a second meeting, at the time of the copy/);
});

test('a mail that leads to no draft is noticed', async () => {
  const { stage, text } = await brokenStory((world) => world.faults.add({ match: 'GmailApp.createDraft', error: 'Service unavailable: Gmail' }));
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ not so: the invitation to them waits among the drafts/);
});

test('an execution that fails is noticed', async () => {
  const { stage, text } = await brokenStory((world) => world.faults.add({ entry: 'onCalendarChange', call: 1, at: 'die-before' }));
  assert.equal(stage.exitCode, 1);
  assert.match(text, /✗ onCalendarChange (killed|timeout)/);
});

test('a wrong call gets the usage and the exit code 2', async () => {
  for (const [args, why] of /** @type {[string[], RegExp][]} */ ([
    [['--colour'], /Unknown option '--colour'/],
    [['one.ics', 'two.ics'], /one file at a time, not also two\.ics/],
    [['--now', 'tomorrow', 'one.ics'], /not a time: tomorrow/],
    [['--me', 'nobody', 'one.ics'], /not an address: nobody/],
    [['--now', '2026-03-02T09:00:00Z'], /--now and --me go with a file/],
  ])) {
    const { code, out, err } = await demo(args);
    assert.equal(code, 2, String(args));
    assert.equal(out, '');
    assert.match(err, why);
    assert.match(err, /^usage: demo \[FILE\.ics\]/m);
  }
});

test('help is no mistake', async () => {
  const { code, out, err } = await demo(['--help']);
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /^usage: demo/);
});

/**
 * Ends the grace time of all links now.
 * @param {any} world
 */
function hasten(world) {
  const { properties } = world.user(sample.host);
  const minute = Math.floor(world.clock.now() / 60_000).toString(36);
  for (const [key, value] of [...properties]) {
    if (!/^(links|intent)\./.test(key)) continue;
    const due = value.split('\n').map((/** @type {string} */ line) => line.replace(/^(([^|]*\|){3}d\|)[^|]*/, `$1${minute}`));
    properties.set(key, due.join('\n'));
  }
}

/**
 * Runs the demo in a world in which `spoil` has broken something before.
 * @param {(world: any) => void} spoil
 */
async function brokenStory(spoil) {
  let text = '';
  const page = new Page({ out: { write: (part) => (text += part) }, colours: false });
  const world = sampleWorld({ addon: await loadAddon(addonFolder), options: mainJobOptions });
  spoil(world);
  const stage = new Stage({ world, page, zone: sample.timeZone });
  await playMainJob(stage);
  return { stage, text };
}
