// @ts-check
/** Recurrence rules that the simulated Webex service accepts, shortens and prints (facts of `recurrence`). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, makeService, meeting, refused } from './webex-client.js';

/** @param {Record<string, any>} [switches] */
const hostOf = (switches) => new Client(makeService(switches).service);

/** Tries a rule on a series that begins on Tuesday, 10 March 2026. @param {string} recurrence @param {Record<string, any>} [switches] */
function tried(recurrence, switches) {
  const host = hostOf(switches);
  const answer = host.create({ ...meeting, start: '2026-03-10T10:00:00', end: '2026-03-10T11:00:00', recurrence });
  if (answer.status !== 200) return answer.status;
  const items = host.items(`/meetings?meetingSeriesId=${answer.body.id}&meetingType=scheduledMeeting&max=100&from=2026-03-01&to=2028-03-01`);
  return { rule: answer.body.recurrence, days: items.map((one) => one.start.slice(0, 10)) };
}

/** @param {string} recurrence @param {Record<string, any>} [switches] */
const days = (recurrence, switches) => {
  const result = tried(recurrence, switches);
  return typeof result === 'number' ? result : result.days;
};

test('the printed rule has its own order of parts', () => {
  const result = tried('BYDAY=TU;INTERVAL=2;COUNT=3;FREQ=WEEKLY');
  assert.deepEqual(result, { rule: 'FREQ=WEEKLY;COUNT=3;INTERVAL=2;BYDAY=TU', days: ['2026-03-10', '2026-03-24', '2026-04-07'] });
});

test('daily, weekly, monthly and yearly rules give their days', () => {
  assert.deepEqual(days('FREQ=DAILY;INTERVAL=2;COUNT=3'), ['2026-03-10', '2026-03-12', '2026-03-14']);
  assert.deepEqual(days('FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3'), ['2026-03-10', '2026-03-12', '2026-03-17']);
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=10;COUNT=3'), ['2026-03-10', '2026-04-10', '2026-05-10']);
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=2TU;COUNT=3'), ['2026-03-10', '2026-04-14', '2026-05-12']);
  assert.deepEqual(days('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10;COUNT=2'), ['2026-03-10', '2027-03-10']);
  assert.deepEqual(days('FREQ=DAILY;UNTIL=20260312T090000Z'), ['2026-03-10', '2026-03-11', '2026-03-12']);
  assert.deepEqual(days('FREQ=DAILY;UNTIL=20260312T085959Z'), ['2026-03-10', '2026-03-11']);
});

test('of several days of a month only the first is taken, without a word', () => {
  assert.deepEqual(tried('FREQ=MONTHLY;BYMONTHDAY=10,11,12;COUNT=2'), { rule: 'FREQ=MONTHLY;COUNT=2;INTERVAL=1;BYMONTHDAY=10', days: ['2026-03-10', '2026-04-10'] });
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=2TU,3TU;COUNT=2'), ['2026-03-10', '2026-04-14']);
  assert.deepEqual(days('FREQ=YEARLY;BYMONTH=3,4;BYMONTHDAY=10;COUNT=2'), ['2026-03-10', '2027-03-10']);
});

test('an endless rule is listed inside any window', () => {
  const host = hostOf();
  const { id } = host.created({ ...meeting, recurrence: 'FREQ=DAILY;INTERVAL=1' });
  const items = host.items(`/meetings?meetingSeriesId=${id}&meetingType=scheduledMeeting&from=2033-07-01&to=2033-07-03`);
  assert.deepEqual(items.map((one) => one.start), ['2033-07-01T08:00:00Z', '2033-07-02T08:00:00Z']);
});

test('a series keeps the wall clock of its zone over a change of offset', () => {
  const host = hostOf();
  const { id } = host.created({ ...meeting, start: '2026-03-28T10:00:00', end: '2026-03-28T11:00:00', recurrence: 'FREQ=DAILY;COUNT=2' });
  assert.deepEqual(host.items(`/meetings?meetingSeriesId=${id}&from=2026-03-20&to=2026-04-20`).map((one) => one.start), ['2026-03-28T09:00:00Z', '2026-03-29T08:00:00Z']);
});

test('what is no single rule value is refused, with its reason', () => {
  const host = hostOf();
  for (const [recurrence, reason] of [
    ['RRULE:FREQ=DAILY', 'one rule value without its name is expected'], ['FREQ=DAILY\nFREQ=WEEKLY', 'one rule value without its name is expected'],
    ['FREQ=HOURLY', 'FREQ=HOURLY'], ['COUNT=3', 'FREQ=undefined'], ['FREQ=DAILY;COUNT=3;UNTIL=20260401T000000Z', 'COUNT and UNTIL exclude one another'],
    ['FREQ=DAILY;BYHOUR=3', 'BYHOUR=3'], ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0'], ['FREQ=DAILY;INTERVAL=100', 'INTERVAL=100'], ['FREQ=DAILY;COUNT=0', 'COUNT=0'],
    ['FREQ=DAILY;UNTIL=tomorrow', 'UNTIL=tomorrow'], ['FREQ=DAILY;', ''], ['FREQ=DAILY;FREQ=DAILY', 'FREQ occurs twice'], ['', ''],
    ['FREQ=WEEKLY;BYDAY=2TU', 'BYDAY=2TU in a weekly rule'], ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY=XX'], ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY in a weekly rule'],
    ['FREQ=DAILY;BYDAY=TU', 'BYDAY in a daily rule'], ['FREQ=MONTHLY;BYDAY=TU', 'BYDAY=TU'], ['FREQ=MONTHLY;BYDAY=6TU', 'week 6 of a month'], ['FREQ=MONTHLY;BYDAY=0TU', 'week 0 of a month'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32'], ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0'], ['FREQ=MONTHLY;BYMONTH=3', 'BYMONTH in a monthly rule'],
    ['FREQ=MONTHLY;BYDAY=2TU;BYMONTHDAY=3', 'BYDAY and BYMONTHDAY together'], ['FREQ=YEARLY;BYDAY=2TU', 'BYDAY in a yearly rule without BYMONTH'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13'], ['FREQ=DAILY;WKST=MO', 'WKST'], ['FREQ=DAILY;UNTIL=20260401', 'UNTIL=20260401 without a time'],
  ]) refused(host.create({ recurrence }), 400, `Parameter 'recurrence' is invalid: ${reason}.`);
  refused(host.create({ recurrence: 'FREQ=DAILY;UNTIL=20260303T085959Z' }), 400, /UNTIL is before start/);
  assert.equal(host.create({ recurrence: 'FREQ=DAILY;UNTIL=20260303T090000Z' }).status, 200);
  refused(host.create({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), 400, /it has no occurrence/);
  const open = hostOf({ weekStart: 'accepted', negativeDays: 'accepted', setPosition: 'accepted' });
  for (const [recurrence, reason] of [
    ['FREQ=DAILY;WKST=XX', 'WKST=XX'], ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0'], ['FREQ=MONTHLY;BYMONTHDAY=-2', 'BYMONTHDAY=-2'], ['FREQ=MONTHLY;BYDAY=-2TU', 'week -2 of a month'],
    ['FREQ=MONTHLY;BYDAY=2TU;BYSETPOS=2', 'BYDAY=2TU'], ['FREQ=MONTHLY;BYMONTHDAY=3;BYSETPOS=1', 'BYSETPOS'], ['FREQ=WEEKLY;BYDAY=TU;BYSETPOS=1', 'BYSETPOS'],
  ]) refused(open.create({ recurrence }), 400, `Parameter 'recurrence' is invalid: ${reason}.`);
});

test('a rule with an end has at most 5 years, 60 months, 261 weeks or 1826 days of occurrences', () => {
  for (const [freq, most] of Object.entries({ DAILY: 1826, WEEKLY: 261, MONTHLY: 60, YEARLY: 5 })) {
    assert.equal(typeof tried(`FREQ=${freq};COUNT=${most}`), 'object', freq);
    assert.equal(tried(`FREQ=${freq};COUNT=${most + 1}`), 400, freq);
  }
  const { service } = makeService();
  const host = new Client(service);
  host.created({ ...meeting, recurrence: 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=3;UNTIL=21241001T000000Z' });
  const last = host.items('/meetings?meetingType=scheduledMeeting&max=100&from=2030-12-01&to=2040-01-01').map((one) => one.start);
  assert.deepEqual(last, ['2030-12-03T09:00:00Z', '2031-01-03T09:00:00Z', '2031-02-03T09:00:00Z']);
});

test('a count above the limit is cut by switch', () => {
  const result = tried('FREQ=YEARLY;COUNT=9', { recurrenceLimit: 'clipped' });
  assert.equal(typeof result === 'object' && result.rule, 'FREQ=YEARLY;COUNT=5;INTERVAL=1');
});

test('undocumented forms are switches', () => {
  assert.deepEqual([days('FREQ=MONTHLY;BYDAY=2TU', { monthlyByDay: 'refused' })], [400]);
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2'), 400);
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2;COUNT=2', { setPosition: 'accepted' }), ['2026-03-10', '2026-04-14']);
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=-1TU'), 400);
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=-1TU;COUNT=2', { negativeDays: 'accepted', startOffRule: 'moved' }), ['2026-03-31', '2026-04-28']);
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=-1'), 400);
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2', { negativeDays: 'accepted', startOffRule: 'moved' }), ['2026-03-31', '2026-04-30']);
  assert.deepEqual(days('FREQ=YEARLY;INTERVAL=2'), 400);
  assert.deepEqual(days('FREQ=YEARLY;INTERVAL=2;COUNT=2', { yearlyInterval: 'accepted' }), ['2026-03-10']);
  assert.deepEqual(days('FREQ=WEEKLY;WKST=SU;BYDAY=TU'), 400);
  assert.deepEqual(days('FREQ=WEEKLY;WKST=SU;BYDAY=TU,SU;INTERVAL=2;COUNT=3', { weekStart: 'accepted' }), ['2026-03-10', '2026-03-22', '2026-03-24']);
  assert.deepEqual(days('FREQ=DAILY;UNTIL=20260311'), 400);
  assert.deepEqual(days('FREQ=DAILY;UNTIL=20260311', { untilDate: 'accepted' }), ['2026-03-10', '2026-03-11']);
});

test('a start that its rule does not give is refused, moved, or kept as an extra occurrence', () => {
  const rule = 'FREQ=WEEKLY;BYDAY=TH;COUNT=2';
  assert.equal(days(rule), 400);
  assert.deepEqual(days(rule, { startOffRule: 'moved' }), ['2026-03-12', '2026-03-19']);
  assert.deepEqual(days(rule, { startOffRule: 'kept' }), ['2026-03-10', '2026-03-12']);
});

test('a switch that is misspelt or has an unknown answer throws', () => {
  assert.throws(() => makeService({ startOfRule: 'moved' }), /no such Webex switch: startOfRule/);
  assert.throws(() => makeService({ startOffRule: 'shifted' }), /startOffRule can't be "shifted"/);
});
