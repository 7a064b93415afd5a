// @ts-check
/** Google's sign-in page and token endpoint for a registered client. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { addonOf, manifestWith } from './inline-addon.js';
import { createWorld } from '../../simulator/index.js';
import { admin, ask, client, googleWorld, host, scope, token } from './google-world.js';

const [redirectUri] = client.redirectUris;
const link = (/** @type {Record<string, string>} */ more = {}) =>
  `https://accounts.google.com/o/oauth2/v2/auth?${new URLSearchParams({ client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', scope, state: 's t', access_type: 'offline', ...more })}`;
/** @param {ReturnType<typeof googleWorld>} world @param {Record<string, string>} [more] @param {any} [person] */
function back(world, more = {}, person = { email: admin }) {
  const page = world.googleSignIn.authorizePage(link(more), person);
  assert.ok('redirect' in page, JSON.stringify(page));
  return Object.fromEntries(new URL(page.redirect).searchParams);
}
const own = { client_id: client.clientId, client_secret: client.secret };
const redeem = (/** @type {string} */ code, more = {}) => ({ ...own, grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...more });
const refused = (/** @type {{ status: number, body: any }} */ { status, body }) => `${status} ${body.error}: ${body.error_description}`;

test('an_administrator_lends_a_client_the_view_of_the_directory', () => {
  const world = googleWorld();
  const answer = back(world);
  assert.deepEqual([answer.state, answer.scope], ['s t', scope]);
  const { status, body } = token(world, redeem(answer.code));
  assert.equal(status, 200);
  const { access_token: access, refresh_token: refresh, ...rest } = body;
  assert.deepEqual(rest, { expires_in: 3599, scope, token_type: 'Bearer' });
  assert.equal(ask(world, '', `users/${host}`, { token: access }).body.primaryEmail, host);
  world.clock.advance(3_600_000);
  assert.equal(ask(world, '', `users/${host}`, { token: access }).status, 401);
  const renewed = token(world, { ...own, grant_type: 'refresh_token', refresh_token: refresh }).body;
  assert.deepEqual(Object.keys(renewed), ['access_token', 'expires_in', 'scope', 'token_type']);
  assert.equal(ask(world, '', `users/${host}`, { token: renewed.access_token }).status, 200);
});

test('a_code_works_once_and_for_ten_minutes', () => {
  const world = googleWorld();
  const { code } = back(world);
  assert.equal(token(world, redeem(code)).status, 200);
  assert.equal(refused(token(world, redeem(code))), '400 invalid_grant: Malformed auth code.');
  const late = back(world).code;
  world.clock.advance(600_000);
  assert.equal(refused(token(world, redeem(late))), '400 invalid_grant: Bad Request');
});

test('a_code_belongs_to_its_client_and_redirect_address', () => {
  const world = googleWorld();
  const other = { clientId: 'other', secret: 'o', redirectUris: ['http://localhost:8080/back'] };
  world.googleSignIn.registerClient(other);
  const { code } = back(world);
  assert.equal(refused(token(world, redeem(code, { client_id: 'other', client_secret: 'o' }))), '400 invalid_grant: Malformed auth code.');
  assert.equal(refused(token(world, redeem(code, { redirect_uri: 'http://localhost:8080/back' }))), '400 redirect_uri_mismatch: Bad Request');
  assert.equal(token(world, redeem(code)).status, 200);
});

test('a_challenge_asks_for_its_verifier', () => {
  const world = googleWorld();
  const verifier = 'v'.repeat(43);
  const challenge = { code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };
  const { code } = back(world, challenge);
  assert.equal(refused(token(world, redeem(code))), '400 invalid_grant: Missing code verifier.');
  assert.equal(refused(token(world, redeem(code, { code_verifier: 'w'.repeat(43) }))), '400 invalid_grant: Invalid code verifier.');
  assert.equal(token(world, redeem(code, { code_verifier: verifier })).status, 200);
});

test('a_refresh_token_comes_with_offline_access_at_the_first_consent_or_a_new_one', () => {
  const world = googleWorld();
  const has = (/** @type {Record<string, string>} */ more) => 'refresh_token' in token(world, redeem(back(world, more).code)).body;
  assert.deepEqual([has({ access_type: 'online' }), has({}), has({ prompt: 'consent' })], [false, false, true]);
  assert.equal('refresh_token' in token(googleWorld(), {}).body, false);
  const fresh = googleWorld();
  assert.equal('refresh_token' in token(fresh, redeem(back(fresh).code)).body, true);
});

test('the_oldest_of_more_than_a_hundred_refresh_tokens_dies', () => {
  const world = googleWorld();
  const issued = Array.from({ length: 101 }, () => token(world, redeem(back(world, { prompt: 'consent' }).code)).body.refresh_token);
  const works = (/** @type {number} */ at) => token(world, { ...own, grant_type: 'refresh_token', refresh_token: issued[at] }).status;
  assert.deepEqual([works(0), works(1), works(100)], [400, 200, 200]);
});

test('a_token_has_the_scopes_of_its_request_and_earlier_ones_where_asked_for', () => {
  const world = googleWorld();
  const other = 'https://www.googleapis.com/auth/calendar.events';
  assert.equal(back(world).scope, scope);
  assert.equal(back(world, { scope: other }).scope, other);
  const { code, scope: both } = back(world, { scope: other, include_granted_scopes: 'true' });
  assert.equal(both, `${other} ${scope}`);
  assert.equal(token(world, redeem(code)).body.scope, both);
});

test('a_grant_taken_back_is_dead', () => {
  const world = googleWorld();
  const { access_token: access, refresh_token: refresh } = token(world, redeem(back(world).code)).body;
  const mine = world.accessTokens.issue(world.user(admin), [scope]);
  world.googleSignIn.revoke(admin, client.clientId);
  assert.equal(ask(world, '', `users/${host}`, { token: access }).status, 401);
  assert.equal(ask(world, '', `users/${host}`, { token: mine }).status, 200);
  assert.equal(refused(token(world, { ...own, grant_type: 'refresh_token', refresh_token: refresh })), '400 invalid_grant: Token has been expired or revoked.');
});

test('removing_the_add_on_leaves_what_a_client_was_lent', () => {
  const world = googleWorld();
  const { access_token: access } = token(world, redeem(back(world).code)).body;
  world.uninstall(admin);
  assert.equal(ask(world, '', `users/${host}`, { token: access }).status, 200);
});

test('a_person_can_refuse', () => {
  assert.deepEqual(back(googleWorld(), {}, { email: admin, decision: 'deny' }), { state: 's t', error: 'access_denied' });
});

/** @type {[string, Record<string, string>, string][]} */
const pages = [
  ['an unknown client', { client_id: 'nobody' }, 'Error 401: invalid_client'],
  ['an unregistered redirect address', { redirect_uri: `${redirectUri}/` }, 'Error 400: redirect_uri_mismatch'],
  ['another response type', { response_type: 'token' }, 'Error 400: unsupported_response_type'],
  ['no scope', { scope: '' }, 'Error 400: invalid_scope'],
  ['a short scope', { scope: 'admin.directory.user.readonly' }, 'Error 400: invalid_scope'],
  ['a plain challenge', { code_challenge: 'c'.repeat(43), code_challenge_method: 'plain' }, 'Error 400: invalid_request'],
];
for (const [what, more, message] of pages) {
  test(`the sign-in page shows an error for ${what}`, () => {
    const page = googleWorld().googleSignIn.authorizePage(link(more), { email: admin });
    assert.equal('error' in page && page.error.message, message);
  });
}

/** @type {[string, Record<string, string>, string][]} */
const requests = [
  ['without a client', { grant_type: 'refresh_token' }, '400 invalid_request: Could not determine client ID from request.'],
  ['of an unknown client', { client_id: 'nobody', client_secret: 'x' }, '401 invalid_client: The OAuth client was not found.'],
  ['with a wrong secret', { ...own, client_secret: 'x' }, '401 invalid_client: Unauthorized'],
  ['without a secret', { client_id: client.clientId }, '400 invalid_request: client_secret is missing.'],
  ['without a grant type', own, '400 invalid_request: Missing required parameter: grant_type'],
  ['of another grant type', { ...own, grant_type: 'password' }, '400 unsupported_grant_type: Invalid grant_type: password'],
  ['without a code', { ...own, grant_type: 'authorization_code' }, '400 invalid_request: Missing required parameter: code'],
  ['without a redirect address', { ...own, grant_type: 'authorization_code', code: 'c' }, '400 invalid_request: Missing required parameter: redirect_uri'],
  ['with a made-up refresh token', { ...own, grant_type: 'refresh_token', refresh_token: 'r' }, '400 invalid_grant: Token has been expired or revoked.'],
];
for (const [what, form, message] of requests) {
  test(`a token request ${what} is refused`, () => assert.equal(refused(token(googleWorld(), form)), message));
}

test('a_client_may_show_itself_in_the_header', () => {
  const world = googleWorld();
  const { client_id: id, client_secret: secret, ...form } = redeem(back(world).code);
  assert.equal(token(world, form, { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }).status, 200);
});

const addon = `
  function home() {
    const back = 'https://script.google.com/macros/d/' + ScriptApp.getScriptId() + '/usercallback';
    const state = ScriptApp.newStateToken().withMethod('arrive').withTimeout(600).createToken();
    const query = { client_id: '${client.clientId}', redirect_uri: back, response_type: 'code', scope: '${scope}', access_type: 'offline', prompt: 'consent', state };
    const url = 'https://accounts.google.com/o/oauth2/v2/auth?' + Object.keys(query).map((name) => name + '=' + encodeURIComponent(query[name])).join('&');
    const site = PropertiesService.getUserProperties().getProperty('site');
    const widget = site ? CardService.newTextParagraph().setText(site)
      : CardService.newTextButton().setText('Connect').setAuthorizationAction(CardService.newAuthorizationAction().setAuthorizationUrl(url));
    return [CardService.newCardBuilder().addSection(CardService.newCardSection().addWidget(widget)).build()];
  }
  function arrive(request) {
    const payload = { grant_type: 'authorization_code', code: request.parameter.code, client_id: '${client.clientId}', client_secret: '${client.secret}', redirect_uri: 'https://script.google.com/macros/d/' + ScriptApp.getScriptId() + '/usercallback' };
    const token = JSON.parse(UrlFetchApp.fetch('https://accounts.google.com/o/oauth2/token', { method: 'post', payload }).getContentText()).access_token;
    const person = JSON.parse(UrlFetchApp.fetch('https://www.googleapis.com/admin/directory/v1/users/${admin}?projection=full', { headers: { Authorization: 'Bearer ' + token } }).getContentText());
    PropertiesService.getUserProperties().setProperty('site', person.customSchemas.Webex.siteURL);
    return HtmlService.createHtmlOutput('done');
  }
`;

test('an_administrator_connects_the_directory_from_a_card', async () => {
  const manifest = manifestWith({
    urlFetchWhitelist: ['https://accounts.google.com/o/oauth2/', 'https://www.googleapis.com/admin/directory/v1/'],
    addOns: {
      common: { name: 'Inline', logoUrl: 'https://example.com/logo.png', openLinkUrlPrefixes: ['https://accounts.google.com/o/oauth2/'], homepageTrigger: { runFunction: 'home' } },
      calendar: {},
    },
  });
  const world = createWorld({ addon: addonOf(addon, manifest), seed: 7, users: [{ email: admin, domain: 'example.com' }] });
  world.directory.setSchema('Webex', { fields: { siteURL: {} } });
  world.directory.setUser(admin, { customSchemas: { Webex: { siteURL: 'acme.webex.com' } } });
  world.directory.setAdmin(admin);
  world.googleSignIn.registerClient({ ...client, redirectUris: [`https://script.google.com/macros/d/${world.scriptId}/usercallback`] });
  const panel = await world.person(admin).openHome();
  await panel.signIn();
  assert.equal(panel.signInPage, 'done');
  assert.equal(panel.card.sections?.[0].widgets[0].textParagraph?.text, 'acme.webex.com');
});
