// @ts-check
/**
 * ConferenceDataService, as an add-on sees it in one execution.
 *
 * It stores nothing: simulator/google/calendar/conference.js converts a built ConferenceData into the form of events.
 * Enforces developers.google.com/apps-script/reference/conference-data (lengths, required members, URI schemes, at most
 * 300 entry points and parameters) and the rules on combinations that it borrows from `conferenceData` of
 * developers.google.com/workspace/calendar/api/v3/reference/events (one video, one SIP, MORE not alone, TOLL or TOLL_FREE).
 * Open question U14: an authentication URL has at most 1300 or 1800 characters (`authenticationUrlLimit`).
 */

import { add, build, makeForge, makeService, result, set } from './card/builder.js';
import { atMost, made, member, text } from './card/checks.js';

/** @typedef {import('./card/builder.js').Json} Json */
/** @typedef {import('./card/builder.js').Forge} Forge */
/** @typedef {import('./card/builder.js').Check} Check */

/** The URI schemes allowed for each type of entry point. @type {Record<string, RegExp>} */
const SCHEMES = {
  VIDEO: /^https?:\/\/[^\s/]+\S*$/,
  MORE: /^https?:\/\/[^\s/]+\S*$/,
  PHONE: /^tel:\+?[0-9A-Za-z().,;=*#-]+$/,
  SIP: /^sip:[^\s@]+@[^\s@]+$/,
};

const code = (/** @type {string} */ field) => set(field, atMost(field, 128));

/** @type {Check} */
const region = (value, forge) => {
  if (typeof value === 'string' && !/^([A-Z]{2}|\d{3})$/.test(value)) throw forge.fail(`Invalid argument: ${value} is no region code`);
  return text(value, forge);
};

/** @type {Check} */
const feature = (value, forge) => {
  const name = forge.enums.nameOf('EntryPointFeature', value);
  if (name === 'UNKNOWN_FEATURE') throw forge.fail('Invalid argument: UNKNOWN_FEATURE must not be used');
  return name;
};

/** @type {Check} */
const authenticationUrl = (value, forge) => {
  if (typeof value !== 'string') return undefined;
  if (!SCHEMES.VIDEO.test(value)) throw forge.fail('Invalid argument: authenticationUrl is no http or https URL');
  return atMost('authenticationUrl', forge.execution.world.options.authenticationUrlLimit)(value, forge);
};

/** @type {Record<string, import('./card/builder.js').Shape>} */
const shapes = {
  ConferenceDataBuilder: {
    setters: {
      setConferenceId: set('conferenceId', atMost('conferenceId', 512)),
      setConferenceSolutionId: set('conferenceSolutionId', atMost('conferenceSolutionId', 512)),
      addEntryPoint: add('entryPoints', made('EntryPoint'), 300),
      addConferenceParameter: add('parameters', made('ConferenceParameter'), 300),
      setNotes: set('notes', atMost('notes', 2048)),
      setError: set('error', made('ConferenceError')),
      build: build('ConferenceData', checkConference),
    },
  },
  ConferenceData: result(),
  EntryPoint: {
    setters: {
      setEntryPointType: set('entryPointType', member('EntryPointType')),
      setUri: set('uri', atMost('uri', 1300)),
      setAccessCode: code('accessCode'),
      setMeetingCode: code('meetingCode'),
      setPasscode: code('passcode'),
      setPassword: code('password'),
      setPin: code('pin'),
      setRegionCode: set('regionCode', region),
      addFeature: add('features', feature),
    },
    check: checkEntryPoint,
  },
  ConferenceParameter: {
    setters: { setKey: set('key', atMost('key', 50)), setValue: set('value', atMost('value', 1024)) },
    check(json, forge) {
      if (!json.key || json.value === undefined) throw forge.fail('A conference parameter is not valid: key and value are required');
    },
  },
  ConferenceError: {
    setters: {
      setConferenceErrorType: set('type', member('ConferenceErrorType')),
      setAuthenticationUrl: set('authenticationUrl', authenticationUrl),
    },
    check(json, forge) {
      if (!json.type) throw forge.fail('A conference error is not valid: its type is required');
      if (json.type === 'AUTHENTICATION' && !json.authenticationUrl) {
        throw forge.fail('A conference error is not valid: AUTHENTICATION needs an authentication URL');
      }
    },
  },
};

/** @param {import('../runtime/execution.js').Execution} execution @returns {import('../runtime/strict-objects.js').ScriptObject} */
export function makeConferenceDataService(execution) {
  const forge = makeForge(execution, 'ConferenceDataService', shapes, ['ConferenceErrorType', 'EntryPointFeature', 'EntryPointType']);
  return makeService(forge, 'ConferenceDataService', {
    newConferenceDataBuilder: 'ConferenceDataBuilder',
    newConferenceError: 'ConferenceError',
    newConferenceParameter: 'ConferenceParameter',
    newEntryPoint: 'EntryPoint',
  });
}

/** @param {Json} json @param {Forge} forge */
function checkEntryPoint({ entryPointType: type, uri, features = [], regionCode }, forge) {
  const wrong = (/** @type {string} */ why) => forge.fail(`An entry point is not valid: ${why}`);
  if (!type || !uri) throw wrong('type and URI are required');
  if (!SCHEMES[type].test(uri)) throw wrong(`${uri} is no URI for ${type}`);
  if (type !== 'PHONE' && (features.length > 0 || regionCode !== undefined)) throw wrong(`features and region are for PHONE, not for ${type}`);
  if (features.length > 1) throw wrong('TOLL and TOLL_FREE exclude each other');
}

/** @param {Json} json @param {Forge} forge */
function checkConference(json, forge) {
  const wrong = (/** @type {string} */ why) => forge.fail(`The conference data is not valid: ${why}`);
  const { entryPoints = [], parameters = [], conferenceSolutionId, error } = json;
  const count = (/** @type {string} */ type) => entryPoints.filter((/** @type {Json} */ point) => point.entryPointType === type).length;
  for (const type of ['VIDEO', 'SIP', 'MORE']) if (count(type) > 1) throw wrong(`more than one ${type} entry point`);
  if (entryPoints.length > 0 && count('MORE') === entryPoints.length) throw wrong('MORE must not be the only entry point');
  if (new Set(parameters.map((/** @type {Json} */ one) => one.key)).size !== parameters.length) throw wrong('two parameters have the same key');
  const solutions = forge.execution.manifest.addOns?.calendar?.conferenceSolution ?? [];
  if (conferenceSolutionId !== undefined && !solutions.some((/** @type {Json} */ one) => one.id === conferenceSolutionId)) {
    throw wrong(`the manifest has no conference solution ${conferenceSolutionId}`);
  }
  if (error) return;
  if (conferenceSolutionId === undefined) throw wrong('the conference solution id is required');
  if (entryPoints.length === 0) throw wrong('it has no entry point');
}
