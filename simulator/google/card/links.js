// @ts-check
/**
 * Checks what a card refers to: links against the manifest's `openLinkUrlPrefixes`, callback functions against the script.
 *
 * It opens nothing and calls nothing.
 * Enforces developers.google.com/workspace/add-ons/concepts/workspace-manifests (openLinkUrlPrefixes, required for any
 * outbound link) and the text formatting of developers.google.com/workspace/add-ons/concepts/widgets.
 */

/** @typedef {import('./builder.js').Check} Check */

const TAGS = new Set(['b', 'i', 'u', 's', 'font', 'a', 'time', 'br']);

/** A link that the manifest allows. @type {Check} */
export const link = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  if (!linkAllowed(value, forge.execution.manifest, forge.execution.world.options)) {
    throw forge.fail(`Invalid argument: ${value} matches none of the manifest's openLinkUrlPrefixes`);
  }
  return value;
};

/** An authorization link: allowed by the manifest, and HTTPS. @type {Check} */
export const secureLink = (value, forge) => {
  if (typeof value === 'string' && !value.startsWith('https://')) throw forge.fail(`Invalid argument: ${value} is not HTTPS`);
  return link(value, forge);
};

/**
 * The name of a function that the script has as a global, or as a member of a global object; a private one (with a
 * trailing underscore) can't be called from outside.
 * @type {Check}
 */
export const functionName = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  let found = forge.execution.context;
  for (const name of value.split('.')) found = found === null || found === undefined ? undefined : found[name];
  if (typeof found !== 'function' || value.endsWith('_')) throw forge.fail(`Script function not found: ${value}`);
  return value;
};

/** Text with the supported HTML subset: any other tag is an error here, because the platform wouldn't render it. @type {Check} */
export const formatted = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  for (const [tag, name] of value.matchAll(/<\/?([a-z][a-z0-9]*)[^>]*>?/gi)) {
    if (!tag.endsWith('>') || !TAGS.has(name.toLowerCase())) throw forge.fail(`Invalid argument: ${tag} is no supported text formatting`);
    const target = /^<a\s[^>]*href\s*=\s*["']([^"']*)["']/i.exec(tag);
    if (target) link(target[1].replace(/&amp;/g, '&'), forge);
  }
  return value;
};

/**
 * @param {string} url
 * @param {import('../../runtime/manifest.js').Manifest} manifest
 * @param {{ openLinkWildcard: 'refused' | 'allowed' }} options
 */
export function linkAllowed(url, manifest, options) {
  if (!/^(https?:\/\/[^\s/]+|mailto:|tel:)\S*$/.test(url)) return false;
  const prefixes = manifest.addOns?.common?.openLinkUrlPrefixes ?? [];
  return prefixes.some((prefix) => {
    if (prefix === '*' || url.startsWith(prefix)) return true;
    const wild = options.openLinkWildcard === 'allowed' && /^https:\/\/\*\.([^*/]+)(\/[^*]*)$/.exec(prefix);
    if (!wild) return false;
    const host = /^https:\/\/([^/?#@\s]+)(.*)$/.exec(url);
    return host !== null && host[1].endsWith(`.${wild[1]}`) && host[2].startsWith(wild[2]);
  });
}
