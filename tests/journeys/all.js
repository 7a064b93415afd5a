// @ts-check
/**
 * Runs the named journey files in one process, which reads the add-on and the published schemas only once.
 *
 *     node tests/journeys/all.js tests/journeys/menu.test.js …
 */

import { pathToFileURL } from 'node:url';

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('name the files to run');
for (const file of files) await import(pathToFileURL(file).href);
