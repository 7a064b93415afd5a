// @ts-check
/**
 * The service's answers: JSON, an empty answer, an HTML page, and errors in Webex's format.
 *
 * Decides nothing about meetings.
 * Invariants: every error has a trackingId; a switch can leave out `errors`; 429 is HTML with Retry-After.
 * Error form and status codes: developer.webex.com/docs/api/getting-started, /docs/basics.
 */

/** Error messages that Cisco's pages document word for word. */
export const documented = Object.freeze({
  past: "Parameter 'start' or 'end' is before current time.",
  inProgress: 'Meeting is in progress',
  leavesInterval: 'meeting.err.two_meeting_schedule_at_same_day',
  unknownInvitee: 'Cannot find invitee',
  token: 'The request requires a valid access token set in the Authorization request header.',
  /** @param {string} id */
  instance: (id) => `Meeting ID '${id}' is not allowed for this API.`,
  /** @param {string} zone @param {string} moment */
  zoneMismatch: (zone, moment) => `timezone '${zone}' and timezone offset in '${moment}' do not match`,
});

/** An error answer, thrown where the service refuses a request. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {{html?: boolean, headers?: Record<string, string>, oauth?: string}} [form]
   */
  constructor(status, message, form = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.form = form;
  }
}

/**
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @param {number} [status]
 * @returns {import('./model.js').Reply}
 */
export function json(body, headers = {}, status = 200) {
  return { status, headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) };
}

/** @returns {import('./model.js').Reply} */
export function nothing() {
  return { status: 204, headers: {}, body: '' };
}

/**
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 * @returns {import('./model.js').Reply}
 */
export function html(status, text, headers = {}) {
  return {
    status,
    headers: { 'Content-Type': 'text/html;charset=UTF-8', ...headers },
    body: `<html><head><title>${status}</title></head><body><h1>${text}</h1></body></html>`,
  };
}

/**
 * Turns a refusal into an answer in the service's error format.
 * @param {Refusal} refusal
 * @param {string} trackingId
 * @param {boolean} withErrors
 * @returns {import('./model.js').Reply}
 */
export function refuse(refusal, trackingId, withErrors) {
  const { status, message, form } = refusal;
  if (form.html) return html(status, message, form.headers);
  if (form.oauth) return json({ error: form.oauth, error_description: message, trackingId }, form.headers, status);
  /** @type {Record<string, unknown>} */
  const body = { message };
  if (withErrors) body.errors = [{ description: message }];
  body.trackingId = trackingId;
  return json(body, form.headers, status);
}
