// @ts-check
/**
 * Keeps a script's rejected promises from ending node, as Apps Script keeps silent about them.
 *
 * It hides no rejection of the simulator or of a test: those promises are node's own, a script's are its scope's.
 * Invariant: nothing else of the process is changed. There is no narrower door: V8 reports the rejections of all scopes to node.
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
