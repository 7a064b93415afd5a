// @ts-check
/** Drafts that an add-on makes, and the button that opens one in Gmail. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { readFileSync } from 'node:fs';
import { full, gmailWorld, guest, host, said } from './gmail-world.js';
import { manifestWith, valueOf, worldOf } from './inline-addon.js';

const open = async (given = {}, message = {}) => {
  const { world, person } = gmailWorld(given);
  const letter = world.mail.deliver({ from: 'Guest One <guest-1@example.com>', to: host, subject: 'Plan', ...message });
  return { world, person, letter, panel: await person.openMessage(letter) };
};
const body = { body: 'text', htmlBody: '<p>text</p>' };

test('a_compose_action_opens_the_draft_that_it_made', async () => {
  const { panel, person, letter } = await open();
  await panel.click('Compose');
  const { id, messageId, threadId, at, ...draft } = /** @type {any} */ (panel.openedDraft);
  assert.match(id, /^r\d+$/);
  assert.equal(threadId, messageId);
  assert.notEqual(threadId, letter.of(host).threadId);
  assert.deepEqual(draft, {
    from: 'Host <host@example.com>', to: '"Guest, One" <guest-1@example.com>, guest-2@example.com', cc: 'guest-3@example.com', bcc: '', replyTo: '',
    subject: 'Planung für morgen', ...body, inReplyTo: '',
  });
  assert.deepEqual(person.drafts(), [panel.openedDraft]);
  assert.equal(person.messages().length, 1);
  await panel.click('Ids');
  assert.equal(panel.openedDraft, null);
});

test('a_reply_goes_to_everyone_but_oneself_in_the_same_thread', async () => {
  const { panel, letter } = await open({}, { to: `${host}, guest-2@example.com`, cc: '"Host, The" <host@example.com>, guest-3@example.com', replyTo: 'list@example.com' });
  await panel.click('Reply');
  const { threadId, to, cc, subject, inReplyTo } = /** @type {any} */ (panel.openedDraft);
  assert.equal(threadId, letter.of(host).threadId);
  assert.deepEqual([to, cc, subject], ['list@example.com, guest-2@example.com', 'guest-3@example.com', 'Re: Plan']);
  assert.match(inReplyTo, /^<[0-9a-f]+@mail\.example\.com>$/);
});

test('a_compose_action_must_answer_a_draft_that_is_there_and_fits', async () => {
  const { panel } = await open();
  assert.match(await said(panel, 'Answer wrongly'), /The value returned from Apps Script has a type that cannot be used/);
  assert.match(await said(panel, 'Lose it'), /it is not there/);
  assert.match(await said(panel, 'Reply elsewhere'), /no reply to the open message/);
  assert.equal(panel.openedDraft, null);
});

test('an_ordinary_action_can_not_open_a_draft', async () => {
  const { world, person } = gmailWorld({ extra: 'function message(e) { return [card_("x", button_("Go", "go"))]; } function go(e) { return composed_(made_(e)); }' });
  const panel = await person.openMessage(world.mail.deliver({ from: guest, to: host }));
  assert.match(await said(panel, 'Go'), /has a type that cannot be used/);
});

test('a_draft_needs_the_scope_unless_the_open_question_is_answered_otherwise', async () => {
  const refused = ['gmail.addons.current.action.compose'];
  const strict = await open({ refused });
  assert.equal(
    await said(strict.panel, 'Draft'),
    `Exception: Specified permissions are not sufficient to call GmailApp.createDraft. Required permissions: (${full('gmail.addons.current.action.compose')} || https://mail.google.com/)`,
  );
  assert.deepEqual(strict.person.drafts(), []);
  const lenient = await open({ refused, options: { draftsNeedComposeScope: false } });
  assert.equal(await said(lenient.panel, 'Draft'), '[true,true]');
  assert.equal(lenient.person.drafts().length, 1);
});

test('a_draft_needs_a_click_beside_a_message', async () => {
  const extra = 'function message(e) { return [card_(tried_(() => made_(e).getId()))]; }';
  const { panel, person } = await open({ extra });
  const missing = 'Access denied: : Missing access token for authorization. Request: MailboxService.CreateDraft';
  assert.equal(panel.card.sections?.[0].widgets[0].textParagraph?.text, `Exception: ${missing}`);
  const home = await person.openHome({ host: 'GMAIL' });
  assert.equal(await said(home, 'Compose'), missing);
  await assert.rejects((await person.openHome()).click('Compose'), /compose actions work in Gmail only/);
  assert.deepEqual(person.drafts(), []);
});

test('a_draft_is_changed_and_deleted', async () => {
  const { world } = gmailWorld({ extra: 'function change(e) { const d = made_(e); const first = d.getMessageId(); d.update("guest-9@example.com", "other", "b"); return [d.getId(), first === d.getMessageId()]; } function drop(e) { const d = made_(e); d.deleteDraft(); return tried_(() => d.deleteDraft()); }' });
  const event = () => world.mail.context(host, world.mail.deliver({ from: guest, to: host }).of(host), { clicked: true });
  const [id, same] = await valueOf(world, 'change', event());
  assert.equal(same, false);
  assert.deepEqual(world.mail.drafts(host).map((draft) => [draft.id, draft.to, draft.subject, draft.htmlBody]), [[id, 'guest-9@example.com', 'other', '']]);
  assert.equal(await valueOf(world, 'drop', event()), 'Exception: Draft not found');
  assert.equal(world.mail.drafts(host).length, 1);
  assert.deepEqual(world.executions.map((execution) => world.roundTrips(execution).GmailApp), [2, 3]);
});

test('what_gmail_would_not_take_makes_no_draft', async () => {
  const { world } = gmailWorld({ extra: 'function make(e) { return tried_(() => { GmailApp.setCurrentMessageAccessToken(e.gmail.accessToken); return GmailApp.createDraft(...e.given).getId(); }); }' });
  const make = (/** @type {any[]} */ ...given) =>
    valueOf(world, 'make', { ...world.mail.context(host, world.mail.deliver({ from: guest, to: host }).of(host), { clicked: true }), given });
  const many = Array.from({ length: 51 }, (_, i) => `guest-${i}@example.com`).join();
  assert.equal(await make('nobody', 's', 'b'), 'Exception: Invalid email: nobody');
  assert.equal(await make('', 's', 'b', { cc: 'a@b, c d@e' }), 'Exception: Invalid email: c d@e');
  assert.equal(await make(many, 's', 'b'), 'Exception: Limit Exceeded: Email Recipients Per Message.');
  assert.equal(await make('', 's'.repeat(251), 'b'), 'Exception: Invalid argument: subject');
  assert.equal(await make('', 's', 'ü'.repeat(102_401)), 'Exception: Limit Exceeded: Email Body Size.');
  assert.equal(await make('', 's', 'b', { html: 'x' }), 'Exception: Invalid argument: options.html');
  assert.equal(await make('', 's'), "Exception: The parameters (String,String) don't match the method signature for GmailApp.createDraft.");
  assert.deepEqual(world.mail.drafts(host), []);
  assert.match(await make('', '', ''), /^"r\d+"$/);
});

const shims = ['render-widgets.js', 'render.js', 'host.js'].map((file) => readFileSync(new URL(`../../appsscript/${file}`, import.meta.url), 'utf8')).join('\n');
const entries = `
  function onGmailMessageOpen() { return render_({ kind: 'nothing' }); }
  function headers(e) { return host_.messageHeaders(e.gmail.accessToken, e.gmail.messageId); }
  function draft(e) { return host_.createDraft(e.gmail.accessToken, 'guest-1@example.com', 'Invitation', 'text', '<p>text</p>'); }
  function code(e) { try { host_.createDraft('none', '', '', '', ''); } catch (error) { return error.code; } }
`;
const shimWorld = () =>
  worldOf(`${shims}\n${entries}`, {
    manifest: manifestWith({
      oauthScopes: ['gmail.addons.execute', 'gmail.addons.current.message.metadata', 'gmail.addons.current.action.compose'].map(full),
      addOns: { common: { name: 'Mail', logoUrl: 'https://example.com/logo.png' }, gmail: { contextualTriggers: [{ unconditional: {}, onTriggerFunction: 'onGmailMessageOpen' }] } },
    }),
  });

test('the_shims_read_the_message_without_its_thread_and_make_a_draft', async () => {
  const world = shimWorld();
  const letter = world.mail.deliver({ from: '"Guest, One" <guest-1@example.com>', to: host, subject: 'Plan', date: '2 Mar 2026 08:00:00 +0000' });
  const event = world.mail.context(host, letter.of(host), { clicked: false });
  assert.deepEqual(JSON.parse(await valueOf(world, 'headers', event)), {
    from: '"Guest, One" <guest-1@example.com>', to: host, cc: '', subject: 'Plan', date: Date.parse('2026-03-02T08:00:00Z'),
  });
  assert.equal(world.executions[0].calls.some(({ method }) => method === 'getThread' || method.endsWith('.getThread')), false);
  assert.equal(await valueOf(world, 'code', event), 'forbidden');
  const id = await valueOf(world, 'draft', world.mail.context(host, letter.of(host), { clicked: true }));
  const [draft] = world.mail.drafts(host);
  assert.deepEqual([draft.id, draft.to, draft.subject, draft.htmlBody], [id, 'guest-1@example.com', 'Invitation', '<p>text</p>']);
});
