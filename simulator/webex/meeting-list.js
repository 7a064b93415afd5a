// @ts-check
/**
 * GET /v1/meetings: windows, filters and pages.
 *
 * Changes nothing.
 * Invariants: the default window is a week; `from` is inside it and `to` outside; with a number or a link, window and type are ignored;
 * with a series id, number, link, tag and `current` are ignored; only the client that wrote a tag finds it.
 * Page: developer.webex.com/docs/api/v1/meetings/list-meetings.
 */
import { Refusal, json } from './answers.js';
import { actingFor, checkHost, standing } from './access.js';
import { presentInstance, presentOccurrence, presentSeries } from './meeting-json.js';
import { page, readQuery, replyZone } from './request-parts.js';
import { currentOccurrence, lastEnd, occurrences } from './series.js';
import { DAY, readMoment } from './time.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {import('./model.js').Meeting} Meeting */

const flags = ['hasChat', 'hasRecording', 'hasTranscription', 'hasSummary', 'hasClosedCaption', 'hasPolls', 'hasQA', 'hasSlido'];
/** @type {import('./request-parts.js').QueryTable} */
const table = {
  meetingNumber: 'string', webLink: 'string', roomId: 'string', meetingSeriesId: 'string', max: 'number', from: 'date', to: 'date',
  meetingType: ['meetingSeries', 'scheduledMeeting', 'meeting'],
  state: ['active', 'scheduled', 'ready', 'lobby', 'inProgress', 'ended', 'missed', 'expired'],
  scheduledType: ['meeting', 'webinar', 'personalRoomMeeting'],
  isModified: 'boolean', current: 'boolean', hostEmail: 'string', siteUrl: 'string', integrationTag: 'string',
  ...Object.fromEntries(flags.map((name) => [name, /** @type {'boolean'} */ ('boolean')])),
};

/** @param {WebexService} webex @param {Call} call */
export function listMeetings(webex, call) {
  const query = readQuery(webex, call, table);
  const account = actingFor(webex, call, query.hostEmail, 'meeting:schedules_read');
  const named = ['meetingNumber', 'webLink', 'roomId'].filter((name) => query[name] !== undefined);
  if (named.length > 1) throw new Refusal(400, `Parameters ${named.map((name) => `'${name}'`).join(' and ')} are mutually exclusive.`);
  if (query.roomId !== undefined) throw new Error('not simulated: Webex meetings of a space (roomId)');
  const asked = flags.filter((name) => query[name] !== undefined);
  if (asked.length > 0) {
    if (query.meetingType !== 'meeting' || query.state !== 'ended') throw new Refusal(400, `Parameter '${asked[0]}' is only supported for ended meeting instances.`);
    throw new Error(`not simulated: Webex list filter '${asked[0]}'`);
  }
  const view = { zone: replyZone(call), clientId: call.token.clientId, email: account.email };

  /** @type {Shown[]} */
  let items;
  if (query.meetingSeriesId !== undefined) items = ofSeries(webex, account, query, view);
  else if (named.length > 0) items = byDoor(webex, account, query, view);
  else items = inWindow(webex, account, query, view);
  const cut = page(webex, call, items, query);
  return json({ items: cut.items }, cut.headers);
}

/** @param {WebexService} webex @param {import('./request-parts.js').Query} query */
function windowOf(webex, query) {
  const now = webex.now();
  const from = query.from === undefined ? undefined : readMoment(query.from, undefined, 'from');
  const to = query.to === undefined ? undefined : readMoment(query.to, undefined, 'to');
  const span = 7 * DAY;
  const past = query.meetingType === 'meeting';
  const window = {
    from: from ?? (to !== undefined ? to - span : past ? now - span : now),
    to: to ?? (from !== undefined ? from + span : past ? now : now + span),
  };
  if (window.from > window.to) throw new Refusal(400, "Parameter 'from' cannot be after 'to'.");
  const longest = webex.option('listWindowDays');
  if (longest !== null && window.to - window.from > Number(longest) * DAY) {
    throw new Refusal(400, `The range between 'from' and 'to' cannot exceed ${longest} days.`);
  }
  return window;
}

/** A meeting in the form of answers. @typedef {Record<string, unknown>} Shown */
/** @typedef {{zone: string, clientId: string | null, email: string}} View */
/** @typedef {{from: number, to: number}} Span */

/** @param {WebexService} webex @param {Meeting} meeting @param {Span} window @param {View} view */
function occurrencesIn(webex, meeting, window, view) {
  return occurrences(meeting, window.to, window.from)
    .filter((one) => one.start >= window.from && one.start < window.to)
    .map((one) => ({ at: one.start, item: presentOccurrence(webex, meeting, one, view) }));
}

/** @param {WebexService} webex @param {Meeting} meeting @param {Span} window @param {View} view */
function instancesIn(webex, meeting, window, view) {
  return meeting.instances
    .filter((one) => one.startedAt >= window.from && one.startedAt < window.to)
    .map((one) => ({ at: one.startedAt, item: presentInstance(webex, meeting, one, view) }));
}

/** @param {{at: number, item: Shown}[]} found @param {import('./request-parts.js').Query} query */
function filtered(found, query) {
  return found
    .filter(({ item }) => query.state === undefined || item.state === query.state)
    .filter(({ item }) => query.isModified === undefined || item.meetingType !== 'scheduledMeeting' || item.isModified === query.isModified)
    .sort((a, b) => a.at - b.at || String(a.item.id).localeCompare(String(b.item.id)))
    .map(({ item }) => item);
}

/** @param {WebexService} webex @param {import('./model.js').Account} account @param {import('./request-parts.js').Query} query @param {View} view */
function ofSeries(webex, account, query, view) {
  const meeting = webex.book.get(String(query.meetingSeriesId));
  if (!meeting) throw new Refusal(404, `Meeting '${query.meetingSeriesId}' cannot be found.`);
  if (meeting.scheduledType === 'personalRoomMeeting') throw new Refusal(400, 'The meeting ID of a personal room meeting is not supported.');
  if (standing(meeting, account.email) === 'stranger') checkHost(meeting, account);
  const window = windowOf(webex, query);
  const found = [];
  if (query.meetingType !== 'meeting') found.push(...occurrencesIn(webex, meeting, window, view));
  if (query.meetingType !== 'scheduledMeeting') found.push(...instancesIn(webex, meeting, window, view));
  return filtered(found, query);
}

/** @param {WebexService} webex @param {import('./model.js').Account} account @param {import('./request-parts.js').Query} query @param {View} view */
function byDoor(webex, account, query, view) {
  /** @type {Shown[]} */
  const items = [];
  const fits = (/** @type {Shown} */ item) => (query.meetingNumber !== undefined
    ? item.meetingNumber === query.meetingNumber.replace(/[\s-]/g, '')
    : item.webLink === query.webLink);
  for (const meeting of webex.book.values()) {
    if (standing(meeting, account.email) === 'stranger') continue;
    for (const exception of meeting.exceptions.values()) {
      const item = presentOccurrence(webex, meeting, { ...exception, modified: exception }, view);
      if (exception.number !== null && fits(item)) items.push(item);
    }
    const series = presentSeries(webex, meeting, view, { current: false });
    if (!fits(series)) continue;
    const current = query.current === false ? null : currentOccurrence(meeting, webex.now());
    items.push(current ? presentOccurrence(webex, meeting, current, view) : series);
  }
  return items;
}

/** A series counts as one span from its first occurrence to its last, even if no occurrence is inside the window. @param {Meeting} meeting @param {Span} window */
function overlaps(meeting, window) {
  return meeting.start < window.to && lastEnd(meeting) > window.from;
}

/** @param {WebexService} webex @param {import('./model.js').Account} account @param {import('./request-parts.js').Query} query @param {View} view */
function inWindow(webex, account, query, view) {
  const type = query.meetingType ?? 'meetingSeries';
  const filter = webex.option('integrationTagFilter');
  if (query.integrationTag !== undefined) {
    if (filter === 'nothing') return [];
    if (filter === 'needs window' && (query.from === undefined || query.to === undefined)) {
      throw new Refusal(400, "Parameters 'from' and 'to' are required with 'integrationTag'.");
    }
  }
  const tag = filter === 'ignored' ? undefined : query.integrationTag;
  const window = windowOf(webex, query);
  if (query.siteUrl !== undefined && !account.sites.some((one) => one.siteUrl === query.siteUrl)) {
    throw new Refusal(403, 'The user does not have access to the site.');
  }
  const found = [];
  for (const meeting of webex.book.values()) {
    if (standing(meeting, account.email) === 'stranger') continue;
    if (query.siteUrl !== undefined && meeting.siteUrl !== query.siteUrl) continue;
    if (query.scheduledType !== undefined && meeting.scheduledType !== query.scheduledType) continue;
    if (type === 'meetingSeries' && meeting.scheduledType === 'personalRoomMeeting') continue;
    if (tag !== undefined && !meeting.tags.get(view.clientId ?? '')?.includes(tag)) continue;
    if (type === 'scheduledMeeting') found.push(...occurrencesIn(webex, meeting, window, view));
    else if (type === 'meeting') found.push(...instancesIn(webex, meeting, window, view));
    else if (overlaps(meeting, window)) found.push({ at: meeting.start, item: presentSeries(webex, meeting, view, { current: query.current ?? true }) });
  }
  return filtered(found, query);
}
