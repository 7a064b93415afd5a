// @ts-check
/** The scopes that a call requires, and its error without them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideConsent, isConsent } from '../../simulator/google/consent.js';
import { failureOf, host, manifestWith, scopes, valueOf, worldOf } from './inline-addon.js';

const code = `
  function fetch() { UrlFetchApp.fetch('https://unknown.example.com/'); }
  function email() { return [Session.getActiveUser().getEmail(), Session.getEffectiveUser().getEmail()]; }
  function language() { return [Session.getActiveUserLocale(), Session.getScriptTimeZone(), Session.getTemporaryActiveUserKey().length > 10]; }
  function info(wanted) { const i = wanted ? ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL, wanted) : ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL); return [String(i.getAuthorizationStatus()), i.getAuthorizationUrl() === null, i.getAuthorizedScopes().length]; }
  function free() { CacheService.getUserCache().get('a'); PropertiesService.getUserProperties().getKeys(); LockService.getUserLock().tryLock(1); return Utilities.getUuid().length; }
  function token() { return ScriptApp.getOAuthToken(); }
`;
const full = (/** @type {string} */ name) => `https://www.googleapis.com/auth/${name}`;
const bare = () => worldOf(code, { manifest: manifestWith({ oauthScopes: [full('calendar.addons.execute')] }) });

test('a call without its scope throws Google\'s text and has no effect', async () => {
  const world = bare();
  assert.equal(await failureOf(world, 'fetch'), `Exception: Specified permissions are not sufficient to call UrlFetchApp.fetch. Required permissions: ${full('script.external_request')}`);
  assert.equal(await failureOf(world, 'email'), `Exception: Specified permissions are not sufficient to call Session.getActiveUser.getEmail. Required permissions: ${full('userinfo.email')}`);
  assert.equal(world.user(host).quotas.size, 0);
});

test('storage, locks and utilities need no scope', async () => {
  assert.equal(await valueOf(bare(), 'free'), 36);
});

test('language and time zone need no scope', async () => {
  const world = worldOf(code, { users: [{ email: host, locale: 'pt-BR' }] });
  assert.deepEqual(await valueOf(world, 'language'), ['pt', 'Etc/UTC', true]);
  assert.deepEqual(await valueOf(world, 'email'), [host, host]);
});

test('a scope that the person has refused counts as missing', async () => {
  const world = worldOf(code);
  assert.deepEqual(await valueOf(world, 'info'), ['NOT_REQUIRED', true, scopes.length]);
  world.user(host).refusedScopes.add('userinfo.email');
  assert.match(await failureOf(world, 'email'), /Required permissions: .*userinfo\.email$/);
  assert.deepEqual(await valueOf(world, 'info'), ['REQUIRED', false, scopes.length - 1]);
  assert.deepEqual(await valueOf(world, 'info', [full('calendar.events')]), ['NOT_REQUIRED', true, 1]);
  assert.deepEqual(await valueOf(world, 'info', [full('userinfo.email')]), ['REQUIRED', false, 0]);
});

test('an OAuth token is opaque, carries the granted scopes, and ends after an hour or with the installation', async () => {
  const world = worldOf(code);
  world.user(host).refusedScopes.add('userinfo.email');
  const token = await valueOf(world, 'token');
  assert.match(token, /^ya29\.[0-9a-f]{64}$/);
  const grant = world.accessTokens.lookup(token);
  assert.deepEqual([grant?.user.email, grant?.scopes.size, grant?.scopes.has(full('userinfo.email'))], [host, scopes.length - 1, false]);
  assert.equal(world.accessTokens.lookup('ya29.other'), undefined);
  world.clock.advance(3_600_000);
  assert.equal(world.accessTokens.lookup(token), undefined);
  const later = await valueOf(world, 'token');
  world.uninstall(host);
  assert.equal(world.accessTokens.lookup(later), undefined);
});

test('the consent page grants the scopes that its address is made for, and nothing to who denies', async () => {
  const world = worldOf(`function page(wanted) { return ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL, wanted).getAuthorizationUrl(); }`);
  const user = world.user(host);
  for (const scope of ['userinfo.email', 'calendar.events']) user.refusedScopes.add(scope);
  const url = await valueOf(world, 'page', [full('userinfo.email')]);
  assert.ok(isConsent(url));
  decideConsent(world, user, url, 'deny');
  assert.equal(user.refusedScopes.size, 2);
  decideConsent(world, user, url, 'allow');
  assert.deepEqual([...user.refusedScopes], ['calendar.events']);
  assert.throws(() => decideConsent(world, user, url.replace(world.scriptId, 'another'), 'allow'), /another script/);
});
