// @ts-check
/**
 * The table of CardService's widgets and of what they are made of: setter, JSON field of google.apps.card.v1, check.
 *
 * Cards and sections are in card.js, answers in answers.js.
 * Enforces developers.google.com/apps-script/reference/card-service (required members, one click handler for an object,
 * one button, switch or icon for a DecoratedText, at most two columns) and the published google/apps/card/v1/card.proto.
 * Members that the reference has dropped or that only Google Chat and Workspace Studio know are absent or refused.
 * Assumption: a compose action, for which card.v1 has no field, is written as `onClick.action`; the mailbox part remembers its function.
 */

import { absent, add, set } from './builder.js';
import { between, color, flag, imageUrl, integer, made, member, milliseconds, number, parameters, required, text } from './checks.js';
import { formatted, functionName, link, secureLink } from './links.js';

/** @typedef {import('./builder.js').Json} Json */
/** @typedef {import('./builder.js').Check} Check */
/** @typedef {import('./builder.js').Shape} Shape */
/** @typedef {import('./builder.js').Setter} Setter */
/** @typedef {import('./builder.js').Forge} Forge */

/**
 * The field of card.v1's Widget for each kind. A single button becomes a list with one button.
 * @type {Record<string, (json: Json) => Json>}
 */
const WIDGETS = {
  TextParagraph: (json) => ({ textParagraph: json }),
  Image: (json) => ({ image: json }),
  DecoratedText: (json) => ({ decoratedText: json }),
  ButtonSet: (json) => ({ buttonList: json }),
  TextButton: (json) => ({ buttonList: { buttons: [json] } }),
  ImageButton: (json) => ({ buttonList: { buttons: [json] } }),
  TextInput: (json) => ({ textInput: json }),
  SelectionInput: (json) => ({ selectionInput: json }),
  DateTimePicker: (json) => ({ dateTimePicker: { type: 'DATE_AND_TIME', ...json } }),
  DatePicker: (json) => ({ dateTimePicker: { type: 'DATE_ONLY', ...json } }),
  TimePicker: (json) => ({ dateTimePicker: { type: 'TIME_ONLY', ...timeOfDay(json) } }),
  Divider: () => ({ divider: {} }),
  Grid: (json) => ({ grid: json }),
  Columns: (json) => ({ columns: json }),
};
const NOT_IN_COLUMNS = ['Divider', 'Grid', 'Columns'];

/** @param {unknown} value @param {Forge} forge */
export function widget(value, forge) {
  const known = forge.known(value);
  return known && WIDGETS[known.kind] && WIDGETS[known.kind](forge.close(known));
}

/** @param {unknown} value @param {Forge} forge */
function columnWidget(value, forge) {
  const known = forge.known(value);
  return known && !NOT_IN_COLUMNS.includes(known.kind) ? widget(value, forge) : undefined;
}

/** Throws unless the fields are set. @param {string} what @param {...string} fields @returns {(json: Json, forge: Forge) => void} */
export const needs = (what, ...fields) => (json, forge) => {
  for (const field of fields) if (!(field in json)) throw forge.fail(`${what} is not valid: ${field} is required`);
};

/** @param {(json: Json) => Json} form @param {string} kind @returns {Setter} */
const onClick = (form, kind) => ({
  takes: [made(kind)],
  writes(object, [json], forge) {
    if ('onClick' in object.json) throw forge.fail(`A ${object.kind} can have only one click handler`);
    object.json.onClick = form(json);
  },
});

/** The five ways to be clicked, of which an object may have one. @type {Record<string, Setter>} */
export const clicks = {
  setOnClickAction: onClick((action) => ({ action }), 'Action'),
  setOnClickOpenLinkAction: onClick((openDynamicLinkAction) => ({ openDynamicLinkAction }), 'Action'),
  setOpenLink: onClick((openLink) => ({ openLink }), 'OpenLink'),
  setAuthorizationAction: onClick(({ url }) => ({ openLink: { url, openAs: 'OVERLAY', onClose: 'RELOAD' } }), 'AuthorizationAction'),
  setComposeAction: {
    takes: [made('Action'), member('ComposedEmailType')],
    writes(object, [action, type], forge) {
      onClick((json) => ({ action: json }), 'Action').writes(object, [action], forge);
      forge.execution.world.mail.composes(action.function, type);
    },
  },
};

const icon = made('IconImage');
const button = made('TextButton', 'ImageButton');
const action = made('Action');

/**
 * Sets one of several fields that exclude each other.
 * @param {string} field @param {string[]} group @param {Check} check @returns {Setter}
 */
const only = (field, group, check) => ({
  takes: [check],
  writes(object, [value], forge) {
    const other = group.find((name) => name !== field && name in object.json);
    if (other) throw forge.fail(`A ${object.kind} can't have ${field} and ${other}`);
    object.json[field] = value;
  },
});
const CONTROLS = ['button', 'switchControl', 'endIcon'];
const ICONS = ['knownIcon', 'iconUrl', 'materialIcon'];

/** A setter that writes into the `icon` of an ImageButton. @param {string} field @param {Check} check @returns {Setter} */
const buttonIcon = (field, check) => ({
  takes: [check],
  writes(object, [value], forge) {
    if ('icon' in object.json) throw forge.fail('An ImageButton can have only one icon');
    object.json.icon = { [field]: value };
  },
});

/** @param {Json} json TimePicker's own fields; card.v1 has milliseconds since midnight instead. */
function timeOfDay({ hours, minutes, ...rest }) {
  if (hours === undefined && minutes === undefined) return rest;
  return { ...rest, valueMsEpoch: String(((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000) };
}

const picker = { setFieldName: set('name', required), setTitle: set('label', text), setOnChangeAction: set('onChangeAction', action) };

/** @type {Record<string, Shape>} */
export const widgets = {
  Action: {
    setters: {
      setFunctionName: set('function', functionName),
      setParameters: set('parameters', parameters),
      setLoadIndicator: set('loadIndicator', member('LoadIndicator')),
      setPersistValues: set('persistValues', flag),
      addRequiredWidget: add('requiredWidgets', required),
      setAllWidgetsAreRequired: set('allWidgetsAreRequired', flag),
      setInteraction: absent('Action.setInteraction', 'Google Chat only'),
    },
    check: needs('An action', 'function'),
  },
  OpenLink: {
    setters: { setUrl: set('url', link), setOpenAs: set('openAs', member('OpenAs')), setOnClose: set('onClose', member('OnClose')) },
    check: needs('An open link', 'url'),
  },
  AuthorizationAction: { setters: { setAuthorizationUrl: set('url', secureLink) }, check: needs('An authorization action', 'url') },
  TextParagraph: { setters: { setText: set('text', formatted) }, check: needs('A text paragraph', 'text') },
  Image: { setters: { ...clicks, setImageUrl: set('imageUrl', imageUrl), setAltText: set('altText', text) }, check: needs('An image', 'imageUrl') },
  Divider: { setters: {} },
  IconImage: {
    setters: {
      setIcon: only('knownIcon', ICONS, member('Icon')),
      setIconUrl: only('iconUrl', ICONS, imageUrl),
      setMaterialIcon: only('materialIcon', ICONS, made('MaterialIcon')),
      setAltText: set('altText', text),
      setImageCropType: set('imageType', iconShape),
    },
    check(json, forge) {
      if (!ICONS.some((field) => field in json)) throw forge.fail('An icon is not valid: it shows nothing');
    },
  },
  MaterialIcon: {
    setters: {
      setName: set('name', required),
      setFill: set('fill', flag),
      setWeight: set('weight', between(100, 700)),
      setGrade: set('grade', between(-25, 200)),
    },
    check: needs('A material icon', 'name'),
  },
  DecoratedText: {
    setters: {
      ...clicks,
      setText: set('text', formatted),
      setTopLabel: set('topLabel', text),
      setBottomLabel: set('bottomLabel', text),
      setWrapText: set('wrapText', flag),
      setStartIcon: set('startIcon', icon),
      setButton: only('button', CONTROLS, button),
      setSwitchControl: only('switchControl', CONTROLS, made('Switch')),
      setEndIcon: only('endIcon', CONTROLS, icon),
    },
    check(json, forge) {
      needs('A decorated text', 'text')(json, forge);
      if (!['topLabel', 'bottomLabel', 'startIcon', ...CONTROLS].some((field) => field in json)) {
        throw forge.fail('A decorated text is not valid: besides its text it needs a label, an icon, a button or a switch');
      }
    },
  },
  Switch: {
    setters: {
      setFieldName: set('name', required),
      setValue: set('value', text),
      setSelected: set('selected', flag),
      setOnChangeAction: set('onChangeAction', action),
      setControlType: set('controlType', member('SwitchControlType')),
    },
    check: needs('A switch', 'name', 'value'),
  },
  ButtonSet: { setters: { addButton: add('buttons', button) }, check: needs('A button set', 'buttons') },
  TextButton: {
    setters: {
      ...clicks,
      setText: set('text', required),
      setAltText: set('altText', text),
      setBackgroundColor: set('color', color),
      setDisabled: set('disabled', flag),
      setTextButtonStyle: set('type', member('TextButtonStyle')),
    },
    check: needs('A text button', 'text', 'onClick'),
  },
  ImageButton: {
    setters: {
      ...clicks,
      setAltText: set('altText', text),
      setIcon: buttonIcon('knownIcon', member('Icon')),
      setIconUrl: buttonIcon('iconUrl', imageUrl),
      setMaterialIcon: buttonIcon('materialIcon', made('MaterialIcon')),
    },
    check: needs('An image button', 'icon', 'onClick'),
  },
  TextInput: {
    setters: {
      setFieldName: set('name', required),
      setTitle: set('label', required),
      setHint: set('hintText', text),
      setValue: set('value', text),
      setMultiline: { takes: [flag], writes: (object, [lines]) => void (object.json.type = lines ? 'MULTIPLE_LINE' : 'SINGLE_LINE') },
      setOnChangeAction: set('onChangeAction', action),
      setSuggestions: set('initialSuggestions', made('Suggestions')),
      setSuggestionsAction: absent('TextInput.setSuggestionsAction'),
      setValidation: set('validation', made('Validation')),
    },
    check: needs('A text input', 'name', 'label'),
  },
  Suggestions: {
    setters: {
      addSuggestion: { takes: [text], writes: (object, [line]) => void (object.json.items = [...(object.json.items || []), { text: line }]) },
      addSuggestions: absent('Suggestions.addSuggestions'),
    },
    check: needs('A list of suggestions', 'items'),
  },
  Validation: {
    setters: { setCharacterLimit: set('characterLimit', between(1, 2 ** 31 - 1)), setInputType: set('inputType', member('InputType')) },
  },
  SelectionInput: {
    setters: {
      setFieldName: set('name', required),
      setTitle: set('label', text),
      setType: set('type', member('SelectionInputType')),
      setOnChangeAction: set('onChangeAction', action),
      addItem: item(['text', 'value', 'selected'], [text, text, flag]),
      addMultiSelectItem: item(['text', 'value', 'selected', 'startIconUri', 'bottomText'], [text, text, flag, imageUrl, text]),
      setMultiSelectMaxSelectedItems: set('multiSelectMaxSelectedItems', between(1, 100)),
      setMultiSelectMinQueryLength: set('multiSelectMinQueryLength', between(0, 100)),
      setExternalDataSource: absent('SelectionInput.setExternalDataSource'),
    },
    check: checkSelection,
  },
  DateTimePicker: {
    setters: {
      ...picker,
      setValueInMsSinceEpoch: set('valueMsEpoch', milliseconds),
      setTimeZoneOffsetInMins: set('timezoneOffsetDate', between(-1080, 1080)),
    },
    check: needs('A picker', 'name'),
  },
  DatePicker: { setters: { ...picker, setValueInMsSinceEpoch: set('valueMsEpoch', milliseconds) }, check: needs('A picker', 'name') },
  TimePicker: {
    setters: { ...picker, setHours: set('hours', between(0, 23)), setMinutes: set('minutes', between(0, 59)) },
    check: needs('A picker', 'name'),
  },
  Grid: {
    setters: {
      ...clicks,
      setTitle: set('title', text),
      addItem: add('items', made('GridItem')),
      setNumColumns: set('columnCount', between(1, 2)),
      setBorderStyle: set('borderStyle', made('BorderStyle')),
    },
    check: needs('A grid', 'items'),
  },
  GridItem: {
    setters: {
      setIdentifier: set('id', text),
      setTitle: set('title', text),
      setSubtitle: set('subtitle', text),
      setImage: set('image', made('ImageComponent')),
      setLayout: set('layout', member('GridItemLayout')),
      setTextAlignment: absent('GridItem.setTextAlignment', 'google.apps.card.v1 has no such field'),
    },
  },
  ImageComponent: {
    setters: {
      setImageUrl: set('imageUri', imageUrl),
      setAltText: set('altText', text),
      setCropStyle: set('cropStyle', made('ImageCropStyle')),
      setBorderStyle: set('borderStyle', made('BorderStyle')),
    },
    check: needs('An image component', 'imageUri'),
  },
  ImageCropStyle: { setters: { setImageCropType: set('type', member('ImageCropType')), setAspectRatio: set('aspectRatio', number) } },
  BorderStyle: {
    setters: {
      setType: set('type', member('BorderType')),
      setStrokeColor: set('strokeColor', color),
      setCornerRadius: set('cornerRadius', integer),
    },
  },
  Columns: {
    setters: {
      addColumn: add('columnItems', made('Column'), 2),
      setWrapStyle: absent('Columns.setWrapStyle', 'google.apps.card.v1 has no such field'),
    },
    check: needs('Columns', 'columnItems'),
  },
  Column: {
    setters: {
      addWidget: add('widgets', columnWidget),
      setHorizontalSizeStyle: set('horizontalSizeStyle', member('HorizontalSizeStyle')),
      setHorizontalAlignment: set('horizontalAlignment', member('HorizontalAlignment')),
      setVerticalAlignment: set('verticalAlignment', member('VerticalAlignment')),
    },
    check: needs('A column', 'widgets'),
  },
};

/** card.v1's icons are square or round; the rectangles are for grids. @type {Check} */
function iconShape(value, forge) {
  const shape = forge.enums.nameOf('ImageCropType', value);
  if (shape && shape.startsWith('RECTANGLE')) throw forge.fail(`Invalid argument: an icon can't be ${shape}`);
  return shape;
}

/** @param {string[]} fields @param {Check[]} takes @returns {Setter} */
function item(fields, takes) {
  return {
    takes,
    writes(object, values, forge) {
      const items = (object.json.items = object.json.items || []);
      if (items.length >= 100) throw forge.fail('A selection input is not valid: it supports up to 100 items');
      items.push(Object.fromEntries(fields.map((field, index) => [field, values[index]])));
    },
  };
}

/** @param {Json} json @param {Forge} forge */
function checkSelection(json, forge) {
  needs('A selection input', 'name', 'items')(json, forge);
  const values = json.items.map((/** @type {Json} */ one) => one.value);
  if (new Set(values).size !== values.length) throw forge.fail('A selection input is not valid: two items have the same value');
  const selected = json.items.filter((/** @type {Json} */ one) => one.selected).length;
  if (selected > 1 && ['RADIO_BUTTON', 'DROPDOWN'].includes(json.type)) {
    throw forge.fail(`A selection input is not valid: ${selected} items are selected`);
  }
  const rich = 'multiSelectMaxSelectedItems' in json || 'multiSelectMinQueryLength' in json
    || json.items.some((/** @type {Json} */ one) => 'bottomText' in one);
  if (rich && json.type !== 'MULTI_SELECT') {
    throw forge.fail('A selection input is not valid: multi-select members need MULTI_SELECT');
  }
}
