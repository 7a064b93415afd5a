// @ts-check
/**
 * Computes a time zone's offset from UTC at an instant.
 *
 * It formats nothing.
 * Invariant: it uses node's own time zone data, even if a script's `Intl` knows fewer zones.
 */

/** @type {Map<string, Intl.DateTimeFormat | null>} */
const formats = new Map();
/** Offsets by zone and quarter of an hour. @type {Map<string, Map<number, number>>} */
const offsets = new Map();
const quarterMs = 900_000;
/** Since 1973 every zone has changed its offset only at full quarters of an hour. The last exception was Liberia, at 44 minutes and 30 seconds. */
const inQuartersFrom = Date.UTC(1973, 0, 1);
/** How many quarters of an hour are cached for a zone: more than ten years. */
const mostQuarters = 400_000;

/**
 * @param {string} zone
 * @returns {Intl.DateTimeFormat | null}
 */
function formatOf(zone) {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short',
      });
    } catch {
      format = null;
    }
    formats.set(zone, format);
  }
  return format;
}

/**
 * @param {unknown} zone
 * @returns {boolean}
 */
export function isTimeZone(zone) {
  return typeof zone === 'string' && zone !== '' && formatOf(zone) !== null;
}

/**
 * @param {string} zone a zone that node knows
 * @param {number} ms
 * @returns {number} milliseconds east of UTC at that instant
 */
export function offsetMs(zone, ms) {
  if (ms < inQuartersFrom) return readOffset(zone, ms);
  const known = offsets.get(zone) ?? new Map();
  const quarter = Math.floor(ms / quarterMs);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = readOffset(zone, ms);
    if (known.size > mostQuarters) known.clear();
    known.set(quarter, offset);
    offsets.set(zone, known);
  }
  return offset;
}

/** @param {string} zone @param {number} ms */
function readOffset(zone, ms) {
  const format = formatOf(zone);
  if (!format) throw new Error(`not a time zone: ${zone}`);
  /** @type {Record<string, string>} */
  const parts = {};
  for (const { type, value } of format.formatToParts(ms)) parts[type] = value;
  const year = parts.era.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second));
  return local.getTime() - Math.floor(ms / 1000) * 1000;
}
