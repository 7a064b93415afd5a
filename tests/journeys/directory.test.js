// @ts-check
/** Journeys: an administrator connects the organisation's directory, from which users who may not read it themselves get their site. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, newWorld, open, shows, site } from './world.js';

/** @typedef {import('../../simulator/world.js').World} World */

const admin = 'admin@example.com';
const other = 'beta.webex.com';
const client = { clientId: 'client-1.apps.googleusercontent.com', secret: 'google-secret-1' };
const person = { name: 'Person', locale: 'en-US', timeZone: 'Europe/Paris', domain: 'example.com' };
const scope = 'https://www.googleapis.com/auth/admin.directory.user.readonly';

/**
 * A world in which the host has two sites, the directory names the second, and the host has refused the permission to read it.
 * @param {{refusedScopes?: string[], webexSites?: string[]}} [how]
 */
async function directoryWorld({ refusedScopes = ['admin.directory.user.readonly'], webexSites = [site, other] } = {}) {
  const world = await newWorld({
    users: [{ ...person, email: host, refusedScopes }, { ...person, email: admin }],
    webexSites: [{ siteUrl: site }, { siteUrl: other }],
    webexUsers: [{ email: host, name: 'Host', sites: webexSites.map((siteUrl, at) => ({ siteUrl, default: at === 0 })) }],
  });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ALL_DOMAIN_USERS' } } });
  world.directory.setUser(host, { customSchemas: { Webex: { siteURL: other } } });
  world.directory.setAdmin(admin);
  world.scriptProperties.set('ADMINISTRATORS', admin);
  world.googleSignIn.registerClient({ ...client, redirectUris: [`https://script.google.com/macros/d/${world.scriptId}/usercallback`] });
  return world;
}

/** The administrators' card. @param {World} world */
async function administration(world) {
  const panel = await open(world.person(admin).openHome({ host: 'CALENDAR' }));
  await panel.click('Administration');
  return panel;
}

/** The administrators' card with the Google client entered, so that it has the button to connect. @param {World} world */
async function prepared(world) {
  const panel = await administration(world);
  await panel.fill({ googleId: client.clientId, googleSecret: client.secret });
  await panel.click('Save');
  return panel;
}

/** @param {World} world */
async function connect(world) {
  const panel = await prepared(world);
  await panel.click('Connect directory');
  await panel.signIn({ email: admin, decision: 'allow' });
  return panel.signInPage;
}

/** The host signs in to Webex. @param {World} world @returns {Promise<string>} their site */
async function siteOfHost(world) {
  const panel = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: host, decision: 'allow' });
  shows(panel, /Your Webex meetings/);
  return JSON.parse(world.user(host).properties.get('account') ?? '{}').site;
}

/** The URL that the button opens. @param {import('./world.js').Panel} panel */
const addressOf = (panel) => JSON.parse(`"${/"url":"(https:\/\/accounts[^"]+)"/.exec(JSON.stringify(panel.card))?.[1]}"`);

/** The URL to which Google redirects an administrator, without opening it. @param {World} world @param {string} address @param {string} [email] */
const backOf = (world, address, email = admin) => /** @type {any} */ (world.googleSignIn.authorizePage(address, { email })).redirect;

/** @param {World} world @param {string} entry */
const pageOf = (world, entry = 'onGoogleCallback') => JSON.stringify(last(world, entry).outcome?.value);

/** The requests of the last sign-in at Webex, as hosts and paths. @param {World} world */
const asked = (world) => last(world, 'onWebexCallback').calls.filter(({ service }) => service === 'UrlFetchApp')
  .flatMap(({ detail }) => /** @type {{url: string}[]} */ (detail).map(({ url }) => new URL(url))).map(({ hostname, pathname }) => hostname + pathname);

const tokenOf = (/** @type {World} */ world) => world.scriptProperties.get('DIRECTORY_TOKEN') || '';

test('an administrator connects the directory, and a user who may not read it gets the site that it names', async () => {
  // proves: R1, R2, F11
  const world = await directoryWorld();
  shows(await administration(world), /enter a Google OAuth client/);
  const panel = await prepared(world);
  shows(panel, /The directory is not connected/);
  const query = new URL(addressOf(panel)).searchParams;
  assert.deepEqual([query.get('scope'), query.get('access_type'), query.get('prompt')], [scope, 'offline', 'consent']);
  assert.deepEqual([query.get('code_challenge_method'), query.get('client_id')], ['S256', client.clientId]);
  await panel.click('Connect directory');
  await panel.signIn({ email: admin, decision: 'allow' });
  assert.match(panel.signInPage ?? '', /The directory is connected\./);
  const after = await administration(world);
  shows(after, /The directory is connected\. It is read for users/);
  assert.equal(JSON.stringify(after.cards).includes(client.secret), false);
  assert.match(tokenOf(world), /^1\/\//, 'a refresh token and nothing else');
  assert.equal(await siteOfHost(world), other);
  assert.deepEqual(asked(world).slice(-2), ['accounts.google.com/o/oauth2/token', `www.googleapis.com/admin/directory/v1/users/${encodeURIComponent(host)}`]);
  for (const stored of [world.scriptProperties, world.user(host).properties, world.user(admin).properties]) {
    assert.equal(JSON.stringify([...stored]).includes('ya29.'), false, 'no access token of Google\'s is kept');
  }
});

test('users who may read the directory themselves, or have only one site, cost no additional request', async () => {
  // proves: R1
  for (const how of [{ refusedScopes: [] }, { webexSites: [site] }]) {
    const world = await directoryWorld(how);
    await connect(world);
    assert.equal(await siteOfHost(world), how.webexSites ? site : other);
    assert.equal(asked(world).includes('accounts.google.com/o/oauth2/token'), false);
  }
});

test('a connection that Google has ended is shown to administrators and not tried again, and users sign in without it', async () => {
  // proves: R1
  const world = await directoryWorld();
  await connect(world);
  world.googleSignIn.revoke(admin, client.clientId);
  assert.equal(await siteOfHost(world), site);
  assert.ok(asked(world).includes('accounts.google.com/o/oauth2/token'));
  const panel = await administration(world);
  shows(panel, /Google has ended the connection to the directory\. Connect again/);
  world.user(host).properties.clear();
  assert.equal(await siteOfHost(world), site);
  assert.equal(asked(world).includes('accounts.google.com/o/oauth2/token'), false);
  await panel.click('Connect directory');
  await panel.signIn({ email: admin, decision: 'allow' });
  shows(await administration(world), /The directory is connected\. It is read/);
  world.user(host).properties.clear();
  assert.equal(await siteOfHost(world), other);
});

for (const [status, body] of /** @type {[number, string][]} */ ([
  [503, ''], [401, '{"error":"invalid_client"}'], [400, '{"error":"invalid_request"}'], [401, ''],
])) test(`while Google's token endpoint answers ${status} ${body} the connection stays, and users sign in without it`, async () => {
  // proves: R1, E114
  const world = await directoryWorld();
  await connect(world);
  const { handle } = world.googleSignIn;
  world.googleSignIn.handle = () => ({ status, headers: {}, body });
  assert.equal(await siteOfHost(world), site);
  world.googleSignIn.handle = handle;
  shows(await administration(world), /The directory is connected\. It is read/);
});

test('a forged state, another user\'s state, another code and a former administrator connect nothing', async () => {
  const world = await directoryWorld();
  const [mine, second] = [addressOf(await prepared(world)), addressOf(await administration(world))];
  const redirect = backOf(world, mine);
  const code = new URL(backOf(world, second)).searchParams.get('code');
  await world.userCallback(host, redirect);
  await world.userCallback(admin, redirect.replace(/state=[^&]+/, 'state=ADEpC8forged'));
  await world.userCallback(admin, redirect.replace(/code=[^&]+/, 'code=stolen'));
  await world.userCallback(admin, redirect.replace(/code=[^&]+/, `code=${code}`));
  await world.userCallback(admin, redirect.replace(/code=[^&]+&?/, ''));
  assert.equal(tokenOf(world), '');
  world.scriptProperties.set('ADMINISTRATORS', 'someone@example.com');
  await world.userCallback(admin, redirect);
  assert.match(pageOf(world), /Only the administrators named/);
  assert.equal(tokenOf(world), '');
  world.scriptProperties.set('ADMINISTRATORS', admin);
  await world.userCallback(admin, redirect);
  const token = tokenOf(world);
  assert.notEqual(token, '');
  await world.userCallback(admin, redirect);
  assert.equal(tokenOf(world), token, 'a code that is used twice changes nothing');
});

test('a callback for the directory links no Webex account, and one from Webex connects no directory', async () => {
  const world = await directoryWorld();
  const redirect = backOf(world, addressOf(await prepared(world)));
  await world.userCallback(admin, redirect);
  assert.equal(world.user(admin).properties.has('tokens'), false);
  const home = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await home.signIn({ email: host, decision: 'allow' });
  assert.equal(world.executions.filter(({ entry }) => entry === 'onGoogleCallback').length, 1);
});

test('an account that may not read the directory, and one that denies consent, connect nothing and read why', async () => {
  const world = await directoryWorld();
  world.directory.setAdmin(admin, false);
  assert.match(await connect(world) ?? '', /may not read the directory, so nothing was connected/);
  assert.equal(tokenOf(world), '');
  const panel = await administration(world);
  await panel.click('Connect directory');
  await panel.signIn({ email: admin, decision: 'deny' });
  assert.match(panel.signInPage ?? '', /The directory was not connected/);
  assert.equal(tokenOf(world), '');
});
