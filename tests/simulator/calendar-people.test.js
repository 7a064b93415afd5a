// @ts-check
/** People's actions on calendars, and what guests, delegates and readers see of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUEST, HOST, calendarWorld, refusal, webexConference } from './calendar-fake.js';

const START = '2026-03-10T10:00:00';

test('a guest gets a copy under the same id, and answers on it', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Review', start: START, guests: [GUEST] });
  const copy = world.guest.see(id);
  assert.equal(copy?.iCalUID, `${id}@google.com`);
  assert.equal(copy?.start.dateTime, '2026-03-10T05:00:00-04:00');
  assert.deepEqual(copy?.organizer, { email: HOST });
  assert.deepEqual(copy?.attendees, [
    { email: HOST, responseStatus: 'accepted', organizer: true },
    { email: GUEST, responseStatus: 'needsAction', self: true },
  ]);
  world.guest.answer(id, 'accepted', { comment: 'late' });
  assert.deepEqual(world.host.see(id)?.attendees[1], { email: GUEST, responseStatus: 'accepted', comment: 'late' });
  assert.equal(world.host.see(id)?.sequence, 0);
});

test('a guest can not change the event for others unless the organiser allows it', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Review', start: START, guests: [GUEST] });
  assert.throws(() => world.guest.edit(id, { summary: 'Mine' }), /a guest can't change this event/);
  const { Calendar } = world.script(GUEST);
  assert.equal(Calendar.Events.patch({ summary: 'Mine' }, GUEST, id).summary, 'Mine');
  assert.equal(world.host.see(id)?.summary, 'Review');
  assert.throws(() => Calendar.Events.patch({ guestsCanModify: true }, GUEST, id), refusal('Shared properties can only be changed by the organizer of the event.', 403));
  world.host.edit(id, { guestsCanModify: true });
  world.guest.edit(id, { summary: 'Ours' });
  assert.equal(world.host.see(id)?.summary, 'Ours');
});

test('private properties and colour stay on their copy, shared properties travel', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST], extendedProperties: { private: { mw: '1' }, shared: { all: '1' } } });
  assert.deepEqual(world.guest.see(id)?.extendedProperties, { shared: { all: '1' } });
  world.script(GUEST).Calendar.Events.patch({ extendedProperties: { shared: { all: '2' }, private: { own: 'g' } } }, GUEST, id);
  world.guest.editOwn(id, { colorId: '5' });
  assert.deepEqual(world.host.see(id)?.extendedProperties, { private: { mw: '1' }, shared: { all: '2' } });
  world.host.edit(id, { summary: 'New' });
  assert.equal(world.guest.see(id)?.colorId, '5');
  assert.deepEqual(world.guest.see(id)?.extendedProperties, { shared: { all: '2' }, private: { own: 'g' } });
});

test('a guest who deletes the own copy declines and leaves the event to the others', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST] });
  world.guest.remove(id);
  assert.equal(world.guest.see(id)?.status, 'cancelled');
  assert.equal(world.host.see(id)?.status, 'confirmed');
  assert.equal(world.host.see(id)?.attendees[1].responseStatus, 'declined');
  world.host.edit(id, { summary: 'still on' });
  assert.equal(world.guest.see(id)?.status, 'cancelled');
});

test('the organiser\'s deletion leaves guests a stub, and restoring brings their copies back', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Review', start: START, guests: [GUEST] });
  world.host.remove(id);
  assert.deepEqual(Object.keys(world.guest.see(id) ?? {}), ['kind', 'etag', 'id', 'status']);
  assert.throws(() => world.script(GUEST).Calendar.Events.patch({ summary: 'x' }, GUEST, id), refusal('Not Found', 404));
  world.host.restore(id);
  assert.equal(world.host.see(id)?.summary, 'Review');
  assert.equal(world.guest.see(id)?.status, 'confirmed');
});

test('a guest taken off the list keeps a stub', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST, 'guest-2@example.org'] });
  world.host.removeGuests(id, [GUEST]);
  assert.equal(world.guest.see(id)?.status, 'cancelled');
  assert.deepEqual(world.host.see(id)?.attendees.map((/** @type {any} */ { email }) => email), [HOST, 'guest-2@example.org']);
  world.host.addGuests(id, [GUEST, 'room@resource.calendar.google.com']);
  assert.equal(world.guest.see(id)?.status, 'confirmed');
  assert.deepEqual(world.host.see(id)?.attendees.at(-1), { email: 'room@resource.calendar.google.com', resource: true, responseStatus: 'accepted' });
});

test('a duplicate is an event of its own, with conference and properties as the open point says', () => {
  for (const [copyKeepsConferenceData, copyKeepsExtendedProperties] of [[true, false], [false, true]]) {
    const world = calendarWorld({ options: { copyKeepsConferenceData, copyKeepsExtendedProperties } });
    const original = world.host.insert({ summary: 'Review', start: START, guests: [GUEST], conferenceData: webexConference('m1'), extendedProperties: { private: { mw: '1' } } });
    const copy = world.host.copy(original.id, { start: '2026-03-17T10:00:00' });
    assert.notEqual(copy.id, original.id);
    assert.equal(copy.iCalUID, `${copy.id}@google.com`);
    assert.deepEqual([copy.summary, copy.start.dateTime, copy.end.dateTime], ['Review', '2026-03-17T10:00:00+01:00', '2026-03-17T11:00:00+01:00']);
    assert.equal('conferenceData' in copy, copyKeepsConferenceData);
    assert.equal('extendedProperties' in copy, copyKeepsExtendedProperties);
    assert.equal(copy.attendees[1].responseStatus, 'needsAction');
    assert.equal(world.host.see(original.id)?.start.dateTime, '2026-03-10T10:00:00+01:00');
  }
});

test('a reader copies an event to the own calendar and becomes its organiser', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Review', start: START });
  world.store.share(HOST, GUEST, 'reader');
  const copy = world.guest.copy(id, {}, { from: HOST });
  assert.deepEqual([copy.organizer, copy.creator, copy.start.dateTime], [{ email: GUEST, self: true }, { email: GUEST, self: true }, '2026-03-10T05:00:00-04:00']);
});

test('a move leaves only the id behind and makes the other calendar the organiser', () => {
  const world = calendarWorld();
  const team = world.store.addCalendar({ summary: 'Team', timeZone: 'UTC', owner: HOST });
  const { id } = world.host.insert({ summary: 'Review', start: START, extendedProperties: { private: { mw: '1' } } });
  const moved = world.host.move(id, team.id);
  assert.deepEqual(moved.organizer, { email: team.id, displayName: 'Team', self: true });
  assert.deepEqual(moved.extendedProperties, { private: { mw: '1' } });
  assert.deepEqual(Object.keys(world.host.see(id) ?? {}), ['kind', 'etag', 'id', 'status']);
});

test('a former organiser who is a guest keeps a copy when the event is handed over', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST] });
  world.host.handOver(id, GUEST);
  assert.equal(world.host.see(id)?.status, 'confirmed');
  assert.deepEqual(world.host.see(id)?.organizer, { email: GUEST });
  assert.deepEqual(world.guest.see(id)?.organizer, { email: GUEST, self: true });
});

test('conferences are set, removed and switched as wholes', () => {
  const world = calendarWorld({ options: { conferenceDataPatch: 'refused' } });
  const { id } = world.host.insert({ start: START, guests: [GUEST] });
  world.host.setConference(id, webexConference('m1'));
  assert.equal(world.guest.see(id)?.conferenceData.conferenceId, 'm1');
  const meet = world.host.switchConference(id, 'hangoutsMeet');
  assert.equal(meet.conferenceData.conferenceSolution.key.type, 'hangoutsMeet');
  assert.equal('parameters' in meet.conferenceData, false);
  assert.equal('conferenceData' in world.host.removeConference(id), false);
  assert.equal(world.host.pasteLink(id, 'https://example.webex.com/j/1').location, 'https://example.webex.com/j/1');
});

test('a timed event becomes a whole day and back, and a shifted one keeps its length', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, minutes: 30 });
  assert.deepEqual(world.host.edit(id, { start: '2026-03-11T09:00:00' }).end, { dateTime: '2026-03-11T09:30:00+01:00', timeZone: 'Europe/Berlin' });
  const day = world.host.edit(id, { start: '2026-03-12' });
  assert.deepEqual([day.start, day.end], [{ date: '2026-03-12' }, { date: '2026-03-13' }]);
  assert.deepEqual(world.host.edit(id, { start: START }).start, { dateTime: '2026-03-10T10:00:00+01:00', timeZone: 'Europe/Berlin' });
});

test('every act reaches its calendars once, and tells whether a script did it', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST] });
  assert.deepEqual(world.changes.splice(0), [
    { calendarId: HOST, byScript: false, user: HOST },
    { calendarId: GUEST, byScript: false, user: HOST },
  ]);
  world.script().Calendar.Events.patch({ colorId: '3' }, HOST, id);
  assert.deepEqual(world.changes.splice(0), [{ calendarId: HOST, byScript: true, user: HOST }]);
  world.host.switchConference(id, webexConference('m1'));
  assert.deepEqual(world.changes.map(({ calendarId }) => calendarId), [HOST, GUEST]);
});

test('mails go to whom sendUpdates names, and to nobody when it is none', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const body = { start: { date: '2026-03-10' }, end: { date: '2026-03-11' }, attendees: [{ email: GUEST }, { email: 'guest-2@example.org' }] };
  const { id } = Calendar.Events.insert(body, HOST);
  Calendar.Events.patch({ summary: 'a' }, HOST, id, { sendUpdates: 'none' });
  assert.deepEqual(world.store.mails, []);
  Calendar.Events.patch({ summary: 'b' }, HOST, id, { sendUpdates: 'externalOnly' });
  Calendar.Events.patch({ attendees: [{ email: GUEST }] }, HOST, id, { sendUpdates: 'all' });
  Calendar.Events.patch({ colorId: '3' }, HOST, id, { sendUpdates: 'all' });
  Calendar.Events.remove(HOST, id, { sendUpdates: 'all' });
  assert.deepEqual(world.store.mails.map(({ kind, to }) => [kind, to]), [
    ['update', ['guest-2@example.org']],
    ['update', [GUEST]],
    ['cancellation', ['guest-2@example.org']],
    ['cancellation', [GUEST]],
  ]);
});

test('roles decide what is seen and written', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Open', start: START });
  const secret = world.host.insert({ summary: 'Secret', visibility: 'private', start: START }).id;
  const { Calendar } = world.script(GUEST);
  const titles = () => Calendar.Events.list(HOST).items.map((/** @type {any} */ { summary }) => summary ?? '-').sort();
  assert.throws(() => Calendar.Events.get(HOST, id), refusal('Not Found', 404));
  world.store.share(HOST, GUEST, 'freeBusyReader');
  assert.deepEqual(titles(), ['-', '-']);
  world.store.switches.freeBusyLists = 'empty';
  assert.deepEqual(titles(), []);
  assert.throws(() => Calendar.Events.get(HOST, id), refusal('Not Found', 404));
  world.store.share(HOST, GUEST, 'reader');
  assert.deepEqual(titles(), ['-', 'Open']);
  assert.throws(() => Calendar.Events.patch({ summary: 'x' }, HOST, id), refusal('You need to have writer access to this calendar.', 403));
  const masked = Calendar.Events.get(HOST, secret);
  assert.deepEqual(Object.keys(masked), ['kind', 'etag', 'id', 'status', 'htmlLink', 'created', 'updated', 'start', 'end', 'visibility', 'iCalUID', 'sequence', 'eventType']);
  world.store.share(HOST, GUEST, 'writer');
  assert.deepEqual(titles(), ['Open', 'Secret']);
  assert.deepEqual(Calendar.Events.insert({ start: { date: '2026-03-10' }, end: { date: '2026-03-11' } }, HOST).creator, { email: GUEST });
  world.store.share(HOST, GUEST, 'none');
  assert.throws(() => Calendar.Events.list(HOST), refusal('Not Found', 404));
});

test('a guest list that is long, capped or hidden shows only the calendar itself', () => {
  const world = calendarWorld();
  const guests = Array.from({ length: 200 }, (_, index) => `guest-${index + 1}@example.com`);
  const { id } = world.host.insert({ start: START, guests });
  const { Calendar } = world.script();
  assert.deepEqual([Calendar.Events.get(HOST, id).attendees.length, Calendar.Events.get(HOST, id).attendeesOmitted], [1, true]);
  const small = world.host.insert({ start: START, guests: [GUEST], guestsCanSeeOtherGuests: false }).id;
  assert.equal(Calendar.Events.get(HOST, small, { maxAttendees: 1 }).attendeesOmitted, true);
  assert.equal(Calendar.Events.get(HOST, small).attendees.length, 2);
  assert.deepEqual(world.guest.see(small)?.attendees, [{ email: GUEST, responseStatus: 'needsAction', self: true }]);
  const many = [...guests, 'guest-201@example.com'].map((email) => ({ email }));
  assert.throws(() => Calendar.Events.patch({ attendees: many }, HOST, small), /Too many attendees/);
});

test('an invitation from outside keeps its organiser, its iCalUID and its zone', () => {
  const world = calendarWorld();
  const event = world.host.receive({
    iCalUID: 'outside-1',
    organizer: { email: 'guest-9@example.org' },
    start: { dateTime: '2026-03-10T10:00:00+01:00', timeZone: 'W. Europe Standard Time' },
    end: { dateTime: '2026-03-10T11:00:00+01:00', timeZone: 'W. Europe Standard Time' },
  });
  assert.deepEqual([event.iCalUID, event.organizer, event.start.timeZone], ['outside-1', { email: 'guest-9@example.org' }, 'W. Europe Standard Time']);
  const { Calendar } = world.script();
  assert.equal(Calendar.Events.patch({ colorId: '2' }, HOST, event.id).start.timeZone, 'W. Europe Standard Time');
});

test('only plain events can carry a conference', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, eventType: 'outOfOffice' });
  const { Calendar } = world.script();
  assert.throws(() => Calendar.Events.patch({ conferenceData: webexConference('m1') }, HOST, id, { conferenceDataVersion: 1 }), (/** @type {any} */ error) => error.details.errors[0].reason === 'eventTypeRestriction');
});

test('addresses are printed as given and compared without case', () => {
  const world = calendarWorld();
  const { Calendar } = world.script();
  const body = { start: { date: '2026-03-10' }, end: { date: '2026-03-11' }, attendees: [{ email: 'Guest-1@Example.com' }, { email: GUEST, optional: true }, { email: 'HOST@example.com' }] };
  const { id, attendees } = Calendar.Events.insert(body, HOST);
  assert.deepEqual(attendees, [
    { email: GUEST, optional: true, responseStatus: 'needsAction' },
    { email: 'HOST@example.com', responseStatus: 'needsAction', organizer: true, self: true },
  ]);
  assert.equal(world.guest.see(id)?.attendees[0].self, true);
});

test('a guest who is invited again by an answer of another keeps both answers', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ start: START, guests: [GUEST] });
  world.guest.addGuests(id, ['guest-2@example.org']);
  world.guest.answer(id, 'tentative');
  assert.deepEqual(world.host.see(id)?.attendees.map((/** @type {any} */ { email, responseStatus }) => [email, responseStatus]), [
    [HOST, 'accepted'],
    [GUEST, 'tentative'],
    ['guest-2@example.org', 'needsAction'],
  ]);
});

test('a person answers as a guest of a capped list without losing the others', () => {
  const world = calendarWorld();
  const guests = [GUEST, ...Array.from({ length: 250 }, (_, index) => `guest-${index + 2}@example.com`)];
  const { id } = world.host.insert({ start: START, guests });
  const { Calendar } = world.script(GUEST);
  const own = Calendar.Events.get(GUEST, id);
  assert.deepEqual([own.attendees.length, own.attendeesOmitted], [1, true]);
  Calendar.Events.patch({ attendeesOmitted: true, attendees: [{ email: GUEST, responseStatus: 'accepted' }] }, GUEST, id);
  assert.equal(world.store.entry(HOST, id)?.shared.attendees?.length, 252);
  assert.equal(world.store.entry(HOST, id)?.shared.attendees?.[1].responseStatus, 'accepted');
});

test('an event that shows on two calendars of one person is one event with one iCalUID', () => {
  const world = calendarWorld();
  const team = world.store.addCalendar({ summary: 'Team', timeZone: 'UTC', owner: HOST });
  const { id, iCalUID } = world.host.insert({ start: START, guests: [team.id] });
  assert.equal(world.host.see(id, { calendarId: team.id })?.iCalUID, iCalUID);
  assert.deepEqual(world.host.see(id, { calendarId: team.id })?.organizer, { email: HOST });
});

test('a deleted calendar is not found, and the copies of its guests stay', () => {
  const world = calendarWorld();
  const { id } = world.host.insert({ summary: 'Review', start: START, guests: [GUEST] });
  world.store.deleteCalendar(HOST);
  assert.throws(() => world.script().Calendar.Events.list(HOST), refusal('Not Found', 404));
  world.guest.answer(id, 'accepted');
  assert.equal(world.guest.see(id)?.summary, 'Review');
});
