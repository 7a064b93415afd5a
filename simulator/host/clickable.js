// @ts-check
/**
 * Finds the clickable elements of a card by the labels that a person sees.
 *
 * It clicks nothing.
 */

import { widgetsOf } from '../google/card/fields.js';
import { buttonLabel } from './drawing.js';
import { linksIn, plainText } from './text.js';

/** @typedef {import('../google/card/resource.js').Card} Card */
/** @typedef {{ label: string, onClick: import('../google/card/resource.js').OnClick, disabled?: boolean, parameters?: { key: string, value: string }[] }} Clickable */

/** @param {Card} card @returns {Generator<Clickable>} */
export function* clickablesOf(card) {
  for (const { actionLabel, onClick } of card.cardActions ?? []) yield { label: actionLabel, onClick };
  for (const widget of widgetsOf(card)) yield* ofWidget(widget);
  const { primaryButton, secondaryButton } = card.fixedFooter ?? {};
  for (const button of [primaryButton, secondaryButton]) if (button) yield ofButton(button);
}

/** @param {import('../google/card/resource.js').Widget} widget @returns {Generator<Clickable>} */
function* ofWidget({ textParagraph, image, decoratedText, buttonList, grid }) {
  if (textParagraph) yield* inText(textParagraph.text);
  if (image?.onClick) yield { label: image.altText ?? 'picture', onClick: image.onClick };
  for (const button of buttonList?.buttons ?? []) yield ofButton(button);
  if (decoratedText) {
    if (decoratedText.onClick) yield { label: plainText(decoratedText.text), onClick: decoratedText.onClick };
    if (decoratedText.button) yield ofButton(decoratedText.button);
    yield* inText(decoratedText.text);
  }
  if (!grid?.onClick) return;
  for (const item of grid.items) {
    yield { label: item.title, onClick: grid.onClick, parameters: [{ key: 'grid_item_identifier', value: item.id ?? '' }] };
  }
}

/** @param {string} html @returns {Generator<Clickable>} */
function* inText(html) {
  for (const { text, url } of linksIn(html)) yield { label: text, onClick: { openLink: { url } } };
}

/** @param {import('../google/card/resource.js').Button} button @returns {Clickable} */
function ofButton(button) {
  return { label: buttonLabel(button), onClick: button.onClick, disabled: button.disabled === true };
}

/**
 * The one clickable with this label.
 * @param {Card} card
 * @param {string} label
 * @param {number} [at] The index, from 0, if several have the same label.
 * @returns {Clickable | undefined}
 */
export function clickable(card, label, at) {
  const all = [...clickablesOf(card)];
  const found = all.filter((one) => one.label === label);
  if (found.length > 1 && at === undefined) throw new Error(`${found.length} things are labelled ${label}; say which`);
  return found[at ?? 0];
}
