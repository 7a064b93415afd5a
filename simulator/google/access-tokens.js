// @ts-check
/**
 * Keeps the OAuth tokens that `ScriptApp.getOAuthToken` has handed out, for Google's REST endpoints to check.
 *
 * It refuses no request itself. Invariants: a token is opaque, belongs to one user, carries the scopes granted when it was made, and
 * ends after an hour.
 *
 * Enforces: developers.google.com/apps-script/reference/script/script-app#getOAuthToken.
 */

import { randomHex } from '../runtime/clock.js';

const lifetimeMs = 3_600_000;

export class AccessTokens {
  /** @type {Map<string, {user: import('../user.js').User, scopes: Set<string>, expiresAt: number}>} */
  #tokens = new Map();

  /** @param {import('../world.js').World} world */
  constructor(world) {
    this.world = world;
  }

  /**
   * @param {import('../user.js').User} user
   * @param {Iterable<string>} scopes
   * @returns {string}
   */
  issue(user, scopes) {
    const token = `ya29.${randomHex(this.world.random, 64)}`;
    this.#tokens.set(token, { user, scopes: new Set(scopes), expiresAt: this.world.clock.now() + lifetimeMs });
    return token;
  }

  /**
   * @param {string} token
   * @returns {{user: import('../user.js').User, scopes: Set<string>} | undefined} undefined for a token that isn't valid (any more)
   */
  lookup(token) {
    const grant = this.#tokens.get(token);
    return grant && grant.expiresAt > this.world.clock.now() ? grant : undefined;
  }

  /** @param {import('../user.js').User} user */
  revoke(user) {
    for (const [token, grant] of this.#tokens) if (grant.user === user) this.#tokens.delete(token);
  }
}
