// @ts-check
/** Encodings, digests, dates, sleeping: the results of Utilities and its errors. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, valueOf, worldOf } from './inline-addon.js';

const code = `
  function call([name, ...args]) { return Utilities[name](...args); }
  function format([ms, zone, pattern]) { return Utilities.formatDate(new Date(ms), zone, pattern); }
  function digest([algorithm, ...args]) { return Utilities.base64Encode(Utilities.computeDigest(Utilities.DigestAlgorithm[algorithm], ...args)); }
  function blob(data) { const b = Utilities.newBlob(data); return [b.getBytes(), b.getDataAsString(), b.getContentType()]; }
  function typed() { return Utilities.base64Encode(new Uint8Array([1, 2])); }
  function ascii() { return Utilities.base64Encode('aé', Utilities.Charset.US_ASCII); }
  function sleep(ms) { const before = Date.now(); Utilities.sleep(ms); return Date.now() - before; }
  function hmac(args) { return Utilities.base64Encode(Utilities.computeHmacSignature(Utilities.MacAlgorithm.HMAC_SHA_1, ...args)); }
`;
const world = worldOf(code);
const call = (/** @type {any[]} */ ...args) => valueOf(world, 'call', args);
const refused = (/** @type {any[]} */ ...args) => failureOf(world, 'call', args);

test('bytes are signed in both directions', async () => {
  assert.deepEqual(await call('base64Decode', '/wCA'), [-1, 0, -128]);
  assert.equal(await call('base64Encode', [-1, 0, -128]), '/wCA');
  assert.equal(await refused('base64Encode', [255]), 'Exception: Cannot convert 255 to byte.');
  assert.match(await failureOf(world, 'typed'), /don't match the method signature for Utilities\.base64Encode/);
});

test('texts are encoded as UTF-8, or as asked', async () => {
  assert.equal(await call('base64Encode', 'é'), 'w6k=');
  assert.equal(await valueOf(world, 'ascii'), Buffer.from('a?').toString('base64'));
});

test('the web-safe alphabet and the other one aren\'t mixed', async () => {
  assert.equal(await call('base64EncodeWebSafe', [-1, -17, -65]), '_--_');
  assert.deepEqual(await call('base64DecodeWebSafe', '_--_'), [-1, -17, -65]);
  assert.deepEqual(await call('base64DecodeWebSafe', 'AQ'), [1]);
  assert.equal(await refused('base64Decode', '_--_'), 'Exception: Could not decode string.');
  assert.equal(await refused('base64DecodeWebSafe', '/++/'), 'Exception: Could not decode string.');
  assert.equal(await refused('base64Decode', 'A'), 'Exception: Could not decode string.');
});

test('digests and signatures are those of the algorithms', async () => {
  assert.equal(await valueOf(world, 'digest', ['SHA_256', 'abc']), 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
  assert.equal(await valueOf(world, 'digest', ['MD5', [97, 98, 99]]), 'kAFQmDzST7DWlj99KOF/cg==');
  assert.deepEqual((await call('computeHmacSha256Signature', 'data', 'key')).slice(0, 3), [0x50, 0x31, -2]);
  assert.equal(await valueOf(world, 'hmac', ['data', 'key']), 'EEFSxb/coHvGM+69RhmfAlXJ9J0=');
  assert.match(await refused('computeHmacSha256Signature', 'data', [1]), /don't match the method signature/);
});

test('blobs turn text into bytes and back', async () => {
  assert.deepEqual(await valueOf(world, 'blob', 'é€'), [[-61, -87, -30, -126, -84], 'é€', 'text/plain']);
  assert.deepEqual(await valueOf(world, 'blob', [65]), [[65], 'A', null]);
});

test('dates are formatted with Java\'s letters in the given zone', async () => {
  const at = Date.parse('2026-03-02T04:05:06.078Z');
  const cases = /** @type {[string, string, string][]} */ ([
    ['UTC', "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", '2026-03-02T04:05:06.078Z'],
    ['Europe/Berlin', 'EEE, d MMM yy h:mm a Z', 'Mon, 2 Mar 26 5:05 AM +0100'],
    ['America/New_York', 'EEEE MMMM dd u D H k K XXX', 'Sunday March 01 7 60 23 23 11 -05:00'],
    ['Asia/Kolkata', 'XXX XX X', '+05:30 +0530 +05'],
    ['UTC', "X ''yyyy'' 'o''clock'", "Z '2026' o'clock"],
    ['GMT+3', 'HH', '07'],
    ['GMT-03:30', 'HH:mm', '00:35'],
    ['Nowhere/Land', 'HH Z', '04 +0000'],
    ['europe/berlin', 'HH', '04'],
    ['+02:00', 'HH', '04'],
  ]);
  for (const [zone, pattern, text] of cases) assert.equal(await valueOf(world, 'format', [at, zone, pattern]), text, `${zone} ${pattern}`);
});

test('daylight saving time is that of the day', async () => {
  for (const [day, offset] of [['2026-03-29T00:59:59Z', '+0100'], ['2026-03-29T01:00:00Z', '+0200']]) {
    assert.equal(await valueOf(world, 'format', [Date.parse(day), 'Europe/Berlin', 'Z']), offset);
  }
});

test('a letter that Java does not know is an error', async () => {
  assert.equal(await failureOf(world, 'format', [0, 'UTC', 'yyyy-bb']), "Exception: Illegal pattern character 'b'");
  assert.equal(await failureOf(world, 'format', [0, 'UTC', "HH 'h"]), 'Exception: Unterminated quote');
  await assert.rejects(valueOf(worldOf(code), 'format', [0, 'UTC', 'YYYY']), /not simulated: Utilities\.formatDate with the letter Y/);
});

test('sleeping lets the clock run and nothing else', async () => {
  assert.equal(await valueOf(world, 'sleep', 1500), 1500);
  assert.equal(await failureOf(world, 'sleep', 300_001), 'Exception: Invalid argument: 300001');
});
