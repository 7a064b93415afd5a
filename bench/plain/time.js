// @ts-check
/** The times of the plain event card: Webex's limits, zones and words; see addon.js. */

/** @param {any} json as the Calendar API tells a start or an end */
function readTime_(json) {
  if (!json) return null;
  const at = Date.parse(json.dateTime || json.date) / 1000;
  if (Number.isNaN(at)) return null;
  return json.dateTime ? { at: Math.floor(at), zone: json.timeZone } : { date: at };
}

/** Seconds east of UTC. @param {string} zone @param {number} at */
function zoneOffset_(zone, at) {
  const text = Utilities.formatDate(new Date(at * 1000), zone, 'Z');
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(3, 5)) * 60;
  return text.charAt(0) === '-' ? -seconds : seconds;
}

/** The instant at which a zone's clocks show a time. @param {string} zone @param {number} local */
function instant_(zone, local) {
  const about = local - zoneOffset_(zone, local);
  return local - zoneOffset_(zone, about);
}

/** The time of the event's meeting within Webex's limits. @param {any} event @param {string} viewerZone */
function slot_(event, viewerZone) {
  if (!event.start) return null;
  const { start, end } = event;
  if (start.at === undefined) {
    const from = instant_(viewerZone, start.date);
    const last = Math.min(instant_(viewerZone, start.date + 86340), from + 86340);
    return { start: from, shownEnd: last, clamp: 'allDay', days: [start.date, Math.max(end.date - 86400, start.date)] };
  }
  const to = end.at === undefined ? instant_(start.zone || viewerZone, end.date) : end.at;
  const length = to - start.at;
  const clamp = length < 600 ? 'lengthened' : length > 86340 ? 'shortened' : null;
  const kept = start.at + Math.min(Math.max(length, 600), 86340);
  return { start: start.at, shownEnd: end.at === undefined ? kept : end.at, clamp };
}

/** In the viewer's zone and words. @param {any} slot @param {string} zone @param {boolean} [hours24] */
function when_(slot, zone, hours24) {
  if (slot.days) {
    const [first, last] = slot.days.map((/** @type {number} */ at) => day_(new Date(at * 1000)));
    return first + (first === last ? '' : ' – ' + last) + ', all day';
  }
  const from = new Date((slot.start + zoneOffset_(zone, slot.start)) * 1000);
  const to = new Date((slot.shownEnd + zoneOffset_(zone, slot.shownEnd)) * 1000);
  const sameDay = from.toISOString().slice(0, 10) === to.toISOString().slice(0, 10);
  return day_(from) + ', ' + clock_(from, hours24) + ' – ' + (sameDay ? '' : day_(to) + ', ') + clock_(to, hours24);
}

/** @param {Date} time */
function day_(time) {
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return days[time.getUTCDay()] + ', ' + months[time.getUTCMonth()] + ' ' + time.getUTCDate();
}

/** @param {Date} time @param {boolean} [hours24] */
function clock_(time, hours24) {
  const hour = time.getUTCHours();
  const minutes = String(time.getUTCMinutes()).padStart(2, '0');
  return hours24 ? hour + ':' + minutes : (hour % 12 || 12) + ':' + minutes + ' ' + (hour < 12 ? 'AM' : 'PM');
}
