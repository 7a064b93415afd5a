// @ts-check
/**
 * The bytes of the built add-on: files, sections of the module, and functions by name where the module has names.
 *
 * It reads files and builds nothing.
 */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** @typedef {{raw: number, gzip: number}} Size */

/** @param {Uint8Array[]} parts @returns {Size} */
function size(parts) {
  const bytes = Buffer.concat(parts);
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

/** What each section of a module is called, by its id. */
const sectionNames = ['custom', 'types', 'imports', 'functions', 'table', 'memory', 'globals', 'exports', 'start', 'elements', 'code', 'data'];

class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get ended() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** An unsigned LEB128 number. */
  number() {
    let value = 0;
    for (let factor = 1, more = true; more; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      more = byte >= 0x80;
    }
    return value;
  }

  take(length = this.number()) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  text() {
    return Buffer.from(this.take()).toString('utf8');
  }
}

/**
 * The sections of a module, in their order.
 * @param {Uint8Array} module
 */
export function sections(module) {
  const reader = new Reader(module);
  reader.at = 8;
  const found = [];
  while (!reader.ended) {
    const id = reader.byte();
    found.push({ name: sectionNames[id] ?? `section ${id}`, content: reader.take() });
  }
  return found;
}

/**
 * The functions of a module with names, largest first.
 * @param {Uint8Array} module
 * @returns {{name: string, bytes: number}[]}
 */
export function functions(module) {
  const all = sections(module);
  const named = all.map(({ name, content }) => ({ name, reader: new Reader(content) }));
  const code = named.find(({ name }) => name === 'code')?.reader;
  const names = named.find(({ name, reader }) => name === 'custom' && reader.text() === 'name')?.reader;
  if (!code || !names) throw new Error('the module has no names');
  const imported = importedFunctions(named.find(({ name }) => name === 'imports')?.reader);
  /** @type {Map<number, string>} */
  const byIndex = new Map();
  while (!names.ended) {
    const kind = names.byte();
    const table = new Reader(names.take());
    if (kind === 1) for (let rest = table.number(); rest > 0; rest--) byIndex.set(table.number(), table.text());
  }
  const bodies = [];
  for (let rest = code.number(), index = imported; rest > 0; rest--, index++) {
    bodies.push({ name: demangled(byIndex.get(index) ?? `function ${index}`), bytes: code.take().length });
  }
  return bodies.sort((a, b) => b.bytes - a.bytes);
}

/** @param {Reader | undefined} reader */
function importedFunctions(reader) {
  let count = 0;
  for (let rest = reader?.number() ?? 0; reader && rest > 0; rest--) {
    reader.text();
    reader.text();
    const kind = reader.byte();
    // A function's type; for a table its element type before its limits; for a memory limits; for a global type and mutability.
    if (kind === 0) count += 1;
    if (kind === 1) reader.byte();
    if (kind === 0) reader.number();
    else if (kind === 3) reader.take(2);
    else for (let limits = (reader.byte() & 1) + 1; limits > 0; limits--) reader.number();
  }
  return count;
}

/**
 * A readable form of rustc's symbols: all of the old mangling, and of the new one the names in it, in their order.
 * @param {string} symbol
 */
export function demangled(symbol) {
  const old = /^_ZN(.*)E$/.exec(symbol);
  const parts = old ? counted(old[1], /^(\d+)/) : symbol.startsWith('_R') ? counted(symbol.slice(2), /^(\d+)_?/) : [];
  if (parts.length === 0) return symbol;
  const escapes = /** @type {Record<string, string>} */ ({ LT: '<', GT: '>', u20: ' ', u7b: '{', u7d: '}', RF: '&', BP: '*', C: ',' });
  return parts
    .filter((part) => !/^h[0-9a-f]{16}$/.test(part))
    .map((part) => part.replace(/^_\$/, '$').replace(/\$(\w+?)\$/g, (whole, name) => escapes[name] ?? whole).replace(/\.\./g, '::'))
    .join('::');
}

/**
 * Names that stand behind their lengths; the new mangling parts a length from a name that begins with a digit or an underscore.
 * @param {string} text
 * @param {RegExp} length
 */
function counted(text, length) {
  const parts = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    // In the new mangling `s…_` makes equal names differ and `B…_` points back; the digits in them count nothing.
    const mark = /^[sB][0-9A-Za-z]*_/.exec(rest);
    const number = length.exec(rest);
    if (!number) {
      at += mark ? mark[0].length : 1;
      continue;
    }
    const from = at + number[0].length;
    const part = text.slice(from, from + Number(number[1]));
    if (part.length < Number(number[1])) break;
    if (part) parts.push(part);
    at = from + part.length;
  }
  return parts;
}

/**
 * The sizes of what is built.
 * @param {string} module the module's file
 * @param {string} addon the assembled add-on's folder
 * @returns {Record<string, Size>}
 */
export function sizes(module, addon) {
  const bytes = readFileSync(module);
  const files = readdirSync(addon).filter((name) => name.endsWith('.js')).sort();
  const read = (/** @type {string} */ name) => readFileSync(join(addon, name));
  /** @type {Record<string, Size>} */
  const table = { module: size([bytes]) };
  for (const { name, content } of sections(bytes)) if (content.length >= 1000) table[`  ${name}`] = size([content]);
  table['core.js (module and glue)'] = size([read('core.js')]);
  table.shims = size(files.filter((name) => name !== 'core.js').map(read));
  table['whole add-on'] = size([...files.map(read), read('appsscript.json')]);
  return table;
}
