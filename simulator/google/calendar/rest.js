// @ts-check
/**
 * Calendar API v3 over HTTP: https://www.googleapis.com/calendar/v3/…
 *
 * The methods themselves are in api.js. Batches, uploads and the paths of other collections throw "not simulated"; paths that the API
 * itself doesn't have are answered with 404.
 *
 * Invariants: a request without a valid token is answered with 401, even if its calendar or event doesn't exist; a token without a
 * suitable scope with 403; all errors have Google's JSON envelope.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference, …/api/guides/errors.
 */
import { fullScope } from '../../runtime/scopes.js';
import { METHODS, request as perform } from './api.js';
import { badRequest, CalendarError, insufficientScopes, invalidCredentials } from './errors.js';

const PREFIX = '/calendar/v3/';
const ROUTES = /** @type {{ verb: string, path: RegExp, method: string }[]} */ ([
  { verb: 'GET', path: /^calendars\/(?<calendarId>[^/]+)\/events$/, method: 'events.list' },
  { verb: 'POST', path: /^calendars\/(?<calendarId>[^/]+)\/events$/, method: 'events.insert' },
  { verb: 'POST', path: /^calendars\/(?<calendarId>[^/]+)\/events\/import$/, method: 'events.import' },
  { verb: 'GET', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)$/, method: 'events.get' },
  { verb: 'GET', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)\/instances$/, method: 'events.instances' },
  { verb: 'PATCH', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)$/, method: 'events.patch' },
  { verb: 'PUT', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)$/, method: 'events.update' },
  { verb: 'DELETE', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)$/, method: 'events.delete' },
  { verb: 'POST', path: /^calendars\/(?<calendarId>[^/]+)\/events\/(?<eventId>[^/]+)\/move$/, method: 'events.move' },
  { verb: 'GET', path: /^users\/me\/settings$/, method: 'settings.list' },
  { verb: 'GET', path: /^users\/me\/settings\/(?<setting>[^/]+)$/, method: 'settings.get' },
]);
const OTHERS = /^(calendars(\/|$)|users\/me\/calendarList|colors$|freeBusy$|channels\/|.*\/(watch|quickAdd|acl)(\/|$))/;
const BODIES = ['events.insert', 'events.import', 'events.patch', 'events.update'];

/**
 * Answers a request to the Calendar API.
 * @param {import('../../world.js').World} world
 * @param {{ method: string, url: string, headers: Record<string, string>, body: string | null }} request header names in lower case
 * @returns {{ status: number, headers: Record<string, string>, body: string }}
 */
export function handleCalendarRest(world, request) {
  try {
    const { name, parameters, query } = route(request);
    const email = authorize(world, request, METHODS[name].scopes);
    if (request.headers['if-none-match'] !== undefined) throw new Error('not simulated: the header if-none-match');
    const answer = perform(world.calendars, { email, byScript: true }, name, {
      ...parameters,
      destination: query.destination === undefined ? undefined : String(query.destination),
      query: without(query, name === 'events.move' ? ['destination'] : []),
      body: BODIES.includes(name) ? readJson(request) : undefined,
      ifMatch: request.headers['if-match'],
    });
    if (answer === undefined) return { status: 204, headers: {}, body: '' };
    return json(200, answer, answer.etag ? { etag: answer.etag } : {});
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    return json(error.code, { error: error.envelope() }, {});
  }
}

/** @param {{ method: string, url: string }} request */
function route({ method, url }) {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.startsWith(PREFIX)) throw new Error(`not simulated: ${method} ${pathname}`);
  const path = pathname.slice(PREFIX.length);
  for (const { verb, path: pattern, method: name } of ROUTES) {
    const match = verb === method.toUpperCase() ? pattern.exec(path) : null;
    if (!match) continue;
    const parameters = Object.fromEntries(Object.entries(match.groups ?? {}).map(([key, text]) => [key, decode(text)]));
    return { name, parameters, query: readQuery(searchParams, name) };
  }
  if (OTHERS.test(path)) throw new Error(`not simulated: ${method} ${pathname}`);
  throw new CalendarError(404, 'notFound', 'Not Found');
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest();
  }
}

/** @param {URLSearchParams} parameters @param {string} name @returns {Record<string, unknown>} */
function readQuery(parameters, name) {
  /** @type {Record<string, unknown>} */
  const query = {};
  for (const key of new Set(parameters.keys())) {
    const values = parameters.getAll(key);
    if (['key', 'prettyPrint', 'quotaUser', 'userIp'].includes(key)) continue;
    if (key === 'alt' && values[0] === 'json') continue;
    if (['alt', 'oauth_token', 'access_token', 'callback'].includes(key)) throw new Error(`not simulated: the query parameter ${key}`);
    query[key] = METHODS[name].query[key] === 'strings' ? values : values[values.length - 1];
  }
  return query;
}

/** @param {import('../../world.js').World} world @param {{ headers: Record<string, string> }} request @param {string[]} scopes @returns {string} the caller's address */
function authorize(world, { headers }, scopes) {
  const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const grant = token === undefined ? null : world.accessTokens.lookup(token);
  if (!grant) throw invalidCredentials();
  const granted = new Set(Array.from(grant.scopes, fullScope));
  if (!scopes.some((scope) => granted.has(fullScope(scope)))) throw insufficientScopes();
  return grant.user.email;
}

/** @param {{ headers: Record<string, string>, body: string | null }} request */
function readJson({ headers, body }) {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) throw badRequest();
  try {
    const value = JSON.parse(body ?? '');
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // Leads to the same error as a body that isn't an object.
  }
  throw new CalendarError(400, 'parseError', 'Parse Error');
}

/** @param {Record<string, unknown>} query @param {string[]} names */
function without(query, names) {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
}

/** @param {number} status @param {unknown} value @param {Record<string, string>} headers */
function json(status, value, headers) {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: `${JSON.stringify(value, null, status < 400 ? 1 : 2)}\n`,
  };
}
