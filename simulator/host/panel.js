// @ts-check
/**
 * The add-on's panel at the side of Calendar or Gmail: cards on a stack, and a person's actions on the top card.
 *
 * It builds no card and changes no calendar: the editor (editor.js) applies changes to an open event. A composed draft is opened but
 * can't be edited.
 * Invariants: a click runs at most one function; a failed function doesn't change the cards and sets `error`; the root card is never
 * popped; nothing can be clicked while an overlay is open.
 *
 * Enforces developers.google.com/workspace/add-ons/guides/navigation (the stack, several cards as a list of headers),
 * …/concepts/actions, …/guides/universal-actions, …/gmail/compose (compose actions, in Gmail alone), and DisplayStyle of
 * developers.google.com/apps-script/reference/card-service/card-builder (contextual cards only).
 */

import { decideConsent, isConsent } from '../google/consent.js';
import { clickable, clickablesOf } from './clickable.js';
import { drawCard } from './drawing.js';
import { eventObject } from './event-object.js';
import { defaultValues, fillField, formInputs, missingFields } from './form.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../user.js').User} User */
/** @typedef {Record<string, unknown>} Json */
/** @typedef {import('../google/card/resource.js').Card} Card */
/** @typedef {import('../google/card/resource.js').Action} Action */
/** @typedef {import('./form.js').Values} Values */
/** @typedef {{ card: Card, values: Values, choices?: Card[] }} Frame */
/** @typedef {{ url: string, openAs?: string, onClose?: string }} OpenedLink */
/**
 * The place of the panel: the function that draws its root card, and the context of its event objects.
 * @typedef {object} Surface
 * @property {'CALENDAR' | 'GMAIL'} host
 * @property {string} root The trigger function of the manifest.
 * @property {boolean} contextual True for an open event or message, false for the homepage.
 * @property {(how: { clicked: boolean }) => Json} context `{calendar: …}` or `{gmail: …}`; `{}` on the homepage.
 * @property {import('./editor.js').Editor} [editor] The open event.
 * @property {string} [threadId] Of the open message.
 */

export class Panel {
  /** @type {Frame[]} */
  #stack = [];
  /** The text of the last answer's notification. @type {string | null} */
  notification = null;
  /** The link that the last click opened. @type {OpenedLink | null} */
  openedLink = null;
  /** The draft that the last click opened, as the mailbox shows it. @type {Json | null} */
  openedDraft = null;
  /** The error that the person sees when a function failed. @type {Error | null} */
  error = null;
  /** The outcome of the last function's execution. @type {import('../runtime/execution.js').Outcome | null} */
  outcome = null;
  /** The HTML of the last sign-in's end page. @type {string | null} */
  signInPage = null;
  /** Whether an answer reported changed data. */
  stateChanged = false;

  /** @param {World} world @param {User} user @param {Surface} surface */
  constructor(world, user, surface) {
    this.world = world;
    this.user = user;
    this.surface = surface;
    this.editor = surface.editor;
  }

  /** Draws the root card anew, which happens at opening, at the menu's "Refresh", and when an overlay closes. @returns {Promise<this>} */
  async reload() {
    this.#clear();
    const cards = await this.#run(this.surface.root, this.#event());
    if (cards === undefined) return this;
    this.#stack = [];
    this.#show(cards.map((/** @type {{ json: Card }} */ { json }) => json), this.surface.contextual);
    return this;
  }

  /** The cards on the stack, the root first. @returns {Card[]} */
  get cards() {
    return this.#stack.map(({ card }) => card);
  }

  /** The card that the person sees. @returns {Card} */
  get card() {
    return this.#top.card;
  }

  /** The values of that card's inputs. @returns {Record<string, import('./form.js').Value>} */
  get values() {
    return Object.fromEntries(this.#top.values);
  }

  /** The labels of everything that can be clicked, universal actions last. @returns {string[]} */
  get labels() {
    const { card, choices = [] } = this.#top;
    const listed = choices.map((one) => String(one.header?.title));
    return [...listed, ...[...clickablesOf(card), ...this.#universal].map(({ label }) => label)];
  }

  /** The card as a terminal shows it. @returns {string} */
  text() {
    return drawCard(this.card, { values: this.#top.values });
  }

  /**
   * Clicks the element with this label: a button, a linked text, an entry of the card's menu or a universal action.
   * @param {string} label
   * @param {{ at?: number }} [which] The index, from 0, if several have the same label.
   * @returns {Promise<this>}
   */
  async click(label, { at } = {}) {
    this.#checkFree();
    const { card, choices, values } = this.#top;
    const choice = choices?.find((one) => one.header?.title === label);
    if (choice) return this.#push(choice);
    const found = clickable(card, label, at);
    if (!found) {
      if (this.#universal.some((one) => one.label === label)) return this.universal(label);
      throw new Error(`the card has no ${label}, only: ${this.labels.join(', ')}`);
    }
    if (found.disabled) throw new Error(`${label} is greyed out`);
    const { action, openDynamicLinkAction, openLink } = found.onClick;
    this.#clear();
    if (openLink) {
      this.openedLink = openLink;
      return this;
    }
    const act = action ?? openDynamicLinkAction;
    if (!act) throw new Error(`not simulated: a click on ${Object.keys(found.onClick).join()}`);
    const missing = missingFields(act, card, values);
    if (missing.length > 0) throw new Error(`${label} can't be sent: fill ${missing.join(', ')}`);
    await this.#act(act, found.parameters);
    return this;
  }

  /**
   * Chooses an entry of the manifest's universal actions.
   * @param {string} label
   * @returns {Promise<this>}
   */
  async universal(label) {
    this.#checkFree();
    const action = this.#universal.find((one) => one.label === label);
    if (!action) throw new Error(`the add-on has no universal action ${label}`);
    this.#clear();
    if (!action.runFunction) {
      this.openedLink = { url: String(action.openLink) };
      return this;
    }
    const answer = await this.#run(action.runFunction, this.#event({ inputs: this.#inputs() }));
    const { navigations = [], link = null } = answer?.json.renderActions.action ?? {};
    if (link) this.openedLink = link;
    else if (navigations.length > 0) this.#show(navigations.map((/** @type {import('../google/card/resource.js').NavigationStep} */ step) => step.pushCard), false);
    return this;
  }

  /**
   * Fills in inputs. Each changed input with an action runs it, one after the other.
   * @param {Record<string, import('./form.js').Given>} given Field name to value; see form.js.
   * @returns {Promise<this>}
   */
  async fill(given) {
    this.#checkFree();
    this.#clear();
    for (const [name, value] of Object.entries(given)) {
      for (const { json } of fillField(this.card, this.#top.values, name, value)) {
        if (json.onChangeAction) await this.#act(json.onChangeAction);
      }
    }
    return this;
  }

  /** Presses the back arrow in the panel's header. The root card stays. */
  back() {
    this.#checkFree();
    if (this.#stack.length > 1) this.#stack.pop();
    return this;
  }

  /** Closes the opened page. If the link asked for it, the add-on is then reloaded. @returns {Promise<this>} */
  async closeLink() {
    const link = this.openedLink;
    if (!link) throw new Error('no link is open');
    this.openedLink = null;
    return link.onClose === 'RELOAD' ? this.reload() : this;
  }

  /**
   * Signs in, or grants Google's missing scopes: opens the card's authorization link, decides on the page there, comes back through the callback, and
   * closes the overlay, which reloads the add-on.
   * @param {{ email?: string, decision?: 'allow' | 'deny' }} [how] The person who signs in there, if it is another address.
   * @returns {Promise<this>}
   */
  async signIn({ email = this.user.email, decision = 'allow' } = {}) {
    if (!this.openedLink) await this.#openAuthorization();
    const { url } = /** @type {OpenedLink} */ (/** @type {unknown} */ (this.openedLink));
    const page = await followAuthorization(this.world, this.user, url, { email, decision });
    this.signInPage = page;
    return this.closeLink();
  }

  async #openAuthorization() {
    const links = [...clickablesOf(this.card)].filter(({ onClick: { openLink } }) => openLink?.openAs === 'OVERLAY' && openLink.onClose === 'RELOAD');
    if (links.length !== 1) throw new Error(`the card has ${links.length} sign-in buttons; it shows: ${this.labels.join(', ')}`);
    await this.click(links[0].label);
  }

  get #top() {
    const top = this.#stack[this.#stack.length - 1];
    if (!top) throw new Error(`the panel shows no card${this.error ? `: ${this.error.message}` : ''}`);
    return top;
  }

  /** @returns {{ label: string, openLink?: string, runFunction?: string }[]} */
  get #universal() {
    return this.world.addon.manifest.addOns.common.universalActions ?? [];
  }

  #checkFree() {
    if (this.openedLink?.openAs === 'OVERLAY') throw new Error('an overlay is open: close it first');
  }

  #clear() {
    this.notification = null;
    this.openedLink = null;
    this.openedDraft = null;
    this.error = null;
    this.stateChanged = false;
  }

  #inputs() {
    return this.#stack.length > 0 ? formInputs(this.card, this.#top.values) : {};
  }

  /** @param {{ parameters?: { key: string, value: string }[], inputs?: Json }} [more] */
  #event(more = {}) {
    const { host, context } = this.surface;
    return eventObject({ world: this.world, user: this.user, host, context: context({ clicked: more.inputs !== undefined }), ...more });
  }

  /** Runs a function of the add-on; `undefined` if it failed or returned nothing. @param {string} name @param {Json} event @param {'compose'} [expects] */
  async #run(name, event, expects) {
    this.outcome = await this.world.run(this.user, name, event, { kind: 'addon', expects });
    if (this.outcome.status === 'completed') return this.outcome.value;
    this.error = this.outcome.error ?? new Error(this.outcome.status);
    return undefined;
  }

  /** @param {Action} action @param {{ key: string, value: string }[]} [extra] */
  async #act(action, extra = []) {
    const parameters = [...(action.parameters ?? []), ...extra];
    const composed = this.world.mail.composedType(action.function);
    if (composed && this.surface.host !== 'GMAIL') throw new Error('compose actions work in Gmail only');
    const answer = await this.#run(action.function, this.#event({ parameters, inputs: this.#inputs() }), composed ? 'compose' : undefined);
    if (!answer) return;
    if (composed) return this.#openDraft(answer.json.hostAppAction.gmailAction.openCreatedDraftActionMarkup, composed);
    if (answer.kind === 'CalendarEventActionResponse') {
      if (!this.editor) return this.#refuse('no event is open');
      const refusal = this.editor.apply(answer.json.hostAppAction.calendarAction);
      return refusal ? this.#refuse(refusal) : undefined;
    }
    if (answer.kind !== 'ActionResponse') throw new Error(`not simulated: the answer ${answer.kind} to a click`);
    const { navigations = [], notification, link } = answer.json.renderActions.action;
    for (const step of navigations) this.#navigate(step, action.persistValues === true);
    if (notification) this.notification = notification.text;
    if (link) this.openedLink = link;
    this.stateChanged = answer.json.stateChanged === true;
  }

  /** @param {{ draftId: string }} markup @param {string} type */
  #openDraft({ draftId }, type) {
    const draft = this.world.mail.drafts(this.user.email).find(({ id }) => id === draftId);
    if (!draft) {
      this.error = new Error('The draft can\'t be opened: it is not there');
    } else if (type === 'REPLY_AS_DRAFT' && draft.threadId !== this.surface.threadId) {
      this.error = new Error('The draft can\'t be opened: it is no reply to the open message');
    } else {
      this.openedDraft = draft;
    }
  }

  /** @param {string} why */
  #refuse(why) {
    this.error = new Error(`The event can't be changed: ${why}`);
  }

  /** @param {import('../google/card/resource.js').NavigationStep} step @param {boolean} keepValues */
  #navigate(step, keepValues) {
    if (step.pushCard) this.#push(step.pushCard);
    else if (step.updateCard) this.#update(step.updateCard, keepValues);
    else if (step.pop) this.back();
    else if (step.popToRoot) this.#stack.splice(1);
    else this.#popTo(String(step.popToCard));
  }

  /** @param {string} name If there is no such card, the root is shown. */
  #popTo(name) {
    const found = this.#stack.map(({ card }) => card.name).lastIndexOf(name);
    this.#stack.splice(Math.max(found, 0) + 1);
  }

  /** @param {Card} card @param {boolean} keepValues */
  #update(card, keepValues) {
    checkPlain(card);
    const before = this.#top.values;
    const values = defaultValues(card);
    if (keepValues) {
      for (const name of values.keys()) {
        const filled = before.get(name);
        if (filled !== undefined) values.set(name, filled);
      }
    }
    this.#stack[Math.max(this.#stack.length - 1, 0)] = { card, values };
  }

  /** @param {Card} card */
  #push(card) {
    checkPlain(card);
    this.#stack.push({ card, values: defaultValues(card) });
    return this;
  }

  /** One card is shown; several are listed by their headers. @param {Card[]} cards @param {boolean} contextual */
  #show(cards, contextual) {
    if (cards.length === 1) {
      if (!contextual) checkPlain(cards[0]);
      if (cards[0].displayStyle === 'PEEK') throw new Error('not simulated: DisplayStyle.PEEK');
      this.#stack.push({ card: cards[0], values: defaultValues(cards[0]) });
      return;
    }
    for (const card of cards) {
      checkPlain(card);
      if (!card.header) throw new Error('a card in a list of cards needs a header');
    }
    const { name } = this.world.addon.manifest.addOns.common;
    const widgets = cards.map(({ header }) => ({ decoratedText: { text: String(header?.title), bottomLabel: header?.subtitle } }));
    this.#stack.push({ card: { header: { title: name }, sections: [{ widgets }] }, values: new Map(), choices: cards });
  }
}

/** Refuses a display style or a peek header, which are only for the single card of a contextual trigger. @param {Json} card */
function checkPlain({ displayStyle, peekCardHeader }) {
  if (displayStyle || peekCardHeader) throw new Error('displayStyle and peekCardHeader only work for cards of contextual triggers');
}

/**
 * Carries out a person's steps on the provider's sign-in page, and returns the HTML of the last page.
 * @param {World} world @param {User} user @param {string} url
 * @param {{ email: string, decision: 'allow' | 'deny' }} how
 * @returns {Promise<string>}
 */
export async function followAuthorization(world, user, url, how) {
  if (isConsent(url)) {
    decideConsent(world, user, url, how.decision);
    return '';
  }
  const provider = new URL(url).host === 'accounts.google.com' ? world.googleSignIn : world.webex;
  const page = await provider.authorizePage(url, how);
  if ('error' in page) throw new Error(`the sign-in page shows: ${page.error.message}`);
  const outcome = await world.userCallback(user.email, page.redirect);
  if (outcome.status !== 'completed') throw outcome.error;
  return outcome.value.json.content;
}
