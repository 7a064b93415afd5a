// @ts-check
/**
 * Compares the injected UTF-8 classes with the platform's own, which follow the same standard.
 * It does not test the glue that uses them; the engine tests run that.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ours from '../../scripts/utf8.js';

/** Random numbers that are the same on every run, so that a failure can be repeated. */
function numbers(seed = 1) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
}

const encoder = new TextEncoder();

test('any string, lone surrogates included, is encoded as the platform does', () => {
  const below = numbers();
  const ranges = [[0, 0x80], [0x80, 0x800], [0x800, 0xd800], [0xd800, 0xdc00], [0xdc00, 0xe000], [0xe000, 0x10000]];
  for (let round = 0; round < 20000; round++) {
    let text = '';
    for (let left = below(12); left > 0; left--) {
      const [from, to] = ranges[below(ranges.length)];
      text += String.fromCharCode(from + below(to - from));
    }
    assert.deepEqual([...new ours.TextEncoder().encode(text)], [...encoder.encode(text)], JSON.stringify(text));
  }
});

test('a buffer takes only the whole characters that fit', () => {
  const text = 'a\u00e9\u20ac\u{1f600}\ud800b';
  for (let room = 0; room <= 16; room++) {
    const own = new Uint8Array(room);
    const platform = new Uint8Array(room);
    assert.deepEqual(new ours.TextEncoder().encodeInto(text, own), encoder.encodeInto(text, platform));
    assert.deepEqual(own, platform);
  }
});

test('any bytes are decoded as the platform does, ill-formed ones included', () => {
  const below = numbers(2);
  const leads = [0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff];
  const edges = [0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf];
  for (let round = 0; round < 40000; round++) {
    const bytes = Uint8Array.from({ length: below(9) }, () => {
      const kind = below(3);
      return kind === 0 ? leads[below(leads.length)] : kind === 1 ? edges[below(edges.length)] : below(256);
    });
    for (const ignoreBOM of [false, true]) {
      const expected = new TextDecoder('utf-8', { ignoreBOM }).decode(bytes);
      assert.equal(new ours.TextDecoder('utf-8', { ignoreBOM }).decode(bytes), expected, bytes.join(' '));
    }
  }
});

test('a fatal decoder refuses exactly what the platform refuses', () => {
  const below = numbers(3);
  const fatal = { fatal: true };
  const answer = (/** @type {() => string} */ decode) => {
    try {
      return decode();
    } catch (error) {
      return error instanceof TypeError ? 'TypeError' : String(error);
    }
  };
  for (let round = 0; round < 20000; round++) {
    const bytes = encoder.encode(String.fromCodePoint(below(0xd800), 0x10000 + below(0x100000)));
    if (below(2)) bytes[below(bytes.length)] = below(256);
    const expected = answer(() => new TextDecoder('utf-8', fatal).decode(bytes));
    assert.equal(answer(() => new ours.TextDecoder('utf-8', fatal).decode(bytes)), expected, bytes.join(' '));
  }
});

test('a long text is the same after encoding and decoding', () => {
  const text = 'Besprechung \u2013 \ud68c\uc758 \u{1f600} \u05e4\u05d2\u05d9\u05e9\u05d4 '.repeat(20000);
  assert.equal(new ours.TextDecoder().decode(new ours.TextEncoder().encode(text)), text);
});

test('unsupported options are refused', () => {
  assert.throws(() => new ours.TextDecoder('utf-16le'), RangeError);
  assert.throws(() => new ours.TextDecoder().decode(new Uint8Array(1), { stream: true }), TypeError);
  assert.equal(new ours.TextDecoder().decode(), '');
});
