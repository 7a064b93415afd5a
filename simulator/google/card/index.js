// @ts-check
/**
 * CardService, as an add-on sees it in one execution.
 *
 * The classes are tables: widgets.js, card.js and answers.js; builder.js turns them into objects. Only what
 * @types/google-apps-script publishes exists here, and Columns, which the reference has added since; any other member
 * throws. Classes for compose-time drafts, suggestions, smart chips, Drive and the editors are not simulated.
 *
 * Enforces developers.google.com/apps-script/reference/card-service/card-service.
 */

import { answers } from './answers.js';
import { makeForge, makeService } from './builder.js';
import { cards } from './card.js';
import { widgets } from './widgets.js';

const ENUMERATIONS = [
  'BorderType', 'ComposedEmailType', 'DisplayStyle', 'GridItemLayout', 'HorizontalAlignment', 'HorizontalSizeStyle', 'Icon', 'ImageCropType',
  'ImageStyle', 'InputType', 'LoadIndicator', 'OnClose', 'OpenAs', 'SelectionInputType', 'SwitchControlType', 'TextButtonStyle', 'VerticalAlignment',
];

const BUILT_BY_OTHERS = ['Card', 'ActionResponse', 'UniversalActionResponse', 'CalendarEventActionResponse', 'ComposeActionResponse'];

const NOT_SIMULATED = [
  'newAuthorizationException', 'newDriveItemsSelectedActionResponseBuilder',
  'newEditorFileScopeActionResponseBuilder', 'newKeyValue', 'newLinkPreview', 'newSuggestionsResponseBuilder',
  'newUpdateDraftActionResponseBuilder', 'newUpdateDraftBccRecipientsAction', 'newUpdateDraftBodyAction',
  'newUpdateDraftCcRecipientsAction', 'newUpdateDraftSubjectAction', 'newUpdateDraftToRecipientsAction',
];

const SHAPES = { ...widgets, ...cards, ...answers };

/** @param {import('../../runtime/execution.js').Execution} execution @returns {import('../../runtime/strict-objects.js').ScriptObject} */
export function makeCardService(execution) {
  /** @type {Record<string, string>} */
  const factories = {};
  for (const kind of Object.keys(SHAPES)) if (!BUILT_BY_OTHERS.includes(kind)) factories[`new${kind}`] = kind;
  for (const name of NOT_SIMULATED) factories[name] = '';
  return makeService(makeForge(execution, 'CardService', SHAPES, ENUMERATIONS), 'CardService', factories);
}
