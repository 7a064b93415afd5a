// @ts-check
/**
 * Checks the JSON of a card against Google's own schema: google/apps/card/v1/card.proto, as npm's google-proto-files ships it.
 *
 * It checks only types and names; limits and other rules are in simulator/google/card. It is stricter than the ProtoJSON rules in four
 * points, because a card that differs in them is most likely a mistake: a field has its lowerCamelCase name, `null` isn't allowed, an
 * enum is written by name and a 64-bit integer as a string.
 *
 * Enforces developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1.
 */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createFileRegistry, fromBinary, fromJson, ScalarType } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor.js';

/** @typedef {import('@bufbuild/protobuf').DescMessage} DescMessage */
/** @typedef {import('@bufbuild/protobuf').DescField} DescField */

/** @typedef {{name: string, field: {name: string, jsonName?: string, typeName?: string}[], nestedType: MessageDescriptor[]}} MessageDescriptor */
/** @typedef {{file: {package: string, messageType: MessageDescriptor[]}[]}} DescriptorSet */
/** The method that protobufjs/ext/descriptor adds to a root and that is missing from its type definitions. @typedef {{toDescriptor(syntax: string): DescriptorSet & {constructor: {encode(set: DescriptorSet): {finish(): Uint8Array}}}}} Described */

/** @type {import('@bufbuild/protobuf').FileRegistry | undefined} */
let schema;

/**
 * Throws unless the JSON is one card of google.apps.card.v1. The message begins with the path of the wrong member.
 * @param {unknown} json
 */
export function checkCard(json) {
  schema ??= loadSchema();
  const card = schema.getMessage('google.apps.card.v1.Card');
  if (!card) throw new Error('the schema has no card');
  walk(card, json, 'card');
}

/** Checks the points in which this file is stricter than ProtoJSON, innermost messages first, so that an error has the most specific path. */
function walk(/** @type {DescMessage} */ message, /** @type {unknown} */ json, /** @type {string} */ path) {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new Error(`${path}: not a ${message.name}`);
  for (const [name, value] of Object.entries(json)) {
    const field = message.fields.find((/** @type {DescField} */ one) => one.jsonName === name);
    if (!field) throw new Error(`${path}.${name}: ${message.typeName} has no such field`);
    const here = `${path}.${name}`;
    if (field.scalar === ScalarType.INT64 && typeof value !== 'string') throw new Error(`${here}: a 64-bit integer is a string`);
    if (field.fieldKind !== 'list') walkValue(field.message, field.enum, value, here);
    else if (!Array.isArray(value)) throw new Error(`${here}: not a list`);
    else value.forEach((element, index) => walkValue(field.message, field.enum, element, `${here}[${index}]`));
  }
  try {
    fromJson(message, /** @type {import('@bufbuild/protobuf').JsonObject} */ (json), { registry: schema, ignoreUnknownFields: false });
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * @param {DescMessage | undefined} message
 * @param {import('@bufbuild/protobuf').DescEnum | undefined} enumeration
 * @param {unknown} value
 * @param {string} path
 */
function walkValue(message, enumeration, value, path) {
  if (value === null || value === undefined) throw new Error(`${path}: no value`);
  if (message && !message.typeName.startsWith('google.protobuf.')) walk(message, value, path);
  if (enumeration && !enumeration.values.some(({ name }) => name === value)) {
    throw new Error(`${path}: ${JSON.stringify(value)} is no ${enumeration.typeName}`);
  }
}

function loadSchema() {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('google-proto-files/package.json'));
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => join(folder, target);
  // A file's imports must come before it in the set. protobufjs keeps the order of loading.
  root.loadSync(['google/protobuf/wrappers.proto', 'google/type/color.proto', 'google/apps/card/v1/card.proto'], { keepCase: true }).resolveAll();
  const set = /** @type {Described} */ (/** @type {unknown} */ (root)).toDescriptor('proto3');
  for (const file of set.file) {
    for (const message of file.messageType) qualify(root, `${file.package}.${message.name}`, message);
  }
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, set.constructor.encode(set).finish()));
}

/**
 * Completes type names and JSON names: protobufjs writes type names relative to their scope and leaves out JSON names that equal the
 * name, but descriptors require both.
 * @param {protobuf.Root} root
 * @param {string} scope
 * @param {MessageDescriptor} message
 */
function qualify(root, scope, message) {
  for (const field of message.field) {
    if (!field.jsonName) field.jsonName = field.name;
    if (field.typeName) field.typeName = root.lookupTypeOrEnum(scope).lookup(field.typeName)?.fullName ?? field.typeName;
  }
  for (const nested of message.nestedType) qualify(root, `${scope}.${nested.name}`, nested);
}
