// @ts-check
/** Card JSON and the care that others' texts need on it; see addon.js. */

/**
 * @param {string} name
 * @param {string | undefined} subtitle
 * @param {any[][]} sections widgets; an empty section is left out
 * @returns {any}
 */
function cardOf_(name, subtitle, sections) {
  /** @type {any} */
  const header = { title: say_.eventTitle };
  if (subtitle !== undefined) header.subtitle = cut_(oneLine_(subtitle), 200);
  const filled = sections.filter((widgets) => widgets.length > 0).map((widgets) => ({ widgets }));
  return { kind: 'cards', cards: [{ header, sections: filled, name }] };
}

/** @param {string} text @returns {any} */
function paragraph_(text) {
  return { textParagraph: { text: escape_(text) } };
}

/** @param {any[]} buttons @returns {any} */
function buttons_(buttons) {
  return { buttonList: { buttons } };
}

/** @param {string} text @param {any} action @param {boolean} filled */
function actionButton_(text, action, filled) {
  /** @type {any} */
  const button = { text, onClick: { action } };
  if (filled) button.type = 'FILLED';
  return button;
}

/** @param {string} text @param {string} url @param {boolean} filled */
function linkButton_(text, url, filled) {
  /** @type {any} */
  const button = { text, onClick: { openLink: { url } } };
  if (filled) button.type = 'FILLED';
  return button;
}

/** @param {string} name @param {{calendar: string, event: string}} target @param {string} [kind] */
function actionFor_(name, target, kind) {
  const parameters = [{ key: 'do', value: name }];
  if (kind) parameters.push({ key: 'kind', value: kind });
  parameters.push({ key: 'calendar', value: target.calendar }, { key: 'event', value: target.event });
  return { function: 'onAction', parameters };
}

/** @type {Record<string, string>} */
const entities_ = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
function escape_(text) {
  return text.replace(/[&<>"']/g, (character) => entities_[character]);
}

/** Without \p{…}, which takes V8 milliseconds to compile. @param {string} text */
function oneLine_(text) {
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

/** Cuts a text to so many UTF-16 units, never inside a character or a joined emoji. @param {string} text @param {number} units */
function cut_(text, units) {
  if (text.length <= units) return text;
  let kept = text.slice(0, units - 1).replace(/[\ud800-\udbff]$/, '');
  while (kept !== '' && (kept.endsWith('\u200d') || /^[\u200d\ufe0f\u{1f3fb}-\u{1f3ff}]/u.test(text.slice(kept.length)))) {
    kept = kept.replace(/.$/su, '');
  }
  return kept.trimEnd() + '…';
}
