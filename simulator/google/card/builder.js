// @ts-check
/**
 * Builds the chainable objects of CardService and ConferenceDataService from a table of classes.
 *
 * A class in the table lists its setters, the values that each accepts, the JSON field that each writes, and the rules that are checked
 * when the object is used. The names of classes and their limits are only in the tables, not in this file.
 *
 * Invariants:
 * - The JSON of an object contains exactly the values that its setters were called with.
 * - A container takes a copy (developers.google.com/workspace/add-ons/concepts/widgets: a change after adding "isn't
 *   reflected"). Such a change is always a mistake, so it throws here instead of being lost.
 * - Every object carries `[built] = {kind, json}`; by the kind, the runtime distinguishes built answers from builders that were never
 * built.
 */

import { built, mismatch, strict } from '../../runtime/strict-objects.js';
import { makeEnums } from './enums.js';

/** The JSON of any object while it is being built. Its members follow from its table of setters. @typedef {Record<string, any>} Json */
/** @typedef {{ kind: string, json: Json, closed: boolean }} Made */
/** @typedef {(value: unknown, forge: Forge) => unknown} Check  Returns the JSON form of a value, or `undefined` when its type is wrong. */
/** @typedef {{ takes: Check[], writes: (made: Made, values: Json[string][], forge: Forge) => unknown }} Setter */
/** @typedef {{ setters: Record<string, Setter>, check?: (json: Json, forge: Forge) => void, result?: boolean }} Shape */
/**
 * @typedef {object} Forge
 * @property {import('../../runtime/execution.js').Execution} execution
 * @property {(message: string) => Error} fail An error of the script's realm, to be thrown.
 * @property {(kind: string, json?: Json) => unknown} make
 * @property {(object: unknown) => Made | undefined} known The record behind one of this forge's objects.
 * @property {import('./enums.js').Enums} enums
 * @property {(made: Made) => Json} close Checks an object that is about to be used, and forbids later changes.
 */

/**
 * @param {import('../../runtime/execution.js').Execution} execution
 * @param {string} service
 * @param {Record<string, Shape>} shapes
 * @param {string[]} enumerations
 * @returns {Forge}
 */
export function makeForge(execution, service, shapes, enumerations) {
  /** @type {WeakMap<object, Made>} */
  const records = new WeakMap();
  /** @type {Forge} */
  const forge = {
    execution,
    enums: makeEnums(service, enumerations, execution),
    fail: (message) => execution.fail(message),
    known: (object) => (object !== null && typeof object === 'object' ? records.get(object) : undefined),
    close(made) {
      if (!made.closed) shapes[made.kind].check?.(made.json, forge);
      made.closed = true;
      return made.json;
    },
    make(kind, json = {}) {
      const shape = shapes[kind];
      /** @type {Made} */
      const made = { kind, json, closed: shape.result === true };
      /** @type {Record<string | symbol, unknown>} */
      const members = { [built]: { kind, get json() { return JSON.parse(JSON.stringify(made.json)); } } };
      for (const [name, setter] of Object.entries(shape.setters)) {
        members[name] = (/** @type {unknown[]} */ ...values) => {
          if (made.closed && !shape.result) {
            throw forge.fail(`${service}.${kind}.${name}: the object was added already; a later change is lost`);
          }
          const read = values.length === setter.takes.length
            ? setter.takes.map((check, index) => check(values[index], forge))
            : [undefined];
          if (read.includes(undefined)) throw mismatch(execution, `${service}.${kind}.${name}`, values);
          const answer = setter.writes(made, read, forge);
          return answer === undefined ? object : answer;
        };
      }
      const object = strict(`${service}.${kind}`, members, execution);
      records.set(object, made);
      return object;
    },
  };
  return forge;
}

/** A setter that writes one field. @param {string} field @param {Check} check @returns {Setter} */
export function set(field, check) {
  return { takes: [check], writes: (made, [value]) => void (made.json[field] = value) };
}

/** A setter that appends to a list of at most `limit`. @param {string} field @param {Check} check @param {number} [limit] @returns {Setter} */
export function add(field, check, limit = Infinity) {
  return {
    takes: [check],
    writes(made, [value], forge) {
      const list = (made.json[field] = made.json[field] || []);
      if (list.length >= limit) throw forge.fail(`Too many ${field} in one ${made.kind}: the limit is ${limit}.`);
      list.push(value);
    },
  };
}

/** A setter that this simulator refuses, with the reason. @param {string} name @param {string} [reason] @returns {Setter} */
export function absent(name, reason = '') {
  const refuse = () => { throw new Error(`not simulated: ${name}${reason && ` (${reason})`}`); };
  return { takes: [refuse], writes: refuse };
}

/** The shape of the object that `build()` returns: its only method prints its JSON. @returns {Shape} */
export function result() {
  return { result: true, setters: { printJson: printJson() } };
}

/** @returns {Setter} */
export function printJson() {
  return { takes: [], writes: (made) => JSON.stringify(made.json, null, 2) };
}

/**
 * A `build()` that checks the builder's JSON and returns an object of the given kind; `form` converts the JSON.
 * @param {string} kind
 * @param {(json: Json, forge: Forge) => void} check
 * @param {(json: Json) => Json} [form]
 * @returns {Setter}
 */
export function build(kind, check, form = (json) => json) {
  return {
    takes: [],
    writes(made, _, forge) {
      check(made.json, forge);
      return forge.make(kind, JSON.parse(JSON.stringify(form(made.json))));
    },
  };
}

/**
 * The service object itself: its enumerations, and one factory per entry that is logged as a call without a round trip.
 * @param {Forge} forge
 * @param {string} service
 * @param {Record<string, string>} factories Factory name to kind; `''` for one that is not simulated.
 */
export function makeService(forge, service, factories) {
  /** @type {Record<string, unknown>} */
  const members = { ...forge.enums.objects };
  for (const [method, kind] of Object.entries(factories)) {
    members[method] = (/** @type {unknown[]} */ ...values) => {
      if (kind === '') throw new Error(`not simulated: ${service}.${method}`);
      if (values.length > 0) throw mismatch(forge.execution, `${service}.${method}`, values);
      return forge.execution.call({ service, method, counted: false }, () => forge.make(kind));
    };
  }
  return strict(service, members, forge.execution);
}
