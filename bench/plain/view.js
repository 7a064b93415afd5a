// @ts-check
/** How the plain event card looks in each of its states; see addon.js. */

/**
 * @param {{title?: string, time?: string | null, notes?: string[]}} heading
 * @param {any} model what addon.js found
 * @returns {any} the card as the core answers it
 */
function drawEvent_(heading, model) {
  const when = (heading.time ? [heading.time] : []).concat(heading.notes || []);
  return cardOf_('event', heading.title, [when.map(paragraph_), widgetsOf_(model)]);
}

/** Webex did not let the person act for the calendar's owner. @param {{calendar: string, event: string}} target @returns {any} */
function drawHostRefused_(target) {
  const own = actionButton_(say_.addMeeting, actionFor_('add', target, 'meeting'), true);
  const about = linkButton_(say_.aboutPermission, 'https://help.webex.com/article/nxlczft', false);
  return cardOf_('shared', undefined, [[paragraph_(behalfRefused_(target.calendar)), buttons_([own, about])]]);
}

/** @param {any} model @returns {any[]} */
function widgetsOf_(model) {
  switch (model.kind) {
    case 'unsaved':
      return [paragraph_(say_.saveFirst)];
    case 'refused':
      return [paragraph_(model.message)];
    case 'readOnly': {
      const about = linkButton_(say_.aboutPermission, 'https://support.google.com/calendar/answer/37082', false);
      return [paragraph_(say_.needsSharing), buttons_([about])];
    }
    case 'other': {
      const join = model.join ? [buttons_([linkButton_(say_.join, model.join, true)])] : [];
      return [paragraph_(model.message)].concat(join);
    }
    case 'copied': {
      const own = actionButton_(say_.ownMeeting, actionFor_('add', model.target, 'meeting'), true);
      return [paragraph_(say_.meetingOfAnother)].concat(model.mayWrite ? [buttons_([own])] : []);
    }
    case 'bare':
      return bare_(model);
    default:
      return linked_(model);
  }
}

/** @param {any} model @returns {any[]} */
function bare_({ target, kinds, forOwner, mayWrite, link }) {
  const waits = link && (link.state === 'w' || link.state === 'd');
  const widgets = [paragraph_(waits ? stateText_(link) : say_.noConference)];
  if (!mayWrite) return widgets.concat(paragraph_(say_.cannotWrite));
  /** @type {Record<string, string>} */
  const labels = { meeting: say_.addMeeting, room: say_.addRoom };
  const add = (/** @type {string} */ kind, /** @type {number} */ at) => actionButton_(labels[kind], actionFor_('add', target, kind), at === 0);
  widgets.push(buttons_(kinds.map(add)));
  if (forOwner) widgets.push(buttons_([actionButton_('Let ' + target.calendar + ' host it', actionFor_('add-for-owner', target), false)]));
  return widgets;
}

/** @param {any} model @returns {any[]} */
function linked_({ target, link, join, isElsewhere, mayWrite, clamp, form }) {
  const isGone = link && (link.state === 'g' || link.state === 'x');
  const first = [];
  if (isGone) {
    first.push(actionButton_(say_.createAgain, actionFor_('create-again', target), true));
  } else {
    if (join) first.push(linkButton_(say_.join, join, true));
    first.push(actionButton_(say_.details, actionFor_('show-details', target), false));
  }
  const second = [];
  if (link && !isGone) second.push(actionButton_(say_.syncNow, actionFor_('sync-now', target), false));
  second.push(actionButton_(say_.remove, actionFor_('remove', target), false));
  const state = { decoratedText: { topLabel: say_.stateLabel, text: escape_(stateText_(link)), wrapText: true } };
  const widgets = [buttons_(first), state];
  if (clamp) widgets.push(paragraph_(clamps_[clamp]));
  if (form && forms_[form]) widgets.push(paragraph_(forms_[form]));
  widgets.push(buttons_(second));
  if (isElsewhere && mayWrite) widgets.push(buttons_([actionButton_(say_.putIntoField, actionFor_('add', target, 'meeting'), false)]));
  return widgets;
}
