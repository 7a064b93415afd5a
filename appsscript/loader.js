// @ts-check
/**
 * Turns the core's text into a running core and passes each entry point's call through it.
 *
 * It does not know what an entry point means, what the host can do or how an answer is drawn: those are the core's,
 * host.js's and render.js's. The core's text is MeetwrightCore_ in the generated core.js.
 *
 * Invariants: nothing runs before an entry point is called; one instance serves an execution; an instance that let an
 * exception out is never called again. Every execution is a cold start, so each step here is paid on every click.
 */

/**
 * The core of this execution, or the promise of one.
 * @type {Core | Promise<Core> | null}
 */
let core_ = null;

/**
 * Answers one entry point.
 *
 * The answer comes at once where the platform compiles WebAssembly synchronously, else as a promise: Apps Script awaits
 * the promises that entry points return (developers.google.com/apps-script/guides/v8-runtime).
 * @param {string} name the entry point's name
 * @param {any} argument what Google passed to it
 * @returns {any} what Google expects of it, or a promise of that
 */
function run_(name, argument) {
  const core = core_ || (core_ = load_());
  // Asking again after the promise, not its value, heeds a trap that another call met in the meantime.
  return 'handle' in core ? render_(ask_(core, name, argument)) : core.then(() => run_(name, argument));
}

/**
 * Asks the core. After an exception the instance is dropped, whatever the exception was: a trap, or an error thrown
 * across the module's frames, leaves the module's stack and borrows as they were in the middle of the call.
 * @param {Core} core
 * @param {string} name
 * @param {any} argument
 * @returns {any} the core's response
 */
function ask_(core, name, argument) {
  // Text crosses faster than an object, and what is no data, such as a function, stays behind.
  const text = JSON.stringify(argument) || 'null';
  try {
    return JSON.parse(core.handle(name, text, host_));
  } catch (error) {
    core_ = null;
    throw error;
  }
}

/**
 * Makes an instance of the core: synchronously, or by promise where the platform refuses that.
 * Bytes that are no module are refused both ways, with the same error.
 * @returns {Core | Promise<Core>}
 */
function load_() {
  const bytes = decodeBase64_(moduleText_(MeetwrightCore_.wasm));
  const glue = MeetwrightCore_.bind();
  let instance;
  try {
    instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), glue.imports);
  } catch (refusal) {
    return loadLater_(bytes, glue);
  }
  return glue.attach(instance);
}

/**
 * @param {Uint8Array} bytes
 * @param {CoreGlue} glue
 * @returns {Promise<Core>}
 */
function loadLater_(bytes, glue) {
  return WebAssembly.instantiate(bytes, glue.imports).then(
    (made) => (core_ = glue.attach(made.instance)),
    (error) => {
      core_ = null;
      throw error;
    },
  );
}

/**
 * The module's base64 text: a literal, or the comment of a function, in which `-` stands for `/`.
 * @param {string | (() => void)} held
 * @returns {string}
 */
function moduleText_(held) {
  if (typeof held === 'string') return held;
  const text = String(held);
  return text.slice(text.indexOf('/*') + 2, text.lastIndexOf('*/')).replace(/-/g, '/');
}

/**
 * Reads base64 as the assembler writes it: the standard alphabet, padded, no line breaks. It does not look for errors,
 * because the text is ours; WebAssembly refuses what a damaged text turns into.
 *
 * Utilities.base64Decode isn't used: it is a call of a service and yields an array of signed numbers.
 * @param {string} text
 * @returns {Uint8Array}
 */
function decodeBase64_(text) {
  if (typeof Uint8Array.fromBase64 === 'function') return Uint8Array.fromBase64(text);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const values = new Uint8Array(128);
  for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;
  const length = text.length;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  // One character a turn is the fastest of the loops measured in a cold engine, which is the only kind that runs this.
  // Padding has the value 0, and a write past the end of a typed array is dropped.
  for (let from = 0, to = 0, bits = 0; from < length; from++) {
    bits = (bits << 6) | values[text.charCodeAt(from)];
    if (from & 3) bytes[to++] = bits >> (6 - 2 * (from & 3));
  }
  return bytes;
}
