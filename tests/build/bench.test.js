// @ts-check
/** Tests the bench: budgets that can be exceeded, a plain card equal to the core's, sizes that add up. It asserts no times. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { coldStarts } from '../../bench/bench.js';
import { budgets, exceeded } from '../../bench/budgets.js';
import { demangled, functions, sections, sizes } from '../../bench/bytes.js';
import { peak } from '../../bench/memory.js';
import { journeys, record } from '../../bench/stage.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const addon = join(root, 'target', 'addon');
const moduleFile = join(root, 'pkg', 'meetwright_wasm_bg.wasm');

test('every journey stays within its budget, and a lower budget is exceeded', async () => {
  const counts = await journeys(addon);
  assert.deepEqual(exceeded(counts, budgets), []);
  const menu = counts['menu, new event'];
  assert.equal(menu.UrlFetchApp, 1);
  const lower = { 'menu, new event': { total: menu.total - 1 }, 'event card, warm': { Calendar: 0 } };
  assert.deepEqual(exceeded(counts, lower), [
    `menu, new event: ${menu.total} round trips of total, at most ${menu.total - 1} allowed`,
    'event card, warm: 1 round trips of Calendar, at most 0 allowed',
  ]);
  assert.deepEqual(exceeded({}, { 'menu, new event': { total: 7 } }), ['menu, new event: was not played']);
});

test('the plain card equals the core\'s, and each step of a cold start is reported', async () => {
  const recorded = await record(addon);
  const { core, plain, ratio, ratioCpu, equal } = coldStarts(addon, recorded, 1);
  assert.equal(equal, true);
  const steps = ['evaluate', 'decode', 'bind', 'compile', 'instantiate', 'first card', 'to the card', 'first drawing', 'total', 'second card'];
  // Only some systems tell what one thread worked.
  const cpu = ratioCpu === null ? [] : ['CPU to the card', 'CPU in total'];
  assert.deepEqual(Object.keys(core), [...steps, ...cpu]);
  assert.deepEqual(Object.keys(plain), ['evaluate', 'first card', 'to the card', 'first drawing', 'total', 'second card', ...cpu]);
  assert.ok(ratio > 0);
  if (process.platform === 'linux') assert.ok(Number(ratioCpu?.total) > 0 && Number(ratioCpu?.toCard) > 0);
});

test('a difference between the cards is noticed', async () => {
  const recorded = await record(addon);
  // The plain card knows English alone.
  recorded.argument.commonEventObject.userLocale = 'ko';
  assert.equal(coldStarts(addon, recorded, 1).equal, false);
});

test('the sizes of the module\'s sections add up to the file\'s', () => {
  const module = readFileSync(moduleFile);
  const content = sections(module).reduce((sum, section) => sum + section.content.length, 0);
  assert.ok(content < module.length && content > module.length - 200);
  const table = sizes(moduleFile, addon);
  assert.equal(table.module.raw, module.length);
  assert.ok(table.module.gzip < table.module.raw);
  assert.ok(table['  code'].raw + table['  data'].raw < table.module.raw);
});

test('functions are listed by size under readable names', () => {
  // One import and two functions, of three and two bytes, and their names.
  const code = [10, 8, 2, 3, 0, 1, 11, 2, 0, 11];
  const imports = [2, 7, 1, 1, 101, 1, 102, 0, 0];
  const symbol = '_ZN4core3fmt5write17h0123456789abcdefE';
  const names = [1, symbol.length + 6, 2, 1, symbol.length, ...Buffer.from(symbol), 2, 1, 98];
  const custom = [0, names.length + 5, 4, ...Buffer.from('name'), ...names];
  const module = Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, ...imports, ...code, ...custom]);
  assert.deepEqual(functions(module), [{ name: 'core::fmt::write', bytes: 3 }, { name: 'b', bytes: 2 }]);
});

test('both of rustc\'s manglings are read', () => {
  const names = {
    _ZN10meetwright4sync3act9carry_out17h2983a4d65aae9feaE: 'meetwright::sync::act::carry_out',
    '_ZN50_$LT$T$u20$as$u20$base64ct..encoding..Encoding$GT$6encode17h8496b2ecec7d36d1E': '<T as base64ct::encoding::Encoding>::encode',
    _RNvMsu_NtNtCsgXGp5Oqx2Ny_4core3str7patternNtB5_11StrSearcher3new: 'core::str::pattern::StrSearcher::new',
    '_ZN10meetwright4card1_19_$LT$impl$u20$T$GT$5write17h8496b2ecec7d36d1E': 'meetwright::card::_::<impl T>::write',
    malloc: 'malloc',
  };
  for (const [symbol, name] of Object.entries(names)) assert.equal(demangled(symbol), name);
});

test('the memory of a run is reported, with all pages listed and one batch sent', () => {
  const { bytes, lists, requests, said } = peak(addon, 2_600, 60);
  assert.ok(bytes > 0 && bytes < 64 * 1024 * 1024);
  assert.equal(lists, 2);
  assert.ok(requests >= 50);
  // Of the first part of the list the batch takes as many changes as make fifty steps; the others wait.
  assert.deepEqual(said, ['sync: 240 changes, 50 steps']);
});
