// @ts-check
/**
 * Turns meetings, occurrences and instances into the JSON of answers.
 *
 * Changes nothing.
 * Invariants: times are printed in the answer's zone, which may differ from the meeting's; an occurrence has no rule and a series no
 * `isModified`; only the client that wrote tags sees them; an ended instance has no members for joining.
 * Available members per state: developer.webex.com/docs/meetings#available-meeting-attributes-for-different-meeting-states.
 */
import { printMoment } from './time.js';
import { printRule } from './recurrence.js';
import { currentOccurrence, allOccurrences, endless, instanceState, occurrenceState, seriesState } from './series.js';
import { standing } from './access.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Meeting} Meeting */
/** @typedef {import('./model.js').Occurrence} Occurrence */
/** @typedef {{zone: string, clientId: string | null, email: string}} View the answer's zone, the caller, and the caller's integration */

/** A meeting's default values. */
export const fallbackFields = Object.freeze({
  enabledAutoRecordMeeting: false, allowAnyUserToBeCoHost: false, allowFirstUserToBeCoHost: false, allowAuthenticatedDevices: true,
  enabledJoinBeforeHost: false, enableConnectAudioBeforeHost: false, joinBeforeHostMinutes: 0, excludePassword: false, publicMeeting: false,
  reminderTime: 15, unlockedMeetingJoinSecurity: 'allowJoinWithLobby', sessionTypeId: 3, enableAutomaticLock: false,
  enabledBreakoutSessions: false, enabledAudioWatermark: false, enabledVisualWatermark: false,
});

/** @param {WebexService} webex @param {Meeting} meeting @param {string} number @param {string} mtid */
function door(webex, meeting, number, mtid) {
  const site = webex.sites.get(meeting.siteUrl);
  const account = webex.accounts.get(meeting.hostEmail);
  const room = meeting.scheduledType === 'personalRoomMeeting' ? account?.personalRoom : null;
  const code = room ? room.number : number;
  return {
    meetingNumber: code,
    webLink: room ? room.link : `https://${meeting.siteUrl}/${meeting.siteUrl.split('.')[0]}/j.php?MTID=m${mtid}`,
    sipAddress: `${code}@${meeting.siteUrl}`,
    dialInIpAddress: `198.51.100.7`,
    telephony: {
      accessCode: code,
      callInNumbers: site?.callInNumbers ?? [],
      links: [{ rel: 'globalCallinNumbers', href: `/v1/meetings/${meeting.id}/globalCallinNumbers`, method: 'GET' }],
    },
  };
}

/**
 * @param {WebexService} webex @param {Meeting} meeting @param {View} view
 * @param {import('./model.js').Exception | null} modified
 */
function common(webex, meeting, view, modified) {
  const facets = modified?.facets ?? {};
  const agenda = facets.agenda === undefined ? meeting.agenda : facets.agenda;
  const host = webex.accounts.get(meeting.hostEmail);
  const tags = view.clientId === null ? undefined : meeting.tags.get(view.clientId);
  const hidden = standing(meeting, view.email) !== 'host' && webex.option('inviteeView') === 'partial';
  return {
    ...door(webex, meeting, modified?.number ?? meeting.number, modified?.mtid ?? meeting.mtid),
    title: facets.title ?? meeting.title,
    ...(agenda === null ? {} : { agenda }),
    password: facets.password ?? meeting.password,
    phoneAndVideoSystemPassword: meeting.phonePassword,
    timezone: view.zone,
    hostUserId: host?.id ?? '',
    hostDisplayName: host?.name ?? '',
    hostEmail: meeting.hostEmail,
    ...(hidden ? {} : { hostKey: meeting.hostKey }),
    siteUrl: meeting.siteUrl,
    scheduledType: meeting.scheduledType,
    ...(tags && tags.length > 0 ? { integrationTags: [...tags] } : {}),
    ...fallbackFields,
    ...meeting.fields,
    ...facets.fields,
  };
}

/** @param {number} start @param {number} end @param {View} view */
function span(start, end, view) {
  return { start: printMoment(start, view.zone), end: printMoment(end, view.zone) };
}

/**
 * The whole series. With `current`, it has the times of the next or running occurrence.
 * @param {WebexService} webex @param {Meeting} meeting @param {View} view @param {{current: boolean}} form
 */
export function presentSeries(webex, meeting, view, { current }) {
  const now = webex.now();
  let { start, end } = meeting;
  if (current && meeting.rule) {
    const remaining = endless(meeting) ? [] : allOccurrences(meeting);
    const shown = currentOccurrence(meeting, now) ?? remaining[remaining.length - 1];
    if (shown) ({ start, end } = shown);
  }
  return {
    id: meeting.id,
    ...common(webex, meeting, view, null),
    meetingType: 'meetingSeries',
    state: seriesState(meeting, now),
    ...span(start, end, view),
    ...(meeting.rule ? { recurrence: printRule(meeting.rule) } : {}),
  };
}

/** @param {WebexService} webex @param {Meeting} meeting @param {Occurrence} occurrence @param {View} view */
export function presentOccurrence(webex, meeting, occurrence, view) {
  return {
    id: occurrence.id,
    meetingSeriesId: meeting.id,
    ...common(webex, meeting, view, occurrence.modified),
    meetingType: 'scheduledMeeting',
    state: occurrenceState(meeting, occurrence, webex.now()),
    isModified: occurrence.modified !== null,
    ...span(occurrence.start, occurrence.end, view),
  };
}

const GONE_AT_END = ['meetingNumber', 'password', 'phoneAndVideoSystemPassword', 'hostKey', 'sipAddress', 'dialInIpAddress', 'telephony', ...Object.keys(fallbackFields)];

/** @param {WebexService} webex @param {Meeting} meeting @param {import('./model.js').Instance} instance @param {View} view */
export function presentInstance(webex, meeting, instance, view) {
  const now = webex.now();
  const scheduled = meeting.exceptions.get(instance.original) ?? null;
  /** @type {Record<string, unknown>} */
  const body = {
    id: instance.id,
    meetingSeriesId: meeting.id,
    scheduledMeetingId: scheduled?.id ?? webex.occurrenceId(meeting, instance.original),
    ...common(webex, meeting, view, scheduled),
    meetingType: 'meeting',
    state: instanceState(instance, now),
    ...span(instance.startedAt, instance.endedAt ?? now, view),
  };
  if (body.state === 'ended') for (const name of GONE_AT_END) delete body[name];
  return body;
}
