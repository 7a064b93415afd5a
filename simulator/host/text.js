// @ts-check
/**
 * Reads the HTML subset of card texts as a person sees it.
 *
 * It is used only for texts that support formatting (paragraphs, the text of a DecoratedText, section headers). Titles, labels and
 * buttons are shown unchanged, so that wrong escaping is visible.
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
