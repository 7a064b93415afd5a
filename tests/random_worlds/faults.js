// @ts-check
/**
 * Random faults: calls that fail or end the run, triggers that are lost, doubled or late, outdated lists and tokens, services that refuse
 * for a while, a lock that is held.
 *
 * A fault is an entry of a world's script like an act, so that shrinking can leave it out.
 * Invariants: a fault happens soon and once, or not at all; it returns a function that says at the end of the world whether it happened;
 * all faults end before the quiet time.
 */

import { minute } from './stage.js';

/** @typedef {import('./parts.js').Fault} Fault */
/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./dice.js').Dice} Dice */

const unavailable = 'Service unavailable: try again later';

/**
 * Adds a fault to one of the calls of the next executions.
 * @param {Stage} stage @param {Dice} dice @param {import('../../simulator/runtime/faults.js').Fault} fault
 */
function failCall(stage, dice, fault) {
  const armed = stage.world.faults.add({ call: dice.int(1, 12), run: (execution) => { stage.faulty.add(execution.id); }, ...fault });
  return () => armed.fired > 0;
}

/** @param {Stage} stage @param {Dice} dice @param {import('../../simulator/webex/faults.js').Fault} fault */
function refuse(stage, dice, fault) {
  const { faults } = stage.world.webex;
  faults.add({ path: /^\/v1\//, after: dice.int(0, 4), ...fault });
  const [order] = faults.orders.slice(-1);
  const { times } = order;
  return () => order.times < times;
}

/** @param {'lost'|'doubled'|'late'|'concurrent'} mode @returns {Fault['act']} */
const firing = (mode) => (stage) => {
  stage.world.faults.firing(mode);
  const number = (stage.firingsOrdered += 1);
  return () => stage.firingsChanged >= number;
};

/** Whether a call of a later execution ended with this error. @param {Stage} stage @param {RegExp} words */
function reported({ world: { executions } }, words) {
  const from = executions.length;
  return () => executions.slice(from).some(({ calls }) => calls.some(({ error }) => words.test(error ?? '')));
}

/** @type {readonly Fault[]} */
export const faults = [
  { name: 'a call fails before its effect', rows: ['E2', 'E13'], weight: 3, act: (stage, dice) => failCall(stage, dice, { at: 'before', error: unavailable }) },
  { name: 'a call fails after its effect', rows: ['E2', 'E26'], weight: 3, act: (stage, dice) => failCall(stage, dice, { at: 'after', error: unavailable }) },
  { name: 'a run ends before a call', rows: ['E2', 'E83'], weight: 3, act: (stage, dice) => failCall(stage, dice, { at: 'die-before' }) },
  { name: 'a run ends after a call', rows: ['E2', 'E26'], weight: 3, act: (stage, dice) => failCall(stage, dice, { at: 'die-after' }) },
  { name: 'a call takes seven minutes', rows: ['E83'], act: (stage, dice) => {
    stage.isSlow = true;
    return failCall(stage, dice, { delay: 7 * minute });
  } },
  { name: 'a trigger is lost', rows: ['E5'], weight: 2, act: firing('lost') },
  { name: 'a trigger comes twice', rows: ['E6'], act: firing('doubled') },
  { name: 'a trigger comes late', rows: ['E5'], act: firing('late') },
  { name: 'two triggers overlap', rows: ['E6'], weight: 2, act: firing('concurrent') },
  { name: 'the sync token expires', rows: ['E1'], weight: 2, act: (stage, dice) => {
    stage.world.calendars.expireSyncTokens(dice.pick(stage.calendarIds));
    return reported(stage, /Sync token is no longer valid/);
  } },
  { name: 'the list lags behind', rows: ['E10'], act: (stage) => {
    stage.world.calendars.switches.listLagMs = 90_000;
    return () => stage.hasLagged;
  } },
  { name: 'pages are short', rows: ['E3', 'E4'], act: (stage) => {
    stage.world.calendars.switches.pageLimit = 10;
    return () => stage.hasPaged;
  } },
  { name: 'the calendar refuses', rows: ['E13'], weight: 2, act: (stage, dice) => {
    const failed = stage.world.calendars.fail({ trouble: dice.pick(/** @type {const} */ (['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'backendError', 'internalError'])), times: dice.int(1, 3) });
    return () => failed() > 0;
  } },
  { name: 'the event has changed meanwhile', rows: ['E12'], act: (stage) => {
    const failed = stage.world.calendars.fail({ trouble: 'preconditionFailed', method: 'events.patch' });
    return () => failed() > 0;
  } },
  { name: 'Webex fails', rows: ['E13'], weight: 2, act: (stage, dice) => refuse(stage, dice, { status: dice.pick([500, 502, 503]), times: dice.int(1, 3) }) },
  { name: 'Webex fails after the effect', rows: ['E13', 'E26'], act: (stage, dice) => refuse(stage, dice, { status: 503, afterEffect: true }) },
  { name: 'Webex asks to slow down', rows: ['E13'], act: (stage, dice) => refuse(stage, dice, { status: 429, headers: { 'Retry-After': String(dice.pick([5, 120, 3600])) } }) },
  { name: 'the connection to Webex breaks', rows: ['E13'], weight: 2, act: (stage, dice) => refuse(stage, dice, { dropBeforeEffect: true }) },
  { name: 'the answer of Webex is lost', rows: ['E26'], weight: 2, act: (stage, dice) => refuse(stage, dice, { dropAfterEffect: true }) },
  { name: 'Webex answers too late', rows: ['E26', 'E83'], act: (stage, dice) => {
    stage.isSlow = true;
    return refuse(stage, dice, { timeout: true });
  } },
  { name: 'the lock is held', rows: ['E6'], weight: 2, act: (stage, dice) => {
    stage.world.holdLock(stage.me.google, stage.now + dice.pick([5_000, 40_000, 5 * minute]));
    const { waits } = stage;
    return () => stage.waits > waits;
  } },
  { name: 'the token ends', rows: ['E76', 'E75'], act: (stage) => {
    const { webex } = stage.world;
    webex.person(stage.me.webex).endAccess();
    const from = webex.requests.length;
    return () => webex.requests.slice(from).some(({ status }) => status === 401);
  } },
];

/** Ends all faults. @param {Stage} stage */
export function endFaults({ world, members }) {
  world.faults.clear();
  world.webex.faults.clear();
  world.calendars.switches.listLagMs = 0;
  world.calendars.switches.pageLimit = 2500;
  for (const { google } of members) world.holdLock(google, 0);
}
