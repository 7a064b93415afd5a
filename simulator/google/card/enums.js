// @ts-check
/**
 * The enumerations of CardService and ConferenceDataService, by name.
 *
 * It says nothing about where a member may be used. A string of a member's name is not a member
 * (developers.google.com/apps-script/reference/card-service, .../conference-data).
 * Left out on purpose, so that using them throws: OnClose.RELOAD_ADD_ON (deprecated), Interaction (Google Chat only),
 * and the enumerations of Gmail's update-draft actions.
 */

import { enumeration } from '../../runtime/strict-objects.js';

/** @type {Record<string, string>} */
const NAMES = {
  BorderType: 'NO_BORDER STROKE',
  ComposedEmailType: 'REPLY_AS_DRAFT STANDALONE_DRAFT',
  DisplayStyle: 'PEEK REPLACE',
  GridItemLayout: 'TEXT_BELOW TEXT_ABOVE',
  HorizontalAlignment: 'START CENTER END',
  HorizontalSizeStyle: 'FILL_AVAILABLE_SPACE FILL_MINIMUM_SPACE',
  Icon: 'NONE AIRPLANE BOOKMARK BUS CAR CLOCK CONFIRMATION_NUMBER_ICON DOLLAR DESCRIPTION EMAIL EVENT_PERFORMER EVENT_SEAT '
    + 'FLIGHT_ARRIVAL FLIGHT_DEPARTURE HOTEL HOTEL_ROOM_TYPE INVITE MAP_PIN MEMBERSHIP MULTIPLE_PEOPLE OFFER PERSON PHONE '
    + 'RESTAURANT_ICON SHOPPING_CART STAR STORE TICKET TRAIN VIDEO_CAMERA VIDEO_PLAY',
  ImageCropType: 'SQUARE CIRCLE RECTANGLE_CUSTOM RECTANGLE_4_3',
  ImageStyle: 'SQUARE CIRCLE',
  InputType: 'TEXT INTEGER FLOAT EMAIL',
  LoadIndicator: 'SPINNER NONE',
  OnClose: 'NOTHING RELOAD',
  OpenAs: 'FULL_SIZE OVERLAY',
  SelectionInputType: 'CHECK_BOX RADIO_BUTTON DROPDOWN SWITCH MULTI_SELECT',
  SwitchControlType: 'SWITCH CHECK_BOX',
  TextButtonStyle: 'OUTLINED FILLED FILLED_TONAL BORDERLESS',
  VerticalAlignment: 'CENTER TOP BOTTOM',
  ConferenceErrorType: 'AUTHENTICATION CONFERENCE_SOLUTION_FORBIDDEN PERMANENT PERMISSION_DENIED TEMPORARY UNKNOWN',
  EntryPointFeature: 'UNKNOWN_FEATURE TOLL TOLL_FREE',
  EntryPointType: 'VIDEO PHONE MORE SIP',
};

/** @typedef {{ objects: Record<string, unknown>, nameOf: (enumeration: string, value: unknown) => string | undefined }} Enums */

/**
 * The enumerations of one service, made for one execution.
 * @param {string} service
 * @param {string[]} wanted
 * @param {import('../../runtime/execution.js').Execution} realm
 * @returns {Enums}
 */
export function makeEnums(service, wanted, realm) {
  /** @type {Record<string, import('../../runtime/strict-objects.js').Enumeration>} */
  const objects = {};
  for (const name of wanted) objects[name] = enumeration(`${service}.${name}`, NAMES[name].split(' '), realm);
  return {
    objects,
    nameOf: (name, value) => NAMES[name].split(' ').find((member) => objects[name][member] === value),
  };
}
