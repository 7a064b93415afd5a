// @ts-check
/** Calendar's editor: the conferencing menu, an add-on's changes to the open event, and saving. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { cardsWorld, guest, host, withSignInPage } from './cards-world.js';

const START = { summary: 'Talk', start: '2026-03-03T10:00:00' };
const told = (/** @type {any} */ panel) => JSON.parse(panel.card.sections[0].widgets[0].textParagraph.text);
const logs = (/** @type {any} */ world, /** @type {string} */ entry) =>
  world.executions.filter((/** @type {any} */ one) => one.entry === entry).map((/** @type {any} */ one) => one.logs.map((/** @type {any} */ { text }) => text).join());
const stored = (/** @type {string} */ id) => ({
  conferenceId: id,
  conferenceSolution: { key: { type: 'addOn' }, name: 'Room', iconUri: 'https://lh3.googleusercontent.com/room' },
  entryPoints: [
    { entryPointType: 'video', uri: 'https://example.com/room' },
    { entryPointType: 'phone', uri: 'tel:+15551234', pin: '1234', regionCode: 'US', entryPointFeatures: ['toll'] },
  ],
  notes: 'Mind the step.',
  parameters: { addOnParameters: { parameters: { event: id } } },
});

test('the_conference_of_a_new_event_is_made_before_the_event_can_be_read', async () => {
  const { world, person } = cardsWorld();
  const editor = person.newEvent({ ...START, guests: [guest] });
  await editor.pickConference('room');
  assert.match(logs(world, 'createRoom')[0], /Not Found/);
  assert.equal(person.calendar.see(editor.eventId), undefined);
  const event = await editor.save();
  assert.equal(event.id, editor.eventId);
  assert.deepEqual(event.conferenceData, stored(editor.eventId));
  assert.deepEqual(event.attendees.map((/** @type {any} */ one) => one.email), [host, guest]);
});

test('a_discarded_event_never_comes_to_life', async () => {
  const { person } = cardsWorld();
  const editor = person.newEvent(START);
  await editor.pickConference('room');
  editor.discard();
  assert.deepEqual(person.calendar.seeAll(), []);
  await assert.rejects(editor.save(), /closed/);
});

test('the_menu_tells_a_failure_by_its_kind_and_changes_nothing', async () => {
  const { person } = cardsWorld();
  const editor = person.newEvent(START);
  await editor.pickConference('forbidden');
  assert.deepEqual(editor.conferenceError, { type: 'CONFERENCE_SOLUTION_FORBIDDEN' });
  await editor.pickConference('broken');
  assert.equal(editor.conferenceError?.type, 'UNKNOWN');
  assert.equal(editor.conferenceError?.cause?.message, 'broken on purpose');
  await editor.pickConference('slow');
  assert.equal(editor.conferenceError?.cause?.message, 'Exceeded maximum execution time');
  await editor.pickConference('room');
  assert.equal(editor.conferenceError, null);
  editor.removeConference();
  await assert.rejects(editor.pickConference('other'), /the conferencing menu has no other/);
  assert.equal((await editor.save()).conferenceData, undefined);
});

test('the_link_of_an_authentication_error_leads_through_the_callback', async () => {
  const { world, person } = cardsWorld();
  withSignInPage(world);
  const editor = person.newEvent(START);
  await editor.pickConference('login');
  assert.equal(editor.conferenceError?.type, 'AUTHENTICATION');
  assert.equal(await editor.signIn(), '<p>done</p>');
});

test('meet_replaces_the_conference_and_the_cross_removes_it', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert(START);
  await person.calendar.pickConference(id, 'room');
  assert.deepEqual(person.calendar.see(id).conferenceData, stored(id));
  const meet = await person.editEvent('primary', id).switchToMeet().save();
  assert.equal(meet.conferenceData.conferenceSolution.key.type, 'hangoutsMeet');
  assert.equal(meet.conferenceData.parameters, undefined);
  assert.equal((await person.editEvent('primary', id).removeConference().save()).conferenceData, undefined);
});

test('a_new_event_can_have_meet', async () => {
  const event = await cardsWorld().person.newEvent(START).switchToMeet().save();
  assert.equal(event.conferenceData.conferenceSolution.key.type, 'hangoutsMeet');
});

test('one_save_is_one_change_of_the_calendar', async () => {
  const { world, person } = cardsWorld();
  const { id } = person.calendar.insert(START);
  /** @type {any[]} */
  const changes = [];
  world.calendars.onChange = (/** @type {string} */ calendarId, /** @type {any} */ how) => changes.push([calendarId, how.byScript]);
  const editor = person.editEvent('primary', id).setTitle('Walk').setTime('2026-03-04T10:00:00');
  await editor.pickConference('room');
  const event = await editor.save();
  assert.deepEqual(changes, [[host, false]]);
  assert.equal(event.summary, 'Walk');
  assert.match(event.start.dateTime, /^2026-03-04T10:00:00/);
});

test('the_update_trigger_runs_before_the_save_and_only_for_guests_and_conference', async () => {
  const { world, person } = cardsWorld();
  const { id } = person.calendar.insert(START);
  await person.editEvent('primary', id).setTitle('Walk').save();
  await person.editEvent('primary', id).removeConference().save();
  assert.deepEqual(logs(world, 'eventUpdate'), []);
  await person.editEvent('primary', id).addGuest(guest).save();
  await person.calendar.pickConference(id, 'room');
  await person.editEvent('primary', id).removeGuest(guest).save();
  assert.deepEqual(logs(world, 'eventUpdate'), ['stored 0, shown 1', 'stored 2, shown 2', 'stored 2, shown 1']);
});

test('an_open_event_is_told_by_ids_guests_conference_and_capabilities_alone', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert({ ...START, description: 'secret', guests: [guest] });
  await person.calendar.pickConference(id, 'room');
  const { parameters, ...conferenceData } = stored(id);
  assert.deepEqual(told(await person.openEvent(host, id)), {
    id,
    calendarId: host,
    organizer: { email: host },
    capabilities: { canSeeAttendees: true, canAddAttendees: true, canSeeConferenceData: true, canSetConferenceData: true, canAddAttachments: true },
    attendees: [
      { email: host, organizer: true, responseStatus: 'accepted', self: true },
      { email: guest, responseStatus: 'needsAction' },
    ],
    conferenceData: { ...conferenceData, parameters: { addOnParameters: parameters.addOnParameters.parameters } },
  });
});

test('a_new_event_is_told_without_ids', async () => {
  const { person } = cardsWorld();
  const { id, calendarId, capabilities } = told(await person.newEvent(START).openPanel());
  assert.deepEqual([id, calendarId], [undefined, undefined]);
  assert.equal(capabilities.canSetConferenceData, true);
});

test('how_much_is_told_follows_current_event_access_and_its_scope', async () => {
  const keys = async (/** @type {any} */ given) => {
    const { person } = cardsWorld(given);
    const panel = await person.openEvent(host, person.calendar.insert({ ...START, guests: [guest] }).id);
    return Object.keys(told(panel));
  };
  const access = (/** @type {string} */ value) => ({ manifest: (/** @type {any} */ { addOns }) => { addOns.calendar.currentEventAccess = value; } });
  const ids = ['id', 'calendarId', 'organizer'];
  assert.deepEqual(await keys({}), [...ids, 'capabilities', 'attendees']);
  assert.deepEqual(await keys(access('METADATA')), ids);
  assert.deepEqual(await keys(access('WRITE')), ids);
  assert.deepEqual(await keys({ refusedScopes: ['calendar.addons.current.event.read'] }), ids);
});

test('a_guest_may_do_what_the_organiser_allows', async () => {
  const { world, person } = cardsWorld();
  const { id } = person.calendar.insert({ ...START, guests: [guest] });
  const panel = await world.person(guest).openEvent(guest, id);
  assert.deepEqual(told(panel).capabilities, { canSeeAttendees: true, canAddAttendees: true, canSeeConferenceData: true });
  await panel.click('Add room');
  assert.match(String(panel.error?.message), /can't set the conference/);
  assert.throws(() => panel.editor.removeConference(), /can't change the conference/);
});

test('what_the_panel_changes_is_kept_only_when_the_person_saves', async () => {
  const { person } = cardsWorld();
  const { id } = person.calendar.insert(START);
  const panel = await person.openEvent(host, id);
  await panel.click('Add room');
  await panel.click('Add guest');
  assert.equal(panel.error, null);
  assert.equal(person.calendar.see(id).conferenceData, undefined);
  assert.deepEqual(panel.editor.event.conferenceData, stored('from-card'));
  const event = await panel.editor.save();
  assert.deepEqual(event.conferenceData, stored('from-card'));
  assert.equal(event.attendees.at(-1).email, 'guest-2@example.com');
  await panel.click('Add room');
  assert.match(String(panel.error?.message), /not open any more/);
});

test('an_event_can_not_be_changed_without_the_access_or_its_scope', async () => {
  const refusal = async (/** @type {any} */ given) => {
    const { person } = cardsWorld(given);
    const panel = await person.openEvent(host, person.calendar.insert(START).id);
    await panel.click('Add room');
    return [panel.error?.message, panel.editor.event.conferenceData];
  };
  const read = { manifest: (/** @type {any} */ { addOns }) => { addOns.calendar.currentEventAccess = 'READ'; } };
  assert.deepEqual(await refusal(read), ['The event can\'t be changed: currentEventAccess is not WRITE or READ_WRITE', undefined]);
  assert.match(String((await refusal({ refusedScopes: ['calendar.addons.current.event.write'] }))[0]), /scope/);
});
