// @ts-check
/**
 * Makes worlds around add-ons of a few lines, written into a temporary folder.
 *
 * It asserts only that a function completed or that it failed.
 * Invariant: each test has a world of its own.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld, loadAddon } from '../../simulator/index.js';

export const host = 'host@example.com';

/** All scopes that the simulated services require. */
export const scopes = [
  'script.external_request', 'script.scriptapp', 'script.locale', 'userinfo.email', 'userinfo.profile', 'calendar.addons.execute', 'calendar.events',
].map((scope) => `https://www.googleapis.com/auth/${scope}`);

/** @param {object} [more] @returns {Record<string, any>} */
export function manifestWith(more = {}) {
  return {
    timeZone: 'Etc/UTC',
    runtimeVersion: 'V8',
    oauthScopes: scopes,
    urlFetchWhitelist: ['https://openidconnect.googleapis.com/', 'https://unknown.example.com/'],
    dependencies: { enabledAdvancedServices: [{ userSymbol: 'Calendar', serviceId: 'calendar', version: 'v3' }] },
    addOns: { common: { name: 'Inline', logoUrl: 'https://example.com/logo.png' } },
    ...more,
  };
}

/**
 * @param {Record<string, string> | string} files by name, or one script
 * @param {object} [manifest]
 */
export function addonOf(files, manifest = manifestWith()) {
  const folder = mkdtempSync(join(tmpdir(), 'inline-addon-'));
  try {
    writeFileSync(join(folder, 'appsscript.json'), JSON.stringify(manifest));
    for (const [name, text] of Object.entries(typeof files === 'string' ? { 'Code.js': files } : files)) writeFileSync(join(folder, name), text);
    return loadAddon(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {Record<string, string> | string} files
 * @param {{manifest?: object, options?: object, users?: any[], seed?: number, guardMs?: number}} [given]
 */
export function worldOf(files, { manifest, options = {}, users = [{ email: host }], seed = 7, guardMs } = {}) {
  return createWorld({ addon: addonOf(files, manifest), start: '2026-03-02T09:00:00Z', seed, options, users, guardMs });
}

/**
 * What a function returned.
 * @param {import('../../simulator/world.js').World} world
 * @param {string} name
 * @param {any} [argument]
 * @param {any} [settings]
 */
export async function valueOf(world, name, argument, settings = {}) {
  const { user = host, ...rest } = settings;
  const outcome = await world.run(user, name, argument, { kind: 'function', ...rest });
  assert.equal(outcome.status, 'completed', String(outcome.error?.stack));
  return outcome.value;
}

/**
 * The error with which a function failed: `Name: message`.
 * @param {import('../../simulator/world.js').World} world
 * @param {string} name
 * @param {any} [argument]
 * @param {any} [settings]
 */
export async function failureOf(world, name, argument, settings = {}) {
  const { user = host, ...rest } = settings;
  const outcome = await world.run(user, name, argument, { kind: 'function', ...rest });
  assert.equal(outcome.status, 'failed', JSON.stringify(outcome.value));
  return String(outcome.error);
}
