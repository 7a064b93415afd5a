// @ts-check
/**
 * Adds Webex to the events of a person's own calendar export and prints for each event what was done or why nothing was done.
 *
 * The simulated person uses only what a real person can use: the conferencing menu, and the panel if the menu gives no explanation.
 * Invariants: the reason why the add-on skips an event is quoted from its own card; every result is read back from Webex and compared
 * with the event (a series with each of its occurrences in a year); any disagreement that is left when the add-on has nothing more to do
 * counts as a failure.
 */

import { basename } from 'node:path';
import { disagreement, meetingIdOf, occurrencesOf, readSeries, sameSpan, standingTrouble } from './comparison.js';
import { columns, quoted, short } from './page.js';
import { instantOf, isOwn, linkedProvider, importEvents } from './calendar-import.js';
import { cardWords, clock, counted, leftOutWords, meetingWords, when } from './wording.js';
import { sample, sampleWorld } from '../sample.js';

/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */
/** @typedef {import('../webex/index.js').PlainMeeting} Meeting */
/** @typedef {import('./calendar-import.js').ImportedEvent} ImportedEvent */
/** @typedef {import('./ics/read.js').FileCalendar} FileCalendar */
/** `added`: a meeting was made; `left`: nothing had to be done; `unread`: the calendar refused the event; `failed`: a meeting should have been made. @typedef {{ kind: 'added' | 'left' | 'unread' | 'failed', words: string }} Verdict */
/**
 * @typedef {object} Request
 * @property {import('../runtime/addon.js').Addon} addon
 * @property {import('./page.js').Page} page
 * @property {FileCalendar} calendar
 * @property {{ now?: number, me?: string }} wishes
 * @property {number} realNow
 * @property {{ isTTY?: boolean, write(text: string): unknown }} progress
 * @property {typeof sampleWorld} [makeWorld] makes the world to use
 */

const dayMs = 86_400_000;
/** A series isn't expanded further than Calendar does it. */
const farMs = 731 * dayMs;
const hourMs = 3_600_000;
/** After this many hourly runs of the add-on, a remaining disagreement is final. */
const patienceHours = 3;
/** The number of events saved before the triggers run; Google coalesces changes in the same way. */
const batchSize = 20;
/** The card's text for a single meeting that is used for all occurrences. */
const standingWords = /One standing meeting serves every occurrence/;
const addLabel = 'Add Webex meeting';

/** @param {Request} request @returns {Promise<number>} the exit code */
export async function addWebexToCalendar({ addon, page, calendar, wishes, realNow, progress, makeWorld = sampleWorld }) {
  const me = wishes.me ?? calendar.owner ?? sample.host;
  const because = wishes.me ? 'as you said' : calendar.ownerBecause;
  const { now, why } = chooseNow(calendar, wishes.now, realNow);
  const world = makeWorld({ addon, host: me, timeZone: calendar.zone, start: now });
  page.line(`${short(basename(calendar.file), 60)}: ${counted(calendar.events.length, 'event')} in ${counted(calendar.calendars, 'calendar')}, on the clock of ${calendar.zone}`);
  if (calendar.repeated > 0) page.line(`${counted(calendar.repeated, 'event')} came more than once and counted once`);
  for (const words of leftOutWords(calendar.leftOut)) page.line(words);
  page.line(`You are ${me}: ${because} (--me ADDRESS says otherwise)`);
  page.line(`It is ${clock(now, calendar.zone)}: ${why} (--now TIME says otherwise)`);
  const imported = sorted(importEvents(world, me, calendar.events), calendar.zone);
  if (imported.length === 0) return 0;
  const panel = await world.person(me).openHome({ host: 'CALENDAR' });
  await panel.signIn({ email: me, decision: 'allow' });
  await world.settle();
  if (panel.error) throw panel.error;
  page.line(`You sign in to Webex, and the add-on shows ${quoted(panel.card.header?.title)}`);
  page.line();
  const run = new CalendarRun(world, me, calendar.zone, page);
  for (let at = 0; at < imported.length; at += batchSize) {
    await run.visit(imported.slice(at, at + batchSize));
    if (progress.isTTY) progress.write(`\r${Math.min(at + batchSize, imported.length)} of ${imported.length} events\u001b[K\r`);
  }
  return run.close();
}

/**
 * The time at which the run begins.
 * @param {FileCalendar} calendar @param {number | undefined} wished @param {number} realNow
 */
export function chooseNow({ events, zone }, wished, realNow) {
  if (wished !== undefined) return { now: wished, why: 'as you said' };
  const single = events.filter(({ trouble, cancelled, body }) => trouble === null && !cancelled && !body.recurrence);
  const starts = single.map(({ body }) => instantOf(body.start, zone)).sort((a, b) => a - b);
  const last = starts[starts.length - 1];
  const present = Math.floor(realNow / 1000) * 1000;
  if (last === undefined) return { now: present, why: 'the present' };
  if (last > present) return { now: present, why: 'the present, since the file has events ahead of it' };
  const first = Number(starts.find((start) => start > last - 365 * dayMs));
  return { now: first - dayMs, why: 'a day before the first single event of the file’s last year, since all of them are over by now' };
}

/** @param {ImportedEvent[]} imported @param {string} zone */
function sorted(imported, zone) {
  const start = (/** @type {ImportedEvent} */ { event }) => (event.body.start ? instantOf(event.body.start, zone) : Infinity);
  return [...imported].sort((a, b) => start(a) - start(b) || a.event.line - b.event.line);
}

class CalendarRun {
  /** @type {Map<string, number>} */
  #counts = new Map();
  /** @type {{ imported: ImportedEvent, meeting: string }[]} */
  #added = [];
  /** Events that lost their meeting, and why. @type {{ title: string, words: string }[]} */
  #lost = [];

  /** @param {import('../world.js').World} world @param {string} me @param {string} zone @param {import('./page.js').Page} page */
  constructor(world, me, zone, page) {
    this.world = world;
    this.me = me;
    this.zone = zone;
    this.page = page;
    this.person = world.person(me);
  }

  /** @param {ImportedEvent[]} batch */
  async visit(batch) {
    /** @type {Verdict[]} */
    const verdicts = [];
    for (const one of batch) verdicts.push(await this.#decide(one));
    await this.world.settle();
    const made = batch.filter((_one, index) => verdicts[index].kind === 'added');
    const found = await this.#readAllBack(made);
    for (const [index, one] of batch.entries()) this.#say(one, found.get(one) ?? verdicts[index]);
    for (const one of made) {
      const meeting = this.#meetingId(one);
      if (meeting !== undefined && this.#meetings().has(meeting)) this.#added.push({ imported: one, meeting });
    }
  }

  /**
   * Compares events with Webex. Waits for the add-on's hourly runs until everything agrees or a run has changed nothing at Webex.
   * @param {ImportedEvent[]} made @returns {Promise<Map<ImportedEvent, Verdict>>}
   */
  async #readAllBack(made) {
    const { webex } = this.world;
    /** @type {Map<ImportedEvent, Verdict>} */
    const found = new Map();
    let waits = made;
    for (let hours = 0; ; hours += 1) {
      const meetings = this.#meetings();
      for (const one of waits) found.set(one, await this.#readBack(one, meetings));
      waits = waits.filter((one) => found.get(one)?.kind === 'failed');
      if (waits.length === 0 || hours === patienceHours) return found;
      const from = webex.requests.length;
      this.page.line(`${counted(waits.length, 'event')} and Webex do not agree yet; an hour passes, in which the add-on runs by itself`, { mark: '… ', style: 'yellow' });
      await this.world.advance(hourMs);
      if (!webex.requests.slice(from).some(({ method }) => method !== 'GET')) return found;
    }
  }

  /** Prints the results of all events. @returns {Promise<number>} the exit code */
  async close() {
    await this.world.advance(2 * hourMs);
    const meetings = this.#meetings();
    const now = this.world.clock.now();
    const ahead = this.#added.filter(({ imported }) => !this.#isOver(this.#event(imported.id)));
    for (const { imported, meeting } of ahead) {
      const words = await this.#loss(imported, meeting, meetings);
      if (words) this.#lost.push({ title: imported.event.title, words });
    }
    const count = (/** @type {Verdict['kind']} */ kind) => this.#counts.get(kind) ?? 0;
    this.page.line();
    this.page.line(`${counted(count('added'), 'event')} got a Webex meeting, ${count('left')} left as they are, ${count('unread')} unreadable, ${count('failed')} failed`, { style: 'bold' });
    this.page.line(`Two hours later, ${clock(now, this.zone)}: Webex holds ${counted(meetings.size, 'meeting')}, among them those of ${ahead.length - this.#lost.length} of ${counted(ahead.length, 'event')} still to come`);
    this.page.line(`${counted(this.world.executions.length, 'execution')}, ${counted(this.world.webex.requests.length, 'request')} to Webex, ${counted(this.world.webex.mail.length, 'mail')} sent by it`);
    for (const { title, words } of this.#lost.slice(0, 5)) this.page.line(`${quoted(title)}: ${words}`, { mark: '✗ ', style: 'red' });
    const broken = this.world.executions.filter(({ outcome }) => outcome?.status !== 'completed');
    for (const { entry, outcome } of broken.slice(0, 5)) this.page.line(`${entry} ${outcome?.status}: ${outcome?.error?.message ?? ''}`, { mark: '✗ ', style: 'red' });
    return count('failed') + this.#lost.length + broken.length > 0 ? 1 : 0;
  }

  /** @param {ImportedEvent} imported @returns {Promise<Verdict>} */
  async #decide({ event, id, refusal, wrong }) {
    if (id === null) return { kind: wrong ? 'unread' : 'left', words: String(refusal) };
    const stored = this.#event(id);
    const single = !stored.recurrence;
    if (this.#isOver(stored)) return { kind: 'left', words: single ? `it is over since ${clock(instantOf(stored.end, this.zone), this.zone)}` : 'all its occurrences are over' };
    const provider = linkedProvider(event);
    if (provider && !stored.conferenceData) return { kind: 'left', words: `it leads to ${provider} already, in its own text` };
    if (stored.conferenceData || !isOwn(event, this.me)) return this.#askPanel(id);
    for (;;) {
      const from = this.world.webex.requests.length;
      const editor = await this.person.calendar.pickConference(id, 'webex-meeting');
      if (!editor.conferenceError) return { kind: 'added', words: '' };
      const isFull = this.world.webex.requests.slice(from).some(({ status }) => status === 429);
      if (!isFull || !(await this.#nextDay())) return this.#askPanel(id);
      if (this.#isOver(stored)) return { kind: 'left', words: 'it was over before Webex took another meeting' };
    }
  }

  /** Reads the add-on's explanation in the panel. If the panel offers a meeting after all, adds it there. @param {string} id @returns {Promise<Verdict>} */
  async #askPanel(id) {
    const panel = await this.person.openEvent('primary', id);
    const broken = panel.error;
    if (broken) return { kind: 'failed', words: `the panel shows an error: ${broken.message}` };
    if (!panel.labels.includes(addLabel)) return { kind: 'left', words: `the add-on says: ${cardWords(panel.card)}` };
    await panel.click(addLabel);
    const refused = panel.error?.message ?? panel.notification;
    if (refused) return { kind: 'failed', words: `the add-on says: “${refused}”` };
    await panel.editor.save();
    return { kind: 'added', words: '' };
  }

  /** Waits for a day, because Webex accepts only a hundred new meetings a day. The next try shows whether waiting helped. @returns {Promise<boolean>} */
  async #nextDay() {
    const { world, page } = this;
    await world.settle();
    const since = world.clock.now() - dayMs;
    const made = world.webex.requests.filter(({ at, method, path, status }) => at > since && method === 'POST' && path === '/v1/meetings' && status === 200).length;
    if (made === 0) return false;
    page.line(`Webex made ${counted(made, 'meeting')} within a day and takes no more now; a day passes`, { mark: '… ', style: 'yellow' });
    await world.advance(dayMs);
    page.line(`It is ${clock(world.clock.now(), this.zone)}`, { mark: '… ', style: 'yellow' });
    return true;
  }

  /** Compares the event with its meeting at Webex. @param {ImportedEvent} imported @param {Map<string, Meeting>} meetings @returns {Promise<Verdict>} */
  async #readBack(imported, meetings) {
    const event = this.#event(imported.id);
    const id = this.#meetingId(imported);
    const meeting = id === undefined ? undefined : meetings.get(id);
    if (!id || !meeting) return { kind: 'failed', words: 'the event names no meeting that Webex holds' };
    if (event.recurrence) return this.#readSeriesBack(event, meeting, meetings);
    const trouble = disagreement(event, meeting, { me: this.me, zone: this.zone, now: this.world.clock.now() });
    if (trouble) return { kind: 'failed', words: `${trouble}; Webex holds ${meetingWords(meeting)}` };
    const untold = event.attendeesOmitted ? ' (Google does not tell so long a guest list)' : '';
    const words = `Webex meeting ${meeting.meetingNumber}, ${meetingWords(meeting)}${untold}`;
    if (sameSpan(event, meeting)) return { kind: 'added', words };
    const panel = await this.person.openEvent('primary', String(imported.id));
    return { kind: 'added', words: `${words}; the add-on says: ${cardWords(panel.card)}` };
  }

  /** Compares a series, occurrence by occurrence. @param {SeenEvent} event @param {Meeting} meeting @param {Map<string, Meeting>} meetings @returns {Promise<Verdict>} */
  async #readSeriesBack(event, meeting, meetings) {
    const { trouble, standing, reading } = await this.#compareSeries(event, meeting, meetings);
    if (trouble) return { kind: 'failed', words: `${trouble}; Webex holds ${meetingWords(meeting)}` };
    const invited = counted(meeting.invitees.length, 'invitee');
    if (standing) return { kind: 'added', words: `Webex meeting ${meeting.meetingNumber} for every day, ${quoted(meeting.title)}, ${invited}; the add-on says: ${standing}` };
    const { occurrences, changed, alone, next, literal } = reading;
    const parts = [
      `Webex series ${meeting.meetingNumber}`, `${counted(occurrences.length, 'occurrence')} within a year`,
      ...(changed > 0 ? [`${changed} changed`] : []), ...(alone > 0 ? [`${alone} with a meeting of its own`] : []),
    ];
    const words = `${parts.join(', ')}; ${next ? `the next is ${meetingWords(next)}` : invited}`;
    if (literal) return { kind: 'added', words };
    return { kind: 'added', words: `${words}; the add-on says: ${cardWords((await this.person.openEvent('primary', String(event.id))).card)}` };
  }

  /** @param {SeenEvent} event @param {Meeting} meeting @param {Map<string, Meeting>} meetings */
  async #compareSeries(event, meeting, meetings) {
    const context = { me: this.me, zone: this.zone, now: this.world.clock.now() };
    const occurrences = occurrencesOf(this.world, this.me, String(event.id), { from: context.now });
    const reading = readSeries(occurrences, meeting, meetings, context);
    if (!reading.trouble) return { trouble: null, standing: null, reading };
    const panel = await this.person.openEvent('primary', String(event.id));
    const said = panel.error ? '' : cardWords(panel.card);
    if (!standingWords.test(said)) return { trouble: reading.trouble, standing: null, reading };
    return { trouble: standingTrouble(occurrences, event, meeting, context), standing: said, reading };
  }

  /** Why an event no longer has its meeting. @param {ImportedEvent} imported @param {string} meeting @param {Map<string, Meeting>} meetings @returns {Promise<string | null>} */
  async #loss(imported, meeting, meetings) {
    const [event, found] = [this.#event(imported.id), meetings.get(meeting)];
    if (!found || this.#meetingId(imported) !== meeting) return 'its meeting is lost';
    return event.recurrence ? (await this.#compareSeries(event, found, meetings)).trouble : null;
  }

  /** Whether an event and all its occurrences are over. @param {SeenEvent} stored */
  #isOver(stored) {
    const now = this.world.clock.now();
    if (stored.recurrence) return occurrencesOf(this.world, this.me, String(stored.id), { from: now, to: now + farMs }).length === 0;
    return instantOf(stored.end, this.zone) <= now;
  }

  /** @param {ImportedEvent} imported @param {Verdict} verdict */
  #say({ event, id, strays }, { kind, words }) {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    const mark = { added: '✓ ', left: '· ', unread: '? ', failed: '✗ ' }[kind];
    const stored = id === null ? event.body : this.#event(id);
    const time = stored.start ? when(stored) : `line ${event.line}`;
    const cancelled = event.exceptions.filter((one) => one.cancelled).length;
    const changed = event.exceptions.length - cancelled;
    const apart = [[changed, 'changed apart'], [cancelled, 'cancelled']].map(([count, what]) => (count ? `, ${counted(Number(count), 'occurrence')} ${what}` : ''));
    const repeats = stored.recurrence ? `, repeating${apart.join('')}` : '';
    const nobody = event.unreachable > 0 ? `, ${counted(event.unreachable, 'guest')} without an address` : '';
    const style = kind === 'failed' ? 'red' : kind === 'added' ? 'green' : kind === 'unread' ? 'yellow' : undefined;
    this.page.line(`${quoted(event.title, columns - 44)}  ${time}${repeats}${nobody}`, { mark, style });
    this.page.line(words, { indent: 4 });
    for (const stray of [...strays, ...[event, ...event.exceptions].flatMap(({ leftOut }) => leftOutWords(leftOut))]) this.page.line(stray, { indent: 4 });
  }

  /** @param {string | null} id @returns {SeenEvent} */
  #event(id) {
    return this.person.calendar.see(/** @type {string} */ (id));
  }

  /** The meeting that an event names. @param {ImportedEvent} imported @returns {string | undefined} */
  #meetingId(imported) {
    return meetingIdOf(this.#event(imported.id));
  }

  #meetings() {
    return new Map(this.world.webex.meetings().map((meeting) => [meeting.id, meeting]));
  }
}
