// @ts-check
/** Lists and details of meetings at the simulated Webex service (facts of GET /v1/meetings and /v1/meetings/{id}). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, MARCH_ON, OTHER_CLIENT, makeService, meeting, refused, weekly } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
function open(switches) {
  const { service, clock } = makeService(switches);
  return { service, clock, host: new Client(service) };
}

/** @param {Client} host @param {number} day of March @param {Record<string, any>} [more] */
function onDay(host, day, more = {}) {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  return host.created({ ...meeting, title: `Day ${day}`, start: `${date}T10:00:00`, end: `${date}T11:00:00`, ...more });
}

test('a read prints UTC unless the header asks for a zone', () => {
  const { host } = open();
  const { id } = host.created();
  const plain = host.ask('GET', `/meetings/${id}`).body;
  assert.deepEqual([plain.timezone, plain.start], ['UTC', '2026-03-03T09:00:00Z']);
  const shown = host.ask('GET', `/meetings/${id}`, { headers: { timezone: 'America/New_York' } }).body;
  assert.deepEqual([shown.timezone, shown.start], ['America/New_York', '2026-03-03T04:00:00-05:00']);
  refused(host.ask('GET', `/meetings/${id}`, { headers: { timezone: 'Nowhere' } }), 400, /timezone/);
  assert.equal(host.items(`/meetings?${MARCH_ON}`)[0].start, '2026-03-03T09:00:00Z');
});

test('a single meeting is a series of one scheduled meeting with the same id', () => {
  const { host } = open();
  const { id } = host.created();
  const items = host.items(`/meetings?meetingSeriesId=${id}&${MARCH_ON}`);
  assert.deepEqual(items.map((one) => [one.id, one.meetingType, one.state]), [[id, 'scheduledMeeting', 'ready']]);
});

test('a number or a link finds the occurrence that is next, or the series with current=false', () => {
  const { host } = open();
  const { id, meetingNumber, webLink } = host.created(weekly);
  for (const query of [`meetingNumber=${meetingNumber}`, `webLink=${encodeURIComponent(webLink)}`]) {
    const [found] = host.items(`/meetings?${query}&from=2020-01-01&to=2020-01-02`);
    assert.deepEqual([found.id, found.meetingType, found.meetingSeriesId], [`${id}_20260317T090000Z`, 'scheduledMeeting', id]);
    assert.deepEqual(host.items(`/meetings?${query}&current=false`).map((one) => one.id), [id]);
  }
  host.patch(`${id}_20260324T090000Z`, { title: 'Special' });
  assert.equal(host.items(`/meetings?meetingNumber=${meetingNumber}`).length, 1, 'an exception shares the number of its series');
  refused(host.ask('GET', `/meetings?meetingNumber=1&webLink=x`), 400, /mutually exclusive/);
});

test('without dates a list covers the week ahead', () => {
  const { host } = open();
  for (const day of [3, 8, 10, 20]) onDay(host, day);
  const titles = (/** @type {string} */ query) => host.items(`/meetings?${query}`).map((one) => one.title);
  assert.deepEqual(titles(''), ['Day 3', 'Day 8']);
  assert.deepEqual(titles('from=2026-03-09'), ['Day 10']);
  assert.deepEqual(titles('to=2026-03-11'), ['Day 8', 'Day 10']);
  assert.deepEqual(titles('meetingType=scheduledMeeting'), ['Day 3', 'Day 8']);
  assert.deepEqual(titles(MARCH_ON), ['Day 3', 'Day 8', 'Day 10', 'Day 20']);
  refused(host.ask('GET', '/meetings?from=2026-03-09&to=2026-03-08'), 400, /cannot be after/);
});

test('the window holds its start and not its end', () => {
  const { host } = open();
  onDay(host, 10);
  const count = (/** @type {string} */ query) => host.items(`/meetings?meetingType=scheduledMeeting&${query}`).length;
  assert.equal(count('from=2026-03-10T09:00:00Z&to=2026-03-11'), 1);
  assert.equal(count('from=2026-03-09&to=2026-03-10T09:00:00Z'), 0);
  const series = (/** @type {string} */ query) => host.items(`/meetings?${query}`).length;
  assert.equal(series('from=2026-03-09&to=2026-03-10T09:00:00Z'), 0);
  assert.equal(series('from=2026-03-09&to=2026-03-10T09:01:00Z'), 1);
  assert.equal(series('from=2026-03-10T09:59:00Z&to=2026-03-11'), 1);
  assert.equal(series('from=2026-03-10T10:00:00Z&to=2026-03-11'), 0);
  assert.equal(series('from=2026-03-10T10:00:00Z&to=2026-03-10T10:00:00Z'), 0);
});

test('the longest window is a switch', () => {
  const { host } = open({ listWindowDays: 30 });
  refused(host.ask('GET', `/meetings?${MARCH_ON}`), 400, /cannot exceed 30 days/);
  assert.equal(host.ask('GET', '/meetings?from=2026-03-01&to=2026-03-31').status, 200);
});

test('a series is listed wherever it overlaps the window, with the times of its next or its first occurrence', () => {
  const { host, clock } = open();
  const { id } = host.created({ ...weekly, start: '2026-03-03T10:00:00', end: '2026-03-03T11:00:00' });
  clock.advanceTo(Date.parse('2026-03-11T00:00:00Z'));
  const query = 'from=2026-03-19&to=2026-03-20';
  assert.deepEqual(host.items(`/meetings?${query}`).map((one) => [one.id, one.start]), [[id, '2026-03-17T09:00:00Z']]);
  assert.deepEqual(host.items(`/meetings?${query}&current=false`).map((one) => one.start), ['2026-03-03T09:00:00Z']);
  assert.deepEqual(host.items('/meetings?from=2026-04-01&to=2026-05-01'), []);
});

test('one meeting is shown whole by default and as its current occurrence on request', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const whole = host.ask('GET', `/meetings/${id}`).body;
  assert.deepEqual([whole.meetingType, whole.recurrence, whole.isModified], ['meetingSeries', 'FREQ=WEEKLY;COUNT=4;INTERVAL=1;BYDAY=TU', undefined]);
  const current = host.ask('GET', `/meetings/${id}?current=true`).body;
  assert.deepEqual([current.id, current.recurrence], [`${id}_20260317T090000Z`, undefined]);
});

test('the first occurrence of a fresh series is ready and the others are scheduled', () => {
  const { host } = open();
  const { id } = host.created(weekly);
  const states = host.items(`/meetings?meetingSeriesId=${id}&${MARCH_ON}`).map((one) => one.state);
  assert.deepEqual(states, ['ready', 'scheduled', 'scheduled', 'scheduled']);
  assert.deepEqual(host.items(`/meetings?meetingSeriesId=${id}&state=ready&${MARCH_ON}`).length, 1);
});

test('pages hold ten items, at most a hundred, and the last one may be empty', () => {
  const { host } = open();
  for (let i = 0; i < 10; i += 1) onDay(host, 3, { title: `No ${i}` });
  const first = host.ask('GET', `/meetings?${MARCH_ON}`);
  assert.equal(first.body.items.length, 10);
  const next = /^<https:\/\/webexapis\.com\/v1(\/meetings\?.*)>; rel="next"$/.exec(first.headers.Link)?.[1] ?? '';
  const last = host.ask('GET', next);
  assert.deepEqual([last.body.items, last.headers.Link], [[], undefined]);
  refused(host.ask('GET', '/meetings?max=101'), 400, /between 1 and 100/);

  const seen = [];
  for (let path = `/meetings?max=4&${MARCH_ON}`; path;) {
    const answer = host.ask('GET', path);
    seen.push(...answer.body.items.map((/** @type {any} */ one) => one.title));
    path = /v1(\/[^>]*)>/.exec(answer.headers.Link ?? '')?.[1] ?? '';
  }
  assert.equal(new Set(seen).size, 10);
});

test('a full last page names no next one by switch', () => {
  const { host } = open({ lastPage: 'exact' });
  for (let i = 0; i < 10; i += 1) onDay(host, 3);
  assert.equal(host.ask('GET', `/meetings?${MARCH_ON}`).headers.Link, undefined);
});

test('a list holds what a person hosts or is invited to', () => {
  const { host, service } = open();
  host.created({ title: 'Mine' });
  host.created({ title: 'Ours', invitees: [{ email: 'Other@Example.com' }] });
  const other = new Client(service, 'other@example.com');
  other.created({ title: 'Theirs' });
  assert.deepEqual(other.items(`/meetings?${MARCH_ON}`).map((one) => one.title).sort(), ['Ours', 'Theirs']);
});

test('an invitee does not see the host key, a stranger nothing without the password', () => {
  const { host, service } = open();
  const made = host.created({ invitees: [{ email: 'other@example.com' }] });
  const path = `/meetings/${made.id}`;
  const invited = new Client(service, 'other@example.com').ask('GET', path);
  assert.deepEqual([invited.status, invited.body.hostKey], [200, undefined]);
  const stranger = new Client(service, 'undecided@example.com');
  refused(stranger.ask('GET', path), 403, /not privileged/);
  assert.equal(stranger.ask('GET', path, { headers: { password: made.password } }).status, 200);
  const full = open({ inviteeView: 'full' });
  const { id } = full.host.created({ invitees: [{ email: 'other@example.com' }] });
  assert.match(new Client(full.service, 'other@example.com').ask('GET', `/meetings/${id}`).body.hostKey, /^\d{6}$/);
});

test('a tag finds the meetings of its own integration inside the window', () => {
  const { host, service } = open();
  const { id } = onDay(host, 20, { integrationTags: ['gcal:1'] });
  onDay(host, 20, { integrationTags: ['gcal:12'] });
  const find = (/** @type {Client} */ client, /** @type {string} */ more) => client.items(`/meetings?integrationTag=gcal%3A1${more}`).map((one) => one.id);
  assert.deepEqual(find(host, `&${MARCH_ON}`), [id]);
  assert.deepEqual(find(host, ''), []);
  assert.deepEqual(find(new Client(service, 'host@example.com', OTHER_CLIENT), `&${MARCH_ON}`), []);
});

test('the tag filter may need a window, be ignored, or find nothing', () => {
  const ask = (/** @type {string} */ answer, /** @type {string} */ more) => {
    const { host } = open({ integrationTagFilter: answer });
    onDay(host, 4, { integrationTags: ['gcal:1'] });
    onDay(host, 5);
    return host.ask('GET', `/meetings?integrationTag=gcal:1${more}`);
  };
  refused(ask('needs window', ''), 400, /'from' and 'to' are required/);
  refused(ask('needs window', '&from=2026-03-01'), 400, /'from' and 'to' are required/);
  assert.equal(ask('needs window', `&${MARCH_ON}`).body.items.length, 1);
  assert.equal(ask('ignored', `&${MARCH_ON}`).body.items.length, 2);
  assert.equal(ask('nothing', `&${MARCH_ON}`).body.items.length, 0);
});

test('a series id overrides number, tag and current', () => {
  const { host } = open();
  const { id } = onDay(host, 4);
  assert.equal(host.items(`/meetings?meetingSeriesId=${id}&integrationTag=none&scheduledType=webinar&current=false`).length, 1);
  refused(host.ask('GET', '/meetings?meetingSeriesId=absent'), 404, /cannot be found/);
});

test('personal room meetings are listed as scheduled meetings alone', () => {
  const { host } = open();
  const { id } = host.created({ scheduledType: 'personalRoomMeeting' });
  assert.deepEqual(host.items(`/meetings?${MARCH_ON}`), []);
  assert.deepEqual(host.items(`/meetings?meetingType=scheduledMeeting&scheduledType=personalRoomMeeting&${MARCH_ON}`).map((one) => one.id), [id]);
});

test('a list can be cut to a site', () => {
  const { host } = open();
  host.created();
  const { id } = host.created({ siteUrl: 'second.webex.com' });
  assert.deepEqual(host.items(`/meetings?siteUrl=second.webex.com&${MARCH_ON}`).map((one) => one.id), [id]);
  refused(host.ask('GET', '/meetings?siteUrl=elsewhere.webex.com'), 403, /site/);
});

test('query parameters are checked', () => {
  const { host } = open();
  refused(host.ask('GET', '/meetings?limit=5'), 400, "Parameter 'limit' is not supported.");
  refused(host.ask('GET', '/meetings?current=yes'), 400, /'current' must be a boolean/);
  refused(host.ask('GET', '/meetings?meetingType=series'), 400, /must be one of/);
  refused(host.ask('GET', '/meetings?max=ten'), 400, /'max' must be a number/);
  refused(host.ask('GET', '/meetings?cursor=garbage'), 400, /'cursor' is invalid/);
  refused(host.ask('GET', '/meetings?from=tomorrow'), 400, /'from' is not a valid/);
  refused(host.ask('GET', '/meetings?max=5&max=6'), 400, /more than once/);
  for (const more of ['', '&meetingType=meeting', '&state=ended']) refused(host.ask('GET', `/meetings?hasChat=true${more}`), 400, /only supported for ended/);
  assert.throws(() => host.ask('GET', '/meetings?hasChat=true&meetingType=meeting&state=ended'), /not simulated/);
});
