// @ts-check
/**
 * GmailApp as scripts see it: the open message, and drafts.
 *
 * It can't search, label or send: methods that an add-on for the open message doesn't need throw "not simulated".
 * Invariants: an access token that was set is valid until the end of the execution; any message other than the open one is refused,
 * whether it exists or not.
 *
 * Enforces: developers.google.com/apps-script/reference/gmail/gmail-app (setCurrentMessageAccessToken, getMessageById, createDraft) and
 * developers.google.com/workspace/add-ons/gmail/extending-message-ui.
 */

import { checkArguments } from '../../runtime/strict-objects.js';
import { HEADERS, OpenMessage } from './access.js';
import { createDraft, spendQuota } from './draft.js';
import { makeMessage } from './message.js';

const MISSING = [
  'createLabel', 'deleteLabel', 'getAliases', 'getChatThreads', 'getDraft', 'getDraftMessages', 'getDrafts', 'getInboxThreads', 'getInboxUnreadCount',
  'getMessagesForThread', 'getMessagesForThreads', 'getPriorityInboxThreads', 'getPriorityInboxUnreadCount', 'getSpamThreads',
  'getSpamUnreadCount', 'getStarredThreads', 'getStarredUnreadCount', 'getThreadById', 'getTrashThreads', 'getUserLabelByName', 'getUserLabels',
  'markMessageRead', 'markMessageUnread', 'markMessagesRead', 'markMessagesUnread', 'markThreadImportant', 'markThreadRead', 'markThreadUnimportant',
  'markThreadUnread', 'markThreadsImportant', 'markThreadsRead', 'markThreadsUnimportant', 'markThreadsUnread', 'moveMessageToTrash',
  'moveMessagesToTrash', 'moveThreadToArchive', 'moveThreadToInbox', 'moveThreadToSpam', 'moveThreadToTrash', 'moveThreadsToArchive',
  'moveThreadsToInbox', 'moveThreadsToSpam', 'moveThreadsToTrash', 'refreshMessage', 'refreshMessages', 'refreshThread', 'refreshThreads', 'search',
  'sendEmail', 'starMessage', 'starMessages', 'unstarMessage', 'unstarMessages',
];

/**
 * The global `GmailApp` of one execution.
 * @param {import('../../runtime/execution.js').Execution} execution
 * @returns {unknown}
 */
export function makeGmailApp(execution) {
  const { world, user } = execution;
  const open = new OpenMessage(execution);
  return execution.strict('GmailApp', {
    ...execution.gaps('GmailApp', MISSING),
    setCurrentMessageAccessToken(/** @type {string[]} */ ...given) {
      checkArguments(execution, 'GmailApp.setCurrentMessageAccessToken', given, ['String']);
      return execution.call({ service: 'GmailApp', method: 'setCurrentMessageAccessToken', counted: false, cost: 0 }, () => {
        open.token = given[0];
      });
    },
    getMessageById(/** @type {string[]} */ ...given) {
      checkArguments(execution, 'GmailApp.getMessageById', given, ['String']);
      return execution.call({ service: 'GmailApp', method: 'getMessageById', detail: { id: given[0] }, counted: true, scopes: [HEADERS] }, () => {
        spendQuota(execution);
        const message = world.mail.find(user.email, given[0]);
        open.checkRead('MailboxService.GetMessage', message?.id ?? '');
        if (!message) throw execution.gap('GmailApp.getMessageById of a message that is not there');
        return makeMessage(execution, open, message);
      });
    },
    createDraft: (/** @type {unknown[]} */ ...given) => createDraft(execution, open, given),
  });
}
