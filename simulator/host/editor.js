// @ts-check
/**
 * Calendar's editor with one event open, new or existing: the conferencing menu, the fields, Save and Discard.
 *
 * It writes nothing before `save`; actions outside the editor are in simulator/google/calendar/acts.js.
 * Invariants: nobody can read an unsaved event; an add-on's answer changes only the contents of the editor; a saved or discarded editor
 * is closed; changes of one event of a series are saved for this event, for this and all following events, or for all events.
 *
 * Enforces developers.google.com/workspace/add-ons/calendar/conferencing/create-conference,
 * …/calendar/calendar-actions (currentEventAccess, capabilities, not saved until the person saves) and
 * …/calendar/building-calendar-interfaces (eventUpdateTrigger runs before the save, when guests or the conference changed).
 * Assumptions: the eventUpdateTrigger doesn't run for an event that was never saved; its failure doesn't stop the save;
 * the conferencing menu of one event of a series passes that event's id, even if the person then saves for more events; Calendar's
 * messages for conference errors are not published, so only the type of the error is kept.
 */

import { calendarActs, conferenceDataFromAddOn, meetConference } from '../google/calendar/index.js';
import { openCalendar } from '../google/calendar/access.js';
import { calendarContext, capabilities } from './context.js';
import { eventObject, hasScope } from './event-object.js';
import { Panel, followAuthorization } from './panel.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../user.js').User} User */
/** @typedef {import('../google/calendar/resource.js').ConferenceData} ConferenceData */
/** @typedef {import('../google/calendar/resource.js').SeenEvent} SeenEvent */
/** @typedef {import('../google/calendar/editor-input.js').Filled} Filled */
/** @typedef {import('../google/calendar/acts.js').Where} Where */
/** Conference data with the solution that it belongs to. @typedef {import('../google/calendar/conference.js').BuiltConference & { conferenceSolutionId?: string }} BuiltConference */
/** @typedef {{ title: string, resourceUrl: string, mimeType?: string, iconUrl?: string }} Attachment */
/** @typedef {{ editAttendeesActionMarkup?: { addAttendeeEmails?: string[] }, editConferenceDataActionMarkup?: { conferenceData: BuiltConference }, addAttachmentsActionMarkup?: { addAttachments: Attachment[] } }} CalendarAction */
/** @typedef {{ type: string, authenticationUrl?: string, cause?: Error }} ConferenceError */

export class Editor {
  /** The changes that aren't saved yet. @type {Filled} */
  #changes = {};
  /** Set by the conferencing menu or the panel; `null` after removal. @type {ConferenceData | null | undefined} */
  #conference = undefined;
  /** @type {string[]} */
  #added = [];
  /** @type {string[]} */
  #removed = [];
  #closed = false;
  /** Why the last choice in the conferencing menu failed. @type {ConferenceError | null} */
  conferenceError = null;
  /** The outcome of the last function's execution. @type {import('../runtime/execution.js').Outcome | null} */
  outcome = null;
  /** The panel beside the editor, after it was opened. @type {Panel | null} */
  panel = null;

  /**
   * @param {World} world
   * @param {User} user
   * @param {{ calendarId: string, eventId?: string, filled?: Filled }} open Without an event id, a new event with these values filled in.
   */
  constructor(world, user, { calendarId, eventId, filled = {} }) {
    this.world = world;
    this.user = user;
    this.acts = calendarActs(world.calendars, user.email);
    this.calendarId = this.acts.calendarId(calendarId);
    this.role = openCalendar(world.calendars, user.email, this.calendarId).role;
    this.isNew = eventId === undefined;
    this.eventId = eventId ?? world.calendars.newDraftId();
    this.before = this.isNew ? { organizer: { email: this.calendarId, self: true } } : this.acts.see(this.eventId, { calendarId: this.calendarId });
    if (!this.before || this.before.status === 'cancelled') throw new Error(`no such event: ${eventId}`);
    const { guests = [], ...rest } = filled;
    this.#changes = rest;
    this.#added = [...guests];
  }

  /** The event as the editor shows it, in the form of the Calendar API. @returns {any} of which tests look into any member unasked */
  get event() {
    const { conferenceData, attendees = [], ...rest } = this.before;
    const shown = this.#conference === undefined ? conferenceData : this.#conference;
    const guests = [
      ...attendees.filter((/** @type {{ email: string }} */ { email }) => !this.#removed.includes(email)),
      ...this.#added.map((email) => ({ email, responseStatus: 'needsAction' })),
    ];
    return { ...rest, ...this.#changes, ...(guests.length > 0 && { attendees: guests }), ...(shown && { conferenceData: shown }) };
  }

  /** @returns {Record<string, true>} What the person may do with the open event. */
  get capabilities() {
    return capabilities(this.before, this.role);
  }

  /** Opens the add-on beside the event. An add-on without an interface for events shows its homepage. @returns {Promise<Panel & {editor: Editor}>} */
  async openPanel() {
    this.#checkOpen();
    const { calendar = {}, common } = this.world.addon.manifest.addOns;
    const root = calendar.eventOpenTrigger?.runFunction ?? (calendar.homepageTrigger ?? common.homepageTrigger)?.runFunction;
    if (!root) throw new Error('the add-on shows nothing beside an event');
    const contextual = calendar.eventOpenTrigger !== undefined;
    const context = () => (contextual ? this.#context() : {});
    this.panel = new Panel(this.world, this.user, { host: 'CALENDAR', root, contextual, context, editor: this });
    return /** @type {Promise<Panel & {editor: Editor}>} */ (this.panel.reload());
  }

  /**
   * Chooses a conference solution of the add-on in the menu.
   * @param {string} solutionId
   * @returns {Promise<this>}
   */
  async pickConference(solutionId) {
    this.#checkConferencing();
    const solution = this.#solution(solutionId);
    if (!solution) throw new Error(`the conferencing menu has no ${solutionId}`);
    this.conferenceError = null;
    const argument = { eventData: { calendarId: this.calendarId, eventId: this.eventId } };
    this.outcome = await this.world.run(this.user, solution.onCreateFunction, argument, { kind: 'addon' });
    const { status, value, error } = this.outcome;
    if (status !== 'completed') this.conferenceError = { type: 'UNKNOWN', cause: error };
    else if (value.json.error) this.conferenceError = value.json.error;
    else this.#conference = this.#stored(value.json);
    return this;
  }

  /** Follows the "log in" link that an AUTHENTICATION error shows. @param {{ email?: string, decision?: 'allow' | 'deny' }} [how] */
  async signIn({ email = this.user.email, decision = 'allow' } = {}) {
    const url = this.conferenceError?.authenticationUrl;
    if (!url) throw new Error('the conferencing menu shows no link to log in');
    return followAuthorization(this.world, this.user, url, { email, decision });
  }

  removeConference() {
    this.#checkConferencing();
    this.#conference = null;
    return this;
  }

  switchToMeet() {
    this.#checkConferencing();
    this.#conference = meetConference(() => this.world.calendars.newId());
    return this;
  }

  /** Fills in fields, except guests, in the form that simulator/google/calendar/acts.js accepts. @param {Filled} filled */
  fill({ guests, ...filled }) {
    this.#checkOpen();
    if (guests) throw new Error('guests are added and removed one by one');
    Object.assign(this.#changes, filled);
    return this;
  }

  /** @param {string} summary */
  setTitle(summary) {
    return this.fill({ summary });
  }

  /** @param {Filled['start']} start @param {Filled['end']} [end] */
  setTime(start, end) {
    return this.fill({ start, ...(end !== undefined && { end }) });
  }

  /** @param {string} email */
  addGuest(email) {
    this.#checkOpen();
    if (this.event.attendees?.some((/** @type {{ email: string }} */ guest) => guest.email === email)) return this;
    if (!this.capabilities.canAddAttendees) throw new Error('this person can\'t add guests');
    if (!this.#removed.includes(email)) this.#added.push(email);
    this.#removed = this.#removed.filter((removed) => removed !== email);
    return this;
  }

  /** @param {string} email */
  removeGuest(email) {
    this.#checkOpen();
    if (this.#added.includes(email)) this.#added = this.#added.filter((added) => added !== email);
    else this.#removed.push(email);
    return this;
  }

  /**
   * Saves the event and returns it as stored. If the manifest has an eventUpdateTrigger and guests or the conference changed, the trigger
   * runs first.
   * @param {{ sendUpdates?: 'all' | 'externalOnly' | 'none', apply?: 'this' | 'following' | 'all' }} [how] `apply` is the choice that
   *   Calendar offers for one event of a series.
   * @returns {Promise<any>} the event as the person sees it; the type `any` lets tests read every member
   */
  async save({ sendUpdates = 'all', apply = 'this' } = {}) {
    this.#checkOpen();
    if (apply !== 'this' && !this.before.recurringEventId) throw new Error('the open event is not one of a series');
    const trigger = this.world.addon.manifest.addOns.calendar?.eventUpdateTrigger;
    if (trigger && !this.isNew && (this.#added.length > 0 || this.#removed.length > 0 || this.#conference)) {
      await this.#update(trigger.runFunction);
    }
    this.#closed = true;
    const where = { calendarId: this.calendarId, sendUpdates };
    return this.isNew ? this.#insert(where) : this.#change(where, apply);
  }

  /** Closes the editor without saving. The id of a new event that the add-on may have got is then never used. */
  discard() {
    this.#checkOpen();
    this.#closed = true;
  }

  /**
   * Applies an add-on's CalendarEventActionResponse to the open event. Returns the reason if it can't be applied.
   * @param {CalendarAction} action The calendarAction of the answer.
   * @returns {string | undefined}
   */
  apply({ editAttendeesActionMarkup: guests, editConferenceDataActionMarkup: conference, addAttachmentsActionMarkup: attachments }) {
    if (this.#closed) return 'it is not open any more';
    const { currentEventAccess = '' } = this.world.addon.manifest.addOns.calendar ?? {};
    if (!currentEventAccess.includes('WRITE')) return 'currentEventAccess is not WRITE or READ_WRITE';
    if (!hasScope(this.world, this.user, 'calendar.addons.current.event.write')) return 'the scope calendar.addons.current.event.write is missing';
    const may = this.capabilities;
    if (guests && !may.canAddAttendees) return 'this person can\'t add guests';
    if (conference && !may.canSetConferenceData) return 'this person can\'t set the conference';
    if (attachments && !may.canAddAttachments) return 'this person can\'t add attachments';
    for (const email of guests?.addAttendeeEmails ?? []) this.addGuest(email);
    if (conference) this.#conference = this.#stored(conference.conferenceData);
    if (attachments) this.#changes.attachments = [...(this.event.attachments ?? []), ...attachments.addAttachments.map(attachment)];
    return undefined;
  }

  /** @param {string} name */
  async #update(name) {
    const event = eventObject({ world: this.world, user: this.user, host: 'CALENDAR', context: this.#context() });
    this.outcome = await this.world.run(this.user, name, event, { kind: 'addon' });
  }

  /** @param {Where} where */
  #insert(where) {
    const guests = this.#added.length > 0 && { guests: this.#added };
    const made = this.#conference && { conferenceData: isMeet(this.#conference) ? this.#meetRequest() : this.#conference };
    return this.acts.insert({ ...this.#changes, ...guests, ...made, id: this.eventId }, where);
  }

  /** Saves all changes together as one change of the calendar. @param {Where} where @param {'this' | 'following' | 'all'} apply */
  #change(where, apply) {
    return this.world.calendars.commit({ email: this.user.email, byScript: false }, () => {
      const id = this.#changeFields(where, apply);
      for (const part of apply === 'all' ? this.acts.partsOf(id, where) : [id]) this.#changePeopleAndConference(part, where);
      return this.acts.see(id, where);
    });
  }

  /** @param {string} id @param {Where} where */
  #changePeopleAndConference(id, where) {
    if (this.#removed.length > 0) this.acts.removeGuests(id, this.#removed, where);
    if (this.#added.length > 0) this.acts.addGuests(id, this.#added, where);
    if (this.#conference === null && this.before.conferenceData) this.acts.removeConference(id, where);
    else if (this.#conference) this.acts.switchConference(id, isMeet(this.#conference) ? 'hangoutsMeet' : this.#conference, where);
  }

  /** Returns the id of the event that gets the remaining changes. @param {Where} where @param {'this' | 'following' | 'all'} apply @returns {string} */
  #changeFields(where, apply) {
    const { recurringEventId } = this.before;
    if (apply === 'following') return this.acts.editFollowing(recurringEventId, this.eventId, this.#changes, where).id;
    const changed = Object.keys(this.#changes).length > 0;
    if (changed && apply === 'all') this.acts.editAll(recurringEventId, this.#changes, { ...where, seen: this.eventId });
    if (changed && apply === 'this') this.acts.edit(this.eventId, this.#changes, where);
    return apply === 'all' ? recurringEventId : this.eventId;
  }

  #context() {
    return calendarContext(this.world, this.user, { event: this.event, calendarId: this.calendarId, saved: !this.isNew, role: this.role });
  }

  /** Google makes the final Meet link when the event is saved; the link that the editor has shown is dropped. */
  #meetRequest() {
    return { createRequest: { requestId: this.world.calendars.newId(), conferenceSolutionKey: { type: 'hangoutsMeet' } } };
  }

  /** Converts data built by the add-on into the form of events. @param {BuiltConference} data */
  #stored(data) {
    const solution = this.#solution(data.conferenceSolutionId);
    if (!solution) throw new Error(`the manifest has no conference solution ${data.conferenceSolutionId}`);
    const { name, logoUrl } = solution;
    return conferenceDataFromAddOn(data, { name, iconUri: logoUrl });
  }

  /** @param {string | undefined} id */
  #solution(id) {
    return (this.world.addon.manifest.addOns.calendar?.conferenceSolution ?? []).find((one) => one.id === id);
  }

  #checkConferencing() {
    this.#checkOpen();
    if (!this.capabilities.canSetConferenceData) throw new Error('this person can\'t change the conference of the event');
  }

  #checkOpen() {
    if (this.#closed) throw new Error('the editor is closed');
  }
}

/** @param {ConferenceData} conferenceData */
const isMeet = ({ conferenceSolution }) => conferenceSolution?.key?.type === 'hangoutsMeet';

/** @param {Attachment} given */
function attachment({ title, resourceUrl, mimeType, iconUrl }) {
  return { fileUrl: resourceUrl, title, mimeType, iconLink: iconUrl };
}
