// @ts-check
/**
 * Google's sign-in page and token endpoint, for OAuth clients that an administrator has registered.
 *
 * It draws no page: the caller says who signs in and what they decide. It makes no identity tokens: the scope `openid` is not simulated, and
 * neither are service accounts and device codes. The add-on's own consent and tokens are elsewhere (access-tokens.js).
 * Invariants: a code works once, for ten minutes, with the redirect address of its request; a refresh token is issued with offline access
 * at the first consent, or when consent is asked for again; a revoked grant never becomes valid again.
 *
 * Enforces: developers.google.com/identity/protocols/oauth2/web-server (parameters, errors, refresh) and
 * developers.google.com/identity/protocols/oauth2#expiration (100 refresh tokens for each account and client).
 */

import { createHash } from 'node:crypto';
import { randomHex } from '../runtime/clock.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../runtime/transport.js').HttpRequest} HttpRequest */
/** @typedef {import('../runtime/transport.js').HttpAnswer} HttpAnswer */
/** @typedef {{ clientId: string, secret: string, redirectUris: string[], name?: string }} Client */
/** @typedef {{ email: string, clientId: string, scopes: string[] }} Grant */
/** @typedef {Grant & { redirectUri: string, challenge: string | null, refreshable: boolean, expires: number }} Code */
/** @typedef {{ redirect: string } | { error: { status: number, message: string } }} PageOutcome */

const codeLifeMs = 600_000;
const refreshTokenLimit = 100;
const PAGES = ['/o/oauth2/v2/auth', '/o/oauth2/auth'];
const PARAMETERS = [
  'client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'access_type', 'prompt', 'login_hint', 'include_granted_scopes', 'hd', 'code_challenge',
  'code_challenge_method',
];
/** The addresses of the token endpoint. The first one is the old address. */
const ENDPOINTS = ['accounts.google.com/o/oauth2/token', 'oauth2.googleapis.com/token', 'www.googleapis.com/oauth2/v4/token'];

export class GoogleSignIn {
  /** @type {Map<string, Client>} */
  clients = new Map();
  /** @type {Map<string, Code>} */
  #codes = new Map();
  /** The refresh tokens, oldest first. @type {Map<string, Grant>} */
  #refreshTokens = new Map();
  /** The scopes that a person has granted to a client so far. @type {Map<string, Set<string>>} */
  #consents = new Map();

  /** @param {World} world */
  constructor(world) {
    this.world = world;
  }

  get state() {
    return { clients: this.clients, codes: this.#codes, refreshTokens: this.#refreshTokens, consents: this.#consents };
  }

  set state({ clients, codes, refreshTokens, consents }) {
    this.clients = clients;
    this.#codes = codes;
    this.#refreshTokens = refreshTokens;
    this.#consents = consents;
  }

  /** @param {Client} client */
  registerClient(client) {
    for (const uri of client.redirectUris) if (!/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)[:/])[^#*]*$/.test(uri)) throw new Error(`no redirect URI: ${uri}`);
    this.clients.set(client.clientId, client);
  }

  /**
   * Opens a sign-in link as a browser would, with the person's decision.
   * @param {string} link
   * @param {{ email: string, decision?: 'allow' | 'deny' }} person
   * @returns {PageOutcome}
   */
  authorizePage(link, { email, decision = 'allow' }) {
    const url = new URL(link);
    if (url.origin !== 'https://accounts.google.com' || !PAGES.includes(url.pathname)) throw new Error(`not simulated: page ${url.origin}${url.pathname}`);
    const query = url.searchParams;
    const page = (/** @type {number} */ status, /** @type {string} */ message) => ({ error: { status, message: `Error ${status}: ${message}` } });
    for (const name of new Set(query.keys())) {
      if (!PARAMETERS.includes(name)) throw new Error(`not simulated: the sign-in parameter ${name}`);
      if (query.getAll(name).length > 1) return page(400, 'invalid_request');
    }
    const client = this.clients.get(query.get('client_id') ?? '');
    if (!client) return page(401, 'invalid_client');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!client.redirectUris.includes(redirectUri)) return page(400, 'redirect_uri_mismatch');
    if (query.get('response_type') !== 'code') return page(400, 'unsupported_response_type');
    const scopes = (query.get('scope') ?? '').split(' ').filter(Boolean);
    if (scopes.length === 0 || scopes.some((scope) => !/^https:\/\/www\.googleapis\.com\/auth\/\S+$/.test(scope) && scope !== 'openid')) return page(400, 'invalid_scope');
    if (scopes.includes('openid')) throw new Error('not simulated: identity tokens');
    const challenge = query.get('code_challenge');
    if (challenge !== null && (query.get('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge))) return page(400, 'invalid_request');
    const { email: account } = this.world.user(email);
    const back = (/** @type {Record<string, string>} */ members) => {
      const target = new URL(redirectUri);
      const state = query.get('state');
      for (const [name, value] of Object.entries({ ...(state !== null && { state }), ...members })) target.searchParams.set(name, value);
      return { redirect: target.toString() };
    };
    if (decision === 'deny') return back({ error: 'access_denied' });
    const { clientId } = client;
    const key = consentKey(account, clientId);
    const before = this.#consents.get(key) ?? new Set();
    const again = query.get('prompt')?.split(' ').includes('consent') === true || scopes.some((scope) => !before.has(scope));
    this.#consents.set(key, new Set([...before, ...scopes]));
    const granted = query.get('include_granted_scopes') === 'true' ? [...new Set([...scopes, ...before])] : scopes;
    const code = `4/0${randomHex(this.world.random, 70)}`;
    const refreshable = query.get('access_type') === 'offline' && again;
    this.#codes.set(code, { email: account, clientId, scopes: granted, redirectUri, challenge, refreshable, expires: this.world.clock.now() + codeLifeMs });
    return back({ code, scope: granted.join(' ') });
  }

  /** Revokes everything that a person has granted to a client. @param {string} email @param {string} clientId */
  revoke(email, clientId) {
    this.#consents.delete(consentKey(email, clientId));
    for (const [token, grant] of this.#refreshTokens) if (grant.email === email && grant.clientId === clientId) this.#refreshTokens.delete(token);
    this.world.accessTokens.revoke(this.world.user(email), clientId);
  }

  /**
   * Answers a request to the token endpoint.
   * @param {HttpRequest} request
   * @returns {HttpAnswer}
   */
  handle({ method, url, headers, body }) {
    const { host, pathname, search } = new URL(url);
    if (!ENDPOINTS.includes(host + pathname)) throw new Error(`not simulated: ${method} ${host}${pathname}`);
    if (method.toUpperCase() !== 'POST') return refuse(404, 'invalid_request', 'Not Found');
    if (search !== '') throw new Error('not simulated: a token request with parameters in its URL');
    if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return refuse(400, 'invalid_request', 'Could not determine client ID from request.');
    const form = new URLSearchParams(body ?? '');
    for (const name of new Set(form.keys())) if (form.getAll(name).length > 1) return refuse(400, 'invalid_request', `Parameter specified more than once: ${name}`);
    const [clientId, secret] = credentials(form, headers);
    if (clientId === null) return refuse(400, 'invalid_request', 'Could not determine client ID from request.');
    const client = this.clients.get(clientId);
    if (!client) return refuse(401, 'invalid_client', 'The OAuth client was not found.');
    if (secret === null) return refuse(400, 'invalid_request', 'client_secret is missing.');
    if (secret !== client.secret) return refuse(401, 'invalid_client', 'Unauthorized');
    const type = form.get('grant_type');
    if (type === 'authorization_code') return this.#redeem(client, form);
    if (type === 'refresh_token') return this.#refresh(client, form);
    return type === null ? missing('grant_type') : refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${type}`);
  }

  /** @param {Client} client @param {URLSearchParams} form */
  #redeem(client, form) {
    const text = form.get('code');
    if (text === null) return missing('code');
    if (form.get('redirect_uri') === null) return missing('redirect_uri');
    const code = this.#codes.get(text);
    if (!code || code.clientId !== client.clientId) return refuse(400, 'invalid_grant', 'Malformed auth code.');
    if (code.expires <= this.world.clock.now()) return refuse(400, 'invalid_grant', 'Bad Request');
    if (code.redirectUri !== form.get('redirect_uri')) return refuse(400, 'redirect_uri_mismatch', 'Bad Request');
    if (code.challenge !== null) {
      const verifier = form.get('code_verifier');
      if (verifier === null) return refuse(400, 'invalid_grant', 'Missing code verifier.');
      if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge) return refuse(400, 'invalid_grant', 'Invalid code verifier.');
    }
    // A code works once. Google calls a used code malformed or a bad request; the error code is the same for both.
    this.#codes.delete(text);
    return this.#answer(code, code.refreshable ? this.#newRefreshToken(code) : undefined);
  }

  /** @param {Client} client @param {URLSearchParams} form */
  #refresh(client, form) {
    const token = form.get('refresh_token');
    if (token === null) return missing('refresh_token');
    const grant = this.#refreshTokens.get(token);
    if (!grant) return refuse(400, 'invalid_grant', 'Token has been expired or revoked.');
    if (grant.clientId !== client.clientId) return refuse(401, 'unauthorized_client', 'Unauthorized');
    if (form.get('scope') !== null) throw new Error('not simulated: a refresh with fewer scopes');
    return this.#answer(grant);
  }

  /** @param {Grant} grant */
  #newRefreshToken({ email, clientId, scopes }) {
    const token = `1//0${randomHex(this.world.random, 80)}`;
    const own = [...this.#refreshTokens].filter(([, grant]) => grant.email === email && grant.clientId === clientId);
    if (own.length >= refreshTokenLimit) this.#refreshTokens.delete(own[0][0]);
    this.#refreshTokens.set(token, { email, clientId, scopes });
    return token;
  }

  /** @param {Grant} grant @param {string} [refreshToken] */
  #answer({ email, clientId, scopes }, refreshToken) {
    const accessToken = this.world.accessTokens.issue(this.world.user(email), scopes, clientId);
    return json(200, {
      access_token: accessToken, expires_in: 3599, ...(refreshToken && { refresh_token: refreshToken }), scope: scopes.join(' '), token_type: 'Bearer',
    });
  }
}

/** @param {string} email @param {string} clientId */
const consentKey = (email, clientId) => `${email} ${clientId}`;

/** Reads the client's credentials from the form or from a Basic authorization header. @param {URLSearchParams} form @param {Record<string, string>} headers @returns {[string | null, string | null]} */
function credentials(form, headers) {
  const basic = /^Basic +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
  const [id, ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return [id, secret.join(':')];
}

/** @param {string} name */
const missing = (name) => refuse(400, 'invalid_request', `Missing required parameter: ${name}`);

/** @param {number} status @param {string} error @param {string} description */
function refuse(status, error, description) {
  return json(status, { error, error_description: description });
}

/** @param {number} status @param {object} body @returns {HttpAnswer} */
function json(status, body) {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body, null, 2) };
}
