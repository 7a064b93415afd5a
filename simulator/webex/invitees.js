// @ts-check
/**
 * /v1/meetingInvitees: the people invited to a series or to one occurrence.
 *
 * A list can't be replaced as a whole; the service has no such call.
 * Invariants: a list has an address only once, regardless of case; a bulk insert adds all invitees or none; the series and each
 * occurrence have separate lists; only the host may write.
 * Pages: developer.webex.com/docs/api/v1/meeting-invitees.
 */
import { Refusal, documented, json, nothing } from './answers.js';
import { actingFor, checkHost, standing } from './access.js';
import { checkInvitee, inviteeBody, inviteeUpdateBody, inviteesBody } from './fields.js';
import { mailInvitee } from './mail.js';
import { page, readBody, readQuery } from './request-parts.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {import('./model.js').Meeting} Meeting */
/** @typedef {import('./model.js').Invitee} Invitee */

const WRITE = 'meeting:schedules_write';

/** @param {Invitee} one @param {string} meetingId */
function present(one, meetingId) {
  return { id: one.id, email: one.email, displayName: one.displayName, coHost: one.coHost, meetingId, panelist: one.panelist };
}

/**
 * The list of a meeting id for reading. An occurrence has no stored list until it is written to.
 * @param {WebexService} webex @param {Meeting} meeting @param {string} meetingId
 */
function listOf(webex, meeting, meetingId) {
  const own = meeting.invitees.get(meetingId);
  if (own) return own;
  if (webex.option('occurrenceInvitees') === 'own') return [];
  return (meeting.invitees.get(meeting.id) ?? []).map((one) => ({ ...one, id: one.id.replace(meeting.id, meetingId) }));
}

/** @param {WebexService} webex @param {Meeting} meeting @param {string} meetingId */
function writableList(webex, meeting, meetingId) {
  const list = listOf(webex, meeting, meetingId);
  meeting.invitees.set(meetingId, list);
  return list;
}

/** @param {WebexService} webex @param {string} meetingId */
function meetingFor(webex, meetingId) {
  const located = webex.locate(meetingId);
  if (located.meeting.scheduledType === 'personalRoomMeeting') throw new Refusal(400, 'The meeting ID of a personal room meeting is not supported.');
  return located;
}

/** @param {WebexService} webex @param {Call} call @param {string} meetingId @param {string | undefined} hostEmail */
function writable(webex, call, meetingId, hostEmail) {
  const account = actingFor(webex, call, hostEmail, WRITE);
  const { meeting, instance } = meetingFor(webex, meetingId);
  if (instance) throw new Refusal(400, documented.instance(meetingId));
  checkHost(meeting, account);
  return meeting;
}

/** Finds an invitee by its id, `<meetingId>_<digits>`. @param {WebexService} webex @param {string} id */
function find(webex, id) {
  const meetingId = id.slice(0, id.lastIndexOf('_'));
  const located = webex.findMeeting(meetingId);
  const found = located && !located.instance ? listOf(webex, located.meeting, meetingId).find((one) => one.id === id) : undefined;
  if (!located || !found) throw new Refusal(404, documented.unknownInvitee);
  return { meeting: located.meeting, meetingId, found };
}

/** @param {Invitee[]} list @param {string} email @param {string} [except] id */
function checkFree(list, email, except) {
  const taken = list.some((one) => one.email.toLowerCase() === email.toLowerCase() && one.id !== except);
  if (taken) throw new Refusal(409, `Invitee '${email}' already exists.`);
}

/** @param {WebexService} webex @param {Call} call */
export function listInvitees(webex, call) {
  const query = readQuery(webex, call, { meetingId: 'string', max: 'number', hostEmail: 'string', panelist: 'boolean' });
  const account = actingFor(webex, call, query.hostEmail, 'meeting:schedules_read');
  if (query.meetingId === undefined) throw new Refusal(400, "Parameter 'meetingId' is required.");
  const { meeting, instance } = meetingFor(webex, query.meetingId);
  if (standing(meeting, account.email) === 'stranger') checkHost(meeting, account);
  const source = instance ? webex.occurrenceId(meeting, instance.original) : query.meetingId;
  const items = listOf(webex, meeting, source)
    .filter((one) => query.panelist === undefined || one.panelist === query.panelist)
    .map((one) => present(one, String(query.meetingId)))
    .sort((a, b) => (a.email < b.email ? -1 : 1));
  const cut = page(webex, call, items, query);
  return json({ items: cut.items }, cut.headers);
}

/** @param {WebexService} webex @param {Call} call */
export function postInvitee(webex, call) {
  const body = readBody(webex, call, inviteeBody);
  checkInvitee(body);
  const meeting = writable(webex, call, body.meetingId, body.hostEmail);
  checkFree(listOf(webex, meeting, body.meetingId), body.email);
  const one = webex.makeInvitee(body.meetingId, body);
  writableList(webex, meeting, body.meetingId).push(one);
  mailInvitee(webex, body.meetingId, one.email, 'invited', body.sendEmail ?? true);
  return json(present(one, body.meetingId));
}

/** @param {WebexService} webex @param {Call} call */
export function postInvitees(webex, call) {
  /** @type {import('./fields.js').InviteesBody} */
  const body = readBody(webex, call, inviteesBody);
  const meeting = writable(webex, call, body.meetingId, body.hostEmail);
  const list = listOf(webex, meeting, body.meetingId);
  const seen = new Set();
  for (const item of body.items) {
    checkInvitee(item);
    if (seen.has(item.email.toLowerCase())) throw new Refusal(400, `Invitee '${item.email}' occurs more than once.`);
    seen.add(item.email.toLowerCase());
    checkFree(list, item.email);
  }
  const added = body.items.map((item) => webex.makeInvitee(body.meetingId, item));
  writableList(webex, meeting, body.meetingId).push(...added);
  for (const item of body.items) mailInvitee(webex, body.meetingId, item.email, 'invited', item.sendEmail ?? true);
  return json({ items: added.map((/** @type {Invitee} */ one) => present(one, body.meetingId)) });
}

/** @param {WebexService} webex @param {Call} call */
export function getInvitee(webex, call) {
  const query = readQuery(webex, call, { hostEmail: 'string' });
  const account = actingFor(webex, call, query.hostEmail, 'meeting:schedules_read');
  const { meeting, meetingId, found } = find(webex, call.captures[0]);
  if (standing(meeting, account.email) === 'stranger') checkHost(meeting, account);
  return json(present(found, meetingId));
}

/** @param {WebexService} webex @param {Call} call */
export function putInvitee(webex, call) {
  const body = readBody(webex, call, inviteeUpdateBody);
  checkInvitee(body);
  const { meetingId, found } = find(webex, call.captures[0]);
  const meeting = writable(webex, call, meetingId, body.hostEmail);
  const list = writableList(webex, meeting, meetingId);
  checkFree(list, body.email, found.id);
  const one = list.find((each) => each.id === found.id) ?? found;
  Object.assign(one, { email: body.email, displayName: body.displayName ?? body.email, coHost: body.coHost ?? false, panelist: body.panelist ?? false });
  mailInvitee(webex, meetingId, one.email, 'updated', body.sendEmail ?? true);
  return json(present(one, meetingId));
}

/** @param {WebexService} webex @param {Call} call */
export function deleteInvitee(webex, call) {
  const query = readQuery(webex, call, { hostEmail: 'string', sendEmail: 'boolean' });
  const { meetingId, found } = find(webex, call.captures[0]);
  const meeting = writable(webex, call, meetingId, query.hostEmail);
  const list = writableList(webex, meeting, meetingId);
  meeting.invitees.set(meetingId, list.filter((one) => one.id !== found.id));
  mailInvitee(webex, meetingId, found.email, 'uninvited', query.sendEmail ?? true);
  return nothing();
}
