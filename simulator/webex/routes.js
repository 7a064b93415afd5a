// @ts-check
/**
 * The table of paths and methods with their handlers and required scopes.
 *
 * Has no rules of an endpoint.
 * Invariants: an unknown path is answered with 404, a known path with another method with 405; an endpoint that only the real service has
 * throws.
 * Pages and scopes: developer.webex.com/docs/api/v1/meetings, /docs/meetings#authentication.
 */
import { Refusal } from './answers.js';
import { getMeeting, getGlobalCallIn, patchMeeting, postMeeting, putMeeting, removeMeeting } from './meeting-routes.js';
import { listMeetings } from './meeting-list.js';
import { deleteInvitee, getInvitee, listInvitees, postInvitee, postInvitees, putInvitee } from './invitees.js';
import { getTemplate, listSessionTypes, listTemplates } from './templates.js';
import {
  changeDelegates, getAudio, getMe, getPersonalRoom, getPreferences, getScheduling, getSites, getVideo, putDefaultSite, putScheduling,
} from './preferences.js';

/** @typedef {(webex: import('./index.js').WebexService, call: import('./model.js').Call) => import('./model.js').Reply} Run */
/** @typedef {{pattern: RegExp, methods: Record<string, {scope: string, run: Run}>}} Route */

const read = 'meeting:schedules_read';
const write = 'meeting:schedules_write';
const prefer = 'meeting:preferences_read';
const preferWrite = 'meeting:preferences_write';

/** @type {Route[]} */
const routes = [
  { pattern: /^\/v1\/people\/me$/, methods: { GET: { scope: 'spark:people_read', run: getMe } } },
  { pattern: /^\/v1\/meetings\/templates$/, methods: { GET: { scope: read, run: listTemplates } } },
  { pattern: /^\/v1\/meetings\/templates\/([^/]+)$/, methods: { GET: { scope: read, run: getTemplate } } },
  { pattern: /^\/v1\/meetings\/sessionTypes$/, methods: { GET: { scope: read, run: listSessionTypes } } },
  { pattern: /^\/v1\/meetings\/([^/]+)\/globalCallinNumbers$/, methods: { GET: { scope: read, run: getGlobalCallIn } } },
  { pattern: /^\/v1\/meetings$/, methods: { GET: { scope: read, run: listMeetings }, POST: { scope: write, run: postMeeting } } },
  { pattern: /^\/v1\/meetings\/((?!templates$|sessionTypes$|trackingCodes$|join$|controls$|reassignHost$)[^/]+)$/,
    methods: {
      GET: { scope: read, run: getMeeting }, PATCH: { scope: write, run: patchMeeting },
      PUT: { scope: write, run: putMeeting }, DELETE: { scope: write, run: removeMeeting },
    } },
  { pattern: /^\/v1\/meetingInvitees$/, methods: { GET: { scope: read, run: listInvitees }, POST: { scope: write, run: postInvitee } } },
  { pattern: /^\/v1\/meetingInvitees\/bulkInsert$/, methods: { POST: { scope: write, run: postInvitees } } },
  { pattern: /^\/v1\/meetingInvitees\/([^/]+)$/,
    methods: { GET: { scope: read, run: getInvitee }, PUT: { scope: write, run: putInvitee }, DELETE: { scope: write, run: deleteInvitee } } },
  { pattern: /^\/v1\/meetingPreferences$/, methods: { GET: { scope: prefer, run: getPreferences } } },
  { pattern: /^\/v1\/meetingPreferences\/personalMeetingRoom$/, methods: { GET: { scope: prefer, run: getPersonalRoom } } },
  { pattern: /^\/v1\/meetingPreferences\/audio$/, methods: { GET: { scope: prefer, run: getAudio } } },
  { pattern: /^\/v1\/meetingPreferences\/video$/, methods: { GET: { scope: prefer, run: getVideo } } },
  { pattern: /^\/v1\/meetingPreferences\/schedulingOptions$/, methods: { GET: { scope: prefer, run: getScheduling }, PUT: { scope: preferWrite, run: putScheduling } } },
  { pattern: /^\/v1\/meetingPreferences\/schedulingOptions\/delegateEmails\/(insert|delete)$/, methods: { POST: { scope: preferWrite, run: changeDelegates } } },
  { pattern: /^\/v1\/meetingPreferences\/sites$/, methods: { GET: { scope: prefer, run: getSites }, PUT: { scope: preferWrite, run: putDefaultSite } } },
];

/** Endpoints of the real service that aren't simulated. */
const absent = [
  'PUT /v1/meetingPreferences/personalMeetingRoom', 'PUT /v1/meetingPreferences/audio', 'PUT /v1/meetingPreferences/video',
  'GET /v1/meetings/sessionTypes/', 'GET /v1/meetings/trackingCodes', 'POST /v1/meetings/join', 'GET /v1/meetings/controls', 'PUT /v1/meetings/controls',
  'POST /v1/meetings/reassignHost', 'GET /v1/webhooks', 'POST /v1/webhooks', 'PUT /v1/webhooks', 'DELETE /v1/webhooks',
  'GET /v1/recordings', 'GET /v1/meetingTranscripts', 'GET /v1/meetingParticipants', 'GET /v1/authorizations', 'POST /v1/applications/',
  'GET /v1/people', 'GET /v1/rooms', 'GET /v1/organizations', 'GET /v1/admin',
];

/**
 * @param {string} method
 * @param {string} path
 * @returns {{scope: string, run: Run, captures: string[]}}
 */
export function routeOf(method, path) {
  for (const { pattern, methods } of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    const found = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (found) return { ...found, captures: match.slice(1).map(decodeURIComponent) };
    if (absent.includes(`${method} ${path}`)) break;
    throw new Refusal(405, `Request method '${method}' not supported`);
  }
  const name = `${method} ${path}`;
  const known = absent.some((one) => name === one || name.startsWith(`${one.replace(/\/$/, '')}/`));
  if (known || /^\/v1\/meetings\/[^/]+\/(end|registrants|registration|surveyResults)/.test(path)) throw new Error(`not simulated: Webex ${name}`);
  throw new Refusal(404, 'The requested resource could not be found.');
}
