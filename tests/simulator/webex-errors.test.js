// @ts-check
/** Errors of the simulated Webex service: error format, quotas, unknown paths, faults set by tests. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, makeService, meeting, refused } from './webex-client.js';
import { Quota } from '../../simulator/webex/quota.js';
import { TransportError } from '../../simulator/runtime/transport.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service, clock, options } = makeService(switches);
  return { service, clock, options, host: new Client(service) };
}

test('an error has a message, its description and a tracking id', () => {
  const { body } = open().host.ask('GET', '/meetings/absent');
  assert.deepEqual(Object.keys(body), ['message', 'errors', 'trackingId']);
  assert.deepEqual(body.errors, [{ description: body.message }]);
  assert.match(body.trackingId, /^ROUTER_[0-9A-F-]{36}$/);
});

test('the errors of an error may be missing by switch, even in the middle of a run', () => {
  const { host, service, options } = open();
  options.webex.errorsMember = 'absent';
  assert.deepEqual(Object.keys(host.ask('GET', '/meetings/absent').body), ['message', 'trackingId']);
  service.faults.add({ status: 500, times: 2 });
  assert.deepEqual(Object.keys(host.ask('GET', '/meetings').body), ['message', 'trackingId']);
  options.webex.errorsMember = 'present';
  assert.deepEqual(Object.keys(host.ask('GET', '/meetings').body), ['message', 'errors', 'trackingId']);
});

test('an unknown path is 404, a known one with another method 405, and the rest is not simulated', () => {
  const { host } = open();
  refused(host.ask('GET', '/meetingz'), 404, /could not be found/);
  refused(host.ask('DELETE', '/meetings'), 405, /'DELETE' not supported/);
  refused(host.ask('PATCH', '/meetingInvitees/x', { body: {} }), 405, /'PATCH' not supported/);
  for (const [method, path] of [['GET', '/webhooks'], ['POST', '/meetings/join'], ['POST', '/meetings/reassignHost'], ['GET', '/recordings?max=1'], ['GET', '/meetings/trackingCodes']]) {
    assert.throws(() => host.ask(method, path, method === 'POST' ? { body: {} } : {}), /^Error: not simulated: Webex/, path);
  }
});

test('the endpoint of global numbers is absent or served by switch', () => {
  const { host } = open();
  refused(host.ask('GET', `/meetings/${host.created().id}/globalCallinNumbers`), 404, /could not be found/);
  const served = open({ globalCallIn: 'served' }).host;
  assert.equal(served.ask('GET', `/meetings/${served.created().id}/globalCallinNumbers`).body.callInNumbers.length, 1);
});

test('a person creates a hundred meetings in 24 hours, failed requests included', () => {
  const { host, clock } = open();
  for (let i = 0; i < 50; i += 1) assert.equal(host.create().status, 200);
  for (let i = 0; i < 49; i += 1) assert.equal(host.create({ title: '' }).status, 400);
  assert.equal(host.ask('POST', '/meetings', { raw: 'broken' }).status, 400);
  const answer = host.create();
  assert.deepEqual([answer.status, answer.headers['Content-Type'], answer.headers['Retry-After']], [429, 'text/html;charset=UTF-8', '3600']);
  assert.throws(() => JSON.parse(answer.text));
  clock.advance(86_400_000);
  assert.equal(host.create({ start: '2026-03-09T10:00:00', end: '2026-03-09T11:00:00' }).status, 200);
});

test('the quota is per person, its answer and size are switches', () => {
  const { host, service } = open({ quotaStatus: 403, createsPerDay: 1 });
  host.created();
  refused(host.create(), 403, 'Too Many Requests');
  assert.equal(new Client(service, 'other@example.com').create().status, 200);
});

test('with an admin scope 800 meetings may be created for one host', () => {
  const { service } = open({ requestsPerMinute: null });
  const admin = new Client(service, 'host@example.com', undefined, ['meeting:admin_schedule_write']);
  for (let i = 0; i < 800; i += 1) assert.equal(admin.create({ hostEmail: 'other@example.com', title: '' }).status, 400);
  assert.equal(admin.create({ hostEmail: 'other@example.com' }).status, 429);
  assert.equal(admin.create().status, 200);
});

test('with an admin scope 3000 meetings may be created over all hosts', () => {
  const quota = new Quota();
  const rule = { admin: true, limit: 100, status: 429 };
  for (let i = 0; i < 3000; i += 1) quota.countCreate('admin@example.com', `host-${i % 5}@example.com`, 0, rule);
  assert.throws(() => quota.countCreate('admin@example.com', 'host-9@example.com', 0, rule), /Too Many Requests/);
  quota.countCreate('second@example.com', 'host-9@example.com', 0, rule);
});

test('a person sends three hundred requests a minute', () => {
  const { host, service, clock } = open();
  for (let i = 0; i < 300; i += 1) assert.equal(host.ask('GET', '/meetings').status, 200);
  const answer = host.ask('GET', '/meetings');
  assert.deepEqual([answer.status, answer.headers['Retry-After']], [429, '60']);
  assert.equal(new Client(service, 'other@example.com').ask('GET', '/meetings').status, 200);
  clock.advance(60_000);
  assert.equal(host.ask('GET', '/meetings').status, 200);
});

test('an ordered status is answered without effect, so many times', () => {
  const { host, service } = open();
  service.faults.add({ method: 'POST', path: '/v1/meetings', status: 503, times: 2 });
  assert.deepEqual([host.create().status, host.create().status, service.meetings().length], [503, 503, 0]);
  assert.equal(host.create().status, 200);
});

test('an ordered 429 is an HTML page with Retry-After', () => {
  const { host, service } = open();
  service.faults.add({ status: 429, headers: { 'Retry-After': '7' } });
  const answer = host.ask('GET', '/meetings');
  assert.deepEqual([answer.status, answer.headers['Retry-After'], answer.text.startsWith('<html>')], [429, '7', true]);
});

test('an ordered page of a proxy is HTML whatever its status', () => {
  const { host, service } = open();
  service.faults.add({ status: 502, html: true, path: /^\/v1\/people/ });
  assert.equal(host.ask('GET', '/meetings').status, 200);
  assert.match(host.ask('GET', '/people/me').text, /^<html>/);
  service.faults.add({ status: 503, html: '<h1>Down</h1>' });
  const down = host.ask('GET', '/people/me');
  assert.deepEqual([down.text, down.headers['Content-Type']], ['<h1>Down</h1>', 'text/html;charset=UTF-8']);
});

test('a broken connection may hide that the request took effect', () => {
  const { host, service } = open();
  service.faults.add({ dropBeforeEffect: true, method: 'POST' });
  service.faults.add({ dropAfterEffect: true, method: 'POST' });
  service.faults.add({ timeout: true, method: 'POST' });
  assert.throws(() => host.create(), TransportError);
  assert.equal(service.meetings().length, 0);
  assert.throws(() => host.create(), /^TransportError: Address unavailable: https:\/\/webexapis\.com\/v1\/meetings$/);
  assert.equal(service.meetings().length, 1);
  assert.throws(() => host.create(), /^TransportError: Timeout/);
  assert.equal(service.meetings().length, 2);
});

test('an error may be answered after the effect, and an effect happen twice', () => {
  const { host, service } = open();
  service.faults.add({ status: 504, afterEffect: true });
  service.faults.add({ twice: true });
  assert.equal(host.create().status, 504);
  assert.equal(service.meetings().length, 1);
  assert.equal(host.create().status, 200);
  assert.equal(service.meetings().length, 3);
});

test('a slow answer names its delay, and a fault may wait for its turn', () => {
  const { host, service } = open();
  service.faults.add({ delayMs: 20_000, after: 1 });
  assert.deepEqual([host.ask('GET', '/meetings').delayMs, host.ask('GET', '/meetings').delayMs], [undefined, 20_000]);
  assert.throws(() => service.faults.add(/** @type {any} */ ({ delay: 1 })), /no such member of a fault: delay/);
});

test('a retried create makes a second meeting', () => {
  const { host, service } = open();
  host.created({ integrationTags: ['gcal:1'] });
  host.created({ integrationTags: ['gcal:1'] });
  assert.deepEqual(service.meetings().map((one) => [one.title, one.integrationTags]), [[meeting.title, ['gcal:1']], [meeting.title, ['gcal:1']]]);
});
