// @ts-check
/**
 * GmailMessage and the part of GmailThread that an add-on with the scopes of the open message can use.
 *
 * It changes no message. Members of the real classes that are not here throw "not simulated".
 * Invariants: `getMessageById` fetches the headers, so reading them later is no round trip; the bodies are fetched once, and require a
 * scope for reading bodies. A missing field is read as an empty text.
 *
 * Enforces: developers.google.com/apps-script/reference/gmail/gmail-message, …/gmail-thread and
 * developers.google.com/workspace/add-ons/concepts/workspace-scopes#gmail_scopes (metadata is not the content).
 */

import { checkArguments } from '../../runtime/strict-objects.js';
import { BODIES, HEADERS } from './access.js';
import { createReply } from './draft.js';
import { readAddresses, readText, unfold } from './headers.js';
import { dateOf, fieldOf } from './mailbox.js';

/** @typedef {import('../../runtime/execution.js').Execution} Execution */

const MESSAGE_MISSING = [
  'forward', 'getAttachments', 'isInChats', 'isInInbox', 'isInPriorityInbox', 'isInTrash', 'isStarred', 'isUnread', 'markRead', 'markUnread', 'moveToTrash',
  'refresh', 'reply', 'replyAll', 'star', 'unstar',
];
const THREAD_MISSING = [
  'addLabel', 'createDraftReply', 'createDraftReplyAll', 'getFirstMessageSubject', 'getLabels', 'getLastMessageDate', 'getMessageCount', 'getMessages',
  'getPermalink', 'hasStarredMessages', 'isImportant', 'isInChats', 'isInInbox', 'isInPriorityInbox', 'isInSpam', 'isInTrash', 'isUnread',
  'markImportant', 'markRead', 'markUnimportant', 'markUnread', 'moveToArchive', 'moveToInbox', 'moveToSpam', 'moveToTrash', 'refresh', 'removeLabel',
  'reply', 'replyAll',
];

/**
 * @param {Execution} execution
 * @param {import('./access.js').OpenMessage} open
 * @param {import('./mailbox.js').Message} message
 * @returns {unknown}
 */
export function makeMessage(execution, open, message) {
  const { fields, text, html } = message;
  let fetched = false;
  const header = (/** @type {string} */ name, /** @type {(...given: string[]) => unknown} */ read, /** @type {string[]} */ takes = []) =>
    (/** @type {unknown[]} */ ...given) => {
      checkArguments(execution, `GmailApp.GmailMessage.${name}`, given, takes);
      return execution.call({ service: 'GmailApp', method: `GmailMessage.${name}`, counted: false, cost: 0, scopes: [HEADERS] }, () => read(.../** @type {string[]} */ (given)));
    };
  const content = (/** @type {string} */ name, /** @type {() => unknown} */ read) => (/** @type {unknown[]} */ ...given) => {
    checkArguments(execution, `GmailApp.GmailMessage.${name}`, given, []);
    const first = !fetched;
    return execution.call({ service: 'GmailApp', method: `GmailMessage.${name}`, counted: first, ...(!first && { cost: 0 }), scopes: [BODIES] }, () => {
      fetched = true;
      return read();
    });
  };
  const addresses = (/** @type {string} */ name) => () => readAddresses(fieldOf(fields, name) ?? '');
  return execution.strict('GmailApp.GmailMessage', {
    ...execution.gaps('GmailMessage', MESSAGE_MISSING),
    getId: header('getId', () => message.id),
    getFrom: header('getFrom', addresses('From')),
    getTo: header('getTo', addresses('To')),
    getCc: header('getCc', addresses('Cc')),
    getBcc: header('getBcc', addresses('Bcc')),
    getReplyTo: header('getReplyTo', addresses('Reply-To')),
    getSubject: header('getSubject', () => readText(fieldOf(fields, 'Subject') ?? '')),
    getDate: header('getDate', () => execution.toScriptDate(dateOf(message))),
    getHeader: header('getHeader', (name) => unfold(fieldOf(fields, name) ?? ''), ['String']),
    isDraft: header('isDraft', () => execution.world.mail.drafts(execution.user.email).some(({ messageId }) => messageId === message.id)),
    getThread(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailMessage.getThread', given, []);
      return execution.call({ service: 'GmailApp', method: 'GmailMessage.getThread', counted: true, scopes: [HEADERS] }, () => makeThread(execution, message.threadId));
    },
    getPlainBody: content('getPlainBody', () => text),
    getBody: content('getBody', () => {
      if (html === '' && text !== '') throw execution.gap('GmailMessage.getBody of a message without HTML');
      return html;
    }),
    getRawContent: content('getRawContent', () => {
      if (html !== '') throw execution.gap('GmailMessage.getRawContent of a message with HTML');
      return `${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${text}`;
    }),
    createDraftReply: (/** @type {unknown[]} */ ...given) => createReply(execution, open, message, 'createDraftReply', given),
    createDraftReplyAll: (/** @type {unknown[]} */ ...given) => createReply(execution, open, message, 'createDraftReplyAll', given),
  });
}

/** @param {Execution} execution @param {string} threadId */
function makeThread(execution, threadId) {
  return execution.strict('GmailApp.GmailThread', {
    ...execution.gaps('GmailThread', THREAD_MISSING),
    getId(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailThread.getId', given, []);
      return threadId;
    },
  });
}
