// @ts-check
/**
 * Checks a world against the published documents: every exchange with Webex and every call of the Calendar API.
 *
 * Changes no answer. It doesn't throw during a call, because an add-on might catch the error: findings are collected, and `check` throws
 * them.
 * Invariant: without the documents nothing is checked, and `attached` is false.
 */
import { checkCalendarEvent, checkCalendarReply, checkCalendarRequest } from './calendar.js';
import { publishedSpecs } from './specs.js';
import { checkWebexExchange } from './webex.js';

export { SPECS_FOLDER, publishedSpecs } from './specs.js';
export { checkWebexExchange, overlayReasons } from './webex.js';
export { checkCalendarEvent, checkCalendarReply, checkCalendarRequest } from './calendar.js';

/** @typedef {{method?: string, calendarId?: string, eventId?: string, params?: Record<string, unknown>, body?: unknown, result?: unknown}} Observation */
/** @typedef {(kind: 'request' | 'event', observation: Observation) => void} Observer */
/** @typedef {{webex: {handle(request: import('../webex/model.js').Request): import('../webex/model.js').Reply}, calendars: {observers: Observer[]}}} World */

/**
 * @param {World} world
 * @returns {{attached: boolean, findings: string[], check(): void}}
 */
export function attachSchemaChecks(world) {
  /** @type {string[]} */
  const findings = [];
  const checks = {
    attached: false,
    findings,
    check() {
      if (findings.length > 0) throw new Error(`the published documents object:\n${[...new Set(findings)].join('\n')}`);
    },
  };
  const specs = publishedSpecs();
  if (!specs) return checks;
  checks.attached = true;

  const handle = world.webex.handle.bind(world.webex);
  world.webex.handle = (request) => {
    const reply = handle(request);
    findings.push(...checkWebexExchange(request, reply, specs.webex));
    return reply;
  };
  world.calendars.observers.push((kind, { method = '', calendarId, eventId, params = {}, body, result }) => {
    if (kind === 'event') {
      findings.push(...checkCalendarEvent(result, specs.calendar));
      return;
    }
    findings.push(...checkCalendarRequest(method, { calendarId, eventId, ...params }, body, specs.calendar));
    findings.push(...checkCalendarReply(method, result, specs.calendar));
  });
  return checks;
}
