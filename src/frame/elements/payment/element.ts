import type { ElementsSession } from '../../../contract/elements-session.js';
import type { CallMessage, WireError } from '../../../wire/index.js';
import { type Answer, unreachable } from '../../api/answer.js';
import type { Send } from '../../api/sender.js';
import { placeNodes } from '../../form/place-nodes.js';
import type { TextKey } from '../../language/locales/texts.js';
import { text } from '../../language/texts.js';
import type { StagedElement } from '../../runtime/define-element.js';
import type { followParts } from '../../runtime/group-parts.js';
import type { Opening } from '../../runtime/serve-page.js';
import { guessCountry } from '../card/cardholder-country.js';
import type { Retrieve } from './calls.js';
import { countEarly, EARLY } from './early.js';
import { createForm } from './form.js';
import { isCollapsedAtFirst, readLayout } from './layout.js';
import { createReports, type Reports } from './reports.js';
import { createRows } from './rows.js';
import { fetchSession, sessionParams } from './session.js';
import { createSessionLoader } from './session-loader.js';
import { entryOf, groupOf, methodsOf, type PaymentState } from './state.js';
import './texts.js';

/** A Payment Element in its document. */
export interface PaymentElement extends StagedElement {
  /** Settles when the host has answered, which it is asked now at the latest, with the error if there is no form. */
  loaded(): Promise<WireError | undefined>;
  /** Tells whether there is a form that can be typed into. */
  isOpen(): boolean;
  /** Closes the method that is open. */
  collapse(): void;
  showTexts(): void;
  /** Creates the fields of a card, which are shown later. */
  createCard(): void;
  /**
   * Opens a card while the host chooses the methods, if the options say that it is open at first. If not, it lays out the card's
   * fields in a node of the document that no one sees: what browsers do once, such as to load a font, is done when the answer is
   * there.
   */
  foresee(unseen: Element): void;
  /** Offers all countries for the billing address. */
  nameCountries(): Promise<void>;
  /** Lays the methods out again, after the width of the document has changed. */
  fit(): Promise<void>;
}

/** What a Payment Element asks of its host besides the requests that it sends. */
export interface PaymentHost {
  /** Asks for the payment methods. */
  ask: typeof fetchSession;
  retrieve?: Retrieve;
  /** Finds the parts of the group's other Elements; by default in the frames beside this one. */
  follow?: typeof followParts | undefined;
  /** Whether the document is a frame's own, to which the Element may add a style. */
  ownDocument?: boolean;
}

/** Creates a Payment Element in a node of a document. */
export function payment(
  root: HTMLElement,
  { ask, retrieve, follow, ownDocument }: PaymentHost = { ask: fetchSession, ownDocument: true },
): PaymentElement {
  const state: PaymentState = { options: {}, own: [] };
  let opening: Opening;
  let send: Send | undefined;
  let reports: Reports | undefined;
  let following: Promise<void> | undefined;
  /** Number of rows to have room for, where a card is opened before the host has answered. */
  let least = 0;
  let calls: Promise<ReturnType<typeof import('./calls.js').createCalls> | undefined> | undefined;

  const guessed = guessCountry(navigator.language, new Date().getTimezoneOffset());
  const form = createForm(state, changed);
  const rows = createRows(root, async (type, byPointer) => {
    await choose(type);
    if (byPointer && state.chosen === type) form.opened()?.fields[0]?.field.input.focus();
  });
  const loader = createSessionLoader((params) => ask(params, opening), prepare, take);

  const load = (anew?: boolean) => loader.load(sessionParams(groupOf(state), guessed), anew);

  /** Loads what a session needs, before it is taken. */
  async function prepare({ customer, payment_methods }: ElementsSession) {
    await Promise.all([loadOwn(), rows.load(layoutFor(payment_methods.length))]);
    // Last, because the list is empty until the session is taken.
    if (customer) await loadSaved();
  }

  /** Lays the methods out again, after the page's options or the width of the document have changed. */
  async function fit() {
    await rows.load(layoutFor(methodsOf(state).length));
    showMethods();
  }

  /** Reads the page's own methods, by what is loaded only where it has some. */
  async function loadOwn() {
    const group = groupOf(state);
    if (!(group.customPaymentMethods ?? group.externalPaymentMethodTypes ?? state.own[0])) return;
    const read = (await import('./own-methods.js').catch(() => undefined))?.readOwnMethods(group);
    state.own = read?.methods ?? [];
    if (!entryOf(state)) state.chosen = undefined;
    if (read?.dropped.length) reports?.tell({ type: 'dropped', options: read.dropped });
  }

  async function loadSaved() {
    const loaded = await import('./saved.js').catch(() => undefined);
    state.saved ??= loaded?.createSaved({
      onChange: changed,
      group: () => groupOf(state),
      tellEvent: (name, details) => reports?.event(name, details),
      post: async (path, params) => (await loadCalls())?.post(path, params) ?? unreachable(),
      ownDocument,
    });
  }

  function take(session: ElementsSession) {
    const first = !state.session;
    const wasEarly = state.session === EARLY;
    // Before there is a form to show them in.
    if (first) fillDefaults(session);
    if (wasEarly) form.guessCountry(countryOf(session));
    state.session = session;
    if (session.customer) state.saved?.show(session.customer);
    // A person may have chosen none.
    if (first || (state.chosen && !entryOf(state)))
      state.chosen = first || wasEarly ? openAtFirst() : undefined;
    showMethods(wasEarly && !!entryOf(state, 'card'));
    reports?.methods(session);
  }

  /** Returns the panel of a card, with its fields. */
  function createCard(): HTMLElement {
    const panel = rows.panel('card');
    if (!panel.firstChild) panel.append(...form.foresee());
    return panel;
  }

  const countryOf = ({ account }: ElementsSession) => guessed ?? account.country ?? 'US';
  const fillDefaults = (session: ElementsSession) => form.fillDefaults(countryOf(session));

  function openAtFirst(): string | undefined {
    const { layout } = state.options;
    const [first, ...others] = methodsOf(state);
    return isCollapsedAtFirst(layout, layoutFor(others.length + 1), others.length + 1)
      ? undefined
      : first?.type;
  }

  const layoutFor = (count: number) => readLayout(state.options.layout, count, () => root.clientWidth);

  /** Shows the methods in the page's layout, as far as the document's width has room for it. */
  function showMethods(grows?: boolean) {
    const { session, saved } = state;
    if (!session) return;
    const list = methodsOf(state).map(({ type, name }) => ({
      type,
      name: text(`method_${type}` as TextKey) || name,
    }));
    rows.show(list, layoutFor(Math.max(list.length, least)), grows);
    if (saved && !saved.node.isConnected) root.prepend(saved.node);
    root.classList.add('loaded');
    void choose(list.length === 1 ? list[0]?.type : state.chosen);
  }

  /** Opens a method. Settles when its fields are there. */
  async function choose(type: string | undefined) {
    state.chosen = type;
    rows.open(type);
    const opening = type && !form.opened() ? form.open(type) : undefined;
    changed();
    if (opening) await opening.then(changed);
  }

  function changed() {
    if (!state.session) return;
    placeFields();
    for (const field of form.shown()) field.show();
    const off = state.options.readOnly === true;
    for (const control of root.querySelectorAll<HTMLInputElement>('input, select, button'))
      control.disabled = off || !!control.dataset.off;
    reports?.state(form.report());
    tellBrand();
    form.show();
  }

  /** Puts the fields of the open method into its panel. */
  function placeFields() {
    const kept = !!state.saved?.chosen();
    root.classList.toggle('with-saved', kept);
    const entry = entryOf(state);
    const opened = form.opened();
    if (!kept && entry && opened) placeNodes(rows.panel(entry.type), form.content(entry, opened));
  }

  function tellBrand() {
    const mark = state.chosen === 'card' ? form.opened()?.fields[0]?.node.querySelector('use') : null;
    reports?.brand(mark?.getAttribute('href')?.slice(1).replace('-icon', '') ?? '');
  }

  const loadCalls = () =>
    (calls ??= import('./calls.js')
      .then(({ createCalls }) => createCalls(opening, reports?.tell, send, retrieve))
      .catch(() => (calls = undefined)));

  /** Learns of the other Elements of the group, which ask for some of the details. */
  async function followGroup() {
    const group = await import('../../runtime/group-parts.js').catch(() => undefined);
    state.parts = (follow ?? group?.followParts)?.(opening, changed);
    changed();
  }

  const call = async (message: CallMessage): Promise<Answer> =>
    (await loadCalls())?.answer(message, { state, form, load, changed, following }) ?? unreachable();

  return {
    open(given, toPage, byRequest) {
      opening = given;
      state.options = given.options;
      reports = createReports(toPage);
      send = byRequest;
      least = countEarly(groupOf(state), state.options, layoutFor);
      // First, because the answer takes longer than all that is left to do. A card that is open at first does not wait for it.
      if (!least) void load();
      const loads = groupOf(state).loader !== 'never';
      root.classList.toggle('loaded', !loads);
      if (loads) reports.event('loaderstart');
    },
    update(options) {
      state.options = options;
      if (state.session || !least) void load();
      if (!state.session) return void rows.load(layoutFor(1));
      showMethods();
      changed();
      void loadOwn().then(fit);
    },
    loaded: () => load(),
    async start() {
      if (!state.session && (await loader.arrival())) return;
      reports?.start();
      if (state.session !== EARLY) reports?.methods(state.session);
      changed();
      void loadCalls();
      following = followGroup();
    },
    show: changed,
    showTexts() {
      form.showTexts();
      if (state.session?.customer) state.saved?.show(state.session.customer);
      showMethods();
      changed();
    },
    isOpen: () => !!state.session,
    createCard,
    foresee(unseen) {
      const panel = createCard();
      if (least) take(EARLY);
      else unseen.append(panel);
    },
    nameCountries: form.nameCountries,
    fit,
    first: () => (form.shown()[0]?.field.input ?? rows.first() ?? root) as HTMLInputElement,
    clear() {
      form.clear();
      if (state.session) fillDefaults(state.session);
      for (const { field } of state.saved?.fields() ?? []) field.clear();
      changed();
    },
    collapse() {
      if (state.saved?.chosen()) state.saved.chooseNew();
      if (Math.max(least, methodsOf(state).length) > 1) void choose(undefined);
    },
    call,
  };
}
