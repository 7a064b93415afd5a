// @ts-check
/**
 * Writes a world's state as JSON and reads it back.
 *
 * It knows no service: `World.state` says what belongs to a world. Invariants: what is shared in the state is shared after reading it back;
 * a state that JSON can't hold is refused when it is written; a snapshot of another version is refused when it is read.
 */

import { stringify, unflatten } from 'devalue';

/** Changes with the shape of the state. */
export const snapshotVersion = 1;

/**
 * @typedef {object} Snapshot
 * @property {number} version
 * @property {unknown[]} state flat, in the form of the package devalue: maps, sets, absent members and shared objects survive in it
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
 * @returns {any} a graph of its own, of the shape that `writeSnapshot` was given
 */
export function readSnapshot(snapshot) {
  if (snapshot?.version !== snapshotVersion || !Array.isArray(snapshot.state)) {
    throw new Error(`not a snapshot of version ${snapshotVersion}: it says ${JSON.stringify(snapshot?.version)}; take it again with this version of the simulator`);
  }
  return unflatten(snapshot.state);
}
