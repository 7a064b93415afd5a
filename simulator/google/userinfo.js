// @ts-check
/**
 * Answers Google's OpenID Connect userinfo endpoint.
 *
 * It knows no other endpoint.
 * Invariant: each claim is only included with its scope.
 *
 * Enforces: developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation.
 */

import { createHash } from 'node:crypto';
import { fullScope } from '../runtime/scopes.js';

/**
 * @param {import('../world.js').World} world
 * @param {import('../runtime/transport.js').HttpRequest} request
 * @returns {import('../runtime/transport.js').HttpAnswer}
 */
export function handleUserinfo(world, request) {
  if (new URL(request.url).pathname !== '/v1/userinfo') return answer(404, { error: 'not_found' });
  if (request.method !== 'GET' && request.method !== 'POST') return answer(405, { error: 'method_not_allowed' });
  const grant = world.accessTokens.lookup(/^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const has = (/** @type {string} */ scope) => grant?.scopes.has(fullScope(scope)) === true;
  if (!grant || !['openid', 'userinfo.email', 'userinfo.profile'].some(has)) {
    return answer(401, { error: 'invalid_request', error_description: 'Invalid Credentials' });
  }
  const { user } = grant;
  const number = BigInt(`0x${createHash('sha256').update(user.email).digest('hex').slice(0, 16)}`);
  return answer(200, {
    sub: `1${String(number).padStart(20, '0').slice(0, 20)}`,
    ...(has('userinfo.profile') && { name: user.name, given_name: user.name.split(' ')[0], locale: user.locale }),
    ...(has('userinfo.email') && { email: user.email, email_verified: true, ...(user.domain && { hd: user.domain }) }),
  });
}

/**
 * @param {number} status
 * @param {object} body
 */
function answer(status, body) {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
