// @ts-check
/** Journeys: an administrator sets the organisation up and decides for everyone, without code and without another deployment. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, meetings, meetingWorld, minute, newWorld, open, shows, site } from './world.js';

const integration = { clientId: 'C-meetwright', secret: 'client-secret-1' };
const users = [{ email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris' }, { email: 'admin@example.com', name: 'Admin', locale: 'en-US', timeZone: 'Europe/Paris' }];
const admin = 'admin@example.com';

/** @param {import('./world.js').World} world */
const policyOf = (world) => JSON.parse(world.scriptProperties.get('POLICY') ?? 'null');

/**
 * The administrators' card, reached as an administrator who has not signed in to Webex reaches it.
 * @param {import('./world.js').World} world
 */
async function administration(world) {
  world.scriptProperties.set('ADMINISTRATORS', `${admin}, second@example.com`);
  const panel = await open(world.person(admin).openHome({ host: 'CALENDAR' }));
  await panel.click('Administration');
  return panel;
}

test('an administrator enters the integration on a card, it is never shown again, and a user signs in', async () => {
  // proves: P11, F1
  const world = await newWorld({ users, integration: false });
  shows(await open(world.person(host).openHome({ host: 'CALENDAR' })), /not set up yet. An administrator has to/);
  const panel = await administration(world);
  shows(panel, /To do: enter the client ID and secret/);
  await panel.fill({ clientId: integration.clientId });
  await panel.click('Save');
  assert.equal(panel.notification, 'Enter client ID and secret together.');
  assert.equal(world.scriptProperties.has('WEBEX_CLIENT_ID'), false);
  await panel.fill({ clientSecret: integration.secret });
  await panel.click('Save');
  assert.match(panel.notification, /It applies to everyone within ten minutes/);
  shows(panel, /The Webex integration is set up/);
  assert.equal(JSON.stringify(panel.cards).includes(integration.secret), false);
  assert.equal(JSON.stringify(panel.cards).includes(integration.clientId), false);
  const redirectUri = `https://script.google.com/macros/d/${world.scriptId}/usercallback`;
  const scopes = ['meeting:schedules_read', 'meeting:schedules_write', 'meeting:preferences_read', 'spark:people_read'];
  world.webex.registerIntegration({ ...integration, name: 'Meetwright', redirectUris: [redirectUri], scopes });
  const user = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await user.signIn({ email: host, decision: 'allow' });
  shows(user, /Your Webex meetings/);
});

test('a user who is not an administrator has no button to the administrators\' card, and a forged click changes nothing', async () => {
  // proves: P11
  const world = await newWorld({ users });
  const panel = await administration(world);
  world.scriptProperties.set('ADMINISTRATORS', 'someone@example.com');
  await panel.fill({ sites: 'evil.webex.com' });
  await panel.click('Save');
  assert.match(panel.notification, /Only the administrators named/);
  assert.equal(policyOf(world), null);
  const home = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  assert.equal(JSON.stringify(home.cards).includes('Administration'), false);
});

test('when two administrators save the same form the second is refused, and so is a site that is not Webex\'s', async () => {
  // proves: P11
  const world = await newWorld({ users });
  const [first, second] = [await administration(world), await administration(world)];
  await first.fill({ sites: 'acme.example' });
  await first.click('Save');
  assert.equal(first.notification, 'These are not Webex sites: acme.example');
  await first.fill({ sites: `https://${site}/\nbeta.webex.com`, schema: 'a/b' });
  await first.click('Save');
  assert.match(first.notification, /Names of schemas/);
  await first.fill({ schema: 'Telephony' });
  await first.click('Save');
  assert.deepEqual([policyOf(world).version, policyOf(world).sites, policyOf(world).schema], [1, [site, 'beta.webex.com'], 'Telephony']);
  await second.fill({ sites: '' });
  await second.click('Save');
  assert.match(second.notification, /Another administrator has saved meanwhile/);
  assert.equal(policyOf(world).version, 1);
});

test('an administrator\'s decision applies to users within ten minutes, and costs a warm card no round trip until then', async () => {
  // proves: P11
  const { world, person } = await linkedWorld({ users });
  const panel = await administration(world);
  await panel.fill({ kind: 'meeting', spread: 'each', spreadWeight: 'no' });
  await panel.click('Save');
  const event = person.calendar.insert({ summary: 'Review', start: '2026-03-03T10:00:00', minutes: 30 });
  shows(await open(person.openEvent(host, event.id)), /Use my Personal Room/);
  assert.equal(world.roundTrips(last(world, 'onCalendarEventOpen')).total, 2);
  await world.advance(10 * minute);
  const card = await open(person.openEvent(host, event.id));
  shows(card, /Add Webex meeting/);
  assert.equal(/Personal Room/.test(card.text()), false);
  assert.deepEqual(world.roundTrips(last(world, 'onCalendarEventOpen')), { total: 4, Properties: 3, Calendar: 1 });
  await open(person.openEvent(host, event.id));
  assert.equal(world.roundTrips(last(world, 'onCalendarEventOpen')).total, 2);
  const home = await open(person.openHome({ host: 'CALENDAR' }));
  await home.click('Settings');
  shows(home, /Your administrator has set the other options/);
  assert.equal(/If Webex can't repeat/.test(home.text()), false);
  const editor = person.newEvent({ summary: 'In my room', start: '2026-03-03T12:00:00', minutes: 30 });
  await editor.pickConference('webex-personal-room');
  assert.match(JSON.stringify(editor.conferenceError), /CONFERENCE_SOLUTION_FORBIDDEN/);
});

test('where addresses must match, a person can\'t sign in with another account, and one who is signed in with it is signed out', async () => {
  // proves: P3
  const other = 'host@webex.example.com';
  const webexUsers = [{ email: other, name: 'Host', sites: [site] }, { email: host, name: 'Host', sites: [site] }];
  const world = await newWorld({ users, webexUsers });
  const home = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await home.signIn({ email: other, decision: 'allow' });
  shows(home, /You are host@example.com at Google and host@webex.example.com at Webex/);
  const panel = await administration(world);
  await panel.fill({ addresses: 'no' });
  await panel.click('Save');
  await world.advance(10 * minute);
  const again = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  shows(again, /use the same address at Google and at Webex/);
  await again.signIn({ email: other, decision: 'allow' });
  shows(again, /use the same address/);
  assert.match(JSON.stringify(last(world, 'onWebexCallback').outcome?.value), /use the same address/);
  assert.equal(world.user(host).properties.get('tokens') || '', '');
  await again.signIn({ email: host, decision: 'allow' });
  shows(again, /Your Webex meetings/);
});

test('meetings are made only on allowed sites', async () => {
  // proves: P11, F11
  const webexSites = [{ siteUrl: site }, { siteUrl: 'beta.webex.com' }];
  const webexUsers = [{ email: host, name: 'Host', sites: [site, 'beta.webex.com'], timeZone: 'Europe/Paris' }];
  const world = await newWorld({ users, webexSites, webexUsers });
  const panel = await administration(world);
  await panel.fill({ sites: 'beta.webex.com' });
  await panel.click('Save');
  const home = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await home.signIn({ email: host, decision: 'allow' });
  assert.equal(JSON.parse(world.user(host).properties.get('account') ?? '').site, 'beta.webex.com');
  await panel.fill({ sites: 'gamma.webex.com' });
  await panel.click('Save');
  await world.advance(10 * minute);
  const editor = world.person(host).newEvent({ summary: 'Review', start: '2026-03-03T12:00:00', minutes: 30 });
  await editor.pickConference('webex-meeting');
  assert.match(JSON.stringify(editor.conferenceError), /CONFERENCE_SOLUTION_FORBIDDEN/);
  assert.equal(meetings(world).length, 0);
});

test('with a policy that can\'t be read users stay signed in, nobody new can sign in, and the administrator\'s card says why', async () => {
  // proves: P11
  const { world, person } = await linkedWorld({ users });
  world.scriptProperties.set('POLICY', '{"version":');
  await world.advance(10 * minute);
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Your Webex meetings/);
  world.user(host).properties.clear();
  shows(await open(person.openHome({ host: 'CALENDAR' })), /not set up yet/);
  const panel = await administration(world);
  shows(panel, /your organization.s settings can.t be read/);
  await panel.click('Save');
  assert.equal(policyOf(world).version, 1);
  shows(await open(person.openHome({ host: 'CALENDAR' })), /Sign in to Webex/);
});

for (const [words, decided, why] of /** @type {[string, Record<string, string>, RegExp][]} */ ([
  ['whose kind', { kind: 'room' }, /Your administrator does not allow this kind of meeting/],
  ['on whose site', { sites: 'beta.webex.com' }, /Your administrator does not allow meetings on your Webex site/],
])) {
  test(`a meeting ${words} is not allowed is never made, not even for a copy, a split or a restored event, whose cards say why`, async () => {
    // proves: P11
    const options = { copyKeepsConferenceData: true };
    const { world, person, eventId } = await meetingWorld({ spec: { users, options } });
    const editor = person.newEvent({ summary: 'Weekly', start: '2026-03-03T15:00:00', minutes: 30, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
    await editor.pickConference('webex-meeting');
    await editor.save();
    const gone = person.newEvent({ summary: 'Gone', start: '2026-03-04T15:00:00', minutes: 30 });
    await gone.pickConference('webex-meeting');
    await gone.save();
    await world.settle();
    person.calendar.remove(gone.eventId);
    await world.advance(90 * minute);
    assert.equal(meetings(world).length, 2);
    const panel = await administration(world);
    await panel.fill(decided);
    await panel.click('Save');
    await world.advance(10 * minute);

    const copy = person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 });
    person.calendar.editFollowing(editor.eventId, '2026-03-17T15:00:00', { summary: 'Second half' });
    person.calendar.restore(gone.eventId);
    person.calendar.edit(eventId, { summary: 'Still followed' });
    await world.advance(120 * minute);
    assert.deepEqual(meetings(world).map(({ title }) => title).sort(), ['Still followed', 'Weekly']);
    for (const id of [copy.id, gone.eventId]) shows(await open(person.openEvent(host, id)), why);

    const again = await administration(world);
    await again.fill({ kind: 'all', sites: '' });
    await again.click('Save');
    await world.advance(10 * minute);
    person.calendar.edit(copy.id, { summary: 'Allowed again' });
    await world.settle();
    assert.ok(meetings(world).some(({ title }) => title === 'Allowed again'));
  });
}

test('texts for guests are in the administrators\' language within ten minutes, and cards stay in the user\'s own language', async () => {
  // proves: P11, F15
  const { world, person } = await linkedWorld({ users });
  const panel = await administration(world);
  shows(panel, /Language of texts that guests read.*Each user's own.*English.*한국어/);
  await panel.fill({ language: 'ko' });
  await panel.click('Save');
  assert.deepEqual([policyOf(world).version, policyOf(world).language], [1, 'ko']);
  await world.advance(10 * minute);
  const editor = person.newEvent({ start: '2026-03-03T10:00:00', minutes: 30 });
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  assert.equal(meetings(world)[0].title, 'Webex 회의');
  const letter = world.mail.deliver({ from: 'guest-1@example.com', to: host, subject: '', date: 'Mon, 2 Mar 2026 09:30:00 +0100', body: '' });
  const form = await open(person.openMessage(letter));
  form.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  await form.click('Schedule');
  shows(form, /Scheduled.*Wed, Mar 4/);
  const [draft] = person.drafts();
  assert.match(draft.body, /Webex 회의에 초대합니다[^]*3월 4일 \(수\)/);
  const again = await administration(world);
  await again.fill({ language: 'own' });
  await again.click('Save');
  assert.equal(policyOf(world).language ?? null, null);
});
