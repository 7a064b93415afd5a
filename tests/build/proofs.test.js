// @ts-check
/**
 * Compares docs/features.md and docs/proofs.md with the tests' `proves:` comments, and tests the parser of those comments.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listed, problems, scan, scanRust, scanScript, summed } from '../../scripts/proofs.js';

const read = (/** @type {string} */ name) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const features = read('features.md');
const journey = { rows: ['F4'], name: 'a meeting is added', file: 'tests/journeys/menu.test.js' };

/**
 * What is wrong with a table of which one row was changed, beside what is wrong with it anyway.
 * @param {string} id
 * @param {string} state
 * @param {import('../../scripts/proofs.js').Proof[]} proofs
 */
function wrongWith(id, state, proofs) {
  const row = new RegExp(`^\\| ${id} \\|.*\\|$`, 'm');
  const text = summed(features.replace(row, `| ${id} | words | ${state} |`));
  return problems({ text, proofList: listed(text, proofs) }, { proofs, problems: [] })
    .filter((problem) => problem.includes(` ${id} `) || problem.includes(journey.name));
}

test('the table of features agrees with the tests\' comments', () => {
  assert.deepEqual(problems({ text: features, proofList: read('proofs.md') }, scan()), []);
});

test('a comment before a test or on its first line belongs to the test, also inside a loop', () => {
  const text = `
    // proves: F4, E9
    test('before', () => {});
    test('within', async () => {
      // proves: A4
      await something('inner', () => {});
    });
    for (const one of [1, 2]) {
      // proves: E20
      test(\`number \${one}\`, () => {});
    }
    const text = '// proves: E1';`;
  const { proofs, problems: misplaced } = scanScript('x.test.js', text);
  assert.deepEqual(proofs.map(({ rows, name }) => [name, ...rows]), [['before', 'F4', 'E9'], ['within', 'A4'], ['number …', 'E20']]);
  assert.deepEqual(misplaced, []);
});

test('a Rust test is named by its function, and a proves comment at anything else is a problem', () => {
  const text = `
    /// proves: E1
    #[test]
    fn a_token_expires() {}
    /// proves: E2
    fn no_test() {}`;
  const { proofs, problems: misplaced } = scanRust('src/x.rs', text);
  assert.deepEqual(proofs, [{ rows: ['E1'], name: 'a token expires', file: 'src/x.rs' }]);
  assert.equal(misplaced.length, 1);
  assert.equal(scanScript('x.test.js', '// proves: E1\nconst a = 1;').problems.length, 1);
});

test('only a journey makes a row done, unless the row involves no platform', () => {
  const core = { ...journey, file: 'src/x.rs' };
  assert.deepEqual(wrongWith('F4', 'done', [journey]), []);
  assert.equal(wrongWith('F4', 'done', [core]).length, 1);
  assert.deepEqual(wrongWith('F4', 'done, pure', [core]), []);
  assert.equal(wrongWith('F4', 'done, pure', []).length, 1);
  assert.deepEqual(wrongWith('F4', 'open: later', []), []);
  assert.equal(wrongWith('F4', 'finished', [journey]).length, 1);
});

test('an edge case has a test, or is open for a reason', () => {
  const built = { ...journey, rows: ['E1'] };
  const core = { ...built, file: 'src/x.rs' };
  const why = 'the calendar does not tell it';
  assert.deepEqual(wrongWith('E1', 'done', [built]), []);
  assert.deepEqual(wrongWith('E1', `partly: ${why}`, [core]), []);
  assert.deepEqual(wrongWith('E1', `open: ${why}`, [core]), []);
  assert.deepEqual(wrongWith('E1', `open: ${why}`, []), []);
  assert.equal(wrongWith('E1', `partly: ${why}`, []).length, 1);
  assert.equal(wrongWith('E1', `open: ${why}`, [built]).length, 1);
  for (const state of ['open: later', 'partly: sync engine']) assert.equal(wrongWith('E1', state, [core]).length, 1, state);
});

test('a test that names an unknown row, no row or more than three is a problem', () => {
  assert.equal(wrongWith('F4', 'done', [journey, { ...journey, rows: ['F99'] }]).length, 1);
  assert.equal(wrongWith('F4', 'done', [journey, { ...journey, rows: [] }]).length, 1);
  assert.equal(wrongWith('F4', 'done', [journey, { ...journey, rows: ['F4', 'F5', 'F6', 'F7'] }]).length, 1);
});

test('an added or removed proof makes the list out of date, and a changed state makes the sums out of date', () => {
  const current = { text: features, proofList: listed(features, [journey]) };
  const stale = (/** @type {{text: string, proofList: string}} */ docs, /** @type {typeof journey[]} */ proofs) =>
    problems(docs, { proofs, problems: [] }).filter((problem) => problem.includes('out of date'));
  assert.deepEqual(stale(current, [journey]), []);
  assert.deepEqual(stale(current, []), ['docs/proofs.md is out of date: run node scripts/proofs.js']);
  const text = features.replace(/^(\| F4 \|.*)\| \w+ \|$/m, '$1| open: later |');
  assert.deepEqual(stale({ ...current, text }, [journey]), ['docs/features.md is out of date: run node scripts/proofs.js']);
});
