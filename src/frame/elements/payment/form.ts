import type { BillingPath, ElementsSession, SessionMethod } from '../../../contract/elements-session.js';
import { type ElementDetails, type ElementState, type JsonObject, own } from '../../../wire/index.js';
import { createFieldNode, type FieldNode } from '../../form/field-node.js';
import { fieldError } from '../../input/field-state.js';
import { card } from '../../methods/card/method.js';
import type { Method, MethodContext, MethodField, Typed } from '../../methods/method.js';
import { METHODS } from '../../methods/registry.js';
import { askedPaths, valueAt } from './billing.js';
import { createBillingFields } from './billing-fields.js';
import type { OwnMethod } from './own-methods.js';
import { entryOf, type PaymentState } from './state.js';
import type { Terms } from './terms.js';

/** A method that was opened, with its own fields. */
export interface OpenedMethod {
  method: Method;
  fields: FieldNode[];
  context?: MethodContext;
}

export type Form = ReturnType<typeof createForm>;

/**
 * Creates the fields of a Payment Element: the billing details, which all methods share, and those of each method that was
 * opened.
 */
export function createForm(state: PaymentState, onChange: () => void) {
  const methods = new Map<string, OpenedMethod>();
  /** The fields that a person has changed. */
  const touched = new Set<FieldNode>();
  let terms: Terms | undefined;
  let termsArrival: Promise<void> | undefined;
  const billing = createBillingFields(createNode, {
    countries: () => entryOf(state)?.countries ?? null,
    onLoad: onChange,
  });

  const opened = () => methods.get(state.chosen ?? '');
  const all = () => [...[...methods.values()].flatMap(({ fields }) => fields), ...billing.all()];
  const parts = () => state.parts?.() ?? [];
  /** Returns a method's entry with all billing details that it requires, as far as what is typed decides that. */
  function complete(entry: SessionMethod): SessionMethod {
    const { method, context } = methods.get(entry.type) ?? {};
    const more = context && method?.requires?.(context.typed);
    return more ? { ...entry, required: [...(entry.required ?? []), ...more] } : entry;
  }
  /** Returns the billing details to ask for: none that another Element of the group asks for. */
  const asked = (entry: SessionMethod): BillingPath[] =>
    askedPaths(complete(entry), billing.country(), state.options.fields, billing.address()).filter(
      (path) => !parts().some((part) => part.asks(path)),
    );

  /** Loads the fields of the billing details to ask for, and resolves to whether they are there. */
  const loadBilling = (entry: SessionMethod) => billing.load(asked(entry));

  /** Returns the fields that a person sees, in order. */
  function shown(): FieldNode[] {
    if (state.saved?.chosen()) return state.saved.fields();
    const entry = entryOf(state);
    const current = opened();
    if (!entry || !current) return [];
    return [...current.fields.filter((field) => field.isShown()), ...billing.at(asked(entry))];
  }

  function createNode(id: string, spec: MethodField): FieldNode {
    const made: FieldNode = createFieldNode(id, spec, {
      onChange() {
        touched.add(made);
        onChange();
      },
      onLeave(direction) {
        // A choice takes no digits, so that the caret goes on to the next text.
        const texts = shown().filter(({ field: { input } }) => input instanceof HTMLInputElement);
        texts[texts.indexOf(made) + direction]?.field.input.focus();
      },
    });
    return made;
  }

  /** Returns what is typed into a method's own fields, and into the billing details. */
  const typedInto =
    (fields: FieldNode[]): Typed =>
    (name) =>
      fields.find(({ field }) => field.name === name)?.field.raw() ?? billing.typed(name);

  /** Loads a method, and creates its fields. Without a network it has none, and a later attempt loads it again. */
  async function open(type: string): Promise<OpenedMethod | undefined> {
    const entry = entryOf(state, type) as SessionMethod;
    const load = own(METHODS, type) ?? own(METHODS, `${entry.flow}`);
    const loading = load?.() ?? ({} as Method);
    const billed = loadBilling(entry);
    const method = 'then' in loading ? await loading.catch(() => undefined) : loading;
    // The fields come all at once, with what is said below them.
    await Promise.all([billed, type !== 'card' && loadTerms(entry)]);
    if (method && !methods.has(type)) methods.set(type, createOpened(type, method));
    return methods.get(type);
  }

  /** Creates the fields of a method. */
  function createOpened(type: string, method: Method): OpenedMethod {
    const fields: FieldNode[] = [];
    const context: MethodContext = {
      typed: typedInto(fields),
      entry: () => entryOf(state, type) as SessionMethod,
      session: () => state.session as ElementsSession,
      options: () => state.options,
      field: (name) => fields.find(({ field }) => field.name === name)?.field,
      changed: onChange,
    };
    for (const spec of method.fields?.(context) ?? []) fields.push(createNode(`${type}-${spec.name}`, spec));
    for (const field of fields) field.showTexts();
    return { method, fields, context };
  }

  /** Creates the fields of a card before the host has said whether it takes cards, and returns them with the usual billing details. */
  function foresee(): HTMLElement[] {
    const opened = createOpened('card', card);
    methods.set('card', opened);
    const fields = [...opened.fields, ...billing.at(['address.country', 'address.postal_code'])];
    for (const field of fields) field.show();
    return fields.map(({ node }) => node);
  }

  /** Loads what is said below a method's fields. A card has that only where it is kept, or where the page wants it. */
  async function loadTerms({ flow, saved }: SessionMethod): Promise<void> {
    if (flow === 'direct' && !saved && !state.options.terms) return;
    termsArrival ??= import('./terms.js').then(
      ({ createTerms }) => {
        terms = createTerms();
        onChange();
      },
      () => {
        termsArrival = undefined;
      },
    );
    await termsArrival;
  }

  /** Returns what is in the panel of the open method: its fields, a checkbox to save it, and its texts. */
  function content(entry: SessionMethod, { method, fields }: OpenedMethod): HTMLElement[] {
    const { options, session, saved } = state;
    const business = valueAt(options.business, 'name') ?? session?.account.name ?? location.hostname;
    const texts = terms?.of(entry, method, options.terms, `${business}`, typedInto(fields)) ?? [];
    if (!terms) void loadTerms(entry);
    const { note } = entry as Partial<OwnMethod>;
    return [
      ...shown().map(({ node }) => node),
      ...(saved?.boxes(entry) ?? []),
      ...texts,
      ...(note?.textContent ? [note] : []),
    ];
  }

  /** Returns the chosen value, as the public event has it. */
  function value(): JsonObject & ElementDetails['payment']['value'] {
    const { chosen, saved } = state;
    const kept = saved?.value();
    if (kept) return kept;
    if (!chosen) return { type: '' };
    const entry = entryOf(state);
    const { save } = (entry && saved?.wishes(entry)) ?? {};
    const address = {
      country: billing.country() || null,
      postalCode: billing.typed('address.postal_code') || null,
    };
    return {
      type: chosen,
      billingDetails: { address },
      ...(save !== undefined && { savePaymentMethod: save }),
    };
  }

  function report(): ElementState & ElementDetails['payment'] {
    const fields = shown();
    const kept = state.saved?.chosen();
    const code = fields.map(({ field }) => field.shownError()).find(Boolean);
    return {
      empty: !fields.some((one) => touched.has(one) && one.field.raw()),
      complete: !!(kept ?? opened()) && fields.every(({ field }) => !field.error()),
      error: code && fieldError(code),
      collapsed: !kept && !state.chosen,
      value: value(),
    };
  }

  return {
    opened,
    shown,
    complete,
    asked,
    parts,
    /** The fields of the billing details, shown or not. */
    billing: billing.all,
    loadBilling,
    open,
    foresee,
    content,
    report,
    /** Shows that the payer has to confirm in their app, and how much time they have. */
    showWait(secondsLeft?: number) {
      terms?.showWait(secondsLeft);
      onChange();
    },
    nameCountries: billing.nameCountries,
    /** Fills in the values that the page begins with. */
    fillDefaults(country: string) {
      billing.fill(valueAt(state.options.defaultValues, 'billingDetails'), country);
      touched.clear();
    },
    /** Fills in a country, if there is none yet, which nobody has chosen. */
    guessCountry(country: string) {
      if (!billing.country()) touched.delete(billing.guess(country));
    },
    /** Shows what the open method has beside its fields. */
    show() {
      const current = opened();
      if (current?.context) current.method.show?.(current.context);
    },
    showTexts() {
      for (const field of all()) field.showTexts();
    },
    clear() {
      for (const { fields } of methods.values()) for (const { field } of fields) field.clear();
    },
  };
}
