// @ts-check
/**
 * Runs the named journey files in one process: what they share (the add-on, the published schemas) is read once.
 *
 *     node tests/journeys/all.js tests/journeys/menu.test.js …
 */

import { pathToFileURL } from 'node:url';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('name the files to run');
for (const file of files) await import(pathToFileURL(file).href);
