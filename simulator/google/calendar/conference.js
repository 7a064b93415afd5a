// @ts-check
/**
 * Conference data on events: what may be written, what is stored, and the conversion of an add-on's answer.
 *
 * Does not run an add-on's onCreateFunction; the host does, and passes the built data to `conferenceDataFromAddOn`.
 *
 * Invariants: at most one video, one SIP and one "more" entry point, and "more" never alone; stored data never exceeds the lengths of the
 * reference. Whether a script may write a third party's conference through the API is open (switch
 * `conferenceDataPatch`); data that the event already has is always accepted, so that an event can be written back as it was read.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events (conferenceData),
 * developers.google.com/apps-script/reference/conference-data.
 */
import { isDeepStrictEqual } from 'node:util';
import { invalid, invalidConferenceData, invalidConferenceType } from './errors.js';

const SCHEMES = /** @type {Record<string, RegExp>} */ ({ video: /^https?:/i, more: /^https?:/i, phone: /^tel:/i, sip: /^sip:/i });
const CODES = /** @type {const} */ (['accessCode', 'meetingCode', 'passcode', 'password', 'pin']);

/** Conference data as ConferenceDataService builds it; an entry point's type is `VIDEO`, `PHONE`, `SIP` or `MORE`. @typedef {{ conferenceId?: string, entryPoints?: (import('./resource.js').EntryPoint & { features?: string[] })[], parameters?: { key: string, value: string }[], notes?: string }} BuiltConference */

/**
 * Checks conference data of a request and returns what is stored.
 * @param {import('./resource.js').ConferenceData | undefined} given the merged conferenceData
 * @param {object} context
 * @param {import('./resource.js').ConferenceData | undefined} context.present the event's present data
 * @param {'allowed' | 'refused'} context.thirdParty
 * @param {() => string} context.newId
 */
export function readConference(given, { present, thirdParty, newId }) {
  if (given === undefined || isDeepStrictEqual(given, present)) return given;
  if (given.createRequest && !isDeepStrictEqual(given.createRequest, present?.createRequest)) {
    return createConference(given.createRequest, newId);
  }
  const type = given.conferenceSolution?.key?.type;
  if (type === undefined || !given.entryPoints || given.entryPoints.length === 0) throw invalidConferenceData();
  if (type !== 'addOn') {
    // Only Google makes Meet data; the data of another event can't be attached here.
    throw type === 'hangoutsMeet' ? invalidConferenceData() : invalidConferenceType();
  }
  if (thirdParty === 'refused') throw invalidConferenceData();
  checkConference(given);
  return structuredClone(given);
}

/** @param {import('./resource.js').CreateConferenceRequest} request @param {() => string} newId */
function createConference(request, newId) {
  if (request.conferenceSolutionKey?.type !== 'hangoutsMeet') throw invalidConferenceType();
  if (typeof request.requestId !== 'string' || request.requestId === '') throw invalid('Missing conference create request id.');
  return { ...meetConference(newId), createRequest: { ...request, status: { statusCode: 'success' } } };
}

/**
 * A Google Meet conference with a link of its own.
 * @param {() => string} newId
 */
export function meetConference(newId) {
  const letters = newId().replace(/\d/g, (digit) => 'klmnopqrst'[Number(digit)]);
  const conferenceId = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7, 10)}`;
  return {
    conferenceId,
    conferenceSolution: {
      key: { type: 'hangoutsMeet' },
      name: 'Google Meet',
      iconUri: 'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
    },
    entryPoints: [{ entryPointType: 'video', uri: `https://meet.google.com/${conferenceId}`, label: `meet.google.com/${conferenceId}` }],
  };
}

/** Throws if the data exceeds the limits of the reference. @param {import('./resource.js').ConferenceData} data */
export function checkConference(data) {
  const points = data.entryPoints ?? [];
  const count = (/** @type {string} */ type) => points.filter((point) => point.entryPointType === type).length;
  const parameters = Object.entries(data.parameters?.addOnParameters?.parameters ?? {});
  const fits =
    points.length <= 300 &&
    count('video') <= 1 &&
    count('sip') <= 1 &&
    count('more') <= 1 &&
    count('more') < points.length &&
    points.every(isEntryPoint) &&
    within(data.conferenceId, 512) &&
    within(data.notes, 2048) &&
    parameters.length <= 300 &&
    parameters.every(([key, value]) => key !== '' && within(key, 50) && within(value, 1024));
  if (!fits) throw invalidConferenceData();
}

/** @param {import('./resource.js').EntryPoint} point */
function isEntryPoint(point) {
  const scheme = SCHEMES[point.entryPointType];
  const features = point.entryPointFeatures ?? [];
  return (
    scheme !== undefined &&
    typeof point.uri === 'string' &&
    scheme.test(point.uri) &&
    within(point.uri, 1300) &&
    within(point.label, 512) &&
    CODES.every((code) => within(point[code], 128)) &&
    !(features.includes('toll') && features.includes('toll_free'))
  );
}

/** @param {unknown} text @param {number} limit */
function within(text, limit) {
  return text === undefined || (typeof text === 'string' && text.length <= limit);
}

/**
 * Converts conference data built by an add-on (ConferenceDataService) into the form of events.
 * @param {BuiltConference} data
 * @param {{ name: string, iconUri?: string }} solution of the manifest
 */
export function conferenceDataFromAddOn(data, solution) {
  const points = (data.entryPoints ?? []).map(({ entryPointType, features, ...rest }) => ({
    entryPointType: entryPointType.toLowerCase(),
    ...rest,
    ...(features ? { entryPointFeatures: features.map((feature) => feature.toLowerCase()) } : {}),
  }));
  /** @type {Record<string, string>} */
  const parameters = {};
  for (const { key, value } of data.parameters ?? []) parameters[key] = value;
  const { name, iconUri } = solution;
  return {
    ...(data.conferenceId === undefined ? {} : { conferenceId: data.conferenceId }),
    conferenceSolution: { key: { type: 'addOn' }, name, ...(iconUri ? { iconUri } : {}) },
    entryPoints: points,
    ...(data.notes === undefined ? {} : { notes: data.notes }),
    ...(Object.keys(parameters).length > 0 ? { parameters: { addOnParameters: { parameters } } } : {}),
  };
}
