// @ts-check
/**
 * Finds the published specifications, which may optionally be beside a checkout.
 *
 * Contains no specification and downloads none. If they are absent, nothing is checked against them, and only the simulator's own rules
 * are enforced.
 * Invariant: a specification is read once.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folder of the documents, relative to the project. */
export const SPECS_FOLDER = join('..', 'shared', 'spec');

/**
 * The documents by their paths, or null when the folder or one of them is missing.
 * @param {string} [folder]
 */
export function publishedSpecs(folder = join(projectRoot, SPECS_FOLDER)) {
  const specs = { webex: join(folder, 'webex-meeting-subset.json'), calendar: join(folder, 'calendar.v3.json') };
  return Object.values(specs).every((path) => existsSync(path)) ? specs : null;
}

/** @type {Map<string, unknown>} */
const documents = new Map();

/** @param {string} path @returns {unknown} a copy that the caller may change */
export function readSpec(path) {
  if (!documents.has(path)) documents.set(path, JSON.parse(readFileSync(path, 'utf8')));
  return structuredClone(documents.get(path));
}
