import type {
  BillingPath,
  ElementsSession,
  SavedMethod,
  SessionMethod,
} from '../../../contract/elements-session.js';
import {
  type CallMessage,
  type ElementDetails,
  type ElementState,
  isRecord,
  type Json,
  type JsonObject,
  type Tell,
  type WireError,
} from '../../../wire/index.js';
import { type Answer, unreachable } from '../../api/answer.js';
import type { Send } from '../../api/sender.js';
import { fieldError, firstError } from '../../input/field-state.js';
import type { TextKey } from '../../language/locales/texts.js';
import { text } from '../../language/texts.js';
import type { Method, MethodContext } from '../../methods/method.js';
import { METHODS } from '../../methods/registry.js';
import type { StagedElement } from '../../runtime/define-element.js';
import type { Opening } from '../../runtime/serve-page.js';
import { guessCountry } from '../card/cardholder-country.js';
import { askedPaths, BILLING_PATHS, billingFields, hiddenPaths, valueAt } from './billing.js';
import type { Chosen, Retrieve } from './calls.js';
import { createFieldNode, type FieldNode } from './field-node.js';
import { isCollapsedAtFirst, readLayout } from './layout.js';
import { publicOf } from './public-method.js';
import { createRows } from './rows.js';
import type { Saved } from './saved.js';
import { fetchSession, type Loaded, sessionParams } from './session.js';
import { createTerms } from './terms.js';
import './texts.js';

/** A Payment Element in its document. */
export interface PaymentElement extends StagedElement {
  /** Settles when the form is there, with the error if there is none. */
  loaded(): Promise<WireError | undefined>;
  /** Closes the method that is open. */
  collapse(): void;
  showTexts(): void;
}

/** What a method's row has in its panel, once it was opened. */
interface Form {
  method: Method;
  fields: FieldNode[];
}

/** Types that a customer is shown again when they come back, so that they may choose to save them. */
const SHOWN_AGAIN = [
  'au_becs_debit',
  'bacs_debit',
  'bancontact',
  'card',
  'ideal',
  'link',
  'sepa_debit',
  'us_bank_account',
];

/** The type of a method that the host leads to another page for. */
const REDIRECT: Method = {};

/** What a Payment Element asks of its host besides the requests that it sends. */
export interface PaymentHost {
  /** Asks for the payment methods. */
  ask: typeof fetchSession;
  retrieve?: Retrieve;
}

/** Creates a Payment Element in a node of a document. */
export function payment(
  root: HTMLElement,
  { ask, retrieve }: PaymentHost = { ask: fetchSession },
): PaymentElement {
  let options: JsonObject = {};
  let opening: Opening;
  let tell: Tell = () => {};
  let send: Send | undefined;
  let session: ElementsSession | undefined;
  /** The type of the method that is open. */
  let chosen: string | undefined;
  /** What the newest request for the session asked for, and its arrival. */
  let asked = '';
  let arrival: Promise<WireError | undefined> = Promise.resolve(undefined);
  let started = false;
  let lastState = '';
  let lastBrand = '';
  let calls: Promise<ReturnType<typeof import('./calls.js').createCalls> | undefined> | undefined;
  /** The list of saved methods, once a customer has some or may save one. */
  let saved: Saved | undefined;
  const forms = new Map<string, Form>();
  const touched = new Set<FieldNode>();

  const rows = createRows(root, (type) => {
    choose(type);
    form()?.fields[0]?.field.input.focus();
  });
  const terms = createTerms();

  const guessed = guessCountry(navigator.language, new Date().getTimezoneOffset());
  const typed = (path: string) => billing.get(path as BillingPath)?.field.raw() ?? '';
  const country = () => typed('address.country');
  const billing = new Map<BillingPath, FieldNode>();
  const specs = billingFields(country, () => entry()?.countries ?? null);
  for (const path of BILLING_PATHS) {
    const id = `billing-${path.replace(/\W/g, '-')}`;
    billing.set(
      path,
      createNodeFor(id, { name: path, ...specs[path] }, () => shown()),
    );
  }

  const group = () => (isRecord(options.elements) ? (options.elements as JsonObject) : {});
  const form = () => forms.get(chosen ?? '');
  const entry = (): SessionMethod | undefined => session?.payment_methods.find(({ type }) => type === chosen);

  /** Returns the fields that a person sees, in order. */
  function shown(): FieldNode[] {
    if (saved?.chosen()) return saved.fields();
    const method = entry();
    const current = form();
    if (!method || !current) return [];
    const paths = askedPaths(method, country(), options.fields);
    const own = current.fields.filter((field) => field.isShown());
    return [...own, ...paths.flatMap((path) => billing.get(path) ?? [])];
  }

  function createNodeFor(id: string, spec: Parameters<typeof createFieldNode>[1], all: () => FieldNode[]) {
    const made: FieldNode = createFieldNode(id, spec, {
      onChange: () => {
        touched.add(made);
        changed();
      },
      onLeave(direction) {
        // A choice takes no digits, so that the caret goes on to the next text.
        const fields = all().filter(({ field: { input } }) => input instanceof HTMLInputElement);
        fields[fields.indexOf(made) + direction]?.field.input.focus();
      },
    });
    return made;
  }

  /** Asks the host for the methods, unless it was asked for the same already. */
  function load(anew = false): Promise<WireError | undefined> {
    const params = sessionParams(group(), guessed);
    const wanted = JSON.stringify(params);
    if (wanted === asked && !anew) return arrival;
    asked = wanted;
    arrival = ask(params, opening).then((answer) => (asked === wanted ? take(answer, wanted) : arrival));
    return arrival;
  }

  async function take({ session: got, error }: Loaded, wanted: string): Promise<WireError | undefined> {
    if (error) {
      asked = '';
      return error;
    }
    if (got.customer) await loadSaved();
    // A newer request may have been answered in the meantime.
    if (asked !== wanted) return arrival;
    const first = !session;
    session = got;
    if (got.customer) saved?.show(got.customer);
    if (first) fillDefaults();
    if (first && !isCollapsedAtFirst(options.layout)) chosen = methods()[0]?.type;
    else if (!entry()) chosen = undefined;
    showMethods();
    tellMethods();
    return undefined;
  }

  async function loadSaved() {
    const loaded = saved ? undefined : await import('./saved.js').catch(() => undefined);
    saved ??= loaded?.createSaved({
      onChange: changed,
      tellEvent,
      async post(path, params) {
        const { customerSessionClientSecret: secret = null } = group();
        const made = await loadCalls();
        return made?.post(path, { ...params, customer_session_client_secret: secret }) ?? unreachable();
      },
    });
  }

  /** Returns the host's methods in the order that the page wants. */
  function methods(): SessionMethod[] {
    const wanted = Array.isArray(options.paymentMethodOrder) ? options.paymentMethodOrder : [];
    const placeOf = ({ type }: SessionMethod) => {
      const place = wanted.indexOf(type);
      return place < 0 ? wanted.length : place;
    };
    return [...(session?.payment_methods ?? [])].sort((one, other) => placeOf(one) - placeOf(other));
  }

  function showMethods() {
    if (!session) return;
    const list = methods().map(({ type, name }) => ({
      type,
      name: text(`method_${type}` as TextKey) || name,
    }));
    rows.show(list, readLayout(options.layout, list.length, root.clientWidth));
    if (saved && !saved.node.isConnected) root.prepend(saved.node);
    root.classList.add('loaded');
    choose(list.length === 1 ? list[0]?.type : chosen);
  }

  function choose(type: string | undefined) {
    chosen = type;
    rows.open(type);
    if (type && !forms.has(type)) void createForm(type);
    changed();
  }

  async function createForm(type: string) {
    const load = Object.hasOwn(METHODS, type) ? METHODS[type] : undefined;
    const made = load?.() ?? REDIRECT;
    const method = 'then' in made ? await made.catch(() => undefined) : made;
    // A later attempt loads it again.
    if (!method || forms.has(type)) return;
    const context: MethodContext = {
      typed: (name) => typedInto({ fields })(name),
      entry: () => session?.payment_methods.find((one) => one.type === type) as SessionMethod,
      session: () => session as ElementsSession,
      options: () => options,
    };
    const fields: FieldNode[] = [];
    for (const spec of method.fields?.(context) ?? [])
      fields.push(createNodeFor(`${type}-${spec.name}`, spec, shown));
    forms.set(type, { method, fields });
    for (const field of fields) field.showTexts();
    changed();
  }

  /** Puts the fields of the open method into its panel. A field stays where it is if nothing changes, so that it keeps the focus. */
  function placeFields() {
    root.classList.toggle('with-saved', !!saved?.chosen());
    if (saved?.chosen()) return;
    const method = entry();
    const current = form();
    if (!method || !current || !session) return;
    const panel = rows.panel(method.type);
    const business = valueAt(options.business, 'name') ?? session.account.name;
    const own = typedInto(current);
    const said = terms.of(method, current.method, options.terms, `${business ?? location.hostname}`, own);
    const nodes = [
      ...shown().map(({ node }) => node),
      ...(canSave() ? [saved?.checkbox as Node] : []),
      ...said,
    ];
    for (const node of [...panel.children]) {
      if (nodes.includes(node as HTMLElement)) continue;
      // A field that loses the focus shows its error, and so the fields are placed already.
      if (node.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
      if (node.parentNode === panel) node.remove();
    }
    for (const [index, node] of nodes.entries())
      if (panel.children[index] !== node) panel.insertBefore(node, panel.children[index] ?? null);
  }

  function changed() {
    placeFields();
    for (const field of shown()) field.show();
    const off = options.readOnly === true;
    for (const control of root.querySelectorAll<HTMLInputElement>('input, select, button'))
      control.disabled = off || !!control.dataset.off;
    tellState();
    tellCard();
  }

  /** Returns what is chosen, as the public event has it. */
  function chosenValue(kept: SavedMethod | undefined): JsonObject & ElementDetails['payment']['value'] {
    if (kept) return { type: kept.type, payment_method: publicOf(kept) };
    if (!chosen) return { type: '' };
    const address = { country: country() || null, postalCode: typed('address.postal_code') || null };
    return {
      type: chosen,
      billingDetails: { address },
      ...(canSave() && { savePaymentMethod: saved?.wantsSaving() ?? false }),
    };
  }

  function state(): ElementState & ElementDetails['payment'] {
    const fields = shown();
    const kept = saved?.chosen();
    const code = fields.map(({ field }) => field.shownError()).find(Boolean);
    return {
      empty: !fields.some((one) => touched.has(one) && one.field.raw()),
      complete: !!(kept ?? form()) && fields.every(({ field }) => !field.error()),
      error: code && fieldError(code),
      collapsed: !kept && !chosen,
      value: chosenValue(kept),
    };
  }

  /** Returns whether the checkbox is shown by which a customer saves a new method. */
  const canSave = () =>
    session?.customer?.payment_method_save === 'enabled' && !!chosen && SHOWN_AGAIN.includes(chosen);

  function tellState() {
    if (!started) return;
    const now = state();
    const written = JSON.stringify(now);
    if (written === lastState) return;
    lastState = written;
    tell({ type: 'change', state: now });
  }

  const tellEvent = (name: string, details: JsonObject = {}) => tell({ type: 'event', name, details });

  function tellMethods() {
    if (!started || !session) return;
    const available = session.payment_methods.map(({ type }) => [type, { available: true }]);
    tellEvent('availablepaymentmethodschange', { paymentMethods: Object.fromEntries(available) });
  }

  /** Tells which card is typed, as far as its first digits say. */
  function tellCard() {
    const icon =
      chosen === 'card' ? form()?.fields[0]?.node.querySelector('use')?.getAttribute('href') : null;
    const brand = icon?.slice(1).replace('-icon', '') ?? '';
    if (!started || brand === lastBrand || brand === 'error') return;
    lastBrand = brand;
    const details = brand && brand !== 'unknown' ? { brands: [brand], funding: null } : null;
    tellEvent('carddetailschange', { loading: false, ...(details && { details }) });
  }

  /** Fills in the values that the page begins with. The country is at least a guess. */
  function fillDefaults() {
    const given = valueAt(options.defaultValues, 'billingDetails');
    for (const [path, { field, showTexts }] of billing) {
      showTexts();
      const value = valueAt(given, path);
      if (typeof value === 'string') field.fill(value);
      else if (path === 'address.country') field.fill(guessed ?? session?.account.country ?? 'US');
    }
    touched.clear();
  }

  /** Returns what is typed into a form, by the name of the field. */
  const typedInto =
    ({ fields }: Pick<Form, 'fields'>) =>
    (name: string): string =>
      fields.find(({ field }) => field.name === name)?.field.raw() ?? typed(name);

  /** Returns what is chosen and typed, in the form that the calls take. */
  function read(current: Form, method: SessionMethod, kept: SavedMethod | undefined): Chosen {
    const own = typedInto(current);
    const paths = askedPaths(method, country(), options.fields);
    return {
      method,
      session: session as ElementsSession,
      group: group(),
      data: current.method.data?.(own) ?? {},
      showWait(secondsLeft) {
        terms.showWait(secondsLeft);
        changed();
      },
      prepare: (send) => current.method.prepare?.(own, send),
      options: current.method.options?.(own) ?? {},
      secret: current.method.secret ? own(current.method.secret) : '',
      agrees: !!current.method.terms,
      typed: paths.map((path) => [path, typed(path).trim()]),
      defaults: valueAt(options.defaultValues, 'billingDetails') as Json,
      hidden: hiddenPaths(method, country(), options.fields),
      ...(kept && { saved: kept as unknown as JsonObject, cvc: own('cvc') }),
      ...(!kept && canSave() && { save: saved?.wantsSaving() ?? false }),
    };
  }

  const loadCalls = () =>
    (calls ??= import('./calls.js')
      .then(({ createCalls }) => createCalls(opening, send, retrieve))
      .catch(() => {
        calls = undefined;
        return undefined;
      }));

  async function call(message: CallMessage): Promise<Answer> {
    const prepares = message.method === 'prepare';
    const anew = prepares && message.params.anew === true;
    if (prepares && !anew) return (await loadCalls()) ? { value: {} } : unreachable();
    const failure = await load(anew);
    if (failure) return { error: failure };
    if (anew) return { value: {} };
    const kept = saved?.chosen();
    const method = kept ? session?.payment_methods.find(({ type }) => type === kept.type) : entry();
    if (!method) return { error: fieldError('incomplete_method') };
    const current = kept ? { method: REDIRECT, fields: saved?.fields() ?? [] } : form();
    if (!current) {
      await createForm(method.type);
      return forms.has(method.type) ? call(message) : unreachable();
    }
    const error = firstError(
      shown().map(({ field }) => field),
      changed,
    );
    if (error) return { error };
    if (message.method === 'validate') return { value: { type: method.type } };
    // Read at the moment of validation, because the fields stay open while the calls are fetched.
    const data = read(current, method, kept);
    return (await loadCalls())?.answer(message, data) ?? unreachable();
  }

  return {
    open(given, toPage, byRequest) {
      opening = given;
      tell = toPage;
      send = byRequest;
      if (group().loader !== 'never') tellEvent('loaderstart');
    },
    update(given) {
      options = given;
      void load();
      if (session) {
        showMethods();
        changed();
      }
    },
    loaded: () => arrival,
    async start() {
      if (await arrival) return;
      started = true;
      tellMethods();
      changed();
      void loadCalls();
    },
    show: changed,
    showTexts() {
      for (const { fields } of forms.values()) for (const field of fields) field.showTexts();
      for (const field of billing.values()) field.showTexts();
      if (session?.customer) saved?.show(session.customer);
      showMethods();
      changed();
    },
    first: () => (shown()[0]?.field.input ?? rows.first() ?? root) as HTMLInputElement,
    clear() {
      for (const { fields } of forms.values()) for (const { field } of fields) field.clear();
      for (const { field } of billing.values()) field.clear();
      touched.clear();
      if (session) fillDefaults();
      for (const { field } of saved?.fields() ?? []) field.clear();
      changed();
    },
    collapse() {
      if (saved?.chosen()) saved.chooseNew();
      if ((session?.payment_methods.length ?? 0) > 1) choose(undefined);
    },
    call,
  };
}
