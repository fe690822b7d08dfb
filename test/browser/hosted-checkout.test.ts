/** The page of a Checkout Session, as a customer sees and pays it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { connectedAccount, officialClient } from '../sandbox/official.js';
import { shares, THOROUGH } from '../thorough.js';
import { answerBank } from './bank.js';
import { sharedBrowser } from './chromium.js';
import { clickInto, typeInto } from './click-into.js';
import { gotFocus, tabTo } from './focus.js';
import { testWindows } from './windows.js';

let browser: Browser;
let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  [browser, sandbox] = await Promise.all([sharedBrowser(), startSandbox({ port: 0, memory: true })]);
  stripe = officialClient(sandbox);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(() => sandbox?.close());

type Params = Stripe.Checkout.SessionCreateParams;
type Session = Stripe.Checkout.Session;

/** Pages of the shop: any address of the sandbox will do. */
const thanks = () => `${sandbox.url}/livez?session={CHECKOUT_SESSION_ID}`;

const shirt = {
  price_data: {
    currency: 'eur',
    product_data: { name: 'T-shirt', description: 'Organic cotton' },
    unit_amount: 1500,
  },
  quantity: 2,
};

const create = (more: Partial<Params> = {}, client = stripe): Promise<Session> =>
  client.checkout.sessions.create({
    ...{
      allowed_payment_method_types: ['card'],
      line_items: [shirt],
      mode: 'payment',
      success_url: thanks(),
    },
    ...more,
  });

async function open({ url }: { url: string | null }, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(String(url));
  return page;
}

const number = (...groups: string[]) => groups.join('');
const VISA = number('4000', '0004', '0000', '0008');
const ASKS = number('4000', '0027', '6000', '3184');

const pay = (page: Page) => page.getByTestId('checkout-pay');
const total = (page: Page) => page.getByTestId('checkout-total');
const alert = (page: Page, text: string) => page.getByRole('alert').getByText(text).waitFor();
const field = (page: Page, name: string) =>
  page.frameLocator('#payment iframe').getByRole('textbox', { name, exact: true });

async function typeCard(page: Page, card: string): Promise<void> {
  await clickInto(field(page, 'Card number'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(`${card}1240123`);
  await expect.poll(() => field(page, 'Security code').inputValue()).toBe('123');
  await page.keyboard.type('94103');
}

async function fill(page: Page, card = VISA): Promise<void> {
  await page.getByTestId('checkout-email').fill('ada@shop.example');
  await typeCard(page, card);
}

/** Chooses to pay by a bank, and goes to its page. */
async function payByBank(page: Page): Promise<void> {
  await page.getByTestId('checkout-email').fill('ada@shop.example');
  await typeInto(
    page.frameLocator('#payment iframe').getByRole('textbox', { name: /name/i }),
    'Ada Lovelace',
  );
  await pay(page).click();
  await page.getByRole('button', { name: 'Authorise payment' }).waitFor();
}

const stateOf = async ({ id }: Session) => stripe.checkout.sessions.retrieve(id);
const arrived = (page: Page, { id }: Session) => page.waitForURL(`${sandbox.url}/livez?session=${id}`);

describe('the page of a session', () => {
  test('takes the payment of a person, and leads them to the shop', async () => {
    const session = await create();
    const page = await open(session);
    const messages: string[] = [];
    const foreign: string[] = [];
    page.on('console', (message) => {
      if (page.url() === session.url) messages.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(sandbox.url)) foreign.push(request.url());
    });
    await fill(page);
    await expect.poll(() => pay(page).textContent()).toBe('Pay €30.00');
    await pay(page).click();
    await arrived(page, session);
    expect(await stateOf(session)).toMatchObject({
      ...{ status: 'complete', payment_status: 'paid' },
      customer_details: { email: 'ada@shop.example' },
    });
    expect([messages, foreign]).toEqual([[], []]);
    // Whoever opens the address again, or goes back, is led on.
    await page.goto(String(session.url));
    await arrived(page, session);
  });

  test('says at the field what is missing, and sends nothing before', THOROUGH, async () => {
    const page = await open(await create({ phone_number_collection: { enabled: true } }));
    await typeCard(page, VISA);
    await pay(page).click();
    await page.getByText('This is required.').first().waitFor();
    await gotFocus(page.getByLabel('Email'));
    await page.getByLabel('Email').fill('ada');
    await pay(page).click();
    await page.getByText('Check the email address.').waitFor();
    await expect.poll(() => page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  });

  test('says why a card was declined, and takes another one for the same session', THOROUGH, async () => {
    const session = await create();
    const page = await open(session);
    await fill(page, number('4000', '0000', '0000', '0002'));
    await pay(page).click();
    await alert(page, 'Your card was declined.');
    await typeCard(page, VISA);
    await pay(page).click();
    await arrived(page, session);
    expect((await stripe.paymentIntents.list({ limit: 1 })).data[0]).toMatchObject({ status: 'succeeded' });
  });

  test('shows the question of the bank, and goes on after the answer', THOROUGH, async () => {
    const session = await create();
    const page = await open(session);
    await fill(page, ASKS);
    await pay(page).click();
    await answerBank(page, 'Fail authentication');
    await alert(page, 'Your bank did not confirm');
    expect((await stateOf(session)).status).toBe('open');
    await typeCard(page, ASKS);
    await pay(page).click();
    await answerBank(page, 'Complete authentication');
    await arrived(page, session);
    expect((await stateOf(session)).payment_status).toBe('paid');
  });

  test(
    'sends the customer to their bank, and shows the form with the reason where they come back without having paid',
    THOROUGH,
    async () => {
      const session = await create({ allowed_payment_method_types: ['bancontact'] });
      const page = await open(session);
      await page.getByTestId('checkout-email').fill('ada@shop.example');
      const name = page.frameLocator('#payment iframe').getByRole('textbox', { name: /name/i });
      await typeInto(name, 'Ada Lovelace');
      await pay(page).click();
      await page.getByRole('button', { name: 'Fail payment' }).click();
      await page.getByTestId('checkout-message').filter({ hasText: /\w/ }).waitFor();
      expect(page.url()).toBe(session.url);
      await typeInto(name, 'Ada Lovelace');
      await page.getByTestId('checkout-email').fill('ada@shop.example');
      await pay(page).click();
      await page.getByRole('button', { name: 'Authorise payment' }).click();
      await arrived(page, session);
      expect((await stateOf(session)).payment_status).toBe('paid');
    },
  );

  test('is paid from the keyboard alone', async () => {
    const session = await create();
    const page = await open(session);
    await field(page, 'Card number').waitFor();
    await page.getByLabel('Email').focus();
    await page.keyboard.type('ada@shop.example');
    await tabTo(field(page, 'Card number'));
    await page.keyboard.type(`${VISA}124012394103`);
    await page.keyboard.press('Enter');
    await arrived(page, session);
  });
});

describe('a known customer', () => {
  test('pays with a saved card, or saves a new one, where the shop allows that', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const saved = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: customer.id });
    await stripe.paymentMethods.update(saved.id, { allow_redisplay: 'always' });
    const known = {
      customer: customer.id,
      saved_payment_method_options: { payment_method_save: 'enabled' as const },
    };
    const session = await create(known);
    const page = await open(session);
    const form = page.frameLocator('#payment iframe');
    await form.getByText('4444').first().waitFor();
    await expect.poll(() => pay(page).isEnabled()).toBe(true);
    await pay(page).click();
    await arrived(page, session);
    const { payment_intent: intent } = await stateOf(session);
    expect((await stripe.paymentIntents.retrieve(String(intent))).payment_method).toBe(saved.id);
    const other = await create(known);
    const again = await open(other);
    await again
      .frameLocator('#payment iframe')
      .getByRole('radio', { name: 'Use another payment method' })
      .click();
    await typeCard(again, VISA);
    await again.frameLocator('#payment iframe').getByRole('checkbox', { name: /Save/ }).check();
    await pay(again).click();
    await arrived(again, other);
    const { data } = await stripe.customers.listPaymentMethods(customer.id);
    expect(data.map(({ card }) => card?.last4).sort()).toEqual(['0008', '4444']);
  });

  test('tells a tax id as a business only', THOROUGH, async () => {
    const session = await create({ tax_id_collection: { enabled: true } });
    const page = await open(session);
    await fill(page);
    await page.getByTestId('checkout-tax-id').waitFor({ state: 'hidden' });
    await page.getByLabel('I’m buying as a business').check();
    await page.getByLabel('Kind of tax ID').selectOption('EU VAT');
    await page.getByTestId('checkout-tax-id').fill('nothing');
    await pay(page).click();
    await page.getByText('Check this.').waitFor();
    await page.getByTestId('checkout-tax-id').fill('DE123456789');
    await pay(page).click();
    await arrived(page, session);
    expect((await stateOf(session)).customer_details?.tax_ids).toEqual([
      { type: 'eu_vat', value: 'DE123456789' },
    ]);
  });
});

describe('the order', () => {
  test('is changed by the customer where the shop allows that, and the total with it', async () => {
    const coupon = await stripe.coupons.create({ name: 'Spring', percent_off: 10 });
    const promotion = { coupon: coupon.id, type: 'coupon' as const };
    const { code } = await stripe.promotionCodes.create({ code: `SPRING${Date.now()}`, promotion });
    const gift = await stripe.prices.create({
      currency: 'eur',
      product_data: { name: 'Gift wrap' },
      unit_amount: 300,
    });
    const rate = (display_name: string, amount: number) => ({
      shipping_rate_data: {
        display_name,
        fixed_amount: { amount, currency: 'eur' },
        type: 'fixed_amount' as const,
      },
    });
    const session = await create({
      allow_promotion_codes: true,
      line_items: [{ ...shirt, adjustable_quantity: { enabled: true, minimum: 1, maximum: 3 } }],
      optional_items: [{ price: gift.id, quantity: 1 }],
      shipping_options: [rate('Parcel', 490), rate('Courier', 1200)],
    });
    const page = await open(session);
    await expect.poll(() => total(page).textContent()).toBe('€34.90');
    await page.getByRole('button', { name: 'One more' }).click();
    await expect.poll(() => total(page).textContent()).toBe('€49.90');
    await expect.poll(() => page.getByRole('button', { name: 'One more' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Add Gift wrap' }).click();
    await expect.poll(() => total(page).textContent()).toBe('€52.90');
    await page.getByLabel('Courier').check();
    await expect.poll(() => total(page).textContent()).toBe('€60.00');
    await page.getByLabel('Promotion code').fill('nothing');
    await page.keyboard.press('Enter');
    await alert(page, 'There is no such code.');
    await page.getByLabel('Promotion code').fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await expect.poll(() => total(page).textContent()).toBe('€55.20');
    await expect.poll(() => pay(page).textContent()).toBe('Pay €55.20');
    await fill(page);
    await pay(page).click();
    await arrived(page, session);
    const paid = await stateOf(session);
    expect(paid).toMatchObject({
      amount_total: 5520,
      total_details: { amount_discount: 480, amount_shipping: 1200 },
    });
    expect((await stripe.paymentIntents.retrieve(String(paid.payment_intent))).amount_received).toBe(5520);
  });

  test('that another tab has changed is not paid at the former total', THOROUGH, async () => {
    const adjustable_quantity = { enabled: true };
    const session = await create({ line_items: [{ ...shirt, adjustable_quantity }] });
    const page = await open(session);
    await fill(page);
    const other = await page.context().newPage();
    await other.goto(String(session.url));
    await other.getByRole('button', { name: 'One more' }).click();
    await expect.poll(() => total(other).textContent()).toBe('€45.00');
    await pay(page).click();
    await alert(page, 'The total has changed');
    await expect.poll(() => pay(page).textContent()).toBe('Pay €45.00');
    await pay(page).click();
    await arrived(page, session);
    expect((await stateOf(session)).amount_total).toBe(4500);
  });
});

describe('one purchase is paid once', () => {
  test('by a customer who presses twice, or in two tabs', async () => {
    const { client: own } = await connectedAccount(sandbox);
    const session = await create({}, own);
    const page = await open(session);
    await fill(page);
    const other = await page.context().newPage();
    await other.goto(String(session.url));
    await fill(other);
    await Promise.all([pay(page).dblclick({ noWaitAfter: true }), pay(other).click()]);
    // Each of them is told that it is paid: it leads on.
    await Promise.all([arrived(page, session), arrived(other, session)]);
    await expect.poll(async () => (await own.charges.list()).data.filter(({ paid }) => paid).length).toBe(1);
  });

  test('by a customer who goes back once they have paid, or opens its page again', THOROUGH, async () => {
    const { client: own } = await connectedAccount(sandbox);
    const session = await create({}, own);
    const page = await open({ url: `${sandbox.url}/livez?cart` });
    await page.goto(String(session.url));
    await fill(page);
    await pay(page).click();
    await arrived(page, session);
    await page.goBack();
    await page.waitForURL(/livez\?(cart|session)/);
    await page.goto(String(session.url));
    await arrived(page, session);
    await page.reload();
    expect((await own.charges.list()).data.filter(({ paid }) => paid)).toHaveLength(1);
  });

  test(
    'by a customer who goes back from their bank, pays anew, and then answers the first bank too',
    THOROUGH,
    async () => {
      const { client: own } = await connectedAccount(sandbox);
      const session = await create({ allowed_payment_method_types: ['bancontact'] }, own);
      const page = await open(session);
      await payByBank(page);
      await page.reload();
      const first = await page.context().newPage();
      await first.goto(page.url());
      await page.goto(String(session.url));
      await payByBank(page);
      await page.getByRole('button', { name: 'Authorise payment' }).click();
      await arrived(page, session);
      await first.getByRole('button', { name: 'Authorise payment' }).click();
      await first.getByRole('heading', { name: 'Nothing to confirm any more' }).waitFor();
      await first.getByRole('link', { name: 'Back to the shop' }).click();
      await arrived(first, session);
      expect((await own.charges.list()).data.filter(({ paid }) => paid)).toHaveLength(1);
    },
  );

  test(
    'not at all where the session ends while its customer is at the bank, and the page says so',
    THOROUGH,
    async () => {
      const { client: own } = await connectedAccount(sandbox);
      const session = await create({ allowed_payment_method_types: ['bancontact'] }, own);
      const page = await open(session);
      await payByBank(page);
      await own.checkout.sessions.expire(session.id);
      await page.getByRole('button', { name: 'Authorise payment' }).click();
      await page.getByRole('heading', { name: 'Nothing to confirm any more' }).waitFor();
      await page.getByRole('link', { name: 'Back to the shop' }).click();
      await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor();
      expect((await own.charges.list()).data.filter(({ paid }) => paid)).toHaveLength(0);
    },
  );

  test('and a page that was open meanwhile says that it has expired, or leads on', THOROUGH, async () => {
    const session = await create({ cancel_url: `${sandbox.url}/livez?cart` });
    const page = await open(session);
    await fill(page);
    await stripe.checkout.sessions.expire(session.id);
    await pay(page).click();
    await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor();
    await page.getByRole('link', { name: 'Back to the shop' }).click();
    await page.waitForURL(`${sandbox.url}/livez?cart`);
    const unknown = await open({ url: `${sandbox.url}/pay/cs_test_nothing` });
    await unknown.getByRole('heading', { name: 'This checkout has expired' }).waitFor();
  });
});

describe('subscriptions and set-ups', () => {
  test('are completed in the same page', THOROUGH, async () => {
    const plan = {
      currency: 'eur',
      product_data: { name: 'Gold' },
      recurring: { interval: 'month' as const },
      unit_amount: 1000,
    };
    const session = await create({ line_items: [{ price_data: plan, quantity: 1 }], mode: 'subscription' });
    const page = await open(session);
    await fill(page);
    await expect.poll(() => pay(page).textContent()).toBe('Subscribe');
    await pay(page).click();
    await arrived(page, session);
    const { subscription } = await stateOf(session);
    expect((await stripe.subscriptions.retrieve(String(subscription))).status).toBe('active');
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const saved = await create({ currency: 'eur', customer: customer.id, line_items: [], mode: 'setup' });
    const other = await open(saved);
    await typeCard(other, VISA);
    await pay(other).click();
    await arrived(other, saved);
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });
});

/** Runs in the page before its scripts, and adds up what moves in it. */
function watchShifts(): void {
  Object.assign(window, { shifted: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      Object.assign(window, {
        shifted:
          (window as never as { shifted: number }).shifted + (entry as never as { value: number }).value,
      });
  }).observe({ type: 'layout-shift', buffered: true });
}

const FULL: Partial<Params> = {
  allow_promotion_codes: true,
  billing_address_collection: 'required',
  cancel_url: 'https://shop.example/cart',
  consent_collection: { promotions: 'auto', terms_of_service: 'required' },
  custom_fields: [
    { key: 'engraving', label: { custom: 'Engraving', type: 'custom' }, optional: true, type: 'text' },
    {
      key: 'size',
      label: { custom: 'Size', type: 'custom' },
      type: 'dropdown',
      dropdown: { options: [{ label: 'Small', value: 's' }] },
    },
  ],
  custom_text: { submit: { message: 'We pack it today. [How](https://shop.example/packing)' } },
  line_items: [{ ...shirt, adjustable_quantity: { enabled: true } }],
  phone_number_collection: { enabled: true },
  shipping_address_collection: { allowed_countries: ['AT', 'DE'] },
  shipping_options: [
    {
      shipping_rate_data: {
        delivery_estimate: {
          minimum: { unit: 'business_day', value: 2 },
          maximum: { unit: 'business_day', value: 4 },
        },
        display_name: 'Parcel',
        fixed_amount: { amount: 490, currency: 'eur' },
        type: 'fixed_amount',
      },
    },
  ],
};

describe('the look', () => {
  testWindows('checkout', async (context, look) => {
    const page = await open(await create(FULL), context);
    await page.frameLocator('#payment iframe').locator('[autocomplete="cc-number"]').waitFor();
    await look(page);
    await page.getByTestId('checkout-same-address').uncheck();
    await pay(page).click();
    await expect.poll(() => page.locator('[aria-invalid="true"]').count()).toBeGreaterThan(3);
    const colours = await page.locator('[aria-invalid="true"]:not([type="checkbox"])').evaluateAll(edges);
    // All have the colour of what is wrong, unless the system gives each kind of field its own.
    if (context.forcedColors !== 'active') expect(new Set(colours).size).toBe(1);
    await look(page, 'missing');
  });

  test(
    'leaves no gap below a card whose address the page itself asks for, and does not move when it is used',
    THOROUGH,
    async () => {
      const page = await open(await create(FULL), { viewport: { width: 1280, height: 900 } });
      await expect.poll(() => pay(page).isEnabled()).toBe(true);
      const height = () => page.locator('#payment').evaluate((node) => node.getBoundingClientRect().height);
      const before = await height();
      expect(before).toBeLessThan(160);
      await clickInto(field(page, 'Card number'));
      await page.keyboard.type('4242');
      await expect.poll(() => field(page, 'Card number').inputValue()).toBe('4242');
      expect(Math.abs((await height()) - before)).toBeLessThanOrEqual(8);
    },
  );

  const openings = [360, 1280].flatMap((width) =>
    (['card', 'card, sepa_debit, ideal'] as const).map((types) => ({ types, width })),
  );
  for (const [rows, options] of shares(openings, openings.length))
    test.for(rows)(
      'stays where it is while the form of the payment method opens: $types in $width pixels',
      options,
      async ({ types, width }) => {
        const { url } = await create({
          allowed_payment_method_types: types.split(', ') as Params['allowed_payment_method_types'],
          custom_fields: FULL.custom_fields,
        });
        const context = await browser.newContext({ viewport: { width, height: 900 } });
        await context.addInitScript(watchShifts);
        const page = await context.newPage();
        await page.goto(String(url));
        await expect.poll(() => pay(page).isEnabled()).toBe(true);
        expect(await page.evaluate(() => (window as never as { shifted: number }).shifted)).toBe(0);
      },
    );
});

describe('all parts of the look', THOROUGH, () => {
  test('collects everything that the shop asks for', async () => {
    const session = await create(FULL);
    const page = await open(session);
    await fill(page);
    await page.getByLabel('Phone').fill('+436641234567');
    const billing = page.getByRole('group', { name: 'Billing address' });
    await billing.waitFor({ state: 'hidden' });
    await page.getByTestId('checkout-same-address').uncheck();
    for (const [group, street] of [
      ['Delivery address', 'Straße 1'],
      ['Billing address', 'Gasse 2'],
    ] as const) {
      const fields = page.getByRole('group', { name: group });
      await fields.getByLabel('Full name').fill('Ada Lovelace');
      await fields.getByLabel('Country').selectOption('Austria');
      await fields.getByLabel('Street and number').fill(street);
      await fields.getByLabel('Postal code').fill('8010');
      await fields.getByLabel('City').fill('Graz');
    }
    await page.getByLabel('Size').selectOption('Small');
    await page.getByLabel('Send me offers').check();
    await page.getByTestId('checkout-terms').check();
    await pay(page).click();
    await arrived(page, session);
    expect(await stateOf(session)).toMatchObject({
      collected_information: {
        shipping_details: { name: 'Ada Lovelace', address: { city: 'Graz', country: 'AT' } },
      },
      consent: { promotions: 'opt_in', terms_of_service: 'accepted' },
      custom_fields: [{ text: { value: null } }, { dropdown: { value: 's' } }],
      customer_details: {
        address: { country: 'AT', line1: 'Gasse 2' },
        name: 'Ada Lovelace',
        phone: '+436641234567',
      },
    });
  });
});

/** Runs in the page. Returns the colours of the fields' edges. */
function edges(fields: Element[]): string[] {
  return fields.map((field) => getComputedStyle(field).borderBlockEndColor);
}
