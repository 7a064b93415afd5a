// @ts-check
/** Reading and writing single events through the advanced service: what Google accepts, prints and refuses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal, webexConference } from './calendar-fake.js';

const timed = { summary: 'Review', start: { dateTime: '2026-03-10T10:00:00+01:00' }, end: { dateTime: '2026-03-10T11:00:00+01:00' } };

test('an inserted event is printed with everything that the server adds', () => {
  const { Calendar } = calendarWorld().script();
  const event = Calendar.Events.insert(timed, 'primary');
  assert.match(event.id, /^[0-9a-v]{26}$/);
  assert.deepEqual(
    { ...event, id: 'ID', etag: 'ETAG', htmlLink: 'LINK', iCalUID: event.iCalUID.replace(event.id, 'ID') },
    {
      kind: 'calendar#event',
      etag: 'ETAG',
      id: 'ID',
      status: 'confirmed',
      htmlLink: 'LINK',
      created: '2026-03-02T09:00:00.000Z',
      updated: '2026-03-02T09:00:00.000Z',
      creator: { email: HOST, self: true },
      organizer: { email: HOST, self: true },
      summary: 'Review',
      start: { dateTime: '2026-03-10T10:00:00+01:00' },
      end: { dateTime: '2026-03-10T11:00:00+01:00' },
      iCalUID: 'ID@google.com',
      sequence: 0,
      reminders: { useDefault: true },
      eventType: 'default',
    },
  );
});

test('times are printed in the zone of the answer while the event keeps its own', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert(
    { start: { dateTime: '2026-07-01T09:00:00', timeZone: 'Asia/Calcutta' }, end: { dateTime: '2026-07-01T10:00:00', timeZone: 'Asia/Calcutta' } },
    HOST,
  );
  assert.deepEqual(Calendar.Events.get(HOST, id).start, { dateTime: '2026-07-01T05:30:00+02:00', timeZone: 'Asia/Calcutta' });
  assert.deepEqual(Calendar.Events.get(HOST, id, { timeZone: 'UTC' }).start, { dateTime: '2026-07-01T03:30:00Z', timeZone: 'Asia/Calcutta' });
});

test('a civil time in a gap moves forward and the first of two is taken in an overlap', () => {
  const { Calendar } = calendarWorld().script();
  const insert = (/** @type {string} */ from, /** @type {string} */ to) =>
    Calendar.Events.insert({ start: { dateTime: from, timeZone: 'Europe/Berlin' }, end: { dateTime: to, timeZone: 'Europe/Berlin' } }, HOST).start.dateTime;
  assert.equal(insert('2026-03-29T02:30:00', '2026-03-29T04:00:00'), '2026-03-29T03:30:00+02:00');
  assert.equal(insert('2026-10-25T02:30:00', '2026-10-25T04:00:00'), '2026-10-25T02:30:00+02:00');
});

test('a patch merges members, deletes by null and replaces arrays', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert(
    { ...timed, description: 'old', attendees: [{ email: GUEST }, { email: 'guest-2@example.org' }], extendedProperties: { private: { a: '1', b: '2' } } },
    HOST,
  );
  const event = Calendar.Events.patch(
    { description: null, attendees: [{ email: GUEST, responseStatus: 'accepted' }], extendedProperties: { private: { a: null, c: '3' } } },
    HOST,
    id,
  );
  assert.equal(event.summary, 'Review');
  assert.equal('description' in event, false);
  assert.deepEqual(event.attendees, [{ email: GUEST, responseStatus: 'accepted' }]);
  assert.deepEqual(event.extendedProperties, { private: { b: '2', c: '3' } });
});

test('an update replaces what it does not name, but not conference data of version 0', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert({ ...timed, description: 'old', conferenceData: webexConference('m1') }, HOST, { conferenceDataVersion: 1 });
  const event = Calendar.Events.update(timed, HOST, id);
  assert.equal('description' in event, false);
  assert.equal(event.conferenceData.conferenceId, 'm1');
  assert.equal('conferenceData' in Calendar.Events.update(timed, HOST, id, { conferenceDataVersion: 1 }), false);
});

test('an all-day event turns timed only when the date is taken away', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert({ start: { date: '2026-03-10' }, end: { date: '2026-03-11' } }, HOST);
  assert.throws(() => Calendar.Events.patch({ start: timed.start, end: timed.end }, HOST, id), refusal('Invalid start time.', 400));
  const event = Calendar.Events.patch({ start: { ...timed.start, date: null }, end: { ...timed.end, date: null } }, HOST, id);
  assert.deepEqual(event.start, { dateTime: '2026-03-10T10:00:00+01:00' });
});

test('impossible times are refused with Google\'s texts', () => {
  const { Calendar } = calendarWorld().script();
  const refuse = (/** @type {any} */ body, /** @type {string} */ text) => assert.throws(() => Calendar.Events.insert(body, HOST), refusal(text, 400));
  refuse({ start: timed.start }, 'Missing end time.');
  refuse({ start: timed.end, end: timed.start }, 'The specified time range is empty.');
  refuse({ start: { date: '2026-03-10' }, end: { date: '2026-03-10' } }, 'The specified time range is empty.');
  refuse({ start: timed.start, end: { date: '2026-03-11' } }, 'Start and end times must either both be date or both be dateTime.');
  refuse({ ...timed, start: { dateTime: '2026-03-10T10:00:00' } }, 'Missing time zone definition for start time.');
  refuse({ ...timed, recurrence: ['RRULE:FREQ=DAILY'] }, 'Missing time zone definition for start time.');
  refuse({ ...timed, start: { ...timed.start, timeZone: 'W. Europe Standard Time' } }, 'Invalid time zone definition for start time.');
  refuse({ ...timed, start: { dateTime: '2026-02-30T10:00:00Z' } }, 'Bad Request');
});

test('a misspelt member, parameter or argument is refused', () => {
  const { Calendar } = calendarWorld().script();
  assert.throws(() => Calendar.Events.insert({ ...timed, sumary: 'x' }, HOST), /Unknown name "sumary" at 'event'/);
  assert.throws(() => Calendar.Events.insert(timed, HOST, { conferenceVersion: 1 }), /Unknown name "conferenceVersion"/);
  assert.throws(() => Calendar.Events.insert(timed, HOST, { conferenceDataVersion: 2 }), /within the range: \[0, 1\]/);
  assert.throws(() => Calendar.Events.get(HOST), { message: 'Invalid number of arguments provided. Expected 2-4 only' });
  assert.throws(() => Calendar.Events.delete, TypeError);
  assert.throws(() => Calendar.Events.quickAdd(HOST, 'x'), { message: 'not simulated: Calendar.Events.quickAdd' });
});

test('every write gives a new etag, and If-Match refuses an old one', () => {
  const { Calendar } = calendarWorld().script();
  const first = Calendar.Events.insert(timed, HOST);
  const second = Calendar.Events.patch({ summary: 'b' }, HOST, first.id, {}, { 'If-Match': first.etag });
  assert.notEqual(second.etag, first.etag);
  assert.throws(() => Calendar.Events.patch({ summary: 'c' }, HOST, first.id, {}, { 'If-Match': first.etag }), refusal('Precondition Failed', 412));
  assert.equal(Calendar.Events.get(HOST, first.id).summary, 'b');
});

test('the sequence grows with time and guests, not with the title', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert(timed, HOST);
  assert.equal(Calendar.Events.patch({ summary: 'b' }, HOST, id).sequence, 0);
  assert.equal(Calendar.Events.patch({ end: { dateTime: '2026-03-10T12:00:00+01:00' } }, HOST, id).sequence, 1);
  assert.equal(Calendar.Events.patch({ attendees: [{ email: GUEST }] }, HOST, id).sequence, 2);
  assert.throws(() => Calendar.Events.update({ ...timed, sequence: 1 }, HOST, id), /Invalid sequence value/);
});

test('changing reminders gives a new etag and leaves the time of update', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const before = Calendar.Events.insert(timed, HOST);
  world.advance(60000);
  const after = Calendar.Events.patch({ reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] } }, HOST, before.id);
  assert.notEqual(after.etag, before.etag);
  assert.equal(after.updated, before.updated);
});

test('a deleted event can be read, not deleted twice, and be brought back', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert(timed, HOST);
  assert.equal(Calendar.Events.remove(HOST, id), undefined);
  assert.equal(Calendar.Events.get(HOST, id).status, 'cancelled');
  assert.equal(Calendar.Events.get(HOST, id).summary, 'Review');
  assert.throws(() => Calendar.Events.remove(HOST, id), refusal('Resource has been deleted', 410));
  assert.equal(Calendar.Events.patch({ status: 'confirmed' }, HOST, id).status, 'confirmed');
});

test('a draft id can not be read until a person saves the event under it', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const id = world.store.newDraftId();
  assert.throws(() => Calendar.Events.get(HOST, id), refusal('Not Found', 404));
  world.host.insert({ id, start: '2026-03-10T10:00:00' });
  assert.equal(Calendar.Events.get(HOST, id).start.dateTime, '2026-03-10T10:00:00+01:00');
});

test('ids must be base32hex and new', () => {
  const { Calendar } = calendarWorld().script();
  assert.throws(() => Calendar.Events.insert({ ...timed, id: 'wxyz1' }, HOST), refusal('Invalid resource id value.', 400));
  Calendar.Events.insert({ ...timed, id: 'abcde' }, HOST);
  Calendar.Events.remove(HOST, 'abcde');
  assert.throws(() => Calendar.Events.insert({ ...timed, id: 'abcde' }, HOST), refusal('The requested identifier already exists.', 409));
});

test('conference data counts only under version 1', () => {
  const { Calendar } = calendarWorld().script();
  const { id } = Calendar.Events.insert({ ...timed, conferenceData: webexConference('m1') }, HOST);
  assert.equal('conferenceData' in Calendar.Events.get(HOST, id), false);
  Calendar.Events.patch({ conferenceData: webexConference('m1') }, HOST, id, { conferenceDataVersion: 1 });
  assert.deepEqual(Calendar.Events.patch({ conferenceData: null }, HOST, id, {}).conferenceData, webexConference('m1'));
  assert.equal('conferenceData' in Calendar.Events.patch({ conferenceData: null }, HOST, id, { conferenceDataVersion: 1 }), false);
});

test('where third-party conferences are refused to scripts, what the event holds may still be written back', () => {
  const world = calendarWorld({ options: { conferenceDataPatch: 'refused' } });
  const { Calendar } = world.script();
  const event = world.host.insert({ start: '2026-03-10T10:00:00', conferenceData: webexConference('m1') });
  assert.throws(
    () => Calendar.Events.patch({ conferenceData: webexConference('m2') }, HOST, event.id, { conferenceDataVersion: 1 }),
    refusal('Invalid conference data.', 400),
  );
  const same = Calendar.Events.patch({ summary: 'x', conferenceData: webexConference('m1') }, HOST, event.id, { conferenceDataVersion: 1 });
  assert.equal(same.conferenceData.conferenceId, 'm1');
  assert.equal('conferenceData' in Calendar.Events.patch({ conferenceData: null }, HOST, event.id, { conferenceDataVersion: 1 }), false);
});

test('conference data beyond the limits is refused', () => {
  const { Calendar } = calendarWorld().script();
  const good = webexConference('m1');
  const refuse = (/** @type {any} */ changes, text = 'Invalid conference data.') =>
    assert.throws(() => Calendar.Events.insert({ ...timed, conferenceData: { ...good, ...changes } }, HOST, { conferenceDataVersion: 1 }), refusal(text, 400));
  refuse({ entryPoints: [...good.entryPoints, ...good.entryPoints] });
  refuse({ entryPoints: [] });
  refuse({ entryPoints: [{ entryPointType: 'more', uri: 'https://example.com/' }] });
  refuse({ entryPoints: [{ entryPointType: 'phone', uri: '+123' }] });
  refuse({ entryPoints: [{ ...good.entryPoints[0], password: 'x'.repeat(129) }] });
  refuse({ parameters: { addOnParameters: { parameters: { k: 'x'.repeat(1025) } } } });
  refuse({ createRequest: { requestId: 'r', conferenceSolutionKey: { type: 'addOn' } } }, 'Invalid conference type value.');
});

test('a create request makes a Meet conference with its link', () => {
  const { Calendar } = calendarWorld().script();
  const body = { ...timed, conferenceData: { createRequest: { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } } } };
  const event = Calendar.Events.insert(body, HOST, { conferenceDataVersion: 1 });
  assert.match(event.hangoutLink, /^https:\/\/meet\.google\.com\/[a-v]{3}-[a-v]{4}-[a-v]{3}$/);
  assert.equal(event.conferenceData.createRequest.status.statusCode, 'success');
});

test('extended properties lose keys beyond 44 characters and values beyond 1024', () => {
  const { Calendar } = calendarWorld().script();
  const event = Calendar.Events.insert({ ...timed, extendedProperties: { private: { ['k'.repeat(45)]: 'x', ['k'.repeat(44)]: 'v'.repeat(2000) } } }, HOST);
  assert.deepEqual(event.extendedProperties, { private: { ['k'.repeat(44)]: 'v'.repeat(1024) } });
});

test('without a fitting scope a call is refused with Google\'s text', () => {
  const world = calendarWorld();
  const { Calendar } = world.script(HOST, ['calendar.events.readonly']);
  assert.deepEqual(Calendar.Events.list(HOST).items, []);
  assert.throws(() => Calendar.Events.insert(timed, HOST), /^Exception: Specified permissions are not sufficient to call Calendar\.Events\.insert\. Required permissions: /);
  assert.throws(() => Calendar.Settings.get('timezone'), /Calendar\.Settings\.get\. Required permissions/);
});

test('quota and back-end trouble can be ordered, and it leaves the event as it was', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const { id } = Calendar.Events.insert(timed, HOST);
  world.store.fail({ trouble: 'quotaExceeded', method: 'events.patch', times: 2 });
  const patch = () => Calendar.Events.patch({ summary: 'b' }, HOST, id);
  assert.throws(patch, refusal('Calendar usage limits exceeded.', 403));
  assert.throws(patch, refusal('Calendar usage limits exceeded.', 403));
  assert.equal(Calendar.Events.get(HOST, id).summary, 'Review');
  assert.equal(patch().summary, 'b');
});

test('more than 600 requests a minute are refused', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  for (let count = 0; count < 600; count += 1) Calendar.Settings.get('timezone');
  assert.throws(() => Calendar.Settings.get('timezone'), refusal('User Rate Limit Exceeded', 403));
  world.advance(60001);
  assert.equal(Calendar.Settings.get('timezone').value, 'Europe/Berlin');
});

test('settings are strings of the person', () => {
  const { Calendar } = calendarWorld().script();
  assert.equal(Calendar.Settings.get('locale').value, 'de');
  assert.equal(Calendar.Settings.get('format24HourTime').value, 'false');
  assert.throws(() => Calendar.Settings.get('colour'), refusal('Not Found', 404));
  assert.ok(Calendar.Settings.list().items.every((/** @type {any} */ { value }) => typeof value === 'string'));
});

test('the log names the ids and parameters of a call, never the contents of an event', () => {
  const { Calendar, calls } = calendarWorld().script();
  Calendar.Events.insert(timed, HOST, { sendUpdates: 'none' });
  assert.deepEqual(calls.map(({ service, method, detail, counted }) => ({ service, method, detail, counted })), [
    { service: 'Calendar', method: 'Events.insert', detail: { calendarId: HOST, query: { sendUpdates: 'none' }, members: ['summary', 'start', 'end'] }, counted: true },
  ]);
});
