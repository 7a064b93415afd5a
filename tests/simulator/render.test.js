// @ts-check
/**
 * render.js turns every answer of the core into objects whose JSON is the answer's own.
 *
 * The answers are golden files: the core's answers in tests/golden and invented ones in tests/golden/render. Together they have every
 * field at least once.
 */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';
import { makeCardService } from '../../simulator/google/card/index.js';
import { makeConferenceDataService } from '../../simulator/google/conference.js';
import { checkCard } from '../../simulator/schema_check/card.js';
import { fakeExecution, manifest as madeUp } from './fake-execution.js';

/** @typedef {Record<string, any>} Json */

const root = new URL('../../', import.meta.url);
const text = (/** @type {string} */ path) => readFileSync(new URL(path, root), 'utf8');
const ours = existsSync(new URL('appsscript/appsscript.json', root)) ? JSON.parse(text('appsscript/appsscript.json')) : madeUp;
const BUILT = Symbol.for('simulator.built');

/** @param {any} response @param {Json} [manifest] */
function render(response, manifest = madeUp) {
  const context = vm.createContext({ onAction() {} });
  const execution = { ...fakeExecution({ context, options: { openLinkWildcard: 'allowed' } }), manifest };
  context.CardService = makeCardService(execution);
  context.ConferenceDataService = makeConferenceDataService(execution);
  context.HtmlService = { createHtmlOutput: (/** @type {string} */ html) => ({ html }) };
  for (const file of ['render-widgets.js', 'render.js']) vm.runInContext(text(`appsscript/${file}`), context, { filename: file });
  context.response_ = response;
  return vm.runInContext('render_(response_)', context);
}

const json = (/** @type {any} */ object) => object[BUILT].json;

/** The required JSON for each kind of answer. @type {Record<string, (response: Json, made: any) => void>} */
const checks = {
  cards({ cards }, made) {
    assert.deepEqual(Array.from(made, json), cards);
    cards.forEach(checkCard);
  },
  action({ kind, stateChanged, ...action }, made) {
    assert.deepEqual(json(made), { renderActions: { action }, ...(stateChanged !== undefined && { stateChanged }) });
    for (const step of action.navigations ?? []) if (step.pushCard ?? step.updateCard) checkCard(step.pushCard ?? step.updateCard);
  },
  universal({ cards, link }, made) {
    const action = link ? { link } : { navigations: cards.map((/** @type {Json} */ pushCard) => ({ pushCard })) };
    assert.deepEqual(json(made), { renderActions: { action } });
    (cards ?? []).forEach(checkCard);
  },
  calendar({ conferenceData }, made) {
    assert.deepEqual(json(made).hostAppAction, { calendarAction: { editConferenceDataActionMarkup: { conferenceData } } });
  },
  conference({ conferenceData, error }, made) {
    assert.deepEqual(json(made), error ? { error } : conferenceData);
  },
  html: ({ html }, made) => assert.equal(made.html, html),
  url: ({ url }, made) => assert.equal(made, url),
  nothing: (_, made) => assert.equal(made, undefined),
};

for (const [folder, manifest] of /** @type {[string, Json][]} */ ([['tests/golden/render/', madeUp], ['tests/golden/', ours]])) {
  for (const file of readdirSync(new URL(folder, root)).filter((name) => name.endsWith('.json'))) {
    const { response } = JSON.parse(text(folder + file));
    if (response) test(`${folder}${file} comes out as it went in`, () => checks[response.kind](response, render(response, manifest)));
  }
}

test('a_page_a_link_and_nothing_come_out_as_they_are', () => {
  assert.equal(render({ kind: 'html', html: '<p>x</p>' }).html, '<p>x</p>');
  assert.equal(render({ kind: 'url', url: 'https://example.com/' }), 'https://example.com/');
  assert.equal(render({ kind: 'nothing' }), undefined);
});

const cardOf = (/** @type {any} */ widget) => ({ kind: 'cards', cards: [{ sections: [{ widgets: [widget] }] }] });

/** @type {Record<string, [any, RegExp]>} */
const unknown = {
  'an answer of an unknown kind': [{ kind: 'chat' }, /render: unknown response chat/],
  'an unknown member of an answer': [{ kind: 'action', notice: {} }, /render: unknown action\.notice/],
  'an unknown widget': [cardOf({ carousel: {} }), /render: unknown widget carousel/],
  'a widget with two kinds': [cardOf({ divider: {}, textParagraph: { text: 'a' } }), /a widget has one kind/],
  'an unknown field of a widget': [cardOf({ textParagraph: { text: 'a', maxLines: 2 } }), /render: unknown textParagraph\.maxLines/],
  'an unknown field of a card': [{ kind: 'cards', cards: [{ sectionDividerStyle: 'NO_DIVIDER' }] }, /render: unknown card\.sectionDividerStyle/],
  'an unknown enum value': [cardOf({ selectionInput: { type: 'SLIDER' } }), /render: unknown selection type SLIDER/],
  'an unknown field of an item': [cardOf({ selectionInput: { items: [{ text: 'a', value: 'a', colour: 'red' }] } }), /render: unknown item\.colour/],
};
for (const [what, [response, message]] of Object.entries(unknown)) {
  test(`${what} is named in the error`, () => assert.throws(() => render(response), message));
}
