// @ts-check
/**
 * The checks of setters' arguments. Each check returns the JSON form of a value, or `undefined` when its type is wrong.
 *
 * The caller reports a wrong type with Apps Script's error message; a right type with a forbidden value throws here. The real service
 * converts between numbers and strings in some places; these checks don't, so that such mistakes are found.
 */

/** @typedef {import('./builder.js').Check} Check */

const INT32 = 2 ** 31;

/** @type {Check} */
export const text = (value) => (typeof value === 'string' ? value : undefined);

/** @type {Check} */
export const required = (value, forge) => {
  if (value === '') throw forge.fail('Invalid argument: the text must not be empty');
  return text(value, forge);
};

/** @type {Check} */
export const flag = (value) => (typeof value === 'boolean' ? value : undefined);

/** @type {Check} */
export const integer = (value) => (typeof value === 'number' && Number.isInteger(value) && value >= -INT32 && value < INT32 ? value : undefined);

/** @param {number} least @param {number} most @returns {Check} */
export const between = (least, most) => (value, forge) => {
  const read = /** @type {number | undefined} */ (integer(value, forge));
  if (read !== undefined && (read < least || read > most)) {
    throw forge.fail(`Invalid argument: ${value} is not between ${least} and ${most}`);
  }
  return read;
};

/** @type {Check} */
export const number = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

/** Milliseconds since 1970, as a number or as digits; a 64-bit integer is a string in JSON. @type {Check} */
export const milliseconds = (value) => {
  if (typeof value === 'string' && /^-?\d{1,18}$/.test(value)) return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** At most so many characters (UTF-16 units, as Apps Script counts). @param {string} what @param {number} most @returns {Check} */
export const atMost = (what, most) => (value, forge) => {
  if (typeof value === 'string' && value.length > most) {
    throw forge.fail(`Invalid argument: ${what} is longer than ${most} characters`);
  }
  return text(value, forge);
};

/** A member of one of the service's enumerations; a string with its name is refused. @param {string} enumeration @returns {Check} */
export const member = (enumeration) => (value, forge) => forge.enums.nameOf(enumeration, value);

/** An object of one of the given kinds that passes its own rules. @param {...string} kinds @returns {Check} */
export const made = (...kinds) => (value, forge) => {
  const known = forge.known(value);
  return known && kinds.includes(known.kind) ? forge.close(known) : undefined;
};

/** A list whose elements all pass. @param {Check} check @returns {Check} */
export const list = (check) => (value, forge) => {
  if (!Array.isArray(value)) return undefined;
  const read = value.map((element) => check(element, forge));
  return read.includes(undefined) ? undefined : read;
};

/** `{key: 'value'}` of strings only, as `[{key, value}]`. @type {Check} */
export const parameters = (value, forge) => {
  if (Object.prototype.toString.call(value) !== '[object Object]' || forge.known(value)) return undefined;
  const pairs = Object.entries(/** @type {object} */ (value)).map(([key, word]) => ({ key, value: word }));
  return pairs.every((pair) => typeof pair.value === 'string') ? pairs : undefined;
};

/** `#rrggbb` as google.type.Color, whose channels go from 0 to 1. @type {Check} */
export const color = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  if (!/^#[0-9a-f]{6}$/i.test(value)) throw forge.fail(`Invalid argument: ${value} is not a color like #rrggbb`);
  const channel = (/** @type {number} */ at) => parseInt(value.slice(at, at + 2), 16) / 255;
  return { red: channel(1), green: channel(3), blue: channel(5) };
};

/** A public image: HTTPS and no SVG (developers.google.com/workspace/add-ons/guides/workspace-restrictions). @type {Check} */
export const imageUrl = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  if (!/^https:\/\/[^/\s]+\/\S+$/.test(value)) throw forge.fail(`Invalid argument: ${value} is no HTTPS image URL`);
  if (/\.svgz?([?#]|$)/i.test(value)) throw forge.fail(`Invalid argument: SVG images are not supported: ${value}`);
  return value;
};
