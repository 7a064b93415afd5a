// @ts-check
/**
 * Which real address a request to the loopback server stands for.
 *
 * It answers nothing. A client that can't change its path keeps the real host in its Host header; one that can't change its host's name puts
 * the service before the path. Invariant: path and query stay as they were written, letter for letter.
 *
 * Documentation: developer.webex.com/docs/api/getting-started, developers.google.com/workspace/calendar/api/v3/reference,
 * developers.google.com/workspace/admin/directory/reference/rest, developers.google.com/identity/protocols/oauth2/web-server.
 */

const HOSTS = ['webexapis.com', 'www.googleapis.com', 'admin.googleapis.com', 'accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com'];

/** What the server offers, in the order in which it is listed. @type {readonly { path: string, stands: string, what: string }[]} */
export const offered = Object.freeze([
  { path: '/webex/v1/', stands: 'https://webexapis.com/v1/', what: 'Webex REST API; authorize and access_token too' },
  { path: '/calendar/v3/', stands: 'https://www.googleapis.com/calendar/v3/', what: 'Google Calendar API' },
  { path: '/admin/directory/v1/', stands: 'https://www.googleapis.com/admin/directory/v1/', what: 'Google Directory API' },
  { path: '/o/oauth2/', stands: 'https://accounts.google.com/o/oauth2/', what: 'Google sign-in (v2/auth) and token endpoint' },
]);

/** The names under which a machine reaches itself. */
const OWN = ['127.0.0.1', 'localhost', '[::1]'];

/** @param {string | undefined} host */
const nameIn = (host) => (host ?? '').toLowerCase().replace(/:\d+$/, '');

/**
 * Whether a request means this server. A page of the web that makes its own name lead to 127.0.0.1 sends that name, and must not
 * reach what only this machine may.
 * @param {string | undefined} host the Host header
 */
export const isOurs = (host) => OWN.includes(nameIn(host)) || HOSTS.includes(nameIn(host));

/**
 * @param {string | undefined} host the Host header
 * @param {string} path with its query
 * @returns {string | null} the real address; null for one that isn't offered
 */
export function standsFor(host, path) {
  const name = nameIn(host);
  if (HOSTS.includes(name)) return `https://${name}${path}`;
  const found = offered.find((one) => path.startsWith(one.path));
  return found ? found.stands + path.slice(found.path.length) : null;
}
