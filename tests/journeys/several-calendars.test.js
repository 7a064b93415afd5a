// @ts-check
/** Journeys: several calendars of one person, and events that are moved, copied, shared or transferred between them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, held, linkOf, seriesWorld, tuesdays } from './series-world.js';
import { guests, host, hour, meetings, meetingWorld, minute, onlyMeeting, open, requestsSince, shows, site } from './world.js';

const next = 'next@example.com';
const both = [host, next].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
const copied = { copyKeepsConferenceData: true };

/**
 * Adds a second calendar of the host, which the add-on knows because a meeting was added there.
 * @param {import('./world.js').World} world
 * @param {import('./world.js').Person} person
 */
async function knownTeam(world, person) {
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: host }).id;
  const { id } = person.calendar.insert({ summary: 'Of the team', start: '2026-03-09T10:00:00', minutes: 60 }, { calendarId: team });
  const editor = person.editEvent(team, id);
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.settle();
  return { team, id };
}

/** @param {import('./world.js').World} world */
const titles = (world) => meetings(world).map(({ title }) => title).sort();

test('an event that was moved to another calendar leaves a stub, keeps its meeting, and is followed there', async () => {
  // proves: E31
  const { world, person, eventId, meeting } = await meetingWorld({ fields: { guests: undefined } });
  const { team } = await knownTeam(world, person);
  person.calendar.move(eventId, team);
  await world.settle();
  assert.equal(person.calendar.see(eventId).status, 'cancelled');
  await world.advance(2 * hour);
  assert.deepEqual(titles(world), ['Design review', 'Of the team']);
  person.calendar.edit(eventId, { summary: 'Moved' }, { calendarId: team });
  await world.advance(61 * minute);
  const moved = meetings(world).find((one) => one.id === meeting.id);
  assert.deepEqual([moved?.title, moved?.webLink], ['Moved', meeting.webLink]);
  shows(await open(person.openEvent(team, eventId)), /In step with Webex/);
  person.calendar.remove(eventId, { calendarId: team });
  await world.advance(2 * hour + 30 * minute);
  assert.deepEqual(titles(world), ['Of the team']);
});

test('an event whose calendar stays as a guest when it is moved keeps its meeting, and is followed there', async () => {
  // proves: E31, E93
  const { world, person } = await meetingWorld({ fields: { guests: undefined } });
  const { team, id } = await knownTeam(world, person);
  const [{ webLink }] = meetings(world).filter((/** @type {any} */ { title }) => title === 'Of the team');
  person.calendar.addGuests(id, [team], { calendarId: team });
  await world.advance(61 * minute);
  person.calendar.move(id, host, { calendarId: team });
  await world.settle();
  assert.equal(person.calendar.see(id, { calendarId: team }).status, 'confirmed');
  person.calendar.edit(id, { summary: 'Moved home' });
  await world.advance(61 * minute);
  const moved = meetings(world).find((/** @type {any} */ one) => one.webLink === webLink);
  assert.equal(moved?.title, 'Moved home');
  assert.deepEqual(titles(world), ['Design review', 'Moved home']);
});

test('a series that was moved keeps its meeting and its exceptions', async () => {
  // proves: E31
  const { world, person, id } = await seriesWorld({ fields: { guests: [] } });
  const { team } = await knownTeam(world, person);
  person.calendar.edit(at(id, tuesdays[1]), { summary: 'Special' });
  await world.settle();
  const before = onlySeries(world);
  person.calendar.move(id, team);
  await world.advance(2 * hour);
  person.calendar.remove(at(id, tuesdays[2]), { calendarId: team });
  await world.advance(61 * minute);
  const after = onlySeries(world);
  assert.deepEqual([after.id, after.webLink, after.exceptions.length], [before.id, before.webLink, 1]);
  assert.deepEqual(held(world)[0], ['Weekly review', 'WEEKLY', [tuesdays[0], tuesdays[1], tuesdays[3]]]);
});

test('the same event on two of one\'s calendars has one meeting, and the organiser\'s copy decides', async () => {
  // proves: E30, E65
  const { world, person, eventId, meeting } = await meetingWorld();
  const { team, id } = await knownTeam(world, person);
  person.calendar.addGuests(eventId, [team]);
  person.calendar.addGuests(id, [host], { calendarId: team });
  await world.advance(2 * hour);
  assert.deepEqual(titles(world), ['Design review', 'Of the team']);
  const invited = () => meetings(world).map(({ invitees }) => invitees.map(({ email }) => email).sort());
  assert.deepEqual(invited(), [guests, []], 'a calendar is not invited');
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.advance(2 * hour);
  assert.deepEqual(titles(world), ['Changed', 'Of the team']);
  person.calendar.remove(eventId, { calendarId: team });
  person.calendar.remove(id);
  await world.advance(2 * hour);
  assert.deepEqual(titles(world), ['Changed', 'Of the team']);
  assert.equal(linkOf(person.calendar.see(eventId)), meeting.webLink);
});

test('a calendar that is no longer shared is not followed any more, and its meetings stay', async () => {
  // proves: E11
  const { world, person, eventId } = await meetingWorld({ spec: { users: both } });
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: next }).id;
  world.calendars.share(team, host, 'writer');
  const { id } = person.calendar.insert({ summary: 'Of the team', start: '2026-03-09T10:00:00', minutes: 60 }, { calendarId: team });
  const editor = person.editEvent(team, id);
  await editor.pickConference('webex-meeting');
  await editor.save();
  await world.advance(61 * minute);
  assert.deepEqual(titles(world), ['Design review', 'Of the team']);
  world.calendars.calendar(team).sharedWith.delete(host);
  world.person(next).calendar.edit(id, { summary: 'Unseen' }, { calendarId: team });
  person.calendar.edit(eventId, { summary: 'Changed' });
  await world.advance(50 * hour);
  assert.deepEqual(titles(world), ['Changed', 'Of the team']);
  assert.deepEqual(watched(world), [host], 'its trigger went');
  world.calendars.share(team, host, 'writer');
  await world.advance(26 * hour);
  assert.deepEqual(titles(world), ['Changed', 'Unseen']);
  assert.deepEqual(watched(world), [host, team].sort());
});

test('a mirrored copy of the event in another calendar gets no meeting, and deleting it changes nothing', async () => {
  // proves: E32
  const { world, person, eventId, meeting } = await meetingWorld({ spec: { options: copied } });
  const { team } = await knownTeam(world, person);
  const from = world.webex.requests.length;
  const mirror = person.calendar.copy(eventId, {}, { calendarId: team, from: host });
  assert.equal(linkOf(mirror), meeting.webLink);
  await world.advance(2 * hour);
  person.calendar.remove(mirror.id, { calendarId: team });
  await world.advance(2 * hour);
  assert.deepEqual([titles(world), requestsSince(world, from)], [['Design review', 'Of the team'], []]);
});

test('a copy of one occurrence is a plain event with a meeting of its own', async () => {
  // proves: E34, E27
  const { world, person, id } = await seriesWorld({ spec: { options: copied } });
  const copy = person.calendar.copy(at(id, tuesdays[1]), { start: '2026-03-11T14:00:00', minutes: 60 });
  await world.settle();
  const plain = ['Weekly review', null, ['2026-03-11T13:00']];
  assert.deepEqual(held(world), [['Weekly review', 'WEEKLY', tuesdays], plain]);
  assert.deepEqual([copy.recurrence, linkOf(person.calendar.see(copy.id))], [undefined, meetings(world)[1].webLink]);
  person.calendar.remove(id);
  await world.advance(2 * hour);
  assert.deepEqual(held(world), [plain]);
});

test('a copy of a series is a series with a meeting of its own', async () => {
  // proves: E27, E35
  const { world, person, id } = await seriesWorld({ spec: { options: copied } });
  person.calendar.copy(id, { start: '2026-04-07T14:00:00', minutes: 60 });
  await world.settle();
  assert.deepEqual(held(world).map(([, freq, starts]) => [freq, starts[0]]), [['WEEKLY', tuesdays[0]], ['WEEKLY', '2026-04-07T12:00']]);
});

test('a copy in another person\'s calendar is not followed, and its card says so', async () => {
  // proves: E29
  const webexUsers = both.map(({ email, name }) => ({ email, name, sites: [site], timeZone: 'Europe/Paris' }));
  const { world, person, eventId } = await meetingWorld({ spec: { options: copied, users: both, webexUsers } });
  world.calendars.share(host, next, 'reader');
  const other = world.person(next);
  await (await open(other.openHome({ host: 'CALENDAR' }))).signIn({ email: next, decision: 'allow' });
  const copy = other.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 60 }, { from: host });
  await world.settle();
  const from = world.webex.requests.length;
  other.calendar.edit(copy.id, { summary: 'Changed there' });
  await world.advance(2 * hour);
  shows(await open(other.openEvent(next, copy.id)), /shows a meeting that was made for another event.*Make a meeting of its own/);
  other.calendar.remove(copy.id);
  await world.advance(2 * hour);
  assert.deepEqual([titles(world), requestsSince(world, from)], [['Design review'], []]);
  assert.equal(linkOf(person.calendar.see(eventId)), onlyMeeting(world).webLink);
});

for (const [answer, what] of Object.entries({ many: 'by its own trigger', one: 'by the hourly run' })) {
  test(`an edit by somebody else in a shared calendar is found ${what} where Google allows ${answer} calendar triggers`, async () => {
    // proves: F13, F3
    const { world, person } = await meetingWorld({ spec: { users: both, options: { calendarTriggersPerUser: answer } } });
    const { team, id } = await knownTeam(world, person);
    world.calendars.share(team, next, 'writer');
    await world.advance(2 * hour);
    assert.deepEqual(watched(world), answer === 'one' ? [host] : [host, team].sort());
    world.person(next).calendar.edit(id, { summary: 'Edited' }, { calendarId: team });
    await world.settle();
    assert.deepEqual(titles(world), ['Design review', answer === 'one' ? 'Of the team' : 'Edited']);
    await world.advance(20 * hour);
    assert.deepEqual(titles(world), ['Design review', 'Edited']);
    const tries = world.executions.flatMap(({ calls }) => calls).filter(({ method, detail }) => method === 'newTrigger.create' && /** @type {any} */ (detail)?.sourceId === team);
    assert.equal(tries.length, 1, 'a refused trigger is not tried again on the same day');
    shows(await open(person.openHome({ host: 'CALENDAR' })), /Your Webex meetings/);
  });
}

/** The calendars with a trigger. @param {import('./world.js').World} world */
const watched = (world) =>
  world.user(host).triggers.map(({ sourceId }) => sourceId).filter(Boolean).sort();

/** @param {import('./world.js').World} world */
const onlySeries = (world) => meetings(world).filter(({ recurrence }) => recurrence !== null)[0];
