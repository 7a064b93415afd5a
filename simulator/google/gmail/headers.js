// @ts-check
/**
 * Reads and writes the header fields of messages: folding, encoded words, address lists, dates.
 *
 * It knows no mailbox.
 * Invariants: a field is read as Gmail shows it, on one line and with its encoded words decoded, also inside quotation marks, where many
 * programs put them; an encoded word with an unknown charset is left as it is.
 * Assumption: Gmail puts a decoded name with a comma or another special character in quotation marks, so that the list can still be
 * parsed.
 *
 * Enforces: RFC 5322 (folding, groups, comments, zones) and RFC 2047 (encoded words), which
 * developers.google.com/apps-script/reference/gmail/gmail-message relies on for its texts.
 */

/** @typedef {{ name: string, email: string }} Address */

const SPECIAL = /[()<>[\]:;@\\,."]/;
const WORDS = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=(?:\s+=\?[^?\s]+\?[bq]\?[^?\s]*\?=)*/gi;

/** Joins a folded field into one line. @param {string} value @returns {string} */
export function unfold(value) {
  return value.replace(/\r?\n[ \t]+/g, ' ').replace(/[\r\n]+/g, ' ').trim();
}

/** Reads a subject, or another field without structure. @param {string} value @returns {string} */
export function readText(value) {
  return unfold(value).replace(WORDS, decodeWords);
}

/** Reads a field of addresses, and returns it as one text. @param {string} value @returns {string} */
export function readAddresses(value) {
  return unfold(value).replace(/"(?:[^"\\]|\\.)*"|[^"]+/g, (part) => {
    if (part.startsWith('"')) return part.replace(WORDS, (words) => escaped(decodeWords(words)));
    return part.replace(WORDS, (words) => {
      const text = decodeWords(words);
      return SPECIAL.test(text) ? `"${escaped(text)}"` : text;
    });
  });
}

/** @param {string} text */
const escaped = (text) => text.replace(/(["\\])/g, '\\$1');

/** Decodes adjacent words together, because a letter's bytes may be split between them. @param {string} words @returns {string} */
function decodeWords(words) {
  let text = '';
  /** @type {{ charset: string, bytes: number[], written: string } | null} */
  let open = null;
  const close = () => {
    if (open) text += decoded(open.charset, open.bytes) ?? open.written;
    open = null;
  };
  for (const [written, name, form, content] of words.matchAll(/=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi)) {
    const charset = name.split('*')[0].toLowerCase();
    const bytes = /b/i.test(form) ? [...Buffer.from(content, 'base64')] : quotedBytes(content);
    if (open && open.charset !== charset) close();
    if (!open) open = { charset, bytes: [], written: '' };
    open.bytes.push(...bytes);
    open.written += (open.written && ' ') + written;
  }
  close();
  return text;
}

/** @param {string} content */
function quotedBytes(content) {
  const bytes = [];
  for (const [part, hex] of content.matchAll(/=([0-9a-f]{2})|[^]/gi)) bytes.push(hex ? parseInt(hex, 16) : part === '_' ? 32 : part.charCodeAt(0));
  return bytes;
}

/** @param {string} charset @param {number[]} bytes */
function decoded(charset, bytes) {
  try {
    return new TextDecoder(charset).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Parses a list of addresses. A group is replaced by its members, so an empty group adds no address.
 * @param {string} list
 * @returns {Address[]}
 */
export function parseAddresses(list) {
  /** @type {Address[]} */
  const addresses = [];
  let phrase = '';
  let email = '';
  const flush = () => {
    const words = phrase.replace(/\s+/g, ' ').trim();
    if (email) addresses.push({ name: words, email });
    else if (words) addresses.push({ name: '', email: words });
    phrase = '';
    email = '';
  };
  for (const [part] of readAddresses(list).matchAll(/"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^>]*>|[^]/g)) {
    if (part.length > 1 && part.startsWith('"')) phrase += part.slice(1, -1).replace(/\\(.)/g, '$1');
    else if (part.length > 1 && part.startsWith('<')) email = part.slice(1, -1).trim();
    else if (part.length > 1) continue;
    else if (part === ':') phrase = '';
    else if (part === ',' || part === ';') flush();
    else phrase += part;
  }
  flush();
  return addresses;
}

/** @param {string} email @returns {boolean} */
export const isAddress = (email) => /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/.test(email);

/** Writes an address in the form of a header. @param {Address} address @returns {string} */
export function writeAddress({ name, email }) {
  if (name === '') return email;
  return `${SPECIAL.test(name) ? `"${escaped(name)}"` : name} <${email}>`;
}

/** @param {string} value a Date field, which may have a comment after its zone @returns {number | undefined} milliseconds since 1970 */
export function readDate(value) {
  const time = Date.parse(unfold(value).replace(/\([^)]*\)/g, '').trim());
  return Number.isNaN(time) ? undefined : time;
}

/** @param {number} time @returns {string} */
export function writeDate(time) {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}
