// @ts-check
/**
 * Sets the published documents to watch over a world: every exchange with Webex and every call of the Calendar API.
 *
 * Changes no answer and throws nothing by itself, because an add-on might catch it: findings are gathered, and `check` throws.
 * Invariant: without the documents nothing is judged, and `attached` says so.
 */
import { judgeCalendarEvent, judgeCalendarReply, judgeCalendarRequest } from './calendar.js';
import { publishedSpecs } from './specs.js';
import { judgeWebexExchange } from './webex.js';

export { SPECS_FOLDER, publishedSpecs } from './specs.js';
export { judgeWebexExchange, overlayReasons } from './webex.js';
export { judgeCalendarEvent, judgeCalendarReply, judgeCalendarRequest } from './calendar.js';

/** @typedef {{method?: string, calendarId?: string, eventId?: string, params?: Record<string, any>, body?: any, result?: any}} Observation */
/** @typedef {(kind: 'request' | 'event', observation: Observation) => void} Observer */
/** @typedef {{webex: {handle(request: any): any}, calendars: {observers: Observer[]}}} World */

/**
 * @param {World} world
 * @returns {{attached: boolean, findings: string[], check(): void}}
 */
export function attachJudges(world) {
  /** @type {string[]} */
  const findings = [];
  const verdict = {
    attached: false,
    findings,
    check() {
      if (findings.length > 0) throw new Error(`the published documents object:\n${[...new Set(findings)].join('\n')}`);
    },
  };
  const specs = publishedSpecs();
  if (!specs) return verdict;
  verdict.attached = true;

  const handle = world.webex.handle.bind(world.webex);
  world.webex.handle = (request) => {
    const reply = handle(request);
    findings.push(...judgeWebexExchange(request, reply, specs.webex));
    return reply;
  };
  world.calendars.observers.push((kind, { method = '', calendarId, eventId, params = {}, body, result }) => {
    if (kind === 'event') {
      findings.push(...judgeCalendarEvent(result, specs.calendar));
      return;
    }
    findings.push(...judgeCalendarRequest(method, { calendarId, eventId, ...params }, body, specs.calendar));
    findings.push(...judgeCalendarReply(method, result, specs.calendar));
  });
  return verdict;
}
