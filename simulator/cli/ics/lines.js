// @ts-check
/**
 * Splits a calendar file into numbered lines, and checks that its components are closed.
 *
 * It reads no values and refuses no line; readable-lines.js does.
 * Invariants: lines are unfolded before characters are decoded, since some programs fold in the middle of a character; every error has
 * the line's number as an editor counts it.
 *
 * Documentation: RFC 5545, 3.1 (content lines) and 3.4 (iCalendar object).
 */

/** @typedef {{ number: number, text: string }} Line */
/** A component with its place in the file. @typedef {{ name: string, first: number, last: number, inner: Part[] }} Part */

/** An error in a file, described for the person, with the line if it is known. */
export class FileTrouble extends Error {
  /** @param {string} file @param {string} what @param {number} [line] */
  constructor(file, what, line) {
    super(`${file}${line === undefined ? '' : `, line ${line}`}: ${what}`);
    this.name = 'FileTrouble';
    this.what = what;
    this.line = line;
  }
}

/**
 * @param {Buffer} bytes @param {string} file
 * @returns {Line[]} without empty ones
 */
export function linesOf(bytes, file) {
  if (bytes.includes(0)) throw new FileTrouble(file, 'this is not an iCalendar file: it holds bytes that are no text');
  // It also drops a byte order mark.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  /** @type {{ number: number, raw: string }[]} */
  const raws = [];
  bytes.toString('latin1').split(/\r\n|\n|\r/).forEach((raw, index) => {
    // Empty lines are ignored, even within a folded line.
    if (raw === '') return;
    if (/^[ \t]/.test(raw) && raws.length > 0) raws[raws.length - 1].raw += raw.slice(1);
    else raws.push({ number: index + 1, raw });
  });
  return raws.filter(({ raw }) => raw.trim() !== '').map(({ number, raw }) => {
    try {
      return { number, text: decoder.decode(Buffer.from(raw, 'latin1')) };
    } catch {
      throw new FileTrouble(file, 'the text is not in UTF-8', number);
    }
  });
}

/**
 * The calendars of a file, each with its components, and the lines outside of them.
 * @param {Line[]} lines @param {string} file
 * @returns {{ calendars: Part[], outside: Line[] }}
 */
export function calendarsOf(lines, file) {
  /** @type {Part[]} */
  const calendars = [];
  /** @type {Part[]} */
  const open = [];
  /** @type {Line[]} */
  const outside = [];
  lines.forEach((line, index) => {
    const { number, text } = line;
    const [, edge, word] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(text) ?? [];
    if (!edge) {
      if (open.length === 0) outside.push(line);
      return;
    }
    const name = word.toUpperCase();
    if (edge.toUpperCase() === 'BEGIN') {
      if (open.length === 0 && name !== 'VCALENDAR') throw new FileTrouble(file, `BEGIN:VCALENDAR was expected, not BEGIN:${name}`, number);
      const part = { name, first: index, last: index, inner: [] };
      (open.length === 0 ? calendars : open[open.length - 1].inner).push(part);
      open.push(part);
      return;
    }
    const part = open.pop();
    if (!part) throw new FileTrouble(file, `END:${name} closes nothing`, number);
    if (part.name !== name) throw new FileTrouble(file, `END:${part.name} was expected, not END:${name}`, number);
    part.last = index;
  });
  const unclosed = open.pop();
  if (unclosed) throw new FileTrouble(file, `the file ends before END:${unclosed.name}, which closes this component`, lines[unclosed.first].number);
  if (calendars.length === 0 && lines.length > 0) throw new FileTrouble(file, 'this is not an iCalendar file: it should begin with BEGIN:VCALENDAR', lines[0].number);
  if (calendars.length === 0) throw new FileTrouble(file, 'there is no calendar in it');
  return { calendars, outside };
}
