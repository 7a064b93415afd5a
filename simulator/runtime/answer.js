// @ts-check
/**
 * Checks what an entry point answers.
 *
 * It draws nothing and follows no navigation; the host does.
 * Invariants: only finished objects pass; a plain value where an object is expected is refused with the platform's error message, and so
 * is an empty answer.
 *
 * Enforces: developers.google.com/workspace/add-ons/concepts/actions, …/concepts/card-interfaces,
 * developers.google.com/apps-script/guides/web (a callback's HtmlOutput).
 */

import { built } from './strict-objects.js';

/** @typedef {import('./manifest.js').Answer | 'compose' | 'callback' | 'trigger' | 'function'} Expected */

/** @type {Readonly<Record<string, readonly string[]>>} */
const kinds = Object.freeze({
  action: ['ActionResponse', 'CalendarEventActionResponse', 'UpdateDraftActionResponse', 'SuggestionsResponse'],
  compose: ['ComposeActionResponse'],
  universal: ['UniversalActionResponse'],
  conference: ['ConferenceData'],
});

/**
 * @param {unknown} value what the function returned
 * @param {Expected} expected
 * @param {import('./execution.js').Execution} execution
 * @returns {unknown} the value passed on to the world: `{kind, json}`, a list of them, a string, JSON, or undefined
 */
export function checkAnswer(value, expected, execution) {
  switch (expected) {
    case 'trigger':
      return undefined;
    case 'function':
      return value === undefined ? undefined : (copyOf(read(value)) ?? JSON.parse(JSON.stringify(value) ?? 'null'));
    case 'url':
      if (typeof value !== 'string' || !/^https:\/\/\S+$/.test(value)) throw unusable(value, execution);
      return value;
    case 'callback':
      if (read(value)?.kind !== 'HtmlOutput') throw execution.fail('The script completed but the returned value is not a supported return type.');
      return copyOf(read(value));
    case 'cards': {
      const cards = Array.isArray(value) ? value : [value];
      if (cards.length === 0) throw unusable(value, execution);
      return cards.map((card) => accept(card, ['Card'], value, execution));
    }
    default:
      if ((value === undefined || value === null) && expected !== 'conference') return undefined;
      return accept(value, kinds[expected], value, execution);
  }
}

/**
 * Reads the mark that a finished object carries.
 * @param {unknown} value
 * @returns {{kind: string, json: unknown} | undefined}
 */
export function read(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function') ? Reflect.get(value, built) : undefined;
}

/**
 * Copies a mark so that it no longer refers to the script's scope, which can then be freed.
 * @template {{kind: string, json: unknown} | undefined} T
 * @param {T} mark
 * @returns {T}
 */
export function copyOf(mark) {
  return /** @type {T} */ (mark && { kind: mark.kind, json: JSON.parse(JSON.stringify(mark.json)) });
}

/**
 * @param {unknown} value
 * @param {readonly string[]} accepted
 * @param {unknown} whole
 * @param {import('./execution.js').Execution} execution
 */
function accept(value, accepted, whole, execution) {
  const mark = read(value);
  if (!mark && execution.world.options.rawCardJson === 'allowed' && isPlain(value)) return { kind: 'raw', json: JSON.parse(JSON.stringify(value)) };
  if (!mark || !accepted.includes(mark.kind)) throw unusable(whole, execution);
  if (mark.kind.endsWith('Response') && isEmpty(mark.json)) throw unusable(whole, execution);
  return copyOf(mark);
}

/** @param {unknown} value */
function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/**
 * Whether a value has no content at any depth, such as `{renderActions: {action: {}}}`.
 * @param {unknown} json
 * @returns {boolean}
 */
function isEmpty(json) {
  if (json === null || json === undefined) return true;
  return typeof json === 'object' && Object.values(json).every(isEmpty);
}

/**
 * @param {unknown} value
 * @param {import('./execution.js').Execution} execution
 */
function unusable(value, execution) {
  const mark = read(value);
  const shown = mark ? JSON.stringify(mark.json) : safeText(value);
  return execution.fail(
    `The value returned from Apps Script has a type that cannot be used by the add-ons platform. Also make sure to call build on any builder before returning it. Value: ${shown}`,
  );
}

/** @param {unknown} value */
function safeText(value) {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
