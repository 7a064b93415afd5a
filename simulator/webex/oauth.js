// @ts-check
/**
 * The sign-in page and the token endpoint.
 *
 * Does not serve the REST API. Draws no page: the caller says who signs in and what they decide.
 * Invariants: a code works once and for a short time; a challenge is S256 and requires its verifier; client id and secret are sent in a
 * form body; requested scopes are a subset of the registered ones; lifetimes are measured by the virtual clock.
 * Flow and lifetimes: developer.webex.com/docs/integrations, /docs/login-with-webex.
 */
import { createHash } from 'node:crypto';
import { Refusal, json, nothing } from './answers.js';
import { DAY, MINUTE } from './time.js';
import { randomText } from './model.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {{redirect: string} | {error: {status: number, message: string}}} PageOutcome */

export const ACCESS_LIFE = 14 * DAY;
export const REFRESH_LIFE = 90 * DAY;
export const CODE_LIFE = 5 * MINUTE;
const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Opens an authorize link as a browser would, with the person's decision.
 * @param {WebexService} webex
 * @param {string} link
 * @param {{email: string, decision?: 'allow' | 'deny'}} person
 * @returns {PageOutcome}
 */
export function authorizePage(webex, link, { email, decision = 'allow' }) {
  const url = new URL(link);
  if (url.origin !== 'https://webexapis.com' || url.pathname !== '/v1/authorize') throw new Error(`not simulated: page ${url.origin}${url.pathname}`);
  const query = url.searchParams;
  const page = (/** @type {string} */ message) => ({ error: { status: 400, message } });
  for (const name of new Set(query.keys())) if (query.getAll(name).length > 1) return page(`invalid_request: ${name} is given twice`);
  const integration = webex.integrations.get(query.get('client_id') ?? '');
  if (!integration) return page('invalid_client: unknown client_id');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!integration.redirectUris.includes(redirectUri)) return page('invalid_request: redirect_uri mismatch');

  const back = (/** @type {Record<string, string>} */ members) => {
    const target = new URL(redirectUri);
    for (const [name, value] of Object.entries(members)) target.searchParams.set(name, value);
    const state = query.get('state');
    if (state !== null) target.searchParams.set('state', state);
    return { redirect: target.toString() };
  };
  if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  // A plus sign is not a space in this parameter: the published form separates scopes by %20.
  const raw = /[?&]scope=([^&]*)/.exec(link)?.[1] ?? '';
  const scopes = decodeURIComponent(raw).split(' ').filter(Boolean);
  if (scopes.length === 0 || scopes.some((scope) => scope !== 'spark:kms' && !integration.scopes.includes(scope))) return back({ error: 'invalid_scope' });
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge !== null || method !== null) {
    if (method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge ?? '')) return back({ error: 'invalid_request', error_description: 'code_challenge' });
  }
  const account = webex.accounts.get(email.toLowerCase());
  if (!account) return { error: { status: 401, message: 'The email address is not known to Webex.' } };
  if (!integration.enabled) return { error: { status: 403, message: 'The administrator does not allow this integration.' } };
  if (decision === 'deny') return back({ error: 'access_denied' });

  const code = randomText(webex.random, 64);
  webex.codes.set(code, {
    code, email: account.email, clientId: integration.clientId, redirectUri, challenge, used: false,
    scopes: [...new Set(['spark:kms', ...scopes])], expires: webex.now() + CODE_LIFE,
  });
  return back({ code });
}

/**
 * Makes a pair of tokens and stores the grant.
 * @param {WebexService} webex
 * @param {{email: string, clientId: string, scopes: string[]}} grant
 */
export function issueTokens(webex, { email, clientId, scopes }) {
  const refresh = randomText(webex.random, 64, TOKEN_ALPHABET);
  const access = issueAccess(webex, { email, clientId, scopes });
  webex.refreshTokens.set(refresh, { token: refresh, email, clientId, scopes, ended: false, expires: webex.now() + REFRESH_LIFE, latestAccess: access });
  return tokenReply(access, refresh, scopes);
}

/** @param {WebexService} webex @param {{email: string, clientId: string, scopes: string[]}} grant */
function issueAccess(webex, { email, clientId, scopes }) {
  const token = randomText(webex.random, 64, TOKEN_ALPHABET);
  webex.accessTokens.set(token, { token, email, clientId, scopes, ended: false, expires: webex.now() + ACCESS_LIFE });
  return token;
}

/** @param {string} access @param {string | null} refresh @param {string[]} scopes */
function tokenReply(access, refresh, scopes) {
  return {
    access_token: access,
    expires_in: ACCESS_LIFE / 1000,
    ...(refresh === null ? {} : { refresh_token: refresh }),
    refresh_token_expires_in: REFRESH_LIFE / 1000,
    token_type: 'Bearer',
    scope: scopes.join(' '),
  };
}

/** @param {WebexService} webex @param {string} why */
function deadGrant(webex, why) {
  const [form, status] = String(webex.option('invalidGrant')).split(' ');
  return new Refusal(Number(status), why, form === 'oauth' ? { oauth: 'invalid_grant' } : {});
}

const FORM_MEMBERS = ['grant_type', 'client_id', 'client_secret', 'code', 'redirect_uri', 'code_verifier', 'refresh_token'];

/** @param {import('./model.js').Request} request */
function readForm(request) {
  const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new Refusal(415, 'Content-Type must be application/x-www-form-urlencoded.');
  /** @type {Record<string, string>} */
  const form = {};
  for (const [name, value] of new URLSearchParams(request.body ?? '')) {
    if (!FORM_MEMBERS.includes(name) || Object.hasOwn(form, name)) throw new Refusal(400, `parameter ${name}`, { oauth: 'invalid_request' });
    form[name] = value;
  }
  return form;
}

/**
 * POST /v1/access_token.
 * @param {WebexService} webex
 * @param {import('./model.js').Request} request
 */
export function tokenEndpoint(webex, request) {
  const form = readForm(request);
  const integration = webex.integrations.get(form.client_id ?? '');
  if (!integration || integration.secret !== form.client_secret) throw new Refusal(401, 'client authentication failed', { oauth: 'invalid_client' });
  if (form.grant_type === 'authorization_code') return redeemCode(webex, form);
  if (form.grant_type === 'refresh_token') return refresh(webex, form);
  throw new Refusal(400, `grant_type ${form.grant_type}`, { oauth: 'unsupported_grant_type' });
}

/** @param {WebexService} webex @param {Record<string, string>} form */
function redeemCode(webex, form) {
  const code = webex.codes.get(form.code ?? '');
  if (!code || code.used || code.clientId !== form.client_id || code.expires <= webex.now()) throw deadGrant(webex, 'The authorization code is invalid or expired.');
  if (code.redirectUri !== form.redirect_uri) throw deadGrant(webex, 'redirect_uri does not match.');
  // From here on the code is used up, even if its verifier is wrong.
  code.used = true;
  if (code.challenge !== null) {
    const verifier = form.code_verifier ?? '';
    const proof = createHash('sha256').update(verifier).digest('base64url');
    if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || proof !== code.challenge) throw deadGrant(webex, 'code_verifier does not match.');
  } else if (form.code_verifier !== undefined) throw deadGrant(webex, 'code_verifier without a challenge.');
  return json(issueTokens(webex, code));
}

/** @param {WebexService} webex @param {Record<string, string>} form */
function refresh(webex, form) {
  const old = webex.refreshTokens.get(form.refresh_token ?? '');
  const integration = webex.integrations.get(form.client_id);
  if (!old || old.ended || old.clientId !== form.client_id || old.expires <= webex.now() || !integration?.enabled || !webex.accounts.has(old.email)) {
    throw deadGrant(webex, 'The refresh token is invalid or expired.');
  }
  if (webex.option('narrowedScopes') === 'dropped') old.scopes = old.scopes.filter((scope) => scope === 'spark:kms' || integration.scopes.includes(scope));
  const access = issueAccess(webex, old);
  const replaced = webex.accessTokens.get(old.latestAccess);
  if (replaced && webex.option('oldAccessToken') === 'ended') replaced.ended = true;
  const answer = webex.option('refreshReply');
  if (answer === 'rotated') {
    old.ended = true;
    const fresh = randomText(webex.random, 64, TOKEN_ALPHABET);
    webex.refreshTokens.set(fresh, { ...old, token: fresh, ended: false, expires: webex.now() + REFRESH_LIFE, latestAccess: access });
    return json(tokenReply(access, fresh, old.scopes));
  }
  old.expires = webex.now() + REFRESH_LIFE;
  old.latestAccess = access;
  return json(tokenReply(access, answer === 'absent' ? null : old.token, old.scopes));
}

/**
 * Revokes all tokens that an integration has for a person.
 * @param {WebexService} webex @param {string} email @param {string} clientId
 */
export function endGrant(webex, email, clientId) {
  for (const one of [...webex.accessTokens.values(), ...webex.refreshTokens.values(), ...webex.codes.values()]) {
    if (one.email !== email || one.clientId !== clientId) continue;
    if ('used' in one) one.used = true;
    else one.ended = true;
  }
}

/**
 * POST https://idbroker.webex.com/idb/oauth2/v1/revoke, if the switch says that it exists.
 * @param {WebexService} webex
 * @param {import('./model.js').Request} request
 */
export function revokeEndpoint(webex, request) {
  const basic = /^Basic (\S+)$/.exec(request.headers.authorization ?? '');
  const [clientId, secret] = Buffer.from(basic?.[1] ?? '', 'base64').toString('utf8').split(':');
  const integration = webex.integrations.get(clientId);
  if (!integration || integration.secret !== secret) throw new Refusal(401, 'client authentication failed', { oauth: 'invalid_client' });
  const token = new URLSearchParams(request.body ?? '').get('token') ?? '';
  const known = webex.accessTokens.get(token) ?? webex.refreshTokens.get(token);
  if (known && known.clientId === clientId) endGrant(webex, known.email, clientId);
  return nothing();
}
