// @ts-check
/**
 * Lets a person act in a world and prints the results: the executions that ran, the requests to Webex, and its changed meetings.
 *
 * Invariants: everything printed about the world is read from it after the action; a false statement and a failed execution are counted
 * in `failures`.
 */

import { Page, clean } from './page.js';
import { clock, conferenceWords, counted, differences, eventWords, executionWords, meetingWords } from './wording.js';
import { drawCard } from '../host/index.js';

/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */
/** @typedef {import('../webex/index.js').PlainMeeting} Meeting */

const indent = 3;

export class Stage {
  #executions = 0;
  #requests = 0;
  /** @type {Map<string, Meeting>} */
  #meetings = new Map();
  #steps = 0;
  checks = 0;
  failures = 0;

  /** @param {{ world: import('../world.js').World, page: Page, zone: string }} given */
  constructor({ world, page, zone }) {
    this.world = world;
    this.page = page;
    this.zone = zone;
  }

  /** Begins a step. @param {string} title @param {string} why */
  step(title, why) {
    this.#steps += 1;
    this.page.heading(`${this.#steps}. ${title}`);
    this.page.line(why, { style: 'dim' });
  }

  /**
   * Carries out a person's action, and prints what the add-on and Webex did meanwhile.
   * @template T
   * @param {string} deed @param {() => T} work
   * @returns {Promise<Awaited<T>>}
   */
  async act(deed, work) {
    this.page.line();
    this.page.line(`${clock(this.world.clock.now(), this.zone)}  ${deed}`, { mark: '▶ ', style: 'cyan' });
    const result = await work();
    this.#tell();
    return result;
  }

  /** Runs the triggers that are due. @param {string} [deed] */
  settle(deed = 'Google runs the triggers that are due') {
    return this.act(deed, () => this.world.settle());
  }

  /** Lets time pass. @param {number} minutes */
  wait(minutes) {
    return this.act(`${counted(minutes, 'minute')} pass`, () => this.world.advance(minutes * 60_000));
  }

  /** Prints the card that the person sees. @param {import('../host/index.js').Panel} panel */
  card(panel) {
    if (panel.error) this.#fail(`the panel shows an error: ${clean(String(panel.error.message))}`);
    else this.page.drawing(drawCard(panel.card, { width: 72 }), indent + 2);
    if (panel.notification) this.page.line(clean(panel.notification), { indent, mark: 'notice    ' });
  }

  /** Prints the event as the calendar shows it. @param {SeenEvent | undefined} event */
  event(event) {
    this.page.line(eventWords(event), { indent, mark: 'calendar  ' });
  }

  /** Prints the entry points of the conference that an event or an editor shows. @param {SeenEvent | undefined} event */
  conference(event) {
    if (!event?.conferenceData) return this.page.line('no conference', { indent, mark: 'calendar  ' });
    conferenceWords(event.conferenceData).forEach((text, index) => this.page.line(text, { indent, mark: index === 0 ? 'calendar  ' : '          ' }));
  }

  /** Prints a condition that must be true, and whether it is. @param {string} statement @param {boolean} holds */
  check(statement, holds) {
    this.checks += 1;
    if (holds) this.page.line(statement, { indent, mark: '✓ ', style: 'green' });
    else this.#fail(`not so: ${statement}`);
  }

  /** The exit code of the demo's process. */
  get exitCode() {
    return this.failures > 0 ? 1 : 0;
  }

  /** The number of requests that have reached Webex so far. */
  get requests() {
    return this.world.webex.requests.length;
  }

  /** @param {string} text */
  #fail(text) {
    this.failures += 1;
    this.page.line(text, { indent, mark: '✗ ', style: 'red' });
  }

  #tell() {
    const { world } = this;
    for (const execution of world.executions.slice(this.#executions)) {
      const { status, error } = execution.outcome ?? {};
      if (status === 'completed') this.page.line(executionWords(world, execution), { indent, mark: 'add-on    ' });
      else this.#fail(`${execution.entry} ${status}: ${clean(String(error?.message ?? ''))}`);
    }
    this.#executions = world.executions.length;
    for (const { method, path, status } of world.webex.requests.slice(this.#requests)) {
      this.page.line(`${method} ${shortPath(path)} → ${status ?? 'no answer'}`, { indent, mark: 'asks      ', style: 'dim' });
    }
    this.#requests = world.webex.requests.length;
    this.#tellMeetings();
  }

  #tellMeetings() {
    const now = new Map(this.world.webex.meetings().map((meeting) => [meeting.id, meeting]));
    /** @type {string[]} */
    const news = [];
    for (const [id, meeting] of now) {
      const before = this.#meetings.get(id);
      if (!before) news.push(`+ ${meetingWords(meeting)}`);
      else news.push(...differences(before, meeting).map((text) => `~ ${text}`));
    }
    for (const [id, meeting] of this.#meetings) if (!now.has(id)) news.push(`- ${meetingWords(meeting)}`);
    this.#meetings = now;
    const holds = `${counted(now.size, 'meeting')}${news.length === 0 && now.size > 0 ? ', unchanged' : ''}`;
    this.page.line(holds, { indent, mark: 'Webex     ' });
    for (const text of news) this.page.line(text, { indent, mark: '          ', style: text[0] === '-' ? 'yellow' : undefined });
  }
}

/** Shortens the ids in a path, which are long and not informative. @param {string} path */
const shortPath = (path) => path.replace(/[0-9a-f]{32}\w*/g, (id) => `${id.slice(0, 6)}…`);
