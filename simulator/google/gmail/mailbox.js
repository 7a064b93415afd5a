// @ts-check
/**
 * The mailboxes of a world's people: messages, threads and drafts, and which message an add-on may read.
 *
 * It sends nothing to anyone outside and has no labels, search or attachments; what scripts may do is decided in app.js.
 * Invariants: each mailbox has its own ids for its copy of a message; a delivered message doesn't change; each person has at most one
 * valid access token, that of the last event that Gmail sent to the add-on.
 *
 * Enforces: developers.google.com/workspace/add-ons/gmail/extending-message-ui (an access token is temporary and covers only the open
 * message) and developers.google.com/workspace/add-ons/concepts/event-objects (ids of messages and threads).
 */

import { randomHex } from '../../runtime/clock.js';
import { parseAddresses, readDate, unfold, writeDate } from './headers.js';

/** @typedef {import('../../world.js').World} World */
/** @typedef {[name: string, value: string][]} Fields */

/**
 * One copy of a message, in one mailbox.
 * @typedef {object} Message
 * @property {string} id 16 hexadecimal digits
 * @property {string} threadId
 * @property {Fields} fields as they were sent
 * @property {string} text
 * @property {string} html empty for a message without HTML
 * @property {number} at when it arrived or was stored
 * @property {boolean} sent by the owner of the mailbox
 */
/** @typedef {{ id: string, message: Message }} Draft */
/** @typedef {{ token: string, messageId: string, clicked: boolean }} Access */

/**
 * A message to deliver. Addresses and subject are header fields as they would be sent: folded or with encoded words, if need be.
 * @typedef {object} Sent
 * @property {string} from
 * @property {string | string[]} [to]
 * @property {string | string[]} [cc]
 * @property {string | string[]} [bcc]
 * @property {string} [replyTo]
 * @property {string} [subject] without it the field is missing
 * @property {number | string} [date] milliseconds since 1970, or the header field; now by default
 * @property {string} [body]
 * @property {string} [html]
 * @property {string} [threadId] a thread in one of the receiving mailboxes; in the other mailboxes the message starts a new thread
 * @property {Record<string, string>} [headers] further fields
 * @property {string[]} [mailboxes] the receiving mailboxes, if they differ from the recipients (mailing lists, undisclosed recipients)
 */

/** A delivered message: the copy in each mailbox. */
export class Letter {
  /** @param {Map<string, Message>} copies */
  constructor(copies) {
    this.copies = copies;
  }

  /** @param {string} email @returns {Message} */
  of(email) {
    const copy = this.copies.get(email);
    if (!copy) throw new Error(`${email} didn't get this message`);
    return copy;
  }
}

export class Mail {
  /** @type {Map<string, { messages: Map<string, Message>, drafts: Map<string, Draft> }>} */
  #boxes = new Map();
  /** @type {Map<string, Access>} */
  #access = new Map();
  /** @type {Map<string, string>} */
  #composing = new Map();

  /** @param {World} world */
  constructor(world) {
    this.world = world;
  }

  get state() {
    return { boxes: this.#boxes, access: this.#access, composing: this.#composing };
  }

  set state({ boxes, access, composing }) {
    this.#boxes = boxes;
    this.#access = access;
    this.#composing = composing;
  }

  /**
   * Delivers a message to its recipients among the world's people. The sender keeps a copy.
   * @param {Sent} sent
   * @returns {Letter}
   */
  deliver(sent) {
    const { from, to, cc, bcc, body = '', html = '', threadId, mailboxes } = sent;
    const everyone = [to, cc, bcc].flatMap((list) => parseAddresses(joined(list)));
    const known = new Set(this.world.users.map(({ email }) => email));
    const receivers = mailboxes ?? everyone.map(({ email }) => email.toLowerCase()).filter((email) => known.has(email));
    const sender = parseAddresses(from)[0]?.email.toLowerCase();
    const all = new Set([...receivers, ...(known.has(sender) ? [sender] : [])]);
    if (all.size === 0) throw new Error('nobody here gets this message: name its mailboxes');
    const fields = fieldsOf(sent, this.world.clock.now(), `<${randomHex(this.world.random, 24)}@mail.example.com>`);
    const copies = [...all].map((email) => {
      const own = email === sender && bcc !== undefined ? [...fields, /** @type {[string, string]} */ (['Bcc', joined(bcc)])] : fields;
      const thread = threadId !== undefined && this.#hasThread(email, threadOf(threadId)) ? threadOf(threadId) : undefined;
      return /** @type {[string, Message]} */ ([email, this.store(email, { fields: own, text: body, html, sent: email === sender }, thread)]);
    });
    return new Letter(new Map(copies));
  }

  /**
   * Puts a message into a mailbox.
   * @param {string} email
   * @param {{ fields: Fields, text: string, html: string, sent: boolean }} content
   * @param {string} [threadId] a new thread by default
   * @returns {Message}
   */
  store(email, content, threadId) {
    const id = this.#newId();
    /** @type {Message} */
    const message = { id, threadId: threadId ?? id, at: this.world.clock.now(), ...content };
    this.#box(email).messages.set(id, message);
    return message;
  }

  /** @param {string} email @param {string} id in the form of scripts or of events @returns {Message | undefined} */
  find(email, id) {
    return this.#box(email).messages.get(messageOf(id));
  }

  /** The messages of a mailbox without drafts, oldest first. @param {string} email @returns {Message[]} */
  messages(email) {
    const { messages, drafts } = this.#box(email);
    const unsent = new Set([...drafts.values()].map(({ message }) => message.id));
    return [...messages.values()].filter(({ id }) => !unsent.has(id));
  }

  /**
   * The drafts of a mailbox as a person sees them, the oldest first.
   * @param {string} email
   */
  drafts(email) {
    return [...this.#box(email).drafts.values()].map(shown);
  }

  /** @param {string} email @param {string} id @returns {Draft | undefined} */
  draft(email, id) {
    return this.#box(email).drafts.get(id);
  }

  /** @param {string} email @param {{ fields: Fields, text: string, html: string }} content @param {string} [threadId] @returns {Draft} */
  addDraft(email, content, threadId) {
    const message = this.store(email, { ...content, sent: true }, threadId);
    const draft = { id: `r${BigInt(`0x${this.#newId()}`)}`, message };
    this.#box(email).drafts.set(draft.id, draft);
    return draft;
  }

  /** Gmail stores a changed draft as a new message. @param {string} email @param {Draft} draft @param {{ fields: Fields, text: string, html: string }} content */
  changeDraft(email, draft, content) {
    this.#box(email).messages.delete(draft.message.id);
    draft.message = this.store(email, { ...content, sent: true }, draft.message.threadId);
  }

  /** @param {string} email @param {Draft} draft */
  deleteDraft(email, draft) {
    const { messages, drafts } = this.#box(email);
    messages.delete(draft.message.id);
    drafts.delete(draft.id);
  }

  /**
   * The event's data about the open message. The access token of an earlier event becomes invalid.
   * @param {string} email
   * @param {{ id: string, threadId: string }} message
   * @param {{ clicked: boolean }} how true if the person has clicked, false if they have opened the message
   */
  context(email, { id, threadId }, { clicked }) {
    const accessToken = `AA${randomHex(this.world.random, 60)}`;
    this.#access.set(email, { token: accessToken, messageId: messageOf(id), clicked });
    const messageId = `msg-f:${BigInt(`0x${messageOf(id)}`)}`;
    return {
      messageMetadata: { accessToken, messageId },
      gmail: { accessToken, messageId, threadId: `thread-f:${BigInt(`0x${threadOf(threadId)}`)}` },
    };
  }

  /**
   * Remembers the kind of draft that a card's `setComposeAction` gave for a function, because the card's JSON has no field for it.
   * @param {string} functionName @param {string} type
   */
  composes(functionName, type) {
    if ((this.#composing.get(functionName) ?? type) !== type) throw new Error(`not simulated: ${functionName} as a compose action of two types`);
    this.#composing.set(functionName, type);
  }

  /** @param {string} functionName @returns {string | undefined} the kind of draft that a click makes; undefined for an ordinary action */
  composedType(functionName) {
    return this.#composing.get(functionName);
  }

  /** @param {string} email @param {string | null} token @returns {Access | undefined} */
  access(email, token) {
    const access = this.#access.get(email);
    return access && access.token === token ? access : undefined;
  }

  /** @param {string} email @param {string} threadId */
  #hasThread(email, threadId) {
    return [...this.#box(email).messages.values()].some((message) => message.threadId === threadId);
  }

  /** @param {string} email */
  #box(email) {
    const { email: key } = this.world.user(email);
    const box = this.#boxes.get(key) ?? { messages: new Map(), drafts: new Map() };
    this.#boxes.set(key, box);
    return box;
  }

  /** Ids are below 2^63, so that their decimal form in events has no sign. */
  #newId() {
    return `1${randomHex(this.world.random, 15)}`;
  }
}

/** @param {Fields} fields @param {string} name @returns {string | undefined} the field as it was sent */
export function fieldOf(fields, name) {
  return fields.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
}

/** The time in the message's Date field, or the time of arrival if that field can't be read. @param {Message} message @returns {number} */
export function dateOf({ fields, at }) {
  return readDate(fieldOf(fields, 'Date') ?? '') ?? at;
}

/** @param {Draft} draft */
function shown({ id, message: { id: messageId, threadId, fields, text, html, at } }) {
  const field = (/** @type {string} */ name) => unfold(fieldOf(fields, name) ?? '');
  return {
    id, messageId, threadId, from: field('From'), to: field('To'), cc: field('Cc'), bcc: field('Bcc'), replyTo: field('Reply-To'),
    subject: field('Subject'), body: text, htmlBody: html, inReplyTo: field('In-Reply-To'), at,
  };
}

/** @param {Sent} sent @param {number} now @param {string} messageId @returns {Fields} */
function fieldsOf({ from, to, cc, replyTo, subject, date, headers = {} }, now, messageId) {
  /** @type {[string, string | undefined][]} */
  const all = [
    ['From', from], ['To', to && joined(to)], ['Cc', cc && joined(cc)], ['Reply-To', replyTo], ['Subject', subject],
    ['Date', typeof date === 'string' ? date : writeDate(date ?? now)], ['Message-ID', messageId], ...Object.entries(headers),
  ];
  return all.filter(/** @returns {field is [string, string]} */ (field) => field[1] !== undefined);
}

/** @param {string | string[] | undefined} list */
const joined = (list) => (Array.isArray(list) ? list.join(', ') : (list ?? ''));

/** @param {string} id */
const messageOf = (id) => digitsOf(id, /^msg-f:(\d+)$/);
/** @param {string} id */
const threadOf = (id) => digitsOf(id, /^thread-f:(\d+)$/);
/** Events write ids in decimal digits, GmailApp in hexadecimal ones. @param {string} id @param {RegExp} form */
function digitsOf(id, form) {
  const decimal = form.exec(id)?.[1];
  return decimal === undefined ? id : BigInt(decimal).toString(16);
}
