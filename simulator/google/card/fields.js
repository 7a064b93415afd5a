// @ts-check
/**
 * Walks the JSON of a card: its widgets in reading order, and those that a person can fill in.
 *
 * It changes nothing and checks nothing.
 */

/** @typedef {import('./resource.js').Card} Card */
/** @typedef {import('./resource.js').Widget} Widget */
/** @typedef {{ kind: 'textInput', name: string, json: import('./resource.js').TextInput }} TextField */
/** @typedef {{ kind: 'selectionInput', name: string, json: import('./resource.js').SelectionInput }} SelectionField */
/** @typedef {{ kind: 'dateTimePicker', name: string, json: import('./resource.js').DateTimePicker }} PickerField */
/** @typedef {{ kind: 'switchControl', name: string, json: import('./resource.js').SwitchControl }} SwitchField */
/** @typedef {TextField | SelectionField | PickerField | SwitchField} Field */

/** Every widget of a card, columns opened. @param {Card} card @returns {Generator<Widget>} */
export function* widgetsOf(card) {
  for (const section of card.sections ?? []) {
    for (const widget of section.widgets) {
      yield widget;
      for (const column of widget.columns?.columnItems ?? []) yield* column.widgets;
    }
  }
}

/** Every input of a card. @param {Card} card @returns {Generator<Field>} */
export function* fieldsOf(card) {
  for (const widget of widgetsOf(card)) {
    for (const kind of /** @type {const} */ (['textInput', 'selectionInput', 'dateTimePicker'])) {
      const json = widget[kind];
      if (json) yield /** @type {Field} */ ({ kind, name: json.name, json });
    }
    const control = widget.decoratedText?.switchControl;
    if (control) yield { kind: 'switchControl', name: control.name, json: control };
  }
}
