// @ts-check
/**
 * The simulated Google Calendar: one model of all calendars with four interfaces.
 *
 * `CalendarStore` is the model; `makeCalendarService` and `makeCalendarApp` are the services for scripts; `handleCalendarRest` is the API
 * over HTTP; `calendarActs` has the actions of people. Does not draw calendars and does not run add-ons.
 *
 * Invariant: all interfaces change the same entries with the same code (writes.js, removal.js).
 *
 * Code map: model (calendars, entries, changes) · access (roles) · time, recurrence (rules) · instances (occurrences as events) ·
 * resource (types) · schema, masks, body (JSON in and out) · view (printing) · event-list, instance-list, pages (filters, pages, tokens) · writes, removal,
 * guests, exceptions, conference (changes) · api (the methods) · service, rest, app, acts, acts-series, editor-input (the interfaces) · settings · errors.
 */
export { CalendarStore } from './model.js';
export { makeCalendarService } from './service.js';
export { makeCalendarApp } from './app.js';
export { handleCalendarRest } from './rest.js';
export { calendarActs } from './acts.js';
export { conferenceDataFromAddOn, meetConference } from './conference.js';
export { CalendarError } from './errors.js';
