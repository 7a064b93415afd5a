// @ts-check
/**
 * The inputs of the card that a person sees: their values, the values they accept, and their form in event objects.
 *
 * It runs no action.
 * Invariants: an unknown field or value is refused; an event object contains only fields that have a value, so an unchecked box or switch
 * and an empty text are absent.
 *
 * Enforces developers.google.com/workspace/add-ons/concepts/event-objects (formInputs) and the inputs of
 * developers.google.com/apps-script/reference/card-service.
 */

import { fieldsOf } from '../google/card/fields.js';

/** @typedef {import('../google/card/fields.js').Field} Field */
/** @typedef {import('../google/card/resource.js').Card} Card */
/** Inputs of an event object, by the name of their field. @typedef {Record<string, unknown>} Inputs */
/** A person's input: a text; a value or a list of values; true or false for a switch; milliseconds or {hours, minutes}; null for nothing. @typedef {string | string[] | number | boolean | { hours: number, minutes: number } | null} Given */
/** Text, chosen values, milliseconds, a time of day, or nothing. @typedef {string | string[] | { hours: number, minutes: number } | null} Value */
/** @typedef {Map<string, Value>} Values */

const ONE_OF = ['RADIO_BUTTON', 'DROPDOWN'];

/** The values of a new card's inputs. @param {Card} card @returns {Values} */
export function defaultValues(card) {
  /** @type {Values} */
  const values = new Map();
  for (const field of fieldsOf(card)) {
    const { kind, name, json } = field;
    if (kind === 'textInput') values.set(name, json.value ?? '');
    if (kind === 'dateTimePicker') values.set(name, json.valueMsEpoch === undefined ? null : pickerValue(json, Number(json.valueMsEpoch)));
    if (kind === 'selectionInput') values.set(name, chosenFirst(json));
    if (kind === 'switchControl') values.set(name, [...switchesOn(values, name), ...(json.selected ? [json.value] : [])]);
  }
  return values;
}

/** A drop-down without a selection shows its first item and sends it. @param {import('../google/card/resource.js').SelectionInput} json @returns {string[]} */
function chosenFirst(json) {
  const selected = json.items.filter((item) => item.selected).map((item) => item.value);
  return selected.length === 0 && json.type === 'DROPDOWN' ? [json.items[0].value] : selected;
}

/** @param {Values} values @param {string} name @returns {string[]} */
function switchesOn(values, name) {
  return /** @type {string[]} */ (values.get(name) ?? []);
}

/** @param {import('../google/card/resource.js').DateTimePicker} json @param {number} ms @returns {Value} */
function pickerValue(json, ms) {
  if (json.type !== 'TIME_ONLY') return String(ms);
  const minutes = Math.floor(ms / 60_000);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/**
 * Fills in a value as a person would, and returns the inputs that changed.
 * @param {Card} card
 * @param {Values} values
 * @param {string} name
 * @param {Given} given
 * @returns {Field[]}
 */
export function fillField(card, values, name, given) {
  const fields = [...fieldsOf(card)].filter((field) => field.name === name);
  if (fields.length === 0) throw new Error(`the card has no input ${name}, only ${[...values.keys()].join(', ') || 'none'}`);
  const before = JSON.stringify(values.get(name));
  values.set(name, read(fields, given));
  return JSON.stringify(values.get(name)) === before ? [] : [fields[0]];
}

/** @param {Field[]} fields @param {Given} given @returns {Value} */
function read(fields, given) {
  const [field] = fields;
  const { kind, name, json } = field;
  const wrong = (/** @type {string} */ why) => new Error(`${name} can't be filled with ${JSON.stringify(given)}: ${why}`);
  if (kind === 'switchControl') {
    const known = fields.map((one) => String(/** @type {import('../google/card/fields.js').SwitchField} */ (one).json.value));
    if (typeof given === 'boolean' && known.length === 1) return given ? known : [];
    if (Array.isArray(given) && given.every((value) => known.includes(value))) return known.filter((value) => given.includes(value));
    throw wrong(`it is a switch with the value ${known.join(', ')}`);
  }
  if (kind === 'selectionInput') {
    const chosen = Array.isArray(given) ? given : [given];
    const known = json.items.map((item) => item.value);
    if (!chosen.every((value) => typeof value === 'string' && known.includes(value))) throw wrong(`it offers ${known.join(', ')}`);
    if (ONE_OF.includes(json.type) && chosen.length !== 1) throw wrong('it takes one value');
    if (chosen.length > (json.multiSelectMaxSelectedItems ?? Infinity)) throw wrong(`it takes ${json.multiSelectMaxSelectedItems} values`);
    return known.filter((value) => chosen.includes(value));
  }
  if (kind === 'dateTimePicker') {
    if (given === null) return null;
    if (json.type !== 'TIME_ONLY') {
      if (!Number.isSafeInteger(given)) throw wrong('it takes milliseconds');
      return String(given);
    }
    if (typeof given !== 'object' || Array.isArray(given) || !Number.isInteger(given.hours) || !Number.isInteger(given.minutes)) throw wrong('it takes {hours, minutes}');
    return { hours: given.hours, minutes: given.minutes };
  }
  if (typeof given !== 'string') throw wrong('it takes a text');
  if (json.type !== 'MULTIPLE_LINE' && /[\r\n]/.test(given)) throw wrong('it has one line');
  const { characterLimit = Infinity, inputType = 'TEXT' } = json.validation ?? {};
  if (given.length > characterLimit) throw wrong(`it takes ${characterLimit} characters`);
  if (given !== '' && !TYPES[inputType].test(given)) throw wrong(`it takes ${inputType}`);
  return given;
}

/** @type {Record<string, RegExp>} */
const TYPES = { TEXT: /^/, INTEGER: /^-?\d+$/, FLOAT: /^-?\d+(\.\d+)?$/, EMAIL: /^[^@\s]+@[^@\s]+$/ };

/** @param {Value | undefined} value */
const empty = (value) => value === undefined || value === null || ('length' in Object(value) && /** @type {string} */ (value).length === 0);

/**
 * The names of required inputs that are empty, so that the action may not be sent.
 * @param {import('../google/card/resource.js').Action} action @param {Card} card @param {Values} values @returns {string[]}
 */
export function missingFields(action, card, values) {
  const required = action.allWidgetsAreRequired ? [...fieldsOf(card)].map((field) => field.name) : (action.requiredWidgets ?? []);
  return required.filter((name) => empty(values.get(name)));
}

/**
 * `formInputs` of the common event object, and its deprecated forms; empty when no input has a value.
 * @param {Card} card @param {Values} values
 * @returns {{ common?: Inputs, single?: Inputs, lists?: Inputs }}
 */
export function formInputs(card, values) {
  /** @type {Inputs} */
  const common = {};
  /** @type {Inputs} */
  const single = {};
  /** @type {Inputs} */
  const lists = {};
  for (const { kind, name, json } of fieldsOf(card)) {
    const value = values.get(name);
    if (value === undefined || empty(value)) continue;
    if (kind === 'dateTimePicker') {
      common[name] = pickerInput(json.type, value);
      continue;
    }
    const strings = Array.isArray(value) ? value : [value];
    common[name] = { stringInputs: { value: strings } };
    single[name] = strings[0];
    lists[name] = strings;
  }
  return Object.keys(common).length === 0 ? {} : { common, single, lists };
}

/** @param {string} type @param {Value} value */
function pickerInput(type, value) {
  if (type === 'TIME_ONLY') return { timeInput: value };
  if (type === 'DATE_ONLY') return { dateInput: { msSinceEpoch: value } };
  return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: value } };
}
