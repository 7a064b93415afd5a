// @ts-check
/**
 * The table of cards: header, sections, header menu, footer, and the rules for a whole card.
 *
 * Enforces developers.google.com/workspace/add-ons/guides/workspace-restrictions (100 sections, 100 widgets),
 * developers.google.com/workspace/add-ons/concepts/widgets (at least one section) and the reference of CardBuilder,
 * FixedFooter and the inputs (field names are unique, except those of switches).
 */

import { add, build, result, set } from './builder.js';
import { between, flag, imageUrl, made, member, required, text } from './checks.js';
import { fieldsOf } from './fields.js';
import { formatted } from './links.js';
import { clicks, needs, widget } from './widgets.js';

/** @typedef {import('./builder.js').Json} Json */
/** @typedef {import('./builder.js').Forge} Forge */

const LIMIT = 100;

/** @type {Record<string, import('./builder.js').Shape>} */
export const cards = {
  CardBuilder: {
    setters: {
      setHeader: set('header', made('CardHeader')),
      addSection: add('sections', made('CardSection'), LIMIT),
      addCardAction: add('cardActions', made('CardAction')),
      setName: set('name', required),
      setFixedFooter: set('fixedFooter', made('FixedFooter')),
      setDisplayStyle: set('displayStyle', member('DisplayStyle')),
      setPeekCardHeader: set('peekCardHeader', made('CardHeader')),
      build: build('Card', checkCard),
    },
  },
  Card: result(),
  CardHeader: {
    setters: {
      setTitle: set('title', required),
      setSubtitle: set('subtitle', text),
      setImageUrl: set('imageUrl', imageUrl),
      setImageStyle: set('imageType', member('ImageStyle')),
      setImageAltText: set('imageAltText', text),
    },
    check: needs('A card header', 'title'),
  },
  CardSection: {
    setters: {
      setHeader: set('header', formatted),
      addWidget: add('widgets', widget, LIMIT),
      setCollapsible: set('collapsible', flag),
      setNumUncollapsibleWidgets: set('uncollapsibleWidgetsCount', between(0, LIMIT)),
    },
    check: needs('A section', 'widgets'),
  },
  CardAction: { setters: { ...clicks, setText: set('actionLabel', required) }, check: needs('A card action', 'actionLabel', 'onClick') },
  FixedFooter: {
    setters: { setPrimaryButton: set('primaryButton', made('TextButton')), setSecondaryButton: set('secondaryButton', made('TextButton')) },
    check: checkFooter,
  },
};

/** @param {Json} card @param {Forge} forge */
function checkCard(card, forge) {
  needs('A card', 'sections')(card, forge);
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const { name, kind } of fieldsOf(card)) {
    const before = seen.get(name);
    if (before !== undefined && !(before === 'switchControl' && kind === 'switchControl')) {
      throw forge.fail(`A card is not valid: two inputs are named ${name}`);
    }
    seen.set(name, kind);
  }
}

/** A secondary button alone "does nothing" on the platform; here it is an error. @param {Json} footer @param {Forge} forge */
function checkFooter({ primaryButton, secondaryButton }, forge) {
  if (!primaryButton) throw forge.fail('A fixed footer is not valid: primaryButton is required');
  if (primaryButton.type !== 'FILLED') throw forge.fail('A fixed footer is not valid: its primary button must be FILLED');
  if (secondaryButton && (secondaryButton.type ?? 'OUTLINED') !== 'OUTLINED') {
    throw forge.fail('A fixed footer is not valid: its secondary button must be OUTLINED');
  }
}
