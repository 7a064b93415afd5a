// @ts-check
/**
 * The types of Calendar resources in requests and in the store.
 *
 * It has no code. Answers have the types of Google's published client (view.js); a request's body is checked against
 * schema.js before it has these types.
 *
 * Documentation: developers.google.com/workspace/calendar/api/v3/reference/events.
 */

/** A start or an end: `date` for a whole day, else `dateTime`. @typedef {{ date?: string, dateTime?: string, timeZone?: string }} EventTime */
/** @typedef {{ id?: string, email: string, displayName?: string, self?: boolean }} Person */
/** @typedef {{ organizer?: boolean, resource?: boolean, optional?: boolean, responseStatus?: string, comment?: string, additionalGuests?: number }} Invitation */
/** @typedef {Person & Invitation} Guest */
/** @typedef {{ useDefault?: boolean, overrides?: { method: string, minutes: number }[] }} Reminders */
/** @typedef {{ entryPointType: string, uri: string, label?: string, pin?: string, accessCode?: string, meetingCode?: string, passcode?: string, password?: string, regionCode?: string, entryPointFeatures?: string[] }} EntryPoint */
/** @typedef {{ requestId?: string, conferenceSolutionKey?: { type?: string }, status?: { statusCode?: string } }} CreateConferenceRequest */
/**
 * @typedef {object} ConferenceData
 * @property {CreateConferenceRequest} [createRequest]
 * @property {EntryPoint[]} [entryPoints]
 * @property {{ key?: { type?: string }, name?: string, iconUri?: string }} [conferenceSolution]
 * @property {string} [conferenceId]
 * @property {string} [signature]
 * @property {string} [notes]
 * @property {{ addOnParameters?: { parameters?: Record<string, string> } }} [parameters]
 */

/**
 * The values that all copies of an event have in common, except times.
 * @typedef {object} SharedDetails
 * @property {string} [summary]
 * @property {string} [description]
 * @property {string} [location]
 * @property {string[]} [recurrence]
 * @property {Guest[]} [attendees]
 * @property {import('@googleapis/calendar').calendar_v3.Schema$EventAttachment[]} [attachments]
 * @property {boolean} [anyoneCanAddSelf]
 * @property {boolean} [guestsCanInviteOthers]
 * @property {boolean} [guestsCanModify]
 * @property {boolean} [guestsCanSeeOtherGuests]
 * @property {import('@googleapis/calendar').calendar_v3.Schema$EventWorkingLocationProperties} [workingLocationProperties]
 * @property {import('@googleapis/calendar').calendar_v3.Schema$EventOutOfOfficeProperties} [outOfOfficeProperties]
 * @property {import('@googleapis/calendar').calendar_v3.Schema$EventFocusTimeProperties} [focusTimeProperties]
 * @property {import('@googleapis/calendar').calendar_v3.Schema$EventBirthdayProperties} [birthdayProperties]
 * @property {ConferenceData} [conferenceData]
 */

/**
 * The values of a single copy of an event.
 * @typedef {object} OwnDetails
 * @property {string} [colorId]
 * @property {string} [eventLabelId]
 * @property {Reminders} [reminders]
 * @property {string} [transparency]
 * @property {string} [visibility]
 * @property {{ url?: string, title?: string }} [source]
 * @property {boolean} [privateCopy]
 */

/** @typedef {Record<string, string>} Properties extended properties, by key */
/** @typedef {SharedDetails & { properties?: Properties, start: import('./model.js').Moment, end: import('./model.js').Moment }} SharedPart */
/** @typedef {OwnDetails & { properties?: Properties }} OwnPart */

/**
 * Members that only the server sets or that identify the event.
 * @typedef {object} Identity
 * @property {string} [id]
 * @property {string} [iCalUID]
 * @property {number} [sequence]
 * @property {Person} [organizer]
 * @property {string} [recurringEventId]
 */

/** @typedef {{ status?: 'confirmed' | 'tentative' | 'cancelled', eventType?: string, start?: EventTime, end?: EventTime, attendeesOmitted?: boolean, extendedProperties?: { private?: Properties, shared?: Properties } }} Head */
/** The body of a write, merged and checked. @typedef {SharedDetails & OwnDetails & Identity & Head} EventBody */
/** @template T @typedef {{ [K in keyof T]?: T[K] | null }} Nullable null removes a member */
/** The body of a patch. @typedef {Nullable<Omit<EventBody, 'start' | 'end'>> & { start?: Nullable<EventTime> | null, end?: Nullable<EventTime> | null }} EventPatch */
/** The storable parts of an entry, as read from a body. @typedef {{ status: 'confirmed' | 'tentative' | 'cancelled', eventType: string, shared: SharedPart, own: OwnPart }} EventParts */

/**
 * An event as a person sees it, also in the editor. An event that was never saved lacks the members that the store sets.
 * @typedef {Omit<EventBody, 'start' | 'end'> & { start?: EventTime, end?: EventTime, creator?: Person, hangoutLink?: string, htmlLink?: string }} SeenEvent
 */

/**
 * A query as read by api.js: every value has the kind that its method requires.
 * @typedef {object} Query
 * @property {number} [maxAttendees]
 * @property {string} [timeZone]
 * @property {string[]} [eventTypes]
 * @property {string} [iCalUID]
 * @property {number} [maxResults]
 * @property {string} [orderBy]
 * @property {string} [pageToken]
 * @property {string[]} [privateExtendedProperty]
 * @property {string[]} [sharedExtendedProperty]
 * @property {string} [q]
 * @property {boolean} [showDeleted]
 * @property {boolean} [showHiddenInvitations]
 * @property {boolean} [singleEvents]
 * @property {string} [syncToken]
 * @property {string} [timeMin]
 * @property {string} [timeMax]
 * @property {string} [updatedMin]
 * @property {string} [originalStart]
 * @property {string} [fields]
 * @property {import('./guests.js').SendUpdates} [sendUpdates]
 * @property {boolean} [sendNotifications]
 * @property {number} [conferenceDataVersion]
 * @property {boolean} [supportsAttachments]
 */

export {};
