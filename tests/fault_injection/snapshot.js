// @ts-check
/**
 * The contents of a world, without what a second attempt may change: new ids, numbers, passwords and times of writing.
 *
 * Invariants: events, meetings and links that existed before the acts keep their ids; a new event's id is replaced by its title, a new
 * meeting's id by the event that its link names, or by its own title.
 */

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {Record<string, any>} Json */

/**
 * @param {Stage} stage
 * @returns {Json}
 */
export function snapshot(stage) {
  const { world, people } = stage;
  const events = stage.events.map(({ event }) => event);
  const links = people.flatMap(({ email }) => linksOf(stage, email));
  const meetings = world.webex.meetings();
  const named = names(stage, events, meetings, links);
  const contents = {
    events: Object.fromEntries(stage.events.map(({ calendarId, event }) => [`${event.id} on ${calendarId}`, eventOf(event)])),
    meetings: Object.fromEntries(meetings.map((meeting) => [meeting.id, meetingOf(meeting)])),
    links: Object.fromEntries(links.filter((link) => !isMemory(stage, events, link)).map(({ event, user, ...link }) => [`${event} of ${user}`, link])),
    records: people.map(({ email }) => recordsOf(stage, email)),
    triggers: people.map(({ email }) => world.user(email).triggers.map(({ handler, source, sourceId }) => `${handler} ${source} ${sourceId}`).sort()),
    // The add-on may not list drafts. A draft whose creation got no answer may exist twice, and it mails nobody.
    drafts: [...new Set(people.flatMap((person) => person.drafts()).map((/** @type {Json} */ { to, subject, body }) => `${to}: ${subject}\n${body}`))],
    mails: world.calendars.mails.slice(stage.before.mails).map(({ eventId, kind, to }) => ({ eventId, kind, to })),
  };
  return sorted(JSON.parse(renamed(JSON.stringify(contents), named)));
}

/**
 * Effects that must not be more than in the undisturbed run, whatever the world contains in the end.
 * @param {Stage} stage
 * @returns {{made: number, webexMails: number, failed: string[]}}
 */
export function effects(stage) {
  const { world, made, before } = stage;
  // Google mails the owner of a trigger when it throws. A run that was ended by its time limit has another status and is not counted.
  const failed = world.executions.slice(before.executions).filter(({ kind, outcome }) => kind === 'trigger' && outcome?.status === 'failed');
  return {
    made: made.length - before.made,
    webexMails: world.webex.mail.length - before.webexMails,
    failed: failed.map(({ entry, outcome }) => `${entry} threw: ${outcome?.error?.message}`),
  };
}

/** @param {Json} event */
function eventOf({ status, summary, start, end, location, description, attendees = [], conferenceData, extendedProperties, recurrence, recurringEventId, originalStartTime }) {
  if (status === 'cancelled') return { status };
  return {
    status, summary, start, end, location, description, conferenceData, extendedProperties, recurrence, recurringEventId, originalStartTime,
    guests: attendees.map((/** @type {Json} */ guest) => guest.email).sort(),
  };
}

/** @param {Json} meeting */
function meetingOf({ invitees, integrationTags, exceptions, ...meeting }) {
  return {
    ...meeting,
    invitees: invitees.map((/** @type {Json} */ one) => one.email.toLowerCase()).sort(),
    tags: integrationTags.length,
    exceptions: exceptions.map((/** @type {Json} */ { id, ...exception }) => exception),
  };
}

/** The stored links of a person, without the time of their last change. @param {Stage} stage @param {string} user */
function linksOf({ world }, user) {
  const kept = [...world.user(user).properties].filter(([key]) => /^(links|intent)\./.test(key));
  return kept.flatMap(([key, text]) => text.split('\n').filter(Boolean).map((line) => {
    const [event, calendar, meeting, state, , ...rest] = line.split('|');
    const id = /^[\w-]{22}$/.test(meeting) ? Buffer.from(meeting, 'base64url').toString('hex') : meeting;
    return { user, event, calendar, meeting: id, state, rest: rest.join('|'), where: key.split('.')[0] };
  }));
}

/**
 * Whether a link is left over from a deleted meeting of an event that was never saved. Whether there is one depends on the fault.
 * @param {Stage} stage @param {Json[]} events @param {Json} link
 */
const isMemory = ({ known }, events, { event, state }) => state === 'x' && !known.has(event) && !events.some(({ id }) => id === event);

/**
 * The other records without the add-on's counters. Of tokens it says whether Webex accepts them, of a sync token how many changes came after it.
 * @param {Stage} stage @param {string} user
 */
function recordsOf({ world }, user) {
  const { properties } = world.user(user);
  const others = [...properties].filter(([key, text]) => text !== '' && !/^(links\.|intent\.|(tokens|calendars|account|policy|swept|spent|looked-at)$)/.test(key));
  // The policy's record also says when the policy was read last, which may differ.
  const policy = JSON.parse(properties.get('policy') || '{}').policy;
  const tokens = JSON.parse(properties.get('tokens') || '{}');
  const calendars = JSON.parse(properties.get('calendars') || '[]');
  // Google has several names for a language, and which one it gave last may differ.
  const account = JSON.parse(properties.get('account') || '{}');
  const isValid = (/** @type {any} */ token) => token !== undefined && !token.ended;
  return {
    ...Object.fromEntries(others),
    policy,
    account: { ...account, locale: account.locale?.slice(0, 2) },
    tokens: { access: isValid(world.webex.accessTokens.get(tokens.access)), refresh: isValid(world.webex.refreshTokens.get(tokens.refresh)) },
    calendars: calendars.map((/** @type {Json} */ { token, ...calendar }) => {
      const at = world.calendars.tokens.get(token)?.change;
      return { ...calendar, missed: at === undefined ? 'all' : world.calendars.lastChange - at };
    }),
  };
}

/**
 * Patterns of random ids, numbers and passwords, and the name that replaces each.
 * @param {Stage} stage @param {Json[]} events @param {Json[]} meetings @param {Json[]} links
 * @returns {[RegExp, string][]}
 */
function names(stage, events, meetings, links) {
  /** @type {[string, string][]} */
  const found = [];
  const titles = new Map();
  for (const { id, summary } of events) {
    if (stage.known.has(id)) continue;
    const name = unique(titles, `new event ${summary}`);
    found.push([id, name]);
    const meeting = links.find((link) => link.event === id)?.meeting;
    if (meeting) titles.set(meeting, `meeting of ${name}`);
  }
  for (const { event, meeting } of links) if (meeting && !titles.has(meeting)) titles.set(meeting, `meeting of ${event}`);
  // An event that was never saved appears in its link only.
  const loose = links.filter(({ event }) => !stage.known.has(event) && !events.some(({ id }) => id === event));
  for (const { event } of loose) found.push([event, unique(titles, 'unsaved event')]);
  for (const made of stage.made) {
    if (stage.known.has(made.id)) continue;
    const name = titles.get(made.id) ?? unique(titles, `meeting ${made.title}`);
    const shown = meetings.find(({ id }) => id === made.id);
    /** @type {[string | undefined, string][]} */
    const own = [
      [shown?.webLink, 'link'], [made.id, 'id'], [made.mtid, 'mtid'], [shown?.meetingNumber ?? made.number, 'number'], [made.password, 'password'],
      [made.phonePassword, 'phone password'], [made.hostKey, 'host key'],
    ];
    for (const [text, what] of own) if (text) found.push([text, `‹${what} of ${name}›`]);
  }
  // Long texts come first, since a meeting's number may be part of its link.
  found.sort(([left], [right]) => right.length - left.length);
  return found.map(([text, name]) => [/^\d{6,}$/.test(text) ? new RegExp([...text].join(' ?'), 'g') : new RegExp(escaped(text), 'g'), name]);
}

/** @param {Map<string, any>} taken @param {string} name */
function unique(taken, name) {
  let number = 1;
  while (taken.has(`${name} ${number}`)) number += 1;
  taken.set(`${name} ${number}`, true);
  return `${name} ${number}`;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @param {string} text @param {[RegExp, string][]} named */
const renamed = (text, named) => named.reduce((changed, [pattern, name]) => changed.replace(pattern, JSON.stringify(name).slice(1, -1)), text);

/** @param {any} value @returns {any} */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/**
 * The differences of two snapshots, one line each.
 * @param {any} expected @param {any} found @param {string} [path]
 * @returns {string[]}
 */
export function differences(expected, found, path = '') {
  if (expected !== null && found !== null && typeof expected === 'object' && typeof found === 'object') {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...keys].flatMap((key) => differences(expected[key], found[key], path ? `${path}.${key}` : key));
  }
  return Object.is(expected, found) ? [] : [`${path}: ${JSON.stringify(found)}, undisturbed ${JSON.stringify(expected)}`];
}
