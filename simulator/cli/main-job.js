// @ts-check
/**
 * The main job, step by step: a person links Webex, adds a meeting to an event, changes it, deletes it, copies it, repeats it, and makes
 * one from a mail, and Webex is updated each time.
 *
 * It defines the person's actions and the conditions that must be true afterwards; the stage prints the results.
 * Invariant: a step that depends on an open question about Google says so.
 */

import { sample } from '../sample.js';
import { counted } from './wording.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('../host/index.js').Person} Person */
/** @typedef {import('../webex/index.js').PlainMeeting} Meeting */
/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */

/** The answers that this world gives to questions which Google's documentation leaves open. */
export const mainJobOptions = Object.freeze({ copyKeepsConferenceData: true });

/**
 * Plays all steps.
 * @param {Stage} stage
 */
export async function playMainJob(stage) {
  const { world } = stage;
  const person = world.person(sample.host);
  await firstUse(stage, person);
  const { eventId, meeting } = await addFromMenu(stage, person);
  await lookBeside(stage, person, eventId);
  await change(stage, person, eventId, meeting);
  await changeDescription(stage, person, eventId);
  const otherId = await removeAndUndo(stage, person, eventId, meeting);
  await deleteAndRestore(stage, person, { eventId, meeting, otherId });
  await copy(stage, person, eventId);
  await followSeries(stage, person);
  await scheduleFromMail(stage, person);
  await leaveOthersAlone(stage, person);
  await usePersonalRoom(stage, person);
  sum(stage);
}

/** @param {Stage} stage @param {Person} person */
async function firstUse(stage, person) {
  const { world } = stage;
  stage.step('First use: sign in to Webex once', 'Why: an add-on may not touch anybody’s Webex unasked, and nobody wants to be asked twice.');
  const panel = await stage.act(`${person.email} opens the add-on in Google Calendar`, () => person.openHome({ host: 'CALENDAR' }));
  stage.card(panel);
  await stage.act('presses the sign-in button, says yes at Webex, and comes back', () => panel.signIn({ email: person.email, decision: 'allow' }));
  stage.card(panel);
  const { triggers } = world.user(person.email);
  const handlers = triggers.map(({ handler }) => handler).sort().join(', ');
  stage.check(`the add-on is woken by calendar changes and by the clock, once each: ${handlers}`, handlers === 'onCalendarChange, onHourly');
  await stage.settle();
}

/** @param {Stage} stage @param {Person} person */
async function addFromMenu(stage, person) {
  const { world } = stage;
  const [first, second] = sample.guests;
  stage.step('A new event gets a Webex meeting from the conferencing menu', 'Why: this is where people look for a conference, before the event is even saved.');
  const editor = person.newEvent({ summary: 'Design review', start: '2026-03-03T10:00:00', minutes: 60, guests: [first, second] });
  await stage.act(`writes an event with two guests and picks “${solutionName(world, 'webex-meeting')}”`, () => editor.pickConference('webex-meeting'));
  stage.check('the menu shows no error', editor.conferenceError === null);
  const trips = world.roundTrips(world.executions[world.executions.length - 1]);
  stage.check(`it took ${counted(trips.total, 'round trip')}, ${counted(trips.UrlFetchApp ?? 0, 'request')} to Webex among them; at most 7 and 1 are allowed`, trips.total <= 7 && trips.UrlFetchApp === 1);
  stage.conference(editor.event);
  const saved = await stage.act('saves the event', () => editor.save());
  stage.event(saved);
  await stage.settle('Google tells the add-on that the calendar changed');
  const [meeting, ...others] = world.webex.meetings();
  stage.check('Webex holds one meeting', meeting !== undefined && others.length === 0);
  stage.check('it has the event’s title, time and guests', meeting?.title === saved.summary && sameStart(meeting, saved) && invited(meeting, sample.guests));
  stage.check('the event’s link leads to it', joinLink(saved) === meeting?.webLink);
  return { eventId: editor.eventId, meeting };
}

/** @param {Stage} stage @param {Person} person @param {string} eventId */
async function lookBeside(stage, person, eventId) {
  const { world } = stage;
  stage.step('The panel beside the event', 'Why: one glance must tell whether Webex is in step, without waiting.');
  const before = stage.requests;
  const panel = await stage.act('opens the event and the add-on beside it', () => person.openEvent('primary', eventId));
  stage.card(panel);
  const trips = world.roundTrips(world.executions[world.executions.length - 1]);
  stage.check(`opening it took ${counted(trips.total, 'round trip')} and no request to Webex; at most 3 are allowed`, trips.total <= 3 && stage.requests === before);
  await stage.act('asks how to join', () => panel.click('How to join'));
  stage.card(panel);
}

/** @param {Stage} stage @param {Person} person @param {string} eventId @param {Meeting} meeting */
async function change(stage, person, eventId, meeting) {
  const { world } = stage;
  const [first] = sample.guests;
  stage.step('Title, time and guests change', 'Why: a meeting that stays behind is worse than none; and a link that changes locks guests out.');
  const changed = await stage.act('moves the event to Wednesday afternoon, renames it, and asks one more guest', () => {
    person.calendar.edit(eventId, { summary: 'Design review, second round', start: '2026-03-04T15:00:00', minutes: 45 });
    return person.calendar.addGuests(eventId, ['guest-3@example.com']);
  });
  stage.event(changed);
  await stage.settle('Google tells the add-on that the calendar changed');
  const after = meetingOf(world, meeting.id);
  stage.check('the meeting has the new title, time and guests', after?.title === changed.summary && sameStart(after, changed) && invited(after, [...sample.guests, 'guest-3@example.com']));
  stage.check('link and password are the same as before', after?.webLink === meeting.webLink && after?.password === meeting.password);
  await stage.act('takes the first guest off the list', () => person.calendar.removeGuests(eventId, [first]));
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.check('that guest is not invited at Webex any more', invited(meetingOf(world, meeting.id), [sample.guests[1], 'guest-3@example.com']));
}

/** @param {Stage} stage @param {Person} person @param {string} eventId */
async function changeDescription(stage, person, eventId) {
  stage.step('The description changes', 'Why: Webex need not know of it, and every needless call spends a daily allowance.');
  const before = stage.requests;
  await stage.act('writes a description', () => person.calendar.edit(eventId, { description: 'Bring the drawings.' }));
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.check(`Webex was asked ${counted(stage.requests - before, 'time')}`, stage.requests === before);
}

/**
 * @param {Stage} stage @param {Person} person @param {string} eventId @param {Meeting} meeting
 * @returns {Promise<string>} the id of an event without a conference
 */
async function removeAndUndo(stage, person, eventId, meeting) {
  const { world } = stage;
  stage.step('The conference is removed, and put back at once', 'Why: a slip must not cost a link that guests have in their mail; so the meeting waits a while.');
  await stage.act('removes the conference from the event', () => person.calendar.removeConference(eventId));
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.event(person.calendar.see(eventId));
  stage.check('Webex still holds the meeting', meetingOf(world, meeting.id) !== undefined);
  const panel = await stage.act('opens the add-on beside the event', () => person.openEvent('primary', eventId));
  stage.card(panel);
  await stage.wait(5);
  const lunch = await stage.act('writes down a lunch, which has no conference', () => person.calendar.insert({ summary: 'Lunch', start: '2026-03-05T12:00:00', minutes: 60 }));
  const runs = world.executions.length;
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.check('after five minutes and one more run Webex still holds it', world.executions.length > runs && meetingOf(world, meeting.id) !== undefined);
  await stage.act('presses “Add Webex meeting” and saves', async () => {
    await panel.click('Add Webex meeting');
    if (panel.error) throw panel.error;
    await panel.editor.save();
  });
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.event(person.calendar.see(eventId));
  stage.check('it is the same meeting with the same link', joinLink(person.calendar.see(eventId)) === meeting.webLink);
  await stage.wait(120);
  stage.check('and it stays', world.webex.meetings().length === 1 && meetingOf(world, meeting.id) !== undefined);
  return lunch.id;
}

/** @param {Stage} stage @param {Person} person @param {{ eventId: string, meeting: Meeting, otherId: string }} given `otherId` names an event without a conference */
async function deleteAndRestore(stage, person, { eventId, meeting, otherId }) {
  const { world } = stage;
  stage.step('The event is deleted', 'Why: Google then tells nothing but the event’s id, and no meeting may be left behind.');
  await stage.act('deletes the event', () => person.calendar.remove(eventId));
  await stage.wait(10);
  await stage.act('moves the lunch', () => person.calendar.edit(otherId, { start: '2026-03-05T12:30:00', minutes: 60 }));
  const runs = world.executions.length;
  await stage.settle('Google tells the add-on that the calendar changed');
  stage.check(
    'after ten minutes and one more run the meeting is still there, in case the event is restored',
    world.executions.length > runs && meetingOf(world, meeting.id) !== undefined,
  );
  await stage.wait(80);
  stage.check('after the grace nothing is left at Webex', world.webex.meetings().length === 0);

  stage.step('The event is restored later', 'Why: it comes back with the old link in it, which leads nowhere now.');
  await stage.act('takes the event out of the trash', () => person.calendar.restore(eventId));
  await stage.settle('Google tells the add-on that the calendar changed');
  const event = person.calendar.see(eventId);
  stage.event(event);
  stage.conference(event);
  const [again, ...others] = world.webex.meetings();
  stage.check('Webex holds one new meeting', again !== undefined && others.length === 0 && again.id !== meeting.id);
  stage.check('the event’s link leads to it', joinLink(event) === again?.webLink);
}

/** @param {Stage} stage @param {Person} person @param {string} eventId */
async function copy(stage, person, eventId) {
  const { world } = stage;
  stage.step('A copy gets a meeting of its own', 'Why: two events with one link would let guests walk into the wrong talk. Whether Google’s copy keeps the link is open; here it does.');
  const original = person.calendar.see(eventId);
  const kept = world.webex.meetings()[0];
  const copied = await stage.act('copies the event to next Monday', () => person.calendar.copy(eventId, { start: '2026-03-09T14:00:00', minutes: 45 }));
  stage.check('the copy shows the link of the original', joinLink(copied) === joinLink(original));
  await stage.settle('Google tells the add-on that the calendar changed');
  const event = person.calendar.see(copied.id);
  stage.event(event);
  const own = world.webex.meetings().find((meeting) => meeting.id !== kept.id);
  stage.check('Webex holds a second meeting, at the time of the copy', own !== undefined && world.webex.meetings().length === 2 && sameStart(own, event));
  stage.check('the copy’s link leads to it, and the original is as it was', joinLink(event) === own?.webLink && joinLink(person.calendar.see(eventId)) === kept.webLink);
}

/** @param {Stage} stage @param {Person} person */
async function followSeries(stage, person) {
  const { world } = stage;
  stage.step('A weekly series, of which one event moves and one is cancelled', 'Why: regular talks are most of all talks; one link serves all of them, and each exception has to arrive alone.');
  const held = new Set(world.webex.meetings().map(({ id }) => id));
  const editor = person.newEvent({ summary: 'Weekly review', start: '2026-03-10T10:00:00', minutes: 60, guests: [...sample.guests], recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] });
  await stage.act(`writes an event that repeats on four Tuesdays, picks “${solutionName(world, 'webex-meeting')}”, and saves`, async () => {
    await editor.pickConference('webex-meeting');
    if (editor.conferenceError) throw new Error(`the menu shows ${editor.conferenceError.type}`);
    await editor.save();
  });
  await stage.settle('Google tells the add-on that the calendar changed');
  const series = () => world.webex.meetings().filter(({ id }) => !held.has(id));
  const tuesdays = ['03-10', '03-17', '03-24', '03-31'].map((date) => `${editor.eventId}_2026${date.replace('-', '')}T0${date === '03-31' ? 8 : 9}0000Z`);
  const starts = () => tuesdays.map((id) => person.calendar.see(id)).filter((one) => one.status !== 'cancelled').map((one) => Date.parse(one.start.dateTime));
  const same = () => series().length === 1 && series()[0].occurrences.map((start) => Date.parse(start)).join() === starts().join();
  stage.check('Webex holds one series with the same four days, and its guests', same() && starts().length === 4 && invited(series()[0], sample.guests));
  await stage.act('moves the second event to Wednesday afternoon and cancels the third', () => {
    person.calendar.edit(tuesdays[1], { start: '2026-03-18T15:00:00', minutes: 60 });
    person.calendar.remove(tuesdays[2]);
  });
  const before = stage.requests;
  await stage.settle('Google tells the add-on that the calendar changed');
  const asked = world.webex.requests.slice(before).map(({ method }) => method).filter((method) => method !== 'GET').sort();
  stage.check('Webex changed one occurrence and deleted one, and the rest is as it was', same() && starts().length === 3 && asked.join() === 'DELETE,PATCH');
  stage.check('the series’ link is the same in all its events', tuesdays.filter((_, at) => at !== 2).every((id) => joinLink(person.calendar.see(id)) === series()[0].webLink));
}

/** @param {Stage} stage @param {Person} person */
async function scheduleFromMail(stage, person) {
  const { world } = stage;
  stage.step('A meeting out of a mail', 'Why: many talks begin with “shall we meet?”, and subject and people are in the mail already.');
  const [first, second] = sample.guests;
  const letter = world.mail.deliver({
    from: `Guest One <${first}>`, to: `${person.email}, ${second}`, subject: 'Re: Budget, draft 2',
    date: new Date(world.clock.now()).toUTCString().replace('GMT', '+0000'), body: 'Shall we meet?',
  });
  const panel = await stage.act('opens the mail “Re: Budget, draft 2” in Gmail and the add-on beside it', () => person.openMessage(letter));
  stage.card(panel);
  stage.check('the form knows the subject and the people', panel.values.title === 'Budget, draft 2' && panel.values.guests === sample.guests.join(', '));
  const held = new Set(world.webex.meetings().map(({ id }) => id));
  const events = new Set(person.calendar.seeAll().map((/** @type {SeenEvent} */ one) => one.id));
  const mailed = world.calendars.mails.length;
  panel.fill({ start: Date.parse('2026-03-04T09:00:00Z') });
  await stage.act('chooses Wednesday at ten and presses “Schedule”', () => panel.click('Schedule'));
  stage.card(panel);
  const event = person.calendar.seeAll().find((/** @type {SeenEvent} */ one) => !events.has(one.id));
  stage.event(event);
  await stage.settle('Google tells the add-on that the calendar changed');
  const meeting = world.webex.meetings().find(({ id }) => !held.has(id));
  stage.check('the event has its meeting, with title, time and guests', meeting?.title === event?.summary && sameStart(meeting, event) && invited(meeting, sample.guests) && joinLink(event) === meeting?.webLink);
  const [draft] = person.drafts();
  stage.check('the invitation to them waits among the drafts, and nobody was written to', draft?.to === sample.guests.join(', ') && draft.body.includes(String(meeting?.webLink)) && world.calendars.mails.length === mailed && world.webex.mail.length === 0);
}

/** @param {Stage} stage @param {Person} person */
async function leaveOthersAlone(stage, person) {
  stage.step('An event with another provider’s conference', 'Why: the add-on must never touch what it did not make.');
  const before = stage.requests;
  const editor = person.newEvent({ summary: 'Call with a supplier', start: '2026-03-05T11:00:00', minutes: 30 });
  const event = await stage.act('writes an event, picks Google Meet, and saves', () => editor.switchToMeet().save());
  await stage.settle('Google tells the add-on that the calendar changed');
  const panel = await stage.act('opens the add-on beside the event', () => person.openEvent('primary', editor.eventId));
  stage.card(panel);
  stage.check('the conference is untouched', joinLink(person.calendar.see(editor.eventId)) === joinLink(event));
  stage.check(`Webex was asked ${counted(stage.requests - before, 'time')}`, stage.requests === before);
}

/** @param {Stage} stage @param {Person} person */
async function usePersonalRoom(stage, person) {
  const { world } = stage;
  stage.step('A talk in the Personal Room', 'Why: some talks need no meeting of their own, only the person’s standing room.');
  const held = world.webex.meetings().length;
  const editor = person.newEvent({ summary: 'Office hours', start: '2026-03-06T16:00:00', minutes: 30 });
  await stage.act(`writes an event, picks “${solutionName(world, 'webex-personal-room')}”, and saves`, async () => {
    await editor.pickConference('webex-personal-room');
    if (editor.conferenceError) throw new Error(`the menu shows ${editor.conferenceError.type}`);
    await editor.save();
  });
  await stage.settle('Google tells the add-on that the calendar changed');
  const event = person.calendar.see(editor.eventId);
  stage.event(event);
  stage.conference(event);
  stage.check('the link is that of the room', joinLink(event) === world.webex.person(person.email).account.personalRoom?.link);
  stage.check('no meeting was made for it', world.webex.meetings().length === held);
  const panel = await stage.act('opens the add-on’s home again', () => person.openHome({ host: 'CALENDAR' }));
  stage.card(panel);
}

/** Prints a summary of all steps. @param {Stage} stage */
function sum({ world, page, checks, failures }) {
  page.heading('In sum');
  /** @type {Map<string, number[]>} */
  const byEntry = new Map();
  for (const execution of world.executions) {
    byEntry.set(execution.entry, [...(byEntry.get(execution.entry) ?? []), world.roundTrips(execution).total]);
  }
  page.line(`${counted(world.executions.length, 'execution')} of the add-on:`);
  for (const [entry, trips] of byEntry) {
    page.line(`${entry.padEnd(28)} ${counted(trips.length, 'run').padEnd(8)} ${Math.max(...trips)} round trips at most`, { indent: 3 });
  }
  const kinds = new Map();
  for (const { method } of world.webex.requests) kinds.set(method, (kinds.get(method) ?? 0) + 1);
  const requests = [...kinds].map(([method, count]) => `${method} ${count}`).join(', ');
  page.line(`${counted(world.webex.requests.length, 'request')} to Webex: ${requests}`);
  page.line(`${counted(world.webex.mail.length, 'mail')} sent by Webex, ${counted(world.webex.meetings().length, 'meeting')} held at the end`);
  page.line(`${checks - failures} of ${checks} statements hold`, { style: failures > 0 ? 'red' : 'green' });
}

/** @param {import('../world.js').World} world @param {string} id */
function solutionName(world, id) {
  const found = world.addon.manifest.addOns.calendar?.conferenceSolution?.find((one) => one.id === id);
  if (!found) throw new Error(`the manifest has no conference solution ${id}`);
  return found.name;
}

/** @param {import('../world.js').World} world @param {string} id */
const meetingOf = (world, id) => world.webex.meetings().find((meeting) => meeting.id === id);

/** @param {SeenEvent | undefined} event */
const joinLink = (event) => event?.conferenceData?.entryPoints?.[0]?.uri;

/** @param {Meeting | undefined} meeting @param {SeenEvent | undefined} event */
const sameStart = (meeting, event) => meeting !== undefined && Date.parse(meeting.start) === Date.parse(event?.start?.dateTime ?? '') && Date.parse(meeting.end) === Date.parse(event?.end?.dateTime ?? '');

/** @param {Meeting | undefined} meeting @param {readonly string[]} emails */
const invited = (meeting, emails) => meeting !== undefined && meeting.invitees.map((one) => one.email).sort().join() === [...emails].sort().join();
