// @ts-check
/** A Workspace domain with an administrator, and an OAuth client at Google, for the tests of the directory and the sign-in. */

import { addonOf } from './inline-addon.js';
import { createWorld } from '../../simulator/index.js';

export const host = 'host@example.com';
export const admin = 'admin@example.com';
export const colleague = 'guest-1@example.com';
export const stranger = 'guest-2@example.org';
export const consumer = 'guest-3@gmail.com';
export const scope = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
export const client = { clientId: 'client-1.apps.googleusercontent.com', secret: 'secret-1', redirectUris: ['https://script.google.com/macros/d/1/usercallback'] };

const addon = addonOf('function f() {}');

export function googleWorld() {
  const world = createWorld({
    addon,
    start: '2026-03-02T09:00:00Z',
    seed: 7,
    users: [
      { email: host, name: 'The Host', domain: 'example.com' }, { email: admin, domain: 'example.com' }, { email: colleague, domain: 'example.com' },
      { email: stranger, domain: 'example.org' }, { email: consumer },
    ],
  });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ALL_DOMAIN_USERS' }, licence: { readAccessType: 'ADMINS_AND_SELF' } } });
  world.directory.setSchema('Other', { fields: { colour: {} } });
  world.directory.setAdmin(admin);
  world.directory.setUser(host, { aliases: ['chair@example.com'], customSchemas: { Webex: { siteURL: 'acme.webex.com', licence: 'full' }, Other: { colour: 'red' } } });
  world.googleSignIn.registerClient(client);
  return world;
}

/**
 * Sends a request to the Directory API as a person.
 * @param {ReturnType<typeof googleWorld>} world @param {string} email @param {string} path @param {{ scopes?: string[], method?: string, token?: string }} [how]
 */
export function ask(world, email, path, { scopes = [scope], method = 'GET', token = world.accessTokens.issue(world.user(email), scopes) } = {}) {
  const { status, body } = world.route({ method, url: `https://www.googleapis.com/admin/directory/v1/${path}`, headers: { authorization: `Bearer ${token}` }, body: null });
  return { status, body: JSON.parse(body) };
}

/** @param {ReturnType<typeof googleWorld>} world @param {Record<string, string>} form @param {Record<string, string>} [headers] */
export function token(world, form, headers = {}) {
  const request = { method: 'POST', url: 'https://accounts.google.com/o/oauth2/token', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(form).toString() };
  const { status, body } = world.route(request);
  return { status, body: JSON.parse(body) };
}
