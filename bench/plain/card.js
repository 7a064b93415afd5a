// @ts-check
/** Words and card JSON of the plain event card; see addon.js. */

const say_ = {
  eventTitle: 'Webex for this event',
  meetingTitle: 'Webex meeting',
  saveFirst: 'This event is not saved yet. Choose Webex under “Add video conferencing”, or save the event and open it again.',
  roomOnEvent: 'This event takes place in your Personal Room.',
  otherConference: 'This event already has a conference that Meetwright did not make. It is left alone.',
  seriesNotYet: 'Repeating events are not kept in step with Webex yet.',
  noMeetingForKind: 'Events of this kind take no meeting.',
  noConference: 'This event has no Webex meeting.',
  cannotWrite: "You can't change the conference of this event.",
  addMeeting: 'Add Webex meeting',
  addRoom: 'Use my Personal Room',
  join: 'Join',
  details: 'How to join',
  remove: 'Remove',
  syncNow: 'Sync now',
  createAgain: 'Make a new meeting',
  stateLabel: 'State',
  stateUnknown: 'Meetwright does not look after this meeting.',
  meetingOfAnother: 'This event shows a meeting that was made for another event.',
  ownMeeting: 'Make a meeting of its own',
  putIntoField: 'Show it in the conference field',
};

/** By the code of a stored link. @type {Record<string, string>} */
const states_ = {
  p: 'The meeting is being made.',
  a: 'The meeting is being made.',
  w: 'Ready. Save the event to keep the meeting.',
  l: 'In step with Webex',
  b: 'Webex has not followed the last change yet. It is tried again within the hour.',
  g: 'The meeting was deleted at Webex.',
  x: 'The meeting was deleted at Webex.',
  ff: "Webex does not let you change this meeting. Ask the meeting's host or your Webex administrator.",
  fr: 'Webex does not accept this time or title. Change the event to try again.',
  fs: say_.seriesNotYet,
};

/** @type {Record<string, string>} */
const clamps_ = {
  lengthened: 'Webex meetings last ten minutes at least.',
  shortened: 'Webex meetings last 23 hours 59 minutes at most.',
  allDay: 'For an all-day event the meeting lasts from 00:00 to 23:59 of its first day.',
};

/** @param {any} link */
function stateText_(link) {
  if (!link) return say_.stateUnknown;
  if (link.state !== 'd') return states_[link.state];
  const minutes = Math.max(1, Math.floor((link.at - Math.floor(Date.now() / 1000)) / 60));
  return 'The meeting will be deleted in ' + (minutes === 1 ? 'a minute' : minutes + ' minutes') + '. Add it again to keep it.';
}

/**
 * @param {string | null} title
 * @param {string | null} time
 * @param {any[]} widgets
 */
function cards_(title, time, widgets) {
  /** @type {any} */
  const header = { title: say_.eventTitle };
  if (title !== null) header.subtitle = cut_(title.trim().replace(/\s+/g, ' '), 200);
  const sections = [];
  if (time) sections.push({ widgets: [paragraph_(time)] });
  sections.push({ widgets });
  return { kind: 'cards', cards: [{ header, sections, name: 'event' }] };
}

/** @param {string} text @returns {any} */
function paragraph_(text) {
  return { textParagraph: { text: escape_(text) } };
}

/** @param {any[]} buttons @returns {any} */
function buttons_(buttons) {
  return { buttonList: { buttons } };
}

/** @param {string} text @param {any} action @param {boolean} filled */
function actionButton_(text, action, filled) {
  /** @type {any} */
  const button = { text, onClick: { action } };
  if (filled) button.type = 'FILLED';
  return button;
}

/** @param {string} text @param {string} url */
function linkButton_(text, url) {
  return { text, onClick: { openLink: { url } }, type: 'FILLED' };
}

/** @param {string} name @param {{calendar: string, event: string}} target @param {string} [kind] */
function actionFor_(name, target, kind) {
  const parameters = [{ key: 'do', value: name }];
  if (kind) parameters.push({ key: 'kind', value: kind });
  parameters.push({ key: 'calendar', value: target.calendar }, { key: 'event', value: target.event });
  return { function: 'onAction', parameters };
}

/** @type {Record<string, string>} */
const entities_ = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
function escape_(text) {
  return text.replace(/[&<>"']/g, (character) => entities_[character]);
}

/** @param {string} text @param {number} units */
function cut_(text, units) {
  if (text.length <= units) return text;
  let kept = text.slice(0, units - 1);
  if (/[\ud800-\udbff]$/.test(kept)) kept = kept.slice(0, -1);
  return kept.trimEnd() + '…';
}
