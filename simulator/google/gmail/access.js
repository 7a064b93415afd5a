// @ts-check
/**
 * Decides what an add-on may read and write in Gmail: scopes, and the token of the open message.
 *
 * It reads and writes nothing.
 * Invariants: with add-on scopes only the open message is accessible, and only to an execution that has set the access token of its own
 * event; scopes with `action` in their name require a click; a whole-mailbox scope requires no token.
 *
 * Enforces: developers.google.com/workspace/add-ons/concepts/workspace-scopes#gmail_scopes,
 * developers.google.com/workspace/add-ons/gmail/compose (createDraft needs …current.action.compose and the token; open question U8).
 * The first words of the error message are reported publicly, the rest is invented.
 */

import { fullScope } from '../../runtime/scopes.js';

/** @typedef {import('../../runtime/execution.js').Execution} Execution */

const MAILBOX = 'https://mail.google.com/';
const CURRENT = 'gmail.addons.current.';
const READING = [`${CURRENT}message.readonly`, `${CURRENT}message.action`, MAILBOX];
/** From, to, subject and the other headers. */
export const HEADERS = [`${CURRENT}message.metadata`, ...READING];
/** The bodies of a message. */
export const BODIES = READING;

/**
 * The scopes of which one is required for a draft.
 * @param {Execution} execution
 * @returns {string[]}
 */
export function composing({ world }) {
  const needed = [`${CURRENT}action.compose`, MAILBOX];
  return world.options.draftsNeedComposeScope ? needed : [...needed, ...HEADERS];
}

/** An execution's access to the open message. */
export class OpenMessage {
  /** @type {string | null} */
  token = null;

  /** @param {Execution} execution */
  constructor(execution) {
    this.execution = execution;
  }

  /**
   * Throws unless the message is the open one.
   * @param {string} request its name in Google's error message
   * @param {string} messageId
   */
  checkRead(request, messageId) {
    if (this.#grants(MAILBOX)) return;
    const access = this.#access(request);
    const always = this.#grants(HEADERS[0]) || this.#grants(BODIES[0]);
    if (access.messageId !== messageId || !(always || access.clicked)) throw this.#missing(request);
  }

  /** Throws unless the person's click in an open message started the execution. @param {string} request */
  checkCompose(request) {
    if (this.#grants(MAILBOX)) return;
    if (!this.#access(request).clicked) throw this.#missing(request);
  }

  /** @param {string} request */
  #access(request) {
    const { world, user } = this.execution;
    if (this.token === null) throw this.#missing(request);
    const access = world.mail.access(user.email, this.token);
    if (!access) throw this.execution.fail(`Access denied: : Invalid access token for authorization. Request: ${request}`);
    return access;
  }

  /** @param {string} request */
  #missing(request) {
    return this.execution.fail(`Access denied: : Missing access token for authorization. Request: ${request}`);
  }

  /** @param {string} scope */
  #grants(scope) {
    return this.execution.granted.has(fullScope(scope));
  }
}
