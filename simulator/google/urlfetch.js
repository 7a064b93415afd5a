// @ts-check
/**
 * UrlFetchApp: requests that leave the script.
 *
 * It answers none; `world.route` does.
 * Invariants: no URL outside the manifest's list is fetched; a transport error is thrown even with `muteHttpExceptions`; `fetchAll` is
 * one round trip and returns all answers or none, but every request is sent and has its effect.
 *
 * Enforces: developers.google.com/apps-script/reference/url-fetch/url-fetch-app, …/url-fetch/http-response,
 * developers.google.com/apps-script/manifest/allowlist-url, developers.google.com/apps-script/guides/services/quotas.
 */

import { gzipSync } from 'node:zlib';
import { costOf } from '../runtime/costs.js';
import { useQuota } from '../runtime/quotas.js';
import { checkArguments } from '../runtime/strict-objects.js';
import { TransportError } from '../runtime/transport.js';
import { matchesFetchPrefix } from '../runtime/url-prefix.js';
import { decode, makeBlob } from './blob.js';
import { readRequest } from './fetch-request.js';

/** @typedef {import('../runtime/execution.js').Execution} Execution */
/** @typedef {import('./fetch-request.js').FetchRequest} FetchRequest */
/** @typedef {import('../runtime/transport.js').HttpAnswer} HttpAnswer */

const scopes = [['script.external_request']];
const responseLimit = 50 * 1024 * 1024;
const redirectLimit = 20;
const shownResponse = 200;
const secretNames = /code|token|secret|state|pass|pin|key|assertion|verifier|challenge/i;

/**
 * @param {Execution} execution
 * @returns {unknown}
 */
export function makeUrlFetchApp(execution) {
  return execution.strict('UrlFetchApp', {
    ...execution.gaps('UrlFetchApp', ['addOAuthService', 'removeOAuthService']),
    fetch(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'UrlFetchApp.fetch', given, ['String'], ['String', 'Object?']);
      const request = readRequest(execution, String(given[0]), /** @type {Record<string, unknown>} */ (given[1] ?? {}));
      return send(execution, 'fetch', [request])[0];
    },
    fetchAll(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'UrlFetchApp.fetchAll', given, ['Array']);
      const requests = Array.from(/** @type {(string | Record<string, unknown>)[]} */ (given[0]), (one) => {
        if (typeof one === 'string') return readRequest(execution, one, {});
        if (typeof one?.url !== 'string') throw execution.fail('Attribute provided with no value: url');
        const { url, ...params } = one;
        return readRequest(execution, url, params);
      });
      return execution.toScriptArray(send(execution, 'fetchAll', requests));
    },
    getRequest(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'UrlFetchApp.getRequest', given, ['String'], ['String', 'Object?']);
      const { url, method, headers, payload, contentType, followRedirects, muteHttpExceptions } = readRequest(execution, String(given[0]), /** @type {Record<string, unknown>} */ (given[1] ?? {}));
      return execution.toScript({ url, method, headers, contentType, payload: payload?.toString(), followRedirects, muteHttpExceptions, validateHttpsCertificates: true, useIntranet: false });
    },
  });
}

/**
 * @param {Execution} execution
 * @param {'fetch'|'fetchAll'} method
 * @param {FetchRequest[]} requests
 * @returns {unknown[]}
 */
function send(execution, method, requests) {
  const shown = requests.map((request) => ({ method: request.method.toUpperCase(), url: withoutSecrets(request.url), status: /** @type {number | null} */ (null) }));
  const detail = method === 'fetch' ? shown[0] : shown;
  return execution.call({ service: 'UrlFetchApp', method, detail, counted: true, scopes, cost: costOf('UrlFetchApp', method) }, () => {
    for (const request of requests) checkAllowed(execution, request.url);
    if (!useQuota(execution.user, 'url fetch calls', execution.now(), requests.length)) throw execution.fail('Service invoked too many times for one day: urlfetch.');
    // All requests are sent before any answer is read, so the servers have acted even if the script gets an error and no answers.
    const results = requests.map((request) => attempt(execution, request));
    execution.spend(Math.max(0, ...results.map(({ waitedMs }) => waitedMs)));
    results.forEach(({ answer }, index) => {
      shown[index].status = answer?.status ?? null;
    });
    return results.map(({ answer, error }, index) => {
      if (error !== undefined) throw execution.fail(error);
      return respond(execution, requests[index], /** @type {HttpAnswer} */ (answer));
    });
  });
}

/**
 * @param {Execution} execution
 * @param {string} url
 */
function checkAllowed(execution, url) {
  const { urlFetchWhitelist } = execution.manifest;
  if (urlFetchWhitelist === undefined && execution.world.options.deployment === 'head') return;
  if (!(urlFetchWhitelist ?? []).some((prefix) => matchesFetchPrefix(url, prefix))) {
    throw execution.fail(`Request to ${url} failed because the URL has not been whitelisted in the script manifest.`);
  }
}

/**
 * @param {Execution} execution
 * @param {FetchRequest} request
 * @returns {{answer?: HttpAnswer, error?: string, waitedMs: number}}
 */
function attempt(execution, request) {
  const limitMs = request.timeoutSeconds * 1000;
  let waitedMs = 0;
  let { url, method, payload } = request;
  try {
    for (let hop = 0; hop <= redirectLimit; hop += 1) {
      const answer = execution.world.route({ method: method.toUpperCase(), url, headers: request.sentHeaders, body: payload?.toString() ?? null });
      waitedMs += answer.delayMs ?? 0;
      if (waitedMs > limitMs) return { error: `Timeout: ${request.url}`, waitedMs: limitMs };
      const location = answer.status >= 300 && answer.status < 400 && request.followRedirects ? header(answer, 'location') : undefined;
      if (location === undefined) return { answer, waitedMs };
      url = new URL(location, url).href;
      checkAllowed(execution, url);
      if (answer.status !== 307 && answer.status !== 308) [method, payload] = ['get', null];
    }
    return { error: `Bad request: ${request.url}`, waitedMs };
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    const timedOut = error.message.startsWith('Timeout: ');
    return { error: error.message, waitedMs: timedOut ? limitMs : waitedMs };
  }
}

/**
 * @param {Execution} execution
 * @param {FetchRequest} request
 * @param {HttpAnswer} answer
 */
function respond(execution, request, answer) {
  const { status, body } = answer;
  // An `Accept-Encoding: gzip` header set by the script turns off the platform's own decoding.
  const bytes = /gzip/i.test(request.sentHeaders['accept-encoding'] ?? '') ? gzipSync(body) : Buffer.from(body);
  if (bytes.length > responseLimit) throw execution.fail('Limit exceeded: URL Fetch response size.');
  if (status >= 400 && !request.muteHttpExceptions) {
    const { protocol, host } = new URL(request.url);
    const cut = bytes.toString().slice(0, shownResponse);
    throw execution.fail(`Request failed for ${protocol}//${host} returned code ${status}. Truncated server response: ${cut} (use muteHttpExceptions option to examine full response)`);
  }
  const charset = /charset=["']?([\w-]+)/i.exec(header(answer, 'content-type') ?? '')?.[1] ?? 'UTF-8';
  return execution.strict('UrlFetchApp.HTTPResponse', {
    ...execution.gaps('UrlFetchApp.HTTPResponse', ['getAs']),
    getAllHeaders: () => execution.toScript(answer.headers),
    getBlob: () => makeBlob(execution, bytes, header(answer, 'content-type') ?? null, null),
    getContent: () => execution.toScriptBytes(bytes),
    getContentText(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'UrlFetchApp.HTTPResponse.getContentText', given, [], ['String']);
      execution.compute(bytes.length);
      return decode(execution, bytes, String(given[0] ?? charset));
    },
    getHeaders: () => execution.toScript(answer.headers),
    getResponseCode: () => status,
  });
}

/**
 * @param {HttpAnswer} answer
 * @param {string} name in lower case
 * @returns {string | undefined}
 */
function header({ headers }, name) {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/**
 * @param {string} address
 * @returns {string}
 */
function withoutSecrets(address) {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (secretNames.test(name)) url.searchParams.set(name, '…');
  return `${url.origin}${url.pathname}${decodeURIComponent(url.search)}`;
}

