// @ts-check
/** The users whose answer from an authorization server is accepted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf, host, valueOf, worldOf } from './inline-addon.js';

const guest = 'guest-1@example.com';
const invalid = 'Error: The state token is invalid or has expired. Please try again.';
const code = `
  function token(seconds) { const b = ScriptApp.newStateToken().withMethod('onAnswer').withArgument('a', 'x'); return (seconds ? b.withTimeout(seconds) : b).createToken(); }
  function onAnswer(request) { return HtmlService.createHtmlOutput('<p>').append(JSON.stringify(request)).setTitle('Done'); }
  function plainToken() { return ScriptApp.newStateToken().withMethod('plain').createToken(); }
  function plain() { return 'text'; }
  function noMethod() { ScriptApp.newStateToken().createToken(); }
  function id() { return ScriptApp.getScriptId(); }
`;
/** @param {import('../../simulator/world.js').World} world @param {string} state @param {string} [form] */
const address = (world, state, form = 'macros') => `https://script.google.com/${form === 'macros' ? 'macros/' : 'a/example.com/'}d/${world.scriptId}/usercallback?code=c%2F1&state=${state}&code=second`;
const world = () => worldOf(code, { users: [{ email: host }, { email: guest }] });

test('the named function gets the query and the arguments, and answers with a page', async () => {
  const here = world();
  const state = await valueOf(here, 'token');
  assert.equal(await valueOf(here, 'id'), here.scriptId);
  for (const form of ['macros', 'domain']) {
    const outcome = await here.userCallback(host, address(here, state, form));
    assert.equal(outcome.status, 'completed', String(outcome.error));
    assert.deepEqual([outcome.value.kind, outcome.value.json.title], ['HtmlOutput', 'Done']);
    const { parameter, parameters } = JSON.parse(outcome.value.json.content.slice(3));
    assert.deepEqual([parameter, parameters], [{ code: 'c/1', a: 'x' }, { code: ['c/1', 'second'], a: ['x'] }]);
  }
});

test('a token is opaque and never the same', async () => {
  const here = world();
  const [one, two] = [await valueOf(here, 'token'), await valueOf(here, 'token')];
  assert.notEqual(one, two);
  assert.ok(!one.includes('onAnswer') && one.length > 100);
});

test('a token of another user, of another project or of nobody runs nothing', async () => {
  const here = world();
  const state = await valueOf(here, 'token');
  const before = here.executions.length;
  const refused = [[guest, address(here, state)], [host, address(here, 'ADEpC8none')], [host, address(here, state).replace(here.scriptId, '1other')], [host, address(here, state).replace('state', 'other')]];
  for (const [email, url] of refused) {
    const outcome = await here.userCallback(email, url);
    assert.deepEqual([outcome.status, String(outcome.error)], ['failed', invalid]);
  }
  assert.equal(here.executions.length, before);
});

test('a token ends after a minute, or when it was told, an hour at most', async () => {
  const here = world();
  const [short, long] = [await valueOf(here, 'token'), await valueOf(here, 'token', 3600)];
  here.clock.advance(60_000);
  assert.equal(String((await here.userCallback(host, address(here, short))).error), invalid);
  here.clock.advance(3_530_000);
  assert.equal((await here.userCallback(host, address(here, long))).status, 'completed');
  here.clock.advance(10_000);
  assert.equal((await here.userCallback(host, address(here, long))).status, 'failed');
  assert.equal(await failureOf(here, 'token', 3601), 'Exception: Invalid argument: 3601');
});

test('an answer that is no page is refused', async () => {
  const here = world();
  const outcome = await here.userCallback(host, address(here, await valueOf(here, 'plainToken')));
  assert.equal(String(outcome.error), 'Exception: The script completed but the returned value is not a supported return type.');
});

test('a token needs a function', async () => {
  assert.match(await failureOf(world(), 'noMethod'), /callback method must be set/);
});
