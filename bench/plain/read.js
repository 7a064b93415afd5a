// @ts-check
/** What the plain event card reads: records, links, the event, times; see addon.js. */

const eventFields_ =
  'id,status,etag,iCalUID,recurringEventId,recurrence,summary,start,end,eventType,visibility,location,organizer(email,self),' +
  'creator(email,self),attendees(email,self,resource),attendeesOmitted,conferenceData(conferenceId,conferenceSolution(key(type),name),' +
  'entryPoints(entryPointType,uri),parameters),extendedProperties(private)';

/** The user's records, with one call. A record that can't be read counts as absent. */
function loadState_() {
  const stored = PropertiesService.getUserProperties().getProperties();
  const record = (/** @type {string} */ key) => {
    try {
      return JSON.parse(stored[key]);
    } catch (error) {
      return null;
    }
  };
  return { stored, account: record('account'), tokens: record('tokens'), settings: record('settings') || {} };
}

/** @param {any} state @param {string} event */
function findLink_(state, event) {
  for (const prefix of ['intent.', 'links.']) {
    for (const key of Object.keys(state.stored)) {
      if (!key.startsWith(prefix)) continue;
      const line = state.stored[key].split('\n').find((/** @type {string} */ one) => one.startsWith(event + '|'));
      if (line) return readLink_(line);
    }
  }
  return null;
}

/** @param {string} line */
function readLink_(line) {
  const fields = line.split('|');
  if (fields.length !== 7) return null;
  return { event: fields[0], state: fields[3], at: parseInt(fields[4], 36) * 60 };
}

/** @param {any} json */
function readEvent_(json) {
  const start = readTime_(json.start);
  const organizer = json.organizer || {};
  const entry = ((json.conferenceData && json.conferenceData.entryPoints) || []).find(
    (/** @type {any} */ one) => one.entryPointType === 'video',
  );
  return {
    id: json.id,
    title: (json.summary && json.summary.trim().replace(/\s+/g, ' ')) || null,
    start,
    end: readTime_(json.end) || start,
    isOrganized: Boolean(organizer.self),
    repeats: Boolean(json.recurringEventId || (json.recurrence && json.recurrence.length)),
    isOrdinary: !json.eventType || json.eventType === 'default',
    conference: readConference_(json),
    video: entry ? entry.uri : null,
    locationLink: json.location ? webexLink_(json.location) : null,
  };
}

/** @param {any} json */
function readTime_(json) {
  if (!json) return null;
  if (json.dateTime) return { at: Math.floor(Date.parse(json.dateTime) / 1000), zone: json.timeZone };
  return json.date ? { date: Date.parse(json.date) / 1000 } : null;
}

/** @param {any} json */
function readConference_(json) {
  const data = json.conferenceData;
  const named = (data && data.parameters && data.parameters.addOnParameters && data.parameters.addOnParameters.parameters) || {};
  if (named.room) return { kind: 'room' };
  if (named.meeting && named.event) return { kind: 'ours', event: named.event };
  if (data && (data.conferenceId || (data.entryPoints && data.entryPoints.length) || data.conferenceSolution)) return { kind: 'foreign' };
  const kept = (json.extendedProperties && json.extendedProperties.private) || {};
  if (kept['meetwright-meeting'] && kept['meetwright-event']) return { kind: 'ours', event: kept['meetwright-event'] };
  return { kind: 'none' };
}

/** @param {string} text */
function webexLink_(text) {
  return /^https:\/\/[\w.-]+\.webex\.com([/?#][^\s"'<>\\`]*)?$/.test(text) ? text : null;
}

/** Seconds east of UTC. @param {string} zone @param {number} at */
function zoneOffset_(zone, at) {
  const text = Utilities.formatDate(new Date(at * 1000), zone, 'Z');
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(3, 5)) * 60;
  return text.charAt(0) === '-' ? -seconds : seconds;
}

/** The time of the event's meeting within Webex's limits. @param {any} event @param {string} viewerZone */
function slot_(event, viewerZone) {
  if (!event.start) return null;
  const { start, end } = event;
  if (start.at === undefined) {
    const offset = zoneOffset_(viewerZone, start.date);
    return { start: start.date - offset, end: start.date - offset + 86340, shownEnd: start.date - offset + 86340, clamp: 'allDay' };
  }
  const to = end.at === undefined ? end.date - zoneOffset_(viewerZone, end.date) : end.at;
  const length = to - start.at;
  const clamp = length < 600 ? 'lengthened' : length > 86340 ? 'shortened' : null;
  const kept = length < 600 ? start.at + 600 : length > 86340 ? start.at + 86340 : to;
  return { start: start.at, end: kept, shownEnd: end.at === undefined ? kept : end.at, clamp };
}

/** In the viewer's zone and words. @param {any} slot @param {string} zone */
function when_(slot, zone) {
  const from = new Date((slot.start + zoneOffset_(zone, slot.start)) * 1000);
  const to = new Date((slot.shownEnd + zoneOffset_(zone, slot.shownEnd)) * 1000);
  const sameDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10);
  return day_(from) + ', ' + clock_(from) + ' – ' + (sameDay ? '' : day_(to) + ', ') + clock_(to);
}

/** @param {Date} time */
function day_(time) {
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return days[time.getUTCDay()] + ', ' + months[time.getUTCMonth()] + ' ' + time.getUTCDate();
}

/** @param {Date} time */
function clock_(time) {
  const hour = time.getUTCHours();
  return (hour % 12 || 12) + ':' + String(time.getUTCMinutes()).padStart(2, '0') + ' ' + (hour < 12 ? 'AM' : 'PM');
}
