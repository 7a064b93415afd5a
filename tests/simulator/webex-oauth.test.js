// @ts-check
/** Signing in to the simulated Webex service, and the lifetimes of tokens (facts of OAuth). */
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ADMIN_SCOPES, CLIENT, Client, REDIRECT, SCOPES, makeService } from './webex-client.js';

const DAY = 86_400_000;
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** @param {Record<string, string | undefined>} [members] */
function link(members = {}) {
  const query = { response_type: 'code', client_id: CLIENT, redirect_uri: REDIRECT, scope: SCOPES.join(' '), state: 'state-1', ...members };
  const parts = Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return `https://webexapis.com/v1/authorize?${parts.join('&')}`;
}

/** @param {ReturnType<typeof makeService>['service']} service @param {Record<string, string | undefined>} [members] @param {'allow' | 'deny'} [decision] */
function visit(service, members, decision = 'allow') {
  const outcome = service.authorizePage(link(members), { email: 'host@example.com', decision });
  if ('error' in outcome) return outcome;
  const url = new URL(outcome.redirect);
  return { at: url.origin + url.pathname, ...Object.fromEntries(url.searchParams) };
}

/** @param {ReturnType<typeof makeService>['service']} service @param {Record<string, string | undefined>} form @param {string} [type] */
function token(service, form, type = 'application/x-www-form-urlencoded') {
  const members = Object.entries({ client_id: CLIENT, client_secret: 'S-1', ...form }).filter((pair) => pair[1] !== undefined);
  const body = new URLSearchParams(/** @type {[string, string][]} */ (members)).toString();
  const reply = service.handle({ method: 'POST', url: 'https://webexapis.com/v1/access_token', headers: { 'content-type': type }, body });
  return { status: reply.status, headers: reply.headers, text: reply.body, body: JSON.parse(reply.body) };
}

/** @param {ReturnType<typeof makeService>['service']} service @param {Record<string, string | undefined>} [members] */
function signIn(service, members) {
  const { code } = /** @type {any} */ (visit(service, members));
  return token(service, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...(members?.code_challenge ? { code_verifier: VERIFIER } : {}) });
}

/** @param {ReturnType<typeof makeService>['service']} service @param {string} refreshToken */
const refresh = (service, refreshToken) => token(service, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** @param {ReturnType<typeof makeService>['service']} service @param {string} access */
const me = (service, access) => service.handle({ method: 'GET', url: 'https://webexapis.com/v1/people/me', headers: { authorization: `Bearer ${access}` }, body: null }).status;

test('a person who allows comes back with a code and the state', () => {
  const { service } = makeService();
  const back = /** @type {any} */ (visit(service));
  assert.deepEqual([back.at, back.state, back.code.length], [REDIRECT, 'state-1', 64]);
});

test('a person who denies comes back with access_denied', () => {
  assert.deepEqual(visit(makeService().service, {}, 'deny'), { at: REDIRECT, error: 'access_denied', state: 'state-1' });
});

test('an unknown integration, a foreign redirect or an unknown person sees an error page', () => {
  const { service } = makeService();
  assert.match(/** @type {any} */ (visit(service, { client_id: 'C-0' })).error.message, /client_id/);
  assert.match(/** @type {any} */ (visit(service, { redirect_uri: `${REDIRECT}/x` })).error.message, /redirect_uri/);
  assert.deepEqual(service.authorizePage(link(), { email: 'absent@example.com' }), { error: { status: 401, message: 'The email address is not known to Webex.' } });
});

test('another page than the sign-in page is not simulated', () => {
  const { service } = makeService();
  for (const url of [link().replace('webexapis.com', 'idbroker.webex.com'), link().replace('/v1/authorize', '/v1/login')]) {
    assert.throws(() => service.authorizePage(url, { email: 'host@example.com' }), /not simulated: page/);
  }
  assert.throws(() => service.handle({ method: 'GET', url: link(), headers: {}, body: null }), /not simulated: the sign-in page as a request/);
});

test('a parameter given twice is an error page', () => {
  const outcome = makeService().service.authorizePage(`${link()}&state=2`, { email: 'host@example.com' });
  assert.deepEqual(outcome, { error: { status: 400, message: 'invalid_request: state is given twice' } });
});

test('scopes must be among those registered and be separated by %20', () => {
  const { service } = makeService();
  for (const scope of ['spark:all', 'meeting:schedules_read spark:all', '', undefined, 'meeting:schedules_read+meeting:schedules_write']) {
    assert.equal(/** @type {any} */ (visit(service, { scope })).error, 'invalid_scope', scope);
  }
  const plus = service.authorizePage(link().replaceAll('%20', '+'), { email: 'host@example.com' });
  assert.match(/** @type {any} */ (plus).redirect, /error=invalid_scope/);
});

test('only the code flow with S256 is served', () => {
  const { service } = makeService();
  assert.equal(/** @type {any} */ (visit(service, { response_type: 'token' })).error, 'unsupported_response_type');
  for (const members of [{ code_challenge: CHALLENGE }, { code_challenge: CHALLENGE, code_challenge_method: 'plain' }, { code_challenge: 'short', code_challenge_method: 'S256' }]) {
    assert.equal(/** @type {any} */ (visit(service, members)).error, 'invalid_request');
  }
});

test('a code becomes tokens that live 14 and 90 days', () => {
  const { service } = makeService();
  const answer = signIn(service, { scope: 'spark:people_read' });
  assert.equal(answer.status, 200);
  const { access_token: access, refresh_token: again, ...rest } = answer.body;
  assert.deepEqual(rest, { expires_in: 1209600, refresh_token_expires_in: 7776000, token_type: 'Bearer', scope: 'spark:kms spark:people_read' });
  assert.equal(me(service, access), 200);
  assert.notEqual(access, again);
});

test('a code works once, for five minutes, with its own redirect and client', () => {
  const dead = (/** @type {(service: any, clock: any, code: string) => any} */ use) => {
    const { service, clock } = makeService();
    const { code } = /** @type {any} */ (visit(service));
    const answer = use(service, clock, code);
    assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant'], answer.text);
  };
  const form = (/** @type {string} */ code) => ({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT });
  dead((service, clock, code) => token(service, form(code)) && token(service, form(code)));
  dead((service, clock, code) => {
    clock.advance(5 * 60_000);
    return token(service, form(code));
  });
  dead((service, clock, code) => token(service, { ...form(code), redirect_uri: `${REDIRECT}/x` }));
  dead((service, clock, code) => token(service, { ...form(code), client_id: 'C-other', client_secret: 'S-2' }));
  dead((service, clock, code) => token(service, { ...form(code), code_verifier: VERIFIER }));
  dead((service) => token(service, form('invented')));
});

test('a challenge asks for its verifier', () => {
  const members = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
  const { service } = makeService();
  assert.equal(signIn(service, members).status, 200);
  for (const code_verifier of [undefined, 'w'.repeat(43), 'short']) {
    const { code } = /** @type {any} */ (visit(service, members));
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    assert.equal(token(service, { ...form, code_verifier }).body.error, 'invalid_grant');
    assert.equal(token(service, { ...form, code_verifier: VERIFIER }).body.error, 'invalid_grant', 'the code is spent');
  }
});

test('the token endpoint takes a form with id and secret in the body and nothing else', () => {
  const { service } = makeService();
  const { code } = /** @type {any} */ (visit(service));
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
  assert.equal(token(service, form, 'application/json').status, 415);
  assert.deepEqual([token(service, { ...form, client_secret: undefined }).body.error, token(service, { ...form, client_secret: 'S-2' }).status], ['invalid_client', 401]);
  assert.equal(token(service, { ...form, scope: 'spark:people_read' }).body.error, 'invalid_request');
  assert.equal(token(service, { ...form, grant_type: 'password' }).body.error, 'unsupported_grant_type');
  const basic = service.handle({
    method: 'POST', url: 'https://webexapis.com/v1/access_token', body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${CLIENT}:S-1`).toString('base64')}` },
  });
  assert.equal(basic.status, 401);
  assert.equal(service.handle({ method: 'GET', url: 'https://webexapis.com/v1/access_token', headers: {}, body: null }).status, 405);
  assert.equal(token(service, form).status, 200);
});

test('an access token dies after 14 days and a refresh renews both lives', () => {
  const { service, clock } = makeService();
  const first = signIn(service).body;
  clock.advance(14 * DAY - 1);
  assert.equal(me(service, first.access_token), 200);
  clock.advance(1);
  assert.equal(me(service, first.access_token), 401);
  clock.advance(70 * DAY);
  const second = refresh(service, first.refresh_token).body;
  assert.equal(second.refresh_token, first.refresh_token);
  assert.equal(me(service, second.access_token), 200);
  clock.advance(89 * DAY);
  assert.equal(refresh(service, first.refresh_token).status, 200);
  clock.advance(90 * DAY);
  assert.equal(refresh(service, first.refresh_token).body.error, 'invalid_grant');
});

test('the reply to a refresh may lack the refresh token or rotate it', () => {
  const absent = makeService({ refreshReply: 'absent' }).service;
  const one = signIn(absent).body;
  assert.equal(refresh(absent, one.refresh_token).body.refresh_token, undefined);
  assert.equal(refresh(absent, one.refresh_token).status, 200);

  const rotated = makeService({ refreshReply: 'rotated' }).service;
  const old = signIn(rotated).body.refresh_token;
  const fresh = refresh(rotated, old).body.refresh_token;
  assert.notEqual(fresh, old);
  assert.equal(refresh(rotated, old).body.error, 'invalid_grant');
  assert.equal(refresh(rotated, fresh).status, 200);
});

test('the old access token outlives a refresh unless the switch ends it', () => {
  for (const [oldAccessToken, status] of /** @type {const} */ ([['kept', 200], ['ended', 401]])) {
    const { service } = makeService({ oldAccessToken });
    const first = signIn(service).body;
    refresh(service, first.refresh_token);
    assert.equal(me(service, first.access_token), status);
  }
});

test('a revoked integration is 401 at once and can not refresh, in either form of the error', () => {
  for (const [invalidGrant, status, oauth] of /** @type {const} */ ([['oauth 400', 400, true], ['oauth 401', 401, true], ['standard 400', 400, false], ['standard 401', 401, false]])) {
    const { service } = makeService({ invalidGrant });
    const { access_token: access, refresh_token: again } = signIn(service).body;
    service.person('host@example.com').revoke(CLIENT);
    assert.equal(me(service, access), 401);
    const answer = refresh(service, again);
    assert.deepEqual([answer.status, answer.body.error], [status, oauth ? 'invalid_grant' : undefined]);
    assert.equal(typeof answer.body.message, oauth ? 'undefined' : 'string');
  }
});

test('a revocation ends one integration of one person and nothing else', () => {
  const { service } = makeService({ revokeEndpoint: 'idbroker' });
  const mine = service.connect({ email: 'host@example.com', clientId: CLIENT, scopes: SCOPES }).access_token;
  const elsewhere = service.connect({ email: 'host@example.com', clientId: 'C-other', scopes: SCOPES }).access_token;
  const theirs = service.connect({ email: 'other@example.com', clientId: CLIENT, scopes: SCOPES }).access_token;
  const { code } = /** @type {any} */ (visit(service));
  service.person('host@example.com').revoke(CLIENT);
  assert.deepEqual([me(service, mine), me(service, elsewhere), me(service, theirs)], [401, 200, 200]);
  assert.equal(token(service, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }).body.error, 'invalid_grant');
  const basic = `Basic ${Buffer.from(`${CLIENT}:S-1`).toString('base64')}`;
  service.handle({ method: 'POST', url: 'https://idbroker.webex.com/idb/oauth2/v1/revoke', headers: { authorization: basic }, body: `token=${elsewhere}` });
  assert.equal(me(service, elsewhere), 200);
});

test('an integration revokes its own tokens only where the switch provides a way', () => {
  const brokerUrl = 'https://idbroker.webex.com/idb/oauth2/v1/revoke';
  const basic = `Basic ${Buffer.from(`${CLIENT}:S-1`).toString('base64')}`;
  const attempt = (/** @type {string} */ revokeEndpoint) => {
    const { service } = makeService({ revokeEndpoint });
    const { access_token: access } = signIn(service).body;
    const broker = service.handle({ method: 'POST', url: brokerUrl, headers: { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' }, body: `token=${access}` }).status;
    const rest = me(service, access) === 200
      && service.handle({ method: 'DELETE', url: `https://webexapis.com/v1/authorizations?clientId=${CLIENT}`, headers: { authorization: `Bearer ${access}` }, body: null }).status;
    return [broker, rest, me(service, access)];
  };
  assert.deepEqual(attempt('none'), [404, 404, 200]);
  assert.deepEqual(attempt('idbroker'), [204, false, 401]);
  assert.deepEqual(attempt('authorizations'), [404, 204, 401]);
  const { service } = makeService({ revokeEndpoint: 'authorizations' });
  assert.equal(new Client(service).ask('DELETE', '/authorizations?clientId=C-other').status, 404);
  const broker = makeService({ revokeEndpoint: 'idbroker' }).service;
  const stranger = `Basic ${Buffer.from(`${CLIENT}:S-2`).toString('base64')}`;
  assert.equal(broker.handle({ method: 'POST', url: brokerUrl, headers: { authorization: stranger }, body: 'token=x' }).status, 401);
});

test('an integration that the administrator turned off gets 403, no code and no token', () => {
  const { service } = makeService();
  const { access_token: access, refresh_token: again } = signIn(service).body;
  service.admin.disableIntegration(CLIENT);
  assert.deepEqual([me(service, access), refresh(service, again).body.error], [403, 'invalid_grant']);
  assert.equal(/** @type {any} */ (visit(service)).error.status, 403);
  service.admin.enableIntegration(CLIENT);
  assert.equal(me(service, access), 200);
});

test('a request without a valid token is told so in the words of the service', () => {
  const { service } = makeService();
  for (const authorization of ['', 'Bearer invented', 'Basic abc']) {
    const reply = service.handle({ method: 'GET', url: 'https://webexapis.com/v1/meetings', headers: { authorization }, body: null });
    assert.equal(reply.status, 401);
    assert.equal(JSON.parse(reply.body).message, 'The request requires a valid access token set in the Authorization request header.');
  }
});

test('every endpoint asks for its scope or the admin scope in its place', () => {
  const { service } = makeService();
  const asks = (/** @type {string[]} */ scopes) => {
    const client = new Client(service, 'host@example.com', CLIENT, scopes);
    const paths = /** @type {const} */ ([['GET', '/people/me'], ['GET', '/meetings'], ['POST', '/meetings'], ['GET', '/meetingPreferences/sites'], ['PUT', '/meetingPreferences/sites?defaultSite=true']]);
    return paths.map(([method, path]) => client.ask(method, path, method === 'GET' ? {} : { body: {}, offSpec: true }).status);
  };
  assert.deepEqual(asks(['spark:people_read']), [200, 403, 403, 403, 403]);
  assert.deepEqual(asks(['meeting:schedules_read']), [403, 200, 403, 403, 403]);
  assert.deepEqual(asks(['meeting:schedules_write']), [403, 403, 400, 403, 403]);
  assert.deepEqual(asks(['meeting:preferences_read']), [403, 403, 403, 200, 403]);
  assert.deepEqual(asks(['meeting:preferences_write']), [403, 403, 403, 403, 400]);
  assert.deepEqual(asks(ADMIN_SCOPES), [403, 200, 400, 403, 403]);
});

test('the log names paths and parameters and holds no secret', () => {
  const { service } = makeService();
  const { access_token: access } = signIn(service).body;
  service.handle({ method: 'GET', url: 'https://webexapis.com/v1/meetings?integrationTag=private', headers: { authorization: `Bearer ${access}` }, body: null });
  const log = JSON.stringify(service.requests);
  for (const secret of [access, 'S-1', 'private']) assert.ok(!log.includes(secret));
  assert.deepEqual(service.requests.at(-1), {
    at: Date.parse('2026-03-02T09:00:00Z'), method: 'GET', path: '/v1/meetings', parameters: ['integrationTag'], status: 200, clientId: CLIENT, email: 'host@example.com',
  });
});

test('a request with header names in capitals, or to another host, is a fault of the caller', () => {
  const { service } = makeService();
  assert.throws(() => service.handle({ method: 'GET', url: 'https://webexapis.com/v1/meetings', headers: { Authorization: 'x' }, body: null }), /lower-case/);
  assert.throws(() => service.handle({ method: 'GET', url: 'https://example.com/v1/meetings', headers: {}, body: null }), /not simulated: host/);
});

test('tokens of an integration that was turned off go on, are refused, or end, as the switch says', () => {
  for (const [disabledIntegration, status] of [['until refresh', 200], ['refused', 403], ['ended', 401]]) {
    const { service } = makeService({ disabledIntegration });
    const { access_token: access, refresh_token: again } = signIn(service).body;
    service.admin.disableIntegration(CLIENT);
    assert.equal(me(service, access), status, String(disabledIntegration));
    assert.ok(refresh(service, again).status >= 400);
  }
});

test('a grant keeps the scopes that its integration has lost, or a refresh drops them and says so', () => {
  for (const [narrowedScopes, scope] of [['kept', `spark:kms ${SCOPES.join(' ')}`], ['dropped', `spark:kms ${SCOPES[0]}`]]) {
    const { service } = makeService({ narrowedScopes });
    const { refresh_token: again } = signIn(service).body;
    service.admin.setScopes(CLIENT, [SCOPES[0]]);
    assert.equal(refresh(service, again).body.scope, scope);
    assert.equal(/** @type {any} */ (visit(service)).error, 'invalid_scope');
  }
});
