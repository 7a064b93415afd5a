// @ts-check
/** ConferenceDataService keeps the limits of its reference. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { makeConferenceDataService } from '../../simulator/google/conference.js';
import { fakeExecution } from './fake-execution.js';

const service = (options = {}) => makeConferenceDataService(fakeExecution({ options }));
const point = (/** @type {any} */ data, type = 'VIDEO', uri = 'https://example.com/j') => data.newEntryPoint().setEntryPointType(data.EntryPointType[type]).setUri(uri);
const builder = (/** @type {any} */ data, /** @type {any[]} */ ...points) =>
  points.reduce((made, one) => made.addEntryPoint(one), data.newConferenceDataBuilder().setConferenceSolutionId('webex-meeting'));
const long = (/** @type {number} */ length) => 'x'.repeat(length);

test('conference_data_prints_what_was_set', () => {
  const data = service();
  const phone = point(data, 'PHONE', 'tel:+15551234').setPin('1').setRegionCode('US').addFeature(data.EntryPointFeature.TOLL);
  const built = builder(data, point(data).setMeetingCode('123'), phone)
    .setConferenceId('id').setNotes('notes')
    .addConferenceParameter(data.newConferenceParameter().setKey('event').setValue('e1')).build();
  assert.deepEqual(JSON.parse(built.printJson()), {
    conferenceSolutionId: 'webex-meeting', conferenceId: 'id', notes: 'notes',
    entryPoints: [
      { entryPointType: 'VIDEO', uri: 'https://example.com/j', meetingCode: '123' },
      { entryPointType: 'PHONE', uri: 'tel:+15551234', pin: '1', regionCode: 'US', features: ['TOLL'] },
    ],
    parameters: [{ key: 'event', value: 'e1' }],
  });
});

test('an_error_needs_nothing_beside_it', () => {
  const data = service();
  const error = data.newConferenceError().setConferenceErrorType(data.ConferenceErrorType.TEMPORARY);
  assert.deepEqual(JSON.parse(data.newConferenceDataBuilder().setError(error).build().printJson()), { error: { type: 'TEMPORARY' } });
});

/** @type {Record<string, [(data: any) => unknown, RegExp]>} */
const refused = {
  'an id of 513 characters': [(data) => builder(data).setConferenceId(long(513)), /longer than 512/],
  'notes of 2049 characters': [(data) => builder(data).setNotes(long(2049)), /longer than 2048/],
  'a code of 129 characters': [(data) => point(data).setPasscode(long(129)), /longer than 128/],
  'a URI of 1301 characters': [(data) => point(data, 'VIDEO', `https://example.com/${long(1281)}`), /longer than 1300/],
  'a key of 51 characters': [(data) => data.newConferenceParameter().setKey(long(51)), /longer than 50/],
  'a value of 1025 characters': [(data) => data.newConferenceParameter().setValue(long(1025)), /longer than 1024/],
  'a label': [(data) => point(data).setLabel('x'), /setLabel is not a function/],
  'an entry point without type': [(data) => builder(data, data.newEntryPoint().setUri('https://example.com/')), /type and URI are required/],
  'a video without http': [(data) => builder(data, point(data, 'VIDEO', 'tel:+1555')), /no URI for VIDEO/],
  'a phone with spaces': [(data) => builder(data, point(data, 'PHONE', 'tel:+1 555')), /no URI for PHONE/],
  'a SIP address without scheme': [(data) => builder(data, point(data, 'SIP', '1@example.com')), /no URI for SIP/],
  'a region on a video': [(data) => builder(data, point(data).setRegionCode('US')), /are for PHONE/],
  'TOLL and TOLL_FREE': [(data) => builder(data, point(data, 'PHONE', 'tel:+1555')
    .addFeature(data.EntryPointFeature.TOLL).addFeature(data.EntryPointFeature.TOLL_FREE)), /exclude each other/],
  'UNKNOWN_FEATURE': [(data) => point(data).addFeature(data.EntryPointFeature.UNKNOWN_FEATURE), /must not be used/],
  'a second video': [(data) => builder(data, point(data), point(data)).build(), /more than one VIDEO/],
  'a second SIP address': [(data) => builder(data, point(data, 'SIP', 'sip:1@example.com'), point(data, 'SIP', 'sip:2@example.com')).build(), /more than one SIP/],
  'MORE alone': [(data) => builder(data, point(data, 'MORE')).build(), /MORE must not be the only/],
  'no entry point': [(data) => builder(data).build(), /no entry point/],
  'a solution that the manifest lacks': [(data) => builder(data, point(data)).setConferenceSolutionId('other').build(), /no conference solution other/],
  'no solution': [(data) => data.newConferenceDataBuilder().addEntryPoint(point(data)).build(), /solution id is required/],
  'two parameters of one key': [(data) => ['a', 'b'].reduce((made, value) => made.addConferenceParameter(
    data.newConferenceParameter().setKey('k').setValue(value)), builder(data, point(data))).build(), /same key/],
  'AUTHENTICATION without URL': [(data) => data.newConferenceDataBuilder().setError(
    data.newConferenceError().setConferenceErrorType(data.ConferenceErrorType.AUTHENTICATION)), /needs an authentication URL/],
  'an authentication URL without http': [(data) => data.newConferenceError().setAuthenticationUrl('ftp://example.com'), /no http or https URL/],
};
for (const [what, [attempt, message]] of Object.entries(refused)) {
  test(`${what} is refused`, () => assert.throws(() => attempt(service()), message));
}

test('three_hundred_entry_points_and_no_more', () => {
  const data = service();
  const made = builder(data);
  for (let count = 0; count < 300; count += 1) made.addEntryPoint(point(data, 'PHONE', `tel:+1555${count}`));
  assert.throws(() => made.addEntryPoint(point(data, 'PHONE', 'tel:+1')), /limit is 300/);
});

test('the_length_of_an_authentication_url_is_an_open_question', () => {
  const url = `https://example.com/${long(1400)}`;
  assert.throws(() => service().newConferenceError().setAuthenticationUrl(url), /longer than 1300/);
  service({ authenticationUrlLimit: 1800 }).newConferenceError().setAuthenticationUrl(url);
});
