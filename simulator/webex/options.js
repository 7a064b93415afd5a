// @ts-check
/**
 * The open questions about the Webex service as switches, each with its default, its other answers and the answer that is hardest on a
 * client.
 *
 * Has no behaviour: the other modules read a switch where it matters.
 * Invariants: a name or a value outside the table throws; a switch is read when it is needed, so that a test may turn
 * it in the middle of a run.
 * The published pages (developer.webex.com/docs/meetings, /docs/basics, /docs/integrations) leave these points open.
 */

/** @typedef {string | number | null} Answer */
/** @typedef {{fallback: Answer, hard: Answer, answers: readonly Answer[] | 'number', means: string}} Switch */

/** @type {Readonly<Record<string, Switch>>} */
export const webexSwitches = Object.freeze({
  monthlyByDay: { fallback: 'accepted', hard: 'refused', answers: ['accepted', 'refused'], means: 'BYDAY=2TU in monthly and yearly rules' },
  setPosition: { fallback: 'refused', hard: 'refused', answers: ['refused', 'accepted'], means: 'BYDAY=TU;BYSETPOS=2' },
  negativeDays: { fallback: 'refused', hard: 'refused', answers: ['refused', 'accepted'], means: 'BYDAY=-1FR and BYMONTHDAY=-1' },
  yearlyInterval: { fallback: 'refused', hard: 'refused', answers: ['refused', 'accepted'], means: 'INTERVAL above 1 in a yearly rule' },
  weekStart: { fallback: 'refused', hard: 'refused', answers: ['refused', 'accepted'], means: 'WKST' },
  untilDate: { fallback: 'refused', hard: 'refused', answers: ['refused', 'accepted'], means: 'UNTIL without a time' },
  startOffRule: { fallback: 'refused', hard: 'moved', answers: ['refused', 'moved', 'kept'], means: 'a start that the rule does not produce: refused, moved to the first match, or kept as an extra first occurrence' },
  recurrenceLimit: { fallback: 'refused', hard: 'clipped', answers: ['refused', 'clipped'], means: 'COUNT above the limit of its frequency' },
  occurrenceIdAfterMove: { fallback: 'changed', hard: 'changed', answers: ['changed', 'kept'], means: 'the id of an occurrence whose start was moved' },
  ruleErrorStatus: { fallback: 400, hard: 403, answers: [400, 403, 409], means: 'the status of a broken scheduling rule' },
  patchMediaType: { fallback: 'json', hard: 'json', answers: ['json', 'any', 'declared'], means: 'application/json alone, that or application/json-patch+json, or the declared application/json-patch+json alone' },
  unknownMembers: { fallback: 'rejected', hard: 'rejected', answers: ['rejected', 'ignored'], means: 'unknown members of a body and unknown query parameters' },
  putRequired: { fallback: 'four', hard: 'four', answers: ['four', 'none'], means: 'PUT asks for title, password, start and end' },
  delegateHostEmail: { fallback: 'refused', hard: 'refused', answers: ['refused', 'allowed'], means: 'hostEmail by a delegate without an admin scope' },
  integrationTagFilter: { fallback: 'window', hard: 'needs window', answers: ['window', 'needs window', 'ignored', 'nothing'], means: 'the integrationTag filter: within the window, refused without from and to, ignored, or finding nothing' },
  listWindowDays: { fallback: null, hard: 366, answers: 'number', means: 'the longest window of a list in days, or null' },
  lastPage: { fallback: 'may be empty', hard: 'may be empty', answers: ['may be empty', 'exact'], means: 'a full last page still names a next one, which is empty' },
  hostMail: { fallback: 'silenced', hard: 'sent', answers: ['silenced', 'sent'], means: 'sendEmail=false also silences the mail to the host' },
  refreshReply: { fallback: 'repeated', hard: 'rotated', answers: ['repeated', 'absent', 'rotated'], means: 'the refresh token in the reply to a refresh: the same, none, or a new one that ends the old' },
  oldAccessToken: { fallback: 'kept', hard: 'ended', answers: ['kept', 'ended'], means: 'the old access token after a refresh' },
  invalidGrant: { fallback: 'oauth 400', hard: 'standard 401', answers: ['oauth 400', 'oauth 401', 'standard 400', 'standard 401'], means: 'form and status of the answer to a dead grant' },
  revokeEndpoint: { fallback: 'none', hard: 'none', answers: ['none', 'idbroker', 'authorizations'], means: 'where an integration may revoke its tokens' },
  disabledIntegration: { fallback: 'refused', hard: 'refused', answers: ['refused', 'until refresh', 'ended'], means: 'access tokens of an integration that the organisation has turned off: refused with 403, good until they are renewed, or ended with 401' },
  narrowedScopes: { fallback: 'kept', hard: 'dropped', answers: ['kept', 'dropped'], means: 'scopes of a grant that the integration has no longer: kept until a new consent, or dropped at the next refresh' },
  unlicensedSites: { fallback: 'listed', hard: 'listed', answers: ['listed', 'absent'], means: 'the site list of a person without a host licence: their sites, or nothing' },
  globalCallIn: { fallback: 'absent', hard: 'absent', answers: ['absent', 'served'], means: 'GET /meetings/{id}/globalCallinNumbers' },
  lastOccurrence: { fallback: 'series deleted', hard: 'series kept', answers: ['series deleted', 'series kept'], means: 'what deleting the last occurrence left does to the series' },
  exceptionFlags: { fallback: 'kept', hard: 'kept', answers: ['kept', 'taken'], means: 'whether an exception takes a changed title or flag of its series' },
  exceptionNumber: { fallback: 'series', hard: 'own', answers: ['series', 'own'], means: 'number and link of an exception' },
  occurrenceInvitees: { fallback: 'inherited', hard: 'own', answers: ['inherited', 'own'], means: 'the invitees of an occurrence before its list is written: those of the series, or none' },
  inviteeView: { fallback: 'partial', hard: 'partial', answers: ['partial', 'full'], means: 'whether an invitee sees the host-only members' },
  noPreferredSite: { fallback: 'refused', hard: 'refused', answers: ['refused', 'first site'], means: 'a call without siteUrl by a person with no preferred site' },
  deleteInProgress: { fallback: 'refused', hard: 'refused', answers: ['refused', 'allowed'], means: 'DELETE of a series or occurrence with a running instance' },
  pastUpdate: { fallback: 'refused', hard: 'refused', answers: ['refused', 'allowed'], means: 'PATCH of an ended meeting without a new time' },
  errorsMember: { fallback: 'present', hard: 'absent', answers: ['present', 'absent'], means: 'the member errors of an error body' },
  quotaStatus: { fallback: 429, hard: 403, answers: [429, 403], means: 'the status beyond the daily quota of creates' },
  createsPerDay: { fallback: 100, hard: 100, answers: 'number', means: 'meetings that a person may create in 24 hours, failures included' },
  requestsPerMinute: { fallback: 300, hard: 300, answers: 'number', means: 'requests that a person may send in a minute' },
});

/** The default of every switch. */
export const webexDefaults = Object.freeze(
  Object.fromEntries(Object.entries(webexSwitches).map(([name, one]) => [name, one.fallback])));

/** Each switch's answer that is hardest on a client. */
export const webexPessimistic = Object.freeze(
  Object.fromEntries(Object.entries(webexSwitches).map(([name, one]) => [name, one.hard])));

/**
 * Reads one switch from the options, or its default.
 * @param {Record<string, unknown>} options
 * @param {string} name
 * @returns {Answer}
 */
export function readSwitch(options, name) {
  const known = webexSwitches[name];
  if (!known) throw new Error(`no such Webex switch: ${name}`);
  if (!Object.hasOwn(options, name)) return known.fallback;
  const value = options[name];
  const fits = known.answers === 'number' ? value === null || typeof value === 'number' : known.answers.includes(/** @type {Answer} */ (value));
  if (!fits) throw new Error(`${name} can't be ${JSON.stringify(value)}: ${known.means}`);
  return /** @type {Answer} */ (value);
}

/**
 * Throws for an unknown switch, so that misspelt names are noticed.
 * @param {Record<string, unknown>} options
 */
export function checkSwitches(options) {
  for (const name of Object.keys(options)) readSwitch(options, name);
}
