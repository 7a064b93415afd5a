// @ts-check
/**
 * Writes a world's state as JSON and reads it back.
 *
 * It knows no service: `World.state` says what belongs to a world.
 * Invariants: an object that the state refers to twice is still one object after reading; a state that JSON can't represent is refused
 * when it is written; a snapshot of another version is refused when it is read.
 */

import { stringify, unflatten } from 'devalue';

/** To be raised whenever the shape of the state changes. */
export const snapshotVersion = 1;

/**
 * @typedef {object} Snapshot
 * @property {number} version
 * @property {unknown[]} state in the flat form of the package devalue, which preserves maps, sets, absent members and shared objects
 */

/**
 * @param {object} state
 * @returns {Snapshot}
 */
export function writeSnapshot(state) {
  return { version: snapshotVersion, state: JSON.parse(stringify(state)) };
}

/**
 * @param {Snapshot} snapshot
 * @returns {any} a new graph with the same shape as the one given to `writeSnapshot`
 */
export function readSnapshot(snapshot) {
  if (snapshot?.version !== snapshotVersion || !Array.isArray(snapshot.state)) {
    throw new Error(`not a snapshot of version ${snapshotVersion}: it says ${JSON.stringify(snapshot?.version)}; take it again with this version of the simulator`);
  }
  return unflatten(snapshot.state);
}
