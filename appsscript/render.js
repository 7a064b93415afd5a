// @ts-check
/**
 * Turns the core's answer, which is data, into the objects that Google wants back.
 *
 * With render-widgets.js it is the only place that knows CardService and ConferenceDataService. It decides nothing: every
 * field of the JSON has one setter, in the tables, and a field without one is an error that names it. The JSON of a card is
 * google.apps.card.v1.
 *
 * Invariant: what CardService builds has the same JSON as what came in.
 */

/**
 * How each field of a node is passed on to the object that stands for it.
 * @template T
 * @typedef {Record<string, (target: T, value: any) => unknown>} Fields_
 */
/** @typedef {Record<string, any>} Node_ */

/**
 * Turns a response of the core into the value that the entry point returns.
 * @param {Node_} response
 * @returns {any}
 */
function render_(response) {
  return oneOf_(responses_, response.kind, 'response')(response);
}

/** @type {Record<string, (response: Node_) => any>} */
const responses_ = {
  cards: (response) => response.cards.map(card_),
  action: (response) => fill_(CardService.newActionResponseBuilder(), response, 'action', actionResponse_).build(),
  universal: (response) => fill_(CardService.newUniversalActionResponseBuilder(), response, 'universal', universalResponse_).build(),
  calendar: (response) => fill_(CardService.newCalendarEventActionResponseBuilder(), response, 'calendar', calendarResponse_).build(),
  conference: (response) => fill_(ConferenceDataService.newConferenceDataBuilder(), response, 'conference', conferenceResponse_).build(),
  html: (response) => HtmlService.createHtmlOutput(response.html),
  url: (response) => response.url,
  nothing: () => undefined,
};

const pass_ = () => undefined;

/** @type {Fields_<GoogleAppsScript.Card_Service.ActionResponseBuilder>} */
const actionResponse_ = {
  kind: pass_,
  navigations: (builder, steps) => builder.setNavigation(each_(CardService.newNavigation(), steps, 'navigation', navigation_)),
  notification: (builder, node) => builder.setNotification(fill_(CardService.newNotification(), node, 'notification', notification_)),
  link: (builder, node) => builder.setOpenLink(openLink_(node)),
  stateChanged: (builder, changed) => builder.setStateChanged(changed),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.Notification>} */
const notification_ = { text: (notification, text) => notification.setText(text) };

/** @type {Fields_<GoogleAppsScript.Card_Service.Navigation>} */
const navigation_ = {
  pushCard: (navigation, node) => navigation.pushCard(card_(node)),
  updateCard: (navigation, node) => navigation.updateCard(card_(node)),
  pop: (navigation) => navigation.popCard(),
  popToRoot: (navigation) => navigation.popToRoot(),
  popToCard: (navigation, name) => navigation.popToNamedCard(name),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.UniversalActionResponseBuilder>} */
const universalResponse_ = {
  kind: pass_,
  cards: (builder, cards) => builder.displayAddOnCards(cards.map(card_)),
  link: (builder, node) => builder.setOpenLink(openLink_(node)),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.CalendarEventActionResponseBuilder>} */
const calendarResponse_ = {
  kind: pass_,
  conferenceData: (builder, node) =>
    builder.setConferenceData(fill_(ConferenceDataService.newConferenceDataBuilder(), node, 'conferenceData', conferenceData_).build()),
};

/** @type {Fields_<GoogleAppsScript.Conference_Data.ConferenceDataBuilder>} */
const conferenceResponse_ = {
  kind: pass_,
  conferenceData: (builder, node) => fill_(builder, node, 'conferenceData', conferenceData_),
  error: (builder, node) => builder.setError(fill_(ConferenceDataService.newConferenceError(), node, 'error', conferenceError_)),
};

/** @type {Fields_<GoogleAppsScript.Conference_Data.ConferenceDataBuilder>} */
const conferenceData_ = {
  conferenceId: (builder, id) => builder.setConferenceId(id),
  conferenceSolutionId: (builder, id) => builder.setConferenceSolutionId(id),
  notes: (builder, notes) => builder.setNotes(notes),
  entryPoints: (builder, nodes) =>
    nodes.forEach((/** @type {Node_} */ node) => builder.addEntryPoint(fill_(ConferenceDataService.newEntryPoint(), node, 'entryPoint', entryPoint_))),
  parameters: (builder, nodes) =>
    nodes.forEach((/** @type {Node_} */ node) =>
      builder.addConferenceParameter(fill_(ConferenceDataService.newConferenceParameter(), node, 'parameter', conferenceParameter_))),
};

/** @type {Fields_<GoogleAppsScript.Conference_Data.EntryPoint>} */
const entryPoint_ = {
  entryPointType: (point, name) => point.setEntryPointType(oneOf_(ConferenceDataService.EntryPointType, name, 'entryPointType')),
  uri: (point, uri) => point.setUri(uri),
  accessCode: (point, code) => point.setAccessCode(code),
  meetingCode: (point, code) => point.setMeetingCode(code),
  passcode: (point, code) => point.setPasscode(code),
  password: (point, code) => point.setPassword(code),
  pin: (point, code) => point.setPin(code),
  regionCode: (point, code) => point.setRegionCode(code),
  features: (point, names) =>
    names.forEach((/** @type {string} */ name) => point.addFeature(oneOf_(ConferenceDataService.EntryPointFeature, name, 'feature'))),
};

/** @type {Fields_<GoogleAppsScript.Conference_Data.ConferenceParameter>} */
const conferenceParameter_ = {
  key: (parameter, key) => parameter.setKey(key),
  value: (parameter, value) => parameter.setValue(value),
};

/** @type {Fields_<GoogleAppsScript.Conference_Data.ConferenceError>} */
const conferenceError_ = {
  type: (error, name) => error.setConferenceErrorType(oneOf_(ConferenceDataService.ConferenceErrorType, name, 'error type')),
  authenticationUrl: (error, url) => error.setAuthenticationUrl(url),
};

/** @param {Node_} node */
function card_(node) {
  return fill_(CardService.newCardBuilder(), node, 'card', cardFields_).build();
}

/** @type {Fields_<GoogleAppsScript.Card_Service.CardBuilder>} */
const cardFields_ = {
  header: (card, node) => card.setHeader(fill_(CardService.newCardHeader(), node, 'header', header_)),
  sections: (card, nodes) =>
    nodes.forEach((/** @type {Node_} */ node) => card.addSection(fill_(CardService.newCardSection(), node, 'section', section_))),
  cardActions: (card, nodes) =>
    nodes.forEach((/** @type {Node_} */ node) => card.addCardAction(fill_(CardService.newCardAction(), node, 'cardAction', cardAction_))),
  name: (card, name) => card.setName(name),
  fixedFooter: (card, node) => card.setFixedFooter(fill_(CardService.newFixedFooter(), node, 'fixedFooter', fixedFooter_)),
  displayStyle: (card, name) => card.setDisplayStyle(oneOf_(CardService.DisplayStyle, name, 'displayStyle')),
  peekCardHeader: (card, node) => card.setPeekCardHeader(fill_(CardService.newCardHeader(), node, 'peekCardHeader', header_)),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.CardHeader>} */
const header_ = {
  title: (header, text) => header.setTitle(text),
  subtitle: (header, text) => header.setSubtitle(text),
  imageType: (header, name) => header.setImageStyle(oneOf_(CardService.ImageStyle, name, 'imageType')),
  imageUrl: (header, url) => header.setImageUrl(url),
  imageAltText: (header, text) => header.setImageAltText(text),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.CardSection>} */
const section_ = {
  header: (section, text) => section.setHeader(text),
  widgets: (section, nodes) => nodes.forEach((/** @type {Node_} */ node) => section.addWidget(widget_(node))),
  collapsible: (section, flag) => section.setCollapsible(flag),
  uncollapsibleWidgetsCount: (section, count) => section.setNumUncollapsibleWidgets(count),
};

/** @type {Fields_<GoogleAppsScript.Card_Service.FixedFooter>} */
const fixedFooter_ = {
  primaryButton: (footer, node) => footer.setPrimaryButton(textButton_(node)),
  secondaryButton: (footer, node) => footer.setSecondaryButton(textButton_(node)),
};

/**
 * Passes every field of a node on by its table.
 * @template T
 * @param {T} target
 * @param {Node_} node
 * @param {string} what
 * @param {Fields_<T>} fields
 * @returns {T}
 */
function fill_(target, node, what, fields) {
  Object.keys(node).forEach((field) => oneOf_(fields, field, what + '.')(target, node[field]));
  return target;
}

/**
 * @template T
 * @param {T} target
 * @param {Node_[]} nodes
 * @param {string} what
 * @param {Fields_<T>} fields
 * @returns {T}
 */
function each_(target, nodes, what, fields) {
  nodes.forEach((node) => fill_(target, node, what, fields));
  return target;
}

/**
 * The member of a table or enumeration; an unknown one is an error.
 * @param {any} table
 * @param {string} name
 * @param {string} what
 * @returns {any}
 */
function oneOf_(table, name, what) {
  if (!(name in table)) throw new Error('render: unknown ' + (what.endsWith('.') ? what + name : what + ' ' + name));
  return table[name];
}
