// @ts-check
/**
 * Every state of the event card, as what Google answers and what the user's records hold: the inputs of plain-card.test.js.
 *
 * `golden` names states that tests/golden/ has a card of; `further` names what those leave out. A state tells only how it differs
 * from a plain event of the host's own calendar. `composed` are golden cards that no opened event leads to, since tests/goldens/main.rs
 * puts them together or a click asks for them: they are given as what is drawn. In `others` the event's card isn't the first.
 */

import { createHash } from 'node:crypto';

const NOW = 1_795_521_600;
const HOST = 'host@example.com';
const ANOTHER = 'person@example.com';
const TEAM = 'team@group.calendar.google.com';
const JOIN = 'https://acme.webex.com/acme/j.php?MTID=m1';
const MEETING = '870f51ff287b41be84648412901e0402';
const OTHER_MEETING = '0123456789abcdef0123456789abcdef';
const TIME = 'Tue, Dec 1, 9:00 AM – 10:00 AM';

/**
 * @typedef {object} State
 * @property {any} [event] members of the Calendar API's event
 * @property {string[]} [links] lines of stored links that wait for their place
 * @property {string[]} [kept] lines of links in their place
 * @property {any} [account] members of the account's record
 * @property {null} [tokens] given where the user is signed out
 * @property {any} [settings] the settings' record
 * @property {any} [policy] members of the policy
 * @property {any} [spent] the record of what was spent today
 * @property {any[]} [calendars] the record of followed calendars
 * @property {{id: string, offset: string}} [zone] the viewer's
 * @property {any} [open] members of what the event object tells of the open event
 * @property {string} [refusal] what the Calendar service throws
 * @property {any} [calendarApp] what CalendarApp tells: `name` of the calendar, `title`, `start`, `end` and `creators` of the event
 */

const inMinutes = (/** @type {number} */ at) => (at / 60).toString(36);

/** @param {string} state @param {{at?: number, event?: string, host?: number, meeting?: string, form?: string, sent?: string}} [more] */
function link(state, { at = NOW + 600, event = 'e1', host = -1, meeting = MEETING, form, sent = '' } = {}) {
  const packed = /^[0-9a-f]{32}$/.test(meeting) ? Buffer.from(meeting, 'hex').toString('base64url') : `~${meeting}`;
  const line = [event, (host + 1) * 256 + Math.max(host, 0), packed, state, inMinutes(at), sent, inMinutes(NOW + 86_400)].join('|');
  return form ? `${line}|${form}prints-dates` : line;
}

const data = (/** @type {any} */ parameters, /** @type {string | null} */ join = JOIN) => ({
  conferenceData: {
    parameters: { addOnParameters: { parameters } },
    ...(join && { entryPoints: [{ entryPointType: 'phone', uri: 'tel:+14156550001' }, { entryPointType: 'video', uri: join }] }),
  },
});
const ours = (/** @type {string | null} */ join = JOIN) => data({ meeting: MEETING, event: 'e1' }, join);
const linked = (/** @type {string} */ state, /** @type {any} */ more = {}) => ({ event: ours(), links: [link(state, more)] });
const stoodIn = { location: JOIN, extendedProperties: { private: { 'meetwright-meeting': MEETING, 'meetwright-event': 'e1' } } };
const mayNot = { capabilities: { canSetConferenceData: false } };
const person = { account: { google: ANOTHER, webex: ANOTHER } };
const byAnother = { creator: { email: 'writer@example.com' } };
const followed = [{ id: ANOTHER }, { id: HOST, name: 'Host & team' }];
const focus = { eventType: 'focusTime' };
const foreign = { conferenceData: { conferenceId: 'abc', conferenceSolution: { name: 'Another' } } };
const room = data({ room: 'yes' });
const times = (/** @type {string} */ start, /** @type {string} */ end) => ({ start: { dateTime: start }, end: { dateTime: end } });
/** The advanced service is switched off, and CalendarApp gives the event. @param {string[]} creators @returns {State} */
const serviceOff = (creators) => ({
  refusal: 'Google Calendar API has not been used in project 1 before or it is disabled.',
  account: { calendarApp: true },
  open: { conferenceData: { parameters: { addOnParameters: { meeting: MEETING, event: 'e1' } } } },
  calendarApp: { title: 'Review', start: Date.parse('2026-12-01T09:00:00Z'), end: Date.parse('2026-12-01T10:00:00Z'), creators },
});
const westward = { id: 'America/St_Johns', offset: '-0330' };

/** By the golden file's name without `event-`. @type {Record<string, State>} */
export const golden = {
  unsaved: { open: { id: undefined } },
  refused: { event: focus },
  standing: linked('l', { form: 's' }),
  'hostile-title': { event: { ...foreign, summary: "<a href='https://evil.example'>Join here</a>" } },
  bare: {},
  'bare-room-first': { settings: { kind: 'room' } },
  'bare-read-only': { open: mayNot },
  'bare-waiting': { links: [link('w')] },
  'bare-leaving': { links: [link('d')] },
  room: { event: room },
  linked: linked('l'),
  elsewhere: { event: stoodIn, links: [link('l')] },
  copied: { event: data({ meeting: MEETING, event: 'e0' }) },
  behind: linked('b'),
  leaving: linked('d'),
  gone: linked('g'),
  failed: linked('ff'),
};

/** States without a golden file. @type {Record<string, State>} */
export const further = {
  'being made': linked('p'),
  'being written': linked('a'),
  'asked for before a sign-in': linked('q'),
  'a room asked for before a sign-in': linked('qr'),
  'waiting for its event': linked('w'),
  'waiting in place of another': { event: ours(), links: [link('w', { meeting: OTHER_MEETING })] },
  'waiting under an id of another form': { event: data({ meeting: 'odd_id', event: 'e0' }), links: [link('w', { meeting: 'odd_id' })] },
  'leaving in a minute': linked('d', { at: NOW + 60 }),
  deleted: linked('x'),
  rejected: linked('fr'),
  'of an account before': linked('fo'),
  'another title': linked('ft', { at: NOW - 60 }),
  'another time since yesterday': linked('fm', { at: NOW - 90_000 }),
  'other guests for days': linked('fg', { at: NOW - 300_000 }),
  'a meeting for each occurrence': linked('l', { form: 'E' }),
  'a series without occurrences': linked('l', { form: 'n' }),
  'a series as it should be': linked('l', { form: 'r' }),
  'an occurrence of a series': { event: { ...data({ meeting: MEETING, event: 'e0' }), recurringEventId: 'e0' }, links: [link('l', { event: 'e0', form: 's' })] },
  'an occurrence whose series got another meeting': { event: { ...data({ meeting: MEETING, event: 'e0' }), recurringEventId: 'e0' }, links: [link('l', { event: 'e0', meeting: OTHER_MEETING })] },
  'an occurrence that shows another event\'s': { event: { ...data({ meeting: MEETING, event: 'e9' }), recurringEventId: 'e0' } },
  'an occurrence of a series without a link': { event: { ...data({ meeting: MEETING, event: 'e0' }), recurringEventId: 'e0' } },
  'an occurrence with its own that shows its series\'': { event: { ...data({ meeting: MEETING, event: 'e0' }), recurringEventId: 'e0' }, links: [link('l', { meeting: OTHER_MEETING })] },
  'an occurrence with its own': { event: { ...ours(), recurringEventId: 'e0' }, links: [link('l'), link('b', { event: 'e0', form: 's' })] },
  'a link that waits beside the one that is kept': { ...linked('b'), kept: [link('l')] },
  'a title that Webex was not told': { event: { ...ours(), summary: 'Renamed' }, links: [link('l', { sent: 'aaaaaabbbbbbcccccc' })] },
  'a link that is kept': { event: ours(), kept: [link('l')] },
  'no link known': { event: ours() },
  'no link and no way in': { event: ours(null) },
  'nobody to put it into the field': { event: stoodIn, links: [link('l')], open: mayNot },
  'copied, and not to be changed': { event: data({ meeting: MEETING, event: 'e0' }), open: mayNot },
  'copied with its link': { event: data({ meeting: MEETING, event: 'e0' }), links: [link('l')] },
  'ten minutes': { event: { ...ours(), ...times('2026-12-01T09:00:00Z', '2026-12-01T09:10:00Z') }, links: [link('l')] },
  'a minute less than a day': { event: { ...ours(), ...times('2026-12-01T09:00:00Z', '2026-12-02T08:59:00Z') }, links: [link('l')] },
  'an end that is a day': { event: { ...ours(), end: { date: '2026-12-02' } }, links: [link('l')] },
  lengthened: { event: { ...ours(), ...times('2026-12-01T09:00:00Z', '2026-12-01T09:05:00Z') }, links: [link('l')] },
  shortened: { event: { ...ours(), ...times('2026-12-01T09:00:00Z', '2026-12-03T09:00:00Z') }, links: [link('l')] },
  'all day': { event: { ...ours(), start: { date: '2026-12-01' }, end: { date: '2026-12-03' } }, links: [link('l')] },
  'all day, seen from another zone': { event: { ...ours(), start: { date: '2026-12-01' }, end: { date: '2026-12-02' } }, zone: westward },
  'seen from another zone': { zone: westward },
  'at noon': { event: times('2026-12-01T12:00:00Z', '2026-12-01T13:00:00Z') },
  'without times': { event: { start: undefined, end: undefined } },
  'over midnight on a clock of 24 hours': { event: times('2026-12-01T23:00:00+01:00', '2026-12-02T00:30:00+01:00'), account: { hours24: true } },
  'without a title': { event: { summary: ' \n ' } },
  'a title just short enough': { event: { summary: 'a'.repeat(120) } },
  'a title too long': { event: { summary: `${'a'.repeat(117)}👩\u200d👩\u200d👧 and more` } },
  'a title of two lines': { event: { summary: 'One\r\n\ttwo\u2028three' } },
  'another provider and a Webex way in': { event: { conferenceData: { entryPoints: [{ entryPointType: 'video', uri: JOIN }] } } },
  'a way in that is not Webex': { event: data({ room: 'yes' }, 'https://webex.com.evil.example/x') },
  'a way in just short enough': { event: data({ room: 'yes' }, JOIN.padEnd(1300, 'x')) },
  'a way in too long': { event: data({ room: 'yes' }, JOIN.padEnd(1301, 'x')) },
  'a meeting id that is none': { event: data({ meeting: 'a/b', event: 'e1' }) },
  'organized by another': { event: { ...ours(), organizer: { email: ANOTHER } } },
  'two meetings': { event: { ...ours(), location: 'https://zoom.us/j/1' }, links: [link('l')] },
  'another Webex meeting in its place': { event: { ...ours(), location: `${JOIN}2` }, links: [link('l')] },
  'one meeting named twice': { event: { ...ours(), location: JOIN }, links: [link('l')] },
  'the day spent': { event: ours(), spent: { since: NOW - 3600, creates: 90, requests: 100, seconds: 9 } },
  'spent at once': { event: ours(), spent: { since: NOW, creates: 90, requests: 100, seconds: 9 } },
  'not yet spent': { event: ours(), spent: { since: NOW, creates: 89, requests: 100, seconds: 9 } },
  'the day before spent': { event: ours(), spent: { since: NOW - 86_400, creates: 90, requests: 100, seconds: 9 } },
  'one kind allowed': { policy: { kind: 'room' }, settings: { kind: 'meeting' } },
  'a kind forbidden': { event: data({ meeting: MEETING, event: 'e0' }), policy: { kind: 'room' } },
  'a site forbidden': { policy: { sites: ['beta.webex.com'] } },
  'one that is there on a site forbidden': { ...linked('l'), policy: { sites: ['beta.webex.com'] } },
  'a deleted one on a site forbidden': { ...linked('x'), policy: { sites: ['beta.webex.com'] } },
  'a site allowed': { policy: { sites: ['beta.webex.com', 'acme.webex.com'] } },
  'made by another in the own calendar': { event: { ...ours(), ...byAnother } },
  'addresses that may differ': { account: { webex: ANOTHER } },
  'addresses that must match, and do': { account: { webex: HOST.toUpperCase() }, policy: { match: true } },
  'a shared calendar that may only be read': { ...person, open: mayNot },
  'a shared calendar': { ...person, event: byAnother, calendars: followed },
  'a shared calendar whose owner may host': { ...person, calendars: followed, policy: { behalf: true } },
  'a shared calendar that is no person\'s': { ...person, open: { calendarId: TEAM }, policy: { behalf: true } },
  'a shared calendar\'s name from CalendarApp': { account: { ...person.account, calendarApp: true }, calendarApp: { name: 'Host\'s\ncalendar' } },
  'a meeting that another made': { ...person, event: { ...ours(), ...byAnother } },
  'hosted by the owner': { ...person, ...linked('l', { host: 1 }), calendars: followed },
  'refused to the owner\'s deputy': { ...person, event: { ...ours(), ...byAnother }, links: [link('ff', { host: 1 })], calendars: followed },
  'refused to the user': { ...person, event: { ...ours(), ...byAnother }, links: [link('ff')], calendars: followed },
  'rejected in a shared calendar': { ...person, ...linked('fr'), calendars: followed },
  'not there yet': { refusal: 'Not Found' },
  'the service off': serviceOff([HOST]),
  'the service off, and another made it': serviceOff([ANOTHER]),
};

/** States in which another card is shown first. @type {Record<string, State>} */
export const others = {
  'signed out': { tokens: null },
  'no site chosen': { account: { siteOpen: true } },
  'addresses that must match': { account: { google: HOST, webex: ANOTHER }, policy: { match: true } },
};

const target = { calendar: HOST, event: 'e1' };
const heading = { title: 'Review', time: TIME };

/** Cards that no opened event leads to, by the golden file's name without `event-`: a function of bench/plain/view.js and its arguments. @type {Record<string, [string, any[]]>} */
export const composed = {
  clamped: ['drawEvent_', [heading, { kind: 'linked', target, link: null, join: null, isElsewhere: false, mayWrite: true, clamp: 'allDay', form: null }]],
  shared: ['drawEvent_', [heading, { kind: 'bare', target, kinds: ['meeting', 'room'], forOwner: true, mayWrite: true, link: null }]],
  'read-only': ['drawEvent_', [heading, { kind: 'readOnly' }]],
  'host-refused': ['drawHostRefused_', [target]],
};

const fingerprint = (/** @type {string} */ text) => createHash('sha256').update(text).digest('base64url').slice(0, 6);

/** What Webex last got where it got everything: the fingerprints of title, time and guests of an event in UTC. @param {any} event @param {State} state */
function sentOf(event, state) {
  const written = (/** @type {any} */ { date, dateTime } = {}) => (date ? `${date}T00:00:00` : dateTime ?? '');
  const title = event.summary ? event.summary.slice(0, 128) : 'Webex meeting';
  const isGuest = (state.account?.google ?? HOST) !== HOST && !state.links?.some((line) => Number(line.split('|')[1]) > 255);
  return [title, written(event.start) + written(event.end), isGuest ? HOST : ''].map(fingerprint).join('');
}

/**
 * A state as bench/google.js holds a recording, and the argument of the entry point.
 * @param {State} state
 */
export function recording(state) {
  const open = { calendarId: HOST, id: 'e1', capabilities: { canSetConferenceData: true }, ...state.open };
  const records = {
    account: { google: HOST, webex: HOST, site: 'acme.webex.com', ...state.account },
    tokens: state.tokens === null ? null : { access: 'access-1', expires: NOW + 3600, refresh: 'refresh-1' },
    policy: { at: NOW - 60, policy: { version: 1, sites: [], ...state.policy } },
    calendars: state.calendars ?? [{ id: state.account?.google ?? HOST }],
    settings: state.settings,
    spent: state.spent,
  };
  const written = Object.entries(records).filter(([, record]) => record).map(([key, record]) => [key, JSON.stringify(record)]);
  const event = {
    id: 'e1',
    status: 'confirmed',
    etag: '"1"',
    iCalUID: 'e1@google.com',
    summary: 'Review',
    organizer: { email: HOST, self: true },
    ...times('2026-12-01T09:00:00Z', '2026-12-01T10:00:00Z'),
    ...state.event,
  };
  const told = sentOf(event, state);
  const fill = (/** @type {string} */ line) => line.replace(/^(e1\|[^|]*\|[^|]*\|l\|[^|]*\|)\|/, `$1${told}|`);
  const lines = (/** @type {string[]} */ links = []) => links.map(fill).join('\n');
  const bucket = `links.${createHash('sha256').update('e1').digest()[0] % 56}`;
  const zone = state.zone ?? { id: 'UTC', offset: '+0000' };
  return {
    now: NOW * 1000,
    calendar: open.calendarId,
    zone: zone.id,
    offset: zone.offset,
    argument: { commonEventObject: { userLocale: 'en', timeZone: { id: zone.id } }, calendar: open },
    properties: Object.fromEntries([...written, ['intent.0', lines(state.links)], [bucket, lines(state.kept)]]),
    event,
    refusal: state.refusal,
    calendarApp: state.calendarApp,
  };
}
