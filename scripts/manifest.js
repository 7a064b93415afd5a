// @ts-check
/**
 * Adapts the manifest to an organisation: the Webex sites that Join links may open, and its logo.
 *
 * Google documents wildcards for the addresses that a script fetches, and not for those that cards open (open point U18).
 * With the sites named one by one the links work under either answer. It changes nothing else and writes no file.
 */

/** A Webex site's host name. */
const SITE = /^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*\.webex\.com$/;

/**
 * @param {any} manifest
 * @param {string[]} sites host names such as `acme.webex.com`
 * @returns {any} another manifest, in which links to these sites are allowed in place of the wildcard
 */
export function withSites(manifest, sites) {
  const wrong = sites.find((site) => !SITE.test(site));
  if (wrong !== undefined) throw new Error(`not a Webex site: ${wrong} (a host name such as acme.webex.com is wanted)`);
  if (sites.length === 0) return manifest;
  const { common } = manifest.addOns;
  const others = common.openLinkUrlPrefixes.filter((/** @type {string} */ prefix) => !prefix.includes('*'));
  const openLinkUrlPrefixes = [...new Set([...others, ...sites.map((site) => `https://${site}/`)])];
  return { ...manifest, addOns: { ...manifest.addOns, common: { ...common, openLinkUrlPrefixes } } };
}

/**
 * @param {any} manifest
 * @param {string} [logo] the address of a public picture
 * @returns {any} another manifest, in which it stands for the add-on and for both conference solutions
 */
export function withLogo(manifest, logo) {
  if (logo === undefined) return manifest;
  if (!URL.canParse(logo) || new URL(logo).protocol !== 'https:') throw new Error(`not an https address: ${logo}`);
  const { common, calendar } = manifest.addOns;
  const conferenceSolution = calendar.conferenceSolution.map((/** @type {object} */ solution) => ({ ...solution, logoUrl: logo }));
  return { ...manifest, addOns: { ...manifest.addOns, common: { ...common, logoUrl: logo }, calendar: { ...calendar, conferenceSolution } } };
}
