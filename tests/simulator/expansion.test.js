// @ts-check
/** Cached expansions of series give the same result as a new expansion from the first occurrence, in any order of calls. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import rrule from 'rrule';
import { occurrenceWithId, occurrences } from '../../simulator/google/calendar/recurrence.js';
import { readRule } from '../../simulator/webex/recurrence.js';
import { currentOccurrence, occurrenceById, occurrences as webexOccurrences, recurringInterval } from '../../simulator/webex/series.js';

const day = 86_400_000;
const hour = 3_600_000;
const start = Date.UTC(2024, 0, 31, 9);
const rules = ['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=YEARLY', 'FREQ=DAILY;COUNT=40', 'FREQ=WEEKLY;UNTIL=20250301T000000Z'];
/** The days are in mixed order, so that the cached expansion is sometimes too short, too long and just right. */
const days = [400, -3, 0, 900, 30, 31, 2000, 399];

/** Every start up to a time, directly from the library. In UTC, civil time and instant are the same. @param {string} rule @param {number} upTo */
const straight = (rule, upTo) => new rrule.RRule({ ...rrule.RRule.parseString(rule), dtstart: new Date(start) }).between(new Date(start), new Date(upTo), true).map((one) => one.getTime());

test('a series of the calendar is expanded as if anew each time', () => {
  for (const rule of [...rules, 'FREQ=HOURLY;INTERVAL=5', 'FREQ=MINUTELY;INTERVAL=45', 'FREQ=SECONDLY;INTERVAL=3601']) {
    const shared = { start: { instant: start, timeZone: 'UTC' }, end: { instant: start + hour, timeZone: 'UTC' }, recurrence: [`RRULE:${rule}`] };
    const series = /** @type {any} */ ({ id: 'series', shared });
    const all = straight(rule, start + 2011 * day);
    for (const from of days.map((count) => start + count * day)) {
      const to = from + 10 * day;
      const found = occurrences(series, { from, to });
      assert.deepEqual(found.map((one) => Number(one.start.instant)), all.filter((one) => one + hour > from && one < to), `${rule} from ${new Date(from).toISOString()}`);
      for (const one of found.slice(0, 2)) assert.deepEqual(occurrenceWithId(series, one.id), one);
    }
    assert.equal(occurrenceWithId(series, `series_${new Date(start + 1000).toISOString().replace(/[-:]|\.\d+/g, '')}`), undefined);
  }
});

test('a rule that has counted seconds since long ago is expanded at once', () => {
  const long = Date.UTC(1970, 0, 1);
  const shared = { start: { instant: long, timeZone: 'UTC' }, end: { instant: long, timeZone: 'UTC' }, recurrence: ['RRULE:FREQ=SECONDLY;INTERVAL=70'] };
  const found = occurrences(/** @type {any} */ ({ id: 'series', shared }), { from: start, to: start + 560_000 });
  const first = long + Math.ceil((start + 1 - long) / 70_000) * 70_000;
  assert.deepEqual(found.map((one) => Number(one.start.instant)), Array.from({ length: 8 }, (_one, at) => first + at * 70_000).filter((one) => one < start + 560_000));
});

test('a series at Webex is expanded as if anew each time, its exceptions and deleted occurrences included', () => {
  const option = () => 'accepted';
  for (const text of rules) {
    const all = straight(text, start + 2500 * day);
    const [, moved, , gone] = all;
    const exception = { id: 'series_moved', original: moved, start: moved + 3 * hour, end: moved + 4 * hour, number: null, mtid: null, facets: {} };
    const meeting = /** @type {any} */ ({
      id: 'series', zone: 'UTC', start, end: start + hour, rule: readRule(text, option),
      exceptions: new Map([[moved, exception]]), removed: new Set([gone]), instances: [],
    });
    const kept = (/** @type {number} */ upTo) =>
      all.filter((one) => one === moved || (one <= upTo && one !== gone)).map((one) => (one === moved ? exception.start : one)).sort((a, b) => a - b);
    for (const now of days.map((count) => start + count * day)) {
      assert.deepEqual(webexOccurrences(meeting, now).map((one) => one.start), kept(now), `${text} up to ${new Date(now).toISOString()}`);
      const next = kept(start + 2500 * day).find((one) => one + hour > now);
      assert.equal(currentOccurrence(meeting, now)?.start, next, `${text} at ${new Date(now).toISOString()}`);
      const original = all.find((one) => one >= now && one !== moved && one !== gone);
      if (original === undefined) continue;
      const id = `series_${new Date(original).toISOString().replace(/[-:]|\.\d+/g, '')}`;
      assert.equal(occurrenceById(meeting, id)?.start, original);
      const after = all.find((one) => one > original);
      if (after !== undefined) assert.equal(recurringInterval(meeting, original).to, Math.floor(after / day) * day);
    }
    assert.equal(occurrenceById(meeting, 'series_moved'), null);
  }
});
