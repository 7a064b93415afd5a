// @ts-check
/** The panel shows cards on a stack and tells the add-on what a person did. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { cardsWorld, withSignInPage } from './cards-world.js';

/** @typedef {import('../../simulator/host/index.js').Panel} Panel */

const home = async (given = {}) => {
  const { world, person } = cardsWorld(given);
  return { world, person, panel: /** @type {Panel} */ (await person.openHome()) };
};
const form = async () => (await (await (await home()).panel.click('Forward')).click('Form'));
const titles = (/** @type {Panel} */ panel) => panel.cards.map((card) => card.header?.title);
const shown = (/** @type {Panel} */ panel) => JSON.parse(String(panel.card.sections?.[0].widgets[0].textParagraph?.text));

test('the_homepage_event_has_no_context_and_tells_language_and_zone_where_granted', async () => {
  const event = shown((await home()).panel);
  assert.deepEqual(event, {
    commonEventObject: { platform: 'WEB', hostApp: 'CALENDAR', userLocale: 'en-US', timeZone: { id: 'America/New_York', offset: '-18000000' } },
    clientPlatform: 'web', userCountry: 'US', userLocale: 'en', userTimezone: { id: 'America/New_York', offset: '-18000000' },
  });
});

test('language_and_zone_are_absent_without_the_scope_or_the_manifest_flag', async () => {
  const without = { commonEventObject: { platform: 'WEB', hostApp: 'CALENDAR' }, clientPlatform: 'web' };
  assert.deepEqual(shown((await home({ refusedScopes: ['script.locale'] })).panel), without);
  assert.deepEqual(shown((await home({ manifest: (/** @type {any} */ { addOns }) => { addOns.common.useLocaleFromApp = false; } })).panel), without);
});

test('cards_are_pushed_and_popped_and_the_root_stays', async () => {
  const { panel } = await home();
  await panel.click('Forward');
  await panel.click('Further');
  await panel.click('Further');
  assert.deepEqual(titles(panel), ['Home', 'One', 'One+', 'One++']);
  await panel.click('Back');
  assert.deepEqual(titles(panel), ['Home', 'One', 'One+']);
  await panel.click('To One');
  assert.deepEqual(titles(panel), ['Home', 'One']);
  await panel.click('To the root');
  panel.back();
  assert.deepEqual(titles(panel), ['Home']);
});

test('a_name_that_is_not_on_the_stack_pops_to_the_root', async () => {
  const { panel } = await home();
  await panel.click('Bold & more');
  await panel.click('To One');
  assert.deepEqual(titles(panel), ['Home']);
});

test('a_notification_is_gone_with_the_next_click', async () => {
  const { panel } = await home();
  await panel.click('Menu');
  assert.equal(panel.notification, 'menu');
  assert.equal(panel.stateChanged, true);
  await panel.click('Nothing');
  assert.equal(panel.notification, null);
  assert.deepEqual(titles(panel), ['Home']);
});

test('a_failing_function_leaves_the_card_and_shows_its_error', async () => {
  const { panel } = await home();
  await panel.click('Fail');
  assert.equal(panel.error?.message, 'broken on purpose');
  assert.deepEqual(titles(panel), ['Home']);
});

test('what_is_not_there_or_greyed_out_can_not_be_clicked', async () => {
  const { panel } = await home();
  await assert.rejects(panel.click('Elsewhere'), /the card has no Elsewhere, only: .*Forward/);
  await assert.rejects(panel.click('Grey'), /greyed out/);
});

test('links_open_and_a_dynamic_one_asks_the_function', async () => {
  const { panel } = await home();
  await panel.click('Open');
  assert.deepEqual(panel.openedLink, { url: 'https://example.com/page' });
  await panel.click('Dynamic');
  assert.deepEqual(panel.openedLink, { url: 'https://example.com/made' });
});

test('an_anchor_in_a_text_can_be_clicked', async () => {
  const { panel } = await home();
  await panel.click('the help');
  assert.deepEqual(panel.openedLink, { url: 'https://example.com/help?a=1&b=2' });
});

test('of_two_things_with_one_label_one_must_be_chosen', async () => {
  const { panel } = await home();
  await assert.rejects(panel.click('Twin'), /2 things are labelled Twin/);
  await panel.click('Twin', { at: 1 });
  assert.equal(panel.notification, 'second twin');
});

test('a_cell_of_a_grid_tells_its_identifier', async () => {
  const { panel } = await home();
  await panel.click('Cell');
  assert.equal(panel.notification, 'c1');
});

test('universal_actions_open_a_page_or_list_their_cards', async () => {
  const { panel } = await home();
  await panel.click('Website');
  assert.deepEqual(panel.openedLink, { url: 'https://example.com/' });
  await panel.universal('Settings');
  assert.deepEqual(panel.labels.slice(0, 2), ['General', 'About']);
  await panel.click('About');
  assert.deepEqual(titles(panel), ['Home', 'Cards', 'About']);
});

test('nothing_can_be_clicked_under_an_overlay', async () => {
  const { panel } = await home();
  await panel.click('Sign in');
  await assert.rejects(panel.click('Forward'), /an overlay is open/);
});

test('signing_in_comes_back_through_the_callback_and_reloads_the_add_on', async () => {
  const { world, panel } = await home();
  withSignInPage(world);
  await panel.click('Forward');
  panel.back();
  await panel.signIn();
  assert.equal(panel.signInPage, '<p>done</p>');
  assert.deepEqual(titles(panel), ['Home']);
  assert.deepEqual(world.executions.slice(-2).map((/** @type {any} */ { entry, kind }) => [entry, kind]), [['callback', 'callback'], ['home', 'addon']]);
});

test('inputs_are_told_by_what_they_hold', async () => {
  const panel = await form();
  await panel.fill({ note: 'a\nb', days: ['mo', 'tu'], record: true, day: 1700006400000, at: { hours: 14, minutes: 5 } });
  await panel.click('Show');
  assert.deepEqual(shown(panel), {
    title: { stringInputs: { value: ['Talk'] } },
    note: { stringInputs: { value: ['a\nb'] } },
    kind: { stringInputs: { value: ['meeting'] } },
    days: { stringInputs: { value: ['mo', 'tu'] } },
    record: { stringInputs: { value: ['yes'] } },
    when: { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: '1700000000000' } },
    day: { dateInput: { msSinceEpoch: '1700006400000' } },
    at: { timeInput: { hours: 14, minutes: 5 } },
  });
});

test('an_input_without_value_is_absent', async () => {
  const panel = await form();
  await panel.fill({ title: '', days: [], when: null });
  await panel.click('Show');
  assert.deepEqual(Object.keys(shown(panel)), ['kind', 'at']);
});

/** @type {Record<string, [any, RegExp]>} */
const refused = {
  'an unknown field': [{ other: 'x' }, /no input other, only title/],
  'a text of wrong type': [{ title: 5 }, /takes a text/],
  'a text over its limit': [{ title: 'x'.repeat(11) }, /takes 10 characters/],
  'a line break in one line': [{ title: 'a\nb' }, /one line/],
  'an unknown choice': [{ kind: 'other' }, /offers meeting, room/],
  'two choices in a drop-down': [{ kind: ['meeting', 'room'] }, /takes one value/],
  'a switch by a wrong value': [{ record: 'yes' }, /is a switch/],
  'a time that is none': [{ when: 'tomorrow' }, /takes milliseconds/],
};
for (const [what, [given, message]] of Object.entries(refused)) {
  test(`${what} can not be filled in`, async () => assert.rejects((await form()).fill(given), message));
}

test('a_changed_input_runs_its_action_and_an_unchanged_one_does_not', async () => {
  const panel = await form();
  await panel.fill({ kind: 'meeting' });
  assert.equal(panel.notification, null);
  await panel.fill({ kind: 'room' });
  assert.equal(panel.notification, 'changed');
});

test('an_action_is_not_sent_without_its_required_inputs', async () => {
  const panel = await form();
  await assert.rejects(panel.click('Send'), /fill note/);
  await panel.fill({ note: 'x' });
  await panel.click('Send');
  assert.deepEqual(shown(panel).note, { stringInputs: { value: ['x'] } });
});

test('an_updated_card_keeps_values_only_where_the_action_says_so', async () => {
  const panel = await form();
  await panel.fill({ title: 'Mine' });
  await panel.click('Keep');
  assert.equal(panel.values.title, 'Mine');
  await panel.click('Reset');
  assert.equal(panel.values.title, 'Talk');
});

test('a_peek_header_outside_of_a_contextual_trigger_is_an_error', async () => {
  await assert.rejects((await home()).panel.click('Peek'), /only work for cards of contextual triggers/);
});

test('an_event_can_not_be_changed_where_none_is_open', async () => {
  const { panel } = await home();
  await panel.click('Add guest');
  assert.match(String(panel.error?.message), /no event is open/);
});

test('the_settings_button_opens_what_the_add_on_says', async () => {
  assert.equal(await cardsWorld().person.openSettings(), 'https://example.com/settings');
});

test('an_open_message_is_told_by_its_ids_and_token', async () => {
  const { person } = cardsWorld();
  assert.deepEqual(shown(await person.openMessage({ id: 'msg-f:1', threadId: 'thread-f:1', accessToken: 't' })), {
    gmail: { accessToken: 't', messageId: 'msg-f:1', threadId: 'thread-f:1' },
    messageMetadata: { accessToken: 't', messageId: 'msg-f:1' },
  });
});

test('gmail_shows_the_common_homepage', async () => {
  const { person } = cardsWorld();
  assert.equal(shown(await person.openHome({ host: 'GMAIL' })).commonEventObject.hostApp, 'GMAIL');
});
