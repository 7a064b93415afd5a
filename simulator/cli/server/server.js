// @ts-check
/**
 * An HTTP server on loopback in front of a world: outside clients use the same services as the add-on.
 *
 * It is independent of services and people.
 * Invariants: it listens only on 127.0.0.1 and answers only requests for its own names; requests are answered one after another, at the
 * time of the given clock; if a service gives no answer, the connection is closed; a request that isn't simulated is answered with 501
 * and changes nothing.
 */

import { createServer } from 'node:http';
import { TransportError } from '../../runtime/transport.js';
import { isOurs, offered, standsFor } from './addresses.js';
import { signInPage } from './sign-in-page.js';

/** @typedef {import('../../world.js').World} World */
/** @typedef {{ status: number, headers: Record<string, string>, body: string, delayMs?: number }} Answer */

const bodyLimit = 10 * 1024 * 1024;
/** Headers of the connection, which aren't part of the message. */
const CONNECTION = ['connection', 'content-length', 'expect', 'host', 'keep-alive', 'transfer-encoding', 'upgrade'];

/**
 * @param {object} given
 * @param {World} given.world
 * @param {number} [given.port] 0 for any free port
 * @param {() => number} [given.now] the clock that sets the world's time
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function startServer({ world, port = 0, now = Date.now }) {
  const server = createServer(async (request, response) => {
    try {
      const body = await readBody(request);
      world.clock.advanceTo(now());
      const answer = body === null ? plain(413, 'The request is too large.') : answerOf(world, request, body);
      if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      response.writeHead(answer.status, answer.headers);
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    } catch (error) {
      if (error instanceof TransportError) request.socket.destroy();
      else refuse(response, /** @type {Error} */ (error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const { port: found } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${found}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {World} world @param {import('node:http').IncomingMessage} request @param {string} body @returns {Answer} */
function answerOf(world, { method = 'GET', url: path = '/', headers }, body) {
  if (!isOurs(headers.host)) return plain(421, 'This server answers to 127.0.0.1, to localhost and to the names of the services that it stands for.\n');
  if (path === '/') return plain(200, `${offered.map((one) => `${one.path}  ${one.what}`).join('\n')}\n`);
  // The redirect address for sign-ins of outside clients that have no page of their own.
  if (path.startsWith('/callback?')) return plain(200, `${[...new URLSearchParams(path.slice('/callback?'.length))].map((pair) => pair.join(': ')).join('\n')}\n`);
  const url = standsFor(headers.host, path);
  if (url === null) return plain(404, `There is nothing at ${path.split('?')[0]}. GET / lists what is here.\n`);
  const passed = Object.entries(headers).filter(([name]) => !CONNECTION.includes(name)).map(([name, value]) => [name, String(value)]);
  const sent = { method, url, headers: Object.fromEntries(passed), body: body === '' ? null : body };
  return signInPage(world, sent) ?? rerouted(world.route(sent), `http://${headers.host}`, path);
}

/**
 * Changes links to further pages so that they lead to this server, if the client used one of the server's own paths.
 * @param {Answer} answer @param {string} origin @param {string} path
 * @returns {Answer}
 */
function rerouted(answer, origin, path) {
  const service = offered.find((one) => path.startsWith(one.path));
  const name = Object.keys(answer.headers).find((header) => header.toLowerCase() === 'link');
  if (!service || !name) return answer;
  return { ...answer, headers: { ...answer.headers, [name]: answer.headers[name].replaceAll(service.stands, origin + service.path) } };
}

/** @param {import('node:http').ServerResponse} response @param {Error} error */
function refuse(response, error) {
  const gap = error.message.startsWith('not simulated: ');
  const { status, headers, body } = plain(gap ? 501 : 500, `${gap ? error.message : error.stack}\n`);
  response.writeHead(status, headers);
  response.end(body);
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<string | null>} null when it is too large */
async function readBody(request) {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= bodyLimit) parts.push(part);
  }
  return size <= bodyLimit ? Buffer.concat(parts).toString('utf8') : null;
}

/** @param {number} status @param {string} body @returns {Answer} */
function plain(status, body) {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
