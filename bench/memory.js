// @ts-check
/**
 * How much memory the module takes for a run over a list of ten thousand events of three thousand links, through the built bundle.
 *
 * Its host is the plain interface of the rim (pkg/meetwright_wasm.d.ts) and answers from memory; no Google service is imitated.
 * Called as `node bench/memory.js ADDON_FOLDER`; prints JSON.
 */

import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const buckets = 56;
const page = 2500;
const calendar = 'host@example.com';
const now = Date.parse('2026-03-02T09:00:00Z');

const id = (/** @type {number} */ number) => `event${String(number).padStart(21, '0')}`;
const hex = (/** @type {number} */ number) => createHash('md5').update(String(number)).digest('hex');
const packed = (/** @type {number} */ number) => Buffer.from(hex(number), 'hex').toString('base64url');

/** @param {number} number @param {boolean} isLinked */
function event(number, isLinked) {
  const start = new Date(now + (number % 200) * 3_600_000).toISOString();
  const end = new Date(now + (number % 200) * 3_600_000 + 1_800_000).toISOString();
  const uri = `https://acme.webex.com/acme/j.php?MTID=m${hex(number)}`;
  const ours = {
    conferenceId: String(number),
    conferenceSolution: { key: { type: 'addOn' }, name: 'Webex Meeting' },
    entryPoints: [{ entryPointType: 'video', uri }],
    parameters: { addOnParameters: { parameters: { meeting: hex(number), event: id(number) } } },
  };
  return {
    id: id(number), status: 'confirmed', etag: `"${number}"`, iCalUID: `${id(number)}@google.com`, summary: `Meeting number ${number}`,
    start: { dateTime: start, timeZone: 'Europe/Paris' }, end: { dateTime: end, timeZone: 'Europe/Paris' },
    organizer: { email: calendar, self: true }, creator: { email: calendar, self: true },
    attendees: Array.from({ length: 8 }, (_, guest) => ({ email: `guest-${guest}@example.com` })),
    ...(isLinked && { conferenceData: ours }),
  };
}

/** @param {number} count */
function links(count) {
  /** @type {Record<string, string[]>} */
  const lines = {};
  for (let number = 0; number < count; number++) {
    const bucket = createHash('sha256').update(id(number)).digest()[0] % buckets;
    (lines[`links.${bucket}`] ??= []).push([id(number), 0, packed(number), 'l', 'tcyyo', 'aaaaaabbbbbbcccccc', 'tczzz'].join('|'));
  }
  return Object.fromEntries(Object.entries(lines).map(([key, value]) => [key, value.join('\n')]));
}

/**
 * Runs one change trigger.
 * @param {string} addon the assembled add-on's folder
 * @param {number} events
 * @param {number} linked
 */
export function peak(addon, events, linked) {
  const read = (/** @type {string} */ name) => readFileSync(join(addon, name), 'utf8');
  const properties = {
    account: JSON.stringify({ google: calendar, webex: calendar, site: 'acme.webex.com', zone: 'Europe/Paris', locale: 'en' }),
    tokens: JSON.stringify({ access: 'access', refresh: 'refresh', expires: now / 1000 + 1_000_000 }),
    settings: JSON.stringify({ kind: 'meeting' }),
    calendars: JSON.stringify([{ id: calendar, token: 'sync-1' }]),
    ...links(linked),
  };
  const seen = { lists: 0, requests: 0, said: /** @type {string[]} */ ([]) };
  let time = now;
  const host = {
    now: () => time,
    sleep: (/** @type {number} */ milliseconds) => void (time += milliseconds),
    zoneOffsets: (/** @type {string} */ _zone, /** @type {number} */ from) => Float64Array.of(from, 3600),
    entropy: (/** @type {number} */ length) => new Uint8Array(length),
    acquireLock: () => true,
    releaseLock: () => undefined,
    propertiesLoad: () => JSON.stringify(properties),
    propertiesSave: (/** @type {string} */ _scope, /** @type {object} */ entries) => void Object.assign(properties, entries),
    cacheGetAll: () => '{}',
    texts: () => [],
    log: (/** @type {string} */ line) => void seen.said.push(line),
    calendarList: (/** @type {string} */ _calendar, /** @type {{pageToken?: string}} */ { pageToken }) => {
      seen.lists += 1;
      const from = Number(pageToken ?? 0);
      const items = Array.from({ length: Math.min(page, events - from) }, (_, at) => event(from + at, from + at < linked));
      const more = from + page < events;
      return JSON.stringify({ timeZone: 'Europe/Paris', items, ...(more ? { nextPageToken: String(from + page) } : { nextSyncToken: 'sync-2' }) });
    },
    fetchAll: (/** @type {{url: string}[]} */ requests) => {
      seen.requests += requests.length;
      // The first batch is as large as any other: the clock then tells the run that its time is over.
      time += 300_000;
      return JSON.stringify(requests.map(({ url }) => ({ status: 200, headers: [], body: JSON.stringify({ id: url.split('/').pop(), items: [], webLink: 'https://acme.webex.com/m' }) })));
    },
  };
  const context = vm.createContext({});
  for (const name of ['core.js', 'loader.js']) vm.runInContext(read(name), context);
  const load = vm.runInContext(
    `() => {
      const glue = MeetwrightCore_.bind();
      const instance = new WebAssembly.Instance(new WebAssembly.Module(decodeBase64_(moduleText_(MeetwrightCore_.wasm))), glue.imports);
      return { core: glue.attach(instance), memory: instance.exports.memory };
    }`,
    context,
  );
  const { core, memory } = load();
  const started = performance.now();
  core.handle('onCalendarChange', JSON.stringify({ calendarId: calendar }), host);
  return { events, links: linked, bytes: memory.buffer.byteLength, milliseconds: Math.round(performance.now() - started), ...seen };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(peak(process.argv[2], 10_000, 3_000)));
}
