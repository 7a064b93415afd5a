// @ts-check
/** The drawing of a card shows what a person reads. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { drawCard } from '../../simulator/host/drawing.js';

const card = (/** @type {any[]} */ ...widgets) => ({ sections: [{ widgets }] });
const lines = (/** @type {any} */ json, how = {}) => drawCard(json, { width: 30, ...how }).split('\n').map((line) => line.replace(/^│ |\s*│$/g, ''));
const inner = (/** @type {any[]} */ ...widgets) => lines(card(...widgets)).slice(1, -1);

test('header_sections_and_footer_stand_apart', () => {
  const drawn = drawCard({
    header: { title: 'Planning', subtitle: 'Today' },
    cardActions: [{ actionLabel: 'About', onClick: {} }],
    sections: [{ header: '<b>Meeting</b>', widgets: [{ textParagraph: { text: 'text' } }] }],
    fixedFooter: { primaryButton: { text: 'Save', onClick: {} } },
  }, { width: 16 });
  assert.equal(drawn, [
    '┌──────────────┐', '│ Planning     │', '│ Today        │', '│ ⋮ About      │', '├──────────────┤',
    '│ Meeting      │', '│ text         │', '├──────────────┤', '│ [Save]       │', '└──────────────┘',
  ].join('\n'));
});

test('formatting_is_resolved_only_where_the_platform_does', () => {
  assert.deepEqual(inner({ textParagraph: { text: '<b>a</b> &lt;b&gt;<br>&#x41;&amp;amp;' } }), ['a <b>', 'A&amp;']);
  assert.deepEqual(inner({ decoratedText: { topLabel: 'x &amp; y', text: 'x &amp; y' } }), ['x &amp; y', 'x & y']);
  assert.deepEqual(inner({ buttonList: { buttons: [{ text: '<b>Go</b>' }] } }), ['[<b>Go</b>]']);
});

test('long_text_is_wrapped_inside_of_the_box', () => {
  assert.deepEqual(inner({ textParagraph: { text: 'one two three four five six seven' } }), ['one two three four five', 'six seven']);
  assert.deepEqual(inner({ textParagraph: { text: 'x'.repeat(30) } }), ['x'.repeat(26), 'xxxx']);
});

test('inputs_show_what_they_hold', () => {
  const form = card(
    { textInput: { name: 'title', label: 'Title', value: 'Talk', hintText: 'short' } },
    { selectionInput: { name: 'site', label: 'Site', type: 'DROPDOWN', items: [{ text: 'A', value: 'a' }, { text: 'B', value: 'b', selected: true }] } },
    { selectionInput: { name: 'days', label: 'Days', type: 'CHECK_BOX', items: [{ text: 'Mo', value: 'mo', selected: true }, { text: 'Tu', value: 'tu' }] } },
    { decoratedText: { text: 'Record', switchControl: { name: 'record', value: 'yes', selected: true } } },
    { dateTimePicker: { name: 'at', label: 'At', type: 'TIME_ONLY', valueMsEpoch: '34200000' } },
  );
  assert.deepEqual(lines(form).slice(1, -1), ['Title: [Talk]', '↳ short', 'Site: [B ▾]', 'Days:', '☑ Mo', '☐ Tu', 'Record (on)', 'At: [09:30]']);
});

test('what_a_folded_section_hides_stands_under_a_mark', () => {
  const widgets = ['a', 'b'].map((text) => ({ textParagraph: { text } }));
  assert.deepEqual(lines({ sections: [{ collapsible: true, uncollapsibleWidgetsCount: 1, widgets }] }).slice(1, -1), ['a', '⌄ more', 'b']);
});

test('a_greyed_out_button_looks_it', () => {
  assert.deepEqual(inner({ buttonList: { buttons: [{ text: 'Go', disabled: true }, { icon: { knownIcon: 'STAR' }, altText: 'Star' }] } }), ['(Go) [Star]']);
});

test('a_widget_that_can_not_be_drawn_is_an_error', () => {
  assert.throws(() => drawCard(card({ carousel: {} })), /not simulated: drawing carousel/);
});
