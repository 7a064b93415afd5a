// @ts-check
/**
 * The ways in which one call, one request of a call, or one firing of a trigger can fail.
 *
 * It chooses no call and compares nothing. Invariants: a mode applies to every call that it can happen to; a failure after the call's
 * effect applies only to calls that have an effect; a mode causes one failure.
 */

import { TransportError } from '../../simulator/runtime/transport.js';
import { hour } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Call} Call */
/** @typedef {import('../../simulator/runtime/faults.js').Fault} Fault */
/** @typedef {import('../../simulator/runtime/execution.js').Execution} Execution */

/**
 * One place where something fails, and how.
 * @typedef {{mode: string, call: number, item?: number}} Point `call` numbers the calls, or the firings of triggers; `item` numbers the requests of one call; all start at 1
 */

/**
 * @typedef {object} Mode
 * @property {(call: Call) => number[] | boolean} [at] whether it can happen to a call, or the numbers of its requests that it can happen to
 * @property {(call: Call, stage: Stage, item: number) => Fault[]} [faults]
 * @property {import('./stage.js').Firing} [firing]
 */

/** Methods that change nothing beyond their execution. */
const reading = /^(Properties\.getProperties|Cache\.getAll|Session\.|CalendarApp\.|Calendar\.(Events\.(list|get)|Settings)|ScriptApp\.(getProjectTriggers|getOAuthToken|getScriptId)|GmailApp\.(setCurrent|getMessage|Gmail))/;

/** Longer than any execution is allowed to take. */
const tooLong = 400_000;

/** @param {Call} call */
const name = ({ record }) => `${record.service}.${record.method}`;

/** @param {Call} call @returns {{method: string}[]} */
const requests = ({ record }) => (record.service === 'UrlFetchApp' ? [record.detail].flat() : []).map((one) => /** @type {any} */ (one));

/** @param {Call} call */
const writes = (call) => (call.record.service === 'UrlFetchApp' ? requests(call).some(({ method }) => method !== 'GET') : !reading.test(name(call)));

/** @param {Call} call */
const isList = (call) => name(call) === 'Calendar.Events.list';

/**
 * The error that the platform throws when a service fails.
 * @param {Call} call
 */
function serverError({ record: { service, method } }) {
  if (service === 'UrlFetchApp') return 'Address unavailable: https://webexapis.com/';
  if (service !== 'Calendar') return 'We\'re sorry, a server error occurred. Please wait a bit and try again.';
  const message = `API call to calendar.${method.toLowerCase()} failed with error: Backend Error`;
  return { message, name: 'GoogleJsonResponseException', details: { code: 503, message: 'Backend Error' } };
}

/** @param {Call} call */
function overQuota({ record: { service, method } }) {
  if (service !== 'Calendar') return `Service invoked too many times in a short time: ${service.toLowerCase()}. Try Utilities.skipTime(1000) between calls.`;
  const message = `API call to calendar.${method.toLowerCase()} failed with error: Rate Limit Exceeded`;
  return { message, name: 'GoogleJsonResponseException', details: { code: 403, message: 'Rate Limit Exceeded' } };
}

/**
 * Answers one request of a call in place of its server.
 * @param {(request: import('./stage.js').HttpRequest, send: () => import('./stage.js').HttpAnswer) => import('./stage.js').HttpAnswer} answer
 * @returns {Mode['faults']}
 */
const oneRequest = (answer) => (_call, stage, item) => {
  let seen = 0;
  const begin = () => {
    stage.interference = (request, send) => {
      seen += 1;
      return seen === item ? answer(request, send) : send();
    };
  };
  const end = () => {
    stage.interference = null;
  };
  return [{ at: 'before', run: begin }, { at: 'after', run: end }];
};

/** @param {number} status @param {string} message @param {Record<string, string>} [headers] */
const refusal = (status, message, headers = {}) => ({
  status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ message, error: { code: status, message }, trackingId: 'ROUTER_1' }),
});

const every = (/** @type {Call} */ call) => requests(call).map((_one, index) => index + 1);
const changing = (/** @type {Call} */ call) => every(call).filter((item) => requests(call)[item - 1].method !== 'GET');
/** For a call with a single request, the mode `fails` is a broken connection already. @param {number[]} items @param {Call} call */
const ofSeveral = (items, call) => (requests(call).length > 1 ? items : []);

/** Starts another run of a person's change trigger while this execution runs, if that person has one. @param {Stage} stage @param {string} email */
function overlap({ world, shared: calendarId }, email) {
  const isLinked = world.user(email).triggers.some(({ source }) => source === 'CALENDAR');
  if (isLinked) world.runNested(email, 'onCalendarChange', { calendarId, authMode: 'FULL', triggerUid: '2' }, { kind: 'trigger' });
}

/** The other person of a world of two. @param {Execution} execution */
const otherOf = ({ world, user }) => world.users.find(({ email }) => email !== user.email);

/** @type {Readonly<Record<string, Mode>>} */
export const modes = {
  fails: { at: () => true, faults: (call) => [{ at: 'before', error: serverError(call) }] },
  'is over quota': { at: () => true, faults: (call) => [{ at: 'before', error: overQuota(call) }] },
  'has effect and fails': { at: writes, faults: (call) => [{ at: 'after', error: serverError(call) }] },
  dies: { at: () => true, faults: () => [{ at: 'die-before' }] },
  'has effect and dies': { at: writes, faults: () => [{ at: 'die-after' }] },
  'runs out of time': { at: () => true, faults: () => [{ at: 'before', delay: tooLong }] },
  'has effect and runs out of time': { at: writes, faults: () => [{ at: 'after', run: (execution) => execution.spend(tooLong) }] },
  'is answered 500': { at: every, faults: oneRequest(() => refusal(500, 'Internal Server Error')) },
  'is answered 429': { at: every, faults: oneRequest(() => refusal(429, 'Too Many Requests', { 'retry-after': '120' })) },
  'has effect and is answered 500': {
    at: changing,
    faults: oneRequest((_request, send) => {
      send();
      return refusal(500, 'Internal Server Error');
    }),
  },
  'loses its connection': { at: (call) => ofSeveral(every(call), call), faults: oneRequest(({ url }) => broken(url)) },
  'has effect and loses its connection': {
    at: (call) => ofSeveral(changing(call), call),
    faults: oneRequest(({ url }, send) => {
      send();
      return broken(url);
    }),
  },
  'is overlapped': { at: () => true, faults: (_call, stage) => [{ at: 'after', run: ({ user }) => overlap(stage, user.email) }] },
  'is overlapped by the other person\'s add-on': {
    at: ({ execution }) => otherOf(execution) !== undefined,
    faults: ({ execution }, stage) => [{ at: 'after', run: () => overlap(stage, /** @type {{email: string}} */ (otherOf(execution)).email) }],
  },
  'finds its token expired': {
    at: isList,
    faults: ({ record }, { world }) => [{ at: 'before', run: () => world.calendars.expireSyncTokens(/** @type {any} */ (record.detail).calendarId) }],
  },
  'sees a stale list': {
    at: isList,
    faults: (_call, { world: { calendars } }) => [
      { at: 'before', run: () => void (calendars.switches.listLagMs = 5 * 60_000) },
      { at: 'after', run: () => void (calendars.switches.listLagMs = 0) },
    ],
  },
  'finds the lock held for a while': {
    at: (call) => name(call) === 'Lock.tryLock',
    faults: ({ execution: { user } }, { world }) => [{ at: 'before', run: () => world.holdLock(user.email, world.clock.now() + 45_000) }],
  },
  'finds the lock held for long': {
    at: (call) => name(call) === 'Lock.tryLock' && call.execution.kind === 'trigger',
    faults: ({ execution: { user } }, { world }) => [{ at: 'before', run: () => world.holdLock(user.email, world.clock.now() + 1.5 * hour) }],
  },
  'trigger lost': { firing: 'lost' },
  'trigger doubled': { firing: 'doubled' },
  'trigger late': { firing: 'late' },
};

/**
 * Lists all points of a journey, from its undisturbed run.
 * @param {Stage} stage
 * @returns {Point[]}
 */
export function pointsOf({ calls, firings }) {
  /** @type {Point[]} */
  const points = [];
  for (const [mode, { at, firing }] of Object.entries(modes)) {
    if (firing) for (let call = 1; call <= firings; call += 1) points.push({ mode, call });
    calls.forEach((one, index) => {
      const where = at?.(one) ?? false;
      if (where === true) points.push({ mode, call: index + 1 });
      else if (where) for (const item of where) points.push({ mode, call: index + 1, item });
    });
  }
  return points;
}

/**
 * Makes the stage fail at one point.
 * @param {Stage} stage
 * @param {Point} point
 * @param {Call[]} calls of the undisturbed run
 */
export function injectFault(stage, { mode, call, item = 0 }, calls) {
  const { firing, faults } = modes[mode];
  if (firing) {
    stage.firingModes.set(call, firing);
    return;
  }
  const faultsOfCall = /** @type {NonNullable<Mode['faults']>} */ (faults)(calls[call - 1], stage, item);
  stage.inject(call, faultsOfCall);
}

/** @param {string} url @returns {never} */
function broken(url) {
  throw new TransportError('Address unavailable', url);
}
