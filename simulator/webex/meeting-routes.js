// @ts-check
/**
 * POST, GET, PATCH, PUT and DELETE of /v1/meetings.
 *
 * The list is in `meeting-list.js`; the rules of change are in `meeting-changes.js`.
 * Invariants: every create is counted before it is checked; an instance can't be changed or deleted; meetings of
 * a personal room and of a calendar connector can't be updated.
 * Pages: developer.webex.com/docs/api/v1/meetings.
 */
import { Refusal, documented, json, nothing } from './answers.js';
import { actingFor, checkHost, checkLicence, isAdmin, siteFor, standing } from './access.js';
import { createBody, patchBody, readKind, readOnlyMembers } from './fields.js';
import { changeOccurrence, changeSeries, createMeeting, deleteMeeting } from './meeting-changes.js';
import { presentInstance, presentOccurrence, presentSeries } from './meeting-json.js';
import { readJson, readQuery, replyZone, unknownRule } from './request-parts.js';
import { templateFields } from './templates.js';
import { currentOccurrence } from './series.js';
import { printMoment } from './time.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */

const WRITE = 'meeting:schedules_write';
const READ = 'meeting:schedules_read';
const NULLABLE = ['agenda', 'recurrence', 'trackingCodes', 'integrationTags'];
const NOT_IN_A_PERSONAL_ROOM = ['templateId', 'roomId', 'integrationTags', 'enabledWebcastView', 'enabledAutoRecordMeeting', 'registration'];

/** @param {Call} call @param {string} zone */
function viewOf(call, zone) {
  return { zone, clientId: call.token.clientId, email: call.account.email };
}

/** @param {WebexService} webex @param {Call} call @returns {import('./fields.js').MeetingBody} */
function readCreate(webex, call) {
  const raw = readJson(call);
  const body = readKind(raw, createBody, 'body', { unknown: unknownRule(webex), nullable: ['recurrence'] });
  if (body.adhoc || body.roomId !== undefined) {
    if (!call.token.scopes.includes('spark:all')) throw new Refusal(403, 'Access token does not have required scopes.');
    throw new Error('not simulated: Webex meetings of a space (roomId, adhoc)');
  }
  if (body.scheduledType === 'webinar') {
    if (body.sessionTypeId === undefined) throw new Refusal(400, "Parameter 'sessionTypeId' is required for a webinar.");
    throw new Error('not simulated: Webex webinars');
  }
  if (body.scheduledType === 'personalRoomMeeting') {
    const refused = NOT_IN_A_PERSONAL_ROOM.find((name) => body[name] !== undefined);
    if (refused) throw new Refusal(400, `Parameter '${refused}' is not supported for a personal room meeting.`);
  }
  if (body.registration !== undefined && body.recurrence != null) throw new Refusal(400, "Parameter 'registration' is not supported for a recurring meeting.");
  for (const name of ['registration', 'simultaneousInterpretation', 'breakoutSessions']) {
    if (body[name] !== undefined) throw new Error(`not simulated: Webex '${name}'`);
  }
  return body;
}

/** @param {WebexService} webex @param {Call} call */
export function postMeeting(webex, call) {
  const hostEmail = hostOfRawBody(call);
  webex.quota.countCreate(call.account.email, hostEmail ?? call.account.email, webex.now(), {
    admin: isAdmin(call, WRITE), limit: Number(webex.option('createsPerDay') ?? Infinity), status: Number(webex.option('quotaStatus')),
  });
  let body = readCreate(webex, call);
  const host = actingFor(webex, call, body.hostEmail, WRITE);
  checkLicence(host);
  const site = siteFor(webex, host, body.siteUrl);
  if (body.templateId !== undefined) body = { ...templateFields(webex, site, body.templateId), ...body };
  for (const name of ['title', 'start', 'end']) {
    if (body[name] !== undefined) continue;
    if (name !== 'title' && body.templateId !== undefined) throw new Error('not simulated: Webex times taken from a template');
    throw new Refusal(400, `Parameter '${name}' is required.`);
  }
  const { meeting, headers } = createMeeting(webex, { host, site, body, clientId: call.token.clientId });
  return json(presentSeries(webex, meeting, viewOf(call, body.timezone ?? 'UTC'), { current: false }), headers);
}

/** The host named in an unchecked body. The quota also counts requests that can't be read. @param {Call} call @returns {string | undefined} */
function hostOfRawBody(call) {
  try {
    const email = JSON.parse(call.text ?? '').hostEmail;
    return typeof email === 'string' ? email.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}

/** @param {WebexService} webex @param {Call} call */
export function getMeeting(webex, call) {
  const query = readQuery(webex, call, { current: 'boolean', hostEmail: 'string' });
  const account = actingFor(webex, call, query.hostEmail, READ);
  const { meeting, occurrence, instance } = webex.locate(call.captures[0]);
  if (standing(meeting, account.email) === 'stranger' && call.headers.password !== meeting.password) {
    throw new Refusal(403, 'The user is not privileged to view the meeting.');
  }
  const view = viewOf(call, replyZone(call));
  if (instance) return json(presentInstance(webex, meeting, instance, view));
  if (occurrence) return json(presentOccurrence(webex, meeting, occurrence, view));
  const current = query.current ? currentOccurrence(meeting, webex.now()) : null;
  return json(current ? presentOccurrence(webex, meeting, current, view) : presentSeries(webex, meeting, view, { current: false }));
}

/** @param {WebexService} webex @param {Call} call */
export function patchMeeting(webex, call) {
  const types = { json: ['application/json'], any: ['application/json', 'application/json-patch+json'], declared: ['application/json-patch+json'] };
  const raw = readJson(call, types[/** @type {keyof typeof types} */ (webex.option('patchMediaType'))]);
  return update(webex, call, readKind(raw, patchBody, 'body', { unknown: unknownRule(webex), nullable: NULLABLE }));
}

/** @param {WebexService} webex @param {Call} call */
export function putMeeting(webex, call) {
  const body = readKind(readJson(call), patchBody, 'body', { unknown: unknownRule(webex), tolerated: readOnlyMembers, nullable: NULLABLE });
  if (webex.option('putRequired') === 'four') {
    for (const name of ['title', 'password', 'start', 'end']) if (body[name] === undefined) throw new Refusal(400, `Parameter '${name}' is required.`);
  }
  const { meeting, occurrence } = webex.locate(call.captures[0]);
  const tags = meeting.tags.get(call.token.clientId) ?? [];
  // A PUT sends back the members of a GET. The caller's own address and, for an occurrence, the tags of its series aren't changes.
  if (body.hostEmail === call.account.email) delete body.hostEmail;
  if (occurrence && JSON.stringify(body.integrationTags) === JSON.stringify(tags)) delete body.integrationTags;
  return update(webex, call, body);
}

/** @param {WebexService} webex @param {Call} call @param {import('./fields.js').MeetingBody} body */
function update(webex, call, body) {
  const account = actingFor(webex, call, body.hostEmail, WRITE);
  const { meeting, occurrence, instance } = webex.locate(call.captures[0]);
  if (instance) throw new Refusal(400, documented.instance(instance.id));
  checkHost(meeting, account);
  checkLicence(account);
  siteFor(webex, account, meeting.siteUrl);
  if (meeting.scheduledType === 'personalRoomMeeting') throw new Refusal(400, documented.instance(call.captures[0]));
  if (meeting.byConnector) throw new Refusal(403, 'Updating a meeting created via a calendar connector is not allowed.');
  const view = viewOf(call, body.timezone ?? 'UTC');
  if (occurrence) {
    const changed = changeOccurrence(webex, meeting, occurrence, body);
    return json(presentOccurrence(webex, meeting, changed.occurrence, view), changed.headers);
  }
  const { headers } = changeSeries(webex, meeting, body, call.token.clientId);
  return json(presentSeries(webex, meeting, view, { current: false }), headers);
}

/** @param {WebexService} webex @param {Call} call */
export function removeMeeting(webex, call) {
  const query = readQuery(webex, call, { hostEmail: 'string', sendEmail: 'boolean' });
  const account = actingFor(webex, call, query.hostEmail, WRITE);
  const { meeting, occurrence, instance } = webex.locate(call.captures[0]);
  if (instance) throw new Refusal(400, documented.instance(instance.id));
  checkHost(meeting, account);
  siteFor(webex, account, meeting.siteUrl);
  deleteMeeting(webex, meeting, occurrence, query.sendEmail ?? true);
  return nothing();
}

/** The numbers behind `globalCallinNumbers`, an endpoint that no published page describes. @param {WebexService} webex @param {Call} call */
export function getGlobalCallIn(webex, call) {
  if (webex.option('globalCallIn') === 'absent') throw new Refusal(404, 'The requested resource could not be found.');
  const { meeting } = webex.locate(call.captures[0]);
  return json({ callInNumbers: webex.sites.get(meeting.siteUrl)?.callInNumbers ?? [], at: printMoment(webex.now(), 'UTC') });
}
