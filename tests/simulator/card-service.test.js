// @ts-check
/** CardService refuses what the reference refuses, and its JSON is google.apps.card.v1. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { makeCardService } from '../../simulator/google/card/index.js';
import { makeConferenceDataService } from '../../simulator/google/conference.js';
import { checkCard } from '../../simulator/schema_check/card.js';
import { fakeExecution } from './fake-execution.js';

const service = () => makeCardService(fakeExecution());
const paragraph = (/** @type {any} */ cards) => cards.newTextParagraph().setText('text');
const button = (/** @type {any} */ cards) => cards.newTextButton().setText('Go').setOnClickAction(cards.newAction().setFunctionName('onAction'));
const card = (/** @type {any} */ cards, /** @type {any[]} */ ...widgets) => {
  const section = cards.newCardSection();
  for (const widget of widgets) section.addWidget(widget);
  return cards.newCardBuilder().addSection(section);
};
const failedConference = () => {
  const data = makeConferenceDataService(fakeExecution());
  return data.newConferenceDataBuilder().setError(data.newConferenceError().setConferenceErrorType(data.ConferenceErrorType.UNKNOWN)).build();
};
const input = (/** @type {any} */ cards, /** @type {string} */ name) => cards.newTextInput().setFieldName(name).setTitle('Title');

test('a_built_card_prints_what_its_setters_were_called_with', () => {
  const cards = service();
  const built = card(cards, paragraph(cards), cards.newButtonSet().addButton(button(cards).setTextButtonStyle(cards.TextButtonStyle.FILLED)))
    .setHeader(cards.newCardHeader().setTitle('Title').setSubtitle('Subtitle'))
    .build();
  const json = JSON.parse(built.printJson());
  assert.deepEqual(json, {
    header: { title: 'Title', subtitle: 'Subtitle' },
    sections: [{ widgets: [
      { textParagraph: { text: 'text' } },
      { buttonList: { buttons: [{ text: 'Go', onClick: { action: { function: 'onAction' } }, type: 'FILLED' }] } },
    ] }],
  });
  checkCard(json);
  assert.deepEqual(built[Symbol.for('simulator.built')], { kind: 'Card', json });
});

test('a_builder_says_that_it_is_no_card', () => {
  const cards = service();
  assert.equal(card(cards, paragraph(cards))[Symbol.for('simulator.built')].kind, 'CardBuilder');
});

test('only_factories_are_logged_and_none_is_a_round_trip', () => {
  const execution = fakeExecution();
  makeCardService(execution).newTextParagraph().setText('text');
  assert.deepEqual(execution.calls, [{ service: 'CardService', method: 'newTextParagraph', counted: false }]);
});

/** @type {Record<string, [(cards: any) => unknown, RegExp]>} */
const refused = {
  'a member that CardService lacks': [(cards) => cards.newSlider(), /CardService\.newSlider is not a function/],
  'a setter that a class lacks': [(cards) => cards.newTextButton().setIcon(cards.Icon.STAR), /setIcon is not a function/],
  'a part that is not simulated': [(cards) => cards.newLinkPreview(), /not simulated: CardService\.newLinkPreview/],
  'a number as text': [(cards) => cards.newTextParagraph().setText(5), /\(number\) don't match the method signature for CardService\.TextParagraph\.setText/],
  'null as text': [(cards) => cards.newTextParagraph().setText(null), /\(null\) don't match/],
  'one argument too many': [(cards) => cards.newTextParagraph().setText('a', 'b'), /\(String,String\) don't match/],
  'the name of an enum value': [(cards) => button(cards).setTextButtonStyle('FILLED'), /don't match/],
  'a value of another enum': [(cards) => button(cards).setTextButtonStyle(cards.ImageStyle.CIRCLE), /don't match/],
  'an unknown enum value': [(cards) => cards.OnClose.RELOAD_ADD_ON, /RELOAD_ADD_ON/],
  'a fraction where an integer belongs': [(cards) => cards.newCardSection().setNumUncollapsibleWidgets(1.5), /don't match/],
  'a widget of another service': [(cards) => cards.newCardSection().addWidget(paragraph(service())), /don't match/],
  'a switch as a widget': [(cards) => cards.newCardSection().addWidget(cards.newSwitch()), /don't match/],
  'a card builder where a card belongs': [(cards) => cards.newNavigation().pushCard(card(cards, paragraph(cards))), /don't match/],
  'an action parameter that is no string': [(cards) => cards.newAction().setParameters({ count: 1 }), /don't match/],
  'an action without function': [(cards) => cards.newTextButton().setOnClickAction(cards.newAction()), /function is required/],
  'a function that the script lacks': [(cards) => cards.newAction().setFunctionName('onNothing'), /Script function not found: onNothing/],
  'a private function': [(cards) => cards.newAction().setFunctionName('private_'), /Script function not found: private_/],
  'two click handlers': [(cards) => button(cards).setOpenLink(cards.newOpenLink().setUrl('https://example.com/')), /only one click handler/],
  'a button that does nothing': [(cards) => cards.newButtonSet().addButton(cards.newTextButton().setText('Go')), /onClick is required/],
  'an empty button set': [(cards) => card(cards, cards.newButtonSet()), /buttons is required/],
  'a decorated text that is only text': [(cards) => card(cards, cards.newDecoratedText().setText('a')), /needs a label, an icon, a button or a switch/],
  'a button beside a switch': [(cards) => cards.newDecoratedText().setText('a').setButton(button(cards))
    .setSwitchControl(cards.newSwitch().setFieldName('s').setValue('on')), /can't have switchControl and button/],
  'a link outside of the prefixes': [(cards) => cards.newOpenLink().setUrl('https://evil.example.net/'), /openLinkUrlPrefixes/],
  'a link that only contains a prefix': [(cards) => cards.newOpenLink().setUrl('https://evil.example.net/?https://example.com/'), /openLinkUrlPrefixes/],
  'a script as link': [(cards) => cards.newOpenLink().setUrl('javascript:alert(1)'), /openLinkUrlPrefixes/],
  'an anchor outside of the prefixes': [(cards) => cards.newTextParagraph().setText('<a href="https://evil.example.net/">x</a>'), /openLinkUrlPrefixes/],
  'an authorization over http': [(cards) => cards.newAuthorizationAction().setAuthorizationUrl('http://example.com/'), /not HTTPS/],
  'a tag outside of the subset': [(cards) => cards.newTextParagraph().setText('<script>x</script>'), /no supported text formatting/],
  'an SVG image': [(cards) => cards.newImage().setImageUrl('https://example.com/logo.svg?x=1'), /SVG/],
  'an image over http': [(cards) => cards.newImage().setImageUrl('http://example.com/a.png'), /HTTPS/],
  'a colour by name': [(cards) => button(cards).setBackgroundColor('red'), /#rrggbb/],
  'a text input without title': [(cards) => card(cards, cards.newTextInput().setFieldName('a')), /label is required/],
  'two inputs of one name': [(cards) => card(cards, input(cards, 'a'), input(cards, 'a')).build(), /two inputs are named a/],
  'two selected radio buttons': [(cards) => card(cards, cards.newSelectionInput().setFieldName('a').setType(cards.SelectionInputType.RADIO_BUTTON)
    .addItem('A', 'a', true).addItem('B', 'b', true)), /2 items are selected/],
  'two items of one value': [(cards) => card(cards, cards.newSelectionInput().setFieldName('a').addItem('A', 'a', true).addItem('B', 'a', false)),
    /same value/],
  'a hundred and one items': [(cards) => Array.from({ length: 101 }, (_, at) => String(at)).reduce(
    (items, at) => items.addItem(at, at, false), cards.newSelectionInput()), /up to 100 items/],
  'a limit of choices without MULTI_SELECT': [(cards) => card(cards, cards.newSelectionInput().setFieldName('a').addItem('A', 'a', true)
    .setMultiSelectMaxSelectedItems(2)), /need MULTI_SELECT/],
  'a rectangular icon': [(cards) => cards.newIconImage().setImageCropType(cards.ImageCropType.RECTANGLE_4_3), /can't be RECTANGLE_4_3/],
  'a second icon on an image button': [(cards) => cards.newImageButton().setIcon(cards.Icon.STAR).setIconUrl('https://example.com/i.png'), /only one icon/],
  'a switch without value': [(cards) => cards.newDecoratedText().setSwitchControl(cards.newSwitch().setFieldName('a')), /value is required/],
  'hours of no day': [(cards) => cards.newTimePicker().setHours(24), /not between 0 and 23/],
  'a third column': [(cards) => [1, 2, 3].reduce((columns) => columns.addColumn(cards.newColumn().addWidget(paragraph(cards))), cards.newColumns()), /limit is 2/],
  'a divider in a column': [(cards) => cards.newColumn().addWidget(cards.newDivider()), /don't match/],
  'a footer whose first button is not filled': [(cards) => cards.newCardBuilder().setFixedFooter(cards.newFixedFooter().setPrimaryButton(button(cards))), /must be FILLED/],
  'a footer with a second button alone': [(cards) => cards.newCardBuilder().setFixedFooter(cards.newFixedFooter().setSecondaryButton(button(cards))), /primaryButton is required/],
  'a header without title': [(cards) => cards.newCardBuilder().setHeader(cards.newCardHeader()), /title is required/],
  'an empty section': [(cards) => cards.newCardBuilder().addSection(cards.newCardSection()), /widgets is required/],
  'a card without section': [(cards) => cards.newCardBuilder().build(), /sections is required/],
  'a widget that changes after it was added': [(cards) => {
    const widget = paragraph(cards);
    card(cards, widget);
    widget.setText('other');
  }, /added already/],
  'an answer that navigates and opens a link': [(cards) => cards.newActionResponseBuilder()
    .setNavigation(cards.newNavigation().popCard()).setOpenLink(cards.newOpenLink().setUrl('https://example.com/')).build(), /at once/],
  'a universal answer without content': [(cards) => cards.newUniversalActionResponseBuilder().build(), /needs cards or a link/],
  'a universal answer of no card': [(cards) => cards.newUniversalActionResponseBuilder().displayAddOnCards([]).build(), /has no card/],
  'a conference error on the open event': [(cards) => cards.newCalendarEventActionResponseBuilder().setConferenceData(failedConference()), /no conference error/],
  'an empty calendar answer': [(cards) => cards.newCalendarEventActionResponseBuilder().build(), /changes nothing/],
  'guests that are no addresses': [(cards) => cards.newCalendarEventActionResponseBuilder().addAttendees(['nobody']), /no address/],
};
for (const [what, [attempt, message]] of Object.entries(refused)) {
  test(`${what} is refused`, () => assert.throws(() => attempt(service()), message));
}

test('a_section_takes_a_hundred_widgets_and_no_more', () => {
  const cards = service();
  const section = cards.newCardSection();
  for (let count = 0; count < 100; count += 1) section.addWidget(paragraph(cards));
  assert.throws(() => section.addWidget(paragraph(cards)), /limit is 100/);
});

test('a_card_takes_a_hundred_sections_and_no_more', () => {
  const cards = service();
  const builder = cards.newCardBuilder();
  const section = () => cards.newCardSection().addWidget(paragraph(cards));
  for (let count = 0; count < 100; count += 1) builder.addSection(section());
  assert.throws(() => builder.addSection(section()), /limit is 100/);
});

test('switches_may_share_a_name', () => {
  const cards = service();
  const one = (/** @type {string} */ value) => cards.newDecoratedText().setText(value).setSwitchControl(cards.newSwitch().setFieldName('days').setValue(value));
  card(cards, one('mo'), one('tu')).build();
});

test('a_function_may_be_a_member_of_a_global_object', () => {
  service().newAction().setFunctionName('menu.item');
});

test('a_host_wildcard_in_a_prefix_counts_only_where_the_platform_is_taken_to_allow_it', () => {
  const link = (/** @type {any} */ options, /** @type {string} */ url) => makeCardService(fakeExecution({ options })).newOpenLink().setUrl(url);
  assert.throws(() => link({}, 'https://site.webex.com/meet/x'), /openLinkUrlPrefixes/);
  link({ openLinkWildcard: 'allowed' }, 'https://site.webex.com/meet/x');
  assert.throws(() => link({ openLinkWildcard: 'allowed' }, 'https://webex.com.example.net/'), /openLinkUrlPrefixes/);
  assert.throws(() => link({ openLinkWildcard: 'allowed' }, 'https://example.net/.webex.com/'), /openLinkUrlPrefixes/);
});

test('an_action_response_has_the_published_envelope', () => {
  const cards = service();
  const built = card(cards, paragraph(cards)).build();
  const answer = cards.newActionResponseBuilder()
    .setNavigation(cards.newNavigation().popToRoot().updateCard(built))
    .setNotification(cards.newNotification().setText('Saved'))
    .setStateChanged(true)
    .build();
  assert.deepEqual(JSON.parse(answer.printJson()), {
    renderActions: { action: { navigations: [{ popToRoot: true }, { updateCard: JSON.parse(built.printJson()) }], notification: { text: 'Saved' } } },
    stateChanged: true,
  });
});
