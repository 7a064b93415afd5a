// @ts-check
/** A person's data at the simulated Webex service: identity, sites, personal room, templates. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, SITE, makeService, refused } from './webex-client.js';

function open() {
  const { service } = makeService();
  return { service, host: new Client(service) };
}

test('a person knows who they are, by the same id as in their meetings', () => {
  const { host } = open();
  const { body } = host.ask('GET', '/people/me');
  assert.deepEqual([body.emails, body.displayName, body.timezone, body.type, body.siteUrls[0]],
    [['host@example.com'], 'Host Example', 'Europe/Paris', 'person', `${SITE}#attendee`]);
  assert.equal(host.created().hostUserId, body.id);
});

test('sites are listed, and none may be the default', () => {
  const { host, service } = open();
  assert.deepEqual(host.ask('GET', '/meetingPreferences/sites').body, { sites: [{ siteUrl: SITE, default: true }, { siteUrl: 'second.webex.com', default: false }] });
  const undecided = new Client(service, 'undecided@example.com');
  assert.deepEqual(undecided.ask('GET', '/meetingPreferences/sites').body, { sites: [{ siteUrl: SITE, default: false }] });
  refused(undecided.ask('GET', '/meetingPreferences/personalMeetingRoom'), 400, /no preferred site/);
});

test('a default site is chosen with the query parameter that the call requires', () => {
  const { host } = open();
  const put = (/** @type {string} */ query, /** @type {any} */ body) => host.ask('PUT', `/meetingPreferences/sites${query}`, { body });
  refused(put('', { siteUrl: SITE }), 400, /'defaultSite' is required/);
  refused(put('?defaultSite=true', { siteUrl: 'elsewhere.webex.com' }), 403, /site/);
  assert.deepEqual(put('?defaultSite=true', { siteUrl: 'second.webex.com' }).body, { siteUrl: 'second.webex.com', default: true });
  assert.equal(host.created().siteUrl, 'second.webex.com');
});

test('the personal room has a link, a number and phone numbers with an array of links', () => {
  const { host, service } = open();
  const { body } = host.ask('GET', '/meetingPreferences/personalMeetingRoom');
  assert.deepEqual([body.topic, body.personalMeetingRoomLink, body.sipAddress, Array.isArray(body.telephony.links)],
    ["Host Example's Personal Room", `https://${SITE}/meet/host`, `${body.telephony.accessCode}@${SITE}`, true]);
  assert.deepEqual(host.ask('GET', '/meetingPreferences').body.personalMeetingRoom, body);
  service.addUser({ email: 'roomless@example.com', sites: [SITE], personalRoom: false });
  refused(new Client(service, 'roomless@example.com').ask('GET', '/meetingPreferences/personalMeetingRoom'), 403, /no personal room/);
  refused(new Client(service, 'roomless@example.com').create({ scheduledType: 'personalRoomMeeting' }), 403, /no personal room/);
});

test('scheduling options apply to new meetings; delegates stay when absent and go when empty', () => {
  const { host } = open();
  const options = { enabledJoinBeforeHost: true, joinBeforeHostMinutes: 5, enabledAutoShareRecording: false };
  const put = (/** @type {any} */ more) => host.ask('PUT', '/meetingPreferences/schedulingOptions', { body: { ...options, ...more } });
  refused(put({ joinBeforeHostMinutes: 6 }), 400, /one of 0, 5, 10, 15/);
  refused(put({ delegateEmails: ['guest-1@example.com'] }), 400, /not a host/);
  assert.deepEqual(put({ delegateEmails: ['Other@example.com'] }).body.delegateEmails, ['other@example.com']);
  assert.deepEqual(put({}).body.delegateEmails, ['other@example.com']);
  assert.deepEqual(put({ delegateEmails: [] }).body.delegateEmails, []);
  assert.deepEqual([host.created().enabledJoinBeforeHost, host.created().joinBeforeHostMinutes], [true, 5]);
  const path = '/meetingPreferences/schedulingOptions/delegateEmails';
  assert.equal(host.ask('POST', `${path}/insert`, { body: { emails: ['other@example.com'] } }).status, 200);
  assert.equal(host.ask('POST', `${path}/delete`, { body: { emails: ['other@example.com'] } }).status, 204);
  assert.deepEqual(host.ask('GET', '/meetingPreferences/schedulingOptions').body.delegateEmails, []);
});

test('audio and video preferences are shown', () => {
  const { host } = open();
  assert.equal(host.ask('GET', '/meetingPreferences/audio').body.defaultAudioType, 'webexAudio');
  assert.deepEqual(host.ask('GET', '/meetingPreferences/video').body, { videoDevices: [] });
});

test('templates are filtered, and one shows the meeting behind it', () => {
  const { host, service } = open();
  const shown = { id: 'T1', name: 'Quiet', locale: 'en_US', siteUrl: SITE, templateType: /** @type {const} */ ('meeting'), isDefault: true, isStandard: false };
  const hidden = { title: 'Quiet', start: '2020-01-01T00:00:00Z', end: '2020-01-01T01:00:00Z' };
  service.templates.push({ ...shown, meeting: hidden }, { ...shown, id: 'T2', siteUrl: 'second.webex.com', meeting: hidden }, { ...shown, id: 'T3', locale: 'de_DE', meeting: hidden });
  assert.deepEqual(host.items('/meetings/templates'), [shown]);
  assert.deepEqual(host.items('/meetings/templates?isDefault=false'), []);
  assert.deepEqual(host.items('/meetings/templates?siteUrl=second.webex.com').map((one) => one.id), ['T2']);
  assert.deepEqual(host.items('/meetings/templates?locale=de_DE').map((one) => one.id), ['T3']);
  assert.deepEqual(host.ask('GET', '/meetings/templates/T1').body, { ...shown, meeting: hidden });
  refused(host.ask('GET', '/meetings/templates/T9'), 404, /template/);
});

test('the id of a session type is a text here and a number in a meeting', () => {
  const { host } = open();
  const [{ id }] = host.items('/meetings/sessionTypes');
  assert.equal(id, '3');
  assert.equal(host.created().sessionTypeId, 3);
  refused(host.create({ sessionTypeId: '3' }), 400, /'sessionTypeId' must be a number/);
});

test('the site list of a person without a host licence holds their sites, or nothing, as the switch says', () => {
  for (const [unlicensedSites, length] of [['listed', 1], ['absent', 0]]) {
    const { service } = makeService({ unlicensedSites });
    assert.equal(new Client(service, 'guest-1@example.com').ask('GET', '/meetingPreferences/sites').body.sites.length, length);
  }
});
