// @ts-check
/** Requests that UrlFetchApp sends and refuses, and errors that it throws. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { TransportError } from '../../simulator/runtime/transport.js';
import { failureOf, host, manifestWith, valueOf, worldOf } from './inline-addon.js';

const code = `
  const shown = (r) => ({ code: r.getResponseCode(), text: r.getContentText(), headers: r.getHeaders(), bytes: r.getContent() });
  function fetch(args) { return shown(UrlFetchApp.fetch(...args)); }
  function fetchAll(requests) { return UrlFetchApp.fetchAll(requests).map((r) => r.getContentText()); }
  function caught(requests) { try { UrlFetchApp.fetchAll(requests); } catch (e) { return e.message; } }
  function fetchBytes(bytes) { return shown(UrlFetchApp.fetch('https://api.example.com/x', { method: 'post', payload: bytes, contentType: 'a/b' })).text; }
  function request(args) { return UrlFetchApp.getRequest(...args); }
  function timed(args) { const before = Date.now(); try { UrlFetchApp.fetchAll(args); } catch (e) { return [e.message, Date.now() - before]; } return Date.now() - before; }
  function elsewhere() { const r = UrlFetchApp.fetch('https://api.example.com/latin', { muteHttpExceptions: true }); return [r.getContentText(), r.getContentText('ISO-8859-1'), r.getBlob().getContentType()]; }
`;

/**
 * A world in which api.example.com answers with the request that it got.
 * @param {object} [options]
 * @param {object} [manifest]
 */
function echoing(options, manifest = manifestWith({ urlFetchWhitelist: ['https://api.example.com/', 'https://*.example.org/v1/'] })) {
  const world = worldOf(code, { manifest, options });
  /** @type {import('../../simulator/runtime/transport.js').HttpRequest[]} */
  const seen = [];
  world.route = /** @returns {import('../../simulator/runtime/transport.js').HttpAnswer} */ (request) => {
    seen.push(request);
    const { pathname } = new URL(request.url);
    if (pathname === '/down') throw new TransportError('Address unavailable', request.url);
    if (pathname === '/moved') return { status: 302, headers: { Location: '/there' }, body: '' };
    if (pathname === '/away') return { status: 307, headers: { Location: 'https://other.example.net/' }, body: '' };
    if (pathname === '/round') return { status: 302, headers: { Location: '/round' }, body: '' };
    const status = Number(/\/status\/(\d+)/.exec(pathname)?.[1] ?? 200);
    const delayMs = Number(/\/slow\/(\d+)/.exec(pathname)?.[1] ?? 0);
    return { status, delayMs, headers: { 'Content-Type': 'text/plain', 'X-Method': request.method }, body: `${request.method} ${pathname} ${request.body ?? ''}` };
  };
  return { world, seen };
}

test('a request is sent as it was given', async () => {
  const { world, seen } = echoing();
  const url = 'https://api.example.com/a?q=1';
  const answer = await valueOf(world, 'fetch', [url, { method: 'PATCH', contentType: 'application/json', headers: { Authorization: 'Bearer t' }, payload: '{"é":1}' }]);
  assert.deepEqual(seen, [{ method: 'PATCH', url, headers: { authorization: 'Bearer t', 'content-type': 'application/json' }, body: '{"é":1}' }]);
  assert.deepEqual([answer.code, answer.text, answer.headers['X-Method']], [200, 'PATCH /a {"é":1}', 'PATCH']);
  assert.deepEqual(answer.bytes.slice(-7), [123, 34, -61, -87, 34, 58, 49, 125].slice(-7));
});

test('an object as payload is a form', async () => {
  const { world, seen } = echoing();
  await valueOf(world, 'fetch', ['https://api.example.com/', { method: 'post', payload: { a: 'x y', b: 1 } }]);
  assert.deepEqual([seen[0].body, seen[0].headers['content-type']], ['a=x+y&b=1', 'application/x-www-form-urlencoded']);
  assert.equal(await valueOf(world, 'fetchBytes', [72, 105]), 'POST /x Hi');
});

test('a URL outside the manifest\'s list is refused before anything is sent', async () => {
  const { world, seen } = echoing();
  const text = (/** @type {string} */ url) => `Exception: Request to ${url} failed because the URL has not been whitelisted in the script manifest.`;
  for (const url of ['https://other.example.com/', 'https://example.org/v1/', 'https://a.example.org/v2/', 'http://api.example.com/', 'https://api.example.com.evil.net/', 'https://api.example.com@evil.net/', 'https://evil-api.example.com/']) {
    assert.equal(await failureOf(world, 'fetch', [url]), text(url));
  }
  assert.equal(seen.length, 0);
  await valueOf(world, 'fetch', ['https://a.b.example.org/v1/x']);
  await valueOf(world, 'fetch', ['HTTPS://API.example.com/x']);
  await failureOf(world, 'fetchAll', ['https://api.example.com/ok', 'https://other.example.com/']);
  assert.equal(seen.length, 2);
});

test('a versioned deployment needs the list, a head deployment doesn\'t', async () => {
  const open = manifestWith();
  delete open.urlFetchWhitelist;
  assert.match(await failureOf(echoing({}, open).world, 'fetch', ['https://any.example.com/']), /has not been whitelisted/);
  await valueOf(echoing({ deployment: 'head' }, open).world, 'fetch', ['https://any.example.com/']);
});

test('an error status throws with the host alone in the text, unless it is muted', async () => {
  const { world } = echoing();
  const url = 'https://api.example.com/status/404/secret';
  assert.equal(await failureOf(world, 'fetch', [url]), 'Exception: Request failed for https://api.example.com returned code 404. Truncated server response: GET /status/404/secret  (use muteHttpExceptions option to examine full response)');
  assert.equal((await valueOf(world, 'fetch', [url, { muteHttpExceptions: true }])).code, 404);
});

test('a transport error throws whatever is muted', async () => {
  assert.equal(await failureOf(echoing().world, 'fetch', ['https://api.example.com/down', { muteHttpExceptions: true }]), 'Exception: Address unavailable: https://api.example.com/down');
});

test('a gap behind the network ends the test run, also when the script catches it', async () => {
  const { world } = echoing();
  world.route = () => { throw new Error('not simulated: that'); };
  await assert.rejects(valueOf(world, 'caught', ['https://api.example.com/a']), /^Error: not simulated: that$/);
});

test('an unknown host is a DNS error, and a known service that isn\'t simulated a gap', async () => {
  const google = worldOf(code, { manifest: manifestWith({ urlFetchWhitelist: ['https://www.googleapis.com/'] }) });
  await assert.rejects(valueOf(google, 'caught', ['https://www.googleapis.com/drive/v3/files']), /^Error: not simulated: GET www\.googleapis\.com\/drive\/v3\/files$/);
  assert.equal(await failureOf(worldOf(code), 'fetch', ['https://unknown.example.com/x', { muteHttpExceptions: true }]), 'Exception: DNS error: https://unknown.example.com/x');
});

test('fetchAll is one round trip with its answers in order', async () => {
  const { world } = echoing();
  assert.deepEqual(await valueOf(world, 'fetchAll', [{ url: 'https://api.example.com/1', method: 'put', payload: 'p' }, 'https://api.example.com/2']), ['PUT /1 p', 'GET /2 ']);
  assert.deepEqual(world.roundTrips(world.executions[0]), { total: 1, UrlFetchApp: 1 });
  assert.deepEqual(world.executions[0].calls[0].detail, [{ method: 'PUT', url: 'https://api.example.com/1', status: 200 }, { method: 'GET', url: 'https://api.example.com/2', status: 200 }]);
});

test('one failure in fetchAll loses all answers, though every request was sent', async () => {
  const { world, seen } = echoing();
  const url = (/** @type {string} */ path) => ({ url: `https://api.example.com/${path}`, method: 'post' });
  assert.equal(await valueOf(world, 'caught', [{ ...url('down'), muteHttpExceptions: true }, url('a')]), 'Address unavailable: https://api.example.com/down');
  assert.match(await valueOf(world, 'caught', [url('a'), url('status/500'), url('b')]), /returned code 500/);
  assert.deepEqual(seen.map((request) => new URL(request.url).pathname), ['/down', '/a', '/a', '/status/500', '/b']);
  await failureOf(world, 'fetchAll', [{ method: 'get' }]);
});

test('requests of fetchAll wait side by side, and a timeout ends the wait', async () => {
  const { world } = echoing({ urlFetchTimeoutSeconds: 20 });
  const slow = (/** @type {number} */ ms) => `https://api.example.com/slow/${ms}`;
  assert.equal(await valueOf(world, 'timed', [slow(2000), slow(5000)]), 5400);
  assert.deepEqual(await valueOf(world, 'timed', [slow(2000), slow(21_000)]), [`Timeout: ${slow(21_000)}`, 20_400]);
  assert.deepEqual(await valueOf(world, 'timed', [{ url: slow(3000), timeoutSeconds: 2 }]), [`Timeout: ${slow(3000)}`, 2400]);
});

test('redirects are followed by default, within the list, and not for ever', async () => {
  const { world } = echoing();
  assert.equal((await valueOf(world, 'fetch', ['https://api.example.com/moved', { method: 'post', payload: 'x' }])).text, 'GET /there ');
  assert.equal((await valueOf(world, 'fetch', ['https://api.example.com/moved', { followRedirects: false }])).code, 302);
  assert.match(await failureOf(world, 'fetch', ['https://api.example.com/away']), /has not been whitelisted/);
  assert.match(await failureOf(world, 'fetch', ['https://api.example.com/round']), /^Exception: Bad request: /);
});

test('sizes are limited', async () => {
  const { world, seen } = echoing();
  const base = 'https://api.example.com/';
  await valueOf(world, 'fetch', [base + 'x'.repeat(2082 - base.length)]);
  assert.equal(await failureOf(world, 'fetch', [base + 'x'.repeat(2083 - base.length)]), 'Exception: Limit Exceeded: URLFetch URL Length.');
  assert.equal(await failureOf(world, 'fetch', [base, { headers: { a: 'x'.repeat(8192) } }]), 'Exception: Limit exceeded: URL Fetch header size.');
  await failureOf(world, 'fetch', [base, { headers: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`h${i}`, 'x'])) }]);
  assert.equal(await failureOf(world, 'fetch', [base, { method: 'post', payload: 'x'.repeat(50 * 1024 * 1024 + 1) }]), 'Exception: Limit exceeded: URL Fetch POST size.');
  assert.equal(seen.length, 1);
});

test('wrong attributes are refused', async () => {
  const { world } = echoing();
  const url = 'https://api.example.com/';
  const invalid = async (/** @type {object} */ params, /** @type {string} */ name) => assert.equal(await failureOf(world, 'fetch', [url, params]), `Exception: Attribute provided with invalid value: ${name}`);
  await invalid({ method: 'options' }, 'method');
  await invalid({ header: {} }, 'header');
  await invalid({ headers: { Host: 'x' } }, 'Header:Host');
  await invalid({ headers: { 'X-A': 'a\nb' } }, 'Header:X-A');
  await invalid({ muteHttpExceptions: 'true' }, 'muteHttpExceptions');
  await invalid({ payload: 'x' }, 'payload');
  assert.equal(await failureOf(world, 'fetch', ['ftp://api.example.com/']), 'Exception: Invalid argument: ftp://api.example.com/');
  assert.equal(await failureOf(world, 'fetch', ['api.example.com']), 'Exception: Invalid argument: api.example.com');
});

test('asking for gzip by hand leaves the answer undecoded', async () => {
  const answer = await valueOf(echoing().world, 'fetch', ['https://api.example.com/z', { headers: { 'Accept-Encoding': 'gzip' } }]);
  assert.notEqual(answer.text, 'GET /z ');
  assert.equal(gunzipSync(Buffer.from(answer.bytes)).toString(), 'GET /z ');
});

test('secrets of a query don\'t reach the log', async () => {
  const { world } = echoing();
  await valueOf(world, 'fetch', ['https://api.example.com/t?code=hidden&max=5', { headers: { Authorization: 'Bearer hidden' } }]);
  assert.deepEqual(world.executions[0].calls[0].detail, { method: 'GET', url: 'https://api.example.com/t?code=…&max=5', status: 200 });
});

test('a day has 20 000 requests, each of fetchAll counted', async () => {
  const { world } = echoing();
  world.user(host).quotas.set('url fetch calls', { since: world.clock.now(), used: 19_998 });
  const [a, b, c] = ['a', 'b', 'c'].map((path) => `https://api.example.com/${path}`);
  assert.equal(await failureOf(world, 'fetchAll', [a, b, c]), 'Exception: Service invoked too many times for one day: urlfetch.');
  await valueOf(world, 'fetchAll', [a, b]);
  assert.equal(await failureOf(world, 'fetch', [a]), 'Exception: Service invoked too many times for one day: urlfetch.');
});

test('getRequest shows what would be sent', async () => {
  assert.deepEqual(await valueOf(echoing().world, 'request', ['https://api.example.com/x', { method: 'post', payload: 'p' }]), {
    url: 'https://api.example.com/x', method: 'post', headers: {}, contentType: 'application/x-www-form-urlencoded', payload: 'p',
    followRedirects: true, muteHttpExceptions: false, validateHttpsCertificates: true, useIntranet: false,
  });
});

test('the userinfo endpoint knows the holder of an OAuth token', async () => {
  const world = worldOf(`function who() { return JSON.parse(UrlFetchApp.fetch('https://openidconnect.googleapis.com/v1/userinfo', { headers: { Authorization: 'Bearer ' + ScriptApp.getOAuthToken() } }).getContentText()); }
    function nobody() { return UrlFetchApp.fetch('https://openidconnect.googleapis.com/v1/userinfo', { headers: { Authorization: 'Bearer x' }, muteHttpExceptions: true }).getResponseCode(); }`,
  { users: [{ email: host, name: 'Host', locale: 'de-DE', domain: 'example.com' }] });
  const { sub, ...claims } = await valueOf(world, 'who');
  assert.match(sub, /^\d{21}$/);
  assert.deepEqual(claims, { name: 'Host', given_name: 'Host', locale: 'de-DE', email: host, email_verified: true, hd: 'example.com' });
  assert.equal(await valueOf(world, 'nobody'), 401);
  world.user(host).refusedScopes.add('userinfo.profile');
  assert.equal((await valueOf(world, 'who')).name, undefined);
});
