/** Sessions of Checkout, through the official client, and completed as their page would. */
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/src/index.js';
import { eventually, start } from './harness.js';
import { eventsOf, officialClient, ownAccount, refusal } from './official.js';

let sandbox: Sandbox;
let stripe: Stripe;
beforeAll(async () => {
  sandbox = await start();
  stripe = officialClient(sandbox);
});
afterAll(() => sandbox.close());

type Params = Stripe.Checkout.SessionCreateParams;
type LineParams = Stripe.Checkout.SessionCreateParams.LineItem;
type Session = Stripe.Checkout.Session;

const shirt = (quantity = 2, more: Partial<LineParams> = {}): LineParams => ({
  price_data: { currency: 'eur', product_data: { name: 'T-shirt' }, unit_amount: 1500 },
  quantity,
  ...more,
});

const create = (more: Partial<Params> = {}, client = stripe): Promise<Session> =>
  client.checkout.sessions.create({
    line_items: [shirt()],
    mode: 'payment',
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    ...more,
  });

const inDays = (days: number) => Math.floor(Date.now() / 1000) + days * 24 * 3600;

const monthly: Partial<Params> = {
  line_items: [
    {
      price_data: {
        currency: 'eur',
        product_data: { name: 'Gold' },
        recurring: { interval: 'month' },
        unit_amount: 1000,
      },
      quantity: 1,
    },
  ],
  mode: 'subscription',
};

const subscription = (more: Partial<Params> = {}) => create({ ...monthly, ...more });

/** Does what the customer does in the page. */
const complete = async (id: string, params: object = {}, client = stripe): Promise<Session> =>
  (await client.rawRequest('POST', `/v1/test_helpers/checkout/sessions/${id}/complete`, params)) as never;

const intentOf = ({ payment_intent: id }: Session) => stripe.paymentIntents.retrieve(String(id));

/** The types of all events of an account, in the order in which they happened. */
const story = async (client: Stripe): Promise<string[]> => {
  const types: string[] = [];
  for await (const { type } of client.events.list({ limit: 100 })) types.unshift(type);
  return types;
};

describe('a session', () => {
  test('is open, has the totals of its lines, and an address that opens its page', async () => {
    const session = await create({ metadata: { order: '6735' }, client_reference_id: 'cart_7' });
    expect(session).toMatchObject({
      ...{ object: 'checkout.session', status: 'open', payment_status: 'unpaid', mode: 'payment' },
      ...{ amount_subtotal: 3000, amount_total: 3000, currency: 'eur', ui_mode: 'hosted_page' },
      ...{ client_reference_id: 'cart_7', metadata: { order: '6735' }, customer: null, payment_intent: null },
      ...{ client_secret: null, customer_details: null },
      total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    });
    expect(session.id).toMatch(/^cs_test_\w{50,}$/);
    expect(session.url).toBe(`${sandbox.url}/pay/${session.id}`);
    expect(session.expires_at - session.created).toBe(24 * 3600);
    expect(session.payment_method_types).toContain('card');
    expect(await stripe.checkout.sessions.retrieve(session.id)).toEqual(session);
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(data).toMatchObject([
      {
        object: 'item',
        amount_total: 3000,
        description: 'T-shirt',
        quantity: 2,
        price: { unit_amount: 1500 },
      },
    ]);
    const expanded = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(expanded.line_items?.data).toEqual(data);
  });

  test('is paid: the intent and the charge come before checkout.session.completed', async () => {
    const own = await ownAccount(sandbox);
    const { id } = await create(
      { payment_intent_data: { description: 'Order 7', metadata: { order: '7' } } },
      own,
    );
    const paid = await complete(id, { email: 'ada@shop.example' }, own);
    expect(paid).toMatchObject({
      ...{ status: 'complete', payment_status: 'paid', url: null, customer: null },
      customer_details: { email: 'ada@shop.example' },
    });
    const intent = await own.paymentIntents.retrieve(String(paid.payment_intent));
    expect(intent).toMatchObject({
      ...{ amount: 3000, currency: 'eur', status: 'succeeded', description: 'Order 7' },
      metadata: { order: '7' },
    });
    const types = await story(own);
    expect(types.slice(-4)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    // Another tab gets the finished session, and pays nothing.
    expect(await complete(id, {}, own)).toEqual(paid);
    expect((await own.paymentIntents.list()).data).toHaveLength(1);
  });

  test('stays open after a decline, with its trace, and can be paid by another card', async () => {
    const { id } = await create();
    const declined = await complete(id, { outcome: 'fail' });
    expect(declined).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    const intent = await intentOf(declined);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined' },
    });
    const error = await refusal(complete(id, { payment_method: 'pm_card_chargeDeclinedInsufficientFunds' }));
    expect(error).toMatchObject({ type: 'StripeCardError', decline_code: 'insufficient_funds' });
    const paid = await complete(id);
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: intent.id });
  });

  test('is paid after the bank has asked, or stays open where the customer does not pass', async () => {
    const asked = await create();
    const method = { payment_method: 'pm_card_authenticationRequired' };
    expect(await complete(asked.id, { ...method, outcome: 'fail' })).toMatchObject({ status: 'open' });
    expect(await complete(asked.id, method)).toMatchObject({ status: 'complete', payment_status: 'paid' });
    expect((await eventsOf(stripe, asked.id)).filter((type) => type.startsWith('checkout'))).toEqual([
      'checkout.session.completed',
    ]);
  });

  test('of a delayed method is complete at once, and paid or failed later', async () => {
    const late = async (payment_method: string) => complete((await create()).id, { payment_method });
    const [good, bad] = [await late('pm_success_de'), await late('pm_failed_de')];
    for (const session of [good, bad])
      expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    await expect
      .poll(async () => (await stripe.checkout.sessions.retrieve(good.id)).payment_status, {
        timeout: 15_000,
      })
      .toBe('paid');
    await expect
      .poll(() => eventsOf(stripe, bad.id), { timeout: 15_000 })
      .toContain('checkout.session.async_payment_failed');
    expect(await eventsOf(stripe, good.id)).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ]);
    expect((await stripe.checkout.sessions.retrieve(bad.id)).payment_status).toBe('unpaid');
  }, 40_000);

  test('reserves the money where the shop captures it later', async () => {
    const { id } = await create({ payment_intent_data: { capture_method: 'manual' } });
    const reserved = await complete(id);
    expect(reserved).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    await stripe.paymentIntents.capture(String(reserved.payment_intent));
    expect((await stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
  });

  test('has an intent that only the session confirms, changes and cancels', async () => {
    const { payment_intent: id } = await complete((await create()).id, { outcome: 'fail' });
    const intent = String(id);
    for (const call of [
      () => stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' }),
      () => stripe.paymentIntents.update(intent, { amount: 1 }),
      () => stripe.paymentIntents.cancel(intent),
    ])
      expect(await refusal(call())).toMatchObject({ code: 'payment_intent_unexpected_state' });
  });

  test('that costs nothing is complete without a payment', async () => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 100 });
    const { amount_total: total, id } = await create({ discounts: [{ coupon }] });
    expect(total).toBe(0);
    expect(await complete(id)).toMatchObject({
      ...{ status: 'complete', payment_status: 'no_payment_required', payment_intent: null },
    });
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(1);
  });
});

describe('an end', () => {
  test('comes by expire, cancels the open intent, and nothing can be paid afterwards', async () => {
    const { id } = await create();
    const { payment_intent: intent } = await complete(id, { outcome: 'fail' });
    const expired = await stripe.checkout.sessions.expire(id);
    expect(expired).toMatchObject({ status: 'expired', payment_status: 'unpaid', url: null });
    expect((await stripe.paymentIntents.retrieve(String(intent))).status).toBe('canceled');
    expect(await refusal(complete(id))).toMatchObject({ code: 'status_transition_invalid' });
    expect(await refusal(stripe.checkout.sessions.expire(id))).toMatchObject({
      code: 'status_transition_invalid',
    });
    expect(await eventsOf(stripe, id)).toEqual(['checkout.session.expired']);
    const { id: left } = await create();
    expect(await complete(left, { outcome: 'abandon' })).toMatchObject({ status: 'expired' });
  });

  test('comes automatically at expires_at, on the clock of the customer', async () => {
    const frozen_time = 1_900_000_000;
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time });
    const customer = await stripe.customers.create({ email: 'ada@shop.example', test_clock: clock.id });
    const { id, expires_at } = await create({ customer: customer.id, expires_at: frozen_time + 1800 });
    expect(expires_at).toBe(frozen_time + 1800);
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + 1801 });
    await expect.poll(async () => (await stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
  });

  test('is refused where it is sooner than 30 minutes, or later than 24 hours', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const expires_at of [now + 600, now + 25 * 3600])
      expect(await refusal(create({ expires_at }))).toMatchObject({ param: 'expires_at' });
  });
});

describe('totals', () => {
  test('take the discount off before taxes, and add what the delivery costs', async () => {
    const added = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    const included = await stripe.taxRates.create({ display_name: 'MwSt.', inclusive: true, percentage: 19 });
    const { id: coupon } = await stripe.coupons.create({ percent_off: 10 });
    const session = await create({
      discounts: [{ coupon }],
      line_items: [shirt(2, { tax_rates: [added.id] }), shirt(1, { tax_rates: [included.id] })],
      shipping_options: [
        {
          shipping_rate_data: {
            display_name: 'Parcel',
            fixed_amount: { amount: 490, currency: 'eur' },
            type: 'fixed_amount',
          },
        },
      ],
    });
    // 3000 - 300 + 540, and 1500 - 150 with 216 in it.
    expect(session).toMatchObject({
      ...{ amount_subtotal: 4500, amount_total: 3240 + 1350 + 490 },
      shipping_cost: { amount_total: 490 },
      total_details: { amount_discount: 450, amount_shipping: 490, amount_tax: 540 + 216 },
      discounts: [{ coupon, promotion_code: null }],
    });
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(data.map(({ amount_total: total }) => total)).toEqual([3240, 1350]);
    const paid = await complete(session.id);
    expect((await intentOf(paid)).amount).toBe(session.amount_total);
  });

  test('of a currency without decimals are whole', async () => {
    const yen = { currency: 'jpy', product_data: { name: 'お茶' }, unit_amount: 333 };
    const { id: coupon } = await stripe.coupons.create({ percent_off: 50 });
    const session = await create({ discounts: [{ coupon }], line_items: [{ price_data: yen, quantity: 1 }] });
    expect(session).toMatchObject({ amount_total: 166, total_details: { amount_discount: 167 } });
  });

  test('are refused where nobody can pay them', async () => {
    const cheap = { currency: 'eur', product_data: { name: 'Pin' }, unit_amount: 10 };
    expect(await refusal(create({ line_items: [{ price_data: cheap, quantity: 1 }] }))).toMatchObject({
      code: 'amount_too_small',
    });
    const dear = { ...cheap, unit_amount: 99_999_999 };
    expect(await refusal(create({ line_items: [{ price_data: dear, quantity: 999_999 }] }))).toMatchObject({
      code: 'amount_too_large',
    });
  });
});

describe('a promotion code', () => {
  const code = async (more: Partial<Stripe.PromotionCodeCreateParams> = {}) => {
    const { id: coupon } = await stripe.coupons.create({ percent_off: 20 });
    return stripe.promotionCodes.create({ promotion: { coupon, type: 'coupon' }, ...more });
  };

  test('is counted when the session is complete, and not before', async () => {
    const { id: promotion_code } = await code();
    const { id } = await create({ discounts: [{ promotion_code }] });
    const used = async () => (await stripe.promotionCodes.retrieve(promotion_code)).times_redeemed;
    await complete(id, { outcome: 'fail' });
    await complete(id, { outcome: 'fail', payment_method: 'pm_card_authenticationRequired' });
    expect(await used()).toBe(0);
    await complete(id);
    expect(await used()).toBe(1);
  });

  test('that can be used once is used once, no matter who pays at the same time', async () => {
    const { id: promotion_code } = await code({ max_redemptions: 1 });
    const open = await Promise.all([1, 2, 3, 4].map(() => create({ discounts: [{ promotion_code }] })));
    const ends = await Promise.allSettled(open.map(({ id }) => complete(id)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await stripe.promotionCodes.retrieve(promotion_code)).times_redeemed).toBe(1);
    const after = await Promise.all(open.map(({ id }) => stripe.checkout.sessions.retrieve(id)));
    expect(after.map(({ payment_status }) => payment_status).sort()).toEqual([
      'paid',
      'unpaid',
      'unpaid',
      'unpaid',
    ]);
  });
});

describe('a customer', () => {
  test('is created where the shop wants one, with what the page has collected', async () => {
    const { id } = await create({
      customer_creation: 'always',
      phone_number_collection: { enabled: true },
      shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
    });
    const shipping_details = {
      name: 'Ada Lovelace',
      address: { city: 'Graz', country: 'AT', line1: 'Straße 1', postal_code: '8010' },
    };
    for (const [param, told] of [
      ['phone', { shipping_details }],
      ['shipping_details[address][country]', { phone: '+436641234567' }],
      [
        'shipping_details[address][country]',
        {
          phone: '+436641234567',
          shipping_details: { ...shipping_details, address: { country: 'FR', line1: 'Rue 1' } },
        },
      ],
    ] as const)
      expect(await refusal(complete(id, told))).toMatchObject({ param });
    const told = { email: 'ada@shop.example', phone: '+436641234567', shipping_details };
    const paid = await complete(id, told);
    expect(paid).toMatchObject({
      collected_information: { shipping_details },
      customer_details: { email: 'ada@shop.example', name: 'Ada Lovelace', phone: '+436641234567' },
    });
    expect(await stripe.customers.retrieve(String(paid.customer))).toMatchObject({
      ...{ email: 'ada@shop.example', name: 'Ada Lovelace' },
      shipping: { name: 'Ada Lovelace', address: { city: 'Graz' } },
    });
    expect((await intentOf(paid)).shipping).toMatchObject({ name: 'Ada Lovelace' });
  });

  test('who is known keeps their email, and their payment method is saved where the shop wants that', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const { id } = await create({
      customer: customer.id,
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    expect(await refusal(complete(id, { email: 'eve@shop.example' }))).toMatchObject({ param: 'email' });
    const paid = await complete(id);
    expect(paid).toMatchObject({ customer: customer.id, customer_details: { email: 'ada@shop.example' } });
    const { data } = await stripe.customers.listPaymentMethods(customer.id);
    expect(data).toMatchObject([{ card: { last4: '4242' } }]);
  });

  test('answers the shop’s own questions, and agrees to its terms', async () => {
    const { id } = await create({
      consent_collection: { promotions: 'auto', terms_of_service: 'required' },
      custom_fields: [
        {
          key: 'engraving',
          label: { custom: 'Engraving', type: 'custom' },
          type: 'text',
          text: { maximum_length: 5 },
        },
        {
          key: 'size',
          label: { custom: 'Size', type: 'custom' },
          type: 'dropdown',
          dropdown: {
            options: [
              { label: 'Small', value: 's' },
              { label: 'Large', value: 'l' },
            ],
          },
        },
        { key: 'vat', label: { custom: 'VAT', type: 'custom' }, optional: true, type: 'numeric' },
      ],
    });
    const consent = { terms_of_service: 'accepted', promotions: 'opt_in' };
    for (const [param, told] of [
      ['custom_fields[engraving]', { consent, custom_fields: { size: 's' } }],
      ['custom_fields[engraving]', { consent, custom_fields: { engraving: 'too long', size: 's' } }],
      ['custom_fields[size]', { consent, custom_fields: { engraving: 'Ada', size: 'xxl' } }],
      ['custom_fields[vat]', { consent, custom_fields: { engraving: 'Ada', size: 's', vat: 'abc' } }],
      ['custom_fields[colour]', { consent, custom_fields: { colour: 'red' } }],
      ['consent[terms_of_service]', { custom_fields: { engraving: 'Ada', size: 's' } }],
    ] as const)
      expect(await refusal(complete(id, told)), param).toMatchObject({ param });
    expect(await complete(id, { consent, custom_fields: { engraving: 'Ada', size: 's' } })).toMatchObject({
      consent: { promotions: 'opt_in', terms_of_service: 'accepted' },
      custom_fields: [
        { key: 'engraving', text: { value: 'Ada' } },
        { key: 'size', dropdown: { value: 's' } },
        { key: 'vat', numeric: { value: null } },
      ],
    });
  });
});

describe('a set-up', () => {
  test('saves the payment method with the customer, and costs nothing', async () => {
    const customer = await stripe.customers.create({ email: 'ada@shop.example' });
    const session = await create({ currency: 'eur', customer: customer.id, line_items: [], mode: 'setup' });
    expect(session).toMatchObject({ amount_total: null, payment_status: 'no_payment_required' });
    const done = await complete(session.id, { payment_method: 'pm_card_authenticationRequiredOnSetup' });
    expect(done).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
    const intent = await stripe.setupIntents.retrieve(String(done.setup_intent));
    expect(intent).toMatchObject({ status: 'succeeded', customer: customer.id });
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });
});

describe('a subscription', () => {
  test('begins when its first invoice is paid, with a customer and a payment method for the next ones', async () => {
    const session = await subscription({ subscription_data: { metadata: { plan: 'gold' } } });
    const paid = await complete(session.id, { email: 'ada@shop.example' });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', payment_intent: null });
    const begun = await stripe.subscriptions.retrieve(String(paid.subscription), {
      expand: ['customer', 'latest_invoice'],
    });
    expect(begun).toMatchObject({
      ...{ status: 'active', metadata: { plan: 'gold' } },
      customer: { id: paid.customer, email: 'ada@shop.example' },
      latest_invoice: { id: paid.invoice, status: 'paid', amount_paid: 1000 },
    });
    expect(begun.default_payment_method).toMatch(/^pm_/);
    const { data } = await stripe.checkout.sessions.listLineItems(session.id);
    expect(begun.items.data[0]?.price.id).toBe(data[0]?.price?.id);
  });

  test('of a card that is refused does not begin', async () => {
    const own = await ownAccount(sandbox);
    const { id: price } = await own.prices.create({
      ...{ currency: 'eur', product_data: { name: 'Gold' }, unit_amount: 1000 },
      recurring: { interval: 'month' },
    });
    const { id } = await create({ line_items: [{ price, quantity: 1 }], mode: 'subscription' }, own);
    expect(await complete(id, { outcome: 'fail' }, own).catch((error: Error) => error)).toMatchObject({
      code: 'card_declined',
    });
    expect((await own.subscriptions.list({ status: 'all' })).data).toEqual([]);
    expect(await complete(id, {}, own)).toMatchObject({ status: 'complete', payment_status: 'paid' });
    expect((await own.subscriptions.list()).data).toHaveLength(1);
  });

  test('is paid after the bank has asked, and only once where it has asked twice', async () => {
    const { id } = await subscription();
    const asks = { payment_method: 'pm_card_authenticationRequired' };
    expect(await complete(id, { ...asks, outcome: 'fail' })).toMatchObject({
      status: 'open',
      subscription: null,
    });
    const paid = await complete(id, asks);
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid' });
    const all = await stripe.subscriptions.list({ customer: String(paid.customer), status: 'all' });
    expect(all.data.map(({ status }) => status).sort()).toEqual(['active', 'incomplete_expired']);
  });

  test('with a trial costs nothing at once, and keeps the payment method', async () => {
    const session = await subscription({ subscription_data: { trial_period_days: 7 } });
    expect(session.amount_total).toBe(0);
    const done = await complete(session.id, { payment_method: 'pm_card_authenticationRequiredOnSetup' });
    expect(done).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
    const begun = await stripe.subscriptions.retrieve(String(done.subscription));
    expect(begun).toMatchObject({ status: 'trialing', pending_setup_intent: null });
    expect(begun.default_payment_method).toMatch(/^pm_/);
    const free = await subscription({
      payment_method_collection: 'if_required',
      subscription_data: { trial_period_days: 7 },
    });
    const { subscription: id } = await complete(free.id);
    expect((await stripe.subscriptions.retrieve(String(id))).default_payment_method).toBeNull();
  });

  test('may begin with the time before its anchor for free', async () => {
    const billing_cycle_anchor = inDays(5);
    const subscription_data = { billing_cycle_anchor, proration_behavior: 'none' as const };
    const session = await subscription({ subscription_data });
    expect(session.amount_total).toBe(0);
    const { subscription: id } = await complete(session.id);
    const begun = await stripe.subscriptions.retrieve(String(id));
    expect(begun).toMatchObject({ billing_cycle_anchor, status: 'active', trial_end: null });
    expect(begun.items.data[0]?.current_period_end).toBe(billing_cycle_anchor);
    expect(await stripe.invoices.createPreview({ subscription: begun.id })).toMatchObject({ total: 1000 });
  });

  test('sells what is paid once too, with discount and taxes as the session shows them', async () => {
    const { id: tax } = await stripe.taxRates.create({
      display_name: 'VAT',
      inclusive: false,
      percentage: 20,
    });
    const { id: coupon } = await stripe.coupons.create({ duration: 'once', percent_off: 10 });
    const plan = {
      currency: 'eur',
      product_data: { name: 'Gold' },
      recurring: { interval: 'month' as const },
      unit_amount: 999,
    };
    const session = await subscription({
      discounts: [{ coupon }],
      line_items: [{ price_data: plan, quantity: 3, tax_rates: [tax] }, shirt(1, { tax_rates: [tax] })],
    });
    const paid = await complete(session.id);
    const invoice = await stripe.invoices.retrieve(String(paid.invoice));
    expect(invoice.amount_paid).toBe(session.amount_total);
  });
});

describe('an invoice of a payment', () => {
  const wanted = (invoice_data: Stripe.Checkout.SessionCreateParams.InvoiceCreation.InvoiceData = {}) => ({
    invoice_creation: { enabled: true, invoice_data },
  });

  test('is there where the shop wants one: paid, with the lines, the discount, the taxes and the delivery', async () => {
    const vat = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    const { id: coupon } = await stripe.coupons.create({ max_redemptions: 1, percent_off: 10 });
    const session = await create({
      ...wanted({
        custom_fields: [{ name: 'Order', value: '6735' }],
        description: 'Thank you',
        footer: 'Shirts & Co.',
        metadata: { order: '6735' },
      }),
      discounts: [{ coupon }],
      line_items: [shirt(2, { tax_rates: [vat.id] }), shirt(1, { metadata: { size: 'l' } })],
      shipping_options: [
        {
          shipping_rate_data: {
            display_name: 'Parcel',
            fixed_amount: { amount: 490, currency: 'eur' },
            type: 'fixed_amount',
          },
        },
      ],
    });
    expect(session).toMatchObject({ invoice: null, invoice_creation: { enabled: true } });
    const paid = await complete(session.id, { email: 'ada@shop.example' });
    const invoice = await stripe.invoices.retrieve(String(paid.invoice), { expand: ['payments'] });
    expect(invoice).toMatchObject({
      ...{ amount_due: paid.amount_total, amount_paid: paid.amount_total, amount_remaining: 0 },
      ...{ status: 'paid', total: paid.amount_total, billing_reason: 'manual' },
      custom_fields: [{ name: 'Order', value: '6735' }],
      customer: paid.customer,
      customer_email: 'ada@shop.example',
      ...{ description: 'Thank you', footer: 'Shirts & Co.', metadata: { order: '6735' } },
      shipping_cost: { amount_total: 490 },
    });
    expect(invoice.number).toMatch(/-0001$/);
    const { data: lines } = await stripe.invoices.listLineItems(invoice.id);
    expect(lines.map(({ amount, quantity }) => [amount, quantity]).sort()).toEqual([
      [1500, 1],
      [3000, 2],
    ]);
    const { data: payments } = await stripe.invoicePayments.list({ invoice: invoice.id });
    expect(payments).toMatchObject([
      { amount_paid: paid.amount_total, payment: { payment_intent: paid.payment_intent }, status: 'paid' },
    ]);
    expect((await stripe.coupons.retrieve(coupon)).times_redeemed).toBe(1);
    expect((await fetch(String(invoice.hosted_invoice_url))).status).toBe(200);
  });

  test('comes with its events before checkout.session.completed, and once', async () => {
    const own = await ownAccount(sandbox);
    const { id } = await create(wanted(), own);
    await complete(id, { outcome: 'fail' }, own);
    expect((await own.invoices.list()).data).toEqual([]);
    const paid = await complete(id, {}, own);
    const types = (await story(own)).filter((type) => /invoice|completed/.test(type));
    expect(types).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'checkout.session.completed',
    ]);
    expect((await own.invoices.list()).data.map((one) => one.id)).toEqual([paid.invoice]);
  });

  test('of a delayed payment comes when the money does, and of a reserved one when it is captured', async () => {
    const late = await create({ ...wanted(), allowed_payment_method_types: ['sepa_debit'] });
    expect(await complete(late.id, { payment_method: 'pm_success_de' })).toMatchObject({ invoice: null });
    const settled = await eventually(
      () => stripe.checkout.sessions.retrieve(late.id),
      ({ payment_status: status }) => status === 'paid',
    );
    expect(await stripe.invoices.retrieve(String(settled.invoice))).toMatchObject({ amount_paid: 3000 });
    const held = await create({ ...wanted(), payment_intent_data: { capture_method: 'manual' } });
    const reserved = await complete(held.id);
    expect(reserved.invoice).toBeNull();
    await stripe.paymentIntents.capture(String(reserved.payment_intent));
    const { invoice } = await stripe.checkout.sessions.retrieve(held.id);
    expect(await stripe.invoices.retrieve(String(invoice))).toMatchObject({ status: 'paid' });
  });

  test('of a known customer takes nothing of their credit, and a refund of it is a refund of the payment', async () => {
    const { id: customer } = await stripe.customers.create({ balance: -1000, email: 'ada@shop.example' });
    const paid = await complete((await create({ ...wanted(), customer })).id);
    const invoice = await stripe.invoices.retrieve(String(paid.invoice));
    expect(invoice).toMatchObject({ amount_paid: 3000, ending_balance: 0, starting_balance: 0 });
    expect(((await stripe.customers.retrieve(customer)) as Stripe.Customer).balance).toBe(-1000);
    await stripe.creditNotes.create({ amount: 500, invoice: invoice.id, refund_amount: 500 });
    const { data } = await stripe.refunds.list({ payment_intent: String(paid.payment_intent) });
    expect(data.map(({ amount }) => amount)).toEqual([500]);
  });
});

describe('a customer who is exempt from taxes', () => {
  test('pays none, by the session as by the invoice', async () => {
    const vat = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 20 });
    const { id: customer } = await stripe.customers.create({ email: 'a@b.example', tax_exempt: 'exempt' });
    const lines = (monthly.line_items ?? []).map((line) => ({ ...line, tax_rates: [vat.id] }));
    const session = await subscription({ customer, line_items: lines });
    expect(session).toMatchObject({ amount_total: 1000, customer_details: { tax_exempt: 'exempt' } });
    const { invoice } = await complete(session.id);
    expect((await stripe.invoices.retrieve(String(invoice))).amount_paid).toBe(1000);
  });
});

describe('a change by the shop', () => {
  test('replaces lines and deliveries, and recalculates', async () => {
    const session = await create({ line_items: [shirt(2), shirt(1)] });
    const [first] = (await stripe.checkout.sessions.listLineItems(session.id)).data;
    const changed = await stripe.checkout.sessions.update(session.id, {
      line_items: [{ id: String(first?.id), quantity: 5 }],
      metadata: { a: 'b' },
    });
    expect(changed).toMatchObject({ amount_total: 7500, metadata: { a: 'b' } });
    expect((await intentOf(await complete(session.id))).amount).toBe(7500);
    expect(
      await refusal(stripe.checkout.sessions.update(session.id, { line_items: [shirt()] })),
    ).toMatchObject({
      code: 'status_transition_invalid',
    });
    expect(await stripe.checkout.sessions.update(session.id, { metadata: { c: 'd' } })).toMatchObject({
      metadata: { a: 'b', c: 'd' },
    });
  });
});

describe('lists', () => {
  test('are of one customer, status, email, payment or subscription', async () => {
    const own = await ownAccount(sandbox);
    const customer = await own.customers.create({ email: 'ada@shop.example' });
    const open = await create({ customer: customer.id }, own);
    const paid = await complete((await create({}, own)).id, { email: 'eve@shop.example' }, own);
    const ids = async (params: Stripe.Checkout.SessionListParams) =>
      (await own.checkout.sessions.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([paid.id, open.id]);
    expect(await ids({ customer: customer.id })).toEqual([open.id]);
    expect(await ids({ status: 'complete' })).toEqual([paid.id]);
    expect(await ids({ customer_details: { email: 'eve@shop.example' } })).toEqual([paid.id]);
    expect(await ids({ payment_intent: String(paid.payment_intent) })).toEqual([paid.id]);
  });
});

describe('both vocabularies', () => {
  test('are taken, and answered in that of the version of the request', async () => {
    const older = officialClient(sandbox, sandbox.secretKey, { apiVersion: '2025-09-30.clover' as never });
    const before = await create({ ui_mode: 'hosted', payment_method_types: ['card'] } as never, older);
    expect(before).toMatchObject({ payment_method_types: ['card'], ui_mode: 'hosted' });
    expect(before).not.toHaveProperty('allowed_payment_method_types');
    expect(await stripe.checkout.sessions.retrieve(before.id)).toMatchObject({
      allowed_payment_method_types: null,
      ui_mode: 'hosted_page',
    });
    const now = await create({
      allowed_payment_method_types: ['card', 'sepa_debit'],
      ui_mode: 'hosted_page',
    });
    expect(now).toMatchObject({
      allowed_payment_method_types: ['card', 'sepa_debit'],
      ui_mode: 'hosted_page',
    });
    expect(now.payment_method_types.sort()).toEqual(['card', 'sepa_debit']);
    const embedded = await stripe.checkout.sessions.create({
      ...{
        line_items: [shirt()],
        mode: 'payment',
        return_url: 'https://shop.example/back',
        ui_mode: 'embedded' as never,
      },
    });
    expect(embedded).toMatchObject({ ui_mode: 'embedded_page', url: null, redirect_on_completion: 'always' });
    expect(embedded.client_secret).toContain(embedded.id);
  });
});

describe('a request that makes no sense is refused by name', () => {
  test.each<[string, Partial<Params>]>([
    ['line_items', { line_items: [] }],
    ['success_url', { success_url: undefined as never }],
    ['success_url', { success_url: 'javascript:alert(1)' }],
    ['success_url', { success_url: 'https://user:secret@shop.example/' }],
    ['cancel_url', { cancel_url: 'data:text/html,<script>' }],
    ['return_url', { return_url: 'https://shop.example/' }],
    ['line_items[0][price]', { line_items: [{ price: 'price_none', quantity: 1 }] }],
    ['line_items[0][quantity]', { line_items: [{ ...shirt(), quantity: undefined as never }] }],
    ['customer', { customer: 'cus_none' }],
    ['customer_email', { customer_email: 'nobody' }],
    ['setup_intent_data', { setup_intent_data: { description: 'x' } }],
    ['after_expiration', { after_expiration: { recovery: { enabled: true } } }],
    ['invoice_creation', { ...monthly, invoice_creation: { enabled: true } }],
    ['shipping_options[0][shipping_rate]', { shipping_options: [{ shipping_rate: 'shr_none' }] }],
    ['shipping_options', { ...monthly, shipping_options: [{ shipping_rate: 'shr_none' }] }],
    ['discounts[0][coupon]', { discounts: [{ coupon: 'none' }] }],
    [
      'subscription_data[proration_behavior]',
      { ...monthly, subscription_data: { billing_cycle_anchor: inDays(5) } },
    ],
    [
      'subscription_data[billing_cycle_anchor]',
      { ...monthly, subscription_data: { billing_cycle_anchor: inDays(60), proration_behavior: 'none' } },
    ],
  ])('%s', async (param, params) => {
    expect(await refusal(create(params))).toMatchObject({ param });
  });

  test('a recurring price in payment mode, an inactive one, and two currencies', async () => {
    const recurring = await stripe.prices.create({
      ...{ currency: 'eur', product_data: { name: 'Gold' }, unit_amount: 1000 },
      recurring: { interval: 'month' },
    });
    const param = 'line_items[0][price]';
    expect(await refusal(create({ line_items: [{ price: recurring.id, quantity: 1 }] }))).toMatchObject({
      param,
    });
    const off = await stripe.prices.create({
      active: false,
      currency: 'eur',
      product_data: { name: 'Old' },
      unit_amount: 1000,
    });
    expect(await refusal(create({ line_items: [{ price: off.id, quantity: 1 }] }))).toMatchObject({ param });
    const usd = { currency: 'usd', product_data: { name: 'Cap' }, unit_amount: 1000 };
    expect(await refusal(create({ line_items: [shirt(), { price_data: usd, quantity: 1 }] }))).toMatchObject({
      param: 'line_items[1][price_data]',
    });
  });
});
