// @ts-check
/**
 * Gmail as the rest of the simulator knows it.
 *
 * Mailboxes are in mailbox.js, what scripts see in app.js, message.js and draft.js, who may what in access.js, headers in headers.js.
 */

export { makeGmailApp } from './app.js';
export { Letter, Mail } from './mailbox.js';
