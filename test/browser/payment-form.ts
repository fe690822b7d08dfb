/** A checkout with a Payment Element, and the intent that it is for. */
import type { FrameLocator, Locator } from 'playwright-core';
import type { ElementsOptions, PaymentElementOptions } from '../../src/page/index.js';
import { officialClient } from '../sandbox/official.js';
import { type Checkout, type Checkouts, cards, type PageOptions } from './checkout.js';
import { clickInto } from './click-into.js';

declare global {
  interface Window {
    payment: ReturnType<import('../../src/page/index.js').PayframeElements['create']>;
  }
}

export interface PaymentForm extends Checkout {
  /** The frame of the Element. */
  form: FrameLocator;
  select(name: string): Locator;
  text(name: string): Locator;
  row(name: string): Locator;
  /** Confirms the group's intent without leaving the page, and returns the result as plain data. */
  confirm(options?: object): Promise<Result>;
  submit(): Promise<{ selectedPaymentMethod?: string; error?: Result['error'] }>;
  typeCard(number?: string): Promise<void>;
}

export interface Result {
  paymentIntent?: { id: string; status: string; payment_method: string };
  setupIntent?: { id: string; status: string; payment_method: string };
  error?: { type: string; code?: string; param?: string; message: string };
}

export interface FormOptions extends Omit<PageOptions, 'card'> {
  group?: ElementsOptions;
  element?: PaymentElementOptions;
  /** Whether the form is waited for. Default `true`. */
  wait?: boolean;
}

const BODY = `
  <form id="checkout">
    <div id="payment"></div>
    <button>Pay</button>
  </form>`;

/** Creates an intent as a shop's server does, and returns its client secret. */
export async function newIntent(shop: Checkouts, params: object = {}): Promise<string> {
  const { client_secret } = await officialClient(shop.sandbox).paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    ...params,
  } as never);
  return client_secret as string;
}

export const CARD_ONLY = { payment_method_types: ['card'] };

/** Opens a checkout, mounts a Payment Element in it, and waits until it is there. */
export async function openForm(shop: Checkouts, options: FormOptions = {}): Promise<PaymentForm> {
  const { group, element = {}, wait = true, ...page } = options;
  const elements = group ?? { clientSecret: await newIntent(shop, CARD_ONLY) };
  const checkout = await shop.open({ body: BODY, ...page, mount: false });
  const key = shop.sandbox.publishableKey;
  const { account } = page;
  await checkout.page.evaluate(mountPayment, { key, account, elements, element, events: EVENTS });
  if (wait) await checkout.event('ready');
  const form = checkout.page.frameLocator('#payment iframe');
  const text = (name: string) => form.getByRole('textbox', { name, exact: true });
  return {
    ...checkout,
    form,
    text,
    select: (name) => form.getByRole('combobox', { name, exact: true }),
    row: (name) => form.getByRole('radio', { name, exact: true }),
    async typeCard(number = cards.visa) {
      await clickInto(text('Card number'));
      await checkout.page.keyboard.type(`${number}1240123`);
      if (await text('ZIP code').isVisible()) await checkout.page.keyboard.type('94110');
    },
    submit: () =>
      checkout.page.evaluate(async () => JSON.parse(JSON.stringify(await window.elements.submit()))),
    confirm: (given = {}) =>
      checkout.page.evaluate(
        async (more) =>
          JSON.parse(
            JSON.stringify(
              await window.payframe.confirmPayment({
                elements: window.elements,
                redirect: 'if_required',
                ...more,
              } as never),
            ),
          ),
        given,
      ),
  };
}

const EVENTS = [
  'ready',
  'change',
  'focus',
  'blur',
  'escape',
  'loaderror',
  'loaderstart',
  'availablepaymentmethodschange',
  'carddetailschange',
  'savedpaymentmethodupdate',
  'savedpaymentmethodremove',
];

interface Mounted {
  key: string;
  account: string | undefined;
  elements: object;
  element: object;
  events: string[];
}

/** Runs in the shop's page. */
function mountPayment({ key, account, elements, element, events }: Mounted): void {
  window.payframe = window.Payframe(key, account === undefined ? {} : { stripeAccount: account });
  window.elements = window.payframe.elements(elements as never);
  const payment = window.elements.create('payment', element as never);
  window.payment = payment as never;
  window.seen = [];
  for (const type of events as 'ready'[])
    payment.on(type, (event) => window.seen.push({ ...(JSON.parse(JSON.stringify(event)) as object), type }));
  payment.mount('#payment');
}
