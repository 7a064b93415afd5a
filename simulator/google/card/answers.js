// @ts-check
/**
 * The table of the answers that a callback may return besides cards: navigation, notifications, links, changes to the open event, a draft.
 *
 * It doesn't carry the answers out; the host does (simulator/host).
 * Enforces developers.google.com/apps-script/reference/card-service/action-response-builder and its neighbours.
 * An answer with both a navigation and a link is refused, because their order isn't documented.
 * An empty ActionResponse can be built, as on the platform; the runtime refuses it when it is returned.
 */

import { build, printJson, result, set } from './builder.js';
import { flag, imageUrl, list, made, required } from './checks.js';
import { link } from './links.js';
import { needs } from './widgets.js';

/** @typedef {import('./builder.js').Json} Json */
/** @typedef {import('./builder.js').Setter} Setter */
/** @typedef {import('./builder.js').Forge} Forge */

/** One step of a navigation. @param {(value: unknown) => Json} step @param {...import('./builder.js').Check} takes @returns {Setter} */
const step = (step, ...takes) => ({
  takes,
  writes: (object, [value]) => void (object.json.navigations = [...(object.json.navigations || []), step(value)]),
});

const guest = (/** @type {unknown} */ value, /** @type {Forge} */ forge) => {
  if (typeof value === 'string' && !/^[^@\s]+@[^@\s]+$/.test(value)) throw forge.fail(`Invalid argument: ${value} is no address`);
  return required(value, forge);
};

/** @type {Record<string, import('./builder.js').Shape>} */
export const answers = {
  Navigation: {
    setters: {
      pushCard: step((card) => ({ pushCard: card }), made('Card')),
      updateCard: step((card) => ({ updateCard: card }), made('Card')),
      popCard: step(() => ({ pop: true })),
      popToRoot: step(() => ({ popToRoot: true })),
      popToNamedCard: step((name) => ({ popToCard: name }), required),
      printJson: printJson(),
    },
    check: needs('A navigation', 'navigations'),
  },
  Notification: { setters: { setText: set('text', required) }, check: needs('A notification', 'text') },
  ActionResponseBuilder: {
    setters: {
      setNavigation: set('navigation', made('Navigation')),
      setNotification: set('notification', made('Notification')),
      setOpenLink: set('link', made('OpenLink')),
      setStateChanged: set('stateChanged', flag),
      build: build('ActionResponse', checkAction, ({ navigation, notification, link: opened, stateChanged }) => ({
        renderActions: { action: { ...navigation, ...(notification && { notification }), ...(opened && { link: opened }) } },
        ...(stateChanged !== undefined && { stateChanged }),
      })),
    },
  },
  ActionResponse: result(),
  UniversalActionResponseBuilder: {
    setters: {
      displayAddOnCards: set('cards', list(made('Card'))),
      setOpenLink: set('link', made('OpenLink')),
      build: build('UniversalActionResponse', checkUniversal, ({ cards, link: opened }) => ({
        renderActions: { action: opened ? { link: opened } : { navigations: cards.map((/** @type {Json} */ card) => ({ pushCard: card })) } },
      })),
    },
  },
  UniversalActionResponse: result(),
  CalendarEventActionResponseBuilder: {
    setters: {
      addAttendees: set('attendees', list(guest)),
      setConferenceData: set('conferenceData', conference),
      addAttachments: set('attachments', list(made('Attachment'))),
      build: build('CalendarEventActionResponse', checkCalendar, ({ attendees, conferenceData, attachments }) => ({
        hostAppAction: {
          calendarAction: {
            ...(attendees && { editAttendeesActionMarkup: { addAttendeeEmails: attendees } }),
            ...(conferenceData && { editConferenceDataActionMarkup: { conferenceData } }),
            ...(attachments && { addAttachmentsActionMarkup: { addAttachments: attachments } }),
          },
        },
      })),
    },
  },
  CalendarEventActionResponse: result(),
  ComposeActionResponseBuilder: {
    setters: {
      setGmailDraft: set('draft', gmailDraft),
      build: build('ComposeActionResponse', needs('A compose action response', 'draft'), ({ draft }) => ({
        hostAppAction: { gmailAction: { openCreatedDraftActionMarkup: draft } },
      })),
    },
  },
  ComposeActionResponse: result(),
  Attachment: {
    setters: {
      setTitle: set('title', required),
      setResourceUrl: set('resourceUrl', link),
      setMimeType: set('mimeType', required),
      setIconUrl: set('iconUrl', imageUrl),
    },
    check: needs('An attachment', 'title', 'resourceUrl'),
  },
};

/** Reads a ConferenceData by its mark, because another service makes it. @param {unknown} value @param {Forge} forge */
function conference(value, forge) {
  const mark = value !== null && typeof value === 'object' ? Reflect.get(value, Symbol.for('simulator.built')) : undefined;
  if (mark?.kind !== 'ConferenceData') return undefined;
  if (mark.json.error) throw forge.fail('Invalid argument: an event can take no conference error');
  return mark.json;
}

/** Reads a draft by its mark, because GmailApp makes it. @param {unknown} value */
function gmailDraft(value) {
  const mark = value !== null && typeof value === 'object' ? Reflect.get(value, Symbol.for('simulator.built')) : undefined;
  return mark?.kind === 'GmailDraft' ? mark.json : undefined;
}

/** @param {Json} json @param {Forge} forge */
function checkAction(json, forge) {
  if (json.navigation && json.link) throw forge.fail('An action response is not valid: it navigates and opens a link at once');
}

/** @param {Json} json @param {Forge} forge */
function checkUniversal({ cards, link: opened }, forge) {
  if (!cards === !opened) throw forge.fail('A universal action response is not valid: it needs cards or a link');
  if (cards && cards.length === 0) throw forge.fail('A universal action response is not valid: it has no card');
}

/** @param {Json} json @param {Forge} forge */
function checkCalendar(json, forge) {
  if (Object.keys(json).length === 0) throw forge.fail('A calendar event action response is not valid: it changes nothing');
}
