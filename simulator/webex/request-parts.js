// @ts-check
/**
 * The parts of a request: JSON body, query, the `timezone` header, and pages of a list.
 *
 * Knows no endpoint.
 * Invariants: a body without its media type is 415, broken JSON 400; a query parameter outside its table is refused, or ignored if a
 * switch says so; a page has at most 100 items, and its only link is `rel="next"`.
 * Pages: developer.webex.com/docs/basics#pagination.
 */
import { Refusal } from './answers.js';
import { readKind } from './fields.js';
import { isZone } from './time.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/**
 * A query as read with its table of parameters.
 * @typedef {object} QueryMembers
 * @property {string} [hostEmail]
 * @property {string} [meetingId]
 * @property {string} [meetingSeriesId]
 * @property {string} [meetingNumber]
 * @property {string} [webLink]
 * @property {string} [meetingType]
 * @property {string} [scheduledType]
 * @property {string} [templateType]
 * @property {string} [siteUrl]
 * @property {string} [locale]
 * @property {string} [integrationTag]
 * @property {string} [from]
 * @property {string} [to]
 * @property {string} [state]
 * @property {string} [userEmail]
 * @property {boolean} [current]
 * @property {boolean} [panelist]
 * @property {boolean} [sendEmail]
 * @property {boolean} [defaultSite]
 * @property {boolean} [isModified]
 * @property {number} [max]
 * @property {string} [cursor]
 */
/** @typedef {QueryMembers & {[name: string]: string | number | boolean | undefined}} Query */
/** @typedef {Record<string, 'string' | 'boolean' | 'number' | 'date' | readonly string[]>} QueryTable */

/** @param {WebexService} webex @returns {'rejected' | 'ignored'} */
export function unknownRule(webex) {
  return webex.option('unknownMembers') === 'ignored' ? 'ignored' : 'rejected';
}

/** @param {Call} call */
function mediaType(call) {
  return (call.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** @param {Call} call @param {string[]} types */
export function readJson(call, types = ['application/json']) {
  if (!types.includes(mediaType(call))) throw new Refusal(415, `Content type '${mediaType(call)}' not supported`);
  try {
    return JSON.parse(call.text ?? '');
  } catch {
    throw new Refusal(400, 'The request body is not valid JSON.');
  }
}

/**
 * @param {WebexService} webex
 * @param {Call} call
 * @param {import('./fields.js').ObjectKind} kind
 */
export function readBody(webex, call, kind) {
  return readKind(readJson(call), kind, 'body', { unknown: unknownRule(webex) });
}

/**
 * Reads the query with its table and converts numbers and booleans.
 * @param {WebexService} webex
 * @param {Call} call
 * @param {QueryTable} table
 * @returns {Query}
 */
export function readQuery(webex, call, table) {
  /** @type {Query} */
  const read = {};
  for (const [name, value] of Object.entries(call.query)) {
    if (name === 'cursor') {
      read.cursor = value;
      continue;
    }
    const kind = table[name];
    if (!kind) {
      if (unknownRule(webex) === 'ignored') continue;
      throw new Refusal(400, `Parameter '${name}' is not supported.`);
    }
    read[name] = readValue(name, value, kind);
  }
  return read;
}

/** @param {string} name @param {string} value @param {QueryTable[string]} kind */
function readValue(name, value, kind) {
  if (kind === 'boolean') {
    if (value !== 'true' && value !== 'false') throw new Refusal(400, `Parameter '${name}' must be a boolean.`);
    return value === 'true';
  }
  if (kind === 'number') {
    if (!/^\d+$/.test(value)) throw new Refusal(400, `Parameter '${name}' must be a number.`);
    return Number(value);
  }
  if (Array.isArray(kind) && !kind.includes(value)) throw new Refusal(400, `Parameter '${name}' must be one of ${kind.join(', ')}.`);
  return value;
}

/** The zone in which a reply prints times. @param {Call} call */
export function replyZone(call) {
  const zone = call.headers.timezone;
  if (zone === undefined) return 'UTC';
  if (!isZone(zone)) throw new Refusal(400, `Header 'timezone' is not a valid time zone: '${zone}'.`);
  return zone;
}

/**
 * Selects the items of a page and makes its Link header.
 * @template T
 * @param {WebexService} webex
 * @param {Call} call
 * @param {T[]} items
 * @param {Query} query
 * @returns {{items: T[], headers: Record<string, string>}}
 */
export function page(webex, call, items, query) {
  const max = query.max ?? 10;
  if (max < 1 || max > 100) throw new Refusal(400, "Parameter 'max' must be between 1 and 100.");
  const offset = query.cursor === undefined ? 0 : Number(Buffer.from(query.cursor, 'base64url').toString());
  if (!Number.isInteger(offset) || offset < 0) throw new Refusal(400, "Parameter 'cursor' is invalid.");
  const end = offset + max;
  const full = end <= items.length && offset < items.length;
  const more = webex.option('lastPage') === 'exact' ? end < items.length : full;
  /** @type {Record<string, string>} */
  const headers = {};
  if (more) {
    const next = new URL(call.url);
    next.searchParams.set('cursor', Buffer.from(String(end)).toString('base64url'));
    headers.Link = `<${next}>; rel="next"`;
  }
  return { items: items.slice(offset, end), headers };
}
