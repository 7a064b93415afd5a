// @ts-check
/**
 * Random choices that are the same for the same seed.
 *
 * Invariant: each entry of a world's script has its own seed, so that leaving one out does not change the others.
 */

import { seededRandom } from '../../simulator/runtime/clock.js';

export class Dice {
  /** @param {number} seed */
  constructor(seed) {
    this.next = seededRandom(seed);
  }

  /** A whole number from `low` to `high`, both included. @param {number} low @param {number} high */
  int(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @param {number} share */
  chance(share) {
    return this.next() < share;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /** One of the list, chosen in proportion to its weight. @template {{weight?: number}} T @param {readonly T[]} list @returns {T} */
  weighted(list) {
    let left = this.next() * list.reduce((sum, one) => sum + (one.weight ?? 1), 0);
    return list.find((one) => (left -= one.weight ?? 1) < 0) ?? list[list.length - 1];
  }

  /** A seed for other dice. */
  seed() {
    return this.int(1, 0x7fffffff);
  }
}
