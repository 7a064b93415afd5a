// @ts-check
/**
 * Faults by order: statuses, pages, broken connections, repeated and slow answers.
 *
 * Invents nothing by itself: a service without orders answers every request.
 * Invariants: an order is spent after its number of times; the first order that fits is taken.
 */
import { html, json } from './answers.js';

/**
 * @typedef {object} Fault
 * @property {string} [method]
 * @property {string | RegExp} [path] below the host, such as `/v1/meetings`; a text is matched in full
 * @property {number} [times] 1 by default
 * @property {number} [after] how many fitting requests pass before it
 * @property {number} [status] answered in place of the service, without effect unless `afterEffect`
 * @property {boolean} [afterEffect] the request takes effect before `status` is answered
 * @property {string} [message]
 * @property {boolean | string} [html] answer an HTML page, as a proxy does; a text is the page
 * @property {Record<string, string>} [headers] added to the answer
 * @property {boolean} [dropBeforeEffect] the connection breaks, nothing happened
 * @property {boolean} [dropAfterEffect] the connection breaks, yet it happened
 * @property {boolean} [timeout] the sender gives up waiting, yet it happened
 * @property {boolean} [twice] the request takes effect two times, the second answer is given
 * @property {number} [delayMs] the answer says that it took this long; the sender spends the time
 */

const MEMBERS = ['method', 'path', 'times', 'after', 'status', 'afterEffect', 'message', 'html', 'headers', 'dropBeforeEffect', 'dropAfterEffect', 'timeout', 'twice', 'delayMs'];

/** The orders of a service. */
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
