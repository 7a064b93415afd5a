// @ts-check
/**
 * UTF-8 for a JavaScript that has neither TextEncoder nor TextDecoder, as Apps Script's has not.
 *
 * The assembler injects these two classes wherever wasm-bindgen's glue names the platform's; nothing else uses them.
 * They follow the WHATWG Encoding Standard (encoding.spec.whatwg.org) for UTF-8, whole inputs only: no other encodings
 * and no streaming, which throw.
 *
 * Invariants: a lone surrogate is written as U+FFFD; each maximal ill-formed sequence is read as one U+FFFD, or refused
 * with a TypeError when `fatal`; a byte order mark is dropped unless `ignoreBOM`. The text of this file is ASCII without
 * escapes, because it ends in a script that Apps Script stores.
 */

const REPLACEMENT = 0xfffd;

/** Code units gathered before they become a string: short of every engine's limit on arguments. */
const CHUNK = 4096;

/** ASCII bytes in a row that are taken as a run. */
const WORTHWHILE = 4;

export class TextEncoder {
  /**
   * @param {string} text
   * @returns {Uint8Array}
   */
  encode(text = '') {
    const bytes = new Uint8Array(text.length * 3);
    return bytes.slice(0, this.encodeInto(text, bytes).written);
  }

  /**
   * Writes as many whole characters as fit.
   * @param {string} text
   * @param {Uint8Array} bytes
   * @returns {{read: number, written: number}} code units read, bytes written
   */
  encodeInto(text, bytes) {
    const length = text.length;
    const room = bytes.length;
    let read = 0;
    let written = 0;
    while (read < length) {
      let code = text.charCodeAt(read);
      let units = 1;
      if (code >= 0xd800 && code <= 0xdfff) {
        const low = code <= 0xdbff && read + 1 < length ? text.charCodeAt(read + 1) : 0;
        if (low >= 0xdc00 && low <= 0xdfff) {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
          units = 2;
        } else {
          code = REPLACEMENT;
        }
      }
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > room) break;
      if (size === 1) {
        bytes[written] = code;
      } else {
        let shift = 6 * (size - 1);
        bytes[written] = [0, 0, 0xc0, 0xe0, 0xf0][size] | (code >> shift);
        for (let at = 1; at < size; at++) {
          shift -= 6;
          bytes[written + at] = 0x80 | ((code >> shift) & 0x3f);
        }
      }
      written += size;
      read += units;
    }
    return { read, written };
  }
}

export class TextDecoder {
  /**
   * @param {string} label
   * @param {{fatal?: boolean, ignoreBOM?: boolean}} options
   */
  constructor(label = 'utf-8', options = {}) {
    if (!/^utf-?8$/i.test(label)) throw new RangeError('unsupported encoding: ' + label);
    this.fatal = Boolean(options.fatal);
    this.ignoreBOM = Boolean(options.ignoreBOM);
  }

  /**
   * @param {Uint8Array} [bytes]
   * @param {{stream?: boolean}} [options]
   * @returns {string}
   */
  decode(bytes, options) {
    if (options && options.stream) throw new TypeError('streaming is not supported');
    if (bytes === undefined) return '';
    const length = bytes.length;
    let at = !this.ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    let text = '';
    /** @type {number[]} */
    let units = [];
    while (at < length) {
      // Most of what crosses the boundary is ASCII; taking it run by run halves the time in a cold engine.
      const run = asciiRun(bytes, at, Math.min(length, at + CHUNK));
      if (run - at >= WORTHWHILE) {
        if (units.length > 0) {
          text += toText(units);
          units = [];
        }
        text += toText(bytes.subarray(at, run));
        at = run;
        continue;
      }
      let code = bytes[at++];
      if (code >= 0x80) {
        const lead = code;
        let missing = lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : -1;
        // The byte after some leads has a narrower range: no overlong forms, no surrogates, nothing above U+10FFFF.
        let lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
        let highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
        code = lead & (0x3f >> Math.max(missing, 0));
        while (missing > 0 && at < length && bytes[at] >= lowest && bytes[at] <= highest) {
          code = (code << 6) | (bytes[at++] & 0x3f);
          lowest = 0x80;
          highest = 0xbf;
          missing--;
        }
        if (missing !== 0) {
          if (this.fatal) throw new TypeError('the bytes are not UTF-8');
          code = REPLACEMENT;
        }
      }
      if (code > 0xffff) {
        units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
      } else {
        units.push(code);
      }
      if (units.length >= CHUNK) {
        text += toText(units);
        units = [];
      }
    }
    return units.length > 0 ? text + toText(units) : text;
  }
}

/**
 * Finds where a run of ASCII ends.
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
function asciiRun(bytes, from, to) {
  let end = from;
  while (end < to && bytes[end] < 0x80) end++;
  return end;
}

/** @param {ArrayLike<number>} units */
function toText(units) {
  return String.fromCharCode.apply(null, /** @type {number[]} */ (units));
}
