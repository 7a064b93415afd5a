// @ts-check
/**
 * The JSON Schema validator of the schema checks, and the texts of its findings.
 *
 * Independent of both services.
 * Invariants: every finding names its place; a document is compiled once.
 */
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

/**
 * A JSON Schema, with the members that are read or written here. An object's schema has its properties in both documents.
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string} [id]
 * @property {string | string[]} [type]
 * @property {string} [format]
 * @property {string} [pattern]
 * @property {Record<string, Partial<Schema>>} properties
 * @property {Partial<Schema>} [items]
 * @property {Partial<Schema> | boolean} [additionalProperties]
 * @property {boolean} [unevaluatedProperties]
 * @property {string[]} [required]
 * @property {unknown[]} [enum]
 * @property {Partial<Schema>[]} [anyOf]
 * @property {Partial<Schema>[]} [allOf]
 * @property {Partial<Schema>[]} [oneOf]
 * @property {object} [not]
 * @property {object} [if]
 * @property {object} [then]
 * @property {unknown} [annotations]
 */

const addFormats = /** @type {(ajv: Ajv) => void} */ (createRequire(import.meta.url)('ajv-formats'));

/** A validator that reports all errors and supports the published formats. */
export function makeValidator() {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats(ajv);
  return ajv;
}

/**
 * @param {import('ajv').ValidateFunction} validate
 * @param {unknown} value
 * @param {string} what
 * @returns {string[]}
 */
export function findings(validate, value, what) {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => {
    const extra = error.params.additionalProperty ?? error.params.unevaluatedProperty;
    return `${what}${error.instancePath}: ${error.message}${extra === undefined ? '' : ` (${extra})`}`;
  });
}

/**
 * Makes every object of a schema refuse members that the schema doesn't list.
 * @param {unknown} given
 */
export function close(given) {
  if (Array.isArray(given)) {
    given.forEach(close);
    return;
  }
  if (typeof given !== 'object' || given === null) return;
  const schema = /** @type {Partial<Schema>} */ (given);
  if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
  for (const value of Object.values(schema.properties ?? {})) close(value);
  for (const name of /** @type {const} */ (['items', 'additionalProperties', 'anyOf', 'allOf', 'oneOf'])) close(schema[name]);
}
