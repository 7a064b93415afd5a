// @ts-check
/**
 * Journeys: several add-ons may make the meeting of one event. Before they do, they reserve the event by a conditional write,
 * and the meeting is made once.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, hour, linkedWorld, meetings, minute, open, shows, site } from './world.js';

const owner = 'owner@example.com';
const colleague = 'colleague@example.com';
const users = [host, owner, colleague].map((email) => ({ email, name: email, locale: 'en-US', timeZone: 'Europe/Paris' }));
const webexUsers = users.map(({ email, name }) => ({ email, name, sites: [site], timeZone: 'Europe/Paris' }));
const single = { summary: 'Weekly', start: '2026-03-10T10:00:00', minutes: 60 };
const weekly = { ...single, recurrence: ['RRULE:FREQ=WEEKLY;COUNT=6'] };

/** @param {import('./world.js').World} world @param {string} email */
async function signIn(world, email) {
  const panel = await open(world.person(email).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email, decision: 'allow' });
  await world.settle();
}

/**
 * The owner's calendar with an event that a delegate added a meeting to for the owner to host. Both have the add-on, and both hold its link.
 * @param {object} fields
 */
async function ownedWorld(fields) {
  const { world, person } = await linkedWorld({ users, webexUsers, options: { webex: { delegateHostEmail: 'allowed' } } });
  await signIn(world, owner);
  world.scriptProperties.set('POLICY', JSON.stringify({ version: 1, behalf: true }));
  await world.advance(61 * minute);
  world.calendars.share(owner, host, 'writer');
  world.webex.person(owner).permitScheduling([host]);
  const { id } = world.person(owner).calendar.insert(fields);
  const panel = await open(person.openEvent(owner, id));
  await panel.click(`Let ${owner} host it`);
  await panel.editor.save();
  await world.advance(2 * hour);
  const linked = users.filter(({ email }) => [...world.user(email).properties].some(([key, lines]) => key.startsWith('links.') && lines.includes(id)));
  assert.deepEqual(linked.map(({ email }) => email), [host, owner]);
  return { world, id };
}

/** The host of each meeting, by its title and start. @param {import('./world.js').World} world */
const hosts = (world) => meetings(world).map(({ title, start, hostEmail }) => `${title} ${start.slice(0, 16)} ${hostEmail}`).sort();

/** The private properties of an event. @param {import('./world.js').World} world @param {string} calendarId @param {string} id */
const properties = (world, calendarId, id) => world.person(calendarId).calendar.see(id).extendedProperties?.private ?? {};

/**
 * Runs the other person's add-on in the middle of the first run over the owner's calendar, before its n-th call.
 * @param {import('./world.js').World} world @param {number} n
 */
function overlap(world, n) {
  let hasRun = false;
  world.faults.add({
    entry: 'onCalendarChange',
    match: (call) => call.counted,
    call: n,
    run: (/** @type {any} */ execution) => {
      if (hasRun) return;
      hasRun = true;
      const other = execution.user.email === owner ? host : owner;
      world.runNested(other, 'onCalendarChange', { calendarId: owner, authMode: 'FULL', triggerUid: '2' }, { kind: 'trigger' });
    },
  });
}

/** How many meetings Webex was asked to make. @param {import('./world.js').World} world */
const asked = (world) => world.webex.requests.filter(({ method, path }) => method === 'POST' && /^\/v1\/meetings(\?|$)/.test(path)).length;

test('a series that the owner hosts by a delegate\'s choice is split, and its second part gets one meeting', async () => {
  // proves: E95, E92
  for (let call = 2; call < 14; call++) {
    const { world, id } = await ownedWorld(weekly);
    const from = asked(world);
    overlap(world, call);
    const second = world.person(owner).calendar.editFollowing(id, '2026-03-24T10:00:00', { summary: 'Later' });
    await world.advance(4 * hour);
    assert.deepEqual(hosts(world), [`Later 2026-03-24T10:00 ${owner}`, `Weekly 2026-03-10T10:00 ${owner}`], `call ${call}`);
    assert.equal(asked(world) - from, 1);
    assert.deepEqual(properties(world, owner, second.id), {}, 'the reservation is gone');
  }
});

test('an event that the owner hosts by a delegate\'s choice is restored, and gets one meeting', async () => {
  // proves: E95, E16
  for (let call = 2; call < 14; call++) {
    const { world, id } = await ownedWorld(single);
    world.person(owner).calendar.remove(id);
    await world.advance(3 * hour);
    assert.deepEqual(hosts(world), []);
    const from = asked(world);
    overlap(world, call);
    world.person(owner).calendar.restore(id);
    await world.advance(4 * hour);
    assert.deepEqual(hosts(world), [`Weekly 2026-03-10T10:00 ${owner}`], `call ${call}`);
    assert.equal(asked(world) - from, 1);
    assert.deepEqual(properties(world, owner, id), {});
  }
});

test('a copy that a colleague makes of somebody else\'s event gets a meeting that the colleague hosts', async () => {
  // proves: E95, E101, N15
  const { world, person } = await linkedWorld({ users, webexUsers, options: { copyKeepsConferenceData: true } });
  await signIn(world, colleague);
  const team = world.calendars.addCalendar({ summary: 'Team', timeZone: 'Europe/Paris', owner: host }).id;
  world.calendars.share(team, colleague, 'writer');
  const other = world.person(colleague);
  const add = async (/** @type {any} */ someone, /** @type {object} */ fields) => {
    const { id } = someone.calendar.insert({ summary: 'Review', start: '2026-03-10T10:00:00', minutes: 60, ...fields }, { calendarId: team });
    await (await someone.editEvent(team, id).pickConference('webex-meeting')).save();
    await world.settle();
    return id;
  };
  const id = await add(person, {});
  await add(other, { summary: 'Theirs', start: '2026-03-31T10:00:00' });
  await world.advance(2 * hour);
  const copy = other.calendar.copy(id, { start: '2026-03-12T10:00:00', minutes: 60 }, { calendarId: team });
  await world.advance(3 * hour);
  const expected = [`Review 2026-03-10T10:00 ${host}`, `Review 2026-03-12T10:00 ${colleague}`, `Theirs 2026-03-31T10:00 ${colleague}`];
  assert.deepEqual(hosts(world), expected);
  shows(await open(other.openEvent(team, copy.id)), /In step with Webex/);
  shows(await open(person.openEvent(team, copy.id)), /Somebody else hosts this meeting/);
  // A copy of the colleague's own event by a tool in another calendar is a mirror, which keeps the meeting that it shows.
  const mirrored = person.calendar.see(id, { calendarId: team });
  other.calendar.insert({ summary: 'Review', start: '2026-03-10T10:00:00', minutes: 60, conferenceData: mirrored.conferenceData });
  await world.advance(3 * hour);
  assert.deepEqual(hosts(world), expected);
});
