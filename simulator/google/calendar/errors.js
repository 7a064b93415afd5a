// @ts-check
/**
 * The errors of the Calendar API: every 4xx/5xx answer that the simulated calendar can give, with Google's message.
 *
 * The callers decide when to throw. service.js turns an error into a `GoogleJsonResponseException`, rest.js into the JSON error envelope.
 *
 * Invariant: a refused request leaves the calendar unchanged, since the error is thrown before anything is stored.
 *
 * Documentation: developers.google.com/workspace/calendar/api/guides/errors (envelope and reasons). Messages marked "text unknown" below
 * are invented, because no public report of the real message was found; callers should compare only the code.
 */

/**
 * One error of the API, with the members of its JSON envelope.
 */
export class CalendarError extends Error {
  /**
   * @param {number} code the HTTP status
   * @param {string} reason Google's machine-readable reason
   * @param {string} message
   * @param {{ domain?: string, locationType?: string, location?: string, status?: string, itemMessage?: string }} [more]
   */
  constructor(code, reason, message, more = {}) {
    super(message);
    this.name = 'CalendarError';
    this.code = code;
    this.reason = reason;
    this.more = more;
  }

  /** The value under `error` of the JSON envelope. */
  envelope() {
    const { domain = 'global', locationType, location, status, itemMessage } = this.more;
    /** @type {Record<string, string>} */
    const item = { domain, reason: this.reason, message: itemMessage ?? this.message };
    if (locationType && location) Object.assign(item, { locationType, location });
    return { errors: [item], code: this.code, message: this.message, ...(status ? { status } : {}) };
  }
}

/** @param {string} location @returns {{ locationType: string, location: string }} */
const at = (location) => ({ locationType: 'parameter', location });

export const notFound = () => new CalendarError(404, 'notFound', 'Not Found');
export const deleted = () => new CalendarError(410, 'deleted', 'Resource has been deleted');
export const duplicate = () => new CalendarError(409, 'duplicate', 'The requested identifier already exists.');
export const invalidId = () => new CalendarError(400, 'invalid', 'Invalid resource id value.');
export const badRequest = () => new CalendarError(400, 'badRequest', 'Bad Request');
export const forbidden = () => new CalendarError(403, 'forbidden', 'Forbidden');

export const preconditionFailed = () =>
  new CalendarError(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' });

/** @param {'writer' | 'owner'} role */
export const needsAccess = (role) =>
  new CalendarError(403, 'requiredAccessLevel', `You need to have ${role} access to this calendar.`, { domain: 'calendar' });

export const sharedProperty = () =>
  new CalendarError(403, 'forbiddenForNonOrganizer', 'Shared properties can only be changed by the organizer of the event.', {
    domain: 'calendar',
  });

export const fullSyncRequired = () =>
  new CalendarError(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
    domain: 'calendar',
    ...at('syncToken'),
  });

export const updatedMinTooOld = () =>
  new CalendarError(410, 'updatedMinTooLongAgo', 'The requested minimum modification time lies too far in the past.', {
    domain: 'calendar',
    ...at('updatedMin'),
  });

export const invalidSyncToken = () => new CalendarError(400, 'invalid', 'Invalid sync token value.', at('syncToken'));
export const invalidPageToken = () => new CalendarError(400, 'invalid', 'Invalid page token value.', at('pageToken'));

/**
 * A sync token together with a parameter that restricts the list.
 * @param {string} parameter
 */
export const syncTokenRestricted = (parameter) =>
  new CalendarError(400, 'invalid', 'Sync token cannot be used with other request restrictions.', at(parameter));

export const orderingUnavailable = () =>
  new CalendarError(400, 'invalid', 'The requested ordering is not available for the particular query.', at('orderBy'));

/** @param {string} [location] the wrong query parameter; not given for an event body */
export const timeRangeEmpty = (location) =>
  new CalendarError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
    domain: 'calendar',
    ...(location ? at(location) : {}),
  });

/** @param {string} message */
export const required = (message) => new CalendarError(400, 'required', message);

/** @param {string} message */
export const invalid = (message) => new CalendarError(400, 'invalid', message);

/**
 * A query parameter that the method doesn't have or whose value it doesn't accept.
 * @param {string} name @param {string} message
 */
export const invalidParameter = (name, message) => new CalendarError(400, 'invalidParameter', message, at(name));

/** @param {string} path where in the body @param {string} name */
export const unknownField = (path, name) =>
  new CalendarError(400, 'badRequest', `Invalid JSON payload received. Unknown name "${name}" at '${path}': Cannot find field.`);

/** Third-party conference data that the API doesn't accept. Reported once as "Invalid conference data"; full text unknown. */
export const invalidConferenceData = () => new CalendarError(400, 'invalid', 'Invalid conference data.');
export const invalidConferenceType = () => new CalendarError(400, 'invalid', 'Invalid conference type value.');

/** A member or an operation that this type of event doesn't allow. Text unknown. */
export const eventTypeRestriction = () =>
  new CalendarError(400, 'eventTypeRestriction', 'The operation is not available for this event type.', { domain: 'calendar' });

/** More guests than an event can carry. Text unknown. */
export const tooManyGuests = () => new CalendarError(400, 'invalid', 'Too many attendees.');

export const invalidCredentials = () =>
  new CalendarError(401, 'authError', 'Invalid Credentials', {
    locationType: 'header',
    location: 'Authorization',
    status: 'UNAUTHENTICATED',
  });

export const insufficientScopes = () =>
  new CalendarError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    status: 'PERMISSION_DENIED',
    itemMessage: 'Insufficient Permission',
  });

/**
 * The errors that a test can cause with `store.fail(…)`: quotas and back-end failures.
 * @type {Record<string, () => CalendarError>}
 */
export const TROUBLES = {
  rateLimitExceeded: () => new CalendarError(403, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' }),
  userRateLimitExceeded: () =>
    new CalendarError(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', { domain: 'usageLimits' }),
  tooManyRequests: () => new CalendarError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' }),
  quotaExceeded: () => new CalendarError(403, 'quotaExceeded', 'Calendar usage limits exceeded.', { domain: 'usageLimits' }),
  backendError: () => new CalendarError(503, 'backendError', 'Backend Error'),
  internalError: () => new CalendarError(500, 'backendError', 'Backend Error'),
  forbidden,
  notFound,
  preconditionFailed,
  fullSyncRequired,
};
