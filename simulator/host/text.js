// @ts-check
/**
 * Reads the HTML subset of card texts as a person sees it.
 *
 * Only texts that support formatting go through here (paragraphs, the text of a DecoratedText, section headers); titles,
 * labels and buttons are shown as they are, so that a wrongly escaped one shows.
 *
 * Documentation: developers.google.com/workspace/add-ons/concepts/widgets (text formatting).
 */

/** @type {Record<string, string>} */
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** @param {string} html @returns {string} */
export function plainText(html) {
  return html
    .replace(/\s*<br\s*\/?>\s*/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16));
    });
}

/** The links inside a formatted text. @param {string} html @returns {{ text: string, url: string }[]} */
export function linksIn(html) {
  return [...html.matchAll(/<a\s[^>]*href\s*=\s*["']([^"']*)["'][^>]*>(.*?)<\/a>/gis)]
    .map(([, url, text]) => ({ text: plainText(text), url: plainText(url) }));
}
