// @ts-check
/** An add-on beside Gmail's messages, and a world with two people for it. */

import { createWorld } from '../../simulator/index.js';
import { addonOf, manifestWith } from './inline-addon.js';

export const host = 'host@example.com';
export const guest = 'guest-1@example.com';
export const full = (/** @type {string} */ scope) => (scope.startsWith('https://') ? scope : `https://www.googleapis.com/auth/${scope}`);
export const all = ['gmail.addons.execute', 'gmail.addons.current.message.metadata', 'gmail.addons.current.action.compose'];

/** Reads the open message with the token of the event; errors are shown on the card. */
const code = `
  function card_(text, ...buttons) {
    const section = CardService.newCardSection().addWidget(CardService.newTextParagraph().setText(text));
    for (const button of buttons) section.addWidget(button);
    return CardService.newCardBuilder().addSection(section).build();
  }
  function button_(text, name) { return CardService.newTextButton().setText(text).setOnClickAction(CardService.newAction().setFunctionName(name)); }
  function compose_(text, name, type) { return CardService.newTextButton().setText(text).setComposeAction(CardService.newAction().setFunctionName(name), CardService.ComposedEmailType[type]); }
  function open_(e) { GmailApp.setCurrentMessageAccessToken(e.gmail.accessToken); return GmailApp.getMessageById(e.gmail.messageId); }
  function tried_(read) { try { return JSON.stringify(read()).replace(/</g, '&lt;'); } catch (error) { return error.name + ': ' + error.message; } }
  function message(e) {
    return [card_(tried_(() => { const m = open_(e); return [m.getFrom(), m.getTo(), m.getCc(), m.getSubject(), m.getReplyTo(), m.getDate().toISOString()]; }),
      button_('Ids', 'ids'), button_('Body', 'body'), button_('No token', 'noToken'), button_('Other', 'other'), button_('Kept', 'kept'), button_('Draft', 'draft'),
      compose_('Compose', 'compose', 'STANDALONE_DRAFT'), compose_('Reply', 'reply', 'REPLY_AS_DRAFT'), compose_('Answer wrongly', 'wrong', 'STANDALONE_DRAFT'),
      compose_('Lose it', 'lose', 'STANDALONE_DRAFT'), compose_('Reply elsewhere', 'elsewhere', 'REPLY_AS_DRAFT'))];
  }
  function say_(read) { return CardService.newActionResponseBuilder().setNotification(CardService.newNotification().setText(tried_(read))).build(); }
  function ids(e) { return say_(() => { const m = open_(e); return [e.gmail.messageId, e.gmail.threadId, m.getId(), m.getThread().getId()]; }); }
  function body(e) { return say_(() => open_(e).getPlainBody()); }
  function noToken(e) { return say_(() => GmailApp.getMessageById(e.gmail.messageId).getId()); }
  function other(e) { return say_(() => { open_(e); return GmailApp.getMessageById('1000000000000001').getId(); }); }
  function kept(e) {
    return say_(() => {
      const old = CacheService.getUserCache().get('token');
      CacheService.getUserCache().put('token', e.gmail.accessToken);
      GmailApp.setCurrentMessageAccessToken(old || e.gmail.accessToken);
      return GmailApp.getMessageById(e.gmail.messageId).getSubject();
    });
  }
  function made_(e) {
    GmailApp.setCurrentMessageAccessToken(e.gmail.accessToken);
    return GmailApp.createDraft('"Guest, One" <guest-1@example.com>, guest-2@example.com', 'Planung für morgen', 'text', { htmlBody: '<p>text</p>', cc: 'guest-3@example.com' });
  }
  function draft(e) { return say_(() => { const d = made_(e); return [d.getMessageId() === d.getMessage().getId(), d.getMessage().isDraft()]; }); }
  function composed_(draft) { return CardService.newComposeActionResponseBuilder().setGmailDraft(draft).build(); }
  function compose(e) { return composed_(made_(e)); }
  function reply(e) { return composed_(open_(e).createDraftReplyAll('yes', { htmlBody: '<p>yes</p>' })); }
  function wrong(e) { return say_(() => made_(e).getId()); }
  function lose(e) { const draft = made_(e); draft.deleteDraft(); return composed_(draft); }
  function elsewhere(e) { return composed_(made_(e)); }
  function home() { return [card_('home', compose_('Compose', 'composeAtHome', 'STANDALONE_DRAFT'))]; }
  function composeAtHome() { return composed_(GmailApp.createDraft('', 's', 'b')); }
  function run(name, ...given) { const m = GmailApp[name](...given); return m; }
`;

/**
 * @param {{ scopes?: string[], options?: object, extra?: string, refused?: string[] }} [given]
 */
export function gmailWorld({ scopes = all, options = {}, extra = '', refused = [] } = {}) {
  const manifest = manifestWith({
    oauthScopes: [...scopes, 'calendar.addons.execute'].map(full),
    addOns: {
      common: { name: 'Mail', logoUrl: 'https://example.com/logo.png', homepageTrigger: { runFunction: 'home' } },
      calendar: {},
      gmail: { contextualTriggers: [{ unconditional: {}, onTriggerFunction: 'message' }] },
    },
  });
  const world = createWorld({
    addon: addonOf(code + extra, manifest),
    start: '2026-03-02T09:00:00Z',
    seed: 7,
    options,
    users: [{ email: host, name: 'Host', refusedScopes: refused }, { email: guest }],
  });
  return { world, person: world.person(host) };
}

/** The text of the panel's card. @param {any} panel @returns {string} */
export const shown = (panel) => panel.card.sections[0].widgets[0].textParagraph.text;
/** The JSON that the card shows, parsed. @param {any} panel @returns {any} */
export const read = (panel) => JSON.parse(shown(panel).replace(/&lt;/g, '<'));
/** The notification or error message after a click. @param {any} panel @param {string} label */
export async function said(panel, label) {
  await panel.click(label);
  return String(panel.notification ?? panel.error?.message);
}
