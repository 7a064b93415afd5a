// @ts-check
/**
 * Asks cargo what is compiled into the core and the rim, and checks that pinned versions agree.
 * It reads cargo's resolved graph only; whether a dependency is used well is for the other tests.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * Runs a program in the project's root.
 * @param {string} program
 * @param {string[]} args
 */
function run(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/**
 * The names of the packages that a package is made of on wasm32, features included.
 * @param {string} name
 * @param {string[]} more
 */
function packages(name, ...more) {
  const target = ['--target', 'wasm32-unknown-unknown', '--edges', 'normal', '--prefix', 'none', '--locked'];
  const { status, stdout, stderr } = run('cargo', ['tree', '-p', name, ...target, ...more]);
  assert.equal(status, 0, stderr);
  return new Map(stdout.trim().split('\n').map((line) => {
    const [found, version] = line.split(' ');
    return /** @type {[string, string]} */ ([found, version.slice(1)]);
  }));
}

test('no crate of wasm-bindgen is compiled into the core, with any features', () => {
  for (const features of [[], ['--all-features']]) {
    const found = packages('meetwright', ...features);
    assert.ok(found.has('chrono') && found.has('thiserror') && found.has('serde'));
    for (const foreign of ['wasm-bindgen', 'js-sys', 'web-sys', 'serde-wasm-bindgen', 'getrandom', 'iana-time-zone']) {
      assert.ok(!found.has(foreign), `${foreign} is compiled into the core`);
    }
  }
});

test('the rim depends on the packages that pass calls, values and random bytes across the boundary', () => {
  const found = packages('meetwright-wasm', '--depth', '1');
  for (const needed of ['meetwright', 'wasm-bindgen', 'js-sys', 'serde-wasm-bindgen', 'getrandom']) {
    assert.ok(found.has(needed), `${needed} is no dependency of the rim`);
  }
});

test('getrandom takes its bytes from the host', () => {
  const config = read('.cargo/config.toml');
  assert.match(config, /getrandom_backend="custom"/);
  assert.match(read('wasm/src/entropy.rs'), /__getrandom_v03_custom/);
});

test('the rim is a cdylib and nothing else, because a second crate type turns link-time optimisation off', () => {
  assert.match(read('wasm/Cargo.toml'), /crate-type = \["cdylib"\]/);
});

test('wasm-pack builds and tests the rim, in the version that is pinned', () => {
  const pinned = /^wasm-pack = "=([\d.]+)"$/m.exec(read('tools/Cargo.toml'))?.[1];
  assert.match(read('tools/Cargo.lock'), new RegExp(`name = "wasm-pack"\nversion = "${pinned}"`));
  assert.match(read('build.sh'), /wasm-pack .*build wasm --release --target bundler/);
  assert.match(read('scripts/test.js'), /'wasm-pack', 'test', '--node'/);
  assert.match(read('wasm/Cargo.toml'), /^wasm-bindgen-test/m);
});

test('the wasm tools have the version of the library they belong to', () => {
  const library = packages('meetwright-wasm', '--depth', '1').get('wasm-bindgen');
  assert.equal(/wasm-bindgen-cli = \{ version = "=([\d.]+)"/.exec(read('tools/Cargo.toml'))?.[1], library);
});

test('the npm package and the crates have one version', () => {
  const crates = /\[workspace\.package\][^[]*?\nversion = "([^"]+)"/.exec(read('Cargo.toml'))?.[1];
  assert.equal(JSON.parse(read('package.json')).version, crates);
});

test('no lock file names the host of a package registry other than the public one', () => {
  for (const path of ['package-lock.json', 'tools/clasp/package-lock.json', 'tests/engines/package-lock.json']) {
    assert.doesNotMatch(read(path), /"resolved"/);
  }
  for (const path of ['Cargo.lock', 'tools/Cargo.lock']) {
    for (const [, source] of read(path).matchAll(/^source = "(.*)"$/gm)) {
      assert.equal(source, 'registry+https://github.com/rust-lang/crates.io-index');
    }
  }
});

test('build.sh prints the help and exits with code 2 for an unknown word, in any folder', () => {
  const { status, stdout, stderr } = spawnSync(`${root}build.sh`, ['dance'], { cwd: '/', encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /unknown word: dance[\s\S]*usage: \.\/build\.sh WORD/);
  assert.equal(stdout, '');
});

test('build.sh has a help text and stays one screen long', () => {
  const { status, stdout } = run('./build.sh', ['help']);
  assert.equal(status, 0);
  for (const word of ['setup', 'build', 'test', 'demo', 'bench', 'engines', 'deploy', 'clean', 'help']) {
    assert.match(stdout, new RegExp(`^  ${word}\\b`, 'm'));
  }
  assert.ok(read('build.sh').split('\n').length <= 130);
});
