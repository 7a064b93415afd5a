// An add-on that does one small thing for each thing that the host must be able to do.

function authorizeUrl_() {
  return 'https://webexapis.com/v1/authorize?state=' + ScriptApp.newStateToken().withMethod('callback').createToken();
}

function action_(name, parameters) {
  return CardService.newAction().setFunctionName(name).setParameters(parameters || {});
}

function button_(text, name, parameters) {
  return CardService.newTextButton().setText(text).setOnClickAction(action_(name, parameters));
}

function card_(title, widgets) {
  const section = CardService.newCardSection();
  widgets.forEach((widget) => section.addWidget(widget));
  return CardService.newCardBuilder().setName(title).setHeader(CardService.newCardHeader().setTitle(title)).addSection(section);
}

function text_(text) {
  return CardService.newTextParagraph().setText(text);
}

function answer_(navigation) {
  return CardService.newActionResponseBuilder().setNavigation(navigation).build();
}

function home(e) {
  return card_('Home', [
    text_(JSON.stringify(e)),
    button_('Forward', 'push', { to: 'One' }),
    button_('Tell', 'tell', { what: 'done' }),
    button_('Fail', 'fail'),
    button_('Nothing', 'nothing'),
    button_('Twin', 'tell', { what: 'first twin' }),
    button_('Twin', 'tell', { what: 'second twin' }),
    text_('See <a href="https://example.com/help?a=1&amp;b=2">the help</a>.'),
    CardService.newGrid().addItem(CardService.newGridItem().setTitle('Cell').setIdentifier('c1')).setOnClickAction(action_('cell')),
    button_('Add guest', 'addGuest'),
    button_('Peek', 'pushPeek'),
    CardService.newTextButton().setText('Grey').setDisabled(true).setOnClickAction(action_('tell')),
    CardService.newTextButton().setText('Open').setOpenLink(CardService.newOpenLink().setUrl('https://example.com/page')),
    CardService.newTextButton().setText('Dynamic').setOnClickOpenLinkAction(action_('dynamic')),
    CardService.newTextButton().setText('Sign in').setAuthorizationAction(
      CardService.newAuthorizationAction().setAuthorizationUrl(authorizeUrl_())),
    CardService.newDecoratedText().setTopLabel('List').setText('<b>Bold</b> &amp; more').setOnClickAction(action_('push', { to: 'Two' })),
  ]).addCardAction(CardService.newCardAction().setText('Menu').setOnClickAction(action_('tell', { what: 'menu' }))).build();
}

function push(e) {
  const to = e.commonEventObject.parameters.to;
  return answer_(CardService.newNavigation().pushCard(card_(to, [
    button_('Further', 'push', { to: to + '+' }), button_('Back', 'pop'), button_('To the root', 'root'), button_('To One', 'named'), button_('Form', 'form'),
  ]).build()));
}

function pop() {
  return answer_(CardService.newNavigation().popCard());
}

function root() {
  return answer_(CardService.newNavigation().popToRoot());
}

function named() {
  return answer_(CardService.newNavigation().popToNamedCard('One'));
}

function pushPeek() {
  const header = CardService.newCardHeader().setTitle('Peek');
  return answer_(CardService.newNavigation().pushCard(card_('Peek', [text_('x')]).setPeekCardHeader(header).build()));
}

function tell(e) {
  return CardService.newActionResponseBuilder()
    .setNotification(CardService.newNotification().setText(String(e.commonEventObject.parameters.what))).setStateChanged(true).build();
}

function cell(e) {
  return CardService.newActionResponseBuilder()
    .setNotification(CardService.newNotification().setText(e.commonEventObject.parameters.grid_item_identifier)).build();
}

function fail() {
  throw new Error('broken on purpose');
}

function nothing() {}

function dynamic() {
  return CardService.newActionResponseBuilder().setOpenLink(CardService.newOpenLink().setUrl('https://example.com/made')).build();
}

function form() {
  return answer_(CardService.newNavigation().updateCard(formCard_('Form')));
}

function formCard_(title) {
  const keep = CardService.newAction().setFunctionName('redraw').setPersistValues(true);
  return card_(title, [
    CardService.newTextInput().setFieldName('title').setTitle('Title').setValue('Talk').setValidation(CardService.newValidation().setCharacterLimit(10)),
    CardService.newTextInput().setFieldName('note').setTitle('Note').setMultiline(true),
    CardService.newSelectionInput().setFieldName('kind').setTitle('Kind').setType(CardService.SelectionInputType.DROPDOWN)
      .addItem('Meeting', 'meeting', false).addItem('Room', 'room', false).setOnChangeAction(action_('tell', { what: 'changed' })),
    CardService.newSelectionInput().setFieldName('days').setTitle('Days').setType(CardService.SelectionInputType.CHECK_BOX)
      .addItem('Monday', 'mo', true).addItem('Tuesday', 'tu', false),
    CardService.newDecoratedText().setText('Record').setSwitchControl(CardService.newSwitch().setFieldName('record').setValue('yes').setSelected(false)),
    CardService.newDateTimePicker().setFieldName('when').setTitle('When').setValueInMsSinceEpoch('1700000000000'),
    CardService.newDatePicker().setFieldName('day').setTitle('Day'),
    CardService.newTimePicker().setFieldName('at').setTitle('At').setHours(9).setMinutes(30),
    CardService.newTextButton().setText('Send').setOnClickAction(action_('show').addRequiredWidget('note')),
    CardService.newTextButton().setText('Show').setOnClickAction(action_('show')),
    CardService.newTextButton().setText('Keep').setOnClickAction(keep),
    CardService.newTextButton().setText('Reset').setOnClickAction(action_('redraw')),
  ]).build();
}

function redraw() {
  return answer_(CardService.newNavigation().updateCard(formCard_('Form again')));
}

function show(e) {
  return answer_(CardService.newNavigation().pushCard(card_('Shown', [text_(JSON.stringify(e.commonEventObject.formInputs).replace(/</g, '&lt;'))]).build()));
}

function settings() {
  return CardService.newUniversalActionResponseBuilder().displayAddOnCards([card_('General', [text_('a')]).build(), card_('About', [text_('b')]).build()]).build();
}

function settingsUrl() {
  return 'https://example.com/settings';
}

function eventOpen(e) {
  return card_('Event', [text_(JSON.stringify(e.calendar)), button_('Add guest', 'addGuest'), button_('Add room', 'addRoom')]).build();
}

function messageOpen(e) {
  return card_('Message', [text_(JSON.stringify({ gmail: e.gmail, messageMetadata: e.messageMetadata }))]).setDisplayStyle(CardService.DisplayStyle.REPLACE).build();
}

function eventUpdate(e) {
  const stored = Calendar.Events.get(e.calendar.calendarId, e.calendar.id);
  console.log('stored ' + (stored.attendees || []).length + ', shown ' + (e.calendar.attendees || []).length);
  return [card_('Updated', [text_('x')]).build()];
}

function addGuest() {
  return CardService.newCalendarEventActionResponseBuilder().addAttendees(['guest-2@example.com']).build();
}

function addRoom() {
  return CardService.newCalendarEventActionResponseBuilder().setConferenceData(room_('from-card')).build();
}

function room_(id) {
  return ConferenceDataService.newConferenceDataBuilder().setConferenceId(id).setConferenceSolutionId('room').setNotes('Mind the step.')
    .addEntryPoint(ConferenceDataService.newEntryPoint().setEntryPointType(ConferenceDataService.EntryPointType.VIDEO).setUri('https://example.com/room'))
    .addEntryPoint(ConferenceDataService.newEntryPoint().setEntryPointType(ConferenceDataService.EntryPointType.PHONE).setUri('tel:+15551234')
      .setPin('1234').setRegionCode('US').addFeature(ConferenceDataService.EntryPointFeature.TOLL))
    .addConferenceParameter(ConferenceDataService.newConferenceParameter().setKey('event').setValue(id))
    .build();
}

function createRoom(arg) {
  let seen = 'readable';
  try {
    Calendar.Events.get(arg.eventData.calendarId, arg.eventData.eventId);
  } catch (error) {
    seen = error.message;
  }
  console.log(seen);
  return room_(arg.eventData.eventId);
}

function error_(type, url) {
  const error = ConferenceDataService.newConferenceError().setConferenceErrorType(ConferenceDataService.ConferenceErrorType[type]);
  return ConferenceDataService.newConferenceDataBuilder().setError(url ? error.setAuthenticationUrl(url) : error).build();
}

function createForbidden() {
  return error_('CONFERENCE_SOLUTION_FORBIDDEN');
}

function createLogin() {
  return error_('AUTHENTICATION', authorizeUrl_());
}

function createSlow() {
  Utilities.sleep(30000);
  return room_('slow');
}

function createBroken() {
  throw new Error('broken on purpose');
}

function callback() {
  return HtmlService.createHtmlOutput('<p>done</p>');
}
