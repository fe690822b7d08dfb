/** Subscriptions as a server creates them, and as a page pays the first invoice. */
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

const HOUR = 3600;
const DAY = 24 * HOUR;

const at = (year: number, month: number, day: number, hour = 0) =>
  Date.UTC(year, month - 1, day, hour) / 1000;

async function price(
  unit_amount = 2000,
  more: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: 'usd',
    unit_amount,
    product_data: { name: 'Gold' },
    recurring: { interval: 'month' },
    ...more,
  });
}

/** A customer, who pays with this card by default. */
const customerWith = (card?: string, more: Stripe.CustomerCreateParams = {}): Promise<Stripe.Customer> =>
  stripe.customers.create({
    email: 'jenny@shop.example',
    ...(card && { payment_method: card, invoice_settings: { default_payment_method: card } }),
    ...more,
  });

/** A customer of a test clock that stands at a time. */
async function customerAt(frozen_time: number, card = 'pm_card_visa'): Promise<Stripe.Customer> {
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time });
  return customerWith(card, { test_clock: id });
}

const subscribe = async (
  customer: string,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> =>
  stripe.subscriptions.create({
    customer,
    items: [{ price: (await price()).id }],
    expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'],
    ...more,
  });

const invoiceOf = ({ latest_invoice: invoice }: Stripe.Subscription) => invoice as Stripe.Invoice;

const intentIn = ({ latest_invoice: invoice }: Stripe.Subscription): string =>
  String((invoice as Stripe.Invoice).payments?.data[0]?.payment.payment_intent);

const periodsOf = ({ items }: Stripe.Subscription) =>
  items.data.map((item) => [item.current_period_start, item.current_period_end]);

describe('a subscription', () => {
  test('is active once its first invoice is paid, in the request that creates it', async () => {
    const { id: customer } = await customerAt(at(2031, 1, 31, 10));
    const { id: gold } = await price(2000);
    const subscription = await subscribe(customer, {
      items: [{ price: gold, quantity: 2, metadata: { seat: 'window' } }],
      metadata: { plan: 'gold' },
    });
    const [start, end] = [at(2031, 1, 31, 10), at(2031, 2, 28, 10)];
    expect(subscription).toMatchObject({
      object: 'subscription',
      billing_cycle_anchor: start,
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
      cancel_at_period_end: false,
      collection_method: 'charge_automatically',
      currency: 'usd',
      customer,
      status: 'active',
      start_date: start,
      metadata: { plan: 'gold' },
      pending_setup_intent: null,
    });
    expect(subscription.items.data).toMatchObject([
      {
        object: 'subscription_item',
        current_period_start: start,
        current_period_end: end,
        metadata: { seat: 'window' },
        plan: { object: 'plan', id: gold, amount: 2000, interval: 'month' },
        price: { id: gold },
        quantity: 2,
        subscription: subscription.id,
      },
    ]);
    const invoice = invoiceOf(subscription);
    expect(invoice).toMatchObject({
      amount_paid: 4000,
      billing_reason: 'subscription_create',
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: subscription.id, metadata: { plan: 'gold' } },
      },
      period_end: start,
      period_start: start,
      status: 'paid',
      total: 4000,
    });
    expect(invoice.lines.data).toMatchObject([
      {
        amount: 4000,
        description: '2 × Gold (at $20.00 / month)',
        parent: {
          type: 'subscription_item_details',
          subscription_item_details: {
            proration: false,
            subscription: subscription.id,
            subscription_item: subscription.items.data[0]?.id,
          },
        },
        period: { start, end },
        pricing: { price_details: { price: gold } },
        quantity: 2,
      },
    ]);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      latest_invoice: invoice.id,
      status: 'active',
    });
    expect((await stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
    expect(await stripe.paymentIntents.retrieve(intentIn(subscription))).toMatchObject({
      amount: 4000,
      description: 'Subscription creation',
      setup_future_usage: 'off_session',
      status: 'succeeded',
    });
  });

  test('tells of its creation first, with the status that it has then, and of the payment in order', async () => {
    const own = await ownAccount(sandbox);
    const card = 'pm_card_visa';
    const { id: customer } = await own.customers.create({
      payment_method: card,
      invoice_settings: { default_payment_method: card },
    });
    const { id } = await own.prices.create({
      currency: 'usd',
      unit_amount: 2000,
      product_data: { name: 'Gold' },
      recurring: { interval: 'month' },
    });
    const { data: earlier } = await own.events.list({ limit: 100 });
    const subscription = await own.subscriptions.create({ customer, items: [{ price: id }] });
    const { data } = await own.events.list({ limit: 100 });
    const told = data.slice(0, data.length - earlier.length).reverse();
    expect(told.map(({ type }) => type).filter((type) => !type.startsWith('customer.updated'))).toEqual([
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
    expect(told[0]?.data.object).toMatchObject({
      id: subscription.id,
      latest_invoice: subscription.latest_invoice,
      status: 'active',
    });
  });

  test('of a customer whose card is only saved, and no default, is refused, and nothing is left of it', async () => {
    const { id: customer } = await customerWith(undefined, { payment_method: 'pm_card_visa' });
    expect(await refusal(subscribe(customer))).toMatchObject({ statusCode: 400, code: 'resource_missing' });
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
    expect((await stripe.invoices.list({ customer })).data).toEqual([]);
  });

  test('is incomplete after a card was declined, and active once its customer has paid', async () => {
    const { id: customer } = await customerWith('pm_card_chargeCustomerFail');
    const subscription = await subscribe(customer);
    expect(subscription).toMatchObject({ status: 'incomplete' });
    expect(invoiceOf(subscription)).toMatchObject({
      status: 'open',
      attempt_count: 1,
      next_payment_attempt: null,
    });
    expect(await stripe.paymentIntents.retrieve(intentIn(subscription))).toMatchObject({
      status: 'requires_payment_method',
    });
    await stripe.invoices.pay(invoiceOf(subscription).id, { payment_method: 'pm_card_visa' });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
    expect(await eventsOf(stripe, subscription.id)).toEqual([
      'customer.subscription.created',
      'customer.subscription.updated',
    ]);
  });

  test('is incomplete while a bank wants to ask the cardholder', async () => {
    const { id: customer } = await customerWith('pm_card_authenticationRequired');
    const subscription = await subscribe(customer);
    expect(subscription.status).toBe('incomplete');
    expect(await stripe.paymentIntents.retrieve(intentIn(subscription))).toMatchObject({
      status: 'requires_action',
    });
    expect(await eventsOf(stripe, invoiceOf(subscription).id)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.payment_action_required',
    ]);
  });

  test('with default_incomplete is paid in the page by the secret of its invoice, and keeps the method', async () => {
    const { id: customer } = await customerWith();
    const subscription = await subscribe(customer, {
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    expect(subscription.status).toBe('incomplete');
    const secret = invoiceOf(subscription).confirmation_secret;
    expect(secret).toMatchObject({ type: 'payment_intent' });
    const intent = await stripe.paymentIntents.retrieve(intentIn(subscription));
    expect(intent).toMatchObject({ status: 'requires_payment_method', client_secret: secret?.client_secret });
    const paid = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example',
    });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      default_payment_method: paid.payment_method,
      status: 'active',
    });
  });

  test('with default_incomplete and a default card only has to be confirmed', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const subscription = await subscribe(customer, { payment_behavior: 'default_incomplete' });
    expect(subscription.status).toBe('incomplete');
    expect(await stripe.paymentIntents.retrieve(intentIn(subscription))).toMatchObject({
      status: 'requires_confirmation',
    });
    await stripe.paymentIntents.confirm(intentIn(subscription), { return_url: 'https://shop.example' });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  test.each([
    ['was declined', 'pm_card_chargeCustomerFail', 'card_declined'],
    ['asks its holder', 'pm_card_authenticationRequired', 'subscription_payment_intent_requires_action'],
  ])('with error_if_incomplete leaves nothing behind where a card %s', async (_, card, code) => {
    const { id: customer } = await customerWith(card);
    const behavior = { payment_behavior: 'error_if_incomplete' } as const;
    const { id: gold } = await price();
    const before = (await stripe.events.list({ limit: 1 })).data[0]?.id;
    const error = await refusal(subscribe(customer, { ...behavior, items: [{ price: gold }] }));
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code });
    expect((await stripe.events.list({ limit: 1 })).data[0]?.id).toBe(before);
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
    expect((await stripe.invoices.list({ customer })).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([]);
    // No number of an invoice is missing afterwards.
    await stripe.customers.update(customer, {
      invoice_settings: {
        default_payment_method: (await stripe.paymentMethods.attach('pm_card_visa', { customer })).id,
      },
    });
    expect(invoiceOf(await subscribe(customer, behavior)).number).toMatch(/-0001$/);
  });

  test('whose invoices are sent is active at once, and its invoice is due after its days', async () => {
    const { id: customer } = await customerWith();
    const subscription = await subscribe(customer, { collection_method: 'send_invoice', days_until_due: 14 });
    expect(subscription).toMatchObject({ status: 'active', days_until_due: 14 });
    const invoice = invoiceOf(subscription);
    expect(invoice).toMatchObject({ status: 'open', collection_method: 'send_invoice' });
    expect(invoice.due_date).toBe(invoice.created + 14 * DAY);
    expect(await eventsOf(stripe, invoice.id)).toContain('invoice.sent');
    expect(await refusal(subscribe(customer, { collection_method: 'send_invoice' }))).toMatchObject({
      param: 'days_until_due',
    });
  });

  test('that costs nothing is active at once, without a payment, and sets up a method for later', async () => {
    const { id: customer } = await customerWith();
    const free = await subscribe(customer, { items: [{ price: (await price(0)).id }] });
    expect(free).toMatchObject({ status: 'active' });
    expect(invoiceOf(free)).toMatchObject({ status: 'paid', total: 0, payments: { data: [] } });
    expect(await stripe.setupIntents.retrieve(String(free.pending_setup_intent))).toMatchObject({
      customer,
      status: 'requires_payment_method',
      usage: 'off_session',
    });
    const { id: ready } = await customerWith('pm_card_visa');
    expect(await subscribe(ready, { items: [{ price: (await price(0)).id }] })).toMatchObject({
      pending_setup_intent: null,
    });
  });

  test('bills what waits for an invoice of its customer, and what it adds, with its first period', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    await stripe.invoiceItems.create({ customer, amount: 300, currency: 'usd', description: 'Waited' });
    const setup = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 500,
      product_data: { name: 'Set-up' },
    });
    const subscription = await subscribe(customer, { add_invoice_items: [{ price: setup.id }] });
    expect(invoiceOf(subscription).lines.data.map(({ amount }) => amount)).toEqual([500, 300, 2000]);
    expect(invoiceOf(subscription)).toMatchObject({ amount_paid: 2800, status: 'paid' });
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toEqual([]);
  });

  test('bills the time since a beginning in the past, by its periods, or in one line in classic billing', async () => {
    const now = at(2031, 3, 15);
    const backdate_start_date = at(2031, 1, 31);
    const linesOf = async (more: Partial<Stripe.SubscriptionCreateParams>) => {
      const { id: customer } = await customerAt(now);
      const subscription = await subscribe(customer, { backdate_start_date, ...more });
      expect(subscription).toMatchObject({ start_date: backdate_start_date, billing_cycle_anchor: now });
      expect(periodsOf(subscription)).toEqual([[now, at(2031, 4, 15)]]);
      const { lines, total } = invoiceOf(subscription);
      expect(lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
      return lines.data.map(({ amount, period }) => [period.start, period.end, amount]).reverse();
    };
    const first = [now, at(2031, 4, 15), 2000];
    expect(await linesOf({})).toEqual([
      // 15 of the 31 days from 15 January on.
      [backdate_start_date, at(2031, 2, 15), 968],
      [at(2031, 2, 15), now, 2000],
      first,
    ]);
    // 43 days of an imagined month of 28 days.
    expect(await linesOf({ billing_mode: { type: 'classic' } })).toEqual([
      [backdate_start_date, now, 3071],
      first,
    ]);
    expect(await linesOf({ proration_behavior: 'none' })).toEqual([first]);
    const { id: customer } = await customerAt(now);
    for (const time of [now, at(1971, 1, 1)])
      expect(await refusal(subscribe(customer, { backdate_start_date: time }))).toMatchObject({
        statusCode: 400,
        param: 'backdate_start_date',
      });
  });

  test('can have items of several intervals, each with its own period, unless it is classic', async () => {
    const { id: customer } = await customerAt(at(2031, 1, 1));
    const items = [
      { price: (await price(1000)).id },
      { price: (await price(9000, { recurring: { interval: 'year' } })).id },
    ];
    const subscription = await subscribe(customer, { items });
    expect(periodsOf(subscription)).toEqual([
      [at(2031, 1, 1), at(2031, 2, 1)],
      [at(2031, 1, 1), at(2032, 1, 1)],
    ]);
    expect(invoiceOf(subscription).total).toBe(10_000);
    expect(await refusal(subscribe(customer, { items, billing_mode: { type: 'classic' } }))).toMatchObject({
      statusCode: 400,
      param: 'items',
    });
  });

  test('can create a price of its own for an item', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id: product } = await stripe.products.create({ name: 'Bespoke' });
    const subscription = await subscribe(customer, {
      items: [
        {
          price_data: {
            currency: 'usd',
            product,
            recurring: { interval: 'week', interval_count: 2 },
            unit_amount: 700,
          },
        },
      ],
    });
    expect(subscription.items.data[0]?.price).toMatchObject({ active: false, product, unit_amount: 700 });
    expect(invoiceOf(subscription).lines.data[0]?.description).toBe('1 × Bespoke (at $7.00 every 2 weeks)');
  });

  test('cannot be created twice by a request that is repeated with its idempotency key', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const params = { customer, items: [{ price: (await price()).id }] };
    const idempotencyKey = `twice-${customer}`;
    const first = await stripe.subscriptions.create(params, { idempotencyKey });
    const second = await stripe.subscriptions.create(params, { idempotencyKey });
    expect(second.id).toBe(first.id);
    expect((await stripe.charges.list({ customer })).data).toHaveLength(1);
  });

  test('is one of at most three of a customer on a test clock', async () => {
    const { id: customer } = await customerAt(at(2031, 1, 1));
    for (let count = 0; count < 3; count++) await subscribe(customer);
    expect(await refusal(subscribe(customer))).toMatchObject({ code: 'customer_max_subscriptions' });
  });

  test.each<[string, () => Promise<Partial<Stripe.SubscriptionCreateParams>>, object]>([
    [
      'a price that does not exist',
      async () => ({ items: [{ price: 'price_none' }] }),
      { code: 'resource_missing', param: 'items[0][price]' },
    ],
    [
      'a price that is paid once',
      async () => ({
        items: [
          {
            price: (
              await stripe.prices.create({ currency: 'usd', unit_amount: 1, product_data: { name: 'One' } })
            ).id,
          },
        ],
      }),
      { type: 'StripeInvalidRequestError', param: 'items[0][price]' },
    ],
    [
      'a price that is archived',
      async () => ({ items: [{ price: (await price(1, { active: false })).id }] }),
      { param: 'items[0][price]' },
    ],
    [
      'an archived product',
      async () => {
        const gold = await price();
        await stripe.products.update(String(gold.product), { active: false });
        return { items: [{ price: gold.id }] };
      },
      { code: 'product_inactive', param: 'items[0][price]' },
    ],
    [
      'one price twice',
      async () => {
        const { id } = await price();
        return { items: [{ price: id }, { price: id }] };
      },
      { param: 'items[1][price]' },
    ],
    [
      'two currencies',
      async () => ({
        items: [{ price: (await price()).id }, { price: (await price(1, { currency: 'eur' })).id }],
      }),
      { param: 'items[1][price]' },
    ],
    ['no items', async () => ({ items: [] }), { code: 'parameter_missing', param: 'items' }],
    [
      'a payment behavior of updates',
      async () => ({ payment_behavior: 'pending_if_incomplete' }),
      { param: 'payment_behavior' },
    ],
    [
      'the payment method of another customer',
      async () => {
        const other = await customerWith('pm_card_visa');
        return { default_payment_method: String(other.invoice_settings.default_payment_method) };
      },
      { code: 'resource_missing', param: 'default_payment_method' },
    ],
    [
      'a discount that does not exist',
      async () => ({ discounts: [{ coupon: 'none' }] }),
      { code: 'resource_missing', param: 'discounts[0][coupon]' },
    ],
  ])('of %s is refused by name', async (_, params, error) => {
    const { id } = await customerWith('pm_card_visa');
    expect(await refusal(subscribe(id, await params()))).toMatchObject({ statusCode: 400, ...error });
  });
});

describe('the first period', () => {
  test('begins with a trial that costs nothing, and ends when that does', async () => {
    const now = at(2031, 3, 1);
    const { id: customer } = await customerAt(now);
    const subscription = await subscribe(customer, { trial_period_days: 14 });
    const trial_end = now + 14 * DAY;
    expect(subscription).toMatchObject({
      billing_cycle_anchor: trial_end,
      status: 'trialing',
      trial_end,
      trial_start: now,
    });
    expect(periodsOf(subscription)).toEqual([[now, trial_end]]);
    expect(invoiceOf(subscription)).toMatchObject({ status: 'paid', total: 0 });
    expect(invoiceOf(subscription).lines.data).toMatchObject([
      { amount: 0, description: 'Trial period for Gold', period: { start: now, end: trial_end } },
    ]);
  });

  test('of a trial asks for the card where there is none, and keeps it once it is set up', async () => {
    const { id: customer } = await customerWith();
    const subscription = await subscribe(customer, {
      trial_end:
        at(2031, 1, 1) > Date.now() / 1000 + 700 * DAY ? Math.floor(Date.now() / 1000) + DAY : at(2031, 1, 1),
      payment_settings: { save_default_payment_method: 'on_subscription' },
    });
    const pending = String(subscription.pending_setup_intent);
    const { payment_method: card } = await stripe.setupIntents.confirm(pending, {
      payment_method: 'pm_card_visa',
      return_url: 'https://shop.example',
    });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      default_payment_method: card,
      pending_setup_intent: null,
      status: 'trialing',
    });
  });

  test('of a trial asks the bank of a card that wants it', async () => {
    const { id: customer } = await customerWith('pm_card_authenticationRequired');
    const subscription = await subscribe(customer, { trial_period_days: 7 });
    expect(await stripe.setupIntents.retrieve(String(subscription.pending_setup_intent))).toMatchObject({
      status: 'requires_action',
    });
  });

  test('is a part of a whole one up to a given anchor, by the second', async () => {
    const { id: customer } = await customerAt(at(2031, 6, 10));
    const subscription = await subscribe(customer, { billing_cycle_anchor: at(2031, 7, 1) });
    expect(subscription.billing_cycle_anchor).toBe(at(2031, 7, 1));
    expect(periodsOf(subscription)).toEqual([[at(2031, 6, 10), at(2031, 7, 1)]]);
    expect(invoiceOf(subscription)).toMatchObject({ total: 1400, status: 'paid' });
    const free = await subscribe(customer, {
      billing_cycle_anchor: at(2031, 7, 1),
      proration_behavior: 'none',
    });
    expect(invoiceOf(free)).toMatchObject({ total: 0, status: 'paid' });
  });

  test('ends on the day of a configuration', async () => {
    const { id: customer } = await customerAt(at(2031, 1, 15));
    const subscription = await subscribe(customer, { billing_cycle_anchor_config: { day_of_month: 31 } });
    expect(subscription.billing_cycle_anchor_config).toMatchObject({ day_of_month: 31, hour: null });
    expect(periodsOf(subscription)).toEqual([[at(2031, 1, 15), at(2031, 1, 31)]]);
    expect(invoiceOf(subscription).total).toBe(Math.round((2000 * 16) / 31));
  });

  test('ends with the subscription where that ends before', async () => {
    const { id: customer } = await customerAt(at(2031, 4, 1));
    const subscription = await subscribe(customer, { cancel_at: at(2031, 4, 16) });
    expect(subscription).toMatchObject({ cancel_at: at(2031, 4, 16), cancel_at_period_end: false });
    expect(periodsOf(subscription)).toEqual([[at(2031, 4, 1), at(2031, 4, 16)]]);
    expect(invoiceOf(subscription).total).toBe(1000);
  });

  test.each<[string, Partial<Stripe.SubscriptionCreateParams>, string]>([
    ['a trial that is over', { trial_end: 1_500_000_000 }, 'trial_end'],
    ['a trial of more than two years', { trial_end: 253_000_000_000 }, 'trial_end'],
    ['two trials', { trial_end: 253_000_000_000, trial_period_days: 3 }, 'trial_period_days'],
    ['an anchor in the past', { billing_cycle_anchor: 1_500_000_000 }, 'billing_cycle_anchor'],
    ['an anchor after the first period', { billing_cycle_anchor: 253_000_000_000 }, 'billing_cycle_anchor'],
    ['an end in the past', { cancel_at: 1_500_000_000 }, 'cancel_at'],
    [
      'a month of a monthly price',
      { billing_cycle_anchor_config: { day_of_month: 1, month: 2 } },
      'billing_cycle_anchor_config[month]',
    ],
  ])('of %s is refused by name', async (_, params, param) => {
    const { id } = await customerWith('pm_card_visa');
    expect(await refusal(subscribe(id, params))).toMatchObject({ statusCode: 400, param });
  });
});

describe('an update of a subscription', () => {
  test('changes what no invoice depends on, and says what changed', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id } = await subscribe(customer, { metadata: { a: '1' } });
    const { id: card } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    const updated = await stripe.subscriptions.update(id, {
      metadata: { b: '2' },
      description: 'Office',
      default_payment_method: card,
      invoice_settings: { footer: 'Thanks' },
      cancellation_details: { comment: 'soon' },
    });
    expect(updated).toMatchObject({
      metadata: { a: '1', b: '2' },
      description: 'Office',
      default_payment_method: card,
      invoice_settings: { footer: 'Thanks' },
      cancellation_details: { comment: 'soon', reason: null },
    });
    const { data } = await stripe.events.list({ type: 'customer.subscription.updated', limit: 1 });
    expect(data[0]?.data.previous_attributes).toMatchObject({ description: null, metadata: { b: null } });
    await stripe.subscriptions.update(id, { description: 'Office' });
    expect(await eventsOf(stripe, id)).toHaveLength(2);
  });

  test('can end it with its period, and take that back', async () => {
    const { id: customer } = await customerAt(at(2031, 5, 5));
    const { id } = await subscribe(customer);
    const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({
      cancel_at: at(2031, 6, 5),
      cancel_at_period_end: true,
      canceled_at: at(2031, 5, 5),
      cancellation_details: { reason: 'cancellation_requested' },
      status: 'active',
    });
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { reason: null },
    });
    expect(await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' })).toMatchObject({
      cancel_at: at(2031, 6, 5),
      cancel_at_period_end: false,
    });
  });

  test('sends its invoices from then on, or collects them', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id } = await subscribe(customer);
    const sent = { collection_method: 'send_invoice', days_until_due: 30 } as const;
    expect(await stripe.subscriptions.update(id, sent)).toMatchObject(sent);
    expect(
      await stripe.subscriptions.update(id, { collection_method: 'charge_automatically' }),
    ).toMatchObject({ collection_method: 'charge_automatically', days_until_due: null });
    expect(await refusal(stripe.subscriptions.update(id, { days_until_due: 3 }))).toMatchObject({
      param: 'days_until_due',
    });
  });
});

describe('a canceled subscription', () => {
  test('ends at once, is left out of lists, and cannot be canceled twice', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id } = await subscribe(customer);
    const canceled = await stripe.subscriptions.cancel(id, {
      cancellation_details: { comment: 'Too loud', feedback: 'other' },
    });
    expect(canceled).toMatchObject({
      status: 'canceled',
      canceled_at: canceled.ended_at,
      cancellation_details: { comment: 'Too loud', feedback: 'other', reason: 'cancellation_requested' },
    });
    expect(await eventsOf(stripe, id)).toEqual([
      'customer.subscription.created',
      'customer.subscription.deleted',
    ]);
    const listed = async (status?: Stripe.SubscriptionListParams.Status) =>
      (await stripe.subscriptions.list({ customer, ...(status && { status }) })).data.map((one) => one.id);
    expect(await listed()).toEqual([]);
    expect(await listed('active')).toEqual([]);
    expect(await listed('all')).toEqual([id]);
    expect(await listed('canceled')).toEqual([id]);
    expect(await listed('ended')).toEqual([id]);
    expect(await refusal(stripe.subscriptions.cancel(id))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  test('can only change its metadata and the reasons', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id } = await subscribe(customer);
    await stripe.subscriptions.cancel(id);
    expect(
      await stripe.subscriptions.update(id, {
        metadata: { a: '1' },
        cancellation_details: { feedback: 'unused' },
      }),
    ).toMatchObject({ metadata: { a: '1' }, cancellation_details: { feedback: 'unused' } });
    expect(await refusal(stripe.subscriptions.update(id, { description: 'x' }))).toMatchObject({
      code: 'invalid_canceled_subscription_fields',
      param: 'description',
    });
  });

  test('leaves an invoice that was not paid to people, who can still collect it', async () => {
    const { id: customer } = await customerWith();
    const subscription = await subscribe(customer, { collection_method: 'send_invoice', days_until_due: 3 });
    await stripe.subscriptions.cancel(subscription.id);
    const { id } = invoiceOf(subscription);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ auto_advance: false, status: 'open' });
    await stripe.invoices.pay(id, { paid_out_of_band: true });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('canceled');
  });
});

describe('subscriptions', () => {
  test('are listed by customer, price, status, collection and period', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const [gold, silver] = [await price(), await price(1000)];
    const first = await subscribe(customer, { items: [{ price: gold.id }] });
    const second = await subscribe(customer, {
      items: [{ price: silver.id }, { price: gold.id }],
      collection_method: 'send_invoice',
      days_until_due: 3,
    });
    const listed = async (params: Stripe.SubscriptionListParams) =>
      (await stripe.subscriptions.list(params)).data.map(({ id }) => id);
    expect(await listed({ customer })).toEqual([second.id, first.id]);
    expect(await listed({ price: gold.id })).toEqual([second.id, first.id]);
    expect(await listed({ plan: silver.id })).toEqual([second.id]);
    expect(await listed({ customer, collection_method: 'send_invoice' })).toEqual([second.id]);
    expect(await listed({ customer, status: 'active' })).toEqual([second.id, first.id]);
    expect(await listed({ customer, status: 'trialing' })).toEqual([]);
    const [[start, end] = []] = periodsOf(first);
    expect(await listed({ customer, current_period_end: { lt: Number(end) } })).toEqual([]);
    expect(await listed({ customer, current_period_start: { gte: Number(start) } })).toContain(first.id);
  });

  test('of a test clock are listed for their clock or their customer only', async () => {
    const { id: customer, test_clock } = await customerAt(at(2031, 1, 1));
    const { id } = await subscribe(customer);
    const ids = async (params: Stripe.SubscriptionListParams) =>
      (await stripe.subscriptions.list({ limit: 100, ...params })).data.map((one) => one.id);
    expect(await ids({})).not.toContain(id);
    expect(await ids({ test_clock: String(test_clock) })).toEqual([id]);
    expect(await ids({ customer })).toEqual([id]);
  });

  test('show their items, which are read and listed by themselves too', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const subscription = await subscribe(customer, {
      items: [{ price: (await price(1)).id }, { price: (await price(2)).id }, { price: (await price(3)).id }],
    });
    const [one, two, three] = subscription.items.data.map(({ id }) => id);
    expect(await stripe.subscriptionItems.retrieve(String(two))).toMatchObject({
      id: two,
      price: { unit_amount: 2 },
      subscription: subscription.id,
    });
    const page = await stripe.subscriptionItems.list({ subscription: subscription.id, limit: 2 });
    expect(page.data.map(({ id }) => id)).toEqual([three, two]);
    expect(page.has_more).toBe(true);
    const rest = await stripe.subscriptionItems.list({
      subscription: subscription.id,
      starting_after: String(two),
    });
    expect(rest.data.map(({ id }) => id)).toEqual([one]);
    expect(await refusal(stripe.subscriptionItems.retrieve('si_none'))).toMatchObject({ statusCode: 404 });
  });

  test('are found by a search', async () => {
    const { id: customer } = await customerWith('pm_card_visa');
    const { id } = await subscribe(customer, { metadata: { order: 'findable' } });
    const found = await eventually(
      () => stripe.subscriptions.search({ query: "metadata['order']:'findable' AND status:'active'" }),
      ({ data }) => data.length > 0,
    );
    expect(found.data.map((one) => one.id)).toEqual([id]);
  });
});
