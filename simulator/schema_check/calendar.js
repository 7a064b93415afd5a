// @ts-check
/**
 * Checks calls of the Calendar API against Google's discovery document: methods, parameters, bodies, answers.
 *
 * Does not know the rules that the document states in prose; those are in simulator/google/calendar.
 * Invariants: unknown members are findings, although Google drops them without an error; a parameter has the type that the document gives
 * it, as a value or as text in a URL.
 * Document: www.googleapis.com/discovery/v1/apis/calendar/v3/rest.
 */
import { close, findings, makeValidator } from './schema.js';
import { readSpec } from './specs.js';

/** @typedef {import('./schema.js').Schema} Schema */
/** @typedef {{type: string, format?: string, enum?: string[], minimum?: string, maximum?: string, repeated?: boolean, required?: boolean}} Parameter */
/** @typedef {{parameters?: Record<string, Parameter>, request?: {$ref: string}, response?: {$ref: string}}} Method */
/** @typedef {{schemas: Record<string, Schema>, parameters: Record<string, Parameter>, resources: Record<string, {methods: Record<string, Method>}>}} DiscoveryDocument */
/** @typedef {{ajv: import('ajv').Ajv, document: DiscoveryDocument}} Checker */
/** @type {Map<string, Checker>} */
const checkers = new Map();

/** Turns a schema of the discovery format into JSON Schema, in place. @param {unknown} given */
function convert(given) {
  if (typeof given !== 'object' || given === null) return;
  if (Array.isArray(given)) {
    given.forEach(convert);
    return;
  }
  const schema = /** @type {Partial<Schema>} */ (given);
  if (typeof schema.$ref === 'string') schema.$ref = `calendar#/schemas/${schema.$ref}`;
  if (schema.type === 'any') delete schema.type;
  // A 64-bit integer is sent as text, and the format of a 32-bit integer only gives its range.
  if (schema.format === 'int64' || schema.format === 'int32') delete schema.format;
  delete schema.id;
  delete schema.annotations;
  for (const value of Object.values(schema.properties ?? {})) convert(value);
  convert(schema.items);
  convert(schema.additionalProperties);
}

const LOCAL_TIME = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?$';

/**
 * Allows times without an offset where `timeZone` is given. The document says this only in the description of EventDateTime, not in its
 * format.
 * @param {DiscoveryDocument} document
 */
function allowLocalTimes(document) {
  const schema = document.schemas.EventDateTime;
  const { format, ...text } = schema.properties.dateTime;
  schema.properties.dateTime = { ...text, anyOf: [{ format }, { pattern: LOCAL_TIME }] };
  schema.if = { required: ['dateTime'], properties: { dateTime: { pattern: LOCAL_TIME } } };
  schema.then = { required: ['timeZone'] };
}

/** @param {string} specPath @returns {Checker} */
function checkerOf(specPath) {
  const known = checkers.get(specPath);
  if (known) return known;
  const document = /** @type {DiscoveryDocument} */ (readSpec(specPath));
  allowLocalTimes(document);
  for (const schema of Object.values(document.schemas)) {
    convert(schema);
    close(schema);
  }
  const ajv = makeValidator();
  ajv.addSchema({ $id: 'calendar', schemas: document.schemas });
  const checker = { ajv, document };
  checkers.set(specPath, checker);
  return checker;
}

/** @param {Checker} checker @param {string} name */
function validatorOf(checker, name) {
  const found = checker.ajv.getSchema(`calendar#/schemas/${name}`);
  if (!found) throw new Error(`the document has no schema ${name}`);
  return /** @type {import('ajv').ValidateFunction} */ (found);
}

/**
 * Finds `events.patch`, `Events.patch` or `calendar.events.patch`.
 * @param {Checker} checker
 * @param {string} method
 */
function methodOf(checker, method) {
  const [resource, name] = method.replace(/^calendar\./, '').split('.');
  const resources = Object.entries(checker.document.resources);
  const found = resources.find(([one]) => one.toLowerCase() === resource.toLowerCase());
  // Apps Script uses these names, because older engines didn't allow reserved words as names.
  const plain = { remove: 'delete', import: 'import' }[name] ?? name;
  return found?.[1].methods[plain];
}

/** @param {Parameter} parameter @param {unknown} value @param {string} what @returns {string[]} */
function checkParameter(parameter, value, what) {
  if (parameter.repeated) return (Array.isArray(value) ? value : [value]).flatMap((one) => checkParameter({ ...parameter, repeated: false }, one, what));
  const text = String(value);
  const types = {
    boolean: typeof value === 'boolean' || text === 'true' || text === 'false',
    integer: /^-?\d+$/.test(text),
    string: typeof value === 'string',
  };
  const faults = [];
  if (!types[/** @type {keyof typeof types} */ (parameter.type)]) faults.push(`${what}: ${JSON.stringify(value)} is no ${parameter.type}`);
  if (parameter.enum && !parameter.enum.includes(text)) faults.push(`${what}: ${text} is none of ${parameter.enum.join(', ')}`);
  if (parameter.minimum !== undefined && Number(text) < Number(parameter.minimum)) faults.push(`${what}: ${text} is below ${parameter.minimum}`);
  if (parameter.maximum !== undefined && Number(text) > Number(parameter.maximum)) faults.push(`${what}: ${text} is above ${parameter.maximum}`);
  if (parameter.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) faults.push(`${what}: ${text} is no RFC 3339 time`);
  return faults;
}

/**
 * Lists the differences between a request and the document; an empty list means that it conforms.
 * @param {string} method such as `events.patch`
 * @param {Record<string, unknown>} params the parameters of path and query together
 * @param {unknown} body
 * @param {string} specPath
 * @returns {string[]}
 */
export function checkCalendarRequest(method, params, body, specPath) {
  const checker = checkerOf(specPath);
  const known = methodOf(checker, method);
  if (!known) return [`${method}: the document has no such method`];
  const parameters = { ...checker.document.parameters, ...known.parameters };
  const faults = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(parameters, name)) faults.push(`${method}: unknown parameter ${name}`);
    else faults.push(...checkParameter(parameters[name], value, `${method} ${name}`));
  }
  for (const [name, parameter] of Object.entries(known.parameters ?? {})) {
    if (parameter.required && params[name] === undefined) faults.push(`${method}: parameter ${name} is missing`);
  }
  if (known.request) faults.push(...findings(validatorOf(checker, known.request.$ref), withoutNulls(body ?? {}), `${method} body`));
  else if (body !== undefined && body !== null) faults.push(`${method}: a body is not foreseen`);
  return faults;
}

/** Leaves out members that are null. In a patch, null clears a member, but the document doesn't describe this. @param {unknown} value @returns {unknown} */
function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => [name, withoutNulls(one)]));
}

/**
 * Checks the reply of a method.
 * @param {string} method
 * @param {unknown} result
 * @param {string} specPath
 */
export function checkCalendarReply(method, result, specPath) {
  const checker = checkerOf(specPath);
  const response = methodOf(checker, method)?.response?.$ref;
  if (!response || result === undefined || result === null) return [];
  return findings(validatorOf(checker, response), result, `${method} reply`);
}

/**
 * Checks an event that the service returned.
 * @param {unknown} json
 * @param {string} specPath
 */
export function checkCalendarEvent(json, specPath) {
  return findings(validatorOf(checkerOf(specPath), 'Event'), json, 'event');
}
