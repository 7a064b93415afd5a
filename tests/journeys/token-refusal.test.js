// @ts-check
/** Journeys: Webex refuses to renew a token, for good or for a while, in each form that the platform may use. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sample } from '../../simulator/sample.js';
import { host, hour, meetingWorld, onlyMeeting, open, requestsSince, shows } from './world.js';

/** @param {import('./world.js').World} world */
const hasTokens = (world) => Boolean(world.user(host).properties.get('tokens'));

test('a refusal without a reason asks for a sign-in and keeps the one that there is, which works again afterwards', async () => {
  // proves: E75, E8, E114
  const { world, person, eventId } = await meetingWorld();
  world.webex.person(host).endAccess();
  const refusal = { method: 'POST', path: '/v1/access_token', status: 401, message: 'The request could not be validated.' };
  world.webex.faults.add({ ...refusal, times: 2 });
  person.calendar.edit(eventId, { summary: 'Renamed' });
  await world.settle();
  assert.equal(hasTokens(world), true);
  assert.equal(onlyMeeting(world).title, 'Design review');
  await world.advance(3 * hour);
  assert.equal(onlyMeeting(world).title, 'Renamed');
  shows(await open(person.openEvent(host, eventId)), /In step with Webex/);
});

for (const invalidGrant of ['oauth 400', 'oauth 401', 'standard 400', 'standard 401']) {
  test(`a sign-in that has ended is asked for again where Webex answers ${invalidGrant}`, async () => {
    // proves: E74, N8, E114
    const { world, person, eventId } = await meetingWorld({ spec: { options: { webex: { invalidGrant } } } });
    world.webex.person(host).revoke(sample.integration.clientId);
    person.calendar.edit(eventId, { summary: 'Renamed' });
    await world.advance(2 * hour);
    shows(await open(person.openHome({ host: 'CALENDAR' })), /Sign in/);
    const from = world.webex.requests.length;
    await world.advance(5 * hour);
    const tries = requestsSince(world, from);
    if (invalidGrant.startsWith('oauth')) assert.deepEqual([tries, hasTokens(world)], [[], false]);
    else assert.ok(tries.length <= 12 && tries.every((one) => /access_token|GET|PATCH/.test(one)), tries.join());
    const panel = await open(person.openHome({ host: 'CALENDAR' }));
    await panel.signIn({ email: host, decision: 'allow' });
    await world.advance(2 * hour);
    assert.equal(onlyMeeting(world).title, 'Renamed');
  });
}
