// @ts-check
/**
 * The JSON schema of a world file, and the error messages for wrong files.
 *
 * It makes no world; the services themselves check events and switches.
 * Invariants: a file with an unknown member, a person without an address or an unknown zone is refused; an error names its path in the
 * file.
 */

import { Ajv } from 'ajv';
import { isZone } from '../../google/calendar/time.js';

/** @typedef {Record<string, unknown>} Json */

const text = { type: 'string' };
const address = { type: 'string', format: 'address' };
const zone = { type: 'string', format: 'zone' };
const flag = { type: 'boolean' };
const anything = { type: 'object' };
/** @param {Json} properties @param {string[]} [required] */
const only = (properties, required = []) => ({ type: 'object', properties, required, additionalProperties: false });
/** @param {Json} items */
const list = (items) => ({ type: 'array', items });

const schema = only({
  people: list(only({ email: address, name: text, locale: text, timeZone: zone, country: text, domain: text, admin: flag, directory: anything }, ['email'])),
  schemas: { type: 'object', additionalProperties: anything },
  googleClients: list(only({ clientId: text, secret: text, redirectUris: list(text) }, ['clientId', 'secret', 'redirectUris'])),
  webex: only({
    sites: list(only({ siteUrl: text, converged: flag, apiAllowed: flag, passwordLength: { type: 'integer' }, callInNumbers: list(anything) }, ['siteUrl'])),
    users: list(only({
      email: address, name: text, timeZone: zone, sites: list({ anyOf: [text, anything] }), hostLicence: flag, personalRoom: flag,
      delegateEmails: list(address), scheduling: anything,
    }, ['email'])),
    integrations: list(only({ clientId: text, secret: text, name: text, redirectUris: list(text), scopes: list(text), enabled: flag }, ['clientId', 'secret', 'redirectUris', 'scopes'])),
    templates: list(anything),
  }),
  events: list(only({ calendarId: address, event: anything }, ['calendarId', 'event'])),
  options: anything,
});

/** The members that a file may have. */
export const worldFileMembers = Object.keys(schema.properties);

const ajv = new Ajv({ allErrors: false, verbose: true });
ajv.addFormat('zone', isZone);
ajv.addFormat('address', /^[^\s@]+@[^\s@]+$/);
const isValid = ajv.compile(schema);

/** Throws an error with a description if a file is wrong. @param {unknown} file */
export function checkWorldFile(file) {
  if (isValid(file)) return;
  const [{ instancePath, keyword, params, message, data, parentSchema }] = /** @type {import('ajv').ErrorObject[]} */ (isValid.errors);
  const path = instancePath === '' ? 'the world' : instancePath.slice(1).replaceAll('/', '.');
  switch (keyword) {
    case 'additionalProperties':
      throw new Error(`${path}: there is no member ${params.additionalProperty}, only ${Object.keys(parentSchema?.properties).join(', ')}`);
    case 'required':
      throw new Error(`${path}: the member ${params.missingProperty} is missing`);
    case 'format':
      throw new Error(`${path}: ${JSON.stringify(data)} is no ${params.format === 'zone' ? 'time zone' : 'address'}`);
    default:
      throw new Error(`${path}: ${message}`);
  }
}
