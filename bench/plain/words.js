// @ts-check
/** The words of the plain event card, in English alone; see addon.js. */

const say_ = {
  eventTitle: 'Webex for this event',
  meetingTitle: 'Webex meeting',
  saveFirst: 'This event is not saved yet. Choose Webex under “Add video conferencing”, or save the event and open it again.',
  roomOnEvent: 'This event takes place in your Personal Room.',
  otherConference: 'This event already has a conference that Meetwright did not make. It is left alone.',
  hostedByOther:
    'Somebody else hosts this meeting or organizes this event, so your Meetwright does not change it. If they use Meetwright, theirs keeps it up to date.',
  noMeetingForKind: 'Entries such as out of office, focus time and working location can\'t have a meeting.',
  noConference: 'This event has no Webex meeting.',
  cannotWrite: "You can't change the conference of this event.",
  needsSharing:
    'To change this calendar you need its owner\'s permission “Make changes to events”. Without it, make the event in your own calendar.',
  aboutPermission: 'About this permission',
  addMeeting: 'Add Webex meeting',
  addRoom: 'Use my Personal Room',
  join: 'Join',
  details: 'How to join',
  remove: 'Remove',
  syncNow: 'Sync now',
  createAgain: 'Make a new meeting',
  stateLabel: 'State',
  stateUnknown: 'Meetwright does not keep this meeting up to date.',
  meetingOfAnother: 'This event shows a meeting that was made for another event.',
  ownMeeting: 'Make a meeting of its own',
  putIntoField: 'Show it in the conference field',
  serviceOff: 'Your administrator has switched off the Calendar service that keeps Webex in step.',
  quotaSpent: "Webex lets you make 100 meetings a day, and nearly all of today's are used. This one is created tomorrow.",
  twoMeetings: 'The location of this event names another meeting. Guests may not know which one to join.',
  kindForbidden: 'Your administrator does not allow this kind of meeting.',
  siteForbidden:
    'Your administrator does not allow meetings on your Webex site. Choose another site in the settings, or sign in with an account that has one.',
};

/** By the code of a stored link. @type {Record<string, string>} */
const states_ = {
  q: 'The meeting is being made.',
  qr: 'The meeting is being made.',
  p: 'The meeting is being made.',
  a: 'The meeting is being made.',
  w: 'Ready. Save the event to keep the meeting.',
  l: 'In step with Webex',
  b: 'The last change has not reached Webex yet. Meetwright tries again within the hour.',
  g: 'The meeting was deleted at Webex.',
  x: 'The meeting was deleted at Webex.',
  ff: "Webex does not let you change this meeting. Ask the meeting's host or your Webex administrator.",
  fr: 'Webex does not accept this time or title. Change the event to try again.',
  fo: 'This meeting belongs to the Webex account that you were linked to before. It is left alone, and its link still works.',
};

/** What was changed at Webex, by the code of a stored link. @type {Record<string, string>} */
const parts_ = { ft: 'title', fm: 'time', fg: 'list of invitees' };

/** @type {Record<string, string>} */
const clamps_ = {
  lengthened: 'Webex meetings last at least ten minutes, so this one is longer than its event.',
  shortened: 'Webex meetings last at most 23 hours 59 minutes, so this one is shorter than its event.',
  allDay: 'For an all-day event the meeting lasts from 00:00 to 23:59 of its first day.',
};

/** By the code of a stored series; one that is kept as a series needs no word. @type {Record<string, string>} */
const forms_ = {
  s: "Webex can't repeat the way this event does, or too many of its occurrences differ. One standing meeting serves every occurrence.",
  e: "Webex can't repeat the way this event does, or too many of its occurrences differ. Each occurrence of the next four weeks has a meeting of its own.",
  n: 'Every occurrence was cancelled.',
};

/** @param {string} who */
function behalfRefused_(who) {
  return 'Webex does not let you act for ' + who + '. They have to give you “Scheduling permission” on a Webex site where both may host. Webex may still keep this to administrators.';
}

/** @param {any} link */
function stateText_(link) {
  if (!link) return say_.stateUnknown;
  const now = Math.floor(Date.now() / 1000);
  if (link.state === 'd') {
    const minutes = Math.max(1, Math.floor((link.at - now) / 60));
    return 'The meeting will be deleted in ' + (minutes === 1 ? 'a minute' : minutes + ' minutes') + '. Add it again to keep it.';
  }
  if (!parts_[link.state]) return states_[link.state];
  const days = Math.max(0, Math.floor((now - link.at) / 86400));
  const since = days === 0 ? 'today' : days === 1 ? 'yesterday' : days + ' days ago';
  return 'The ' + parts_[link.state] + ' was changed at Webex, as found ' + since + ". “Sync now” restores what the calendar says, and so does the next change of the event.";
}
