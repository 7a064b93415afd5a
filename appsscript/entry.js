// @ts-check
/**
 * Every function that Google calls, by the names in the manifest, in triggers and in buttons.
 *
 * Each passes its argument to the core and the core's answer to Google; `src/ui/entry.rs` says what they mean.
 */

/** The panel's homepage, in Calendar and Gmail. @param {object} e */
function onHomepage(e) { return run_('onHomepage', e); }

/** An event was opened. @param {object} e */
function onCalendarEventOpen(e) { return run_('onCalendarEventOpen', e); }

/** Guests or conference of the open event are changing. @param {object} e */
function onCalendarEventUpdate(e) { return run_('onCalendarEventUpdate', e); }

/** A message was opened in Gmail. @param {object} e */
function onGmailMessageOpen(e) { return run_('onGmailMessageOpen', e); }

/** A button on a card was clicked. @param {object} e */
function onAction(e) { return run_('onAction', e); }

/** The add-on's menu: homepage. @param {object} e */
function openHome(e) { return run_('openHome', e); }

/** The add-on's menu: settings. @param {object} e */
function openSettings(e) { return run_('openSettings', e); }

/** A meeting was picked in the conferencing menu. @param {object} e */
function createWebexMeeting(e) { return run_('createWebexMeeting', e); }

/** The Personal Room was picked in the conferencing menu. @param {object} e */
function createPersonalRoomMeeting(e) { return run_('createPersonalRoomMeeting', e); }

/** A watched calendar changed. @param {object} e */
function onCalendarChange(e) { return run_('onCalendarChange', { calendarId: /** @type {{calendarId?: string}} */ (e).calendarId }); }

/** An hour has passed. */
function onHourly() { return run_('onHourly', null); }

/** An authorization came back. @param {object} request */
function onWebexCallback(request) { return run_('onWebexCallback', request); }

/** An administrator's consent to read the directory came back. @param {object} request */
function onGoogleCallback(request) { return run_('onGoogleCallback', request); }

/** Calendar asks for the address of the settings. */
function createSettingsUrl() { return run_('createSettingsUrl', null); }
