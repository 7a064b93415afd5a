// @ts-check
/** The parts of a person's directory entry that different people can see. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { admin, ask, colleague, consumer, googleWorld, host, stranger } from './google-world.js';

const refused = (/** @type {{ status: number, body: any }} */ { status, body }) => `${status} ${body.error.errors[0].reason}: ${body.error.message}`;
const site = 'projection=custom&customFieldMask=Webex';
const notAuthorized = '403 forbidden: Not Authorized to access this resource/api';

test('an_administrator_sees_the_custom_fields_that_were_asked_for', () => {
  const world = googleWorld();
  const { status, body } = ask(world, admin, `users/${host}?${site}`);
  assert.equal(status, 200);
  assert.deepEqual(body.customSchemas, { Webex: { siteURL: 'acme.webex.com', licence: 'full' } });
  assert.deepEqual([body.kind, body.primaryEmail, body.name, body.isAdmin], ['admin#directory#user', host, { givenName: 'The', familyName: 'Host', fullName: 'The Host' }, false]);
  assert.deepEqual(Object.keys(ask(world, admin, `users/${host}?projection=full`).body.customSchemas), ['Webex', 'Other']);
  assert.equal('customSchemas' in ask(world, admin, `users/${host}`).body, false);
});

test('somebody_else_must_ask_for_the_public_view', () => {
  const world = googleWorld();
  assert.equal(refused(ask(world, colleague, `users/${host}?${site}`)), notAuthorized);
  assert.equal(refused(ask(world, host, `users/${host}`)), notAuthorized);
  const { body } = ask(world, colleague, `users/${host}?${site}&viewType=domain_public`);
  assert.deepEqual(body.customSchemas, { Webex: { siteURL: 'acme.webex.com' } });
  assert.equal('isAdmin' in body, false);
});

test('a_person_sees_their_own_fields_and_others_only_those_of_the_whole_domain', () => {
  const world = googleWorld();
  assert.deepEqual(ask(world, host, `users/${host}?${site}&viewType=domain_public`).body.customSchemas, { Webex: { siteURL: 'acme.webex.com', licence: 'full' } });
  world.directory.setSchema('Webex', { fields: { siteURL: { readAccessType: 'ADMINS_AND_SELF' }, licence: { readAccessType: 'ADMINS_AND_SELF' } } });
  assert.equal('customSchemas' in ask(world, colleague, `users/${host}?${site}&viewType=domain_public`).body, false);
});

test('a_person_is_found_by_address_alias_and_id', () => {
  const world = googleWorld();
  const { id } = ask(world, admin, `users/${encodeURIComponent(host)}`).body;
  assert.match(id, /^1\d{20}$/);
  assert.equal(ask(world, admin, 'users/chair@example.com').body.id, id);
  assert.equal(ask(world, admin, `users/${id}`).body.primaryEmail, host);
});

test('who_is_not_there_is_not_found_and_other_domains_are_closed', () => {
  const world = googleWorld();
  assert.equal(refused(ask(world, admin, 'users/nobody@example.com')), '404 notFound: Resource Not Found: userKey');
  assert.equal(refused(ask(world, admin, `users/${stranger}`)), notAuthorized);
  const { id } = ask(world, stranger, `users/${stranger}?viewType=domain_public`).body;
  assert.equal(refused(ask(world, admin, `users/${id}`)), '404 notFound: Resource Not Found: userKey');
  assert.equal(refused(ask(world, consumer, `users/${consumer}?viewType=domain_public`)), notAuthorized);
});

test('without_contact_sharing_people_see_themselves_alone', () => {
  const world = googleWorld();
  world.directory.unsharedDomains.add('example.com');
  assert.equal(refused(ask(world, colleague, `users/${host}?viewType=domain_public`)), notAuthorized);
  assert.equal(ask(world, host, `users/${host}?viewType=domain_public`).status, 200);
  assert.equal(ask(world, admin, `users/${host}`).status, 200);
});

test('a_token_must_live_and_have_the_scope', () => {
  const world = googleWorld();
  assert.equal(refused(ask(world, admin, `users/${host}`, { token: 'ya29.other' })), '401 authError: Invalid Credentials');
  assert.equal(refused(ask(world, admin, `users/${host}`, { scopes: [] })), '403 insufficientPermissions: Request had insufficient authentication scopes.');
});

test('parameters_are_checked', () => {
  const world = googleWorld();
  for (const query of ['projection=most', 'projection=custom', 'customFieldMask=Webex', 'viewType=public', 'colour=red']) {
    assert.equal(ask(world, admin, `users/${host}?${query}`).status, 400, query);
  }
  assert.throws(() => ask(world, admin, `users/${host}?fields=id`), /not simulated: the query parameter fields/);
  assert.throws(() => ask(world, admin, 'users?domain=example.com'), /not simulated: GET/);
  assert.throws(() => ask(world, admin, `users/${host}`, { method: 'PUT' }), /not simulated: PUT/);
});

test('an_entry_has_only_fields_of_its_schema', () => {
  const world = googleWorld();
  assert.throws(() => world.directory.setUser(host, { customSchemas: { Webex: { site: 'x' } } }), /no field Webex\.site/);
  assert.throws(() => world.directory.setUser(consumer, {}), /in no Workspace domain/);
});
