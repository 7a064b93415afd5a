// @ts-check
/**
 * Journeys: several people use the add-on on the same calendars, and some write names of other people's meetings into events.
 * Each meeting has one host, and only the host's add-on changes, deletes or asks about it.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ann, bob, guest, hosts, signIn, teamWorld, told, users, webexUsers, withMeeting } from './team-world.js';
import { hour, meetings, newWorld, open, requestsSince, shows, site } from './world.js';

/** The lines of a person's stored links. @param {import('./world.js').World} world @param {string} email */
const links = (world, email) => [...world.user(email).properties].filter(([key]) => key.startsWith('links.'))
  .flatMap(([, lines]) => lines.split('\n')).filter((line) => line !== '');

/** The requests of a person's executions after the first `from` executions. @param {import('./world.js').World} world @param {string} email @param {number} from */
const askedBy = (world, email, from) => world.executions.slice(from).filter(({ user }) => user.email === email)
  .flatMap(({ calls }) => calls.filter(({ service }) => service === 'UrlFetchApp'));

test('on a team calendar each add-on follows its own user\'s meetings, and the others\' cost no request and no stored line', async () => {
  // proves: E92, N15
  const { world, person, other, team } = await teamWorld();
  const theirs = await withMeeting(world, person, team, { summary: 'Ann\'s' });
  await withMeeting(world, other, team, { summary: 'Bob\'s', start: '2026-03-11T10:00:00' });
  await world.advance(2 * hour);
  const from = world.executions.length;
  person.calendar.edit(theirs, { summary: 'Ann\'s, renamed' }, { calendarId: team });
  await world.advance(3 * hour);
  assert.deepEqual(told(world), [['Ann\'s, renamed', '2026-03-10T10:00', ann, [guest]], ['Bob\'s', '2026-03-11T10:00', bob, [guest]]]);
  assert.deepEqual([links(world, ann).length, links(world, bob).length], [1, 1]);
  assert.deepEqual(askedBy(world, bob, from), []);
  const panel = await open(other.openEvent(team, theirs));
  shows(panel, /According to the event, host@example\.com hosts its meeting.*Somebody else hosts this meeting/);
  assert.equal(panel.labels.includes('Sync now'), false);
});

test('whoever deletes their meetings and disconnects is asked about their own, and other people\'s stay in their events', async () => {
  // proves: E97, N15
  const { world, person, other, team } = await teamWorld();
  const theirs = await withMeeting(world, person, team, { summary: 'Ann\'s' });
  await withMeeting(world, other, team, { summary: 'Bob\'s', start: '2026-03-11T10:00:00' });
  await world.advance(2 * hour);
  const panel = await open(other.openHome({ host: 'CALENDAR' }));
  await panel.click('Settings');
  await panel.click('Disconnect');
  shows(panel, /You have (1 upcoming meeting\b|one upcoming meeting)/);
  await panel.click('Delete meetings, then disconnect');
  await world.advance(4 * hour);
  assert.ok(person.calendar.see(theirs, { calendarId: team }).conferenceData, 'the event still shows its meeting');
  assert.deepEqual(told(world), [['Ann\'s', '2026-03-10T10:00', ann, [guest]]]);
});

/** What a writer plants: names of Ann's meeting in an event of their own. */
const plants = /** @type {[string, (meeting: string, id: string, data: any) => object][]} */ ([
  ['private properties', (meeting, id) => ({ id, extendedProperties: { private: { 'meetwright-meeting': meeting, 'meetwright-event': id } } })],
  ['private properties that claim its host', (meeting, id, { host: mark }) => ({ id, extendedProperties: { private: { 'meetwright-meeting': meeting, 'meetwright-event': id, 'meetwright-host': mark } } })],
  ['conference data', (meeting, id, { data }) => ({ id, conferenceData: withParameters(data, { meeting, event: id }) })],
]);

/** @param {any} data @param {object} more */
const withParameters = (data, more) => ({ ...data, parameters: { addOnParameters: { parameters: { ...data.parameters.addOnParameters.parameters, ...more } } } });

for (const [how, plant] of plants) {
  for (const chosen of ['an id of its own', 'the id of the event that has the meeting']) {
    test(`an event with ${chosen} that names somebody's meeting in ${how} changes nothing about it`, async () => {
      // proves: E94, N15
      const { world, person, other, team } = await teamWorld();
      const real = await withMeeting(world, person, ann, { summary: 'Confidential' });
      await withMeeting(world, person, team, { summary: 'Watched', start: '2026-03-12T10:00:00' });
      await world.advance(2 * hour);
      const before = told(world);
      const data = person.calendar.see(real).conferenceData;
      const { meeting, host: mark } = data.parameters.addOnParameters.parameters;
      const id = chosen === 'an id of its own' ? 'plantedevent00001' : real;
      const body = { summary: 'Planted', start: '2026-03-20T18:00:00', minutes: 30, guests: ['mallory@example.com'], ...plant(meeting, id, { data, host: mark }) };
      const planted = other.calendar.insert(body, { calendarId: team });
      assert.equal(planted.id, id);
      await world.advance(3 * hour);
      assert.deepEqual(told(world), before);
      const panel = await open(person.openEvent(team, id));
      if (panel.labels.includes('Sync now')) await panel.click('Sync now');
      other.calendar.edit(id, { summary: 'Planted again' }, { calendarId: team });
      await world.advance(2 * hour);
      other.calendar.remove(id, { calendarId: team });
      await world.advance(3 * hour);
      assert.deepEqual(told(world), before);
      person.calendar.edit(real, { summary: 'Still followed' });
      await world.settle();
      assert.ok(told(world).some(([title]) => title === 'Still followed'));
    });
  }
}

test('links that were lost come back for one\'s own meetings after Webex has confirmed them, and for no others', async () => {
  // proves: E93, E78
  const { world, person, other, team } = await teamWorld();
  const own = await withMeeting(world, person, team, { summary: 'Ann\'s' });
  const theirs = await withMeeting(world, other, team, { summary: 'Bob\'s', start: '2026-03-11T10:00:00' });
  // An event from before there was a host's mark.
  const data = person.calendar.see(own, { calendarId: team }).conferenceData;
  delete data.parameters.addOnParameters.parameters.host;
  person.calendar.setConference(own, data, { calendarId: team });
  await world.settle();
  const { properties } = world.user(ann);
  for (const key of [...properties.keys()]) if (key.startsWith('links.')) properties.delete(key);
  const from = world.webex.requests.length;
  person.calendar.edit(own, { summary: 'Ann\'s, renamed' }, { calendarId: team });
  person.calendar.edit(theirs, { summary: 'Bob\'s, renamed' }, { calendarId: team });
  await world.advance(2 * hour);
  assert.deepEqual(told(world).map(([title, , email]) => [title, email]), [['Ann\'s, renamed', ann], ['Bob\'s, renamed', bob]]);
  assert.deepEqual([links(world, ann).length, links(world, bob).length], [1, 1]);
  const proofs = requestsSince(world, from).filter((request) => /^GET .v1.meetings.[^?]*$/.test(request));
  assert.equal(proofs.length, 2, 'each add-on asks once about the meeting without a mark, and nobody about the other one');
});

const weekly = { summary: 'Weekly', start: '2026-03-10T10:00:00', recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'] };

/** Where Ann's meetings lie while both add-ons look at them: the calendar of the team, and Bob's own one, for which Ann is a delegate. */
const places = /** @type {['team' | 'bob', string][]} */ ([['team', 'a team calendar'], ['bob', 'the calendar of a colleague']]);

/** @param {any} spec @param {'team' | 'bob'} place */
async function sharedPlace(spec, place) {
  const { world, person, other, team } = await teamWorld(spec);
  world.calendars.share(bob, ann, 'writer');
  const calendarId = place === 'team' ? team : bob;
  // Both add-ons watch the calendar, since each has a meeting there.
  await withMeeting(world, other, calendarId, { summary: 'Bob\'s', start: '2026-03-31T08:00:00' });
  return { world, person, other, calendarId };
}

const bobs = `Bob's 2026-03-31T08:00 ${bob}`;

for (const [place, name] of places) {
  test(`a copy and a copy of it on ${name} get one meeting each, hosted by whoever hosts the original and made the copy`, async () => {
    // proves: E95, N15
    const { world, person, calendarId } = await sharedPlace({ options: { copyKeepsConferenceData: true } }, place);
    const id = await withMeeting(world, person, calendarId);
    const copy = person.calendar.copy(id, { start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId });
    await world.advance(2 * hour);
    person.calendar.copy(copy.id, { start: '2026-03-13T10:00:00', minutes: 60 }, { calendarId });
    await world.advance(3 * hour);
    assert.deepEqual(hosts(world), [bobs, `Review 2026-03-10T10:00 ${ann}`, `Review 2026-03-12T10:00 ${ann}`, `Review 2026-03-13T10:00 ${ann}`]);
  });

  for (const [who, splits, time] of [['its host', ann, '10:00'], ['somebody else', bob, '10:00'], ['its host', ann, '09:00'], ['somebody else', bob, '09:00']]) {
    test(`a series on ${name} that ${who} splits for ${time} stays with its host on both sides`, async () => {
      // proves: E95, E101, E103
      const { world, person, calendarId } = await sharedPlace({}, place);
      const id = await withMeeting(world, person, calendarId, weekly);
      world.person(splits).calendar.editFollowing(id, '2026-03-24T10:00:00', { summary: 'Weekly, later', ...(time === '10:00' ? {} : { start: `2026-03-24T${time}:00`, minutes: 60 }) }, { calendarId });
      await world.advance(4 * hour);
      assert.deepEqual(hosts(world), [bobs, `Weekly 2026-03-10T10:00 ${ann}`, `Weekly, later 2026-03-24T${time} ${ann}`].sort());
    });
  }

  test(`an event on ${name} that is restored after its meeting went gets one new meeting, by the same host`, async () => {
    // proves: E95, E16
    const { world, person, calendarId } = await sharedPlace({}, place);
    const id = await withMeeting(world, person, calendarId);
    await world.advance(hour);
    person.calendar.remove(id, { calendarId });
    await world.advance(3 * hour);
    assert.deepEqual(hosts(world), [bobs]);
    person.calendar.restore(id, { calendarId });
    await world.advance(3 * hour);
    assert.deepEqual(hosts(world), [bobs, `Review 2026-03-10T10:00 ${ann}`]);
  });

  test(`an occurrence on ${name} that leaves its series keeps the series' host`, async () => {
    // proves: E95
    const { world, person, calendarId } = await sharedPlace({}, place);
    const id = await withMeeting(world, person, calendarId, weekly);
    person.calendar.edit(`${id}_20260317T090000Z`, { start: '2026-05-20T15:00:00', minutes: 60 }, { calendarId });
    await world.advance(4 * hour);
    assert.deepEqual(hosts(world), [bobs, `Weekly 2026-03-10T10:00 ${ann}`, `Weekly 2026-05-20T15:00 ${ann}`].sort());
  });

  test(`an occurrence on ${name} that has a meeting of its own keeps it and its host when a colleague replaces the series' meeting`, async () => {
    // proves: E95, E92
    const { world, person, other, calendarId } = await sharedPlace({}, place);
    const id = await withMeeting(world, person, calendarId, weekly);
    person.calendar.edit(`${id}_20260317T090000Z`, { start: '2026-05-20T15:00:00', minutes: 60 }, { calendarId });
    await world.advance(2 * hour);
    const editor = other.editEvent(calendarId, id);
    editor.removeConference();
    await editor.pickConference('webex-meeting');
    await editor.save();
    await world.advance(4 * hour);
    assert.deepEqual(hosts(world), [bobs, `Weekly 2026-03-10T10:00 ${bob}`, `Weekly 2026-05-20T15:00 ${ann}`].sort());
  });

  test(`a meeting on ${name} that a colleague replaces by their own goes, and the colleague's stays`, async () => {
    // proves: E95, E92
    const { world, person, other, calendarId } = await sharedPlace({}, place);
    const id = await withMeeting(world, person, calendarId);
    await world.advance(hour);
    const editor = other.editEvent(calendarId, id);
    editor.removeConference();
    await editor.pickConference('webex-meeting');
    assert.equal(editor.conferenceError, null);
    await editor.save();
    shows(await open(person.openEvent(calendarId, id)), /Somebody else hosts this meeting/);
    await world.advance(4 * hour);
    assert.deepEqual(hosts(world), [bobs, `Review 2026-03-10T10:00 ${bob}`]);
    shows(await open(other.openEvent(calendarId, id)), /In step with Webex/);
    shows(await open(person.openEvent(calendarId, id)), /Somebody else hosts this meeting/);
  });
}

test('whoever has another address at Webex than at Google is the author of their copies and hosts them', async () => {
  // proves: E101
  const webex = 'ann.roe@webex.example';
  const accounts = [{ email: webex, name: webex, sites: [site], timeZone: 'Europe/Paris' }, webexUsers[1]];
  const world = await newWorld({ users, webexUsers: accounts, options: { copyKeepsConferenceData: true } });
  const person = await signIn(world, ann, webex);
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: ann }).id;
  const single = await withMeeting(world, person, team);
  const series = await withMeeting(world, person, team, weekly);
  person.calendar.copy(single, { start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId: team });
  person.calendar.editFollowing(series, '2026-03-24T10:00:00', { summary: 'Weekly, later' }, { calendarId: team });
  await world.advance(4 * hour);
  assert.deepEqual(hosts(world), [
    `Review 2026-03-10T10:00 ${webex}`, `Review 2026-03-12T10:00 ${webex}`, `Weekly 2026-03-10T10:00 ${webex}`, `Weekly, later 2026-03-24T10:00 ${webex}`,
  ].sort());
});

test('the owner of the calendar is invited like any guest to a meeting that their delegate hosts', async () => {
  // proves: E98
  const { world, person, other } = await teamWorld();
  world.calendars.share(bob, ann, 'writer');
  const id = await withMeeting(world, person, bob);
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', ann, [bob, guest].sort()]]);
  other.calendar.edit(id, { guests: [] });
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', ann, [bob]]]);
  const series = await withMeeting(world, person, bob, { ...weekly, guests: [guest] });
  other.calendar.edit(`${series}_20260317T090000Z`, { start: '2026-03-17T15:00:00', minutes: 60 });
  await world.advance(2 * hour);
  const [, repeated] = meetings(world);
  assert.deepEqual([repeated.invitees, ...repeated.exceptions.map((/** @type {any} */ { invitees }) => invitees ?? repeated.invitees)]
    .map((invitees) => invitees.map((/** @type {{email: string}} */ { email }) => email).sort()), [[bob, guest], [bob, guest]]);
});

test('a host whose address at Google is among the guests is not invited to their own meeting', async () => {
  // proves: E101, E70
  const webex = 'ann.roe@webex.example';
  const accounts = [{ email: webex, name: webex, sites: [site], timeZone: 'Europe/Paris' }, webexUsers[1]];
  const world = await newWorld({ users, webexUsers: accounts });
  const person = await signIn(world, ann, webex);
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: ann }).id;
  await withMeeting(world, person, team, { guests: [ann, guest] });
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-10T10:00', webex, [guest]]]);
});

test('a guest who may change the event reads that the organizer has to add the meeting, and none is made that would not follow', async () => {
  // proves: E96
  const { world, person, other } = await teamWorld();
  const { id } = person.calendar.insert({ summary: 'Review', start: '2026-03-10T10:00:00', minutes: 60, guests: [bob], guestsCanModify: true });
  await world.settle();
  const from = world.webex.requests.length;
  const panel = await open(other.openEvent(bob, id));
  shows(panel, /A meeting that a guest adds would not follow this event\. Ask its organizer to add it/);
  assert.equal(panel.labels.includes('Add Webex meeting'), false);
  assert.ok(panel.labels.includes('Use my Personal Room'), 'a room follows no event');
  const editor = await other.editEvent(bob, id).pickConference('webex-meeting');
  assert.equal(editor.conferenceError?.type ?? editor.conferenceError, 'PERMISSION_DENIED');
  await world.advance(2 * hour);
  assert.deepEqual([requestsSince(world, from), meetings(world), links(world, bob)], [[], [], []]);
  // The organizer's own meeting is one that the guest's add-on leaves alone.
  const own = await person.editEvent(ann, id).pickConference('webex-meeting');
  await own.save();
  await world.advance(2 * hour);
  other.calendar.edit(id, { start: '2026-03-11T15:00:00', minutes: 60 });
  await world.advance(2 * hour);
  assert.deepEqual(told(world), [['Review', '2026-03-11T15:00', ann, [bob]]]);
  assert.deepEqual(links(world, bob), []);
});

test('an event with guests that its host moves from the team\'s calendar to their own is followed there', async () => {
  // proves: E31, E93
  const { world, person, team } = await teamWorld();
  const id = await withMeeting(world, person, team);
  await world.advance(hour);
  person.calendar.move(id, ann, { calendarId: team });
  await world.advance(2 * hour);
  person.calendar.edit(id, { summary: 'Moved' });
  await world.advance(2 * hour);
  assert.deepEqual(told(world).map(([title, start, email]) => [title, start, email]), [['Moved', '2026-03-10T10:00', ann]]);
});
