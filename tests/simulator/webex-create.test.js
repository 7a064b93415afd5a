// @ts-check
/** Creating meetings at the simulated Webex service (facts of POST /v1/meetings). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, SITE, makeService, meeting, refused, weekly } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service, clock } = makeService(switches);
  return { service, clock, host: new Client(service) };
}

test('a created meeting answers 200 in JSON with a door and the times in the zone asked for', () => {
  const { host } = open();
  const answer = host.create({ agenda: 'Plans' });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['Content-Type'], 'application/json;charset=UTF-8');
  const { body } = answer;
  assert.match(body.id, /^[0-9a-f]{32}$/);
  assert.match(body.meetingNumber, /^\d{11}$/);
  assert.equal(body.telephony.accessCode, body.meetingNumber);
  assert.match(body.webLink, /^https:\/\/site\.webex\.com\/site\/j\.php\?MTID=m[0-9a-f]{32}$/);
  assert.equal(body.sipAddress, `${body.meetingNumber}@${SITE}`);
  assert.match(body.password, /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,}$/);
  assert.deepEqual(
    [body.meetingType, body.state, body.timezone, body.start, body.end, body.agenda],
    ['meetingSeries', 'active', 'Europe/Paris', '2026-03-03T10:00:00+01:00', '2026-03-03T11:00:00+01:00', 'Plans']);
});

test('a meeting without a zone is in UTC, even if its time has an offset', () => {
  const { host, service } = open();
  const { timezone, start, ...made } = meeting;
  const body = host.created({ ...made, timezone: undefined, start: '2026-03-03T10:00:00+01:00', end: '2026-03-03T11:00:00+01:00' });
  assert.deepEqual([body.timezone, body.start], ['UTC', '2026-03-03T09:00:00Z']);
  assert.equal(service.meetings()[0].timezone, 'UTC');
});

test('an offset that its zone does not have is refused in the words of the service', () => {
  const { host } = open();
  refused(host.create({ timezone: 'Asia/Calcutta', start: '2026-03-21T05:00:00Z', end: '2026-03-21T06:00:00Z' }), 400,
    "timezone 'Asia/Calcutta' and timezone offset in '2026-03-21T05:00:00Z' do not match");
  assert.equal(host.create({ timezone: 'Asia/Calcutta', start: '2026-03-21T05:00:00+05:30', end: '2026-03-21T06:00:00+05:30' }).status, 200);
  // London's offset is zero in early March and one hour in July.
  assert.equal(host.create({ timezone: 'Europe/London', start: '2026-03-04T05:00:00Z', end: '2026-03-04T06:00:00Z' }).status, 200);
  refused(host.create({ timezone: 'Europe/London', start: '2026-07-04T05:00:00Z', end: '2026-07-04T06:00:00Z' }), 400, /do not match$/);
});

test('a zone outside the IANA database is refused', () => {
  const { host } = open();
  refused(host.create({ timezone: 'Paris' }), 400, /timezone/);
  refused(host.create({ timezone: '+01:00' }), 400, /timezone/);
});

test('times in many ISO 8601 forms are read, seconds are dropped', () => {
  const { host } = open();
  for (const start of ['2026-03-03 10:00:00', '2026-03-03T10:00', '20260303T100000', '2026-03-03T10:00:59.500', '2026-03-03T10:00:30+0100']) {
    assert.equal(host.created({ start }).start, '2026-03-03T10:00:00+01:00', start);
  }
  refused(host.create({ start: '3 March 2026' }), 400, /'start' is not a valid ISO 8601/);
  refused(host.create({ start: '2026-02-30T10:00:00' }), 400, /'start'/);
});

test('a time in the past is refused and a start in the current minute moves to the next', () => {
  const { host } = open();
  refused(host.create({ start: '2026-03-02T09:59:00', end: '2026-03-02T11:00:00' }), 400, "Parameter 'start' or 'end' is before current time.");
  assert.equal(host.created({ start: '2026-03-02T10:00:00', end: '2026-03-02T11:00:00' }).start, '2026-03-02T10:01:00+01:00');
});

test('a meeting lasts ten minutes to 23 hours 59', () => {
  const { host } = open();
  refused(host.create({ end: '2026-03-03T10:09:00' }), 400, /between 10 minutes/);
  assert.equal(host.create({ end: '2026-03-03T10:10:00' }).status, 200);
  assert.equal(host.create({ end: '2026-03-04T09:59:00' }).status, 200);
  refused(host.create({ end: '2026-03-04T10:00:00' }), 400, /between 10 minutes/);
  refused(host.create({ end: '2026-03-03T09:00:00' }), 400, /between 10 minutes/);
});

test('a meeting starts less than ten years ahead', () => {
  const { host } = open();
  refused(host.create({ start: '2036-03-02T10:00:00', end: '2036-03-02T11:00:00' }), 400, /less than 10 years/);
  assert.equal(host.create({ start: '2036-03-02T09:00:00', end: '2036-03-02T10:00:00' }).status, 200);
});

test('the status of a broken rule of time is a switch', () => {
  const { host } = open({ ruleErrorStatus: 409 });
  refused(host.create({ end: '2026-03-03T10:05:00' }), 409, /between 10 minutes/);
});

test('texts and lists have limits', () => {
  const { host } = open();
  /** @type {[Record<string, any>, RegExp][]} */
  const cases = [
    [{ title: 'x'.repeat(129) }, /'title' must be at most 128/],
    [{ title: ' ' }, /'title' must not be empty/],
    [{ agenda: 'x'.repeat(1301) }, /'agenda' must be at most 1300/],
    [{ integrationTags: ['a', 'b', 'c', 'd'] }, /at most 3 tags/],
    [{ integrationTags: ['x'.repeat(65)] }, /'integrationTags' must be at most 64/],
    [{ trackingCodes: [{ name: 'x'.repeat(121), value: 'y' }] }, /trackingCodes.name/],
    [{ invitees: Array.from({ length: 1001 }, (_, i) => ({ email: `guest-${i}@example.com` })) }, /at most 1000 invitees/],
    [{ invitees: [{ email: 'guest-1@example.com', displayName: 'x'.repeat(129) }] }, /'displayName' must be at most 128/],
    [{ invitees: { email: 'guest-1@example.com' } }, /'invitees' must be an array/],
    [{ invitees: ['guest-1@example.com'] }, /must be an object/],
    [{ invitees: [{ email: 'nobody' }] }, /not a valid email/],
    [{ enabledJoinBeforeHost: true, joinBeforeHostMinutes: 7 }, /one of 0, 5, 10, 15/],
    [{ joinBeforeHostMinutes: 5 }, /only applicable if 'enabledJoinBeforeHost'/],
    [{ visualWatermarkOpacity: 4 }, /between 5 and 80/],
    [{ password: 'short' }, /password criteria/],
    [{ unlockedMeetingJoinSecurity: 'open' }, /must be one of allowJoin/],
    [{ sendEmail: 'false' }, /'sendEmail' must be a boolean/],
    [{ agenda: null }, /'agenda' must not be null/],
  ];
  for (const [members, message] of cases) refused(host.create(members), 400, message);
  assert.equal(host.create({ title: 'x'.repeat(128), agenda: 'x'.repeat(1300), integrationTags: ['x'.repeat(64)], recurrence: null }).status, 200);
});

test('a title, a start and an end are required', () => {
  const { host } = open();
  for (const name of ['title', 'start', 'end']) {
    refused(host.ask('POST', '/meetings', { body: { ...meeting, [name]: undefined } }), 400, `Parameter '${name}' is required.`);
  }
});

test('an unknown member is rejected or ignored by switch', () => {
  refused(open().host.create({ enableJoinBeforeHost: true }), 400, "Parameter 'enableJoinBeforeHost' is not supported.");
  refused(open().host.create({ meetingOptions: { chat: true } }), 400, "Parameter 'meetingOptions.chat' is not supported.");
  const { host } = open({ unknownMembers: 'ignored' });
  const answer = host.ask('POST', '/meetings', { body: { ...meeting, enableJoinBeforeHost: true }, offSpec: true });
  assert.equal(answer.status, 200);
  assert.equal(answer.body.enabledJoinBeforeHost, false);
});

test('a body must be JSON and say so', () => {
  const { host } = open();
  refused(host.ask('POST', '/meetings', { raw: '{"title":' }), 400, /not valid JSON/);
  refused(host.ask('POST', '/meetings', { raw: '[]' }), 400, /must be an object/);
  refused(host.ask('POST', '/meetings', { body: meeting, type: 'text/plain' }), 415, /not supported/);
});

test('invitees of the request are invited and mailed unless sendEmail is false', () => {
  const { host, service } = open();
  host.created({ invitees: [{ email: 'guest-1@example.com', coHost: true }] });
  assert.deepEqual(service.mail, []);
  const { id } = host.created({ invitees: [{ email: 'guest-2@example.com' }], sendEmail: undefined });
  assert.deepEqual(service.mail.map(({ to, role, occasion, meetingId }) => [to, role, occasion, meetingId]),
    [['host@example.com', 'host', 'created', id], ['guest-2@example.com', 'invitee', 'created', id]]);
  assert.deepEqual(service.meetings()[0].invitees.map(({ email, coHost }) => ({ email, coHost })), [{ email: 'guest-1@example.com', coHost: true }]);
});

test('the host may be mailed in spite of sendEmail:false by switch', () => {
  const { host, service } = open({ hostMail: 'sent' });
  host.created({ invitees: [{ email: 'guest-1@example.com' }] });
  assert.deepEqual(service.mail.map(({ to }) => to), ['host@example.com']);
});

test('one address can not be invited twice in a request', () => {
  refused(open().host.create({ invitees: [{ email: 'guest-1@example.com' }, { email: 'Guest-1@example.com' }] }), 409, /more than once/);
});

test('a converged site drops what it does not support and warns', () => {
  const { host } = open();
  const answer = host.create({ publicMeeting: true, audioConnectionOptions: { entryAndExitTone: 'beep', enabledGlobalCallIn: true } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.Warning, /^1001 .*publicMeeting, entryAndExitTone/);
  assert.equal(answer.body.publicMeeting, false);
  assert.deepEqual(answer.body.audioConnectionOptions, { enabledGlobalCallIn: true });
  const elsewhere = host.create({ publicMeeting: true, siteUrl: 'second.webex.com' });
  assert.equal(elsewhere.headers.Warning, undefined);
  assert.deepEqual([elsewhere.body.publicMeeting, elsewhere.body.siteUrl], [true, 'second.webex.com']);
});

test('a meeting in the personal room has the room as its door and refuses what a room lacks', () => {
  const { host } = open();
  for (const members of [{ integrationTags: ['a'] }, { enabledAutoRecordMeeting: true }, { templateId: 't' }, { enabledWebcastView: true }]) {
    refused(host.create({ scheduledType: 'personalRoomMeeting', ...members }), 400, /not supported for a personal room meeting/);
  }
  const body = host.created({ scheduledType: 'personalRoomMeeting' });
  assert.deepEqual([body.scheduledType, body.webLink], ['personalRoomMeeting', `https://${SITE}/meet/host`]);
  refused(host.patch(body.id, { title: 'New' }), 400, /is not allowed for this API/);
  refused(host.ask('GET', `/meetings?meetingSeriesId=${body.id}`), 400, /personal room/);
  refused(host.ask('GET', `/meetingInvitees?meetingId=${body.id}`), 400, /personal room/);
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId: body.id, email: 'guest-1@example.com' } }), 400, /personal room/);
  assert.equal(host.ask('DELETE', `/meetings/${body.id}`).status, 204);
});

test('webinars, spaces and registration are not simulated, after the rules that precede them', () => {
  const { host } = open();
  refused(host.create({ scheduledType: 'webinar' }), 400, /'sessionTypeId' is required/);
  refused(host.create({ roomId: 'R' }), 403, /required scopes/);
  refused(host.create({ ...weekly, registration: {} }), 400, /'registration' is not supported for a recurring meeting/);
  for (const members of [{ scheduledType: 'webinar', sessionTypeId: 9 }, { registration: {} }, { breakoutSessions: [] }, { simultaneousInterpretation: {} }, { enabledLiveStream: true }]) {
    assert.throws(() => host.create(members), /^Error: not simulated: /);
  }
});

test('hostEmail needs an admin scope, or a delegate where the switch allows it', () => {
  const { host, service } = open();
  refused(host.create({ hostEmail: 'other@example.com' }), 403, /admin-level scopes/);
  const admin = new Client(service, 'host@example.com', undefined, ['meeting:admin_schedule_write']);
  assert.equal(admin.created({ hostEmail: 'other@example.com' }).hostEmail, 'other@example.com');
  refused(admin.create({ hostEmail: 'absent@example.com' }), 404, 'User not found.');

  const allowing = open({ delegateHostEmail: 'allowed' });
  refused(allowing.host.create({ hostEmail: 'other@example.com' }), 403, /admin-level scopes/);
  new Client(allowing.service, 'other@example.com').ask('POST', '/meetingPreferences/schedulingOptions/delegateEmails/insert', { body: { emails: ['host@example.com'] } });
  assert.equal(allowing.host.created({ hostEmail: 'other@example.com' }).hostEmail, 'other@example.com');
});

test('a person without licence, site or preferred site can not schedule', () => {
  const { host, service } = open();
  refused(new Client(service, 'guest-1@example.com').create(), 403, /not a licensed host/);
  refused(host.create({ siteUrl: 'elsewhere.webex.com' }), 403, /does not have access to the site/);
  refused(new Client(service, 'undecided@example.com').create(), 400, /no preferred site/);
  assert.equal(new Client(service, 'undecided@example.com').create({ siteUrl: SITE }).status, 200);
  assert.equal(new Client(open({ noPreferredSite: 'first site' }).service, 'undecided@example.com').create().status, 200);
  service.admin.setApiAccess(SITE, false);
  refused(host.create(), 403, /does not allow API access/);
});

test('a meeting from a template takes its settings but neither title nor times', () => {
  const { host, service } = open();
  service.templates.push({
    id: 'T1', name: 'Quiet', locale: 'en_US', siteUrl: SITE, templateType: 'meeting', isDefault: false, isStandard: true,
    meeting: { title: 'Old', start: '2020-01-01T00:00:00Z', end: '2020-01-01T01:00:00Z', enabledJoinBeforeHost: true, joinBeforeHostMinutes: 5 },
  });
  const body = host.created({ templateId: 'T1' });
  assert.deepEqual([body.title, body.joinBeforeHostMinutes], ['Design review', 5]);
  refused(host.create({ templateId: 'T2' }), 404, /template/);
  assert.throws(() => host.ask('POST', '/meetings', { body: { title: 'A', templateId: 'T1' } }), /not simulated: Webex times taken from a template/);
});
