/** A page of the shop's own with a Checkout Session: by `@stripe/react-stripe-js` as it is published, and by the bindings. */
import type { FrameLocator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CheckoutActions } from '../../src/page/index.js';
import { fillAddress } from '../../src/testing/index.js';
import { officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { answerBank } from './bank.js';
import { openApp } from './bundled.js';
import { type Checkout, type Checkouts, cards, startCheckouts } from './checkout.js';
import { clickInto } from './click-into.js';
import { press } from './press.js';

let shop: Checkouts;
let stripe: Stripe;

beforeAll(async () => {
  shop = await startCheckouts();
  stripe = officialClient(shop.sandbox);
});

afterEach(() => shop.closePages());

afterAll(() => shop?.close());

const createSession = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    line_items: [
      {
        adjustable_quantity: { enabled: true },
        price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
        quantity: 1,
      },
    ],
    allowed_payment_method_types: ['card'],
    mode: 'payment',
    return_url: `${shop.shop.url}/thanks?session={CHECKOUT_SESSION_ID}`,
    ui_mode: 'elements',
    ...more,
  } as Stripe.Checkout.SessionCreateParams);

type Session = Awaited<ReturnType<typeof createSession>>;

const open = (session: Session, data: Record<string, string> = {}, app = 'stripe-custom-checkout.tsx') =>
  openApp(shop, app, { data: { secret: String(session.client_secret), ...data } });

const formIn = (page: Page): FrameLocator => page.frameLocator('#payment iframe');

const field = (page: Page, name: string) => formIn(page).getByRole('textbox', { name, exact: true });

/** Types a card into the Payment Element, key by key. */
async function typeCard({ page }: Checkout, number = cards.visa) {
  await clickInto(field(page, 'Card number'));
  await page.keyboard.type(`${number}1240123`);
  await clickInto(field(page, 'ZIP code'));
  await page.keyboard.type('94110');
}

const pay = ({ page }: Checkout) => press(page.getByRole('button', { name: /^Pay/ }));

const status = ({ page }: Checkout) => expect.poll(() => page.getByRole('status').textContent());

const problem = ({ page }: Checkout) => expect.poll(() => page.getByRole('alert').textContent());

const typeInto = async ({ page }: Checkout, label: string, text: string) => {
  await page.getByRole('textbox', { name: label, exact: true }).fill(text);
  await page.keyboard.press('Tab');
};

const quiet = ({ console }: Checkout) => console.filter((line) => !line.includes('React DevTools'));

const chargesOf = async ({ id }: Session) => {
  const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
  return intent ? (await stripe.charges.list({ payment_intent: String(intent) })).data : [];
};

const BINDINGS = [
  ['the binding for React', 'react-custom-checkout.tsx'],
  ['the official React wrapper', 'stripe-custom-checkout.tsx'],
  ['the binding for Vue', 'vue-custom-checkout.ts'],
] as const;

// `npm test` has React pay, Vue fill in addresses, and the official wrapper do all else.
const fromLast = [...BINDINGS].reverse();

for (const [rows, options] of shares(BINDINGS, BINDINGS.length))
  test.each(rows)(
    '%s shows a session, changes it, and pays it with a Payment Element',
    options,
    async (_, app) => {
      const { id: coupon } = await stripe.coupons.create({ percent_off: 20 });
      const code = `SPRING${Date.now()}`;
      await stripe.promotionCodes.create({ code, promotion: { coupon, type: 'coupon' } });
      const session = await createSession({ allow_promotion_codes: true });
      const checkout = await open(session, {}, app);
      const { page } = checkout;
      const total = () => expect.poll(() => page.getByRole('button', { name: /^Pay/ }).textContent());
      await total().toBe('Pay €15.00');
      await page.getByRole('button', { name: 'One more' }).click();
      await total().toBe('Pay €30.00');
      await typeInto(checkout, 'Code', code);
      await total().toBe('Pay €24.00');
      await typeInto(checkout, 'Email', 'ada@shop.example');
      expect(await page.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
      await typeCard(checkout);
      await expect.poll(() => page.getByRole('button', { name: /^Pay/ }).isEnabled()).toBe(true);
      await pay(checkout);
      await status(checkout).toBe('complete paid');
      const done = await stripe.checkout.sessions.retrieve(session.id);
      expect(done).toMatchObject({ amount_total: 2400, payment_status: 'paid', status: 'complete' });
      expect(done.customer_details?.email).toBe('ada@shop.example');
      expect(quiet(checkout)).toEqual([]);
    },
  );

const ADDRESS = {
  name: 'Ada Lovelace',
  country: 'US',
  line1: '27 Fredrick Ave',
  city: 'Brothers',
  state: 'OR',
  postal_code: '97712',
};

/** Opens a session that ships, with its Address Elements, and types the card. They have the postal code. */
async function openWithAddresses(app: string, addresses: 'billing' | 'shipping') {
  const session = await createSession({
    customer_email: 'ada@shop.example',
    shipping_address_collection: { allowed_countries: ['US'] },
  });
  const checkout = await open(session, { addresses }, app);
  await clickInto(field(checkout.page, 'Card number'));
  await checkout.page.keyboard.type(`${cards.visa}1240123`);
  return { session, ...checkout };
}

async function isShippedTo(session: Session) {
  const done = await stripe.checkout.sessions.retrieve(session.id);
  const { name, ...address } = ADDRESS;
  expect(done.collected_information?.shipping_details).toMatchObject({ name, address });
  expect(done.customer_details?.address).toMatchObject(address);
}

for (const [rows, options] of shares(fromLast, fromLast.length))
  test.each(rows)(
    '%s has the addresses of a session, of which the billing one is the same',
    options,
    async (_, app) => {
      const { session, ...checkout } = await openWithAddresses(app, 'billing');
      expect(await checkout.page.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
      await fillAddress(checkout.page.locator('#shipping'), ADDRESS);
      await expect.poll(() => checkout.page.getByRole('button', { name: /^Pay/ }).isEnabled()).toBe(true);
      await pay(checkout);
      await status(checkout).toBe('complete paid');
      await isShippedTo(session);
      expect(quiet(checkout)).toEqual([]);
    },
  );

test('the box that both addresses are the same is in the Element that the page names', THOROUGH, async () => {
  const { session, ...checkout } = await openWithAddresses('react-custom-checkout.tsx', 'shipping');
  await checkout.page.frameLocator('#shipping iframe').getByRole('checkbox').waitFor();
  await fillAddress(checkout.page.locator('#billing'), ADDRESS);
  await expect.poll(() => checkout.page.getByRole('button', { name: /^Pay/ }).isEnabled()).toBe(true);
  await pay(checkout);
  await status(checkout).toBe('complete paid');
  await isShippedTo(session);
});

test('a page that asks whether to save a card says so as it pays', async () => {
  const customer = await stripe.customers.create({ email: 'ada@shop.example' });
  const session = await createSession({
    customer: customer.id,
    saved_payment_method_options: { payment_method_save: 'enabled' },
  });
  const checkout = await shop.open({ mount: false, body: '<div id="payment"></div>' });
  const { page } = checkout;
  await page.evaluate(
    async ({ key, clientSecret }) => {
      window.payframe = window.Payframe(key);
      const savedPaymentMethod = { enableSave: 'never', enableRedisplay: 'never' } as const;
      const sdk = window.payframe.initCheckoutElementsSdk({
        clientSecret,
        elementsOptions: { savedPaymentMethod },
      });
      sdk.createPaymentElement().mount('#payment');
      Object.assign(window, { actions: (await sdk.loadActions()).actions });
    },
    { key: shop.sandbox.publishableKey, clientSecret: String(session.client_secret) },
  );
  await typeCard(checkout);
  const result = await page.evaluate(async () => {
    const { actions } = window as unknown as { actions: CheckoutActions };
    const { type, error } = await actions.confirm({ savePaymentMethod: true, redirect: 'if_required' });
    return { type, message: error?.message };
  });
  expect(result).toEqual({ type: 'success' });
  const { data: saved } = await stripe.customers.listPaymentMethods(customer.id);
  expect(saved).toMatchObject([{ card: { last4: '4242' }, allow_redisplay: 'always' }]);
});

test('a refused card leaves the session open and what was typed where it is, and another one pays', async () => {
  const session = await createSession({ customer_email: 'ada@shop.example' });
  const checkout = await open(session);
  await typeCard(checkout, ['4000', '0000', '0000', '9995'].join(''));
  await pay(checkout);
  await problem(checkout).toBe('paymentFailed: Your card has insufficient funds.');
  await status(checkout).toBe('open ');
  expect(await field(checkout.page, 'Card number').inputValue()).toBe('4000 0000 0000 9995');
  await clickInto(field(checkout.page, 'Card number'));
  await checkout.page.keyboard.press('ControlOrMeta+A');
  await checkout.page.keyboard.type(`${cards.visa}1240123`);
  await pay(checkout);
  await status(checkout).toBe('complete paid');
  expect((await chargesOf(session)).map(({ paid }) => paid)).toEqual([true, false]);
});

test('the bank’s question is shown before the session is complete', async () => {
  const session = await createSession({ customer_email: 'ada@shop.example' });
  const checkout = await open(session, { redirect: 'always' });
  await typeCard(checkout, cards.threeDSecure);
  await pay(checkout);
  await answerBank(checkout.page, 'Complete authentication');
  await checkout.page.waitForURL(`${shop.shop.url}/thanks?session=${session.id}`);
  expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
});

test('says what is wrong with an email and with a code, by the codes of Stripe.js', async () => {
  const checkout = await open(await createSession({ allow_promotion_codes: true }));
  await typeInto(checkout, 'Email', 'ada');
  await problem(checkout).toMatch(/^incompleteEmail: /);
  await typeInto(checkout, 'Email', 'a da@shop.example');
  await problem(checkout).toMatch(/^invalidEmail: /);
  await typeInto(checkout, 'Code', 'NOTHING');
  await problem(checkout).toMatch(/^invalidCode: /);
});

test('a known customer pays by a saved card in the Payment Element', async () => {
  const customer = await stripe.customers.create({ email: 'ada@shop.example' });
  const saved = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
  await stripe.paymentMethods.update(saved.id, { allow_redisplay: 'always' });
  const session = await createSession({ customer: customer.id });
  const checkout = await open(session);
  await formIn(checkout.page).getByText('4444').first().waitFor();
  await expect.poll(() => checkout.page.getByRole('button', { name: /^Pay/ }).isEnabled()).toBe(true);
  await pay(checkout);
  await status(checkout).toBe('complete paid');
  expect((await chargesOf(session)).map(({ payment_method: method }) => method)).toEqual([saved.id]);
});

test('a session that was paid in another tab, or has expired, says so and is not paid again', async () => {
  const session = await createSession({ customer_email: 'ada@shop.example' });
  const checkout = await open(session);
  await typeCard(checkout);
  await stripe.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${session.id}/complete`);
  await pay(checkout);
  await status(checkout).toBe('complete paid');
  expect(await chargesOf(session)).toHaveLength(1);

  const other = await createSession({ customer_email: 'ada@shop.example' });
  const late = await open(other);
  await typeCard(late);
  await stripe.checkout.sessions.expire(other.id);
  await pay(late);
  await status(late).toBe('expired ');
  await problem(late).toMatch(/expired/);
  expect(await late.page.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
});

test('a wrong client secret is said where the session would be', THOROUGH, async () => {
  const { id } = await createSession();
  const checkout = await openApp(shop, 'stripe-custom-checkout.tsx', {
    data: { secret: `${id}_secret_${'a'.repeat(25)}` },
  });
  await problem(checkout).toMatch(/client_secret/);
});
