// @ts-check
/**
 * The JSON Schema validator behind the schema checks and the wording of its findings.
 *
 * Knows neither service.
 * Invariants: every finding names the place; a document is compiled once.
 */
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

const addFormats = /** @type {(ajv: Ajv) => void} */ (createRequire(import.meta.url)('ajv-formats'));

/** A validator that finds every fault and knows the published formats. */
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
 * Closes every object of a schema against members that it does not name.
 * @param {any} schema
 */
export function close(schema) {
  if (Array.isArray(schema)) {
    schema.forEach(close);
    return;
  }
  if (typeof schema !== 'object' || schema === null) return;
  if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
  for (const value of Object.values(schema.properties ?? {})) close(value);
  for (const name of ['items', 'additionalProperties', 'anyOf', 'allOf', 'oneOf']) close(schema[name]);
}
