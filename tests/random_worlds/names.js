// @ts-check
/**
 * Reads the names that the add-on writes into conference data.
 *
 * It checks nothing; anybody who may write to a calendar may have written them.
 */

/** The meeting and the event that conference data names, if the add-on made it. @param {any} data @returns {{meeting: string, event: string} | null} */
export function named(data) {
  const parameters = data?.parameters?.addOnParameters?.parameters;
  return parameters?.meeting ? { meeting: parameters.meeting, event: parameters.event } : null;
}

/** The same for an event. @param {any} event */
export const names = (event) => named(event.conferenceData);
