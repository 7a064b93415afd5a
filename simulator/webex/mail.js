// @ts-check
/**
 * Records the mail that Webex would send.
 *
 * Sends nothing.
 * Invariants: without `sendEmail:false` the host and every invitee are mailed; with it nobody is, except the host if a switch says so.
 * Semantics of `sendEmail`: developer.webex.com/docs/api/v1/meetings/create-a-meeting, /v1/meeting-invitees.
 */

/** @typedef {'created' | 'updated' | 'deleted' | 'invited' | 'uninvited'} Occasion */
/** @typedef {{at: number, to: string, role: 'host' | 'invitee', occasion: Occasion, meetingId: string}} Letter */

/**
 * Mails about a meeting to its host and invitees.
 * @param {import('./index.js').WebexService} webex
 * @param {import('./model.js').Meeting} meeting
 * @param {string} meetingId series or occurrence
 * @param {Occasion} occasion
 * @param {boolean} sendEmail
 */
export function mailAll(webex, meeting, meetingId, occasion, sendEmail) {
  const at = webex.now();
  if (sendEmail || webex.option('hostMail') === 'sent') webex.mail.push({ at, to: meeting.hostEmail, role: 'host', occasion, meetingId });
  if (!sendEmail) return;
  for (const one of meeting.invitees.get(meetingId) ?? meeting.invitees.get(meeting.id) ?? []) {
    webex.mail.push({ at, to: one.email, role: 'invitee', occasion, meetingId });
  }
}

/**
 * @param {import('./index.js').WebexService} webex
 * @param {string} meetingId
 * @param {string} email
 * @param {Occasion} occasion
 * @param {boolean} sendEmail
 */
export function mailInvitee(webex, meetingId, email, occasion, sendEmail) {
  if (sendEmail) webex.mail.push({ at: webex.now(), to: email, role: 'invitee', occasion, meetingId });
}
