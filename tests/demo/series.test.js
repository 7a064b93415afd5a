// @ts-check
/** The demo with series of a person's own calendar: exceptions stay exceptions, and each occurrence is compared with Webex. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSeries, standingTrouble } from '../../simulator/cli/comparison.js';
import { readCalendarFile } from '../../simulator/cli/ics/read.js';
import { importEvents } from '../../simulator/cli/calendar-import.js';
import { loadAddon } from '../../simulator/index.js';
import { sampleWorld } from '../../simulator/sample.js';
import { addonFolder, brokenCalendarDemo, calendarFile, now, said, calendarDemo } from './run.js';

const series = calendarDemo('series.ics');

test('a series becomes a Webex series with the changed occurrences, and all of them agree', async () => {
  const { code, out, err } = await series;
  assert.deepEqual([code, err], [0, ''], out);
  assert.match(out, /^5 events got a Webex meeting, 2 left as they are, 0 unreadable, 0 failed$/m);
  assert.match(out.replace(/\s+/g, ' '), /Webex holds 6 meetings, among them those of 5 of 5 events still to come/);
  const { head, words } = said(out, 'Review');
  assert.equal(head, '✓ “Review”  Thu 5 Feb 2026 10:00–11:00, repeating, 3 occurrences changed apart, 1 occurrence cancelled');
  assert.match(words, /^Webex series \d+, 5 occurrences within a year, 2 changed; the next is “Review”, Thu 5 Mar 2026 10:00–11:00 Europe\/Paris, 1 invitee line 47 changes an occurrence that the series has not$/);
});

test('an endless series is compared for a year, and an export of Google has one with a moved occurrence', async () => {
  assert.match(said((await series).out, 'Every day').words, /^Webex series \d+, 365 occurrences within a year; the next is “Every day”, Tue 3 Mar 2026 07:00–07:15 Europe\/Paris, 0 invitees$/);
  const { head, words } = said((await calendarDemo('google.ics')).out, 'Weekly round');
  assert.equal(head, '✓ “Weekly round”  Mon 5 Jan 2026 09:30–09:45, repeating, 1 occurrence changed apart');
  assert.match(words, /^Webex series \d+, 52 occurrences within a year, 1 changed; the next is “Weekly round”, Tue 10 Mar 2026 14:00–14:15 Europe\/Paris, 0 invitees$/);
});

test('what the add-on leaves to its hourly run is checked when that is through', async () => {
  const { code, out } = await calendarDemo('apart.ics');
  assert.equal(code, 0, out);
  const { head, words } = said(out, 'Moved with other guests');
  assert.equal(head, '✓ “Moved with other guests”  Thu 5 Mar 2026 10:00–11:00, repeating, 1 occurrence changed apart');
  assert.match(words, /^Webex series \d+, 6 occurrences within a year, 1 changed; /);
  const never = await brokenCalendarDemo('apart.ics', (world) => world.webex.faults.add({ method: 'POST', path: /meetingInvitees/, times: 1000, status: 503 }));
  assert.equal(never.code, 1);
  assert.match(said(never.out, 'Moved with other guests').head, /^✗ /);
  assert.match(said(never.out, 'Moved with other guests').words, /the meeting’s invitees are not the event’s guests; Webex holds /);
});

test('an occurrence that Webex can’t hold in its series has a meeting of its own', async () => {
  assert.match(said((await series).out, 'Far away').words, /^Webex series \d+, 4 occurrences within a year, 1 with a meeting of its own; /);
  assert.match(said((await calendarDemo('zones.ics')).out, 'Own zone, repeating').words, /^Webex series \d+, 4 occurrences within a year, 1 with a meeting of its own; /);
});

test('whole days and rules that Webex does not know are told in the add-on’s words', async () => {
  const { out } = await series;
  assert.match(said(out, 'Whole days').words, /3 occurrences within a year, 1 changed; .*the add-on says: .*“For an all-day event the meeting lasts from 00:00 to 23:59 of its first day\.”$/);
  assert.match(said(out, 'Last Friday').words, /^Webex meeting \d+ for every day, “Last Friday”, 0 invitees; the add-on says: .*One standing meeting serves every occurrence\.”$/);
});

test('a series that is over, or that others organise, is left alone', async () => {
  const { out } = await series;
  assert.equal(said(out, 'Done with').words, 'all its occurrences are over');
  assert.match(said(out, 'Round of others').words, /“You can't change the conference of this event\.”$/);
});

test('the occurrences that a file has apart are changed and deleted in the calendar, however it names them', async () => {
  const world = sampleWorld({ addon: await loadAddon(addonFolder), start: now });
  const { events } = await readCalendarFile(calendarFile('series.ics'));
  const [{ id, strays }] = importEvents(world, 'host@example.com', events.filter(({ title }) => title === 'Review'));
  const see = (/** @type {string} */ day) => world.person('host@example.com').calendar.see(`${id}_${day}T090000Z`);
  assert.equal(strays.length, 1);
  assert.deepEqual([see('20260312').summary, see('20260312').start.dateTime], ['Review, moved', '2026-03-12T15:00:00+01:00']);
  assert.deepEqual(see('20260319').attendees.map((/** @type {any} */ { email }) => email), ['guest-1@example.com', 'guest-2@example.com']);
  assert.equal(see('20260326').status, 'cancelled');
  assert.deepEqual([see('20260305').summary, see('20260305').status], ['Review', 'confirmed']);
});

test('a series that lost an occurrence at Webex is told as a failure, and the exit code is 1', async () => {
  const { code, out } = await brokenCalendarDemo('series.ics', (world) => {
    const { advance } = world;
    // One occurrence at Webex disappears during the two hours.
    world.advance = async (/** @type {number} */ ms) => {
      const answer = await advance.call(world, ms);
      const { id } = world.webex.meetings().find((/** @type {any} */ { title }) => title === 'Review');
      world.webex.book.get(id).removed.add(Date.parse('2026-03-05T09:00:00Z'));
      return answer;
    };
  });
  assert.equal(code, 1);
  assert.match(out.replace(/\s+/g, ' '), /among them those of 4 of 5 events still to come/);
  assert.match(out, /^✗ “Review”: Thu 5 Mar 2026 10:00:00: Webex has no meeting for this occurrence$/m);
});

const context = { me: 'host@example.com', zone: 'Europe/Paris', now: Date.parse(now) };
const ours = { parameters: { addOnParameters: { parameters: { meeting: 'm1' } } } };
/** @param {string} day @param {object} [change] */
const occurrence = (day, change) => ({ start: { dateTime: `2026-03-${day}T09:00:00Z` }, end: { dateTime: `2026-03-${day}T10:00:00Z` }, attendees: [{ email: 'guest-1@example.com' }], conferenceData: ours, ...change });
const meeting = {
  id: 'm1', title: 'Review', start: '2026-03-05T09:00:00Z', end: '2026-03-05T10:00:00Z', timezone: 'Europe/Paris', recurrence: 'FREQ=WEEKLY;COUNT=2;INTERVAL=1;BYDAY=TH',
  invitees: [{ email: 'guest-1@example.com' }], exceptions: [], lists: [], occurrences: ['2026-02-26T09:00:00.000Z', '2026-03-05T09:00:00.000Z', '2026-03-12T09:00:00.000Z'],
};

test('a series that does not agree with its event is noticed, occurrence by occurrence', () => {
  const both = [occurrence('05'), occurrence('12')];
  const found = (/** @type {object} */ change, occurrences = both) => readSeries(occurrences, { ...meeting, ...change }, new Map(), context).trouble;
  assert.equal(found({}), null);
  assert.equal(found({}, [occurrence('05')]), 'Thu 12 Mar 2026 10:00:00: Webex has an occurrence that the calendar has not');
  assert.equal(found({}, [...both, occurrence('19')]), 'Thu 19 Mar 2026 10:00:00: Webex has no meeting for this occurrence');
  assert.equal(found({}, [both[0], occurrence('12', { conferenceData: undefined })]), 'Thu 12 Mar 2026 10:00:00: Webex has no meeting for this occurrence');
  const other = occurrence('12', { conferenceData: { conferenceSolution: { name: 'Google Meet' } } });
  assert.equal(found({ occurrences: meeting.occurrences.slice(0, 2) }, [both[0], other]), null);
  assert.equal(found({}, [both[0], other]), 'Thu 12 Mar 2026 10:00:00: Webex has an occurrence that the calendar has not');
  const exception = { start: '2026-03-12T09:00:00Z', end: '2026-03-12T10:30:00Z', title: 'Review' };
  assert.equal(found({ exceptions: [exception] }), 'Thu 12 Mar 2026 10:00:00: the meeting ends at another time');
  const lists = [{ start: '2026-03-12T09:00:00.000Z', invitees: [{ email: 'guest-2@example.com' }] }];
  assert.equal(found({ lists }), 'Thu 12 Mar 2026 10:00:00: the meeting’s invitees are not the event’s guests');
  assert.equal(found({ lists }, [both[0], occurrence('12', { attendees: [{ email: 'guest-2@example.com' }] })]), null);
  const alone = { ...meeting, id: 'm2', start: '2026-03-14T09:00:00Z', end: '2026-03-14T10:00:00Z' };
  const apart = occurrence('14', { conferenceData: { parameters: { addOnParameters: { parameters: { meeting: 'm2' } } } } });
  assert.equal(readSeries([...both, apart], meeting, new Map([['m2', alone]]), context).alone, 1);
  assert.equal(readSeries([...both, apart], meeting, new Map(), context).trouble, 'Sat 14 Mar 2026 10:00:00: Webex has no meeting for this occurrence');
});

test('a standing meeting serves a series only on all of its days and with its guests', () => {
  const daily = { ...meeting, recurrence: 'FREQ=DAILY;UNTIL=20260312T090000Z;INTERVAL=1' };
  const found = (/** @type {object} */ change, day = '12') => standingTrouble([occurrence(day)], occurrence(day), { ...daily, ...change }, context);
  assert.equal(found({}), null);
  assert.equal(found({ recurrence: meeting.recurrence }), 'the meeting does not take place every day');
  assert.equal(found({}, '13'), 'Fri 13 Mar 2026 10:00:00: the standing meeting is not held on that day');
  assert.equal(found({ invitees: [] }), 'the meeting’s invitees are not the event’s guests');
});
