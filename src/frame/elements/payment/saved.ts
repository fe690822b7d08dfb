/// <reference path="../../css.d.ts" />
import type { SavedMethod, SessionCustomer, SessionMethod } from '../../../contract/elements-session.js';
import { type ElementDetails, isRecord, type Json, type JsonObject } from '../../../wire/index.js';
import type { Answer } from '../../api/answer.js';
import { createCheckbox } from '../../form/checkbox.js';
import { createFieldNode, type FieldNode } from '../../form/field-node.js';
import { createIcon, createNode, createWordMark, showIcon } from '../../form/nodes.js';
import style from '../../form/saved.css';
import {
  button_another_method,
  button_cancel,
  button_edit,
  button_remove,
  button_update,
  label_save,
  label_save_default,
  method_au_becs_debit,
  method_bacs_debit,
  method_sepa_debit,
  method_us_bank_account,
  saved_default,
  saved_ending,
  saved_expired,
  saved_expires,
  saved_methods,
  text_remove,
} from '../../language/locales/en.json';
import type { TextKey } from '../../language/locales/texts.js';
import { learn, text } from '../../language/texts.js';
import type { Brand } from '../card/brand.js';
import { cvcError, cvcRule, isCvcDone } from '../card/cvc.js';

learn({
  button_another_method,
  button_cancel,
  button_edit,
  button_remove,
  button_update,
  label_save,
  label_save_default,
  method_au_becs_debit,
  method_bacs_debit,
  method_sepa_debit,
  method_us_bank_account,
  saved_default,
  saved_ending,
  saved_expired,
  saved_expires,
  saved_methods,
  text_remove,
});

/** The list of a customer's saved payment methods. */
export interface Saved {
  readonly node: HTMLElement;
  /** Returns the method that is chosen; nothing while a new one is asked for. */
  chosen(): SavedMethod | undefined;
  /** Returns it as the public event has it. */
  value(): (JsonObject & ElementDetails['payment']['value']) | undefined;
  /** Returns the fields of the chosen method: a security code, where it is asked for again. */
  fields(): FieldNode[];
  /** Shows what the newest session has. */
  show(customer: SessionCustomer): void;
  /** Chooses a new method instead. */
  chooseNew(): void;
  /** Returns the checkboxes below the fields of a new method. */
  boxes(entry: SessionMethod): HTMLElement[];
  /** Returns what is ticked there. */
  wishes(entry: SessionMethod): SavingWishes;
}

/** What a customer wants to happen with a new method, as far as they are asked. */
export interface SavingWishes {
  /** It is saved, and shown again. */
  save?: boolean;
  /** It becomes the default, once it is saved. */
  asDefault?: boolean;
}

interface SavedOptions {
  onChange(): void;
  /** Returns the options of the Element's group. */
  group(): JsonObject;
  /** Sends a change to the host. */
  post(path: string, params: JsonObject): Promise<Answer>;
  tellEvent(name: string, details: JsonObject): void;
  /** Whether the document is a frame's own. */
  ownDocument?: boolean | undefined;
}

/** Types that a customer is shown again when they come back, so that they may choose to save them. */
const SHOWN_AGAIN = [
  'au_becs_debit',
  'bacs_debit',
  'bancontact',
  'card',
  'ideal',
  'sepa_debit',
  'us_bank_account',
];

const NAMES: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

const detailsOf = (method: SavedMethod): Record<string, unknown> =>
  isRecord(method[method.type]) ? (method[method.type] as Record<string, unknown>) : {};

const PATH = '/v1/elements/payment_methods';

/** Returns the address of a change, as the API has it afterwards. */
const addressIn = ({ billing_details }: JsonObject): Record<string, Json> =>
  Object.fromEntries(
    Object.entries((billing_details as { address: JsonObject }).address).map(([part, value]) => [
      part,
      value || null,
    ]),
  );

/** Returns a method as the public events have it. */
const publicOf = ({ id, type, billing_details }: SavedMethod) => ({
  id,
  type,
  billing_details: billing_details as JsonObject,
});

const twoDigits = (number: unknown) => `${number}`.padStart(2, '0').slice(-2);

/** Returns whether a card may no longer be used: it is valid through the last day of its month. */
function isExpired({ exp_month, exp_year }: Record<string, unknown>): boolean {
  if (typeof exp_month !== 'number' || typeof exp_year !== 'number') return false;
  return new Date(exp_year, exp_month) <= new Date();
}

/** Returns until when a card can be used; empty for a method that does not expire. */
function validityOf(details: Record<string, unknown>): string {
  if (isExpired(details)) return text('saved_expired');
  const { exp_month, exp_year } = details;
  return exp_month
    ? text('saved_expires').replace('{date}', `${twoDigits(exp_month)}/${twoDigits(exp_year)}`)
    : '';
}

/** Adds the list's style to that of the document, over which an appearance has its rules. */
function addStyle() {
  const [form] = document.styleSheets;
  const parsed = new CSSStyleSheet();
  parsed.replaceSync(style);
  for (const { cssText } of parsed.cssRules) form?.insertRule(cssText, form.cssRules.length);
}

/** Creates the list of saved methods, with a row for a new one, and the checkboxes to save that. */
export function createSaved({ onChange, group, post, tellEvent, ownDocument }: SavedOptions): Saved {
  if (ownDocument) addStyle();
  const node = createNode('fieldset', 'saved accordion with-radios');
  const saveBox = createCheckbox('label_save', onChange);
  const defaultBox = createCheckbox('label_save_default', onChange);

  let customer: SessionCustomer;
  let chosenId: string | undefined;
  const codes = new Map<string, FieldNode>();

  const methods = () => customer.payment_methods;
  const usable = () => methods().filter((method) => !isExpired(detailsOf(method)));
  const chosen = () => methods().find(({ id }) => id === chosenId);

  function value() {
    const method = chosen();
    return method && { type: method.type, payment_method: publicOf(method) };
  }

  function show(given: SessionCustomer) {
    const isFirst = !customer;
    customer = given;
    if (isFirst) chosenId = usable()[0]?.id;
    else if (chosenId && !chosen()) chosenId = usable()[0]?.id;
    draw();
  }

  function choose(id: string | undefined) {
    chosenId = id;
    draw();
    onChange();
    fields()[0]?.field.input.focus();
  }

  function fields(): FieldNode[] {
    const method = chosen();
    return method?.type === 'card' && customer.require_cvc_recollection ? [codeOf(method)] : [];
  }

  function codeOf(method: SavedMethod): FieldNode {
    const existing = codes.get(method.id);
    if (existing) return existing;
    const name = `${detailsOf(method).brand}`;
    const brand: Brand = { name, lengths: [], gaps: [], cvcLength: name === 'amex' ? 4 : 3, usualLength: 0 };
    const made = createFieldNode(
      `cvc-${method.id}`,
      {
        name: 'cvc',
        label: 'label_cvc',
        placeholder: 'placeholder_cvc',
        autocomplete: 'cc-csc',
        inputMode: 'numeric',
        rule: cvcRule(() => brand),
        error: (raw) => cvcError(raw, brand),
        done: (raw) => isCvcDone(raw, brand),
        icon: () => 'cvc',
      },
      { onChange, onLeave() {} },
    );
    made.showTexts();
    codes.set(method.id, made);
    return made;
  }

  function draw() {
    saveBox.showText();
    defaultBox.showText();
    const legend = createNode('legend', 'away');
    legend.textContent = text('saved_methods');
    const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement.value : '';
    const hadFocus = node.contains(document.activeElement);
    node.replaceChildren(legend, ...methods().map(itemOf), newItem());
    node.hidden = methods().length === 0;
    if (hadFocus)
      [...node.querySelectorAll('input')]
        .find(({ type, value }) => type === 'radio' && value === focused)
        ?.focus();
  }

  function radioOf(value: string, isChosen: boolean): HTMLInputElement {
    const radio = createNode('input', 'radio');
    Object.assign(radio, { type: 'radio', name: 'saved', value, checked: isChosen });
    radio.addEventListener('change', () => choose(value || undefined));
    return radio;
  }

  function itemOf(method: SavedMethod): HTMLElement {
    const details = detailsOf(method);
    const expired = isExpired(details);
    const item = createNode('div', 'item picker');
    const row = createNode('label', 'row');
    const radio = radioOf(method.id, method.id === chosenId);
    item.classList.toggle('selected', radio.checked);
    // Elsewhere `disabled` is what the option `readOnly` says.
    radio.dataset.off = expired ? 'true' : '';
    radio.disabled = expired;
    const name = createNode('span', 'name');
    const brand = NAMES[`${details.brand}`] ?? (text(`method_${method.type}` as TextKey) || method.type);
    name.textContent = text('saved_ending')
      .replace('{brand}', brand)
      .replace('{last4}', `${details.last4 ?? ''}`);
    const isDefault = method.id === customer.default_payment_method;
    const hint = createNode('small', 'hint');
    hint.textContent = [isDefault && text('saved_default'), validityOf(details)].filter(Boolean).join(' · ');
    name.append(hint);
    row.append(radio, markOf(method), name);
    item.append(row);
    const panel = createNode('div', 'panel');
    const changes = createNode('div', 'actions');
    if (method.type === 'card') changes.append(action('button_edit', () => void edit(method, panel)));
    if (customer.payment_method_set_as_default === 'enabled' && !isDefault && !expired)
      changes.append(action('label_save_default', () => void makeDefault(method)));
    if (customer.payment_method_remove === 'enabled')
      changes.append(action('button_remove', () => askToRemove(method, panel)));
    if (radio.checked) panel.append(...fields().map((field) => field.node));
    if (changes.childElementCount && (radio.checked || expired)) panel.append(changes);
    item.append(panel);
    return item;
  }

  function newItem(): HTMLElement {
    const item = createNode('div', 'item picker');
    const row = createNode('label', 'row');
    const name = createNode('span', 'name');
    name.textContent = text('button_another_method');
    row.append(radioOf('', !chosenId), name);
    item.classList.toggle('selected', !chosenId);
    item.append(row);
    return item;
  }

  function action(key: TextKey, onClick: () => void): HTMLButtonElement {
    const button = createNode('button', 'action');
    button.type = 'button';
    button.textContent = text(key);
    button.addEventListener('click', onClick);
    return button;
  }

  function askToRemove(method: SavedMethod, panel: HTMLElement) {
    const question = createNode('p', 'note');
    question.textContent = text('text_remove');
    question.role = 'alert';
    const answers = createNode('div', 'actions');
    const yes = action('button_remove', () => void remove(method));
    answers.append(yes, action('button_cancel', draw));
    panel.replaceChildren(question, answers);
    yes.focus();
  }

  /** Sends a change of a saved method to the host. */
  const change = ({ id }: SavedMethod, action: string, params: JsonObject = {}) =>
    post(`${PATH}/${id}${action}`, {
      ...params,
      customer_session_client_secret: group().customerSessionClientSecret ?? null,
    });

  async function remove(method: SavedMethod) {
    const answer = await change(method, '/detach');
    const left = methods().filter(({ id }) => id !== method.id);
    finish('savedpaymentmethodremove', answer, method, { payment_methods: left });
  }

  async function makeDefault(method: SavedMethod) {
    const answer = await change(method, '/set_as_default');
    finish('savedpaymentmethodupdate', answer, method, { default_payment_method: method.id });
  }

  async function edit(method: SavedMethod, panel: HTMLElement) {
    const actions = createNode('div', 'actions');
    const loaded = await import('./saved-edit.js').catch(() => undefined);
    const form = await loaded?.editSaved(method, panel, { actions, onChange });
    actions.append(
      action('button_update', () => {
        const changes = form?.read();
        if (changes) void update(method, changes);
      }),
      action('button_cancel', draw),
    );
    form?.focus();
  }

  async function update(method: SavedMethod, changes: JsonObject) {
    const answer = await change(method, '', changes);
    const changed: SavedMethod = {
      ...method,
      card: { ...detailsOf(method), ...(changes.card as JsonObject) },
      billing_details: { ...method.billing_details, address: addressIn(changes) },
    };
    const after = 'error' in answer ? method : changed;
    finish('savedpaymentmethodupdate', answer, after, {
      payment_methods: methods().map((one) => (one.id === method.id ? after : one)),
    });
  }

  /** Shows what a change has led to, and tells the page. */
  function finish(event: string, answer: Answer, method: SavedMethod, after: Partial<SessionCustomer>) {
    const failed = 'error' in answer;
    if (failed) draw();
    else show({ ...customer, ...after });
    tellEvent(event, {
      success: !failed,
      ...(failed && { error: answer.error.message }),
      payment_method: publicOf(method),
    });
    onChange();
  }

  const mayBeShownAgain = ({ type }: SessionMethod) => SHOWN_AGAIN.includes(type);

  const asksToSave = (entry: SessionMethod) =>
    customer.payment_method_save === 'enabled' && mayBeShownAgain(entry);

  /** Returns whether a new method can become the default: it is saved, and not by a server that the page sends it to. */
  const asksForDefault = (entry: SessionMethod) =>
    customer.payment_method_set_as_default === 'enabled' &&
    mayBeShownAgain(entry) &&
    (entry.saved || (asksToSave(entry) && saveBox.isTicked() && !!customer.payment_method_save_usage)) &&
    group().paymentMethodCreation !== 'manual';

  return {
    node,
    chosen,
    value,
    fields,
    show,
    chooseNew: () => choose(undefined),
    boxes: (entry) => [
      ...(asksToSave(entry) ? [saveBox.node] : []),
      ...(asksForDefault(entry) ? [defaultBox.node] : []),
    ],
    wishes: (entry) => ({
      ...(asksToSave(entry) && { save: saveBox.isTicked() }),
      ...(asksForDefault(entry) && { asDefault: defaultBox.isTicked() }),
    }),
  };
}

function markOf(method: SavedMethod): Element {
  const { brand } = detailsOf(method);
  if (method.type !== 'card') return createWordMark(text(`method_${method.type}` as TextKey) || method.type);
  const icon = createIcon();
  showIcon(icon, document.getElementById(`${brand}-icon`) ? `${brand}` : 'unknown');
  return icon;
}
