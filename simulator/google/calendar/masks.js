// @ts-check
/**
 * Partial responses: parses and applies the `fields` parameter.
 *
 * Works on any JSON value and a shape of schema.js.
 *
 * Invariants: the answer contains only the members in the mask, so nextPageToken and nextSyncToken must also be named; a name that the
 * shape doesn't have is refused.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/performance#partial-response
 * (`a,b`, `a/b`, `a(b,c)`, `*`).
 */
import { invalidParameter } from './errors.js';

/** @typedef {Map<string, Mask | null>} Mask the selected members, each with the mask of its own members; null selects the whole member */

/**
 * Parses a mask and checks it against a shape.
 * @param {string} text
 * @param {import('./schema.js').Kind} shape
 * @returns {Mask}
 */
export function parseMask(text, shape) {
  let position = 0;

  /** @param {import('./schema.js').Kind} kind @returns {Mask} */
  function list(kind) {
    /** @type {Mask} */
    const mask = new Map();
    for (;;) {
      path(mask, kind);
      if (text[position] !== ',') return mask;
      position += 1;
    }
  }

  /** @param {Mask} mask @param {import('./schema.js').Kind} kind */
  function path(mask, kind) {
    const name = /^[A-Za-z0-9_*]+/.exec(text.slice(position))?.[0];
    if (!name) throw refused(text);
    position += name.length;
    const inner = memberOf(kind, name);
    if (inner === undefined) throw refused(name);
    if (text[position] === '/') {
      position += 1;
      const below = new Map();
      path(below, inner);
      select(mask, name, below);
    } else if (text[position] === '(') {
      position += 1;
      const below = list(inner);
      if (text[position] !== ')') throw refused(text);
      position += 1;
      select(mask, name, below);
    } else {
      select(mask, name, null);
    }
  }

  const mask = list(shape);
  if (position !== text.length) throw refused(text);
  return mask;
}

/** @param {string} name */
const refused = (name) => invalidParameter('fields', `Invalid field selection ${name}`);

/**
 * @param {import('./schema.js').Kind} kind @param {string} name
 * @returns {import('./schema.js').Kind | undefined}
 */
function memberOf(kind, name) {
  const shape = /** @type {Exclude<import('./schema.js').Kind, unknown[]>} */ (Array.isArray(kind) ? kind[0] : kind);
  if (shape === 'any') return 'any';
  if (shape === 'map') return 'string';
  if (typeof shape === 'string') return undefined;
  if (name === '*') return Object.assign({}, ...Object.values(shape).map((inner) => shapeOf(/** @type {import('./schema.js').Kind} */ (inner))));
  return Object.hasOwn(shape, name) ? /** @type {import('./schema.js').Kind} */ (shape[name]) : undefined;
}

/** @param {import('./schema.js').Kind} kind */
function shapeOf(kind) {
  const shape = /** @type {Exclude<import('./schema.js').Kind, unknown[]>} */ (Array.isArray(kind) ? kind[0] : kind);
  return typeof shape === 'string' ? {} : shape;
}

/** @param {Mask} mask @param {string} name @param {Mask | null} below */
function select(mask, name, below) {
  const known = mask.get(name);
  if (known === null) return;
  if (known === undefined || below === null) {
    mask.set(name, below);
    return;
  }
  for (const [inner, deeper] of below) select(known, inner, deeper);
}

/**
 * The part of a value that a mask selects.
 * @param {unknown} value @param {Mask | null} mask
 * @returns {unknown}
 */
export function applyMask(value, mask) {
  if (mask === null) return value;
  if (Array.isArray(value)) return value.map((item) => applyMask(item, mask));
  if (value === null || typeof value !== 'object') return value;
  const all = mask.get('*');
  /** @type {Record<string, unknown>} */
  const part = {};
  for (const [name, inner] of Object.entries(value)) {
    const below = mask.has(name) ? mask.get(name) : all;
    if (below !== undefined) part[name] = applyMask(inner, below);
  }
  return part;
}
