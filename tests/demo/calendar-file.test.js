// @ts-check
/** The demo with calendar exports in the style of Google, Outlook and Apple, with unusual files, and with broken files. */

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadAddon } from '../../simulator/index.js';
import { widthOf } from '../../simulator/cli/page.js';
import { readCalendar, readCalendarFile } from '../../simulator/cli/ics/read.js';
import { disagreement } from '../../simulator/cli/comparison.js';
import { chooseNow } from '../../simulator/cli/own-calendar.js';
import { importEvents } from '../../simulator/cli/calendar-import.js';
import { sampleWorld } from '../../simulator/sample.js';
import { addonFolder, brokenCalendarDemo, calendarFile, demo, lines, now, said, calendarDemo } from './run.js';

const google = calendarDemo('google.ics');
const damaged = calendarDemo('damaged.ics', ['--me', 'host@example.com']);

test('an export of Google is taken over, and each event is answered by its title', async () => {
  const { code, out, err } = await google;
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /google\.ics: 10 events in 1 calendar, on the clock of Europe\/Paris/);
  assert.match(out, /^You are host@example\.com: the calendar is called so \(X-WR-CALNAME\)/m);
  assert.match(out, /^It is Mon 2 Mar 2026 10:00:00: as you said/m);
  assert.match(out, /^You sign in to Webex, and the add-on shows “Your Webex meetings”$/m);
  assert.equal(lines(out, /^[✓·?✗] /).length, 10);
  assert.match(out, /^5 events got a Webex meeting, 5 left as they are, 0 unreadable, 0 failed$/m);
  assert.match(out.replace(/\s+/g, ' '), /Webex holds 5 meetings, among them those of 5 of 5 events still to come/);
});

test('an event of one’s own gets a meeting with its time and guests, without the room', async () => {
  const { head, words } = said((await google).out, 'Planning');
  assert.equal(head, '✓ “Planning”  Tue 3 Mar 2026 10:00–11:00');
  assert.match(words, /^Webex meeting \d+, “Planning”, Tue 3 Mar 2026 10:00–11:00 Europe\/Paris, 1 invitee$/);
});

test('an event in another zone keeps its own clock', async () => {
  const { head, words } = said((await google).out, 'Call overseas');
  assert.equal(head, '✓ “Call overseas”  Tue 10 Mar 2026 14:00–14:45');
  assert.match(words, /Tue 10 Mar 2026 09:00–09:45 America\/New_York, 0 invitees$/);
});

test('what is changed for Webex’s sake is told in the add-on’s words', async () => {
  const { out } = await google;
  assert.match(said(out, 'Trade fair').words, /Wed 4 Mar 2026 00:00–23:59 .*the add-on says: .*“For an all-day event the meeting lasts from 00:00 to 23:59 of its first day\.”$/);
  assert.match(said(out, 'A reminder of no length').words, /11:00–11:10 .*“Webex meetings last at least ten minutes, so this one is longer than its event\.”$/);
});

test('conferences of others and invitations are left alone, in the add-on’s words', async () => {
  const { out } = await google;
  assert.match(said(out, 'Supplier on Meet').words, /“This event already has a conference that Meetwright did not make\. It is left alone\.”$/);
  assert.match(said(out, 'Invited elsewhere').words, /“You can't change the conference of this event\.”$/);
});

test('what is over, called off or has a link in its text is left alone', async () => {
  const { out } = await google;
  assert.equal(said(out, 'Long past').words, 'it is over since Fri 20 Feb 2026 10:00:00');
  assert.equal(said(out, 'Called off').words, 'cancelled in the file');
  assert.equal(said(out, 'Link in the place').words, 'it leads to zoom.us already, in its own text');
});

test('whose calendar it is can be told', async () => {
  const { code, out } = await calendarDemo('google.ics', ['--me', 'Other-Host@example.org']);
  assert.equal(code, 0);
  assert.match(out, /^You are other-host@example\.org: as you said/m);
  assert.match(said(out, 'Invited elsewhere').head, /^✓/);
  assert.match(said(out, 'Planning').head, /^·/);
});

test('a zone that Outlook defines in the file keeps its clock, a private title stays private, and odd guests are counted', async () => {
  const { code, out } = await calendarDemo('outlook.ics');
  assert.equal(code, 0);
  assert.match(out, /outlook\.ics: 3 events in 1 calendar, on the clock of Europe\/Berlin/);
  assert.match(out, /^You are office@example\.com: it is in 4 of 4 events with people/m);
  const { head, words } = said(out, 'Budget');
  assert.equal(head, '✓ “Budget”  Wed 1 Apr 2026 10:00–11:00, 1 guest without an address');
  assert.match(words, /^Webex meeting \d+, “Webex meeting”, Wed 1 Apr 2026 08:00–09:00 UTC, 2 invitees$/);
  assert.match(said(out, 'Office hours').head, /^✓ .*Wed 7 Jan 2026 15:00–16:00, repeating, 1 occurrence cancelled$/);
  assert.equal(said(out, 'Teams already').words, 'it leads to teams.microsoft.com already, in its own text');
});

test('floating times are on the clock of their own calendar, and an event that comes twice counts in its later form', async () => {
  const { code, out } = await calendarDemo('apple.ics');
  assert.equal(code, 0);
  assert.match(out, /apple\.ics: 2 events in 2 calendars, on the clock of Asia\/Tokyo/);
  assert.match(out, /^1 event came more than once and counted once$/m);
  assert.match(said(out, 'Floating talk, moved').words, /Mon 1 Jun 2026 10:30–11:00 Asia\/Tokyo/);
  assert.match(said(out, 'Floating elsewhere').words, /Tue 2 Jun 2026 10:00–11:00 America\/Los_Angeles/);
});

test('zones of every spelling are understood, and no instant moves', async () => {
  const { code, out } = await calendarDemo('zones.ics');
  assert.equal(code, 0, out);
  assert.match(said(out, 'Own zone').words, /Tue 3 Mar 2026 10:00–11:00 UTC/);
  assert.match(said(out, 'Own zone, repeating').head, /Tue 3 Mar 2026 11:00–12:00, repeating$/);
  assert.match(said(out, 'Zone with a prefix').words, /Wed 4 Mar 2026 10:00–11:00 Europe\/Berlin/);
  assert.match(said(out, 'Zone that nobody defines').words, /Thu 5 Mar 2026 10:00–11:00 Europe\/Paris/);
  assert.match(said(out, 'Old name of a zone').words, /Fri 6 Mar 2026 10:00–11:30 Asia\/Calcutta/);
  assert.match(said(out, 'One whole day').words, /Google does not tell so long a guest list/);
  assert.match(said(out, 'Two days long').words, /“Webex meetings last at most 23 hours 59 minutes, so this one is shorter than its event\.”$/);
  assert.match(said(out, 'One occurrence alone').words, /“You can't change the conference of this event\.”$/);
  assert.doesNotMatch(out, /A task is no event/);
});

test('titles with markup, pictures, letters from right to left and ten thousand of them are fine', async () => {
  const { code, out } = await calendarDemo('odd.ics');
  assert.equal(code, 0, out);
  assert.match(said(out, '<b>Bold</b> & <a href="https://example.com">link</a>').words, /^it is over/);
  assert.match(said(out, '🎉 Party 🎉 👩‍👩‍👧').words, /“🎉 Party 🎉 👩‍👩‍👧”/);
  assert.match(said(out, 'اجتماع الفريق').words, /“اجتماع الفريق”/);
  assert.match(out, /^✓ “Long x+…” {2}Wed 4 Mar 2026 10:00–11:00$/m);
  assert.match(said(out, 'Two lines').head, /^✓/);
  assert.match(said(out, '[31mRed [0m gnitrever').head, /^✓/);
  assert.match(out, /^✓ \(no title\) {2}Sat 7 Mar 2026 10:00–11:00$/m);
  assert.doesNotMatch(out, /[\u001b\u202e]/);
  assert.ok(out.split('\n').every((line) => widthOf(line) <= 100));
});

test('an event that can’t be read is told with its line and stops nothing', async () => {
  const { out } = await calendarDemo('odd.ics');
  assert.match(said(out, 'Start unreadable').words, /^it can’t be read, see line 188: DTSTART is no time$/);
  assert.match(said(out, 'February 31').words, /DTSTART is no time$/);
  assert.match(said(out, 'No start').words, /it has no start$/);
  assert.equal(said(out, 'Ends before it starts').words, 'Calendar does not take it: The specified time range is empty.');
  assert.match(out, /^6 events got a Webex meeting, 1 left as they are, 4 unreadable, 0 failed$/m);
});

test('a broken file gets one line that names it and the line, and the exit code 1', async () => {
  for (const [name, what] of [
    ['broken-nesting.ics', ', line 5: END:VEVENT was expected, not END:VCALENDAR'],
    ['broken-unclosed.ics', ', line 3: the file ends before END:VEVENT, which closes this component'],
    ['not-a-calendar.ics', ', line 1: this is not an iCalendar file: it should begin with BEGIN:VCALENDAR'],
    ['latin1.ics', ', line 5: the text is not in UTF-8'],
    ['missing.ics', ': there is no such file'],
    ['', ': this is a folder, not a file'],
  ]) {
    const { code, out, err } = await demo([calendarFile(name)]);
    assert.deepEqual([code, out, err], [1, '', `demo: ${calendarFile(name)}${what}\n`]);
  }
  const named = await demo(['no\u001b[2Jsuch.ics']);
  assert.deepEqual([named.code, named.err], [1, 'demo: no [2Jsuch.ics: there is no such file\n']);
});

test('a line that can’t be read costs itself alone, and its number is told', async () => {
  const { code, out, err } = await damaged;
  assert.deepEqual([code, err], [0, ''], out);
  assert.match(out, /^12 events got a Webex meeting, 0 left as they are, 0 unreadable, 0 failed$/m);
  const head = out.slice(0, out.indexOf('You sign in')).replace(/\s+/g, ' ');
  assert.match(head, /line 1 left out: it stands outside of every calendar line 7 left out: Invalid parameters in 'X-NOTHING;HERE' line 13 left out: invalid BYDAY value " -1SU" line 19 left out: the clocks of a zone change once a year line 119 left out/);
  assert.match(head, /left out as well: line 120 /);
  for (const [title, words] of /** @type {[string, RegExp][]} */ ([
    ['Longer than the world', /Tue 3 Mar 2026 10:00–10:10 .*line 27 left out: nothing lasts so long$/],
    ['A blank in the rule', /^Webex meeting .*line 34 left out: invalid BYDAY value " TU"$/],
    ['By another calendar', /^Webex meeting .*line 40 left out: the rule has a part that is not understood: RSCALE=CHINESE$/],
    ['By our own calendar', /^Webex series \d+, 3 occurrences within a year; the next is “By our own calendar”, Tue 3 Mar 2026 13:00–14:00 Europe\/Paris, 0 invitees$/],
    ['An organizer without an address', /1 invitee line 54 left out: Missing parameter value in 'ORGANIZER;CN=Somebody' line 55 left out: invalid line/],
    ['Description over several lines', /lines 66 to 67 left out: this is not a line of iCalendar: The second line, which should begin with a blank$/],
    ['Empty lines, even in the middle', /14:00–15:00 Europe\/Paris, 0 invitees$/],
    ['Days that are none', /^Webex series \d+, 2 occurrences within a year; .*line 84 left out: EXDATE is no time line 85 left out: EXDATE is no time line 86 left out: RDATE is no time$/],
    ['On a damaged clock', /Mon 9 Mar 2026 09:00–10:00 UTC, 0 invitees$/],
    ['No rule at all', /line 112 left out: invalid frequency "" .*line 115 left out: Invalid parameters in 'TRIGGER;X'$/],
  ])) assert.match(said(out, title).words, words);
  for (const [name, words] of /** @type {[string, RegExp][]} */ ([
    ['broken-line.ics', /line 6 left out: this is not a line of iCalendar: <html>what is this<\/html>$/m],
    ['broken-rule.ics', /line 6 left out: invalid frequency "SOMETIMES"/],
  ])) {
    const one = await calendarDemo(name);
    assert.deepEqual([one.code, one.err], [0, '']);
    assert.match(one.out, words);
  }
});

test('Webex drops seconds, and a meeting without them agrees with its event', async () => {
  const { out } = await damaged;
  assert.match(said(out, 'With seconds').words, /^Webex meeting \d+, “With seconds”, Thu 5 Mar 2026 14:00–14:45 Europe\/Paris, 0 invitees$/);
  assert.match(said(out, 'With seconds, repeating').words, /^Webex series \d+, 3 occurrences within a year/);
});

test('whatever stands in a line, the rest of the file is read', async () => {
  const values = ['', ' ', ';', '"', ' TU', '-1', '99999999999999999999', 'P999999999999999999W', '20260231T100000Z', '99991231', '00010101T000000', 'FREQ=SECONDLY', 'FREQ=YEARLY;BYDAY=99MO', '__proto__', 'mailto:'];
  const names = ['DTSTART', 'RRULE', 'EXDATE', 'RDATE', 'DURATION', 'RECURRENCE-ID', 'TZID', 'SUMMARY;VALUE=DATE', 'ATTENDEE;CN', '__proto__', 'X-WR-TIMEZONE'];
  for (const file of ['apple.ics', 'outlook.ics', 'apart.ics']) {
    const bytes = await readFile(calendarFile(file));
    const all = eventsIn(readCalendar(bytes, file));
    const lines = bytes.toString('utf8').split(/\r?\n/);
    for (const [index, line] of lines.entries()) {
      if (line === '' || /^(BEGIN|END):| /.test(line)) continue;
      const [value, name] = [values[index % values.length], names[index % names.length]];
      // A line that begins with a blank continues the line before it, which may be the end of an event.
      for (const other of [value.trim(), line.replace(/:.*/, `:${value}`), line.replace(/^[^:]*/, name), line.slice(0, 4)]) {
        const text = lines.map((one, at) => (at === index ? other : one)).join('\n');
        assert.equal(eventsIn(readCalendar(Buffer.from(text), file)), all, `${file}, line ${index + 1}: ${other}`);
      }
    }
  }
});

/** @param {import('../../simulator/cli/ics/read.js').FileCalendar} calendar */
const eventsIn = ({ events, repeated }) => events.reduce((sum, { exceptions }) => sum + 1 + exceptions.length, repeated);

test('a file without events is no mistake', async () => {
  const { code, out, err } = await calendarDemo('empty.ics');
  assert.deepEqual([code, err], [0, '']);
  assert.match(out, /empty\.ics: 0 events in 1 calendar/);
});

test('a letter that a program folded in its middle is read, and so is a byte order mark', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  try {
    const text = '\ufeffBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260303T100000Z\r\nSUMMARY:Caf|é\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    const [before, after] = text.split('|').map((part) => Buffer.from(part));
    const file = join(folder, 'folded.ics');
    await writeFile(file, Buffer.concat([before, after.subarray(0, 1), Buffer.from('\r\n '), after.subarray(1)]));
    const { events } = await readCalendarFile(file);
    assert.deepEqual(events.map(({ title }) => title), ['Café']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('recurrence, exceptions and guests are kept as the file has them', async () => {
  const { events } = await readCalendarFile(calendarFile('google.ics'));
  const weekly = events.find(({ title }) => title === 'Weekly round');
  assert.deepEqual(weekly?.body.recurrence, [
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
    'EXDATE;TZID=Europe/Paris:20260216T093000',
  ]);
  const [moved] = weekly?.exceptions ?? [];
  assert.deepEqual([moved.original, moved.body.start, moved.cancelled], [
    { dateTime: '2026-03-09T09:30:00', timeZone: 'Europe/Paris' }, { dateTime: '2026-03-10T14:00:00', timeZone: 'Europe/Paris' }, false,
  ]);
  assert.deepEqual(weekly?.body.start, { dateTime: '2026-01-05T09:30:00', timeZone: 'Europe/Paris' });
  const planning = events.find(({ title }) => title === 'Planning');
  assert.deepEqual(planning?.body.attendees, [
    { email: 'host@example.com', displayName: 'Host', responseStatus: 'accepted' },
    { email: 'guest-1@example.com', responseStatus: 'needsAction' },
    { email: 'room-1@resource.calendar.google.com', displayName: 'Room 1', resource: true, responseStatus: 'accepted' },
  ]);
  const outlook = await readCalendarFile(calendarFile('outlook.ics'));
  const hours = outlook.events.find(({ title }) => title === 'Office hours');
  assert.deepEqual(hours?.body.recurrence, ['RRULE:FREQ=WEEKLY;COUNT=20;BYDAY=WE']);
  assert.deepEqual(hours?.exceptions.map(({ cancelled, occurrence }) => [cancelled, occurrence]), [[true, '20260408T150000']]);
});

test('a conference that the file names is there as its provider’s', async () => {
  const { events } = await readCalendarFile(calendarFile('google.ics'));
  const supplier = events.filter(({ title }) => title === 'Supplier on Meet');
  const solution = async (/** @type {string} */ conference) => {
    const world = sampleWorld({ addon: await loadAddon(addonFolder), start: now });
    const [{ id }] = importEvents(world, 'host@example.com', supplier.map((event) => ({ ...event, conference })));
    return world.person('host@example.com').calendar.see(String(id)).conferenceData?.conferenceSolution;
  };
  assert.equal(supplier[0].conference, 'https://meet.google.com/aaa-bbbb-ccc');
  assert.equal((await solution(supplier[0].conference)).name, 'Google Meet');
  assert.deepEqual(await solution('https://talk.example.com/1'), { key: { type: 'addOn' }, name: 'talk.example.com' });
  assert.equal(await solution('ftp://talk.example.com/1'), undefined);
});

test('the demo begins at the present, or before the last year of a file that is over', async () => {
  const calendar = await readCalendarFile(calendarFile('google.ics'));
  const present = Date.parse('2026-03-01T00:00:00Z');
  assert.equal(chooseNow(calendar, undefined, present).now, present);
  const later = Date.parse('2031-01-01T00:00:00Z');
  assert.equal(chooseNow(calendar, undefined, later).now, Date.parse('2026-02-19T08:00:00Z'));
  assert.equal(chooseNow(calendar, 7, later).now, 7);
});

test('a meeting that does not agree with its event is noticed', () => {
  const event = { start: { dateTime: '2026-03-03T10:00:00Z' }, end: { dateTime: '2026-03-03T11:00:00Z' }, attendees: [{ email: 'Guest-1@example.com' }, { email: 'host@example.com', self: true }] };
  const meeting = { start: '2026-03-03T10:00:00Z', end: '2026-03-03T11:00:00Z', invitees: [{ email: 'guest-1@example.com' }] };
  const context = { me: 'host@example.com', zone: 'Europe/Paris', now: Date.parse(now) };
  const found = (/** @type {object} */ change, more = {}) => disagreement({ ...event, ...more }, { ...meeting, ...change }, context);
  assert.equal(found({}), null);
  assert.equal(found({ start: '2026-03-03T11:00:00Z' }), 'the meeting starts at another time');
  assert.equal(found({ start: '2026-03-03T09:00:00Z' }), 'the meeting starts at another time');
  assert.equal(found({ end: '2026-03-03T12:00:00Z' }), 'the meeting ends at another time');
  assert.equal(found({ end: '2026-03-03T10:10:00Z' }, { end: event.start }), null);
  assert.equal(found({ invitees: [] }), 'the meeting’s invitees are not the event’s guests');
  assert.equal(found({ invitees: [] }, { attendees: undefined, attendeesOmitted: true }), null);
  assert.equal(found({ start: '2026-03-03T00:00:00+01:00', end: '2026-03-03T23:59:00+01:00' }, { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } }), null);
  assert.equal(found({ start: '2026-03-03T00:00:00Z' }, { start: { date: '2026-03-03' }, end: { date: '2026-03-04' } }), 'the meeting starts at another time');
  assert.equal(disagreement(event, { ...meeting, start: '2026-03-03T10:32:00Z' }, { ...context, now: Date.parse('2026-03-03T10:30:00Z') }), null);
});

test('what the add-on could not do is told as a failure, in its own words, and the exit code is 1', async () => {
  const { code, out } = await brokenCalendarDemo('google.ics', (world) => world.webex.admin.removeHostLicence('host@example.com'));
  assert.equal(code, 1);
  assert.match(said(out, 'Planning').head, /^✗/);
  assert.match(said(out, 'Planning').words, /^the add-on says: “Your Webex account seems to lack a host licence\./);
  assert.match(out, /^0 events got a Webex meeting, 5 left as they are, 0 unreadable, 5 failed$/m);
});

test('a meeting that did not follow is told as a failure, and so is one that is lost afterwards', async () => {
  const behind = await brokenCalendarDemo('google.ics', (world) => world.webex.faults.add({ method: 'POST', path: /meetingInvitees/, times: 100, status: 503 }));
  assert.equal(behind.code, 1);
  assert.match(said(behind.out, 'Planning').words, /^the meeting’s invitees are not the event’s guests; Webex holds “Planning”/);
  const lost = await brokenCalendarDemo('google.ics', (world) => {
    const { advance } = world;
    // Somebody deletes all meetings at the site while the two hours pass.
    world.advance = (/** @type {number} */ ms) => {
      for (const { id } of world.webex.meetings()) world.webex.person('host@example.com').deleteMeeting(id);
      return advance.call(world, ms);
    };
  });
  assert.match(lost.out, /^5 events got a Webex meeting, 5 left as they are, 0 unreadable, 0 failed$/m);
  assert.match(lost.out.replace(/\s+/g, ' '), /Webex holds 0 meetings, among them those of 0 of 5 events still to come/);
  assert.equal(lost.code, 1);
});

test('where Webex takes no more meetings in a day, days pass until all are made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  try {
    const event = (/** @type {number} */ number) => `BEGIN:VEVENT\nUID:${number}@example.com\nDTSTART:20260${400 + (number % 25) + 1}T100000Z\nDURATION:PT1H\nSUMMARY:Event ${number}\nEND:VEVENT\n`;
    const file = join(folder, 'many.ics');
    await writeFile(file, `BEGIN:VCALENDAR\n${Array.from({ length: 105 }, (_one, number) => event(number)).join('')}END:VCALENDAR\n`);
    const { code, out } = await demo([file, '--now', now]);
    assert.equal(code, 0, out);
    assert.match(out, /^… Webex made 100 meetings within a day and takes no more now; a day passes$/m);
    assert.match(out, /^105 events got a Webex meeting, 0 left as they are, 0 unreadable, 0 failed$/m);
  } finally {
    await rm(folder, { recursive: true });
  }
});
