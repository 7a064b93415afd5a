// @ts-check
/**
 * A person's Calendar settings, as the API returns them.
 *
 * They can't be changed here: the API has no method for it, and the settings page isn't simulated; tests set `user.calendarSettings`.
 *
 * Invariant: every value is a string, including numbers and booleans.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/settings.
 */
import { notFound } from './errors.js';

const DEFAULTS = /** @type {Record<string, string>} */ ({
  autoAddHangouts: 'true',
  dateFieldOrder: 'MDY',
  defaultEventLength: '60',
  format24HourTime: 'false',
  hideInvitations: 'false',
  hideWeekends: 'false',
  locale: 'en',
  remindOnRespondedEventsOnly: 'false',
  showDeclinedEvents: 'true',
  timezone: 'UTC',
  useKeyboardShortcuts: 'true',
  weekStart: '0',
});

/** @param {import('./model.js').CalendarStore} store @param {string} email */
function settingsOf(store, email) {
  const user = store.users.get(email);
  const own = user?.calendarSettings ?? {};
  /** @type {Record<string, string>} */
  const settings = { ...DEFAULTS, timezone: store.calendar(email).timeZone, locale: language(user?.locale), ...own };
  return settings;
}

/** For most locales Calendar stores only the language. @param {string | undefined} locale */
function language(locale) {
  if (!locale) return 'en';
  return ['en-GB', 'pt-BR', 'pt-PT', 'zh-CN', 'zh-TW', 'zh-HK', 'fr-CA'].includes(locale) ? locale.replace('-', '_') : locale.split('-')[0];
}

/** @param {string} id @param {string} value */
const print = (id, value) => ({ kind: 'calendar#setting', etag: `"${id}-${value}"`, id, value });

/** @param {import('./model.js').CalendarStore} store @param {string} email @param {unknown} id */
export function getSetting(store, email, id) {
  const settings = settingsOf(store, email);
  if (typeof id !== 'string' || !Object.hasOwn(settings, id)) throw notFound();
  return print(id, settings[id]);
}

/** @param {import('./model.js').CalendarStore} store @param {string} email */
export function listSettings(store, email) {
  const items = Object.entries(settingsOf(store, email)).map(([id, value]) => print(id, value));
  return { kind: 'calendar#settings', etag: '"settings"', items, nextSyncToken: `CS${items.length}=` };
}
