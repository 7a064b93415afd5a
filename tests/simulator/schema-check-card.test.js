// @ts-check
/** The schema check of cards follows Google's published schema and names the place of each error. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { checkCard } from '../../simulator/schema_check/card.js';

const inSection = (/** @type {any} */ ...widgets) => ({ sections: [{ widgets }] });

test('a_card_of_every_kind_of_field_passes', () => {
  checkCard({
    header: { title: 'Title', imageType: 'CIRCLE' },
    sections: [{ header: 'Header', collapsible: true, uncollapsibleWidgetsCount: 1, widgets: [
      { textParagraph: { text: 'text' } },
      { buttonList: { buttons: [{ text: 'Go', type: 'FILLED', color: { red: 0.5 }, onClick: { action: { function: 'f', parameters: [{ key: 'a', value: 'b' }] } } }] } },
      { dateTimePicker: { name: 'when', type: 'DATE_AND_TIME', valueMsEpoch: '1700000000000' } },
      { columns: { columnItems: [{ widgets: [{ textParagraph: { text: 'left' } }] }] } },
      { divider: {} },
    ] }],
  });
});

/** @type {Record<string, [any, RegExp]>} */
const refused = {
  'an unknown field': [inSection({ textParagraph: { txt: 'a' } }), /^Error: card\.sections\[0\]\.widgets\[0\]\.textParagraph\.txt: /],
  'a name in snake case': [{ card_actions: [] }, /^Error: card\.card_actions: /],
  'a wrong type': [inSection({ textParagraph: { text: 1 } }), /^Error: card\.sections\[0\]\.widgets\[0\]\.textParagraph: .*expected string/],
  'an unknown enum value': [{ displayStyle: 'BIG' }, /^Error: card\.displayStyle: "BIG"/],
  'an enum by number': [{ displayStyle: 1 }, /^Error: card\.displayStyle: 1 /],
  'null': [{ header: null }, /^Error: card\.header: no value/],
  'a 64-bit integer as a number': [inSection({ dateTimePicker: { valueMsEpoch: 1 } }), /valueMsEpoch: a 64-bit integer is a string/],
  'a widget of two kinds': [inSection({ divider: {}, textParagraph: { text: 'a' } }), /^Error: card\.sections\[0\]\.widgets\[0\]: .*oneof/],
  'a list that is none': [{ sections: {} }, /^Error: card\.sections: not a list/],
  'no object': ['card', /^Error: card: not a Card/],
};
for (const [what, [json, message]] of Object.entries(refused)) {
  test(`${what} is refused`, () => assert.throws(() => checkCard(json), message));
}
