// @ts-check
/** The parts of an open message that an add-on may read, and those that it may not. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { parseAddresses, readAddresses, readText } from '../../simulator/google/gmail/headers.js';
import { full, gmailWorld, guest, host, read, said, shown } from './gmail-world.js';

const plain = { from: 'Guest One <guest-1@example.com>', to: host, subject: 'Plan', body: 'a text' };
const open = async (given = {}, message = {}) => {
  const { world, person } = gmailWorld(given);
  const letter = world.mail.deliver({ ...plain, ...message });
  return { world, person, letter, panel: await person.openMessage(letter) };
};
const refusal = (/** @type {string} */ call, /** @type {string[]} */ ...scopes) =>
  `Exception: Specified permissions are not sufficient to call GmailApp.${call}. Required permissions: (${scopes.map(full).join(' || ')})`;
const current = (/** @type {string[]} */ ...names) => names.map((name) => `gmail.addons.current.${name}`);
const missing = 'Exception: Access denied: : Missing access token for authorization. Request: MailboxService.GetMessage';

test('headers_are_read_as_gmail_shows_them', async () => {
  const { panel } = await open({}, {
    from: '=?UTF-8?Q?J=C3=BCrgen?= =?UTF-8?Q?_M=C3=BCller?= <guest-1@example.com>',
    to: ['"Host, The" <host@example.com>', 'guest-2@example.com'],
    cc: '=?iso-8859-1?Q?Ren=E9?=\r\n <guest-3@example.com>',
    subject: '=?utf-8?B?UGxhbnVuZyBmw7w=?=\r\n =?utf-8?B?ciBtb3JnZW4=?=',
    replyTo: 'list@example.com',
    date: 'Mon, 2 Mar 2026 10:00:00 +0900 (JST)',
  });
  assert.deepEqual(read(panel), [
    'Jürgen Müller <guest-1@example.com>', '"Host, The" <host@example.com>, guest-2@example.com', 'René <guest-3@example.com>',
    'Planung für morgen', 'list@example.com', '2026-03-02T01:00:00.000Z',
  ]);
});

test('what_a_message_lacks_is_empty_and_its_date_is_when_it_came', async () => {
  const { panel } = await open({}, { to: 'undisclosed-recipients:;', subject: undefined, date: 'yesterday', mailboxes: [host] });
  assert.deepEqual(read(panel), ['Guest One <guest-1@example.com>', 'undisclosed-recipients:;', '', '', '', '2026-03-02T09:00:00.000Z']);
});

test('encoded_words_are_decoded_across_their_borders_and_where_they_stand_in_quotes', () => {
  assert.equal(readText('=?UTF-8?Q?=E2=82?= =?UTF-8?Q?=AC_10?='), '€ 10');
  assert.equal(readText('Re: =?utf-8?q?a?= b =?utf-8?q?c?='), 'Re: a b c');
  assert.equal(readText('=?x-unheard-of?Q?a?='), '=?x-unheard-of?Q?a?=');
  assert.equal(readText('no =?utf-8?Q? word'), 'no =?utf-8?Q? word');
  assert.equal(readAddresses('=?UTF-8?Q?M=C3=BCller=2C_Anna?= <a@example.com>'), '"Müller, Anna" <a@example.com>');
  assert.equal(readAddresses('"=?UTF-8?Q?Anna_=22A=22?=" <a@example.com>'), '"Anna \\"A\\"" <a@example.com>');
});

test('address_lists_are_taken_apart', () => {
  assert.deepEqual(parseAddresses('"One, Guest \\"G\\"" <g@example.com>, Team: a@example.com, b@example.com;, c@example.com (comment, here)'), [
    { name: 'One, Guest "G"', email: 'g@example.com' }, { name: '', email: 'a@example.com' }, { name: '', email: 'b@example.com' }, { name: '', email: 'c@example.com' },
  ]);
  assert.deepEqual(parseAddresses('undisclosed-recipients:;'), []);
});

test('each_mailbox_has_its_own_copy_and_threads_go_on', () => {
  const { world, person } = gmailWorld();
  const letter = world.mail.deliver({ from: host, to: guest, subject: 'one', bcc: 'secret@example.com' });
  assert.notEqual(letter.of(host).id, letter.of(guest).id);
  const [own] = person.messages();
  assert.deepEqual([own.sent, own.fields.some((/** @type {string[]} */ [name]) => name === 'Bcc')], [true, true]);
  assert.deepEqual(letter.of(guest).fields.some(([name]) => name === 'Bcc'), false);
  const answer = world.mail.deliver({ from: guest, to: host, subject: 'Re: one', threadId: own.threadId });
  assert.equal(answer.of(host).threadId, own.threadId);
  assert.notEqual(answer.of(guest).threadId, own.threadId);
  assert.throws(() => letter.of('nobody@example.com'), /didn't get this message/);
  assert.throws(() => world.mail.deliver({ from: 'a@example.org', to: 'b@example.org' }), /nobody here gets this message/);
});

test('events_write_ids_in_another_form_than_the_service', async () => {
  const { panel, letter } = await open();
  const { id, threadId } = letter.of(host);
  const [messageId, thread, own, ownThread] = JSON.parse(await said(panel, 'Ids'));
  assert.deepEqual([own, ownThread], [id, threadId]);
  assert.equal(messageId, `msg-f:${BigInt(`0x${id}`)}`);
  assert.equal(thread, `thread-f:${BigInt(`0x${threadId}`)}`);
});

test('reading_headers_is_one_round_trip_and_asking_for_the_thread_another', async () => {
  const { world, panel } = await open();
  assert.deepEqual(world.roundTrips(world.executions[0]), { total: 1, GmailApp: 1 });
  await panel.click('Ids');
  assert.deepEqual(world.roundTrips(world.executions[1]), { total: 2, GmailApp: 2 });
});

test('without_the_token_of_this_event_no_message_can_be_read', async () => {
  const { panel } = await open();
  assert.equal(await said(panel, 'No token'), missing);
  assert.equal(await said(panel, 'Other'), missing);
  assert.equal(await said(panel, 'Kept'), '"Plan"');
  assert.equal(await said(panel, 'Kept'), 'Exception: Access denied: : Invalid access token for authorization. Request: MailboxService.GetMessage');
});

test('a_token_of_another_message_or_of_another_person_opens_nothing', async () => {
  const { world, person } = gmailWorld();
  const [first, second] = [world.mail.deliver(plain).of(host), world.mail.deliver(plain).of(host)];
  const { accessToken } = world.mail.context(host, first, { clicked: true }).gmail;
  const panel = await person.openMessage({ ...second, accessToken });
  assert.equal(shown(panel), missing);
  assert.equal(world.mail.access(guest, accessToken), undefined);
});

test('headers_need_a_scope_for_the_open_message', async () => {
  const { panel } = await open({ refused: ['gmail.addons.current.message.metadata'] });
  assert.equal(shown(panel), refusal('getMessageById', ...current('message.metadata', 'message.readonly', 'message.action'), 'https://mail.google.com/'));
});

test('metadata_is_not_the_content', async () => {
  const { panel } = await open();
  assert.equal(await said(panel, 'Body'), refusal('GmailMessage.getPlainBody', ...current('message.readonly', 'message.action'), 'https://mail.google.com/'));
  const readonly = await open({ scopes: ['gmail.addons.execute', ...current('message.readonly')] });
  assert.equal(await said(readonly.panel, 'Body'), '"a text"');
});

test('the_scope_of_an_action_is_worth_nothing_before_a_click', async () => {
  const { panel } = await open({ scopes: ['gmail.addons.execute', ...current('message.action')] });
  assert.equal(shown(panel), missing);
  assert.equal(await said(panel, 'Body'), '"a text"');
});

test('a_whole_mailbox_needs_no_token', async () => {
  const { panel, letter } = await open({ scopes: ['gmail.addons.execute', 'https://mail.google.com/'] });
  assert.equal(await said(panel, 'No token'), `"${letter.of(host).id}"`);
});

test('what_is_not_simulated_says_so', async () => {
  const { world } = gmailWorld({ extra: 'function send(e) { made_(e).send(); } function attach(e) { GmailApp.setCurrentMessageAccessToken(e.gmail.accessToken); GmailApp.createDraft("", "", "", { attachments: [] }); }' });
  const event = () => world.mail.context(host, world.mail.deliver(plain).of(host), { clicked: true });
  await assert.rejects(world.run(host, 'run', 'search', { kind: 'function' }), /not simulated: GmailApp\.search/);
  await assert.rejects(world.run(host, 'send', event(), { kind: 'function' }), /not simulated: GmailDraft\.send/);
  await assert.rejects(world.run(host, 'attach', event(), { kind: 'function' }), /not simulated: the draft option attachments/);
});

test('the_texts_of_a_message_are_fetched_once', async () => {
  const { world, panel } = await open({
    scopes: ['gmail.addons.execute', ...current('message.readonly')],
    extra: 'function body(e) { return say_(() => { const m = open_(e); return [m.getPlainBody(), m.getPlainBody(), m.getRawContent().split("\\r\\n\\r\\n")[1]]; }); }',
  });
  assert.equal(await said(panel, 'Body'), '["a text","a text","a text"]');
  assert.deepEqual(world.roundTrips(world.executions[1]), { total: 2, GmailApp: 2 });
});

test('a_day_s_reads_and_writes_are_counted', async () => {
  const { world, panel } = await open();
  assert.equal(world.user(host).quotas.get('email read/write')?.used, 1);
  world.user(host).quotas.set('email read/write', { since: world.clock.now(), used: 20_000 });
  assert.equal(await said(panel, 'Ids'), 'Exception: Service invoked too many times for one day: gmail.');
  assert.equal(await said(panel, 'Draft'), 'Exception: Service invoked too many times for one day: gmail.');
  world.clock.advance(86_400_000);
  assert.equal(await said(panel, 'Draft'), '[true,true]');
});
