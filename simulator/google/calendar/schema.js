// @ts-check
/**
 * The shape of Calendar resources: the members of an Event and of a list's answer, and their kinds.
 *
 * Masks and request bodies are checked against it, so that a misspelt member fails here as it fails at Google.
 * Rules between members are in writes.js and masks.js.
 *
 * Invariant: mirrors the published discovery document of calendar v3
 * (developers.google.com/workspace/calendar/api/v3/reference/events), without additional members.
 */

/**
 * A kind: a primitive's name, 'map' (string to string), an object of members, or a one-element array for a list.
 * @typedef {string | { [member: string]: unknown } | unknown[]} Kind
 */

const person = { id: 'string', email: 'string', displayName: 'string', self: 'boolean' };
const time = { date: 'string', dateTime: 'string', timeZone: 'string' };
const reminder = { method: 'string', minutes: 'integer' };

const entryPoint = {
  entryPointType: 'string',
  uri: 'string',
  label: 'string',
  pin: 'string',
  accessCode: 'string',
  meetingCode: 'string',
  passcode: 'string',
  password: 'string',
  regionCode: 'string',
  entryPointFeatures: ['string'],
};

export const CONFERENCE = {
  createRequest: {
    requestId: 'string',
    conferenceSolutionKey: { type: 'string' },
    status: { statusCode: 'string' },
  },
  entryPoints: [entryPoint],
  conferenceSolution: { key: { type: 'string' }, name: 'string', iconUri: 'string' },
  conferenceId: 'string',
  signature: 'string',
  notes: 'string',
  parameters: { addOnParameters: { parameters: 'map' } },
};

const attendee = {
  ...person,
  organizer: 'boolean',
  resource: 'boolean',
  optional: 'boolean',
  responseStatus: 'string',
  comment: 'string',
  additionalGuests: 'integer',
  asyncOperation: 'string',
};

/** @type {{ [member: string]: Kind }} */
export const EVENT = {
  kind: 'string',
  etag: 'string',
  id: 'string',
  status: 'string',
  htmlLink: 'string',
  created: 'string',
  updated: 'string',
  summary: 'string',
  description: 'string',
  location: 'string',
  colorId: 'string',
  eventLabelId: 'string',
  creator: person,
  organizer: person,
  start: time,
  end: time,
  endTimeUnspecified: 'boolean',
  recurrence: ['string'],
  recurringEventId: 'string',
  originalStartTime: time,
  transparency: 'string',
  visibility: 'string',
  iCalUID: 'string',
  sequence: 'integer',
  attendees: [attendee],
  attendeesOmitted: 'boolean',
  extendedProperties: { private: 'map', shared: 'map' },
  hangoutLink: 'string',
  conferenceData: CONFERENCE,
  gadget: 'any',
  anyoneCanAddSelf: 'boolean',
  guestsCanInviteOthers: 'boolean',
  guestsCanModify: 'boolean',
  guestsCanSeeOtherGuests: 'boolean',
  privateCopy: 'boolean',
  locked: 'boolean',
  reminders: { useDefault: 'boolean', overrides: [reminder] },
  source: { url: 'string', title: 'string' },
  workingLocationProperties: 'any',
  outOfOfficeProperties: 'any',
  focusTimeProperties: 'any',
  birthdayProperties: 'any',
  attachments: ['any'],
  eventType: 'string',
};

/** @type {{ [member: string]: Kind }} */
export const EVENTS = {
  kind: 'string',
  etag: 'string',
  summary: 'string',
  description: 'string',
  updated: 'string',
  timeZone: 'string',
  accessRole: 'string',
  defaultReminders: [reminder],
  nextPageToken: 'string',
  nextSyncToken: 'string',
  items: [EVENT],
};

/** @type {{ [member: string]: Kind }} */
export const SETTING = { kind: 'string', etag: 'string', id: 'string', value: 'string' };

/** @type {{ [member: string]: Kind }} */
export const SETTINGS = { kind: 'string', etag: 'string', nextPageToken: 'string', nextSyncToken: 'string', items: [SETTING] };

/** Members that a client may send back but that only the server sets; they are ignored in a body. */
export const READ_ONLY = [
  'kind', 'etag', 'htmlLink', 'created', 'updated', 'creator', 'organizer', 'hangoutLink', 'locked', 'recurringEventId',
  'originalStartTime', 'endTimeUnspecified', 'sequence', 'gadget',
];

/** The values of `eventType`. */
export const EVENT_TYPES = ['birthday', 'default', 'focusTime', 'fromGmail', 'outOfOffice', 'workingLocation'];
