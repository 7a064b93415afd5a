// @ts-check
/**
 * All calendars of the simulated world: their owners and sharing, their entries, and the order in which these changed.
 *
 * Does not read requests, check rights or print events; writes.js, access.js and view.js do. Does not run triggers: it calls `onChange`.
 *
 * Invariants: an event on several calendars has an entry on each, with the same id and iCalUID; every stored change gets the next number
 * of one counter for the whole world and a new etag, and is reported for its calendar; a cancelled entry stays stored.
 *
 * Documentation: developers.google.com/workspace/calendar/api/concepts/events-calendars and …/concepts/sharing.
 */
import { TROUBLES } from './errors.js';
import { findEntry, isGap } from './instances.js';

/**
 * The time of an event: a day (midnight counted as UTC) or an instant, and the zone that the event names.
 * @typedef {{ day?: number, instant?: number, timeZone?: string }} Moment
 */

/**
 * One event on one calendar. `shared` has the values that all copies have in common, `own` those of this copy.
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} calendarId
 * @property {string} iCalUID
 * @property {'confirmed' | 'tentative' | 'cancelled'} status
 * @property {boolean} stub true for a cancelled entry of which only the id is left
 * @property {{ email: string, displayName?: string }} organizer the calendar with the main copy
 * @property {{ email: string, displayName?: string }} creator
 * @property {number} created
 * @property {number} updated
 * @property {number} etag
 * @property {number} sequence
 * @property {number} change
 * @property {string} eventType
 * @property {import('./resource.js').SharedPart} shared
 * @property {import('./resource.js').OwnPart} own
 * @property {string} [recurringEventId] the series of which this is one occurrence
 * @property {Moment} [originalStart] its start by the rules of the series
 * @property {'with series' | 'off rule'} [fallen] why the simulator cancelled an occurrence that no person has cancelled
 * @property {boolean} [bare] true for a cancelled occurrence that is shown without its series and its original start
 */

/** The data about a person that calendars use. @typedef {{ email: string, name?: string, locale?: string, timeZone?: string, calendarSettings?: Record<string, string> }} Person */
/** The data behind a sync or page token. A list adds further members to its page tokens. @typedef {{ kind: 'page' | 'sync', calendarId: string, email: string, query?: string, seriesId?: string, sameness?: string, change?: number }} Token */

/** @typedef {'owner' | 'writer' | 'writerWithoutPrivateAccess' | 'reader' | 'freeBusyReader' | 'none'} Role */

/**
 * @typedef {object} CalendarRecord
 * @property {string} id
 * @property {string} summary
 * @property {string} [description]
 * @property {string} timeZone
 * @property {string} owner
 * @property {boolean} primary
 * @property {Map<string, Role>} sharedWith
 * @property {Map<string, Entry>} entries
 * @property {Map<string, Entry[]>} history older states of entries, oldest first, for lists that lag
 * @property {number} tokensFrom sync tokens issued before this change are no longer valid
 * @property {{ method: string, minutes: number }[]} defaultReminders
 */

/** Who writes, and whether they do it by a script or the API or in the editor. @typedef {{ email: string, byScript: boolean }} Actor */

/**
 * Questions about the Calendar API that the documentation doesn't answer; both answers are simulated.
 * @typedef {object} Switches
 * @property {'masked' | 'empty'} freeBusyLists the content of a list of a free/busy-only calendar
 * @property {'any' | 'all'} propertyConstraints several constraints of one kind: the guide says any, the reference all
 * @property {number} listLagMs changes younger than this are missing from lists (events.get sees them)
 * @property {number} pageLimit the highest number of items on a page, at most the documented 2 500; pages may be shorter
 * @property {number} updatedMinDays the greatest age of `updatedMin`, in days
 */

export class CalendarStore {
  /** @type {Map<string, CalendarRecord>} */
  calendars = new Map();
  /** @type {Map<string, Person>} */
  users = new Map();
  /** Mails that Google sent to guests. @type {{ at: number, calendarId: string, eventId: string, kind: 'invitation' | 'update' | 'cancellation', to: string[], by: string }[]} */
  mails = [];
  /** Functions that are called with every granted request and its answer. @type {((kind: 'request' | 'event', seen: { method?: string, calendarId?: string, eventId?: string, params?: Record<string, unknown>, body?: unknown, result?: unknown }) => void)[]} */
  observers = [];
  /** Issued sync and page tokens. @type {Map<string, Token>} */
  tokens = new Map();
  /** @type {Switches} */
  switches = Object.seal({ freeBusyLists: 'masked', propertyConstraints: 'all', listLagMs: 0, pageLimit: 2500, updatedMinDays: 28 });
  /** Ids of events that are open in an editor and not saved yet. @type {Set<string>} */
  drafts = new Set();

  #change = 0;
  /** @type {{ method?: string, calendarId?: string, trouble: string, times: number }[]} */
  #troubles = [];
  /** @type {Map<string, number[]>} */
  #requests = new Map();
  /** @type {Set<string> | null} */
  #touched = null;

  /**
   * @param {object} given
   * @param {{ now(): number }} given.clock
   * @param {import('../../options.js').Options} given.options the world's switches
   * @param {() => number} given.random
   * @param {(calendarId: string, change: { byScript: boolean, user: string }) => void} [given.onChange]
   * @param {Iterable<Person>} [given.users]
   */
  constructor({ clock, options, random, onChange = () => {}, users = [] }) {
    this.clock = clock;
    this.options = options;
    this.random = random;
    this.onChange = onChange;
    for (const user of users) this.addUser(user);
  }

  /**
   * Gives a person a primary calendar; its id is the address.
   * @param {Person} user
   */
  addUser(user) {
    this.users.set(user.email, user);
    return this.addCalendar({ id: user.email, summary: user.email, timeZone: user.timeZone ?? 'UTC', owner: user.email });
  }

  /**
   * Makes a calendar. Without an id it is a secondary one and gets a random id.
   * @param {{ id?: string, summary: string, description?: string, timeZone: string, owner: string }} given
   */
  addCalendar({ id = `c_${this.newId()}@group.calendar.google.com`, ...given }) {
    if (this.calendars.has(id)) throw new Error(`the calendar exists: ${id}`);
    /** @type {CalendarRecord} */
    const calendar = {
      ...given,
      id,
      primary: id === given.owner,
      sharedWith: new Map(),
      entries: new Map(),
      history: new Map(),
      tokensFrom: 0,
      defaultReminders: [{ method: 'popup', minutes: 10 }],
    };
    this.calendars.set(id, calendar);
    return calendar;
  }

  /** @param {string} id */
  calendar(id) {
    const calendar = this.calendars.get(id);
    if (!calendar) throw new Error(`no such calendar: ${id}`);
    return calendar;
  }

  /** Removes a calendar and its events from the world. @param {string} id */
  deleteCalendar(id) {
    this.calendar(id);
    this.calendars.delete(id);
  }

  /**
   * Shares a calendar with a person; the role `none` ends the sharing.
   * @param {string} calendarId @param {string} email @param {Role} role
   */
  share(calendarId, email, role) {
    this.calendar(calendarId).sharedWith.set(email, role);
  }

  /** A stored entry, or an unchanged occurrence of a series. @param {string} calendarId @param {string} eventId @returns {Entry | undefined} */
  entry(calendarId, eventId) {
    const calendar = this.calendars.get(calendarId);
    return calendar && findEntry(calendar, eventId);
  }

  /** A random id like Google's: 26 characters of base32hex. */
  newId() {
    let id = '';
    while (id.length < 26) id += '0123456789abcdefghijklmnopqrstuv'[Math.floor(this.random() * 32)];
    return id;
  }

  /** The id of an event that an editor shows before it is saved; reading it gives 404 until then. */
  newDraftId() {
    const id = this.newId();
    this.drafts.add(id);
    return id;
  }

  /** The calendars and their tokens. People belong to the world's state. */
  get state() {
    return {
      calendars: this.calendars, mails: this.mails, tokens: this.tokens, switches: { ...this.switches }, drafts: this.drafts,
      change: this.#change, troubles: this.#troubles, requests: this.#requests,
    };
  }

  set state({ calendars, mails, tokens, switches, drafts, change, troubles, requests }) {
    this.calendars = calendars;
    this.mails = mails;
    this.tokens = tokens;
    Object.assign(this.switches, switches);
    this.drafts = drafts;
    this.#change = change;
    this.#troubles = troubles;
    this.#requests = requests;
  }

  /** The number of the latest change. */
  get lastChange() {
    return this.#change;
  }

  /**
   * Carries out one action and then reports each changed calendar once.
   * @template T
   * @param {Actor} actor @param {() => T} work
   * @returns {T}
   */
  commit(actor, work) {
    if (this.#touched) return work();
    const touched = (this.#touched = new Set());
    try {
      return work();
    } finally {
      this.#touched = null;
      for (const calendarId of touched) this.onChange(calendarId, { byScript: actor.byScript, user: actor.email });
    }
  }

  /**
   * Stores an entry with the present as its time of change. The caller sets the sequence, since only it knows what changed.
   * @param {Entry} entry @param {{ keepUpdated?: boolean }} [how] `keepUpdated` is for reminders, which change only the etag
   */
  put(entry, { keepUpdated = false } = {}) {
    if (!this.#touched) throw new Error('an entry is stored outside of commit');
    const calendar = this.calendar(entry.calendarId);
    const now = this.clock.now();
    const before = calendar.entries.get(entry.id);
    if (before) this.#remember(calendar, before, now);
    if (!keepUpdated) entry.updated = now;
    // An occurrence has the etag of its series until it is stored for the first time.
    entry.etag = Math.max(now * 2000, (before?.etag ?? (entry.recurringEventId ? entry.etag : 0)) + 2);
    entry.change = this.#change += 1;
    calendar.entries.set(entry.id, entry);
    this.#touched.add(calendar.id);
    return entry;
  }

  /**
   * The entries for a list: of each one the newest state that is older than the lag.
   * @param {CalendarRecord} calendar
   * @returns {{ entries: Entry[], change: number }} the entries, and the number of the latest change that the list may show
   */
  listed(calendar) {
    const limit = this.clock.now() - this.switches.listLagMs;
    if (this.switches.listLagMs === 0) return { entries: [...calendar.entries.values()], change: this.#change };
    /** @type {Entry[]} */
    const entries = [];
    let firstHidden = Infinity;
    for (const entry of calendar.entries.values()) {
      const states = [...(calendar.history.get(entry.id) ?? []), entry];
      const seen = states.filter((state) => writtenAt(state) <= limit);
      for (const state of states) if (writtenAt(state) > limit) firstHidden = Math.min(firstHidden, state.change);
      const state = seen.at(-1);
      if (state) entries.push(state);
    }
    return { entries, change: Math.min(this.#change, firstHidden - 1) };
  }

  /** Makes all issued sync tokens of a calendar invalid, so that they are answered with 410. @param {string} calendarId */
  expireSyncTokens(calendarId) {
    this.calendar(calendarId).tokensFrom = this.#change += 1;
  }

  /** Removes deleted entries from the store, as Google does some time after the deletion. A cancelled occurrence stays as long as its series. @param {string} calendarId */
  forgetDeleted(calendarId) {
    const calendar = this.calendar(calendarId);
    const { entries } = calendar;
    for (const entry of [...entries.values()]) if (entry.status === 'cancelled' && !isGap(calendar, entry)) entries.delete(entry.id);
  }

  /**
   * Makes the next requests fail with one of the errors in errors.js.
   * @param {{ trouble: keyof typeof TROUBLES & string, method?: string, calendarId?: string, times?: number }} given
   * @returns {() => number} how many requests have failed with it
   */
  fail({ trouble, method, calendarId, times = 1 }) {
    if (!Object.hasOwn(TROUBLES, trouble)) throw new Error(`unknown trouble: ${trouble}`);
    const order = { trouble, method, calendarId, times };
    this.#troubles.push(order);
    return () => times - order.times;
  }

  /**
   * Counts a request against the quota, and throws the error that `fail` has set for it.
   * @param {string} email @param {string} method e.g. `events.list` @param {string} [calendarId]
   */
  admit(email, method, calendarId) {
    const now = this.clock.now();
    const recent = (this.#requests.get(email) ?? []).filter((at) => at > now - 60000);
    recent.push(now);
    this.#requests.set(email, recent);
    if (recent.length > REQUESTS_PER_MINUTE) throw TROUBLES.userRateLimitExceeded();
    const trouble = this.#troubles.find(
      (one) => (one.method ?? method) === method && (one.calendarId ?? calendarId) === calendarId,
    );
    if (!trouble) return;
    trouble.times -= 1;
    if (trouble.times <= 0) this.#troubles.splice(this.#troubles.indexOf(trouble), 1);
    throw TROUBLES[trouble.trouble]();
  }

  /** @param {CalendarRecord} calendar @param {Entry} entry @param {number} now */
  #remember(calendar, entry, now) {
    const states = calendar.history.get(entry.id) ?? [];
    states.push(entry);
    while (states.length > 1 && writtenAt(states[1]) < now - HISTORY_MS) states.shift();
    calendar.history.set(entry.id, states);
  }
}

/** Requests per minute, user and project: developers.google.com/workspace/calendar/api/guides/quota. */
const REQUESTS_PER_MINUTE = 600;

/** How long older states are kept; this is also the longest possible lag of a list. */
const HISTORY_MS = 3600000;

/** The time at which a state was stored, from its etag: twice the microseconds of that time. @param {Entry} entry */
const writtenAt = (entry) => Math.floor(entry.etag / 2000);
