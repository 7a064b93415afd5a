// @ts-check
/**
 * The interface of Gmail for the rest of the simulator.
 *
 * Mailboxes are in mailbox.js, the classes for scripts in app.js, message.js and draft.js, permissions in access.js, headers in
 * headers.js.
 */

export { makeGmailApp } from './app.js';
export { Letter, Mail } from './mailbox.js';
