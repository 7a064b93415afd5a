// @ts-check
/** Changing and deleting meetings at the simulated Webex service (facts of PATCH, PUT and DELETE). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, MARCH_ON, OTHER_CLIENT, makeService, meeting, refused, weekly } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service, clock } = makeService(switches);
  return { service, clock, host: new Client(service) };
}

/** The occurrences of a series. @param {Client} host @param {string} id */
function occurrencesOf(host, id) {
  return host.items(`/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&max=100&${MARCH_ON}`);
}

test('a partial change keeps the rest, the link and the password', () => {
  const { host, service } = open();
  const made = host.created({ agenda: 'Plans' });
  const answer = host.patch(made.id, { title: 'New title', sendEmail: false });
  assert.equal(answer.status, 200);
  const { title, agenda, webLink, password, meetingNumber } = answer.body;
  assert.deepEqual({ title, agenda, webLink, password, meetingNumber },
    { title: 'New title', agenda: 'Plans', webLink: made.webLink, password: made.password, meetingNumber: made.meetingNumber });
  assert.deepEqual(service.mail, []);
});

test('null clears agenda, rule and tracking codes and nothing else', () => {
  const { host } = open();
  const made = host.created({ ...weekly, agenda: 'Plans', trackingCodes: [{ name: 'Project', value: 'A' }] });
  const { body } = host.patch(made.id, { agenda: null, recurrence: null, trackingCodes: null });
  assert.deepEqual([body.agenda, body.recurrence, body.trackingCodes], [undefined, undefined, undefined]);
  assert.equal(occurrencesOf(host, made.id)[0].id, made.id);
  for (const name of ['title', 'start', 'password', 'timezone', 'sendEmail']) refused(host.patch(made.id, { [name]: null }), 400, `Parameter '${name}' must not be null.`);
});

test('a PATCH takes neither the members of creation nor those of replies', () => {
  const { host } = open();
  const { id } = host.created();
  for (const member of [{ invitees: [] }, { scheduledType: 'meeting' }, { siteUrl: 'site.webex.com' }, { templateId: 't' }, { id }, { webLink: 'x' }]) {
    refused(host.patch(id, member), 400, /is not supported/);
  }
});

test('a PATCH is sent as application/json unless the switch says otherwise', () => {
  const send = (/** @type {Record<string, any>} */ switches, /** @type {string} */ type) => {
    const { host } = open(switches);
    return host.ask('PATCH', `/meetings/${host.created().id}`, { body: { title: 'New' }, type, offSpec: true }).status;
  };
  const patch = 'application/json-patch+json';
  assert.deepEqual([send({}, 'application/json'), send({}, patch)], [200, 415]);
  assert.deepEqual([send({ patchMediaType: 'any' }, 'application/json'), send({ patchMediaType: 'any' }, patch)], [200, 200]);
  assert.deepEqual([send({ patchMediaType: 'declared' }, 'application/json'), send({ patchMediaType: 'declared' }, patch)], [415, 200]);
});

test('a PUT takes back what a GET gave', () => {
  const { host } = open();
  const { id } = host.created({ integrationTags: ['gcal:1'] });
  const given = host.ask('GET', `/meetings/${id}`).body;
  const answer = host.ask('PUT', `/meetings/${id}`, { body: { ...given, title: 'New' } });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual([answer.body.title, answer.body.start, answer.body.integrationTags], ['New', given.start, ['gcal:1']]);
});

test('a PUT asks for title, password, start and end unless the switch says otherwise', () => {
  const { host } = open();
  const made = host.created();
  const body = { title: 'New', password: made.password, start: meeting.start, end: meeting.end, timezone: meeting.timezone };
  for (const name of ['title', 'password', 'start', 'end']) {
    refused(host.ask('PUT', `/meetings/${made.id}`, { body: { ...body, [name]: undefined } }), 400, `Parameter '${name}' is required.`);
  }
  assert.equal(host.ask('PUT', `/meetings/${made.id}`, { body }).status, 200);
  const lax = open({ putRequired: 'none' });
  assert.equal(lax.host.ask('PUT', `/meetings/${lax.host.created().id}`, { body: { title: 'New' } }).status, 200);
});

test('times without a zone are taken as UTC and make UTC the zone of the meeting', () => {
  const { host, service } = open();
  const { id } = host.created();
  host.patch(id, { start: '2026-03-04T10:00:00', end: '2026-03-04T11:00:00' });
  const [kept] = service.meetings();
  assert.deepEqual([kept.start, kept.timezone], ['2026-03-04T10:00:00Z', 'UTC']);
});

test('the rules of time hold for changes', () => {
  const { host } = open();
  const { id } = host.created();
  const zone = { timezone: 'Europe/Paris' };
  refused(host.patch(id, { ...zone, start: '2026-03-02T08:00:00', end: '2026-03-02T09:00:00' }), 400, "Parameter 'start' or 'end' is before current time.");
  refused(host.patch(id, { ...zone, start: '2026-03-03T10:55:00' }), 400, /between 10 minutes/);
  refused(host.patch(id, { ...zone, start: '2026-03-03T10:00:00Z', end: '2026-03-03T11:00:00Z' }), 400, /do not match$/);
  assert.throws(() => host.patch(id, { timezone: 'Europe/Berlin' }), /not simulated: a new Webex timezone without start and end/);
});

test('a series lists its occurrences under ids that carry their start in UTC', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  assert.deepEqual(occurrencesOf(host, id).map((one) => [one.id, one.start, one.meetingSeriesId, one.isModified]), [
    [`${id}_20260317T090000Z`, '2026-03-17T09:00:00Z', id, false],
    [`${id}_20260324T090000Z`, '2026-03-24T09:00:00Z', id, false],
    [`${id}_20260331T080000Z`, '2026-03-31T08:00:00Z', id, false],
    [`${id}_20260407T080000Z`, '2026-04-07T08:00:00Z', id, false],
  ]);
});

test('a changed occurrence is an exception and the others stay', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const answer = host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  assert.deepEqual([answer.body.id, answer.body.title, answer.body.isModified, answer.body.meetingType],
    [`${id}_20260324T090000Z`, 'Special', true, 'scheduledMeeting']);
  assert.deepEqual(occurrencesOf(host, id).map((one) => one.title), ['Design review', 'Special', 'Design review', 'Design review']);
  assert.deepEqual(host.items(`/meetings?meetingSeriesId=${id}&isModified=true&${MARCH_ON}`).map((one) => one.title), ['Special']);
});

test('the PUT of an occurrence as it was read makes it an exception', () => {
  const { host } = open();
  const { id } = host.created({ ...weekly, integrationTags: ['gcal:1'] });
  const path = `/meetings/${id}_20260324T090000Z`;
  const answer = host.ask('PUT', path, { body: host.ask('GET', path).body });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.body.isModified, true);
});

test('a new start, end or rule of a series drops its exceptions, any other change keeps them', () => {
  /** @param {Record<string, any>} body */
  const after = (body) => {
    const { host } = open();
    const { id } = host.created(weekly);
    host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
    host.ask('DELETE', `/meetings/${id}_20260331T080000Z`);
    assert.equal(host.patch(id, body).status, 200);
    return occurrencesOf(host, id).map((one) => one.title);
  };
  const { start, end, timezone, recurrence } = weekly;
  assert.deepEqual(after({ title: 'All' }), ['All', 'Special', 'All']);
  assert.deepEqual(after({ start, end, timezone }), ['Design review', 'Special', 'Design review']);
  assert.deepEqual(after({ recurrence: 'FREQ=WEEKLY;COUNT=4;BYDAY=TU' }), ['Design review', 'Special', 'Design review']);
  const fresh = ['Design review', 'Design review', 'Design review', 'Design review'];
  assert.deepEqual(after({ start: '2026-03-17T10:30:00', end: '2026-03-17T11:30:00', timezone }), fresh);
  assert.deepEqual(after({ end: '2026-03-17T11:30:00', timezone }), fresh);
  assert.deepEqual(after({ recurrence: recurrence.replace('COUNT=4', 'COUNT=3') }), fresh.slice(1));
});

test('a series that moves off its rule is refused, moved to the next match, or keeps the odd start', () => {
  const wednesday = { start: '2026-03-18T10:00:00', end: '2026-03-18T11:00:00', timezone: 'Europe/Paris' };
  const after = (/** @type {string} */ startOffRule) => {
    const { host } = open({ startOffRule });
    const { id } = host.created(weekly);
    const answer = host.patch(id, wednesday);
    return answer.status === 200 ? occurrencesOf(host, id).map((one) => one.start.slice(5, 10)) : answer.body.message;
  };
  assert.equal(after('refused'), "Parameter 'start' is not an occurrence of the recurrence.");
  assert.deepEqual(after('moved'), ['03-24', '03-31', '04-07', '04-14']);
  assert.deepEqual(after('kept'), ['03-18', '03-24', '03-31', '04-07']);
});

test('an exception takes the changed title of its series by switch', () => {
  const { host } = open({ exceptionFlags: 'taken' });
  const { id } = host.created(weekly);
  host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  host.patch(id, { title: 'All' });
  assert.deepEqual(occurrencesOf(host, id).map((one) => one.title), ['All', 'All', 'All', 'All']);
});

test('an exception has its own number and link by switch', () => {
  const own = open({ exceptionNumber: 'own' });
  const { id, meetingNumber } = own.host.created(weekly);
  const { body } = own.host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  assert.notEqual(body.meetingNumber, meetingNumber);
  assert.deepEqual(own.host.items(`/meetings?meetingNumber=${body.meetingNumber}`).map((one) => one.id), [body.id]);
  assert.equal(own.host.patch(body.id, { title: 'Again' }).body.meetingNumber, body.meetingNumber);
});

test('a moved occurrence has a new id, or its old one by switch', () => {
  const move = { start: '2026-03-25T14:00:00', end: '2026-03-25T15:00:00', timezone: 'Europe/Paris' };
  const { host } = open();
  const { id } = host.created(weekly);
  const moved = host.patch(`${id}_20260324T090000Z`, move).body;
  assert.deepEqual([moved.id, moved.start], [`${id}_20260325T130000Z`, '2026-03-25T14:00:00+01:00']);
  assert.equal(host.ask('GET', `/meetings/${id}_20260324T090000Z`).status, 404);
  assert.equal(host.ask('GET', `/meetings/${moved.id}`).body.start, '2026-03-25T13:00:00Z');

  const kept = open({ occurrenceIdAfterMove: 'kept' });
  const other = kept.host.created(weekly).id;
  assert.equal(kept.host.patch(`${other}_20260324T090000Z`, move).body.id, `${other}_20260324T090000Z`);
});

test('an occurrence stays between midnight of its day and midnight of the next one\'s', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const second = `${id}_20260324T090000Z`;
  const move = (/** @type {string} */ occurrence, /** @type {string} */ start, /** @type {string} */ end) => host.patch(occurrence, { start, end, timezone: 'Europe/Paris' });
  const text = 'meeting.err.two_meeting_schedule_at_same_day';
  refused(move(second, '2026-03-23T23:59:00', '2026-03-24T00:59:00'), 400, text);
  refused(move(second, '2026-03-31T00:00:00', '2026-03-31T01:00:00'), 400, text);
  assert.equal(move(second, '2026-03-24T00:00:00', '2026-03-24T01:00:00').status, 200);
  assert.equal(move(`${id}_20260317T090000Z`, '2026-03-05T10:00:00', '2026-03-05T11:00:00').status, 200);
  assert.equal(move(`${id}_20260407T080000Z`, '2026-05-20T10:00:00', '2026-05-20T11:00:00').status, 200);
  // Only the start is tested: the end may reach into the next interval.
  assert.equal(move(`${id}_20260331T080000Z`, '2026-04-06T23:30:00', '2026-04-07T12:00:00').status, 200);
});

test('an occurrence of an endless series stays in its interval, too', () => {
  const { host } = open();
  const { id } = host.created({ ...meeting, recurrence: 'FREQ=DAILY;INTERVAL=1' });
  const occurrence = `${id}_20260305T090000Z`;
  const zone = { timezone: 'Europe/Paris' };
  refused(host.patch(occurrence, { ...zone, start: '2026-03-06T00:00:00', end: '2026-03-06T01:00:00' }), 400, /two_meeting_schedule_at_same_day/);
  assert.equal(host.patch(occurrence, { ...zone, start: '2026-03-05T23:00:00', end: '2026-03-06T01:00:00' }).status, 200);
});

test('an occurrence may change its end alone', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const { body } = host.patch(`${id}_20260324T090000Z`, { end: '2026-03-24T11:30:00', timezone: 'Europe/Paris' });
  assert.deepEqual([body.id, body.start, body.end], [`${id}_20260324T090000Z`, '2026-03-24T10:00:00+01:00', '2026-03-24T11:30:00+01:00']);
});

test('an occurrence takes neither a rule nor tags', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  for (const member of [{ recurrence: 'FREQ=DAILY' }, { integrationTags: ['x'] }]) {
    refused(host.patch(`${id}_20260324T090000Z`, member), 400, /is not supported for a scheduled meeting/);
  }
});

test('a meeting in progress can not be changed, its other occurrences can', () => {
  const { host, service, clock } = open();
  const { id } = host.created(weekly);
  clock.advanceTo(Date.parse('2026-03-17T09:01:00Z'));
  host.signIn();
  const instance = service.person('host@example.com').startMeeting(id);
  refused(host.patch(id, { title: 'New' }), 400, 'Meeting is in progress');
  refused(host.patch(`${id}_20260317T090000Z`, { title: 'New' }), 400, 'Meeting is in progress');
  refused(host.ask('DELETE', `/meetings/${id}`), 400, 'Meeting is in progress');
  assert.equal(host.patch(`${id}_20260324T090000Z`, { title: 'New' }).status, 200);
  for (const method of ['PATCH', 'DELETE']) {
    refused(host.ask(method, `/meetings/${instance}`, method === 'PATCH' ? { body: { title: 'New' } } : {}), 400, `Meeting ID '${instance}' is not allowed for this API.`);
  }
  service.person('host@example.com').endMeeting(id);
  assert.equal(host.patch(id, { title: 'New' }).status, 200);
});

test('a lobby of guests keeps a meeting in progress for five minutes after the last one left', () => {
  const { host, service, clock } = open({ deleteInProgress: 'allowed' });
  const { id } = host.created();
  clock.advanceTo(Date.parse('2026-03-03T09:00:00Z'));
  const person = service.person('host@example.com');
  const instance = person.startMeeting(id, { by: 'guests' });
  assert.equal(host.ask('GET', `/meetings/${instance}`).body.state, 'lobby');
  person.endMeeting(id);
  clock.advance(4 * 60_000);
  assert.equal(host.ask('GET', `/meetings/${id}`).body.state, 'inProgress');
  refused(host.patch(id, { title: 'New' }), 400, 'Meeting is in progress');
  clock.advance(60_000);
  assert.equal(host.ask('GET', `/meetings/${instance}`).body.state, 'ended');
  assert.equal(host.patch(id, { title: 'New' }).status, 200);
  clock.advanceTo(Date.parse('2026-03-03T10:00:00Z'));
  assert.deepEqual(occurrencesOf(host, id).map((one) => one.state), ['missed'], 'guests alone hold no meeting');
});

test('an ended meeting is changed only by a new time', () => {
  const { host, clock } = open();
  const { id } = host.created();
  clock.advanceTo(Date.parse('2026-03-03T10:00:00Z'));
  refused(host.patch(id, { title: 'New' }), 400, 'The meeting has ended.');
  const later = { start: '2026-03-05T10:00:00', end: '2026-03-05T11:00:00', timezone: 'Europe/Paris' };
  assert.equal(host.patch(id, later).body.state, 'active');
  const lax = open({ pastUpdate: 'allowed' });
  const other = lax.host.created().id;
  lax.clock.advanceTo(Date.parse('2026-03-04T09:00:00Z'));
  assert.equal(lax.host.patch(other, { title: 'New' }).status, 200);
});

test('an ended occurrence is changed only by a new time', () => {
  const early = { ...weekly, start: '2026-03-03T10:00:00', end: '2026-03-03T11:00:00' };
  for (const [pastUpdate, status] of /** @type {const} */ ([['refused', 400], ['allowed', 200]])) {
    const { host, clock } = open({ pastUpdate });
    const { id } = host.created(early);
    const first = `${id}_20260303T090000Z`;
    assert.equal(host.patch(first, { title: 'Before' }).status, 200);
    clock.advanceTo(Date.parse('2026-03-03T10:00:00Z'));
    assert.equal(host.patch(first, { title: 'New' }).status, status);
    assert.equal(host.patch(id, { title: 'All' }).status, 200, 'the series goes on');
    assert.equal(host.patch(first, { start: '2026-03-05T10:00:00', end: '2026-03-05T11:00:00', timezone: 'Europe/Paris' }).status, 200);
  }
});

test('a change mails host and invitees unless the body says otherwise', () => {
  const { host, service } = open();
  const { id } = host.created({ ...weekly, invitees: [{ email: 'guest-1@example.com' }] });
  host.patch(id, { title: 'New' });
  host.patch(`${id}_20260324T090000Z`, { title: 'New' });
  host.patch(`${id}_20260324T090000Z`, { title: 'Quiet', sendEmail: false });
  assert.deepEqual(service.mail.map(({ to, occasion, meetingId }) => [to, occasion, meetingId.length > 32]), [
    ['host@example.com', 'updated', false], ['guest-1@example.com', 'updated', false], ['host@example.com', 'updated', true], ['guest-1@example.com', 'updated', true]]);
});

test('only the host changes and deletes', () => {
  const { host, service } = open();
  const { id } = host.created({ invitees: [{ email: 'other@example.com' }] });
  const other = new Client(service, 'other@example.com');
  refused(other.patch(id, { title: 'Mine' }), 403, /not the host/);
  refused(other.ask('DELETE', `/meetings/${id}`), 403, /not the host/);
});

test('a meeting of a calendar connector can not be changed', () => {
  const { host, service } = open();
  const { id } = host.created();
  service.person('host@example.com').connectCalendar(id);
  refused(host.patch(id, { title: 'New' }), 403, /calendar connector/);
});

test('a deleted meeting is 204 once and 404 ever after', () => {
  const { host, service } = open();
  const { id } = host.created({ invitees: [{ email: 'guest-1@example.com' }] });
  const answer = host.ask('DELETE', `/meetings/${id}?sendEmail=false`);
  assert.deepEqual([answer.status, answer.text], [204, '']);
  assert.deepEqual(service.mail, []);
  for (const method of ['DELETE', 'GET']) {
    const again = host.ask(method, `/meetings/${id}`);
    refused(again, 404, /cannot be found/);
    assert.deepEqual(again.body.errors, [{ description: again.body.message }]);
  }
});

test('a deletion mails host and invitees unless the query says otherwise', () => {
  const { host, service } = open();
  const { id } = host.created({ invitees: [{ email: 'guest-1@example.com' }] });
  host.ask('DELETE', `/meetings/${id}`);
  assert.deepEqual(service.mail.map(({ to, occasion }) => [to, occasion]), [['host@example.com', 'deleted'], ['guest-1@example.com', 'deleted']]);
});

test('an occurrence is deleted alone, and the last one takes the series along or not by switch', () => {
  /** @param {Record<string, any>} [switches] */
  const end = (switches) => {
    const { host, service } = open(switches);
    const { id } = host.created({ ...weekly, recurrence: 'FREQ=WEEKLY;COUNT=2;BYDAY=TU' });
    assert.equal(host.ask('DELETE', `/meetings/${id}_20260317T090000Z`).status, 204);
    assert.deepEqual(occurrencesOf(host, id).map((one) => one.start), ['2026-03-24T09:00:00Z']);
    refused(host.ask('DELETE', `/meetings/${id}_20260317T090000Z`), 404, /cannot be found/);
    host.ask('DELETE', `/meetings/${id}_20260324T090000Z`);
    return service.meetings().length;
  };
  assert.deepEqual([end(), end({ lastOccurrence: 'series kept' })], [0, 1]);
});

test('tags are private to the integration that wrote them and erased by an empty list or null', () => {
  const { host, service } = open();
  const { id } = host.created({ integrationTags: ['gcal:1'] });
  const other = new Client(service, 'host@example.com', OTHER_CLIENT);
  const tags = (/** @type {Client} */ client) => client.ask('GET', `/meetings/${id}`).body.integrationTags;
  assert.deepEqual([tags(host), tags(other)], [['gcal:1'], undefined]);
  other.patch(id, { integrationTags: ['theirs'] });
  assert.deepEqual([tags(host), tags(other)], [['gcal:1'], ['theirs']]);
  host.patch(id, { title: 'New' });
  assert.deepEqual(tags(host), ['gcal:1']);
  host.patch(id, { integrationTags: [] });
  other.patch(id, { integrationTags: null });
  assert.deepEqual([tags(host), tags(other)], [undefined, undefined]);
});

test('a zone shift without a move drops what hung on occurrences that are no more', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  host.patch(`${id}_20260407T080000Z`, { title: 'Late' });
  host.patch(id, { start: '2026-03-17T09:00:00Z', end: '2026-03-17T10:00:00Z', timezone: 'UTC' });
  assert.deepEqual(occurrencesOf(host, id).map((one) => [one.start, one.title]), [
    ['2026-03-17T09:00:00Z', 'Design review'], ['2026-03-24T09:00:00Z', 'Special'],
    ['2026-03-31T09:00:00Z', 'Design review'], ['2026-04-07T09:00:00Z', 'Design review'],
  ]);
});
