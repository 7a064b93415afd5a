// @ts-check
/**
 * Walks the JSON of a card: its widgets in reading order, and those that a person can fill in.
 *
 * It changes nothing and checks nothing.
 */

/** @typedef {Record<string, any>} Json */
/** @typedef {{ kind: 'textInput' | 'selectionInput' | 'dateTimePicker' | 'switchControl', name: string, json: Json }} Field */

/** Every widget of a card, columns opened. @param {Json} card @returns {Generator<Json>} */
export function* widgetsOf(card) {
  for (const section of card.sections ?? []) {
    for (const widget of section.widgets) {
      yield widget;
      for (const column of widget.columns?.columnItems ?? []) yield* column.widgets;
    }
  }
}

/** Every input of a card. @param {Json} card @returns {Generator<Field>} */
export function* fieldsOf(card) {
  for (const widget of widgetsOf(card)) {
    for (const kind of /** @type {const} */ (['textInput', 'selectionInput', 'dateTimePicker'])) {
      if (widget[kind]) yield { kind, name: widget[kind].name, json: widget[kind] };
    }
    const control = widget.decoratedText?.switchControl;
    if (control) yield { kind: 'switchControl', name: control.name, json: control };
  }
}
