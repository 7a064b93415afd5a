// @ts-check
/**
 * The event card once more, in plain JavaScript as one would write it for Apps Script: the yardstick of bench/bench.js.
 *
 * It reads the same records and the same event, and answers the same card for a linked user; bench.js compares the two. It does
 * nothing that the card doesn't need, and is never pushed. The person who has to sign in, and languages other than English,
 * are left out: this favours plain JavaScript, as does that the rest of the add-on is not beside it.
 */

/** @param {any} e @returns {any} */
function onCalendarEventOpen(e) {
  return render_(eventCard_(e));
}

/** @param {any} e the event object @returns {any} the card as the core answers it */
function eventCard_(e) {
  const state = loadState_();
  if (!state.account || !state.tokens) throw new Error('not linked');
  const common = e.commonEventObject || {};
  const zone = (common.timeZone && common.timeZone.id) || 'UTC';
  const open = e.calendar || {};
  if (!open.calendarId || !open.id) return cards_(null, null, [paragraph_(say_.saveFirst)]);
  const target = { calendar: open.calendarId, event: open.id };
  const mayWrite = Boolean(open.capabilities && open.capabilities.canSetConferenceData);
  let event;
  try {
    event = readEvent_(/** @type {any} */ (Calendar).Events.get(target.calendar, target.event, { fields: eventFields_ }));
  } catch (error) {
    if (/not found/i.test(String(error && /** @type {Error} */ (error).message))) return cards_(null, null, [paragraph_(say_.saveFirst)]);
    throw error;
  }
  const slot = slot_(event, zone);
  const title = event.title === null ? say_.meetingTitle : cut_(event.title, 120);
  return cards_(title, slot && when_(slot, zone), widgetsFor_(event, state, target, mayWrite, slot && slot.clamp));
}

/**
 * @param {any} event
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {boolean} mayWrite
 * @param {string | null} clamp
 */
function widgetsFor_(event, state, target, mayWrite, clamp) {
  const link = findLink_(state, event.id);
  const shown = event.video && webexLink_(event.video);
  const conference = event.conference;
  if (conference.kind === 'room') return other_(say_.roomOnEvent, shown);
  if (conference.kind === 'foreign') return other_(say_.otherConference, shown);
  if (conference.kind === 'none') return bareOrRefused_(event, state, target, mayWrite, link);
  if (!event.isOrganized) return other_(say_.stateUnknown, shown);
  if (conference.event !== event.id && !link) {
    const own = actionButton_(say_.ownMeeting, actionFor_('add', target, 'meeting'), true);
    return mayWrite ? [paragraph_(say_.meetingOfAnother), buttons_([own])] : [paragraph_(say_.meetingOfAnother)];
  }
  const inField = shown && conference.event === event.id;
  const widgets = linked_(target, link, inField ? shown : event.locationLink, clamp);
  if (!inField && mayWrite) widgets.push(buttons_([actionButton_(say_.putIntoField, actionFor_('add', target, 'meeting'), false)]));
  return widgets;
}

/** @param {string} message @param {string | null} join */
function other_(message, join) {
  const widgets = [paragraph_(message)];
  if (join) widgets.push(buttons_([linkButton_(say_.join, join)]));
  return widgets;
}

/**
 * @param {any} event
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {boolean} mayWrite
 * @param {any} link
 */
function bareOrRefused_(event, state, target, mayWrite, link) {
  if (event.repeats) return [paragraph_(say_.seriesNotYet)];
  if (!event.isOrdinary) return [paragraph_(say_.noMeetingForKind)];
  const waits = link && (link.state === 'w' || link.state === 'd');
  const widgets = [paragraph_(waits ? stateText_(link) : say_.noConference)];
  if (!mayWrite) return widgets.concat(paragraph_(say_.cannotWrite));
  const labels = { meeting: say_.addMeeting, room: say_.addRoom };
  const first = state.settings.kind === 'room' ? 'room' : 'meeting';
  const second = first === 'room' ? 'meeting' : 'room';
  const add = (/** @type {"meeting" | "room"} */ kind, /** @type {boolean} */ filled) => actionButton_(labels[kind], actionFor_('add', target, kind), filled);
  return widgets.concat(buttons_([add(first, true), add(second, false)]));
}

/**
 * @param {{calendar: string, event: string}} target
 * @param {any} link
 * @param {string | null} join
 * @param {string | null} clamp
 */
function linked_(target, link, join, clamp) {
  const isGone = link && (link.state === 'g' || link.state === 'x');
  const first = [];
  if (isGone) {
    first.push(actionButton_(say_.createAgain, actionFor_('create-again', target), true));
  } else {
    if (join) first.push(linkButton_(say_.join, join));
    first.push(actionButton_(say_.details, actionFor_('show-details', target), false));
  }
  const second = [];
  if (link && !isGone) second.push(actionButton_(say_.syncNow, actionFor_('sync-now', target), false));
  second.push(actionButton_(say_.remove, actionFor_('remove', target), false));
  const state = { decoratedText: { topLabel: say_.stateLabel, text: escape_(stateText_(link)), wrapText: true } };
  const widgets = [buttons_(first), state];
  if (clamp) widgets.push(paragraph_(clamps_[clamp]));
  widgets.push(buttons_(second));
  return widgets;
}
