/** The calls of a page that ask the API for something: each as a shop makes it, and what came of it on the platform. */
import type { Page } from 'playwright-core';
import type { PayframeCardElement } from '../../../src/page/index.js';
import { officialClient } from '../../sandbox/official.js';
import { answerBank } from '../bank.js';
import { type Checkout, type Checkouts, cards } from '../checkout.js';
import { clickInto } from '../click-into.js';
import type { Gateway } from './gateway.js';
import { countTime } from './time.js';

/** What a call came to, as plain data. */
export interface Ended {
  error?: { type: string; code?: string; message: string; [name: string]: unknown };
  [name: string]: unknown;
}

/** What a call is for, such as an intent. */
export interface Order {
  /** Tells a page what its button does: the same call each time. */
  prepare(page: Page): Promise<void>;
  /** The same for what a page does where the call had no answer; by default that call once more. */
  prepareAgain?(page: Page): Promise<void>;
  /** What the cardholder does while the call goes on. */
  answer?(page: Page): Promise<void>;
  /** How often the platform has done what the call is for, where it keeps account of that. */
  count(): Promise<number>;
}

export interface CallUnderTest {
  name: string;
  /** The request that it makes: method and path. */
  request: RegExp;
  /** The name of what it gives. */
  gives: string;
  element: FieldType;
  /** A filled field on a page whose host is the gateway. */
  open(shop: Checkouts, gateway: Gateway, more?: object): Promise<Checkout>;
  /** Puts the field onto the page anew, and fills it. */
  refill(checkout: Checkout): Promise<void>;
  order(shop: Checkouts): Promise<Order>;
}

export type FieldType = 'card' | 'iban' | 'payment';

interface Field {
  group: object;
  options: object;
}

/** How a page mounts each. */
const FIELDS: Record<FieldType, Field> = {
  card: { group: {}, options: { hidePostalCode: true } },
  iban: { group: {}, options: {} },
  payment: {
    group: { mode: 'payment', amount: 1099, currency: 'eur', allowedPaymentMethodTypes: ['card'] },
    // A country whose cards need no postal code.
    options: { defaultValues: { billingDetails: { address: { country: 'DE' } } } },
  },
};

declare global {
  interface Window {
    /** The field of the page, of whatever type. */
    field: PayframeCardElement;
    /** The call that the page's button makes. */
    call(): Promise<object>;
    pay(): void;
    /** What the calls have come to, in the order of the clicks; `undefined` while that is open. */
    ends: (Ended | undefined)[];
  }
}

const IBAN = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');
const HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };

const BODY = '<div id="card"></div><div id="other"></div><button onclick="pay()">Pay</button>';

export async function openField(
  shop: Checkouts,
  gateway: Gateway,
  type: FieldType,
  more: object = {},
): Promise<Checkout> {
  const checkout = await shop.open({
    host: gateway.url,
    mount: false,
    body: BODY,
    before: countTime,
    ...more,
  });
  await checkout.page.evaluate(setUp, { key: shop.sandbox.publishableKey, type, ...FIELDS[type] });
  return checkout;
}

/** Runs in the shop's page. */
function setUp({ key, type, group, options }: Field & { key: string; type: FieldType }): void {
  window.seen = [];
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements(group);
  const field = window.elements.create(type as 'card', options);
  window.card = window.field = field as never;
  window.ends = [];
  window.pay = async () => {
    const { ends } = window;
    const at = ends.push(undefined) - 1;
    const ended = await window.call().catch(({ message }) => ({ error: { type: 'thrown', message } }));
    ends[at] = JSON.parse(JSON.stringify(ended));
  };
  for (const name of ['ready', 'change', 'loaderror'] as const)
    field.on(name as 'change', (event) =>
      window.seen.push(JSON.parse(JSON.stringify({ ...event, type: name }))),
    );
}

async function fill({ page, change, event }: Checkout, label: string, keys: string) {
  await page.evaluate(() => {
    window.seen = [];
    window.card.unmount();
    window.card.mount('#card');
  });
  await event('ready');
  const input = page.frameLocator('#card iframe').getByRole('textbox', { name: label });
  await clickInto(input);
  await page.keyboard.type(keys);
  await change({ complete: true });
}

const ofCard = (number = cards.visa) => ({
  element: 'card' as const,
  async open(shop: Checkouts, gateway: Gateway, more?: object) {
    const checkout = await openField(shop, gateway, 'card', more);
    await this.refill(checkout);
    return checkout;
  },
  refill: (checkout: Checkout) => fill(checkout, 'Card number', `${number}1240123`),
});

const ofPayment = {
  ...ofCard(),
  element: 'payment' as const,
  async open(shop: Checkouts, gateway: Gateway, more?: object) {
    const checkout = await openField(shop, gateway, 'payment', more);
    await ofPayment.refill(checkout);
    return checkout;
  },
};

const ofIban = {
  element: 'iban' as const,
  async open(shop: Checkouts, gateway: Gateway, more?: object) {
    const checkout = await openField(shop, gateway, 'iban', more);
    await ofIban.refill(checkout);
    return checkout;
  },
  refill: (checkout: Checkout) => fill(checkout, 'IBAN', IBAN),
};

type Confirm = 'confirmCardPayment' | 'confirmPayment' | 'confirmSetup' | 'confirmSepaDebitPayment';

const toConfirm = (method: Confirm, secret: string) => (page: Page) =>
  page.evaluate(
    ([name, clientSecret, billing_details]) => {
      const { payframe, field, elements } = window;
      const calls: Record<Confirm, () => Promise<object>> = {
        confirmSetup: () => payframe.confirmSetup({ elements, clientSecret, redirect: 'if_required' }),
        confirmCardPayment: () =>
          payframe.confirmCardPayment(clientSecret, { payment_method: { card: field, billing_details } }),
        confirmSepaDebitPayment: () =>
          payframe.confirmSepaDebitPayment(clientSecret, {
            payment_method: { sepa_debit: field as never, billing_details },
          }),
        async confirmPayment() {
          const submitted = await elements.submit();
          return submitted.error
            ? submitted
            : payframe.confirmPayment({ elements, clientSecret, redirect: 'if_required' });
        },
      };
      window.call = calls[name];
    },
    [method, secret, HOLDER] as const,
  );

/** Reads the intent of a payment whose call ended before the page heard how it stands. */
const toRetrieve = (secret: string) => (page: Page) =>
  page.evaluate((given) => {
    window.call = () => window.payframe.retrievePaymentIntent(given);
  }, secret);

const toMake = (method: 'createToken' | 'createPaymentMethod') => (page: Page) =>
  page.evaluate((name) => {
    const { payframe, field } = window;
    window.call = () =>
      name === 'createToken'
        ? payframe.createToken(field)
        : payframe.createPaymentMethod({ type: 'card', card: field });
  }, method);

async function openPayment({ sandbox }: Checkouts, type: string) {
  const stripe = officialClient(sandbox);
  const { id, client_secret } = await stripe.paymentIntents.create({
    amount: 1099,
    currency: 'eur',
    payment_method_types: [type],
  } as never);
  const count = async () => (await stripe.charges.list({ payment_intent: id })).data.length;
  return { secret: client_secret as string, count };
}

const paymentOrder = (type: string, method: Confirm) => async (shop: Checkouts) => {
  const { secret, count } = await openPayment(shop, type);
  return { prepare: toConfirm(method, secret), count };
};

const CONFIRM_PAYMENT = /^POST \/v1\/payment_intents\/\w+\/confirm$/;

/** A token and a payment method that nobody uses cost nobody anything: the platform keeps no account of them. */
const uncounted = async () => 1;

const createToken: CallUnderTest = {
  name: 'createToken',
  request: /^POST \/v1\/tokens$/,
  gives: 'token',
  ...ofCard(),
  order: async () => ({ prepare: toMake('createToken'), count: uncounted }),
};

const createPaymentMethod: CallUnderTest = {
  name: 'createPaymentMethod',
  request: /^POST \/v1\/payment_methods$/,
  gives: 'paymentMethod',
  ...ofCard(),
  order: async () => ({ prepare: toMake('createPaymentMethod'), count: uncounted }),
};

export const confirmCardPayment: CallUnderTest = {
  name: 'confirmCardPayment',
  request: CONFIRM_PAYMENT,
  gives: 'paymentIntent',
  ...ofCard(),
  order: paymentOrder('card', 'confirmCardPayment'),
};

export const confirmPayment: CallUnderTest = {
  name: 'confirmPayment with a Payment Element',
  request: CONFIRM_PAYMENT,
  gives: 'paymentIntent',
  ...ofPayment,
  order: paymentOrder('card', 'confirmPayment'),
};

const confirmSetup: CallUnderTest = {
  name: 'confirmSetup',
  request: /^POST \/v1\/setup_intents\/\w+\/confirm$/,
  gives: 'setupIntent',
  ...ofCard(),
  async order(shop) {
    const stripe = officialClient(shop.sandbox);
    const intent = await stripe.setupIntents.create({ payment_method_types: ['card'] } as never);
    return {
      prepare: toConfirm('confirmSetup', intent.client_secret as string),
      count: async () => (await stripe.setupAttempts.list({ setup_intent: intent.id })).data.length,
    };
  },
};

export const confirmSepaDebitPayment: CallUnderTest = {
  name: 'confirmSepaDebitPayment',
  request: CONFIRM_PAYMENT,
  gives: 'paymentIntent',
  ...ofIban,
  order: paymentOrder('sepa_debit', 'confirmSepaDebitPayment'),
};

/** The intent is read again after the cardholder has been at the bank. */
export const confirmWithBank: CallUnderTest = {
  name: 'confirmCardPayment with 3-D Secure',
  request: /^GET \/v1\/payment_intents\/\w+$/,
  gives: 'paymentIntent',
  ...ofCard(cards.threeDSecure),
  async order(shop) {
    const { secret, count } = await openPayment(shop, 'card');
    return {
      prepare: toConfirm('confirmCardPayment', secret),
      prepareAgain: toRetrieve(secret),
      answer: (page) => answerBank(page, 'Complete authentication'),
      count,
    };
  },
};

export const ALL_CALLS = [
  createToken,
  createPaymentMethod,
  confirmCardPayment,
  confirmPayment,
  confirmWithBank,
  confirmSetup,
  confirmSepaDebitPayment,
];

/** Presses the page's button as a script would. */
export async function startMaking({ page }: Checkout, order: Order): Promise<void> {
  await order.prepare(page);
  await page.evaluate(() => {
    window.ends = [];
    window.pay();
  });
}

/** The same, and gives what the call came to. */
export async function make(checkout: Checkout, order: Order): Promise<Ended> {
  const { page } = checkout;
  await startMaking(checkout, order);
  // A call that ends before the bank has asked leaves nothing to answer.
  order.answer?.(page).catch(() => {});
  return (await endsOf(page))[0] as Ended;
}

/** Does what a page does where a call had no answer. */
export const makeAgain = (checkout: Checkout, { prepare, prepareAgain = prepare, count }: Order) =>
  make(checkout, { prepare: prepareAgain, count });

/** What the calls of a page have come to, once all of them have. */
export async function endsOf(page: Page): Promise<Ended[]> {
  await page.waitForFunction(() => window.ends.length > 0 && window.ends.every(Boolean), undefined, {
    timeout: 30_000,
  });
  return (await page.evaluate(() => window.ends)) as Ended[];
}
