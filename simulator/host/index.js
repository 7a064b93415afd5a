// @ts-check
/**
 * A person who uses Google Calendar and Gmail with the add-on installed.
 *
 * `calendar` has the person's actions on calendars without the add-on (simulator/google/calendar/acts.js); the other actions use the
 * add-on's panel (panel.js), Calendar's editor (editor.js) and Calendar's settings.
 * Messages are kept in simulator/google/gmail/mailbox.js. Gmail's compose window is not simulated.
 *
 * Enforces developers.google.com/workspace/add-ons/concepts/homepages, …/calendar/conferencing/add-settings and
 * …/gmail/extending-message-ui (contextualTriggers).
 */

import { calendarActs } from '../google/calendar/index.js';
import { Letter } from '../google/gmail/index.js';
import { Editor } from './editor.js';
import { Panel } from './panel.js';

export { drawCard } from './drawing.js';
export { Editor } from './editor.js';
export { Panel } from './panel.js';

/** The actions of a person in the products. @typedef {ReturnType<typeof makePerson>} Person */

/**
 * @param {import('../world.js').World} world
 * @param {string} email
 */
export function makePerson(world, email) {
  const user = world.user(email);
  const acts = calendarActs(world.calendars, email);
  const edit = (/** @type {string} */ calendarId, /** @type {string} */ eventId) => new Editor(world, user, { calendarId, eventId });
  return {
    email,
    calendar: {
      ...acts,
      /**
       * Opens a saved event, chooses a conference solution of the add-on, and saves if the add-on made a conference.
       * @param {string} eventId @param {string} solutionId @param {{ calendarId?: string, apply?: 'this' | 'following' | 'all' }} [where]
       */
      async pickConference(eventId, solutionId, { calendarId = 'primary', apply } = {}) {
        const editor = await edit(calendarId, eventId).pickConference(solutionId);
        if (editor.conferenceError) editor.discard();
        else await editor.save({ apply });
        return editor;
      },
    },

    /** Opens the add-on without an event or message. @param {{ host?: 'CALENDAR' | 'GMAIL' }} [where] @returns {Promise<Panel>} */
    async openHome({ host = 'CALENDAR' } = {}) {
      const root = homepage(world.addon.manifest, host);
      return new Panel(world, user, { host, root, contextual: false, context: () => ({}) }).reload();
    },

    /**
     * Opens an event and the add-on beside it; its editor is `panel.editor`.
     * @param {string} calendarId @param {string} eventId @returns {Promise<Panel & {editor: Editor}>}
     */
    openEvent: (calendarId, eventId) => edit(calendarId, eventId).openPanel(),

    /** Opens an event in the editor, without the add-on. */
    editEvent: edit,

    /**
     * Opens the editor with a new event, which is stored only when it is saved.
     * @param {import('../google/calendar/editor-input.js').Filled} [filled] In the form that simulator/google/calendar/acts.js accepts.
     * @param {{ calendarId?: string }} [where]
     */
    newEvent: (filled = {}, { calendarId = 'primary' } = {}) => new Editor(world, user, { calendarId, filled }),

    /** Presses "Settings" in Calendar's list of add-ons and returns the page that opens. @returns {Promise<string>} */
    async openSettings() {
      const name = world.addon.manifest.addOns.calendar?.createSettingsUrlFunction;
      if (!name) throw new Error('Calendar shows no settings button for the add-on');
      const outcome = await world.run(user, name, undefined, { kind: 'addon' });
      if (outcome.status !== 'completed') throw outcome.error;
      return outcome.value;
    },

    ...mailActs(world, user),
  };
}

/** A person's actions in Gmail. @param {import('../world.js').World} world @param {import('../user.js').User} user */
function mailActs(world, user) {
  const { email } = user;
  return {
    /** The messages of the person's mailbox, the oldest first. */
    messages: () => world.mail.messages(email),

    /** The drafts of the person's mailbox, the oldest first. */
    drafts: () => world.mail.drafts(email),

    /**
     * Opens a Gmail message and the add-on beside it.
     * @param {import('../google/gmail/index.js').Letter | { id: string, threadId: string, accessToken?: string }} message A delivered
     * message, or one of `messages()`. An access token given by the caller is passed on unchanged, and GmailApp refuses it.
     * @returns {Promise<Panel>}
     */
    async openMessage(message) {
      const { id, threadId, accessToken } = message instanceof Letter ? { ...message.of(email), accessToken: undefined } : message;
      const root = world.addon.manifest.addOns.gmail?.contextualTriggers?.[0]?.onTriggerFunction;
      if (!root) throw new Error('the add-on shows nothing beside a message');
      const context = (/** @type {{ clicked: boolean }} */ how) =>
        accessToken === undefined
          ? world.mail.context(email, { id, threadId }, how)
          : { messageMetadata: { accessToken, messageId: id }, gmail: { accessToken, messageId: id, threadId } };
      return new Panel(world, user, { host: 'GMAIL', root, contextual: true, context, threadId }).reload();
    },
  };
}

/** @param {import('../runtime/manifest.js').Manifest} manifest @param {'CALENDAR' | 'GMAIL'} host @returns {string} */
function homepage({ addOns }, host) {
  const own = host === 'GMAIL' ? addOns.gmail : addOns.calendar;
  if (!own) throw new Error(`the add-on doesn't extend ${host}`);
  const { runFunction, enabled = true } = own.homepageTrigger ?? addOns.common.homepageTrigger ?? {};
  if (!runFunction || !enabled) throw new Error('not simulated: the generic homepage of an add-on without one');
  return runFunction;
}
