// @ts-check
/**
 * Drafts as scripts make them: GmailDraft, and the arguments of `createDraft` and the methods for draft replies.
 *
 * It sends nothing: `send` is not simulated. Neither are attachments, inline images, aliases and `noReply`. The host simulates the
 * compose window.
 * Invariant: a refused draft leaves the mailbox as it was.
 *
 * Enforces: developers.google.com/apps-script/reference/gmail/gmail-draft, …/gmail/gmail-app#createDraft(String,String,String,Object),
 * developers.google.com/apps-script/guides/services/quotas (50 recipients, 200 or 400 KB of text, 250 characters of subject).
 * The error messages for an unknown option and a deleted draft are invented.
 */

import { built, checkArguments } from '../../runtime/strict-objects.js';
import { useQuota } from '../../runtime/quotas.js';
import { isAddress, parseAddresses, readAddresses, readText, writeAddress, writeDate } from './headers.js';
import { composing } from './access.js';
import { fieldOf } from './mailbox.js';
import { makeMessage } from './message.js';

/** @typedef {import('../../runtime/execution.js').Execution} Execution */
/** @typedef {import('./access.js').OpenMessage} OpenMessage */
/** @typedef {import('./mailbox.js').Draft} Draft */
/** @typedef {import('./mailbox.js').Message} Message */
/** @typedef {{ recipient: string, subject: string, body: string, options: Record<string, unknown> }} Written */

const OPTIONS = ['attachments', 'bcc', 'cc', 'from', 'htmlBody', 'inlineImages', 'name', 'noReply', 'replyTo'];
const NOT_SIMULATED = ['attachments', 'from', 'inlineImages', 'noReply'];
const recipientLimit = 50;
const subjectLimit = 250;

/**
 * `GmailApp.createDraft`.
 * @param {Execution} execution @param {OpenMessage} open @param {unknown[]} given
 */
export function createDraft(execution, open, given) {
  const written = readArguments(execution, 'GmailApp.createDraft', given);
  return write(execution, 'createDraft', written, () => {
    open.checkCompose('MailboxService.CreateDraft');
    const { world, user } = execution;
    return makeDraft(execution, open, world.mail.addDraft(user.email, contentOf(execution, written)));
  });
}

/**
 * `GmailMessage.createDraftReply` and `createDraftReplyAll`: to the sender, or to everyone but oneself, in the same thread.
 * @param {Execution} execution @param {OpenMessage} open @param {Message} message @param {'createDraftReply' | 'createDraftReplyAll'} method @param {unknown[]} given
 */
export function createReply(execution, open, message, method, given) {
  checkArguments(execution, `GmailApp.GmailMessage.${method}`, given, ['String'], ['String', 'Object?']);
  const [body, { subject, ...options }] = /** @type {[string, { subject?: string } & Record<string, unknown>]} */ ([given[0], given[1] ?? {}]);
  const field = (/** @type {string} */ name) => readAddresses(fieldOf(message.fields, name) ?? '');
  const others = (/** @type {string} */ list) =>
    parseAddresses(list).filter(({ email }) => email.toLowerCase() !== execution.user.email).map(writeAddress).join(', ');
  const recipient = field('Reply-To') || field('From');
  const answered = readText(fieldOf(message.fields, 'Subject') ?? '');
  const written = {
    recipient: method === 'createDraftReplyAll' ? [recipient, others(field('To'))].filter(Boolean).join(', ') : recipient,
    subject: subject ?? (/^re:/i.test(answered) ? answered : `Re: ${answered}`),
    body,
    options: method === 'createDraftReplyAll' && others(field('Cc')) ? { cc: others(field('Cc')), ...options } : options,
  };
  return write(execution, `GmailMessage.${method}`, written, () => {
    open.checkCompose('MailboxService.CreateDraft');
    const content = contentOf(execution, written);
    const id = fieldOf(message.fields, 'Message-ID');
    if (id !== undefined) content.fields.push(['In-Reply-To', id], ['References', id]);
    return makeDraft(execution, open, execution.world.mail.addDraft(execution.user.email, content, message.threadId));
  });
}

/**
 * @param {Execution} execution @param {OpenMessage} open @param {Draft} draft
 * @returns {unknown}
 */
function makeDraft(execution, open, draft) {
  const { mail } = execution.world;
  const { email } = execution.user;
  const change = (/** @type {string} */ method, /** @type {Written | null} */ written, /** @type {() => unknown} */ effect) =>
    write(execution, `GmailDraft.${method}`, written, () => {
      open.checkCompose('MailboxService.ChangeDraft');
      if (!mail.draft(email, draft.id)) throw execution.fail('Draft not found');
      return effect();
    });
  /** @type {unknown} */
  const object = execution.strict('GmailApp.GmailDraft', {
    [built]: { kind: 'GmailDraft', get json() { return { draftId: draft.id, draftThreadId: draft.message.threadId }; } },
    ...execution.gaps('GmailDraft', ['send']),
    getId(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailDraft.getId', given, []);
      return draft.id;
    },
    getMessageId(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailDraft.getMessageId', given, []);
      return draft.message.id;
    },
    getMessage(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailDraft.getMessage', given, []);
      return change('getMessage', null, () => makeMessage(execution, open, draft.message));
    },
    deleteDraft(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'GmailApp.GmailDraft.deleteDraft', given, []);
      change('deleteDraft', null, () => mail.deleteDraft(email, draft));
    },
    update(/** @type {unknown[]} */ ...given) {
      const written = readArguments(execution, 'GmailApp.GmailDraft.update', given);
      return change('update', written, () => {
        mail.changeDraft(email, draft, contentOf(execution, written));
        return object;
      });
    },
  });
  return object;
}

/** Makes a round trip that requires a scope for drafts. @param {Execution} execution @param {string} method @param {Written | null} written @param {() => unknown} effect */
function write(execution, method, written, effect) {
  const detail = written && { recipients: parseAddresses(written.recipient).length, subject: written.subject };
  return execution.call({ service: 'GmailApp', method, detail, counted: true, scopes: [composing(execution)] }, () => {
    spendQuota(execution);
    return effect();
  });
}

/** @param {Execution} execution */
export function spendQuota(execution) {
  if (!useQuota(execution.user, 'email read/write', execution.now())) {
    throw execution.fail('Service invoked too many times for one day: gmail.');
  }
}

/** @param {Execution} execution @param {string} method @param {unknown[]} given @returns {Written} */
function readArguments(execution, method, given) {
  checkArguments(execution, method, given, ['String', 'String', 'String'], ['String', 'String', 'String', 'Object?']);
  const [recipient, subject, body, options] = /** @type {[string, string, string, Record<string, unknown>?]} */ (given);
  return { recipient, subject, body, options: options ?? {} };
}

/**
 * The content of a draft's message. Throws if Gmail would refuse it.
 * @param {Execution} execution @param {Written} written
 * @returns {{ fields: [string, string][], text: string, html: string }}
 */
function contentOf(execution, { recipient, subject, body, options }) {
  const { user } = execution;
  const set = Object.entries(options).filter(([, value]) => value !== null && value !== undefined);
  for (const [name, value] of set) {
    if (!OPTIONS.includes(name)) throw execution.fail(`Invalid argument: options.${name}`);
    if (NOT_SIMULATED.includes(name)) throw execution.gap(`the draft option ${name}`);
    if (typeof value !== 'string') throw execution.fail(`Invalid argument: ${name}`);
  }
  const { bcc = '', cc = '', htmlBody = '', name = user.name, replyTo = '' } = /** @type {Record<string, string>} */ (Object.fromEntries(set));
  const lists = [recipient, cc, bcc].map((list) => checked(execution, list));
  if (lists.flat().length > recipientLimit) throw execution.fail('Limit Exceeded: Email Recipients Per Message.');
  if (subject.length > subjectLimit) throw execution.fail('Invalid argument: subject');
  const bodyLimit = (user.isWorkspace ? 400 : 200) * 1024;
  if (Buffer.byteLength(body) > bodyLimit || Buffer.byteLength(htmlBody) > bodyLimit) throw execution.fail('Limit Exceeded: Email Body Size.');
  const [to, copies, hidden] = lists.map((list) => list.map(writeAddress).join(', '));
  /** @type {[string, string][]} */
  const fields = [
    ['From', writeAddress({ name: name === user.email ? '' : name, email: user.email })],
    ['To', to], ['Cc', copies], ['Bcc', hidden], ['Reply-To', replyTo && checked(execution, replyTo).map(writeAddress).join(', ')],
    ['Subject', subject.replace(/\s*[\r\n]+\s*/g, ' ')], ['Date', writeDate(execution.now())],
  ];
  return { fields: fields.filter(([field, value]) => value !== '' || field === 'Subject'), text: body, html: htmlBody };
}

/** @param {Execution} execution @param {string} list */
function checked(execution, list) {
  const addresses = parseAddresses(list);
  for (const { email } of addresses) if (!isAddress(email)) throw execution.fail(`Invalid email: ${email}`);
  return addresses;
}
