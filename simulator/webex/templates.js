// @ts-check
/**
 * /v1/meetings/templates and /v1/meetings/sessionTypes.
 *
 * Creates nothing; templates are given when the world is made.
 * Invariants: the id of a session type is a string here and a number in a meeting; a template belongs to one site.
 * Pages: developer.webex.com/docs/api/v1/meetings/list-meeting-templates, /list-meeting-session-types.
 */
import { Refusal, json } from './answers.js';
import { actingFor, siteFor } from './access.js';
import { page, readQuery } from './request-parts.js';

/** @typedef {import('./index.js').WebexService} WebexService */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {{id: string, name: string, locale: string, siteUrl: string, templateType: 'meeting' | 'webinar', isDefault: boolean, isStandard: boolean, meeting: import('./fields.js').MeetingBody}} Template */

const READ = 'meeting:schedules_read';

/** @param {WebexService} webex @param {Call} call */
export function listTemplates(webex, call) {
  const query = readQuery(webex, call, {
    templateType: ['meeting', 'webinar'], locale: 'string', isDefault: 'boolean', isStandard: 'boolean', hostEmail: 'string', siteUrl: 'string',
  });
  const account = actingFor(webex, call, query.hostEmail, READ);
  const site = siteFor(webex, account, query.siteUrl);
  const items = webex.templates
    .filter((one) => one.siteUrl === site.siteUrl && one.templateType === (query.templateType ?? 'meeting') && one.locale === (query.locale ?? 'en_US'))
    .filter((one) => (query.isDefault === undefined || one.isDefault === query.isDefault) && (query.isStandard === undefined || one.isStandard === query.isStandard))
    .map(({ meeting, ...shown }) => shown);
  const cut = page(webex, call, items, { ...query, max: 100 });
  return json({ items: cut.items }, cut.headers);
}

/** @param {WebexService} webex @param {Call} call */
export function getTemplate(webex, call) {
  const query = readQuery(webex, call, { hostEmail: 'string' });
  const account = actingFor(webex, call, query.hostEmail, READ);
  const found = webex.templates.find((one) => one.id === call.captures[0] && account.sites.some((site) => site.siteUrl === one.siteUrl));
  if (!found) throw new Refusal(404, 'The meeting template cannot be found.');
  return json(found);
}

/**
 * The values that a meeting takes from a template: all except its title and its times, which are outdated.
 * @param {WebexService} webex
 * @param {import('./model.js').Site} site
 * @param {string} id
 */
export function templateFields(webex, site, id) {
  const found = webex.templates.find((one) => one.id === id && one.siteUrl === site.siteUrl && one.templateType === 'meeting');
  if (!found) throw new Refusal(404, 'The meeting template cannot be found.');
  const { start, end, title, ...fields } = found.meeting;
  return fields;
}

const sessionTypes = Object.freeze([
  { id: '3', name: 'Meeting Center Pro Meeting', type: 'meeting', attendeesCapacity: 1000 },
  { id: '9', name: 'Webinar', type: 'webinar', attendeesCapacity: 3000 },
]);

/** @param {WebexService} webex @param {Call} call */
export function listSessionTypes(webex, call) {
  const query = readQuery(webex, call, { hostEmail: 'string', siteUrl: 'string' });
  siteFor(webex, actingFor(webex, call, query.hostEmail, READ), query.siteUrl);
  return json({ items: sessionTypes });
}
