// @ts-check
/**
 * Lets a person act in a world and prints what came of it: which executions ran, what Webex was asked, what it holds now.
 *
 * Invariants: nothing is said about the world but what is read from it after the act; a statement that turns out false and an
 * execution that fails are counted in `failures`.
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
   * The person does something; what the add-on and Webex did meanwhile is printed.
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

  /** The triggers that are due run. @param {string} [deed] */
  settle(deed = 'Google runs the triggers that are due') {
    return this.act(deed, () => this.world.settle());
  }

  /** Time passes. @param {number} minutes */
  wait(minutes) {
    return this.act(`${counted(minutes, 'minute')} pass`, () => this.world.advance(minutes * 60_000));
  }

  /** The card that the person sees. @param {import('../host/index.js').Panel} panel */
  card(panel) {
    if (panel.error) this.#fail(`the panel shows an error: ${clean(String(panel.error.message))}`);
    else this.page.drawing(drawCard(panel.card, { width: 72 }), indent + 2);
    if (panel.notification) this.page.line(clean(panel.notification), { indent, mark: 'notice    ' });
  }

  /** What the calendar shows. @param {SeenEvent | undefined} event */
  event(event) {
    this.page.line(eventWords(event), { indent, mark: 'calendar  ' });
  }

  /** The ways into the conference that an event or an editor shows. @param {SeenEvent | undefined} event */
  conference(event) {
    if (!event?.conferenceData) return this.page.line('no conference', { indent, mark: 'calendar  ' });
    conferenceWords(event.conferenceData).forEach((text, index) => this.page.line(text, { indent, mark: index === 0 ? 'calendar  ' : '          ' }));
  }

  /** States what must hold, and whether it does. @param {string} statement @param {boolean} holds */
  check(statement, holds) {
    this.checks += 1;
    if (holds) this.page.line(statement, { indent, mark: '✓ ', style: 'green' });
    else this.#fail(`not so: ${statement}`);
  }

  /** What the demo's process answers. */
  get exitCode() {
    return this.failures > 0 ? 1 : 0;
  }

  /** How many requests have reached Webex so far. */
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

/** Ids in paths are long and say nothing. @param {string} path */
const shortPath = (path) => path.replace(/[0-9a-f]{32}\w*/g, (id) => `${id.slice(0, 6)}…`);
