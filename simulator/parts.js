// @ts-check
/**
 * Names the parts of the simulated platform that live in folders of their own.
 *
 * It adds nothing to them.
 * Invariant: the runtime imports these parts only through this file.
 */

export { CalendarStore, handleCalendarRest, makeCalendarApp, makeCalendarService } from './google/calendar/index.js';
export { roleOf } from './google/calendar/access.js';
export { makeCardService } from './google/card/index.js';
export { makeConferenceDataService } from './google/conference.js';
export { Directory } from './google/directory.js';
export { Mail, makeGmailApp } from './google/gmail/index.js';
export { GoogleSignIn } from './google/sign-in.js';
export { makePerson } from './host/index.js';
export { WebexService } from './webex/index.js';
