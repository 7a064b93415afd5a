// @ts-check
/**
 * Matches URLs with the prefixes of the manifest's `urlFetchWhitelist`.
 *
 * It doesn't fetch and doesn't check links of cards.
 * Invariant: scheme and host are compared without regard to case, the path with regard to it.
 *
 * Enforces: developers.google.com/apps-script/manifest/allowlist-url.
 */

const shape = /^https:\/\/(\*\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(\/[^\s*]*)$/i;

/**
 * `https://`, a full domain (one leading `*.` allowed) and a non-empty path.
 * @param {unknown} prefix
 * @returns {boolean}
 */
export function isFetchPrefix(prefix) {
  return typeof prefix === 'string' && shape.test(prefix);
}

/**
 * @param {string} url
 * @param {string} prefix a valid one
 * @returns {boolean}
 */
export function matchesFetchPrefix(url, prefix) {
  const wanted = shape.exec(prefix);
  const given = /^https:\/\/([^/?#:@]+)(?::443)?(?=[/?#]|$)(\/[^#]*)?/i.exec(url);
  if (!wanted || !given) return false;
  const host = given[1].toLowerCase();
  const domain = wanted[2].toLowerCase();
  const sameHost = wanted[1] ? host.endsWith(`.${domain}`) : host === domain;
  return sameHost && (given[2] ?? '/').startsWith(wanted[3]);
}
