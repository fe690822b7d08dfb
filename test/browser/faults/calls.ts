/** The calls of a page that ask the API for something: each as a shop makes it, and what came of it on the platform. */
import type { PayframeCardElement } from '../../../src/page/index.js';
import { officialClient } from '../../sandbox/official.js';
import { bankIn } from '../bank.js';
import { type Checkout, type Checkouts, cards, clickInto } from '../checkout.js';
import type { Gateway } from './gateway.js';
import { countTime } from './time.js';

/** What a call came to, as plain data. */
export interface Ended {
  error?: { type: string; code?: string; message: string };
  [name: string]: unknown;
}

/** A call, once there is what it is for, such as an intent. */
export interface Order {
  /** Makes the call, which is the same one each time. */
  make(): Promise<Ended>;
  /** What a page does where that had no answer; by default it makes the call once more. */
  again?(): Promise<Ended>;
  /** How often the platform has done what the call is for, where it keeps account of that. */
  count(): Promise<number>;
}

export interface CallUnderTest {
  name: string;
  /** The request that it makes: method and path. */
  request: RegExp;
  /** The name of what it gives. */
  gives: string;
  /** A filled field on a page whose host is the gateway. */
  open(shop: Checkouts, gateway: Gateway, more?: object): Promise<Checkout>;
  /** Puts the field onto the page anew, and fills it. */
  refill(checkout: Checkout): Promise<void>;
  order(shop: Checkouts, checkout: Checkout): Promise<Order>;
}

declare global {
  interface Window {
    /** The field of the page, of whatever type. */
    field: PayframeCardElement;
  }
}

const IBAN = ['DE89', '3704', '0044', '0532', '0130', '00'].join('');
const HOLDER = { name: 'Jenny Rosen', email: 'jenny@example.com' };

/** A page with one field, and a button that pays, which `window.pay` is told what to do by. */
const BODY = '<div id="card"></div><div id="other"></div><button onclick="pay()">Pay</button>';

async function openField(
  shop: Checkouts,
  gateway: Gateway,
  type: 'card' | 'iban',
  more: object = {},
): Promise<Checkout> {
  const checkout = await shop.open({
    host: gateway.url,
    mount: false,
    body: BODY,
    before: countTime,
    ...more,
  });
  await checkout.page.evaluate(setUp, { key: shop.sandbox.publishableKey, type });
  return checkout;
}

/** Runs in the shop's page. */
function setUp({ key, type }: { key: string; type: 'card' | 'iban' }): void {
  window.seen = [];
  window.payframe = window.Payframe(key);
  window.elements = window.payframe.elements();
  const field = window.elements.create(type as 'card', type === 'card' ? { hidePostalCode: true } : {});
  window.card = window.field = field as never;
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
  async open(shop: Checkouts, gateway: Gateway, more?: object) {
    const checkout = await openField(shop, gateway, 'card', more);
    await this.refill(checkout);
    return checkout;
  },
  refill: (checkout: Checkout) => fill(checkout, 'Card number', `${number}1240123`),
});

const ofIban = {
  async open(shop: Checkouts, gateway: Gateway, more?: object) {
    const checkout = await openField(shop, gateway, 'iban', more);
    await ofIban.refill(checkout);
    return checkout;
  },
  refill: (checkout: Checkout) => fill(checkout, 'IBAN', IBAN),
};

/** Has the page make a call of a client secret. */
const called = (checkout: Checkout, method: Confirm, secret: string): Promise<Ended> =>
  checkout.page.evaluate(confirmIn, [method, secret, HOLDER] as const);

type Confirm = 'confirmCardPayment' | 'confirmSetup' | 'confirmSepaDebitPayment' | 'confirmCardSetup';

/** Runs in the shop's page. */
async function confirmIn([method, secret, holder]: readonly [Confirm, string, object]) {
  const { payframe, field, elements } = window as unknown as {
    payframe: Record<string, (...args: unknown[]) => Promise<object>>;
    field: unknown;
    elements: unknown;
  };
  const type = method.includes('Sepa') ? 'sepa_debit' : 'card';
  const ended =
    method === 'confirmSetup'
      ? await payframe[method]?.({ elements, clientSecret: secret, redirect: 'if_required' })
      : await payframe[method]?.(secret, { payment_method: { [type]: field, billing_details: holder } });
  return JSON.parse(JSON.stringify(ended));
}

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

const paymentOrder =
  (type: string, method: Confirm) =>
  async (shop: Checkouts, checkout: Checkout): Promise<Order> => {
    const { secret, count } = await openPayment(shop, type);
    return { make: () => called(checkout, method, secret), count };
  };

/** Reads the intent of a payment whose call ended before the page heard how it stands. */
const retrieved = ({ page }: Checkout, secret: string): Promise<Ended> =>
  page.evaluate(
    async (given) => JSON.parse(JSON.stringify(await window.payframe.retrievePaymentIntent(given))),
    secret,
  );

const made = (checkout: Checkout, method: 'createToken' | 'createPaymentMethod'): Promise<Ended> =>
  checkout.page.evaluate(async (name) => {
    const { payframe, field } = window;
    const ended =
      name === 'createToken'
        ? await payframe.createToken(field)
        : await payframe.createPaymentMethod({ type: 'card', card: field } as never);
    return JSON.parse(JSON.stringify(ended));
  }, method);

/** A token and a payment method that nobody uses cost nobody anything: the platform keeps no account of them. */
const uncounted = async () => 1;

export const createToken: CallUnderTest = {
  name: 'createToken',
  request: /^POST \/v1\/tokens$/,
  gives: 'token',
  ...ofCard(),
  order: async (_, checkout) => ({ make: () => made(checkout, 'createToken'), count: uncounted }),
};

export const createPaymentMethod: CallUnderTest = {
  name: 'createPaymentMethod',
  request: /^POST \/v1\/payment_methods$/,
  gives: 'paymentMethod',
  ...ofCard(),
  order: async (_, checkout) => ({ make: () => made(checkout, 'createPaymentMethod'), count: uncounted }),
};

export const confirmCardPayment: CallUnderTest = {
  name: 'confirmCardPayment',
  request: /^POST \/v1\/payment_intents\/\w+\/confirm$/,
  gives: 'paymentIntent',
  ...ofCard(),
  order: paymentOrder('card', 'confirmCardPayment'),
};

export const confirmSetup: CallUnderTest = {
  name: 'confirmSetup',
  request: /^POST \/v1\/setup_intents\/\w+\/confirm$/,
  gives: 'setupIntent',
  ...ofCard(),
  async order(shop, checkout) {
    const stripe = officialClient(shop.sandbox);
    const intent = await stripe.setupIntents.create({ payment_method_types: ['card'] } as never);
    return {
      make: () => called(checkout, 'confirmSetup', intent.client_secret as string),
      count: async () => (await stripe.setupAttempts.list({ setup_intent: intent.id })).data.length,
    };
  },
};

export const confirmSepaDebitPayment: CallUnderTest = {
  name: 'confirmSepaDebitPayment',
  request: /^POST \/v1\/payment_intents\/\w+\/confirm$/,
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
  async order(shop, checkout) {
    const { secret, count } = await openPayment(shop, 'card');
    const { page } = checkout;
    return {
      async make() {
        const ending = called(checkout, 'confirmCardPayment', secret);
        const bank = bankIn(page).getByRole('button', { name: 'Complete authentication' });
        await Promise.race([ending, bank.click({ timeout: 15_000 }).catch(() => {})]);
        return ending;
      },
      again: () => retrieved(checkout, secret),
      count,
    };
  },
};

export const ALL_CALLS = [
  createToken,
  createPaymentMethod,
  confirmCardPayment,
  confirmWithBank,
  confirmSetup,
  confirmSepaDebitPayment,
];
