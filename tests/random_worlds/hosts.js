// @ts-check
/**
 * Who hosts the meeting of an event, by DESIGN.md's rule and by what people did.
 *
 * It reads neither the add-on nor Webex. Invariants: whoever adds a meeting hosts it, and remains its host when others change, split,
 * move or restore the event; whoever copies an event hosts the copy's meeting; a person whose add-on showed an error may get the meeting
 * later, so that both are right then; while the add-ons have not seen a split yet, whoever replaces the first part's meeting may host the
 * second part too.
 */

/** @typedef {import('./people.js').Member} Member */

/** After this time every add-on has seen a change, whatever happened to its triggers. */
const SEEN = 3 * 3_600_000;

export class Hosts {
  /** @type {Map<string, {part: string, at: number}[]>} */
  #parts = new Map();

  /** @type {Map<string, Set<Member>>} */
  #now = new Map();
  /** All hosts that an event has had, for those of its occurrences and parts that kept an earlier one. @type {Map<string, Set<Member>>} */
  #ever = new Map();

  /** @param {() => number} now */
  constructor(now) {
    this.now = now;
  }

  /** A person has added the meeting that the event shows, or copied the event. @param {string} calendarId @param {string} id @param {Member} member */
  added(calendarId, id, member) {
    this.#now.set(key(calendarId, id), new Set([member]));
    this.#note(this.#ever, key(calendarId, id), [member]);
    this.#tellParts(key(calendarId, id), member);
  }

  /** A person has seen an error when adding a meeting, which may be made later. @param {string} calendarId @param {string} id @param {Member} member */
  tried(calendarId, id, member) {
    for (const map of [this.#now, this.#ever]) this.#note(map, key(calendarId, id), [member]);
    this.#tellParts(key(calendarId, id), member);
  }

  /** @param {string} series @param {Member} member */
  #tellParts(series, member) {
    for (const { part, at } of this.#parts.get(series) ?? []) {
      if (this.now() < at + SEEN) for (const map of [this.#now, this.#ever]) this.#note(map, part, [member]);
    }
  }

  /** A series was split. @param {string} calendarId @param {string} series @param {string} part */
  split(calendarId, series, part) {
    if (part === series) return;
    this.#parts.set(key(calendarId, series), [...this.#parts.get(key(calendarId, series)) ?? [], { part: key(calendarId, part), at: this.now() }]);
    for (const map of [this.#now, this.#ever]) this.#note(map, key(calendarId, part), this.#ever.get(key(calendarId, series)) ?? []);
  }

  /** An event was moved with its occurrences. @param {string} from @param {string} to @param {string} id */
  moved(from, to, id) {
    for (const map of [this.#now, this.#ever]) {
      for (const [name, members] of [...map]) {
        const rest = name.slice(key(from, id).length);
        if (name.startsWith(key(from, id)) && (rest === '' || rest.startsWith('_'))) map.set(key(to, id) + rest, new Set(members));
      }
    }
  }

  /** @param {string} calendarId @param {{id: string, recurringEventId?: string}} event @returns {Member[]} */
  of(calendarId, { id, recurringEventId }) {
    const ofSeries = recurringEventId === undefined ? [] : this.#ever.get(key(calendarId, recurringEventId)) ?? [];
    return [...new Set([...this.#now.get(key(calendarId, id)) ?? [], ...ofSeries])];
  }

  /** @param {Map<string, Set<Member>>} map @param {string} name @param {Iterable<Member>} members */
  #note(map, name, members) {
    map.set(name, new Set([...map.get(name) ?? [], ...members]));
  }
}

/** @param {string} calendarId @param {string} id */
const key = (calendarId, id) => `${calendarId} ${id}`;
