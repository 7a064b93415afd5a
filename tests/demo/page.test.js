// @ts-check
/** The demo's page: widths, colours, and text that would control a terminal. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page, clean, columns, quoted, short, takesColours, widthOf } from '../../simulator/cli/page.js';

/** @param {boolean} colours */
function written(colours) {
  let text = '';
  return { page: new Page({ out: { write: (part) => (text += part) }, colours }), text: () => text };
}

test('colours are for terminals alone, and NO_COLOR turns them off', () => {
  const write = () => true;
  assert.equal(takesColours({ isTTY: true, write }, {}), true);
  assert.equal(takesColours({ isTTY: true, write }, { NO_COLOR: '' }), true);
  assert.equal(takesColours({ isTTY: true, write }, { NO_COLOR: '1' }), false);
  assert.equal(takesColours({ isTTY: true, write }, { TERM: 'dumb' }), false);
  assert.equal(takesColours({ write }, {}), false);
});

test('a styled line has colours where they are wanted and none elsewhere', () => {
  const [plain, painted] = [false, true].map((colours) => {
    const { page, text } = written(colours);
    page.line('held', { mark: '✓ ', style: 'green' });
    return text();
  });
  assert.equal(plain, '✓ held\n');
  assert.equal(painted, '\u001b[32m✓ \u001b[0m\u001b[32mheld\u001b[0m\n');
});

test('long texts and words without a gap are wrapped under their mark', () => {
  const { page, text } = written(false);
  page.line(`${'word '.repeat(40)}${'x'.repeat(150)}`, { indent: 2, mark: '- ' });
  const lines = text().trimEnd().split('\n');
  assert.ok(lines.every((line) => widthOf(line) <= columns), text());
  assert.ok(lines.slice(1).every((line) => /^ {4}\S/.test(line)), text());
  assert.equal(text().replace(/\s/g, ''), `-${'word'.repeat(40)}${'x'.repeat(150)}`);
});

test('wide letters take two columns', () => {
  assert.equal(widthOf('회의'), 4);
  assert.equal(widthOf('é e\u0301'), 3);
  const { page, text } = written(false);
  page.line('회'.repeat(120));
  assert.ok(text().trimEnd().split('\n').every((line) => widthOf(line) <= columns));
});

test('text can neither steer the terminal nor turn the line around', () => {
  assert.equal(clean('a\u001b[31mb\u0007\nc\u202ed\u2066e\u009bf'), 'a [31mb cde f');
  const { page, text } = written(false);
  page.drawing('│ \u001b[2J\u202ex │', 0);
  assert.equal(text(), '│  [2Jx │\n');
});

test('a title of ten thousand letters is cut, and a missing one is said to be missing', () => {
  assert.equal(widthOf(short('x'.repeat(10_000), 20)), 20);
  assert.equal(short('x'.repeat(20), 20), 'x'.repeat(20));
  assert.equal(quoted('Talk'), '“Talk”');
  assert.equal(quoted(' \n '), '(no title)');
  assert.equal(quoted(undefined), '(no title)');
});
