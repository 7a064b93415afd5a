// @ts-check
/**
 * Keeps the OAuth tokens that `ScriptApp.getOAuthToken` and the token endpoint have handed out, for Google's REST endpoints to check.
 *
 * It refuses no request itself.
 * Invariants: a token is opaque, belongs to one user, carries the scopes granted when it was made, and ends after an hour.
 *
 * Enforces: developers.google.com/apps-script/reference/script/script-app#getOAuthToken.
 */

import { randomHex } from '../runtime/clock.js';

const lifetimeMs = 3_600_000;
const addOn = 'the add-on';

export class AccessTokens {
  /** @type {Map<string, {user: import('../user.js').User, scopes: Set<string>, client: string, expiresAt: number}>} */
  #tokens = new Map();

  /** @param {import('../world.js').World} world */
  constructor(world) {
    this.world = world;
  }

  get state() {
    return [...this.#tokens].map(([token, { user, ...grant }]) => ({ ...grant, token, email: user.email }));
  }

  /** The users must already be in the world. @param {{token: string, email: string, scopes: Set<string>, client: string, expiresAt: number}[]} state */
  set state(state) {
    this.#tokens = new Map(state.map(({ token, email, ...grant }) => [token, { ...grant, user: this.world.user(email) }]));
  }

  /**
   * @param {import('../user.js').User} user
   * @param {Iterable<string>} scopes in full
   * @param {string} [client] who asked for the token: the add-on, or an OAuth client
   * @returns {string}
   */
  issue(user, scopes, client = addOn) {
    const token = `ya29.${randomHex(this.world.random, 64)}`;
    this.#tokens.set(token, { user, scopes: new Set(scopes), client, expiresAt: this.world.clock.now() + lifetimeMs });
    return token;
  }

  /**
   * @param {string} token
   * @returns {{user: import('../user.js').User, scopes: Set<string>} | undefined} undefined if the token isn't valid or has expired
   */
  lookup(token) {
    const grant = this.#tokens.get(token);
    return grant && grant.expiresAt > this.world.clock.now() ? grant : undefined;
  }

  /** @param {import('../user.js').User} user @param {string} [client] */
  revoke(user, client = addOn) {
    for (const [token, grant] of this.#tokens) if (grant.user === user && grant.client === client) this.#tokens.delete(token);
  }
}
