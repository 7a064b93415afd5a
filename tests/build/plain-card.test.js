// @ts-check
/**
 * The bench's plain event card equals the core's in every state, so that bench.js compares the same work.
 *
 * Both run on bench/google.js, with what they ask beyond a recording added here: a service that refuses, and CalendarApp.
 */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { composed, further, golden, others, recording } from './event-states.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const goldens = join(root, 'tests', 'golden');
const PREFIX = 'event-';
const SUFFIX = '.json';

/** What the recorded services of the bench leave out. It runs in the add-on's context. */
const services = `
  Calendar.Events.get = (calendar, id) => {
    if (recorded_.refusal) throw new Error(recorded_.refusal);
    return recorded_.event;
  };
  var CacheService = { getUserCache: () => ({ get: () => null, put() {}, getAll: () => ({}), putAll() {} }) };
  var CalendarApp = {
    getCalendarById(id) {
      const told = recorded_.calendarApp;
      const at = (time) => ({ getTime: () => time });
      return told && {
        getId: () => id,
        getName: () => told.name,
        getTimeZone: () => 'UTC',
        getEventById: () => ({
          getTitle: () => told.title,
          getStartTime: () => at(told.start),
          getEndTime: () => at(told.end),
          getCreators: () => told.creators,
        }),
      };
    },
  };
`;

/** The scripts of a folder whose names begin so. @param {string} folder @param {string} [prefix] */
const scripts = (folder, prefix = '') =>
  readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith('.js')).sort().map((name) => join(folder, name));

/** A context with the services and these scripts. @param {string[]} files */
function context(files) {
  const made = vm.createContext({ recordedText_: JSON.stringify(recording({})) });
  vm.runInContext(readFileSync(join(root, 'bench', 'google.js'), 'utf8'), made);
  vm.runInContext(services, made);
  for (const file of files) vm.runInContext(readFileSync(file, 'utf8'), made, { filename: file });
  return made;
}

const addon = join(root, 'target', 'addon');
// As bench/cold.js does: all scripts share one scope, in which no name may be taken twice.
const plain = context([...scripts(join(root, 'bench', 'plain')), ...scripts(addon, 'render')]);
const core = context(scripts(addon));

/** What an expression answers in a context, out of its realm. @param {any} where @param {string} expression @param {any} given */
function answer(where, expression, given) {
  where.given_ = JSON.stringify(given);
  return JSON.parse(vm.runInContext(`JSON.stringify(((given) => ${expression})(JSON.parse(given_)))`, where));
}

const opened = (/** @type {any} */ where, /** @type {string} */ card, /** @type {import('./event-states.js').State} */ state) =>
  answer(where, `(recorded_ = given, ${card})`, recording(state));
const plainCard = (/** @type {import('./event-states.js').State} */ state) => opened(plain, 'eventCard_(given.argument)', state);
const coreCard = (/** @type {import('./event-states.js').State} */ state) => opened(core, "ask_(load_(), 'onCalendarEventOpen', given.argument)", state);
const drawn = (/** @type {[string, any[]]} */ [name, values]) => answer(plain, `${name}(...given)`, values);
const goldenCard = (/** @type {string} */ name) => JSON.parse(readFileSync(join(goldens, `${PREFIX}${name}${SUFFIX}`), 'utf8')).response;

test('every golden event card has its state', () => {
  const files = readdirSync(goldens).filter((name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX));
  const names = files.map((name) => name.slice(PREFIX.length, -SUFFIX.length));
  assert.deepEqual(Object.keys({ ...golden, ...composed }).sort(), names.sort());
});

for (const [name, state] of Object.entries(golden)) {
  test(`the plain card and the core's are the golden one: ${name}`, () => {
    assert.deepEqual(plainCard(state), goldenCard(name));
    assert.deepEqual(coreCard(state), goldenCard(name));
  });
}

for (const [name, call] of Object.entries(composed)) {
  test(`the plain card is the golden one: ${name}`, () => assert.deepEqual(drawn(call), goldenCard(name)));
}

for (const [name, state] of Object.entries(further)) {
  test(`the plain card is the core's: ${name}`, () => {
    const card = coreCard(state);
    assert.equal(card.cards[0].name, 'event', 'a state that the core draws no event card of');
    assert.deepEqual(plainCard(state), card);
  });
}

for (const [name, state] of Object.entries(others)) {
  test(`the plain card is not drawn where the core draws another first: ${name}`, () => {
    assert.notEqual(coreCard(state).cards[0].name, 'event');
    assert.throws(() => plainCard(state), /another card comes first/);
  });
}

test('every sentence of the plain card is shown in some state', () => {
  const cards = [...Object.values({ ...golden, ...further }).map(plainCard), ...Object.values(composed).map(drawn)];
  const shown = JSON.stringify(cards);
  const words = '[say_, states_, clamps_, forms_].flatMap(Object.values).concat(Object.values(parts_).map((part) => `The ${part} was changed`))';
  const sentences = answer(plain, `${words}.map((text) => [text, escape_(text)])`, null);
  // A part of a meeting stands in a sentence, all others are whole texts.
  const isShown = (/** @type {string} */ text) => shown.includes(JSON.stringify(text)) || shown.includes(`"${text} at Webex`);
  assert.deepEqual(sentences.filter((/** @type {string[]} */ forms) => !forms.some(isShown)), []);
});
