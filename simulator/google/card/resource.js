// @ts-check
/**
 * The types of a card's JSON, as the builders make it and the host reads it.
 *
 * It has no code. It lists the members of the published google.apps.card.v1 that the simulator knows; schema_check/card.js checks every
 * card against the whole schema.
 */

/** @typedef {{ key: string, value: string }} Parameter */
/** @typedef {{ function: string, parameters?: Parameter[], persistValues?: boolean, loadIndicator?: string, allWidgetsAreRequired?: boolean, requiredWidgets?: string[] }} Action */
/** @typedef {{ url: string, openAs?: string, onClose?: string }} OpenLink */
/** @typedef {{ action?: Action, openDynamicLinkAction?: Action, openLink?: OpenLink }} OnClick */
/** @typedef {{ altText?: string, knownIcon?: string, iconUrl?: string, materialIcon?: { name: string } }} Icon */
/** @typedef {{ text?: string, altText?: string, icon?: Icon, disabled?: boolean, onClick: OnClick }} Button */

/** @typedef {{ name: string, label?: string, hintText?: string, value?: string, type?: string, validation?: { characterLimit?: number, inputType?: string }, onChangeAction?: Action }} TextInput */
/** @typedef {{ text: string, value: string, selected?: boolean }} SelectionItem */
/** @typedef {{ name: string, label?: string, type: string, items: SelectionItem[], multiSelectMaxSelectedItems?: number, onChangeAction?: Action }} SelectionInput */
/** @typedef {{ name: string, label?: string, type: string, valueMsEpoch?: string | number, onChangeAction?: Action }} DateTimePicker */
/** @typedef {{ name: string, value: string, selected?: boolean, onChangeAction?: Action }} SwitchControl */
/** @typedef {{ topLabel?: string, text: string, bottomLabel?: string, icon?: Icon, button?: Button, switchControl?: SwitchControl, onClick?: OnClick }} DecoratedText */
/** @typedef {{ id?: string, title: string, subtitle?: string }} GridItem */

/**
 * One widget: exactly one of the members is set.
 * @typedef {object} Widget
 * @property {{ text: string }} [textParagraph]
 * @property {{ altText?: string, imageUrl?: string, onClick?: OnClick }} [image]
 * @property {DecoratedText} [decoratedText]
 * @property {{ buttons: Button[] }} [buttonList]
 * @property {TextInput} [textInput]
 * @property {SelectionInput} [selectionInput]
 * @property {DateTimePicker} [dateTimePicker]
 * @property {{}} [divider]
 * @property {{ title?: string, items: GridItem[], onClick?: OnClick }} [grid]
 * @property {{ columnItems: { widgets: Widget[] }[] }} [columns]
 */

/** @typedef {{ header?: string, widgets: Widget[], collapsible?: boolean, uncollapsibleWidgetsCount?: number }} Section */
/** @typedef {{ title: string, subtitle?: string }} CardHeader */
/**
 * @typedef {object} Card
 * @property {string} [name]
 * @property {CardHeader} [header]
 * @property {Section[]} [sections]
 * @property {{ actionLabel: string, onClick: OnClick }[]} [cardActions]
 * @property {{ primaryButton?: Button, secondaryButton?: Button }} [fixedFooter]
 * @property {string} [displayStyle]
 */

/** @typedef {{ pushCard?: Card, updateCard?: Card, pop?: boolean, popToRoot?: boolean, popToCard?: string }} NavigationStep */

export {};
