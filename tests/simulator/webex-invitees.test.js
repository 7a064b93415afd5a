// @ts-check
/** Invitees at the simulated Webex service (facts of /v1/meetingInvitees). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, makeService, refused, weekly } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service } = makeService(switches);
  return { service, host: new Client(service) };
}

/** @param {Client} host @param {string} meetingId */
const emails = (host, meetingId) => host.items(`/meetingInvitees?meetingId=${meetingId}&max=100`).map((one) => one.email);

test('an invitee is added, read, changed and deleted', () => {
  const { host } = open();
  const { id: meetingId } = host.created();
  assert.deepEqual(emails(host, meetingId), []);
  const made = host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-1@example.com', displayName: 'Guest', sendEmail: false } });
  assert.equal(made.status, 200);
  const { id } = made.body;
  assert.match(id, new RegExp(`^${meetingId}_\\d+$`));
  assert.deepEqual(made.body, { id, email: 'guest-1@example.com', displayName: 'Guest', coHost: false, meetingId, panelist: false });
  assert.deepEqual(host.ask('GET', `/meetingInvitees/${id}`).body, made.body);
  const changed = host.ask('PUT', `/meetingInvitees/${id}`, { body: { email: 'guest-2@example.com', coHost: true } });
  assert.deepEqual([changed.body.email, changed.body.coHost, changed.body.id], ['guest-2@example.com', true, id]);
  const gone = host.ask('DELETE', `/meetingInvitees/${id}?sendEmail=false`);
  assert.deepEqual([gone.status, gone.text, emails(host, meetingId)], [204, '', []]);
});

test('an unknown invitee is 404 in the words of the service', () => {
  const { host } = open();
  const { id: meetingId } = host.created({ invitees: [{ email: 'guest-1@example.com' }] });
  const [{ id }] = host.items(`/meetingInvitees?meetingId=${meetingId}`);
  host.ask('DELETE', `/meetingInvitees/${id}`);
  refused(host.ask('DELETE', `/meetingInvitees/${id}`), 404, 'Cannot find invitee');
  refused(host.ask('GET', '/meetingInvitees/absent_1'), 404, 'Cannot find invitee');
  refused(host.ask('PUT', `/meetingInvitees/${meetingId}_1`, { body: { email: 'guest-2@example.com' } }), 404, 'Cannot find invitee');
});

test('an address is in a list once, whatever its case', () => {
  const { host } = open();
  const { id: meetingId } = host.created({ invitees: [{ email: 'guest-1@example.com' }, { email: 'guest-2@example.com' }] });
  const again = host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'Guest-1@Example.com' } });
  refused(again, 409, /already exists/);
  assert.equal(again.body.errors.length, 1);
  const [one] = host.items(`/meetingInvitees?meetingId=${meetingId}`);
  refused(host.ask('PUT', `/meetingInvitees/${one.id}`, { body: { email: 'guest-2@example.com' } }), 409, /already exists/);
  assert.equal(host.ask('PUT', `/meetingInvitees/${one.id}`, { body: { email: 'guest-1@example.com', coHost: true } }).status, 200);
  assert.equal(host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'host@example.com' } }).status, 200, 'the host may be added');
});

test('a bulk insert takes up to a hundred different addresses, all or none', () => {
  const { host } = open();
  const { id: meetingId } = host.created({ invitees: [{ email: 'guest-0@example.com' }] });
  const items = Array.from({ length: 101 }, (_, i) => ({ email: `guest-${i + 1}@example.com`, sendEmail: false }));
  const insert = (/** @type {any[]} */ some) => host.ask('POST', '/meetingInvitees/bulkInsert', { body: { meetingId, items: some } });
  refused(insert(items), 400, /at most 100 invitees/);
  refused(insert([items[0], items[0]]), 400, /more than once/);
  refused(insert([items[0], { email: 'guest-0@example.com' }]), 409, /already exists/);
  assert.deepEqual(emails(host, meetingId), ['guest-0@example.com']);
  const answer = insert(items.slice(0, 100));
  assert.deepEqual([answer.status, answer.body.items.length], [200, 100]);
  const list = host.ask('GET', `/meetingInvitees?meetingId=${meetingId}`);
  assert.deepEqual(list.body.items.slice(0, 4).map((/** @type {any} */ one) => one.email), ['guest-0@example.com', 'guest-100@example.com', 'guest-10@example.com', 'guest-11@example.com']);
  assert.match(list.headers.Link, /rel="next"/);
});

test('members are required and limited', () => {
  const { host } = open();
  const { id: meetingId } = host.created();
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId } }), 400, "Parameter 'email' is required.");
  refused(host.ask('POST', '/meetingInvitees', { body: { email: 'guest-1@example.com' } }), 400, "Parameter 'meetingId' is required.");
  refused(host.ask('POST', '/meetingInvitees/bulkInsert', { body: { meetingId } }), 400, "Parameter 'items' is required.");
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-1@example.com', displayName: 'x'.repeat(129) } }), 400, /128/);
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'no address' } }), 400, /email/);
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-1@example.com', optional: true } }), 400, /'optional' is not supported/);
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId: 'absent', email: 'guest-1@example.com' } }), 404, /cannot be found/);
  refused(host.ask('GET', '/meetingInvitees'), 400, "Parameter 'meetingId' is required.");
});

test('the lists of a series and of an occurrence are distinct once the latter is written', () => {
  const { host, service } = open();
  const { id } = host.created({ ...weekly, invitees: [{ email: 'guest-1@example.com' }] });
  const occurrence = `${id}_20260324T090000Z`;
  assert.deepEqual(emails(host, occurrence), ['guest-1@example.com']);
  host.ask('POST', '/meetingInvitees', { body: { meetingId: occurrence, email: 'guest-2@example.com' } });
  host.ask('POST', '/meetingInvitees', { body: { meetingId: id, email: 'guest-3@example.com' } });
  assert.deepEqual(emails(host, id), ['guest-1@example.com', 'guest-3@example.com']);
  assert.deepEqual(emails(host, occurrence), ['guest-1@example.com', 'guest-2@example.com']);
  assert.deepEqual(emails(host, `${id}_20260331T080000Z`), ['guest-1@example.com', 'guest-3@example.com']);
  const shown = service.meetings()[0].lists.map((/** @type {any} */ { start, invitees }) => [start, invitees.map((/** @type {any} */ { email }) => email)]);
  assert.deepEqual(shown, [['2026-03-24T09:00:00.000Z', ['guest-1@example.com', 'guest-2@example.com']]]);
});

test('an inherited invitee of an occurrence is deleted from it alone', () => {
  const { host } = open();
  const { id } = host.created({ ...weekly, invitees: [{ email: 'guest-1@example.com' }] });
  const occurrence = `${id}_20260324T090000Z`;
  const [inherited] = host.items(`/meetingInvitees?meetingId=${occurrence}`);
  assert.equal(host.ask('DELETE', `/meetingInvitees/${inherited.id}`).status, 204);
  assert.deepEqual([emails(host, id), emails(host, occurrence)], [['guest-1@example.com'], []]);
});

test('an occurrence begins with an empty list by switch', () => {
  const { host } = open({ occurrenceInvitees: 'own' });
  const { id } = host.created({ ...weekly, invitees: [{ email: 'guest-1@example.com' }] });
  assert.deepEqual(emails(host, `${id}_20260324T090000Z`), []);
});

test('a moved occurrence keeps its own list under its new id', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const occurrence = `${id}_20260324T090000Z`;
  host.ask('POST', '/meetingInvitees', { body: { meetingId: occurrence, email: 'guest-2@example.com' } });
  const moved = host.patch(occurrence, { start: '2026-03-25T10:00:00', end: '2026-03-25T11:00:00', timezone: 'Europe/Paris' }).body;
  assert.deepEqual(emails(host, moved.id), ['guest-2@example.com']);
});

test('each call mails its invitee unless told not to', () => {
  const { host, service } = open();
  const { id: meetingId } = host.created();
  const quiet = host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-1@example.com', sendEmail: false } }).body;
  host.ask('DELETE', `/meetingInvitees/${quiet.id}?sendEmail=false`);
  assert.deepEqual(service.mail, []);
  const loud = host.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-2@example.com' } }).body;
  host.ask('POST', '/meetingInvitees/bulkInsert', { body: { meetingId, items: [{ email: 'guest-3@example.com' }] } });
  host.ask('PUT', `/meetingInvitees/${loud.id}`, { body: { email: 'guest-2@example.com', coHost: true } });
  host.ask('DELETE', `/meetingInvitees/${loud.id}`);
  assert.deepEqual(service.mail.map(({ to, occasion }) => `${occasion} ${to}`),
    ['invited guest-2@example.com', 'invited guest-3@example.com', 'updated guest-2@example.com', 'uninvited guest-2@example.com']);
});

test('an instance shows the invitees of its occurrence and takes none', () => {
  const { host, service } = open();
  const { id: meetingId } = host.created({ invitees: [{ email: 'guest-1@example.com' }] });
  const instance = service.person('host@example.com').startMeeting(meetingId);
  assert.deepEqual(emails(host, instance), ['guest-1@example.com']);
  refused(host.ask('POST', '/meetingInvitees', { body: { meetingId: instance, email: 'guest-2@example.com' } }), 400, `Meeting ID '${instance}' is not allowed for this API.`);
});

test('only the host writes; an invitee reads', () => {
  const { host, service } = open();
  const { id: meetingId } = host.created({ invitees: [{ email: 'other@example.com' }] });
  const other = new Client(service, 'other@example.com');
  assert.deepEqual(emails(other, meetingId), ['other@example.com']);
  refused(other.ask('POST', '/meetingInvitees', { body: { meetingId, email: 'guest-1@example.com' } }), 403, /not the host/);
  refused(new Client(service, 'undecided@example.com').ask('GET', `/meetingInvitees?meetingId=${meetingId}`), 403, /not the host/);
});
