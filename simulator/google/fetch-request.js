// @ts-check
/**
 * Turns the arguments that a script passes to UrlFetchApp into a request, or refuses them.
 *
 * It sends nothing.
 * Invariants: unknown attributes are refused; sizes are checked before anything is sent; the names of sent headers are in lower case.
 *
 * Enforces: developers.google.com/apps-script/reference/url-fetch/url-fetch-app (advanced parameters) and
 * developers.google.com/apps-script/guides/services/quotas (2 KB of URL, 100 headers, 8 KB of header, 50 MB of body).
 */

import { blobBytes, fromScriptBytes } from './blob.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */

/**
 * @typedef {object} FetchRequest
 * @property {string} url
 * @property {string} method in lower case
 * @property {Record<string, string>} headers as given
 * @property {Record<string, string>} sentHeaders
 * @property {string} contentType
 * @property {Buffer | null} payload
 * @property {boolean} muteHttpExceptions
 * @property {boolean} followRedirects
 * @property {number} timeoutSeconds
 */

const attributes = ['contentType', 'headers', 'method', 'payload', 'useIntranet', 'validateHttpsCertificates', 'followRedirects', 'muteHttpExceptions', 'escaping', 'timeoutSeconds'];
const booleans = ['useIntranet', 'validateHttpsCertificates', 'followRedirects', 'muteHttpExceptions', 'escaping'];
const methods = ['get', 'delete', 'patch', 'post', 'put'];
const ownHeaders = ['host', 'content-length'];
const urlLimit = 2_082;
const headerCount = 100;
const headerLimit = 8 * 1024;
const payloadLimit = 50 * 1024 * 1024;

/**
 * @param {Execution} execution
 * @param {string} url
 * @param {Record<string, unknown>} params
 * @returns {FetchRequest}
 */
export function readRequest(execution, url, params) {
  const invalid = (/** @type {string} */ name) => execution.fail(`Attribute provided with invalid value: ${name}`);
  for (const name of Object.keys(params)) if (!attributes.includes(name)) throw invalid(name);
  for (const name of booleans) if (params[name] !== undefined && typeof params[name] !== 'boolean') throw invalid(name);
  if (url === '') throw execution.fail('Attribute provided with no value: url');
  if (url.length > urlLimit) throw execution.fail('Limit Exceeded: URLFetch URL Length.');
  const sentUrl = checkedUrl(execution, url, params.escaping !== false);
  const method = params.method === undefined ? 'get' : String(params.method).toLowerCase();
  if (!methods.includes(method)) throw invalid('method');
  if (params.contentType !== undefined && typeof params.contentType !== 'string') throw invalid('contentType');
  const headers = checkedHeaders(execution, params.headers ?? {});
  const payload = params.payload === undefined || params.payload === null ? null : bodyOf(execution, params.payload);
  if (payload !== null && method === 'get') throw invalid('payload');
  if (payload !== null && payload.length > payloadLimit) throw execution.fail('Limit exceeded: URL Fetch POST size.');
  const longest = execution.world.options.urlFetchTimeoutSeconds;
  const timeoutSeconds = params.timeoutSeconds ?? longest;
  if (typeof timeoutSeconds !== 'number' || !(timeoutSeconds > 0)) throw invalid('timeoutSeconds');
  const contentType = params.contentType ?? 'application/x-www-form-urlencoded';
  const sentHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (payload !== null && (params.contentType !== undefined || sentHeaders['content-type'] === undefined)) sentHeaders['content-type'] = contentType;
  return {
    url: sentUrl, method, headers, sentHeaders, contentType, payload,
    muteHttpExceptions: params.muteHttpExceptions === true,
    followRedirects: params.followRedirects !== false,
    timeoutSeconds: Math.min(timeoutSeconds, longest),
  };
}

/**
 * @param {Execution} execution
 * @param {string} url
 * @param {boolean} escaping
 * @returns {string}
 */
function checkedUrl(execution, url, escaping) {
  if (!/^https?:\/\/[^/?#]/i.test(url) || !URL.canParse(url) || (!escaping && /[\s"<>\\^`{|}]/.test(url))) throw execution.fail(`Invalid argument: ${url}`);
  return url.replace(/[\s"<>\\^`{|}]|[^\0-\x7f]+/g, (part) => encodeURIComponent(part));
}

/**
 * @param {Execution} execution
 * @param {unknown} given
 * @returns {Record<string, string>}
 */
function checkedHeaders(execution, given) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw execution.fail('Attribute provided with invalid value: headers');
  /** @type {[string, string][]} */
  const entries = Object.entries(given).map(([name, value]) => {
    const text = String(value);
    const good = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[\r\n\0]/.test(text) && value !== null && value !== undefined;
    if (!good || ownHeaders.includes(name.toLowerCase())) throw execution.fail(`Attribute provided with invalid value: Header:${name}`);
    if (Buffer.byteLength(name) + Buffer.byteLength(text) > headerLimit) throw execution.fail('Limit exceeded: URL Fetch header size.');
    return [name, text];
  });
  if (entries.length > headerCount) throw execution.fail('Limit exceeded: URL Fetch headers.');
  return Object.fromEntries(entries);
}

/**
 * @param {Execution} execution
 * @param {unknown} payload
 * @returns {Buffer}
 */
function bodyOf(execution, payload) {
  if (typeof payload === 'string') return Buffer.from(payload);
  if (Array.isArray(payload)) return fromScriptBytes(execution, payload);
  const blob = blobBytes(payload);
  if (blob) return Buffer.from(blob);
  if (typeof payload !== 'object') throw execution.fail('Attribute provided with invalid value: payload');
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(/** @type {object} */ (payload))) {
    if (typeof value === 'object' && value !== null) throw execution.gap('UrlFetchApp.fetch with a multipart payload');
    fields.append(name, String(value));
  }
  return Buffer.from(fields.toString());
}
