// @ts-check
/** The fault injection finds errors: an add-on that breaks one of its rules fails. */

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
 * The differences found at all points of one mode after a part of host.js was replaced.
 * @param {string} part @param {string} replacement @param {string} name of the journey @param {string} mode
 */
async function foundWith(part, replacement, name, mode) {
  const folder = mkdtempSync(join(tmpdir(), 'fault-injection-'));
  try {
    cpSync(built, folder, { recursive: true });
    const file = join(folder, 'host.js');
    const source = readFileSync(file, 'utf8');
    assert.ok(source.includes(part));
    writeFileSync(file, source.replace(part, replacement));
    const journey = journeys.find((one) => one.name === name);
    assert.ok(journey);
    const trial = await Trial.of(loadQuickly(folder), journey);
    const all = [];
    for (const point of trial.points) if (point.mode === mode) all.push(...(await trial.inject(point)).found);
    return all;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('an add-on that sends a failed batch again is found to make a second meeting', async () => {
  const once = 'UrlFetchApp.fetchAll(';
  const twice = '((all) => { try { return UrlFetchApp.fetchAll(all); } catch (_) { return UrlFetchApp.fetchAll(all); } })(';
  const found = await foundWith(once, twice, 'a meeting from the menu', 'has effect and fails');
  assert.ok(found.includes('2 meetings were made, undisturbed 1'), found.join('\n'));
});

test('an add-on that takes no lock is found to make a second meeting', async () => {
  const found = await foundWith('LockService.getUserLock().tryLock(milliseconds)', 'true', 'events restored after the grace time', 'is overlapped');
  assert.ok(found.some((one) => /meetings were made/.test(one)), found.join('\n'));
});

test('a run that reuses remembered executions ends like a run that runs every execution', async () => {
  const addon = loadQuickly(built);
  for (const [name, step] of /** @type {const} */ ([['a meeting from the menu', 17], ['a new title, time and guests', 19]])) {
    const journey = journeys.find((one) => one.name === name);
    assert.ok(journey);
    const trial = await Trial.of(addon, journey);
    let reused = 0;
    for (const point of trial.points.filter((_point, index) => index % step === 0)) {
      // The second time the memory has the executions that follow the fault.
      await trial.inject(point);
      const remembered = await trial.inject(point);
      const run = await trial.inject(point, { fromStart: true });
      const where = `${name}: ${trial.describe(point)} ${point.mode}`;
      for (const part of /** @type {const} */ (['snapshot', 'effects', 'problem'])) assert.deepEqual(remembered.played[part], run.played[part], `${part} of ${where}`);
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

/** The state of a world as plain JSON. @param {import('../../simulator/world.js').World} world */
const stateWithoutLogs = (world) => JSON.parse(JSON.stringify(world.snapshot()));
