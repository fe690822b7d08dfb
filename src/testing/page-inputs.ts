import { nameAdvice } from '../contract/name-advice.js';
import en from '../frame/language/locales/en.json';
import {
  AUTOCOMPLETE,
  type AuBankAccountEntry,
  addressField,
  bankButton,
  type CheckoutDriver,
  checkoutPart,
  type Driver,
  type FieldDriver,
  METHOD,
  notOffered,
  type PaymentDriver,
  WALLET,
  type WalletDriver,
} from './fields.js';
import { until } from './until.js';

/** Names of an Australian bank account's inputs, which the double has in English. */
const ACCOUNT_LABELS: Record<keyof AuBankAccountEntry, string> = {
  bsb: en.label_bsb,
  account: en.label_account_number,
};

/** Finds the stand-ins for a double's Elements in a node of the page. */
export const pageDriver = (root: ParentNode): Driver => ({
  field: (name) => fieldOf(root, `[role="group"] > input[autocomplete="${AUTOCOMPLETE[name]}"]`),
  iban: () => fieldOf(root, `[role="group"] > input[aria-label="${en.label_iban}"]`),
  email: () => fieldOf(root, '[role="group"] > input[autocomplete="email"]'),
  auBankAccount: (name) => fieldOf(root, `[role="group"] > input[aria-label="${ACCOUNT_LABELS[name]}"]`),
  async fillAddress(name, text) {
    const selector = addressField(name);
    const field = await until(
      () => root.querySelector<HTMLInputElement | HTMLSelectElement>(selector),
      () => `There is no field ${name} in an Address Element of a Payframe double.`,
    );
    if (field instanceof HTMLSelectElement) choose(field, text);
    else await typeInto(field, text);
    await Promise.resolve();
  },
  payment: paymentOf(root),
  wallet: walletOf(root),
  async answerBank(answer) {
    // The bank has a place of its own, wherever the fields are.
    const button = await until(
      () => document.querySelector<HTMLButtonElement>(bankButton(answer)),
      () => "The bank asks nothing. Create the double with { authentication: 'page' }, and pay first.",
    );
    button.click();
    await Promise.resolve();
  },
  openCheckout: async () => checkoutOf(root),
});

/** The stand-in for the page of a Checkout Session has a button, and takes anything for its fields. */
function checkoutOf(root: ParentNode): CheckoutDriver {
  return {
    payment: { open: async () => {}, fill: async () => {} },
    has: async () => true,
    read: async () => '',
    fill: async () => {},
    fillCard: async () => {},
    async pay() {
      const button = await until(
        () => root.querySelector<HTMLButtonElement>(checkoutPart('pay')),
        () => 'There is no embedded Checkout of a Payframe double.',
      );
      button.click();
      await Promise.resolve();
    },
  };
}

function fieldOf(root: ParentNode, selector: string): FieldDriver {
  const find = () => {
    const [input, another] = root.querySelectorAll<HTMLInputElement>(selector);
    if (input && !another && !input.disabled) return input;
    const found = another ? 'more than one field' : input ? 'a disabled field' : 'no field';
    throw new Error(`There is ${found} of a Payframe double for ${selector}. Pass the node that has one.`);
  };
  return {
    isShown: async () => root.querySelector(selector) !== null,
    type: async (text) => typeInto(find(), text),
    read: async () => find().value,
    error: async () => root.querySelector(selector)?.getAttribute('aria-description') ?? '',
  };
}

function paymentOf(root: ParentNode): PaymentDriver {
  const panel = (type: string) => root.querySelector<HTMLElement>(METHOD.panel(type));
  return {
    async open(type) {
      await until(
        () => root.querySelector(METHOD.panels),
        () => 'There is no Payment Element of a Payframe double.',
      );
      const found = panel(type);
      const ids = () => [...root.querySelectorAll(METHOD.panels)].map(({ id }) => id);
      if (!found) throw notOffered(type, ids());
      root.querySelector<HTMLElement>(METHOD.another)?.click();
      if (found.hidden) root.querySelector<HTMLElement>(METHOD.control(type))?.click();
    },
    async fill(type, label, value) {
      const field = await until(
        () => fieldWith(panel(type), label),
        () =>
          `The Payment Element has no field ${label} for ${type}. ${nameAdvice(label, labelsIn(panel(type)))}`,
      );
      if (field instanceof HTMLSelectElement) choose(field, `${value}`);
      else if (typeof value === 'string') await typeInto(field, value);
      else if (field.checked !== value) field.click();
      await Promise.resolve();
    },
  };
}

function walletOf(root: ParentNode): WalletDriver {
  // The wallet has a place of its own, wherever the buttons are.
  const part = (selector: string) =>
    until(
      () => document.querySelector<HTMLElement>(`${WALLET.sheet} ${selector}:not(:disabled)`),
      () => `The wallet has no ${selector} that can be used.`,
    );
  return {
    async open(type) {
      const button = await until(
        () => root.querySelector<HTMLElement>(WALLET.button(type)),
        () => `There is no button of ${type} of a Payframe double.`,
      );
      button.click();
      await until(
        () => document.querySelector(WALLET.sheet),
        () => 'No wallet has opened. Does the page answer the click?',
      );
    },
    async choose(selector, value) {
      const control = await part(selector);
      if (value === true) control.click();
      else choose(control as HTMLSelectElement, value);
      await part(WALLET.cancel);
    },
    async press(selector) {
      (await part(selector)).click();
      await Promise.resolve();
    },
  };
}

const labelIn = ({ textContent }: HTMLLabelElement) => textContent?.trim() ?? '';

const labelsIn = (panel: ParentNode | null): string[] =>
  [...(panel?.querySelectorAll('label') ?? [])].map(labelIn);

/** Finds the field that has a label. */
function fieldWith(panel: ParentNode | null, text: string): HTMLInputElement | HTMLSelectElement | null {
  const label = [...(panel?.querySelectorAll('label') ?? [])].find((one) => labelIn(one) === text);
  return (label?.control ?? null) as HTMLInputElement | HTMLSelectElement | null;
}

/** @throws Error for an unknown choice */
function choose(select: HTMLSelectElement, choice: string): void {
  const options = [...select.options];
  const option = options.find(({ text }) => text === choice) ?? options.find(({ value }) => value === choice);
  if (!option)
    throw new Error(
      `There is no choice ${choice}. There are: ${options.map(({ text }) => text).join(', ')}.`,
    );
  select.value = option.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

async function typeInto(input: HTMLInputElement, text: string): Promise<void> {
  input.focus();
  input.select();
  edit(input, 'deleteContentBackward');
  for (const data of text) edit(input, 'insertText', data);
  // The events arrive later, as those of a frame do.
  await Promise.resolve();
}

/**
 * Fires the event of an edit. The field formats the text itself, and so never leaves an edit to the browser.
 */
const edit = (input: HTMLInputElement, inputType: string, data: string | null = null) =>
  input.dispatchEvent(new InputEvent('beforeinput', { inputType, data, bubbles: true, cancelable: true }));
