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
  computeDigest: (_algorithm, text) => digests_(text),
  base64EncodeWebSafe: (bytes) => base64_(bytes),
  DigestAlgorithm: { SHA_256: 'SHA_256' },
  Charset: { UTF_8: 'UTF_8' },
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

/** The first digits of the fractions of the roots of primes, with which SHA-256 begins and mixes (FIPS 180-4, sections 4.2.2 and 5.3.3). */
var primes_ = [];
for (let number = 2; primes_.length < 64; number += 1) {
  if (primes_.every((prime) => number % prime !== 0)) primes_.push(number);
}
var fraction_ = (root) => Math.floor((root - Math.floor(root)) * 4294967296) | 0;
var mixed_ = primes_.map((prime) => fraction_(Math.cbrt(prime)));

/** The SHA-256 digest of an ASCII text or of bytes, as signed bytes. @param {string | number[]} given @returns {number[]} */
function digests_(given) {
  const bytes = typeof given === 'string' ? [...unescape(encodeURIComponent(given))].map((one) => one.charCodeAt(0)) : given.map((one) => one & 255);
  const length = bytes.length * 8;
  bytes.push(128);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(shift > 31 ? 0 : (length >>> shift) & 255);
  const hash = primes_.slice(0, 8).map((prime) => fraction_(Math.sqrt(prime)));
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let start = 0; start < bytes.length; start += 64) {
    const words = [];
    for (let index = 0; index < 64; index += 1) {
      if (index < 16) {
        const at = start + index * 4;
        words.push((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]);
        continue;
      }
      const [far, near] = [words[index - 15], words[index - 2]];
      const first = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
      const second = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
      words.push((words[index - 16] + first + words[index - 7] + second) | 0);
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let index = 0; index < 64; index += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + mixed_[index] + words[index]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => { hash[index] = (hash[index] + word) | 0; });
  }
  return hash.flatMap((word) => [24, 16, 8, 0].map((shift) => ((word >>> shift) << 24) >> 24));
}

/** @param {number[]} bytes */
function base64_(bytes) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bits = bytes.map((byte) => (byte & 255).toString(2).padStart(8, '0')).join('');
  const text = bits.match(/.{1,6}/g).map((six) => digits[parseInt(six.padEnd(6, '0'), 2)]).join('');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
