// @ts-check
/**
 * Makes state tokens and checks the answers that return with them to `/usercallback`.
 *
 * It talks to no authorization server.
 * Invariants: a token is opaque; it is valid for this project and the user who made it until its timeout (60 seconds, or up to an hour);
 * with an invalid token no function runs.
 *
 * Enforces: developers.google.com/apps-script/reference/script/state-token-builder.
 */

import { randomHex } from '../runtime/clock.js';
import { checkArguments } from '../runtime/strict-objects.js';

const defaultSeconds = 60;
const mostSeconds = 3_600;
const invalid = 'The state token is invalid or has expired. Please try again.';

/** @typedef {{email: string, scriptId: string, method: string, args: Record<string, string>, expiresAt: number}} StateToken */

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @returns {unknown}
 */
export function makeStateTokenBuilder(execution) {
  const { world, user } = execution;
  const name = 'ScriptApp.StateTokenBuilder';
  /** @type {string | null} */
  let method = null;
  let seconds = defaultSeconds;
  /** @type {Record<string, string>} */
  const args = {};
  const builder = execution.strict(name, {
    withMethod(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, `${name}.withMethod`, given, ['String']);
      method = String(given[0]);
      return builder;
    },
    withArgument(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, `${name}.withArgument`, given, ['String', 'String']);
      args[String(given[0])] = String(given[1]);
      return builder;
    },
    withTimeout(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, `${name}.withTimeout`, given, ['Integer']);
      seconds = Math.trunc(Number(given[0]));
      if (seconds < 1 || seconds > mostSeconds) throw execution.fail(`Invalid argument: ${given[0]}`);
      return builder;
    },
    createToken() {
      return execution.call({ service: 'ScriptApp', method: 'newStateToken.createToken', detail: { method }, counted: false }, () => {
        if (method === null) throw execution.fail('The callback method must be set before the token is created.');
        const token = `ADEpC8${randomHex(world.random, 120)}`;
        world.stateTokens.set(token, { email: user.email, scriptId: world.scriptId, method, args: { ...args }, expiresAt: world.clock.now() + seconds * 1000 });
        return token;
      });
    },
  });
  return builder;
}

/**
 * @param {import('../world.js').World} world
 * @param {import('../user.js').User} user the user signed in to the browser that opens the address
 * @param {string} address
 * @returns {{error: string} | {method: string, request: object}}
 */
export function acceptCallback(world, user, address) {
  const url = new URL(address);
  const project = /^\/(?:a\/[^/]+\/|macros\/)d\/([^/]+)\/usercallback$/.exec(url.pathname)?.[1];
  if (url.protocol !== 'https:' || url.host !== 'script.google.com' || project === undefined) throw new Error(`not a callback address: ${address}`);
  const token = world.stateTokens.get(url.searchParams.get('state') ?? '');
  const good = token && token.email === user.email && token.scriptId === project && world.clock.now() < token.expiresAt;
  if (!good) return { error: invalid };
  /** @type {Record<string, string[]>} */
  const parameters = {};
  for (const [key, value] of url.searchParams) if (key !== 'state') (parameters[key] ??= []).push(value);
  for (const [key, value] of Object.entries(token.args)) parameters[key] = [value];
  const parameter = Object.fromEntries(Object.entries(parameters).map(([key, [first]]) => [key, first]));
  return { method: token.method, request: { parameter, parameters, queryString: url.search.slice(1), contextPath: '', contentLength: -1 } };
}
