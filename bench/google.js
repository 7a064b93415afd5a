// @ts-nocheck: a classic script for a bare context, whose globals no type package describes.
/**
 * The services that the event card needs, answering at once from memory: a script that runs in the add-on's context before it.
 *
 * It is no simulator: it knows one user, one event and no rule. What it answers was recorded in the simulator (bench/stage.js),
 * and it costs the core and the plain card the same. CardService only remembers what it is told, so that drawing costs
 * what the shims cost.
 *
 * Invariant: what is not recorded throws.
 */

/** What bench/cold.js puts here: `{properties, event, offset, now}`. @type {any} */
var recorded_ = JSON.parse(recordedText_);

Date.now = () => recorded_.now;

/** @type {any} */
var PropertiesService = {
  getUserProperties: () => ({ getProperties: () => Object.assign({}, recorded_.properties) }),
};

/** @type {any} */
var Calendar = {
  Events: {
    get(calendar, id) {
      if (calendar !== recorded_.calendar || id !== recorded_.event.id) throw new Error('Not Found');
      return recorded_.event;
    },
  },
};

/** @type {any} */
var Utilities = {
  formatDate(_date, zone, format) {
    if (zone !== recorded_.zone || format !== 'Z') throw new Error('not recorded: ' + zone + ' ' + format);
    return recorded_.offset;
  },
  getUuid: () => '01234567-89ab-4def-8123-456789abcdef',
  computeDigest: () => new Array(32).fill(7),
  DigestAlgorithm: { SHA_256: 'SHA_256' },
};

/** Something whose every setter can be called and is remembered. @param {string} kind */
function built_(kind) {
  return new Proxy({ kind, told: [] }, builder_);
}

/** @type {ProxyHandler<any>} */
var builder_ = {
  get(target, name, self) {
    if (name === 'told' || name === 'kind') return target[name];
    return (...values) => {
      if (name === 'build') return target;
      target.told.push([name, values]);
      return self;
    };
  },
};

/** @type {any} */
var CardService = new Proxy(
  {
    OnClose: { NOTHING: 1, RELOAD: 2 },
    OpenAs: { FULL_SIZE: 1, OVERLAY: 2 },
    TextButtonStyle: { OUTLINED: 1, BORDERLESS: 2, FILLED: 3, FILLED_TONAL: 4 },
  },
  { get: (enumerations, name) => enumerations[name] || (() => built_(String(name))) },
);

/** @type {any} */
var console = { log: () => undefined };
