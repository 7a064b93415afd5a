// @ts-check
/** An add-on in a world reaches the simulated Webex service, with its switches, faults and slow answers. */
import test from 'node:test';
import assert from 'node:assert/strict';
import { createWorld } from '../../simulator/index.js';
import { addonOf, host, manifestWith } from './inline-addon.js';

const SCRIPT = `
function schedule(argument) {
  const answers = UrlFetchApp.fetchAll(argument.titles.map((title) => ({
    url: 'https://webexapis.com/v1/meetings', method: 'post', contentType: 'application/json', muteHttpExceptions: true,
    headers: { Authorization: 'Bearer ' + argument.token },
    payload: JSON.stringify({ title, start: '2026-03-03T10:00:00', end: '2026-03-03T11:00:00', timezone: 'Europe/Paris', sendEmail: false }),
  })));
  return answers.map((answer) => [answer.getResponseCode(), Object.keys(JSON.parse(answer.getContentText())).includes('errors')]);
}`;

/** @param {Record<string, any>} [switches] */
function worldWithWebex(switches = {}) {
  const world = createWorld({
    addon: addonOf(SCRIPT, manifestWith({ urlFetchWhitelist: ['https://webexapis.com/'] })),
    start: '2026-03-02T09:00:00Z',
    options: { webex: switches },
    users: [{ email: host }],
    webex: {
      sites: [{ siteUrl: 'site.webex.com' }],
      users: [{ email: host, sites: ['site.webex.com'] }],
      integrations: [{ clientId: 'C-1', secret: 'S-1', redirectUris: ['https://script.google.com/x'], scopes: ['meeting:schedules_write'] }],
    },
  });
  const { access_token: token } = world.webex.connect({ email: host, clientId: 'C-1', scopes: ['meeting:schedules_write'] });
  return { world, token };
}

/** @param {any} world @param {any} argument */
async function schedule(world, argument) {
  const outcome = await world.run(host, 'schedule', argument, { kind: 'function' });
  return outcome.status === 'completed' ? JSON.parse(JSON.stringify(outcome.value.json ?? outcome.value)) : outcome.error.message;
}

test('an add-on creates meetings, and a title too long leaves the others alone', async () => {
  const { world, token } = worldWithWebex();
  assert.deepEqual(await schedule(world, { token, titles: ['One', 'x'.repeat(129), 'Two'] }), [[200, false], [400, true], [200, false]]);
  assert.deepEqual(world.webex.meetings().map((/** @type {any} */ one) => one.title), ['One', 'Two']);
});

test('a switch of the world reaches the service', async () => {
  const { world, token } = worldWithWebex({ errorsMember: 'absent' });
  assert.deepEqual(await schedule(world, { token, titles: [''] }), [[400, false]]);
});

test('one lost answer loses all answers of a batch, yet the meetings exist', async () => {
  const { world, token } = worldWithWebex();
  world.webex.faults.add({ dropAfterEffect: true, after: 1 });
  assert.equal(await schedule(world, { token, titles: ['One', 'Two', 'Three'] }), 'Address unavailable: https://webexapis.com/v1/meetings');
  assert.equal(world.webex.meetings().length, 3);
});

test('a slow answer costs the script its time', async () => {
  const { world, token } = worldWithWebex();
  const before = world.clock.now();
  world.webex.faults.add({ delayMs: 20_000, times: 2 });
  await schedule(world, { token, titles: ['One', 'Two'] });
  const spent = world.clock.now() - before;
  assert.ok(spent >= 20_000 && spent < 40_000, `both were awaited together: ${spent}`);
});
