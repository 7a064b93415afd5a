// @ts-check
/**
 * Watches a world of several people for what one person's add-on does to another person's meetings.
 *
 * It reads requests to Webex and writes to calendars while they happen, and changes neither.
 * Invariants: the person is the one whose token the request has, or whose execution writes; a request counts whatever its answer is; a
 * meeting that Webex never had has no host.
 */

import { named } from './names.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('../../simulator/webex/model.js').Request} Request */

/** The word that is in every title, guest's address and text that the intruder writes. */
export const PLANTED = 'planted';

/** @param {Stage} stage */
export function watch(stage) {
  const { world: { webex } } = stage;
  webex.observers.push((meeting) => stage.hostOf.set(meeting.id, meeting.hostEmail));
  watchRequests(stage);
  watchWrites(stage);
}

/** @param {Stage} stage */
function watchRequests(stage) {
  const { world: { webex } } = stage;
  const handle = webex.handle.bind(webex);
  webex.handle = (request) => {
    const meeting = targetOf(stage, request);
    const at = webex.requests.length;
    try {
      return handle(request);
    } finally {
      const { method, path, email } = webex.requests[at];
      const own = meeting === null ? undefined : stage.hostOf.get(meeting);
      if (email !== null && method !== 'GET') {
        if (own !== undefined && own !== email) stage.trespass(`${email} sends ${method} ${kindOf(path)} about ${meeting}, a meeting of ${own}`);
        if (email !== stage.intruder?.webex && request.body?.includes(PLANTED)) stage.trespass(`${email} sends what an intruder wrote: ${method} ${kindOf(path)}`);
      }
    }
  };
}

/** @param {string} path */
const kindOf = (path) => path.split('/').slice(0, 3).join('/');

/** The meeting that a request is about. @param {Stage} stage @param {Request} request @returns {string | null} */
function targetOf({ world: { webex } }, { url, body }) {
  const [, , kind, id] = new URL(url).pathname.split('/');
  if (kind === 'meetings' && id) return id.split('_')[0];
  if (kind !== 'meetingInvitees') return null;
  const given = body ? /"meetingId":"([^"_]+)/.exec(body)?.[1] : undefined;
  if (given) return given;
  const holds = (/** @type {{invitees: Map<string, {id: string}[]>}} */ { invitees }) => [...invitees.values()].some((list) => list.some((one) => one.id === id));
  return [...webex.book.values()].find(holds)?.id ?? null;
}

/** Notices when an execution takes another person's meeting off the event that it was made for. @param {Stage} stage */
function watchWrites(stage) {
  const { world } = stage;
  const put = world.calendars.put.bind(world.calendars);
  world.calendars.put = (entry, how) => {
    const before = world.calendars.calendar(entry.calendarId).entries.get(entry.id);
    const user = world.running.at(-1)?.user.email;
    const shown = before && named(before.shared.conferenceData);
    if (user !== undefined && shown?.event === entry.id && named(entry.shared.conferenceData)?.meeting !== shown.meeting) {
      const own = stage.hostOf.get(shown.meeting);
      if (own !== undefined && own !== stage.memberOf(user)?.webex && !stage.isPlanted(entry.calendarId, entry.id)) stage.trespass(`${user} takes ${shown.meeting}, a meeting of ${own}, off its event`);
    }
    return put(entry, how);
  };
}
