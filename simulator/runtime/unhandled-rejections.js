// @ts-check
/**
 * Prevents a script's rejected promises from ending node, because Apps Script ignores them.
 *
 * Rejections of the simulator or of a test stay visible: their promises belong to node's own realm, a script's to its scope. Invariant:
 * nothing else in the process is changed. The handler covers the whole process because V8 reports the rejections of all scopes to node.
 */

const emit = process.emit;

/**
 * @this {NodeJS.Process}
 * @param {unknown[]} given
 */
process.emit = /** @type {typeof process.emit} */ (
  function emitQuietly(/** @type {unknown[]} */ ...given) {
    if (given[0] === 'unhandledRejection' && !(given[2] instanceof Promise)) return true;
    return Reflect.apply(emit, process, given);
  }
);
