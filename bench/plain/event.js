// @ts-check
/** What the plain event card reads of the event; see addon.js. */

const eventFields_ =
  'id,status,etag,iCalUID,recurringEventId,recurrence,summary,start,end,eventType,originalStartTime,created,visibility,location,' +
  'organizer(email,self),creator(email,self),attendees(email,self,resource),attendeesOmitted,' +
  'conferenceData(conferenceId,conferenceSolution(key(type),name),entryPoints(entryPointType,uri),parameters),' +
  'extendedProperties(private)';

/**
 * The event, from CalendarApp where the Calendar service can't tell; null while it is being made.
 * @param {any} account
 * @param {{calendar: string, event: string}} target
 * @param {any} open what the event object says of it
 */
function readAnyWay_(account, target, open) {
  try {
    return readEvent_(/** @type {any} */ (Calendar).Events.get(target.calendar, target.event, { fields: eventFields_ }));
  } catch (error) {
    const text = String(error && /** @type {Error} */ (error).message);
    const isOff = /has not been used in project|access ?not ?configured|service is switched off/i.test(text);
    if (!isOff && !/not found|has been deleted/i.test(text)) throw error;
    const told = account.calendarApp ? readByCalendarApp_(account, target, open) : null;
    if (!told && isOff) throw error;
    return told;
  }
}

/** @param {any} account @param {{calendar: string, event: string}} target @param {any} open */
function readByCalendarApp_(account, target, open) {
  const calendar = CalendarApp.getCalendarById(target.calendar);
  const event = calendar && calendar.getEventById(target.event);
  if (!event) return null;
  const author = event.getCreators()[0] || null;
  const at = (/** @type {any} */ time) => ({ at: Math.floor(time.getTime() / 1000) });
  const bare = readEvent_({ id: target.event, summary: event.getTitle() });
  const isOrganized = author !== null && author.toLowerCase() === account.google.toLowerCase();
  const data = open.conferenceData || {};
  const conference = named_((data.parameters && data.parameters.addOnParameters) || {}) || unnamed_(data);
  const [start, end] = [at(event.getStartTime()), at(event.getEndTime())];
  return Object.assign(bare, { start, end, author, isOrganized, conference, isFromCalendarApp: true });
}

/** A shared calendar's name, kept for six hours. @param {string} calendar @returns {string} */
function calendarName_(calendar) {
  const cache = CacheService.getUserCache();
  const cached = cache.get('calendar.' + calendar);
  if (cached !== null) return cached;
  const opened = CalendarApp.getCalendarById(calendar);
  const name = opened ? cut_(oneLine_(opened.getName()), 60) : '';
  cache.put('calendar.' + calendar, name, 21600);
  return name;
}

/** @param {any} json */
function readEvent_(json) {
  const start = readTime_(json.start);
  const organizer = json.organizer || {};
  const kept = (json.extendedProperties && json.extendedProperties.private) || {};
  const entry = ((json.conferenceData && json.conferenceData.entryPoints) || []).find(
    (/** @type {any} */ one) => one.entryPointType === 'video',
  );
  return {
    id: json.id,
    title: (json.summary && oneLine_(json.summary)) || null,
    start,
    end: readTime_(json.end) || start,
    author: (json.creator && json.creator.email) || null,
    organizer: organizer.email || null,
    isPrivate: json.visibility === 'private' || json.visibility === 'confidential',
    guests: json.attendees || [],
    isShortened: json.attendeesOmitted === true,
    rules: rules_(json.recurrence || []),
    isOrganized: organizer.self === true,
    series: json.recurringEventId || null,
    isOrdinary: !json.eventType || json.eventType === 'default',
    conference: readConference_(json, kept),
    isStoodIn: kept['meetwright-event'] !== undefined,
    video: entry ? entry.uri : null,
    locationLink: json.location ? webexLink_(json.location) : null,
    locationMeets: json.location ? meets_(json.location) : false,
    isFromCalendarApp: false,
  };
}

/** Whether a place leads to some conference, or asks for one. @param {string} place */
function meets_(place) {
  return /@webex|\.webex\.com\/|zoom\.us\/|meet\.google\.com\/|teams\.(microsoft|live)\.com\//i.test(place);
}

/** @param {any} json @param {any} kept private properties, which stand in where Google takes no conference data */
function readConference_(json, kept) {
  const data = json.conferenceData || {};
  const named = named_((data.parameters && data.parameters.addOnParameters && data.parameters.addOnParameters.parameters) || {});
  if (named) return named;
  const unnamed = unnamed_(data);
  if (unnamed.kind !== 'none') return unnamed;
  return ours_(kept['meetwright-meeting'], kept['meetwright-event']) || unnamed;
}

/** @param {any} parameters */
function named_(parameters) {
  return parameters.room ? { kind: 'room' } : ours_(parameters.meeting, parameters.event);
}

/** @param {any} meeting @param {any} event */
function ours_(meeting, event) {
  return event && /^[\w-]{1,100}$/.test(meeting || '') ? { kind: 'ours', meeting, event } : null;
}

/** @param {any} data */
function unnamed_(data) {
  return { kind: data.conferenceId || (data.entryPoints && data.entryPoints.length) || data.conferenceSolution ? 'foreign' : 'none' };
}

/** An address on a Webex host; anything else is not offered. @param {string} text */
function webexLink_(text) {
  const isLink = /^https:\/\/[A-Za-z0-9.-]*\.webex\.com([/?#][!-~]*)?$/.test(text) && !/["'<>\\`]/.test(text);
  return isLink && text.length <= 1300 ? text : null;
}
