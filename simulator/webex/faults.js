// @ts-check
/**
 * Faults that tests set: statuses, pages, broken connections, repeated and slow answers.
 *
 * Without faults, the service answers every request itself.
 * Invariants: a fault is removed after its number of times; the first matching fault is used.
 */
import { html, json } from './answers.js';

/**
 * @typedef {object} Fault
 * @property {string} [method]
 * @property {string | RegExp} [path] below the host, such as `/v1/meetings`; a text is matched in full
 * @property {number} [times] 1 by default
 * @property {number} [after] how many matching requests are answered normally before it
 * @property {number} [status] the answer's status in place of the service's answer; the request has no effect unless `afterEffect`
 * @property {boolean} [afterEffect] the request takes effect before `status` is answered
 * @property {string} [message]
 * @property {boolean | string} [html] answer an HTML page, as a proxy does; a text is the page
 * @property {Record<string, string>} [headers] added to the answer
 * @property {boolean} [dropBeforeEffect] the connection breaks before the request takes effect
 * @property {boolean} [dropAfterEffect] the connection breaks after the request has taken effect
 * @property {boolean} [timeout] the sender stops waiting, but the request takes effect
 * @property {boolean} [twice] the request takes effect twice; the second answer is returned
 * @property {number} [delayMs] the duration that the answer reports, which the sender waits in virtual time
 */

const MEMBERS = ['method', 'path', 'times', 'after', 'status', 'afterEffect', 'message', 'html', 'headers', 'dropBeforeEffect', 'dropAfterEffect', 'timeout', 'twice', 'delayMs'];

/** The faults of a service. */
export class Faults {
  constructor() {
    /** @type {(Fault & {times: number, after: number})[]} */
    this.orders = [];
  }

  /** @param {Fault} fault */
  add(fault) {
    for (const name of Object.keys(fault)) if (!MEMBERS.includes(name)) throw new Error(`no such member of a fault: ${name}`);
    this.orders.push({ ...fault, times: fault.times ?? 1, after: fault.after ?? 0 });
  }

  clear() {
    this.orders.length = 0;
  }

  /** @param {string} method @param {string} path @returns {Fault | null} */
  take(method, path) {
    for (const order of this.orders) {
      const fits = (order.method === undefined || order.method === method)
        && (order.path === undefined || (typeof order.path === 'string' ? order.path === path : order.path.test(path)));
      if (!fits || order.times === 0) continue;
      if (order.after > 0) {
        order.after -= 1;
        continue;
      }
      order.times -= 1;
      return order;
    }
    return null;
  }
}

/** @param {Fault & {status: number}} fault @param {string} trackingId @param {boolean} withErrors */
export function faultReply(fault, trackingId, withErrors) {
  const message = fault.message ?? (fault.status === 429 ? 'Too Many Requests' : `The service answered ${fault.status}.`);
  const headers = fault.status === 429 ? { 'Retry-After': '3600', ...fault.headers } : { ...fault.headers };
  if (typeof fault.html === 'string') return { ...html(fault.status, message, headers), body: fault.html };
  if (fault.html ?? fault.status === 429) return html(fault.status, message, headers);
  return json({ message, ...(withErrors ? { errors: [{ description: message }] } : {}), trackingId }, headers, fault.status);
}
