// @ts-check
/**
 * Makes chosen calls of chosen executions slow, fail, or be the last one.
 *
 * It doesn't choose: tests do.
 * Invariants: a fault counts only the calls that it matches, per execution and from 1; it fires `times` times in all (once by default);
 * with a fault "before" the call has no effect, with one "after" it has.
 */

/**
 * @typedef {object} Fault
 * @property {string | RegExp | ((call: import('./execution.js').CallRecord, execution: import('./execution.js').Execution) => boolean)} [match]
 *   `Calendar.Events.list`, `Calendar`, a regular expression for that name, or a predicate; without it every counted call matches
 * @property {string} [entry] only executions of this function
 * @property {number} [call] the k-th matching call of an execution, counted from 1; without it every matching call
 * @property {number} [times] how often it fires in all, 1 by default
 * @property {'before'|'after'|'die-before'|'die-after'} [at] `before` by default
 * @property {string | {message: string, name?: string, details?: object}} [error] what is thrown before or after
 * @property {number} [delay] extra virtual milliseconds, spent before the call
 * @property {(execution: import('./execution.js').Execution) => void} [run] called before or after the call, to let another person act or another execution (`world.runNested`) run in the middle of this one
 */

export class Faults {
  /** @type {{fault: Fault, fired: number, counts: WeakMap<object, number>}[]} */
  #faults = [];
  /** @type {('normal'|'lost'|'doubled'|'late'|'concurrent')[]} */
  #firings = [];

  /**
   * @param {Fault} fault
   * @returns {{readonly fired: number, remove(): void}}
   */
  add(fault) {
    const armed = { fault, fired: 0, counts: new WeakMap() };
    this.#faults.push(armed);
    return {
      get fired() {
        return armed.fired;
      },
      remove: () => {
        this.#faults = this.#faults.filter((other) => other !== armed);
      },
    };
  }

  /** The faults that haven't fired completely. Throws if a fault contains a function, because a snapshot can't store functions. */
  get state() {
    const armed = this.#faults.filter(({ fault, fired }) => fired < (fault.times ?? 1));
    for (const { fault } of armed) {
      if (typeof fault.match === 'function' || fault.run) throw new Error('a snapshot can\'t hold a fault that is a function: remove the fault, or name its call');
    }
    return { faults: armed.map(({ fault, fired }) => ({ fault, fired })), firings: this.#firings };
  }

  /** @param {{faults: {fault: Fault, fired: number}[], firings: ('normal'|'lost'|'doubled'|'late'|'concurrent')[]}} state */
  set state({ faults, firings }) {
    this.#faults = faults.map((armed) => ({ ...armed, counts: new WeakMap() }));
    this.#firings = firings;
  }

  /** Forgets all faults. */
  clear() {
    this.#faults = [];
    this.#firings = [];
  }

  /**
   * Sets how the next calendar change triggers are delivered, in place of the option.
   * @param {'normal'|'lost'|'doubled'|'late'|'concurrent'} mode
   * @param {number} [times]
   */
  firing(mode, times = 1) {
    for (let i = 0; i < times; i += 1) this.#firings.push(mode);
  }

  /** @returns {'normal'|'lost'|'doubled'|'late'|'concurrent'|undefined} */
  nextFiring() {
    return this.#firings.shift();
  }

  /**
   * @param {import('./execution.js').Execution} execution
   * @param {import('./execution.js').CallRecord} record
   * @returns {{before(execution: import('./execution.js').Execution): void, after(execution: import('./execution.js').Execution): void}}
   */
  take(execution, record) {
    const firing = this.#faults.filter((armed) => {
      const { fault } = armed;
      if (armed.fired >= (fault.times ?? 1) || !matches(fault, execution, record)) return false;
      const count = (armed.counts.get(execution) ?? 0) + 1;
      armed.counts.set(execution, count);
      if (fault.call !== undefined && fault.call !== count) return false;
      armed.fired += 1;
      return true;
    });
    return {
      before: () => firing.forEach(({ fault }) => strike(fault, execution, 'before')),
      after: () => firing.forEach(({ fault }) => strike(fault, execution, 'after')),
    };
  }
}

/**
 * @param {Fault} fault
 * @param {import('./execution.js').Execution} execution
 * @param {import('./execution.js').CallRecord} record
 * @returns {boolean}
 */
function matches({ match, entry }, execution, record) {
  if (entry !== undefined && entry !== execution.entry) return false;
  const name = `${record.service}.${record.method}`;
  if (match === undefined) return record.counted;
  if (typeof match === 'string') return match === name || match === record.service;
  return match instanceof RegExp ? match.test(name) : match(record, execution);
}

/**
 * @param {Fault} fault
 * @param {import('./execution.js').Execution} execution
 * @param {'before'|'after'} moment
 */
function strike(fault, execution, moment) {
  const at = fault.at ?? 'before';
  if (moment === 'before' && fault.delay) execution.spend(fault.delay);
  if (!at.endsWith(moment)) return;
  fault.run?.(execution);
  if (at.startsWith('die')) throw execution.die('killed');
  if (fault.error === undefined) return;
  const { message, ...extra } = typeof fault.error === 'string' ? { message: fault.error } : fault.error;
  throw execution.fail(message, extra);
}
