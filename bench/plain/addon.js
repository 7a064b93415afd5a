// @ts-check
/**
 * The event card in plain JavaScript, as one would write it for Apps Script, with which bench/bench.js compares the core.
 *
 * It reads the same records and the same event, and answers the same card for a linked user in every state; bench.js and
 * tests/build/plain-card.test.js hold it against the core. It does nothing that the card doesn't need, and is never pushed.
 * What else the core may do when a card is opened is left out: the cards that come first (signing in, choosing a site), asking
 * Webex for a meeting that waited for a sign-in, setting lost triggers, fetching the policy, and languages other than English.
 * This favours plain JavaScript, as does that the rest of the add-on is not beside it.
 *
 * This file decides what is shown; records.js and event.js read, view.js and card.js draw, words.js has the sentences.
 */

/** @param {any} e @returns {any} */
function onCalendarEventOpen(e) {
  return render_(eventCard_(e));
}

/** @param {any} e the event object @returns {any} the card as the core answers it */
function eventCard_(e) {
  const state = loadState_();
  if (!state.account || !state.tokens || state.account.siteOpen) throw new Error('another card comes first');
  const common = e.commonEventObject || {};
  const zone = (common.timeZone && common.timeZone.id) || 'UTC';
  const open = e.calendar || {};
  if (!open.calendarId || !open.id) return drawEvent_({}, { kind: 'unsaved' });
  const target = { calendar: open.calendarId, event: open.id };
  const event = readAnyWay_(state.account, target, open);
  if (!event) return drawEvent_({}, { kind: 'unsaved' });
  const own = findLink_(state, event.id);
  // An occurrence stands as its series does, unless it has a meeting of its own.
  const series = own ? null : event.series;
  const link = own || (series && findLink_(state, series));
  const slot = slot_(event, zone);
  const mayWrite = Boolean(open.capabilities && open.capabilities.canSetConferenceData);
  const model = modelOf_(state, target, event, { link, series }, mayWrite, slot && slot.clamp);
  const notes = notesOf_(state, target, event, { own, link }).concat(forbidden_(state, model));
  const title = event.title === null ? say_.meetingTitle : cut_(event.title, 120);
  return drawEvent_({ title, time: slot && when_(slot, zone, state.account.hours24), notes }, model);
}

/**
 * What the card shows; its members are those of the core's model.
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {any} event
 * @param {{link: any, series: string | null}} known the event's link or its series', and the series that it stands for
 * @param {boolean} mayWrite
 * @param {string | null} clamp
 * @returns {any}
 */
function modelOf_(state, target, event, { link, series }, mayWrite, clamp) {
  const { conference } = event;
  const shown = event.video && webexLink_(event.video);
  const other = (/** @type {string} */ message) => ({ kind: 'other', message, join: shown });
  if (conference.kind === 'room') return other(say_.roomOnEvent);
  if (conference.kind === 'foreign') return other(say_.otherConference);
  if (conference.kind === 'none') return bareModel_(state, target, event, link, mayWrite);
  if (!event.isOrganized) return other(say_.hostedByOther);
  const isPart = conference.event === event.id || (series !== null && conference.event === series);
  if (!isPart && !link) return { kind: 'copied', target, mayWrite };
  const isTheirs = !link || (link.state === 'ff' && link.host === null);
  if (isTheirs && isByAnother_(state.account, target, event)) return other(say_.hostedByOther);
  const isSame = () => link !== null && unpacked_(link.meeting) === conference.meeting;
  const isReplaced = link !== null && link.state === 'w' && !isSame();
  const isInField = shown && !isReplaced && (isPart || isSame());
  const join = isInField ? shown : event.locationLink;
  // The change's trigger may come late or never.
  const isBehind = link && link.event === event.id && link.state === 'l' && !event.isFromCalendarApp && !isSent_(state, target, event, link);
  if (isBehind) link = Object.assign({}, link, { state: 'b' });
  return { kind: 'linked', target, link, join, isElsewhere: !isInField, mayWrite, clamp, form: link && link.form };
}

/**
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {any} event
 * @param {any} link
 * @param {boolean} mayWrite
 */
function bareModel_(state, target, event, link, mayWrite) {
  if (!event.isOrdinary) return { kind: 'refused', message: say_.noMeetingForKind };
  const isOwners = isBeside_(state.account, target) && event.isOrganized;
  if (!mayWrite && isOwners) return { kind: 'readOnly' };
  const first = state.settings.kind === 'room' ? 'room' : 'meeting';
  const second = first === 'room' ? 'meeting' : 'room';
  const kinds = allowsKind_(state, second) ? [first, second] : [first];
  const forOwner = !link && isOwners && !isNoPerson_(target.calendar) && state.policy.behalf === true;
  return { kind: 'bare', target, kinds, forOwner, mayWrite, link };
}

/**
 * What else is said above the card's state.
 * @param {any} state
 * @param {{calendar: string, event: string}} target
 * @param {any} event
 * @param {{own: any, link: any}} known the event's own link, and that or its series'
 * @returns {string[]}
 */
function notesOf_(state, target, event, { own, link }) {
  const { account } = state;
  const notes = [];
  const isBeside = isBeside_(account, target);
  if (isBeside) {
    const listed = state.calendars.find((/** @type {any} */ one) => one.id === target.calendar);
    const name = (listed && listed.name) || (account.calendarApp && calendarName_(target.calendar));
    if (name) notes.push('Calendar: ' + name);
    if (event.author) notes.push('Made by ' + event.author);
  }
  if (!event.isOrganized) {
    if (event.organizer) notes.push('Organized by ' + event.organizer);
  } else if (isBeside) {
    notes.push(...hostOf_(state, event, link));
  }
  if (event.isFromCalendarApp) notes.push(say_.serviceOff);
  if (event.conference.kind === 'ours') {
    if (!own && state.isQuotaSpent) notes.push(say_.quotaSpent);
    const isOwnPlace = event.locationLink && event.isStoodIn;
    if (event.locationMeets && !isOwnPlace && event.locationLink !== event.video) notes.push(say_.twoMeetings);
  }
  return notes;
}

/** Who hosts the meeting, or would. @param {any} state @param {any} event @param {any} link @returns {string[]} */
function hostOf_(state, event, link) {
  const owner = link && link.host !== null && state.calendars[link.host];
  const who = owner ? owner.id : state.account.webex;
  if (link && link.state === 'ff' && link.host !== null) return [behalfRefused_(who)];
  if (link ? link.state.startsWith('f') : event.conference.kind !== 'none') return [];
  return ['Webex host: ' + who];
}

/** Why the administrators let no meeting be made that the card offers or expects. @param {any} state @param {any} model @returns {string[]} */
function forbidden_(state, model) {
  const isRemade = model.kind === 'linked' && model.link && model.link.state === 'x';
  const wanted = model.kind === 'bare' ? model.kinds[0] : model.kind === 'copied' || isRemade ? 'meeting' : null;
  if (!wanted) return [];
  if (!allowsKind_(state, wanted)) return [say_.kindForbidden];
  const sites = state.policy.sites || [];
  return sites.length > 0 && !sites.includes(state.account.site) ? [say_.siteForbidden] : [];
}

/** @param {any} state @param {string} kind */
function allowsKind_(state, kind) {
  return !state.policy.kind || state.policy.kind === kind;
}

/** @param {any} account @param {{calendar: string}} target */
function isBeside_(account, target) {
  return target.calendar.toLowerCase() !== account.google.toLowerCase();
}

/** @param {any} account @param {{calendar: string}} target @param {any} event */
function isByAnother_(account, target, event) {
  return isBeside_(account, target) && event.author !== null && event.author.toLowerCase() !== account.google.toLowerCase();
}

/** Rooms and calendars beside a person's own can't host. @param {string} email */
function isNoPerson_(email) {
  return email.endsWith('@resource.calendar.google.com') || email.endsWith('@group.calendar.google.com');
}
