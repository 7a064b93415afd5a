// @ts-check
/**
 * The members of request bodies: which exist, their types and limits.
 *
 * Times are checked in `schedule.js`, permissions in `access.js`.
 * Invariants: a member outside the table is refused, or dropped if a switch says so; `null` is refused unless the page allows it; the
 * same rules apply to nested objects.
 * Tables and limits: developer.webex.com/docs/api/v1/meetings/create-a-meeting and /patch-a-meeting.
 */
import { Refusal } from './answers.js';

/** @typedef {{list: Kind, most: number, unit: string}} ListKind */
/** @typedef {{members: Record<string, Kind>, required?: string[]}} ObjectKind */
/** @typedef {'string' | 'boolean' | 'number' | 'any' | readonly string[] | ListKind | ObjectKind} Kind */

/** @typedef {{email: string, displayName?: string, coHost?: boolean, panelist?: boolean, sendEmail?: boolean}} InviteeBody */
/**
 * A meeting in a request's body, checked by its table; `null` removes a member. Members without a rule of their own aren't listed here.
 * @typedef {object} MeetingBodyMembers
 * @property {string} [title]
 * @property {string | null} [agenda]
 * @property {string} [password]
 * @property {string} [start]
 * @property {string} [end]
 * @property {string} [timezone]
 * @property {string | null} [recurrence]
 * @property {boolean} [enabledJoinBeforeHost]
 * @property {number} [joinBeforeHostMinutes]
 * @property {number} [sessionTypeId]
 * @property {number} [visualWatermarkOpacity]
 * @property {string[] | null} [integrationTags]
 * @property {{name: string, value: string}[] | null} [trackingCodes]
 * @property {InviteeBody[]} [invitees]
 * @property {string} [scheduledType]
 * @property {boolean} [sendEmail]
 * @property {string} [hostEmail]
 * @property {string} [siteUrl]
 * @property {string} [templateId]
 * @property {string} [roomId]
 * @property {boolean} [adhoc]
 */
/** @typedef {MeetingBodyMembers & {[member: string]: unknown}} MeetingBody */
/** A body that adds or changes invitees. @typedef {InviteeBody & {meetingId: string, hostEmail?: string}} OneInviteeBody */
/** @typedef {{meetingId: string, hostEmail?: string, items: InviteeBody[]}} InviteesBody */

/** @param {...string} names @returns {Record<string, Kind>} */
const flags = (...names) => Object.fromEntries(names.map((name) => [name, /** @type {Kind} */ ('boolean')]));

/** @type {Record<string, Kind>} */
const patchMembers = {
  title: 'string', agenda: 'string', password: 'string', start: 'string', end: 'string', timezone: 'string', recurrence: 'string',
  ...flags('enabledAutoRecordMeeting', 'allowAnyUserToBeCoHost', 'enabledJoinBeforeHost', 'enableConnectAudioBeforeHost', 'excludePassword',
    'publicMeeting', 'enabledWebcastView', 'enableAutomaticLock', 'allowFirstUserToBeCoHost', 'allowAuthenticatedDevices', 'sendEmail',
    'enabledBreakoutSessions', 'enabledAudioWatermark', 'enabledVisualWatermark', 'requireAttendeeLogin', 'restrictToInvitees', 'enabledLiveStream'),
  joinBeforeHostMinutes: 'number', reminderTime: 'number', sessionTypeId: 'number', automaticLockMinutes: 'number', visualWatermarkOpacity: 'number',
  unlockedMeetingJoinSecurity: ['allowJoin', 'allowJoinWithLobby', 'blockFromJoin'],
  panelistPassword: 'string', hostEmail: 'string',
  meetingOptions: { members: {
    ...flags('enabledChat', 'enabledVideo', 'enabledPolling', 'enabledNote', 'enabledFileTransfer', 'enabledUCFRichMedia'),
    noteType: ['allowAll', 'allowOne'] } },
  attendeePrivileges: { members: flags('enabledShareContent', 'enabledSaveDocument', 'enabledPrintDocument', 'enabledAnnotate',
    'enabledViewParticipantList', 'enabledViewThumbnails', 'enabledRemoteControl', 'enabledViewAnyDocument', 'enabledViewAnyPage',
    'enabledContactOperatorPrivately', 'enabledChatHost', 'enabledChatPresenter', 'enabledChatOtherParticipants') },
  audioConnectionOptions: { members: {
    audioConnectionType: ['webexAudio', 'VoIP', 'other', 'none'],
    ...flags('enabledTollFreeCallIn', 'enabledGlobalCallIn', 'enabledAudienceCallBack', 'allowHostToUnmuteParticipants',
      'allowAttendeeToUnmuteSelf', 'muteAttendeeUponEntry'),
    entryAndExitTone: ['beep', 'announceName', 'noTone'] } },
  integrationTags: { list: 'string', most: 3, unit: 'tags' },
  trackingCodes: { list: { members: { name: 'string', value: 'string' }, required: ['name', 'value'] }, most: Infinity, unit: 'tracking codes' },
  liveStream: 'any',
};

/** @type {Record<string, Kind>} */
const invitee = { email: 'string', displayName: 'string', coHost: 'boolean', panelist: 'boolean' };

/** @type {ObjectKind} */
export const patchBody = { members: patchMembers };
/** @type {ObjectKind} */
export const createBody = {
  members: {
    ...patchMembers,
    adhoc: 'boolean', roomId: 'string', templateId: 'string', siteUrl: 'string',
    scheduledType: ['meeting', 'webinar', 'personalRoomMeeting'],
    invitees: { list: { members: invitee, required: ['email'] }, most: 1000, unit: 'invitees' },
    registration: 'any', simultaneousInterpretation: 'any', breakoutSessions: 'any',
  },
};
/** @type {ObjectKind} */
export const inviteeBody = { members: { ...invitee, meetingId: 'string', sendEmail: 'boolean', hostEmail: 'string' }, required: ['meetingId', 'email'] };
/** @type {ObjectKind} */
export const inviteeUpdateBody = { members: { ...invitee, sendEmail: 'boolean', hostEmail: 'string' }, required: ['email'] };
/** @type {ObjectKind} */
export const inviteesBody = {
  members: {
    meetingId: 'string', hostEmail: 'string',
    items: { list: { members: { ...invitee, sendEmail: 'boolean' }, required: ['email'] }, most: 100, unit: 'invitees' },
  },
  required: ['meetingId', 'items'],
};

/** Members of answers that a PUT may send back, but a PATCH may not. */
export const readOnlyMembers = new Set(['id', 'meetingSeriesId', 'scheduledMeetingId', 'meetingNumber', 'phoneAndVideoSystemPassword', 'meetingType',
  'state', 'isModified', 'hostUserId', 'hostDisplayName', 'hostKey', 'siteUrl', 'webLink', 'sipAddress', 'dialInIpAddress', 'telephony',
  'scheduledType', 'hostDidJoin', 'attendeeDidJoin', 'hasChat', 'hasRecording', 'hasTranscription', 'hasRegistration', 'hasRegistrants',
  'hasSummary', 'hasClosedCaption', 'hasPolls', 'hasQA', 'hasSlido', 'hasPostEventSurvey', 'links', 'registerLink', 'roomId']);

/** Members of a meeting that are stored as they were sent. */
export const plainFields = Object.freeze(Object.keys(patchMembers).filter((name) => !['title', 'agenda', 'password', 'start', 'end', 'timezone',
  'recurrence', 'sendEmail', 'hostEmail', 'integrationTags', 'liveStream'].includes(name)));

/**
 * Checks a body against its table and returns the members to use.
 * @param {unknown} value
 * @param {Kind} kind
 * @param {string} where
 * @param {{unknown: 'rejected' | 'ignored', tolerated?: Set<string>, nullable?: string[]}} rules
 * @returns {any} of the shape that the kind describes
 */
export function readKind(value, kind, where, rules) {
  if (kind === 'any') return value;
  if (typeof kind === 'string') {
    const fits = typeof value === kind && (kind !== 'number' || Number.isFinite(value));
    if (!fits) throw new Refusal(400, `Parameter '${where}' must be a ${kind}.`);
    return value;
  }
  if (isChoice(kind)) {
    if (typeof value !== 'string' || !kind.includes(value)) throw new Refusal(400, `Parameter '${where}' must be one of ${kind.join(', ')}.`);
    return value;
  }
  if ('list' in kind) {
    if (!Array.isArray(value)) throw new Refusal(400, `Parameter '${where}' must be an array.`);
    if (value.length > kind.most) throw new Refusal(400, `Parameter '${where}' must have at most ${kind.most} ${kind.unit}.`);
    return value.map((item, i) => readKind(item, kind.list, `${where}[${i}]`, { unknown: rules.unknown }));
  }
  return readObject(value, kind, where, rules);
}

/** @param {Kind} kind @returns {kind is readonly string[]} */
function isChoice(kind) {
  return Array.isArray(kind);
}

/**
 * @param {unknown} value
 * @param {ObjectKind} kind
 * @param {string} where
 * @param {{unknown: 'rejected' | 'ignored', tolerated?: Set<string>, nullable?: string[]}} rules
 */
function readObject(value, kind, where, rules) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, `Parameter '${where}' must be an object.`);
  /** @type {Record<string, unknown>} */
  const read = {};
  for (const [name, member] of Object.entries(value)) {
    const inner = where === 'body' ? name : `${where}.${name}`;
    if (!Object.hasOwn(kind.members, name)) {
      if (rules.tolerated?.has(name) || rules.unknown === 'ignored') continue;
      throw new Refusal(400, `Parameter '${inner}' is not supported.`);
    }
    if (member === null) {
      if (!rules.nullable?.includes(name)) throw new Refusal(400, `Parameter '${inner}' must not be null.`);
      read[name] = null;
      continue;
    }
    read[name] = readKind(member, kind.members[name], inner, { unknown: rules.unknown });
  }
  for (const name of kind.required ?? []) {
    if (!Object.hasOwn(read, name)) throw new Refusal(400, `Parameter '${name}' is required.`);
  }
  return read;
}

/** @param {string} name @param {string | null | undefined} text @param {number} most */
function atMost(name, text, most) {
  if (text != null && text.length > most) throw new Refusal(400, `Parameter '${name}' must be at most ${most} characters long.`);
}

/** Whether a text has the form of an address. @param {string} email */
export function isAddress(email) {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(email);
}

/** @param {{email: string, displayName?: string}} one */
export function checkInvitee(one) {
  if (!isAddress(one.email)) throw new Refusal(400, `Parameter 'email' is not a valid email address.`);
  atMost('displayName', one.displayName, 128);
}

/**
 * Checks the limits that are the same for POST, PUT and PATCH.
 * @param {MeetingBody} body
 * @param {number} passwordLength the length that the site requires
 * @param {boolean} joinsBeforeHost
 */
export function checkLimits(body, passwordLength, joinsBeforeHost) {
  if (body.title !== undefined && body.title.trim() === '') throw new Refusal(400, "Parameter 'title' must not be empty.");
  atMost('title', body.title, 128);
  atMost('agenda', body.agenda, 1300);
  for (const tag of body.integrationTags ?? []) atMost('integrationTags', tag, 64);
  for (const code of body.trackingCodes ?? []) {
    atMost('trackingCodes.name', code.name, 120);
    atMost('trackingCodes.value', code.value, 120);
  }
  if (body.password !== undefined && !fitsSite(body.password, passwordLength)) {
    throw new Refusal(400, "Parameter 'password' does not meet the password criteria of the site.");
  }
  if (body.joinBeforeHostMinutes !== undefined) {
    if (![0, 5, 10, 15].includes(body.joinBeforeHostMinutes)) throw new Refusal(400, "Parameter 'joinBeforeHostMinutes' must be one of 0, 5, 10, 15.");
    if (body.joinBeforeHostMinutes > 0 && !joinsBeforeHost) throw new Refusal(400, "Parameter 'joinBeforeHostMinutes' is only applicable if 'enabledJoinBeforeHost' is true.");
  }
  const opacity = body.visualWatermarkOpacity;
  if (opacity !== undefined && (opacity < 5 || opacity > 80)) throw new Refusal(400, "Parameter 'visualWatermarkOpacity' must be between 5 and 80.");
  for (const name of ['liveStream', 'enabledLiveStream', 'enabledWebcastView', 'panelistPassword', 'requireAttendeeLogin', 'restrictToInvitees']) {
    if (body[name] !== undefined && body[name] !== false) throw new Error(`not simulated: Webex '${name}'`);
  }
}

/** @param {string} password @param {number} length */
function fitsSite(password, length) {
  return password.length >= length && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password) && !/\s/.test(password);
}
