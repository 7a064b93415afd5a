// @ts-check
/** What the fault points are worth: an add-on that breaks one of its rules is seen to break it. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { journeys } from './all.js';
import { loadQuickly } from './engine.js';
import { Trial } from './trial.js';

const built = fileURLToPath(new URL('../../target/addon', import.meta.url));

/**
 * What is found at all points of one mode when a part of the host is another.
 * @param {string} part @param {string} instead @param {string} name of the journey @param {string} mode
 */
async function foundWith(part, instead, name, mode) {
  const folder = mkdtempSync(join(tmpdir(), 'fault-injection-'));
  try {
    cpSync(built, folder, { recursive: true });
    const file = join(folder, 'host.js');
    const source = readFileSync(file, 'utf8');
    assert.ok(source.includes(part));
    writeFileSync(file, source.replace(part, instead));
    const journey = journeys.find((one) => one.name === name);
    assert.ok(journey);
    const trial = await Trial.of(loadQuickly(folder), journey);
    const all = [];
    for (const point of trial.points) if (point.mode === mode) all.push(...(await trial.strike(point)).found);
    return all;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('an add-on that sends a failed batch again is seen to make a second meeting', async () => {
  const once = 'coded_(() =>\n      UrlFetchApp.fetchAll(';
  const twice = 'coded_(() =>\n      ((all) => { try { return UrlFetchApp.fetchAll(all); } catch (_) { return UrlFetchApp.fetchAll(all); } })(';
  const found = await foundWith(once, twice, 'a meeting from the menu', 'has effect and fails');
  assert.ok(found.includes('2 meetings were made, undisturbed 1'), found.join('\n'));
});

test('an add-on that takes no lock is seen to lose or double something', async () => {
  const found = await foundWith('LockService.getUserLock().tryLock(milliseconds)', 'true', 'events restored after the grace', 'is overlapped');
  assert.ok(found.some((one) => /meetings were made/.test(one)), found.join('\n'));
});

test('a point that takes what is remembered ends as one that runs every execution', async () => {
  const addon = loadQuickly(built);
  for (const [name, step] of /** @type {const} */ ([['a meeting from the menu', 17], ['a new title, time and guests', 19]])) {
    const journey = journeys.find((one) => one.name === name);
    assert.ok(journey);
    const trial = await Trial.of(addon, journey);
    let reused = 0;
    for (const point of trial.points.filter((_point, index) => index % step === 0)) {
      // The second time the memory knows what follows the strike.
      await trial.strike(point);
      const remembered = await trial.strike(point);
      const run = await trial.strike(point, { fromStart: true });
      const where = `${name}: ${trial.describe(point)} ${point.mode}`;
      for (const part of /** @type {const} */ (['picture', 'done', 'problem'])) assert.deepEqual(remembered.played[part], run.played[part], `${part} of ${where}`);
      assert.deepEqual(remembered.found, run.found, where);
      const [own, all] = [remembered, run].map(({ played: { stage } }) => stage.world.executions.map(({ entry, startedAt, endedAt, outcome }) => `${entry} ${startedAt} ${endedAt} ${outcome?.status}`));
      assert.deepEqual(own, all, `executions of ${where}`);
      assert.deepEqual(stateWithoutLogs(remembered.played.stage.world), stateWithoutLogs(run.played.stage.world), `state of ${where}`);
      reused += remembered.played.stage.executionMemory.reused;
      assert.equal(run.played.stage.executionMemory.reused, 0);
    }
    assert.ok(reused > 100, `${reused} executions were reused`);
  }
});

/** What a snapshot keeps. @param {import('../../simulator/world.js').World} world */
const stateWithoutLogs = (world) => JSON.parse(JSON.stringify(world.snapshot()));
