// @ts-check
/**
 * The schema checks find what the published documents forbid and accept what they allow.
 *
 * The documents aren't part of the project. If they are absent, the tests report that nothing is checked.
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { attachSchemaChecks, checkCalendarEvent, checkCalendarReply, checkCalendarRequest, checkWebexExchange, overlayReasons, publishedSpecs } from '../../simulator/schema_check/index.js';
import { CalendarStore } from '../../simulator/google/calendar/index.js';
import { request } from '../../simulator/google/calendar/api.js';
import { completeOptions } from '../../simulator/options.js';
import { Clock, seededRandom } from '../../simulator/runtime/clock.js';
import { Client, makeService, meeting } from './webex-client.js';

const specs = publishedSpecs();

/** @typedef {import('../../simulator/schema_check/index.js').Observer} Observer */

function world() {
  const { service } = makeService();
  return { webex: service, calendars: { observers: /** @type {Observer[]} */ ([]) } };
}

const ACTOR = { email: 'host@example.com', byScript: true };

function makeCalendars() {
  return new CalendarStore({ clock: new Clock('2026-03-02T09:00:00Z'), options: completeOptions(), random: seededRandom(3), users: [{ email: 'host@example.com' }] });
}

test('a calendar shows its observers what it grants and what it answers', () => {
  const calendars = makeCalendars();
  /** @type {any[]} */
  const seen = [];
  calendars.observers.push((kind, observation) => seen.push([kind, observation]));
  const body = { summary: 'Review', start: { date: '2026-03-03' }, end: { date: '2026-03-04' } };
  const made = request(calendars, ACTOR, 'events.insert', { calendarId: 'primary', body, query: { sendUpdates: 'none' } });
  assert.throws(() => request(calendars, ACTOR, 'events.get', { calendarId: 'primary', eventId: 'absent' }));
  assert.deepEqual(seen, [['request', { method: 'events.insert', calendarId: 'primary', eventId: undefined, params: { sendUpdates: 'none' }, body, result: made }]]);
});

if (!specs) {
  test('without the documents nothing is checked, and `attached` says so', () => {
    const checks = attachSchemaChecks(world());
    assert.equal(checks.attached, false);
    checks.check();
  });
} else {
  const { webex, calendar } = specs;

  /** @param {string} method @param {string} path @param {any} body @param {any} [reply] @param {string} [type] */
  const exchange = (method, path, body, reply = {}, type = 'application/json') => checkWebexExchange(
    { method, url: `https://webexapis.com/v1${path}`, headers: body === null ? {} : { 'content-type': type }, body: body === null ? null : JSON.stringify(body) },
    { status: 400, headers: {}, body: '', ...reply }, webex);

  test('a Webex request with unknown members, types, parameters or media types is found', () => {
    assert.deepEqual(exchange('POST', '/meetings', meeting), []);
    assert.deepEqual(exchange('POST', '/meetings', { ...meeting, enableJoinBeforeHost: true }), ['POST /v1/meetings body: must NOT have additional properties (enableJoinBeforeHost)']);
    assert.deepEqual(exchange('POST', '/meetings', { ...meeting, sendEmail: 'no' }), ['POST /v1/meetings body/sendEmail: must be boolean']);
    assert.deepEqual(exchange('POST', '/meetings', { ...meeting, invitees: [{ mail: 'x' }] }), [
      "POST /v1/meetings body/invitees/0: must have required property 'email'", 'POST /v1/meetings body/invitees/0: must NOT have additional properties (mail)']);
    assert.deepEqual(exchange('GET', '/meetings?limit=3', null), ['GET /v1/meetings: unknown query parameter limit']);
    assert.deepEqual(exchange('GET', '/meetings?max=ten', null), ['GET /v1/meetings query max: must be number']);
    assert.deepEqual(exchange('GET', '/meetings?meetingType=series', null), ['GET /v1/meetings query meetingType: must be equal to one of the allowed values']);
    assert.deepEqual(exchange('GET', '/meetingInvitees', null), ['GET /v1/meetingInvitees: query parameter meetingId is missing']);
    assert.deepEqual(exchange('POST', '/meetings', meeting, {}, 'text/plain'), ['POST /v1/meetings: media type text/plain is not foreseen']);
    assert.deepEqual(exchange('DELETE', '/meetings', null), ['DELETE /v1/meetings: the document has no such method']);
    assert.deepEqual(exchange('DELETE', '/meetings/x', {}), ['DELETE /v1/meetings/x: a body is not foreseen']);
  });

  test('a Webex reply with unknown or missing members is found', () => {
    const service = world().webex;
    const made = new Client(service).created();
    const checked = (/** @type {any} */ body, /** @type {number} */ status = 200) => exchange('GET', '/meetings/x', null, { status, body: JSON.stringify(body) });
    assert.deepEqual(checked(made), []);
    assert.deepEqual(checked({ ...made, joinLink: 'x' }), ['GET /v1/meetings/x reply: must NOT have additional properties (joinLink)']);
    assert.deepEqual(checked({ ...made, webLink: undefined }), ["GET /v1/meetings/x reply: must have required property 'webLink'"]);
    assert.deepEqual(checked(made, 201), ['GET /v1/meetings/x: status 201 is not foreseen']);
    assert.deepEqual(exchange('DELETE', '/meetings/x', null, { status: 204, body: '{}' }), ['DELETE /v1/meetings/x: a reply with 204 has no body']);
  });

  test('the documented faults of the Webex document are laid over, each with its reason', () => {
    assert.equal(overlayReasons.length, 7);
    assert.deepEqual(exchange('PATCH', '/meetings/x', { agenda: null, recurrence: null, trackingCodes: null, integrationTags: null }), []);
    assert.notDeepEqual(exchange('PATCH', '/meetings/x', { title: null }), []);
    assert.notDeepEqual(exchange('PATCH', '/meetings/x', { title: 'x' }, {}, 'application/json-patch+json'), []);
    assert.deepEqual(exchange('POST', '/meetings', { title: 'x', templateId: 't' }), []);
    assert.notDeepEqual(exchange('POST', '/meetings', { title: 'x' }), []);
    assert.notDeepEqual(exchange('POST', '/meetingInvitees/bulkInsert', { meetingId: 'x' }), []);
  });

  test('a Calendar request is held to its method, parameters and body', () => {
    const patch = (/** @type {any} */ params, /** @type {any} */ body = {}) => checkCalendarRequest('events.patch', { calendarId: 'primary', eventId: 'e1', ...params }, body, calendar);
    assert.deepEqual(patch({ conferenceDataVersion: 1, sendUpdates: 'none' }, { summary: 'x', conferenceData: null, start: { dateTime: '2026-03-03T10:00:00+01:00', timeZone: 'Europe/Paris' } }), []);
    assert.deepEqual(patch({ conferenceDataVersion: '2' }), ['events.patch conferenceDataVersion: 2 is above 1']);
    assert.deepEqual(patch({ sendUpdates: 'nobody' }), ['events.patch sendUpdates: nobody is none of all, externalOnly, none']);
    assert.deepEqual(patch({ sendNotification: true }), ['events.patch: unknown parameter sendNotification']);
    assert.deepEqual(patch({}, { title: 'x' }), ['events.patch body: must NOT have additional properties (title)']);
    assert.deepEqual(patch({}, { start: { datetime: 'x' } }), ['events.patch body/start: must NOT have additional properties (datetime)']);
    assert.deepEqual(checkCalendarRequest('Events.list', { calendarId: 'primary', maxResults: 250, singleEvents: false, syncToken: 's' }, undefined, calendar), []);
    assert.deepEqual(checkCalendarRequest('Events.list', { timeMin: '2026-03-03' }, undefined, calendar),
      ['Events.list timeMin: 2026-03-03 is no RFC 3339 time', 'Events.list: parameter calendarId is missing']);
    assert.deepEqual(checkCalendarRequest('Events.remove', { calendarId: 'primary', eventId: 'e1', sendUpdates: 'none' }, undefined, calendar), []);
    assert.deepEqual(checkCalendarRequest('Events.erase', {}, undefined, calendar), ['Events.erase: the document has no such method']);
  });

  test('an event and a reply of the Calendar are held to their schemas', () => {
    const event = { id: 'e1', status: 'confirmed', sequence: 1, start: { date: '2026-03-03' }, attendees: [{ email: 'guest-1@example.com', responseStatus: 'accepted' }] };
    assert.deepEqual(checkCalendarEvent(event, calendar), []);
    assert.deepEqual(checkCalendarEvent({ ...event, sequence: '1' }, calendar), ['event/sequence: must be integer']);
    assert.deepEqual(checkCalendarEvent({ ...event, start: { date: '3 March' } }, calendar), ['event/start/date: must match format "date"']);
    const start = (/** @type {any} */ value) => checkCalendarEvent({ ...event, start: value }, calendar);
    assert.deepEqual(start({ dateTime: '2026-03-03T10:00:00', timeZone: 'Europe/Paris' }), []);
    assert.deepEqual(start({ dateTime: '2026-03-03T10:00:00' })[0], "event/start: must have required property 'timeZone'");
    assert.notDeepEqual(start({ dateTime: '3 March', timeZone: 'Europe/Paris' }), []);
    assert.deepEqual(checkCalendarEvent({ ...event, extendedProperties: { private: { a: 'b' } } }, calendar), []);
    assert.deepEqual(checkCalendarEvent({ ...event, extendedProperties: { private: { a: 1 } } }, calendar), ['event/extendedProperties/private/a: must be string']);
    assert.deepEqual(checkCalendarReply('events.list', { items: [event], nextSyncToken: 's' }, calendar), []);
    assert.deepEqual(checkCalendarReply('events.list', { items: [event], syncToken: 's' }, calendar), ['events.list reply: must NOT have additional properties (syncToken)']);
  });

  test('attached schema checks gather what Webex and the Calendar see and throw when asked', () => {
    const watched = world();
    const checks = attachSchemaChecks(watched);
    const client = new Client(watched.webex);
    client.ask('POST', '/meetings', { body: meeting });
    const [observer] = watched.calendars.observers;
    observer('request', { method: 'events.get', calendarId: 'primary', eventId: 'e1', result: { id: 'e1' } });
    observer('event', { result: { id: 'e1' } });
    checks.check();
    client.ask('POST', '/meetings', { body: { ...meeting, unknown: 1 }, offSpec: true });
    observer('request', { method: 'events.patch', calendarId: 'primary', eventId: 'e1', params: { x: 1 }, body: {}, result: { y: 1 } });
    observer('event', { result: { z: 1 } });
    assert.deepEqual(checks.findings, [
      'POST /v1/meetings body: must NOT have additional properties (unknown)', 'events.patch: unknown parameter x',
      'events.patch reply: must NOT have additional properties (y)', 'event: must NOT have additional properties (z)']);
    assert.throws(() => checks.check(), /^Error: the published documents object:/);
  });
}
