// @ts-check
/**
 * Draws a card as text, for terminals and for tests of what a person sees.
 *
 * It checks nothing and leaves out icons and pictures (a picture's description is shown instead). A wide letter counts as one column.
 */

import { defaultValues } from './form.js';
import { plainText } from './text.js';

/** @typedef {import('../google/card/resource.js').Card} Card */
/** @typedef {import('../google/card/resource.js').Widget} Widget */
/** @typedef {import('../google/card/resource.js').Button} Button */
/** @typedef {import('./form.js').Values} Values */

/**
 * @param {Card} card JSON of google.apps.card.v1
 * @param {{ values?: Values, width?: number }} [how] The values of the inputs, if they differ from the defaults; the width in columns.
 * @returns {string}
 */
export function drawCard(card, { values = defaultValues(card), width = 56 } = {}) {
  const inner = width - 4;
  const line = (/** @type {string} */ text) => `│ ${text}${' '.repeat(Math.max(0, inner - [...text].length))} │`;
  const rule = (/** @type {string} */ left, /** @type {string} */ right) => left + '─'.repeat(width - 2) + right;
  const blocks = [
    headerLines(card),
    ...(card.sections ?? []).map((section) => sectionLines(section, values)),
    footerLines(card),
  ].filter((lines) => lines.length > 0);
  const drawn = blocks.map((lines) => lines.flatMap((text) => wrap(text, inner)).map(line).join('\n'));
  return [rule('┌', '┐'), drawn.join(`\n${rule('├', '┤')}\n`), rule('└', '┘')].join('\n');
}

/** @param {Card} card @returns {string[]} */
function headerLines({ header, cardActions = [] }) {
  const menu = cardActions.map((action) => `⋮ ${action.actionLabel}`);
  return filled([header?.title, header?.subtitle, ...menu]);
}

/** @param {Card} card @returns {string[]} */
function footerLines({ fixedFooter }) {
  return fixedFooter ? [buttons(filled([fixedFooter.primaryButton, fixedFooter.secondaryButton]))] : [];
}

/** @param {import('../google/card/resource.js').Section} section @param {Values} values @returns {string[]} */
function sectionLines({ header, widgets, collapsible, uncollapsibleWidgetsCount = 0 }, values) {
  const lines = header ? [plainText(header)] : [];
  widgets.forEach((widget, index) => {
    if (collapsible && index === uncollapsibleWidgetsCount) lines.push('⌄ more');
    lines.push(...widgetLines(widget, values));
  });
  return lines;
}

/** @param {Widget} widget @param {Values} values @returns {string[]} */
function widgetLines(widget, values) {
  const kind = /** @type {keyof Widget} */ (Object.keys(widget)[0]);
  const draw = /** @type {((json: Widget[keyof Widget], values: Values) => string[]) | undefined} */ (WIDGETS[kind]);
  if (!draw) throw new Error(`not simulated: drawing ${kind}`);
  return draw(widget[kind], values);
}

/** @type {{ [K in keyof Required<Widget>]: (json: Required<Widget>[K], values: Values) => string[] }} */
const WIDGETS = {
  textParagraph: ({ text }) => [plainText(text)],
  image: ({ altText }) => [`(${altText || 'picture'})`],
  divider: () => ['┄┄┄┄'],
  buttonList: (list) => [buttons(list.buttons)],
  decoratedText: (json, values) => filled([json.topLabel, plainText(json.text) + control(json, values), json.bottomLabel]),
  textInput: ({ name, label, hintText }, values) => [`${label}: [${values.get(name)}]`, ...(hintText ? [`↳ ${hintText}`] : [])],
  selectionInput: selectionLines,
  dateTimePicker: ({ name, label, type }, values) => [`${label ?? name}: [${pickerText(type, values.get(name))}]`],
  grid: ({ title, items }) => filled([title, ...items.map(gridItem)]),
  columns: ({ columnItems }, values) =>
    columnItems.flatMap((column) => column.widgets.flatMap((widget) => widgetLines(widget, values))),
};

/** @param {import('../google/card/resource.js').GridItem} item */
const gridItem = ({ title, subtitle }) => `▫ ${[title, subtitle].filter(Boolean).join(' · ')}`;

/** @param {Button[]} list */
function buttons(list) {
  return list.map((button) => (button.disabled ? `(${buttonLabel(button)})` : `[${buttonLabel(button)}]`)).join(' ');
}

/** The label of a button: its text, or else its description, or else its icon. @param {Button} button @returns {string} */
export function buttonLabel({ text, altText, icon }) {
  return text || altText || icon?.altText || icon?.knownIcon || icon?.materialIcon?.name || 'button';
}

/** @param {import('../google/card/resource.js').DecoratedText} json @param {Values} values */
function control({ button, switchControl, onClick }, values) {
  if (button) return ` ${buttons([button])}`;
  if (switchControl) return ` ${on(values.get(switchControl.name), switchControl.value) ? '(on)' : '(off)'}`;
  return onClick ? ' ›' : '';
}

/** @param {import('./form.js').Value | undefined} chosen @param {string} value */
const on = (chosen, value) => Array.isArray(chosen) && chosen.includes(value);

/** @param {import('../google/card/resource.js').SelectionInput} json @param {Values} values */
function selectionLines({ name, label, type, items }, values) {
  const chosen = values.get(name);
  const title = label ? [`${label}:`] : [];
  if (type === 'DROPDOWN') {
    const shown = items.find((item) => on(chosen, item.value));
    return [`${label ?? name}: [${shown?.text} ▾]`];
  }
  const [full, hollow] = type === 'RADIO_BUTTON' ? ['◉', '○'] : ['☑', '☐'];
  return [...title, ...items.map((item) => `${on(chosen, item.value) ? full : hollow} ${item.text}`)];
}

/** @param {string} type @param {import('./form.js').Value | undefined} value */
function pickerText(type, value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && !Array.isArray(value)) return `${String(value.hours).padStart(2, '0')}:${String(value.minutes).padStart(2, '0')}`;
  const iso = new Date(Number(value)).toISOString();
  return type === 'DATE_ONLY' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** The list without empty elements. @template T @param {(T | '' | undefined)[]} list @returns {T[]} */
const filled = (list) => /** @type {T[]} */ (list.filter(Boolean));

/** @param {string} text @param {number} width @returns {string[]} */
function wrap(text, width) {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const letters = [...word];
      const last = lines[lines.length - 1];
      if (last !== '' && [...last].length + 1 + letters.length > width) lines.push('');
      const start = lines[lines.length - 1];
      lines[lines.length - 1] = start === '' ? word : `${start} ${word}`;
      while ([...lines[lines.length - 1]].length > width) {
        const long = [...lines.pop() ?? ''];
        lines.push(long.slice(0, width).join(''), long.slice(width).join(''));
      }
    }
    return lines;
  });
}
