// @ts-check
/**
 * Makes, changes and deletes meetings, both for the API and for people at the Webex site.
 *
 * Checks no token and prints nothing.
 * Invariants: a change is checked completely before any part of it is written; a new start, end or rule of a series
 * drops its exceptions, its deleted occurrences and their lists of invitees; a change of an occurrence makes it an exception.
 * Rules: developer.webex.com/docs/api/v1/meetings/patch-a-meeting, /delete-a-meeting.
 */
import { Refusal, documented } from './answers.js';
import { checkInvitee, checkLimits, plainFields } from './fields.js';
import { mailAll } from './mail.js';
import { compactUtc } from './time.js';
import { originalStarts, printRule } from './recurrence.js';
import { fallbackFields } from './meeting-json.js';
import { movedOccurrence, rescheduled, scheduleOf } from './schedule.js';
import { allOccurrences, currentOccurrence, endless, lastEnd, runningInstance } from './series.js';
import { randomText } from './model.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Meeting} Meeting */
/** @typedef {import('./model.js').Occurrence} Occurrence */
/** @typedef {import('./model.js').Fields} Fields */

/** Members that a converged site accepts without an error but ignores. */
const UNSUPPORTED = Object.freeze({
  audioConnectionOptions: ['entryAndExitTone', 'audioConnectionType'],
  meetingOptions: ['enabledPolling', 'enabledNote', 'noteType', 'enabledUCFRichMedia'],
});

/**
 * Returns a body's plain members without those that a converged site ignores, and the warning header about these.
 * @param {import('./model.js').Site} site
 * @param {import('./fields.js').MeetingBody} body
 */
export function takeFields(site, body) {
  /** @type {Fields} */
  const fields = {};
  for (const name of plainFields) if (body[name] !== undefined) fields[name] = structuredClone(body[name]);
  /** @type {string[]} */
  const dropped = [];
  if (site.converged) {
    if ('publicMeeting' in fields) {
      dropped.push('publicMeeting');
      delete fields.publicMeeting;
    }
    for (const [group, names] of Object.entries(UNSUPPORTED)) {
      const members = /** @type {Record<string, unknown> | undefined} */ (fields[group]);
      for (const name of names) {
        if (members?.[name] === undefined) continue;
        dropped.push(name);
        delete members[name];
      }
    }
  }
  for (const name of Object.keys(fields)) if (fields[name] === null) delete fields[name];
  /** @type {Record<string, string>} */
  const headers = dropped.length > 0 ? { Warning: `1001 webexapis.com "Attributes not supported on this site: ${dropped.join(', ')}"` } : {};
  return { fields, headers };
}

/** A password that every site's rule accepts. @param {() => number} random @param {number} length */
function makePassword(random, length) {
  const parts = [randomText(random, 1, 'ABCDEFGHJKLMNPQRSTUVWXYZ'), randomText(random, 2, 'abcdefghijkmnpqrstuvwxyz'), randomText(random, 2, '23456789'), '@'];
  return parts.join('') + randomText(random, Math.max(length - 6, 5), 'abcdefghijkmnpqrstuvwxyz23456789');
}

/**
 * @param {WebexService} webex
 * @param {{host: import('./model.js').Account, site: import('./model.js').Site, body: import('./fields.js').MeetingBody, clientId: string | null}} wish
 */
export function createMeeting(webex, { host, site, body, clientId }) {
  const { option, random } = webex;
  const personal = body.scheduledType === 'personalRoomMeeting';
  const joinsBefore = body.enabledJoinBeforeHost ?? host.scheduling.enabledJoinBeforeHost;
  checkLimits(body, site.passwordLength, joinsBefore);
  if (personal && !host.personalRoom) throw new Refusal(403, 'The user has no personal room.');
  const seen = new Set();
  for (const one of body.invitees ?? []) {
    checkInvitee(one);
    if (seen.has(one.email.toLowerCase())) throw new Refusal(409, `Invitee '${one.email}' occurs more than once.`);
    seen.add(one.email.toLowerCase());
  }
  const schedule = scheduleOf(body, webex.now(), option);
  const { fields, headers } = takeFields(site, body);
  const id = randomText(random, 32);
  /** @type {Meeting} */
  const meeting = {
    id,
    number: `25${randomText(random, 9, '0123456789')}`,
    mtid: randomText(random, 32),
    hostEmail: host.email,
    siteUrl: site.siteUrl,
    ...schedule,
    title: String(body.title),
    agenda: body.agenda ?? null,
    password: body.password ?? makePassword(random, site.passwordLength),
    phonePassword: randomText(random, 8, '123456789'),
    hostKey: randomText(random, 6, '123456789'),
    scheduledType: personal ? 'personalRoomMeeting' : 'meeting',
    fields: { ...host.scheduling, ...fields },
    byConnector: false,
    deleteWhenCompleted: false,
    tags: new Map(),
    exceptions: new Map(),
    removed: new Set(),
    instances: [],
    invitees: new Map(),
  };
  if (clientId !== null && body.integrationTags && body.integrationTags.length > 0) meeting.tags.set(clientId, [...body.integrationTags]);
  meeting.invitees.set(id, (body.invitees ?? []).map((one) => webex.makeInvitee(id, one)));
  webex.book.set(id, meeting);
  for (const observe of webex.observers) observe(meeting);
  mailAll(webex, meeting, id, 'created', body.sendEmail ?? true);
  return { meeting, headers };
}

/** @param {WebexService} webex @param {Meeting} meeting */
function siteOf(webex, meeting) {
  const site = webex.sites.get(meeting.siteUrl);
  if (!site) throw new Error(`site ${meeting.siteUrl} does not exist in this world`);
  return site;
}

/** @param {Meeting} meeting @param {import('./fields.js').MeetingBody} body @param {Partial<import('./model.js').Facets>} facets */
function joinsBeforeHost(meeting, body, facets) {
  return body.enabledJoinBeforeHost ?? facets.fields?.enabledJoinBeforeHost ?? meeting.fields.enabledJoinBeforeHost ?? false;
}

/**
 * Changes a whole series, or a single meeting.
 * @param {WebexService} webex
 * @param {Meeting} meeting
 * @param {import('./fields.js').MeetingBody} body
 * @param {string | null} clientId
 */
export function changeSeries(webex, meeting, body, clientId) {
  const now = webex.now();
  const site = siteOf(webex, meeting);
  if (runningInstance(meeting, now)) throw new Refusal(Number(webex.option('ruleErrorStatus')), documented.inProgress);
  checkLimits(body, site.passwordLength, joinsBeforeHost(meeting, body, {}));
  const schedule = rescheduled(meeting, body, now, webex.option);
  if (!schedule && lastEnd(meeting) <= now && webex.option('pastUpdate') === 'refused') {
    throw new Refusal(Number(webex.option('ruleErrorStatus')), 'The meeting has ended.');
  }
  const { fields, headers } = takeFields(site, body);
  const before = meeting.rule ? printRule(meeting.rule) : null;
  if (schedule) {
    const after = schedule.rule ? printRule(schedule.rule) : null;
    const moved = schedule.start !== meeting.start || schedule.end !== meeting.end || before !== after;
    Object.assign(meeting, schedule);
    if (moved) {
      meeting.exceptions.clear();
      meeting.removed.clear();
      meeting.invitees = new Map([[meeting.id, meeting.invitees.get(meeting.id) ?? []]]);
    } else dropStrays(meeting);
  }
  if (webex.option('exceptionFlags') === 'kept') settleExceptions(meeting, body, fields);
  if (body.title !== undefined) meeting.title = body.title;
  if (body.agenda !== undefined) meeting.agenda = body.agenda;
  if (body.password !== undefined) meeting.password = body.password;
  Object.assign(meeting.fields, fields);
  if (body.trackingCodes === null) delete meeting.fields.trackingCodes;
  if (webex.option('exceptionFlags') === 'taken') {
    for (const one of meeting.exceptions.values()) {
      for (const name of /** @type {const} */ (['title', 'agenda', 'password'])) if (body[name] !== undefined) delete one.facets[name];
      for (const name of Object.keys(fields)) if (one.facets.fields) delete one.facets.fields[name];
    }
  }
  if (clientId !== null && body.integrationTags !== undefined) {
    if (body.integrationTags === null || body.integrationTags.length === 0) meeting.tags.delete(clientId);
    else meeting.tags.set(clientId, [...body.integrationTags]);
  }
  mailAll(webex, meeting, meeting.id, 'updated', body.sendEmail ?? true);
  return { headers };
}

/** Keeps an exception's values when the series changes, even values that were equal to the series' until now. @param {Meeting} meeting @param {import('./fields.js').MeetingBody} body @param {Fields} fields */
function settleExceptions(meeting, body, fields) {
  const before = { ...fallbackFields, ...meeting.fields };
  const names = Object.keys(fields).filter((name) => Object.hasOwn(before, name));
  for (const { facets } of meeting.exceptions.values()) {
    if (body.title !== undefined) facets.title ??= meeting.title;
    if (body.password !== undefined) facets.password ??= meeting.password;
    if (body.agenda !== undefined && facets.agenda === undefined) facets.agenda = meeting.agenda;
    facets.fields = { ...Object.fromEntries(names.map((name) => [name, Reflect.get(before, name)])), ...facets.fields };
  }
}

/**
 * Removes the exceptions, deletions and lists of occurrences that no longer exist after a change of the zone alone. Such a change shifts
 * some occurrences, because zones change their offsets at different times.
 * @param {Meeting} meeting
 */
function dropStrays(meeting) {
  const { rule, start, zone } = meeting;
  if (!rule) return;
  const stray = (/** @type {number} */ original) => !originalStarts(rule, start, zone, original).includes(original);
  for (const original of [...meeting.exceptions.keys()].filter(stray)) {
    meeting.invitees.delete(String(meeting.exceptions.get(original)?.id));
    meeting.exceptions.delete(original);
  }
  for (const original of [...meeting.removed].filter(stray)) meeting.removed.delete(original);
}

/**
 * Changes one occurrence of a recurring series.
 * @param {WebexService} webex
 * @param {Meeting} meeting
 * @param {Occurrence} occurrence
 * @param {import('./fields.js').MeetingBody} body
 * @returns {{occurrence: Occurrence, headers: Record<string, string>}}
 */
export function changeOccurrence(webex, meeting, occurrence, body) {
  const now = webex.now();
  const site = siteOf(webex, meeting);
  const status = Number(webex.option('ruleErrorStatus'));
  if (runningInstance(meeting, now)?.original === occurrence.original) throw new Refusal(status, documented.inProgress);
  for (const name of ['recurrence', 'integrationTags']) {
    if (body[name] !== undefined) throw new Refusal(400, `Parameter '${name}' is not supported for a scheduled meeting.`);
  }
  const old = meeting.exceptions.get(occurrence.original) ?? null;
  checkLimits(body, site.passwordLength, joinsBeforeHost(meeting, body, old?.facets ?? {}));
  const times = movedOccurrence(meeting, occurrence, body, now, webex.option);
  if (!times && occurrence.end <= now && webex.option('pastUpdate') === 'refused') throw new Refusal(status, 'The meeting has ended.');
  const { fields, headers } = takeFields(site, body);

  /** @type {import('./model.js').Exception} */
  const exception = old ?? {
    id: occurrence.id, original: occurrence.original, start: occurrence.start, end: occurrence.end, number: null, mtid: null, facets: {},
  };
  const own = webex.option('exceptionNumber') === 'own' && exception.number === null;
  if (own) Object.assign(exception, { number: `26${randomText(webex.random, 9, '0123456789')}`, mtid: randomText(webex.random, 32) });
  if (times) {
    const moves = times.start !== exception.start;
    Object.assign(exception, times);
    if (moves && webex.option('occurrenceIdAfterMove') === 'changed') rename(webex, meeting, exception, `${meeting.id}_${compactUtc(times.start)}`);
  }
  for (const name of /** @type {const} */ (['title', 'agenda', 'password'])) if (body[name] !== undefined) Object.assign(exception.facets, { [name]: body[name] });
  exception.facets.fields = { ...exception.facets.fields, ...fields };
  meeting.exceptions.set(occurrence.original, exception);
  mailAll(webex, meeting, exception.id, 'updated', body.sendEmail ?? true);
  return { occurrence: { id: exception.id, original: exception.original, start: exception.start, end: exception.end, modified: exception }, headers };
}

/** @param {WebexService} webex @param {Meeting} meeting @param {import('./model.js').Exception} exception @param {string} id */
function rename(webex, meeting, exception, id) {
  const list = meeting.invitees.get(exception.id);
  if (list) {
    meeting.invitees.delete(exception.id);
    meeting.invitees.set(id, list.map((one) => webex.makeInvitee(id, one)));
  }
  exception.id = id;
}

/**
 * @param {WebexService} webex
 * @param {Meeting} meeting
 * @param {Occurrence | null} occurrence null for the whole meeting
 * @param {boolean} sendEmail
 */
export function deleteMeeting(webex, meeting, occurrence, sendEmail) {
  const running = runningInstance(meeting, webex.now());
  if (running && (!occurrence || running.original === occurrence.original) && webex.option('deleteInProgress') === 'refused') {
    throw new Refusal(Number(webex.option('ruleErrorStatus')), documented.inProgress);
  }
  mailAll(webex, meeting, occurrence?.id ?? meeting.id, 'deleted', sendEmail);
  if (!occurrence) {
    webex.book.delete(meeting.id);
    return;
  }
  meeting.removed.add(occurrence.original);
  meeting.exceptions.delete(occurrence.original);
  meeting.invitees.delete(occurrence.id);
  const empty = endless(meeting) ? currentOccurrence(meeting, webex.now()) === null : allOccurrences(meeting).length === 0;
  if (empty && webex.option('lastOccurrence') === 'series deleted') webex.book.delete(meeting.id);
}
