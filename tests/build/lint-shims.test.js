// @ts-check
/** Shows that the shims' lint finds each mistake that it looks for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintShims } from '../../scripts/lint-shims.js';

/**
 * @param {string} text
 * @param {string} name
 * @param {any} manifest
 */
const lint = (text, name = 'host.js', manifest = {}) => lintShims([{ name, text }], manifest).join('\n');

/** @type {[string, string, RegExp][]} */
const REFUSED = [
  ['a module', 'export const a_ = 1;', /not an ES2019 script/],
  ['optional chaining', 'function f_(a) { return a?.b; }', /not an ES2019 script/],
  ['a static class field', 'class A_ { static x = 1; }', /not an ES2019 script/],
  ['a private class field', 'class A_ { #x = 1; }', /not an ES2019 script/],
  ['top-level await', 'await 1;', /not an ES2019 script/],
  ['a call while loading', 'const cache_ = CacheService.getUserCache();', /host\.js:1: calls CacheService\.getUserCache/],
  ['a call inside an object while loading', 'const host_ = { now: Date.now() };', /calls Date\.now/],
  ['an enum of a service while loading', 'const style_ = CardService.ImageStyle.CIRCLE;', /reads CardService\.ImageStyle/],
  ['an object made while loading', 'const map_ = new Map();', /makes a Map/],
  ['a statement', 'run_("x");', /runs while the script is loaded/],
  ['a name that anyone can call', 'function secret() {}', /secret must end in _/],
  ['a Webex host', 'const url_ = "https://webexapis.com";', /names webexapis/],
  ['a Webex path', 'const path_ = "/v1/meetings";', /names \/v1\/meeting/],
  ['a Webex field', 'function f_(meeting) { return meeting.webLink; }', /names webLink/],
];

for (const [what, text, problem] of REFUSED) {
  test(`${what} is refused`, () => assert.match(lint(text), problem));
}

test('functions, plain constants and frozen tables are accepted, and the add-on may name its own solutions', () => {
  assert.equal(lint('const host_ = Object.freeze({ now: () => Date.now() });\nlet core_ = null;\nfunction f_() { return new Map(); }'), '');
  assert.equal(lint("function createWebexMeeting(e) { return run_('createWebexMeeting', e); }", 'entry.js'), '');
});

test('an entry point that does more than call run_ is refused', () => {
  assert.match(lint("function onHourly(e) { log_(); return run_('onHourly', e); }", 'entry.js'), /onHourly must be one line/);
  assert.match(lint("function onHourly(e) { return run_('onDaily', e); }", 'entry.js'), /onHourly must be one line/);
});

test('two scripts that define the same global are refused, because all share one scope', () => {
  const twice = [{ name: 'host.js', text: 'const a_ = 1;' }, { name: 'render.js', text: 'function a_() {}' }];
  assert.deepEqual(lintShims(twice, {}), ['render.js: a_ is already defined in host.js']);
});

test('a manifest that names a missing entry point is refused', () => {
  const manifest = { addOns: { common: { homepageTrigger: { runFunction: 'onHomepage' } } } };
  assert.match(lint('', 'entry.js', manifest), /onHomepage is not an entry point/);
  assert.equal(lint("function onHomepage(e) { return run_('onHomepage', e); }", 'entry.js', manifest), '');
});
