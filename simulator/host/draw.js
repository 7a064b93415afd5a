// @ts-check
/**
 * Draws a card as text, for terminals and for tests that want to see what a person sees.
 *
 * It checks nothing and leaves icons and pictures out (a picture's description stands for it). A wide letter counts as one.
 */

import { defaultValues } from './form.js';
import { plainText } from './text.js';

/** @typedef {Record<string, any>} Json */
/** @typedef {import('./form.js').Values} Values */

/**
 * @param {Json} card JSON of google.apps.card.v1
 * @param {{ values?: Values, width?: number }} [how] What the inputs hold, if not their defaults; columns of the drawing.
 * @returns {string}
 */
export function drawCard(card, { values = defaultValues(card), width = 56 } = {}) {
  const inner = width - 4;
  const line = (/** @type {string} */ text) => `│ ${text}${' '.repeat(Math.max(0, inner - [...text].length))} │`;
  const rule = (/** @type {string} */ left, /** @type {string} */ right) => left + '─'.repeat(width - 2) + right;
  const blocks = [
    headerLines(card),
    ...(card.sections ?? []).map((/** @type {Json} */ section) => sectionLines(section, values)),
    footerLines(card),
  ].filter((lines) => lines.length > 0);
  const drawn = blocks.map((lines) => lines.flatMap((/** @type {string} */ text) => wrap(text, inner)).map(line).join('\n'));
  return [rule('┌', '┐'), drawn.join(`\n${rule('├', '┤')}\n`), rule('└', '┘')].join('\n');
}

/** @param {Json} card @returns {string[]} */
function headerLines({ header, cardActions = [] }) {
  const menu = cardActions.map((/** @type {Json} */ action) => `⋮ ${action.actionLabel}`);
  return [header?.title, header?.subtitle, ...menu].filter(Boolean);
}

/** @param {Json} card @returns {string[]} */
function footerLines({ fixedFooter }) {
  return fixedFooter ? [buttons([fixedFooter.primaryButton, fixedFooter.secondaryButton].filter(Boolean))] : [];
}

/** @param {Json} section @param {Values} values @returns {string[]} */
function sectionLines({ header, widgets, collapsible, uncollapsibleWidgetsCount = 0 }, values) {
  const lines = header ? [plainText(header)] : [];
  widgets.forEach((/** @type {Json} */ widget, /** @type {number} */ index) => {
    if (collapsible && index === uncollapsibleWidgetsCount) lines.push('⌄ more');
    lines.push(...widgetLines(widget, values));
  });
  return lines;
}

/** @param {Json} widget @param {Values} values @returns {string[]} */
function widgetLines(widget, values) {
  const [kind] = Object.keys(widget);
  const draw = WIDGETS[kind];
  if (!draw) throw new Error(`not simulated: drawing ${kind}`);
  return draw(widget[kind], values);
}

/** @type {Record<string, (json: any, values: Values) => string[]>} */
const WIDGETS = {
  textParagraph: ({ text }) => [plainText(text)],
  image: ({ altText }) => [`(${altText || 'picture'})`],
  divider: () => ['┄┄┄┄'],
  buttonList: (list) => [buttons(list.buttons)],
  decoratedText: (json, values) => [json.topLabel, plainText(json.text) + control(json, values), json.bottomLabel].filter(Boolean),
  textInput: ({ name, label, hintText }, values) => [`${label}: [${values.get(name)}]`, ...(hintText ? [`↳ ${hintText}`] : [])],
  selectionInput: selectionLines,
  dateTimePicker: ({ name, label, type }, values) => [`${label ?? name}: [${pickerText(type, values.get(name))}]`],
  grid: ({ title, items }) => [title, ...items.map(gridItem)].filter(Boolean),
  columns: ({ columnItems }, values) =>
    columnItems.flatMap((/** @type {Json} */ column) => column.widgets.flatMap((/** @type {Json} */ widget) => widgetLines(widget, values))),
};

/** @param {Json} item */
const gridItem = ({ title, subtitle }) => `▫ ${[title, subtitle].filter(Boolean).join(' · ')}`;

/** @param {Json[]} list */
function buttons(list) {
  return list.map((button) => (button.disabled ? `(${buttonLabel(button)})` : `[${buttonLabel(button)}]`)).join(' ');
}

/** What a person calls a button: its text, else its description, else its icon. @param {Json} button @returns {string} */
export function buttonLabel({ text, altText, icon }) {
  return text || altText || icon?.altText || icon?.knownIcon || icon?.materialIcon?.name || 'button';
}

/** @param {Json} json @param {Values} values */
function control({ button, switchControl, onClick }, values) {
  if (button) return ` ${buttons([button])}`;
  if (switchControl) return ` ${on(values.get(switchControl.name), switchControl.value) ? '(on)' : '(off)'}`;
  return onClick ? ' ›' : '';
}

/** @param {any} chosen @param {string} value */
const on = (chosen, value) => (chosen ?? []).includes(value);

/** @param {Json} json @param {Values} values */
function selectionLines({ name, label, type, items }, values) {
  const chosen = values.get(name);
  const title = label ? [`${label}:`] : [];
  if (type === 'DROPDOWN') {
    const shown = items.find((/** @type {Json} */ item) => on(chosen, item.value));
    return [`${label ?? name}: [${shown.text} ▾]`];
  }
  const [full, hollow] = type === 'RADIO_BUTTON' ? ['◉', '○'] : ['☑', '☐'];
  return [...title, ...items.map((/** @type {Json} */ item) => `${on(chosen, item.value) ? full : hollow} ${item.text}`)];
}

/** @param {string} type @param {any} value */
function pickerText(type, value) {
  if (value === null || value === undefined) return '';
  if (type === 'TIME_ONLY') return `${String(value.hours).padStart(2, '0')}:${String(value.minutes).padStart(2, '0')}`;
  const iso = new Date(Number(value)).toISOString();
  return type === 'DATE_ONLY' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

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
