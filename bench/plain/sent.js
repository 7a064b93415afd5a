// @ts-check
/** Whether Webex last got what the event says now, by the fingerprints of its link; see addon.js. */

/**
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {any} event
 * @param {any} link the event's own
 */
function isSent_(state, target, event, link) {
  const watched = state.calendars.find((/** @type {any} */ one) => one.id === target.calendar);
  const zone = (watched && watched.zone) || state.account.zone || '';
  const title = event.isPrivate || event.title === null ? say_.meetingTitle : cut_(event.title, 128);
  const time = written_(event.start, zone) + written_(event.end, zone) + event.rules;
  const guests = invitees_(state, target, event, link).join(',') + (event.isShortened ? '+' : '');
  return [title, time, guests].map(fingerprint_).join('') === link.sent;
}

/** Six characters of a digest. @param {string} text */
function fingerprint_(text) {
  const digest = Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8);
  return Utilities.base64EncodeWebSafe(digest.slice(0, 5)).slice(0, 6);
}

/** @param {any} time @param {string} zone the calendar's */
function written_(time, zone) {
  const at = (/** @type {number} */ seconds) => new Date(seconds * 1000).toISOString().slice(0, 19);
  return time.at === undefined ? at(time.date) + zone : at(time.at) + 'Z' + (time.zone || zone);
}

/** Everyone but the host, each once. @param {any} state @param {{calendar: string}} target @param {any} event @param {any} link */
function invitees_(state, target, event, link) {
  const host = link.host === null ? state.account : { google: target.calendar, webex: target.calendar };
  const isHome = host.google.toLowerCase() === target.calendar.toLowerCase();
  const guests = event.guests.filter((/** @type {any} */ guest) => !guest.resource && !(guest.self && isHome));
  const emails = guests.map((/** @type {any} */ guest) => guest.email);
  const isUnknown = /^unknownorganizer@calendar\.google\.com$/i.test(event.organizer || '');
  if (event.organizer && !isUnknown && !(event.isOrganized && isHome)) emails.push(event.organizer);
  const isHost = (/** @type {string} */ email) => [host.google, host.webex].some((own) => own.toLowerCase() === email);
  const lower = emails.map((/** @type {string} */ email) => email.toLowerCase());
  return [...new Set(lower)].filter((email) => !isHost(email) && !isNoPerson_(email)).sort();
}

/** A rule in a form that doesn't depend on the order of its parts. @param {string[]} lines */
function rules_(lines) {
  return lines.map((line) => line.toUpperCase()).filter((line) => line.startsWith('RRULE:'))
    .map((line) => '\n' + line.slice(6).split(';').filter((part) => part !== 'INTERVAL=1').sort().join(';')).join('');
}
