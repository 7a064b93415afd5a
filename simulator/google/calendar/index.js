// @ts-check
/**
 * Google Calendar as the simulator knows it: one model of all calendars with four interfaces.
 *
 * `CalendarStore` is the model; `makeCalendarService` and `makeCalendarApp` are what scripts see; `handleCalendarRest` is the
 * API over HTTP; `calendarActs` is what people do by hand. Does not draw calendars and does not run add-ons.
 *
 * Invariant: all doors change the same entries by the same rules (writes.js, removal.js).
 *
 * Code map: model (calendars, entries, changes) · access (roles) · time, recurrence (rules) · instances (occurrences as events) ·
 * schema, masks, body (JSON in and out) · view (printing) · list, instance-list, pages (filters, pages, tokens) · write, leave,
 * guests, follow, conference (changes) · api (the methods) · service, rest, app, acts, acts-series (the doors) · settings · errors.
 */
export { CalendarStore } from './model.js';
export { makeCalendarService } from './service.js';
export { makeCalendarApp } from './app.js';
export { handleCalendarRest } from './rest.js';
export { calendarActs } from './acts.js';
export { conferenceDataFromAddOn, meetConference } from './conference.js';
export { CalendarError } from './errors.js';
