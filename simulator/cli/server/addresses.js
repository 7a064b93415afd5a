// @ts-check
/**
 * Translates a request to the loopback server into the real address.
 *
 * It answers nothing. A client that can't change its paths sends the real host in the Host header; a client that can't change the Host
 * header puts the service before the path.
 * Invariant: path and query are passed on unchanged.
 *
 * Documentation: developer.webex.com/docs/api/getting-started, developers.google.com/workspace/calendar/api/v3/reference,
 * developers.google.com/workspace/admin/directory/reference/rest, developers.google.com/identity/protocols/oauth2/web-server.
 */

const HOSTS = ['webexapis.com', 'www.googleapis.com', 'admin.googleapis.com', 'accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com'];

/** The services that the server offers, in the order of the printed list. @type {readonly { path: string, stands: string, what: string }[]} */
export const offered = Object.freeze([
  { path: '/webex/v1/', stands: 'https://webexapis.com/v1/', what: 'Webex REST API; authorize and access_token too' },
  { path: '/calendar/v3/', stands: 'https://www.googleapis.com/calendar/v3/', what: 'Google Calendar API' },
  { path: '/admin/directory/v1/', stands: 'https://www.googleapis.com/admin/directory/v1/', what: 'Google Directory API' },
  { path: '/o/oauth2/', stands: 'https://accounts.google.com/o/oauth2/', what: 'Google sign-in (v2/auth) and token endpoint' },
]);

/** The loopback names of a machine. */
const OWN = ['127.0.0.1', 'localhost', '[::1]'];

/** @param {string | undefined} host */
const nameIn = (host) => (host ?? '').toLowerCase().replace(/:\d+$/, '');

/**
 * Whether a request is meant for this server. A web page whose name resolves to 127.0.0.1 sends its own name, and must not reach services
 * that are only for this machine.
 * @param {string | undefined} host the Host header
 */
export const isOurs = (host) => OWN.includes(nameIn(host)) || HOSTS.includes(nameIn(host));

/**
 * @param {string | undefined} host the Host header
 * @param {string} path with its query
 * @returns {string | null} the real address; null if it isn't offered
 */
export function standsFor(host, path) {
  const name = nameIn(host);
  if (HOSTS.includes(name)) return `https://${name}${path}`;
  const found = offered.find((one) => path.startsWith(one.path));
  return found ? found.stands + path.slice(found.path.length) : null;
}
