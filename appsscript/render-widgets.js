// @ts-check
/**
 * The widgets half of render.js: one table for each kind of google.apps.card.v1, from field to CardService setter.
 *
 * It decides nothing. A link with openAs OVERLAY and onClose RELOAD is how an authorization is written in card.v1,
 * which has no other word for it; CardService has AuthorizationAction.
 *
 * Invariants: a field or kind without a setter is an error that names it; no table needs another file while files load.
 */

/**
 * A widget is an object with one key, its kind.
 * @param {Node_} node
 */
function widget_(node) {
  const kinds = Object.keys(node);
  if (kinds.length !== 1) throw new Error('render: a widget has one kind, not ' + JSON.stringify(kinds));
  return oneOf_(widgets_, kinds[0], 'widget')(node[kinds[0]]);
}

/** @type {Record<string, (node: Node_) => GoogleAppsScript.Card_Service.Widget>} */
const widgets_ = {
  textParagraph: (node) => fill_(CardService.newTextParagraph(), node, 'textParagraph', textParagraph_),
  image: (node) => fill_(CardService.newImage(), node, 'image', image_),
  decoratedText: (node) => fill_(CardService.newDecoratedText(), node, 'decoratedText', decoratedText_),
  buttonList: (node) => fill_(CardService.newButtonSet(), node, 'buttonList', buttonList_),
  textInput: (node) => fill_(CardService.newTextInput(), node, 'textInput', textInput_),
  selectionInput: (node) => fill_(CardService.newSelectionInput(), node, 'selectionInput', selectionInput_),
  dateTimePicker: (node) => oneOf_(pickers_, node.type, 'dateTimePicker')(node),
  divider: (node) => fill_(CardService.newDivider(), node, 'divider', {}),
  grid: (node) => fill_(CardService.newGrid(), node, 'grid', grid_),
  // @types/google-apps-script lacks Columns, which the published reference has.
  columns: (node) => fill_(/** @type {any} */ (CardService).newColumns(), node, 'columns', columns_),
};

/** The fields of everything that can be clicked. @type {Fields_<GoogleAppsScript.Card_Service.Button>} */
const click_ = { onClick: (target, node) => fill_(target, node, 'onClick', onClick_) };

/** @type {Fields_<GoogleAppsScript.Card_Service.Button>} */
const onClick_ = {
  action: (target, node) => target.setOnClickAction(action_(node)),
  openDynamicLinkAction: (target, node) => target.setOnClickOpenLinkAction(action_(node)),
  openLink: (target, node) =>
    node.openAs === 'OVERLAY' && node.onClose === 'RELOAD'
      ? target.setAuthorizationAction(CardService.newAuthorizationAction().setAuthorizationUrl(node.url))
      : target.setOpenLink(openLink_(node)),
};

/** @param {Node_} node */
function action_(node) {
  return fill_(CardService.newAction(), node, 'action', actionFields_);
}

/** @type {Fields_<GoogleAppsScript.Card_Service.Action>} */
const actionFields_ = {
  function: (action, name) => action.setFunctionName(name),
  parameters: (action, pairs) => {
    /** @type {Record<string, string>} */
    const parameters = {};
    pairs.forEach((/** @type {Node_} */ pair) => { parameters[pair.key] = pair.value; });
    action.setParameters(parameters);
  },
  loadIndicator: (action, name) => action.setLoadIndicator(oneOf_(CardService.LoadIndicator, name, 'loadIndicator')),
  persistValues: (action, flag) => action.setPersistValues(flag),
  requiredWidgets: (action, names) => names.forEach((/** @type {string} */ name) => action.addRequiredWidget(name)),
  allWidgetsAreRequired: (action, flag) => action.setAllWidgetsAreRequired(flag),
};

/** @param {Node_} node */
function openLink_(node) {
  return fill_(CardService.newOpenLink(), node, 'openLink', openLinkFields_);
}

/** @type {Fields_<GoogleAppsScript.Card_Service.OpenLink>} */
const openLinkFields_ = {
  url: (link, url) => link.setUrl(url),
  openAs: (link, name) => link.setOpenAs(oneOf_(CardService.OpenAs, name, 'openAs')),
  onClose: (link, name) => link.setOnClose(oneOf_(CardService.OnClose, name, 'onClose')),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.CardAction>} */
const cardAction_ = {
  ...click_,
  actionLabel: (action, text) => action.setText(text),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.TextParagraph>} */
const textParagraph_ = { text: (paragraph, text) => paragraph.setText(text) };

/** @type {Fields_<GoogleAppsScript.Card_Service.Image>} */
const image_ = {
  ...click_,
  imageUrl: (image, url) => image.setImageUrl(url),
  altText: (image, text) => image.setAltText(text),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.DecoratedText>} */
const decoratedText_ = {
  ...click_,
  text: (widget, text) => widget.setText(text),
  topLabel: (widget, text) => widget.setTopLabel(text),
  bottomLabel: (widget, text) => widget.setBottomLabel(text),
  wrapText: (widget, flag) => widget.setWrapText(flag),
  startIcon: (widget, node) => widget.setStartIcon(icon_(node)),
  endIcon: (widget, node) => widget.setEndIcon(icon_(node)),
  button: (widget, node) => widget.setButton(button_(node)),
  switchControl: (widget, node) => widget.setSwitchControl(fill_(CardService.newSwitch(), node, 'switchControl', switchControl_)),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.Switch>} */
const switchControl_ = {
  name: (control, name) => control.setFieldName(name),
  value: (control, value) => control.setValue(value),
  selected: (control, flag) => control.setSelected(flag),
  onChangeAction: (control, node) => control.setOnChangeAction(action_(node)),
  controlType: (control, name) => control.setControlType(oneOf_(CardService.SwitchControlType, name, 'controlType')),
};

/** @param {Node_} node */
function icon_(node) {
  return fill_(CardService.newIconImage(), node, 'icon', iconFields_);
}

/** @type {Fields_<GoogleAppsScript.Card_Service.IconImage>} */
const iconFields_ = {
  knownIcon: (icon, name) => icon.setIcon(oneOf_(CardService.Icon, name, 'knownIcon')),
  iconUrl: (icon, url) => icon.setIconUrl(url),
  materialIcon: (icon, node) => icon.setMaterialIcon(materialIcon_(node)),
  altText: (icon, text) => icon.setAltText(text),
  imageType: (icon, name) => icon.setImageCropType(oneOf_(CardService.ImageCropType, name, 'imageType')),
};

/** @param {Node_} node */
function materialIcon_(node) {
  return fill_(CardService.newMaterialIcon(), node, 'materialIcon', materialIconFields_);
}

/** @type {Fields_<GoogleAppsScript.Card_Service.MaterialIcon>} */
const materialIconFields_ = {
  name: (icon, name) => icon.setName(name),
  fill: (icon, flag) => icon.setFill(flag),
  weight: (icon, weight) => icon.setWeight(weight),
  grade: (icon, grade) => icon.setGrade(grade),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.ButtonSet>} */
const buttonList_ = { buttons: (set, nodes) => nodes.forEach((/** @type {Node_} */ node) => set.addButton(button_(node))) };

/**
 * CardService has one class for buttons with a text and one for buttons with an icon.
 * @param {Node_} node
 * @returns {GoogleAppsScript.Card_Service.Button}
 */
function button_(node) {
  return 'icon' in node ? fill_(CardService.newImageButton(), node, 'image button', imageButton_) : textButton_(node);
}

/** @param {Node_} node */
function textButton_(node) {
  return fill_(CardService.newTextButton(), node, 'text button', textButtonFields_);
}

/** @type {Fields_<GoogleAppsScript.Card_Service.TextButton>} */
const textButtonFields_ = {
  ...click_,
  text: (button, text) => button.setText(text),
  altText: (button, text) => button.setAltText(text),
  color: (button, node) => button.setBackgroundColor(color_(node)),
  disabled: (button, flag) => button.setDisabled(flag),
  type: (button, name) => button.setTextButtonStyle(oneOf_(CardService.TextButtonStyle, name, 'button type')),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.ImageButton>} */
const imageButton_ = {
  ...click_,
  altText: (button, text) => button.setAltText(text),
  icon: (button, node) => fill_(button, node, 'button icon', buttonIcon_),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.ImageButton>} */
const buttonIcon_ = {
  knownIcon: (button, name) => button.setIcon(oneOf_(CardService.Icon, name, 'knownIcon')),
  iconUrl: (button, url) => button.setIconUrl(url),
  materialIcon: (button, node) => button.setMaterialIcon(materialIcon_(node)),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.TextInput>} */
const textInput_ = {
  name: (input, name) => input.setFieldName(name),
  label: (input, text) => input.setTitle(text),
  hintText: (input, text) => input.setHint(text),
  value: (input, text) => input.setValue(text),
  type: (input, name) => input.setMultiline(oneOf_(lines_, name, 'textInput type')),
  onChangeAction: (input, node) => input.setOnChangeAction(action_(node)),
  initialSuggestions: (input, node) => input.setSuggestions(fill_(CardService.newSuggestions(), node, 'suggestions', suggestions_)),
  validation: (input, node) => input.setValidation(fill_(CardService.newValidation(), node, 'validation', validation_)),
};
/** @type {Record<string, boolean>} */
const lines_ = { SINGLE_LINE: false, MULTIPLE_LINE: true };

/** @type {Fields_<GoogleAppsScript.Card_Service.Suggestions>} */
const suggestions_ = { items: (suggestions, nodes) => nodes.forEach((/** @type {Node_} */ node) => suggestions.addSuggestion(node.text)) };

/** @type {Fields_<GoogleAppsScript.Card_Service.Validation>} */
const validation_ = {
  characterLimit: (validation, limit) => validation.setCharacterLimit(limit),
  inputType: (validation, name) => validation.setInputType(oneOf_(CardService.InputType, name, 'inputType')),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.SelectionInput>} */
const selectionInput_ = {
  name: (input, name) => input.setFieldName(name),
  label: (input, text) => input.setTitle(text),
  type: (input, name) => input.setType(oneOf_(CardService.SelectionInputType, name, 'selection type')),
  items: (input, nodes) => nodes.forEach((/** @type {Node_} */ node) => selectionItem_(input, node)),
  onChangeAction: (input, node) => input.setOnChangeAction(action_(node)),
  multiSelectMaxSelectedItems: (input, count) => input.setMultiSelectMaxSelectedItems(count),
  multiSelectMinQueryLength: (input, length) => input.setMultiSelectMinQueryLength(length),
};

/**
 * @param {GoogleAppsScript.Card_Service.SelectionInput} input
 * @param {Node_} node
 */
function selectionItem_(input, node) {
  const plain = ['text', 'value', 'selected'];
  const rich = plain.concat('startIconUri', 'bottomText');
  const given = Object.keys(node);
  const unknown = given.find((field) => rich.indexOf(field) < 0);
  if (unknown !== undefined) throw new Error('render: unknown item.' + unknown);
  if (given.length > plain.length) input.addMultiSelectItem(node.text, node.value, node.selected === true, node.startIconUri, node.bottomText);
  else input.addItem(node.text, node.value, node.selected === true);
}

/** @type {Fields_<any>} */
const picker_ = {
  type: () => undefined, // It has chosen the class already.
  name: (picker, name) => picker.setFieldName(name),
  label: (picker, text) => picker.setTitle(text),
  onChangeAction: (picker, node) => picker.setOnChangeAction(action_(node)),
};
/** @type {Fields_<GoogleAppsScript.Card_Service.DatePicker>} */
const datePicker_ = {
  ...picker_,
  valueMsEpoch: (picker, ms) => picker.setValueInMsSinceEpoch(ms),
};
/** @type {Fields_<GoogleAppsScript.Card_Service.DateTimePicker>} */
const dateTimePicker_ = {
  ...picker_,
  valueMsEpoch: (picker, ms) => picker.setValueInMsSinceEpoch(ms),
  timezoneOffsetDate: (picker, minutes) => picker.setTimeZoneOffsetInMins(minutes),
};
/** @type {Fields_<GoogleAppsScript.Card_Service.TimePicker>} */
const timePicker_ = {
  ...picker_,
  valueMsEpoch: (picker, ms) => {
    const minutes = Math.floor(Number(ms) / 60000);
    picker.setHours(Math.floor(minutes / 60)).setMinutes(minutes % 60);
  },
};

/** @type {Record<string, (node: Node_) => GoogleAppsScript.Card_Service.Widget>} */
const pickers_ = {
  DATE_AND_TIME: (node) => fill_(CardService.newDateTimePicker(), node, 'dateTimePicker', dateTimePicker_),
  DATE_ONLY: (node) => fill_(CardService.newDatePicker(), node, 'dateTimePicker', datePicker_),
  TIME_ONLY: (node) => fill_(CardService.newTimePicker(), node, 'dateTimePicker', timePicker_),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.Grid>} */
const grid_ = {
  ...click_,
  title: (grid, text) => grid.setTitle(text),
  columnCount: (grid, count) => grid.setNumColumns(count),
  borderStyle: (grid, node) => grid.setBorderStyle(fill_(CardService.newBorderStyle(), node, 'borderStyle', borderStyle_)),
  items: (grid, nodes) => nodes.forEach((/** @type {Node_} */ node) => grid.addItem(fill_(CardService.newGridItem(), node, 'gridItem', gridItem_))),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.GridItem>} */
const gridItem_ = {
  id: (item, id) => item.setIdentifier(id),
  title: (item, text) => item.setTitle(text),
  subtitle: (item, text) => item.setSubtitle(text),
  layout: (item, name) => item.setLayout(oneOf_(CardService.GridItemLayout, name, 'layout')),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.BorderStyle>} */
const borderStyle_ = {
  type: (style, name) => style.setType(oneOf_(CardService.BorderType, name, 'border type')),
  strokeColor: (style, node) => style.setStrokeColor(color_(node)),
  cornerRadius: (style, radius) => style.setCornerRadius(radius),
};

/** @type {Fields_<any>} */
const columns_ = {
  columnItems: (columns, nodes) =>
    nodes.forEach((/** @type {Node_} */ node) => columns.addColumn(fill_(/** @type {any} */ (CardService).newColumn(), node, 'column', column_))),
};

/** @type {Fields_<any>} */
const column_ = {
  widgets: (column, nodes) => nodes.forEach((/** @type {Node_} */ node) => column.addWidget(widget_(node))),
  horizontalSizeStyle: (column, name) => column.setHorizontalSizeStyle(oneOf_(/** @type {any} */ (CardService).HorizontalSizeStyle, name, 'size style')),
  horizontalAlignment: (column, name) => column.setHorizontalAlignment(oneOf_(CardService.HorizontalAlignment, name, 'alignment')),
  verticalAlignment: (column, name) => column.setVerticalAlignment(oneOf_(/** @type {any} */ (CardService).VerticalAlignment, name, 'alignment')),
};

/** @param {Node_} node Channels from 0 to 1; an absent one is 0. */
function color_(node) {
  return '#' + ['red', 'green', 'blue'].map((channel) => ('0' + Math.round(255 * (node[channel] || 0)).toString(16)).slice(-2)).join('');
}
