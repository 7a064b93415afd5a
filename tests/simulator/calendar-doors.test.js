// @ts-check
/** The other two interfaces to calendars: REST and CalendarApp. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handleCalendarRest, conferenceDataFromAddOn } from '../../simulator/google/calendar/index.js';
import { GUEST, HOST, calendarWorld } from './calendar-fake.js';

const BASE = 'https://www.googleapis.com/calendar/v3/';

/** @param {ReturnType<typeof calendarWorld>} world @param {string[]} [scopes] */
function rest(world, scopes = ['calendar.events']) {
  const accessTokens = { lookup: (/** @type {string} */ token) => (token === 'good' ? { user: { email: HOST }, scopes } : null) };
  return (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined, /** @type {Record<string, string>} */ headers = {}) => {
    const answer = handleCalendarRest(
      /** @type {import('../../simulator/world.js').World} */ (/** @type {unknown} */ ({ ...world.world, accessTokens })),
      {
        method,
        url: BASE + path,
        headers: { authorization: 'Bearer good', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      },
    );
    return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
  };
}

test('REST does what the advanced service does, on the same calendar', () => {
  const world = calendarWorld();
  const send = rest(world);
  const created = send('POST', 'calendars/primary/events?conferenceDataVersion=0', { summary: 'A', start: { date: '2026-03-10' }, end: { date: '2026-03-11' } });
  assert.equal(created.status, 200);
  const path = `calendars/host%40example.com/events/${created.json.id}`;
  assert.equal(send('PATCH', `${path}?sendUpdates=none`, { summary: 'B' }, { 'if-match': created.json.etag }).json.summary, 'B');
  assert.deepEqual(send('GET', `${path}?fields=summary,start(date)`).json, { summary: 'B', start: { date: '2026-03-10' } });
  assert.equal(send('PATCH', path, { summary: 'C' }, { 'if-match': created.json.etag }).status, 412);
  assert.equal(world.script().Calendar.Events.get(HOST, created.json.id).summary, 'B');
  assert.deepEqual([send('DELETE', path).status, send('DELETE', path).status], [204, 410]);
  assert.equal(world.changes.every(({ byScript }) => byScript), true);
});

test('a REST list takes repeated parameters and gives a sync token', () => {
  const world = calendarWorld();
  world.host.insert({ summary: 'A', start: '2026-03-10', extendedProperties: { private: { a: '1', b: '2' } } });
  const send = rest(world);
  assert.equal(send('GET', 'calendars/primary/events?privateExtendedProperty=a%3D1&privateExtendedProperty=b%3D3').json.items.length, 0);
  const { nextSyncToken } = send('GET', 'calendars/primary/events?maxResults=10').json;
  assert.deepEqual(send('GET', `calendars/primary/events?syncToken=${encodeURIComponent(nextSyncToken)}`).json.items, []);
});

test('REST refusals carry Google\'s envelope', () => {
  const world = calendarWorld();
  assert.deepEqual(rest(world)('GET', 'calendars/primary/events/missing1').json, {
    error: { errors: [{ domain: 'global', reason: 'notFound', message: 'Not Found' }], code: 404, message: 'Not Found' },
  });
  assert.equal(rest(world)('GET', 'calendars/primary/events', undefined, { authorization: 'Bearer old' }).json.error.errors[0].reason, 'authError');
  const { status, json } = rest(world, ['calendar.events.readonly'])('POST', 'calendars/primary/events', {});
  assert.deepEqual([status, json.error.status, json.error.message], [403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.']);
  assert.equal(rest(world)('POST', 'calendars/primary/events', [1]).json.error.errors[0].reason, 'parseError');
  assert.throws(() => rest(world)('GET', 'users/me/calendarList'), /not simulated: GET \/calendar\/v3\/users\/me\/calendarList/);
  assert.throws(() => rest(world)('POST', 'calendars/primary/events/watch'), /not simulated/);
});

test('the instances of a series are read and changed over REST', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Weekly', start: '2026-03-16T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'] });
  const send = rest(world);
  const one = `${id}_20260323T090000Z`;
  assert.equal(send('PATCH', `calendars/primary/events/${one}`, { summary: 'One' }).json.recurringEventId, id);
  assert.equal(send('DELETE', `calendars/primary/events/${id}_20260330T080000Z`).status, 204);
  const { nextPageToken, items } = send('GET', `calendars/primary/events/${id}/instances?maxResults=1&fields=nextPageToken,items(id,summary)`).json;
  assert.deepEqual(items, [{ id: `${id}_20260316T090000Z`, summary: 'Weekly' }]);
  assert.deepEqual(send('GET', `calendars/primary/events/${id}/instances?maxResults=1&pageToken=${nextPageToken}&fields=items(id,summary)`).json, { items: [{ id: one, summary: 'One' }] });
  assert.deepEqual(send('GET', `calendars/primary/events/${id}_20260324T090000Z`).status, 404);
  assert.equal(send('GET', 'calendars/primary/events/missing1/instances').json.error.code, 404);
});

test('an event is moved over REST', () => {
  const world = calendarWorld();
  const team = world.store.addCalendar({ summary: 'Team', timeZone: 'UTC', owner: HOST });
  const { id } = world.host.insert({ start: '2026-03-10' });
  const { json } = rest(world)('POST', `calendars/primary/events/${id}/move?destination=${encodeURIComponent(team.id)}`);
  assert.equal(json.organizer.email, team.id);
});

test('settings are read over REST with their own scope', () => {
  const world = calendarWorld();
  assert.equal(rest(world)('GET', 'users/me/settings/timezone').status, 403);
  assert.equal(rest(world, ['calendar.settings.readonly'])('GET', 'users/me/settings/timezone').json.value, 'Europe/Berlin');
});

test('CalendarApp with calendar.events alone is refused in Google\'s words', () => {
  const { CalendarApp } = calendarWorld().script();
  assert.throws(() => CalendarApp.getDefaultCalendar(), {
    message:
      'Specified permissions are not sufficient to call CalendarApp.getDefaultCalendar. Required permissions: ' +
      '(https://www.googleapis.com/auth/calendar || https://www.google.com/calendar/feeds)',
  });
});

test('CalendarApp gives names, zones, titles, times and creators where it is allowed', () => {
  const world = calendarWorld({ options: { calendarAppScope: 'allowed' } });
  world.store.share(HOST, GUEST, 'writer');
  const { id, iCalUID } = world.guest.insert({ summary: 'Review', start: '2026-03-10T10:00:00' }, { calendarId: HOST });
  const { CalendarApp, calls } = world.script();
  const calendar = CalendarApp.getDefaultCalendar();
  assert.deepEqual([calendar.getId(), calendar.getName(), calendar.getTimeZone()], [HOST, HOST, 'Europe/Berlin']);
  const event = CalendarApp.getCalendarById(HOST).getEventById(iCalUID);
  assert.deepEqual([event.getId(), event.getTitle(), event.getCreators()], [iCalUID, 'Review', [GUEST]]);
  assert.equal(event.getStartTime().toISOString(), '2026-03-10T09:00:00.000Z');
  assert.equal(event.getEndTime().toISOString(), '2026-03-10T10:00:00.000Z');
  assert.equal(CalendarApp.getEventById(id).getTitle(), 'Review');
  assert.equal(CalendarApp.getEventById('missing'), null);
  assert.equal(CalendarApp.getCalendarById(GUEST), null);
  assert.equal(calls.every(({ service, counted }) => service === 'CalendarApp' && counted), true);
  assert.equal(calls[1].method, 'Calendar.getId');
});

test('a day begins at midnight of the script\'s zone in CalendarApp', () => {
  const world = calendarWorld({ options: { calendarAppScope: 'allowed' } });
  const { id } = world.host.insert({ start: '2026-03-10' });
  assert.equal(world.script().CalendarApp.getEventById(id).getStartTime().toISOString(), '2026-03-10T04:00:00.000Z');
});

test('CalendarApp lacks what Google lacks and says what is not simulated', () => {
  const { CalendarApp } = calendarWorld({ options: { calendarAppScope: 'allowed' } }).script();
  assert.throws(() => CalendarApp.getCalendar, TypeError);
  assert.throws(() => CalendarApp.createEvent('x'), { message: 'not simulated: CalendarApp.createEvent' });
  assert.throws(() => CalendarApp.getCalendarById(), /^Exception: The parameters \(\) don't match the method signature for CalendarApp\.getCalendarById\.$/);
});

test('conference data of an add-on takes the form that events hold', () => {
  const built = {
    conferenceId: 'm1',
    conferenceSolutionId: 'webex-meeting',
    entryPoints: [{ entryPointType: 'PHONE', uri: 'tel:+1', features: ['TOLL_FREE'] }],
    parameters: [{ key: 'event', value: 'e1' }],
    notes: 'n',
  };
  assert.deepEqual(conferenceDataFromAddOn(built, { name: 'Webex', iconUri: 'https://lh3.googleusercontent.com/x' }), {
    conferenceId: 'm1',
    conferenceSolution: { key: { type: 'addOn' }, name: 'Webex', iconUri: 'https://lh3.googleusercontent.com/x' },
    entryPoints: [{ entryPointType: 'phone', uri: 'tel:+1', entryPointFeatures: ['toll_free'] }],
    notes: 'n',
    parameters: { addOnParameters: { parameters: { event: 'e1' } } },
  });
});
