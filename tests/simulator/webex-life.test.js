// @ts-check
/** The life of meetings at the simulated Webex service: states, instances, automatic deletion, and people's actions at the site. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, makeService, meeting, refused, weekly } from './webex-client.js';

const DAY = 86_400_000;
const WIDE = 'from=2026-03-01&to=2026-06-01';

function open() {
  const { service, clock } = makeService();
  return { service, clock, host: new Client(service), person: service.person('host@example.com') };
}

test('a held meeting is in progress, then ended; one that nobody started is missed', () => {
  const { host, service, clock, person } = open();
  const held = host.created().id;
  const missed = host.created().id;
  const state = (/** @type {string} */ id) => host.ask('GET', `/meetings/${id}`).body.state;
  const scheduled = (/** @type {string} */ id) => host.items(`/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&${WIDE}`)[0].state;
  clock.advanceTo(Date.parse('2026-03-03T09:05:00Z'));
  const instance = person.startMeeting(held);
  assert.match(instance, new RegExp(`^${held}_I_\\d+$`));
  assert.deepEqual([state(held), state(missed), state(instance)], ['inProgress', 'active', 'inProgress']);
  clock.advanceTo(Date.parse('2026-03-03T10:05:00Z'));
  person.endMeeting(held);
  assert.deepEqual([state(held), state(missed), state(instance)], ['expired', 'expired', 'ended']);
  assert.deepEqual([scheduled(held), scheduled(missed)], ['ended', 'missed']);
  assert.deepEqual(service.meetings().map((one) => one.state), ['expired', 'expired']);
});

test('an ended instance is listed as a meeting and lacks what opens a door', () => {
  const { host, clock, person } = open();
  const { id } = host.created();
  clock.advanceTo(Date.parse('2026-03-03T09:00:00Z'));
  const instance = person.startMeeting(id);
  clock.advance(3_600_000);
  person.endMeeting(id);
  clock.advance(1);
  const [item] = host.items('/meetings?meetingType=meeting');
  assert.deepEqual([item.id, item.meetingSeriesId, item.scheduledMeetingId, item.state, item.start], [instance, id, id, 'ended', '2026-03-03T09:00:00Z']);
  for (const name of ['meetingNumber', 'password', 'hostKey', 'sipAddress', 'telephony']) assert.equal(item[name], undefined, name);
  assert.equal(host.items(`/meetings?meetingSeriesId=${id}&${WIDE}`).length, 2);
  const count = (/** @type {string} */ query) => host.items(`/meetings?meetingType=meeting&${query}`).length;
  assert.equal(count('from=2026-03-03T09:00:00Z&to=2026-03-03T09:01:00Z'), 1);
  assert.equal(count('from=2026-03-03T08:00:00Z&to=2026-03-03T09:00:00Z'), 0);
  assert.equal(count('from=2026-03-03T09:01:00Z&to=2026-03-03T10:00:00Z'), 0);
});

test('a series is active between its occurrences and expired after the last', () => {
  const { host, clock } = open();
  const { id } = host.created({ ...weekly, start: '2026-03-03T10:00:00', end: '2026-03-03T11:00:00', recurrence: 'FREQ=WEEKLY;COUNT=2' });
  const state = () => host.ask('GET', `/meetings/${id}`).body.state;
  clock.advanceTo(Date.parse('2026-03-05T00:00:00Z'));
  assert.equal(state(), 'active');
  assert.deepEqual(host.items(`/meetings?meetingSeriesId=${id}&${WIDE}`).map((one) => one.state), ['missed', 'ready']);
  clock.advanceTo(Date.parse('2026-03-10T10:00:00Z'));
  assert.equal(state(), 'expired');
});

test('an endless series has a next occurrence at any time', () => {
  const { host, clock } = open();
  const { id } = host.created({ recurrence: 'FREQ=WEEKLY;INTERVAL=1' });
  clock.advanceTo(Date.parse('2026-03-10T10:00:00Z'));
  const next = () => host.signIn().ask('GET', `/meetings/${id}?current=true`).body;
  assert.deepEqual([next().start, next().state], ['2026-03-17T09:00:00Z', 'ready']);
  clock.advanceTo(Date.parse('2028-10-03T07:59:00Z'));
  assert.equal(next().start, '2028-10-03T08:00:00Z');
});

test('a meeting is over at the minute of its end', () => {
  const { host, clock } = open();
  const { id } = host.created();
  const state = () => host.items(`/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&${WIDE}`)[0].state;
  clock.advanceTo(Date.parse('2026-03-03T10:00:00Z') - 1);
  assert.equal(state(), 'ready');
  clock.advance(1);
  assert.equal(state(), 'missed');
});

test('a meeting disappears 180 days after the end of its last occurrence, an endless one stays', () => {
  const { host, service, clock } = open();
  const single = host.created().id;
  const endless = host.created({ recurrence: 'FREQ=WEEKLY;INTERVAL=1' }).id;
  clock.advanceTo(Date.parse('2026-03-03T10:00:00Z') + 180 * DAY - 1);
  assert.equal(service.meetings().length, 2);
  clock.advance(1);
  assert.deepEqual(service.meetings().map((one) => one.id), [endless]);
  refused(host.signIn().ask('GET', `/meetings/${single}`), 404, /cannot be found/);
});

test('a meeting ticked for deletion when completed disappears at its end', () => {
  const { host, clock, person } = open();
  const { id } = host.created();
  person.deleteWhenCompleted(id);
  clock.advanceTo(Date.parse('2026-03-03T10:00:00Z'));
  refused(host.ask('GET', `/meetings/${id}`), 404, /cannot be found/);
});

test('a person changes, moves and deletes at the site what the API then shows', () => {
  const { host, service, person } = open();
  const { id } = host.created({ ...weekly, integrationTags: ['gcal:1'] });
  person.changeMeeting(id, { title: 'Renamed at the site' });
  const moved = person.changeMeeting(`${id}_20260324T090000Z`, { start: '2026-03-25T10:00:00', end: '2026-03-25T11:00:00', timezone: 'Europe/Paris' });
  assert.equal(moved, `${id}_20260325T090000Z`);
  const seen = host.ask('GET', `/meetings/${id}`).body;
  assert.deepEqual([seen.title, seen.integrationTags], ['Renamed at the site', ['gcal:1']]);
  person.deleteMeeting(moved);
  assert.equal(service.meetings()[0].occurrences.length, 3);
  person.deleteMeeting(id, { sendEmail: false });
  refused(host.ask('GET', `/meetings/${id}`), 404, /cannot be found/);
});

test('a person acts on their own meetings alone', () => {
  const { host, service } = open();
  const { id } = host.created();
  assert.throws(() => service.person('other@example.com').deleteMeeting(id), /does not host/);
  assert.throws(() => service.person('absent@example.com'), /no Webex account/);
});

test('a meeting scheduled at the site carries no tag and is seen by the API', () => {
  const { host, person } = open();
  const id = person.schedule({ ...meeting, title: 'By hand' });
  const seen = host.ask('GET', `/meetings/${id}`).body;
  assert.deepEqual([seen.title, seen.integrationTags], ['By hand', undefined]);
});

test('without a licence the token still reads and can not schedule', () => {
  const { host, service } = open();
  const { id } = host.created();
  service.admin.removeHostLicence('host@example.com');
  assert.equal(host.ask('GET', `/meetings/${id}`).status, 200);
  refused(host.create(), 403, /not a licensed host/);
  refused(host.patch(id, { title: 'New' }), 403, /not a licensed host/);
  service.admin.giveHostLicence('host@example.com');
  assert.equal(host.create().status, 200);
});

test('a site that was taken away refuses its meetings', () => {
  const { host, service } = open();
  const { id } = host.created();
  service.admin.removeSite('host@example.com', 'site.webex.com');
  refused(host.patch(id, { title: 'New' }), 403, /does not have access to the site/);
});

test('meetings can be read as plain objects, all or by host', () => {
  const { host, service } = open();
  const made = host.created({ ...weekly, integrationTags: ['gcal:1'], invitees: [{ email: 'guest-1@example.com' }] });
  new Client(service, 'other@example.com').created();
  assert.equal(service.meetings().length, 2);
  const [{ invitees, fields, ...one }] = service.meetingsOf('Host@example.com');
  assert.deepEqual(one, {
    id: made.id, title: 'Design review', agenda: null, start: '2026-03-17T10:00:00+01:00', end: '2026-03-17T11:00:00+01:00', timezone: 'Europe/Paris',
    hostEmail: 'host@example.com', siteUrl: 'site.webex.com', meetingNumber: made.meetingNumber, webLink: made.webLink, password: made.password,
    state: 'active', scheduledType: 'meeting', recurrence: 'FREQ=WEEKLY;COUNT=4;INTERVAL=1;BYDAY=TU', integrationTags: ['gcal:1'], exceptions: [], lists: [],
    occurrences: ['2026-03-17T09:00:00.000Z', '2026-03-24T09:00:00.000Z', '2026-03-31T08:00:00.000Z', '2026-04-07T08:00:00.000Z'],
  });
  assert.deepEqual(invitees.map(({ email }) => email), ['guest-1@example.com']);
});

test('the same seed gives the same world', () => {
  const ids = () => open().host.created().id;
  assert.equal(ids(), ids());
});
