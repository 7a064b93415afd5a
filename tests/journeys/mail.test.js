// @ts-check
/** Journeys: a meeting from a message in Gmail. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guests, host, linkedWorld, meetings, onlyMeeting, open, shows, site } from './world.js';

/** @param {Parameters<typeof linkedWorld>[0]} [spec] */
async function messageWorld(spec) {
  const { world, person } = await linkedWorld(spec);
  const letter = world.mail.deliver({
    from: '"Guest, One" <guest-1@example.com>',
    to: `Host <${host}>, guest-2@example.com`,
    subject: 'Re: Budget: draft 2',
    date: 'Mon, 2 Mar 2026 09:30:00 +0100',
    body: 'Shall we meet?',
  });
  return { world, person, letter };
}

/** @param {string} refused */
const refusing = (refused) => ({ users: [{ email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris', refusedScopes: [refused] }] });

/** @param {import('./world.js').Panel} panel */
const flat = (panel) => Object.fromEntries(Object.entries(panel.values).map(([name, value]) => [name, [value].flat()[0]]));

test('the card beside a message has its subject, and its sender and recipients without the user', async () => {
  // proves: F9, A17, S1
  const { person, letter } = await messageWorld();
  const panel = await open(person.openMessage(letter));
  const values = flat(panel);
  assert.equal(values.title, 'Budget: draft 2');
  assert.equal(values.guests, 'guest-1@example.com, guest-2@example.com');
  assert.equal(values.invite, 'draft');
});

test('names with commas, encoded words and Cc in the headers are understood', async () => {
  // proves: A19, A20, A21
  const { world, person } = await messageWorld();
  const letter = world.mail.deliver({
    from: '=?UTF-8?B?6rmALCDrr7zsiJg=?= <guest-3@example.com>',
    to: `"Host, Person" <${host}>`,
    cc: '"Two, Guest" <guest-4@example.com>, GUEST-3@example.com',
    subject: '=?UTF-8?B?UmU6IOyYiOyCsA==?=',
    date: 'Mon, 2 Mar 2026 09:40:00 +0100',
    body: '',
  });
  const values = flat(await open(person.openMessage(letter)));
  assert.equal(values.guests, 'guest-3@example.com, guest-4@example.com');
  assert.equal(values.title, '예산');
});

test('the card says when the message was sent, in the person\'s zone and language, with the year if it is not the current one', async () => {
  // proves: A22, F9
  const { world, person, letter } = await messageWorld();
  shows(await open(person.openMessage(letter)), /Message of Mon, Mar 2, 9:30 AM/);
  const methods = world.executions.flatMap(({ calls }) => calls).filter(({ service }) => service === 'GmailApp').map(({ method }) => method);
  assert.ok(methods.some((method) => method.endsWith('getDate')));
  assert.ok(!methods.some((method) => method.endsWith('getThread')), 'nobody asks for the thread');
  const old = world.mail.deliver({ from: 'guest-1@example.com', to: host, subject: 'Old', date: 'Wed, 31 Dec 2025 23:30:00 +0000', body: '' });
  shows(await open(person.openMessage(old)), /Message of Thu, Jan 1, 12:30 AM/);
  const older = world.mail.deliver({ from: 'guest-1@example.com', to: host, subject: 'Older', date: 'Tue, 30 Dec 2025 10:00:00 +0000', body: '' });
  shows(await open(person.openMessage(older)), /Message of Tue, Dec 30, 2025, 11:00 AM/);
  const korean = await messageWorld({ users: [{ email: host, name: 'Host', locale: 'en-US', timeZone: 'Europe/Paris' }] });
  Object.assign(korean.world.user(host), { locale: 'ko-KR', timeZone: 'Asia/Seoul' });
  shows(await open(korean.person.openMessage(korean.letter)), /3월 2일 \(월\) 오후 5:30에 온 메일/);
});

test('scheduling makes the event with its guests and its meeting, mails nobody, and leaves a draft', async () => {
  // proves: F9, A18, N6
  const { world, person, letter } = await messageWorld();
  const panel = await open(person.openMessage(letter));
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  await panel.click('Schedule');
  shows(panel, /Scheduled.*The invitation is among your drafts/);
  const meeting = onlyMeeting(world);
  assert.equal(meeting.title, 'Budget: draft 2');
  const [event] = person.calendar.seeAll();
  assert.equal(event.conferenceData.entryPoints[0].uri, meeting.webLink);
  assert.deepEqual(event.attendees.map((/** @type {{email: string}} */ one) => one.email).filter((/** @type {string} */ one) => one !== host).sort(), guests);
  assert.deepEqual(world.calendars.mails, []);
  const [draft] = person.drafts();
  assert.ok(draft.body.includes(meeting.webLink) && draft.body.includes('Budget: draft 2'));
  assert.match(draft.to, /guest-1@example.com/);
  await world.settle();
  assert.deepEqual(onlyMeeting(world).invitees.map((one) => one.email).sort(), guests);
  assert.deepEqual(world.webex.mail, []);
});

test('"invite now" lets Google Calendar mail the guests', async () => {
  // proves: N6
  const { world, person, letter } = await messageWorld();
  const panel = await open(person.openMessage(letter));
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z'), invite: 'now' });
  await panel.click('Schedule');
  shows(panel, /Google Calendar has invited the guests/);
  assert.ok(world.calendars.mails.length > 0);
  assert.deepEqual(person.drafts(), []);
});

test('without the permission to read headers the card has an empty form', async () => {
  // proves: S1, E79
  const { world, person, letter } = await messageWorld(refusing('gmail.addons.current.message.metadata'));
  const panel = await open(person.openMessage(letter));
  shows(panel, /The message can't be read/);
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z'), title: 'Typed', guests: 'guest-1@example.com' });
  await panel.click('Schedule');
  assert.equal(onlyMeeting(world).title, 'Typed');
});

test('without the permission for drafts the card shows the invitation for copying', async () => {
  // proves: S15, E79
  const { world, person, letter } = await messageWorld(refusing('gmail.addons.current.action.compose'));
  const panel = await open(person.openMessage(letter));
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  await panel.click('Schedule');
  shows(panel, /Copy this invitation into a message.*Join the Webex meeting/);
  onlyMeeting(world);
});

test('for an invalid address or a time in the past the card says so, and nothing is made', async () => {
  const { world, person, letter } = await messageWorld();
  const panel = await open(person.openMessage(letter));
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z'), guests: 'guest-1@example.com, somebody' });
  await panel.click('Schedule');
  assert.match(panel.notification, /These are not addresses: somebody/);
  panel.fill({ start: Date.parse('2026-03-01T09:00:00Z'), guests: '' });
  await panel.click('Schedule');
  assert.match(panel.notification, /Choose a start in the future/);
  assert.equal(meetings(world).length, 0);
});

test('a second click, and a lost answer, lead to the same event and the same meeting', async () => {
  // proves: E26
  const { world, person, letter } = await messageWorld();
  const panel = await open(person.openMessage(letter));
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
  await panel.click('Schedule');
  assert.match(panel.notification, /nothing is lost/);
  await panel.click('Schedule');
  panel.back();
  await panel.click('Schedule');
  onlyMeeting(world);
  assert.equal(person.calendar.seeAll().length, 1);
});

test('the event can take place in the Personal Room, whose link is in location and description where Google takes no conference data', async () => {
  // proves: F10
  for (const conferenceDataPatch of ['allowed', 'refused']) {
    const { world, person, letter } = await messageWorld({ options: { conferenceDataPatch } });
    const panel = await open(person.openMessage(letter));
    panel.fill({ start: Date.parse('2026-03-04T09:00:00Z'), kind: 'room' });
    await panel.click('Schedule');
    shows(panel, /Scheduled/);
    assert.equal(meetings(world).length, 0);
    const [event] = person.calendar.seeAll();
    const link = `https://${site}/meet/host`;
    if (conferenceDataPatch === 'allowed') assert.equal(event.conferenceData.entryPoints[0].uri, link);
    else assert.equal(event.location, link);
  }
});

for (const [when, wait] of /** @type {[string, number][]} */ ([['at once, and its trigger is lost', 0], ['within the grace time', 1], ['long before', 5 * 60]])) {
  test(`a message is scheduled again after its event was deleted ${when}: there is a new event with a meeting that stays`, async () => {
    // proves: F9, E26, E117
    const { world, person, letter } = await messageWorld();
    const schedule = async () => {
      const panel = await open(person.openMessage(letter));
      panel.fill({ start: Date.parse('2026-03-06T09:00:00Z') });
      await panel.click('Schedule');
      shows(panel, /Scheduled/);
    };
    await schedule();
    await world.advance(61 * 60_000);
    const [first] = person.calendar.seeAll();
    if (wait === 0) world.faults.add({ firing: 'lost', times: 1 });
    person.calendar.remove(first.id);
    if (wait > 0) await world.advance(wait * 60_000);
    await schedule();
    await world.advance(30 * 3_600_000);
    const standing = person.calendar.seeAll().filter((/** @type {any} */ event) => event.status !== 'cancelled');
    assert.deepEqual([standing.length, meetings(world).length], [1, 1]);
    assert.equal(standing[0].conferenceData.entryPoints[0].uri, meetings(world)[0].webLink);
    shows(await open(person.openEvent(host, standing[0].id)), /In step with Webex/);
  });
}
