// @ts-check
/**
 * The demo's page in a terminal: wrapped lines, marks and colours.
 *
 * It is independent of worlds.
 * Invariants: no line is wider than 100 columns; text from events can neither control the terminal nor break a line; colours are used
 * only on a terminal, and never with NO_COLOR (no-color.org).
 */

export const columns = 100;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** @typedef {keyof typeof codes} Style */
/** @typedef {{ isTTY?: boolean, write(text: string): unknown }} Out */

/** Characters that are two columns wide: East Asian scripts and pictures. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
/** Characters without a width of their own. */
const narrow = /[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f]/u;

/** The width of a text in columns. @param {string} text */
export function widthOf(text) {
  let width = 0;
  for (const letter of text) width += letter < '\u0300' ? 1 : narrow.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return width;
}

/** Marks that change the writing direction. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** @param {string} text */
const harmless = (text) => text.replace(turning, '').replace(/\p{Cc}/gu, ' ');

/**
 * A text on one line, without characters that would control a terminal: control characters and changes of the writing direction.
 * @param {string} text
 */
export function clean(text) {
  return text.replace(turning, '').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** The beginning of a text, at most so many columns wide. @param {string} text @param {number} limit */
export function short(text, limit) {
  const line = clean(text.slice(0, 4 * limit + 64));
  if (widthOf(line) <= limit) return line;
  let kept = '';
  for (const letter of line) {
    if (widthOf(kept + letter) >= limit) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/** A title in quotation marks, shortened. @param {string | undefined | null} title @param {number} [limit] */
export const quoted = (title, limit = 48) => (title && clean(title.slice(0, 4096)) ? `“${short(title, limit)}”` : '(no title)');

export class Page {
  /** @param {{ out: Out, colours: boolean }} given */
  constructor({ out, colours }) {
    this.out = out;
    this.colours = colours;
  }

  /** @param {string} text @param {Style} [style] */
  paint(text, style) {
    return this.colours && style && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
  }

  /**
   * Prints a text, wrapped, under an indentation; `mark` is printed before its first line.
   * @param {string} [text] @param {{ indent?: number, mark?: string, style?: Style }} [how]
   */
  line(text = '', { indent = 0, mark = '', style } = {}) {
    const lead = ' '.repeat(indent) + mark;
    const room = columns - widthOf(lead);
    wrap(harmless(text), room).forEach((part, index) => {
      const before = index === 0 ? lead : ' '.repeat(widthOf(lead));
      this.out.write(`${(this.paint(before, style) + this.paint(part, style)).trimEnd()}\n`);
    });
  }

  /** Prints a drawing with its lines unchanged. @param {string} drawing @param {number} indent */
  drawing(drawing, indent) {
    for (const text of drawing.split('\n')) {
      this.out.write(`${' '.repeat(indent)}${this.paint(harmless(text), 'dim')}\n`);
    }
  }

  /** @param {string} title */
  heading(title) {
    this.out.write('\n');
    this.line(title, { style: 'bold' });
    this.out.write(`${this.paint('─'.repeat(columns), 'dim')}\n`);
  }
}

/** @param {string} text @param {number} room @returns {string[]} */
function wrap(text, room) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && widthOf(last) + 1 + widthOf(word) > room) lines.push('');
    const joined = lines[lines.length - 1] === '' ? word : `${lines[lines.length - 1]} ${word}`;
    lines.pop();
    let rest = joined;
    while (widthOf(rest) > room) {
      let part = '';
      for (const letter of rest) {
        if (widthOf(part + letter) > room) break;
        part += letter;
      }
      lines.push(part);
      rest = rest.slice(part.length);
    }
    lines.push(rest);
  }
  return lines;
}

/** Whether colours are used on a stream. @param {Out} out @param {Record<string, string | undefined>} env */
export const takesColours = (out, env) => out.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
