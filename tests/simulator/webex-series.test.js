// @ts-check
/** Whole series at the simulated Webex service: resets, changes into a single meeting and back, windows. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, MARCH_ON, makeService, meeting, refused, weekly } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service, clock } = makeService(switches);
  return { service, clock, host: new Client(service) };
}

/** @param {Client} host @param {string} id @param {string} [more] */
const listed = (host, id, more = MARCH_ON) => host.items(`/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&max=100&${more}`);
/** @param {Client} host @param {string} id */
const emails = (host, id) => host.items(`/meetingInvitees?meetingId=${id}&max=100`).map((one) => one.email);

test('a rule taken away leaves one meeting with the same id, link and password, and a rule makes a series of it again', () => {
  const { host } = open();
  const { id, webLink, password } = host.created({ ...weekly, integrationTags: ['gcal:1'], invitees: [{ email: 'guest-1@example.com' }] });
  host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  const single = host.patch(id, { recurrence: null }).body;
  assert.deepEqual([single.id, single.webLink, single.password, single.recurrence, single.integrationTags], [id, webLink, password, undefined, ['gcal:1']]);
  assert.deepEqual(listed(host, id).map((one) => [one.id, one.start, one.title]), [[id, '2026-03-17T09:00:00Z', 'Design review']]);
  assert.equal(host.ask('GET', `/meetings/${id}_20260324T090000Z`).status, 404);
  assert.deepEqual(emails(host, id), ['guest-1@example.com']);
  assert.equal(host.patch(id, { recurrence: weekly.recurrence }).body.webLink, webLink);
  assert.deepEqual(listed(host, id).map((one) => one.isModified), [false, false, false, false]);
});

test('a series that is cut short keeps its time and resets what was changed in it', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  host.ask('DELETE', `/meetings/${id}_20260317T090000Z`);
  host.patch(id, { recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;UNTIL=20260331T075959Z' });
  assert.deepEqual(listed(host, id).map((one) => [one.start, one.title]), [
    ['2026-03-17T09:00:00Z', 'Design review'], ['2026-03-24T09:00:00Z', 'Design review'],
  ]);
});

test('a series that has begun is cut short without a new start', () => {
  const { host, clock } = open();
  const { id } = host.created(weekly);
  clock.advanceTo(Date.parse('2026-03-25T09:00:00Z'));
  host.signIn();
  assert.equal(host.patch(id, { recurrence: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=3' }).status, 200);
  refused(host.patch(id, { start: weekly.start, end: weekly.end, timezone: weekly.timezone }), 400, "Parameter 'start' or 'end' is before current time.");
  assert.deepEqual(listed(host, id).map((one) => [one.start.slice(5, 10), one.state]), [['03-17', 'missed'], ['03-24', 'missed'], ['03-31', 'ready']]);
});

test('with a new time or rule the lists of invitees of single occurrences are reset', () => {
  const { host } = open();
  const { id } = host.created({ ...weekly, invitees: [{ email: 'guest-1@example.com' }] });
  const occurrence = `${id}_20260324T090000Z`;
  host.ask('POST', '/meetingInvitees', { body: { meetingId: occurrence, email: 'guest-2@example.com', sendEmail: false } });
  host.patch(id, { title: 'All' });
  assert.deepEqual(emails(host, occurrence), ['guest-1@example.com', 'guest-2@example.com']);
  host.patch(id, { recurrence: weekly.recurrence.replace('COUNT=4', 'COUNT=3') });
  assert.deepEqual([emails(host, occurrence), emails(host, id)], [['guest-1@example.com'], ['guest-1@example.com']]);
});

test('an exception stays as it was made when its series changes its title or flags, or takes them by switch', () => {
  const titles = (/** @type {string} */ exceptionFlags) => {
    const { host } = open({ exceptionFlags });
    const { id } = host.created({ ...weekly, agenda: 'Before' });
    host.patch(`${id}_20260324T090000Z`, { start: '2026-03-24T14:00:00', end: '2026-03-24T15:00:00', timezone: 'Europe/Paris' });
    host.patch(id, { title: 'All', agenda: null, allowAnyUserToBeCoHost: true });
    return listed(host, id).slice(0, 2).map((one) => [one.title, one.agenda, one.allowAnyUserToBeCoHost, one.isModified]);
  };
  assert.deepEqual(titles('kept'), [['All', undefined, true, false], ['Design review', 'Before', false, true]]);
  assert.deepEqual(titles('taken'), [['All', undefined, true, false], ['All', undefined, true, true]]);
});

test('occurrences are listed for the week ahead unless a window is given', () => {
  const { host, clock } = open();
  const { id } = host.created({ ...meeting, recurrence: 'FREQ=DAILY;INTERVAL=1' });
  const days = (/** @type {string} */ more) => host.items(`/meetings?meetingSeriesId=${id}&max=100${more}`).map((one) => Number(one.start.slice(8, 10)));
  const now = clock.now();
  assert.equal(new Date(now).toISOString().slice(0, 10), '2026-03-02');
  assert.deepEqual(days(''), [3, 4, 5, 6, 7, 8]);
  assert.deepEqual(days('&from=2026-03-10'), [10, 11, 12, 13, 14, 15, 16]);
  assert.deepEqual(days('&to=2026-03-06'), [3, 4, 5]);
  assert.deepEqual(days('&from=2026-03-20&to=2026-03-22'), [20, 21]);
  assert.deepEqual(days('&isModified=true&from=2026-03-01&to=2026-04-01'), []);
});

test('exceptions are found in the window that they were moved to, by their original start no more', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  host.patch(`${id}_20260324T090000Z`, { start: '2026-03-26T10:00:00', end: '2026-03-26T11:00:00', timezone: 'Europe/Paris' });
  assert.deepEqual(listed(host, id, 'from=2026-03-24&to=2026-03-25'), []);
  assert.deepEqual(listed(host, id, 'from=2026-03-26&to=2026-03-27&isModified=true').map((one) => one.start), ['2026-03-26T09:00:00Z']);
});
