// @ts-check
/**
 * Keeps the world's time and its randomness, both repeatable.
 *
 * It never looks at the machine's clock.
 * Invariants: time never goes back; the same seed gives the same numbers.
 */

export class Clock {
  #now;

  /** @param {number | string} start milliseconds since the epoch, or an ISO date */
  constructor(start) {
    this.#now = typeof start === 'number' ? start : Date.parse(start);
    if (!Number.isInteger(this.#now)) throw new Error(`not a start time: ${start}`);
  }

  /** @returns {number} milliseconds since the epoch */
  now() {
    return this.#now;
  }

  /** @param {number} ms */
  advance(ms) {
    if (!(ms >= 0)) throw new Error(`time can't advance by ${ms} ms`);
    this.#now += Math.round(ms);
  }

  get state() {
    return this.#now;
  }

  /** Sets the clock to any time, also an earlier one, because a restored world continues from its own time. @param {number} now */
  set state(now) {
    this.#now = now;
  }

  /** @param {number} time a time in the past changes nothing */
  advanceTo(time) {
    if (time > this.#now) this.advance(time - this.#now);
  }
}

/**
 * A source of numbers in [0, 1). The next numbers depend only on its state.
 * @typedef {(() => number) & {state: number}} Dice
 */

/**
 * A seeded generator (mulberry32).
 * @param {number} seed
 * @returns {Dice}
 */
export function seededRandom(seed) {
  const dice = () => {
    dice.state = (dice.state + 0x6d2b79f5) >>> 0;
    let mixed = dice.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
  dice.state = seed >>> 0;
  return dice;
}

/**
 * @param {() => number} random
 * @param {number} length
 * @returns {string} lower-case hexadecimal digits
 */
export function randomHex(random, length) {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}
