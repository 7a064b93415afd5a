// @ts-check
/**
 * Records what the add-on sends and stores in a journey: requests with the names of their fields, stored records with their members,
 * and keys of the cache. It fails where a secret is in a wrong place.
 *
 * It does not know what a name means: docs/privacy.md says that, and `mapped` reads that page's tables.
 *
 * Invariants: requests go only to hosts of Webex and Google; Webex's tokens are in the user's properties, the client secrets and the
 * directory's token in the script's properties, and nowhere else.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** @typedef {import('../../simulator/world.js').World} World */

/** The hosts that the manifest names. */
const hosts = new Set(['webexapis.com', 'www.googleapis.com', 'openidconnect.googleapis.com', 'accounts.google.com']);

/** The script properties that hold a secret. */
const own = new Set(['WEBEX_CLIENT_SECRET', 'GOOGLE_CLIENT_SECRET', 'DIRECTORY_TOKEN']);

/** A part of a path, unless it is the id of a meeting, a person or an event. @param {string} part */
const withoutId = (part) => (/[\d@%]/.test(part) && !/^(?:v\d|oauth2)$/.test(part) ? '{id}' : part);

/**
 * Starts to record a world. The returned function gives everything recorded so far, as sorted lines such as
 * `sent POST webexapis.com/v1/meetings title`.
 * @param {World} world
 * @returns {() => string[]}
 */
export function observe(world) {
  /** @type {Set<string>} */
  const seen = new Set();
  const secrets = new Set(['client-secret-1', 'google-secret-1']);
  const route = world.route.bind(world);
  world.route = (request) => {
    const url = new URL(request.url);
    assert.ok(url.protocol === 'https:' && hosts.has(url.hostname) && url.username === '', `a request went to ${url.origin}`);
    const where = `${request.method} ${url.hostname}${url.pathname.split('/').map(withoutId).join('/')}`;
    const names = [...[...url.searchParams.keys()].map((name) => `?${name}`), ...bodyNames(request)];
    seen.add(`sent ${where}`);
    for (const name of names) seen.add(`sent ${where} ${name}`);
    const answer = route(request);
    if (/\/(?:access_)?token$/.test(url.pathname)) for (const [, token] of String(answer.body).matchAll(/"(?:access|refresh)_token": ?"([^"]+)"/g)) secrets.add(token);
    return answer;
  };
  const run = world.run.bind(world);
  // Records are read right after each run, since a test may change them later.
  world.run = async (...given) => {
    const from = world.executions.length;
    const outcome = await run(...given);
    for (const { user, calls } of world.executions.slice(from)) {
      const written = calls.filter(({ service, method }) => service === 'Properties' && method === 'setProperties');
      for (const key of written.flatMap(({ detail }) => /** @type {any} */ (detail).keys)) {
        for (const name of memberNames(user.properties.get(key) ?? '')) seen.add(`stored ${family(key)} ${name}`);
      }
    }
    return outcome;
  };
  return () => {
    for (const { calls } of world.executions) {
      for (const { service, method, detail } of calls) {
        const given = /** @type {any} */ (detail) ?? {};
        if (service === 'Calendar' || service === 'GmailApp') for (const name of ['', ...(given.members ?? [])]) seen.add(`sent ${service}.${method} ${name}`.trim());
        if (service === 'Cache' && method === 'putAll') for (const key of given.keys) seen.add(`cached ${family(key)}`);
        if (service === 'Properties' && method === 'setProperties') for (const key of given.keys) seen.add(`stored ${family(key)}`);
      }
    }
    checkSecrets(world, secrets);
    return [...seen].sort();
  };
}

/** @param {{headers: Record<string, string>, body: string | null}} request */
function bodyNames({ headers, body }) {
  if (!body) return [];
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(body).keys()];
  return type.startsWith('application/json') ? memberNames(body) : [];
}

/**
 * The names of members as paths such as `invitees.email`; none for a text that isn't JSON.
 * @param {string} text
 * @returns {string[]}
 */
function memberNames(text) {
  /** @type {Set<string>} */
  const names = new Set();
  const walk = (/** @type {any} */ value, /** @type {string} */ path) => {
    if (Array.isArray(value)) value.forEach((item) => walk(item, path));
    else if (value && typeof value === 'object') Object.entries(value).forEach(([name, member]) => walk(member, path ? `${path}.${name}` : name));
    else if (path) names.add(path);
  };
  try {
    walk(JSON.parse(text), '');
  } catch {
    // Links are stored as lines, not as JSON.
  }
  return [...names];
}

/** The users for whom anything ran. @param {World} world */
const people = (world) => new Set(world.executions.map(({ user }) => user));

/** The family of a key: `links.7` is `links.*`. @param {string} key */
const family = (key) => key.replace(/^(aside\.\w+).*/, 'aside.*').replace(/^(\w+)\..*/, '$1.*');

/**
 * Searches for secrets in everything that a person or a log can show, and in all stores except their own.
 * @param {World} world
 * @param {Set<string>} secrets
 */
function checkSecrets(world, secrets) {
  const shown = JSON.stringify(world.executions.map(({ calls, outcome }) => [calls, outcome]));
  const kept = JSON.stringify([...people(world)].map(({ cache, properties }) => [[...cache], [...properties].filter(([key]) => !key.endsWith('tokens'))]));
  const settings = JSON.stringify([...world.scriptProperties].filter(([key]) => !own.has(key)));
  for (const secret of secrets) {
    for (const [where, text] of Object.entries({ 'a log, an error or an answer': shown, 'a store or the cache': kept, 'the script properties': settings })) {
      assert.ok(!text.includes(secret), `a secret is in ${where}`);
    }
  }
}

/**
 * The lines of `observe` that docs/privacy.md lacks.
 * @param {string[]} seen
 */
export function missingOf(seen) {
  const lines = mapped();
  const covers = (/** @type {string} */ line) => lines.has(line) || [...line.matchAll(/\./g)].some(({ index }) => lines.has(`${line.slice(0, index)}.*`));
  return [...new Set(seen)].filter((line) => !covers(line));
}

/**
 * Everything that docs/privacy.md names, in the form of `observe`; a name that ends in `.*` means all names below it.
 * @returns {Set<string>}
 */
export function mapped() {
  const page = readFileSync(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
  /** @type {Set<string>} */
  const all = new Set();
  for (const [, verb, what, members] of page.matchAll(/^\| (sent|stored|cached) \| `([^`]+)` \|([^|]*)\|/gm)) {
    all.add(`${verb} ${what}`);
    for (const [, name] of members.matchAll(/`([^`]+)`/g)) all.add(`${verb} ${what} ${name}`);
  }
  return all;
}
